from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from assistant.errors import WorkMissing, WorkUnavailable
from assistant.works import Works


def ticking() -> object:
    moments = iter(datetime(2026, 11, 22, tzinfo=UTC) + timedelta(minutes=n) for n in range(100))
    return lambda: next(moments)


@pytest.fixture
def works(tmp_path: Path) -> Works:
    return Works(tmp_path / "drafts", ticking())


def test_what_is_put_is_there_when_it_is_opened_again(works: Works, tmp_path: Path):
    name = works.put("policy", "A “policy”\n of ours", {"brief": {"name": "Ours 👋"}})
    assert Works(tmp_path / "drafts").open("policy", name) == {"brief": {"name": "Ours 👋"}}
    assert [(work.id, work.title) for work in works.list("policy")] == [(name, "A “policy” of ours")]


def test_a_change_keeps_the_id_and_comes_first_in_the_list(works: Works):
    first, second = works.put("policy", "One", {}), works.put("policy", "Two", {})
    assert works.put("policy", "One again", {"n": 2}, first) == first
    assert [work.id for work in works.list("policy")] == [first, second]
    assert works.open("policy", first) == {"n": 2}


def test_a_piece_of_another_kind_is_not_opened_or_listed(works: Works):
    name = works.put("tender", "An answer", {})
    with pytest.raises(WorkMissing):
        works.open("policy", name)
    assert works.list("policy") == ()


@pytest.mark.parametrize("name", ["", "../../etc/passwd", "0123456789abcdef", "0123456789ABCDEF", "a" * 15, "é" * 16])
def test_a_name_that_is_no_id_finds_nothing_and_never_comes_near_the_disk(works: Works, name: str):
    with pytest.raises(WorkMissing):
        works.open("policy", name)


def test_what_was_deleted_is_gone(works: Works):
    name, other = works.put("policy", "One", {}), works.put("tender", "Two", {})
    works.delete(name)
    with pytest.raises(WorkMissing):
        works.open("policy", name)
    assert works.delete_all() == 1
    with pytest.raises(WorkMissing):
        works.open("tender", other)


@pytest.mark.parametrize("damage", ["", "{", "[]", '{"form": 1, "kind": "policy"}', '{"form": 99, "kind": "policy", "title": "", "changed": "", "work": {}}', "[" * 100_000])
def test_a_damaged_file_is_told_and_left_as_it_is(works: Works, tmp_path: Path, damage: str):
    name = works.put("policy", "One", {})
    path = tmp_path / "drafts" / f"{name}.json"
    path.write_text(damage)
    with pytest.raises(WorkUnavailable, match="not changed|nothing was changed"):
        works.open("policy", name)
    assert works.list("policy") == () and path.read_text() == damage


def test_a_folder_that_cannot_be_made_is_told_with_what_to_do(tmp_path: Path):
    (tmp_path / "file").write_text("")
    with pytest.raises(WorkUnavailable, match="SOCIAL_VALUE_DATA_DIR"):
        Works(tmp_path / "file" / "drafts").put("policy", "One", {})


def test_only_its_owner_may_read_a_piece_of_work(works: Works, tmp_path: Path):
    name = works.put("policy", "One", {})
    assert (tmp_path / "drafts" / f"{name}.json").stat().st_mode & 0o077 == 0
