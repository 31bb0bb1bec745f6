"""Opens the record of the index that the settings name; light, so that a command which needs only that starts at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from assistant.errors import IndexDamaged, IndexMismatch, IndexMissing
from assistant.library import Library
from assistant.settings import Settings


def open_library(settings: Settings, *, create: bool = False) -> Library:
    """The record of the index. Raises IndexMissing or IndexMismatch with the remedy."""
    library = Library(record_path(settings), create=create)
    built = library.manifest
    if not create:
        if built is None:
            raise IndexMissing("the index is empty; run `social-value ingest`")
        if built.embedder != settings.embedding_model:
            library.expect(replace(built, embedder=settings.embedding_model))
    return library


def open_both(settings: Settings, own: Settings) -> Library:
    """The record of what all share and that of one person's own documents, read as one. Raises as open_library does, with what that person can do."""
    try:
        open_library(own).close()
    except (IndexMismatch, IndexDamaged) as error:
        raise type(error)("the index of the documents that you added does not fit the settings any more, or is damaged; open the Library and press "
                          "“Make the index again”; none of your documents is lost") from error
    return Library(record_path(settings), own=record_path(own))


def has_documents(settings: Settings) -> bool:
    """Whether there is a record with a document in it."""
    if not record_path(settings).exists():
        return False
    library = Library(record_path(settings))
    try:
        return library.revision != "empty" and bool(library.entries())
    finally:
        library.close()


def revision(settings: Settings) -> str:
    """Changes whenever the documents do; "none" where there is no record. Raises IndexUnavailable."""
    if not record_path(settings).exists():
        return "none"
    library = Library(record_path(settings))
    try:
        return library.revision
    finally:
        library.close()


def record_path(settings: Settings) -> Path:
    """Where the record of the index is."""
    return settings.index_dir / "library.sqlite"
