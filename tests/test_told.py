"""Whether a sentence tells what is asked or the same of another thing, and which row of a table answers."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from builders import passage

from assistant.assistant import Assistant
from assistant.domain import Status
from assistant.own_tables import Table, extreme_rows, named_rows
from assistant.settings import Settings
from assistant.text import stems
from assistant.told import NOT_TOLD, matter_of, tells_otherwise, worth_told
from assistant.units import units
from evals.systems import open_system


@pytest.mark.parametrize(("question", "said", "told"), [
    ("What is the cost per home?", "The contract costs £3.7 million.", False), ("What is the cost per home?", "It costs £4,000 a home.", True),
    ("What was spent per year?", "The annual spend is £86 million.", True), ("What did it cost, per the guide?", "It cost £5,000.", True),
    ("How much did they spend on trees?", "The work, worth £3.7 million, includes planting trees.", False),
    ("How much did they spend on trees?", "We spent £3.7 million on roofs and planted trees.", False),
    ("How much did they spend on trees?", "Of this, £200,000 was spent on trees.", True), ("How much did they spend on trees?", "For trees, we paid £2,000.", True),
    ("How much did training cost?", "We ran a training course. It cost £900.", True),
    ("Who won the contract?", "Quenby invites tenders for the contract at Ash Lane.", False), ("Who won the contract?", "The contract was awarded to Bright Kettle.", True)])
def test_a_rate_an_outcome_and_the_amount_of_a_thing_must_be_told_of_it(question: str, said: str, told: bool):
    matter = matter_of(stems(question), question, "")
    assert (worth_told(question, True, matter, [said], "") == 1.0) is told and NOT_TOLD < 0.33


def test_what_is_asked_is_told_without_names_and_the_title():
    assert matter_of(stems("What were Bright Kettle's reserves?"), "What were Bright Kettle's reserves?", "Bright Kettle annual report") == tuple(stems("reserves"))


def table(*rows: str, around: str = "") -> Table:
    return Table(tuple((passage(row), units(row)[0]) for row in rows), around)


MEALS = ("Kitchen  Meals 2023-24  Meals 2024-25  Volunteers", "Marlham  14,300  15,900  30", "Osterby  11,020  9,450  48", "Tolbeck  1,980  2,150  9", "Total  27,300  27,500  87")


def chosen(found: tuple, column: int = 0) -> list[str]:
    return [unit.text.split("  ")[column] for _, unit in found[1:]]


def asked(question: str, rows: tuple[str, ...] = MEALS, around: str = "") -> list[str]:
    return chosen(extreme_rows(table(*rows, around=around), question, stems(question)))


def test_the_least_and_the_most_of_a_column_are_told_without_the_total():
    assert asked("Which kitchen served the fewest meals?") == ["Tolbeck"]
    assert asked("Which kitchen has the most volunteers?") == ["Osterby"]
    assert asked("Which kitchen served the most meals in 2024-25?") == ["Marlham"]


def test_columns_that_differ_other_columns_and_other_things_give_no_row():
    assert asked("Which kitchen had the highest?") == []
    assert asked("Which kitchen had the lowest costs?") == []
    assert asked("Which supplier served the most meals?") == []
    assert asked("Which kitchen served the most meals?", (*MEALS[:2], "Osterby  not known  9,450  48", MEALS[3])) == []
    assert asked("Which kitchen served at least 2,000 meals?") == []


def test_rows_that_are_alike_are_told_together():
    assert asked("Which kitchen has the most volunteers?", (*MEALS[:2], "Osterby  11,020  9,450  30")) == ["Marlham", "Osterby"]


def test_the_row_that_a_question_names_is_told_where_it_names_a_column():
    def named(question: str) -> list[str]:
        return chosen(named_rows(table(*MEALS), stems(question), stems(question)))

    assert named("Meals at Tolbeck 2024-25?") == ["Tolbeck"]
    assert named("What is the total of volunteers?") == ["Total"]
    assert named("What do meals at Tolbeck cost?") == [] and named("Where is Tolbeck?") == [] and named("Meals at Fenchurch?") == []


REPORT = """# Bright Kettle annual report 2024-25

## About us

Bright Kettle runs community kitchens in three towns of the Marl valley. We are a registered charity founded in 2009.

## What we did

This year we served 27,500 meals.

| Kitchen | Meals 2023-24 | Meals 2024-25 | Volunteers |
| --- | --- | --- | --- |
| Marlham | 14,300 | 15,900 | 30 |
| Osterby | 11,020 | 9,450 | 48 |
| Tolbeck | 1,980 | 2,150 | 9 |
| Total | 27,300 | 27,500 | 87 |

## Money

Our income was £612,000 and we spent £590,000. At the year end our reserves stood at £88,000.
"""
POLICY = """# Harrowick Borough Council: Social Value Policy 2025

## 1. Purpose

This policy sets out how Harrowick Borough Council will use its spending to improve local lives.

It applies to all contracts for goods, services and works with a value of £75,000 or more over the life of the contract.

## 2. Weighting

Social value will carry at least 15% of the total score in every tender.

## 3. Our local priorities

The Council has four priorities, and every bid is asked to speak to at least two of them:

- jobs and training for people who live in Harrowick
- support for young people leaving care
- cleaner air around schools
- stronger local charities
"""


@pytest.fixture(scope="module")
def own(corpus_settings: Settings, assistant: Assistant) -> Iterator[Assistant]:
    with open_system("product", corpus_settings, {"report.md": REPORT, "policy.md": POLICY}, assistant._embedder()) as system:
        yield system._assistant


@pytest.mark.parametrize(("question", "said"), [
    ("What were Bright Kettle's reserves?", "£88,000"), ("Meals at Tolbeck 2024-25?", "2,150"), ("Which kitchen served the fewest meals?", "Tolbeck"),
    ("What are the four priorities of Harrowick?", "cleaner air"), ("What are Harrowick's local priorities?", "cleaner air"),
    ("From what contract value does the Harrowick policy apply?", "£75,000"), ("What contracts does the Harrowick policy apply to?", "£75,000"),
    ("What weighting does Harrowick use?", "15%")])
def test_what_is_plainly_said_is_answered(own: Assistant, question: str, said: str):
    answer = own.ask(question)
    assert answer.status is Status.ANSWERED and said in answer.answer


@pytest.mark.parametrize("question", ["What was the cost per meal at Bright Kettle?", "Which kitchen had the lowest staff costs?", "Spend on volunteers at Bright Kettle?",
                                      "How much does Harrowick spend on its charities?", "Who won the Harrowick contract?"])
def test_what_is_said_of_another_thing_is_not(own: Assistant, question: str):
    assert own.ask(question).status is not Status.ANSWERED


@pytest.mark.parametrize(("question", "said", "otherwise"), [
    ("What does the code allow suppliers to do?", "The code prohibits suppliers from sub-letting.", True), ("What is asked for below £5,000?", "Above £5,000 a plan is asked for.", True),
    ("Which suppliers did not reply?", "The two northern suppliers replied in May.", True), ("When was the plan rejected?", "The plan was approved in May.", True),
    ("Which suppliers did not reply?", "Two northern suppliers never replied.", False), ("What does the code allow?", "The code lets suppliers share a depot.", False),
    ("How far from the depot is the hall?", "The hall is two miles from the depot.", False)])
def test_a_sentence_that_says_the_opposite_tells_otherwise(question: str, said: str, otherwise: bool):
    assert tells_otherwise(question, [said]) is otherwise
