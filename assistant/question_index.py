"""The index of questions: which statements of the corpus answer what, written by people from the documents.

Like the index at the back of a book. It only finds statements; what is shown is always the document's own words,
and an entry whose quote does not stand on its page is an error when the index is built.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.domain import ClaimKind, Passage
from assistant.errors import CorpusError, IndexDamaged
from assistant.text import stands_in, stem_set
from assistant.units import units
from assistant.yaml_data import read_yaml

ANSWERS, CORRECTS, SILENT = "answers", "corrects", "silent"
LIKELY, GROUPS, LOOKED_AT = 600, 40, 4
"""How many questions, nearest by cosine, are taken; of how many entries, the nearest first; and how many of each are looked at closely."""
COARSE, ROUGHLY = 96, 1500
"""How many principal axes the first look compares on, and how many questions it lets through: it loses under one in a hundred of
the nearest, the far ones, and halves the time."""
_KEYS = {"source", "page", "kind", "quotes", "asks", "silent", "corrects", "also"}


@dataclass(frozen=True, slots=True)
class Quoted:
    """A sentence, list item or row word for word, and where it stands."""

    source_id: str
    page: str
    text: str
    headings: tuple[str, ...] = ()
    passage_id: str = ""
    marker: str = ""
    """The sign of the list entry it is; "" when it is none."""


@dataclass(frozen=True, slots=True)
class Entry:
    """Statements that belong together, in the order to show them, and what weight they carry."""

    quotes: tuple[Quoted, ...]
    kind: ClaimKind


@dataclass(frozen=True, slots=True)
class Hit:
    """An entry found for a question. `sense` says whether its statements answer, correct a wrong premise, or are
    only the nearest thing to something the documents are silent on. `score` is 0..1."""

    entry: Entry
    sense: str
    score: float
    ask: str
    cosine: float = 0.0
    second: float = 0.0


def asked_as(question: str, ask: str) -> bool:
    """Whether a question is one of the index but for capitals and marks."""
    return _words(question) == _words(ask)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9]+(?:[.,]\d+)*", text.lower().replace("’", "'"))


class QuestionIndex:
    """Finds entries by their questions: cosine of the embeddings, and shared words."""

    def __init__(self, entries: Sequence[Entry], asks: Sequence[tuple[str, int, str]], vectors: np.ndarray) -> None:
        """asks are (question, entry number, sense); vectors has one unit row an ask."""
        axes = _principal_axes(vectors)
        turned = vectors @ axes
        scale = np.maximum(np.abs(turned).max(axis=1, keepdims=True), 1e-9) / 127 if len(turned) else np.ones((0, 1))
        self._hold(entries, asks, np.round(turned / scale).astype(np.int8), scale.astype(np.float32), axes)

    def _hold(self, entries: Sequence[Entry], asks: Sequence[tuple[str, int, str]], rows: np.ndarray, scale: np.ndarray, axes: np.ndarray) -> None:
        self.entries, self.asks = tuple(entries), tuple(asks)
        self._rows, self._scale, self._axes = rows, scale, axes
        """The vectors turned to their principal axes, a byte a number, and what a unit of each row is worth: cosines move by under .005."""
        self._coarse = np.ascontiguousarray(rows[:, :COARSE] * scale)

    @classmethod
    def empty(cls) -> QuestionIndex:
        """An index that finds nothing."""
        return cls((), (), np.zeros((0, 1), dtype=np.float32))

    def search(self, terms: frozenset[str], vector: np.ndarray, weight: Callable[[str], float], k: int = 12) -> list[Hit]:
        """The k best entries that answer or correct and the k // 2 best silences, best first.

        score = 0.7 * cosine + 0.3 * overlap, where overlap is the idf-weighted F1 of the words of the question
        (`terms`, stems) and of the ask; `weight` gives a stem's idf. An entry counts once for each sense, by the best of its
        LOOKED_AT nearest asks; `second` is the cosine of the nearest other one.
        """
        if not self.asks:
            return []
        near: dict[tuple[int, str], list[tuple[int, float]]] = {}
        for i, cosine in self._nearest(vector):
            group = near.setdefault(self.asks[i][1:], [])
            if len(group) < LOOKED_AT:
                group.append((i, cosine))
        total = sum(map(weight, terms)) or 1.0
        best = [self._best_of(group, terms, total, weight) for group in list(near.values())[:GROUPS]]
        ranked = sorted(best, key=lambda h: (-h.score, h.ask))
        return [h for h in ranked if h.sense != SILENT][:k] + [h for h in ranked if h.sense == SILENT][:k // 2]

    def _best_of(self, group: Sequence[tuple[int, float]], terms: frozenset[str], total: float, weight: Callable[[str], float]) -> Hit:
        """The hit of an entry's nearest questions, (place, cosine) each: the one of the best score."""
        scored = []
        for i, cosine in group:
            own = stem_set(self.asks[i][0])
            both = total + sum(map(weight, own))
            scored.append((0.7 * cosine + 0.3 * (2 * sum(map(weight, terms & own)) / both if both else 0.0), cosine, i))
        score, cosine, i = max(scored, key=lambda row: row[0])
        ask, number, sense = self.asks[i]
        return Hit(self.entries[number], sense, score, ask, cosine, max((c for _, c, other in scored if other != i), default=0.0))

    def _nearest(self, vector: np.ndarray) -> list[tuple[int, float]]:
        """The LIKELY questions nearest to a unit vector, with their cosines, nearest first: roughly on few axes, then on all."""
        turned = vector @ self._axes
        rough = _best(self._coarse @ turned[:COARSE], ROUGHLY)
        cosines = (self._rows[rough].astype(np.float32) @ turned) * self._scale[rough, 0]
        near = _best(cosines, LIKELY)
        order = near[np.lexsort((rough[near], -cosines[near]))]
        return list(zip(rough[order].tolist(), cosines[order].tolist(), strict=True))

    def has(self, question: str) -> bool:
        """Whether a person wrote this very question for statements that answer it."""
        return tuple(_words(question)) in self._written

    @cached_property
    def _written(self) -> frozenset[tuple[str, ...]]:
        return frozenset(tuple(_words(ask)) for ask, _, sense in self.asks if sense != SILENT)

    # --- building and keeping ----------------------------------------------------------------------------

    def save(self, folder: Path) -> None:
        """Keeps the index in a folder as two files."""
        folder.mkdir(parents=True, exist_ok=True)
        np.savez(folder / "questions.npz", rows=self._rows, scale=self._scale, axes=self._axes)
        content = {
            "entries": [{"kind": e.kind.value, "quotes": [astuple(q) for q in e.quotes]} for e in self.entries],
            "asks": self.asks,
        }
        (folder / "questions.json").write_text(json.dumps(content, ensure_ascii=False), encoding="utf-8")

    @classmethod
    def load(cls, folder: Path) -> QuestionIndex:
        """The index kept in a folder; an empty one when there is none.

        Raises:
            IndexDamaged: a part of it is gone, or its parts are not whole or not of one another.
        """
        path = folder / "questions.json"
        if not any((folder / f"questions.{part}").exists() for part in ("json", "npz", "stamp")):
            return cls.empty()
        try:
            content = json.loads(path.read_text(encoding="utf-8"))
            entries = [Entry(tuple(Quoted(*q[:3], tuple(q[3]), *q[4:]) for q in e["quotes"]), ClaimKind(e["kind"]))
                       for e in content["entries"]]
            with np.load(folder / "questions.npz") as kept:
                rows, scale, axes = kept["rows"], kept["scale"], kept["axes"]
            asks = [(ask, number, sense) for ask, number, sense in content["asks"]]
            whole = rows.shape == (len(asks), len(axes)) and scale.shape == (len(asks), 1) and axes.shape == (len(axes), len(axes))
            if not whole or not all(0 <= number < len(entries) for _, number, _ in asks):
                raise ValueError(f"{len(asks)} questions for {len(entries)} entries, vectors of shape {rows.shape}")
        except Exception as error:  # cut short, deleted or damaged: numpy, zip and JSON raise many kinds
            raise IndexDamaged(f"the index of questions in {folder} cannot be read ({type(error).__name__}); run `social-value ingest`, "
                               "which makes it again from the shipped documents") from error
        index = cls.__new__(cls)
        index._hold(entries, asks, rows, scale, axes)
        return index


