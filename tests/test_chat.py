"""The terminal conversation: what is typed, what is printed, what is kept; in a pipe and at a real terminal."""

from __future__ import annotations

import fcntl
import io
import os
import pty
import re
import select
import signal
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import ROOT
from rich.console import Console
from talks import ODD, PAGE, QUOTE, Clock, FakeAssistant, answer, store

from assistant.conversation import IN_MEMORY, Conversations
from assistant.domain import Answer, Role, Sentence
from ui.chat import COMMANDS, Chat, run_chat
from ui.conversation import STOPPED
from ui.terminal import print_answer, print_conversations, print_source


def screen(width: int = 200, **options: object) -> Console:
    return Console(file=io.StringIO(), width=width, highlight=False, **options)


def said(out: Console) -> str:
    return out.file.getvalue()


def chat(kept: Conversations | None = None, *lines: str, confirm: bool = True, role: Role | None = None) -> tuple[Chat, str]:
    """A chat after these lines, and what it printed."""
    out = screen()
    made = Chat(FakeAssistant(), kept or Conversations(IN_MEMORY), role=role, out=out, confirm=lambda _: confirm)
    for line in lines:
        made.take(line)
    return made, said(out)


# --- questions -------------------------------------------------------------------------------------------


def test_a_question_is_answered_with_its_sources_and_kept():
    made, text = chat(None, "Which weighting?")
    assert f"{QUOTE} [1][3]" in text and "[1] Healthy Commissioning, page 20, as at 2017 (Findings > 3. Weighting)" in text
    assert "Since this was written: CCGs were abolished." in text
    (turn,) = made.store.open(made.talk.id).turns
    assert turn.question == "Which weighting?" and turn.answer


def test_a_follow_up_goes_with_the_questions_before_and_says_what_it_was_taken_as():
    made, text = chat(None, "Which weighting?", "and above 5%?", role=Role.STUDENT)
    assert made.assistant.asked[1] == ("and above 5%?", Role.STUDENT, ("Which weighting?",), frozenset({"ccg-abolition"}))
    assert "I took this as: and above 5%? (after: Which weighting?)" in text and text.count("I took this as") == 1
    assert text.count("Since this was written") == 1


class Slowly(FakeAssistant):
    """An assistant whose answers come a sentence at a time."""

    def stream(self, question: str, **given: object) -> Iterator[Sentence | Answer]:
        whole = self.ask(question, **given)
        for claim in whole.claims:
            yield Sentence(f"{claim.text} [{claim.citations[0]}]", claim, ())
        yield whole


def test_a_person_sees_each_sentence_as_it_comes_and_once():
    out = screen()
    made = Chat(Slowly(), Conversations(IN_MEMORY), out=out, interactive=True)
    made.take("q?")
    assert said(out).startswith(f"{QUOTE} [1]\nAgencies must consider social value. [2]\n\n[1] Healthy Commissioning, page 20")
    assert made.store.open(made.talk.id).turns[0].answer
    piped = screen()
    Chat(Slowly(), Conversations(IN_MEMORY), out=piped).take("q?")
    assert said(piped).startswith(f"{QUOTE} [1][3]\n\n- Agencies")


def test_an_expected_error_is_a_line_and_the_conversation_goes_on():
    made, text = chat(None, "first?", "lost?", "third?")
    assert "social-value: nothing has been ingested yet; run `social-value ingest`" in text
    assert made.assistant.asked[2][2] == ("first?",)
    assert [t.problem != "" for t in made.store.open(made.talk.id).turns] == [False, True, False]


def test_a_question_that_cannot_be_asked_is_told_and_not_kept():
    made, text = chat(None, "bad?")
    assert "the question is too long; shorten it" in text and made.store.count() == 0
    made.take("good?")
    assert made.store.count() == 1


