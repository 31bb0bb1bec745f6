"""The record of what has been ingested: sources, pages, passages and how the index was built.

One SQLite file is the truth. The vector store may for a moment hold more (vectors are written before the
record is committed and removed after); what is not in the record is never shown.
"""

from __future__ import annotations

import hashlib
import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Authority, Kind, Page, Passage, Source
from assistant.errors import IndexDamaged, IndexMismatch, IndexMissing, IndexUnavailable
from assistant.writable import may_write

SCHEMA = 1
_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS sources (
  id TEXT PRIMARY KEY, title TEXT, publisher TEXT, published TEXT, kind TEXT, authority TEXT, url TEXT, rights TEXT,
  as_of TEXT, origin TEXT UNIQUE, digest TEXT, shipped INTEGER);
CREATE TABLE IF NOT EXISTS pages (
  source_id TEXT, position INTEGER, label TEXT, text TEXT, PRIMARY KEY (source_id, position));
CREATE TABLE IF NOT EXISTS passages (
  id TEXT PRIMARY KEY, source_id TEXT, position INTEGER, page TEXT, headings TEXT, text TEXT, start INTEGER, stop INTEGER);
CREATE INDEX IF NOT EXISTS passages_by_source ON passages (source_id, position);
CREATE INDEX IF NOT EXISTS pages_by_label ON pages (source_id, label);
"""
# A view by a table's own name stands before it, so whatever is read is read of both records, and neither can be written.
_BOTH = "\n".join(f"CREATE TEMP VIEW {table} AS SELECT * FROM main.{table} UNION ALL SELECT * FROM own.{table};"
                  for table in ("meta", "sources", "pages", "passages"))


@dataclass(frozen=True, slots=True)
class Manifest:
    """How an index was built. Two manifests that differ cannot share an index."""

    embedder: str
    dimension: int
    chunker: str
    schema: int = SCHEMA


@dataclass(frozen=True, slots=True)
class Entry:
    """A source with where it came from: `origin` is a path as given, `digest` covers its bytes and its reading."""

    source: Source
    origin: str
    digest: str
    shipped: bool
    pages: int = 0
    passages: int = 0


class Library:
    """Reads and writes the record. Safe for several readers and one writer at a time."""

    def __init__(self, path: Path, *, create: bool = False, own: Path | None = None) -> None:
        """Opens the record; with `own`, a record of one person's documents, to be read as one with it. No id may stand in both.

        Raises:
            IndexMissing: there is none, and create is False.
            IndexDamaged: it is no record, or not whole; a read may raise it too, since only `verify` looks at all of it.
            IndexUnavailable: it cannot be opened, read or written for another reason.
        """
        self._path, self._db = path, None
        if not create and not path.exists():
            raise IndexMissing(f"nothing has been ingested yet ({path} is not there); run `social-value ingest`")
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            self._db = sqlite3.connect(_place(path), timeout=30, check_same_thread=False, isolation_level=None, uri=True)
            self._db.execute("PRAGMA journal_mode=WAL")
            self._db.execute("PRAGMA secure_delete=ON")  # what is removed is not to be read in the file any more
            if create:
                self._db.executescript(_TABLES)
            if own:
                self._db.execute("ATTACH DATABASE ? AS own", (_place(own),))
                self._db.executescript(_BOTH)
            self.entries()  # whether the tables are there, and ours
        except (sqlite3.Error, OSError) as error:
            self.close()
            raise self._failed(error) from error
        except IndexUnavailable:
            self.close()
            raise

    def close(self) -> None:
        """Closes the file."""
        if self._db is not None:
            self._db.close()

    def verify(self) -> None:
        """Reads the whole file. Raises IndexDamaged where it is not whole."""
        found = self._rows("PRAGMA quick_check(1)")[0][0]
        if found != "ok":
            raise self._damaged(found)

    def _rows(self, sql: str, values: Sequence[object] = ()) -> list[tuple]:
        try:
            return self._db.execute(sql, values).fetchall()
        except sqlite3.Error as error:
            raise self._failed(error) from error

    def _failed(self, error: sqlite3.Error | OSError) -> IndexUnavailable:
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_ERROR) or self._path.is_dir():  # ERROR: another program's tables
            return self._damaged(str(error))
        return IndexUnavailable(f"the index record {self._path} cannot be used ({error}); check that its folder can be written, that the disk "
                                "is not full and that no other ingest is running, then try again")

    def _damaged(self, said: str) -> IndexDamaged:
        return IndexDamaged(f"the index record {self._path} is damaged ({' '.join(said.split())[:120]}); run `social-value ingest`, which "
                            "keeps the file, saves what can be read in it and makes the rest again")

    # --- how it was built --------------------------------------------------------------------------------

    @property
    def manifest(self) -> Manifest | None:
        """How the index was built; None while it is empty."""
        rows = self._rows("SELECT value FROM meta WHERE key='manifest'")
        try:
            return Manifest(**json.loads(rows[0][0])) if rows else None
        except (ValueError, TypeError) as error:
            raise self._damaged(f"its manifest: {error}") from error

    def expect(self, wanted: Manifest) -> None:
        """Raises IndexMismatch, naming both and the remedy, when the index was built another way."""
        built = self.manifest
        if built and built != wanted:
            raise IndexMismatch(
                f"the index was built with {built.embedder} ({built.dimension} dimensions, {built.chunker}, schema "
                f"{built.schema}), but the settings ask for {wanted.embedder} ({wanted.dimension} dimensions, "
                f"{wanted.chunker}, schema {wanted.schema}); run `social-value ingest --rebuild`, or set "
                "SOCIAL_VALUE_EMBEDDING_MODEL back"
            )

    @property
    def revision(self) -> str:
        """Changes whenever the passages do."""
        rows = self._rows("SELECT value FROM meta WHERE key='revision'")
        return "-".join(row[0] for row in rows) or "empty"

    @property
    def copies(self) -> Mapping[str, str]:
        """Origins of files that were given and have the content of a document that is here, with its id."""
        rows = self._rows("SELECT value FROM meta WHERE key='copies'")
        try:
            return dict(json.loads(rows[0][0])) if rows else {}
        except (ValueError, TypeError) as error:
            raise self._damaged(f"its copies: {error}") from error

    def keep_copies(self, copies: Mapping[str, str]) -> None:
        """Remembers them in place of those before."""
        with self._transaction():
            self._db.execute("INSERT OR REPLACE INTO meta VALUES ('copies', ?)", (json.dumps(dict(copies)),))

    # --- reading -----------------------------------------------------------------------------------------

    def entries(self) -> tuple[Entry, ...]:
        """Every source, by id."""
        rows = self._rows(
            "SELECT id, title, publisher, published, kind, authority, url, rights, as_of, origin, digest, shipped, "
            "(SELECT count(*) FROM pages p WHERE p.source_id = s.id), "
            "(SELECT count(*) FROM passages q WHERE q.source_id = s.id) FROM sources s ORDER BY id")
        try:
            return tuple(entry_of(row) for row in rows)
        except ValueError as error:
            raise self._damaged(f"its sources: {error}") from error

    def passages(self, ids: Sequence[str]) -> dict[str, Passage]:
        """The passages with these ids; ids that are not in the record are left out."""
        found: dict[str, Passage] = {}
        for begin in range(0, len(ids), 500):
            part = list(ids[begin:begin + 500])
            marks = ",".join("?" * len(part))
            for row in self._rows(f"SELECT * FROM passages WHERE id IN ({marks})", part):
                found[row[0]] = self._passage(row)
        return found

    def all_passages(self) -> Iterator[Passage]:
        """Every passage, by source and position."""
        for row in self._rows("SELECT * FROM passages ORDER BY source_id, position"):
            yield self._passage(row)

    def ids(self, most: int | None = None) -> list[str]:
        """The ids of all passages in the order they went in, without those of `own`; of at most so many, evenly spread, if `most` is given."""
        found = [row[0] for row in self._rows("SELECT id FROM main.passages ORDER BY rowid")]
        return found[::max(1, -(-len(found) // most))] if most else found

    def neighbours(self, passage: Passage, *, before: int = 0, after: int = 0) -> tuple[Passage, ...]:
        """The passages around one in its source's order, without itself."""
        here = self._rows("SELECT position FROM passages WHERE id = ?", (passage.id,))
        if not here:
            return ()
        at = here[0][0]
        rows = self._rows("SELECT * FROM passages WHERE source_id = ? AND position BETWEEN ? AND ? AND position != ? ORDER BY position",
                          (passage.source_id, at - before, at + after, at))
        return tuple(self._passage(row) for row in rows)

    def count(self) -> int:
        """How many passages there are."""
        return self._rows("SELECT count(*) FROM passages")[0][0]

    def page_text(self, source_id: str, label: str) -> str:
        """The text of a page; "" when there is none. A label that stands twice gives both, in order."""
        rows = self._rows("SELECT text FROM pages WHERE source_id = ? AND label = ? ORDER BY position", (source_id, label))
        return "\n\n".join(row[0] for row in rows)

    def labels(self, source_id: str) -> tuple[str, ...]:
        """The labels of a document's pages, in order; as many as it has pages, so that a place among them is that of the page in its file."""
        return tuple(row[0] for row in self._rows("SELECT label FROM pages WHERE source_id = ? ORDER BY position", (source_id,)))

    def pages(self) -> Iterator[Page]:
        """Every page, by source and position."""
        for row in self._rows("SELECT source_id, label, text FROM pages ORDER BY source_id, position"):
            yield Page(*row)

    def _passage(self, row: Sequence) -> Passage:
        try:
            return passage_of(row)
        except (ValueError, TypeError) as error:
            raise self._damaged(f"its passages: {error}") from error

    # --- writing -----------------------------------------------------------------------------------------

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        try:
            self._db.execute("BEGIN IMMEDIATE")
            yield
            self._db.execute("COMMIT")
        except BaseException as error:
            if self._db.in_transaction:  # a full disk ends it by itself
                self._db.execute("ROLLBACK")
            if isinstance(error, sqlite3.DatabaseError) and not isinstance(error, sqlite3.IntegrityError):
                raise self._failed(error) from error
            raise

    def replace(self, entry: Entry, pages: Sequence[Page], passages: Sequence[Passage], manifest: Manifest) -> list[str]:
        """Puts a source in, or in place of what it was, all or nothing. Returns the passage ids that are gone."""
        s = entry.source
        with self._transaction():
            gone = set(self._drop(s.id))
            self._db.execute(
                "INSERT INTO sources VALUES (?,?,?,?,?,?,?,?,?,?,?,?)",
                (s.id, s.title, s.publisher, s.published, s.kind.value, s.authority.value, s.url, s.rights, s.as_of,
                 entry.origin, entry.digest, int(entry.shipped)),
            )
            self._db.executemany(
                "INSERT INTO pages VALUES (?,?,?,?)", [(s.id, i, p.label, p.text) for i, p in enumerate(pages)]
            )
            self._db.executemany(
                "INSERT INTO passages VALUES (?,?,?,?,?,?,?,?)",
                [(p.id, p.source_id, i, p.page, json.dumps(p.headings), p.text, p.start, p.end)
                 for i, p in enumerate(passages)],
            )
            self._stamp(manifest)
        if gone:
            self._tidy()
        return sorted(gone - {p.id for p in passages})

    def remove(self, source_id: str) -> list[str]:
        """Takes a source out, all or nothing. Returns the passage ids that are gone."""
        with self._transaction():
            gone = self._drop(source_id)
            self._stamp(None)
        self._tidy()
        return gone

    def _tidy(self) -> None:
        """Empties the write-ahead log, so that what was taken out does not live on in it; while somebody reads, the next removal or closing does it."""
        with suppress(sqlite3.Error):
            self._db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()

    def _drop(self, source_id: str) -> list[str]:
        gone = [r[0] for r in self._db.execute("SELECT id FROM passages WHERE source_id = ?", (source_id,))]
        for table, key in (("passages", "source_id"), ("pages", "source_id"), ("sources", "id")):
            self._db.execute(f"DELETE FROM {table} WHERE {key} = ?", (source_id,))
        return gone

    def _stamp(self, manifest: Manifest | None) -> None:
        digests = self._db.execute("SELECT id, digest FROM sources ORDER BY id").fetchall()
        values: Mapping[str, str] = {"revision": hashlib.sha256(repr(digests).encode()).hexdigest()[:16]}
        if manifest:
            values = {**values, "manifest": json.dumps(
                {"embedder": manifest.embedder, "dimension": manifest.dimension, "chunker": manifest.chunker,
                 "schema": manifest.schema})}
        self._db.executemany("INSERT OR REPLACE INTO meta VALUES (?,?)", list(values.items()))


def _place(path: Path) -> str:
    """How SQLite is to open a record. Beside one that it reads it makes files of its own; where it may not, it is told that nothing changes.

    Such a file of another process that writes, or was cut off, holds a part of the record: it is there to be read then.
    """
    if not path.exists() or may_write(path, path.parent):
        return str(path)
    return f"{path.resolve().as_uri()}?{'mode=ro' if path.with_name(f'{path.name}-wal').exists() else 'immutable=1'}"


def entry_of(row: Sequence) -> Entry:
    """An entry of a row of `sources`, with how many pages and passages it has behind it. Raises ValueError for what is none."""
    return Entry(Source(*row[:4], Kind(row[4]), Authority(row[5]), *row[6:9]), row[9], row[10], bool(row[11]), *row[12:])


def passage_of(row: Sequence) -> Passage:
    """A passage of a row of `passages`. Raises ValueError or TypeError for what is none."""
    return Passage(row[0], row[1], row[3], tuple(json.loads(row[4])), row[5], row[6], row[7])
