"""What is said to a turn that asks the documents nothing."""

from __future__ import annotations

import pytest

from assistant.domain import Role, Status
from assistant.replies import reply
from assistant.utterances import read_turn


@pytest.mark.parametrize(("text", "status", "words"), [
    ("hello", Status.ANSWERED, "shows its page"), ("thanks", Status.ANSWERED, "welcome"), ("help", Status.NEEDS_CLARIFICATION, "in plain English"), ("reset", Status.ANSWERED, "Forgotten"),
    ("write me a poem", Status.REFUSED, "do not write new text"), ("draft a policy", Status.REFUSED, "not in the index"), ("check my bid", Status.REFUSED, "do not check tender answers"),
    ("which page is that on?", Status.NEEDS_CLARIFICATION, "no answer before this"), ("asdf", Status.NEEDS_CLARIFICATION, "not sure")])
def test_each_intent_has_its_line_and_its_way_to_end(text: str, status: Status, words: str):
    said = reply(read_turn(text, []), None)
    assert said.status is status and words in said.text


def test_what_is_remembered_is_told_back():
    assert reply(read_turn("we are a council buying cleaning services", []), None).text.startswith(
        "Noted, in your own words: you commission or buy, you are a council and you buy cleaning services.")


def test_choices_fit_the_words_and_the_role_and_stand_in_the_text_that_announces_them():
    policy, tender = reply(read_turn("our policy", []), None), reply(read_turn("our tender", []), None)
    assert policy.choices != tender.choices and all(f"- {choice}" in policy.text for choice in policy.choices)
    assert len({reply(read_turn("help", []), role).choices for role in (None, *Role)}) == 4
    assert reply(read_turn("thanks", []), None).choices == ()
