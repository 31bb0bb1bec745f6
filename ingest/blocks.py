"""What a reader hands on: pages of blocks, before they become page text and passages."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class BlockKind(StrEnum):
    """The part a run of text plays on its page."""

    HEADING = "heading"
    PARAGRAPH = "paragraph"
    ITEM = "item"
    NOTE = "note"
    ROW = "row"


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item, footnote or table row, its line breaks undone.

    `level` is the heading's depth, 1 outermost (0 for what is not a heading).
    `marker` is what the source prints before an item or note ("•", "1.", "15"), without the space.
    """

    kind: BlockKind
    text: str
    level: int = 0
    marker: str = ""


@dataclass(frozen=True, slots=True)
class RawPage:
    """A page as read: its printed label and its blocks in reading order; on the first, `title` is what the document's properties call it.

    `apart` is a page that the headings before it do not reach (the publishers' own, after the last appendix).
    """

    label: str
    blocks: tuple[Block, ...]
    title: str = ""
    apart: bool = False


def page_text(blocks: tuple[Block, ...]) -> str:
    """The page as people read it: one block a paragraph, markers kept, a blank line between blocks.

    Consecutive items (and consecutive rows) follow each other without a blank line.
    """
    parts: list[str] = []
    previous: BlockKind | None = None
    for block in blocks:
        tight = block.kind is previous and block.kind in (BlockKind.ITEM, BlockKind.ROW)
        if parts:
            parts.append("\n" if tight else "\n\n")
        parts.append(f"{block.marker} {block.text}" if block.marker else block.text)
        previous = block.kind
    return "".join(parts)
