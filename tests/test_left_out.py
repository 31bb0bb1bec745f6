"""How many sentences the check took out is said with the answer, on the page, in the terminal and in what is written out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

from rich.console import Console
from talks import answer as kept_answer

from assistant.document import document
from assistant.domain import Answer, Status
from assistant.left_out import left_out
from assistant.turns import Conversation, Summary, Turn
from ui.terminal import print_answer

ANSWER = Answer("How many?", "How many?", Status.ANSWERED, "Twenty-five.")


def test_nothing_is_said_where_nothing_was_left_out():
    assert left_out(ANSWER) == ""


def test_what_was_left_out_is_counted_of_our_own_and_of_a_models_sentences_apart():
    assert left_out(replace(ANSWER, removed=1)).startswith("1 sentence was left out:")
    told = left_out(replace(ANSWER, removed=4, usage={"written": 5, "removed": 2}))
    assert told.startswith("2 sentences were left out:") and "Of 5 sentences that the chat model wrote, 2 were left out" in told


def test_it_is_told_for_a_model_of_whom_nothing_is_said_and_not_twice():
    counted = replace(ANSWER, usage={"written": 2, "removed": 1})
    assert left_out(counted) and not left_out(replace(counted, note="None of the 2 sentences that the chat model wrote passed the check."))
    assert left_out(replace(counted, note="The chat model did not answer.", usage={"written": 2, "removed": 1, "failed": 1}))


def test_the_terminal_and_the_written_conversation_say_it():
    out = Console(record=True, width=200)
    print_answer(replace(ANSWER, removed=2), out)
    assert "2 sentences were left out" in out.export_text()
    now = datetime.now(UTC)
    held = Conversation(Summary("a", "Weighting", None, now, now, 1), (Turn(1, "Which weighting?", None, now, replace(kept_answer(), removed=3, usage={})),))
    assert any("3 sentences were left out" in getattr(part, "text", "") for block in document(held, (), (), now) for part in block.parts)
