"""Ingest: what goes in, what stays, what goes away, and what a bad file or a broken run costs."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import numpy as np
import pytest
from builders import CORPUS, FakeEmbedder, MemoryStore, settings

from assistant.domain import Authority, Kind
from assistant.errors import CorpusError, IndexMismatch
from assistant.library import Library
from assistant.settings import Settings
from assistant.store import VectorStore
from ingest.pipeline import Report, embedding_text, ingest


class Desk:
    """An index and a folder of one's own files, on which ingest is run again and again."""

    def __init__(self, folder: Path, store: MemoryStore | VectorStore | None = None, **overrides: object) -> None:
        self.settings: Settings = settings(folder, **overrides)
        self.library = Library(self.settings.index_dir / "library.sqlite", create=True)
        self.store = MemoryStore() if store is None else store
        self.files = folder / "files"
        self.files.mkdir()
        self.embedder = FakeEmbedder()
        self.loaded = 0

    def write(self, name: str, text: str | bytes) -> Path:
        path = self.files / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(text.encode() if isinstance(text, str) else text)
        return path

    def run(self, *paths: Path, embedder: FakeEmbedder | None = None, **options: object) -> Report:
        def load() -> FakeEmbedder:
            self.loaded += 1
            return embedder or self.embedder

        return ingest(self.settings, paths or (self.files,), self.library, self.store, load, 64, **options)

    def texts(self) -> list[str]:
        return sorted(p.text for p in self.library.all_passages())

    def agrees(self) -> bool:
        """Whether record and vectors hold the same passages."""
        return self.store.count() == self.library.count() and \
            {p.id for p in self.library.all_passages()} == set(self.store.vectors)


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


POLICY = "Our policy on social value is to buy from charities nearby."
TENDER = "The tender was won by a community group of the town."


# --- added, unchanged, replaced, removed -----------------------------------------------------------------


def test_a_folder_of_files_is_added(desk: Desk):
    desk.write("policy.txt", POLICY)
    desk.write("sub/tender.md", TENDER)
    report = desk.run()
    assert sorted(report.added) == ["upload-policy", "upload-tender"]
    assert (report.unchanged, report.replaced, report.removed, report.failed) == ([], [], [], [])
    assert report.passages == 2
    assert desk.texts() == sorted([POLICY, TENDER])
    assert desk.agrees()


def test_an_upload_is_the_users_own_with_its_file_name_as_title(desk: Desk):
    desk.run(desk.write("policy.txt", POLICY))
    (entry,) = desk.library.entries()
    assert (entry.source.kind, entry.source.authority, entry.source.title, entry.shipped) == (Kind.UPLOAD, Authority.USER, "policy.txt", False)


def test_a_document_is_titled_by_its_first_heading(desk: Desk):
    desk.run(desk.write("notes.md", f"# What we buy\n\n{POLICY}"))
    assert desk.library.entries()[0].source.title == "What we buy"


def test_a_second_run_finds_all_unchanged_and_loads_no_model(desk: Desk):
    desk.write("policy.txt", POLICY)
    desk.run()
    before = desk.library.revision
    report = desk.run()
    assert (report.unchanged, report.added, report.replaced) == (["upload-policy"], [], [])
    assert desk.loaded == 1
    assert desk.library.revision == before


def test_a_changed_file_replaces_its_passages(desk: Desk):
    path = desk.write("policy.txt", POLICY)
    desk.write("tender.txt", TENDER)
    desk.run()
    path.write_text("Now we buy from anyone at all.", encoding="utf-8")
    report = desk.run()
    assert (report.replaced, report.unchanged, report.added) == (["upload-policy"], ["upload-tender"], [])
    assert desk.texts() == sorted(["Now we buy from anyone at all.", TENDER])
    assert desk.agrees()


def test_a_changed_file_keeps_its_unchanged_passages_and_their_ids(desk: Desk):
    long = " ".join(f"Word{n} is said here." for n in range(60))
    path = desk.write("notes.md", f"# One\n\n{long}\n\n# Two\n\n{POLICY}")
    desk.run()
    before = {p.id for p in desk.library.all_passages()}
    path.write_text(f"# One\n\n{long}\n\n# Two\n\n{TENDER}", encoding="utf-8")
    desk.run()
    after = {p.id for p in desk.library.all_passages()}
    assert len(before - after) == len(after - before) == 1
    assert desk.agrees()


