"""Lines as blocks, and blocks as the Markdown of corpus/documents."""

from __future__ import annotations

import re
from collections.abc import Sequence

from ingest.blocks import Block, BlockKind

BULLETS = ("•", "»", "–", "-")
NUMBERED = re.compile(r"(\d{1,2}\.)\s+(?=\S)")
_SPACE = re.compile(r"[ \t\u00a0]+")


def as_markdown(blocks: Sequence[Block]) -> str:
    """Blocks as Markdown: `#` headings, `-` and `1.` items, `[^n]:` notes, rows in a fence called table."""
    out: list[str] = []
    for before, block, after in zip([None, *blocks[:-1]], blocks, [*blocks[1:], None], strict=True):
        goes_on = after is not None and after.kind is block.kind and block.kind in (BlockKind.ITEM, BlockKind.ROW)
        match block.kind:
            case BlockKind.HEADING:
                text = f"{'#' * block.level} {block.text}"
            case BlockKind.ITEM:
                text = f"{'-' if block.marker == '•' else block.marker} {block.text}"
            case BlockKind.NOTE:
                text = f"[^{block.marker}]: {block.text}"
            case BlockKind.ROW:
                opens = before is None or before.kind is not BlockKind.ROW
                text = ("```table\n" if opens else "") + block.text + ("" if goes_on else "\n```")
            case BlockKind.PARAGRAPH:
                text = block.text
        out.append(text + ("\n" if goes_on else "\n\n"))
    return "".join(out)


def block_of(run: Sequence[str]) -> Block:
    """The item or paragraph that some lines are, as one."""
    text = tidy(" ".join(run))
    for sign in BULLETS:
        if text.startswith(sign + " "):
            return Block(BlockKind.ITEM, text[len(sign) + 1:], marker="•")
    if match := NUMBERED.match(text):
        return Block(BlockKind.ITEM, text[match.end():], marker=match.group(1))
    return Block(BlockKind.PARAGRAPH, text)


def tidy(text: str) -> str:
    """One line with single spaces; no-break spaces made plain."""
    return _SPACE.sub(" ", text).strip()
