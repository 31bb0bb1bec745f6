"""What lies outside the documents: other laws, nations, later years and parts that are not there."""

from __future__ import annotations

import pytest

from assistant.bounds import asks_of_now, laws, nations, outside, plain, without_section

CORPUS = """The Public Services (Social Value) Act 2012 covers services in England and Wales. Principle 2.4 asks for 12 weeks.
The Public Contracts Regulations 2006 set the thresholds. The Health and Social Care Act 2012 made CCGs."""


def beyond(question: str, ground: str = "The Act asks commissioners to think.") -> str:
    return outside(question, ground, lambda: plain(CORPUS), 2017)


@pytest.mark.parametrize("question", [
    "What does the Procurement Act 2023 say about social value?", "procurement act 2023 changes", "Does the Equality Act apply to bidders?",
    "What do the Public Contracts Regulations 2015 add?", "How does the Localism Bill treat charities?",
])
def test_a_law_that_no_document_names_is_outside(question: str):
    assert beyond(question).startswith("the ")


@pytest.mark.parametrize("question", [
    "What does the Public Services (Social Value) Act 2012 ask for?", "What does the Social Value Act ask for?", "what does the act ask?",
    "Do the Public Contracts Regulations 2006 set a threshold?", "How should we act on this?", "Which bodies must act on the law?",
    "What did the Health and Social Care Act 2012 do?",
])
def test_a_law_that_the_documents_name_is_not(question: str):
    assert beyond(question) == ""


def test_a_nation_must_stand_in_what_answers():
    assert beyond("Does the Act apply to Welsh councils?") == "Wales"
    assert beyond("Does the Act apply to Welsh councils?", CORPUS) == ""
    assert beyond("What do Scottish plans say?") == "Scotland"
    assert beyond("What do English plans say?") == ""


def test_a_year_after_the_latest_document_is_outside():
    assert beyond("How many CCGs are there in 2026?") == "2026"
    assert beyond("How many CCGs were there in 2017?") == ""
    assert beyond("What must be joined up by 2020?", "Every area must join up care by 2020.") == ""
    assert beyond("What is a contract of £2,026 worth?") == ""
    assert beyond("Who paid 2030% more?") == ""


def test_a_change_of_the_law_must_stand_in_what_answers():
    assert beyond("When was the Act repealed?") == "a repeal"
    assert beyond("Has the Act been amended since?") == "an amendment"
    assert beyond("Has the Act been amended since?", "It was amended in 2015.") == ""


def test_a_numbered_part_must_stand_in_what_answers():
    assert beyond("What does Compact principle 3.9 say?", CORPUS) == "principle 3.9"
    assert beyond("What does principle 2.4 say?", CORPUS) == ""
    assert beyond("What does principle 2 say?", CORPUS) == ""


@pytest.mark.parametrize(("question", "now"), [
    ("How many CCGs are there today?", True), ("Is the Act still in force?", True), ("What is the current thresholds, as of now", True),
    ("What has happened since then?", True), ("How many CCGs replied?", False), ("What is known about weighting?", False),
])
def test_a_question_of_today_is_known_as_one(question: str, now: bool):
    assert asks_of_now(question) is now


def test_names_are_given_as_the_question_writes_them():
    assert laws("Is it the Procurement Act 2023 or the Care Act?") == ["Procurement Act 2023", "Care Act"]
    assert nations("Wales, Scotland and England") == ["Wales", "Scotland"]


@pytest.mark.parametrize(("question", "text", "missing"), [
    ("What does section 58 say?", "Section 12 of the Procurement Act 2023 lists objectives.", "section 58"),
    ("What does section 3 of the Act say?", "In our summary, section 1(3) holds the duty.", "section 3"),
    ("What does section 3 of the Act say?", "Section 3 leaves alone what had started.", ""), ("What does section 1(7) say?", "Section 1(7) asks it.", ""),
    ("What does section 12 of the Act say?", "Section 12 of the Procurement Act 2023 lists objectives.", "section 12"),
    ("What does section 12 of the Procurement Act 2023 say?", "Section 12 of the Procurement Act 2023 lists objectives.", ""),
    ("What does section 1(20) say?", "Section 1(2) names five steps.", "section 1(20)"), ("What does section 1(16) say?", "Sections 1(15) and 1(16) hold definitions.", ""),
    ("When did sections 3 and 4 begin?", "Sections 3 and 4 took effect in 2012.", ""), ("What is in section 9 of the report?", "No section is named.", "")])
def test_a_section_of_a_law_must_be_spoken_of_where_it_is_answered(question: str, text: str, missing: str):
    assert without_section(question, text) == missing
