"""Signs by which a statement is known: patterns as data, and the guards that keep a word alone from counting. Pure.

A pattern speaks for a sign only where what it finds is said, and firmly: not denied ("no lead"), not hedged ("we will consider").
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from assistant.drafting.statements import SENTENCE, Statement
from assistant.errors import CorpusError
from assistant.law import MONTHS
from assistant.yaml_data import check_keys

FIRM, HEDGED, DENIED = "firm", "hedged", "denied"
FUTURE, PAST = "future", "past"
_KEYS = {"with", "around", "not", "not_with", "firm", "denied", "date", "listed", "inline", "quoted", "asked", "hedged"}
_STOP = re.compile(r"[;:!?|()–—]|\.\s|\b(?:but|although|though|however|whereas|while|unless)\b|,? and (?:the|it|they|we|there|that)\b", re.I)
_CLOSE = re.compile(rf"{_STOP.pattern}|,", re.I)
_HEDGE = re.compile(
    r"\b(?:(?<!that )(?-i:may)\b(?! not be (?:lower|reduc|less|below))|might|could|would like|hopes?|hoped|aspir\w+|aims? to|aiming to|seeks? to|intends? to|explor\w+|(?:will|shall|would|should|could|can) (?:\w+ )?consider\b|"
    r"considering|(?:will|to) be considered|consideration (?:will|may|should|to)|wish(?:es)? to|wherever possible|where(?:ver)? (?:possible|practicable|feasible|appropriate)|(?:as|if|when) appropriate|"
    r"in due course|encourag\w+|preferabl\w+|tr(?:y|ies) to|striv\w+|plans? to|at some point|to be (?:agreed|confirmed|determined|developed|decided|set)|tbc|tbd|under development|in preparation|endeavou?r\w*|"
    r"(?:is|are) (?:hoped|anticipated)|working towards|look(?:s|ing)? to|not yet|has yet to|yet to)\b", re.I)
_GAP = re.compile(r"\[(?:to be|insert|tbc|tbd|name|date|x+\b|\.\.)", re.I)
"""What a template leaves open."""
_NOT = re.compile(r"\b(?:no|not|never|nor|neither|without|none|cannot|nothing|nobody|lacks?|absence of)\b(?! (?:only|just|least|later|less|fewer|more than|lower|exceed|exception|simply|merely|doubt))|n't\b", re.I)
_NOT_AFTER = re.compile(r"\W*(?:\w+\W+){0,5}?(?:(?:is|are|was|were|has|have|do|does|did|will|shall|can|could)(?: \w+)? (?:not|never|no longer)\b|\w+n't\b|not (?:yet|planned|required|published|known))", re.I)
_REACH = 90
"""How many characters before what is found a denial may stand."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """One way to say something; see data/elements.yaml for what its parts mean. `firm` and `denied` as there; `date` is future, past or ""."""

    here: tuple[re.Pattern[str], ...]
    with_: tuple[re.Pattern[str], ...] = ()
    around: tuple[re.Pattern[str], ...] = ()
    not_: tuple[re.Pattern[str], ...] = ()
    not_with: tuple[re.Pattern[str], ...] = ()
    firm: bool = True
    denied: bool = False
    date: str = ""
    listed: int = 0
    inline: int = 0
    quoted: bool = False
    asked: bool = False
    hedged: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """Words of a document that speak for a sign: quote and page, and how they say it (FIRM, HEDGED, DENIED). `at` is the statement's place."""

    quote: str
    page: str
    how: str = FIRM
    at: int = 0


def find(patterns: Sequence[Pattern], said: Sequence[Statement], today: date) -> list[Found]:
    """What speaks for a sign in a document, in the order of its patterns, then of the document; each statement once."""
    found: dict[int, Found] = {}
    for pattern in patterns:
        hits = [(at, how) for at, statement in enumerate(said) if (how := matches(pattern, statement, today))]
        for at, how in _listed(pattern, hits, said) if pattern.listed else hits:
            if at not in found or found[at].how != FIRM:
                found[at] = Found(said[at].text, said[at].page, how, at)
    return list(found.values())


def matches(pattern: Pattern, statement: Statement, today: date) -> str:
    """How a statement says what a pattern looks for; "" when it does not."""
    if statement.quoted and not pattern.quoted or statement.read.endswith("?") and not (pattern.asked or pattern.quoted):
        return ""
    first = _dated(pattern, statement.read, today) if pattern.date else pattern.here[0].search(statement.read)
    if not first or not all(p.search(statement.read) for p in pattern.here[1:]) or any(p.search(statement.read) for p in pattern.not_):
        return ""
    whole = f"{statement.read} | {statement.context}"
    if not all(p.search(whole) for p in pattern.with_) or any(p.search(statement.context) for p in pattern.not_with):
        return ""
    if not all(p.search(statement.around) for p in pattern.around):
        return ""
    if pattern.listed and statement.kind == SENTENCE:
        return ""
    if pattern.inline and _parts(first.group()) < pattern.inline:
        return ""
    if not pattern.firm:
        return FIRM
    if not pattern.denied and _is_denied(statement.read, first):
        return DENIED
    if pattern.hedged:
        return FIRM
    return HEDGED if _GAP.search(statement.read) or _HEDGE.search(_clause(statement.read, first, _STOP)) or _HEDGE.search(_opening(statement)) else FIRM


