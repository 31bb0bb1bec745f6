"""A contracted "not" as people type it."""

from __future__ import annotations

import pytest

from assistant.contractions import as_typed, negations_whole
from assistant.domain import Answer, Status


@pytest.mark.parametrize(("typed", "read"), [
    ("which plans dont mention it", "which plans don't mention it"), ("Doesnt it?", "Doesn't it?"), ("it does’nt", "it doesn't"), ("isn’t it", "isn't it"), ("isn`t it", "isn't it"),
    ("they havent", "they haven't"), ("hasn t it", "hasn't it"), ("do nt", "don't"), ("Wont they?", "Won't they?"), ("they cant", "they can't"), ("arent, werent, wasnt", "aren't, weren't, wasn't"),
    ("shouldnt and wouldnt", "shouldn't and wouldn't"), ("didnt", "didn't"),
])
def test_a_not_without_its_apostrophe_or_with_another_sign_is_written_out(typed: str, read: str):
    assert negations_whole(typed) == read


@pytest.mark.parametrize("text", ["the want of a plan", "Kent and Medway", "as is their wont", "they are wont to buy", "don't", "does not", "a font, a hunt", "Tell me about NHS Nene CCG"])
def test_what_is_no_contracted_not_stays(text: str):
    assert negations_whole(text) == text


def test_the_answer_has_the_question_as_it_was_typed():
    answer = Answer("it doesn't", "it doesn't", Status.ANSWERED, "")
    assert (as_typed(answer, "it doesn't", "it doesnt").question, as_typed(answer, "it doesn't", "it doesnt").standalone_question) == ("it doesnt", "it doesnt")
