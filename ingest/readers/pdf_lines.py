"""Runs of drawn text into rows: raised marks taken out, words parted, wide gaps kept as gaps. Pure."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.clean import is_mark, marker_of, without_mark

# All in parts of the size of the text beside it.
_SAME_ROW = 0.3  # how far apart baselines of one row may lie (lowered figures, mixed fonts)
_WORD_GAP = 0.13  # half the narrowest space
_CELL_GAP = 1.2  # wider than any space in justified text, narrower than a gutter
_MARKER_GAP = 6.0  # the widest indent between a bullet and its text
_RAISED = (0.12, 0.75)  # how far a mark stands above its word's baseline; the next line up is a whole size away
_WELL_RAISED = 0.25  # the least for a mark as large as its word
_SMALLER = 0.86  # the largest a mark is otherwise
_NEAR = 0.6  # how far a mark may hang from its word
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


@dataclass(slots=True)
class Segment:
    """Words of one row with no wide gap between them.

    `words_x` is where its words begin, after a bullet or number. `bold` is the share of its letters, 0..1.
    `lead` is a raised mark before the first word, without brackets.
    """

    text: str
    x: float
    end: float
    size: float
    words_x: float
    bold: float = 0.0
    lead: str = ""


@dataclass(slots=True)
class Row:
    """What stands on one baseline, from left to right, and the raised marks that were taken out of it."""

    y: float
    segments: list[Segment] = field(default_factory=list)
    marks: list[str] = field(default_factory=list)

    @property
    def text(self) -> str:
        """The row as one line, two spaces for each wide gap."""
        return "  ".join(segment.text for segment in self.segments)

    @property
    def size(self) -> float:
        """The size of its longest segment."""
        return max(self.segments, key=lambda segment: len(segment.text)).size


def body_size(rows: Iterable[Row]) -> float:
    """The size most letters are set in, to half a point; 10 when there are none."""
    sizes: Counter[float] = Counter()
    for line in rows:
        for segment in line.segments:
            sizes[round(segment.size * 2) / 2] += len(segment.text)
    return max(sizes, key=lambda size: (sizes[size], size)) if sizes else 10.0


def rows_of(runs: Sequence[Run]) -> list[Row]:
    """The rows of a page from the top. Text turned otherwise than most of it follows below, in rows of its own."""
    letters: Counter[int] = Counter()
    for run in runs:
        letters[run.turn] += len(run.text.strip())
    found: list[Row] = []
    for turn in sorted(letters, key=lambda turn: (-letters[turn], turn)):
        rows = _rows([run for run in runs if run.turn == turn and run.text.strip()])
        drop = found[-1].y - rows[0].y - 5 * rows[0].size if found and rows else 0.0
        found += [replace(line, y=line.y + drop) for line in rows]
    return found


def _rows(runs: Sequence[Run]) -> list[Row]:
    plain, marks = _settled(runs)
    lines: list[list[Run]] = []
    for run in sorted(plain, key=lambda run: (-run.y, run.x)):
        if lines and lines[-1][0].y - run.y <= _SAME_ROW * max(lines[-1][0].size, run.size):
            lines[-1].append(run)
        else:
            lines.append([run])
    heights = [-line[0].y for line in lines]
    on_line: defaultdict[int, list[Run]] = defaultdict(list)
    for mark in marks:  # each has the baseline of its word by now
        on_line[max(0, bisect_left(heights, -mark.y + 0.01) - 1)].append(mark)
    return [_row(sorted(line, key=lambda run: (run.x, run.end)), on_line[at]) for at, line in enumerate(lines)]


# --- raised marks ----------------------------------------------------------------------------------------

_RAISED_TEXT = re.compile(r"st|nd|rd|th|TM|SM|[™®©]|[\d,;\s–-]+[,;.]?|\W{1,3}|[a-e]|[\[(]\d{1,3}[\])]")


def _settled(runs: Sequence[Run]) -> tuple[list[Run], list[Run]]:
    """The running text and the raised marks, both on the baseline of their words ("21st" and "m²" are text)."""
    order = sorted(range(len(runs)), key=lambda index: runs[index].y)
    heights = [runs[index].y for index in order]
    largest = max((run.size for run in runs), default=0.0)
    anchors: dict[int, Run] = {}
    candidates = [index for index, run in enumerate(runs) if _RAISED_TEXT.fullmatch(run.text.strip())]
    for index in sorted(candidates, key=lambda index: (-runs[index].y, runs[index].x)):
        run = runs[index]
        low, high = bisect_left(heights, run.y - _RAISED[1] * largest), bisect_left(heights, run.y)
        near = [runs[other] for other in order[max(low, high - _LOOKED_AT):high]
                if other not in anchors and _hangs_on(run, runs[other])]
        if near:  # the word before rather than the one after
            anchors[index] = min(near, key=lambda word: (word.x > run.x, abs(run.x - word.end)))
        else:  # "2, 3": the second hangs where the first does
            first = [word for other, word in anchors.items() if abs(runs[other].y - run.y) < 0.1
                     and 0 <= run.x - runs[other].end + 0.1 * run.size <= run.size]
            anchors |= {index: first[-1]} if first else {}
    leads = {_bare(runs[index].text) for index, word in anchors.items() if word.x > runs[index].x}
    plain = [run for index, run in enumerate(runs) if index not in anchors]
    marks: list[Run] = []
    for index, word in anchors.items():
        run = replace(runs[index], y=word.y)
        if is_mark(run.text.strip(" ,;.")) or run.text.strip() in (",", ";"):
            kept = without_mark(word.text.rstrip(), run.text, _bare(run.text) in leads) if word.x < run.x else ""
            (plain if kept else marks).append(replace(run, text=kept or run.text))
        else:
            plain.append(run)
    return plain, marks


def _hangs_on(run: Run, word: Run) -> bool:
    """Whether a run stands raised right beside a larger one (or well raised, beside one of its own size)."""
    size = word.size
    least = _RAISED[0] if run.size <= _SMALLER * size else _WELL_RAISED
    return (run.size <= 1.02 * size and least * size <= run.y - word.y <= _RAISED[1] * size
            and word.x - (_NEAR + 0.2) * size <= run.end and run.x <= word.end + _NEAR * size
            and not word.text.isspace())


def _bare(mark: str) -> str:
    return mark.strip(" []().,;")


# --- rows ------------------------------------------------------------------------------------------------

def _row(line: Sequence[Run], marks: Sequence[Run]) -> Row:
    found = Row(line[0].y, marks=[_bare(mark.text) for mark in marks])
    bold = letters = 0
    last: Run | None = None
    for run in line:
        segment = found.segments[-1] if found.segments else None
        if last is not None and run.text == last.text and abs(run.x - last.x) < 0.2 * run.size:
            continue  # drawn twice to look bold
        between = [mark for mark in marks if segment and segment.end - 0.3 * run.size < mark.x < run.x + 0.1 * run.size]
        gap = run.x - segment.end - sum(mark.end - mark.x for mark in between) if segment else 0.0
        is_marker = segment is not None and len(found.segments) == 1 and _is_marker(segment.text)
        if segment is None or gap > (_MARKER_GAP if is_marker else _CELL_GAP) * max(run.size, last.size if last else 0):
            found.segments.append(Segment(run.text.strip(), run.x, run.end, run.size, run.x,
                                          lead=_lead(run, marks, segment)))
            bold = letters = 0
        else:
            closes = between and run.text.lstrip()[:1] in ",.;:)’”?!"
            parted = gap > _WORD_GAP * run.size or run.text[0].isspace() or (last and last.text[-1].isspace())
            segment.words_x = run.x if is_marker else segment.words_x
            segment.text += (" " if (parted or is_marker) and not closes else "") + run.text.strip()
            segment.size = run.size if len(run.text) > len(segment.text) / 2 else segment.size
            segment.end = max(segment.end, run.end)
        letters += len(run.text)
        bold += len(run.text) * run.is_bold
        found.segments[-1].bold = bold / letters
        last = run
    for segment in found.segments:  # within a line a soft hyphen is a hyphen that is drawn
        segment.text = segment.text[:-1].replace("\xad", "-") + segment.text[-1:]
    return found


def _lead(first: Run, marks: Sequence[Run], before: Segment | None) -> str:
    """The mark that stands before a segment's first word."""
    start = before.end + 0.5 * first.size if before else first.x - 3 * first.size
    return next((_bare(mark.text) for mark in marks if start < mark.x < first.x and is_mark(_bare(mark.text))), "")


def _is_marker(text: str) -> bool:
    """Whether text is nothing but a bullet or an item's number."""
    found = marker_of(f"{text} x")
    return found is not None and found[1] == "x"
