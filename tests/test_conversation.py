"""The store of conversations: what goes in comes out, nothing is lost on the way, and what goes wrong is told in one message."""

from __future__ import annotations

import os
import sqlite3
import stat
import subprocess
import sys
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import ROOT
from hypothesis import given, settings
from hypothesis import strategies as st
from talks import ODD, Clock, answer, store

from assistant.conversation import IN_MEMORY, Conversations, default_url, open_conversations
from assistant.conversation_tables import SCHEMA
from assistant.domain import Role
from assistant.errors import ConversationMissing, ConversationsUnavailable, SettingsError
from assistant.settings import Settings
from assistant.turns import LONGEST_TITLE, folded, title_of


def ask(kept: Conversations, question: str, name: str = "", role: Role | None = None) -> str:
    name, turn = kept.put(question, role, name)
    kept.settle(name, turn.number, answer(question))
    return name


def python(code: str, *arguments: str, **options: object) -> subprocess.Popen[str]:
    """A process of its own that can import the product and the tests."""
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    return subprocess.Popen([sys.executable, "-c", code, *arguments], env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, **options)


# --- what goes in comes out ------------------------------------------------------------------------------


def test_a_turn_is_kept_with_its_whole_answer(tmp_path: Path):
    name = ask(store(tmp_path, clock=Clock()), "Which weighting?", role=Role.STUDENT)
    held = store(tmp_path).open(name)
    assert held.turns[0].answer == answer("Which weighting?")
    assert held.turns[0].answer.citations[0].context == answer().citations[0].context
    assert (held.about.title, held.about.role, held.about.turns) == ("Which weighting?", Role.STUDENT, 1)
    assert held.about.created == datetime(2026, 11, 22, 9, 0, 1, tzinfo=UTC)
    assert held.about.updated == held.turns[0].settled == datetime(2026, 11, 22, 9, 0, 2, tzinfo=UTC)


def test_turns_keep_their_order_and_roles(tmp_path: Path):
    kept = store(tmp_path)
    name = ask(kept, "first?", role=Role.STUDENT)
    for n in range(11):
        ask(kept, f"then {n}?", name, Role.VCSE)
    held = kept.open(name)
    assert [t.question for t in held.turns] == ["first?", *(f"then {n}?" for n in range(11))]
    assert [t.number for t in held.turns] == list(range(1, 13))
    assert (held.turns[0].role, held.turns[1].role, held.about.role) == (Role.STUDENT, Role.VCSE, Role.VCSE)


@pytest.mark.parametrize("question", ODD.values(), ids=ODD)
def test_odd_text_comes_out_as_it_went_in(tmp_path: Path, question: str):
    kept = store(tmp_path)
    name = ask(kept, question)
    turn = kept.open(name).turns[0]
    assert turn.question == question and turn.answer.question == question
    title = kept.list()[0].title
    assert title == title_of(question) and "\n" not in title and "\x1b" not in title and len(title) <= LONGEST_TITLE


def test_any_text_comes_out_as_it_went_in_and_is_found():
    kept = Conversations(IN_MEMORY)

    @settings(max_examples=60, deadline=None)
    @given(st.text(st.characters(), min_size=1, max_size=300))
    def comes_out(question: str):
        name = ask(kept, question)
        assert kept.open(name).turns[0].question == question
        assert name in [one.id for one in kept.search(question, 1000)]
        kept.delete_all()

    comes_out()


def test_a_long_question_gives_a_short_title_cut_between_words():
    title = title_of("What does the report say about the weighting of social value in the tenders of clinical commissioning groups?")
    assert title == "What does the report say about the weighting of social value in the tenders of…"
    assert title_of("x" * 200) == "x" * (LONGEST_TITLE - 1) + "…"
    assert title_of("\x00") == "Untitled"


# --- a crash between question and answer -----------------------------------------------------------------

KILLED = """
import os, signal, sys
from pathlib import Path
from talks import FakeAssistant, store
from ui.conversation import Conversation
kept = store(Path(sys.argv[1]))
talk = Conversation(store=kept)
talk.put("first?", None); talk.settle(FakeAssistant())
talk.put("second?", None); talk.settle(FakeAssistant(lambda: os.kill(os.getpid(), signal.SIGKILL)))
"""


def test_a_kill_between_question_and_answer_loses_neither_question(tmp_path: Path):
    process = python(KILLED, str(tmp_path))
    assert process.wait(300) == -9, process.stderr.read()
    kept = store(tmp_path)
    first, second = kept.open(kept.list()[0].id).turns
    assert first.answer == answer("first?", standalone_question="first?")
    assert (second.question, second.answer, second.problem, second.settled) == ("second?", None, "", None)


