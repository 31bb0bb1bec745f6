"""What "we" ask of is today's law, by the body named and what it buys."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.assistant import Assistant
from assistant.domain import Status

LEEDS, ICB = "I work for Leeds City Council", "We are an integrated care board"


def talk(assistant: Assistant, *turns: str):
    return assistant.ask(turns[-1], history=turns[:-1])


@pytest.mark.parametrize(("turns", "first", "never"), [
    ((LEEDS + " and we buy home care", "what is the threshold for us?"), "£663,540", "589,148"),
    ((LEEDS, "what's our threshold for services?"), "£207,720", "135,018"),
    ((LEEDS, "which threshold applies to us?"), "£207,720", "589,148"),
    (("We are a government department", "how high is our threshold?"), "£135,018", "207,720"),
    (("We are an NHS trust", "what is the threshold for us?"), "£135,018", "589,148"),
    (("what is our threshold?",), "£135,018", "589,148"),
    ((ICB, "what weighting do we have to use?"), "at least 10%", "2%"),
])
def test_a_figure_for_us_is_todays(assistant: Assistant, turns: Sequence[str], first: str, never: str):
    answer = talk(assistant, *turns)
    assert answer.status is Status.ANSWERED and first in answer.claims[0].text and never not in answer.answer
    assert answer.citations[0].source_id == "law-as-it-stands"


@pytest.mark.parametrize(("turns", "opens"), [
    ((LEEDS, "do we have to consider social value?"), "Yes, for services at or above the threshold. A council must consider social value"),
    ((ICB, "does the Act apply to us?"), "Yes, for services at or above the threshold. An ICB must consider social value"),
    (("I am at Cardiff Council", "do we have to follow the Act?"), "A body whose functions are wholly or mainly devolved to Wales is outside"),
    ((LEEDS, "we buy furniture", "do we have to consider social value?"), "A purchase of goods alone is outside"),
])
def test_a_duty_of_ours_is_told_at_once(assistant: Assistant, turns: Sequence[str], opens: str):
    assert talk(assistant, *turns).answer.startswith(opens)


def test_what_wales_has_is_told(assistant: Assistant):
    answer = talk(assistant, "I work for Swansea Council", "are we bound by the Act?").answer
    assert "its reach in Wales is narrow" in answer and "25 March 2026" in answer


@pytest.mark.parametrize("question", ["what was our threshold in 2016?", "how do we consider social value under the Act?"])
def test_other_questions_are_left_to_the_documents(assistant: Assistant, question: str):
    assert not talk(assistant, LEEDS, question).answer.startswith(("Yes, for services", "The procurement threshold for services bought by councils and other authorities outside central government has been £207,720"))
