"""A table in a user's own document: the row that a question names, and the row of the least or greatest figure of a column. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from assistant.bands import spans
from assistant.domain import Passage
from assistant.text import stem_set
from assistant.units import Unit

_CELL = re.compile(r"\s{2,}|\t")
_NUMBER = re.compile(r"[£$€]?(\d[\d,]*(?:\.\d+)?)\s*(%|k|m|bn|million|billion|thousand)?")
_SCALES = {"k": 1e3, "thousand": 1e3, "m": 1e6, "million": 1e6, "bn": 1e9, "billion": 1e9}
_YEAR = re.compile(r"(?<![\d£$€,.])(?:19|20)\d\d(?:[/–-]\d\d(?:\d\d)?)?(?![\d,])")
"""A year, or a financial year ("2024/25")."""
_SUM = re.compile(r"\W*(?:grand |sub-?)?(?:totals?|all|overall|average|mean|sum|combined)\b", re.I)
_EXTREME = re.compile(r"\b(?:(?P<least>fewest|(?<!at )least|lowest|smallest|cheapest|shortest)|(?P<most>(?<!at )most|highest|greatest|largest|biggest|longest|dearest))\b(?! of\b)", re.I)
_OF_WHICH = re.compile(r"\b(?:which|what|whose)(?: of (?:the|our|their))? ([a-z-]+)", re.I)
_LIGHT = stem_set("serve served have has had get got give gave make made run ran hold held record recorded number many much total amount figure row table say")
_DONE = stem_set("earn earned receive received take took save saved sold sell spend spent pay paid need")
"""Stems of what is done with the figures of a row, which its table need not have."""
_MEANING = re.compile(r"\b(?:meaning|definition|means|what it is|description)\b", re.I)
_COUNTS_AS = stem_set("count counts mean means meaning define definition term")
BAND_WORDS = _LIGHT | stem_set("contract worth value cost more less over under above below least give use apply must should need k m bn million billion thousand pound job order purchase sign decide")
"""Stems of a question for a row by an amount that the table need not have."""


@dataclass(frozen=True, slots=True)
class Table:
    """The rows of a table, each with the passage that it stands in; the first names the columns."""

    rows: tuple[tuple[Passage, Unit], ...]
    around: str = ""
    """The headings, opening line and title that it stands under."""

    @property
    def head(self) -> tuple[str, ...]:
        """The cells of its first row."""
        return cells(self.rows[0][1].text)


Chosen = tuple[tuple[Passage, Unit], ...]


def cells(row: str) -> tuple[str, ...]:
    """The cells of a row."""
    return tuple(_CELL.split(row.strip()))


def named_rows(table: Table, terms: Collection[str], matter: Collection[str]) -> Chosen:
    """The rows whose first cell stands whole in the question, under the first row, where the question names a column too; () for none.

    `terms` are all stems of the question, `matter` those that say what is asked beside the names of a document.
    """
    columns = stem_set(" ".join(table.head[1:]))
    known = columns | stem_set(" ".join((table.around, table.head[0]))) | _LIGHT | _DONE
    found = []
    for row in table.rows[1:]:
        first = stem_set(cells(row[1].text)[0])
        rest = set(matter) - first - stem_set(table.head[0])
        if first and first <= set(terms) and not first <= columns and rest & columns and len(rest - known) == 0:
            found.append((len(first), row))
    longest = max((n for n, _ in found), default=0)
    kept = tuple(row for n, row in found if n == longest)
    return (table.rows[0], *kept) if kept else ()


def defined_row(table: Table, matter: Collection[str]) -> Chosen:
    """The row whose first cell is the very term that a question asks the meaning of, in a table of terms; () for none."""
    if len(table.head) != 2 or not _MEANING.search(table.head[1]):
        return ()
    return next(((table.rows[0], row) for row in table.rows[1:] if stem_set(cells(row[1].text)[0]) == set(matter) - _COUNTS_AS), ())


def years_of(text: str) -> frozenset[str]:
    """The years and financial years that a text names."""
    return frozenset(_YEAR.findall(text))


def asks_extreme(question: str) -> bool:
    """Whether a question asks which has the least or the most of something."""
    return _EXTREME.search(question) is not None and _OF_WHICH.search(question) is not None


def extreme_rows(table: Table, question: str, terms: Collection[str]) -> Chosen:
    """The row, or rows alike, with the least or greatest figure of the column that a question names, under the first row.

    () where no column is named and columns differ in it, where a figure is missing, and where the rows are of something else.
    """
    asked, of = _EXTREME.search(question), _OF_WHICH.search(question)
    if not asked or not of or len(table.rows) < 3:
        return ()
    thing = stem_set(of[1])
    if not thing & stem_set(f"{table.head[0]} {table.around}"):
        return ()
    body = [row for row in table.rows[1:] if not _SUM.match(row[1].text)]
    columns = {n: [_figure(cells(row[1].text), n) for row in body] for n in range(1, len(table.head))}
    numeric = {n: [v for v in values if v is not None] for n, values in columns.items() if values and None not in values}
    wanted = set(terms) - thing - stem_set(asked.group()) - stem_set(table.around) - _LIGHT
    shared = {n: len(wanted & stem_set(table.head[n])) for n in columns}
    best = max(shared.values(), default=0)
    if wanted and not best or any(shared[n] == best and n not in numeric for n in shared if best):
        return ()
    pick = min if asked["least"] else max
    found = {tuple(row for row, v in zip(body, values, strict=True) if v == pick(values)) for n, values in numeric.items() if shared[n] == best}
    return (table.rows[0], *found.pop()) if len(found) == 1 else ()


def year_cells(head: Sequence[str], rows: Sequence[Sequence[str]], question: str) -> list[str] | None:
    """Of each row the cell of the one year that a question names, with the row's name and the year; None where the columns are no years, or a row is short of it."""
    years = _YEAR.findall(question)
    if len(set(years)) != 1 or years[0] not in head[1:] or any(len(row) != len(head) for row in rows):
        return None
    return [f"{row[0]}, {years[0]}: {row[head.index(years[0])]}" for row in rows]


def lacks_year(head: str, question: str) -> bool:
    """Whether the columns of a table are years, and none is the year that a question names."""
    columns = [cell for cell in cells(head)[1:] if _YEAR.fullmatch(cell)]
    asked = set(_YEAR.findall(question))
    return bool(columns) and bool(asked) and not asked & set(columns)


def banded(rows: Sequence[tuple[Passage, Unit]], amounts: Sequence[str]) -> tuple[Passage, Unit] | None:
    """The one row of a table whose first cell is a range with an amount of the question in it; None for none or more."""
    found = [row for row in rows if any(spans(cells(row[1].text)[0], amount) for amount in amounts)]
    return found[0] if len(found) == 1 else None


def starts_table(rows: Sequence[Unit]) -> bool:
    """Whether the first of some rows names columns: it has more cells than one and no figure but years."""
    head = cells(rows[0].text)
    return len(head) > 1 and not any(_NUMBER.fullmatch(cell) and not _YEAR.fullmatch(cell) for cell in head)


def _figure(row: Sequence[str], column: int) -> float | None:
    match = _NUMBER.fullmatch(row[column]) if column < len(row) else None
    return float(match[1].replace(",", "")) * _SCALES.get(match[2] or "", 1.0) if match else None
