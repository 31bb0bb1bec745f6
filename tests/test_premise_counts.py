"""A count, an end or a year that a question takes for granted and the documents deny is put right; one that they know is left alone."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.domain import Status
from assistant.premise_counts import Counts, counts, of_no_such_year, still_so

PAGES = ("Of the 44 STPs, just 6 mention it.\nWe wrote to the 209 Clinical Commissioning Groups and had 192 responses.", "There are 353 local authorities.")


@pytest.mark.parametrize(("text", "found"), [("the 250 local authorities", [(250, "council")]), ("1,000 small charities", [(1000, "chariti")]), ("a 10% share of 2019 plans", []), ("30 days and £200 fines", [])])
def test_what_is_counted_is_read_with_its_number(text: str, found: list):
    assert [(number, noun) for number, noun, _ in counts(text)] == found


@pytest.mark.parametrize("asked", ["How many of the 52 STPs mention it?", "Why do only 12 STPs mention it?", "Of the 250 CCGs, how many replied?", "Given 300 CCGs, who replied?"])
def test_a_count_that_the_answer_gives_otherwise_is_put_right(asked: str):
    assert Counts(lambda: PAGES).denied(asked, ["Of the 44 STPs, just 6 mention it.", "The 209 CCGs were asked."]).startswith("The documents say otherwise. They speak of no ")


def test_a_count_that_no_document_has_is_named_where_the_answer_counts_none():
    assert Counts(lambda: PAGES).denied("Why do only 13% of the 250 local authorities use it?", ["A minority uses it."]) == "The documents do not speak of 250 councils."


@pytest.mark.parametrize("asked", ["How many of the 44 STPs mention it?", "Which are the 6 STPs?", "Of the 192 CCGs that replied, how many have one?", "What are the 3 steps?", "Name 12 STPs.", "Are 250 CCGs too many?"])
def test_a_count_that_the_documents_know_or_that_is_no_premise_is_left_alone(asked: str):
    assert Counts(lambda: PAGES).denied(asked, ["Of the 44 STPs, just 6 mention it."]) == ""


def test_a_year_that_a_thing_is_not_of_is_put_right_only_where_it_is_taken_for_granted():
    assert of_no_such_year("How did the survey of 2019 find out?", "2019") == "The documents say otherwise. They speak of no survey of 2019."
    assert of_no_such_year("What did the 2018 report say?", "2018") == ""


# --- the whole of it -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("asked", "wrong", "true"), [("How many of the 52 STPs mention social value?", "52 STPs", "44 STPs"), ("Of the 250 CCGs, how many replied?", "250 CCGs", "209"),
                                                      ("How did the survey of 2019 find out about social value?", "survey of 2019", "2016")])
def test_the_error_is_named_before_the_true_figure(assistant: Assistant, asked: str, wrong: str, true: str):
    answer = assistant.ask(asked)
    assert answer.status is Status.ANSWERED
    assert answer.answer.startswith("The documents say otherwise.")
    assert answer.answer.index(wrong) < answer.answer.index(true)


@pytest.mark.parametrize("asked", ["Why was the Act repealed?", "When was the Social Value Act abolished?"])
def test_what_is_asked_to_have_ended_and_still_is_is_said_to_be_so_first(assistant: Assistant, asked: str):
    answer = assistant.ask(asked)
    assert answer.answer.startswith("The documents say otherwise. The Public Services (Social Value) Act 2012 is still in force")
    assert {c.source_id for c in answer.citations} == {"law-as-it-stands"}


def test_what_did_end_is_not_contradicted(assistant: Assistant):
    assert "otherwise" not in assistant.ask("Why were CCGs abolished?").answer
    assert still_so("Why was the programme closed?", ()) == ()


def test_a_list_of_dated_changes_is_cut_to_the_day_that_is_asked_for(assistant: Assistant):
    answer = assistant.ask("What changes on 1 January 2027?")
    assert answer.status is Status.ANSWERED and answer.claims
    assert all("1 January 2027" in claim.text for claim in answer.claims)
