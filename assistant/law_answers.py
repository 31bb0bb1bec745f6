"""What the rules and today's law answer: which rules bind a buyer, what became of a body, how something stood and how it stands now."""

from __future__ import annotations

from dataclasses import replace

from assistant.answer_maker import AnswerMaker, bullets, of_rows
from assistant.bodies import Bodies, statements
from assistant.domain import Answer, Status
from assistant.extract import THEN_AND_NOW
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
    """Answers from the bodies, the pairs of then and now, and the tables; any of the three may be missing, and then answers nothing."""

    def __init__(self, make: AnswerMaker, sources: Sources, bodies: Bodies | None, changes: ThenAndNow | None, tables: Tables | None) -> None:
        self._make, self._sources, self._bodies, self._changes, self._tables = make, sources, bodies, changes, tables

    def knows(self, text: str) -> bool:
        """Whether a question names a body whose rules are known, or one that is no more."""
        return self._bodies is not None and ((found := self._bodies.asked(text)) is not None and found.body is not None or self._bodies.gone(text))

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
        composed = self._make.compose([*self._bodies.threshold_lines(wanted.thresholds),
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
