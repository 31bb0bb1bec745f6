"""A passage taken apart into what can be quoted: sentences, list items and table rows. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from assistant.text import sentence_spans

_MARKER = re.compile(r"(?:[•»*–-]|\d{1,2}[.)]|\([a-z0-9]{1,3}\)|[a-z]\))\s+(?=\S)")
_PROVENANCE = re.compile(r"Source: .*; checked .*; sure: \w+\.$|Source: .*; checked .* or later\.$")
"""The line under each fact of our briefing: it says where a fact comes from and answers nothing."""
_CELLS = re.compile(r"\S {2,}\S|\t")


@dataclass(frozen=True, slots=True)
class Unit:
    """Something quotable. `start` and `end` are offsets in the passage; a list item's marker is outside them.

    `block` counts the passage's blocks from 0, so that units of one block are known to belong together. `lead` is
    the text that opens the list or table the unit belongs to ("" when it is in none, or opens without words).
    """

    start: int
    end: int
    text: str
    block: int
    marker: str = ""
    lead: str = ""
    row: bool = False

    @property
    def is_item(self) -> bool:
        """Whether the unit is (part of) a list item."""
        return bool(self.marker)


@lru_cache(maxsize=4096)
def units(text: str) -> tuple[Unit, ...]:
    """The units of a passage's text, in order: each list item's and paragraph's sentences, each table row."""
    found: list[Unit] = []
    lead = ""
    position = 0
    for number, line in enumerate(_lines(text)):
        start = text.index(line, position)
        position = start + len(line)
        if _PROVENANCE.match(line):
            continue
        marker = _MARKER.match(line)
        row = not marker and bool(_CELLS.search(line))
        if row:
            found.append(Unit(start, position, line, number, lead=lead, row=True))
            continue
        body = start + (marker.end() if marker else 0)
        sign = marker.group().strip() if marker else ""
        spans = sentence_spans(text[body:position])
        for a, b in spans:
            found.append(Unit(body + a, body + b, text[body + a:body + b], number, sign, lead if sign else ""))
        if not marker and spans:
            last = text[body + spans[-1][0]:body + spans[-1][1]]
            lead = last if last.endswith(":") else ""
    return tuple(found)


def _lines(text: str) -> list[str]:
    return [line for line in text.split("\n") if line.strip()]
