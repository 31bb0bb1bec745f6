"""Words as people write them by ear."""

from __future__ import annotations

import pytest

from assistant.assistant import Assistant
from assistant.domain import Status
from assistant.spelling import mended, sound

KNOWN = ("weighting", "social", "value", "vale", "typically", "mention", "plans", "commissioners")
ENGLISH = {"waiting", "plans", "lists", "what", "is", "the"}


@pytest.mark.parametrize(("text", "right"), [
    ("wot is the waiting", "what is the weighting"), ("hou meny sti plans mentshun social vaule", "how many STP plans mention social value"),
    ("tipically", "typically"), ("Wich commishuners", "Which commissioners"),
])
def test_a_word_written_by_ear_is_put_right(text: str, right: str):
    assert mended(text, KNOWN, ENGLISH.__contains__, ["STP", "CCG"]).lower() == right.lower()


@pytest.mark.parametrize("text", ["What is the waiting time?", "Who is Sti?", "sti plans", "waiting lists", "What is the WOT?"])
def test_who_spells_well_is_taken_at_the_word(text: str):
    assert mended(text, KNOWN, ENGLISH.__contains__, ["STP", "CCG"]) in (text, text.replace("WOT", "what"))


def test_one_sound_has_one_key():
    assert sound("waiting") == sound("weighting") and sound("mentshun") == sound("mention") != sound("market")


def test_a_misspelt_question_has_the_answer_of_the_spelt_one(assistant: Assistant):
    for wrong, right in (("hou meny sti plans mentshun social value", "How many STP plans mention social value?"), ("wot is the waiting ccgs tipically put on socal vaule", "What weighting do CCGs typically put on social value?")):
        answer = assistant.ask(wrong)
        assert answer.status is Status.ANSWERED
        assert {c.page for c in answer.citations} & {c.page for c in assistant.ask(right).citations}


@pytest.mark.parametrize("asked", ["numbers", "what about money?", "What about 13?", "the figures please"])
def test_a_word_that_could_mean_anything_is_asked_back_with_choices(assistant: Assistant, asked: str):
    answer = assistant.ask(asked)
    assert answer.status is Status.NEEDS_CLARIFICATION and answer.suggestions


@pytest.mark.parametrize("asked", ["thresholds", "what about weighting?", "Durham"])
def test_a_word_with_a_matter_is_answered(assistant: Assistant, asked: str):
    assert assistant.ask(asked).status is not Status.NEEDS_CLARIFICATION


def test_a_superlative_is_an_english_word_though_no_list_has_it():
    english = {"few", "fast", "simple", "likely", "big"}
    assert [mended(word, {"fast", "forest"}, english.__contains__) for word in ("fewest", "simplest", "likeliest", "biggest")] == ["fewest", "simplest", "likeliest", "biggest"]
    assert mended("forrest", {"fast", "forest"}, english.__contains__) == "forest"
