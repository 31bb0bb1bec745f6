"""Statements put together: what stays a list, beside a sentence or taken out of a whole."""

from __future__ import annotations

from assistant.compose import Quote, Statement, compose
from assistant.joining import joined, nearest
from assistant.passage_answers import Scored
from assistant.questions import understand


def said(text: str, marker: str = "") -> Statement:
    return Statement(text, (Quote("s", "1", text, (), text),), item=bool(marker), marker=marker)


def written(*statements: Statement) -> str:
    return compose(statements, {}, lambda *_: "", check=False).text


LIST = (said("Funding after the contract covers:", ""), said("training of the volunteers", "•"), said("rent of the hall", "•"))


def test_a_list_that_joins_a_sentence_keeps_its_bullets() -> None:
    question = understand("What funding is there for volunteers and a hall?")
    made = joined(question, [Scored((said("Some funding is there in the first year."),), 0.25, "plain"), Scored(LIST, 0.24, "plain")])
    assert written(*made).endswith("covers: [2]\n\n- training of the volunteers [3]\n- rent of the hall [4]")


def test_an_item_that_joins_by_itself_is_a_sentence() -> None:
    question = understand("What funding is there for volunteers and a hall?")
    made = joined(question, [Scored((said("Some funding is there in the first year."),), 0.25, "plain"), Scored((said("Volunteers get the hall for free.", "•"),), 0.24, "plain")])
    assert written(*made) == "Some funding is there in the first year. [1] Volunteers get the hall for free. [2]"


def test_the_nearest_two_items_of_a_list_stay_items() -> None:
    found = nearest(understand("training of volunteers, rent of the hall"), LIST)
    assert [s.item for s in found] == [True, True]
