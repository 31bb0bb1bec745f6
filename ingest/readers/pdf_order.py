"""Rows of a page into lines in reading order: columns one after the other, tables row by row. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from ingest.readers.pdf_lines import Row, Segment

_FEWEST = 4  # lines a column has at least
_FULL = 0.75  # part of the column's width that most lines of running text fill, and cells of a table do not
_NARROWEST = 8  # sizes: a column of running text is at least this wide
_ALIGNED = 0.8  # sizes: how far cells of one column may start apart
_COLUMNS = 3  # columns, and rows that have them all, make a table that no gutter parts
_ROW_GAP = 3.5  # sizes: rows further apart are not of one table


@dataclass(frozen=True, slots=True)
class Line:
    """A line in reading order. `cells` are those of a table's row, () elsewhere.

    `left` and `right` are the edges of its column; `words_x`, `bold` and `lead` as in Segment.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    words_x: float
    left: float
    right: float
    bold: float = 0.0
    lead: str = ""
    cells: tuple[str, ...] = ()


def lines_of(rows: Sequence[Row]) -> list[Line]:
    """The lines of a page, or of a column, from its first to its last."""
    gutter = _gutter(rows)
    if gutter is None:
        return _plain(rows)
    found: list[Line] = []
    across: list[Row] = []  # kept together: a table's rows may cross the gutter or not
    for crosses, band in _bands(rows, gutter):
        left, right = _split(band, gutter)
        if not crosses and _is_running(left, fewest=2) and _is_running(right, fewest=1):
            found += [*_plain(across), *lines_of(left), *lines_of(right)]
            across = []
        else:
            across += band
    return found + _plain(across)


def _bands(rows: Sequence[Row], gutter: float) -> list[tuple[bool, list[Row]]]:
    """The rows in runs of those that cross the gutter (True) and runs of those that do not."""

    tabled = _tabled(rows)

    def crosses(line: Row) -> bool:
        return id(line) in tabled or any(part.x < gutter - 1 and part.end > gutter + 1 for part in line.segments)

    return [(across, list(band)) for across, band in groupby(rows, crosses)]


def _tabled(rows: Sequence[Row]) -> set[int]:
    """The rows (by id) of tables of three columns or more: no gutter parts them, however wide the space between two columns."""
    found: set[int] = set()
    at = 0
    while at < len(rows):
        columns, end = [part.x for part in rows[at].segments], at + 1
        while len(columns) >= _COLUMNS and end < len(rows) and rows[end - 1].y - rows[end].y <= _ROW_GAP * rows[end].size:
            parts = rows[end].segments
            if any(_column(part, columns) is None for part in parts) or len(parts) == 1 and parts[0].end > columns[1] and _column(parts[0], columns) == 0:
                break
            end += 1
        whole = [row for row in rows[at:end] if len(row.segments) >= _COLUMNS]
        first = [Row(row.y, row.segments[:1]) for row in whole]
        is_text = _is_running(first, fewest=2) and max(r.segments[0].end - r.segments[0].x for r in first) >= 2 * _NARROWEST * first[0].size
        if len(whole) >= _COLUMNS and not is_text:
            found.update(map(id, rows[at:end]))
        at = end
    return found


def _split(band: Sequence[Row], gutter: float) -> tuple[list[Row], list[Row]]:
    """What stands left of the gutter, and what stands right of it."""
    left = [
        Row(line.y, kept) for line in band if (kept := [part for part in line.segments if part.x < gutter])
    ]
    right = [
        Row(line.y, kept) for line in band if (kept := [part for part in line.segments if part.x >= gutter])
    ]
    return left, right


def _gutter(rows: Sequence[Row]) -> float | None:
    """Where two columns of running text part, or None. A table has a gutter too, but ragged cells."""
    segments = [segment for line in rows for segment in line.segments]
    if len(segments) < 2 * _FEWEST:
        return None
    left, right = min(part.x for part in segments), max(part.end for part in segments)
    starts = Counter(
        round(part.x)
        for part in segments
        if left + 0.2 * (right - left) < part.x < left + 0.8 * (right - left)
    )
    for start, _ in sorted(starts.items(), key=lambda item: (-item[1], item[0]))[:8]:
        gutter = start - 2.0
        if any(
            not across and all(_is_running(column) for column in _split(band, gutter))
            for across, band in _bands(rows, gutter)
        ):
            return gutter
    return None


