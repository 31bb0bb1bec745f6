"""Where the words of a quote stand on the page of a PDF, as boxes to mark them with. Pure."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.text import fold
from ingest.readers.pdf_lines import rows_of
from ingest.readers.pdf_marks import Run
from ingest.readers.pdf_order import Line, lines_of

_ABOVE, _HEIGHT = 0.85, 1.15
"""Of a line's size: how far its box reaches above the baseline, and how high it is."""


@dataclass(frozen=True, slots=True)
class Box:
    """A part of a line: its left and lower edge, its width and height, in points, y growing upwards."""

    x: float
    y: float
    width: float
    height: float


def boxes_of(runs: Sequence[Run], quote: str) -> tuple[Box, ...]:
    """A box for each line that the quote stands on, from the top; () where it is not found, or the page's text is turned.

    Only letters and figures are compared, so that it is found across lines, hyphens and raised marks.
    """
    wanted = _letters(quote)
    if not wanted or any(run.turn for run in runs):
        return ()
    lines = lines_of(rows_of(runs))
    texts = [_letters(line.text) for line in lines]
    starts = [0]
    for text in texts:
        starts.append(starts[-1] + len(text))
    begin = "".join(texts).find(wanted)
    if begin < 0:
        return ()
    end = begin + len(wanted)
    touched = range(bisect_right(starts, begin) - 1, bisect_right(starts, end - 1))
    return tuple(_box(lines[i], max(begin - starts[i], 0), min(end - starts[i], len(texts[i])), len(texts[i])) for i in touched if texts[i])


def _letters(text: str) -> str:
    return "".join(character for character in fold(text).lower() if character.isalnum())


def _box(line: Line, first: int, last: int, count: int) -> Box:
    """The part of a line from its letter `first` to `last`, end excluded; all letters are taken to be as wide."""
    wide = (line.end - line.x) / count
    return Box(line.x + first * wide, line.y - (_HEIGHT - _ABOVE) * line.size, (last - first) * wide, _HEIGHT * line.size)
