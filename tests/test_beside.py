"""Follow-ups that an answer's own page meets: why, what comes next, its date; corrections, repetitions, and a turn that was not understood."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from assistant.assistant import Assistant
from assistant.beside import NO_REASON, asks_the_rest, asks_why
from assistant.corrections import corrected
from assistant.domain import Answer, Role, Status
from assistant.memory import remembered

COMMON, REQUIRES = "What weighting was common?", "What does the Social Value Act require?"


def talk(assistant: Assistant, *turns: str) -> Answer:
    return assistant.ask(turns[-1], history=turns[:-1])


@pytest.mark.parametrize("text", ["why?", "and why is that?", "how come?", "but why not", "What's the reason for that?"])
def test_a_bare_why_is_one(text: str):
    assert asks_why(text) and not asks_the_rest(text)


def test_why_is_met_beside_the_answer_or_not_at_all(assistant: Assistant):
    assert "Given the variety of ways" in talk(assistant, COMMON, "why?").answer
    none = talk(assistant, REQUIRES, "why?")
    assert (none.status, none.answer, none.claims) == (Status.NOT_IN_CORPUS, NO_REASON, ())


@pytest.mark.parametrize(("turns", "says"), [
    (("When was the Knowhow guide published?",), "11 September 2017"),
    (("What does the Knowhow guide say about the Compact?", "who wrote that?", "when was it published?"), "11 September 2017"),
    (("When was Healthy Commissioning published?",), "in 2017"),
    (("Who published the Knowhow guide?",), "Knowhow Nonprofit"),
    (("when did the NHS for Yes article come out?",), "31 May 2017"),
    ((COMMON, "when was that report published?"), "in 2017"),
])
def test_the_date_of_a_document_is_the_catalogues(assistant: Assistant, turns: Sequence[str], says: str):
    answer = talk(assistant, *turns)
    assert answer.status is Status.ANSWERED and says in answer.answer and "October 2016" not in answer.answer


def test_the_date_of_a_law_is_not_that_of_a_document(assistant: Assistant):
    answer = talk(assistant, "What is PPN 002?", "when was it published?")
    assert answer.claims and "13 February 2025" in answer.answer


@pytest.mark.parametrize(("text", "before", "meant"), [
    ("actually I meant Somerset", "Which footprint is NHS Swindon CCG in?", "Which footprint is NHS Somerset CCG in?"),
    ("no, Somerset", "How many CCGs are in Devon?", "How many CCGs are in Somerset?"),
    ("sorry, I mean NHS Leeds West CCG", "Which footprint is NHS Leeds North CCG in?", "Which footprint is NHS Leeds West CCG in?"),
    ("oops, PPN 003", "What is PPN 002?", "What is PPN 003?"),
    ("make that Kent and Medway", "How many CCGs are in Devon?", "How many CCGs are in Kent and Medway?"),
    ("I meant Durham County Council", "What did Preston Council do?", "What did Durham County Council do?"),
    ("not CCGs, I meant STPs", "How many CCGs are there?", "How many STPs are there?"),
])
def test_what_was_meant_takes_the_place_of_what_was_said(text: str, before: str, meant: str):
    assert corrected(text, before) == meant


@pytest.mark.parametrize(("text", "before"), [
    ("no, why is that?", "How many CCGs are in Devon?"), ("no", "What is PPN 002?"), ("actually, what is PPN 003?", "What is PPN 002?"),
    ("no, Somerset", "What weighting was common?"), ("I meant Somerset", "What is PPN 002?"),
])
def test_other_turns_put_nothing_right(text: str, before: str):
    assert corrected(text, before) == ""


def test_an_answer_can_be_repeated_by_its_number(assistant: Assistant):
    first = talk(assistant, COMMON)
    for wish in ("repeat the first answer", "can you go back to the first answer?", "what was your first answer?"):
        assert talk(assistant, COMMON, REQUIRES, wish).answer == first.answer
    assert talk(assistant, COMMON, REQUIRES, "repeat the last answer").answer == talk(assistant, REQUIRES).answer
    assert "only" in talk(assistant, COMMON, REQUIRES, "repeat the fifth answer").answer


@pytest.mark.parametrize("wish", ["are you sure?", "give me the quote", "who said that?", "shorter"])
def test_nothing_is_quoted_for_a_turn_that_was_not_understood(assistant: Assistant, wish: str):
    answer = talk(assistant, COMMON, "hmm blah", wish)
    assert answer.status is Status.NEEDS_CLARIFICATION and not answer.citations


def test_shorter_keeps_the_duty_itself(assistant: Assistant):
    short = talk(assistant, REQUIRES, "shorter")
    assert "must consider" in short.answer and "two halves" not in short.answer


@pytest.mark.parametrize(("turns", "organisation", "role"), [
    (("I work for NHS Swindon CCG", "I'm a bidder now"), "", Role.VCSE),
    (("I work for Leeds City Council", "we are a supplier"), "", Role.VCSE),
    (("I work for Leeds City Council", "I'm a student now"), "", Role.STUDENT),
    (("I work for NHS Swindon CCG", "I'm a commissioner"), "NHS Swindon CCG", Role.COMMISSIONER),
])
def test_a_new_role_keeps_only_an_organisation_that_fits(turns: Sequence[str], organisation: str, role: Role):
    memory = remembered(turns)
    assert (memory.role, memory.organisation) == (role, organisation)


def test_a_sentence_comes_behind_the_one_it_leans_on(assistant: Assistant):
    said = talk(assistant, "what weighting was typical then?").answer
    assert said.index("either a pass/fail") < said.index("Where it is not")
