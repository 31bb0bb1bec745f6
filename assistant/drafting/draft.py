"""A draft as values: numbered clauses with their weight, their sources and their gaps. Standard library and the domain only; pure."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.domain import Citation, ClaimKind, Notice
from assistant.drafting.brief import Brief

GAP = re.compile(r"\[to be agreed: ([^\]]+)\]")


@dataclass(frozen=True, slots=True)
class Table:
    """Rows of cells, each as long as the headings. `widths` are shares of the page's width that add up to 1."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    widths: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class DraftClause:
    """A clause as it stands in a draft. `number` is "8.2"; `citations` are the numbers of the draft's citations it stands on.

    `drafted` is the wording that the clause would have without the user's edit; the same as `text` where nobody edited it.
    """

    id: str
    number: str
    kind: ClaimKind
    text: str
    drafted: str
    citations: tuple[int, ...] = ()
    element: str = ""
    table: Table | None = None

    @property
    def edited(self) -> bool:
        """Whether the wording is the user's own."""
        return self.text != self.drafted

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is still to be agreed in it, in order."""
        cells = [cell for row in self.table.rows for cell in row] if self.table else []
        return tuple(dict.fromkeys(gap for text in (self.text, *cells) for gap in GAP.findall(text)))


@dataclass(frozen=True, slots=True)
class DraftSection:
    """A section with its clauses in order."""

    number: str
    title: str
    clauses: tuple[DraftClause, ...]


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph of an annex. `style` is "", "head" or "item"; `citations` as a clause's."""

    text: str
    style: str = ""
    citations: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex: what it is for, its weight, and its paragraphs and tables in order."""

    letter: str
    title: str
    kind: ClaimKind
    parts: tuple[Line | Table, ...]


@dataclass(frozen=True, slots=True)
class Draft:
    """A whole policy. `assumed` are the defaults that were taken: (title, value, reason). `warnings` are what does not square.

    `reading_age` is of its clauses, in years.
    """

    title: str
    brief: Brief
    made_on: str
    control: Table
    sections: tuple[DraftSection, ...]
    annexes: tuple[Annex, ...]
    citations: tuple[Citation, ...]
    notices: tuple[Notice, ...] = ()
    assumed: tuple[tuple[str, str, str], ...] = ()
    warnings: tuple[str, ...] = ()
    reading_age: int = 0

    @property
    def clauses(self) -> Iterator[DraftClause]:
        """Every clause, in order."""
        return (clause for section in self.sections for clause in section.clauses)

    @property
    def gaps(self) -> tuple[tuple[str, str], ...]:
        """What is still to be agreed, each once, with the number of the clause where it is met first ("0" for the document control)."""
        found: dict[str, str] = {}
        for row in self.control.rows:
            for gap in (g for cell in row for g in GAP.findall(cell)):
                found.setdefault(gap, "0")
        for clause in self.clauses:
            for gap in clause.gaps:
                found.setdefault(gap, clause.number)
        return tuple((gap, number) for gap, number in found.items())


def digest(text: str) -> str:
    """A short mark of a wording, by which an export tells later whether it was edited; white space does not count."""
    return hashlib.sha256(" ".join(text.split()).encode()).hexdigest()[:10]
