"""Marks an answer: right or wrong, with the pages and why. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.compose import Quote, Statement
from assistant.practice.items import TRUE, Item, Kind, per_cent

LETTERS = "ABCDEFGH"


@dataclass(frozen=True, slots=True)
class Mark:
    """An answer marked. `answer` is the right one, in order for events; `because` the checked facts behind it.

    `instead` is what the wrong choice is the answer to, where we know; `also` what else to see.
    """

    is_right: bool
    given: tuple[str, ...]
    answer: tuple[str, ...]
    because: tuple[Statement, ...]
    instead: Statement | None
    also: Quote | None


def mark(item: Item, given: Sequence[int]) -> Mark:
    """Marks the places (0-based) of what was chosen: one choice, or for ORDER all of them from the earliest on."""
    chosen = [item.choices[at] for at in given if 0 <= at < len(item.choices)]
    is_right = tuple(given) == item.right
    instead = chosen[0].elsewhere if not is_right and len(chosen) == 1 else None
    return Mark(is_right, tuple(choice.label for choice in chosen), item.answer, item.claims, instead, item.also)


def read_answer(item: Item, text: str) -> tuple[int, ...] | None:
    """What somebody typed, as places: a letter, a choice's own words, true or false (t, f), or for ORDER the letters in order; None for anything else."""
    said = per_cent(" ".join(text.split()).lower().rstrip("."))
    if item.kind is Kind.ORDER:
        letters = re.findall(r"[a-z]", said) if re.fullmatch(r"[a-z\s,;>.-]+", said) else []
        at = tuple(LETTERS.lower().index(letter) for letter in letters if letter in LETTERS.lower())
        return at if sorted(at) == list(range(len(item.choices))) else None
    labels = [choice.label.lower() for choice in item.choices]
    if said in labels:
        return (labels.index(said),)
    if item.choices[0].label == TRUE:
        return {"t": (0,), "f": (1,), "a": (0,), "b": (1,)}.get(said)
    return (LETTERS.lower().index(said),) if len(said) == 1 and said in LETTERS.lower()[:len(labels)] else None
