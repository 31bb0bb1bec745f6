"""A document as a Word file with real footnotes, through pandoc's tree. Only the tree's own nodes make it anything but plain text. Pure but for pandoc."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from types import MappingProxyType

from assistant import pandoc, word_look
from assistant.document import NARROW, Block, Note, Text
from assistant.pandoc import Node, node

_A4 = (b'<w:pgSz w:w="11906" w:h="16838"/>'
       b'<w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" w:header="709" w:footer="709" w:gutter="0"/>')
"""In twentieths of a point: 210 by 297 mm, with margins of 23 mm."""
_NOTES = re.compile(rb'(<w:style [^>]*w:styleId="FootnoteText"[^>]*>(?:(?!</w:style>|<w:rPr>|<w:pPr>).)*)(?:<w:pPr>.*?</w:pPr>|<w:pPr\s*/>)?\s*(?:<w:rPr>.*?</w:rPr>|<w:rPr\s*/>)?\s*(</w:style>)', re.S)
_SMALL = b'<w:pPr><w:spacing w:before="0" w:after="40"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
_STYLES = {"strong": "Strong", "emph": "Emph"}
_SPANS = {"label": "Clause Label", "gap": "To Be Agreed"}
_PARAGRAPHS = {"subtitle": "Subtitle", "banner": "Banner", "note": "Small Print"}
_NEW_PAGE = {"t": "RawBlock", "c": ["openxml", '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr><w:r><w:br w:type="page"/></w:r></w:p>']}
_GAP_BELOW = {"t": "RawBlock", "c": ["openxml", '<w:p><w:pPr><w:pStyle w:val="AfterTable"/></w:pPr></w:p>']}
_TAB = {"t": "RawInline", "c": ["openxml", "<w:r><w:tab/></w:r>"]}
_NO_ATTRIBUTES = ["", [], []]


def word(blocks: Sequence[Block], title: str) -> bytes:
    """The bytes of a .docx. Raises ExportError when pandoc fails."""
    return _on_a4(pandoc.run(list(_tree(blocks)), "docx", {"pagetitle": title, "lang": "en-GB"}))


def policy_word(blocks: Sequence[Block], title: str, left: str, right: str, foot: str, properties: Mapping[str, str] = MappingProxyType({})) -> bytes:
    """The bytes of a policy's .docx: cover, contents, numbered clauses, tables, a header and a footer. `properties` are kept in the file, unseen.

    Raises:
        ExportError: pandoc fails.
    """
    return _on_a4(pandoc.run(list(_policy_tree(blocks)), "docx", {"pagetitle": title, "lang": "en-GB", **properties}), (left, right, foot))


def _on_a4(docx: bytes, running: tuple[str, str, str] | None = None) -> bytes:
    """The file with the size of its pages, which pandoc leaves to the reader's program, so that pages break alike; and with small footnotes."""
    with zipfile.ZipFile(io.BytesIO(docx)) as old:
        parts = {entry.filename: old.read(entry) for entry in old.infolist()}
    parts["word/styles.xml"] = _NOTES.sub(rb"\1" + _SMALL + rb"\2", parts["word/styles.xml"])
    start = word_look.section_start().encode() if running else b""
    parts["word/document.xml"] = re.sub(rb"<w:sectPr\s*/>|<w:sectPr>(.*?)</w:sectPr>",
                                        lambda match: b"<w:sectPr>" + start + (match[1] or b"") + _A4 + b"</w:sectPr>", parts["word/document.xml"], flags=re.S)
    if running:
        parts = word_look.dressed(parts, *running)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for name, content in parts.items():
            new.writestr(name, content)
    return made.getvalue()


def _tree(blocks: Sequence[Block]) -> Iterator[Node]:
    for kind, group in groupby(blocks, key=lambda block: (block.kind, block.label == "•") if block.kind == "item" else (block.kind, False)):
        found = list(group)
        if kind[0] == "item":
            yield _list(found)
        elif kind[0] in ("title", "heading"):
            yield from (pandoc.heading(1 if kind[0] == "title" else 2, _inlines(block)) for block in found)
        elif kind[0] == "reference":
            yield from (pandoc.styled("Bibliography", [node("Para", _inlines(block))]) for block in found)
        else:
            yield from (node("Para", _inlines(block)) for block in found)


