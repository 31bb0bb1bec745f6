"""A web page's tree before the article is taken out of it: what nobody should read goes, the rest is made plain.

Works on the lxml elements it is given; trees are changed in place.
"""

from __future__ import annotations

import re
from typing import Any

from ingest.clean import is_mark, without_mark
from ingest.readers.numerals import numeral

_NEVER = frozenset("script style template noscript iframe object embed svg math canvas audio video nav del s strike "
                   "button select textarea input dialog menu".split())
_NOISE = re.compile(
    r".*cookie.*|(?:.*[-_])?consent(?:[-_].*)?|.*newsletter.*|.*breadcrumbs?.*|disqus.*|addthis.*|sharedaddy"
    r"|(?:.*[-_])?(?:social|share|sharing)(?:[-_](?:share|sharing|media|links?|icons?|buttons?|bar|follow|nav|list|tools?))*"
    r"|(?:.*[-_])?(?:star[-_]?)?ratings?(?:[-_](?:stars?|widget|box|bar|value))?"
    r"|(?:post[-_]|page[-_]|user[-_])?(?:comments?|reviews)(?:[-_](?:list|section|area|form|thread|wrapper))?|respond"
    r"|(?:skip|jump)[-_]?(?:link|nav|to).*|(?:site|page|global)[-_](?:header|footer|nav).*|masthead|footer|sidebar"
    r"|nav|navbar|(?:main|top|side|sub)[-_]?(?:nav|menu)|menu|pagination|advert.*|related[-_](?:posts|articles|content|links)"
    r"|print[-_]?hidden|visually[-_]hidden|sr[-_]only|screen[-_]reader[-_]text|user[-_]rating|vote.*|feedback",
    re.IGNORECASE)
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)
_NOTE_REFERENCE = re.compile(r"(?:footnote|note|endnote)[-_]?ref|noteref|reference", re.IGNORECASE)
_PLAIN = {"time": "span", "data": "span", "output": "span", "label": "span", "fieldset": "div", "legend": "p",
          "figure": "div", "figcaption": "p", "center": "div", "summary": "h6"}
_HOLDERS = frozenset("body div section article main form header footer aside details".split())
_INLINE = frozenset("a abbr acronym b bdi bdo big br cite code dfn em font i img ins kbd mark q samp small span strong "
                    "sub sup tt u var wbr".split())
_IN_WORDS = _INLINE - {"br", "img"} | {"hi", "ref"}  # the last two are trafilatura's own


def prune(tree: Any) -> None:
    """Takes out scripts, what nobody sees, and what serves the site rather than the article."""
    for element in list(tree.iter("*")):
        if element.getparent() is None or element.tag in ("html", "body", "main"):
            continue
        if element.tag in _NEVER or _is_unseen(element) or (_is_noise(element) and not _holds_article(element)):
            element.drop_tree()


def _is_unseen(element: Any) -> bool:
    get = element.attrib.get
    return "hidden" in element.attrib or get("aria-hidden") == "true" or bool(_HIDDEN.search(get("style", "")))


def _is_noise(element: Any) -> bool:
    if element.tag in ("footer", "aside", "form") or element.get("role") in ("navigation", "banner", "contentinfo",
                                                                            "search", "dialog", "alert"):
        return True
    words = f"{element.get('class', '')} {element.get('id', '')}".split()
    return element.tag not in _INLINE | {"article"} and any(_NOISE.fullmatch(word) for word in words)


def _holds_article(element: Any) -> bool:
    return element.find(".//main") is not None or element.find(".//h1") is not None


def make_plain(tree: Any) -> None:
    """Footnote marks out, numbers into numbered items, bare text into paragraphs, cells into text."""
    for element in list(tree.iter("*")):
        element.tag = _PLAIN.get(element.tag, element.tag)
        if element.tag == "sup" or _NOTE_REFERENCE.search(f"{element.get('role', '')} {element.get('class', '')}"):
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
    """An element's text, a space where a line break or a block parts it, none where markup stands in a word."""
    parts = [element.text or ""]
    for child in element:
        gap = "" if child.tag in _IN_WORDS else " "
        parts += [gap, words(child), gap, child.tail or ""]
    return "".join(parts)


def _is_layout(table: Any) -> bool:
    """Whether a table only places things on the page: it holds headings or tables, or has one cell a row."""
    rows = table.xpath("./tr | ./*/tr")
    return table.find(".//table") is not None or bool(table.xpath(".//h1 | .//h2 | .//h3")) or \
        all(len(line) < 2 for line in rows)


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
