"""Signs: what counts as said, and what does not though its words are there."""

from __future__ import annotations

from datetime import date

import pytest
from checking import said

from assistant.drafting.signs import DENIED, FIRM, HEDGED, find, last_day, read_pattern, read_words
from assistant.errors import CorpusError

TODAY = date(2026, 11, 22)


def how(text: str, **row: object) -> list[str]:
    return [found.how for found in find([read_pattern("test", {"here": ["annual report"], **row}, {})], said(f"# P\n\n{text}\n"), TODAY)]


@pytest.mark.parametrize("text, expected", [
    ("We publish an annual report.", FIRM), ("No annual report is planned.", DENIED), ("There will never be an annual report.", DENIED), ("An annual report is not published.", DENIED),
    ("We aim to publish an annual report.", HEDGED), ("We will consider an annual report.", HEDGED), ("We may publish an annual report.", HEDGED),
    ("An annual report comes out each May.", FIRM), ("It is not only an annual report.", FIRM), ("We do not tire, and there is an annual report.", FIRM),
    ("[To be agreed: the month of the annual report]", HEDGED),
])
def test_what_is_denied_or_hedged_does_not_count(text: str, expected: str):
    assert how(text) == [expected]


def test_a_question_or_a_quotation_says_nothing():
    assert how("Should we publish an annual report?") == how("“Every body must publish an annual report of what it has bought.”") == []


def test_a_list_needs_enough_items():
    pattern = [read_pattern("test", {"here": ["\\w"], "with": ["lead: [^|]*aims"], "listed": 3}, {})]
    assert len(find(pattern, said("# P\n\nOur aims are:\n\n- jobs\n- skills\n- air\n"), TODAY)) == 3
    assert find(pattern, said("# P\n\nOur aims are:\n\n- jobs\n- skills\n"), TODAY) == []


def test_a_date_counts_only_on_the_side_of_today_that_is_asked_for():
    row = {"here": ["reviewed in (?P<date>\\w+ 20\\d\\d)"], "firm": False}
    text = said("# P\n\nIt was reviewed in March 2026 and will be reviewed in March 2029.\n")
    assert len(find([read_pattern("test", {**row, "date": "future"}, {})], text, TODAY)) == 1
    assert find([read_pattern("test", {**row, "date": "future"}, {})], text, date(2030, 1, 1)) == []


@pytest.mark.parametrize("text, day", [
    ("March 2028", date(2028, 3, 31)), ("8 October 2027", date(2027, 10, 8)), ("April 1, 2028", date(2028, 4, 1)), ("2024/25", date(2025, 12, 31)),
    ("01/04/2028", date(2028, 4, 1)), ("spring 2027", date(2027, 5, 31)), ("2030", date(2030, 12, 31)), ("soon", None), ("31 February 2027", date(2027, 2, 28)),
])
def test_a_date_is_the_last_day_it_may_mean(text: str, day: date | None):
    assert last_day(text) == day


@pytest.mark.parametrize("row, message", [
    ({"here": ["(open"]}, "expected a regular expression"), ({"here": ["{nobody}"]}, "not among the words"), ({"there": ["x"]}, "unknown key"),
    ({"here": ["x"], "date": "future"}, "a group"),
])
def test_a_wrong_pattern_is_told_with_its_place(row: dict, message: str):
    with pytest.raises(CorpusError, match=message) as told:
        read_pattern("file.yaml, sign 3", row, {})
    assert "file.yaml, sign 3" in str(told.value)


def test_words_may_use_those_above_them_only():
    assert read_words("f", {"a": "x", "b": "{a}y"}) == {"a": "x", "b": "xy"}
    with pytest.raises(CorpusError, match="not among the words above"):
        read_words("f", {"b": "{a}y", "a": "x"})
