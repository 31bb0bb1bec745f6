"""Fits how a user's own documents are judged: `python -m evals.fit_plain [--write]`. Needs an ingested index.

The kept-out documents of evals/lessons (the reader never saw them) are added to a copy of the index as a user would add
them, and their questions are asked. One logistic regression says whether the best unit of a passage answers; its weights
are "plain" of assistant/data/ranking.json. Half of the documents are fitted on and half measured, in turn.
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


@dataclass(frozen=True, slots=True)
class Pair:
    """A question's number, its document's, the features of a passage's best unit, and whether that unit answers."""

    question: int
    document: int
    values: dict[str, float]
    right: bool


def pairs(product: Product, lessons: Sequence[Lesson]) -> tuple[list[Pair], list[bool]]:
    """Every pair, and for each question whether its document answers it."""
    assistant = product._assistant
    extractor, retriever = assistant._extractor, assistant._retriever
    made: list[Pair] = []
    answerable: list[bool] = []
    for document, lesson in enumerate(lessons):
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
                made.append(Pair(len(answerable), document, dict(scored.values), bool(answer) and first.source_id == source and _holds(said, quote)))
            answerable.append(bool(answer))
    return made, answerable


def fit(made: Sequence[Pair]) -> LogisticRegression:
    """Whether a passage's best unit answers, from the features in NAMES."""
    return LogisticRegression(C=1.0, max_iter=1000).fit(_inputs(made), [p.right for p in made])


def measure(made: Sequence[Pair], answerable: Sequence[bool]) -> str:
    """Two halves in turn: the share of answerable questions whose best unit answers, and AUROC of answered rightly over near misses."""
    best: dict[int, tuple[float, bool]] = {}
    for half in (0, 1):
        model = fit([p for p in made if p.document % 2 != half])
        mine = [p for p in made if p.document % 2 == half]
        for pair, score in zip(mine, model.predict_proba(_inputs(mine))[:, 1], strict=True):
            best[pair.question] = max(best.get(pair.question, (0.0, False)), (float(score), pair.right))
    right = [best[q][1] for q in best if answerable[q]]
    lines = [f"{len(best)} questions, {len(right)} answerable: best unit answers {np.mean(right):.3f}; near-miss AUROC "
             f"{auroc([best[q][0] for q in best], [answerable[q] for q in best]):.3f}"]
    for least in (0.3, 0.4, 0.5, 0.6):
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
    print(measure(made, answerable))
    model = fit(made)
    plain = {"bias": round(float(model.intercept_[0]), 3), **{n: round(float(w), 3) for n, w in zip(NAMES, model.coef_[0], strict=True)}}
    print(json.dumps(plain, indent=1))
    if given.write:
        WEIGHTS.write_text(json.dumps({**json.loads(WEIGHTS.read_text(encoding="utf-8")), "plain": plain}, indent=1) + "\n", encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
