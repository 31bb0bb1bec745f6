"""Rows of charts that code counts or lists: plans by region, CCGs by footprint, dated events. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.charts.values import Mark
from assistant.compose import Quote
from assistant.events import THEMES, Event
from assistant.table_rows import REGIONS, Footprint, Row, Rows
from assistant.tables import SOURCE

MENTIONS, SILENT = "Plans that mention social value", "Plans that do not"
Made = tuple[tuple[Mark, ...], dict[str, str], tuple[Quote, ...]]
"""The rows, the words for the gaps in a chart's texts, and quotes behind these."""


def plans_rows(rows: Rows) -> Made:
    """For each region of Appendix 3, how many plans mention social value and how many do not."""
    marks = []
    for region in REGIONS:
        prints = rows.in_regions((region,))
        named = [f.name for f in prints if f.mentions]
        yes, no = len(named), len(prints) - len(named)
        marks.append(Mark(region, yes, MENTIONS, _quote((f for f in prints if f.mentions or not named), prints[0].row), (region, str(yes), str(no), "; ".join(named) or "none"),
                          f"{yes} of {yes + no}", other=no, region=region, more_pages=tuple({f.row.page for f in prints})))
    names = [f.name for f in rows.footprints if f.mentions]
    words = {"each": ", ".join(f"{mark.label}: {mark.shown} plans" for mark in marks), "names": _listed(names),
             "mention": str(len(names)), "all": str(len(rows.footprints))}
    return tuple(marks), words, tuple(_of(f.row) for f in rows.footprints if f.mentions)


def footprints_rows(rows: Rows) -> Made:
    """For each footprint how many CCGs it has, the most first; CCGs in two count in both."""
    sized = sorted(((len(rows.members(f)), f) for f in rows.footprints), key=lambda pair: (-pair[0], pair[1].name))
    marks = tuple(Mark(f.name, count, "CCGs", _of(rows.members(f)[0].row), (f.name, f.region, str(count)), str(count), region=f.region,
                       more_pages=tuple({group.row.page for group in rows.members(f)})) for count, f in sized)
    most, least = sized[0][0], sized[-1][0]
    words = {"count": str(len(marks)), "most_count": str(most), "least_count": str(least), "most": _listed(f.name for n, f in sized if n == most),
             "least": _listed(f.name for n, f in sized if n == least), "groups": str(len(rows.groups)), "straddle": str(sum(len(g.footprints) > 1 for g in rows.groups))}
    return marks, words, ()


def events_rows(events: Sequence[Event]) -> Made:
    """The events, each with its year as its place on the line."""
    marks = tuple(Mark(event.text, _years(event.when), THEMES[event.theme], event.quote, (event.day, event.text, THEMES[event.theme]), event.day) for event in events)
    return marks, {"count": str(len(marks)), "first": events[0].when[:4], "last": events[-1].when[:4]}, ()


def _listed(names: Iterable[str]) -> str:
    """Names in a sentence, with semicolons, since some have commas in them."""
    *first, last = names
    return f"{'; '.join(first)}; and {last}" if first else last


def _years(when: str) -> float:
    """A date as years, with its month and day as a fraction."""
    year, month, day = (*map(int, when.split("-")), 1, 1)[:3]
    return round(year + (month - 1) / 12 + (day - 1) / 366, 3)


def _quote(named: Iterable[Footprint], first: Row) -> Quote:
    return _of(next((f.row for f in named), first))


def _of(row: Row) -> Quote:
    return Quote(SOURCE, row.page, row.text)
