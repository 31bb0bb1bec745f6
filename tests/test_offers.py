"""What is offered to ask next: fit for the role, and always something that the documents answer."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.domain import Role, Status
from assistant.errors import CorpusError
from assistant.offers import MOST, near, offers, read_offers, well_put
from evals.cases import load_datasets
from evals.small_model import part_of

DUTY = "What does the Social Value Act require commissioners to consider?"


def test_every_question_that_is_offered_is_answered(assistant: Assistant):
    asks = {ask for kinds in offers().choices.values() for mine in kinds.values() for ask in mine} | {c.question for c in offers().closings if not c.follows}
    missed = [ask for ask in sorted(asks) if assistant.ask(ask).status is not Status.ANSWERED]
    missed += [c.question for c in offers().closings if c.follows and assistant.ask(c.question, history=[DUTY]).status is not Status.ANSWERED]
    assert missed == []


def test_what_is_offered_under_answers_is_answered_and_says_more(assistant: Assistant):
    cases = part_of(load_datasets("tuned"), 60)  # always the same: what fails here would fail for whoever comes next
    offered: dict[str, str] = {}
    for case in (c for d in cases if not d.documents for c in d.cases):
        answer = assistant.ask(case.question, history=case.history)
        offered |= {ask: answer.answer for ask in answer.suggestions if answer.status is Status.ANSWERED}
    told = {ask: assistant.ask(ask) for ask in offered}
    missed = [ask for ask, answer in told.items() if answer.status is not Status.ANSWERED]
    assert len(offered) > 30 and not missed, f"put them under `never` in data/offers.toml, or answer them: {missed}"
    assert not offers().never & set(offered)
    again = [ask for ask, answer in told.items() if answer.answer == offered[ask]]
    assert len(again) <= 0.1 * len(offered), again


def test_what_is_never_offered_would_be_offered_else():
    assert offers().never and set(well_put(offers().never)) == offers().never


def test_each_role_has_a_closing_of_its_own_under_the_same_answer(assistant: Assistant):
    answers = {role: assistant.ask(DUTY, role) for role in Role}
    assert len({answer.answer for answer in answers.values()}) == 1
    closings = {role: answer.suggestions[0] for role, answer in answers.items()}
    assert closings[Role.COMMISSIONER] == "What do commissioners need to show to comply with the letter of the Act?"
    assert "voluntary" in closings[Role.VCSE] or "bid" in closings[Role.VCSE]
    assert closings[Role.STUDENT] == "What does section 1(3) of the Act say?"


def test_the_words_of_the_question_count_before_those_of_the_answer():
    about = offers().under("What weighting was common?", "The Act requires a duty.", Role.COMMISSIONER, ())
    assert about == ("What makes a good social value question in a tender?",)


def test_a_closing_is_not_the_question_just_asked_and_nobody_is_offered_one_without_a_role():
    assert "What does section 1(3) of the Act say?" not in offers().under("what does section 1(3) of the Act say?", "a duty", Role.STUDENT, ())
    assert offers().under(DUTY, "a duty", None, ("a", "b", "c", "d")) == ("a", "b", "c")[:MOST]


def test_only_questions_that_stand_alone_are_offered():
    asks = ("What did a CCG have to show to count as active?", "What are the examples? and the last one, what did it do?", "OJEU then, what now?", "when did AQP start?",
            "I need one example each. Which do the documents offer?", "Who runs it and what is it for?", "Why?")
    assert well_put(asks) == asks[:1]


@pytest.mark.parametrize(("closing", "said"), [
    ('role = "king"\nquestion = "q"\nabout = "a"', "king"), ('role = "vcse"\nquestion = "q"\nabout = "("', "closing 1"), ('role = "vcse"\nquestion = "q"', "about")])
def test_a_wrong_file_is_an_error_that_says_where(tmp_path: Path, closing: str, said: str):
    path = tmp_path / "offers.toml"
    path.write_text(f'[choices.start]\nany = ["q"]\n\n[[closing]]\n{closing}\n', encoding="utf-8")
    with pytest.raises(CorpusError, match=said):
        read_offers(path)


@pytest.mark.parametrize(("question", "role"), [("What is the capital of Mongolia?", None), ("Who won the world cup in 1966?", Role.STUDENT), ("How do I bake sourdough bread?", Role.VCSE)])
def test_a_question_from_another_world_is_offered_where_the_role_can_begin(assistant: Assistant, question: str, role: Role | None):
    assert assistant.ask(question, role).suggestions == offers().pick("start", role)


def test_only_questions_that_share_words_with_one_not_answered_are_near_it():
    asks = ("Is the capital among the stars?", "What did Durham council save?")
    assert near(asks, "What is the capital of Mongolia?") == () and near(asks, "What did Wigan council save?") == asks[1:]
