"""The index of questions made ready: `python -m ingest.questions` compiles corpus/questions/*.yaml.

Embedding five thousand questions takes longer than embedding the whole corpus, so what is compiled is kept in the
repository and, where the embedder and the passages are those it was made for, only copied at ingest.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.errors import IndexUnavailable
from assistant.library import Library
from assistant.models import Embedder
from assistant.question_index import ANSWERS, SILENT, Entry, QuestionIndex, moved, read_entries
from assistant.settings import Settings
from ingest import adapt

COMPILED = "compiled"
VERSION = "adapted-1"
"""Change it whenever the same files would compile into another index."""


def install_questions(settings: Settings, library: Library, embedder: Callable[[], Embedder]) -> None:
    """Puts the index of questions that fits the ingested corpus into the index folder.

    Raises:
        CorpusError: a question's quote does not stand on its page.
    """
    folder = settings.corpus_dir / "questions"
    shipped = [e.source.id for e in library.entries() if e.shipped]
    if not folder.exists() or not shipped:
        return
    stamp = _stamp(settings, library, folder)
    kept = settings.index_dir / "questions.stamp"
    if kept.exists() and kept.read_text(encoding="utf-8") == stamp and _is_whole(settings.index_dir):
        return
    compiled = folder / COMPILED
    if (compiled / "stamp.txt").exists() and (compiled / "stamp.txt").read_text(encoding="utf-8").strip() == stamp:
        index = QuestionIndex.load(compiled)
    else:
        index = compile_questions(settings, library, embedder)
    index.save(settings.index_dir)
    kept.write_text(stamp, encoding="utf-8")


def _is_whole(folder: Path) -> bool:
    """Whether the installed index can be read and has something in it."""
    try:
        return bool(QuestionIndex.load(folder).asks)
    except IndexUnavailable:
        return False


def compile_questions(settings: Settings, library: Library, embedder: Callable[[], Embedder]) -> QuestionIndex:
    """Reads the YAML files, places every quote, adds each statement as a question of its own, and embeds them all."""
    passages = [p for p in library.all_passages() if not p.source_id.startswith("upload-")]
    entries, asks = read_entries(settings.corpus_dir / "questions", passages)
    asks = [*asks, *_self_asks(entries, asks)]
    vectors = embedder().embed([ask for ask, _, _ in asks])
    # Asks that a statement answers and asks it is silent on are two neighbourhoods, though their words are alike.
    adapter = adapt.train(vectors, [2 * number + (sense == SILENT) for _, number, sense in asks])
    return QuestionIndex(entries, asks, moved(vectors, adapter), adapter)


def _self_asks(entries: Sequence[Entry], asks: Sequence[tuple[str, int, str]]) -> list[tuple[str, int, str]]:
    """Each single statement asked by its own words, once; not those that are only the nearest to a silence."""
    seen: set[str] = set()
    found = []
    answering = {number for _, number, sense in asks if sense != SILENT}
    for number, entry in enumerate(entries):
        text = entry.quotes[0].text
        if number in answering and len(entry.quotes) == 1 and text not in seen and len(text) >= 20:
            seen.add(text)
            found.append((text, number, ANSWERS))
    return found


def _stamp(settings: Settings, library: Library, folder: Path) -> str:
    """Names what the compiled index depends on: the YAML files, the shipped passages and the embedder."""
    sha = hashlib.sha256(f"{VERSION} {settings.embedding_model}".encode())
    for path in sorted(folder.glob("*.yaml")):
        sha.update(path.read_bytes())
    for passage in library.all_passages():
        if not passage.source_id.startswith("upload-"):
            sha.update(passage.id.encode())
    return sha.hexdigest()[:24]


def main() -> int:
    """Compiles for the shipped corpus with the default settings' embedder and keeps it in the repository."""
    from assistant.build import open_library
    from assistant.models import load_embedder
    from assistant.settings import load_settings

    settings = load_settings()
    library = open_library(settings)
    index = compile_questions(settings, library, lambda: load_embedder(settings))
    folder = settings.corpus_dir / "questions" / COMPILED
    index.save(folder, small=True)
    stamp = _stamp(settings, library, settings.corpus_dir / "questions")
    (folder / "stamp.txt").write_text(stamp + "\n", encoding="utf-8")
    print(json.dumps({"entries": len(index.entries), "questions": len(index.asks), "stamp": stamp}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

