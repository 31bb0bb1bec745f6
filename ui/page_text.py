"""A quote in the text of its page: where it stands, what to show around it. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

_LIKE = {mark: marks for marks in ("'‘’‚‛′", '"“”„‟″«»') for mark in marks}
_LINE = re.compile(r".+")
_ITEM = re.compile(r"\s*(?:[•▪■»–*-]|\d{1,2}[.)]|[a-z][.)]|\(\w\))\s")
_GAP = re.compile(r"(?<=\S)[ \t]{2,}(?=\S)")


@dataclass(frozen=True, slots=True)
class Run:
    """Consecutive characters of a page, inside the quote or outside it."""

    text: str
    quoted: bool = False


Paragraph = tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Excerpt:
    """The paragraphs of a page, split around those to show first; together the whole page, in order."""

    before: tuple[Paragraph, ...]
    shown: tuple[Paragraph, ...]
    after: tuple[Paragraph, ...]
    found: bool
    """Whether the quote stands on the page; if not, nothing is marked."""


def find(quote: str, page: str) -> tuple[int, int] | None:
    """Where `quote` first stands in `page` as (start, end) offsets, end excluded; None if it does not.

    White space runs and the shapes of quote marks are folded; nothing is found inside a longer word.
    """
    words = [re.escape(word) for word in quote.split()]
    if not words:
        return None
    pattern = r"\s+".join("".join(f"[{_LIKE[c]}]" if c in _LIKE else c for c in word) for word in words)
    first, last = quote.strip()[0], quote.strip()[-1]
    left = r"(?<!\w)" if first.isalnum() else ""
    right = r"(?!\w)" if last.isalnum() else ""
    match = re.search(left + pattern + right, page)
    return match.span() if match else None


def paragraph_spans(page: str) -> list[tuple[int, int]]:
    """The paragraphs of a page as (start, end) offsets. Lines run on, but not list items and table rows."""
    spans: list[tuple[int, int]] = []
    for line in _LINE.finditer(page):
        if not line.group().strip():
            continue
        last = page[slice(*spans[-1])] if spans else ""
        runs_on = last and page[spans[-1][1] : line.start()].count("\n") == 1
        if runs_on and not (_ITEM.match(line.group()) or cells(line.group())[1:] or cells(last)[1:]):
            spans[-1] = (spans[-1][0], line.end())
        else:
            spans.append(line.span())
    return spans


def cells(line: str) -> list[str]:
    """The cells of a table row, which stand two spaces apart; of any other text, that text alone."""
    return _GAP.split(line)


def excerpt(quote: str, page: str, *, around: int = 200) -> Excerpt:
    """The page around the quote: whole paragraphs, with `around` characters or more on either side.

    Without the quote on the page, the whole page is shown and `found` is False.
    """
    place = find(quote, page)
    spans = paragraph_spans(page)
    runs = [_runs(page, span, place) for span in spans]
    if place is None:
        return Excerpt((), tuple(runs), (), found=False)
    start, end = place
    first = max((i for i, span in enumerate(spans) if span[0] <= max(0, start - around)), default=0)
    last = min((i for i, span in enumerate(spans) if span[1] >= end + around), default=len(spans) - 1)
    return Excerpt(tuple(runs[:first]), tuple(runs[first : last + 1]), tuple(runs[last + 1 :]), found=True)


def paragraphs(page: str) -> tuple[Paragraph, ...]:
    """The whole page, with nothing marked."""
    return tuple((Run(page[start:end]),) for start, end in paragraph_spans(page))


def _runs(page: str, span: tuple[int, int], place: tuple[int, int] | None) -> Paragraph:
    """A paragraph cut where the quote begins and ends in it; no empty runs."""
    start, end = span
    if place is None or place[1] <= start or place[0] >= end:
        return (Run(page[start:end]),)
    opens, closes = max(start, place[0]), min(end, place[1])
    cut = (Run(page[start:opens]), Run(page[opens:closes], quoted=True), Run(page[closes:end]))
    return tuple(run for run in cut if run.text)
