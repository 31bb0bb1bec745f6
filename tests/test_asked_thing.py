"""The very thing that a question asks for must be spoken of where it is answered."""

from __future__ import annotations

import pytest

from assistant.asked_thing import counts_without_naming, lacks_thing
from assistant.assistant import Assistant
from assistant.domain import Status
from assistant.questions import is_bare, understand


@pytest.mark.parametrize(("question", "said", "lacks"), [
    ("What penalty did he propose?", "The review can be viewed here.", True), ("What penalty did he propose?", "He proposed a fine.", False),
    ("How many staff do the councils have?", "There are 40 councils.", True), ("How many staff do they have?", "They employ 40 people.", False),
    ("We are tiny, two staff. How much measuring is expected?", "Measuring should be in proportion.", False), ("Who are our trustees to ask?", "Ask the buyer.", False),
    ("How big is the budget of the smallest council?", "The budget is £3 million.", True), ("Which is the smallest council?", "Arden, the smallest, has nine members.", False),
    ("What percentage did not reply?", "Very few replied.", True), ("What percentage replied?", "40% replied.", False), ("What percentage replied?", "Half replied.", False),
    ("How many respondents took part?", "In 2013 almost 85 per cent of respondents agreed.", True), ("How many respondents took part?", "85% of the 90 respondents agreed.", False),
    ("Who runs the guide?", "The guide explains value.", True), ("Who runs the guide?", "It is run by a charity.", False),
    ("Which MP voted against it?", "An MP brought it in.", True), ("Why did they act?", "They did.", False)])
def test_the_thing_asked_for_is_spoken_of(question: str, said: str, lacks: bool):
    assert lacks_thing(question, said, said) is lacks


@pytest.mark.parametrize(("question", "said", "only"), [
    ("Name the eight outcomes of the note", "It has five themes and eight outcomes.", True), ("What are the three aims?", "The three aims are speed, cost and care.", False),
    ("List the two types", "There are two types:", False), ("What does it say of the eight outcomes?", "It has eight outcomes.", False)])
def test_saying_how_many_there_are_names_none(question: str, said: str, only: bool):
    assert counts_without_naming(question, [said]) is only


def test_a_sentence_that_counts_does_not_hide_the_list_behind_it():
    said = ["A plan begins with the first of three steps.", "The three steps are: asking; hearing; and writing down."]
    assert not counts_without_naming("what are the three steps that begin a plan", said) and counts_without_naming("what are the three steps that begin a plan", said[:1])


@pytest.mark.parametrize("question", ["what percentage", "the plan", "which policies?"])
def test_a_question_that_names_no_subject_is_asked_back(assistant: Assistant, question: str):
    assert is_bare(understand(question)) and assistant.ask(question).status is Status.NEEDS_CLARIFICATION


@pytest.mark.parametrize("question", ["weighting", "What does STP mean?", "policy in Durham"])
def test_a_word_of_the_matter_is_a_subject(question: str):
    assert not is_bare(understand(question))


@pytest.mark.parametrize("question", ["What rating did readers give the Knowhow page?", "How many staff does the largest CCG have?", "Name the eight outcomes of PPN 06/20"])
def test_what_the_documents_count_but_do_not_tell_is_refused(assistant: Assistant, question: str):
    assert assistant.ask(question).status is Status.NOT_IN_CORPUS


def test_a_list_is_told_whole_where_parts_of_it_were_found(assistant: Assistant):
    answer = assistant.ask("Which public bodies fall under the Social Value Act according to the Knowhow guide?").answer
    places = [answer.find(item) for item in ("local authorities", "housing associations", "NHS agencies", "central government departments", "fire and police services")]
    assert -1 not in places and places == sorted(places)


def test_a_wrong_premise_is_named_before_what_is_so(assistant: Assistant):
    assert assistant.ask("When did Knowsley abolish its partnership board?").answer.startswith("The documents say otherwise.")
