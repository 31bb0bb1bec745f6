"""The body of a Word document, walked in order: paragraphs, tables, text boxes, notes, page breaks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from ingest.blocks import Block, BlockKind, RawPage
from ingest.clean import is_mark, row, tidy, without_mark
from ingest.readers.docx_styles import Lists, Style, Styles, W, is_on, value
from ingest.readers.numerals import numeral

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Words a reader of the finished document does not see: deleted, moved away, field codes, settings.
_SKIPPED = frozenset(W + tag for tag in "del moveFrom instrText delText delInstrText rPr pPr tblPr trPr tcPr sectPr "
                                        "sdtPr sdtEndPr rt annotationRef footnoteRef endnoteRef".split())
_CHARACTERS = {f"{W}tab": "\t", f"{W}ptab": "\t", f"{W}cr": " ", f"{W}noBreakHyphen": "-", f"{W}softHyphen": ""}


@dataclass(frozen=True, slots=True)
class _Text:
    text: str
    raised: bool = False


@dataclass(frozen=True, slots=True)
class _Break:
    explicit: bool


@dataclass(frozen=True, slots=True)
class _Reference:
    kind: str  # "footnote" or "endnote"
    key: str
    marker: str  # the author's own mark; "" for the next number


@dataclass(frozen=True, slots=True)
class _Box:
    content: Any


_Token = _Text | _Break | _Reference | _Box


def tokens(element: Any) -> Iterator[_Token]:
    """What stands in a paragraph or run, in order, deletions, hidden text and field codes left out."""
    custom = ""
    for child in element:
        tag = child.tag
        if tag in _SKIPPED or not isinstance(tag, str):
            continue
        if tag in (f"{W}t", _MATH_TEXT):
            if child.text and child.text != custom:
                yield _Text(child.text, _is_raised(element))
            custom = ""
        elif tag in _CHARACTERS:
            yield _Text(_CHARACTERS[tag])
        elif tag == f"{W}br":
            yield _Break(explicit=True) if child.get(f"{W}type") == "page" else _Text(" ")
        elif tag == f"{W}lastRenderedPageBreak":
            yield _Break(explicit=False)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            if child.get(f"{W}customMarkFollows") in ("1", "true", "on"):
                custom = "".join(follower.text or "" for follower in child.itersiblings(f"{W}t"))
            kind = tag.removeprefix(W).removesuffix("Reference")
            yield _Reference(kind, child.get(f"{W}id") or "", custom.strip())
        elif tag == f"{W}txbxContent":
            yield _Box(child)
        elif tag == f"{_MC}AlternateContent":  # the same content twice, for newer and older programs
            yield from tokens(child.find(f"{_MC}Choice") if child.find(f"{_MC}Choice") is not None else child)
        elif not is_on(child, "rPr/vanish"):
            if tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                yield _Text("")  # a picture fills a page as text does
            yield from tokens(child)


def _is_raised(run: Any) -> bool:
    style = value(run, "rPr/rStyle") or ""
    return value(run, "rPr/vertAlign") == "superscript" or style in ("FootnoteReference", "EndnoteReference")


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
        return tuple(RawPage(str(number), (*sheet.blocks, *sheet.notes))
                     for number, sheet in enumerate(self._sheets, start=1))

    def take(self, element: Any) -> None:
        """Adds the blocks of a container: the body, a text box, the cell of a table that only makes a box."""
        for child in element:
            if child.tag == f"{W}p":
                self._take_paragraph(child)
            elif child.tag == f"{W}tbl":
                self._take_table(child)
            elif child.tag not in _SKIPPED and isinstance(child.tag, str):
                self.take(child)  # content controls, tracked insertions, custom XML

    def _take_paragraph(self, paragraph: Any) -> None:
        if is_on(paragraph, "pPr/pageBreakBefore"):
            self._turn(explicit=False)
        style, boxes, pieces = self._styles.of(paragraph), list[Any](), list[_Text]()
        marker: str | None = None
        for token in tokens(paragraph):
            if isinstance(token, _Break):
                marker = self._add(pieces, style, marker)
                pieces = []
                self._turn(token.explicit)
            elif isinstance(token, _Box):
                boxes.append(token.content)
            elif isinstance(token, _Reference):
                self._cite(token)
            else:
                pieces.append(token)
                self._sheets[-1].is_fresh = False
        self._add(pieces, style, marker)
        for box in boxes:
            self.take(box)
        if paragraph.find(f"{W}pPr/{W}sectPr") is not None:
            self._section += 1  # a section's own settings say how it begins, so the next one's say what comes here
            if self._starts[self._section:][:1] not in (["continuous"], ["nextColumn"]):
                self._turn(explicit=False)

    def _add(self, pieces: list[_Text], style: Style, marker: str | None) -> str | None:
        """Adds the part of a paragraph that stands on this page; returns the marker, "" once it is printed."""
        text = _joined(pieces)
        if not tidy(text):
            return marker
        marker = self._lists.marker(style) if marker is None else marker
        sheet = self._sheets[-1]
        if style.level:
            sheet.blocks.append(Block(BlockKind.HEADING, tidy(f"{marker} {text}"), style.level))
        elif style.name.lower().startswith("toc "):
            sheet.blocks.append(Block(BlockKind.ROW, row(text.split("\t"))))
        else:
            sheet.blocks.append(Block(BlockKind.ITEM if marker else BlockKind.PARAGRAPH, tidy(text), marker=marker))
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
            for column, cell in enumerate(cells):
                text, leading, others = self._cell(cell)
                merged = cell.find(f"{W}tcPr/{W}vMerge")
                if merged is not None and merged.get(f"{W}val") != "restart":
                    text = text or above.get(column, "")  # said once for several rows: each row says it
                above[column] = text
                texts.append(text)
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
        pieces, breaks = list[_Text](), [0, 0]
        for paragraph in cell.iter(f"{W}p"):
            for token in tokens(paragraph):
                if isinstance(token, _Break):
                    breaks[bool(tidy(_joined(pieces)))] += 1
                elif isinstance(token, _Reference):
                    self._cite(token)
                elif isinstance(token, _Text):
                    pieces.append(token)
            pieces.append(_Text(" "))
        return tidy(_joined(pieces)), breaks[0], breaks[1]

    def _cite(self, reference: _Reference) -> None:
        text = self._notes[reference.kind].get(reference.key)
        marker = reference.marker
        if not marker:
            self._cited[reference.kind] += 1
            marker = numeral(self._cited[reference.kind], "i" if reference.kind == "endnote" else "1")
        if text:
            notes = self._endnotes if reference.kind == "endnote" else self._sheets[-1].notes
            notes.append(Block(BlockKind.NOTE, text, marker=marker))

    def _turn(self, explicit: bool) -> None:
        """A new page. Word also records where it broke the page, right after a break the author set: once is enough."""
        if explicit or not self._sheets[-1].is_fresh:
            self._sheets.append(_Sheet())


def _children(element: Any, tag: str) -> Iterator[Any]:
    """Rows of a table or cells of a row, those in content controls and tracked insertions too."""
    for child in element:
        if child.tag == W + tag:
            yield child
        elif child.tag in (f"{W}sdt", f"{W}sdtContent", f"{W}ins", f"{W}customXml"):
            yield from _children(child, tag)


def _joined(pieces: list[_Text]) -> str:
    """The text of the pieces, without the footnote marks that were typed as raised figures."""
    text, at = "", 0
    while at < len(pieces):
        end = at + 1
        while end < len(pieces) and pieces[end].raised == pieces[at].raised:
            end += 1
        part = "".join(piece.text for piece in pieces[at:end])
        text += without_mark(text, part) if pieces[at].raised and is_mark(part) else part
        at = end
    return text


def _notes(root: Any) -> dict[str, str]:
    """The text of each note by its id, separators left out."""
    found: dict[str, str] = {}
    for note in root if root is not None else ():
        if isinstance(note.tag, str) and note.get(f"{W}type") in (None, "normal"):
            pieces = [token for paragraph in note.iter(f"{W}p") for token in (*tokens(paragraph), _Text(" "))]
            found[note.get(f"{W}id") or ""] = tidy(_joined([piece for piece in pieces if isinstance(piece, _Text)]))
    return found
