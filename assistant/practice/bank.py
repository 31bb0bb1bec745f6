"""All items there are to practise on, each proved. Made anew at each start from data and pages; the same for the same seed. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache

from assistant.domain import Page
from assistant.events import Event
from assistant.law import DUE_DAYS
from assistant.practice.facts import Fact, Sort
from assistant.practice.from_events import items_from_events
from assistant.practice.from_facts import items_from_facts
from assistant.practice.from_tables import items_from_tables
from assistant.practice.items import Item
from assistant.practice.proof import faults
from assistant.practice.wrong import Sentences
from assistant.table_rows import Rows


@dataclass(frozen=True, slots=True)
class Material:
    """What items are made of. `pages` are those of the shipped documents alone."""

    facts: tuple[Fact, ...]
    sorts: dict[str, Sort]
    events: tuple[Event, ...]
    rows: Rows
    pages: tuple[Page, ...]


@dataclass(frozen=True, slots=True)
class Bank:
    """The items that may be asked, by id in the order they were made. `unproved` were left out for the faults named; `stale` for their age."""

    items: tuple[Item, ...]
    unproved: tuple[tuple[Item, tuple[str, ...]], ...] = ()
    stale: tuple[Item, ...] = ()

    @property
    def by_id(self) -> dict[str, Item]:
        """The items by their id."""
        return {item.id: item for item in self.items}


def make_bank(material: Material, today: date, seed: int = 0) -> Bank:
    """The bank for a day. An item on today's law whose facts were last checked over DUE_DAYS ago is not asked: nobody is sure of it."""
    page_text = _reader(material.pages)
    made = [*items_from_facts(material.facts, material.sorts, Sentences.of(material.pages), page_text, seed),
            *items_from_tables(material.rows, seed), *items_from_events(material.events, seed)]
    items: list[Item] = []
    unproved: list[tuple[Item, tuple[str, ...]]] = []
    stale: list[Item] = []
    for item in made:
        if found := faults(item, page_text):
            unproved.append((item, found))
        elif item.checked and (today - item.checked).days > DUE_DAYS:
            stale.append(item)
        else:
            items.append(item)
    return Bank(tuple(items), tuple(unproved), tuple(stale))


def _reader(pages: Sequence[Page]):  # noqa: ANN202 - a PageText
    """A way to read pages in; "" where there is none, and both where a label stands twice."""

    @cache
    def text(source_id: str, label: str) -> str:
        return "\n\n".join(page.text for page in pages if (page.source_id, page.label) == (source_id, label))

    return text