def test_a_file_gone_from_a_given_folder_is_removed(desk: Desk):
    path = desk.write("policy.txt", POLICY)
    desk.write("tender.txt", TENDER)
    desk.run()
    path.unlink()
    report = desk.run()
    assert (report.removed, report.unchanged) == (["upload-policy"], ["upload-tender"])
    assert desk.texts() == [TENDER]
    assert desk.agrees()


def test_a_given_file_that_is_gone_is_removed(desk: Desk):
    path = desk.write("policy.txt", POLICY)
    desk.run(path)
    path.unlink()
    assert desk.run(path).removed == ["upload-policy"]
    assert desk.library.count() == 0


def test_a_file_outside_the_given_folder_stays(desk: Desk, tmp_path: Path):
    elsewhere = tmp_path / "files-elsewhere"
    elsewhere.mkdir()
    (elsewhere / "tender.txt").write_text(TENDER, encoding="utf-8")
    desk.write("policy.txt", POLICY)
    desk.run(desk.files, elsewhere)
    (elsewhere / "tender.txt").unlink()
    assert desk.run(desk.files).removed == []
    assert desk.library.count() == 2


def test_a_path_that_never_was_is_a_failure_with_what_to_do(desk: Desk):
    (failure,) = desk.run(desk.files / "nothing.txt").failed
    assert (failure.outcome, failure.path) == ("missing", str(desk.files / "nothing.txt"))
    assert "check the name" in failure.message


@pytest.mark.parametrize("again", [lambda d: (d.files, d.files), lambda d: (d.files, d.files / "policy.txt"),
                                   lambda d: (d.files / "policy.txt", d.files), lambda d: (d.files, d.files / "sub" / "..")])
def test_a_file_given_twice_goes_in_once(desk: Desk, again):
    desk.write("policy.txt", POLICY)
    desk.write("sub/tender.txt", TENDER)
    report = desk.run(*again(desk))
    assert sorted(report.added) == ["upload-policy", "upload-tender"]
    assert report.replaced == report.failed == []
    assert desk.library.count() == 2
    assert desk.agrees()


def test_hidden_files_and_what_systems_leave_in_folders_are_nobodys_concern(desk: Desk):
    desk.write("policy.txt", POLICY)
    for name in (".hidden.txt", ".git/notes.txt", ".DS_Store", "Thumbs.db", "desktop.ini", "~$policy.docx", "__MACOSX/policy.txt"):
        desk.write(name, TENDER)
    report = desk.run()
    assert report.added == ["upload-policy"]
    assert report.failed == report.skipped == []


def test_files_of_a_folder_that_have_no_reader_are_told_of_and_are_no_failure(desk: Desk):
    desk.write("policy.txt", POLICY)
    desk.write("sub/picture.png", b"\x89PNG")
    desk.write("README", TENDER)
    report = desk.run()
    assert (report.added, report.failed) == (["upload-policy"], [])
    assert [(Path(s.path).name, s.outcome) for s in report.skipped] == [("README", "skipped"), ("picture.png", "skipped")]
    assert ".pdf, .docx" in report.skipped[0].message


# --- odd places and names --------------------------------------------------------------------------------


def test_links_that_lead_round_in_a_circle_end(desk: Desk):
    desk.write("sub/policy.txt", POLICY)
    (desk.files / "sub" / "up").symlink_to(desk.files)
    (desk.files / "self.txt").symlink_to("self.txt")
    report = desk.run()
    assert report.added == ["upload-policy"]
    assert [f.outcome for f in report.failed] == ["missing"]
    assert [f.outcome for f in desk.run(desk.files / "self.txt").failed] == ["missing"]


def test_a_pipe_is_not_waited_for(desk: Desk):
    os.mkfifo(desk.files / "pipe.txt")
    assert [f.outcome for f in desk.run().failed] == ["unsupported type"]


