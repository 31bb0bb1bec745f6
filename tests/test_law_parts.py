"""A section or instrument that is named by its number gets what the briefing says under that number, and no other."""

from __future__ import annotations

import pytest
from builders import CORPUS

from assistant.assistant import Assistant
from assistant.domain import ClaimKind, Status
from assistant.law import read_facts
from assistant.law_parts import part_asked

FACTS = read_facts(CORPUS / "law" / "facts.yaml")


def headings(question: str) -> list[str]:
    return list(dict.fromkeys(s.quotes[0].headings[0] for s in part_asked(question, FACTS)))


@pytest.mark.parametrize("question", ["what does s.1(9) say", "What does section 1(9) of the Act say?", "explain s1 (9)", "subsection (9)?", "sub-section 9 please", "what is s 1(9) about"])
def test_a_section_is_found_however_it_is_written(question: str):
    assert headings(question) == ["Section 1(9): the limit on urgency"]


def test_of_several_facts_on_a_section_the_first_is_whole():
    said = [s.text for s in part_asked("what does s1(3) say", FACTS)]
    assert len(said) == 4 and "two halves" in said[0] and said[3].startswith("The duty in section 1(3)")


def test_two_sections_under_one_heading_are_both_found_and_a_number_is_not_part_of_another():
    assert headings("What does section 1(5) say?") == headings("What does section 1(4) say?") == ["Section 1(4) and 1(5): the relevant area"]
    assert headings("What does section 1 say?") == [] and "Section 1(10): who is bound" not in headings("What does section 1(1) say?")


def test_what_could_not_be_confirmed_is_no_duty():
    assert [s.kind for s in part_asked("what does s.1(9) say", FACTS)] == [ClaimKind.DUTY, ClaimKind.GUIDANCE]


def test_an_instrument_is_found_by_its_number():
    assert headings("What does SI 2025/163 do?")[0] == "SI 2025/163: the new wording of February 2025"
    assert headings("What is SI 2023/1348?") == ["The regulations behind the PSR"] and headings("What is SI 1999/1?") == []


@pytest.mark.parametrize("question", [
    "Does section 1(8) cover floods?", "Who wrote section 1(3)?", "What does section 13 of the Procurement Act 2023 say?", "What does section 17 of the Local Government Act 1988 say?",
    "Compare section 1(8) and section 1(9)", "What does section 5 say?",
])
def test_what_asks_for_something_particular_or_of_another_act_is_left_to_its_own_evidence(question: str):
    assert part_asked(question, FACTS) == []


@pytest.mark.parametrize("question", ["What does section 1(17) say?", "What does section 5 of the Act say?"])
def test_a_section_that_is_not_there_has_nothing_near_it(assistant: Assistant, question: str):
    answer = assistant.ask(question)
    assert answer.status is Status.NOT_IN_CORPUS and not answer.claims
