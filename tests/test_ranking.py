"""What a candidate is worth for a follow-up: what the follow-up adds must be said, and what it asks for must be there."""

from __future__ import annotations

import pytest

from assistant.questions import understand
from assistant.ranking import UNSAID, Candidate, features, worth

LIST = "There are currently 9 organisations which are accredited to support CCGs: Capita; Optum."
PRESTON = "Preston Council has doubled its procurement spend with local companies from 14% in 2012-13 to 28% in 2014-15."


def rated(earlier: str, latest: str, text: str, ask: str = "", around: str = "") -> float:
    """What a candidate of that text is worth for a follow-up."""
    question = understand(latest, [earlier])
    assert question.follows == earlier
    return worth(question, text, ask, lambda: around)


@pytest.mark.parametrize(("earlier", "latest", "text"), [
    ("Which organisations are accredited to support CCGs?", "and what do they charge for it?", LIST),
    ("Which organisations are accredited to support CCGs?", "which of them is the cheapest?", LIST),
    ("Which organisations are accredited to support CCGs?", "where are they based?", LIST),
    ("What did Preston Council do?", "how much money was that in pounds?", PRESTON),
    ("What did Preston Council do?", "how much did it cost?", PRESTON),
    ("What weighting was common?", "in which year was that?", "A weighting of 2% was commonly cited."),
    ("What did the best CCGs do?", "how long did it take them?", "25 CCGs (13%) are highly committed."),
    ("Did the borough help charities?", "how much funding was it though", "The borough committed funding and provided premises."),
    ("Does the Humber plan mention social value?", "On which page of the plan itself?", "Humber, Coast and Vale yes"),
])
def test_a_list_is_no_answer_to_what_it_does_not_say(earlier: str, latest: str, text: str):
    assert rated(earlier, latest, text) == UNSAID


@pytest.mark.parametrize(("earlier", "latest", "text"), [
    ("Which organisations are accredited to support CCGs?", "how many of them are there?", LIST),
    ("What did Preston Council do?", "by how much did its spend rise?", PRESTON),
    ("What did Preston Council do?", "and two years on?", PRESTON),
    ("What is the Provider Selection Regime?", "when did it start?", "The PSR has been in force since 1 January 2024."),
    ("What is the Provider Selection Regime?", "who must follow it?", "It binds NHS England and NHS trusts."),
    ("What is the threshold?", "how much is it in pounds?", "The threshold has been £589,148 since 1 January 2016."),
    ("How long may a consultation be?", "how long does it have to be?", "A consultation lasts 12 weeks."),
])
def test_an_answer_to_a_follow_up_is_worth_what_it_was(earlier: str, latest: str, text: str):
    assert rated(earlier, latest, text) == 1.0


def test_what_a_follow_up_adds_may_stand_in_the_question_matched_or_in_the_passage():
    assert rated("What are the four steps?", "and why does measurement matter to it?", "They cannot be shown to make a difference.") == UNSAID
    assert rated("What are the four steps?", "and why does measurement matter to it?", "They cannot be shown to make a difference.", ask="Why measure?") == 1.0
    assert rated("What are the four steps?", "and why does measurement matter to it?", "They cannot be shown to make a difference.", around="Step 4: measurement") == 1.0


def test_a_question_that_stands_alone_is_held_to_the_sum_it_asks_for_and_to_nothing_of_earlier_turns():
    assert worth(understand("What do accredited organisations charge?"), LIST, "", lambda: "") == UNSAID
    assert worth(understand("What do accredited organisations do?"), LIST, "", lambda: "") == 1.0


def test_a_number_asked_for_counts_as_said_by_a_list_of_as_many_things() -> None:
    asked = understand("What are the four garden steps?")
    four, three = (features(asked, Candidate("garden steps", "", 0.5, quotes=n), lambda _: 1.0)["said"] for n in (4, 3))
    assert (four, three) == (1.0, pytest.approx(2 / 3))
