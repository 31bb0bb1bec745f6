"""The sentence of another document that says the same with the same figure."""

from __future__ import annotations

from builders import passage

from assistant.counterparts import counterpart

BLOG = [passage("57% of the halls say that they have a stove. It is warm. 57% of visitors came by bus."), passage("40% of the halls have a stove.", "p2")]


def test_the_most_alike_sentence_with_the_same_figure_is_the_counterpart() -> None:
    found = counterpart("57% of halls claim to have a stove or an oven", BLOG)
    assert found is not None and found.text == "57% of the halls say that they have a stove."


def test_another_figure_or_another_matter_is_none() -> None:
    assert counterpart("58% of halls have a stove", BLOG) is None
    assert counterpart("57% of gardeners grow leeks, beans and peas", BLOG) is None
