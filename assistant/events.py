"""What happened when, 1991 to now: data/events.yaml, read and held against its quotes. For the timeline and for questions on the order of events."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.check import check_claim
from assistant.compose import Quote
from assistant.domain import Citation
from assistant.errors import CorpusError
from assistant.law import MONTHS, SOURCE_ID, Briefing, fact_of
from assistant.yaml_data import check_keys, check_unique, read_list

DATA = Path(__file__).parent / "data" / "events.yaml"
THEMES = {"commissioning": "NHS commissioning", "act": "The Act and guidance on it", "buying": "Buying law and policy"}
"""What an event is about, with the words for it."""
PageText = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Event:
    """`when` is ISO, as exact as the quote (a year, month or day); `text` is what happened, without its date or full stop."""

    id: str
    when: str
    theme: str
    text: str
    quote: Quote
    checked: date | None
    """When the fact was last checked, for one of today's law; None for what a document of its time says."""

    @property
    def day(self) -> str:
        """Its date as people write it: 1991, December 2010, 8 March 2012."""
        return spoken(self.when)

    @property
    def statement(self) -> str:
        """The event as a sentence with its date."""
        return f"{self.text}: {self.day}."


def spoken(when: str) -> str:
    """An ISO year, month or day as people write it ("2012-03-08" -> "8 March 2012")."""
    year, month, day = (*when.split("-"), "", "")[:3]
    return " ".join(filter(None, (day and str(int(day)), month and MONTHS[int(month) - 1], year)))


def read_events(page_text: PageText, briefing: Briefing, path: Path = DATA) -> tuple[Event, ...]:
    """The events of a file, in date order.

    Raises:
        CorpusError: the file cannot be read, a key, theme or date is wrong, an event is out of order, its quote does not stand on its page or does
            not bear it out, or the law it speaks of is unconfirmed.
    """
    events = tuple(_event(f"{path.name}, event {number}", row, page_text, briefing) for number, row in enumerate(read_list(path), 1))
    check_unique(path.name, "id", (event.id for event in events))
    for before, after in zip(events, events[1:], strict=False):
        if after.when[:4] < before.when[:4]:
            raise CorpusError(f"{path.name}, {after.id}: {after.when} stands below {before.when}; expected the years in order")
    return events


def _event(where: str, row: Any, page_text: PageText, briefing: Briefing) -> Event:
    row = check_keys(where, row, {"id", "when", "theme", "text", "source", "page", "quote"})
    where = f"{where} ({row['id']})"
    if row["theme"] not in THEMES or not re.fullmatch(r"\d{4}(-(0[1-9]|1[0-2])(-\d\d)?)?", str(row["when"])):
        raise CorpusError(f"{where}: expected a theme of {', '.join(THEMES)} and a date such as 1991, 2010-12 or 2012-03-08")
    quote = Quote(row["source"], row["page"], row["quote"])
    fact = fact_of(briefing, quote.text) if quote.source_id == SOURCE_ID else None
    if quote.source_id == SOURCE_ID and (fact is None or fact.sure == "unconfirmed"):
        raise CorpusError(f"{where}: its quote is of no fact of the briefing that is sure")
    event = Event(row["id"], row["when"], row["theme"], row["text"], quote, fact.checked if fact else None)
    if problems := check_claim(event.statement, (citation(quote),), page_text):
        raise CorpusError(f"{where}: its quote does not bear it out ({problems[0].fault}: {problems[0].about})")
    return event


def citation(quote: Quote, n: int = 1) -> Citation:
    """A quote as the check takes it."""
    return Citation(n, quote.source_id, "", quote.page, quote.headings, quote.text, quote.passage_id)


def apart(events: Sequence[Event]) -> bool:
    """Whether the order of events is beyond doubt: a year's event and one of a day in that year could be either way round."""
    spans = sorted(_span(event.when) for event in events)
    return all(before[1] < after[0] for before, after in zip(spans, spans[1:], strict=False))


def _span(when: str) -> tuple[str, str]:
    """The first and the last day that a date may mean."""
    return (f"{when}-01-01"[:10], f"{when}-12-31"[:10]) if len(when) == 4 else (f"{when}-01"[:10], f"{when}-31"[:10])
