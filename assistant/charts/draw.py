"""Charts drawn with Altair, and as PNG with vl-convert: on light and dark, with no colour that alone tells something, readable on a phone.

Labels stand above their bars, so that a bar has the whole width; what a colour says, a label or a legend says too.
"""

from __future__ import annotations

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass

import altair as alt
import vl_convert

from assistant.charts.counted import MENTIONS, SILENT
from assistant.charts.values import Chart, Mark, Shape

PNG_WIDTH = 720
PNG_SCALE = 2
NARROW, WIDE = 44, 88
"""Characters a line: what fits on a phone, and in a file of PNG_WIDTH."""
_LINE, _BAR, _GAP = 18, 18, 16
"""Pixels: a line of text, a bar, and what parts two rows."""
_LEFT = 26
"""Pixels from the line of a timeline to its text."""


@dataclass(frozen=True, slots=True)
class Look:
    """Colours on a background. Blue, orange and grey are told apart with any kind of colour vision, and stand out 3 to 1 or more."""

    text: str
    faint: str
    series: tuple[str, str, str]


LIGHT = Look("#0b0c0c", "#b1b4b6", ("#0064a8", "#c75000", "#6b7276"))
DARK = Look("#f1f3f4", "#5c656b", ("#6cb6f0", "#f0a04b", "#a7afb5"))
SHAPES = ("circle", "square", "diamond")
_NO_AXIS = alt.Axis(labels=False, ticks=False, domain=False, grid=False, title=None)


def draw(chart: Chart, *, dark: bool = False) -> alt.LayerChart:
    """The chart as wide as its place, on whatever background, without its title."""
    return _finished(_drawn(chart, DARK if dark else LIGHT, NARROW), chart, DARK if dark else LIGHT).properties(
        width="container", background="transparent", autosize=alt.AutoSizeParams(type="fit-x", contains="padding"))  # its legend stands above it, not in its place


def png(chart: Chart) -> bytes:
    """The chart as a PNG file that can go out alone: on white, with its title, note and sources."""
    under = [*textwrap.wrap(chart.note, 116), *textwrap.wrap(f"Source: {chart.source_line}.", 116)]
    title = alt.Title(textwrap.wrap(chart.title, 62), subtitle=under, anchor="start", offset=18, fontSize=21, subtitleFontSize=13, subtitlePadding=8,
                      color=LIGHT.text, subtitleColor=LIGHT.text)
    drawn = _finished(_drawn(chart, LIGHT, WIDE), chart, LIGHT).properties(width=PNG_WIDTH, background="#ffffff", padding=24, title=title)
    return vl_convert.vegalite_to_png(drawn.to_json(), scale=PNG_SCALE)


def _drawn(chart: Chart, look: Look, wrap: int) -> alt.LayerChart:
    if chart.shape is Shape.TIMELINE:
        return _timeline(chart, look, wrap)
    marks = sorted(chart.marks, key=lambda mark: (mark.value, mark.low)) if chart.shape is Shape.LADDER else chart.marks
    return _bars(marks, look, wrap)


def _finished(drawn: alt.LayerChart, chart: Chart, look: Look) -> alt.LayerChart:
    """With what every chart has: itself in words for a screen reader, its letters and colours, no frame."""
    return drawn.properties(description=chart.alt).configure(font="Source Sans Pro, Source Sans, Arial, sans-serif").configure_view(stroke=None).configure_legend(
        labelColor=look.text, labelFontSize=15, orient="top", direction="vertical", title=None, labelLimit=330, symbolSize=150, offset=14)


def _bars(marks: Sequence[Mark], look: Look, wrap: int) -> alt.LayerChart:
    """A label above each bar; a range begins at its least value; the rest of a stacked bar stands behind its end in grey."""
    labels, bars, top = [], [], 0
    for mark in marks:
        lines = textwrap.wrap(f"{mark.label}: {mark.shown}", wrap)
        labels.append({"y": top, "text": lines})
        at = {"top": top + _LINE * len(lines) + 2, "bottom": top + _LINE * len(lines) + 2 + _BAR, "tip": f"{mark.label}: {mark.shown}"}
        bars.append(at | {"low": mark.low if mark.low < mark.value else 0, "high": mark.value, "group": mark.group})
        if mark.other:
            bars.append(at | {"low": mark.value, "high": mark.value + mark.other, "group": SILENT})
        top = at["bottom"] + _GAP
    colours = _colours([bar["group"] for bar in bars], look)
    scale = alt.Scale(domain=[top, 0], nice=False, zero=False)
    drawn = alt.Chart(alt.Data(values=bars)).mark_bar().encode(
        x=alt.X("low:Q", axis=_NO_AXIS, scale=alt.Scale(nice=False, domain=[0, max(bar["high"] for bar in bars)])), x2="high:Q", y=alt.Y("top:Q", axis=_NO_AXIS, scale=scale), y2="bottom:Q",
        color=alt.Color("group:N", scale=colours, sort=colours.domain, legend=alt.Legend() if len(colours.domain) > 1 else None), tooltip=[alt.Tooltip("tip:N", title=" ")])
    return alt.layer(drawn, _text(labels, look, scale, 0)).properties(height=top)


def _timeline(chart: Chart, look: Look, wrap: int) -> alt.LayerChart:
    """Down the years: a mark for each event, and beside it its date and what happened. Colour and shape both say what it is about."""
    dates, texts, points, top = [], [], [], 0
    for mark in chart.marks:
        lines = textwrap.wrap(mark.label, wrap)
        dates.append({"y": top, "text": mark.shown})
        texts.append({"y": top + _LINE, "text": lines})
        points.append({"y": top + _LINE / 2, "group": mark.group})
        top += _LINE * (len(lines) + 1) + _GAP
    colours = _colours([point["group"] for point in points], look)
    scale = alt.Scale(domain=[top, 0], nice=False, zero=False)
    line = alt.Chart(alt.Data(values=[{"y": points[0]["y"], "end": points[-1]["y"]}])).mark_rule(color=look.faint, strokeWidth=2).encode(
        x=alt.value(8), y=alt.Y("y:Q", axis=_NO_AXIS, scale=scale), y2="end:Q")
    drawn = alt.Chart(alt.Data(values=points)).mark_point(filled=True, size=140, opacity=1).encode(
        x=alt.value(8), y=alt.Y("y:Q", axis=_NO_AXIS, scale=scale), color=alt.Color("group:N", scale=colours, sort=colours.domain),
        shape=alt.Shape("group:N", scale=alt.Scale(domain=colours.domain, range=list(SHAPES[:len(colours.domain)])), sort=colours.domain))
    return alt.layer(line, drawn, _text(dates, look, scale, _LEFT, bold=True), _text(texts, look, scale, _LEFT)).properties(height=top)


def _text(rows: list[dict], look: Look, scale: alt.Scale, left: int, *, bold: bool = False) -> alt.Chart:
    return alt.Chart(alt.Data(values=rows)).mark_text(align="left", baseline="top", fontSize=15, lineHeight=_LINE, fontWeight="bold" if bold else "normal", color=look.text).encode(
        x=alt.value(left), y=alt.Y("y:Q", axis=_NO_AXIS, scale=scale), text="text:N")


def _colours(groups: Sequence[str], look: Look) -> alt.Scale:
    """A colour for each group, in the order met; what is not there is grey."""
    domain = sorted(dict.fromkeys(groups), key=lambda group: group == SILENT)
    found = dict(zip([group for group in domain if group != SILENT], look.series if MENTIONS not in domain else look.series[:1], strict=False))
    return alt.Scale(domain=domain, range=[found.get(group, look.series[2]) for group in domain])
