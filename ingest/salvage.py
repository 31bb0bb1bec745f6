"""A damaged record: what can still be read of it goes into a new one, and the old file is kept beside it."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, suppress
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.domain import Authority, Kind, Page, Passage, Source
from assistant.errors import IndexDamaged
from assistant.library import Entry, Library, Manifest, entry_of, passage_of
from ingest.aside import set_aside

_MOST_MISSES = 2000
"""How many rows in a row may be unreadable before the rest of a table is given up; a damaged page takes some dozens."""
_WIDTHS = {"sources": 12, "pages": 4, "passages": 8}
"""How many columns a table of ours has; another program's rows are none of ours."""
UNSURE = "unsure"
"""The digest of a document that may not be whole: its file, where it is still there, is read again."""


@dataclass(frozen=True, slots=True)
class Opened:
    """A record ready to be written. `said` tells what was mended, "" when nothing was; the origins are of documents
    that may not be whole now."""

    library: Library
    said: str = ""
    unsure: tuple[str, ...] = ()


def open_whole(path: Path, manifest: Callable[[], Manifest]) -> Opened:
    """Opens the record for writing, made if there is none; a damaged one is set aside and what it still holds is saved.

    `manifest` is how an index would be built now; called when a damaged record does not tell any more how it was.

    Raises:
        IndexUnavailable: it cannot be opened or written for another reason.
    """
    try:
        library = Library(path, create=True)
        try:
            library.verify()
        except IndexDamaged:
            library.close()
            raise
        return Opened(library)
    except IndexDamaged:
        opened: list[Library] = []
        place = set_aside(path, lambda: opened.append(Library(path, create=True)), along=("-wal", "-shm"))
    (library,) = opened
    if place is None:
        return Opened(library)
    unsure = _save(place, library, manifest)
    names = [entry.source.id for entry in library.entries()]
    said = (f"the index record was damaged; {len(names)} documents were saved from it; it is kept as {place}; documents of yours that are not in the "
            "index now are to be added again")
    doubtful = [entry.source.title for entry in library.entries() if entry.digest == UNSURE and not entry.shipped and not Path(entry.origin).is_file()]
    if doubtful:
        said += f"; not whole, and not there to read again: {', '.join(doubtful)}"
    return Opened(library, said, tuple(unsure))


def _save(place: Path, library: Library, manifest: Callable[[], Manifest]) -> list[str]:
    """Puts in what the damaged file holds; returns the origins of what may not be whole."""
    torn: set[str] = set()
    if not place.is_file():
        return []
    with closing(sqlite3.connect(place)) as db:
        with suppress(sqlite3.Error):
            db.execute("PRAGMA writable_schema=ON")  # SQLite reads a file that is shorter than it says only so
        built = _manifest(db) or manifest()
        entries: dict[str, Entry] = {}
        for row in _rows(db, "sources", set()):
            with suppress(ValueError, TypeError):
                entry = entry_of(row)
                entries[entry.source.id] = entry
        pages: dict[str, list[tuple[int, Page]]] = {}
        for row in _rows(db, "pages", torn):
            if isinstance(row[1], int) and all(isinstance(value, str) for value in (row[0], *row[2:])):
                pages.setdefault(row[0], []).append((row[1], Page(row[0], row[2], row[3])))
        passages: dict[str, list[tuple[int, Passage]]] = {}
        for row in _rows(db, "passages", torn, key=1):
            with suppress(ValueError, TypeError):
                passages.setdefault(row[1], []).append((int(row[2]), passage_of(row)))
    unsure = []
    for name in sorted(pages.keys() & passages.keys()):
        mine, theirs = sorted(pages[name], key=lambda p: p[0]), sorted(passages[name], key=lambda p: p[0])
        held = {page.label for _, page in mine}
        kept = [passage for _, passage in theirs if passage.page in held]  # one whose page is lost could not be checked
        entry = entries.get(name) or Entry(Source(name, name, "your own document", "", Kind.UPLOAD, Authority.USER), f"lost:{name}", UNSURE, False)
        whole = name in entries and name not in torn and len(kept) == len(theirs) and all(
            [number for number, _ in part] == list(range(len(part))) for part in (mine, theirs))
        if not whole:
            entry = replace(entry, digest=UNSURE)
            unsure.append(entry.origin)
        if kept:
            library.replace(entry, [page for _, page in mine], kept, built)
    return unsure + [entry.origin for name, entry in entries.items() if name not in pages or name not in passages]


def _manifest(db: sqlite3.Connection) -> Manifest | None:
    with suppress(sqlite3.Error, ValueError, TypeError):
        return Manifest(**json.loads(db.execute("SELECT value FROM meta WHERE key='manifest'").fetchone()[0]))
    return None


def _rows(db: sqlite3.Connection, table: str, torn: set[str], key: int = 0) -> Iterator[tuple]:
    """The rows of a table that can be read, by their number; adds to `torn` whose rows stand beside one that cannot."""
    last, misses, before = 0, 0, None
    while misses < _MOST_MISSES:
        try:
            # By row number, not by an index: that may be damaged where the table is not.
            for number, *row in db.execute(f"SELECT rowid, * FROM {table} WHERE rowid > ? ORDER BY rowid", (last,)):
                if len(row) != _WIDTHS[table]:
                    return
                if misses:
                    torn.update(name for name in (before, row[key]) if isinstance(name, str))
                last, misses, before = number, 0, row[key]
                yield tuple(row)
            if misses and isinstance(before, str):
                torn.add(before)
            return
        except sqlite3.Error:
            last, misses = last + 1, misses + 1
    if isinstance(before, str):
        torn.add(before)
