"""A turn read with the conversation before it: what it wants, what is remembered, and which earlier turns it can lean on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.intents import TO_DOCUMENTS, WISHES, Intent, router
from assistant.memory import Memory, remembered


@dataclass(frozen=True, slots=True)
class Utterance:
    """What a turn wants. `text` is the part of it that says so.

    `earlier` are the places in the history of turns that the documents answered, `asks` what those of them asked that were no wish about an answer.
    """

    asked: str
    text: str
    intent: Intent
    memory: Memory
    earlier: tuple[int, ...] = ()
    asks: tuple[str, ...] = ()
    wish: bool = False
    """Whether it is a wish about an answer where there is none before it."""


def read_turn(asked: str, history: Sequence[str]) -> Utterance:
    """Reads a turn with the user's earlier ones, oldest first. What stands before the last "forget that" counts for nothing."""
    earlier: list[int] = []
    asks: list[str] = []
    start = 0
    for place, before in enumerate(history):
        said = router().route(before, follows=bool(earlier))
        intent = said.intent
        if intent is Intent.FORGET:
            earlier, asks, start = [], [], place + 1
        elif intent in TO_DOCUMENTS:
            earlier.append(place)
            asks += [said.text or before] if intent not in WISHES else []
    routed = router().route(asked, follows=bool(earlier))
    memory = Memory() if routed.intent is Intent.FORGET else remembered((*history[start:], asked))
    return Utterance(asked, routed.text or asked, routed.intent, memory, tuple(earlier), tuple(asks), routed.intent is Intent.UNSURE and routed.is_wish)
