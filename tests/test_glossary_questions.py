"""The questions after every term of the glossary: their file, how they are scored, and a sample asked of the whole product."""

from __future__ import annotations

from pathlib import Path

import pytest
from talks import answer

from assistant.assistant import Assistant
from assistant.domain import Status
from assistant.errors import SocialValueError
from assistant.glossary import glossary
from evals.glossary import Asked, read_questions, right, wrong


def test_every_term_has_two_questions_and_a_third_is_held_out():
    questions = read_questions()
    assert {term.short for term in glossary().terms} == {one.term for one in questions} and len(questions) == 2 * len(glossary().terms)
    assert 0.3 <= sum(one.held_out for one in questions) / len(questions) <= 0.36
    assert {one.term for one in questions if one.held_out}.isdisjoint({one.term for one in questions if not one.held_out})


def test_right_is_an_answer_whose_first_page_is_a_page_of_the_term():
    asked = Asked("CCG", "What does CCG stand for?", ("healthy-commissioning 20",), held_out=False)
    assert right(asked, answer()) and not right(asked, answer(status=Status.NOT_IN_CORPUS))
    assert not right(Asked("CCG", "q", ("healthy-commissioning 28",), held_out=False), answer())
    assert not right(Asked("PQQ", "q", (), held_out=False), answer()) and right(Asked("PQQ", "q", (), held_out=False), answer(answer="pre-qualification questionnaire"))


def test_a_sample_of_the_questions_is_answered_with_the_right_page(assistant: Assistant):
    assert wrong(read_questions()[::17], assistant.ask) == ()


@pytest.mark.parametrize(("row", "said"), [
    ("{split: other, term: CCG, question: q}", "other"), ("{split: tuned, term: nobody, question: q}", "nobody"), ("{split: tuned, term: CCG}", "question"),
    ("{split: tuned, term: CCG, question: q}\n- {split: tuned, term: STP, question: Q}", "twice")])
def test_a_wrong_question_is_an_error_that_says_where(tmp_path: Path, row: str, said: str):
    path = tmp_path / "glossary.yaml"
    path.write_text(f"- {row}\n", encoding="utf-8")
    with pytest.raises(SocialValueError, match=said):
        read_questions(path)
