"""One ingest at a time: two that write to one index would take each other's passages for leftovers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from assistant.errors import IndexUnavailable


@contextmanager
def alone(folder: Path, seconds: float = 30) -> Iterator[None]:
    """Holds the index folder for this ingest; waits so long for another to end.

    The lock is SQLite's own on an empty file: it works on every system, and the system lets go of it when a process dies.

    Raises:
        IndexUnavailable: another ingest is still running, or the folder cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        lock = sqlite3.connect(folder / "ingest.lock", timeout=seconds, isolation_level=None, check_same_thread=False)
    except (sqlite3.Error, OSError) as error:
        raise _cannot(folder, error) from error
    with closing(lock):
        try:
            lock.execute("BEGIN EXCLUSIVE")
        except sqlite3.Error as error:
            if error.sqlite_errorcode & 0xFF == sqlite3.SQLITE_BUSY:
                raise IndexUnavailable(f"another ingest is writing to {folder}; wait until it is done, then run this one again") from error
            raise _cannot(folder, error) from error
        yield


def _cannot(folder: Path, error: sqlite3.Error | OSError) -> IndexUnavailable:
    return IndexUnavailable(f"the index folder {folder} cannot be written ({error}); check its permissions and that the disk is not full, or set "
                            "SOCIAL_VALUE_DATA_DIR to a folder of your own")
