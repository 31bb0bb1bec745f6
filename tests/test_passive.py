"""Questions of what a document suggests, turned so that the document is out of them."""

from __future__ import annotations

import pytest

from assistant.passive import turned
from assistant.questions import understand


def is_gardener(name: str) -> bool:
    return name == "The Gardener"


@pytest.mark.parametrize(("text", "passive"), [
    ("What actions does the guide suggest for charities?", "Which actions are suggested for charities?"),
    ("Which first steps does the long report recommend to wardens", "Which first steps are recommended to wardens?"),
    ("what tools does The Gardener list for digging?", "Which tools are listed for digging?"),
])
def test_a_question_of_what_a_document_says_is_turned_without_the_document(text: str, passive: str) -> None:
    assert turned(text, is_gardener) == passive


@pytest.mark.parametrize("text", ["What actions does the warden suggest for charities?", "Why does the guide suggest actions for charities?", "What does the guide suggest for charities?",
                                  "What actions does the guide suggest?", "What actions are suggested for charities?", "What number of wardens does the report give for the north?"])
def test_another_form_or_somebody_who_is_no_document_stays(text: str) -> None:
    assert turned(text, is_gardener) == ""


def test_what_is_embedded_is_the_turned_question_and_what_is_asked_stays() -> None:
    question = understand("What actions does The Gardener suggest for charities?", unlabelled=lambda text: text.replace("The Gardener", "").strip())
    assert question.focus == "Which actions are suggested for charities?"
    assert question.asked.startswith("What actions does The Gardener")
