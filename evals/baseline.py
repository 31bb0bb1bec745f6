"""The tutorial RAG to beat. Recursive 1000/200 character chunks, the same embedder, top 4.

It has no answer step: a fact counts as found when it stands anywhere in the four chunks, which is more than a
model on top could get right, and far more than a reader would want to be given as an answer.
"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from assistant.build import open_library
from assistant.domain import Answer, Role, Status
from assistant.models import Embedder, load_embedder
from assistant.settings import Settings

SIZE, OVERLAP, TOP = 1000, 200, 4
_SEPARATORS = ("\n\n", "\n", " ", "")


class TutorialRag:
    """A system (evals/systems.py) whose answer to everything is its four chunks, uncited."""

    def __init__(self, settings: Settings, embedder: Embedder | None = None) -> None:
        library = open_library(settings)
        texts: dict[str, str] = {}
        for page in library.pages():
            texts[page.source_id] = texts.get(page.source_id, "") + "\n\n" + page.text
        self._chunks = [chunk for text in texts.values() for chunk in split(text)]
        self._embedder = embedder or load_embedder(settings)
        self._vectors = self._embedder.embed(self._chunks)
        self.page_text = library.page_text
        self.sources = tuple(texts)

    def ask(self, question: str, role: Role | None, history: Sequence[str]) -> Answer:
        """The four nearest chunks, joined; it knows no role, no history and no refusal."""
        best = np.argsort(-(self._vectors @ self._embedder.embed([question])[0]))[:TOP]
        return Answer(question, question, Status.ANSWERED, " ".join(self._chunks[i] for i in best))

    def found(self, answer: Answer) -> None:
        """Nothing: its chunks keep no page."""


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
