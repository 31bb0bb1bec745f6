"""Wishes for a reference to copy: told from questions about references, and answered without inventing."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.domain import Status
from assistant.reference_asks import WHICH, style_asked


@pytest.mark.parametrize(("text", "style"), [
    ("Give the Harvard reference for Healthy Commissioning", "harvard"), ("OSCOLA reference for the report", "oscola"), ("oscola", "oscola"),
    ("How do I cite the Knowhow guide?", "harvard"), ("Please cite that", "harvard"), ("what's the reference", "harvard"), ("How should I reference this in OSCOLA?", "oscola"),
    ("Does the introduction give a reference for the research of 2013?", ""), ("What is the publication reference of the cited SDU source?", ""),
    ("Which reports does the guide cite?", ""), ("What does the Act ask?", "")])
def test_a_wish_for_a_reference_is_told_from_a_question_about_one(text: str, style: str):
    assert style_asked(text) == style


def test_the_reference_of_a_named_document_is_whole_and_says_what_is_not_known(assistant: Assistant):
    report = assistant.ask("Give the Harvard reference for Healthy Commissioning")
    assert report.status is Status.ANSWERED and "(Social Enterprise UK and National Voices, 2017)" in report.answer
    assert "add the one you read it at" in assistant.ask("How do I cite the Knowhow guide?").answer


def test_after_an_answer_its_sources_are_cited_with_the_printed_page(assistant: Assistant):
    assert "(Social Enterprise UK and National Voices, 2017, p. 14)" in assistant.ask("Harvard reference", history=("What share of CCGs replied?",)).answer


def test_the_act_is_cited_by_its_short_title_and_said_not_to_be_here(assistant: Assistant):
    answer = assistant.ask("OSCOLA reference for the Social Value Act").answer
    assert "In a footnote: Public Services (Social Value) Act 2012" in answer and "not among the documents" in answer


def test_a_bare_wish_is_asked_what_it_is_for(assistant: Assistant):
    assert assistant.ask("Harvard reference").answer == WHICH
