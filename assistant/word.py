"""A document as a Word file with real footnotes, through pandoc's tree. Only the tree's own nodes make it anything but plain text. Pure but for pandoc."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Sequence
from itertools import groupby

from assistant import pandoc
from assistant.document import NARROW, Block, Note
from assistant.pandoc import Node, node

_A4 = (b'<w:pgSz w:w="11906" w:h="16838"/>'
       b'<w:pgMar w:top="1304" w:right="1304" w:bottom="1304" w:left="1304" w:header="709" w:footer="709" w:gutter="0"/>')
"""In twentieths of a point: 210 by 297 mm, with margins of 23 mm."""
_NOTES = re.compile(rb'(<w:style [^>]*w:styleId="FootnoteText"[^>]*>(?:(?!</w:style>|<w:rPr>|<w:pPr>).)*)(?:<w:pPr>.*?</w:pPr>|<w:pPr\s*/>)?\s*(?:<w:rPr>.*?</w:rPr>|<w:rPr\s*/>)?\s*(</w:style>)', re.S)
_SMALL = b'<w:pPr><w:spacing w:before="0" w:after="40"/></w:pPr><w:rPr><w:sz w:val="18"/><w:szCs w:val="18"/></w:rPr>'
_STYLES = {"strong": "Strong", "emph": "Emph"}


def word(blocks: Sequence[Block], title: str) -> bytes:
    """The bytes of a .docx. Raises ExportError when pandoc fails."""
    return _on_a4(pandoc.run(list(_tree(blocks)), "docx", {"pagetitle": title, "lang": "en-GB"}))


def _on_a4(docx: bytes) -> bytes:
    """The file with the size of its pages, which pandoc leaves to the reader's program, so that pages break alike; and with small footnotes."""
    made = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(docx)) as old, zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            content = old.read(entry)
            if entry.filename == "word/styles.xml":
                content = _NOTES.sub(rb"\1" + _SMALL + rb"\2", content)
            elif entry.filename == "word/document.xml":
                content = re.sub(rb"<w:sectPr\s*/>|<w:sectPr>(.*?)</w:sectPr>", lambda match: b"<w:sectPr>" + (match[1] or b"") + _A4 + b"</w:sectPr>", content, flags=re.S)
            new.writestr(entry, content)
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
        found += [node(_STYLES[part.style], made)] if part.style else made
        if made and part.text[-1:].isspace() and part.text[-1:] != NARROW:
            found.append({"t": "Space"})
    return found
