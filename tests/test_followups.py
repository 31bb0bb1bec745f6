"""Follow-ups about the answer before: its page, its words, whose they are, one of its items, and what was meant."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import citation, source

from assistant.assistant import Assistant
from assistant.corrections import corrected
from assistant.domain import Answer, Claim, ClaimKind, Status
from assistant.followups import LookBack, Wish, look_back, repeated, told_again

SOURCES = {"report": source("report", title="Healthy Commissioning: a report", publisher="SEUK", published="2017-05")}


def answer(*texts: str, markers: str = "") -> Answer:
    """An answer of those claims, each cited to its own words, on pages 1, 2, ..."""
    cited = tuple(citation(text, n=n, page=str(n)) for n, text in enumerate(texts, 1))
    claims = tuple(Claim(text, (n,), ClaimKind.EVIDENCE, True, markers) for n, text in enumerate(texts, 1))
    return Answer("q", "q", Status.ANSWERED, " ".join(texts), claims, cited)


@pytest.mark.parametrize(("text", "wish"), [
    ("Which page is that on?", Wish.PAGE), ("what page", Wish.PAGE), ("ok and which page of the report is it on?", Wish.PAGE), ("page number?", Wish.PAGE),
    ("Where does it say that?", Wish.PAGE), ("where did you get that from?", Wish.SOURCE), ("source?", Wish.SOURCE), ("What’s your source for that?", Wish.SOURCE),
    ("in plain English", Wish.PLAIN), ("say it without the jargon", Wish.PLAIN), ("what do those letters mean?", Wish.PLAIN),
    ("give me the quote", Wish.QUOTE), ("Can you give me the exact wording please", Wish.QUOTE), ("word for word?", Wish.QUOTE), ("quote it", Wish.QUOTE),
    ("who said that?", Wish.WHOSE), ("says who?", Wish.WHOSE), ("Whose figure is that?", Wish.WHOSE), ("according to whom?", Wish.WHOSE),
    ("shorter", Wish.SHORTER), ("thanks, make it shorter please", Wish.SHORTER), ("in one sentence", Wish.SHORTER), ("tl;dr", Wish.SHORTER),
])
def test_a_wish_about_the_answer_is_told_from_a_question(text: str, wish: Wish):
    assert look_back(text) == LookBack(wish)


@pytest.mark.parametrize(("text", "item"), [
    ("What about the second one?", 1), ("and the third?", 2), ("the last one", -1), ("what was the 3rd one, exactly as they worded it?", 2), ("the first recommendation?", 0)])
def test_an_item_is_told_by_its_place(text: str, item: int):
    assert look_back(text) == LookBack(Wish.ITEM, item)


@pytest.mark.parametrize("text", [
    "Which page of the plan itself?", "Who wrote the report?", "Who said that CCGs should follow Preston?", "What page mentions Durham?", "Is there a shorter consultation period?",
    "Who are the sources of funding?", "What is the first step for a commissioner?", "Where does the Act apply?", "What words does the Act use for well-being?",
    "the second recommendation of the report is about what?", "Why?", "And in London?"])
def test_a_question_to_the_documents_is_left_alone(text: str):
    assert look_back(text) is None


def test_the_page_is_given_with_the_quote_and_each_page_once():
    before = answer("43% were passive.", "Some had a policy.")
    _, told = told_again(LookBack(Wish.PAGE), before, SOURCES)
    assert [s.text for s in told] == ["“43% were passive.” stands on page 1 of Healthy Commissioning.", "“Some had a policy.” stands on page 2 of Healthy Commissioning."]
    assert told[0].quotes[0].text == "43% were passive."


def test_whose_words_they_are_comes_out_of_the_catalogue():
    opening, told = told_again(LookBack(Wish.WHOSE), answer("43% were passive."), SOURCES)
    assert opening == "From Healthy Commissioning, published by SEUK in 2017, page 1:"
    assert [s.text for s in told] == ["43% were passive."]


def test_the_quote_is_word_for_word_and_shorter_is_the_first_sentence():
    before = answer("43% were passive.", "Some had a policy.")
    assert [s.text for s in told_again(LookBack(Wish.QUOTE), before, SOURCES)[1]] == ["43% were passive.", "Some had a policy."]
    assert [s.text for s in told_again(LookBack(Wish.SHORTER), before, SOURCES)[1]] == ["43% were passive."]


@pytest.mark.parametrize("wish", [Wish.PAGE, Wish.QUOTE, Wish.WHOSE, Wish.SHORTER, Wish.PLAIN])
def test_what_is_told_again_keeps_the_weight_that_it_had(wish: Wish):
    before = answer("Agencies must consider it.")
    before = replace(before, claims=tuple(replace(claim, kind=ClaimKind.DUTY) for claim in before.claims))
    _, told = told_again(LookBack(wish), before, SOURCES)
    assert {s.kind for s in (*told, *repeated(before))} == {ClaimKind.DUTY}


def test_an_item_is_the_lists_or_the_part_of_a_sentence_that_lists():
    listed = answer("one thing", "another thing", "a third thing", markers="-")
    assert told_again(LookBack(Wish.ITEM, 1), listed, SOURCES)[1][0].text == "another thing"
    assert told_again(LookBack(Wish.ITEM, -1), listed, SOURCES)[1][0].text == "a third thing"
    sentence = answer("Three were noted: those that did; those that did not; and those that could not.")
    assert told_again(LookBack(Wish.ITEM, 1), sentence, SOURCES)[1][0].text == "those that did not"


@pytest.mark.parametrize("wanted", [LookBack(Wish.PAGE), LookBack(Wish.ITEM, 1)])
def test_a_refusal_has_nothing_to_tell_again(wanted: LookBack):
    assert told_again(wanted, Answer("q", "q", Status.NOT_IN_CORPUS, "The documents do not say."), SOURCES) == ("", ())


def test_an_item_that_is_not_there_is_not_made_up():
    assert told_again(LookBack(Wish.ITEM, 6), answer("one", "two", markers="-"), SOURCES) == ("", ())


@pytest.mark.parametrize(("text", "question"), [
    ("Sorry, not CCGs. I meant STPs.", "How many STPs mention social value?"), ("no - I meant STPs, not CCGs", "How many STPs mention social value?"),
    ("not CCGs, STPs", "How many STPs mention social value?"), ("not councils, I meant STPs", ""), ("Not sure. I meant well.", ""), ("And STPs?", "")])
def test_what_was_meant_takes_the_place_of_what_was_said(text: str, question: str):
    assert corrected(text, "How many CCGs mention social value?") == question


# --- in the whole product --------------------------------------------------------------------------------

PASSIVE = "What share of respondents had a passive approach to social value?"


def test_the_page_of_an_answer_can_be_asked_for(assistant: Assistant):
    told = assistant.ask("Which page is that on?", history=[PASSIVE])
    assert told.answer == "“43% of respondents had a passive approach to social value.” stands on page 17 of Healthy Commissioning. [1]"
    assert told.standalone_question == PASSIVE and told.citations[0].page == "17"


def test_wishes_can_follow_each_other(assistant: Assistant):
    told = assistant.ask("who said that?", history=[PASSIVE, "shorter please"])
    assert told.answer.startswith("From Healthy Commissioning, published by Social Enterprise UK and National Voices in 2017, page 17: 43% of respondents")


def test_what_was_meant_is_asked_and_shown(assistant: Assistant):
    told = assistant.ask("Sorry, not CCGs. I meant STPs.", history=["How many CCGs mention social value in their plans?"])
    assert told.standalone_question == "How many STPs mention social value in their plans?"
    assert "just 6" in told.answer


def test_the_page_of_a_refusal_is_not_invented(assistant: Assistant):
    told = assistant.ask("Which page is that on?", history=["What did Durham's policy save in pounds?"])
    assert told.status is not Status.ANSWERED


def test_no_page_of_an_answer_is_left_out():
    before = answer("One.", "Two.", "Three.", "Four.", "Five.")
    _, told = told_again(LookBack(Wish.PAGE), before, SOURCES)
    assert told[-1].text == "The rest stands on pages 4 and 5 of Healthy Commissioning." and [q.page for q in told[-1].quotes] == ["4", "5"]
    _, told = told_again(LookBack(Wish.PAGE), answer("One.", "Two.", "Three."), SOURCES)
    assert len(told) == 3


def test_an_item_is_one_of_the_list_though_its_page_was_asked_for_meanwhile(assistant: Assistant):
    history = ("How many CCGs are in Sussex and East Surrey?", "and in Kent and Medway?", "which page is that on?")
    assert assistant.ask("the second one?", None, history).answer.startswith("NHS Canterbury and Coastal CCG")


def test_who_should_do_an_item_is_told_by_that_item(assistant: Assistant):
    history = ("What are the report's recommendations?", "What is the second recommendation?")
    text = assistant.ask("who should do that?", None, history).answer
    assert "every STP should have a social value strategy" in text and "Right Care" not in text


def test_that_plan_is_the_plan_of_the_footprint_told_before(assistant: Assistant):
    history = ("Which footprint is NHS Corby CCG in?",)
    assert assistant.ask("does that plan mention social value", None, history).answer.startswith("Yes: the plan for Northamptonshire")
    history = (*history, "does that plan mention social value")
    assert assistant.ask("is Nene in the same one?", None, history).answer.startswith("Yes: NHS Nene CCG is in the Northamptonshire")
