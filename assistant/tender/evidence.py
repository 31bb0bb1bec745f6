"""An answer held against the bidder's own evidence: figures that say otherwise there, figures that are not there, and evidence that says two things. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations

from assistant.domain import Page
from assistant.tender.names import names_one
from assistant.tender.reading import Reading
from assistant.tender.signs import is_statement
from assistant.text import MONTHS, figures, number_words, sentence_spans, stem, stems, words

_DATE = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})\b(?: (?:19|20)\d\d)?|\b(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b", re.I)
_YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/–-](?:20)?\d\d)?\b")
_AMOUNT = re.compile(r"(£ ?)?(\d[\d,]*(?:\.\d+)?)( ?%| per cent)?((?: of (?:(?:the|our|them|whom|those) )?\d+)?(?:[ -][a-zA-Z][\w’'-]*){0,4})")
_HAS = re.compile(
    r"\b(?:employ|employs|have|has|with|of|are|is|was|income|turnover|£)(?: (?:a|an|was|is|of|now|currently|about|around|some|team|total|charity|organi[sz]ation|and|just|only|over|nearly|our|\d[\d,]*|paid|staff|people|volunteers|employees|trustees|members))*\s*$", re.I)
"""Words before a figure of what a body has at a time: its staff, its income."""
_STOCK = frozenset(stems("staff employees volunteers trustees members", keep_stopwords=True))
_MONEY = re.compile(r"\b(income|turnover|surplus|reserves|expenditure)\b", re.I)
_TO_COME = re.compile(r"\b(?:will|shall|agreed to|plans? to|commit(?:ted)? to|pledge to|aims? to|target|would)\b", re.I)
_BASELINE = re.compile(r"\b(?:baseline|up from|down from|compared with)\b[^.;]*", re.I)
_PAST = re.compile(r"\b(?:[a-z]{3,}ed|took|ran|found|held|gave|had|were|was|made|brought|became|went|won|led|grew|met|saw|sent|got)\b")
_LEAST, _ALIKE = 2, 0.7
"""Words besides the unit that two statements must share to be about one thing; the share of their words from which two facts are about one thing."""
_EMPTY = frozenset(stems("we our us year last people number month end said", keep_stopwords=True))


@dataclass(frozen=True, slots=True)
class Fact:
    """A sentence of the bidder's own evidence, word for word on its page."""

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


@dataclass(frozen=True, slots=True)
class _Amount:
    """A figure with the stem of its unit, the year that it stands nearest to ("" for none), and whether it is what a body has at a time."""

    figure: str
    unit: str
    year: str
    stock: bool