def _policy_tree(blocks: Sequence[Block]) -> Iterator[Node]:
    """A policy's blocks as pandoc's, in the styles of data/word_policy.xml."""
    listed = [(_plain(f"{block.label}{'. ' if block.label[:1].isdigit() else ': ' if block.label else ''}", block.parts), block.name) for block in blocks if block.kind == "section"]
    group: list[Block] = []
    for block, following in zip(blocks, [*blocks[1:], Block("end")], strict=True):
        if block.kind == "item":
            group.append(block)
            if following.kind != "item":
                yield _list(group)
                group = []
            continue
        match block.kind:
            case "title":
                yield pandoc.styled("Title", [node("Para", _inlines(block))])
            case "contents":
                yield {"t": "RawBlock", "c": ["openxml", word_look.contents(block.parts[0].text, listed)]}
                yield _NEW_PAGE
            case "section":
                lead = f"{block.label}{'. ' if block.label[:1].isdigit() else ': ' if block.label else ''}"
                yield node("Header", [1, [block.name, [], []], [*pandoc.words(lead), *([{"t": "Space"}] if lead else []), *_inlines(block)]])
            case "subsection":
                yield pandoc.heading(2, _inlines(block))
            case "clause":
                number = node("Span", [["", [], [["custom-style", "Clause Number"]]], pandoc.words(block.label)])
                style = "Clause With Table" if following.kind == "table" else "Clause"
                name = word_look.bookmark(block.name.split()[1]) if block.name else ""
                yield pandoc.styled(style, [node("Para", [node("Span", [[name, [], []], [number, _TAB, *_inlines(block)]])])])
            case "table":
                yield _table(block)
                yield _GAP_BELOW
            case "break":
                yield _NEW_PAGE
            case "line":
                yield node("Para", _inlines(block))
            case _:
                yield pandoc.styled(_PARAGRAPHS[block.kind], [node("Para", _inlines(block))])


def _plain(lead: str, parts: Sequence[Text | Note]) -> str:
    return lead + "".join(part.text for part in parts if isinstance(part, Text) and part.style != "label").strip()


def _table(block: Block) -> Node:
    columns = [[{"t": "AlignLeft"}, {"t": "ColWidth", "c": width}] for width in block.widths]
    head, *rows = ([[_NO_ATTRIBUTES, {"t": "AlignDefault"}, 1, 1, [pandoc.styled("Table Text" if n else "Table Head", [node("Para", _inlines(Block("cell", cell)))])]]
                    for cell in row] for n, row in enumerate(block.rows))
    return node("Table", [_NO_ATTRIBUTES, [None, []], columns, [_NO_ATTRIBUTES, [[_NO_ATTRIBUTES, head]]],
                          [[_NO_ATTRIBUTES, 0, [], [[_NO_ATTRIBUTES, row] for row in rows]]], [_NO_ATTRIBUTES, []]])


def _list(items: Sequence[Block]) -> Node:
    entries = [[node("Plain", _inlines(block))] for block in items]
    if items[0].label == "•":
        return node("BulletList", entries)
    first = int(items[0].label.rstrip(".)"))
    return node("OrderedList", [[first, {"t": "Decimal"}, {"t": "Period"}], entries])


def _inlines(block: Block) -> list[Node]:
    found: list[Node] = []
    for part in block.parts:
        if isinstance(part, Note):
            found.append(node("Note", [node("Para", pandoc.words(text)) for text in part.paragraphs]))
            continue
        if found and part.text[:1].isspace():
            found.append({"t": "Space"})
        made = pandoc.words(part.text)
        found += [node("Span", [["", [], [["custom-style", _SPANS[part.style]]]], made])] if part.style in _SPANS else \
            [node(_STYLES[part.style], made)] if part.style else made
        if made and part.text[-1:].isspace() and part.text[-1:] != NARROW:
            found.append({"t": "Space"})
    return found
