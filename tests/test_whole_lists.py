"""Lists given whole: named by heading or opening line, counted by the question, with every item."""

from __future__ import annotations

import pytest
from builders import passage

from assistant.compose import Quote, Statement
from assistant.domain import ClaimKind
from assistant.how_many import has_as_many, number_asked
from assistant.passage_answers import Scored
from assistant.questions import understand
from assistant.whole_lists import list_first, lists_of, named_list, said_whole

DUTIES = passage("Some words before.\n- Open the hall. Then light the stove.\n- Feed the cat\n- Lock the gate", "p1", headings=("Manual", "Warden duties"))
MORE = passage("- Read the meter", "p2", headings=("Manual", "Warden duties"))
GIFTS = passage("Visitors of the garden bring:\n- seeds\n- bulbs\n- cake", "p3", headings=("Manual", "Summer"))
LISTS = lists_of([DUTIES, MORE, GIFTS])


def guidance(_: Quote) -> ClaimKind:
    return ClaimKind.GUIDANCE


@pytest.mark.parametrize(("text", "number"), [
    ("What are the four steps to a garden?", 4), ("Five things the warden asked for", 5), ("Name the 3 garden gates", 3), ("the two hall keys", 2),
    ("What is step four?", 0), ("How many of the four steps are easy?", 0), ("Which gate has four locks?", 0)])
def test_a_number_before_what_is_asked_for_is_how_many_are_asked_for(text: str, number: int) -> None:
    assert number_asked(text) == number


def test_a_line_that_opens_a_list_does_not_count_as_a_thing() -> None:
    assert has_as_many(3, 3) and has_as_many(3, 4) and not has_as_many(3, 5) and not has_as_many(0, 1)


def test_a_list_goes_on_over_the_end_of_its_passage_under_the_same_headings() -> None:
    assert [one.size for one in LISTS] == [4, 3]


@pytest.mark.parametrize("text", ["Name the warden duties", "What are the warden duties?", "List the warden duties", "four warden duties", "Give me the warden duties"])
def test_a_question_for_a_list_is_that_whose_heading_has_its_words(text: str) -> None:
    assert named_list(understand(text), LISTS) is LISTS[0]


def test_a_list_is_named_by_its_opening_line_too() -> None:
    assert named_list(understand("List what visitors of the garden bring"), LISTS) is LISTS[1]


@pytest.mark.parametrize("text", ["Name the five warden duties", "What is the first of the warden duties?", "Who has warden duties?", "Name the warden duties and the fees", "List the night warden duties"])
def test_another_number_one_item_another_kind_or_another_word_is_no_whole_list(text: str) -> None:
    assert named_list(understand(text), LISTS) is None


def test_a_long_line_that_speaks_of_something_in_passing_does_not_name_its_list() -> None:
    lists = lists_of([passage("The third rule of the hall sets out clear ways of keeping open fires under control in winter:\n- sand\n- water\n- patience", "p1")])
    assert named_list(understand("What are the rules of the hall?"), lists) is None


def test_every_item_is_said_with_all_its_sentences_and_one_quote() -> None:
    said = said_whole(LISTS[0], guidance)
    assert [s.text for s in said] == ["Open the hall. Then light the stove.", "Feed the cat", "Lock the gate", "Read the meter"]
    assert all(s.item and len(s.quotes) == 1 and s.kind is ClaimKind.GUIDANCE for s in said)


def scored(texts: list[str], cosine: float, probability: float, ask: str = "") -> Scored:
    return Scored(tuple(Statement(t, (Quote("s", "1", t),)) for t in texts), probability, "answers", ask, {"cosine": cosine})


def test_of_the_answers_the_list_of_as_many_things_as_are_asked_for_comes_first_and_surer() -> None:
    one, three = scored(["a"], 0.7, 0.6), scored(["a", "b", "c"], 0.65, 0.4)
    first, *rest = list_first(understand("Three things the warden wanted"), [one, three], lambda _: "")
    assert first.statements == three.statements and first.probability > 0.6 and rest == [one]


def test_a_list_of_another_size_or_far_from_the_question_stays_where_it_is() -> None:
    answers = [scored(["a"], 0.7, 0.6), scored(["a", "b"], 0.65, 0.4), scored(["a", "b", "c"], 0.5, 0.3)]
    assert list_first(understand("Three things the warden wanted"), answers, lambda _: "") == answers


def test_a_list_comes_first_where_all_that_is_asked_about_stands_around_it() -> None:
    one, three = scored(["a"], 0.75, 0.6), scored(["a", "b", "c"], 0.72, 0.4, "How many questions are in the survey?")
    asked = understand("List the questions in the warden survey")
    assert list_first(asked, [one, three], lambda _: "The warden sent it in May.")[0].statements == three.statements
    assert list_first(asked, [one, three], lambda _: "It was sent in May.") == [one, three]
