"""A turn read with its conversation: what counts of what came before."""

from __future__ import annotations

from assistant.domain import Role
from assistant.intents import Intent
from assistant.memory import Memory
from assistant.utterances import read_turn

PASSIVE = "What share of respondents had a passive approach?"


def test_only_turns_that_asked_the_documents_can_be_leant_on():
    turn = read_turn("and the active ones?", ["hello", "I'm a student", PASSIVE, "thanks", "which page is that on?"])
    assert (turn.intent, turn.memory, turn.earlier, turn.asks) == (Intent.ASK, Memory(role=Role.STUDENT), (2, 4), (PASSIVE,))


def test_forget_that_clears_what_came_before():
    turn = read_turn("which page is that on?", ["I work for Leeds City Council", PASSIVE, "forget that"])
    assert (turn.intent, turn.wish, turn.memory, turn.earlier) == (Intent.UNSURE, True, Memory(), ())
    assert read_turn("forget that", ["I work for Leeds City Council"]).memory == Memory()


def test_the_part_that_asks_is_parted_from_what_surrounds_it():
    turn = read_turn("Hi. I'm at NHS Hull CCG. Which footprint are we in?", [])
    assert (turn.text, turn.memory.organisation) == ("Which footprint are we in?", "NHS Hull CCG")
