"""A turn read with the conversation before it: what it wants, what is remembered, and which earlier turns it can lean on. Pure."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from assistant.drafting.wishes import is_answer, numbered, read_wish
from assistant.intents import TO_DOCUMENTS, WISHES, Intent, router
from assistant.memory import Memory, remembered
from assistant.reference_asks import style_asked


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
    drafting: tuple[str, ...] = ()
    """The turns of the draft that is open, oldest first and this one last; () for a turn that is not about a draft."""


_NO_PART = frozenset([Intent.THANKS, Intent.GREETING, Intent.LEAVE, Intent.HELP, Intent.FORGET, Intent.TASK, Intent.DRAFT_TENDER, Intent.CHECK_POLICY, Intent.CHECK_TENDER, Intent.GLOSSARY, Intent.CHANGES])
"""Intents that are never a turn of a draft."""


@dataclass(frozen=True, slots=True)
class Drafting:
    """The draft that is open after some turns: its turns, oldest first, and whether the last turn of all was one of them."""

    turns: tuple[str, ...] = ()
    last: bool = False

    def then(self, text: str, intent: Intent) -> Drafting:
        """What is open after one more turn. A draft for another body begins anew."""
        if intent is Intent.DRAFT_POLICY:
            names = any(change.about == "name" for change in read_wish(text, starts=True).changes)
            return Drafting((text,) if names else (*self.turns, text), True)
        if intent is Intent.FORGET:
            return Drafting()
        if not self.turns or intent in _NO_PART or style_asked(text):
            return Drafting(self.turns)
        wish = read_wish(text)
        belongs = wish is not None and (wish.plain or self.last) or self.last and (is_answer(text) or bool(numbered(text)))
        return Drafting((*self.turns, text), True) if belongs else Drafting(self.turns)


def open_draft(history: Sequence[str]) -> tuple[str, ...]:
    """The turns of the draft that is open after a history, oldest first; () where there is none."""
    draft = Drafting()
    for before in history:
        draft = draft.then(before, router().route(before).intent)
    return draft.turns


def turns_to_keep(history: Sequence[str], most: int) -> tuple[str, ...]:
    """The last `most` turns of a history, and those before them that the draft which is open needs."""
    older = history[:-most]
    needed = open_draft(history) if older else ()
    return (*(before for before in older if before in needed), *history[-most:])


def read_turn(asked: str, history: Sequence[str]) -> Utterance:
    """Reads a turn with the user's earlier ones, oldest first. What stands before the last "forget that" counts for nothing."""
    earlier: list[int] = []
    asks: list[str] = []
    start, draft = 0, Drafting()
    for place, before in enumerate(history):
        said = router().route(before, follows=bool(earlier))
        intent = said.intent
        if intent is Intent.FORGET:
            earlier, asks, start = [], [], place + 1
        draft = draft.then(before, intent)
        if intent in TO_DOCUMENTS and not draft.last:
            earlier.append(place)
            asks += [said.text or before] if intent not in WISHES else []
    routed = router().route(asked, follows=bool(earlier))
    draft = draft.then(asked, routed.intent)
    if draft.last:
        return Utterance(asked, asked, Intent.DRAFT_POLICY, remembered((*history[start:], asked)), tuple(earlier), tuple(asks), drafting=draft.turns)
    memory = Memory() if routed.intent is Intent.FORGET else remembered((*history[start:], asked))
    return Utterance(asked, routed.text or asked, routed.intent, memory, tuple(earlier), tuple(asks), routed.intent is Intent.UNSURE and routed.is_wish)
