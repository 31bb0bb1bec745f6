"""Fits how a user's own documents are judged: `python -m evals.fit_plain [--write]`. Needs an ingested index.

The kept-out documents of evals/lessons (the reader never saw them) are added to a copy of the index as a user would add
them, and their questions are asked. One logistic regression says whether the best unit of a passage answers; its weights
are "plain" of assistant/data/ranking.json. Each kind of document (a file of lessons) is measured by what the others fit.

What is learnt has to hold for kinds of documents that nobody here has seen, so the penalty is the strongest whose loss on a kind left
out is within one standard error of the best one's (Breiman et al. 1984, *Classification and Regression Trees*, section 3.4.3).
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from sklearn.linear_model import LogisticRegression

from assistant.extract import OWN_AMONG, READ_OWN
from assistant.questions import understand
from assistant.ranking import WEIGHTS
from assistant.settings import load_settings
from evals.reader_data import KEPT_OUT, Lesson, read_lessons
from evals.stats import auroc
from evals.systems import Product, open_system
from ingest.pipeline import upload_id

NAMES = ("cosine", "said", "around", "wider", "suits", "names_missing", "figures_missing", "passage", "answerable", "share", "margin")
PENALTIES = (0.003, 0.01, 0.03, 0.1, 0.3, 1.0)
"""Inverse strengths of the penalty on the weights, as scikit-learn's C."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A question's number, its document's kind, the features of a passage's best unit, and whether that unit answers."""

    question: int
    kind: str
    values: dict[str, float]
    right: bool


def pairs(product: Product, lessons: Sequence[Lesson]) -> tuple[list[Pair], list[bool]]:
    """Every pair, and for each question whether its document answers it."""
    assistant = product._assistant
    extractor, retriever = assistant._extractor, assistant._retriever
    made: list[Pair] = []
    answerable: list[bool] = []
    for lesson in lessons:
        source = upload_id(_file(lesson))
        for text, quote, answer in lesson.asked:
            question = understand(text, mend=assistant._mend, unlabelled=extractor.sources.unlabelled)
            if not question.terms:
                continue
            found = retriever.search(question, assistant._embedder().embed([question.focus])[0], 8)
            own = [e for e in found.evidence if extractor.sources.is_own(e.passage.source_id)][:READ_OWN]
            if not own or not any(extractor.sources.is_own(e.passage.source_id) for e in found.evidence[:OWN_AMONG]):
                continue
            for scored in extractor._passages.read(question, own, ()):
                first = scored.statements[0].quotes[0]
                said = " ".join(q.text for s in scored.statements for q in s.quotes)
                made.append(Pair(len(answerable), lesson.name.split("/")[0], dict(scored.values), bool(answer) and first.source_id == source and _holds(said, quote)))
            answerable.append(bool(answer))
    return made, answerable


@dataclass(frozen=True, slots=True)
class Fitted:
    """A logistic model over the features in NAMES, in their own scale, and the penalty it was fitted with (smaller is stronger)."""

    bias: float
    weights: np.ndarray
    penalty: float

    def probability(self, made: Sequence[Pair]) -> np.ndarray:
        """Of each pair, that its unit answers: (n,)."""
        return np.asarray(1 / (1 + np.exp(-(_inputs(made) @ self.weights + self.bias))))


def fit(made: Sequence[Pair], penalty: float) -> Fitted:
    """Whether a passage's best unit answers, from the features in NAMES, all in one scale for a fair penalty."""
    inputs = _inputs(made)
    spread = inputs.std(axis=0) + 1e-9
    model = LogisticRegression(C=penalty, max_iter=3000).fit(inputs / spread, [p.right for p in made])
    return Fitted(float(model.intercept_[0]), model.coef_[0] / spread, penalty)


def by_kind(made: Sequence[Pair], penalty: float) -> list[tuple[list[Pair], np.ndarray]]:
    """For each kind of document its pairs and their probabilities as fitted on the other kinds."""
    kinds = sorted({p.kind for p in made})
    parted = [([p for p in made if p.kind == kind], fit([p for p in made if p.kind != kind], penalty)) for kind in kinds]
    return [(mine, model.probability(mine)) for mine, model in parted]


def chosen_penalty(made: Sequence[Pair]) -> float:
    """The strongest of PENALTIES within one standard error of the least log loss on a kind of document left out."""
    losses = {penalty: [_loss(mine, likely) for mine, likely in by_kind(made, penalty)] for penalty in PENALTIES}
    best = min(losses.values(), key=lambda each: float(np.mean(each)))
    limit = np.mean(best) + np.std(best) / np.sqrt(len(best))
    return min(penalty for penalty, each in losses.items() if np.mean(each) <= limit)


def _loss(made: Sequence[Pair], likely: np.ndarray) -> float:
    truth = np.array([p.right for p in made])
    return float(-np.mean(np.log(np.where(truth, likely, 1 - likely))))


def measure(made: Sequence[Pair], answerable: Sequence[bool], penalty: float) -> str:
    """Over kinds left out in turn: the share of answerable questions whose best unit answers, and AUROC of answered rightly over near misses."""
    best: dict[int, tuple[float, bool]] = {}
    for mine, likely in by_kind(made, penalty):
        for pair, score in zip(mine, likely, strict=True):
            best[pair.question] = max(best.get(pair.question, (0.0, False)), (float(score), pair.right))
    right = [best[q][1] for q in best if answerable[q]]
    lines = [f"penalty {penalty}; {len(best)} questions, {len(right)} answerable: best unit answers {np.mean(right):.3f}; near-miss AUROC "
             f"{auroc([best[q][0] for q in best], [answerable[q] for q in best]):.3f}"]
    for least in (0.2, 0.25, 0.3, 0.35, 0.4, 0.5):
        shown = [q for q in best if best[q][0] >= least]
        lines.append(f"  answered from {least}: rightly {np.mean([q in shown and best[q][1] for q in best if answerable[q]]):.3f} of the answerable, "
                     f"near misses answered {np.mean([q in shown for q in best if not answerable[q]]):.3f}, right among the answered {np.mean([best[q][1] for q in shown]):.3f}")
    return "\n".join(lines)


def _inputs(made: Sequence[Pair]) -> np.ndarray:
    return np.array([[p.values[name] for name in NAMES] for p in made])


def _holds(said: str, quote: str) -> bool:
    """Whether statements have a lesson's quote, list marks and table bars aside."""
    plain = " ".join(quote.replace("|", " ").split()).lower()
    return plain in " ".join(said.split()).lower() or " ".join(said.split()).lower() in plain


def _file(lesson: Lesson) -> Path:
    return Path(lesson.name.split("/")[-1])


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the measure and the weights; --write keeps the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", action="store_true")
    given = parser.parse_args(argv)
    lessons = read_lessons()[::KEPT_OUT]
    with open_system("product", load_settings(), {_file(lesson).name: lesson.text for lesson in lessons}) as product:
        made, answerable = pairs(product, lessons)
    penalty = chosen_penalty(made)
    for tried in dict.fromkeys((PENALTIES[-1], penalty)):
        print(measure(made, answerable, tried))
    model = fit(made, penalty)
    plain = {"bias": round(model.bias, 3), **{n: round(float(w), 3) for n, w in zip(NAMES, model.weights, strict=True)}}
    print(json.dumps(plain, indent=1))
    if given.write:
        WEIGHTS.write_text(json.dumps({**json.loads(WEIGHTS.read_text(encoding="utf-8")), "plain": plain}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
