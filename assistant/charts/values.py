"""A chart as data: what the drawing, the table, the files and the page are all made of. Pure values."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum

from assistant.compose import Quote
from assistant.law import SOURCE_ID, spoken


class Shape(StrEnum):
    """How it is drawn."""

    BARS = "bars"
    LADDER = "ladder"
    STACKED = "stacked"
    TIMELINE = "timeline"


@dataclass(frozen=True, slots=True)
class Mark:
    """A row: its label, value (for a range its end, and `low` its beginning), the group that gives its colour, and the quote it stands on.

    `cells` are its cells in the table, `shown` is the value as it is written beside it, `other` the rest of a stacked bar. `region` is for filters.
    """

    label: str
    value: float
    group: str
    quote: Quote
    cells: tuple[str, ...]
    shown: str
    low: float = 0
    other: float = 0
    region: str = ""
    more_pages: tuple[str, ...] = ()
    """Pages besides the quote's on which what was counted stands."""

    @property
    def page(self) -> str:
        """Where it stands, as in a table: "17", or "30, 31 and 33"."""
        return _listed(sorted({self.quote.page, *self.more_pages}, key=lambda page: (len(page), page)))


@dataclass(frozen=True, slots=True)
class Chart:
    """A picture: its name, title and shape, the table behind it, itself in words, and every quote it stands on.

    `checked` is when the law in it was last checked, None where it has none.
    """

    name: str
    title: str
    shape: Shape
    unit: str
    columns: tuple[str, ...]
    marks: tuple[Mark, ...]
    alt: str
    note: str
    quotes: tuple[Quote, ...]
    checked: date | None
    titles: tuple[tuple[str, str], ...]
    """Every document it stands on: (source id, title without subtitle)."""

    @property
    def source_line(self) -> str:
        """Where it stands: "Healthy Commissioning, pages 6, 20 and 22"; with the day on which today's law was checked."""
        parts = []
        for source, title in self.titles:
            pages = sorted({page for mark in self.marks if mark.quote.source_id == source for page in (mark.quote.page, *mark.more_pages)} |
                           {quote.page for quote in self.quotes if quote.source_id == source}, key=lambda page: (len(page), page))
            law = f" (checked {spoken(self.checked)})" if self.checked and source == SOURCE_ID else ""
            parts.append(f"{title}, page{'s' if len(pages) > 1 else ''} {_listed(pages)}{law}")
        return "; ".join(parts)

    @property
    def table(self) -> tuple[tuple[str, ...], ...]:
        """Its rows as a table, headings first; the last two columns say in which document and on which page each stands."""
        titles = dict(self.titles)
        return ((*self.columns, "Document", "Page"), *((*mark.cells, titles[mark.quote.source_id], mark.page) for mark in self.marks))

    @property
    def groups(self) -> tuple[str, ...]:
        """The groups that give colours, in order."""
        return tuple(dict.fromkeys(mark.group for mark in self.marks))


def part_of(chart: Chart, *, regions: Sequence[str] = (), groups: Sequence[str] = ()) -> Chart:
    """The chart with the rows of these regions or groups alone, and in words those rows; without a filter the chart itself."""
    marks = tuple(mark for mark in chart.marks if (not regions or mark.region in regions) and (not groups or mark.group in groups))
    if len(marks) == len(chart.marks):
        return chart
    return replace(chart, marks=marks, alt=f"{chart.title}, in part. " + "; ".join(f"{mark.label}: {mark.shown}" for mark in marks) + ".")


def _listed(pages: Sequence[str]) -> str:
    """Pages in a sentence; a long run of them as its ends."""
    if len(pages) > 3 and int(pages[-1]) - int(pages[0]) == len(pages) - 1:
        return f"{pages[0]} to {pages[-1]}"
    return " and ".join(filter(None, (", ".join(pages[:-1]), pages[-1])))
