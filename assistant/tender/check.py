"""A tender answer checked: nine marks, the words counted, what to put right. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from assistant.currency import OWN_TEXT, Currency, notices_json
from assistant.domain import Notice
from assistant.errors import BadQuestion
from assistant.tender.answer import count_words
from assistant.tender.brief import TenderBrief, all_said, facts_said
from assistant.tender.criteria import Mark, marks
from assistant.tender.evidence import Clash, Fact, clashes, conflicts, two_sizes
from assistant.tender.flags import CONTRADICTION, KINDS, NOT_IN_EVIDENCE, PLACE, TWO_FIGURES, Flag, flags
from assistant.tender.limits import character_limit, word_limit
from assistant.tender.names import is_place, unknown_names
from assistant.tender.reading import Reading, read

LONGEST_QUESTION, LONGEST_ANSWER, MOST_WORDS = 20_000, 600_000, 30_000
"""Characters of a question and of an answer, words of an answer."""


@dataclass(frozen=True, slots=True)
class TenderCheck:
    """What `social-value check tender` says. `limit` is in words, None where neither the user nor the question gives one."""

    criteria: tuple[Mark, ...]
    words: int
    limit: int | None
    flags: tuple[Flag, ...]
    notices: tuple[Notice, ...] = ()
    """What has changed in the law that the answer speaks of."""
    characters: int = 0
    character_limit: int | None = None

    @property
    def total(self) -> int:
        """The sum of the marks, of 45."""
        return sum(mark.score for mark in self.criteria)


def check_tender(answer: str, question: str, limit: int | None = None, facts: Sequence[Fact] = (), currency: Currency | None = None, known: str = "", service: str = "", characters: int | None = None) -> TenderCheck:
    """An answer held against the nine criteria and, where they are given, against facts of the bidder and what has changed in the law.

    `limit` is in words, `characters` in characters; where one is None the question's own is taken, if it has one. `known` is what else the bidder says, whose names are no inventions; `service` is what the contract pays for.

    Raises:
        BadQuestion: the question or the answer is empty or too long.
    """
    if not question.strip():
        raise BadQuestion("the question is empty; give the buyer's question word for word with --question, for the answer is marked against it")
    if len(question) > LONGEST_QUESTION:
        raise BadQuestion(f"the question has {len(question)} characters; give the one question that the answer is for, in at most {LONGEST_QUESTION}")
    if len(answer) > LONGEST_ANSWER:  # before its words are counted, which takes minutes in a book
        raise BadQuestion(f"the answer has {len(answer)} characters, more than any answer may have ({LONGEST_ANSWER}); is it the right file?")
    if (words := count_words(answer)) > MOST_WORDS:
        raise BadQuestion(f"the answer has {words} words, more than any answer may have ({MOST_WORDS}); is it the right file?")
    reading = read(answer, question, service)
    if not reading.answer.said:
        raise BadQuestion("the answer has no sentence in it; give the text as it would go to the buyer")
    limit, characters = limit or word_limit(question), characters or character_limit(question)
    doubts = tuple(_against_evidence(reading, facts, known)) if facts or known else ()
    twice = (Flag(TWO_FIGURES, one, f"But the answer also says: “{other}” Find out which is right, and use that one.") for one, other in two_sizes(reading))
    found = [*flags(reading, limit, characters), *doubts, *twice]
    notices = currency.touched([(answer, (OWN_TEXT,))]) if currency else ()
    return TenderCheck(marks(reading, limit, frozenset(flag.quote for flag in doubts if flag.kind != PLACE), characters), reading.answer.words, limit, tuple(sorted(found, key=lambda flag: KINDS.index(flag.kind))), notices, len(answer.strip()), characters)


def check_box(answer: str, box: TenderBrief, facts: Sequence[Fact] = (), currency: Currency | None = None) -> TenderCheck:
    """An answer held against the brief of its one question, and more facts if there are. Raises BadQuestion."""
    return check_tender(answer, str(box.known("question")), box.limit, (*facts_said(box.said), *facts), currency, all_said(box.said), str(box.known("core_service") or ""), box.characters)


def _against_evidence(reading: Reading, facts: Sequence[Fact], known: str) -> Iterator[Flag]:
    """What the bidder's own evidence does not bear out, and where it says two things."""
    found = clashes(reading, facts) if facts else ()
    yield from (_flag(clash) for clash in found)
    against: dict[Fact, list[Fact]] = {}
    for one, other in conflicts(facts):
        if not any(one in others for others in against.values()):
            against.setdefault(one, []).append(other)
    for one, others in against.items():
        said = " and ".join(f"{other.where} says: “{other.text}”" for other in others)
        yield Flag(TWO_FIGURES, one.text, f"So it stands in {one.where}; but {said} Find out which is right, and use that one.")
    for quote, name in unknown_names(reading, "\n".join((known, *(fact.text for fact in facts)))):
        if is_place(quote, name):
            yield Flag(PLACE, quote, f"“{name}” is named neither in your evidence nor in the question: see that it is right.", (name,))
        else:
            yield Flag(NOT_IN_EVIDENCE, quote, f"“{name}” is not in the evidence that you gave. Find what shows it (a letter, a certificate, a contract), or take it out.", (name,))


def _flag(clash: Clash) -> Flag:
    if clash.fact is None:
        return Flag(NOT_IN_EVIDENCE, clash.quote, f"The figure {clash.figure} is not in the evidence that you gave. Find where it stands, or take it out.", (clash.figure,))
    return Flag(CONTRADICTION, clash.quote, f"Your own evidence says otherwise ({clash.fact.where}): “{clash.fact.text}” Put right whichever is wrong.", (clash.figure,))


def check_json(check: TenderCheck) -> dict[str, Any]:
    """A check as the JSON object of `check tender --json`."""
    return {"criteria": [{"id": m.id, "title": m.title, "score": m.score, "found": [{"quote": quote} for quote in m.found], "advice": m.advice} for m in check.criteria],
            "words": check.words, "limit": check.limit, "characters": check.characters, "character_limit": check.character_limit,
            "flags": [{"kind": f.kind, "quote": f.quote, "advice": f.advice, "about": list(f.about)} for f in check.flags],
            "notices": notices_json(check.notices)}