def test_an_unanswered_question_is_answered_in_its_place(tmp_path: Path):
    kept = store(tmp_path)
    name, turn = kept.put("Which?")
    kept.fail(name, turn.number, "no index; run `social-value ingest`")
    assert kept.open(name).turns[0].problem == "no index; run `social-value ingest`"
    kept.settle(name, turn.number, answer("Which?"))
    (only,) = kept.open(name).turns
    assert only.answer and not only.problem


# --- several at once -------------------------------------------------------------------------------------

WRITER = """
import sys
from pathlib import Path
from talks import answer, store
kept = store(Path(sys.argv[1]))
name = sys.argv[3]
for n in range(int(sys.argv[4])):
    question = f"{sys.argv[2]} {n}?"
    mine, turn = kept.put(question, None, name)
    kept.settle(mine, turn.number, answer(question))
"""


def test_processes_that_write_at_once_lose_nothing(tmp_path: Path):
    shared = ask(store(tmp_path), "begin?")
    writers = [python(WRITER, str(tmp_path), f"w{n}", shared, "25") for n in range(3)]
    writers += [python(WRITER, str(tmp_path), f"own{n}", "", "25") for n in range(2)]
    for writer in writers:
        assert writer.wait(300) == 0, writer.stderr.read()
    kept = store(tmp_path)
    held = kept.open(shared)
    assert [t.number for t in held.turns] == list(range(1, 77))
    assert {t.question for t in held.turns} == {"begin?"} | {f"w{w} {n}?" for w in range(3) for n in range(25)}
    assert all(t.answer.question == t.question for t in held.turns)
    assert kept.count() == 51


RENAMER = """
import sys
from pathlib import Path
from talks import store
kept = store(Path(sys.argv[1]))
for n in range(150):
    kept.rename(sys.argv[2], f"{sys.argv[3]} {n}")
"""


def test_processes_that_look_before_they_write_do_not_cross(tmp_path: Path):
    name = ask(store(tmp_path), "q?")
    renamers = [python(RENAMER, str(tmp_path), name, f"r{n}") for n in range(3)]
    for renamer in renamers:
        assert renamer.wait(300) == 0, renamer.stderr.read()
    assert store(tmp_path).list()[0].title.endswith(" 149")


def test_processes_that_make_the_store_at_the_same_moment_agree(tmp_path: Path):
    makers = [python(WRITER, str(tmp_path), f"m{n}", "", "1") for n in range(4)]
    for maker in makers:
        assert maker.wait(300) == 0, maker.stderr.read()
    assert store(tmp_path).count() == 4


# --- finding ---------------------------------------------------------------------------------------------


def test_the_list_is_newest_first_and_comes_in_pages(tmp_path: Path):
    kept = store(tmp_path, clock=Clock())
    names = [ask(kept, f"q{n}?") for n in range(5)]
    ask(kept, "again?", names[0])
    assert [one.id for one in kept.list()] == [names[0], *reversed(names[1:])]
    assert [one.id for one in kept.list(2, 2)] == [names[3], names[2]]
    assert kept.list()[0].turns == 2 and kept.count() == 5


def test_search_looks_in_titles_questions_and_answers_whatever_the_capitals(tmp_path: Path):
    kept = store(tmp_path)
    name = ask(kept, "Which STRAẞE?")
    ask(kept, "other?", name)
    kept.rename(name, "École de Paris")
    for text in ("école", "ÉCOLE DE", "which strasse", "OTHER?", "commonly cited by ccgs", "cited by CCGs.\n\n- Agencies"[:14]):
        assert kept.count(text) == 1 == len(kept.search(text)), text
    assert kept.count("nowhere") == 0 == len(kept.search("nowhere"))


def test_percent_underscore_and_backslash_are_searched_as_they_are(tmp_path: Path):
    kept = store(tmp_path)
    ask(kept, "100% of a_b \\ c/d?")
    ask(kept, "1000 of axb?")
    for text in ("100%", "a_b", "\\ c", "c/d", "%", "_", "\\"):
        found = kept.search(text)
        assert any(one.title.startswith("100%") for one in found), text
    assert kept.count("100% o") == kept.count("a_b") == 1
    assert kept.count("'; --") == 0


def test_a_conversation_is_opened_by_the_beginning_of_its_id(tmp_path: Path):
    kept = store(tmp_path)
    name = ask(kept, "q?")
    assert kept.open(name[:6]).about.id == kept.open(name.upper()).about.id == name
    for wrong in ("", "abc", name[:3], "zzzz", "%%%%", name + "0", "____", "\x00"):
        with pytest.raises(ConversationMissing, match="there is no conversation"):
            kept.open(wrong)


