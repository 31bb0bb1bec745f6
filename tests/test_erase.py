"""Everything of one person, taken away or deleted, and nothing of anybody else's."""

from __future__ import annotations

import io
import json
import shutil
import zipfile
from pathlib import Path

import pytest
from builders import FakeEmbedder, settings
from talks import answer

from assistant.about_settings import described, in_words, sizes
from assistant.build import build_assistant, open_library
from assistant.conversation import Conversations, open_conversations
from assistant.errors import IndexUnavailable
from assistant.people import LOCAL
from assistant.practice.progress import Progress
from assistant.settings import Settings
from assistant.takeout import takeout
from assistant.works import works_in
from ingest.erase import erase
from ingest.uploads import Upload, Uploads

ANN = "a" * 32


def filled(place: Settings, owner: str) -> Conversations:
    """A conversation, a practised item, a draft and a document of an owner."""
    store = open_conversations(place).of(owner)
    name, turn = store.put(f"What is {owner[:5]}'s weighting?")
    store.settle(name, turn.number, answer())
    Progress(store).put("item", is_right=True)
    works_in(place.of(owner)).put("policy", "A draft", {"of": owner})
    Uploads(place, owner).add([Upload(f"{owner[:5]}.txt", f"The weighting of {owner[:5]} is 5% in every tender.".encode())], FakeEmbedder)
    return store


@pytest.fixture
def place(tmp_path: Path) -> Settings:
    return settings(tmp_path)


def left(place: Settings, owner: str) -> tuple[int, int, int, int]:
    store = open_conversations(place).of(owner)
    return store.count(), len(Progress(store).all()), len(works_in(place.of(owner)).list("policy")), len(Uploads(place, owner).entries())


@pytest.mark.parametrize(("owner", "other"), [(LOCAL, ANN), (ANN, LOCAL)])
def test_all_of_one_person_goes_and_all_of_another_stays(place: Settings, owner: str, other: str):
    store = filled(place, owner)
    filled(place, other)
    gone = erase(place, store, owner)
    assert (gone.conversations, gone.documents, gone.left) == (1, 1, ())
    assert left(place, owner) == (0, 0, 0, 0) and left(place, other) == (1, 1, 1, 1)
    assert not list(place.data_dir.rglob(".going-*")) and not list(place.data_dir.rglob(f"{owner[:5]}.txt"))


def test_a_file_that_was_added_in_the_terminal_stays_and_is_named(place: Settings, tmp_path: Path):
    from ingest.run import run

    mine = tmp_path / "mine.txt"
    mine.write_text("The weighting is 5% in every tender.")
    run(place, [mine], FakeEmbedder)
    assert erase(place, open_conversations(place)).left == (mine.as_posix(),) and mine.exists()


def holding(folder: Path, *said: bytes) -> list[str]:
    """The files below a folder that have any of these words in them, whatever they are."""
    return [path.name for path in folder.rglob("*") if path.is_file() and any(one in path.read_bytes() for one in said)]


def papers() -> list[Upload]:
    """Two documents long enough to fill many pages of a database."""
    return [Upload(f"{name}.md", "\n\n".join(f"## Part {n}\n\nThe {name} rule {n} is that a tender gives {n}% to social value." for n in range(60)).encode())
            for name in ("heron", "otter")]


def test_the_sentences_of_a_removed_or_replaced_document_stand_in_no_file_while_the_assistant_is_open(place: Settings):
    uploads, (heron, otter) = Uploads(place), papers()
    uploads.add([otter], FakeEmbedder)
    assistant = build_assistant(place, embedder=FakeEmbedder(), owner=LOCAL)
    assistant.ask("What is the otter rule?")
    ends = uploads.add([heron], FakeEmbedder)
    assert "library.sqlite-wal" in holding(place.data_dir, b"heron rule")
    uploads.remove(ends[0].source_id)
    assert not holding(place.data_dir, b"heron") and "library.sqlite" in holding(place.data_dir, b"otter rule")
    uploads.add([Upload("otter.md", b"# Badger\n\nThe weighting is 5% in every tender of this council.")], FakeEmbedder)
    assert not holding(place.data_dir, b"otter rule")


def test_after_everything_is_deleted_no_file_has_a_sentence_of_it_nor_has_a_record_that_was_set_aside(place: Settings):
    store = filled(place, LOCAL)
    Uploads(place).add(papers(), FakeEmbedder)
    for ending in ("", "-wal"):
        (place.index_dir / f"library-damaged.sqlite{ending}").write_bytes(b"The heron rule 1")
    (place.index_dir / "chroma-damaged").mkdir()
    open_library(place).close()
    erase(place, store)
    assert not holding(place.data_dir, b"heron", b"otter rule", b"weighting of local", b"local's weighting") and not list(place.index_dir.glob("*damaged*"))


def test_a_second_call_goes_on_where_the_first_was_cut_off(place: Settings, monkeypatch: pytest.MonkeyPatch):
    store = filled(place, ANN)

    def stuck(folder: Path) -> None:
        raise PermissionError(13, "Permission denied", str(folder))

    monkeypatch.setattr(shutil, "rmtree", stuck)
    with pytest.raises(IndexUnavailable, match="not everything could be deleted.*once more"):
        erase(place, store, ANN)
    assert left(place, ANN) == (0, 0, 0, 0)  # moved out of the way: nothing opens it
    monkeypatch.undo()
    erase(place, store, ANN)
    assert not list(place.data_dir.rglob(".going-*"))


def test_what_is_taken_away_holds_everything_of_ones_own_and_nothing_of_anothers(place: Settings):
    store = filled(place, ANN)
    filled(place, LOCAL)
    with zipfile.ZipFile(io.BytesIO(takeout(store, place.of(ANN), ()))) as archive:
        names = archive.namelist()
        assert [name.split("/")[0] for name in names] == ["conversations", "conversations", "practice.json", "drafts", "uploads"]
        assert json.loads(archive.read(names[1]))["turns"][0]["question"] == "What is aaaaa's weighting?"
        assert b"aaaaa" in archive.read("uploads/aaaaa.txt") and not any("local" in name for name in names)


def test_a_password_in_an_address_is_never_shown(tmp_path: Path):
    made = settings(tmp_path, database_url="postgresql://ann:p@ss:word@host/name")
    (shown,) = [one for one in described(made) if one.variable == "SOCIAL_VALUE_DATABASE_URL"]
    assert shown.value == "postgresql://ann:***@host/name" and all(one.about for one in described(made))


def test_sizes_are_told_by_kind_and_in_words(place: Settings):
    filled(place, LOCAL)
    assert {"Index", "Conversations", "Drafts", "Documents you added"} == {one.what for one in sizes(place)}
    assert [in_words(size) for size in (1, 1_400_000, 12_300_000, 1_500_000_000)] == ["1 kB", "1.4 MB", "12 MB", "1.5 GB"]
