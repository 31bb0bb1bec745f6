"""How hard a text is to read."""

from __future__ import annotations

import pytest

from assistant.drafting.readability import grade, reading_age, syllables


@pytest.mark.parametrize(("word", "count"), [("cat", 1), ("value", 2), ("make", 1), ("table", 2), ("procurement", 3), ("policies", 3), ("asked", 1), ("wanted", 2), ("we're", 1), ("a", 1), ("services", 3)])
def test_syllables_are_counted_by_runs_of_vowels(word: str, count: int):
    assert syllables(word) == count


def test_the_grade_is_the_published_formula():
    # 6 words in one sentence, 6 syllables: 0.39 * 6 + 11.8 * 1 - 15.59
    assert grade(["The cat sat on the mat."]) == pytest.approx(-1.45)
    assert grade([]) == 0.0


def test_long_words_and_sentences_need_an_older_reader():
    plain = ["We buy what helps.", "We ask first."]
    hard = ["Notwithstanding organisational considerations, commissioning authorities necessarily demonstrate proportionality throughout procurement activities."]
    assert reading_age(plain) == 5 < 18 < reading_age(hard)
