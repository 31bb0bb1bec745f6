"""A policy held against the ten elements, the report's rubric and the law of today. Pure: pages and passages in, a Review out."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from assistant.currency import OWN_TEXT, Currency
from assistant.domain import Notice, Page, Passage
from assistant.drafting.doctypes import Kinds, judge, load_kinds
from assistant.drafting.elements import Element, PageText, Sign, load_elements
from assistant.drafting.findings import Finding, Rule, firm, load_rules, look
from assistant.drafting.rubric import Rubric, Scale, load_scale, rate, unrated
from assistant.drafting.signs import DENIED, HEDGED, Found, find
from assistant.drafting.statements import statements
from assistant.text import stands_in

LEGAL = "legal-basis"
_SHOWN = 2
"""How many places are shown for a sign."""
_FIRST = 5
"""How many things are said to be done first."""


class Mark(StrEnum):
    """How far a policy states an element."""

    MET = "met"
    PARTLY = "partly"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Seen:
    """A sign with the words that speak for it; () where nothing does."""

    sign: Sign
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """An element with its mark. `loose` are words that come near but bind nobody: denied or hedged. `advice` says what to do, "" when nothing is left."""

    element: Element
    mark: Mark
    seen: tuple[Seen, ...]
    loose: tuple[Found, ...]
    advice: str

    @property
    def found(self) -> tuple[Found, ...]:
        """The words that earned the mark, each once, in the order of its signs."""
        return tuple({(f.page, f.quote): f for seen in self.seen for f in seen.found}.values())


@dataclass(frozen=True, slots=True)
class Review:
    """A checked document. Where it is not a social value policy, `instead` says what it is ("" if that is not known), `why_not` why, and there are no marks."""

    title: str
    pages: int
    words: int
    is_policy: bool
    instead: str
    why_not: str
    marks: tuple[Marked, ...]
    score: float
    rubric: Rubric
    findings: tuple[Finding, ...]
    notices: tuple[Notice, ...]
    first: tuple[str, ...]
    """What to do first, most pressing first."""
    text: Mapping[str, str] = field(default_factory=dict)
    """Its pages' texts by their labels, in order, for who wants to read a quote in its place."""


@dataclass(frozen=True, slots=True)
class Standard:
    """What a policy is held against."""

    elements: tuple[Element, ...]
    rules: tuple[Rule, ...]
    kinds: Kinds
    scale: Scale
    currency: Currency


def load_standard(page_text: PageText, currency: Currency) -> Standard:
    """The shipped standard, its quotes held against their pages. Raises CorpusError when a data file is wrong."""
    elements = load_elements(page_text)
    signs = [f"{element.id}.{sign.id}" for element in elements for sign in element.signs]
    return Standard(elements, load_rules(page_text, signs), load_kinds(), load_scale(page_text, signs), currency)


def review(title: str, pages: Sequence[Page], passages: Sequence[Passage], standard: Standard, today: date) -> Review:
    """The check of a document; `title` is its first heading or its name. Every quote stands word for word on the page it names."""
    text = "\n\n".join(page.text for page in pages)
    said = statements(passages, title)
    verdict = judge(standard.kinds, title, text, said)
    size = (title, len(pages), len(text.split()))
    if not verdict.is_policy:
        return Review(*size, False, verdict.name, verdict.why, (), 0.0, unrated(standard.scale, verdict.mentions), (), (), ())
    signs = {f"{element.id}.{sign.id}": find(sign.patterns, said, today) for element in standard.elements for sign in element.signs}
    marks = tuple(_marked(element, {sign.id: signs[f"{element.id}.{sign.id}"] for sign in element.signs}, text) for element in standard.elements)
    met = [mark for mark in marks if mark.mark is Mark.MET]
    stated = [mark for mark in marks if mark.mark is not Mark.MISSING and mark.element.id != LEGAL]
    rubric = rate(standard.scale, said, signs, len(met), len(stated), today)
    findings = look(standard.rules, said, signs, today)
    score = len(met) + 0.5 * sum(mark.mark is Mark.PARTLY for mark in marks)
    return Review(*size, True, "", "", marks, score, rubric, findings, standard.currency.touched((s.read, (OWN_TEXT,)) for s in said), _first(marks, findings),
                  texts_of(pages))


def texts_of(pages: Sequence[Page]) -> dict[str, str]:
    """The texts of pages by their labels; of two with one label, both."""
    texts: dict[str, str] = {}
    for page in pages:
        texts[page.label] = f"{texts[page.label]}\n\n{page.text}" if page.label in texts else page.text
    return texts


def off_page(checked: Review, pages: Sequence[Page]) -> list[Found]:
    """The quotes of a review that do not stand on the page they name: none, unless something is broken."""
    texts = texts_of(pages)
    quotes = [f for mark in checked.marks for f in (*mark.found, *mark.loose)] + [f for finding in checked.findings for f in finding.places]
    return [f for f in quotes if not stands_in(f.quote, texts.get(f.page, ""))]


def _marked(element: Element, found: dict[str, list[Found]], text: str) -> Marked:
    sure = {name for name, hits in found.items() if firm(hits)}
    met = set(element.needs) <= sure and len(sure & set(element.of)) >= element.least
    mark = Mark.MET if met else Mark.PARTLY if sure & set(element.partly) else Mark.MISSING
    seen = tuple(Seen(sign, tuple(firm(found[sign.id])[:_SHOWN]) if mark is not Mark.MISSING else ()) for sign in element.signs)
    quoted = {f.at for hits in found.values() for f in firm(hits)}
    loose = {f.at: f for name, hits in found.items() if name not in sure for f in hits if f.how in (DENIED, HEDGED) and f.at not in quoted}
    return Marked(element, mark, seen, tuple(loose.values())[:_SHOWN], _advice(element, mark, sure, text))


def _advice(element: Element, mark: Mark, sure: set[str], text: str) -> str:
    """What to do: the whole where nothing is stated, else what is not yet."""
    if mark is Mark.MISSING:
        return element.do
    left = [sign.says for sign in element.signs if sign.id not in sure and not (sign.weak or sign.bad) and (sign.only is None or sign.only.search(text))]
    if not left:
        return ""
    return f"{'Still to state' if mark is Mark.PARTLY else 'It could also state'}: {'; '.join(left)}."


def _first(marks: Sequence[Marked], findings: Sequence[Finding]) -> tuple[str, ...]:
    """What is put right first: what is wrong before what is missing, and what is missing before what is half there."""
    wrong = [f"{finding.title}. {finding.do}" for finding in findings if finding.first == 1]
    missing = [f"{mark.element.title} is missing. {mark.element.do}" for mark in marks if mark.mark is Mark.MISSING]
    partly = [f"{mark.element.title} is half there. {mark.advice}" for mark in marks if mark.mark is Mark.PARTLY]
    return tuple(dict.fromkeys([*wrong[:3], *missing, *wrong[3:], *partly]))[:_FIRST]


