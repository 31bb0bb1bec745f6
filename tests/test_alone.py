"""A follow-up that only brings another name is shown as the question it stands for."""

from __future__ import annotations

import pytest

from assistant.alone import put_alone
from assistant.questions import understand


@pytest.mark.parametrize(("before", "latest", "alone"), [
    ("How many CCGs are in Sussex and East Surrey?", "and in Kent and Medway?", "How many CCGs are in Kent and Medway?"),
    ("how many ccgs are in Sussex and East Surrey?", "and in kent and medway", "how many ccgs are in kent and medway?"),
    ("Which footprint is NHS Corby CCG in?", "and NHS Nene CCG?", "Which footprint is NHS Nene CCG in?"),
    ("How many CCGs are in Sussex and East Surrey? and in Kent and Medway?", "and in Devon?", "How many CCGs are in Devon?"),
    ("What did Preston do?", "what about Salford?", "What did Salford do?"),
])
def test_the_new_name_takes_the_place_of_the_old_one(before: str, latest: str, alone: str):
    assert put_alone(before, latest) == alone
    assert understand(latest, (before,)).alone == alone


@pytest.mark.parametrize(("before", "latest"), [
    ("How many CCGs replied?", "and what about the rest?"),
    ("How many CCGs replied?", "and in London?"),
    ("What did Preston and what did Durham do?", "and Salford?"),
    ("Does the report mention Leeds?", "and why is that?"),
    ("What weighting was common?", "and below the threshold?"),
])
def test_where_the_place_of_a_name_is_not_plain_nothing_is_made_up(before: str, latest: str):
    assert put_alone(before, latest) == ""
