"""A bidder's report as it is read for facts: without running headers and footers, and with the heads of a table's columns beside their figures. Pure."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import replace

from assistant.domain import Page
from assistant.tender.amounts import YEAR
from assistant.text import sentence_spans

_PAGE_OF = re.compile(r"\bpage \d{1,4}(?: (?:of|/) ?\d{1,4})?\W*$|^\W*page \d{1,4}(?: (?:of|/) ?\d{1,4})?\b", re.I)
_LONGEST = 25
"""Words of a running line."""
_CELLS = re.compile(r"\s{2,}|\t+|\s*\|\s*")
_FIGURE = re.compile(r"[£$€]?\s?-?\d[\d,]*(?:\.\d+)?\s?(?:%|k|m|per cent|million)?", re.I)


def without_running(pages: Sequence[Page], *, numbered: bool = False) -> tuple[Page, ...]:
    """The pages without the first and the last paragraph where these run: they give the page's number, or stand alike, but for figures, at that edge of every page of their document. `numbered`: only the former."""
    blocks = [re.split(r"\n\s*\n", page.text.strip()) for page in pages]
    of: dict[str, list[int]] = defaultdict(list)
    for n, page in enumerate(pages):
        of[page.source_id].append(n)
    for edge in (0, -1):
        for held in of.values():
            shapes = {_shape(blocks[n][edge]) for n in held if blocks[n]}
            alike = not numbered and len(held) > 1 and len(shapes) == 1
            for n in held:
                if len(blocks[n]) > 1 and _runs(blocks[n][edge], alike=alike):
                    del blocks[n][edge]
    return tuple(replace(page, text="\n\n".join(left)) for page, left in zip(pages, blocks, strict=True))


def statements(text: str) -> Iterator[str]:
    """The sentences of a page in order; a row of a table is one, with the head of each of its columns."""
    for block in re.split(r"\n\s*\n", text):
        if rows := list(_rows(block.strip().split("\n"))):
            yield from rows
        else:
            yield from (block[start:end] for start, end in sentence_spans(block))


def _runs(block: str, *, alike: bool) -> bool:
    line = " ".join(block.split())
    return len(line.split()) <= _LONGEST and not line.endswith((".", "?", "!")) and (alike or bool(_PAGE_OF.search(line)))


def _shape(block: str) -> str:
    return re.sub(r"\d+", "#", " ".join(block.split()).lower())


def _rows(lines: Sequence[str]) -> Iterator[str]:
    """The rows of a table under its head, each told with it ("Volunteer hours: 7,350 in 2024/25, 8,912 in 2025/26"); none where it has no head or its rows are not as long."""
    cells = [[cell for cell in _CELLS.split(line.strip().strip("|").strip())] for line in lines]
    head = cells[0]
    if len(cells) < 2 or len(head) < 2 or any(len(row) != len(head) for row in cells[1:]) or not all(YEAR.fullmatch(one) or not _FIGURE.fullmatch(one) for one in head[1:]):
        return
    if not any(_FIGURE.fullmatch(cell) for row in cells[1:] for cell in row[1:]):
        return
    for label, *values in cells[1:]:
        yield f"{label}: {', '.join(f'{value} in {name}' if YEAR.fullmatch(name) else f'{name} {value}' for name, value in zip(head[1:], values, strict=True))}"
