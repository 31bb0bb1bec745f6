"""What was found, put right for what the question takes for granted or dates. Pure."""

from __future__ import annotations

from dataclasses import replace

from assistant.domain import Status
from assistant.extract import Outcome
from assistant.premise_counts import Counts, still_so
from assistant.premises import OTHERWISE
from assistant.questions import Question
from assistant.then_and_now import of_the_day


def put_right(asked: Question, outcome: Outcome, counts: Counts) -> Outcome:
    """An answer with the line that names a wrong premise, what still is before what else was said of it, and a list of dates cut to the date that is asked for."""
    if outcome.status is not Status.ANSWERED:
        return outcome
    if still := still_so(asked.asked, outcome.statements):
        return replace(outcome, statements=still, opening=OTHERWISE)
    if denied := counts.denied(asked.asked, [s.text for s in outcome.statements]):
        return replace(outcome, opening=denied)
    if len(outcome.statements) > 1 and all(s.item for s in outcome.statements) and (dated := of_the_day(asked.text, outcome.statements)):
        return replace(outcome, statements=dated)
    return outcome
