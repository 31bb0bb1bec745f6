"""A damaged index: what is said of it, and how an ingest makes it whole from what is left, without the documents."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from builders import FakeEmbedder, manifest, passage, settings, source

from assistant.build import open_store
from assistant.domain import ClaimKind, Page
from assistant.errors import IndexDamaged, IndexUnavailable
from assistant.library import Entry, Library
from assistant.question_index import ANSWERS, QuestionIndex, Quoted
from assistant.question_index import Entry as Question
from assistant.record import record_path
from assistant.settings import Settings
from assistant.store import VectorStore
from ingest.aside import set_aside
from ingest.lock import alone
from ingest.pipeline import Report
from ingest.questions import COMPILED, install_questions
from ingest.questions import _stamp as stamp_of
from ingest.run import run

TEXTS = {f"note{n}": f"Note {n} is about the {word} of the town." for n, word in enumerate(("fences", "benches", "hedges", "trees"))}


class Index:
    """An index of four uploads whose files are gone since, so that only the record still has their text."""

    def __init__(self, folder: Path) -> None:
        self.settings: Settings = settings(folder)
        self.files = folder / "files"
        self.files.mkdir()
        for name, text in TEXTS.items():
            (self.files / f"{name}.txt").write_text(text, encoding="utf-8")
        self.ingest(self.files)
        self.record, self.chroma = record_path(self.settings), self.settings.index_dir / "chroma"
        self.beside = folder / "beside"
        self.beside.mkdir()
        shutil.move(self.files, folder / "gone")

    def ingest(self, *paths: Path, rebuild: bool = False) -> Report:
        try:
            return run(self.settings, paths, FakeEmbedder, rebuild=rebuild)
        finally:
            open_store(self.settings).close()  # as when the command ends: Chroma keeps its files open for the process

    def mend(self, *, rebuild: bool = False) -> Report:
        """An ingest of an empty folder: nothing but the mending."""
        return self.ingest(self.beside, rebuild=rebuild)

    def texts(self) -> list[str]:
        library = Library(self.record)
        try:
            return sorted(p.text for p in library.all_passages())
        finally:
            library.close()

    def found(self, text: str) -> str:
        """The text of the passage that is nearest, as `ask` would search for it."""
        library = Library(self.record)
        store = open_store(self.settings, library.ids)
        try:
            best = store.search(FakeEmbedder().embed([text])[0], 1)
            return library.passages([name for name, _ in best])[best[0][0]].text
        finally:
            library.close()
            store.close()

    def is_whole(self) -> bool:
        return self.texts() == sorted(TEXTS.values()) and all(self.found(text) == text for text in TEXTS.values())


@pytest.fixture
def index(tmp_path: Path) -> Index:
    return Index(tmp_path)


def cut(path: Path, share: float = 0.5) -> None:
    data = path.read_bytes()
    path.write_bytes(data[:int(len(data) * share)])


def foreign_database(path: Path) -> None:
    path.unlink()
    with sqlite3.connect(path) as db:
        db.executescript("CREATE TABLE collections (a); CREATE TABLE sources (a); INSERT INTO sources VALUES (1)")


def foreign_store(folder: Path) -> None:
    shutil.rmtree(folder)
    store = VectorStore(folder)
    store.add(["theirs"], np.array([[1, 0, 0]], dtype=np.float32))
    store.close()


def file_in_place(folder: Path) -> None:
    shutil.rmtree(folder)
    folder.write_text("not a folder", encoding="utf-8")


# --- vectors ---------------------------------------------------------------------------------------------

STORES: dict[str, Callable[[Path], object]] = {
    "cut short": lambda folder: cut(folder / "chroma.sqlite3"),
    "garbage": lambda folder: (folder / "chroma.sqlite3").write_bytes(b"garbage " * 500),
    "another program's": lambda folder: foreign_database(folder / "chroma.sqlite3"),
    "its database gone": lambda folder: (folder / "chroma.sqlite3").unlink(),
    "all gone": shutil.rmtree,
    "another index's": foreign_store,
    "a file in its place": file_in_place,
}


@pytest.mark.parametrize("damage", STORES.values(), ids=STORES)
def test_damaged_vectors_are_told_with_the_remedy_and_an_ingest_makes_them_again_without_the_files(index: Index, damage: Callable[[Path], object]):
    damage(index.chroma)
    for _ in range(2):  # a second question must not meet what the first has left of Chroma
        with pytest.raises(IndexUnavailable, match="run `social-value ingest`.*nothing you added is lost"):
            index.found(TEXTS["note1"])
    (said,) = index.mend().mended
    assert "made again from the record" in said
    assert index.is_whole()
    assert index.mend().mended == []


def test_what_was_in_the_place_of_the_vectors_is_kept(index: Index):
    file_in_place(index.chroma)
    (said,) = index.mend().mended
    assert index.chroma.with_name("chroma-damaged").read_text(encoding="utf-8") == "not a folder"
    assert "chroma-damaged" in said
    file_in_place(index.chroma)
    index.mend()
    assert index.chroma.with_name("chroma-damaged-2").exists()


def test_a_part_of_the_vectors_that_is_missing_is_found_and_made_again(index: Index):
    library = Library(index.record)
    open_store(index.settings).delete(library.ids()[:1])
    library.close()
    with pytest.raises(IndexDamaged, match="missing or broken"):
        index.found(TEXTS["note1"])
    assert index.mend().mended == ["1 passages had no whole vector; their vectors were made again from the record"]
    assert index.is_whole()


def test_a_vector_that_is_all_zeros_is_not_whole(index: Index):
    library = Library(index.record)
    open_store(index.settings).add(library.ids()[:1], np.zeros((1, 64), dtype=np.float32))
    library.close()
    with pytest.raises(IndexDamaged, match="missing or broken"):
        index.found(TEXTS["note1"])
    index.mend()
    assert index.is_whole()


def test_vectors_left_over_by_a_run_that_was_cut_off_go(index: Index):
    store = open_store(index.settings)
    store.add(["left"], FakeEmbedder().embed(["left over"]))
    index.mend()
    assert store.count() == len(TEXTS)


def test_a_rebuild_makes_vectors_again_that_end_the_process_which_reads_them(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    index = Index(tmp_path)
    monkeypatch.setattr("ingest.vectors._READ_ALL", "import os; os.kill(os.getpid(), 9)")
    (said,) = index.mend(rebuild=True).mended
    assert "chroma-damaged" in said
    assert index.is_whole()


def test_a_rebuild_keeps_what_is_no_longer_there_to_read(index: Index):
    assert index.mend(rebuild=True).removed == []
    assert index.is_whole()


def test_what_cannot_be_made_anew_is_moved_back(tmp_path: Path):
    """A full disk looks like damage from afar; it must not cost what is whole."""
    (tmp_path / "chroma").mkdir()
    (tmp_path / "chroma" / "data").write_text("whole", encoding="utf-8")

    def renew() -> None:
        (tmp_path / "chroma").mkdir()
        raise IndexUnavailable("the disk is full")

    with pytest.raises(IndexUnavailable, match="full"):
        set_aside(tmp_path / "chroma", renew)
    assert [path.name for path in tmp_path.iterdir()] == ["chroma"]
    assert (tmp_path / "chroma" / "data").read_text(encoding="utf-8") == "whole"


# --- the record ------------------------------------------------------------------------------------------

RECORDS: dict[str, Callable[[Path], object]] = {
    "cut short": cut,
    "garbage": lambda path: path.write_bytes(b"garbage " * 500),
    "another program's": foreign_database,
    "a folder in its place": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("damage", RECORDS.values(), ids=RECORDS)
def test_a_damaged_record_is_told_with_the_remedy_and_an_ingest_keeps_it_aside(index: Index, damage: Callable[[Path], object]):
    damage(index.record)
    with pytest.raises(IndexDamaged, match="run `social-value ingest`"):
        index.texts()
    (said, *_) = index.mend().mended
    assert "the index record was damaged" in said
    assert "library-damaged.sqlite" in said
    assert index.record.with_name("library-damaged.sqlite").exists()
    assert index.mend().mended == []


def wreck(record: Path, name: str) -> None:
    """Writes over the first page of a table or index."""
    db = sqlite3.connect(record)
    root = db.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()[0]
    size = db.execute("PRAGMA page_size").fetchone()[0]
    db.close()
    with record.open("r+b") as file:
        file.seek((root - 1) * size)
        file.write(os.urandom(size))


def test_damage_that_opening_does_not_meet_is_found_and_the_files_are_read_again(index: Index, tmp_path: Path):
    shutil.move(tmp_path / "gone", index.files)
    wreck(index.record, "passages")
    assert len(index.mend().mended) >= 1
    assert index.is_whole()


def test_documents_of_a_damaged_record_that_can_still_be_read_are_saved(index: Index):
    wreck(index.record, "passages_by_source")
    report = index.mend()
    assert "4 documents were saved" in report.mended[0]
    assert index.is_whole()


def test_a_record_that_lost_its_end_gives_back_what_stands_before_it(tmp_path: Path):
    index = Index(tmp_path)
    library = Library(index.record)
    manifest = library.manifest
    (entry, *_) = library.entries()
    many = [Page(entry.source.id, str(n), f"Page {n}. " + "word " * 200) for n in range(200)]
    library.replace(entry, many, list(library.all_passages())[:1], manifest)
    library.close()
    cut(index.record, 0.6)
    assert "documents were saved" in index.mend().mended[0]
    assert set(index.texts()) & set(TEXTS.values())


def test_a_document_that_may_not_be_whole_is_read_again_from_its_file(index: Index, tmp_path: Path):
    shutil.move(tmp_path / "gone", index.files)
    db = sqlite3.connect(index.record, isolation_level=None)
    db.execute("DELETE FROM pages WHERE source_id = 'upload-note2'")
    db.execute("DROP INDEX passages_by_source")
    db.close()
    wreck(index.record, "pages_by_label")
    index.mend()
    assert index.is_whole()


def test_what_the_reading_of_a_damaged_record_raises_is_expected(index: Index):
    with sqlite3.connect(index.record) as db:
        db.execute("UPDATE passages SET headings = 'not json'")
    with pytest.raises(IndexDamaged, match="run `social-value ingest`"):
        index.texts()


# --- one at a time ---------------------------------------------------------------------------------------


def test_two_ingests_at_once_are_one_and_a_message(tmp_path: Path):
    with alone(tmp_path), pytest.raises(IndexUnavailable, match="another ingest .* wait until it is done"), alone(tmp_path, seconds=0.1):
        raise AssertionError("both went in")
    with alone(tmp_path, seconds=0.1):
        pass


def test_an_ingest_that_was_killed_leaves_no_lock(tmp_path: Path):
    code = f"import os, pathlib\nfrom ingest.lock import alone\nwith alone(pathlib.Path({str(tmp_path)!r})): os._exit(9)"
    done = subprocess.run([sys.executable, "-c", code], cwd=Path(__file__).resolve().parent.parent, timeout=60)
    assert done.returncode == 9
    with alone(tmp_path, seconds=0.1):
        pass


def test_a_folder_that_cannot_be_written_is_told_with_its_remedy(tmp_path: Path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(IndexUnavailable, match="SOCIAL_VALUE_DATA_DIR"), alone(tmp_path / "file"):
        raise AssertionError("it went in")


# --- the index of questions ------------------------------------------------------------------------------


def with_questions(folder: Path) -> tuple[Settings, Library]:
    """A small shipped corpus with an index of questions compiled for it, as an ingest without paths leaves it."""
    corpus = folder / "corpus"
    (corpus / "questions").mkdir(parents=True)
    (corpus / "questions" / "one.yaml").write_text(
        '- {source: report, page: "1", kind: evidence, quotes: ["It is so."], asks: ["Is it so?"]}\n', encoding="utf-8")
    record = Library(folder / "data" / "index" / "library.sqlite", create=True)
    record.replace(Entry(source("report"), "corpus:report.md", "digest", True), [Page("report", "1", "It is so.")],
                   [passage("It is so.", "p1")], manifest())
    made = settings(folder, corpus_dir=corpus)
    compiled = QuestionIndex([Question((Quoted("report", "1", "It is so."),), ClaimKind.EVIDENCE)], [("Is it so?", 0, ANSWERS)],
                             np.ones((1, 384), dtype=np.float32))
    compiled.save(corpus / "questions" / COMPILED)
    (corpus / "questions" / COMPILED / "stamp.txt").write_text(stamp_of(made, record, corpus / "questions"), encoding="utf-8")
    install_questions(made, record)
    return made, record


def test_a_damaged_index_of_questions_is_put_in_place_again(tmp_path: Path):
    made, record = with_questions(tmp_path)
    for name in ("questions.json", "questions.npz", "questions.stamp"):
        (made.index_dir / name).write_bytes(b"\xff garbage")
        install_questions(made, record)
        assert [ask for ask, _, _ in QuestionIndex.load(made.index_dir).asks] == ["Is it so?"]


def test_a_damaged_index_of_questions_that_came_compiled_is_compiled_again(tmp_path: Path):
    made, record = with_questions(tmp_path)
    for folder in (made.index_dir, made.corpus_dir / "questions" / COMPILED):
        (folder / "questions.npz").write_bytes(b"garbage")
    install_questions(made, record)
    assert [ask for ask, _, _ in QuestionIndex.load(made.index_dir).asks] == ["Is it so?"]


def test_an_index_of_questions_that_cannot_be_written_is_told_with_its_remedy(tmp_path: Path):
    made, record = with_questions(tmp_path)
    (made.index_dir / "questions.npz").unlink()
    (made.index_dir / "questions.npz").mkdir()
    with pytest.raises(IndexUnavailable, match="cannot be written .* run `social-value ingest`"):
        install_questions(made, record)
