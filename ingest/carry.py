"""Sentences of our briefing that changed, carried to where the data quote them; and what still says a figure that they said.

A fact lives in corpus/law/facts.yaml, but questions, glossary and cases quote the briefing word for word, as they quote any document.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from pathlib import Path

from assistant.text import figures, sentence_spans

Pair = tuple[str, str]
"""A sentence as it was and as it is."""
ENDINGS = (".yaml", ".toml")


@dataclass(frozen=True, slots=True)
class Carried:
    """What was done: files with how many quotes were changed in each, and places (file, line, the old figure) for a person to read."""

    files: tuple[tuple[Path, int], ...]
    left: tuple[tuple[Path, int, str], ...]


def changed(before: str, after: str) -> tuple[Pair, ...]:
    """The sentences of a document that took the place of others, one for one; those that were only added or dropped are none."""
    old, new = _sentences(before), _sentences(after)
    pairs: list[Pair] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "replace" and b - a == d - c:
            pairs += zip(old[a:b], new[c:d], strict=True)
    return tuple(dict.fromkeys(pairs))


def carried(text: str, pairs: Sequence[Pair]) -> tuple[str, int]:
    """A data file's text with each old sentence, as YAML and TOML write it, made the new one; and how many were."""
    count = 0
    for old, new in pairs:
        # As it is where it needs no escape, else as strings in double and in single quotation marks write it.
        for spelt in (str, _double_quoted, _single_quoted):
            if spelt is str or spelt(old) != old:
                count += text.count(spelt(old))
                text = text.replace(spelt(old), spelt(new))
    return text, count


def carry(pairs: Sequence[Pair], files: Iterable[Path]) -> Carried:
    """Writes the new sentences into the files; then names the lines that still say a figure which the old sentences had and the new have not."""
    done: list[tuple[Path, int]] = []
    left: list[tuple[Path, int, str]] = []
    gone = {figure for old, new in pairs for figure in set(figures(old)) - set(figures(new))}
    for path in files:
        text, count = carried(before := path.read_text(encoding="utf-8"), pairs)
        if text != before:
            path.write_text(text, encoding="utf-8", newline="\n")
            done.append((path, count))
        left += [(path, number, figure) for number, line in enumerate(text.split("\n"), 1) for figure in sorted(gone.intersection(figures(line)))]
    return Carried(tuple(done), tuple(left))


def data_files(folders: Iterable[Path]) -> list[Path]:
    """The data files below some folders, in order."""
    return sorted(path for folder in folders for path in folder.rglob("*") if path.suffix in ENDINGS and path.is_file())


def _sentences(document: str) -> list[str]:
    return [line[start:end].removeprefix("- ").strip() for line in document.split("\n") for start, end in sentence_spans(line)]


def _double_quoted(text: str) -> str:
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _single_quoted(text: str) -> str:
    return text.replace("'", "''")
