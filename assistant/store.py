"""Vectors in Chroma, embedded and persistent or on a server: ids in, ids and scores out."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from urllib.parse import urlparse

import numpy as np

from assistant.errors import IndexUnavailable

COLLECTION = "passages"
_BATCH = 2000


class VectorStore:
    """Nearest passages by cosine. Opens on first use, so that what needs no vectors starts fast."""

    def __init__(self, folder: Path, url: str | None = None) -> None:
        self._folder, self._url = folder, url
        self._client = self._collection = None

    def _open(self):  # noqa: ANN202 - a Chroma collection; no Chroma type leaves this module
        if self._collection is not None:
            return self._collection
        os.environ.setdefault("ANONYMIZED_TELEMETRY", "False")
        import chromadb
        from chromadb.config import Settings as ChromaSettings

        quiet = ChromaSettings(anonymized_telemetry=False)
        where = self._url or str(self._folder)
        try:
            if self._url:
                parts = urlparse(self._url)
                client = chromadb.HttpClient(
                    host=parts.hostname or "127.0.0.1", port=parts.port or (443 if parts.scheme == "https" else 80),
                    ssl=parts.scheme == "https", settings=quiet)
            else:
                client = chromadb.PersistentClient(path=where, settings=quiet)
            self._client = client
            self._collection = client.get_or_create_collection(
                COLLECTION, configuration={"hnsw": {"space": "cosine", "ef_search": 128}}, embedding_function=None)
        except Exception as error:  # Chroma raises many kinds: connection, tenant, disk, damaged file
            remedy = ("start it with `chroma run`, or unset SOCIAL_VALUE_CHROMA_URL" if self._url
                      else "check the disk, or delete that folder and run `social-value ingest --rebuild`")
            raise IndexUnavailable(f"the vector store at {where} cannot be opened ({error}); {remedy}") from error
        return self._collection

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
        """The k nearest ids with their cosine (1 = same direction), best first, ties by id."""
        found = self._call("query", query_embeddings=[vector], n_results=k, include=["distances"])
        pairs = zip(found["ids"][0], found["distances"][0], strict=True)
        return sorted(((i, 1.0 - float(d)) for i, d in pairs), key=lambda p: (-p[1], p[0]))

    def count(self) -> int:
        """How many vectors there are."""
        return int(self._call("count"))

    def clear(self) -> None:
        """Takes everything out, and with it what Chroma holds of the vectors' dimension: the next may have another."""
        self._open()
        try:
            self._client.delete_collection(COLLECTION)
        except Exception as error:
            raise self._failed("clear", error) from error
        self._collection = None
        self._open()

    def _call(self, name: str, **arguments: object):  # noqa: ANN202
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
        return IndexUnavailable(
            f"the vector store at {self._url or self._folder} failed to {name} ({error}); check that it runs and the "
            "disk is not full, then run `social-value ingest`"
        )