def _principal_axes(vectors: np.ndarray) -> np.ndarray:
    """The axes (width, width), a column each, on which the rows vary most first: eigenvectors of their second moments."""
    if len(vectors) == 0:
        return np.eye(vectors.shape[1], dtype=np.float32)
    return np.linalg.eigh(vectors.T @ vectors)[1][:, ::-1].astype(np.float32)


def _best(values: np.ndarray, k: int) -> np.ndarray:
    """The places of the k greatest, in no order."""
    return np.argpartition(-values, min(k, len(values) - 1))[:k]


def read_entries(paths: Iterable[Path], passages: Iterable[Passage]) -> tuple[list[Entry], list[tuple[str, int, str]]]:
    """The entries and asks of YAML files, each quote placed in its passage.

    Raises:
        CorpusError: a key is unknown or missing, or a quote does not stand on its page; names file and entry.
    """
    on_page: dict[tuple[str, str], list[Passage]] = {}
    for passage in passages:
        on_page.setdefault((passage.source_id, passage.page), []).append(passage)
    entries: list[Entry] = []
    asks: list[tuple[str, int, str]] = []
    numbers: dict[tuple[Quoted, ...], int] = {}
    for path in paths:
        for number, row in enumerate(read_yaml(path) or [], 1):
            where = f"{path.name}, entry {number}"
            if unknown := sorted(set(row) - _KEYS):
                raise CorpusError(f"{where}: unknown key {unknown[0]!r}; known keys: {', '.join(sorted(_KEYS))}")
            try:
                parts = [row, *row.get("also", [])]
                quotes = tuple(_place(on_page, part.get("source", row["source"]), str(part["page"]), text, where)
                               for part in parts for text in part["quotes"])
                kind = ClaimKind(row["kind"])
            except (KeyError, ValueError) as error:
                raise CorpusError(f"{where}: {error} is missing or not known") from None
            if quotes not in numbers:
                numbers[quotes] = len(entries)
                entries.append(Entry(quotes, kind))
            for key, sense in (("asks", ANSWERS), ("corrects", CORRECTS), ("silent", SILENT)):
                asks.extend((ask, numbers[quotes], sense) for ask in row.get(key, []))
    return entries, asks


def _place(on_page: Mapping[tuple[str, str], Sequence[Passage]], source_id: str, page: str, text: str, where: str) -> Quoted:
    """Finds a quote's passage; raises CorpusError when no passage of its page holds it."""
    text = " ".join(text.split())
    for passage in on_page.get((source_id, page), ()):
        if stands_in(text, passage.text):
            unit = next((u for u in units(passage.text) if stands_in(u.text, text) or stands_in(text, u.text)), None)
            return Quoted(source_id, page, text, passage.headings, passage.id, unit.marker if unit else "")
    for passage in on_page.get((source_id, page), ()):
        if any(stands_in(text, heading) for heading in passage.headings):
            return Quoted(source_id, page, text, passage.headings, passage.id)
    raise CorpusError(f"{where}: {text[:60]!r} does not stand in one passage of page {page} of {source_id}; correct the quote")

