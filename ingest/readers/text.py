"""Plain text into pages: a form feed turns the page; blank lines, short lines and markers part the blocks."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from ingest.blocks import Block, BlockKind, RawPage
from ingest.clean import join_lines, known_words, marker_of, running_lines, starts_item
from ingest.readers import refusal
from ingest.readers.encoding import decode
from ingest.readers.marks import without_raised_figures
from ingest.readers.refusal import Limits
from ingest.readers.sniff import content_kind

_UNWRAPPED = 160  # a page whose lines run longer than this has one paragraph a line


def read_text(data: bytes, name: str, limits: Limits) -> tuple[RawPage, ...]:
    """One page for each form feed, labelled "1", "2" ...; running headers and footers dropped."""
    if kind := content_kind(data):
        raise refusal.misnamed(name, "plain text", kind)
    text = decode(data, name)
    if text.count("\f") >= limits.max_pages:
        raise refusal.too_many_pages(name, text.count("\f") + 1, limits.max_pages)
    if len(text) > limits.max_characters:
        raise refusal.too_long(name, len(text), limits)
    sheets = [_trimmed(sheet.split("\n")) for sheet in text.rstrip("\f\n ").split("\f")]
    known = known_words(line for sheet in sheets for line in sheet)
    pages = []
    for number, (sheet, running) in enumerate(zip(sheets, running_lines(sheets), strict=True), start=1):
        kept = ["" if index in running else line for index, line in enumerate(sheet)]
        pages.append(RawPage(str(number), paragraphs(kept, known)))
    return tuple(pages)


def _trimmed(lines: Sequence[str]) -> list[str]:
    """The lines from the first to the last that is not blank: a header is the first line that has words."""
    full = [index for index, line in enumerate(lines) if line.strip()]
    return list(lines[full[0] : full[-1] + 1]) if full else []


@dataclass(slots=True)
class _Open:
    """A block whose lines are still coming in."""

    lines: list[str] = field(default_factory=list)
    marker: str = ""

    def close(self, known: frozenset[str]) -> list[Block]:
        text = without_raised_figures(join_lines(self.lines, known))
        kind = BlockKind.ITEM if self.marker else BlockKind.PARAGRAPH
        return [Block(kind, text, marker=self.marker)] if text else []


def paragraphs(lines: Sequence[str], known: frozenset[str]) -> tuple[Block, ...]:
    """Lines of plain text as paragraphs and list items, wrapped lines joined, broken words made whole.

    `known` is the document's words (see `known_words`). A line ends its paragraph when the next is blank or
    opens an item, and when it stops well short of the page's width and the next begins like a new paragraph.
    """
    lengths = sorted(len(line.rstrip()) for line in lines if line.strip())
    width = lengths[len(lengths) * 9 // 10] if lengths else 0
    blocks: list[Block] = []
    block, previous = _Open(), ""
    for line in lines:
        if not line.strip():
            blocks += block.close(known)
            block, previous = _Open(), ""
            continue
        if starts_item(line, previous, block.marker, after_gap=not previous):
            blocks += block.close(known)
            marker, rest = marker_of(line) or ("", line)
            block = _Open([rest], marker)
        elif previous and _is_meant(previous, line, width):
            blocks += block.close(known)
            block = _Open([line])
        else:
            block.lines.append(line)
        previous = line
    return tuple(blocks + block.close(known))


def _is_meant(line: str, following: str, width: int) -> bool:
    """Whether the break after a line was meant: there was room for more, and what follows begins anew."""
    line, first = line.rstrip(), following.split(maxsplit=1)[0]
    if first[0].islower() or line[-1] in "-\u2010\xad":
        return False
    ended = line[-1] in ".?!:;”’\"'"
    if (following.isupper() and not line.isupper()) or (
        ended and following[0].isspace() and not line[0].isspace()
    ):
        return True  # a line of capitals, or an indented first line
    spare = width - len(line) - len(first) - 1
    return width > _UNWRAPPED or spare > (0.15 if ended else 0.35) * width
