"""The same content under two names: kept once, said, and never lost with one of the two."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_pipeline import POLICY, TENDER, Desk

from assistant.errors import SocialValueError
from assistant.library import Library
from assistant.record import record_path
from ingest.forgetting import forget


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    return Desk(tmp_path)


def test_a_file_with_the_content_of_another_is_kept_once_and_reported(desk: Desk):
    desk.run(desk.write("one/policy.txt", POLICY).parent)
    report = desk.run(desk.write("two/copy.txt", POLICY).parent)
    assert (report.added, report.failed, desk.texts()) == ([], [], [POLICY])
    assert "upload-policy" in report.duplicates[0].message
    assert desk.run(desk.files / "two").duplicates, "and again each time it is given"


def test_two_of_one_folder_are_kept_once_too(desk: Desk):
    desk.write("a.txt", POLICY)
    desk.write("b.txt", POLICY)
    report = desk.run()
    assert (report.added, [Path(f.path).name for f in report.duplicates]) == (["upload-a"], ["b.txt"])
    assert desk.agrees()


def test_the_copy_takes_the_place_of_the_file_that_is_deleted(desk: Desk):
    first, second = desk.write("one/policy.txt", POLICY), desk.write("two/copy.txt", POLICY)
    desk.run(first.parent)
    desk.run(second.parent)
    first.unlink()
    report = desk.run(first.parent)
    assert (report.removed, report.added, desk.texts()) == (["upload-policy"], ["upload-copy"], [POLICY])
    assert desk.agrees()


def test_the_copy_stays_when_the_other_is_changed(desk: Desk):
    first, second = desk.write("one/policy.txt", POLICY), desk.write("two/copy.txt", POLICY)
    desk.run(first.parent)
    desk.run(second.parent)
    first.write_text(TENDER, encoding="utf-8")
    desk.run(first.parent)
    assert desk.texts() == sorted([POLICY, TENDER])


def test_a_copy_that_becomes_another_document_is_one(desk: Desk):
    first, second = desk.write("one/policy.txt", POLICY), desk.write("two/copy.txt", POLICY)
    desk.run(first.parent)
    desk.run(second.parent)
    second.write_text(TENDER, encoding="utf-8")
    assert desk.run(second.parent).added == ["upload-copy"]
    first.unlink()
    desk.run(first.parent)
    assert desk.texts() == [TENDER], "nothing comes back for a copy that is none any more"


def test_a_document_that_was_moved_keeps_its_id(desk: Desk):
    first = desk.write("one/policy.txt", POLICY)
    desk.run(first)
    (desk.files / "two").mkdir()
    first.rename(desk.files / "two" / "policy.txt")
    report = desk.run(desk.files / "two")
    assert (report.replaced, report.duplicates, desk.texts()) == (["upload-policy"], [], [POLICY])


# --- taken out by name -----------------------------------------------------------------------------------


def own(desk: Desk) -> list[str]:
    library = Library(record_path(desk.settings))
    try:
        return [e.source.id for e in library.entries()]
    finally:
        library.close()


@pytest.mark.parametrize("name", ["upload-policy", "policy.txt", "{files}/one/policy.txt", "{files}/one"])
def test_a_document_is_forgotten_by_id_file_name_path_or_folder_also_when_its_folder_is_gone(desk: Desk, name: str):
    first = desk.write("one/policy.txt", POLICY)
    desk.run(first)
    desk.run(desk.write("two/tender.txt", TENDER))
    first.unlink()
    first.parent.rmdir()
    assert [o.source_id for o in forget(desk.settings, [name.format(files=desk.files)])] == ["upload-policy"]
    assert own(desk) == ["upload-tender"]


def test_a_folder_that_is_gone_says_what_to_run(desk: Desk):
    first = desk.write("one/policy.txt", POLICY)
    desk.run(first)
    first.unlink()
    first.parent.rmdir()
    (failure,) = desk.run(desk.files / "one").failed
    assert f"social-value ingest --forget {desk.files / 'one'}" in failure.message


def test_what_is_forgotten_takes_its_copies_with_it(desk: Desk):
    first, second = desk.write("one/policy.txt", POLICY), desk.write("two/copy.txt", POLICY)
    desk.run(first)
    desk.run(second)
    forget(desk.settings, ["upload-policy"])
    assert (own(desk), dict(desk.library.copies)) == ([], {})


def test_a_name_of_nothing_or_of_several_is_one_clear_error_and_removes_nothing(desk: Desk):
    desk.run(desk.write("one/policy.txt", POLICY), desk.write("two/policy.txt", TENDER))
    with pytest.raises(SocialValueError, match="no document of your own is called nothing"):
        forget(desk.settings, ["upload-policy", "nothing"])
    with pytest.raises(SocialValueError, match="name of 2 documents"):
        forget(desk.settings, ["policy.txt"])
    assert len(own(desk)) == 2
