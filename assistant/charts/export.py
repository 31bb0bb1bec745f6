"""A chart as a file: the picture as PNG, its table as CSV, or all of it as Markdown."""

from __future__ import annotations

import csv
from collections.abc import Callable, Iterable, Mapping, Sequence
from io import StringIO
from pathlib import Path

from assistant.charts.values import Chart
from assistant.errors import ExportError
from assistant.export import write_whole
from assistant.markdown import literal


def as_csv(rows: Iterable[Sequence[str]]) -> bytes:
    """Rows as a CSV file that spreadsheets read as UTF-8."""
    made = StringIO()
    csv.writer(made, lineterminator="\r\n").writerows(rows)
    return made.getvalue().encode("utf-8-sig")


def as_markdown(chart: Chart) -> str:
    """Title, text alternative, table, note, and the quotes it stands on."""
    head, *rows = [[literal(cell) for cell in row] for row in chart.table]
    table = [f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)]
    titles = dict(chart.titles)
    quotes = [f"- “{literal(quote.text)}” ({literal(titles[quote.source_id])}, page {quote.page})" for quote in chart.quotes]
    return "\n\n".join(filter(None, (f"# {literal(chart.title)}", literal(chart.alt), "\n".join(table), literal(chart.note), f"Source: {literal(chart.source_line)}.", "\n".join(quotes)))) + "\n"


def _png(chart: Chart) -> bytes:
    from assistant.charts.draw import png  # heavy: a table needs no drawing

    return png(chart)


WRITERS: Mapping[str, Callable[[Chart], bytes]] = {".png": _png, ".csv": lambda chart: as_csv(chart.table), ".md": lambda chart: as_markdown(chart).encode()}


def export_chart(chart: Chart, out: Path, *, replace: bool = False) -> Path:
    """Writes a chart to a .png, .csv or .md file. Raises ExportError with what to do."""
    writer = WRITERS.get(out.suffix.lower())
    if writer is None:
        raise ExportError(f"{out.name}: a picture is written as {', '.join(WRITERS)}; give the file one of these endings")
    if out.exists() and not replace:
        raise ExportError(f"{out} is there already; give another name, or --replace to write over it")
    return write_whole(out, writer(chart))
