"""Fits the weights of assistant/data/ranking.json: `python -m evals.fit_ranking [--write]`. Needs an ingested index.

Pairs of a question and a candidate statement come from the index's FRESH files, which the question encoder was not trained on
(what it knows by heart would look easier than a user's question), asked of an index of the others; and from the tuned and
second sets (never the held-out one), whose cases weigh WEIGHT times as much, asked of the whole index. One logistic regression
says whether statements answer, one whether they are what the documents are silent on, and one, over the two best, whether to
answer.
"""

from __future__ import annotations

import argparse
import json
import random
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.assistant import Assistant
from assistant.build import build_assistant, open_library
from assistant.question_index import SILENT, Entry, Hit, QuestionIndex
from assistant.questions import Question, understand
from assistant.ranking import WEIGHTS, features, log_odds
from assistant.settings import load_settings
from assistant.text import fold
from evals.cases import Case, load_cases
from ingest.questions import FRESH, read_asks

OWN, WEIGHT, ANSWER_WEIGHT = 3000, 10.0, 3.0
"""How many questions of the FRESH files are asked; what a case of the tuned set weighs; what a wrong refusal weighs
beside a wrong answer."""


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


def pairs(assistant: Assistant) -> tuple[list[Pair], dict[int, tuple[bool, float]]]:
    """Every pair, and for each question whether it is to be answered and what it weighs."""
    settings, library = load_settings(), open_library(load_settings())
    retriever, extractor = assistant._retriever, assistant._extractor
    made: list[Pair] = []
    wanted: dict[int, tuple[bool, float]] = {}

    def add(group: int, question: Question, labels: Callable[[Hit], bool], answered: bool, weight: float) -> None:
        if not question.terms:
            return
        wanted[group] = (answered, weight)
        found = retriever.search(question, assistant._embedder().embed([question.focus])[0], 8)
        for hit, candidate in extractor.entries.candidates(found, extractor.sources.named(question.text)):
            made.append(Pair(group, features(question, candidate, extractor._idf), hit.sense == SILENT, labels(hit), weight))

    for group, case in enumerate((*load_cases("tuned"), *load_cases("second")), OWN):
        if case.kind not in ("table", "mention", "injection", "far", "vague"):
            question = understand(case.question, case.history, mend=assistant._mend, unlabelled=extractor.sources.unlabelled)
            add(group, question, lambda h, c=case: right(c, h), case.answerable, WEIGHT)
    entries, asks = read_asks(settings, library, without=FRESH)
    retriever._index = QuestionIndex(entries, asks, retriever._encoder.embed([ask for ask, _, _ in asks]))
    theirs, fresh = read_asks(settings, library, only=FRESH)
    for group, (ask, number, sense) in enumerate(random.Random(0).sample(fresh, min(OWN, len(fresh)))):
        question = understand(ask, mend=assistant._mend, unlabelled=extractor.sources.unlabelled)
        add(group, question, lambda h, e=theirs[number], s=sense: bool(_texts(h.entry) & _texts(e)) and (h.sense == SILENT) == (s == SILENT),
            sense != SILENT, 1.0)
    return made, wanted


def _texts(entry: Entry) -> frozenset[str]:
    return frozenset(q.text for q in entry.quotes)


def fit(made: Sequence[Pair], wanted: dict[int, tuple[bool, float]]) -> dict[str, dict[str, float]]:
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
    best: dict[int, list[float]] = {g: [0.0, 0.0] for g in wanted}
    for pair, score in zip(made, scores, strict=True):
        best[pair.group][pair.silent] = max(best[pair.group][pair.silent], float(score))
    rows = [[log_odds(p) for p in best[g]] for g in wanted]
    weights = [weight * (ANSWER_WEIGHT if answer else 1.0) for answer, weight in wanted.values()]
    last = LogisticRegression(C=10).fit(rows, [answer for answer, _ in wanted.values()], sample_weight=weights)
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
