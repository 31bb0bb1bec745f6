"""What has changed, to be read through: the dated facts of our briefing and the events that the documents tell, by topic and by reader. Pure but for loading.

data/timeline.yaml says which facts, under which topic, for whom; every date, source and degree of sureness is the fact's own.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from pathlib import Path
from typing import Any

from assistant.currency import Rule
from assistant.domain import Role
from assistant.errors import CorpusError
from assistant.events import THEMES, Event, spoken
from assistant.law import DUE_DAYS, SOURCE_ID, Briefing, Fact
from assistant.law import spoken as spoken_day
from assistant.yaml_data import check_keys, check_unique, read_yaml

DATA = Path(__file__).parent / "data" / "timeline.yaml"


class State(StrEnum):
    """How a change stands."""

    MADE = "made"
    PENDING = "pending"
    UNCERTAIN = "uncertain"


SURENESS = {"primary": "read in the law or an official page", "secondary": "read in a law firm's, press, trade body's or council's page",
            "unconfirmed": "not confirmed", "document": "as a document of its time says"}
"""Degree of sureness -> what it means."""


@dataclass(frozen=True, slots=True)
class Topic:
    """What changes are about, and whom it concerns. `facts` are ids; `theme` is one of events.THEMES, "" for none."""

    id: str
    title: str
    readers: tuple[Role, ...]
    facts: tuple[str, ...]
    theme: str


@dataclass(frozen=True, slots=True)
class Change:
    """One entry. `when` is ISO, as exact as is known, "" where there is no date; `checked` is None for what only a document of its time says.

    `source_id` and `page` are where it can be read here; `severity` is that of the notice it stands under, "" for none.
    """

    id: str
    when: str
    title: str
    text: str
    topic: Topic
    state: State
    sure: str
    sources: tuple[str, ...]
    checked: date | None
    is_due: bool
    source_id: str
    page: str
    severity: str = ""

    @property
    def day(self) -> str:
        """Its date as people write it: 8 March 2012, April 2027, 1998; "" without one."""
        return spoken(self.when)

    @property
    def year(self) -> str:
        """Its year; "" without one."""
        return self.when[:4]


def read_timeline(briefing: Briefing, rules: Sequence[Rule], events: Sequence[Event], titles: Mapping[str, str], today: date,
                  path: Path = DATA) -> tuple[Change, ...]:
    """Every change, the earliest first, those without a date last. `titles` are the documents', by id.

    Raises:
        CorpusError: the file cannot be read, or a key, reader, theme or fact is wrong, stands twice, or is neither dated, pending nor unconfirmed.
    """
    topics, pending = _read(path, briefing)
    facts = {fact.id: fact for fact in briefing.facts}
    pages = {fact.id: section.page for section in briefing.sections for fact in section.facts}
    severities = {rule.facts[0].id: rule.severity for rule in reversed(rules)}
    made: list[Change] = []
    for topic in topics:
        made += [_of_fact(facts[name], topic, name in pending, pages[name], severities.get(name, ""), today) for name in topic.facts]
        made += [_of_event(event, topic, titles) for event in events if topic.theme and event.theme == topic.theme and event.quote.source_id != SOURCE_ID]
    return tuple(sorted(made, key=lambda change: (change.when == "", change.when, change.id)))


def chosen(changes: Iterable[Change], *, topics: Collection[str] = (), reader: Role | None = None, state: State | None = None, words: str = "") -> tuple[Change, ...]:
    """Those of these topics (none: all), that concern a reader (None: anyone), stand so (None: any way) and have these words in them, whatever the capitals."""
    wanted = words.casefold().split()
    return tuple(change for change in changes if (not topics or change.topic.id in topics) and (reader is None or reader in change.topic.readers)
                 and (state is None or change.state is state) and all(word in f"{change.day} {change.title} {change.text}".casefold() for word in wanted))


def source_line(change: Change) -> str:
    """Where a change comes from, how sure that is, and when it was checked."""
    parts = [f"Source: {'; '.join(change.sources)}", f"{change.sure}: {SURENESS[change.sure]}"]
    if change.checked:
        parts.append(f"checked {spoken_day(change.checked)}" + (f", over {DUE_DAYS} days ago: check again before you rely on it" if change.is_due else ""))
    return " · ".join(parts)


# --- to take away ----------------------------------------------------------------------------------------

COLUMNS = ("date", "title", "text", "topic", "readers", "state", "sure", "sources", "checked", "due", "document", "page")


def as_rows(changes: Iterable[Change]) -> list[dict[str, str]]:
    """A row of COLUMNS each."""
    return [dict(zip(COLUMNS, (c.when, c.title, c.text, c.topic.title, ", ".join(c.topic.readers), c.state.value, c.sure, "; ".join(c.sources),
                               c.checked.isoformat() if c.checked else "", "yes" if c.is_due else "no", c.source_id, c.page), strict=True)) for c in changes]


def as_csv(changes: Iterable[Change]) -> bytes:
    """UTF-8 with a mark at its beginning, as spreadsheets want it."""
    out = io.StringIO(newline="")
    writer = csv.DictWriter(out, COLUMNS)
    writer.writeheader()
    writer.writerows(as_rows(changes))
    return out.getvalue().encode("utf-8-sig")


def as_markdown(changes: Sequence[Change], today: date) -> bytes:
    """A page to read: what was made by year, then what is pending and what is uncertain."""
    lines = ["# What has changed in social value law", f"As at {spoken_day(today)}. A summary in our own words, not legal advice."]
    for state, heading in ((State.MADE, "What has changed"), (State.PENDING, "On its way"), (State.UNCERTAIN, "Not certain")):
        if found := chosen(changes, state=state):
            lines.append(f"## {heading}")
            lines += [f"**{f'{c.day}: ' if c.day else ''}{c.title}** {c.text}  \n_{source_line(c)}_" for c in found]
    return ("\n\n".join(lines) + "\n").encode()


# --- reading ---------------------------------------------------------------------------------------------


def _read(path: Path, briefing: Briefing) -> tuple[tuple[Topic, ...], frozenset[str]]:
    data = check_keys(path.name, read_yaml(path), {"topics", "pending"})
    topics = tuple(_topic(f"{path.name}, topic {number}", row) for number, row in enumerate(data["topics"], 1))
    check_unique(path.name, "topic", (topic.id for topic in topics))
    names = [name for topic in topics for name in topic.facts]
    check_unique(path.name, "fact", names)
    facts = {fact.id: fact for fact in briefing.facts}
    pending = frozenset(data["pending"])
    for name in (*names, *pending):
        if name not in facts or name not in names:
            raise CorpusError(f"{path.name}: {name!r} is {'in no topic' if name in facts else 'no fact of facts.yaml'}; expected the id of one that is")
    for name in names:
        if not (facts[name].since or name in pending or facts[name].sure == "unconfirmed"):
            raise CorpusError(f"{path.name}: fact {name!r} has no date, and is neither pending nor unconfirmed; expected one of the three")
    return topics, pending


def _topic(where: str, row: Any) -> Topic:
    row = check_keys(where, row, {"id", "title", "readers"}, {"facts", "events"})
    if wrong := sorted(set(row["readers"]) - set(Role)):
        raise CorpusError(f"{where}: reader {wrong[0]!r}; expected some of {', '.join(Role)}")
    if (theme := row.get("events", "")) and theme not in THEMES:
        raise CorpusError(f"{where}: events {theme!r}; expected one of {', '.join(THEMES)}")
    return Topic(row["id"], row["title"], tuple(map(Role, row["readers"])), tuple(row.get("facts", ())), theme)


def _of_fact(fact: Fact, topic: Topic, is_pending: bool, page: str, severity: str, today: date) -> Change:
    coming = is_pending or bool(fact.since) and fact.since > today.isoformat()[:len(fact.since)]
    state = State.PENDING if coming else State.UNCERTAIN if fact.sure == "unconfirmed" else State.MADE
    return Change(fact.id, fact.since, fact.title, fact.text, topic, state, fact.sure, fact.sources, fact.checked, (today - fact.checked).days > DUE_DAYS,
                  SOURCE_ID, page, severity)


def _of_event(event: Event, topic: Topic, titles: Mapping[str, str]) -> Change:
    source = f"{titles.get(event.quote.source_id, event.quote.source_id).split(': ')[0]}, page {event.quote.page}"
    return Change(event.id, event.when, "", f"{event.text}.", topic, State.MADE, "document", (source,), None, False,
                  event.quote.source_id, event.quote.page)


def topics_of(changes: Iterable[Change]) -> Mapping[str, str]:
    """Topic id -> title, by title."""
    return dict(sorted({change.topic.id: change.topic.title for change in changes}.items(), key=lambda pair: pair[1]))
