"""What the rules and today's law answer: which rules bind a buyer, what became of a body, how something stood and how it stands now."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answer_maker import AnswerMaker, bullets, of_rows
from assistant.bodies import Bodies
from assistant.buyers import statements
from assistant.compose import Statement
from assistant.domain import Answer, Status
from assistant.extract import NEAREST, THEN_AND_NOW
from assistant.law_asks import BOTH, SILENT, Family, LawAsks
from assistant.law_parts import part_asked
from assistant.ours import of_us
from assistant.premise_counts import still_so
from assistant.premises import OTHERWISE
from assistant.questions import Question
from assistant.sources import Sources
from assistant.tables import Tables
from assistant.then_and_now import ThenAndNow, of_the_day

GONE = "I do not write new text here, and {} has no policy today: one could be for the body that took its place, or as at 2017 for study."
NONE_BIND = "No rules bind {} today:"
STUDY = ("What does good use of social value by a CCG look like?",)


class LawAnswers:
    """Answers from the bodies, the families of legal questions, the pairs of then and now, and the tables; any may be missing, and then answers nothing."""

    def __init__(self, make: AnswerMaker, sources: Sources, bodies: Bodies | None, changes: ThenAndNow | None, asks: LawAsks | None, tables: Tables | None) -> None:
        self._make, self._sources, self._bodies, self._changes, self._asks, self._tables = make, sources, bodies, changes, asks, tables

    def knows(self, text: str) -> bool:
        """Whether a question names a body whose rules are known, or one that is no more."""
        return self._bodies is not None and (of_us(self._bodies, text) is not None or (found := self._bodies.asked(text)) is not None and found.body is not None or self._bodies.gone(text))

    def of_us(self, asked: Question) -> Answer | None:
        """What holds today for whoever asks of "us"; None for questions of other things."""
        if not self._bodies or self._sources.named(asked.text) or not (ours := of_us(self._bodies, asked.text)):
            return None
        return self._make.sure(asked, self._make.compose(ours.told, ours.opening))

    def of_buyer(self, asked: Question) -> Answer | None:
        """Which rules bind a kind of body for what it buys; choices where it does not say which or what; None for other questions."""
        if self._bodies and self._bodies.gone(asked.text):
            return self.for_the_gone(asked, NONE_BIND)
        if not self._bodies or self._sources.named(asked.text):
            return None
        if lines := self._bodies.by_note(asked.text):
            return self._make.sure(asked, self._make.compose(lines))
        if lines := self._bodies.reach(asked.text):
            return self._make.sure(asked, self._make.compose(lines), self._bodies.questions())
        if not (wanted := self._bodies.asked(asked.text, asked.asked)):
            return None
        if not wanted.purchases and wanted.body and len(wanted.body.buys) == 1:
            wanted = replace(wanted, purchases=wanted.body.buys)  # one choice is none
        if not wanted.purchases:
            about = f"What is bought decides which rules bind {wanted.body.with_article}." if wanted.body else "What kind of body it is decides which rules bind it."
            return self._make.unclear(asked, self._bodies.questions(wanted.body), f"{about} Pick one:")
        floors = dict.fromkeys(p.floor.fact for p in wanted.purchases if p.floor) if wanted.floor else ()
        composed = self._make.compose([*self._bodies.threshold_lines((*floors, *wanted.thresholds)),
                                       *(s for purchase in wanted.purchases for s in statements(wanted.body, purchase, floor=wanted.floor))])
        return self._make.sure(asked, composed)

    def for_the_gone(self, asked: Question, opening: str = GONE) -> Answer | None:
        """What is to be known of a body that is no more before anything is done for it, and what to ask for instead; None for one that is."""
        body = self._bodies.named(asked.text) if self._bodies else None
        if body is None or body.exists:
            return None
        then = self._bodies.bound_then(body, asked.text) if opening == NONE_BIND else []
        composed = self._make.compose([*self._bodies.end_of(body), *then], opening.format(body.with_article))
        choices = self._bodies.questions(self._bodies.successor(body)) + STUDY
        composed = replace(composed, text=f"{composed.text}\n\nWhat I can answer for either:\n\n{bullets(choices)}")
        return self._make.wrap(asked, Status.NEEDS_CLARIFICATION, composed, suggestions=choices, confidence=1.0)

    def of_the_law(self, asked: Question, known: Callable[[str], bool]) -> Answer | None:
        """What the briefing says of a part of the law that is named by its number, or to a family of questions; None for other questions.

        `known` tells whether the index of questions has a question word for word: its entry then goes before most families.
        """
        if self._asks is None:
            return None
        if any(not self._sources.is_briefing(source) for source in self._sources.named(asked.text)):
            return None  # what a document of its own says is asked for
        if told := part_asked(asked.asked, self._asks.briefing):
            return self._make.sure(asked, self._make.compose(self.limited(told)))
        family = self._asks.family(asked.text, asked.asked)
        return self._of_family(asked, family) if family and (family.always or not known(asked.asked)) else None

    def limited(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """Statements of the law with the limit of each that has one."""
        return self._asks.limited(statements) if self._asks else tuple(statements)

    def _of_family(self, asked: Question, family: Family) -> Answer | None:
        if family.opening == SILENT:
            return self._make.wrap(asked, Status.NOT_IN_CORPUS, self._make.compose(family.told, NEAREST))
        year = self._sources.year(q.source_id for s in family.told for q in s.quotes if not self._sources.is_briefing(q.source_id))
        composed = self._make.compose(family.told, THEN_AND_NOW.format(year) if family.opening == BOTH else "")
        return None if composed.removed else self._make.sure(asked, composed)

    def of_today(self, asked: Question) -> Answer | None:
        """How something stood and how it stands now, or a list of what is open or on its way; None for other questions."""
        if self._changes is None:
            return None
        if listed := self._changes.listed(asked.text):
            if dated := of_the_day(asked.text, listed.items):
                return self._make.sure(asked, self._make.compose(dated))
            return self._make.sure(asked, self._make.compose(listed.items, listed.opening))
        groups, prints, _ = self._tables.named(asked.text) if self._tables else ((), (), ())
        named = [place.name for place in (*groups, *prints)]
        pair = self._changes.pair(asked.text, named)
        if pair is None:
            return None
        tabled = self._tables.answer(pair.look_up.format(named[0])) if self._tables and pair.look_up and named else None
        then = of_rows(tabled) if tabled and tabled.known else pair.then
        if still := still_so(asked.asked, (*then, *pair.now)):
            return self._make.sure(asked, self._make.compose(still, OTHERWISE))
        year = self._sources.year(q.source_id for s in then for q in s.quotes)
        composed = self._make.compose([*then, *pair.now], THEN_AND_NOW.format(year) if then else "")
        if groups and pair.not_said:
            composed = replace(composed, text=f"{composed.text} {pair.not_said.format(groups[0].name)}")
        return None if composed.removed else self._make.sure(asked, composed)
