"""Web pages into one page of blocks: noise is pruned, trafilatura takes the article out, structure is kept.

trafilatura alone loses too much here: it drops any part whose class or id holds "social", "author" (as in
"authorities"), "rating" (as in "operating") or "yin" (as in "buying"), sets "209<sup>2</sup>" as 2092,
forgets dates in <time>, and flattens short pages. So the page is pruned by whole words and made plain first.
"""

from __future__ import annotations

import re
from typing import Any

from ingest.blocks import Block, BlockKind, RawPage
from ingest.clean import row, tidy
from ingest.readers import refusal
from ingest.readers.encoding import decode
from ingest.readers.html_noise import prune
from ingest.readers.html_plain import make_plain, words
from ingest.readers.marks import without_raised_figures
from ingest.readers.refusal import Limits
from ingest.readers.sniff import HTML, content_kind
from ingest.titles import without_site

_MOST_ELEMENTS = 100_000  # trafilatura takes the square of the longest run of siblings: a minute for so many
_LONGEST = 9_000_000  # bytes between two tags; libxml2 leaves a text of ten million bytes out without a word
_CHARSET = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w-]+)", re.IGNORECASE)
_TAG = re.compile(r"<[a-z!/][^<>]*>", re.IGNORECASE)
_DECLARATION = re.compile(r"\A\s*<\?xml[^>]*>")


def read_html(data: bytes, name: str, limits: Limits) -> tuple[RawPage, ...]:
    """The page's own text as one page, labelled "1": headings with level, paragraphs, list items, rows."""
    if (kind := content_kind(data)) not in (None, HTML):
        raise refusal.misnamed(name, HTML, kind or "")
    charset = _CHARSET.search(data[:2048])
    text = decode(data, name, charset.group(1).decode("ascii") if charset else None)
    text = without_raised_figures(_DECLARATION.sub("", text))
    if (longest := max(len(part.encode()) for part in text.split("<"))) > _LONGEST:
        raise refusal.too_long_a_run(name, longest, _LONGEST)
    if not _TAG.search(text):
        raise refusal.misnamed(name, HTML, "text without any HTML in it")
    body, title = _extracted(text, name)
    blocks: list[Block] = []
    if body is not None:
        _walk(body, blocks)
    if not blocks:
        raise refusal.no_text(
            name,
            "the page has no article, or draws it with a script",
            "open it in a browser and save its text, or print it to PDF",
        )
    return (RawPage("1", tuple(blocks), title),)


def _extracted(text: str, name: str) -> tuple[Any, str]:
    """trafilatura's tree of the page (head, p, list, item, table, row, cell, quote), or None; and its title."""
    import trafilatura
    from trafilatura.settings import use_config

    tree = trafilatura.load_html(f"<div>{text}</div>" if "<body" not in text.lower() else text)
    if tree is None:
        return None, ""
    if (elements := sum(1 for _ in tree.iter("*"))) > _MOST_ELEMENTS:
        raise refusal.too_many_elements(name, elements, _MOST_ELEMENTS)
    title = _title(tree)
    prune(tree)
    make_plain(tree)
    root = next(iter(tree.xpath("//main | //*[@role='main']")), None)
    if root is None:
        articles = tree.xpath("//article[not(ancestor::article)]")
        root = articles[0] if len(articles) == 1 else next(iter(tree.xpath("//body")), tree)
    for element in root.iter("*"):
        for attribute in ("class", "id", "role", "style"):
            element.attrib.pop(attribute, None)
    root.tag = "article"  # where trafilatura looks first; a second guess at the content would lose headings
    page = tree.makeelement("html")
    page.append(tree.makeelement("body"))
    page[0].append(root)
    config = use_config()
    config.set("DEFAULT", "MIN_EXTRACTED_SIZE", "1")
    document = trafilatura.bare_extraction(
        page,
        fast=True,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        include_links=False,
        config=config,
    )
    return document.body if document is not None else None, title


def _title(tree: Any) -> str:
    said, heading = (next(iter(tree.xpath(path)), None) for path in ("//head/title", "//h1"))
    return without_site(tidy(words(said)), tidy(words(heading)) if heading is not None else "") if said is not None else ""


# fmt: off
_BLOCKS = frozenset({
    "head", "p", "list", "item", "table", "quote", "div", "code", "ab", "body", "article", "section",
})
# fmt: on
_LEVEL = re.compile(r"h([1-6])")
_NUMBERED = re.compile(r"\s*(-?\w{1,8}\.)\s+(.*)", re.DOTALL)


def _walk(element: Any, blocks: list[Block], marker: str = "") -> str:
    """Appends an element's blocks; its first text takes the marker. Returns a marker not yet taken."""
    if element.tag == "head":
        found = _LEVEL.search(element.get("rend") or "")
        if text := tidy(f"{marker.strip('•')} {words(element)}"):
            blocks.append(Block(BlockKind.HEADING, text, int(found.group(1)) if found else 6))
        return ""
    if element.tag == "table":
        for line in element.iter("row"):
            if text := row(words(cell) for cell in line.iterchildren("cell")):
                blocks.append(Block(BlockKind.ROW, text))
        return marker
    text = element.text or ""
    for child in element:
        if child.tag in _BLOCKS:
            marker = _close(text, marker, blocks)
            if child.tag == "item":
                _walk(child, blocks, _marker_in(child, element))
            else:
                marker = _walk(child, blocks, marker)
            text = child.tail or ""
        else:
            text += (" " if child.tag == "lb" else words(child)) + (child.tail or "")
    return _close(text, marker, blocks)


def _marker_in(item: Any, parent: Any) -> str:
    """The marker of a list item: its number, cut from its text, or a bullet; none for definitions."""
    style = parent.get("rend") or ""
    if style.startswith("dl"):
        return ""
    first = item if (item.text or "").strip() else next(iter(item), item)
    if style == "ol" and (match := _NUMBERED.match(item.text or first.text or "")):
        holder = item if (item.text or "").strip() else first
        holder.text = match.group(2)
        return match.group(1)
    return "•"


def _close(text: str, marker: str, blocks: list[Block]) -> str:
    """Adds the text as a block if there is any; returns the marker still to be set."""
    if not (text := tidy(text)):
        return marker
    blocks.append(Block(BlockKind.ITEM if marker else BlockKind.PARAGRAPH, text, marker=marker))
    return ""
