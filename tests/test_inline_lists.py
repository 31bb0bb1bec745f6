"""Lists within a sentence, and how many they name."""

from __future__ import annotations

from assistant.compose import Quote, Statement
from assistant.inline_lists import items_of, with_count

GATES = "There are 3 gates: the north; the south; the west; and the small one."


def said(text: str) -> Statement:
    return Statement(text, (Quote("s", "1", text),))


def test_the_items_after_a_colon_are_told_apart() -> None:
    assert items_of(GATES) == ("the north", "the south", "the west", "the small one")
    assert items_of("There is one thing: a gate.") == () and items_of("The north; the south; the west.") == ()


def test_how_many_are_listed_is_counted_and_not_what_the_sentence_says() -> None:
    first, second = with_count("The report says 3 gates, how many does it list?", [said(GATES)])
    assert (first.text, first.counted, first.quotes) == ("The list has four names.", (4,), second.quotes) and second.text == GATES


def test_a_question_for_how_many_there_are_is_answered_as_it_stands() -> None:
    assert with_count("How many gates are there?", [said(GATES)]) == (said(GATES),)