def test_a_folder_that_may_not_be_opened_is_told_and_what_is_in_it_stays(desk: Desk, monkeypatch: pytest.MonkeyPatch):
    desk.write("shut/policy.txt", POLICY)
    desk.write("tender.txt", TENDER)
    desk.run()
    scan = os.scandir

    def refused(path: str) -> object:
        if str(path).endswith("shut"):
            raise PermissionError(13, "Permission denied", str(path))
        return scan(path)

    monkeypatch.setattr(os, "scandir", refused)
    report = desk.run()
    assert (report.removed, [f.outcome for f in report.failed]) == ([], ["no permission"])
    assert desk.texts() == sorted([POLICY, TENDER])


@pytest.mark.parametrize("name", ["🍎 my policy.txt", "-rf.txt", "new\nline.txt", "n" * 246 + ".txt", "‮gnp.txt"])
def test_a_file_of_any_name_goes_in_under_a_title_of_one_line(desk: Desk, name: str):
    report = desk.run(desk.write(name, POLICY))
    assert len(report.added) == 1
    assert "\n" not in desk.library.entries()[0].source.title


def test_names_that_cannot_be_used_are_failures(desk: Desk):
    path = Path(os.fsdecode(os.fsencode(desk.files) + b"/caf\xe9.txt"))
    path.write_text(POLICY, encoding="utf-8")
    report = desk.run(desk.files, desk.files / ("n" * 300 + ".txt"))
    assert sorted(f.outcome for f in report.failed) == ["missing", "name not text"]
    assert all(f.path.encode() and f.message.encode() for f in report.failed)


# --- uploads never collide -------------------------------------------------------------------------------


def test_two_files_of_one_name_are_two_sources(desk: Desk):
    desk.write("a/policy.txt", POLICY)
    desk.write("b/policy.txt", TENDER)
    report = desk.run()
    assert len(set(report.added)) == 2
    assert desk.texts() == sorted([POLICY, TENDER])
    assert desk.run().unchanged == sorted(report.added)


def test_two_files_of_the_same_words_but_not_the_same_bytes_are_two_sources(desk: Desk):
    desk.write("one.txt", POLICY)
    desk.write("two.txt", POLICY + "\n")
    desk.run()
    assert [e.passages for e in desk.library.entries()] == [1, 1]
    assert desk.agrees()


@pytest.mark.parametrize("names", [("Policy 1.txt", "policy-1.md"), ("???.txt", "!!!.txt"), ("x" * 60 + "a.txt", "x" * 60 + "b.txt"), ("été.txt", "t.txt")])
def test_file_names_that_read_alike_do_not_collide(desk: Desk, names: tuple[str, str]):
    for name, text in zip(names, (POLICY, TENDER), strict=True):
        desk.write(name, text)
    assert len(set(desk.run().added)) == 2
    assert desk.texts() == sorted([POLICY, TENDER])


def test_an_upload_named_like_a_shipped_document_leaves_it_alone(desk: Desk):
    desk.run(desk.write("healthy-commissioning.md", POLICY))
    assert desk.library.entries()[0].source.id == "upload-healthy-commissioning"


# --- bad files -------------------------------------------------------------------------------------------


def test_bad_files_end_in_named_outcomes_and_the_rest_goes_in(desk: Desk):
    desk.write("a-empty.txt", b"")
    desk.write("b-zip.docx", b"PK\x03\x04 not a document")
    desk.write("c-cut.pdf", b"%PDF-1.7\n1 0 obj <<")
    desk.write("d-blank.md", "   \n\n  ")
    desk.write("e-policy.txt", POLICY)
    report = desk.run()
    assert report.added == ["upload-e-policy"]
    assert [Path(f.path).name for f in report.failed] == ["a-empty.txt", "b-zip.docx", "c-cut.pdf", "d-blank.md"]
    assert all(f.outcome and f.message for f in report.failed)
    assert desk.texts() == [POLICY]


def test_a_file_without_a_reader_that_was_named_is_a_failure(desk: Desk):
    (failure,) = desk.run(desk.write("picture.png", b"\x89PNG\r\n\x1a\n")).failed
    assert failure.outcome
    assert "picture.png" in failure.message


