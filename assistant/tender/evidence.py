"""An answer held against the bidder's own evidence: figures that say otherwise there, figures that are not there, and evidence that says two things. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import combinations

from assistant.domain import Page
from assistant.tender.amounts import Amount, about, amounts, blanked, count_one_thing, undated
from assistant.tender.names import names_one
from assistant.tender.reading import Reading
from assistant.tender.report_pages import statements, without_running
from assistant.tender.signs import is_statement
from assistant.text import figures, number_words

_TO_COME = re.compile(r"\b(?:will|shall|agreed to|plans? to|commit(?:ted)? to|pledge to|aims? to|target|would)\b", re.I)
_BASELINE = re.compile(r"\b(?:baseline|up from|down from|compared with)\b[^.;]*", re.I)
_PAST = re.compile(r"\b(?:[a-z]{3,}ed|took|ran|found|held|gave|had|were|was|made|brought|became|went|won|led|grew|met|saw|sent|got)\b")
_BODY_HAS = re.compile(r"(?:The )?(?P<body>[A-Z][\w’'&-]*(?: (?:(?:of|for|the|and) )?[A-Z][\w’'&-]*)*) (?:has|have|employs?|had|is an?(?! (?:\w+ )?(?:charity|social enterprise|community interest|voluntary))|are)\b")
_LEAST, _ALIKE = 2, 0.7
"""Words besides the unit that two statements must share to be about one thing; the share of their words from which two facts are about one thing."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of the bidder's own evidence, word for word on its page; a row of a table with the heads of its columns put to its figures."""

    text: str
    source: str
    page: str

    @property
    def where(self) -> str:
        """Its place in words."""
        return f"{self.source}, page {self.page}" if self.page else self.source


@dataclass(frozen=True, slots=True)
class Clash:
    """A sentence of the answer and the fact of the evidence that it goes against; None where nothing there has its figures."""

    quote: str
    figure: str
    fact: Fact | None = None