def sentences_of(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """The sentences of a bidder's documents, in order."""
    return tuple(Fact(page.text[start:end], page.source_id, page.label) for page in pages for start, end in sentence_spans(page.text))


def facts_of(pages: Sequence[Page]) -> tuple[Fact, ...]:
    """Those of them with a figure, or with the name of a partner, a person in a post or an award; a title with its year is none."""
    def tells(text: str) -> bool:
        whole = text.rstrip().endswith(".") and is_statement(text)
        return bool(figures(_undated(text)) or number_words(text) or whole and (figures(text) or names_one(text)))

    return tuple(fact for fact in sentences_of(pages) if tells(fact.text))


def clashes(reading: Reading, facts: Sequence[Fact]) -> tuple[Clash, ...]:
    """The sentences of the answer that go against the evidence, then those of the past or of what the bidder has whose figures it does not have."""
    promised = {promise.said.text for promise in reading.promises}
    stated = [_done(said.text, promised=said.text in promised) for said in reading.answer.own]
    held = _by_unit(facts)
    against = {clash.quote: clash for said, text in zip(reading.answer.own, stated, strict=True) for clash in _against(said.text, text, held)}
    past = [said.text for sign in ("result", "dated-result") for said in reading.signs[sign]]
    needs = {said.text for said in reading.signs["need-figure"]} - set(past)
    past += [said.text for said in reading.answer.own if _PAST.search(said.text) and any(len(_about(said.text) & _about(fact.text)) >= _LEAST for fact in facts)]
    known = {figure for fact in facts for figure in (*figures(fact.text), *map(str, number_words(fact.text)))}
    bare = {figure.strip("£%") for figure in known}
    unknown = {text: [figure for figure in figures(_undated(_done(text, promised=text in promised))) if figure not in known | _shares_of(text)] for text in dict.fromkeys(past) if text not in against and text not in needs}
    for said, text in zip(reading.answer.own, stated, strict=True):
        if said.text not in against and (has := [amount.figure for amount in _amounts(text) if amount.stock and amount.figure not in bare]):
            unknown.setdefault(said.text, has)
    return (*against.values(), *(Clash(text, missing[0]) for text, missing in unknown.items() if missing))


def conflicts(facts: Sequence[Fact]) -> tuple[tuple[Fact, Fact], ...]:
    """The pairs of facts that give one thing two figures."""
    pairs = {(one, other): None for held in _by_unit(facts).values() for (one, mine), (other, theirs) in combinations(held, 2) if one is not other and _conflict(one.text, mine, other.text, theirs)}
    place = {fact: n for n, fact in enumerate(facts)}
    return tuple(sorted(pairs, key=lambda pair: (place[pair[0]], place[pair[1]])))


def two_sizes(reading: Reading) -> tuple[tuple[str, str], ...]:
    """The pairs of sentences of an answer that give the bidder two sizes: its staff, its income."""
    told = [Fact(said.text, "your answer", "") for said in reading.answer.own if any(amount.stock for amount in _amounts(_done(said.text)))]
    return tuple((one.text, other.text) for one, other in conflicts(told))


def _by_unit(facts: Sequence[Fact]) -> dict[str, list[tuple[Fact, _Amount]]]:
    """The amounts of facts with the facts, by their unit, in order."""
    held: dict[str, list[tuple[Fact, _Amount]]] = {}
    for fact in facts:
        for amount in _amounts(fact.text):
            if amount.unit:
                held.setdefault(amount.unit, []).append((fact, amount))
    return held


def _conflict(one: str, mine: _Amount, other: str, theirs: _Amount) -> bool:
    """Whether two amounts of one unit are of one thing and differ."""
    if mine.figure == theirs.figure or not _is_one_time(mine, theirs):
        return False
    if mine.stock and theirs.stock:
        return True
    about, their_about = _about(one) - {mine.unit}, _about(other) - {mine.unit}
    least = min(len(about), len(their_about))
    if least <= _LEAST or len(about & their_about) < _ALIKE * least or _names(one) != _names(other):
        return False
    return all((amount.figure, amount.unit) != (mine.figure, mine.unit) for amount in _amounts(other))


def _against(quote: str, text: str, held: Mapping[str, Sequence[tuple[Fact, _Amount]]]) -> Iterator[Clash]:
    """The first fact of the same thing and time whose figure is another, unless some fact has the figure."""
    for amount in _amounts(text):
        rivals = held.get(amount.unit, ())
        if any(theirs.figure == amount.figure for _, theirs in rivals):
            continue
        for fact, theirs in rivals:
            shared = (_about(quote) & _about(fact.text)) - {amount.unit}
            one_thing = amount.stock and theirs.stock or len(shared) >= _LEAST or amount.year and amount.year == theirs.year and shared
            if one_thing and _is_one_time(amount, theirs) and amount.figure not in figures(fact.text):
                yield Clash(quote, amount.figure, fact)
                break


def _is_one_time(one: _Amount, other: _Amount) -> bool:
    return not one.year or not other.year or one.year == other.year


def _shares_of(text: str) -> set[str]:
    """The shares in a hundred that two whole numbers of a sentence make ("9 of 18, 50%")."""
    whole = [int(figure) for figure in figures(text) if figure.isdigit() and int(figure)]
    return {f"{round(100 * part / of)}%" for part in whole for of in whole if part < of}


def _done(text: str, *, promised: bool = False) -> str:
    """What a sentence says of the past and the present: its words before those that promise, and its baseline; else nothing of a promise in a list."""
    found = _TO_COME.search(text)
    baseline = match.group() if (match := _BASELINE.search(text)) else ""
    return f"{text[:found.start()]} {baseline}" if found else baseline if promised else text


def _undated(text: str) -> str:
    return _YEAR.sub(" ", _DATE.sub(" ", text))


@lru_cache(maxsize=8192)
def _about(text: str) -> frozenset[str]:
    return frozenset(one for one in stems(text) if not one[:1].isdigit()) - _EMPTY


@lru_cache(maxsize=8192)
def _names(text: str) -> frozenset[str]:
    """The words in the text with a capital that do not begin it."""
    return frozenset(re.findall(r"(?<=[a-z,] )[A-Z][a-z]{2,}", text))


@lru_cache(maxsize=8192)
def _amounts(text: str) -> tuple[_Amount, ...]:
    return tuple(_read_amounts(text))


def _read_amounts(text: str) -> Iterator[_Amount]:
    """The amounts of a text; the unit is the first noun behind a figure, % or £. A date is none."""
    text = _DATE.sub(lambda date: " " * len(date.group()), text)
    years = [(match.start(), match.group()) for match in _YEAR.finditer(text)]
    for match in _AMOUNT.finditer(text):
        if _YEAR.fullmatch(match[2]) or re.match(r"[/–-]\d", text[match.end(2):]) or re.search(r"\b(?:level|aged|\d/)\s?$", text[:match.start()], re.I):
            continue
        nouns = [stem(word) for word in words(match[4]) if not word[:1].isdigit() and word not in ("of", "the", "our", "them", "whom", "paid", "free")]
        unit = "£" if match[1] else "%" if match[3] else nouns[0] if nouns else ""
        near = min(years, key=lambda year: abs(year[0] - match.start()), default=(0, ""))[1]
        before = text[:match.start()]
        money = next((found[1].lower() for found in reversed(list(_MONEY.finditer(before)))), "") if match[1] else ""
        stock = bool(_HAS.search(before)) and (unit in _STOCK and not match[4].lstrip().startswith("of ") or bool(money))
        yield _Amount(match[2].replace(",", ""), money or unit, near, stock)