def _is_running(column: Sequence[Row], fewest: int = _FEWEST) -> bool:
    """Whether rows are lines of running text: enough of them, and most as wide as their column."""
    if len(column) < fewest:
        return False
    left, right = min(line.segments[0].x for line in column), max(line.segments[-1].end for line in column)
    full = sum(line.segments[-1].end - line.segments[0].x >= _FULL * (right - left) for line in column)
    return 2 * full >= len(column) and right - left >= _NARROWEST * max(line.size for line in column)


# --- tables ----------------------------------------------------------------------------------------------


def _plain(rows: Sequence[Row]) -> list[Line]:
    """Rows from the top, those of a table as cells, others as one line each."""
    left = min((line.segments[0].x for line in rows), default=0.0)
    right = max((line.segments[-1].end for line in rows), default=0.0)
    found: list[Line] = []
    at = 0
    while at < len(rows):
        end, table = _table(rows, at)
        if table:
            found += [_line(rows[at], left, right, cells) for cells in table]
            at = end
        else:
            found.append(_line(rows[at], left, right))
            at += 1
    return found


def _line(line: Row, left: float, right: float, cells: tuple[str, ...] = ()) -> Line:
    first, letters = line.segments[0], sum(len(part.text) for part in line.segments)
    bold = sum(part.bold * len(part.text) for part in line.segments) / max(letters, 1)
    text = " ".join(part.text for part in line.segments)
    return Line(
        text, first.x, line.segments[-1].end, line.y, line.size, words_x=first.words_x,
        left=left, right=right, bold=bold, lead=first.lead, cells=cells,
    )  # fmt: skip


def _table(rows: Sequence[Row], at: int) -> tuple[int, list[tuple[str, ...]]]:
    """The table that starts at a row: the index of the row after it, and its rows' cells (none if none)."""
    if len(rows[at].segments) < 2:
        return at, []
    columns = [segment.x for segment in rows[at].segments]
    lines = [{column: segment.text for column, segment in enumerate(rows[at].segments)}]
    whole, end = 1, at + 1
    while end < len(rows) and rows[end - 1].y - rows[end].y <= _ROW_GAP * rows[end].size:
        segments = rows[end].segments
        known = [column for segment in segments if (column := _column(segment, columns)) is not None]
        if len(segments) > 1 and any(known):  # in line with a column that is not the first
            columns += [segment.x for segment in segments if _column(segment, columns) is None]
            whole += 1
        elif (
            len(segments) > 1
            or not known
            or segments[0].end - segments[0].x > 0.6 * (_right(rows[at:end]) - columns[0])
        ):
            break
        lines.append({_column(segment, columns) or 0: segment.text for segment in segments})
        end += 1
    while end > at and len(lines[-1]) == 1 and 0 in lines[-1] and not lines[-1][0][0].islower():
        lines.pop()  # a line at the margin below a table is not of it
        end -= 1
    if whole < 2:
        return at, []
    order = sorted(range(len(columns)), key=lambda column: columns[column])
    joined = _join_wrapped(lines, [line.y for line in rows[at:end]], len(columns))
    return end, [tuple(line.get(column, "") for column in order) for line in joined]


def _join_wrapped(
    lines: Sequence[dict[int, str]], heights: Sequence[float], columns: int
) -> list[dict[int, str]]:
    """A table's rows from its lines: one with cells left out goes on the row above if as close as lines are.

    When all lines are equally far apart, only one without a first cell, or a small letter there, goes on.
    """
    gaps = [above - below for above, below in pairwise(heights)]
    tight = 1.12 * min(gaps, default=0.0)
    is_even = all(gap <= tight for gap in gaps)
    joined = [dict(lines[0])]
    for gap, line in zip(gaps, lines[1:], strict=True):
        if gap <= tight and len(line) < columns and (not is_even or 0 not in line or line[0][0].islower()):
            for column, text in line.items():
                joined[-1][column] = f"{joined[-1].get(column, '')} {text}".strip()
        elif gap <= tight and not is_even and 0 not in joined[-1] and 0 in line:  # cells that stand on their row's foot: what is above goes on in them
            above = joined.pop()
            joined.append({column: f"{above.get(column, '')} {line.get(column, '')}".strip() for column in {*above, *line}})
        else:
            joined.append(dict(line))
    return joined


def _right(rows: Sequence[Row]) -> float:
    return max(line.segments[-1].end for line in rows)


def _column(segment: Segment, columns: Sequence[float]) -> int | None:
    nearest = min(range(len(columns)), key=lambda column: abs(columns[column] - segment.x))
    return nearest if abs(columns[nearest] - segment.x) <= _ALIGNED * segment.size else None
