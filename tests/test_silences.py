"""What the documents are silent on counts against a question only where it is what the question asks."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.domain import Status
from assistant.questions import understand
from assistant.silences import asks_for_more
from assistant.text import stem_set

SURVEY = stem_set("A Compact Voice survey in 2013 found almost 85 per cent of respondents agreed.")


@pytest.mark.parametrize(("silent", "question", "more"), [
    ("When was the Compact Voice survey?", "What did the Compact Voice survey find?", True),
    ("How many replied to the Compact Voice survey?", "What did the Compact Voice survey find?", True),
    ("How long was the Compact Voice survey?", "What did the Compact Voice survey find?", True),
    ("What did the Compact Voice survey find about cost?", "What did the Compact Voice survey find?", True),
    ("What did the Compact Voice survey find about cost?", "What did the Compact Voice survey say of costs?", False),
    ("When was the Compact Voice survey?", "When did Compact Voice do its survey?", False),
])
def test_a_silence_asks_for_more_by_another_sort_of_fact_or_a_word_that_nobody_said(silent: str, question: str, more: bool):
    assert asks_for_more(silent, SURVEY, understand(question)) is more


@pytest.mark.parametrize("question", [
    "What did Chris White say about value?", "What did the Compact Voice survey of 2013 find?", "What does the NHS Standard Contract say about social value?"])
def test_what_is_said_is_not_refused_for_a_silence_about_something_else(assistant: Assistant, question: str):
    assert assistant.ask(question).status is Status.ANSWERED


@pytest.mark.parametrize("question", [
    "When did Chris White say that about value?", "In which month was the Compact Voice survey?", "How long is the NHS Standard Contract?",
    "Who was the Minister for Civil Society that announced the review in February 2017? I need the name"])
def test_what_the_documents_are_silent_on_stays_refused(assistant: Assistant, question: str):
    assert assistant.ask(question).status is Status.NOT_IN_CORPUS


@pytest.mark.parametrize(("question", "said"), [
    ("Which adjective does the Scottish campaign page use for the report in its heading?", "Damning"),  # Scotland is no matter of the documents
    ("What does the Scottish campaign's page call the report in its heading?", "Damning"),
    ("For how long has measuring impact been a rising issue in the voluntary sector?", "decade"),
    ("What in question 3 of the FOI request is out of date?", "OJEU"),
    ("how does Knowsley keep its plan up to scratch and on target locally", "review structure"),
    ("What is the third recommendation?", "disseminate and promote good practice"),
])
def test_a_question_that_a_person_wrote_for_statements_is_answered_by_them_whatever_it_names(assistant: Assistant, question: str, said: str):
    answer = assistant.ask(question)
    assert answer.status is Status.ANSWERED and said in answer.answer


@pytest.mark.parametrize("question", ["What does NHS Scotland ask of those who bid?", "Does the Scottish government give money to social enterprises?"])
def test_a_nation_that_the_documents_do_not_reach_is_not_let_in_by_a_name(assistant: Assistant, question: str):
    assert assistant.ask(question).status is not Status.ANSWERED


@pytest.mark.parametrize("question", ["What is the weather in London?", "Who won the derby at Preston?"])
def test_a_question_that_shares_but_a_name_with_the_documents_is_from_another_world(assistant: Assistant, question: str):
    answer = assistant.ask(question)
    assert answer.status is Status.NOT_IN_CORPUS and not answer.claims


def test_words_of_no_document_around_a_known_matter_are_no_other_world(assistant: Assistant):
    assert assistant.ask("Sorry, daft question, but what on earth is an MCP?").status is Status.ANSWERED