def sentences_of(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """The sentences of a bidder's documents, in order, without what runs over and under their pages; a table's row has the heads of its columns."""
    return tuple(Fact(said, page.source_id, page.label) for page in without_running(pages) for said in statements(page.text))


def facts_of(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """Those of them with a figure, or with the name of a partner, a person in a post or an award; a title with its year is none."""
    def tells(text: str) -> bool:
        whole = text.rstrip().endswith(".") and is_statement(text)
        return bool(figures(undated(text)) or number_words(text) or whole and (figures(text) or names_one(text)))

    return tuple(fact for fact in sentences_of(pages) if tells(fact.text))


def clashes(reading: Reading, facts: Sequence[Fact]) -> tuple[Clash, ...]:
    """The sentences of the answer that go against the evidence, then those of the past or of what the bidder has whose figures it does not have."""
    promised = {promise.said.text for promise in reading.promises}
    stated = [_done(said.text, promised=said.text in promised) for said in reading.answer.own]
    held = _by_unit(facts)
    against = {clash.quote: clash for said, text in zip(reading.answer.own, stated, strict=True) for clash in _against(said.text, text, held)}
    past = [said.text for sign in ("result", "dated-result") for said in reading.signs[sign]]
    needs = {said.text for said in reading.signs["need-figure"]} - set(past)
    past += [said.text for said in reading.answer.own if _PAST.search(said.text) and any(len(about(said.text) & about(fact.text)) >= _LEAST for fact in facts)]
    known = {figure for fact in facts for figure in (*figures(fact.text), *map(str, number_words(fact.text)))}
    bare = {figure.strip("£%") for figure in known}
    unknown = {text: [figure for figure in figures(undated(_done(text, promised=text in promised))) if figure not in known | _shares_of(text)] for text in dict.fromkeys(past) if text not in against and text not in needs}
    for said, text in zip(reading.answer.own, stated, strict=True):
        if said.text not in against and (has := [amount.figure for amount in amounts(text) if amount.stock and amount.figure not in bare]):
            unknown.setdefault(said.text, has)
    return (*against.values(), *(Clash(text, missing[0]) for text, missing in unknown.items() if missing))


def conflicts(facts: Sequence[Fact]) -> tuple[tuple[Fact, Fact], ...]:
    """The pairs of facts that give one thing two figures."""
    pairs = {(one, other): None for held in _by_unit(facts).values() for (one, mine), (other, theirs) in combinations(held, 2) if one is not other and _conflict(one.text, mine, other.text, theirs)}
    place = {fact: n for n, fact in enumerate(facts)}
    return tuple(sorted(pairs, key=lambda pair: (place[pair[0]], place[pair[1]])))


def two_sizes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """The pairs of sentences of an answer that give the bidder two sizes: its staff, its income."""
    told = [Fact(said.text, "your answer", "") for said in reading.answer.own if any(amount.stock for amount in amounts(_done(said.text)))]
    return tuple((one.text, other.text) for one, other in conflicts(told))


def _by_unit(facts: Sequence[Fact]) -> dict[str, list[tuple[Fact, Amount]]]:
    """The amounts of facts with the facts, by their unit, in order."""
    held: dict[str, list[tuple[Fact, Amount]]] = {}
    for fact in facts:
        for amount in amounts(fact.text):
            if amount.unit:
                held.setdefault(amount.unit, []).append((fact, amount))
    return held


def _conflict(one: str, mine: Amount, other: str, theirs: Amount) -> bool:
    """Whether two amounts are of one thing and differ."""
    if mine.figure == theirs.figure or not count_one_thing(mine, theirs):
        return False
    if mine.stock and theirs.stock:
        return _whose(one) == _whose(other)
    here, there = about(one) - set(mine.unit.split()), about(other) - set(mine.unit.split())
    if here and here == there and mine.year and mine.year == theirs.year and _names(one) == _names(other):
        return True
    least = min(len(here), len(there))
    if least <= _LEAST or len(here & there) < _ALIKE * least or _names(one) != _names(other):
        return False
    return all((amount.figure, amount.unit) != (mine.figure, mine.unit) for amount in amounts(other))


def _against(quote: str, text: str, held: Mapping[str, Sequence[tuple[Fact, Amount]]]) -> Iterator[Clash]:
    """The first fact that counts the same thing in the same scope and time and whose figure is another, unless some fact has the figure."""
    for amount in amounts(text):
        amount = amount if len(amount.about) > _LEAST else replace(amount, about=about(blanked(quote)))  # "from a baseline of 6 tonnes" alone tells too little
        rivals = held.get(amount.unit, ())
        if any(theirs.figure == amount.figure for _, theirs in rivals):
            continue
        for fact, theirs in rivals:
            one_body = not (amount.stock and theirs.stock) or _whose(quote) == _whose(fact.text)
            if count_one_thing(amount, theirs) and one_body and amount.figure not in figures(fact.text):
                yield Clash(quote, amount.figure, fact)
                break


def _whose(text: str) -> str:
    """The body that a sentence begins with and tells what it has; "" where it is "we", or what is said to be a charity, as the bidder itself is."""
    found = _BODY_HAS.match(text)
    return found["body"] if found and not re.search(r"\b(?:we|our|us)\b", text, re.I) else ""


def _shares_of(text: str) -> set[str]:
    """The shares in a hundred that two whole numbers of a sentence make ("9 of 18, 50%")."""
    whole = [int(figure) for figure in figures(text) if figure.isdigit() and int(figure)]
    return {f"{round(100 * part / of)}%" for part in whole for of in whole if part < of}


def _done(text: str, *, promised: bool = False) -> str:
    """What a sentence says of the past and the present: its words before those that promise, and its baseline; else nothing of a promise in a list."""
    found = _TO_COME.search(text)
    baseline = match.group() if (match := _BASELINE.search(text)) else ""
    return f"{text[:found.start()]} {baseline}" if found else baseline if promised else text


@lru_cache(maxsize=8192)
def _names(text: str) -> frozenset[str]:
    """The words in the text with a capital that do not begin it."""
    return frozenset(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,}", text))
