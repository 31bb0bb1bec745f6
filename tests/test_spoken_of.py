"""A list that the statement found only speaks of."""

from __future__ import annotations

import pytest

from assistant.compose import Quote, Statement
from assistant.domain import Passage
from assistant.questions import understand
from assistant.spoken_of import with_list

LISTED = "Several reports exist, notably:\n\n- the first review;\n- a second study."
SPEAKS = "These reports all recommend the Act. Elsewhere little is said."
FIRST = Passage("a", "doc", "11", ("Context",), LISTED, 0, len(LISTED))
NEXT = Passage("b", "doc", "12", ("Context",), SPEAKS, 80, 80 + len(SPEAKS))
FOUND = Statement("These reports all recommend the Act.", (Quote("doc", "12", "These reports all recommend the Act.", ("Context",), "b"),))


def said(question: str, *statements: Statement, before: tuple[Passage, ...] = (FIRST,)) -> list[tuple[str, str]]:
    return [(s.text, s.quotes[0].page) for s in with_list(understand(question), statements, {"b": NEXT}, lambda _: before)]


def test_a_question_for_a_list_gets_the_list_that_stands_before_the_statement_found_each_item_on_its_own_page():
    assert said("Name the reports that recommend the Act", FOUND) == [
        ("Several reports exist, notably:", "11"), ("the first review;", "11"), ("a second study.", "11"), (FOUND.text, "12")]


@pytest.mark.parametrize("question", ["Do reports recommend the Act?", "Why do reports recommend the Act?"])
def test_another_question_gets_the_statement_alone(question: str):
    assert said(question, FOUND) == [(FOUND.text, "12")]


def test_what_stands_under_another_heading_is_not_the_list():
    other = Passage("a", "doc", "11", ("Elsewhere",), LISTED, 0, len(LISTED))
    assert said("Name the reports that recommend the Act", FOUND, before=(other,)) == [(FOUND.text, "12")]


def test_a_statement_that_speaks_of_no_list_and_several_statements_are_left_alone():
    plain = Statement("Elsewhere little is said.", (Quote("doc", "12", "Elsewhere little is said.", ("Context",), "b"),))
    assert said("Name the reports", plain) == [(plain.text, "12")]
    assert said("Name the reports", FOUND, plain) == [(FOUND.text, "12"), (plain.text, "12")]
