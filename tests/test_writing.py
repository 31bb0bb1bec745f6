"""An answer that is written beside the page: it can be left and found again, or stopped with its question kept."""

from __future__ import annotations

import threading

from assistant.domain import Answer, Claim, ClaimKind, Sentence, Status
from ui.conversation import STOPPED, Conversation

SAID = Sentence("One.", Claim("One.", (), ClaimKind.EVIDENCE, True), ())


class Slow:
    """An assistant that says a sentence, and the rest when it is let go on."""

    sources: tuple[()] = ()

    def __init__(self) -> None:
        self.go_on = threading.Event()

    def stream(self, question: str, **_: object):
        """As Assistant.stream."""
        yield SAID
        assert self.go_on.wait(5)
        yield Answer(question, question, Status.ANSWERED, "One. Two.")


def asked() -> tuple[Slow, Conversation]:
    slow, talk = Slow(), Conversation()
    talk.put("Which weighting?", None)
    return slow, talk


def test_the_page_need_not_wait_and_finds_the_answer_in_the_conversation():
    slow, talk = asked()
    writing = talk.begin_writing(slow)
    assert writing.wait(0.1) and talk.is_being_answered and talk.begin_writing(slow) is writing
    slow.go_on.set()
    assert not writing.wait(5) and writing.said == [SAID] and [turn.answer.answer for turn in talk.turns] == ["One. Two."]


def test_a_stopped_answer_leaves_its_question_to_be_asked_again():
    slow, talk = asked()
    writing = talk.begin_writing(slow)
    writing.stop()
    assert not writing.goes_on and not talk.is_being_answered
    slow.go_on.set()
    writing.wait(5)
    assert [(turn.question, turn.answer, turn.problem) for turn in talk.turns] == [("Which weighting?", None, STOPPED)]
    talk.retry()
    assert talk.waiting and not talk.begin_writing(slow).wait(5) and talk.turns[-1].answer
