"""A part of a user's own document that answers as a whole: by its heading, as a term with its meaning, by what it leaves out; and rows by year and by range."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.bands import spans
from assistant.by_heading import part_heading
from assistant.domain import Status
from assistant.settings import Settings
from evals.systems import open_system

GUIDE = """# Quillmoor Homes: guide for suppliers

Quillmoor Homes has 2,350 homes on the moor.

## How we score tenders

Price counts for 45% and quality for 55%. Scores are sent out within 10 days.

## Steps to register

1. Fill in the form
2. Send two references

## Definitions

Standstill

The days between the award notice and the signing.

## 4. Scope

These terms apply to every order. They do not apply to emergency repairs.

## Results

| Measure | 2023 | 2024 |
| --- | --- | --- |
| Visits made | 530 | 488 |
| Young tenants among them | 64 | 71 |

## Approval

| Contract value | Who approves |
| --- | --- |
| £50,000 to £213,999 | Category manager |
| £214,000 to £999,999 | Head of Procurement |
| £1 million and over | Cabinet |
"""


@pytest.fixture(scope="module")
def guide(corpus_settings: Settings, assistant: Assistant) -> Iterator[Assistant]:
    with open_system("product", corpus_settings, {"guide.md": GUIDE}, assistant._embedder()) as system:
        yield system._assistant


@pytest.mark.parametrize(("question", "said"), [
    ("How does Quillmoor score tenders?", "Price counts for 45% and quality for 55%."),
    ("What are the steps to register with Quillmoor?", "Send two references"),
    ("What does standstill mean at Quillmoor?", "The days between the award notice and the signing."),
    ("What do the Quillmoor terms not apply to?", "They do not apply to emergency repairs."),
    ("How many visits were made at Quillmoor in 2024?", "Visits made, 2024: 488"),
    ("Who approves a Quillmoor contract worth £500k?", "Head of Procurement")])
def test_a_part_answers_the_question_that_its_heading_or_row_asks(guide: Assistant, question: str, said: str):
    answer = guide.ask(question)
    assert answer.status is Status.ANSWERED and said in answer.answer, answer.answer


@pytest.mark.parametrize("question", ["How many visits were made at Quillmoor in 2022?", "How many tenants does Quillmoor have?", "How does Quillmoor score complaints?", "What does holdback mean at Quillmoor?"])
def test_another_year_another_thing_and_another_term_are_not_told(guide: Assistant, question: str):
    assert guide.ask(question).status is Status.NOT_IN_CORPUS


def test_the_heading_of_a_part_is_not_the_title():
    assert part_heading(("Guide",), "Guide for suppliers") == "" == part_heading((), "Guide")
    assert part_heading(("Plans for 2026",), "Impact report") == "Plans for 2026" and part_heading(("Guide", "4.1 Scope"), "Guide") == "Scope"


@pytest.mark.parametrize(("text", "figure", "within"), [("£1 million and over", "£1 million", True), ("£50k to £99k", "£60000", True), ("over £1.5m", "£1400000", False), ("5 to 9", "£6", False)])
def test_a_range_is_read_in_every_way_of_writing_amounts(text: str, figure: str, within: bool):
    assert spans(text, figure) is within


def test_a_figure_that_the_question_gives_itself_is_no_answer_and_another_years_is_none(guide: Assistant):
    for question in ("How many Quillmoor homes are under 25 years old?", "What did Quillmoor's scores count for in 2031?"):
        assert guide.ask(question).status is Status.NOT_IN_CORPUS
