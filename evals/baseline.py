"""The tutorial RAG to beat: `python -m evals.baseline`. Recursive 1000/200 character chunks, the same embedder, top 4.

It has no answer step: a case counts as found when its facts stand anywhere in the four chunks, which is more than a
model on top could get right, and far more than a reader would want to be given as an answer.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import numpy as np

from assistant.build import open_library
from assistant.domain import Answer, Status
from assistant.models import load_embedder
from assistant.settings import load_settings
from evals.cases import load_cases
from evals.metrics import fact_recall, mean

SIZE, OVERLAP, TOP = 1000, 200, 4
_SEPARATORS = ("\n\n", "\n", " ", "")


def split(text: str, separators: Sequence[str] = _SEPARATORS) -> list[str]:
    """Recursive character splitting as the tutorials do it: pieces of at most SIZE characters, OVERLAP shared."""
    if len(text) <= SIZE:
        return [text] if text.strip() else []
    separator, *rest = separators
    pieces = text.split(separator) if separator else [text[i:i + SIZE] for i in range(0, len(text), SIZE)]
    chunks: list[str] = []
    run: list[str] = []
    for piece in pieces:
        if len(piece) > SIZE:
            chunks += _joined(run, separator)
            run = []
            chunks += split(piece, rest)
            continue
        if run and len(separator.join([*run, piece])) > SIZE:
            chunks += _joined(run, separator)
            while run and len(separator.join(run)) > OVERLAP:
                run.pop(0)
        run.append(piece)
    return chunks + _joined(run, separator)


def _joined(run: Sequence[str], separator: str) -> list[str]:
    text = separator.join(run).strip()
    return [text] if text else []


def _chunks(texts: dict[str, str]) -> Iterator[str]:
    for text in texts.values():
        yield from split(text)


def main() -> int:
    """Prints the share of facts that stand in the baseline's four chunks, for both sets."""
    settings = load_settings()
    library = open_library(settings)
    texts: dict[str, str] = {}
    for page in library.pages():
        texts[page.source_id] = texts.get(page.source_id, "") + "\n\n" + page.text
    chunks = list(_chunks(texts))
    embedder = load_embedder(settings)
    vectors = embedder.embed(chunks)
    for name in ("tuned", "held_out"):
        recalls: list[float | None] = []
        for case in load_cases(name):
            if not case.answerable:
                continue
            best = np.argsort(-(vectors @ embedder.embed([case.question])[0]))[:TOP]
            context = " ".join(chunks[i] for i in best)
            recalls.append(fact_recall(case, Answer(case.question, case.question, Status.ANSWERED, context)))
        result = mean(recalls)
        whole = mean([None if r is None else float(r == 1) for r in recalls])
        if result and whole:
            print(f"{name:9} facts in the context {result[0]:.3f} (s.e. {result[2]:.3f}, n {result[1]}); every fact of a case {whole[0]:.3f}; "
                  f"about {sum(len(c.split()) for c in chunks) // len(chunks) * TOP} words to read")
    return 0


if __name__ == "__main__":
    sys.exit(main())