def test_a_bug_is_a_calm_line_with_a_log_and_the_conversation_stays(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("SOCIAL_VALUE_DATA_DIR", str(tmp_path))
    made, text = chat(None, "first?", "bug?", "third?")
    assert "Something broke" in text and "secret" not in text and "KeyError: 'a secret detail'" in (tmp_path / "web.log").read_text()
    assert len(made.store.open(made.talk.id).turns) == 3


def test_an_answer_that_is_stopped_leaves_its_question_to_be_asked_again():
    made, text = chat(None, "first?", "stop?")
    assert "Stopped. The question is kept; /again asks it again." in text
    assert [(t.question, t.answer is None, t.problem) for t in made.store.open(made.talk.id).turns] == [("first?", False, ""), ("stop?", True, "")]
    made.assistant = FakeAssistant()
    made.talk.turns[-1].question = "go on?"
    made.take("/again")
    turns = made.store.open(made.talk.id).turns
    assert len(turns) == 2 and turns[1].answer


def test_again_needs_a_question_without_an_answer():
    assert "there is none to ask again" in chat(None, "first?", "/again")[1]
    assert "there is none to ask again" in chat(None, "/again")[1]


def test_what_cannot_be_kept_is_answered_and_said_once_for_each_question(tmp_path: Path):
    kept = store(tmp_path)
    made, _ = chat(kept, "first?")
    kept.delete_all()
    made.take("second?")
    text = said(made.out)
    assert "Not kept: there is no conversation" in text and text.count(QUOTE) >= 4
    assert made.talk.history == ("first?", "second?")


@pytest.mark.parametrize("question", ODD.values(), ids=ODD)
def test_odd_text_is_asked_kept_and_shown_without_steering_the_terminal(question: str):
    made, text = chat(None, question.replace("bad", ""), "/show", "/list")
    assert made.store.count() == 1
    assert not re.search("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\ud800-\udfff]", text)


def test_markup_of_the_terminal_in_text_is_text():
    nasty = "[red]x[/red] [/] [bold] \\[b] [link=http://evil.example]y[/link] \\"
    made, text = chat(None, nasty, "/show", f"/rename {nasty}", "/list", nasty + "[/]")
    assert text.count("[red]x[/red]") >= 4 and "\\[b]" in text


# --- commands --------------------------------------------------------------------------------------------


def test_a_source_opens_with_its_page_and_the_text_around_the_quote():
    text = chat(None, "q?", "/source 1")[1].split("Read 8 of 255")[1]
    assert "[1] Healthy Commissioning, page 20" in text and "Social Enterprise UK and National Voices · 2017 · primary source" in text
    assert "Findings › 3. Weighting" in text
    assert f">>{QUOTE}<< It was said twice." in text and "Before the quote." in text and "After the quote, on the same page." in text
    assert "[2] Social value in commissioning and procurement, page 1" in chat(None, "q?", "/source [2]")[1].split("Read 8 of 255")[1]


def test_a_long_page_is_shown_in_part_or_whole():
    long = "Far before.\n\n" + "Filling. " * 60 + "\n\n" + PAGE + "\n\n" + "Filling. " * 60 + "\n\nFar after."
    one = answer(citations=(answer().citations[0].__class__(1, "r", "Report", "20", (), QUOTE, "p", long),))
    part, whole = screen(), screen()
    print_source(one.citations[0], None, out=part)
    print_source(one.citations[0], None, whole=True, out=whole)
    assert "Far before." not in said(part) and "`/source 1 all` shows all of it" in said(part) and QUOTE in said(part)
    assert "Far before." in said(whole) and "Far after." in said(whole) and "/source" not in said(whole)


def test_a_source_that_is_not_there_is_said():
    for lines in (["/source 1"], ["q?", "/source 9"], ["q?", "/source"], ["q?", "/source x"]):
        assert "No such source in the last answer" in chat(None, *lines)[1]


def test_the_role_is_set_shown_and_goes_with_the_questions():
    made, text = chat(None, "/role", "/role student", "q?", "/role king", "/role none")
    assert "Role: none. Roles: commissioner, vcse, student, none" in text and "Role: student\n" in text and "Role: student. Roles:" in text
    assert made.assistant.asked[0][1] is Role.STUDENT and made.role is None


def test_conversations_are_listed_found_opened_and_gone_on_with(tmp_path: Path):
    kept = store(tmp_path, clock=Clock())
    first, _ = chat(kept, "about weighting?", role=Role.VCSE)
    chat(kept, "about zebras?")
    made, text = chat(kept, "/list", "/find WEIGHTING?", "/open 1", "and then?")
    assert re.search(r"1  \w{8} .* about zebras\?\n +2  \w{8} .* about weighting\?", text)
    assert "Going on with “about weighting?” (1 question, 22 November 2026)" in text
    assert made.talk.id == first.talk.id and made.role is Role.VCSE
    assert made.assistant.asked[0][2:] == (("about weighting?",), frozenset({"ccg-abolition"}))
    assert kept.open(first.talk.id).about.turns == 2
    assert "1  " in chat(kept, f"/open {first.talk.id[:6]}", "/list")[1]


def test_a_long_list_comes_in_pages_with_numbers_that_open():
    kept = Conversations(IN_MEMORY, clock=Clock())
    for n in range(20):
        chat(kept, f"question {n}?")
    made, text = chat(kept, "/list", "/list 2", "/open 18")
    assert "5 more" in text and "  16  " in text and "Going on with “question 2?”" in text


def test_an_unanswered_question_is_named_when_its_conversation_is_opened():
    kept = Conversations(IN_MEMORY)
    made, _ = chat(kept, "stop?")
    assert "Its last question was not answered: stop?\n/again asks it again." in chat(kept, f"/open {made.talk.id}")[1]
    assert STOPPED in chat(kept, f"/open {made.talk.id}", "/show")[1]


def test_opening_what_is_not_there_is_one_line():
    assert "social-value: there is no conversation 'nothing'" in chat(None, "/open nothing")[1]
    assert "social-value: there is no conversation '7'" in chat(None, "/open 7")[1]
    assert "Give a number of the last /list" in chat(None, "/open")[1]


def test_a_new_conversation_forgets_the_questions_and_keeps_the_old():
    made, text = chat(None, "first?", "/new", "second?")
    assert made.assistant.asked[1][2] == () and made.store.count() == 2 and "The last one is kept" in text


def test_a_conversation_gets_another_title():
    made, text = chat(None, "/rename Mine", "q?", "/rename  Weighting in [bold] tenders ", "/rename")
    assert text.startswith("Nothing has been asked in this conversation yet.") and "Title: Weighting in [bold] tenders" in text
    assert made.store.list()[0].title == "Weighting in [bold] tenders" and "the title is empty" in text


def test_deleting_asks_first_and_then_is_for_good():
    kept = Conversations(IN_MEMORY, clock=Clock())
    made, text = chat(kept, "first?", "/delete", confirm=False)
    assert "Nothing was deleted." in text and kept.count() == 1
    made, text = chat(kept, "second?", "/list", "/delete 2", "/delete", "third?")
    assert "Deleted: first?" in text and "Deleted: second?" in text
    assert [one.title for one in kept.list()] == ["third?"] and made.assistant.asked[-1][2] == ()


def test_a_conversation_is_exported_in_the_style_chosen_last(tmp_path: Path):
    _, text = chat(None, "/export x.md", "q?", "/export", "/reference oscola", f"/export {tmp_path / 'my talk.md'}", f"/export {tmp_path / 'my talk.md'}",
                   f"/export {tmp_path / 'x.pdf'}")
    assert "Nothing has been asked" in text and "Give a file" in text and "is there already" in text and "does not end in one of" in text
    assert "if you opened it on the web, add the day" in (tmp_path / "my talk.md").read_text()


def test_references_are_ready_to_copy():
    _, text = chat(None, "/reference", "q?", "/reference", "/reference oscola", "/reference chicago", "/references bibtex", "/references ris all")
    assert "The last answer cites nothing." in text and "Formats: harvard, oscola, bibtex, ris" in text and "@techreport{healthy-commissioning," in text and text.count("TY  - ") == 2
    assert "[1][3] (Social Enterprise UK and National Voices, 2017, p. 20)" in text and "[2] (Knowhow Nonprofit, 2017)" in text
    assert "In a footnote (OSCOLA):\n  [1][3] Social Enterprise UK and National Voices, ‘Healthy Commissioning: How It Is Used’ (2017) 20 <" in text
    assert text.count("Knowhow Nonprofit (2017) Social value in commissioning and procurement. [its web address") == 1


def test_help_lists_every_command_and_a_wrong_one_is_told():
    _, text = chat(None, "/help", "/nonsense", "/")
    assert all(command.usage in text for command in COMMANDS.values())
    assert "There is no /nonsense; /help lists what there is." in text


def test_quit_ends():
    assert chat(None, "/quit")[0].done and chat(None, "/exit")[0].done and not chat(None, "q?")[0].done


@pytest.mark.parametrize("word", ["quit", "Exit", "bye, quit", "ok thanks, bye!"])
def test_a_plain_goodbye_ends_without_a_question_being_asked(word: str):
    made, text = chat(None, word)
    assert made.done and not made.talk.turns and not text


def test_a_question_about_leaving_is_a_question():
    assert not chat(None, "What is an exit strategy?")[0].done


# --- how it looks ----------------------------------------------------------------------------------------


def test_nothing_is_coloured_where_colour_is_not_wanted(monkeypatch: pytest.MonkeyPatch):
    for variables in ({"NO_COLOR": "1", "TERM": "xterm-256color"}, {"TERM": "dumb"}):
        for name, value in variables.items():
            monkeypatch.setenv(name, value)
        out = screen(force_terminal=True)
        print_answer(answer(), out)
        print_source(answer().citations[0], None, out=out)
        assert not re.search(r"\x1b\[[\d;]*3\d", said(out)), "no colour"
        assert f">>{QUOTE}<<" in said(out)
        for name in variables:
            monkeypatch.delenv(name)


def test_a_quote_is_bold_where_the_terminal_can():
    out = screen(force_terminal=True, color_system="standard", no_color=False)
    print_source(answer().citations[0], None, out=out)
    assert f"\x1b[1m{QUOTE}" in said(out) and ">>" not in said(out)


def test_a_long_quote_is_indented_on_every_line_of_a_screen():
    long = answer(citations=(replace(answer().citations[0], quote="Words that go on and on. " * 20),), answer="x", notices=())
    out = screen(width=60)
    print_answer(long, out)
    lines = [line for line in said(out).split("\n") if "go on" in line]
    assert len(lines) > 5 and all(line.startswith("    ") and len(line) <= 60 for line in lines)


def test_a_list_stays_one_line_each_on_a_narrow_screen():
    kept = Conversations(IN_MEMORY)
    chat(kept, "A rather long question about weighting in the tenders of commissioning groups?")
    out = screen(width=40)
    print_conversations(kept.list(), 1, out=out)
    assert said(out).count("\n") == 1


# --- as a process ----------------------------------------------------------------------------------------

PROGRAM = """
import sys
from pathlib import Path
from talks import FakeAssistant, store
from ui.chat import run_chat
import time
wait = (lambda: (print("ANSWERING", flush=True), time.sleep(30))) if "slow" in sys.argv[2:] else (lambda: None)
sys.exit(run_chat(FakeAssistant(wait), store(Path(sys.argv[1])), new="new" in sys.argv[2:]))
"""


def environment(**more: str) -> dict[str, str]:
    kept = {k: v for k, v in os.environ.items() if not k.startswith("SOCIAL_VALUE_")}
    return kept | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")]), "TERM": "dumb"} | more


def piped(folder: Path, lines: bytes, **more: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run([sys.executable, "-c", PROGRAM, str(folder)], input=lines, capture_output=True, env=environment(**more), timeout=300)


def test_a_pipe_is_answered_line_by_line_and_ends_with_status_0(tmp_path: Path):
    done = piped(tmp_path, f"first?\nsecond?\n{'long ' * 30}?\n".encode())
    assert done.returncode == 0 and done.stderr == b""
    text = done.stdout.decode()
    assert text.count(f"{QUOTE} [1][3]") == 3 and "\x1b" not in text and text.startswith("> first?\n")
    assert "I took this as: second? (after: first?)" in text
    assert max(map(len, text.split("\n"))) > 150, "a pipe gets whole lines"
    assert [t.question for t in store(tmp_path).open(store(tmp_path).list()[0].id).turns][:2] == ["first?", "second?"]


def test_every_pipe_is_a_conversation_of_its_own(tmp_path: Path):
    for _ in range(2):
        assert b"I took this as" not in piped(tmp_path, b"first?").stdout
    assert store(tmp_path).count() == 2


def test_bytes_that_are_no_text_and_a_screen_that_shows_little_are_no_crash(tmp_path: Path):
    done = piped(tmp_path, b"caf\xe9 \xff\x00?\n", PYTHONIOENCODING="ascii", PYTHONUTF8="0", LC_ALL="C")
    assert done.returncode == 0 and b"Traceback" not in done.stderr


class Keys:
    """A terminal to type at and to read from, each part of the screen once."""

    def __init__(self, terminal: int) -> None:
        self._terminal, self._unread = terminal, ""

    def press(self, text: str) -> None:
        os.write(self._terminal, text.encode())

    def until(self, wanted: str, seconds: float = 60) -> str:
        """What came up to and with these words."""
        deadline = time.monotonic() + seconds
        while wanted not in self._unread:
            ready, _, _ = select.select([self._terminal], [], [], max(0, deadline - time.monotonic()))
            assert ready, f"{wanted!r} did not come; this came:\n{self._unread}"
            try:
                self._unread += os.read(self._terminal, 65536).decode(errors="replace").replace("\r\n", "\n")
            except OSError:
                raise AssertionError(f"{wanted!r} did not come before the end; this came:\n{self._unread}") from None
        end = self._unread.index(wanted) + len(wanted)
        text, self._unread = self._unread[:end], self._unread[end:]
        return text

    def interrupt(self, wanted: str) -> str:
        """Ctrl-C until these words come: one pressed between the prompt and the reading of the line is only noticed with the next key."""
        for _ in range(5):
            self.press("\x03")
            with suppress(AssertionError):
                return self.until(wanted, 12)
        return self.until(wanted, 0)


def _at_terminal() -> None:
    """The terminal is this process's own, and Ctrl-C reaches it although whoever started the tests in the background has it ignored."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@contextmanager
def terminal(folder: Path, *arguments: str) -> Iterator[tuple[Keys, subprocess.Popen[bytes]]]:
    """The program at a terminal of its own."""
    mine, its = pty.openpty()
    process = subprocess.Popen([sys.executable, "-c", PROGRAM, str(folder), *arguments], stdin=its, stdout=its, stderr=its, env=environment(), start_new_session=True,
                               preexec_fn=_at_terminal)
    os.close(its)
    try:
        yield Keys(mine), process
    finally:
        process.kill()
        process.wait()
        os.close(mine)


def test_ctrl_c_clears_the_line_and_stops_an_answer_and_loses_nothing(tmp_path: Path):
    with terminal(tmp_path, "slow") as (keys, process):
        keys.until("> ")
        keys.press("half a que")
        keys.until("half a que")
        keys.interrupt("Ctrl-C again, or Ctrl-D, ends.")
        keys.until("> ")
        keys.press("whole question?\n")
        keys.until("ANSWERING")
        process.send_signal(signal.SIGINT)
        keys.until("Stopped. The question is kept")
        keys.until("> ")
        keys.interrupt("Ctrl-C again")
        keys.until("> ")
        keys.interrupt("Kept: `social-value chat --continue ")
        assert process.wait(300) == 0
    (turn,) = store(tmp_path).open(store(tmp_path).list()[0].id).turns
    assert (turn.question, turn.answer) == ("whole question?", None)
    with terminal(tmp_path) as (keys, _):
        text = keys.until("/again asks it again.")
        assert "Going on with “whole question?” (1 question" in text and "was not answered: whole question?" in text
        keys.until("> ")
        keys.press("/again\n")
        keys.until(QUOTE)


def test_ctrl_d_ends_and_new_begins_another(tmp_path: Path):
    for arguments in ((), ("new",)):
        with terminal(tmp_path, *arguments) as (keys, process):
            assert "Going on" not in keys.until("> ")
            keys.press("first?\n")
            keys.until("passages; extractive.")
            keys.until("> ")
            keys.press("\x04")
            keys.until("Kept: ")
            assert process.wait(300) == 0
    assert store(tmp_path).count() == 2


def test_a_conversation_of_long_ago_is_named_and_not_gone_on_with(tmp_path: Path):
    old = store(tmp_path, clock=Clock(datetime.now(UTC) - timedelta(days=2)))
    name, turn = old.put("long ago?")
    old.settle(name, turn.number, answer())
    with terminal(tmp_path) as (keys, _):
        text = keys.until("/open 1 goes on with it.")
        assert "Last time: “long ago?”" in text and "Going on" not in text
        keys.until("> ")
        keys.press("/open 1\n")
        keys.until("Going on with “long ago?”")


def test_several_lines_pasted_at_once_are_one_question(tmp_path: Path):
    with terminal(tmp_path) as (keys, _):
        keys.until("> ")
        keys.press("\x1b[200~first line\nsecond line?\x1b[201~\n")
        keys.until(QUOTE)
    (turn,) = store(tmp_path).open(store(tmp_path).list()[0].id).turns
    assert turn.question == "first line\nsecond line?"


@pytest.mark.parametrize("typed", ['"my talk.md"', "'my talk.md'", "my talk.md"])
def test_a_file_may_be_named_in_quotation_marks(tmp_path: Path, typed: str, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(tmp_path)
    _, text = chat(None, "Which weighting?", f"/export {typed}")
    assert "Written: my talk.md" in text and (tmp_path / "my talk.md").exists()


def test_a_pipe_gets_each_line_before_its_answer(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    monkeypatch.setattr("sys.stdin", io.StringIO("Which weighting?\n\n/role vcse\n"))
    assert run_chat(FakeAssistant(), Conversations(IN_MEMORY)) == 0
    text = capsys.readouterr().out
    assert text.startswith("> Which weighting?\n") and text.index(QUOTE) < text.index("> /role vcse\nRole: vcse") and text.count("> ") >= 2 and "\x1b" not in text
