"""What can be evaluated: the product, the product with a part taken out, and the tutorial RAG. A name -> a System.

A System is asked as a user asks. `open_system` gives it over the index of the settings, and over a copy of that index
with documents added where a dataset brings its own.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Protocol

from assistant import build
from assistant.assistant import Assistant
from assistant.domain import Answer, Role
from assistant.errors import ChatUnanswered
from assistant.models import Embedder, load_embedder
from assistant.settings import Settings
from evals.cases import Dataset, DatasetError
from ingest.pipeline import ingest

FOUND = 10
"""How many passages retrieval is asked for, to score recall@k."""


class System(Protocol):
    """What the runner asks."""

    sources: Collection[str]
    """Ids of the documents it answers from."""

    def ask(self, question: str, role: Role | None, history: Sequence[str]) -> Answer:
        """The answer; may raise, which becomes a row of the report."""

    def found(self, answer: Answer) -> tuple[tuple[str, str], ...] | None:
        """(source id, page) of what retrieval finds for an answer's question, best first; None without retrieval."""

    def page_text(self, source_id: str, page: str) -> str:
        """A page's text; "" when there is none."""


class Product:
    """The assistant as it ships."""

    def __init__(self, assistant: Assistant) -> None:
        self._assistant = assistant
        self.sources = tuple(s.id for s in assistant.sources)
        self.page_text = assistant.page_text

    def ask(self, question: str, role: Role | None, history: Sequence[str]) -> Answer:
        """The assistant's own answer. Raises ChatUnanswered where a chat model failed: what stands in for its answer says nothing of it."""
        answer = self._assistant.ask(question, role, history)
        if answer.usage.get("failed"):
            raise ChatUnanswered(answer.note)
        return answer

    def found(self, answer: Answer) -> tuple[tuple[str, str], ...] | None:
        """Pages of the fused search, each once."""
        evidence = self._assistant.search(answer.standalone_question, FOUND).evidence
        return tuple(dict.fromkeys((e.passage.source_id, e.passage.page) for e in evidence))


Open = Callable[[Settings, Embedder | None], System]


def _without(**settings: object) -> Open:
    return lambda own, embedder: Product(build.build_assistant(own.model_copy(update=settings), embedder))


def _tutorial(settings: Settings, embedder: Embedder | None) -> System:
    from evals.baseline import TutorialRag

    return TutorialRag(settings, embedder)


SYSTEMS: Mapping[str, Open] = {
    "product": _without(),
    "no index of questions": _without(question_index=False),
    "dense search only": _without(dense_weight=1.0),
    "keyword search only": _without(dense_weight=0.0),
    "no tables": _without(tables=False),
    "no check": _without(check=False),
    "tutorial RAG": _tutorial,
}
"""The product first; each of the rest leaves out one part, or is the baseline."""


def known(name: str) -> None:
    """Raises DatasetError, which lists them, when there is no system of that name."""
    if name not in SYSTEMS:
        raise DatasetError(f"there is no system {name!r}; use one of {', '.join(SYSTEMS)}")


@contextmanager
def open_system(name: str, settings: Settings, documents: Mapping[str, str], embedder: Embedder | None = None) -> Iterator[System]:
    """A system by its name in SYSTEMS. Documents (file name -> text) go into a copy of the index, gone afterwards.

    Raises:
        DatasetError: no such system.
        SocialValueError: the index cannot be opened, or a document cannot be read.
    """
    known(name)
    if not documents:
        yield SYSTEMS[name](settings, embedder)
        return
    with tempfile.TemporaryDirectory() as place:
        own = settings.model_copy(update={"data_dir": Path(place) / "data"})
        shutil.copytree(settings.index_dir, own.index_dir)
        folder = Path(place) / "documents"
        folder.mkdir()
        for file, text in documents.items():
            (folder / Path(file).name).write_text(text, encoding="utf-8")
        _add(own, folder, embedder)
        yield SYSTEMS[name](own, embedder)


def opened(name: str, settings: Settings, datasets: Iterable[Dataset], embedder: Embedder | None = None) -> Iterator[tuple[Dataset, System]]:
    """Each dataset with the system to ask: one for all that bring no documents, as opening costs seconds, and one for each that does. Raises as open_system does."""
    known(name)
    shared: System | None = None
    for dataset in datasets:
        embedder = embedder or load_embedder(settings)
        if dataset.documents:
            with open_system(name, settings, dataset.documents, embedder) as system:
                yield dataset, system
        else:
            shared = shared or SYSTEMS[name](settings, embedder)
            yield dataset, shared


def _add(settings: Settings, folder: Path, embedder: Embedder | None) -> None:
    library = build.open_library(settings)
    try:
        report = ingest(settings, sorted(folder.iterdir()), library, build.open_store(settings), lambda: embedder or load_embedder(settings))
    finally:
        library.close()
    if report.failed:
        first = report.failed[0]
        raise DatasetError(f"the dataset's document {Path(first.path).name} cannot be read: {first.message}")
