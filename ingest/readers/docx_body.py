"""The body of a Word document, walked in order: paragraphs, tables, text boxes, notes, page breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.blocks import Block, BlockKind, RawPage
from ingest.clean import row, tidy
from ingest.readers.docx_styles import Lists, Style, Styles, W, is_on, number, value
from ingest.readers.docx_tokens import SKIPPED, Box, Break, Reference, Text, flat_tokens, joined, tokens
from ingest.readers.numerals import numeral


@dataclass(slots=True)
class _Sheet:
    blocks: list[Block] = field(default_factory=list)
    notes: list[Block] = field(default_factory=list)
    is_fresh: bool = True  # nothing has been set on it yet


class Body:
    """The pages that the body's elements fill, taken in order."""

    def __init__(self, body: Any, styles: Styles, lists: Lists, footnotes: Any, endnotes: Any) -> None:
        self._styles, self._lists = styles, lists
        self._notes = {"footnote": _notes(footnotes), "endnote": _notes(endnotes)}
        self._cited = {"footnote": 0, "endnote": 0}
        self._endnotes: list[Block] = []
        self._starts = [value(section, "type") for section in body.iter(f"{W}sectPr")]
        self._section = 0
        self._sheets = [_Sheet()]
        self.take(body)

    def finished(self) -> tuple[RawPage, ...]:
        """The pages, footnotes at the foot of theirs, endnotes on the last."""
        self._sheets[-1].notes += self._endnotes
        return tuple(
            RawPage(str(number), (*sheet.blocks, *sheet.notes))
            for number, sheet in enumerate(self._sheets, start=1)
        )

    def take(self, element: Any) -> None:
        """Adds the blocks of a container: the body, a text box, the cell of a table that only makes a box."""
        for child in element:
            if child.tag == f"{W}p":
                self._take_paragraph(child)
            elif child.tag == f"{W}tbl":
                self._take_table(child)
            elif child.tag not in SKIPPED and isinstance(child.tag, str):
                self.take(child)  # content controls, tracked insertions, custom XML

    def _take_paragraph(self, paragraph: Any) -> None:
        if is_on(paragraph, "pPr/pageBreakBefore"):
            self._turn(explicit=False)
        style, boxes, pieces = self._styles.of(paragraph), list[Any](), list[Text]()
        marker: str | None = None
        for token in tokens(paragraph):
            if isinstance(token, Break):
                marker = self._add(pieces, style, marker)
                pieces = []
                self._turn(token.explicit)
            elif isinstance(token, Box):
                boxes.append(token.content)
            elif isinstance(token, Reference):
                self._cite(token)
            else:
                pieces.append(token)
                self._sheets[-1].is_fresh = False
        self._add(pieces, style, marker)
        for box in boxes:
            self.take(box)
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            # A section's own settings say how it begins, so the next one's say what comes here.
            self._section += 1
            if self._starts[self._section :][:1] not in (["continuous"], ["nextColumn"]):
                self._turn(explicit=False)

    def _add(self, pieces: list[Text], style: Style, marker: str | None) -> str | None:
        """Adds the part of a paragraph that is on this page; returns the marker, "" once it is printed."""
        text = joined(pieces)
        if not tidy(text):
            return marker
        marker = self._lists.marker(style) if marker is None else marker
        sheet = self._sheets[-1]
        if style.level:
            sheet.blocks.append(Block(BlockKind.HEADING, tidy(f"{marker} {text}"), style.level))
        elif style.name.lower().startswith("toc "):
            sheet.blocks.append(Block(BlockKind.ROW, row(text.split("\t"))))
        else:
            sheet.blocks.append(
                Block(BlockKind.ITEM if marker else BlockKind.PARAGRAPH, tidy(text), marker=marker)
            )
        return ""

    def _take_table(self, table: Any) -> None:
        lines = [line for line in _children(table, "tr") if line.find(f"{W}trPr/{W}del") is None]
        above: dict[int, str] = {}
        for line in lines:
            cells = list(_children(line, "tc"))
            if len(cells) == 1 and all(len(list(_children(other, "tc"))) == 1 for other in lines):
                self.take(cells[0])  # a box drawn with a table
                continue
            texts, at_start, inside = [], 0, 0
            column = 0
            for cell in cells:
                text, leading, others = self._cell(cell)
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                if merged is not None and merged.get(f"{W}val") != "restart":
                    text = text or above.get(column, "")  # said once for several rows: each row says it
                above[column] = text
                texts.append(text)
                column += max(1, number(value(cell, "tcPr/gridSpan"), 1))
                at_start, inside = max(at_start, leading), max(inside, others)
            for _ in range(at_start):
                self._turn(explicit=False)
            if text := row(texts):
                self._sheets[-1].blocks.append(Block(BlockKind.ROW, text))
                self._sheets[-1].is_fresh = False
            for _ in range(inside):
                self._turn(explicit=False)

    def _cell(self, cell: Any) -> tuple[str, int, int]:
        """A cell's text, and how many page breaks stand before its first word and after it."""
        pieces, breaks = list[Text](), [0, 0]
        for token in flat_tokens(cell):
            if isinstance(token, Break):
                breaks[bool(tidy(joined(pieces)))] += 1
            elif isinstance(token, Reference):
                self._cite(token)
            elif isinstance(token, Text):
                pieces.append(token)
        return tidy(joined(pieces)), breaks[0], breaks[1]

    def _cite(self, reference: Reference) -> None:
        text = self._notes[reference.kind].get(reference.key)
        marker = reference.marker
        if not marker:
            self._cited[reference.kind] += 1
            marker = numeral(self._cited[reference.kind], "i" if reference.kind == "endnote" else "1")
        if text:
            notes = self._endnotes if reference.kind == "endnote" else self._sheets[-1].notes
            notes.append(Block(BlockKind.NOTE, text, marker=marker))

    def _turn(self, explicit: bool) -> None:
        """A new page. Word also records its break right after one that the author set: once is enough."""
        if explicit or not self._sheets[-1].is_fresh:
            self._sheets.append(_Sheet())


def _children(element: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, those in content controls and tracked insertions too."""
    for child in element:
        if child.tag == W + tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(child, tag)


def _notes(root: Any) -> dict[str, str]:
    """The text of each note by its id, separators left out."""
    found: dict[str, str] = {}
    for note in root if root is not None else ():
        if isinstance(note.tag, str) and note.get(f"{W}type") in (None, "normal"):
            pieces = [token for token in flat_tokens(note) if isinstance(token, Text)]
            found[note.get(f"{W}id") or ""] = tidy(joined(pieces))
    return found
