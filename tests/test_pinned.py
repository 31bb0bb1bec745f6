"""What a question pins down: a year, a numbered thing, the side of an amount, a name."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.domain import Status
from assistant.pinned import fits, missing_number, missing_post, missing_year, of_another_body, other_side, strange_name, uncounted


@pytest.mark.parametrize(("question", "said", "ground", "missing"), [
    ("What was the budget in 2014/15?", "The budget was £71.9 billion in 2016/17.", "", "2014/15"),
    ("How many were left after the 2003 reduction?", "In 2005 they were reduced to 152.", "", "2003"),
    ("What was the budget in 2016/17?", "The budget was £71.9 billion in 2016/17.", "", ""),
    ("What did the survey of 2013 find?", "In 2012 it was 12.", "Compact Voice survey, 2013", ""),
    ("What did the survey of 2013 find?", "It found 85 per cent.", "", ""),
    ("Does the Act 2012 apply?", "Since 2013 it has applied.", "", ""),
    ("Which note is on the 2012 Act?", "PPN 003 of 2025 is.", "", ""),
])
def test_a_year_is_missing_where_only_others_are_said(question: str, said: str, ground: str, missing: str):
    assert missing_year(question, [said], ground) == missing


@pytest.mark.parametrize(("question", "ground", "missing"), [
    ("What does the station at mile 37 keep?", "The station at mile 41 keeps 123 barrels.", "mile 37"),
    ("What does the station at mile 37 keep?", "The station at mile 37 keeps 111 barrels.", ""),
    ("What is lot 2 worth?", "Lot 1 is worth £20,000.", "lot 2"),
    ("What is lot 2 worth?", "It is worth £20,000.", ""),
    ("What changed since 2015?", "By 2017 all had.", ""),
    ("Are there over 20 of them?", "There are over 30.", ""),
])
def test_a_numbered_thing_is_missing_where_its_kind_has_other_numbers(question: str, ground: str, missing: str):
    assert missing_number(question, ground) == missing


@pytest.mark.parametrize(("question", "text", "other"), [
    ("What is it below £75,000?", "For contracts above £75,000 it is 15%.", True),
    ("What is it below £75,000?", "For contracts under £75,000 it is 5%.", False),
    ("What is it above 5 per cent?", "Less than 5% does little.", True),
    ("What is it below £75,000?", "It is 15% above £75,000 and 5% below £75,000.", False),
    ("What is it below £75,000?", "For contracts above £100,000 it is 20%.", False),
    ("Is it above or below £75,000, that is above £75,000 or below £75,000?", "Above £75,000.", False),
])
def test_an_amount_has_two_sides(question: str, text: str, other: bool):
    assert other_side(question, text) is other


@pytest.mark.parametrize(("question", "name"), [
    ("Who manages the Greyling framework?", "Greyling"),
    ("What is Greyling's budget?", "Greyling"),
    ("Who manages the Swindon framework?", ""),
    ("As a buyer at Greyling, must we consult?", ""),
    ("What Does The Greyling Framework Cost?", ""),
    ("What must be ready by Friday?", ""),
])
def test_a_name_that_stands_nowhere_is_told_but_not_that_of_who_asks(question: str, name: str):
    assert strange_name(question, "who manages the swindon framework and its budget".__contains__) == name


def test_what_is_counted_stands_by_its_figure():
    assert fits("How many apprenticeships came of it?", ["38 contracts were let.", "They brought 112 apprenticeships."]) == [0.05, 1.0]
    assert fits("How many apprenticeships came of it?", ["38 contracts were let.", "They went well."]) == [1.0, 1.0]


@pytest.mark.parametrize(("question", "ground", "missing"), [
    ("Who is the chief executive of Tarn Valley?", "Ann Lee is its chair.", "the chief executive of Tarn Valley"),
    ("Who is the chief executive of Tarn Valley?", "Ann Lee, Chief Executive of NHS England, wrote to Tarn Valley.", "the chief executive of Tarn Valley"),
    ("Who is the chief executive of Tarn Valley?", "Ann Lee, Chief Executive of Tarn Valley, wrote.", ""),
    ("Who was the first chair of Tarn Valley?", "Ann Lee chaired it from 2012, its first Chair.", ""),
    ("Who wrote to the minister?", "Ann Lee wrote.", ""),
])
def test_the_holder_of_another_post_is_no_answer(question: str, ground: str, missing: str):
    assert missing_post(question, ground) == missing


@pytest.mark.parametrize(("question", "said", "missing"), [
    ("How many volunteers does the charity have?", "It has 140 members.", True),
    ("How many members does the charity have?", "It has 140 members.", False),
    ("How many charities belong to it?", "It has more than 140 VCSE members.", False),  # by another name that the lexicon has
    ("How many groups were there?", "There were 209 CCGs.", False),  # a word for anything
    ("What was the response rate of the interviews?", "192 answered, a 91% response rate.", True),
])
def test_what_is_counted_must_be_spoken_of(question: str, said: str, missing: bool):
    assert uncounted(question, said, lambda word: ["vcse"] if word == "charities" else []) is missing


@pytest.mark.parametrize(("question", "said", "other"), [
    ("What weighting do local authorities give?", "A weighting of 2% was cited by CCGs.", True),
    ("What weighting do councils give?", "Local authorities give 10%.", False),
    ("What weighting do CCGs and councils give?", "Local authorities give 10%.", False),
    ("What weighting is common?", "A weighting of 2% was cited by CCGs.", False),
    ("What share do PCTs spend?", "It is 80%.", False),
])
def test_what_is_said_of_another_sort_of_body_is_no_answer(question: str, said: str, other: bool):
    assert of_another_body(question, said) is other


@pytest.mark.parametrize("question", ["Which of the 9 organisations worked for NHS Corby CCG?", "What is the light-touch threshold in euros?", "How many volunteers does National Voices have?",
                                      "How many pages has the Act?", "What weighting do local authorities typically give to social value?", "What was the response rate of the interviews?"])
def test_a_place_a_currency_or_a_counted_thing_that_the_answer_lacks_is_refused(assistant: Assistant, question: str):
    assert assistant.ask(question).status is Status.NOT_IN_CORPUS
