"""What is said to a turn that asks the documents nothing: a greeting, thanks, help, something to remember, a draft. Pure but for reading data."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from assistant.domain import Role, Status
from assistant.intents import Intent, read_replies
from assistant.offers import offers
from assistant.utterances import Utterance

CHOICES = {
    Intent.HELP: "start", Intent.UNSURE: "start", Intent.GREETING: "start", Intent.FORGET: "start", Intent.DRAFT_POLICY: "policy", Intent.CHECK_POLICY: "policy",
    Intent.DRAFT_TENDER: "tender", Intent.CHECK_TENDER: "tender",
}
"""The choices of data/offers.toml that go with an intent."""
STATUSES = {
    Intent.HELP: Status.NEEDS_CLARIFICATION, Intent.UNSURE: Status.NEEDS_CLARIFICATION, Intent.TASK: Status.REFUSED, Intent.DRAFT_POLICY: Status.REFUSED,
    Intent.DRAFT_TENDER: Status.REFUSED, Intent.CHECK_POLICY: Status.REFUSED, Intent.CHECK_TENDER: Status.REFUSED,
}
"""How such a turn ends; the others are answered."""
LISTED = frozenset([Intent.HELP, Intent.UNSURE, Intent.DRAFT_POLICY, Intent.DRAFT_TENDER, Intent.CHECK_POLICY, Intent.CHECK_TENDER])
"""Intents whose choices stand in the text as a list, because it says so."""


@dataclass(frozen=True, slots=True)
class Reply:
    """A line of our own, how the turn ends, and what can be asked instead."""

    text: str
    status: Status
    choices: tuple[str, ...]


def reply(turn: Utterance, role: Role | None) -> Reply:
    """The reply to a turn whose intent needs no document. Raises KeyError: it needs one."""
    intent, memory = turn.intent, turn.memory
    name = "nothing_before" if turn.wish else "remember_nothing" if intent is Intent.REMEMBER and not memory else intent.value
    text = _said()[name].replace("{told}", _joined(memory.told))
    choices = offers().pick(_about(turn), role) if intent in CHOICES else ()
    if intent in LISTED:
        text = f"{text}\n\n" + "\n".join(f"- {choice}" for choice in choices)
    return Reply(text, STATUSES.get(intent, Status.ANSWERED), choices)


def _about(turn: Utterance) -> str:
    """Which choices go with a turn: of an unsure one ("our tender"), by its words."""
    if turn.intent is Intent.UNSURE:
        return "policy" if re.search(r"\b(polic|strateg)", turn.asked, re.I) else "tender" if re.search(r"\b(tender|bids?\b|proposal|method statement|submission)", turn.asked, re.I) else "start"
    return CHOICES[turn.intent]


@lru_cache(maxsize=1)
def _said() -> Mapping[str, str]:
    return read_replies()


def _joined(parts: tuple[str, ...]) -> str:
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""
