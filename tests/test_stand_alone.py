"""A follow-up is shown, and asked, as one grammatical question; where none is plain, none is made up."""

from __future__ import annotations

import pytest

from assistant.questions import understand
from assistant.stand_alone import stand_alone


@pytest.mark.parametrize(("before", "latest", "alone"), [
    ("What is PPN 002?", "does it bind us?", "Does PPN 002 bind us?"),
    ("What is PPN 06/20?", "when did it come into force?", "When did PPN 06/20 come into force?"),
    ("When does PPN 024 come into force?", "and PPN 026?", "When does PPN 026 come into force?"),
    ("What does the Knowhow guide say about VCSEs?", "when was it published?", "When was the Knowhow guide published?"),
    ("What does the Social Value Act require?", "is it still in force? what replaced it?", "Is the Social Value Act still in force, and what replaced it?"),
    ("Is the Compact binding?", "does that cover councils?", "Does the Compact cover councils?"),
    ("What does the Social Value Act require?", "and outside London?", "What does the Social Value Act require outside London?"),
    ("How many STP plans in London mention social value?", "and outside London?", "How many STP plans outside London mention social value?"),
    ("How many CCGs are there in Devon?", "and in Somerset?", "How many CCGs are there in Somerset?"),
    ("What does principle 2.1 say?", "and 2.3?", "What does principle 2.3 say?"),
])
def test_the_question_is_put_whole(before: str, latest: str, alone: str):
    assert stand_alone(before, latest) == alone
    assert understand(latest, (before,)).alone == alone


@pytest.mark.parametrize(("before", "latest"), [
    ("What did Durham Council do?", "when did it start?"),
    ("What does the Social Value Act require?", "and London?"),
    ("What weighting was common?", "is that still true today?"),
    ("How many CCGs replied?", "did they say why?"),
])
def test_where_it_is_not_plain_the_question_before_is_named_beside_it(before: str, latest: str):
    assert stand_alone(before, latest) == ""
    shown = understand(latest, (before,)).shown
    assert before in shown and shown.startswith("About “") and shown.count("?") == 2


def test_a_turn_leans_on_one_before_the_last():
    asked = understand("and PPN 026?", ("What is PPN 024?", "when does it come into force?"))
    assert asked.alone == "When does PPN 026 come into force?"
