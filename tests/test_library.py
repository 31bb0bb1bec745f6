"""The record of what was ingested: one file, all or nothing, and its errors with their remedies."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from builders import library, manifest, passage, source
from read_only import read_only

from assistant.domain import Authority, Kind, Page
from assistant.errors import IndexMismatch, IndexMissing, IndexUnavailable
from assistant.library import Entry, Library

ONE = passage("The Act is law.", "p1", page="1", headings=("A", "B"))
TWO = passage("It asks to think.", "p2", page="2")
THREE = passage("Another text.", "p3", source_id="guide")


def entry(name: str = "report", digest: str = "new", origin: str = "") -> Entry:
    return Entry(source(name), origin or f"/files/{name}.txt", digest, False)


# --- opening ---------------------------------------------------------------------------------------------


def test_a_missing_record_is_told_with_what_to_run(tmp_path: Path):
    with pytest.raises(IndexMissing, match="run `social-value ingest`"):
        Library(tmp_path / "library.sqlite")
    assert list(tmp_path.iterdir()) == []


def test_a_damaged_record_is_told_with_its_remedy(tmp_path: Path):
    path = tmp_path / "library.sqlite"
    path.write_bytes(b"this is no database" * 100)
    with pytest.raises(IndexUnavailable, match="is damaged .* run `social-value ingest`"):
        Library(path)


def test_a_folder_that_cannot_be_made_is_told_with_its_remedy(tmp_path: Path):
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(IndexUnavailable, match="check that its folder can be written"):
        Library(tmp_path / "file" / "library.sqlite", create=True)


def test_an_empty_database_file_is_told_as_well(tmp_path: Path):
    path = tmp_path / "library.sqlite"
    path.touch()
    with pytest.raises(IndexUnavailable):
        Library(path)


# --- reading and writing ---------------------------------------------------------------------------------


def test_what_was_put_in_comes_out_the_same(tmp_path: Path):
    record = library(tmp_path, ONE, TWO, THREE)
    assert list(record.all_passages()) == [THREE, ONE, TWO]
    assert record.passages(["p2", "never-was", "p1"]) == {"p1": ONE, "p2": TWO}
    assert record.count() == 3
    assert list(record.pages()) == [Page("guide", "1", "Another text."), Page("report", "1", "The Act is law."), Page("report", "2", "It asks to think.")]


def test_it_is_kept_for_the_next_process(tmp_path: Path):
    library(tmp_path, ONE).close()
    record = Library(tmp_path / "library.sqlite")
    assert list(record.all_passages()) == [ONE]
    assert record.manifest == manifest()


def test_every_field_of_a_source_is_kept(tmp_path: Path):
    record = Library(tmp_path / "library.sqlite", create=True)
    full = source(publisher="SEUK", kind=Kind.GUIDE, authority=Authority.GUIDANCE, url="https://example.org", rights="theirs", as_of="2017-05")
    record.replace(Entry(full, "/a.md", "digest", True), [Page("report", "1", "x")], [ONE], manifest())
    (found,) = record.entries()
    assert (found.source, found.origin, found.digest, found.shipped, found.pages, found.passages) == (full, "/a.md", "digest", True, 1, 1)


def test_a_page_that_is_not_there_has_no_text(tmp_path: Path):
    record = library(tmp_path, ONE)
    assert record.page_text("report", "1") == "The Act is law."
    assert record.page_text("report", "9") == record.page_text("nobody", "1") == ""


def test_a_label_that_stands_twice_gives_both_pages_in_order(tmp_path: Path):
    record = Library(tmp_path / "library.sqlite", create=True)
    record.replace(entry(), [Page("report", "i", "First."), Page("report", "i", "Second.")], [], manifest())
    assert record.page_text("report", "i") == "First.\n\nSecond."


def test_replacing_takes_the_old_passages_out_and_names_them(tmp_path: Path):
    record = library(tmp_path, ONE, TWO, THREE)
    new = passage("It asks to act.", "p9", page="2")
    assert record.replace(entry(), [Page("report", "1", "The Act is law."), Page("report", "2", "It asks to act.")], [ONE, new], manifest()) == ["p2"]
    assert [p.id for p in record.all_passages()] == ["p3", "p1", "p9"]


def test_removing_names_what_is_gone_and_leaves_the_rest(tmp_path: Path):
    record = library(tmp_path, ONE, TWO, THREE)
    assert sorted(record.remove("report")) == ["p1", "p2"]
    assert [e.source.id for e in record.entries()] == ["guide"]
    assert record.page_text("report", "1") == ""
    assert record.remove("report") == []


def test_a_write_that_fails_half_way_changes_nothing(tmp_path: Path):
    record = library(tmp_path, ONE, TWO)
    before = record.revision
    with pytest.raises(Exception, match="UNIQUE"):
        record.replace(entry(digest="other"), [], [TWO, TWO], manifest(embedder="other"))
    assert list(record.all_passages()) == [ONE, TWO]
    assert (record.revision, record.manifest) == (before, manifest())


def test_neighbours_come_in_the_documents_order_without_the_passage_itself(tmp_path: Path):
    many = [passage(f"Text {n}.", f"p{n}") for n in range(6)]
    record = library(tmp_path, *many, THREE.__class__("q", "guide", "1", (), "Elsewhere.", 0, 10))
    assert record.neighbours(many[2], before=1, after=2) == (many[1], many[3], many[4])
    assert record.neighbours(many[0], before=3) == ()
    assert record.neighbours(passage("gone", "gone"), before=1, after=1) == ()


def test_more_ids_than_one_query_takes_are_all_found(tmp_path: Path):
    many = [passage(f"Text {n}.", f"p{n}") for n in range(1200)]
    assert len(library(tmp_path, *many).passages([p.id for p in many])) == 1200


# --- revision and manifest -------------------------------------------------------------------------------


def test_the_revision_changes_with_the_content_only(tmp_path: Path):
    record = Library(tmp_path / "library.sqlite", create=True)
    seen = [record.revision]
    record.replace(entry(digest="one"), [], [ONE], manifest())
    seen.append(record.revision)
    record.replace(entry(digest="two"), [], [ONE], manifest())
    seen.append(record.revision)
    record.remove("report")
    seen.append(record.revision)
    assert len(set(seen)) == 4
    record.replace(entry(digest="two"), [], [ONE], manifest())
    assert record.revision == seen[2]


def test_an_empty_record_expects_anything(tmp_path: Path):
    record = Library(tmp_path / "library.sqlite", create=True)
    record.expect(manifest(embedder="any"))
    assert record.manifest is None


@pytest.mark.parametrize("field", [{"embedder": "other"}, {"dimension": 9}, {"chunker": "blocks-9"}, {"schema": 99}])
def test_an_index_built_another_way_is_an_error_that_names_both_and_the_remedy(tmp_path: Path, field: dict):
    record = library(tmp_path, ONE)
    with pytest.raises(IndexMismatch) as caught:
        record.expect(manifest(**field))
    (value,) = field.values()
    for part in (str(value), "fake (64 dimensions, test, schema 1)", "run `social-value ingest --rebuild`"):
        assert part in str(caught.value)


def test_two_may_read_while_one_writes(tmp_path: Path):
    writer = library(tmp_path, ONE)
    reader = Library(tmp_path / "library.sqlite")
    writer.replace(entry("guide"), [Page("guide", "1", "Another text.")], [THREE], manifest())
    assert reader.count() == 2


# --- a folder that may only be read ----------------------------------------------------------------------


def test_a_record_in_a_folder_that_may_only_be_read_is_read_alone_and_beside_another(tmp_path: Path):
    for name, one in (("report", ONE), ("guide", THREE)):
        made = Library(tmp_path / f"{name}.sqlite", create=True)
        made.replace(entry(name), [], [one], manifest())
        made.close()
    with read_only(tmp_path):
        assert [one.source.id for one in Library(tmp_path / "report.sqlite").entries()] == ["report"]
        assert Library(tmp_path / "report.sqlite", own=tmp_path / "guide.sqlite").count() == 2
        with pytest.raises(IndexUnavailable, match="readonly.*check that its folder can be written"):
            Library(tmp_path / "report.sqlite").remove("report")


def test_what_a_process_that_was_cut_off_wrote_last_is_read_where_nothing_may_be_written(tmp_path: Path):
    made = Library(tmp_path / "library.sqlite", create=True)
    made.replace(entry(), [], [ONE], manifest())
    (tmp_path / "left").mkdir()
    for path in list(tmp_path.glob("library.sqlite*")):  # still open, so its newest part stands in a file of its own
        shutil.copyfile(path, tmp_path / "left" / path.name)
    made.close()
    with read_only(tmp_path / "left"):
        assert Library(tmp_path / "left" / "library.sqlite").count() == 1
