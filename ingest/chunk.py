"""Pages of blocks -> page text and passages. Pure."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence

from assistant.domain import Page, Passage
from assistant.text import sentence_spans
from ingest.blocks import Block, BlockKind, RawPage, page_text

VERSION = "blocks-1"
"""Goes into the manifest: change it whenever the same file would give other passages."""
TARGET_WORDS = 110
MOST_WORDS = 170
_Span = tuple[int, int]


def chunk(source_id: str, raw: Sequence[RawPage], title: str) -> tuple[tuple[Page, ...], tuple[Passage, ...]]:
    """The pages and passages of a document.

    A passage is a run of neighbouring blocks of one page under one heading path, of about TARGET_WORDS words; a
    list stays with the line that opens it, and no passage has over MOST_WORDS unless a single sentence has. The
    heading path goes on over page ends, but for a page apart. Each footnote is a passage of its own.
    """
    pages: list[Page] = []
    passages: list[Passage] = []
    path: list[tuple[int, str]] = []
    seen: dict[str, int] = {}
    for page in raw:
        text = page_text(page.blocks)
        pages.append(Page(source_id, page.label, text))
        path = [] if page.apart else path
        for headings, spans, path_after in _sections(page.blocks, text, path):
            path = path_after
            for start, end in spans:
                body = text[start:end]
                identity = "\x1f".join((source_id, page.label, *headings, body))
                seen[identity] = seen.get(identity, -1) + 1
                key = hashlib.sha256(f"{identity}\x1f{seen[identity]}".encode()).hexdigest()[:20]
                passages.append(Passage(key, source_id, page.label, headings or (title,), body, start, end))
    return tuple(pages), tuple(passages)


def _sections(blocks: Sequence[Block], text: str, path: list[tuple[int, str]]
              ) -> Iterator[tuple[tuple[str, ...], list[_Span], list[tuple[int, str]]]]:
    """(headings, spans of its passages, path) for each stretch of a page between headings, then for each note."""
    run: list[tuple[Block, _Span]] = []
    position = 0
    for block in blocks:
        shown = f"{block.marker} {block.text}" if block.marker else block.text
        start = text.index(shown, position)
        position = end = start + len(shown)
        if block.kind is BlockKind.HEADING:
            if run:
                yield tuple(t for _, t in path), _pack(run, text), path
            run = []
            path = [p for p in path if p[0] < block.level] + [(block.level, block.text)]
        elif block.kind is BlockKind.NOTE:
            if run:
                yield tuple(t for _, t in path), _pack(run, text), path
            run = []
            yield (*(t for _, t in path), f"Note {block.marker}"), [(start, end)], path
        else:
            run.append((block, (start, end)))
    yield tuple(t for _, t in path), _pack(run, text), path


def _pack(run: Sequence[tuple[Block, _Span]], text: str) -> list[_Span]:
    """Joins neighbouring blocks into spans of about TARGET_WORDS, lists kept whole with their opening line."""
    groups: list[list[_Span]] = []
    previous: Block | None = None
    for block, span in run:
        listed = block.kind in (BlockKind.ITEM, BlockKind.ROW)
        opened = previous is not None and (previous.kind is block.kind or previous.text.rstrip().endswith(":"))
        if listed and opened and groups:
            groups[-1].append(span)
        else:
            groups.append([span])
        previous = block
    spans: list[_Span] = []
    size = 0
    for group in groups:
        start, end = group[0][0], group[-1][1]
        count = _words(text, start, end)
        if spans and size + count <= TARGET_WORDS:
            spans[-1] = (spans[-1][0], end)
            size += count
        elif count <= MOST_WORDS:
            spans.append((start, end))
            size = count
        else:
            spans.extend(_split(group, text))
            size = MOST_WORDS
    return spans


def _split(group: Sequence[_Span], text: str) -> list[_Span]:
    """A group that is too long, at its items' ends or, within one block, at its sentences' ends."""
    pieces = [(start + a, start + b) for start, end in group for a, b in sentence_spans(text[start:end])] \
        if len(group) == 1 else [
            piece for start, end in group
            for piece in ([(start, end)] if _words(text, start, end) <= MOST_WORDS else
                          [(start + a, start + b) for a, b in sentence_spans(text[start:end])])]
    pieces = [piece for one in pieces for piece in _force(one, text)]
    spans: list[_Span] = []
    for start, end in pieces:
        if spans and _words(text, spans[-1][0], end) <= TARGET_WORDS:
            spans[-1] = (spans[-1][0], end)
        else:
            spans.append((start, end))
    return spans


def _force(span: _Span, text: str) -> Iterator[_Span]:
    """Cuts what has no sentence end for over twice MOST_WORDS (a wall of text, a data dump) at white space."""
    start, end = span
    while end - start > 20 * MOST_WORDS or _words(text, start, end) > 2 * MOST_WORDS:  # in this order: counting megabytes again and again is slow
        cut = text.rfind(" ", start + 1, min(end, start + 6 * TARGET_WORDS))
        cut = cut if cut > start else min(end, start + 6 * TARGET_WORDS)
        yield start, cut
        start = cut + 1 if cut < end and text[cut] == " " else cut
        if start >= end:
            return
    yield start, end


def _words(text: str, start: int, end: int) -> int:
    return text.count(" ", start, end) + 1
