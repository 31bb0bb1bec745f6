"""`social-value findings`: a picture's table, its words and its sources in the terminal. No logic of its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Console
from rich.table import Table

from assistant.charts.values import Chart
from ui.terminal import console, print_indented, shown


def print_charts(charts: Sequence[Chart], out: Console = console) -> None:
    """The names of all pictures, a line each."""
    width = max(len(chart.name) for chart in charts)
    for chart in charts:
        out.print(f"{chart.name:{width}}  {shown(chart.title)}")
    out.print("\n`social-value findings NAME` shows one; with --out FILE.png, .csv or .md it is written to a file.", style="dim")


def print_chart(chart: Chart, out: Console = console) -> None:
    """A picture: its title, itself in words, its table, its note and quotes."""
    out.print(f"[bold]{shown(chart.title)}[/bold]\n{shown(chart.alt)}\n")
    head, *rows = chart.table
    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for name in head:
        table.add_column(name, overflow="fold")
    for row in rows:
        table.add_row(*map(shown, row))
    out.print(table)
    if chart.note:
        out.print(f"Note: {shown(chart.note)}")
    out.print(f"Source: {shown(chart.source_line)}.")
    titles = dict(chart.titles)
    for quote in chart.quotes[:8]:
        print_indented(f"“{quote.text.replace('  ', ', ')}” ({titles[quote.source_id]}, page {quote.page})", out, 2)
    if len(chart.quotes) > 8:
        out.print(f"  and {len(chart.quotes) - 8} quotes more, with --out FILE.md", style="dim")


def chart_json(chart: Chart) -> dict[str, Any]:
    """A picture as plain values."""
    return {"name": chart.name, "title": chart.title, "alt": chart.alt, "note": chart.note, "columns": list(chart.table[0]), "rows": [list(row) for row in chart.table[1:]],
            "quotes": [{"source_id": quote.source_id, "page": quote.page, "quote": quote.text} for quote in chart.quotes],
            "checked": chart.checked.isoformat() if chart.checked else None}
