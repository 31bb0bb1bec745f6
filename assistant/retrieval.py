"""Fusion of dense and keyword search and the index of questions into ranked evidence."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from assistant.domain import Evidence
from assistant.keyword import Idf, KeywordIndex
from assistant.library import Library
from assistant.models import Embedder
from assistant.question_index import Hit, QuestionIndex
from assistant.questions import Question
from assistant.store import BothStores, VectorStore

POOL = 30
"""How many passages each search offers for fusion."""
LATELY = 256
"""How many questions' entries are kept at hand, as the same question comes again."""


@dataclass(frozen=True, slots=True)
class Found:
    """What retrieval hands on: evidence best first, and the entries of the index of questions."""

    evidence: tuple[Evidence, ...]
    hits: tuple[Hit, ...]


class Retriever:
    """Searches dense and by keyword, and adds up.

    fused = w * minmax(cosine) + (1 - w) * minmax(BM25), over the union of both searches' POOL best, each scaled
    to 0..1 within its own list (a passage that one search did not offer counts 0 there).
    """

    def __init__(self, library: Library, store: VectorStore | BothStores, keyword: KeywordIndex, index: QuestionIndex,
                 encoder: Embedder, idf: Idf, dense_weight: float = 0.5) -> None:
        """`encoder` is the one that the index of questions was compiled with."""
        self._library, self._store, self._keyword, self._index = library, store, keyword, index
        self._encoder, self._idf, self._dense_weight = encoder, idf, dense_weight
        self._known = frozenset(entry.source.id for entry in library.entries())
        self._hits = lru_cache(maxsize=LATELY)(self._looked_up)

    def search(self, question: Question, vector: np.ndarray, k: int) -> Found:
        """The k best passages for a question whose embedding is `vector`, and the matching index entries."""
        dense = dict(self._store.search(vector, POOL)) if self._dense_weight > 0 else {}
        sparse = dict(self._keyword.search(question.search_terms, POOL)) if self._dense_weight < 1 else {}
        fused = fuse(dense, sparse, self._dense_weight)
        hits = self._hits(question.focus or question.asked, frozenset(question.terms))
        order = sorted(fused, key=lambda i: (-fused[i], i))[:POOL]
        passages = self._library.passages(order)
        least = min(dense.values(), default=0.0)  # what the dense search did not offer is no nearer than the last it did
        ranked = [
            Evidence(passages[i], fused[i], {"dense": dense.get(i, least), "keyword": sparse.get(i, 0.0)})
            for i in order if i in passages and passages[i].source_id in self._known  # a document that came while this assistant was open is not its
        ]
        return Found(tuple(ranked[:k]), hits)

    def knows(self, question: str) -> bool:
        """Whether the index of questions has this very question, with statements that answer it."""
        return self._index.has(question)

    def _looked_up(self, text: str, terms: frozenset[str]) -> tuple[Hit, ...]:
        """What the index of questions has for a question as it is put, and its terms."""
        return tuple(self._index.search(terms, self._encoder.embed([text])[0], self._idf)) if self._index.asks else ()


def fuse(dense: Mapping[str, float], sparse: Mapping[str, float], dense_weight: float) -> dict[str, float]:
    """Min-max scaled scores of two searches, weighted and added; 0..1."""
    a, b = _scaled(dense), _scaled(sparse)
    return {i: dense_weight * a.get(i, 0.0) + (1 - dense_weight) * b.get(i, 0.0) for i in {*a, *b}}


def _scaled(scores: Mapping[str, float]) -> dict[str, float]:
    if not scores:
        return {}
    low, high = min(scores.values()), max(scores.values())
    return {i: (s - low) / (high - low) if high > low else 1.0 for i, s in scores.items()}
