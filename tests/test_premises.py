"""A false premise is put right; a figure that is only asked after is said not to be there."""

from __future__ import annotations

import pytest

from assistant.premises import takes_for_granted, unsaid_figure, wrong_figure
from assistant.questions import understand

SAID = ("A 2% of total weighting was commonly cited by CCGs.", "A few went up to 30% in one case.")


@pytest.mark.parametrize("asked", ["Why do 80% of CCGs have a policy?", "Given that 20% is the norm, is 15% too low?", "How many of the 40% of CCGs with a policy use it?",
                                   "The report says a 20% weighting was common. Who used it?", "Which CCGs are the 40% that use the Act?", "Did 40% of CCGs use the Act?"])
def test_a_figure_taken_for_granted_that_the_answer_has_not_is_wrong(asked: str):
    question = understand(asked)
    assert wrong_figure(question, SAID) and not unsaid_figure(question, SAID)


@pytest.mark.parametrize("asked", ["How many CCGs use a 20% weighting?", "which CCGs weight social value at 20%", "What share of CCGs give it 20% or more?", "Who used a 20% weighting?",
                                   "number of ccgs with a weighting of 20 per cent"])
def test_a_figure_that_is_only_asked_after_contradicts_nothing(asked: str):
    question = understand(asked)
    assert unsaid_figure(question, SAID) == "20%" and not wrong_figure(question, SAID)


@pytest.mark.parametrize("said", [("A minority went up to 20%.",), ("Some weighted, if only at a low level.",)])
def test_neither_holds_where_the_answer_has_the_figure_or_none(said: tuple[str, ...]):
    question = understand("How many CCGs use a 20% weighting?")
    assert unsaid_figure(question, said) == "" and not wrong_figure(question, said)


@pytest.mark.parametrize(("asked", "granted"), [("Why is the weighting so high?", True), ("It is 10%, isn't it?", True), ("What is the weighting?", False), ("How high is it?", False)])
def test_what_takes_a_fact_for_granted_is_told_by_how_it_is_put(asked: str, granted: bool):
    assert takes_for_granted(asked) is granted
