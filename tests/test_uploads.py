"""Documents that people add: one outcome a file, nothing half, and nobody's in anybody else's answers."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from builders import ROOT, FakeEmbedder, settings

from assistant.assistant import Assistant
from assistant.build import build_assistant
from assistant.errors import IndexMismatch, IndexUnavailable, UnreadableFile
from assistant.library import Library
from assistant.people import LOCAL
from assistant.record import record_path, revision
from assistant.settings import Settings
from ingest import uploads
from ingest.uploads import ADDED, FAILED, REMOVED, REPLACED, UNCHANGED, Upload, Uploads, file_name

ANN, BOB = "a" * 32, "b" * 32
HERON = Upload("heron.md", b"# Heron policy\n\nHeron Trust gives the kingfisher weighting of 17% to social value in every tender.\n")
OTTER = Upload("otter.md", b"# Otter policy\n\nOtter Trust gives the dragonfly weighting of 23% to social value in every tender.\n")
SHARED = Upload("shared.txt", b"The council gives a weighting of 5% to social value in every tender it runs.\n")


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    return settings(tmp_path, max_file_mb=1, max_documents=3)


@pytest.fixture
def model() -> FakeEmbedder:
    return FakeEmbedder()


def add(place: Settings, model: FakeEmbedder, *files: Upload, owner: str = LOCAL) -> list[tuple[str, str]]:
    return [(end.name, end.outcome) for end in Uploads(place, owner).add(files, lambda: model)]


def open_for(place: Settings, model: FakeEmbedder, owner: str) -> Assistant:
    return build_assistant(place, embedder=model, owner=owner)


# --- one outcome a file ----------------------------------------------------------------------------------


def test_each_file_ends_in_a_word_and_a_reason(place: Settings, model: FakeEmbedder):
    ends = Uploads(place).add([HERON, Upload("notes.xyz", b"what?"), Upload("empty.txt", b" \n"), Upload("big.txt", b"x" * (1 << 20 | 1)),
                               Upload("fake.pdf", b"not a pdf"), replace(OTTER, name="heron.md")], lambda: model)
    assert [(end.name, end.outcome) for end in ends] == [
        ("heron.md", ADDED), ("notes.xyz", FAILED), ("empty.txt", FAILED), ("big.txt", FAILED), ("fake.pdf", FAILED), ("heron.md", FAILED)]
    said = [end.message for end in ends[1:]]
    assert "expected one of .pdf" in said[0] and "empty.txt is empty" in said[1] and "at most 1 are read (SOCIAL_VALUE_MAX_FILE_MB)" in said[2]
    assert "fake.pdf" in said[3] and "rename one of them" in said[4]
    assert [path.name for path in place.uploads_dir.iterdir()] == ["heron.md"]
    assert [entry.source.title for entry in Uploads(place).entries()] == ["Heron policy"]


def test_the_same_content_again_is_unchanged_also_under_another_name(place: Settings, model: FakeEmbedder):
    add(place, model, HERON)
    (again, other) = Uploads(place).add([HERON, replace(HERON, name="copy.md")], lambda: model)
    assert (again.outcome, other.outcome) == (UNCHANGED, UNCHANGED) and "as heron.md" in other.message
    assert [path.name for path in place.uploads_dir.iterdir()] == ["heron.md"]


def test_a_new_version_takes_the_place_of_the_old_and_keeps_its_id(place: Settings, model: FakeEmbedder):
    (first,) = Uploads(place).add([HERON], lambda: model)
    (second,) = Uploads(place).add([replace(OTTER, name="heron.md")], lambda: model)
    assert (second.outcome, second.source_id) == (REPLACED, first.source_id)
    assert [entry.source.title for entry in Uploads(place).entries()] == ["Otter policy"]
    assert [path.name for path in place.uploads_dir.iterdir()] == ["heron.md"]


def test_a_new_version_that_cannot_be_read_leaves_the_old_one(place: Settings, model: FakeEmbedder):
    add(place, model, HERON)
    (end,) = Uploads(place).add([Upload("heron.md", b"\n\n")], lambda: model)
    assert end.outcome == FAILED and "was here before stays" in end.message
    assert (place.uploads_dir / "heron.md").read_bytes() == HERON.data and len(Uploads(place).entries()) == 1


def test_a_run_that_breaks_leaves_what_was_there_and_nothing_of_what_was_given(place: Settings, model: FakeEmbedder):
    add(place, model, HERON)
    with pytest.raises(RuntimeError):
        Uploads(place).add([OTTER, replace(OTTER, name="heron.md")][:1], lambda: FakeEmbedder(breaks_after=0))
    with pytest.raises(RuntimeError):
        Uploads(place).add([replace(OTTER, name="heron.md")], lambda: FakeEmbedder(breaks_after=0))
    assert [(path.name, path.read_bytes()) for path in place.uploads_dir.iterdir()] == [("heron.md", HERON.data)]
    assert [entry.source.title for entry in Uploads(place).entries()] == ["Heron policy"]


def test_there_may_be_so_many_documents_and_no_more(place: Settings, model: FakeEmbedder):
    many = [Upload(f"{n}.txt", f"The weighting in year {n} is {n}%.".encode()) for n in range(4)]
    assert [outcome for _, outcome in add(place, model, *many)] == [ADDED, ADDED, ADDED, FAILED]
    assert add(place, model, replace(many[3], name="0.txt")) == [("0.txt", REPLACED)]


@pytest.mark.parametrize(("given", "kept"), [
    ("../../etc/passwd.txt", "passwd.txt"), ("C:\\Users\\ann\\policy.docx", "policy.docx"), (".hidden.md", "hidden.md"), ("a\x00b\u202e.txt", "a b.txt"),
    ("..", "document"), ("", "document"), ('a<b>:"|?*.md', "a_b______.md"), ("x" * 300 + ".pdf", "x" * 116 + ".pdf"),
])
def test_a_name_from_a_browser_is_made_one_that_can_be_kept_in_the_folder(given: str, kept: str):
    assert file_name(given) == kept


# --- taking out, making anew -----------------------------------------------------------------------------


def test_what_is_removed_is_gone_from_the_answers_and_the_folder(place: Settings, model: FakeEmbedder):
    add(place, model, HERON, OTTER)
    before = revision(place)
    heron = next(entry.source.id for entry in Uploads(place).entries() if entry.source.title == "Heron policy")
    assert Uploads(place).remove(heron).outcome == REMOVED
    assert revision(place) != before and [path.name for path in place.uploads_dir.iterdir()] == ["otter.md"]
    assert all(found.passage.source_id != heron for found in open_for(place, model, LOCAL).search("kingfisher weighting").evidence)
    assert not [path for path in place.index_dir.rglob("*") if path.is_file() and b"kingfisher" in path.read_bytes()]
    with pytest.raises(UnreadableFile, match="may be gone already"):
        Uploads(place).remove(heron)


def test_a_file_of_yours_that_was_added_in_the_terminal_is_not_deleted(place: Settings, model: FakeEmbedder, tmp_path: Path):
    mine = tmp_path / "mine.txt"
    mine.write_bytes(HERON.data)
    uploads.run(place, [mine], lambda: model)
    (entry,) = Uploads(place).entries()
    assert "stays where it is" in Uploads(place).remove(entry.source.id).message
    assert mine.exists() and not Uploads(place).entries()


def test_a_shipped_document_cannot_be_removed(place: Settings, model: FakeEmbedder):
    with pytest.raises(UnreadableFile):
        Uploads(place).remove("healthy-commissioning")


def test_the_index_is_made_anew_from_the_files(place: Settings, model: FakeEmbedder):
    add(place, model, HERON, owner=ANN)
    report = Uploads(place, ANN).reindex(lambda: model)
    assert len(report.replaced) == 1 and not report.failed and [e.source.title for e in Uploads(place, ANN).entries()] == ["Heron policy"]


# --- whose is whose --------------------------------------------------------------------------------------


@pytest.fixture
def two(place: Settings, model: FakeEmbedder) -> Settings:
    """An index that all share, and a document each of Ann's and of Bob's, of the same file name."""
    add(place, model, SHARED)
    assert add(place, model, HERON, owner=ANN) == [("heron.md", ADDED)]
    assert add(place, model, replace(OTTER, name="heron.md"), owner=BOB) == [("heron.md", ADDED)]
    return place


QUESTIONS = ("What is the kingfisher weighting?", "Which weighting does Heron Trust give to social value?", "Where is kingfisher mentioned?",
             "How many times is Heron Trust mentioned?", "What weighting is given to social value in every tender?", "kingfsher weighting", "17%")


def told(assistant: Assistant, question: str) -> str:
    """Everything that an answer and the evidence behind it say."""
    answer = assistant.ask(question)
    return repr((answer.answer, answer.claims, answer.citations, answer.suggestions, answer.standalone_question,
                 [found.passage for found in assistant.search(question).evidence]))


@pytest.mark.parametrize("question", QUESTIONS)
def test_a_document_of_one_is_in_no_answer_for_another(two: Settings, model: FakeEmbedder, question: str):
    for owner in (BOB, LOCAL, "c" * 32):
        said = told(open_for(two, model, owner), question)
        assert "17%" not in said.replace(question, "") and "Heron Trust gives" not in said and "aaaaaaaa" not in said


def test_its_owner_is_answered_from_it_and_from_what_all_share(two: Settings, model: FakeEmbedder):
    ann, bob, local = (open_for(two, model, owner) for owner in (ANN, BOB, LOCAL))
    assert "Heron Trust gives the kingfisher weighting of 17%" in told(ann, "What is the kingfisher weighting?")
    assert {found.passage.source_id for found in ann.search("weighting social value tender").evidence} == {"upload-shared", "upload-heron-aaaaaaaa"}
    assert [source.id for source in bob.sources] == ["upload-heron-bbbbbbbb", "upload-shared"]
    assert [source.id for source in local.sources] == ["upload-shared"]
    assert ann.ask("What is the kingfisher weighting?").coverage.of == local.ask("What is the weighting?").coverage.of + 1


def test_search_over_both_indexes_is_as_over_one(two: Settings, model: FakeEmbedder, tmp_path: Path):
    one = settings(tmp_path / "one")
    add(one, model, SHARED, HERON)
    question = "Which weighting does a trust or council give to social value?"
    both = {found.passage.text: found.score for found in open_for(two, model, ANN).search(question).evidence}
    assert both == pytest.approx({found.passage.text: found.score for found in open_for(one, model, LOCAL).search(question).evidence})


def test_nobody_removes_what_is_anothers_or_everyones(two: Settings):
    shared = Uploads(two).entries()[0].source.id
    for source_id in (shared, "upload-heron-aaaaaaaa"):
        with pytest.raises(UnreadableFile):
            Uploads(two, BOB).remove(source_id)


def test_own_documents_that_were_indexed_another_way_say_what_their_owner_can_do(two: Settings, model: FakeEmbedder):
    with sqlite3.connect(record_path(two.of(ANN))) as db:
        db.execute("UPDATE meta SET value = replace(value, '\"fake\"', '\"older\"') WHERE key = 'manifest'")
    with pytest.raises(IndexMismatch, match="open the Library and press “Make the index again”"):
        open_for(two, model, ANN)
    assert Uploads(two, ANN).reindex(lambda: model).replaced and "17%" in told(open_for(two, model, ANN), "What is the kingfisher weighting?")


def test_two_records_read_as_one_cannot_be_written(two: Settings):
    both = Library(record_path(two), own=record_path(two.of(ANN)))
    with pytest.raises(IndexUnavailable, match="view"):
        both.remove("upload-shared")


def test_what_another_process_adds_is_seen_by_the_next_to_open(place: Settings, model: FakeEmbedder, tmp_path: Path):
    add(place, model, SHARED)
    assert "5%" in told(open_for(place, model, LOCAL), "What weighting does the council give?")  # the vectors are open in this process now
    (tmp_path / "heron.md").write_bytes(HERON.data)
    code = ("import sys; from pathlib import Path; from builders import ROOT, FakeEmbedder, settings; from ingest.run import run; "
            "run(settings(Path(sys.argv[1]), max_file_mb=1, max_documents=3), [Path(sys.argv[1]) / 'heron.md'], FakeEmbedder)")
    environment = os.environ | {"PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])}
    assert subprocess.run([sys.executable, "-c", code, str(tmp_path)], env=environment, capture_output=True).returncode == 0
    assert "17%" in told(open_for(place, model, LOCAL), "What is the kingfisher weighting?")


# --- while others ask ------------------------------------------------------------------------------------


@pytest.fixture
def busy(place: Settings, model: FakeEmbedder) -> Iterator[tuple[list[str], list[BaseException]]]:
    """Somebody who asks the same question of an assistant that was opened before, again and again."""
    add(place, model, SHARED)
    assistant, said, wrong, stop = open_for(place, model, LOCAL), [], [], threading.Event()

    def ask() -> None:
        while not stop.is_set():
            try:
                said.append(assistant.ask("What weighting does the council give to social value?").answer)
            except BaseException as error:
                wrong.append(error)

    thread = threading.Thread(target=ask)
    thread.start()
    yield said, wrong
    stop.set()
    thread.join(30)


def test_answers_go_on_while_documents_come_and_go_and_the_next_to_open_sees_them(
        place: Settings, model: FakeEmbedder, busy: tuple[list[str], list[BaseException]]):
    said, wrong = busy
    for _ in range(3):
        (end,) = Uploads(place).add([HERON], lambda: model)
        assert "17%" in told(open_for(place, model, LOCAL), "What is the kingfisher weighting?")
        Uploads(place).remove(end.source_id)
    assert "17%" not in told(open_for(place, model, LOCAL), "What is the kingfisher percentage?")
    assert wrong == [] and len(said) > 1 and all("17%" not in answer for answer in said)
