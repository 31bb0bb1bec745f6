"""The facts of our briefing on today's law: corpus/law/facts.yaml, read and checked. The one place where a fact lives."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.text import sentence_spans, stands_in
from assistant.yaml_data import check_keys, check_unique, read_yaml

SOURCE_ID = "law-as-it-stands"
"""The briefing's id in the catalogue."""
TIMELINE = "2"
"""The page whose facts are one dated line each: a list in the document."""
DUE_DAYS = 180
SURE = ("primary", "secondary", "unconfirmed")
MOST_SENTENCES = 4
_CAUTION = re.compile(r"\b(could not|reportedly|not seen|uncertain|unconfirmed|check)\b", re.IGNORECASE)
_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_PAGE = re.compile(r"[1-9]\d*")
MONTHS = ("January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December")


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that we say about the law. `since` is ISO, as exact as is known (a day, month or year), "" when it has no start."""

    id: str
    title: str
    text: str
    sure: str
    sources: tuple[str, ...]
    since: str
    checked: date


@dataclass(frozen=True, slots=True)
class Section:
    """A page of the briefing."""

    page: str
    title: str
    intro: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True, slots=True)
class Briefing:
    """All facts, by section, with the day they were last checked as a whole."""

    title: str
    checked: date
    sections: tuple[Section, ...]

    @property
    def facts(self) -> tuple[Fact, ...]:
        """Every fact, in order."""
        return tuple(fact for section in self.sections for fact in section.facts)


@dataclass(frozen=True, slots=True)
class Age:
    """How long ago a fact was checked, in days, and whether that is over DUE_DAYS."""

    fact: Fact
    days: int

    @property
    def is_due(self) -> bool:
        """Whether somebody should check it again."""
        return self.days > DUE_DAYS


# --- reading ---------------------------------------------------------------------------------------------


def read_facts(path: Path) -> Briefing:
    """The briefing as data.

    Raises:
        CorpusError: the file cannot be read, or a key, id, date, degree of sureness or text is wrong; the message names
            file, fact, key and what was expected.
    """
    data = read_yaml(path)
    where = path.name
    check_keys(where, data, {"checked", "title", "sections"})
    checked = _day(where, "checked", data["checked"])
    sections = tuple(_section(where, number, row, checked) for number, row in enumerate(_list(where, "sections", data["sections"]), 1))
    briefing = Briefing(_text(where, "title", data["title"]), checked, sections)
    check_unique(where, "page", [section.page for section in sections])
    check_unique(where, "id", [fact.id for fact in briefing.facts])
    return briefing


def _section(file: str, number: int, row: Any, checked: date) -> Section:
    where = f"{file}, section {row.get('page', number) if isinstance(row, dict) else number}"
    check_keys(where, row, {"page", "title", "facts"}, {"intro"})
    page = str(row["page"])
    if not _PAGE.fullmatch(page):
        raise CorpusError(f"{where}: page {page!r}; expected a number such as \"3\"")
    facts = tuple(_fact(file, where, n, fact, checked) for n, fact in enumerate(_list(where, "facts", row["facts"]), 1))
    if page == TIMELINE:
        _in_order(file, facts)
    return Section(page, _text(where, "title", row["title"]), _text(where, "intro", row["intro"]) if "intro" in row else "", facts)


def _fact(file: str, section: str, number: int, row: Any, checked: date) -> Fact:
    where = f"{file}, fact {row['id']}" if isinstance(row, dict) and row.get("id") else f"{section}, fact {number}"
    check_keys(where, row, {"id", "title", "text", "sure", "sources"}, {"from", "checked"})
    if not _ID.fullmatch(str(row["id"])):
        raise CorpusError(f"{where}: id {row['id']!r}; expected small letters, figures and hyphens, such as \"act-royal-assent\"")
    if row["sure"] not in SURE:
        raise CorpusError(f"{where}: sure {row['sure']!r}; expected one of {', '.join(SURE)}")
    text = _text(where, "text", row["text"])
    sentences = [text[start:end] for start, end in sentence_spans(text)]
    if len(sentences) > MOST_SENTENCES or not text.endswith((".", "?", "!")):
        raise CorpusError(f"{where}: text has {len(sentences)} sentences; expected 1 to {MOST_SENTENCES} whole sentences, "
                          "the last with its full stop")
    # A sentence may be quoted without its neighbours, so the caution has to stand in each.
    if row["sure"] == "unconfirmed" and (bare := [s for s in sentences if not _CAUTION.search(s)]):
        raise CorpusError(f"{where}: text is unconfirmed, but nothing in {bare[0]!r} says so; expected a word of caution in each sentence: "
                          "\"could not confirm\", \"reportedly\", \"have not seen\", \"uncertain\" or \"check\"")
    return Fact(row["id"], _text(where, "title", row["title"]), text, row["sure"],
                tuple(_text(where, "sources", source) for source in _list(where, "sources", row["sources"])),
                _since(where, row["from"]) if "from" in row else "", _day(where, "checked", row["checked"]) if "checked" in row else checked)


def _in_order(file: str, facts: Sequence[Fact]) -> None:
    """That each line of the timeline has a date, and none is before its neighbour above."""
    for fact in facts:
        if not fact.since:
            raise CorpusError(f"{file}, fact {fact.id}: 'from' is missing; expected a date, since page {TIMELINE} is the timeline")
    for before, after in zip(facts, facts[1:], strict=False):
        if after.since < before.since:
            raise CorpusError(f"{file}, fact {after.id}: from {after.since} stands below {before.since}; expected the timeline in date order")


def _list(where: str, key: str, value: Any) -> Sequence[Any]:
    if not isinstance(value, list):
        raise CorpusError(f"{where}: {key} must be a list, not {type(value).__name__}")
    return value


def _text(where: str, key: str, value: Any) -> str:
    if not isinstance(value, str) or not value.strip():
        raise CorpusError(f"{where}: {key} {value!r}; expected a text")
    return " ".join(value.split())


def _day(where: str, key: str, value: Any) -> date:
    try:
        return date.fromisoformat(str(value))
    except ValueError:
        raise CorpusError(f"{where}: {key} {value!r}; expected a day such as 2026-11-21") from None


def _since(where: str, value: Any) -> str:
    text = str(value)
    try:
        if not re.fullmatch(r"\d{4}(-\d\d){0,2}", text):
            raise ValueError
        date.fromisoformat((text + "-01-01")[:10])
    except ValueError:
        raise CorpusError(f"{where}: from {value!r}; expected a day, month or year such as 2026-04-01, 2026-04 or 2026") from None
    return text


def ages(briefing: Briefing, today: date) -> tuple[Age, ...]:
    """Every fact with its age, in the briefing's order."""
    return tuple(Age(fact, (today - fact.checked).days) for fact in briefing.facts)


def fact_of(briefing: Briefing, quote: str) -> Fact | None:
    """The fact that a quote stands in word for word; None when there is none."""
    return next((fact for fact in briefing.facts if stands_in(quote, fact.text)), None)


def has_caution(sentence: str) -> bool:
    """Whether a sentence says by itself that something is not sure."""
    return _CAUTION.search(sentence) is not None


def spoken(day: date) -> str:
    """A day as people write it: 21 November 2026."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def spoken_iso(iso: str) -> str:
    """An ISO day as people write it; a year or a month as it is."""
    return spoken(date.fromisoformat(iso)) if len(iso) == 10 else iso
