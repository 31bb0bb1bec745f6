"""Everything that one person keeps here, deleted: in an order that leaves nothing half, and that can be gone through again where it was cut off."""

from __future__ import annotations

import secrets
import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.conversation import Conversations
from assistant.errors import IndexUnavailable
from assistant.people import LOCAL
from assistant.practice.progress import Progress
from assistant.settings import Settings
from assistant.takeout import KEPT_FOLDERS
from ingest.uploads import Uploads

_GOING = ".going-"
"""Begins the name of a folder that is being deleted: nothing opens it any more."""


@dataclass(frozen=True, slots=True)
class Erased:
    """How much there was: conversations, documents added, files that stayed where their owner has them."""

    conversations: int
    documents: int
    left: tuple[str, ...] = ()


def erase(settings: Settings, conversations: Conversations, owner: str = LOCAL) -> Erased:
    """Deletes what `owner` keeps. `settings` are everybody's, `conversations` the owner's. The shipped documents and other people's things stay.

    First the conversations and what was practised, a transaction each. Then, for the local user, each document: out of the record (from then on nothing shows it), its
    vectors, its file; the folders of what else they made; and damaged parts of the index that were set aside. For somebody who signed in, their whole folder, which is moved out of the way in one
    step before it is deleted.

    Raises:
        ConversationsUnavailable, IndexUnavailable: something could not be deleted; what came before it is gone, and a second call goes on from there.
    """
    talks = conversations.delete_all()
    Progress(conversations).forget()
    uploads = Uploads(settings, owner)
    entries = uploads.entries()
    mine = settings.of(owner)
    left: list[str] = []
    try:
        if owner == LOCAL:
            for entry in entries:
                uploads.remove(entry.source.id)
                left += [entry.origin] if Path(entry.origin).exists() else []
            for folder in KEPT_FOLDERS:
                _delete(mine.data_dir / folder)
            for log in mine.data_dir.glob("web.log*"):
                log.unlink()
            for aside in mine.index_dir.glob("*-damaged*"):  # a record that was set aside has their documents in it too
                _delete(aside)
        else:
            _delete(mine.data_dir)
        for going in _left_over(mine):
            _remove(going)
    except OSError as error:
        raise IndexUnavailable(f"not everything could be deleted ({error.strerror or error}: {error.filename}); give the program the right to delete it, "
                               "then delete everything once more") from error
    return Erased(talks, len(entries), tuple(left))


def _delete(folder: Path) -> None:
    if folder.exists():
        going = folder.with_name(f"{_GOING}{folder.name}-{secrets.token_hex(4)}")
        folder.rename(going)
        _remove(going)


def _remove(going: Path) -> None:
    if going.is_dir() and not going.is_symlink():
        shutil.rmtree(going)
    else:
        going.unlink()


def _left_over(settings: Settings) -> Iterator[Path]:
    """What a run that was cut off had begun to delete."""
    yield from settings.data_dir.glob(f"{_GOING}*")
    yield from settings.index_dir.glob(f"{_GOING}*")
    yield from settings.data_dir.parent.glob(f"{_GOING}{settings.data_dir.name}-*")
