"""The index of questions made ready: `python -m ingest.questions` compiles corpus/questions/*.yaml.

Encoding twenty thousand questions takes longer than embedding the whole corpus, so what is compiled is kept in the
repository and, where the encoder and the passages are those it was made for, only copied at ingest.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import IndexDamaged, IndexUnavailable
from assistant.library import Library
from assistant.question_encoder import QuestionEncoder
from assistant.question_index import ANSWERS, SILENT, Entry, QuestionIndex, read_entries
from assistant.settings import Settings

COMPILED = "compiled"
FRESH = "fourth"
"""Files with this in their name are not learnt from by the question encoder: the ranking is fitted on questions new to it."""
VERSION = "encoded-2"
"""Change it whenever the same files would compile into another index."""


def install_questions(settings: Settings, library: Library) -> None:
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
    if _says(kept, stamp) and _kept(settings.index_dir).asks:
        return
    compiled = folder / COMPILED
    index = _kept(compiled) if _says(compiled / "stamp.txt", stamp) else QuestionIndex.empty()
    if not index.asks:
        index = compile_questions(settings, library)
    try:
        index.save(settings.index_dir)
        kept.write_text(stamp, encoding="utf-8")
    except OSError as error:
        raise IndexUnavailable(f"the index of questions cannot be written in {settings.index_dir} ({error.strerror or error}); check that this "
                               "user may write there and that the disk is not full, then run `social-value ingest`") from error


def _says(path: Path, stamp: str) -> bool:
    """Whether a file is there and holds this stamp; bytes, since a damaged one may hold anything."""
    return path.is_file() and path.read_bytes().strip() == stamp.encode()


def _kept(folder: Path) -> QuestionIndex:
    """The index kept in a folder; an empty one where it is damaged, since it can be made again."""
    try:
        return QuestionIndex.load(folder)
    except IndexDamaged:
        return QuestionIndex.empty()


def compile_questions(settings: Settings, library: Library) -> QuestionIndex:
    """Reads the YAML files, places every quote and encodes every question."""
    entries, asks = read_asks(settings, library)
    return QuestionIndex(entries, asks, QuestionEncoder(threads=settings.threads).embed([ask for ask, _, _ in asks]))


def read_asks(settings: Settings, library: Library, *, without: str = "", only: str = "") -> tuple[list[Entry], list[tuple[str, int, str]]]:
    """The index's entries and its questions (question, entry number, sense), each statement being one of its own.

    `without` leaves out the files with that in their name; `only` takes just those, and no statement as a question.
    """
    passages = [p for p in library.all_passages() if not p.source_id.startswith("upload-")]
    paths = [p for p in sorted((settings.corpus_dir / "questions").glob("*.yaml"))
             if only in p.name and not (without and without in p.name)]
    entries, asks = read_entries(paths, passages)
    return entries, asks if only else [*asks, *_self_asks(entries, asks)]


def labels(asks: Sequence[tuple[str, int, str]]) -> list[int]:
    """One number a neighbourhood: questions that a statement answers and those it is silent on are two, though alike in words."""
    return [2 * number + (sense == SILENT) for _, number, sense in asks]


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
    """Names what the compiled index depends on: the YAML files, the shipped passages and the encoder."""
    sha = hashlib.sha256(f"{VERSION} {QuestionEncoder().name}".encode())
    for path in sorted(folder.glob("*.yaml")):
        sha.update(path.read_bytes())
    for passage in library.all_passages():
        if not passage.source_id.startswith("upload-"):
            sha.update(passage.id.encode())
    return sha.hexdigest()[:24]


def main() -> int:
    """Compiles for the shipped corpus and keeps it in the repository."""
    from assistant.build import open_library
    from assistant.settings import load_settings

    settings = load_settings()
    library = open_library(settings)
    index = compile_questions(settings, library)
    folder = settings.corpus_dir / "questions" / COMPILED
    index.save(folder)
    stamp = _stamp(settings, library, settings.corpus_dir / "questions")
    (folder / "stamp.txt").write_text(stamp + "\n", encoding="utf-8")
    print(json.dumps({"entries": len(index.entries), "questions": len(index.asks), "stamp": stamp}))
    return 0


if __name__ == "__main__":
    sys.exit(main())

