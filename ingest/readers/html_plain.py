"""A web page's tree made plain, in place, so that trafilatura keeps what it would lose."""

from __future__ import annotations

import re
from typing import Any

from ingest.readers.marks import is_mark, without_mark
from ingest.readers.numerals import numeral

_NOTE_REFERENCE = re.compile(r"(?:footnote|note|endnote)[-_]?ref|noteref|reference", re.IGNORECASE)
# fmt: off
_PLAIN = {
    "time": "span", "data": "span", "output": "span", "label": "span", "fieldset": "div", "legend": "p",
    "figure": "div", "figcaption": "p", "center": "div", "summary": "h6",
}
_INLINE = frozenset({
    "a", "abbr", "acronym", "b", "bdi", "bdo", "big", "br", "cite", "code", "dfn", "em", "font", "i",
    "img", "ins", "kbd", "mark", "q", "samp", "small", "span", "strong", "sub", "sup", "tt", "u", "var",
    "wbr",
})
# fmt: on
_HOLDERS = frozenset(
    {"body", "div", "section", "article", "main", "form", "header", "footer", "aside", "details"}
)
_IN_WORDS = _INLINE - {"br", "img"} | {"hi", "ref"}  # the last two are trafilatura's own


def make_plain(tree: Any) -> None:
    """Footnote marks out, numbers into numbered items, bare text into paragraphs, cells into text."""
    for element in list(tree.iter("*")):
        if element.tag in _PLAIN:
            element.tag = _PLAIN[element.tag]
        elif not element.tag.isalnum():  # "my-card", "o:p", and what is left of a broken tag
            element.tag = "span" if all(child.tag in _INLINE for child in element) else "div"
        if element.tag == "sup" or _NOTE_REFERENCE.search(
            f"{element.get('role', '')} {element.get('class', '')}"
        ):
            _drop_mark(element)
        elif element.tag == "ol":
            _number(element)
        elif element.tag == "table" and _is_layout(element):
            for part in (element, *element.xpath("./* | ./*/tr | ./tr/* | ./*/tr/*")):
                part.tag = "div"
    for element in list(tree.iter("*")):  # again: only now are the marks out of the cells
        if element.tag in ("td", "th"):
            text = words(element)
            for child in list(element):
                element.remove(child)
            element.text = text
        elif element.tag in _HOLDERS:
            _wrap_bare_text(element)
            element.tag = "div" if element.tag == "form" else element.tag


def words(element: Any) -> str:
    """An element's text, a space where a line break or block parts it, none where markup is in a word."""
    parts = [element.text or ""]
    for child in element:
        gap = "" if child.tag in _IN_WORDS else " "
        parts += [gap, words(child), gap, child.tail or ""]
    return "".join(parts)


def _is_layout(table: Any) -> bool:
    """Whether a table only places things on the page: it holds headings or tables, or has one cell a row."""
    rows = table.xpath("./tr | ./*/tr")
    return (
        table.find(".//table") is not None
        or bool(table.xpath(".//h1 | .//h2 | .//h3"))
        or all(len(line) < 2 for line in rows)
    )


def _drop_mark(element: Any) -> None:
    text = "".join(element.itertext())
    if not is_mark(text) or element.getparent() is None:
        return
    before = element.getprevious()
    lead = (element.getparent().text if before is None else before.tail) or ""
    left = "" if element.find(".//a") is not None else without_mark(lead, text)
    element.tail = left + (element.tail or "")
    element.drop_tree()


def _number(element: Any) -> None:
    """Writes each item's number into it, since trafilatura keeps neither start nor type."""
    start, step = element.get("start", "1"), -1 if "reversed" in element.attrib else 1
    number = int(start) if re.fullmatch(r"-?\d{1,4}", start) else 1
    for item in element.iterchildren("li"):
        value = item.get("value", "")
        number = int(value) if re.fullmatch(r"\d{1,4}", value) else number
        item.text = f"{numeral(number, element.get('type', '1'))}. {item.text or ''}"
        number += step


def _wrap_bare_text(holder: Any) -> None:
    """Puts runs of bare text between a holder's blocks into paragraphs of their own."""
    paragraph = None
    if holder.text and holder.text.strip():
        paragraph = holder.makeelement("p")
        paragraph.text, holder.text = holder.text, None
        holder.insert(0, paragraph)
    for child in list(holder):
        if child is paragraph:
            continue
        if child.tag in _INLINE:
            if paragraph is None:
                paragraph = holder.makeelement("p")
                child.addprevious(paragraph)
            paragraph.append(child)  # its tail comes along
        else:
            paragraph = None
            if child.tail and child.tail.strip():
                paragraph = holder.makeelement("p")
                paragraph.text, child.tail = child.tail, None
                child.addnext(paragraph)
