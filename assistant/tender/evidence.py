"""An answer held against the bidder's own evidence: figures that say otherwise there, and figures of the past that are not there. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import Page
from assistant.tender.reading import Reading
from assistant.text import figures, number_words, sentence_spans, stem, stems, words

_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/–-]\d\d)?\b")
_AMOUNT = re.compile(r"(£ ?)?(\d[\d,]*(?:\.\d+)?)( ?%| per cent)?((?: of (?:(?:the|our|them|whom|those) )?\d+)?(?:[ -][a-zA-Z][\w’'-]*){0,4})")
_LEAST = 2
"""Words besides the unit that two statements must share to be about one thing."""
_EMPTY = frozenset(stems("we our us year last people number month", keep_stopwords=True))


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of the bidder's own evidence with a figure in it, word for word on its page."""

    text: str
    source: str
    page: str


@dataclass(frozen=True, slots=True)
class Clash:
    """A sentence of the answer and the fact of the evidence that it goes against; None where nothing there has its figures."""

    quote: str
    figure: str
    fact: Fact | None = None


def facts_of(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """The sentences with a figure in a bidder's documents, in order."""
    return tuple(Fact(page.text[start:end], page.source_id, page.label) for page in pages for start, end in sentence_spans(page.text) if figures(page.text[start:end]) or number_words(page.text[start:end]))


def clashes(reading: Reading, facts: Sequence[Fact]) -> tuple[Clash, ...]:
    """The sentences of the answer that go against the evidence, then those of the past whose figures it does not have."""
    against = {clash.quote: clash for said in reading.answer.own for clash in _against(said.text, facts)}
    past = [said.text for sign in ("result", "dated-result") for said in reading.signs[sign]]
    needs = {said.text for said in reading.signs["need-figure"]}
    known = {figure for fact in facts for figure in (*figures(fact.text), *map(str, number_words(fact.text)))}
    unknown = {text: [figure for figure in figures(_YEAR.sub(" ", text)) if figure not in known] for text in dict.fromkeys(past) if text not in against and text not in needs}
    return (*against.values(), *(Clash(text, missing[0]) for text, missing in unknown.items() if missing))


def _against(text: str, facts: Sequence[Fact]) -> Iterator[Clash]:
    """The first fact of the same thing and time whose figure is another, unless some fact has the figure."""
    for figure, unit, year in _amounts(text):
        about = frozenset(stems(text)) - _EMPTY
        rivals = []
        for fact in facts:
            for theirs, their_unit, their_year in _amounts(fact.text):
                shared = about & (frozenset(stems(fact.text)) - _EMPTY) - {unit}
                shared = {one for one in shared if not one[:1].isdigit()}
                if unit and unit == their_unit and figure not in figures(fact.text) and (not year or not their_year or year == their_year) and (len(shared) >= _LEAST or year and year == their_year and shared):
                    rivals.append((theirs, fact))
        agreed = any(amount[:2] == (figure, unit) for fact in facts for amount in _amounts(fact.text))
        if rivals and not agreed:
            yield Clash(text, figure, rivals[0][1])


def _amounts(text: str) -> Iterator[tuple[str, str, str]]:
    """(figure, stem of its unit, year that it stands nearest to) of each amount of a text; the unit is its first noun, % or £."""
    years = [(match.start(), match.group()) for match in _YEAR.finditer(text)]
    for match in _AMOUNT.finditer(text):
        if _YEAR.fullmatch(match[2]) or re.match(r"[/–-]\d", text[match.end(2):]) or re.search(r"\b(?:level|aged|\d/)\s?$", text[:match.start()], re.I):
            continue
        nouns = [stem(word) for word in words(match[4]) if not word[:1].isdigit() and word not in ("of", "the", "our", "them", "whom", "paid", "free")]
        unit = "£" if match[1] else "%" if match[3] else nouns[0] if nouns else ""
        near = min(years, key=lambda year: abs(year[0] - match.start()), default=(0, ""))[1]
        yield match[2].replace(",", ""), unit, near
