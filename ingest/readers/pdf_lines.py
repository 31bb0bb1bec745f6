"""Runs of drawn text into rows: raised marks taken out, words parted, wide gaps kept as gaps. Pure."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace

from ingest.clean import marker_of
from ingest.readers.marks import is_mark, without_raised_figures
from ingest.readers.pdf_marks import Run, bare, settled

# All in parts of the size of the text beside it.
_SAME_ROW = 0.3  # how far apart baselines of one row may lie (lowered figures, mixed fonts)
_WORD_GAP = 0.13  # half the narrowest space
_CELL_GAP = 1.2  # wider than any space in justified text, narrower than a gutter
_INDENT = 0.4  # more than a space: what comes after a marker hangs
_MARKER_GAP = 6.0  # the widest indent between a bullet and its text


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
    """The rows of a page from the top. Text turned otherwise than most follows below, in its own rows."""
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
    plain, marks = settled(runs)
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
    return [
        _row(sorted(line, key=lambda run: (run.x, run.end)), sorted(on_line[at], key=lambda mark: mark.x))
        for at, line in enumerate(lines)
    ]


def _row(line: Sequence[Run], marks: Sequence[Run]) -> Row:
    """A row from its runs and marks, both from left to right."""
    found = Row(line[0].y, marks=[bare(mark.text) for mark in marks])
    segment, last, letters = None, None, 0
    for run in line:
        if last is not None and run.text == last.text and abs(run.x - last.x) < 0.2 * run.size:
            continue  # drawn twice to look bold
        size = max(run.size, last.size) if last else run.size
        between = _between(segment, run, marks) if segment else []
        gap = run.x - segment.end - sum(mark.end - mark.x for mark in between) if segment else 0.0
        is_marker = segment is not None and len(found.segments) == 1 and _is_marker(segment.text)
        if segment is None or last is None or gap > (_MARKER_GAP if is_marker else _CELL_GAP) * size:
            lead = _lead(run, marks, segment)
            segment = Segment(run.text.strip(), run.x, run.end, run.size, words_x=run.x, lead=lead)
            found.segments.append(segment)
            letters = 0
        else:
            parted = gap > _WORD_GAP * run.size or run.text[0].isspace() or last.text[-1].isspace()
            closes = between and run.text.lstrip()[0] in ",.;:)’”?!"  # the gap was the mark's
            segment.words_x = run.x if is_marker and gap > _INDENT * run.size else segment.words_x
            segment.text += (" " if (parted or is_marker) and not closes else "") + run.text.strip()
            segment.size = run.size if len(run.text) > len(segment.text) / 2 else segment.size
            segment.end = max(segment.end, run.end)
        segment.bold = (segment.bold * letters + run.is_bold * len(run.text)) / (letters + len(run.text))
        letters += len(run.text)
        last = run
    for segment in found.segments:  # within a line a soft hyphen is a hyphen that is drawn
        segment.text = without_raised_figures(segment.text[:-1].replace("\xad", "-") + segment.text[-1:])
    return found


def _between(segment: Segment, run: Run, marks: Sequence[Run]) -> Sequence[Run]:
    """The marks that stand in the gap before a run."""
    first = bisect_right(marks, segment.end - 0.3 * run.size, key=lambda mark: mark.x)
    return marks[first : bisect_left(marks, run.x + 0.1 * run.size, key=lambda mark: mark.x)]


def _lead(first: Run, marks: Sequence[Run], before: Segment | None) -> str:
    """The mark that stands before a segment's first word."""
    start = before.end + 0.5 * first.size if before else first.x - 3 * first.size
    return next(
        (bare(mark.text) for mark in marks if start < mark.x < first.x and is_mark(bare(mark.text))), ""
    )


def _is_marker(text: str) -> bool:
    """Whether text is nothing but a bullet or an item's number."""
    found = marker_of(f"{text} x")
    return found is not None and found[1] == "x"
