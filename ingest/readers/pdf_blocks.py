"""Lines of a page into blocks: headings by size and weight, items, notes, rows, paragraphs. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.blocks import Block, BlockKind
from ingest.clean import join_lines, marker_of, row, starts_item, tidy
from ingest.readers.pdf_order import Line

_LARGER = 1.12  # of the body's size: a heading
_NOTE_SIZE = 0.93  # of the body's size: the largest a footnote is
_BOLD = 0.9  # share of letters: a line is bold
_LONGEST_HEADING, _LONGEST_BOLD = 200, 120  # letters
_LEADERS = re.compile(r"(?:\.\s?){4,}")
_NOTE = re.compile(r"[\[(]?(\d{1,3}|[*†‡§¶]{1,3})[\])]?\.?\s+(?=\S)")
_ENDS = re.compile(r"[.?!:;][)’”\"'\]]*$")


@dataclass(slots=True)
class Draft:
    """A block whose heading level is not known before all pages are read."""

    kind: BlockKind
    lines: list[Line] = field(default_factory=list)
    marker: str = ""
    first: str = ""  # the first line's text once its marker is cut

    def texts(self) -> list[str]:
        """Its lines as text, the marker left out."""
        return [self.first, *(line.text for line in self.lines[1:])]

    @property
    def style(self) -> tuple[float, bool]:
        """The size, to half a point, and weight that its level is told by."""
        return round(self.lines[0].size * 2) / 2, self.lines[0].bold >= _BOLD


def drafts_of(lines: Sequence[Line], marks: frozenset[str], body: float) -> list[Draft]:
    """The drafts of a page in reading order, notes last. `marks` are those taken out of its text."""
    found: list[Draft] = []
    leading = _leading(lines, body)
    for line in lines:
        last = found[-1] if found else None
        gap = last.lines[-1].y - line.y if last else 0.0
        jumps = gap < 0  # to the top of the next column
        after_gap = last is None or gap > 1.3 * leading * max(line.size, last.lines[-1].size) / body
        kind, marker, first = _opening(line, last, marks, body, after_gap)
        if (
            last is None
            or kind in (BlockKind.ROW, BlockKind.NOTE, BlockKind.ITEM)
            or _parts(last, line, kind, jumps, after_gap)
        ):
            found.append(Draft(kind, [line], marker, first))
        else:
            last.lines.append(line)
    for draft in found:
        _check_heading(draft, body)
    return sorted(found, key=lambda draft: draft.kind is BlockKind.NOTE)


def _opening(
    line: Line, last: Draft | None, marks: frozenset[str], body: float, after_gap: bool
) -> tuple[BlockKind, str, str]:
    """What a line would open if it opens a block: its kind, marker and text without the marker."""
    if line.cells or _LEADERS.search(line.text):
        return BlockKind.ROW, "", line.text
    is_small = line.size <= _NOTE_SIZE * body
    if line.lead and (is_small or line.lead in marks):
        return BlockKind.NOTE, line.lead, line.text
    after_note = last is not None and last.kind is BlockKind.NOTE
    if is_small and (match := _NOTE.match(line.text)) and (match.group(1) in marks or after_note):
        return BlockKind.NOTE, match.group(1), line.text[match.end() :]
    if line.size >= _LARGER * body or (line.bold >= _BOLD and not is_small):
        return BlockKind.HEADING, "", line.text
    if line.words_x > line.x or starts_item(
        line.text, last.lines[-1].text if last else "", last.marker if last else "", after_gap
    ):
        return BlockKind.ITEM, *(marker_of(line.text) or ("", line.text))
    return BlockKind.PARAGRAPH, "", line.text


def _parts(last: Draft, line: Line, kind: BlockKind, jumps: bool, after_gap: bool) -> bool:
    """Whether a line starts a new block after the draft that it may go on."""
    before = last.lines[-1]
    if last.kind is BlockKind.ROW or (kind is BlockKind.HEADING) != (last.kind is BlockKind.HEADING):
        return True
    if kind is BlockKind.HEADING:
        return (
            jumps
            or after_gap
            or abs(line.size - before.size) > 0.6
            or (line.bold >= _BOLD) != (before.bold >= _BOLD)
        )
    ended, opens = bool(_ENDS.search(before.text)), not line.text[0].islower()
    if abs(line.size - before.size) > 0.08 * before.size and not (
        last.kind is BlockKind.NOTE and line.size < before.size
    ):
        return True
    if jumps:
        return ended and opens
    if after_gap:
        return True
    first = last.lines[0]
    if last.kind in (BlockKind.ITEM, BlockKind.NOTE):
        hangs = first.words_x > first.x + 0.5 * line.size
        return hangs and ended and opens and line.x < first.words_x - 0.4 * line.size
    indented = line.x > line.left + 0.8 * line.size and before.x < line.left + 0.4 * line.size
    spare = line.right - before.end
    return opens and ((indented and ended) or spare > (0.15 if ended else 0.45) * (line.right - line.left))


def _leading(lines: Sequence[Line], body: float) -> float:
    """The usual distance from line to line of the body's size; 1.2 sizes when there is none."""
    gaps: dict[float, int] = {}
    for above, below in zip(lines, lines[1:], strict=False):
        if (
            abs(above.size - body) < 0.6
            and abs(below.size - body) < 0.6
            and 0.8 * body < above.y - below.y < 2.5 * body
        ):
            gap = round((above.y - below.y) * 2) / 2
            gaps[gap] = gaps.get(gap, 0) + 1
    return max(gaps, key=lambda gap: (gaps[gap], -gap)) if gaps else 1.2 * body


def _check_heading(draft: Draft, body: float) -> None:
    """Makes a draft that only looked like a heading what it is: a sentence or item set large or bold."""
    if draft.kind is not BlockKind.HEADING:
        return
    text = tidy(" ".join(draft.texts()))
    longest = _LONGEST_HEADING if draft.lines[0].size >= _LARGER * body else _LONGEST_BOLD
    is_sentence = text.endswith((".", ";", ",")) and len(text.split()) > 12
    if is_sentence or len(text) > longest or not any(letter.isalpha() for letter in text):
        draft.kind = BlockKind.PARAGRAPH
        if found := marker_of(draft.first):
            draft.kind, (draft.marker, draft.first) = BlockKind.ITEM, found


def block_of(draft: Draft, levels: dict[tuple[float, bool], int], known: frozenset[str]) -> Block | None:
    """The finished block; None when nothing of it is text. `levels` ranks the styles of all headings."""
    if draft.kind is BlockKind.ROW:
        line = draft.lines[0]
        text = row(line.cells or _LEADERS.split(line.text))
    else:
        text = join_lines(draft.texts(), known)
    level = levels.get(draft.style, 1) if draft.kind is BlockKind.HEADING else 0
    return Block(draft.kind, text, level, draft.marker) if text else None


def heading_levels(drafts: Sequence[Draft]) -> dict[tuple[float, bool], int]:
    """The level of each heading style, 1 for the largest; bold before plain at the same size; 6 at most."""
    styles = sorted({draft.style for draft in drafts if draft.kind is BlockKind.HEADING}, reverse=True)
    return {style: min(rank, 6) for rank, style in enumerate(styles, start=1)}
