"""Of two answers that are as likely, the one that says more of what is asked in its own words comes first."""

from __future__ import annotations

from assistant.compose import Quote, Statement
from assistant.entries import fuller_first
from assistant.passage_answers import Scored


def one(text: str, probability: float, said: float, *, vouched: bool = False) -> Scored:
    return Scored((Statement(text, (Quote("report", "17", text),)),), probability, "answers", "", {"said": said}, vouched)


def first(*answers: Scored) -> str:
    return fuller_first(answers)[0].statements[0].text


def test_the_fuller_of_two_that_are_as_likely_comes_first():
    assert first(one("limited", 0.700, 0.47), one("passive", 0.697, 0.75)) == "passive"


def test_the_likelier_stays_first_where_the_other_says_little_more_or_is_less_likely_and_where_it_was_written_for_the_question():
    assert first(one("limited", 0.700, 0.60), one("passive", 0.697, 0.75)) == "limited"
    assert first(one("limited", 0.75, 0.47), one("passive", 0.697, 0.75)) == "limited"
    assert first(one("limited", 0.95, 0.47, vouched=True), one("passive", 0.95, 0.75)) == "limited"
    assert fuller_first([]) == []