def test_the_beginning_of_two_ids_opens_neither(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    ids = iter(["abcd000000000001", "abcd000000000002"])
    monkeypatch.setattr("assistant.conversation.secrets.token_hex", lambda _: next(ids))
    kept = store(tmp_path)
    ask(kept, "one?"), ask(kept, "two?")
    with pytest.raises(ConversationMissing, match="more than one conversation begins with abcd"):
        kept.open("abcd")
    assert kept.open("abcd000000000002").about.title == "two?"


def test_a_thousand_conversations_are_listed_and_searched_quickly(tmp_path: Path):
    kept = store(tmp_path)
    one = ask(kept, "q?")
    with sqlite3.connect(default_url(tmp_path).removeprefix("sqlite:///")) as db:
        for n in range(1000):
            db.execute("INSERT INTO social_value_conversations SELECT printf('%016x', ?), title || ?, sought || ?, role, created, updated, owner "
                       "FROM social_value_conversations WHERE id = ?", (n, n, n, one))
            db.execute("INSERT INTO social_value_turns SELECT printf('%016x', ?), number, question, role, asked, answer, problem, settled, sought, rating, reason "
                       "FROM social_value_turns WHERE conversation_id = ?", (n, one))
    start = time.perf_counter()
    assert len(kept.list(1000)) == 1000 and kept.count("commonly cited") == 1001
    assert time.perf_counter() - start < 1


# --- renaming and deleting -------------------------------------------------------------------------------


def test_a_new_title_is_one_line_and_moves_nothing(tmp_path: Path):
    kept = store(tmp_path, clock=Clock())
    first, second = ask(kept, "a?"), ask(kept, "b?")
    assert kept.rename(first, "  Weighting\n in \x07tenders ") == "Weighting in tenders"
    assert [(one.id, one.title) for one in kept.list()] == [(second, "b?"), (first, "Weighting in tenders")]
    with pytest.raises(SettingsError, match="the title is empty"):
        kept.rename(first, " \n ")


def test_what_is_deleted_is_gone_from_the_file_too(tmp_path: Path):
    kept = store(tmp_path)
    stays, goes = ask(kept, "stays?"), ask(kept, "zebrafinch?")
    kept.delete(goes[:8])
    assert [one.id for one in kept.list()] == [stays]
    assert not any(b"zebrafinch" in path.read_bytes() for path in tmp_path.iterdir())
    with pytest.raises(ConversationMissing):
        kept.delete(goes)


def test_delete_all_leaves_nothing_and_says_how_many(tmp_path: Path):
    kept = store(tmp_path)
    for n in range(3):
        ask(kept, f"zebrafinch {n}?")
    assert kept.delete_all() == 3 and kept.count() == 0 and kept.list() == ()
    assert not any(b"zebrafinch" in path.read_bytes() for path in tmp_path.iterdir())


def test_a_question_that_cannot_be_asked_is_taken_back_with_its_conversation(tmp_path: Path):
    kept = store(tmp_path)
    name, turn = kept.put("too long")
    kept.withdraw(name, turn.number)
    assert kept.count() == 0


def test_an_answer_to_a_conversation_deleted_meanwhile_is_told(tmp_path: Path):
    kept = store(tmp_path)
    name, turn = kept.put("q?")
    kept.delete(name)
    with pytest.raises(ConversationMissing, match="or it was deleted"):
        kept.settle(name, turn.number, answer())
    with pytest.raises(ConversationMissing):
        kept.put("next?", None, name)


def test_old_conversations_go_when_the_store_is_opened_and_only_with_a_retention(tmp_path: Path):
    now = datetime(2026, 11, 22, tzinfo=UTC)
    kept = store(tmp_path, clock=Clock(now - timedelta(days=40)))
    old, used = ask(kept, "old?"), ask(kept, "used again?")
    ask(store(tmp_path, clock=Clock(now - timedelta(days=5))), "more?", used)
    assert store(tmp_path, clock=Clock(now)).count() == 2
    assert store(tmp_path, clock=Clock(now), retention_days=41).count() == 2
    left = store(tmp_path, clock=Clock(now), retention_days=30).list()
    assert [one.id for one in left] == [used] and old != used


# --- what goes wrong -------------------------------------------------------------------------------------


def told(error: pytest.ExceptionInfo[Exception]) -> str:
    said = str(error.value)
    assert "\n" not in said and "Traceback" not in said
    return said


@pytest.mark.parametrize("content", [b"this is no database " * 300, b"SQLite format 3\x00" + b"\x55" * 9000])
def test_a_file_that_is_no_database_is_refused_and_left_as_it_is(tmp_path: Path, content: bytes):
    path = tmp_path / "conversations.sqlite"
    path.write_bytes(content)
    with pytest.raises(ConversationsUnavailable) as error:
        store(tmp_path)
    assert "damaged or not a store of conversations" in told(error) and "move it to another place" in told(error)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused_and_left_as_it_is(tmp_path: Path):
    path = tmp_path / "conversations.sqlite"
    with sqlite3.connect(path) as db:
        db.execute("CREATE TABLE recipes (name TEXT)")
    before = path.read_bytes()
    with pytest.raises(ConversationsUnavailable) as error:
        store(tmp_path)
    assert "another program's database (it has a table recipes)" in told(error)
    assert path.read_bytes() == before and not (tmp_path / "conversations.sqlite-wal").exists()


def test_a_damaged_page_is_found_by_verify_and_the_rest_is_not_touched(tmp_path: Path):
    kept = store(tmp_path)
    for n in range(30):
        ask(kept, f"q{n}?")
    kept.close()
    path = tmp_path / "conversations.sqlite"
    content = path.read_bytes()
    path.write_bytes(content[: len(content) // 2] + b"\x55" * 4096 + content[len(content) // 2 + 4096:])
    with pytest.raises(ConversationsUnavailable, match="is damaged"):
        store(tmp_path).verify()


def test_an_answer_that_cannot_be_read_leaves_the_rest_of_its_conversation(tmp_path: Path):
    kept = store(tmp_path)
    name = ask(kept, "first?")
    ask(kept, "second?", name)
    with sqlite3.connect(tmp_path / "conversations.sqlite") as db:
        db.execute("UPDATE social_value_turns SET answer = '{\"v\": 1' WHERE number = 1")
    first, second = kept.open(name).turns
    assert first.answer is None and first.problem.startswith("This answer cannot be read (") and second.answer


def test_a_later_schema_is_refused_and_left_as_it_is(tmp_path: Path):
    kept = store(tmp_path)
    ask(kept, "q?")
    kept.close()
    with sqlite3.connect(tmp_path / "conversations.sqlite") as db:
        db.execute("UPDATE social_value_about SET value = ?", (str(SCHEMA + 1),))
    with pytest.raises(ConversationsUnavailable) as error:
        store(tmp_path, retention_days=1, clock=Clock(datetime(2099, 1, 1, tzinfo=UTC)))
    assert f"made by a later version of this product (schema {SCHEMA + 1}; this one knows {SCHEMA}); update it" in told(error)
    with sqlite3.connect(tmp_path / "conversations.sqlite") as db:
        assert db.execute("SELECT count(*) FROM social_value_turns").fetchone() == (1,)


def test_a_folder_that_is_a_file_is_one_message(tmp_path: Path):
    (tmp_path / "data").write_text("a file")
    with pytest.raises(ConversationsUnavailable) as error:
        store(tmp_path / "data")
    assert "cannot be opened or written" in told(error) and "SOCIAL_VALUE_DATA_DIR" in told(error)


def test_a_store_that_may_only_be_read_is_read_and_says_so_when_written(tmp_path: Path):
    name = ask(store(tmp_path), "q?")
    readable = Conversations(f"sqlite:///file:{tmp_path / 'conversations.sqlite'}?mode=ro&uri=true")
    assert readable.open(name).turns[0].question == "q?"
    with pytest.raises(ConversationsUnavailable) as error:
        ask(readable, "more?", name)
    assert "cannot be opened or written" in told(error)


FULL = """
import resource, sys
from pathlib import Path
from talks import answer, store
from assistant.errors import ConversationsUnavailable
kept = store(Path(sys.argv[1]))
name, turn = kept.put("kept?"); kept.settle(name, turn.number, answer("kept?"))
resource.setrlimit(resource.RLIMIT_FSIZE, (90_000, 90_000))
try:
    for n in range(200):
        kept.settle(*(lambda put: (put[0], put[1].number))(kept.put(f"more {n}?", None, name)), answer())
except ConversationsUnavailable as error:
    print(error)
"""


def test_a_full_disk_is_one_message_and_what_was_kept_stays(tmp_path: Path):
    process = python(FULL, str(tmp_path))
    said, trouble = process.communicate(timeout=300)
    assert process.returncode == 0, trouble
    assert "cannot be written" in said and "free some space" in said and said.count("\n") == 1
    turns = store(tmp_path).open(store(tmp_path).list()[0].id).turns
    assert turns[0].answer == answer("kept?") and all(t.answer for t in turns[:-1])


def test_a_store_that_another_holds_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("assistant.database._WAIT_SECONDS", 0.1)
    kept = store(tmp_path)
    with sqlite3.connect(tmp_path / "conversations.sqlite", isolation_level=None) as db:
        db.execute("BEGIN IMMEDIATE")
        with pytest.raises(ConversationsUnavailable) as error:
            kept.put("q?")
        assert "held by another program" in told(error)
        db.execute("ROLLBACK")
    assert ask(kept, "q?")


@pytest.mark.parametrize(("url", "said"), [
    ("nonsense://here", "nonsense"), ("oracle+oracledb://me@127.0.0.1/x", 'pip install "oracledb"'), ("sqlite+nothing:///x", "sqlite"), ("://", "no database URL"),
])
def test_a_url_that_cannot_be_used_is_one_message(url: str, said: str):
    with pytest.raises(SettingsError) as error:
        Conversations(url)
    assert said in told(error) and "SOCIAL_VALUE_DATABASE_URL" in told(error)


def test_a_server_that_does_not_answer_is_one_message_without_the_password():
    with pytest.raises(ConversationsUnavailable) as error:
        Conversations("postgresql+psycopg://me:hunter2@127.0.0.1:9/talks?connect_timeout=2")
    said = told(error)
    assert "check that its server runs" in said and "SOCIAL_VALUE_DATABASE_URL" in said and "hunter2" not in said


# --- where it is -----------------------------------------------------------------------------------------


def test_the_settings_name_the_place_and_the_retention(tmp_path: Path):
    ask(open_conversations(Settings(data_dir=tmp_path / "a b#?%")), "q?")
    assert (tmp_path / "a b#?%" / "conversations.sqlite").is_file()
    elsewhere = open_conversations(Settings(data_dir=tmp_path, database_url=f"sqlite:///{tmp_path / 'other.sqlite'}"))
    assert elsewhere.count() == 0 and elsewhere.place == str(tmp_path / "other.sqlite")


def test_only_its_owner_may_read_the_file(tmp_path: Path):
    ask(store(tmp_path), "q?")
    assert {stat.S_IMODE(path.stat().st_mode) for path in tmp_path.iterdir()} == {0o600}


def test_a_store_in_memory_leaves_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    kept = Conversations(IN_MEMORY)
    name = ask(kept, "q?")
    assert kept.open(name).turns[0].answer and list(tmp_path.iterdir()) == []


def test_search_text_is_folded():
    assert folded("A  Weighting [1] of\n２％ [2]–[7] and ﬁve\x00") == "a weighting of 2% and five"


def test_what_a_user_thinks_of_an_answer_is_kept_with_it_and_can_be_taken_back(tmp_path: Path) -> None:
    kept = store(tmp_path)
    name, turn = kept.put("Did it help?")
    kept.settle(name, turn.number, answer("Did it help?"))
    kept.rate(name, turn.number, "down", " Not my\n question ")
    (again,) = store(tmp_path).open(name).turns
    assert (again.rating, again.reason, again.answer) == ("down", "Not my question", answer("Did it help?"))
    kept.rate(name, turn.number, "")
    assert store(tmp_path).open(name).turns[0].rating == ""


def test_an_answer_of_another_or_of_none_is_not_rated(tmp_path: Path) -> None:
    kept = store(tmp_path)
    name, turn = kept.put("Whose?")
    for other, number in ((kept.of("another"), turn.number), (kept, 7)):
        with pytest.raises(ConversationMissing):
            other.rate(name, number, "up")


def test_a_store_made_before_answers_were_rated_is_brought_up_with_all_that_is_in_it(tmp_path: Path) -> None:
    kept = store(tmp_path)
    name, turn = kept.put("Before?")
    kept.settle(name, turn.number, answer("Before?"))
    kept.close()
    with sqlite3.connect(tmp_path / "conversations.sqlite") as db:
        db.execute("ALTER TABLE social_value_turns DROP COLUMN rating")
        db.execute("ALTER TABLE social_value_turns DROP COLUMN reason")
        db.execute("UPDATE social_value_about SET value = '2' WHERE name = 'schema'")
    kept = store(tmp_path)
    kept.rate(name, turn.number, "up", "Found it")
    assert [(t.question, t.rating, t.reason) for t in kept.open(name).turns] == [("Before?", "up", "Found it")]
