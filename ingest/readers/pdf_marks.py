"""Runs of drawn text, and which of them are raised marks: by size, height and what they hang on. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass, replace

from ingest.readers.marks import is_mark, without_mark

# All in parts of the size of the word a mark hangs on.
_RAISED = (0.12, 0.75)  # how far it stands above that word's baseline; the next line up is a whole size away
_WELL_RAISED = 0.25  # the least for a mark as large as its word
_SMALLER = 0.86  # the largest it is otherwise
_NEAR = 0.6  # how far it may hang from its word
_LOOKED_AT = 400  # runs searched for a mark's word, nearest baseline first


@dataclass(frozen=True, slots=True)
class Run:
    """Text drawn in one go, along its baseline `y` from `x` to `end`, in points, as seen when read upright.

    y grows upwards. `turn` is how the text stands on the page: 0, 90, 180 or 270 degrees.
    """

    text: str
    x: float
    end: float
    y: float
    size: float
    is_bold: bool = False
    turn: int = 0


_RAISED_TEXT = re.compile(r"st|nd|rd|th|TM|SM|[™®©]|[\d,;\s–-]+[,;.]?|\W{1,3}|[a-e]|[\[(]\d{1,3}[\])]")


def settled(runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """The running text and the marks, both on the baseline of their words ("21st" and "m²" are text)."""
    order = sorted(range(len(runs)), key=lambda index: runs[index].y)
    heights = [runs[index].y for index in order]
    largest = max((run.size for run in runs), default=0.0)
    anchors: dict[int, Run] = {}
    level: defaultdict[int, list[int]] = defaultdict(list)  # marks by height
    candidates = [index for index, run in enumerate(runs) if _RAISED_TEXT.fullmatch(run.text.strip())]
    for index in sorted(candidates, key=lambda index: (-runs[index].y, runs[index].x)):
        run = runs[index]
        low, high = bisect_left(heights, run.y - _RAISED[1] * largest), bisect_left(heights, run.y)
        near = [
            runs[other]
            for other in order[max(low, high - _LOOKED_AT) : high]
            if other not in anchors and _hangs_on(run, runs[other])
        ]
        if near:  # the word before rather than the one after
            anchors[index] = min(near, key=lambda word: (word.x > run.x, abs(run.x - word.end)))
        else:  # "2, 3": the second hangs where the first does
            first = [
                other
                for other in level[round(run.y)][-3:]
                if 0 <= run.x - runs[other].end + 0.1 * run.size <= run.size
            ]
            anchors |= {index: anchors[first[-1]]} if first else {}
        if index in anchors:
            level[round(run.y)].append(index)
    leads = {bare(runs[index].text) for index, word in anchors.items() if word.x > runs[index].x}
    plain = [run for index, run in enumerate(runs) if index not in anchors]
    marks: list[Run] = []
    for index, word in anchors.items():
        run = replace(runs[index], y=word.y)
        if is_mark(run.text.strip(" ,;.")) or run.text.strip() in (",", ";"):
            kept = (
                without_mark(word.text.rstrip(), run.text, bare(run.text) in leads) if word.x < run.x else ""
            )
            (plain if kept else marks).append(replace(run, text=kept or run.text))
        else:
            plain.append(run)
    return plain, marks


def _hangs_on(run: Run, word: Run) -> bool:
    """Whether a run stands raised right beside a larger one (or well raised, beside one of its own size)."""
    size = word.size
    least = _RAISED[0] if run.size <= _SMALLER * size else _WELL_RAISED
    return (
        run.size <= 1.02 * size
        and least * size <= run.y - word.y <= _RAISED[1] * size
        and word.x - (_NEAR + 0.2) * size <= run.end
        and run.x <= word.end + _NEAR * size
        and not word.text.isspace()
    )


def bare(mark: str) -> str:
    """A mark without brackets and punctuation."""
    return mark.strip(" []().,;")
