"""Signs by which a sentence of an answer is known: patterns as data (data/signs.yaml), and the guards that keep a word alone from counting. Pure but for reading."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.tender.answer import Said
from assistant.text import STOPWORDS
from assistant.yaml_data import check_keys, read_yaml

DATA = Path(__file__).parent / "data"
SHORTEST = 4
"""Words of a sentence that can be a sign at all."""
HEDGE = re.compile(
    r"\b(?:aims? to|aiming to|hopes? to|hopefully|seeks? to|strives? to|endeavou?rs?(?: to)?|intends? to|looks? to|look forward to|would like to|tr(?:y|ies) to|explore|exploring|"
    r"where(?:ver)? (?:possible|practicable|appropriate|feasible)|as (?:appropriate|required|needed|and when)|if (?:possible|required|appropriate)|(?:will|would|to) consider|encourag\w+|promote|"
    r"may|might|could|ideally|in due course|happy to|be able to|work towards|best endeavours|reasonable endeavours|committed to (?:being|improving|supporting|making|promoting|excellence)|passionate)\b", re.I)
_NOT = re.compile(r"\b(?:no|not|never|nor|neither|without|none|cannot|nothing|nobody|lacks?|yet to)\b(?! (?:only|just|less|fewer|more than|later))|n['’]t\b", re.I)
_STOP = re.compile(r"[;:!?()–—,]|\.\s|\b(?:but|although|however|whereas|while|unless)\b", re.I)
_VERB = re.compile(r"\b(?:will|shall|is|are|was|were|has|have|had|does|do|did|can|be|been|we|they|it|\w{2,}ed)\b", re.I)
_LITTLE = 0.12
"""Share of little words from which a run of words without one of these verbs is a sentence all the same."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to say something; see data/signs.yaml."""

    all: tuple[re.Pattern[str], ...]
    not_: tuple[re.Pattern[str], ...] = ()
    around: tuple[re.Pattern[str], ...] = ()
    free: bool = False


Signs = Mapping[str, tuple[Pattern, ...]]


def found(sign: Sequence[Pattern], said: Sequence[Said]) -> list[Said]:
    """The sentences that give a sign, in order."""
    return [one for one in said if any(matches(pattern, one) for pattern in sign)]


def matches(pattern: Pattern, said: Said) -> bool:
    """Whether a sentence says what a pattern looks for, firmly and as a statement: a run of key words without a verb is none."""
    if not is_statement(said.text):
        return False
    first = pattern.all[0].search(said.text)
    if not first or not all(p.search(said.text) for p in pattern.all[1:]) or any(p.search(said.text) for p in pattern.not_):
        return False
    whole = f"{said.head} {said.around}"
    if not all(p.search(whole) for p in pattern.around):
        return False
    return pattern.free or not (is_hedged(said.text) or _is_denied(said.text, first))


def is_statement(text: str) -> bool:
    """Whether a text says something: it has a verb and is no list of key words, or has a figure and words about it (a bullet, a row)."""
    words = re.findall(r"[\w’'-]+", text)
    commas = text.count(",")
    listed = commas >= 4 and commas * 3 > len(words) and not re.search(r"\d", text)
    little = sum(word.lower() in STOPWORDS or word.lower() in ("each", "every") for word in words)
    return not listed and len(words) >= SHORTEST and bool(_VERB.search(text) or re.search(r"\d", text) or little >= _LITTLE * len(words))


def is_hedged(text: str) -> bool:
    """Whether a sentence promises or says something only by halves."""
    return any(not _is_month(text, match) for match in HEDGE.finditer(text))


def _is_month(text: str, match: re.Match[str]) -> bool:
    return match.group() == "May"


def _is_denied(text: str, match: re.Match[str]) -> bool:
    start = max((m.end() for m in _STOP.finditer(text, 0, match.start())), default=0)
    return bool(_NOT.search(text[max(start, match.start() - 60):match.start()]))


# --- reading ---------------------------------------------------------------------------------------------


@lru_cache(maxsize=1)
def shipped_signs() -> Signs:
    """The shipped signs."""
    return read_signs(DATA / "signs.yaml")


def read_signs(path: Path) -> Signs:
    """The signs of a file, by id. Raises CorpusError: a key is unknown, a name in braces is, or it is no regular expression."""
    data = check_keys(path.name, read_yaml(path), {"words", "signs"})
    words: dict[str, str] = {}
    for name, text in data["words"].items():
        words[name] = _filled(f"{path.name}, word {name}", text, words)
    return {name: tuple(_pattern(f"{path.name}, sign {name}", row, words) for row in rows) for name, rows in data["signs"].items()}


def _pattern(where: str, row: Any, words: Mapping[str, str]) -> Pattern:
    row = check_keys(where, row, {"all"}, {"not", "around", "free"})
    parts = [tuple(compiled(where, text, words) for text in row.get(key) or ()) for key in ("all", "not", "around")]
    return Pattern(*parts, free=bool(row.get("free")))


def compiled(where: str, text: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """A regular expression with pieces put in, blind to case. Raises CorpusError."""
    try:
        return re.compile(_filled(where, text, words), re.I)
    except re.error as error:
        raise CorpusError(f"{where}: {error} in {text!r}; expected a regular expression with names of `words` in braces") from error


def _filled(where: str, text: str, words: Mapping[str, str]) -> str:
    def word(match: re.Match[str]) -> str:
        if match[1] not in words:
            raise CorpusError(f"{where}: {{{match[1]}}} is not among the words above it; expected one of {', '.join(sorted(words))}")
        return words[match[1]]

    return re.sub(r"\{([a-z]\w*)\}", word, text)