def _listed(pattern: Pattern, hits: Sequence[tuple[int, str]], said: Sequence[Statement]) -> Iterator[tuple[int, str]]:
    """The hits that stand with enough others in one list or table; a table's first row is its header."""
    groups: dict[int, list[tuple[int, str]]] = {}
    for at, how in hits:
        if f"header: {said[at].read.replace(' | ', '; ')}" not in said[at].context:
            groups.setdefault(said[at].group, []).append((at, how))
    for group in groups.values():
        if len(group) >= pattern.listed:
            yield from group


def _parts(text: str) -> int:
    """How many things a run of words lists: "a, b and c" is 3."""
    return len([part for part in re.split(r",(?: and| or)? |;(?: and)? | and (?!\w+ing from)|\(\d\)", text) if part.strip()])


def _opening(statement: Statement) -> str:
    lead = re.search(r"lead: ([^|]*)", statement.context)
    return lead[1] if lead and lead[1].rstrip().endswith(":") and not re.search(r"\baims? to\b", lead[1]) else ""


def _clause(text: str, match: re.Match[str], stop: re.Pattern[str]) -> str:
    start = max((m.end() for m in stop.finditer(text, 0, match.start())), default=0)
    end = stop.search(text, match.end())
    return text[start:end.start() if end else len(text)]


def _is_denied(text: str, match: re.Match[str]) -> bool:
    start = max((m.end() for m in _CLOSE.finditer(text, 0, match.start())), default=0)
    before = text[max(start, match.start() - _REACH):match.start()]
    end = _CLOSE.search(text, match.end())
    return bool(_NOT.search(before) or _NOT.match(match.group()) or _NOT_AFTER.match(text[match.end():end.start() if end else len(text)]))


# --- dates -----------------------------------------------------------------------------------------------

_SEASONS = {"spring": 5, "summer": 8, "autumn": 11, "fall": 11, "winter": 12}


def last_day(text: str) -> date | None:
    """The last day that a date may mean ("March 2028": 31 March 2028; "2024/25": the end of 2025); None where there is no year in it."""
    low = text.lower()
    if numbers := re.search(r"\b(\d{1,2})[/.](\d{1,2})[/.](20\d\d)\b", low):
        day, month, year = map(int, numbers.groups())
        return _day(year, month, day)
    years = re.findall(r"\b20\d\d\b", low)
    if not years:
        return None
    year = int(years[-1])
    if later := re.search(rf"{year}[/–-](\d\d)\b", low):
        year = year // 100 * 100 + int(later[1])
    names = {**{name.lower()[:3]: n for n, name in enumerate(MONTHS, 1)}, **{name[:3]: n for name, n in _SEASONS.items()}}
    found = re.search(rf"\b(?:(\d{{1,2}})(?:st|nd|rd|th)? )?({'|'.join(names)})[a-z]*\b(?: (\d{{1,2}})(?!\d))?", low)
    if not found:
        return date(year, 12, 31)
    return _day(year, names[found[2]], int(found[1] or found[3] or 0))


def _day(year: int, month: int, day: int) -> date | None:
    if not 1 <= month <= 12:
        return None
    most = calendar.monthrange(year, month)[1]
    return date(year, month, min(day, most) if day else most)


def _dated(pattern: Pattern, text: str, today: date) -> re.Match[str] | None:
    """The first thing found whose date lies where the pattern wants it."""
    found = ((match, last_day(match["date"])) for match in pattern.here[0].finditer(text))
    return next((match for match, day in found if day and (day < today) == (pattern.date == PAST)), None)


# --- reading ---------------------------------------------------------------------------------------------


def read_words(where: str, words: Mapping[str, str]) -> dict[str, str]:
    """Pieces of patterns by name, each with the earlier ones put in. Raises CorpusError for a name that is not known."""
    done: dict[str, str] = {}
    for name, value in words.items():
        done[name] = _filled(f"{where}, word {name}", value, done)
    return done


def read_pattern(where: str, row: Any, words: Mapping[str, str]) -> Pattern:
    """A pattern of a data file. Raises CorpusError: a key is unknown, a name in braces is, or it is no regular expression."""
    row = check_keys(where, row, {"here"}, _KEYS)
    parts = [tuple(compiled(where, text, words) for text in row.get(key) or ()) for key in ("here", "with", "around", "not", "not_with")]
    if row.get("date") and (row["date"] not in (FUTURE, PAST) or "date" not in parts[0][0].groupindex):
        raise CorpusError(f"{where}: date {row['date']!r}; expected future or past, and a group (?P<date>...) in the first of here")
    return Pattern(*parts, row.get("firm", True), row.get("denied", False), row.get("date", ""), row.get("listed", 0), row.get("inline", 0), row.get("quoted", False), row.get("asked", False), row.get("hedged", False))


def compiled(where: str, text: str, words: Mapping[str, str]) -> re.Pattern[str]:
    """A regular expression with pieces put in. Raises CorpusError, as read_pattern does."""
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
