"""Statements put together: what stays a list, beside a sentence or taken out of a whole."""

from __future__ import annotations

from assistant.compose import Quote, Statement, compose
from assistant.joining import joined, nearest, of_the_named, side_by_side
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


def of(source: str, text: str, probability: float) -> Scored:
    return Scored((Statement(text, (Quote(source, "1", text),)),), probability, "answers")


def test_what_the_one_document_that_is_named_says_comes_first_where_it_is_nearly_as_likely() -> None:
    other, own = of("guide", "The fee is £5.", 0.6), of("brief", "The fee of £5 was wrong.", 0.5)
    assert of_the_named(["brief"], [other, own]) == [own, other]
    assert of_the_named([], [other, own]) == [other, own]
    assert of_the_named(["brief"], [other, of("brief", "The hall is open.", 0.2)])[0] is other


def test_a_comparison_sets_what_two_documents_say_of_the_same_side_by_side() -> None:
    def counterpart(statement: Statement, source: str) -> Quote | None:
        return Quote(source, "2", "57% have one.") if "57%" in statement.text else None

    answers = [of("report", "Every hall should have a stove.", 0.7), of("report", "57% of halls have a stove.", 0.4)]
    first, *_ = side_by_side(understand("the blog against the report on stoves"), ["blog", "report"], answers, counterpart)
    assert [s.text for s in first.statements] == ["57% of halls have a stove.", "57% have one."] and first.statements[1].quotes[0].source_id == "blog"
    assert side_by_side(understand("what do the blog and the report say of stoves"), ["blog", "report"], answers, counterpart) == answers