def test_a_file_over_the_size_limit_is_a_failure(tmp_path: Path):
    desk = Desk(tmp_path, max_file_mb=1)
    desk.write("big.txt", "social value " * 100_000)
    desk.write("policy.txt", POLICY)
    report = desk.run()
    assert [Path(f.path).name for f in report.failed] == ["big.txt"]
    assert report.added == ["upload-policy"]


def test_a_file_that_turned_bad_keeps_its_last_good_passages(desk: Desk):
    path = desk.write("policy.txt", POLICY)
    desk.run()
    path.write_bytes(b"")
    report = desk.run()
    assert len(report.failed) == 1
    assert desk.texts() == [POLICY]
    assert desk.agrees()


def test_the_report_is_plain_values_for_json(desk: Desk):
    desk.write("a-empty.txt", b"")
    desk.write("policy.txt", POLICY)
    row = desk.run().as_dict()
    assert row["added"] == ["upload-policy"]
    assert set(row["failed"][0]) == {"path", "outcome", "message"}
    assert set(row) == {"added", "unchanged", "replaced", "removed", "failed", "skipped", "duplicates", "mended", "planted", "passages"}


# --- a run that is cut off -------------------------------------------------------------------------------


def test_a_run_that_breaks_half_way_leaves_the_old_index_whole(desk: Desk):
    path = desk.write("policy.txt", POLICY)
    desk.run()
    revision = desk.library.revision
    path.write_text(TENDER, encoding="utf-8")
    with pytest.raises(RuntimeError, match="the power went"):
        desk.run(embedder=FakeEmbedder(breaks_after=0))
    assert desk.texts() == [POLICY]
    assert desk.library.revision == revision
    found = desk.store.search(FakeEmbedder().embed([POLICY])[0], 5)
    assert list(desk.library.passages([name for name, _ in found]).values())[0].text == POLICY


def test_what_was_finished_before_the_break_stays_and_the_next_run_does_the_rest(desk: Desk):
    for name in ("a", "b"):
        desk.write(f"{name}.md", "\n\n".join(f"# {name} {n}\n\n{name} says {n} and again {n}." for n in range(260)))
    with pytest.raises(RuntimeError):
        desk.run(embedder=FakeEmbedder(breaks_after=6))
    assert [(e.source.id, e.passages) for e in desk.library.entries()] == [("upload-a", 260)]
    report = desk.run()
    assert (report.unchanged, report.added) == (["upload-a"], ["upload-b"])
    assert report.passages == 520
    assert desk.agrees()


class StoreThatBreaks(MemoryStore):
    """Fails at the first write after it was told to."""

    broken = False

    def add(self, ids, vectors):
        if self.broken:
            raise RuntimeError("the disk is full")
        super().add(ids, vectors)


def test_vectors_that_cannot_be_written_leave_the_record_as_it_was(tmp_path: Path):
    store = StoreThatBreaks()
    desk = Desk(tmp_path, store)
    path = desk.write("policy.txt", POLICY)
    desk.run()
    path.write_text(TENDER, encoding="utf-8")
    store.broken = True
    with pytest.raises(RuntimeError, match="disk"):
        desk.run()
    assert desk.texts() == [POLICY]
    store.broken = False
    assert desk.run().replaced == ["upload-policy"]
    assert desk.agrees()


# --- another way of building -----------------------------------------------------------------------------


def test_another_embedder_is_an_error_that_names_both_and_the_remedy(desk: Desk, tmp_path: Path):
    desk.write("policy.txt", POLICY)
    desk.run()
    other = settings(tmp_path, embedding_model="another")
    with pytest.raises(IndexMismatch) as caught:
        ingest(other, [desk.files], desk.library, desk.store, FakeEmbedder, 64)
    for part in ("fake", "another", "64 dimensions", "ingest --rebuild", "SOCIAL_VALUE_EMBEDDING_MODEL"):
        assert part in str(caught.value)
    assert desk.texts() == [POLICY]


