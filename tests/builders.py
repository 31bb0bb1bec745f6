"""What the tests of the core are built from: a fake embedder and store, small passages and pages, the shipped corpus."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from pathlib import Path

import numpy as np

from assistant.bodies import Bodies
from assistant.currency import Currency
from assistant.domain import Authority, Citation, Kind, Page, Passage, Source
from assistant.drafting.clauses import read_clauses
from assistant.drafting.policy import Materials
from assistant.library import Entry, Library, Manifest
from assistant.settings import Settings
from assistant.tables import Tables
from assistant.text import stems
from ingest.catalogue import read_catalogue
from ingest.chunk import chunk
from ingest.readers import Limits, read

ROOT = Path(__file__).resolve().parent.parent
CORPUS = ROOT / "corpus"
REPORT = "healthy-commissioning"
GUIDE = "knowhow-social-value"
LIMITS = Limits(50 * 1024 * 1024, 2000)


# --- fakes -----------------------------------------------------------------------------------------------


@cache
def _place(stem: str, dimension: int) -> int:
    return int.from_bytes(hashlib.sha256(stem.encode()).digest()[:4], "big") % dimension


class FakeEmbedder:
    """A bag of hashed stems as a unit vector: the same words in, the same direction out."""

    def __init__(self, name: str = "fake", dimension: int = 64, breaks_after: int | None = None) -> None:
        self.name, self.dimension = name, dimension
        self.calls: list[list[str]] = []
        self._breaks_after = breaks_after

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        if self._breaks_after is not None and len(self.calls) >= self._breaks_after:
            raise RuntimeError("the power went")
        self.calls.append(list(texts))
        rows = np.full((len(texts), self.dimension), 1e-3, dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            for stem in stems(text):
                row[_place(stem, self.dimension)] += 1
        return rows / np.linalg.norm(rows, axis=1, keepdims=True)


class MemoryStore:
    """A vector store without Chroma; test_store.py holds it to the same behaviours as the real one."""

    def __init__(self) -> None:
        self.vectors: dict[str, np.ndarray] = {}
        self.folder: Path | None = None

    def add(self, ids: Sequence[str], vectors: np.ndarray) -> None:
        self.vectors.update(zip(ids, vectors, strict=True))

    def delete(self, ids: Sequence[str]) -> None:
        for name in ids:
            self.vectors.pop(name, None)

    def search(self, vector: np.ndarray, k: int) -> list[tuple[str, float]]:
        scored = [(name, float(v @ vector / (np.linalg.norm(v) * np.linalg.norm(vector)))) for name, v in self.vectors.items()]
        return sorted(scored, key=lambda pair: (-pair[1], pair[0]))[:k]

    def count(self) -> int:
        return len(self.vectors)

    def clear(self) -> None:
        self.vectors.clear()

    def whole(self, ids: Sequence[str] | None = None) -> dict[str, bool]:
        return {name: abs(float(np.linalg.norm(v)) - 1) < 0.01 for name, v in self.vectors.items() if ids is None or name in ids}


# --- small values ----------------------------------------------------------------------------------------


def settings(folder: Path, **overrides: object) -> Settings:
    """Settings that keep everything below one folder and name the fake embedder."""
    return Settings(**{"data_dir": folder / "data", "embedding_model": "fake", **overrides})


def source(name: str = "report", **fields: object) -> Source:
    return Source(**{"id": name, "title": f"The {name}", "publisher": "", "published": "2017", "kind": Kind.REPORT,
                     "authority": Authority.PRIMARY, **fields})


def passage(text: str, name: str = "p1", *, source_id: str = "report", page: str = "1", headings: tuple[str, ...] = ()) -> Passage:
    return Passage(name, source_id, page, headings, text, 0, len(text))


def citation(quote: str, *, n: int = 1, source_id: str = "report", page: str = "1", title: str = "", headings: tuple[str, ...] = ()) -> Citation:
    return Citation(n, source_id, title, page, headings, quote, f"p{n}")


def page_texts(pages: Mapping[tuple[str, str], str]) -> Callable[[str, str], str]:
    """(source id, page) -> its text, "" when there is none: what the library gives the check."""
    return lambda source_id, label: pages.get((source_id, label), "")


def manifest(**fields: object) -> Manifest:
    return Manifest(**{"embedder": "fake", "dimension": 64, "chunker": "test", **fields})


def library(folder: Path, *passages: Passage) -> Library:
    """A record on disk with these passages, each page's text its passages' texts."""
    record = Library(folder / "library.sqlite", create=True)
    for name in dict.fromkeys(p.source_id for p in passages):
        mine = [p for p in passages if p.source_id == name]
        labels = dict.fromkeys(p.page for p in mine)
        pages = [Page(name, label, "\n\n".join(p.text for p in mine if p.page == label)) for label in labels]
        record.replace(Entry(source(name), f"/files/{name}.txt", f"digest of {name}", False), pages, mine, manifest())
    return record


# --- the shipped corpus ----------------------------------------------------------------------------------


@cache
def shipped() -> tuple[dict[tuple[str, str], str], tuple[Passage, ...]]:
    """The corpus as it is ingested: every page's text by (source id, label), in order, and every passage."""
    texts: dict[tuple[str, str], str] = {}
    found: list[Passage] = []
    for listed in read_catalogue(CORPUS):
        pages, passages = chunk(listed.source.id, read(listed.path, LIMITS), listed.source.title)
        texts.update({(p.source_id, p.label): p.text for p in pages})
        found.extend(passages)
    return texts, tuple(found)


def report_page(label: int | str) -> str:
    """The text of a printed page of the report."""
    return shipped()[0][REPORT, str(label)]


@cache
def materials() -> Materials:
    """What drafts are made of, out of the shipped corpus without an index."""
    texts, _ = shipped()
    currency = Currency.load(CORPUS / "law")
    return Materials(read_clauses(currency.briefing), Bodies.load(CORPUS / "law", currency.briefing), currency, Tables.load(CORPUS / "tables"),
                     {listed.source.id: listed.source for listed in read_catalogue(CORPUS)}, page_texts(texts)).check()
