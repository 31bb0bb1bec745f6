"""Charts as inline SVG, from numbers alone. Pure; every text is escaped; colours come from the page's style (class names).

Across, all is in per cent, and down in em, so that a chart fits any width and its letters keep the size of the page's.
A chart is one image to a screen reader: its title and description say what it shows, and a table beside it has the numbers.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from evals.markup import esc

LABEL = 34
"""Characters of a label that fit beside its figure on a phone."""


@dataclass(frozen=True, slots=True)
class Bar:
    """A value with its interval (None where there is none) and what stands at the end of its line."""

    label: str
    value: float
    low: float | None
    high: float | None
    note: str


@dataclass(frozen=True, slots=True)
class Bin:
    """How many values are in [low, high). The last bin of a histogram may be open: high is then infinite."""

    low: float
    high: float
    count: int


def bars(name: str, title: str, desc: str, rows: Sequence[Bar], top: float = 1.0) -> str:
    """Level bars from 0 to `top`, each under its label, with its interval as a line across the end."""
    drawn = []
    for number, row in enumerate(rows):
        y = 3 * number
        short = row.label if len(row.label) <= LABEL else row.label[:LABEL - 1] + "…"
        drawn.append(
            f'<text x="0" y="{y + 1.1:g}em">{esc(short)}</text><text class="end" x="100%" y="{y + 1.1:g}em">{esc(row.note)}</text>'
            f'<rect class="track" x="0" y="{y + 1.5:g}em" width="100%" height="1em"/>'
            f'<rect class="bar" x="0" y="{y + 1.5:g}em" width="{_at(row.value, top)}" height="1em"/>{_interval(row.low, row.high, top, y + 2)}')
    return _svg(name, title, desc, 3 * len(rows), "".join(drawn))


def histogram(name: str, title: str, desc: str, bins: Sequence[Bin], marks: Mapping[str, float]) -> str:
    """Upright bars with their counts on top, the limits of bins below, and a line down through the chart for each mark."""
    if not bins:
        return _svg(name, title, desc, 0, "")
    top, floor = 3.8, 13.0  # em: below the labels of the marks; the line the bars stand on
    most, wide = max(b.count for b in bins), 100 / len(bins)
    drawn = []
    for number, b in enumerate(bins):
        tall = (floor - top) * b.count / most
        drawn.append(f'<rect class="bar" x="{number * wide + wide * 0.06:.2f}%" y="{floor - tall:.2f}em" width="{wide * 0.88:.2f}%" height="{tall:.2f}em"/>')
        if b.count:
            drawn.append(f'<text class="mid" x="{(number + 0.5) * wide:.2f}%" y="{floor - tall - 0.3:.2f}em">{b.count}</text>')
    drawn.append(f'<line class="axis" x1="0" x2="100%" y1="{floor}em" y2="{floor}em"/>{_limits(bins, floor + 1.3)}')
    for number, (label, value) in enumerate(marks.items()):
        x = _in_bins(value, bins)
        place, shift = ("end", "-0.4em") if x > 50 else ("start", "0.4em")
        y = 1.1 + 1.4 * number
        drawn.append(f'<line class="mark" x1="{x:.2f}%" x2="{x:.2f}%" y1="{y - 0.9:.2f}em" y2="{floor}em"/>'
                     f'<text class="{place}" x="{x:.2f}%" dx="{shift}" y="{y:.2f}em">{esc(label)}</text>')
    return _svg(name, title, desc, 15, "".join(drawn))


def line(name: str, title: str, desc: str, points: Sequence[tuple[float, float]], top: float = 1.0) -> str:
    """A line through (x, y) in the order given, y from 0 to `top`; the least and the greatest x stand below."""
    if not points:
        return _svg(name, title, desc, 0, "")
    first, last = min(x for x, _ in points), max(x for x, _ in points)
    placed = " ".join(f"{100 * (x - first) / (last - first or 1):.2f},{100 - 100 * min(1, max(0, y / top)):.2f}" for x, y in points)
    drawn = (f'<svg y="0.5em" width="100%" height="10em" viewBox="0 0 100 100" preserveAspectRatio="none"><polyline class="line" points="{placed}"/></svg>'
             f'<line class="axis" x1="0" x2="100%" y1="10.5em" y2="10.5em"/><text x="0" y="1.4em">{top:g}</text>'
             f'<text x="0" y="12em">{first:g}</text><text class="end" x="100%" y="12em">{last:g}</text>')
    return _svg(name, title, desc, 12.5, drawn)


def strip(value: float, low: float | None, high: float | None, top: float = 1.0) -> str:
    """A dot with its interval on a line from 0 to `top`, to go with figures in the same row: screen readers pass it over."""
    return (f'<svg class="strip" aria-hidden="true" height="1em"><line class="axis" x1="0" x2="100%" y1="0.5em" y2="0.5em"/>'
            f'{_interval(low, high, top, 0.5, tall=0.3)}<circle class="dot" cx="{_at(value, top)}" cy="0.5em" r="0.25em"/></svg>')


def binned(values: Sequence[float], wanted: int = 14) -> tuple[Bin, ...]:
    """Even bins from 0 with round limits, at most wanted + 1 of them; () for no values.

    A few values far off would press all others into one bin: where the greatest is over twice the 95th of a hundred, the
    even bins end a little after that one and the last bin is open.
    """
    if not values:
        return ()
    ordered = sorted(values)
    usual = ordered[math.ceil(0.95 * len(ordered)) - 1] * 1.25
    far = ordered[-1] > 2 * usual and usual > 0
    step = _round_step((usual if far else ordered[-1]) / wanted)
    count = min(wanted, math.floor((usual if far else ordered[-1]) / step) + 1)
    inside = [0] * count
    for value in ordered:
        if value < count * step:
            inside[max(0, int(value / step))] += 1
    bins = [Bin(n * step, (n + 1) * step, found) for n, found in enumerate(inside)]
    beyond = len(ordered) - sum(inside)
    return (*bins, Bin(count * step, math.inf, beyond)) if beyond else tuple(bins)


def _round_step(least: float) -> float:
    """The least of 1, 2, 5, 10, 20, 50... that is not under `least`."""
    power = 10.0 ** max(0, math.floor(math.log10(least))) if least > 1 else 1.0
    return next(step for factor in (1, 2, 5, 10) if (step := factor * power) >= least)


def _in_bins(value: float, bins: Sequence[Bin]) -> float:
    """Where a value lies across a histogram, in per cent: in the middle of an open bin."""
    for number, b in enumerate(bins):
        if value < b.high or number == len(bins) - 1:
            inside = 0.5 if math.isinf(b.high) else min(1, max(0, (value - b.low) / (b.high - b.low)))
            return 100 * (number + inside) / len(bins)
    return 0.0


def _limits(bins: Sequence[Bin], y: float) -> str:
    """Some four of the limits below a histogram, and the last."""
    every, last = math.ceil(len(bins) / 4), bins[-1]
    shown = [f'<text class="{"mid" if n else "start"}" x="{100 * n / len(bins):.2f}%" y="{y}em">{b.low:,.0f}</text>'
             for n, b in enumerate(bins) if n % every == 0 and (n == 0 or n <= len(bins) - every)]
    ends = f"{last.low:,.0f} or more" if math.isinf(last.high) else f"{last.high:,.0f}"
    return "".join(shown) + f'<text class="end" x="100%" y="{y}em">{ends}</text>'


def _interval(low: float | None, high: float | None, top: float, y: float, tall: float = 0.35) -> str:
    if low is None or high is None:
        return ""
    ends = "".join(f'<line class="whisker" x1="{_at(x, top)}" x2="{_at(x, top)}" y1="{y - tall:g}em" y2="{y + tall:g}em"/>' for x in (low, high))
    return f'<line class="whisker" x1="{_at(low, top)}" x2="{_at(high, top)}" y1="{y:g}em" y2="{y:g}em"/>{ends}'


def _at(value: float, top: float) -> str:
    return f"{100 * min(1, max(0, value / top)):.2f}%"


def _svg(name: str, title: str, desc: str, tall: float, drawn: str) -> str:
    return (f'<svg class="chart" role="img" aria-labelledby="{esc(name)}-title {esc(name)}-desc" width="100%" height="{tall:g}em">'
            f'<title id="{esc(name)}-title">{esc(title)}</title><desc id="{esc(name)}-desc">{esc(desc)}</desc>{drawn}</svg>')
