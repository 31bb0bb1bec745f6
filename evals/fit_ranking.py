"""Fits the weights of assistant/data/ranking.json: `python -m evals.fit_ranking [--write]`.

Pairs of a question and a candidate statement come from the index's own questions, each asked with itself left out of the
index, and from the tuned set (never the held-out one), whose cases weigh 30 times as much. One logistic regression says
whether statements answer, one whether they are what the documents are silent on, and one, over the two best, whether to answer.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.assistant import Assistant
from assistant.build import build_assistant
from assistant.question_index import SILENT, Hit
from assistant.questions import Question, understand
from assistant.ranking import WEIGHTS, features, log_odds
from assistant.text import fold
from evals.cases import Case, load_cases

OWN, WEIGHT = 700, 30.0
"""How many of the index's own questions are asked; what a case of the tuned set weighs."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question's number, its features with a candidate, whether that is a silence, the label, and the weight."""

    group: int
    values: dict[str, float]
    silent: bool
    right: bool
    weight: float


def right(case: Case, hit: Hit) -> bool:
    """Whether a hit is what a case wants: its facts on a gold page, or a silence near the gold page of a near miss."""
    on_page = any((q.source_id, q.page) == (g.source, g.page) for q in hit.entry.quotes for g in case.evidence)
    if not case.answerable:
        return hit.sense == SILENT and hit.score >= 0.6 and on_page
    text = fold(" ".join(q.text for q in hit.entry.quotes)).lower()
    held = sum(any(fold(v).lower() in text for v in fact) for fact in case.facts)
    return hit.sense != SILENT and on_page and held * 2 >= len(case.facts) > 0


def pairs(assistant: Assistant) -> tuple[list[Pair], dict[int, bool]]:
    """Every pair, and for the cases of the tuned set whether they are to be answered."""
    index, extractor = assistant._retriever._index, assistant._extractor
    made: list[Pair] = []
    wanted: dict[int, bool] = {}

    def add(group: int, question: Question, vector: np.ndarray, labels, weight: float) -> None:  # noqa: ANN001
        found = assistant._retriever.search(question, vector, 8)
        for hit, candidate in extractor.candidates(found, extractor.sources_named(question.text)):
            made.append(Pair(group, features(question, candidate, extractor._idf), hit.sense == SILENT, labels(hit), weight))

    own = [i for i, (ask, _, _) in enumerate(index.asks) if len(ask) < 200]
    random.Random(0).shuffle(own)
    raw = assistant._embedder().embed([index.asks[i][0] for i in own[:OWN]])
    for group, (i, vector) in enumerate(zip(own[:OWN], raw, strict=True)):
        ask, number, sense = index.asks[i]
        kept, index._vectors[i] = index._vectors[i].copy(), 0
        entry = index.entries[number]
        add(group, understand(ask), vector, lambda h, e=entry, s=sense: h.entry is e and (h.sense == SILENT) == (s == SILENT), 1.0)
        index._vectors[i] = kept
    for group, case in enumerate(load_cases("tuned"), OWN):
        if case.kind in ("table", "mention", "injection", "far", "vague"):
            continue
        question = understand(case.question, case.history, mend=assistant._mend, unlabelled=extractor.unlabelled)
        wanted[group] = case.answerable
        vector = assistant._embedder().embed([question.focus])[0]
        add(group, question, vector, lambda h, c=case: right(c, h), WEIGHT)
    return made, wanted


def fit(made: Sequence[Pair], wanted: dict[int, bool]) -> dict[str, dict[str, float]]:
    """The three models as weights by name."""
    names = list(made[0].values)
    models: dict[str, dict[str, float]] = {}
    scores = np.zeros(len(made))
    for way, silent in (("answers", False), ("silent", True)):
        at = [i for i, p in enumerate(made) if p.silent is silent]
        x = np.array([[made[i].values[n] for n in names] for i in at])
        model = LogisticRegression(max_iter=500).fit(x, [made[i].right for i in at], sample_weight=[made[i].weight for i in at])
        scores[at] = model.predict_proba(x)[:, 1]
        models[way] = {"bias": float(model.intercept_[0]), **dict(zip(names, map(float, model.coef_[0]), strict=True))}
    rows = [[log_odds(max((scores[i] for i, p in enumerate(made) if p.group == g and p.silent is s), default=0.0)) for s in (False, True)]
            for g in wanted]
    last = LogisticRegression(C=10).fit(rows, list(wanted.values()), sample_weight=[1.0 if w else 2.5 for w in wanted.values()])
    models["decide"] = {"bias": float(last.intercept_[0]), "answer": float(last.coef_[0][0]), "silent": float(last.coef_[0][1])}
    return {way: {n: round(v, 3) for n, v in model.items()} for way, model in models.items()}


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the weights; --write keeps them, leaving those of the reader's way ("plain") as they are."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(argv)
    models = {**json.loads(WEIGHTS.read_text(encoding="utf-8")), **fit(*pairs(build_assistant()))}
    print(json.dumps(models, indent=1))
    if given.write:
        WEIGHTS.write_text(json.dumps(models, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
