"""Conversations as values: what was asked, and how it ended. Pure; assistant/conversation.py keeps them."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from datetime import datetime

from assistant.domain import Answer, Role
from assistant.text import printable

LONGEST_TITLE = 80


@dataclass(frozen=True, slots=True)
class Turn:
    """A question and how it ended: an answer, a problem in words, or neither, when the program was stopped before it was answered.

    `number` counts from 1 in its conversation. `asked` and `settled` are in UTC; `settled` is None while it waits.
    """

    number: int
    question: str
    role: Role | None
    asked: datetime
    answer: Answer | None = None
    problem: str = ""
    settled: datetime | None = None
    rating: str = ""
    """What the user thinks of the answer: "up", "down", or "" where they did not say; `reason` is why."""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Summary:
    """A conversation without its turns. `updated` is when something was last asked or answered in it, in UTC."""

    id: str
    title: str
    role: Role | None
    created: datetime
    updated: datetime
    turns: int


@dataclass(frozen=True, slots=True)
class Conversation:
    """A whole conversation, its turns in the order asked."""

    about: Summary
    turns: tuple[Turn, ...]


def title_of(question: str) -> str:
    """A title made of a question: one line of at most LONGEST_TITLE characters, cut between words."""
    line = " ".join(printable(question).split())
    if len(line) <= LONGEST_TITLE:
        return line or "Untitled"
    head = line[:LONGEST_TITLE - 1]
    return (head.rsplit(" ", 1)[0] if " " in head[LONGEST_TITLE // 2:] else head).rstrip(" ,;:.-") + "…"


def folded(text: str) -> str:
    """Text as it is searched: compatible forms and capitals alike, [n] markers out, white space as one space."""
    plain = unicodedata.normalize("NFKC", printable(re.sub(r"\s*\[\d+\](?:–\[\d+\])?", "", text))).casefold()
    return " ".join(plain.split())