def test_another_dimension_is_an_error_that_names_both(desk: Desk):
    desk.write("policy.txt", POLICY)
    desk.run()
    with pytest.raises(IndexMismatch, match=r"64 dimensions.*384 dimensions"):
        ingest(desk.settings, [desk.files], desk.library, desk.store, FakeEmbedder, 384)


def test_a_rebuild_takes_the_new_embedder(desk: Desk, tmp_path: Path):
    desk.write("policy.txt", POLICY)
    desk.run()
    other = settings(tmp_path, embedding_model="another")
    report = ingest(other, [desk.files], desk.library, desk.store, lambda: FakeEmbedder("another", 32), 32, rebuild=True)
    assert report.passages == 1
    assert (desk.library.manifest.embedder, desk.library.manifest.dimension) == ("another", 32)
    assert {len(v) for v in desk.store.vectors.values()} == {32}


def test_a_rebuild_with_the_same_embedder_embeds_everything_again(desk: Desk):
    desk.write("policy.txt", POLICY)
    desk.run()
    desk.store.clear()
    desk.run(rebuild=True)
    assert desk.loaded == 2
    assert desk.agrees()


def test_a_rebuild_makes_everything_anew_not_only_what_was_given(desk: Desk):
    desk.write("a/policy.txt", POLICY)
    desk.write("b/tender.txt", TENDER)
    desk.run()
    desk.store.clear()
    report = desk.run(desk.files / "a", rebuild=True)
    assert sorted(report.replaced) == ["upload-policy", "upload-tender"]
    assert desk.agrees()


def test_a_rebuild_another_way_keeps_uploads_and_tells_which_are_no_longer_there_to_read(desk: Desk, tmp_path: Path):
    desk.write("a/policy.txt", POLICY)
    desk.write("b/tender.txt", TENDER)
    lost = desk.write("b/lost.txt", "This one is lost.")
    desk.run()
    lost.unlink()
    other = settings(tmp_path, embedding_model="another")
    report = ingest(other, [desk.files / "a"], desk.library, desk.store, lambda: FakeEmbedder("another", 32), 32, rebuild=True)
    assert (sorted(report.replaced), report.removed) == (["upload-policy", "upload-tender"], ["upload-lost"])
    assert desk.texts() == sorted([POLICY, TENDER])
    assert desk.agrees()


def test_a_rebuild_that_breaks_leaves_the_old_vectors(desk: Desk):
    desk.write("policy.txt", POLICY)
    desk.run()
    with pytest.raises(RuntimeError):
        desk.run(rebuild=True, embedder=FakeEmbedder(breaks_after=0))
    assert desk.agrees()
    assert desk.texts() == [POLICY]


# --- what is embedded ------------------------------------------------------------------------------------


def test_each_passage_has_the_vector_of_its_own_text(desk: Desk):
    """Texts are embedded longest first; no vector may end up under another passage's id."""
    for n, text in enumerate((POLICY, TENDER, "Short.", "A somewhat longer text on weighting " * 5)):
        desk.write(f"file{n}.txt", text)
    desk.run()
    for passage in desk.library.all_passages():
        np.testing.assert_allclose(desk.store.vectors[passage.id], FakeEmbedder().embed([embedding_text(passage)])[0], rtol=1e-6)


def test_progress_is_told_up_to_the_end(desk: Desk):
    told: list[tuple[str, int, int]] = []
    desk.write("policy.txt", POLICY)
    desk.run(progress=lambda *step: told.append(step))
    assert told[-1][1:] == (1, 1)


def test_progress_over_many_files_runs_on_and_ends_at_its_end(desk: Desk):
    told: list[tuple[int, int]] = []
    for number in range(600):
        desk.write(f"note{number}.txt", f"Note {number} says what it says.")
    desk.run(progress=lambda _, done, total: told.append((done, total)))
    done = [step[0] for step in told]
    assert done == sorted(done) and told[-1] == (600, 600)
    assert {total for _, total in told} == {600}


# --- the shipped corpus ----------------------------------------------------------------------------------


def small_corpus(folder: Path) -> Path:
    """The shipped corpus without its large index of questions."""
    return Path(shutil.copytree(CORPUS, folder / "corpus", ignore=shutil.ignore_patterns("questions", "originals")))


