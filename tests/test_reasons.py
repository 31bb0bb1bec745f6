"""A reason that stands after the statement found."""

from __future__ import annotations

import pytest

from assistant.compose import Quote, Statement
from assistant.domain import Passage
from assistant.questions import understand
from assistant.reasons import with_reason

TEXT = "Tenders are rare. Procurement is far from simple. It has high costs and is therefore risky. Plans exist."
PASSAGES = {"p": Passage("p", "doc", "1", (), TEXT, 0, len(TEXT))}
FOUND = Statement("Tenders are rare.", (Quote("doc", "1", "Tenders are rare.", (), "p"),))


def said(question: str, *statements: Statement) -> list[str]:
    return [s.text for s in with_reason(understand(question), statements, PASSAGES)]


def test_a_question_why_is_answered_up_to_the_sentence_that_gives_the_reason():
    made = with_reason(understand("Why are tenders rare?"), [FOUND], PASSAGES)
    assert [s.text for s in made] == ["Tenders are rare.", "Procurement is far from simple.", "It has high costs and is therefore risky."]
    assert all(s.quotes[0].text == s.text and s.quotes[0].passage_id == "p" for s in made)


@pytest.mark.parametrize(("question", "text"), [("Are tenders rare?", "Tenders are rare."), ("Why are plans there?", "Plans exist."), ("Why are tenders rare?", "Tenders are rare because of costs.")])
def test_another_question_a_reason_already_given_and_none_within_reach_add_nothing(question: str, text: str):
    assert said(question, Statement(text, (Quote("doc", "1", text, (), "p"),))) == [text]


def test_several_statements_and_a_passage_that_is_not_there_are_left_alone():
    assert said("Why are tenders rare?", FOUND, FOUND) == [FOUND.text] * 2
    assert [s.text for s in with_reason(understand("Why are tenders rare?"), [FOUND], {})] == [FOUND.text]
