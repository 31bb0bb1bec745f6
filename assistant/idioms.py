"""Ways to say a thing with "not" that the quotes say without: read as the quotes have them, before yes and no are compared. Pure but for reading the idioms.

"The definition is not the same everywhere" is fair where the quotes say that it varies, and reads "differs" there; nowhere else.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.errors import CorpusError
from assistant.negation import content
from assistant.yaml_data import check_keys, check_unique, read_list

IDIOMS = Path(__file__).parent / "data" / "idioms.yaml"
_SENTENCE = re.compile(r"(?<=[.;!?\n])\s+")


@dataclass(frozen=True, slots=True)
class Idiom:
    """What a claim says, what its clause must have, what its quotes must have, and what is read instead."""

    said: re.Pattern[str]
    beside: re.Pattern[str]
    where: re.Pattern[str]
    read: str


@lru_cache(maxsize=1)
def idioms() -> tuple[Idiom, ...]:
    """The idioms, in order. Raises CorpusError: names the row and what is wrong."""
    return read_idioms(IDIOMS)


def read_idioms(path: Path) -> tuple[Idiom, ...]:
    """The idioms of a file, in order. Raises CorpusError as idioms() does."""
    rows = [check_keys(f"{path.name}, {row.get('said') if isinstance(row, dict) else row}", row, {"said", "where", "read"}, {"beside"}) for row in read_list(path)]
    check_unique(path.name, "said", (f"{row['said']} {row['where']}" for row in rows))
    return tuple(Idiom(*(_pattern(path.name, row, key) for key in ("said", "beside", "where")), row["read"]) for row in rows)


def _pattern(name: str, row: dict[str, str], key: str) -> re.Pattern[str]:
    try:
        return re.compile(row.get(key, ""), re.I)
    except re.error as found:
        raise CorpusError(f"{name}, {row['said']}: {key!r} is no pattern ({found}); expected a regular expression") from found


@lru_cache(maxsize=1)
def _any() -> re.Pattern[str]:
    return re.compile("|".join(f"(?:{re.sub('[?]P<[a-z]+>', '?:', idiom.said.pattern)})" for idiom in idioms()), re.I)


def as_quoted(text: str, ground: str) -> str:
    """A claim with each idiom read as its ground (the quotes, folded, one a line) has it; an idiom that the ground does not bear out stays."""
    if not _any().search(text):
        return text
    for idiom in idioms():
        if idiom.said.search(text) and _bears(idiom.where, text, ground):
            text = idiom.said.sub(lambda m, idiom=idiom, text=text: m.expand(idiom.read) if idiom.beside.search(_clause(m, text)) else m.group(), text)
    return text


def _clause(match: re.Match[str], text: str) -> str:
    """The clause that a match stands in, by commas and the like."""
    return re.split(r"[,;:.]", text[:match.start()])[-1] + match.group() + re.split(r"[,;:.]", text[match.end():], maxsplit=1)[0]


def _bears(where: re.Pattern[str], text: str, ground: str) -> bool:
    """Whether a sentence of the ground has the words and speaks of something that the claim speaks of."""
    own = set(content(text))
    return any(where.search(sentence) and own & set(content(sentence)) for sentence in _SENTENCE.split(ground))
