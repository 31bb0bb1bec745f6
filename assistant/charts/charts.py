"""The findings as data to draw: data/charts.yaml, the tables and the events, every figure held against its quote. Pure but for reading."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.charts.counted import events_rows, footprints_rows, plans_rows
from assistant.charts.values import Chart, Mark, Shape
from assistant.check import on_page
from assistant.compose import Quote
from assistant.errors import CorpusError
from assistant.events import Event
from assistant.law import SOURCE_ID, Briefing, fact_of
from assistant.table_rows import Rows
from assistant.text import figures, stands_in
from assistant.yaml_data import check_keys, check_unique, read_list

DATA = Path(__file__).parent / "data" / "charts.yaml"
PageText = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Ground:
    """What charts stand on."""

    page_text: PageText
    rows: Rows
    events: tuple[Event, ...]
    briefing: Briefing
    titles: Mapping[str, str]
    """Every document's title by its id."""


def read_charts(ground: Ground, path: Path = DATA) -> tuple[Chart, ...]:
    """Every chart, in the order of the file.

    Raises:
        CorpusError: the file cannot be read, a key or shape is wrong, a quote does not stand on its page, or a figure of a row or of the text
            alternative stands in no quote and was not counted.
    """
    charts = tuple(_chart(f"{path.name}, chart {number}", row, ground) for number, row in enumerate(read_list(path), 1))
    check_unique(path.name, "name", (chart.name for chart in charts))
    return charts


def _chart(where: str, row: Any, ground: Ground) -> Chart:
    row = check_keys(where, row, {"name", "title", "shape", "columns", "made_of", "alt"}, {"unit", "note", "rows", "quotes"})
    where = f"{where} ({row['name']})"
    if row["shape"] not in list(Shape):
        raise CorpusError(f"{where}: shape {row['shape']!r}; expected one of {', '.join(Shape)}")
    made = {"plans": lambda: plans_rows(ground.rows), "footprints": lambda: footprints_rows(ground.rows), "events": lambda: events_rows(ground.events)}
    if row["made_of"] == "rows":
        marks, words, behind = tuple(_mark(where, one, row["unit"], ground.page_text) for one in row["rows"]), {}, ()
    elif row["made_of"] in made:
        marks, words, behind = made[row["made_of"]]()
    else:
        raise CorpusError(f"{where}: made_of {row['made_of']!r}; expected rows, {', '.join(made)}")
    quotes = tuple(dict.fromkeys((*(_quote(where, one, ground.page_text) for one in row.get("quotes", ())), *behind, *(mark.quote for mark in marks))))
    chart = Chart(row["name"], row["title"], Shape(row["shape"]), row["unit"], tuple(row["columns"]), marks, _filled(row["alt"], words), _filled(row.get("note", ""), words),
                  quotes, _checked(where, quotes, ground.briefing), tuple({quote.source_id: ground.titles[quote.source_id].split(": ")[0] for quote in quotes}.items()))
    if odd := set(figures(f"{chart.alt} {chart.note}")) - _known(chart, words):
        raise CorpusError(f"{where}: {min(odd)} of its alt or note stands in no row and no quote")
    return chart


def _mark(where: str, row: Any, unit: str, page_text: PageText) -> Mark:
    row = check_keys(where, row, {"label", "group", "source", "page", "quote"}, {"value", "low", "high", "word"})
    quote = _quote(where, {key: row[key] for key in ("source", "page", "quote")}, page_text)
    low, high = (row["value"], row["value"]) if "value" in row else (row["low"], row["high"])
    said = {figure.rstrip("%") for figure in figures(quote.text)}
    missing = [value for value in (low, high) if f"{value:g}" not in said and not ("word" in row and stands_in(row["word"], quote.text))]
    if missing or (unit and f"{high:g}{unit}" not in figures(quote.text)):
        raise CorpusError(f"{where}, {row['label']}: {(missing or [high])[0]:g}{unit} does not stand in its quote")
    shown = f"{low:g}–{high:g}{unit}" if low != high else f"{high:g}{unit}"
    return Mark(row["label"], high, row["group"], quote, (row["label"], shown), shown, low=low)


def _quote(where: str, row: Any, page_text: PageText) -> Quote:
    row = check_keys(where, row, {"source", "page", "quote"})
    if not on_page(row["quote"], page_text(row["source"], row["page"])):
        raise CorpusError(f"{where}: {row['quote'][:60]!r} does not stand on page {row['page']} of {row['source']}")
    return Quote(row["source"], row["page"], row["quote"])


def _checked(where: str, quotes: Iterable[Quote], briefing: Briefing) -> date | None:
    """When the law in it was last checked, the earliest of all; None where it has none. Raises CorpusError for law that nobody is sure of."""
    found = []
    for quote in quotes:
        if quote.source_id == SOURCE_ID:
            fact = fact_of(briefing, quote.text)
            if fact is None or fact.sure == "unconfirmed":
                raise CorpusError(f"{where}: {quote.text[:60]!r} is of no fact of the briefing that is sure")
            found.append(fact.checked)
    return min(found, default=None)


def _known(chart: Chart, words: Mapping[str, str]) -> set[str]:
    """The figures that its alt and note may use: those of rows and quotes, and what code counted."""
    said = [quote.text for quote in chart.quotes] + [cell for mark in chart.marks for cell in (*mark.cells, mark.group)]
    return {figure for text in (*said, str(len(chart.marks)), *words.values()) for figure in figures(text)}


def _filled(text: str, words: dict[str, str]) -> str:
    return " ".join(re.sub(r"\{(\w+)\}", lambda match: words[match.group(1)], text).split())


def find_chart(charts: Sequence[Chart], name: str) -> Chart:
    """A chart by its name. Raises CorpusError with the names there are."""
    found = next((chart for chart in charts if chart.name == name.strip().lower()), None)
    if found is None:
        raise CorpusError(f"there is no picture {name[:40]!r}; the names are {', '.join(chart.name for chart in charts)}")
    return found
