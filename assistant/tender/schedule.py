"""The table in which a tender gives its questions their weightings and word limits, apart from the questions themselves. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace

from assistant.domain import Page
from assistant.tender.limits import CHARACTERS, PAGES, WORDS, limits_in
from assistant.tender.terms import Finding

_CELLS = re.compile(r"\s{2,}|\t+|\s*\|\s*")
_LABEL = re.compile(r"(?:Section |Part |Question )?[A-Z]{0,3} ?\d{1,2}(?:\.\d+)*[.:)]?", re.I)
_TITLED = re.compile(r"(?:(?P<over>[^\d:|]{3,40}):\s*)?(?P<label>(?:Question |Q|SV|[A-Z]{1,3})\s?\d{1,2}(?:\.\d+)*)[.:)]?(?:\s*[-–:]\s*|\s+)(?P<title>\S.*)|(?P<number>\d{1,2}(?:\.\d+)+)[.:)]?\s+(?P<named>\S.*)")
"""A first cell that holds label and title in one ("Social value: Q3 Jobs")."""
_SHARE = re.compile(r"\d{1,3}(?:\.\d+)? ?(?:%|per cent|marks?|points?)", re.I)
_NUMBER = re.compile(r"(\d{1,2},\d{3}|\d{1,5})")
_ASKS = re.compile(r"(?:[^.?!:]{1,40}:\s+)?(?:how|what|which|who|when|please|describe|explain|set out|tell us|outline|demonstrate|provide|detail|state|give)\b|.*\?", re.I | re.S)
_LEAST = 3
"""Cells of a row."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row: the label and title of a question, its weighting and its limits by unit where they are given, each with the row and its page; `over` is what stands before the label."""

    label: str
    title: str
    line: str
    page: str
    weighting: Finding | None = None
    limits: Mapping[str, Finding] = field(default_factory=dict)
    over: str = ""

    @property
    def asks(self) -> bool:
        """Whether the row is the question itself, and not only its title."""
        return bool(_ASKS.match(self.title))


def rows_of(pages: Sequence[Page]) -> tuple[Row, ...]:
    """The rows of such tables, in order: lines of cells under each other, two or more of which begin with a question's label and give it a weighting or a limit."""
    return tuple(row for page in pages for block in re.split(r"\n\s*\n", page.text) for row in _rows(block.split("\n"), page.label))


def without(pages: Sequence[Page], rows: Sequence[Row]) -> tuple[Page, ...]:
    """The pages without the lines of these tables; a row that is the question itself stands there alone, by its label and title."""
    told = {(row.line, row.page): row for row in rows}

    def kept(page: Page) -> Iterator[str]:
        for block in re.split(r"\n\s*\n", page.text):
            lines = block.split("\n")
            held = any((line, page.label) in told for line in lines)
            if not held:
                yield block
            for line in lines if held else ():
                if (row := told.get((line, page.label))) and row.asks:
                    yield f"{row.label} {row.title}"
                elif len(_cells(line)) < 2:
                    yield line

    return tuple(replace(page, text="\n\n".join(kept(page))) for page in pages) if rows else tuple(pages)


def _rows(lines: Sequence[str], page: str) -> list[Row]:
    head: list[str] = []
    found = []
    for line in lines:
        cells, over = _labelled(_cells(line))
        if not _LABEL.fullmatch(cells[0]):
            head = head or cells
        elif len(cells) >= _LEAST and (row := _row(cells, head, over, line, page)):
            found.append(row)
    return found if len(found) > 1 else []


def _labelled(cells: list[str]) -> tuple[list[str], str]:
    """The cells with label and title apart, and what stands before the label in the first."""
    found = _TITLED.fullmatch(cells[0]) if len(cells) > 1 and not _LABEL.fullmatch(cells[0]) else None
    return ([found["label"] or found["number"], found["title"] or found["named"], *cells[1:]], found["over"] or "") if found else (cells, "")


def _row(cells: Sequence[str], head: Sequence[str], over: str, line: str, page: str) -> Row | None:
    """A row read by its cells and by the names of the columns, where the table has as many."""
    names = head[:len(cells)] if len(head) >= len(cells) else ["", *head] if len(head) == len(cells) - 1 else [""] * len(cells)  # empty cells at the end of a row are not read
    weighting, limits = None, {}
    for cell, name in zip(cells[2:], names[2:], strict=True):
        if _SHARE.fullmatch(cell) or re.search(r"weight|%|marks|points", name, re.I) and re.fullmatch(r"\d{1,3}(?:\.\d+)?", cell):
            weighting = Finding(cell if _SHARE.fullmatch(cell) else f"{cell}%" if "%" in name else cell, line, page)
        elif found := limits_in(cell):
            limits |= {one.unit: Finding(one.said.strip() if one.unit == PAGES else str(one.count), line, page) for one in found}
        elif (number := _NUMBER.fullmatch(cell)) and (unit := next((unit for unit in (WORDS, CHARACTERS, PAGES) if unit[:-1] in name.lower()), WORDS if "limit" in name.lower() else "")):
            limits[unit] = Finding(number[1].replace(",", ""), line, page)
    return Row(cells[0].rstrip(".:)"), cells[1], line, page, weighting, limits, over) if weighting or limits else None


def _cells(line: str) -> list[str]:
    return [cell for cell in _CELLS.split(line.strip().strip("|").strip())]
