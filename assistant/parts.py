"""What every assistant of a process shares, since it does not depend on the documents: the models, each loaded once, at its first use."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from threading import Lock
from typing import TypeVar

from assistant.models import Embedder, SentenceTransformerEmbedder
from assistant.question_encoder import QuestionEncoder
from assistant.question_index import QuestionIndex
from assistant.reader import Reader
from assistant.settings import Settings

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Parts:
    """The models that the settings name."""

    embedder: Callable[[], Embedder]
    encoder: QuestionEncoder
    reader: Reader


def parts(settings: Settings) -> Parts:
    """The models that the settings name; the same ones for the same names."""
    return _parts(settings.embedding_model, settings.threads)


def question_index(folder: Path) -> QuestionIndex:
    """The index of questions in a folder, read again when it changes. Raises IndexDamaged."""
    kept = tuple((path.stat().st_mtime_ns, path.stat().st_size) for path in sorted(folder.glob("questions.*")))
    return _question_index(folder, kept)


def once(make: Callable[[], T]) -> Callable[[], T]:
    """Makes a thing at the first call and gives it at every other, also where several ask at the same moment; what fails is tried again."""
    lock, made = Lock(), []

    def get() -> T:
        with lock:
            if not made:
                made.append(make())
            return made[0]

    return get


@lru_cache(maxsize=2)
def _parts(embedding_model: str, threads: int) -> Parts:
    return Parts(once(lambda: SentenceTransformerEmbedder(embedding_model, threads)), QuestionEncoder(threads=threads), Reader(threads=threads))


@lru_cache(maxsize=2)
def _question_index(folder: Path, _kept: tuple[tuple[int, int], ...]) -> QuestionIndex:
    return QuestionIndex.load(folder)
