"""Keyword search (BM25) over passages: ids and scores by shared words."""

from __future__ import annotations

import hashlib
import logging
import math
import shutil
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

import bm25s
import numpy as np

from assistant.domain import Passage
from assistant.text import stems, words

VERSION = 2
"""Change it whenever the same passages would be stemmed or scored another way."""
_SUM = "sum.txt"
logging.getLogger("bm25s").setLevel(logging.ERROR)


class Idf:
    """How telling a word is: ln(1 + (N - n + .5) / (n + .5)) for a stem in n of N passages; unseen words most."""

    def __init__(self, counts: Mapping[str, int], total: int) -> None:
        total = max(total, 1)
        self._weights = {stem: _idf(n, total) for stem, n in counts.items()}
        self._unseen = _idf(0, total)

    @classmethod
    def of(cls, passages: Iterable[Passage]) -> Idf:
        """Over the headings and texts of passages, each counted once."""
        each = [set(stems(_indexed(p))) for p in passages]
        return cls(Counter(stem for found in each for stem in found), len(each))

    def __call__(self, stem: str) -> float:
        """The weight of a stem."""
        return self._weights.get(stem, self._unseen)

    def __contains__(self, stem: str) -> bool:
        return stem in self._weights


def _indexed(passage: Passage) -> str:
    return " ".join((*passage.headings, passage.text))


def _idf(n: int, total: int) -> float:
    return math.log(1 + (total - n + 0.5) / (n + 0.5))


class KeywordIndex:
    """BM25 (Lucene's variant, k1 1.5, b 0.75) over the stems of a passage's headings and text."""

    def __init__(self, ids: Sequence[str], retriever: bm25s.BM25 | None, spelt: Iterable[str] = ()) -> None:
        self._ids, self._retriever, self._spelt = list(ids), retriever, frozenset(spelt)

    @classmethod
    def build(cls, passages: Iterable[Passage]) -> KeywordIndex:
        """Indexes passages in memory."""
        ids, corpus = [], []
        spelt: set[str] = set()
        for passage in passages:
            text = _indexed(passage)
            ids.append(passage.id)
            corpus.append(stems(text) or ["\0"])
            spelt.update(w for w in words(text) if len(w) >= 4 and w.isalpha())
        if not ids:
            return cls([], None)
        retriever = bm25s.BM25(method="lucene", k1=1.5, b=0.75)
        retriever.index(corpus, show_progress=False)
        return cls(ids, retriever, spelt)

    @classmethod
    def open(cls, folder: Path, revision: str, passages: Iterable[Passage]) -> KeywordIndex:
        """The index kept for this revision of the record, or a new one, kept for next time."""
        place = folder / f"keyword-{VERSION}-{revision}"
        try:
            if (place / _SUM).read_text(encoding="utf-8") == _sum(place):
                kept = bm25s.BM25.load(str(place))
                ids, spelt = ((place / name).read_text(encoding="utf-8").split() for name in ("ids.txt", "words.txt"))
                return cls(ids, kept, spelt)
        except Exception:  # not there, cut short, or of another version: build it again
            pass
        index = cls.build(passages)
        index.save(place)
        return index

    def save(self, place: Path) -> None:
        """Keeps the index on disk; older revisions beside it go. A full disk is no error: it is only a cache."""
        if self._retriever is None:
            return
        try:
            for old in place.parent.glob("keyword-*"):
                if old.is_dir() and not old.is_symlink():
                    shutil.rmtree(old)
                else:
                    old.unlink()
            self._retriever.save(str(place), show_progress=False)
            (place / "ids.txt").write_text("\n".join(self._ids), encoding="utf-8")
            (place / "words.txt").write_text("\n".join(sorted(self._spelt)), encoding="utf-8")
            (place / _SUM).write_text(_sum(place), encoding="utf-8")  # last: what has it is whole
        except OSError:
            return

    @property
    def spelt(self) -> frozenset[str]:
        """Every word of four letters or more as the passages spell it, in lower case."""
        return self._spelt

    @property
    def idf(self) -> Idf:
        """How telling each stem is in these passages."""
        if self._retriever is None:
            return Idf({}, 0)
        counts = np.diff(np.asarray(self._retriever.scores["indptr"]))
        return Idf({stem: int(counts[i]) for stem, i in self._retriever.vocab_dict.items() if stem and i < len(counts)}, len(self._ids))

    def search(self, terms: Sequence[str], k: int) -> list[tuple[str, float]]:
        """The k best ids with their BM25 score, best first, ties by id; ids that share no term are left out."""
        if self._retriever is None or not terms:
            return []
        vocabulary = self._retriever.vocab_dict
        known = [t for t in dict.fromkeys(terms) if t in vocabulary]
        if not known:
            return []
        scores = self._retriever.get_scores(known)
        best = np.argsort(-scores, kind="stable")[:k]
        found = [(self._ids[i], float(scores[i])) for i in best if scores[i] > 0]
        return sorted(found, key=lambda pair: (-pair[1], pair[0]))


def _sum(place: Path) -> str:
    """A checksum over what is kept: numbers that were changed on disk would load, and find wrong passages or none."""
    sha = hashlib.sha256()
    for path in sorted(place.iterdir()):
        if path.name != _SUM:
            sha.update(path.name.encode() + path.read_bytes())
    return sha.hexdigest()
