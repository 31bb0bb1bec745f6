"""Vectors in Chroma, embedded and persistent or on a server: ids in, ids and scores out."""

from __future__ import annotations

import os
import re
import shutil
import tempfile
import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from urllib.parse import urlparse

import numpy as np

from assistant.errors import IndexDamaged, IndexUnavailable
from assistant.writable import may_write

COLLECTION = "passages"
_BATCH = 2000
_OPENING = threading.RLock()
"""Chroma's systems are one table for the process, with no lock of their own: two sessions of the web page that open the store
at the same moment would each meet the other's half-made one and take a whole index for a damaged one."""
_PASSING = re.compile(r"code: (5|8|13)\)|locked|readonly|read-only|disk is full|no space|permission denied", re.IGNORECASE)
"""What SQLite and Chroma say when the store is whole but cannot be used now: SQLITE_BUSY, _READONLY, _FULL."""
_READS = frozenset(["get", "query", "count"])
_MEND = "run `social-value ingest`, which makes the vectors again from the record; nothing you added is lost"


class VectorStore:
    """Nearest passages by cosine. Opens on first use, so that what needs no vectors starts fast."""

    def __init__(self, folder: Path, url: str | None = None, expects: Callable[[], Sequence[str]] = tuple, name: str = COLLECTION) -> None:
        """`expects` gives ids that must be here for a search to be worth anything; asked once, at the first search. `name` is the collection's,
        which tells several apart on one server."""
        self._name = name
        self._folder, self._url, self._expects = folder, url, expects
        self._client = self._collection = None
        self._copy: tempfile.TemporaryDirectory | None = None
        self._is_checked = False

    @property
    def folder(self) -> Path | None:
        """Where the vectors are on this machine; None when they are on a server."""
        return None if self._url else self._folder

    def _open(self):  # noqa: ANN202 - a Chroma collection; no Chroma type leaves this module
        with _OPENING:
            return self._collection if self._collection is not None else self._opened()

    def _opened(self):  # noqa: ANN202
        os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        quiet = ChromaSettings(anonymized_telemetry=False)
        try:
            if self._url:
                parts = urlparse(self._url)
                client = chromadb.HttpClient(
                    host=parts.hostname or "127.0.0.1", port=parts.port or (443 if parts.scheme == "https" else 80),
                    ssl=parts.scheme == "https", settings=quiet)
            else:
                client = chromadb.PersistentClient(path=str(self._usable()), settings=quiet)
            self._client = client
            self._collection = client.get_or_create_collection(
                self._name, configuration={"hnsw": {"space": "cosine", "ef_search": 128}}, embedding_function=None)
        except Exception as error:  # Chroma raises many kinds: connection, tenant, disk, damaged file
            raise self._failed("open", error) from error
        return self._collection

    def _usable(self) -> Path:
        """The folder, or a copy of it for as long as it is open where it may only be read: Chroma writes into a store that it searches."""
        database = self._folder / "chroma.sqlite3"
        if not database.exists() or may_write(database, self._folder):
            return self._folder
        self._copy = tempfile.TemporaryDirectory(prefix="social-value-", ignore_cleanup_errors=True)
        for path in self._folder.rglob("*"):
            place = Path(self._copy.name, path.relative_to(self._folder))
            if path.is_dir():
                place.mkdir(parents=True, exist_ok=True)
            else:
                place.parent.mkdir(parents=True, exist_ok=True)
                shutil.copyfile(path, place)  # without its rights, which may forbid writing
        return Path(self._copy.name)

    def close(self) -> None:
        """Lets go of the files, so that they can be moved; the next call opens again.

        Chroma keeps one system a folder for the whole process, also one that failed to start; without this a store that
        was mended since would stay broken until the process ends.
        """
        with _OPENING:
            self._client = self._collection = None
            self._is_checked = False
            if not self._url:
                from chromadb.api.shared_system_client import SharedSystemClient

                SharedSystemClient.clear_system_cache()
            if self._copy:
                self._copy.cleanup()
                self._copy = None

    def add(self, ids: Sequence[str], vectors: np.ndarray) -> None:
        """Puts vectors in under their ids, in place of any that were there. Shape (len(ids), dimension)."""
        for begin in range(0, len(ids), _BATCH):
            part = slice(begin, begin + _BATCH)
            self._call("upsert", ids=list(ids[part]), embeddings=vectors[part])

    def delete(self, ids: Sequence[str]) -> None:
        """Takes vectors out; ids that are not there are no matter."""
        for begin in range(0, len(ids), _BATCH):
            self._call("delete", ids=list(ids[begin:begin + _BATCH]))

    def search(self, vector: np.ndarray, k: int) -> list[tuple[str, float]]:
        """The k nearest ids with their cosine (1 = same direction), best first, ties by id.

        Raises:
            IndexDamaged: what must be here is not: half an index would be searched as if it were whole.
        """
        self._check()
        found = self._call("query", query_embeddings=[vector], n_results=k, include=["distances"])
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return sorted(((i, 1.0 - float(d)) for i, d in pairs), key=lambda p: (-p[1], p[0]))

    def count(self) -> int:
        """How many vectors there are."""
        return int(self._call("count"))

    def whole(self, ids: Sequence[str] | None = None) -> dict[str, bool]:
        """Those of the ids (None: all) that are here, and whether the vector of each is whole: of length 1."""
        if ids is not None and not ids:
            return {}
        found = self._call("get", ids=None if ids is None else list(ids), include=["embeddings"])
        lengths = [float(np.linalg.norm(vector)) for vector in found["embeddings"]]
        return {name: abs(length - 1) < 0.01 for name, length in zip(found["ids"], lengths, strict=True)}

    def _check(self) -> None:
        for _ in range(2):  # a second look: another process may have replaced a document between record and vectors
            if self._is_checked:
                return
            wanted = self._expects()
            if self._copy:
                self.close()  # the copy may be from before
            found = self.whole(wanted)
            self._is_checked = all(found.get(name, False) for name in wanted)
        if not self._is_checked:
            raise IndexDamaged(f"the vectors at {self._url or self._folder} are not those of the index's record: some are missing or "
                               f"broken; {_MEND}")

    def clear(self) -> None:
        """Takes everything out, and with it what Chroma holds of the vectors' dimension: the next may have another."""
        self._open()
        try:
            self._client.delete_collection(self._name)
        except Exception as error:
            raise self._failed("clear", error) from error
        self._collection = None
        self._open()

    def _call(self, name: str, **arguments: object):  # noqa: ANN202
        try:
            return self._called(name, **arguments)
        except IndexDamaged:
            if self._url or name not in _READS:
                raise
            # Another process may have written since the files were opened here; they were let go of, so a second try reads what is there now.
            return self._called(name, **arguments)

    def _called(self, name: str, **arguments: object):  # noqa: ANN202
        collection = self._open()
        from chromadb.errors import NotFoundError
        try:
            try:
                return getattr(collection, name)(**arguments)
            except NotFoundError:  # another process cleared the store since: find the new collection
                self._collection = None
                return getattr(self._open(), name)(**arguments)
        except IndexUnavailable:
            raise
        except Exception as error:
            raise self._failed(name, error) from error

    def _failed(self, name: str, error: Exception) -> IndexUnavailable:
        said = " ".join(str(error).split())
        self.close()
        if self._url:
            return IndexUnavailable(f"the vector store at {self._url} failed to {name} ({said}); check that it runs: start it with "
                                    "`chroma run`, or unset SOCIAL_VALUE_CHROMA_URL; then run `social-value ingest`")
        if _PASSING.search(said):
            return IndexUnavailable(f"the vector store at {self._folder} failed to {name} ({said}); check that this user may write there, "
                                    "that the disk is not full and that no other ingest is running, then try again")
        return IndexDamaged(f"the vector store at {self._folder} failed to {name} ({said}); {_MEND}")


class BothStores:
    """Two stores searched as one: what all share, and one person's own."""

    def __init__(self, shared: VectorStore, own: VectorStore) -> None:
        self._stores = (shared, own)

    def search(self, vector: np.ndarray, k: int) -> list[tuple[str, float]]:
        """See VectorStore.search: the k nearest of both."""
        return sorted((pair for store in self._stores for pair in store.search(vector, k)), key=lambda p: (-p[1], p[0]))[:k]
