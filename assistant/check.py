"""Every claim against its evidence. Pure: a claim, its citations and a way to read pages in; problems out.

A claim that is word for word part of one of its quotes needs only true quotes. Any other wording is held to its
quotes figure by figure, name by name, and may not be stronger than they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from assistant.amounts import parts_in_percent, unborne_parts, without_spans, wrong_limits, wrong_sections, wrong_steps, wrong_ways
from assistant.digits import measured
from assistant.domain import Citation
from assistant.hedges import flattened
from assistant.idioms import as_quoted
from assistant.names import has, in_short, names, unknown
from assistant.negation import turned
from assistant.neighbours import counts_its_list, misplaced_figures, swapped_names
from assistant.readings import asides_behind, plainly
from assistant.text import MONTHS, figures, fold, stands_in
from assistant.voices import leaned_on, spoken_by, the_one_named
from assistant.whose import misgiven
from assistant.wording import stronger, wider

PageText = Callable[[str, str], str]
"""(source id, printed page) -> that page's text; "" when there is none."""


class Fault(StrEnum):
    """The ways a claim can fail."""

    UNCITED = "uncited"
    QUOTE = "quote not on its page"
    FIGURE = "figure not in its quotes"
    DATE = "date not in its quotes"
    NAME = "name not in its quotes"
    STRENGTH = "stronger than its quotes"
    NEGATION = "negated where its quotes are not"
    SCOPE = "wider than its quotes"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault with what it is about."""

    fault: Fault
    about: str


def check_claim(text: str, citations: Sequence[Citation], page_text: PageText, *, derived: bool = False,
                counted: Sequence[int | str] = ()) -> tuple[Problem, ...]:
    """What is wrong with a claim; () when nothing is.

    `derived` claims are sentences our own code made from table rows or by counting mentions: their wording is fixed,
    so they are held to true quotes, names and figures only, and the figures in `counted`, which the code got by
    counting the quotes, are taken from it. Never pass either for words that a model or a person wrote.
    """
    if not citations:
        return (Problem(Fault.UNCITED, text),)
    problems = [Problem(Fault.QUOTE, c.quote) for c in citations
                if not on_page(c.quote, page_text(c.source_id, c.page))]
    quotes = [fold(c.quote) for c in citations]
    if any(stands_in(text, quote) for quote in quotes):
        return tuple(problems)
    ground = in_short(text, _joined(quotes))
    said = in_short(ground, fold(text))
    pages = " \n ".join(dict.fromkeys(page_text(c.source_id, c.page) for c in citations))
    labels = " \n ".join(fold(" ".join((c.title, *c.headings))) for c in citations)
    figured = without_spans(measured(parts_in_percent(said, ground)), ground)
    problems += _figures(figured, ground, [str(n) for n in counted] + [c.page for c in citations if "page" in text.lower()])
    problems += _dates(text, ground)
    strange = [name for name in unknown(said, f"{ground} \n {labels}", pages) if not spoken_by(name, said, citations)]
    if strange and (before := leaned_on(citations, page_text)):
        meant = the_one_named(before)
        strange = [name for name in strange if not has(name.lower(), meant.lower())]
    problems += [Problem(Fault.NAME, name) for name in strange]
    if derived:
        return tuple(problems)
    read, counted_ground = as_quoted(said, ground), measured(ground)
    denied, denied_ground = (asides_behind(plainly(t)) for t in (read, ground))
    problems += [Problem(Fault.STRENGTH, about) for about in (*stronger(said, ground), *flattened(said, ground))]
    problems += [Problem(Fault.NEGATION, about) for about in turned(denied, denied_ground)]
    problems += [Problem(Fault.SCOPE, about) for about in wider(read, ground)]
    problems += [Problem(Fault.FIGURE, about) for about in (*unborne_parts(said, ground), *wrong_limits(figured, counted_ground), *wrong_ways(figured), *wrong_steps(figured, counted_ground),
                                                          *wrong_sections(said, ground), *misplaced_figures(figured, ground))]
    named = names(said, ground, pages)
    problems += [Problem(Fault.NAME, about) for about in (*swapped_names(named, said, ground), *misgiven(named, said, ground))]
    return tuple(problems)


def on_page(quote: str, page: str) -> bool:
    """stands_in() for a quote and a page, looking only where the quote's characters are: a long page is folded once."""
    wanted, text = fold(quote), _folded(page)
    at = text.find(wanted) if wanted else -1
    while at >= 0 and not stands_in(wanted, text[max(0, at - 1):at + len(wanted) + 1]):
        at = text.find(wanted, at + 1)
    return at >= 0


_folded = lru_cache(maxsize=128)(fold)


def _joined(quotes: Sequence[str]) -> str:
    """The quotes as one text, a line each; what a colon opens goes on."""
    return re.sub(r": \n ", ": ", " \n ".join(quotes))


def _figures(text: str, ground: str, allowed: Sequence[str]) -> list[Problem]:
    there = {*figures(measured(ground)), *figures(ground), *allowed}
    return [Problem(Fault.FIGURE, f) for f in figures(text) if f not in there and not counts_its_list(f, text, ground)]


_MONTH = re.compile(rf"\b({MONTHS})\b(?=\s*(?:\d|$|,|\.))"
                    rf"|(?<=\d )\b({MONTHS})\b", re.I)


def _dates(text: str, ground: str) -> list[Problem]:
    return [Problem(Fault.DATE, m.group()) for m in _MONTH.finditer(text) if not _month_in(m.group().lower(), ground)
            and not (m.group() == "may" and not re.match(r"\s*(?:\d|[,.;:)]|$)", text[m.end():]))]


def _month_in(month: str, ground: str) -> bool:
    """Whether a month stands in the ground as a word of its own, whole or short (Mar, Sept); "market" has no March."""
    return re.search(rf"\b{month[:3]}(?:{month[3:]}|t)?\b", ground, re.I) is not None
