"""Two of a user's own documents that give a figure for one thing: both are told, and whether they agree."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.agreement import agreed, asks_agreement
from assistant.assistant import Assistant
from assistant.domain import Status
from assistant.settings import Settings
from evals.systems import open_system


@pytest.mark.parametrize(("one", "other", "told"), [
    ("In total 23 people started a paid job.", "17 people started a paid job in total.", False), ("In total 23 people started a paid job.", "23 people started a paid job.", True),
    ("It cost £410,000.", "The cost was £410,000.", True), ("Turnout was 31% in the spring.", "Turnout in the spring was 35%.", False),
    ("23 people started a paid job.", "17 dogs started a paid job.", None), ("23 people started a paid job.", "17 people finished our cooking course.", None),
    ("People started a paid job.", "17 people started a paid job.", None), ("The pilot began in 2023.", "The pilot began in 2024.", None)])
def test_sentences_of_one_frame_are_held_against_each_other_by_their_figures(one: str, other: str, told: bool | None):
    assert agreed(one, other) is told is agreed(other, one)


@pytest.mark.parametrize(("question", "asked"), [
    ("Do the two documents agree on the cost?", True), ("Do my reports differ on jobs?", True), ("Are the documents consistent about the number of homes?", True),
    ("How many people agree with the policy?", False), ("What did the council agree?", False)])
def test_it_is_told_when_agreement_is_asked_for(question: str, asked: bool):
    assert asks_agreement(question) is asked


REPORT = "# Dunmere employment pilot: final report\n\nThe pilot ran from April 2023 to March 2024. In total 23 people started a paid job through the pilot. It cost £410,000.\n"
BRIEFING = ("# Cabinet briefing on the Dunmere employment pilot\n\nMembers asked how the pilot did. In total 17 people started a paid job through the pilot. The cost was £410,000. "
            "Officers made 31 visits.\n")
OTHER = "# Wexmoor employment pilot: final report\n\nIn total 55 people started a paid job through the pilot.\n"


@pytest.fixture(scope="module")
def own(corpus_settings: Settings, assistant: Assistant) -> Iterator[Assistant]:
    with open_system("product", corpus_settings, {"report.md": REPORT, "briefing.md": BRIEFING, "wexmoor.md": OTHER}, assistant._embedder()) as system:
        yield system._assistant


@pytest.mark.parametrize("question", ["How many people started a paid job through the Dunmere pilot?", "Do the two documents agree on how many people started a paid job in Dunmere?"])
def test_figures_that_differ_are_told_side_by_side_with_their_documents(own: Assistant, question: str):
    answer = own.ask(question)
    assert answer.status is Status.ANSWERED and "different figures" in answer.answer and "23 people" in answer.answer and "17 people" in answer.answer
    assert len({c.source_id for c in answer.citations}) == 2 and "55" not in answer.answer


def test_figures_that_agree_are_told_together_where_that_is_asked_and_else_once(own: Assistant):
    assert "the same figure" in own.ask("Do the documents agree on the cost of the Dunmere pilot?").answer
    assert "same figure" not in own.ask("What did the Dunmere pilot cost?").answer


def test_what_one_document_alone_says_is_not_said_to_agree(own: Assistant):
    answer = own.ask("Do the two documents agree on how many visits officers made in Dunmere?")
    assert answer.status is not Status.ANSWERED
