"""The reader: which sentence answers, whether any does, and what a heading is worth. With the shipped model."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import ModelUnavailable
from assistant.passage_answers import heading_of
from assistant.reader import HEADING_TOKENS, Reader, opening
from assistant.text import sentence_spans

START, STOP = 101, 102
POLICY = "The policy was agreed in May 2024. It is reviewed every two years by the Head of Procurement. Contracts over £50,000 give social value 15% of the score."


@pytest.fixture(scope="module")
def reader() -> Reader:
    return Reader()


def test_the_sentence_that_answers_scores_best(reader: Reader):
    (reading,) = reader.read("Who reviews the policy?", [POLICY])
    best = reading.best
    assert best and POLICY[best.start:best.end] == "It is reviewed every two years by the Head of Procurement."
    assert [(s.start, s.end) for s in reading.sentences] == sentence_spans(POLICY)
    assert reading.answer and POLICY[slice(*reading.answer)] in POLICY


def test_a_passage_that_does_not_answer_is_less_answerable(reader: Reader):
    right, wrong = reader.read("When was the policy agreed?", [POLICY, "Our gardens are open to all. Dogs are welcome on a lead."])
    assert right.answerable > 0.5 > wrong.answerable


def test_a_name_that_stands_in_the_heading_alone_is_taken_for_said(reader: Reader):
    question = "When was the Fenwick Vale social value policy agreed?"
    (bare,) = reader.read(question, [POLICY])
    (headed,) = reader.read(question, [POLICY], about=["Fenwick Vale Council: Social Value Policy"])
    (other,) = reader.read(question, [POLICY], about=["Ellersby Town Council: Grounds Maintenance Contract"])
    assert headed.answerable > bare.answerable and headed.answerable > other.answerable


def test_the_answer_is_never_in_the_heading(reader: Reader):
    (reading,) = reader.read("What is the council called?", ["It was agreed in May."], about=["Fenwick Vale Council"])
    assert reading.answer and reading.answer[1] <= len("It was agreed in May.")


def test_headings_and_cosines_go_with_texts(reader: Reader):
    with pytest.raises(ValueError, match="1 headings for 2 texts"):
        reader.read("Who?", ["One.", "Two."], about=["Heading"])
    with pytest.raises(ValueError, match="1 cosines for 2 texts"):
        reader.read("Who?", ["One.", "Two."], [0.5])


def test_texts_of_any_length_are_read_whole(reader: Reader):
    long = " ".join(f"Sentence number {n} says nothing of note." for n in range(80)) + " The alarm code was changed by Bronagh Keane."
    short, empty, read = reader.read("Who changed the alarm code?", ["Nothing here.", "", long], about=["", "", "Site log"])
    assert read.best and long[read.best.start:read.best.end] == "The alarm code was changed by Bronagh Keane."
    assert empty.sentences == () and empty.answer is None
    assert read.answerable > short.answerable


def test_the_opening_is_question_then_heading_each_with_its_end():
    tokens = Reader().tokens

    assert opening(tokens, "Who?", "", START, STOP, 40) == [START, *tokens("Who"), STOP]
    assert opening(tokens, "Who?", "A policy", START, STOP, 40) == [START, *tokens("Who"), STOP, *tokens("A policy"), STOP]
    long = opening(tokens, "who " * 90, "policy " * 90, START, STOP, 40)
    assert len(long) == 40 + HEADING_TOKENS + 3


def test_a_passages_heading_is_its_outermost_and_its_innermost():
    assert heading_of(("Policy", "Money", "Floors")) == "Policy, Floors"
    assert heading_of(("Policy",)) == "Policy"
    assert heading_of(()) == heading_of(("notes.md",)) == ""
    assert heading_of(("minutes.txt", "Votes")) == "Votes"


def test_a_missing_model_is_told_with_its_remedy(tmp_path: Path):
    with pytest.raises(ModelUnavailable):
        Reader(tmp_path).read("Who?", ["He did."])
