"""PDF into pages: runs to rows, running lines out, rows to lines in reading order, lines to blocks."""

from __future__ import annotations

from ingest.blocks import BlockKind, RawPage
from ingest.clean import known_words, running_lines
from ingest.readers import refusal
from ingest.readers.pdf_blocks import block_of, drafts_of, heading_levels
from ingest.readers.pdf_lines import Row, body_size, rows_of
from ingest.readers.pdf_order import lines_of
from ingest.readers.refusal import Limits
from ingest.readers.sniff import PDF, content_kind, has_pdf_header

_TAIL = 4096  # bytes: where a whole file marks its end; by rule the last 1024, but some printers add junk
_LARGE = 1.12  # of the body's size: a line this large is a heading, wherever it repeats


def read_pdf(data: bytes, name: str, limits: Limits) -> tuple[RawPage, ...]:
    """Pages with the labels the PDF gives them, else numbered from 1. Raised marks never stay in the text."""
    if not has_pdf_header(data):
        if b"%PDF-".startswith(data):
            raise refusal.damaged(name, PDF)
        raise refusal.misnamed(name, PDF, content_kind(data) or "something else")
    if b"%%EOF" not in data[-_TAIL:]:  # pypdf would mend it and leave the last pages out without a word
        raise refusal.damaged(name, PDF)
    from ingest.readers.pdf_runs import page_runs, title_in  # loads pypdf

    pages = [(label, rows_of(runs)) for label, runs in page_runs(data, name, limits)]
    if not any(rows for _, rows in pages):
        raise refusal.no_text(
            name,
            "its pages are pictures, as from a scanner",
            "run it through text recognition (OCR) and add the result",
        )
    body = body_size(row for _, rows in pages for row in rows)
    pages = _without_running(pages, body)
    known = known_words(row.text for _, rows in pages for row in rows)
    drafts = [
        drafts_of(lines_of(rows), frozenset(mark for row in rows for mark in row.marks), body)
        for _, rows in pages
    ]
    levels = heading_levels([draft for page in drafts for draft in page if draft.kind is BlockKind.HEADING])
    return tuple(
        RawPage(label, tuple(block for draft in page if (block := block_of(draft, levels, known))), "" if number else title_in(data))
        for number, ((label, _), page) in enumerate(zip(pages, drafts, strict=True))
    )


def _without_running(pages: list[tuple[str, list[Row]]], body: float) -> list[tuple[str, list[Row]]]:
    texts = [["" if row.size >= _LARGE * body else row.text for row in rows] for _, rows in pages]
    running = running_lines(texts, [label for label, _ in pages])
    return [
        (label, [row for index, row in enumerate(rows) if index not in drop])
        for (label, rows), drop in zip(pages, running, strict=True)
    ]
