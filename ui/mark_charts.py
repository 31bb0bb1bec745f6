"""The marks of policies as charts: Vega-Lite as plain values, each with its rows as a table and a text that says the same. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from assistant.drafting.portfolio import Portfolio
from assistant.drafting.review import Mark, Review
from assistant.drafting.review_paper import MARKS, pages

COLOURS = {"met": "#1f7a4d", "partly": "#c77700", "missing": "#8a9199"}
"""Of the marks; each is also told in words, for nobody has to tell them apart by colour."""
POINTS = {Mark.MET: 1.0, Mark.PARTLY: 0.5, Mark.MISSING: 0.0}
CHOSEN = "chosen"
"""The name of the chart's selection."""


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its Vega-Lite, the same as a table (by column), and the same in words."""

    spec: dict[str, Any]
    table: dict[str, list[str]]
    alt: str


def elements_chart(checked: Review) -> Chart:
    """The ten elements of one policy."""
    rows = [{"number": n, "element": f"{n}. {mark.element.title}", "mark": MARKS[mark.mark], "points": POINTS[mark.mark]} for n, mark in enumerate(checked.marks, 1)]
    y = {"field": "element", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 260, "ticks": False, "domain": False, "labelFontSize": 13}}
    spec = {
        "data": {"values": rows}, "height": {"step": 30},
        "encoding": {"y": y, "x": {"field": "points", "type": "quantitative", "scale": {"domain": [0, 1.35]}, "axis": None}, "tooltip": None},
        "layer": [
            {"params": [{"name": CHOSEN, "select": {"type": "point", "fields": ["number"]}}], "mark": {"type": "bar", "height": 18, "cursor": "pointer"}, "encoding": {"color": _colour(legend=False), "opacity": {"condition": {"param": CHOSEN, "value": 1}, "value": 0.55}}},
            {"mark": {"type": "text", "align": "left", "dx": 6, "fontSize": 13, "color": "currentColor"}, "encoding": {"text": {"field": "mark"}}}]}
    table = {"Element": [row["element"] for row in rows], "Mark": [row["mark"] for row in rows], "Where": [pages(mark) for mark in checked.marks]}
    return Chart(spec, table, f"A bar for each of the ten elements, full where it is met. {_told(table['Element'], table['Mark'])}")


def portfolio_chart(held: Portfolio) -> Chart:
    """How many of the policies meet, half meet and lack each element."""
    first = held.policies[0].checked
    titles = [(mark.element.id, f"{n}. {mark.element.title}") for n, mark in enumerate(first.marks if first else (), 1)]
    counts = [(title, held.marks(element)) for element, title in titles]
    rows = [{"element": title, "mark": MARKS[mark], "count": marks[mark], "order": place} for title, marks in counts for place, mark in enumerate(Mark)]
    y = {"field": "element", "type": "nominal", "sort": None, "title": None, "axis": {"labelLimit": 260, "ticks": False, "domain": False, "labelFontSize": 13}}
    spec = {"data": {"values": rows}, "height": {"step": 30}, "mark": {"type": "bar", "height": 18},
            "encoding": {"y": y, "x": {"field": "count", "type": "quantitative", "title": "Policies", "axis": {"tickMinStep": 1, "format": "d"}},
                         "color": _colour(legend=True), "order": {"field": "order"},
                         "tooltip": [{"field": "element", "title": "Element"}, {"field": "mark", "title": "Mark"}, {"field": "count", "title": "Policies"}]}}
    table = {"Element": [title for title, _ in counts], **{MARKS[mark].capitalize(): [str(marks[mark]) for _, marks in counts] for mark in Mark}}
    told = "; ".join(f"{title} {marks[Mark.MET]} met, {marks[Mark.PARTLY]} partly, {marks[Mark.MISSING]} missing" for title, marks in counts)
    return Chart(spec, table, f"A bar for each of the ten elements, of as many parts as there are policies. {told}.")


def _colour(*, legend: bool) -> dict[str, Any]:
    names = [MARKS[mark] for mark in Mark]
    return {"field": "mark", "type": "nominal", "scale": {"domain": names, "range": [COLOURS[name] for name in names]},
            "legend": {"orient": "top", "title": None, "labelFontSize": 13} if legend else None}


def _told(elements: Sequence[str], marks: Sequence[str]) -> str:
    return "; ".join(f"{element}: {mark}" for element, mark in zip(elements, marks, strict=True)) + "."
