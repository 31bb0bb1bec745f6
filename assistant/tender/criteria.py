"""The nine marks of an answer, each with the words that earned it and what would lift it by one. Pure.

Marks are sums of signs, and a sign is there or not, so that saying it again, or at length, earns nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass

from assistant.tender.answer import Said
from assistant.tender.points import content
from assistant.tender.promises import MEASURED
from assistant.tender.reading import Reading, lacking_of
from assistant.tender.signs import is_hedged
from assistant.tender.wording import Criterion, shipped_criteria, shipped_wording

FULL = 5
LONGEST_SENTENCE = 35
"""Words."""
NAMED = {"number": "how many", "unit": "of what", "group": "for whom", "place": "where", "date": "by when", "owner": "who is responsible"}
OF_PROMISES = frozenset(["additional", "method", "measures", "governance"])
"""Criteria that mark what stands around the promises: without one measured promise they earn BARE at most."""
OF_RECORD = frozenset(["relevant", "evidence"])
"""Criteria that mark what is so: a sentence that the bidder's evidence does not bear out earns nothing there."""
BARE = 2
_SHOWN = 4
"""Quotes shown of a criterion."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A criterion's mark, 0 to 5, with the words of the answer that earned it and what would lift it by one ("" at 5)."""

    id: str
    title: str
    score: int
    found: tuple[str, ...]
    advice: str


def marks(reading: Reading, limit: int | None, doubted: Collection[str] = (), characters: int | None = None) -> tuple[Mark, ...]:
    """The marks of an answer, in the order of the criteria. `limit` is in words, `characters` in characters, None where there is none; `doubted` sentences are neither evidence nor need."""
    own: Mapping[str, Callable[[Criterion], Mark]] = {
        "question": lambda c: _question(c, reading), "specific": lambda c: _specific(c, reading), "plain": lambda c: _plain(c, reading, limit, characters)}
    return tuple(own.get(criterion.id, lambda c: _stepped(c, reading, doubted if c.id in OF_RECORD else ()))(criterion) for criterion in shipped_criteria())


def _mark(criterion: Criterion, score: int, found: list[Said], advice: str) -> Mark:
    quotes = tuple(dict.fromkeys(said.text for said in found))[:_SHOWN]
    return Mark(criterion.id, criterion.title, score, quotes, advice)


def _stepped(criterion: Criterion, reading: Reading, doubted: Collection[str] = ()) -> Mark:
    """The sum of the steps taken. A pasted text earns one at most, and the core service sold as extra one at most for being extra."""
    signs = {step.sign: [said for said in reading.signs[step.sign] if said.text not in doubted] for step in criterion.steps}
    taken = [step for step in criterion.steps if signs[step.sign]]
    score = min(FULL, sum(step.worth for step in taken))
    if reading.pasted:
        score = min(1, score)
    if criterion.id == "additional" and reading.core:
        score = min(score, 1 if score < FULL - 1 else score - 2)
    advice = next((step.advice for step in criterion.steps if step not in taken), "") if score < FULL else ""
    if criterion.id in OF_PROMISES and not reading.measured and score > BARE:
        score, advice = BARE, next(c.advice["none"] for c in shipped_criteria() if c.id == "specific")
    found = [said for step in taken for said in signs[step.sign][:2]]
    return _mark(criterion, score, found, advice or ("" if score == FULL else "Take out what is the service itself: it is named below."))


def _question(criterion: Criterion, reading: Reading) -> Mark:
    """How many of its points are answered; 2 at most without one measured promise, 1 for a text that was pasted in."""
    covered = reading.covered
    share = sum(one.share for one in covered) / len(covered) if covered else float(bool(reading.measured))
    score = round(FULL * share)
    found = [said for one in covered for said in one.by]
    ordered = _in_order(reading)
    if not ordered:
        score = max(0, score - 1)
    if not reading.measured:
        score = min(BARE, score)
    if reading.pasted:
        return _mark(criterion, min(1, score) if reading.pasted == "policy" else 0, found[:1], criterion.advice[reading.pasted if reading.pasted == "policy" else "pasted"])
    open_ = any(one.share < 1 for one in covered)
    advice = "points" if open_ else "promises" if not reading.measured else "order" if not ordered else ""
    return _mark(criterion, score, found, criterion.advice[advice] if advice and score < FULL else "")


def _in_order(reading: Reading) -> bool:
    """Whether headings that take up the buyer's labels or words come in the buyer's order; True where there are none."""
    places = []
    for one in reading.covered:
        wanted = content(one.point.text)
        for label, text, part in reading.answer.headings:
            if text and (one.point.label and label == one.point.label or len(wanted & content(text)) >= max(1, len(wanted) / 2)):
                places.append(part)
                break
    return places == sorted(places)


def _specific(criterion: Criterion, reading: Reading) -> Mark:
    """How whole the measured promises are, on average; one less where promises without a measure outnumber them."""
    firm, measured = reading.firm, reading.measured
    if reading.pasted or not reading.promises:
        return _mark(criterion, 0, [], criterion.advice["none"])
    if not measured:
        named = [promise for promise in firm if promise.parts & {"date", "number"} or len(promise.parts & {"group", "place"}) == 2]
        hedged = len(reading.promises) > len(firm)
        return _mark(criterion, 1 if named or firm and not hedged else 0, [promise.said for promise in named], criterion.advice["hedged" if hedged else "none"])
    shares = sorted(len(promise.parts & set(MEASURED)) / len(MEASURED) for promise in measured)
    score = max(1, round(FULL * sum(shares) / len(shares)))
    if len(reading.promises) > 2 * len(measured):
        score -= 1
    lacking = [NAMED[part] for part in lacking_of(measured) if part in MEASURED]
    advice = "" if score == FULL else f"{criterion.advice['parts']} {', '.join(lacking)}." if lacking else criterion.advice["hedged"]
    return _mark(criterion, score, [promise.said for promise in measured], advice)


def _plain(criterion: Criterion, reading: Reading, limit: int | None, characters: int | None) -> Mark:
    """5, less what is wrong with it: jargon, long sentences, no headings, more vague promises than firm ones; 1 at most when it is over the limit."""
    answer, wording = reading.answer, shipped_wording()
    jargon = sum(1 for pattern, _ in wording.jargon for _ in pattern.finditer(answer.text))
    long = sum(len(said.text.split()) > LONGEST_SENTENCE for said in answer.own)
    hedged = sum(is_hedged(said.text) for said in answer.own)
    headed = any(text or label for label, text, _ in answer.headings) or len(answer.own) < 4
    lost = [("jargon", min(2, (jargon + 1) // 2)), ("long", min(2, long)), ("headed", 0 if headed else 1),
            ("hedged", 1 if hedged > len(reading.measured) + 1 else 0)]
    if reading.pasted:
        lost.append(("headed", 1))
    score = max(0, FULL - sum(less for _, less in lost))
    over = limit is not None and answer.words > limit or characters is not None and len(answer.text.strip()) > characters
    if over:
        score = min(1, score)
    worst = "over" if over else max(lost, key=lambda one: one[1])[0] if score < FULL else ""
    heads = tuple(f"{label}) {text}".strip() if label and text else text for label, text, _ in answer.headings if text)
    return Mark(criterion.id, criterion.title, score, heads[:_SHOWN], criterion.advice[worst] if worst else "")
