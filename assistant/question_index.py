"""The index of questions: which statements of the corpus answer what, written by people from the documents.

Like the index at the back of a book. It only finds statements; what is shown is always the document's own words,
and an entry whose quote does not stand on its page is an error when the index is built.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import astuple, dataclass, replace
from pathlib import Path

import numpy as np

from assistant.domain import ClaimKind, Passage
from assistant.errors import CorpusError, IndexDamaged
from assistant.text import stands_in, stems
from assistant.units import units

ANSWERS, CORRECTS, SILENT = "answers", "corrects", "silent"
LIKELY = 250
"""How many questions, nearest by cosine, are looked at closely."""
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


class QuestionIndex:
    """Finds entries by their questions: cosine of the embeddings, and shared words."""

    def __init__(self, entries: Sequence[Entry], asks: Sequence[tuple[str, int, str]], vectors: np.ndarray) -> None:
        """asks are (question, entry number, sense); vectors has one unit row an ask."""
        self.entries, self.asks, self._vectors = tuple(entries), tuple(asks), vectors
        self._stems: dict[int, frozenset[str]] = {}

    @classmethod
    def empty(cls) -> QuestionIndex:
        """An index that finds nothing."""
        return cls((), (), np.zeros((0, 1), dtype=np.float32))

    def search(self, terms: frozenset[str], vector: np.ndarray, weight: Callable[[str], float], k: int = 12) -> list[Hit]:
        """The k best entries that answer or correct and the k // 2 best silences, best first.

        score = 0.7 * cosine + 0.3 * overlap, where overlap is the idf-weighted F1 of the words of the question
        (`terms`, stems) and of the ask; `weight` gives a stem's idf. An entry counts once for each sense, by its best
        ask; `second` is the cosine of its second best.
        """
        if not self.asks:
            return []
        cosines = self._vectors @ vector
        likely = np.argpartition(-cosines, min(LIKELY, len(cosines) - 1))[:LIKELY]
        total = sum(map(weight, terms)) or 1.0
        best: dict[tuple[int, str], Hit] = {}
        for i in sorted(likely, key=lambda i: (-cosines[i], i)):
            ask, number, sense = self.asks[i]
            own = self._stems_of(int(i))
            both = total + sum(map(weight, own))
            score = 0.7 * float(cosines[i]) + 0.3 * (2 * sum(map(weight, terms & own)) / both if both else 0.0)
            before = best.get((number, sense))
            if before is None:
                best[number, sense] = Hit(self.entries[number], sense, score, ask, float(cosines[i]))
            else:
                second = max(before.second, float(cosines[i]))
                better = Hit(before.entry, sense, score, ask, float(cosines[i]), before.cosine) if score > before.score else before
                best[number, sense] = replace(better, second=second if better is before else max(second, before.cosine))
        ranked = sorted(best.values(), key=lambda h: (-h.score, h.ask))
        return [h for h in ranked if h.sense != SILENT][:k] + [h for h in ranked if h.sense == SILENT][:k // 2]

    def _stems_of(self, i: int) -> frozenset[str]:
        if i not in self._stems:
            self._stems[i] = frozenset(stems(self.asks[i][0]))
        return self._stems[i]

    # --- building and keeping ----------------------------------------------------------------------------

    def save(self, folder: Path, *, small: bool = False) -> None:
        """Keeps the index in a folder as two files; `small` keeps the vectors in a byte a number (cosines move by under .01)."""
        folder.mkdir(parents=True, exist_ok=True)
        scale = np.abs(self._vectors).max(axis=1, keepdims=True) / 127 if self.asks else np.ones((0, 1))
        if small:
            np.savez_compressed(folder / "questions.npz", bytes=np.round(self._vectors / scale).astype(np.int8),
                                scale=scale.astype(np.float32))
        else:
            np.savez(folder / "questions.npz", vectors=self._vectors.astype(np.float32))
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
                vectors = kept["vectors"] if "vectors" in kept else kept["bytes"].astype(np.float32) * kept["scale"]
            asks = [(ask, number, sense) for ask, number, sense in content["asks"]]
            if vectors.ndim != 2 or len(vectors) != len(asks) or not all(0 <= number < len(entries) for _, number, _ in asks):
                raise ValueError(f"{len(asks)} questions for {len(entries)} entries, vectors of shape {vectors.shape}")
        except Exception as error:  # cut short, deleted or damaged: numpy, zip and JSON raise many kinds
            raise IndexDamaged(f"the index of questions in {folder} cannot be read ({type(error).__name__}); run `social-value ingest`, "
                               "which makes it again from the shipped documents") from error
        return cls(entries, asks, vectors)


def read_entries(paths: Iterable[Path], passages: Iterable[Passage]) -> tuple[list[Entry], list[tuple[str, int, str]]]:
    """The entries and asks of YAML files, each quote placed in its passage.

    Raises:
        CorpusError: a key is unknown or missing, or a quote does not stand on its page; names file and entry.
    """
    import yaml

    loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
    on_page: dict[tuple[str, str], list[Passage]] = {}
    for passage in passages:
        on_page.setdefault((passage.source_id, passage.page), []).append(passage)
    entries: list[Entry] = []
    asks: list[tuple[str, int, str]] = []
    numbers: dict[tuple[Quoted, ...], int] = {}
    for path in paths:
        try:
            rows = yaml.load(path.read_text(encoding="utf-8"), Loader=loader) or []
        except yaml.YAMLError as error:
            raise CorpusError(f"{path.name} is not valid YAML: {error}") from None
        for number, row in enumerate(rows, 1):
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