def test_the_shipped_corpus_gives_its_five_sources_and_a_second_run_nothing(tmp_path: Path):
    desk = Desk(tmp_path, corpus_dir=small_corpus(tmp_path))
    report = ingest(desk.settings, (), desk.library, desk.store, lambda: desk.embedder, 64)
    assert set(report.added) >= {"healthy-commissioning", "knowhow-social-value", "bssec-2017", "nhs-for-yes-2017", "commissioning-bulletin-2017"}
    assert report.failed == []
    assert report.passages == desk.library.count() > 200
    assert desk.agrees()
    calls = len(desk.embedder.calls)
    again = ingest(desk.settings, (), desk.library, desk.store, lambda: desk.embedder, 64)
    assert sorted(again.unchanged) == sorted(report.added)
    assert len(desk.embedder.calls) == calls


def test_uploads_and_shipped_documents_do_not_take_each_other_away(tmp_path: Path):
    desk = Desk(tmp_path, corpus_dir=small_corpus(tmp_path))
    desk.write("policy.txt", POLICY)
    desk.run()
    shipped = ingest(desk.settings, (), desk.library, desk.store, lambda: desk.embedder, 64)
    assert shipped.removed == []
    assert desk.run().removed == []
    assert len(desk.library.entries()) == len(shipped.added) + 1


def test_a_shipped_document_given_by_its_path_keeps_its_catalogue_entry(tmp_path: Path):
    corpus = small_corpus(tmp_path)
    desk = Desk(tmp_path, corpus_dir=corpus)
    ingest(desk.settings, (), desk.library, desk.store, lambda: desk.embedder, 64)
    report = desk.run(corpus / "documents")
    assert (report.added, report.replaced, report.removed, report.failed) == ([], [], [], [])
    assert all(entry.shipped and entry.source.authority is not Authority.USER for entry in desk.library.entries())


def test_a_document_taken_out_of_the_catalogue_goes(tmp_path: Path):
    corpus = small_corpus(tmp_path)
    desk = Desk(tmp_path, corpus_dir=corpus)
    ingest(desk.settings, (), desk.library, desk.store, lambda: desk.embedder, 64)
    catalogue = corpus / "catalogue.toml"
    first, *rest = catalogue.read_text(encoding="utf-8").split("[[source]]")
    catalogue.write_text("[[source]]".join([first, *[r for r in rest if 'id = "bssec-2017"' not in r]]), encoding="utf-8")
    report = ingest(desk.settings, (), desk.library, desk.store, lambda: desk.embedder, 64)
    assert (report.removed, report.added, report.replaced) == (["bssec-2017"], [], [])
    assert desk.agrees()


def test_a_corpus_that_is_not_what_its_catalogue_says_stops_before_anything_is_touched(tmp_path: Path):
    corpus = small_corpus(tmp_path)
    (corpus / "documents" / "bssec-2017.md").write_text("Something else.", encoding="utf-8")
    desk = Desk(tmp_path, corpus_dir=corpus)
    with pytest.raises(CorpusError, match="bssec-2017"):
        ingest(desk.settings, (), desk.library, desk.store, lambda: desk.embedder, 64)
    assert desk.library.count() == 0


def test_everything_goes_through_the_real_store_too(tmp_path: Path):
    desk = Desk(tmp_path, VectorStore(tmp_path / "chroma"))
    path = desk.write("policy.txt", POLICY)
    desk.write("tender.txt", TENDER)
    desk.run()
    path.unlink()
    assert desk.run().removed == ["upload-policy"]
    assert desk.store.count() == desk.library.count() == 1


def test_each_document_is_told_when_it_is_begun_and_when_it_is_in_the_index(desk: Desk):
    desk.write("policy.txt", POLICY)
    desk.write("tender.txt", TENDER)
    told: list[tuple[str, str, int]] = []
    desk.run(tell=lambda *step: told.append(step))
    assert sorted(told) == [("indexed", "policy.txt", 1), ("indexed", "tender.txt", 1), ("reading", "policy.txt", 0), ("reading", "tender.txt", 0)]
    told.clear()
    desk.run(tell=lambda *step: told.append(step))
    assert told == []
