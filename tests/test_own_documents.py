"""What a user's own documents change and what they must not: the shipped documents are read as they were."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from assistant.assistant import Assistant
from assistant.domain import Status
from assistant.settings import Settings
from evals.systems import open_system

NOTES = {f"note{n}.md": f"# Allotment note {n}\n\nRespondents on plot {n} grew {3 * n} kilos of beans. Respondents to the survey of plot {n} asked for a tap, and {n} respondents for a shed.\n" for n in range(1, 41)}


@pytest.fixture(scope="module")
def noted(corpus_settings: Settings, assistant: Assistant) -> Iterator[Assistant]:
    with open_system("product", corpus_settings, NOTES, assistant._embedder()) as system:
        yield system._assistant


def test_what_the_shipped_documents_do_not_say_they_do_not_say_beside_notes_of_other_things(noted: Assistant, assistant: Assistant):
    question = "How many respondents weighted with pass/fail?"
    assert assistant.ask(question).status is noted.ask(question).status is Status.NOT_IN_CORPUS


def test_a_word_that_own_documents_are_full_of_is_no_less_telling_for_the_shipped_ones(noted: Assistant, assistant: Assistant):
    assert [noted._extractor._idf(stem) for stem in ("respond", "weight", "bean")] == [assistant._extractor._idf(stem) for stem in ("respond", "weight", "bean")]
