"""Follow-ups to a list and to a figure: counted, shortened item by item, and the page of the sentence that has the figure."""

from __future__ import annotations

from assistant.assistant import Assistant
from assistant.followups import asks_their_number


def test_how_many_after_a_list_counts_it(assistant: Assistant):
    answer = assistant.ask("How many in total?", history=["Which STPs in the South?"])
    assert "13 footprints in the South" in answer.answer and "£" not in answer.answer
    assert len(answer.citations) == 13


def test_shorter_of_a_list_keeps_all_its_items_in_order(assistant: Assistant):
    whole = assistant.ask("What does the report recommend?")
    short = assistant.ask("shorter", history=["What does the report recommend?"])
    items = [c for c in whole.claims if c.marker]
    assert len(items) == 5 and [c.marker for c in short.claims] == [c.marker for c in items]
    assert all(item.text.startswith(said.text.rstrip(".")) for item, said in zip(items, short.claims, strict=True))
    assert len(short.answer) < len(whole.answer)


def test_the_page_of_a_figure_is_that_of_the_sentence_with_the_figure(assistant: Assistant):
    assert "30%" in assistant.ask("which page is that on?", history=["What is the highest weighting?"]).answer


def test_a_question_for_a_number_of_its_own_is_no_count_of_what_was_told():
    assert asks_their_number("And how many are there altogether?") and asks_their_number("how many is that?")
    assert not asks_their_number("How many CCGs replied?") and not asks_their_number("How many of them mention social value?")
