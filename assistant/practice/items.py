"""A question to practise on, as every part of practice passes it around. Pure values."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from assistant.compose import Quote, Statement

TRUE, FALSE = "True", "False"


class Kind(StrEnum):
    """What is asked for."""

    FIGURE = "figure"
    WHO = "who"
    WHICH = "which"
    TRUE_FALSE = "true-false"
    ORDER = "order"


KINDS = {
    Kind.FIGURE: "A figure or a date",
    Kind.WHO: "Who",
    Kind.WHICH: "Which",
    Kind.TRUE_FALSE: "True or false",
    Kind.ORDER: "The order of events",
}
"""The kinds with what people call them."""


def per_cent(text: str, sign: str = "%") -> str:
    """A text with its shares written in one way: 52% and 52 per cent side by side would tell where each comes from."""
    return re.sub(r"(?<=\d)(?: per cent\b|%)", sign, text)


@dataclass(frozen=True, slots=True)
class Choice:
    """What can be chosen. `text` is as it stands in a document; `elsewhere` is what it is the answer to, where we know; `whole`: shown as it is."""

    text: str
    elsewhere: Statement | None = None
    whole: bool = False

    @property
    def label(self) -> str:
        """As it is shown: a name without article or quotation marks, so that its form gives nothing away, and with a capital."""
        if self.whole:
            return self.text
        bare = per_cent(re.sub(r"^(?:the|an?) ", "", self.text, flags=re.I).strip("'‘’\"“”"))
        bare = re.sub(r"(?<=£)(\d+) million$", r"\1,000,000", re.sub(r" Government$", " government", bare))
        return bare[:1].upper() + bare[1:]


@dataclass(frozen=True, slots=True)
class Item:
    """A question with its choices and what proves the right one.

    `right` has the places (0-based) of the right choice in `choices`; for ORDER of every choice, the earliest first. `claims` are the facts
    behind it, each of which passes the check on its quotes. `by_table` says that rows of a table were looked up or counted for it.
    """

    id: str
    kind: Kind
    ask: str
    choices: tuple[Choice, ...]
    right: tuple[int, ...]
    claims: tuple[Statement, ...]
    also: Quote | None = None
    """What else should be seen with the mark, such as what has changed since."""
    checked: date | None = None
    """When the law behind it was last checked; None for what a document of its time says."""
    by_table: bool = False

    @property
    def subject(self) -> str:
        """The fact it is about, which items of other kinds may share."""
        return self.id.split(":", 1)[1]

    @property
    def quotes(self) -> tuple[Quote, ...]:
        """Every quote it stands on, each once."""
        return tuple(dict.fromkeys(quote for claim in self.claims for quote in claim.quotes))

    @property
    def answer(self) -> tuple[str, ...]:
        """The right choice as shown; for ORDER all of them, in order."""
        return tuple(self.choices[at].label for at in self.right)
