"""Lists within a sentence ("There are three gates: the north; the south; the west."): how many they name, where that is asked. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.compose import Statement

_ASKS = re.compile(r"\bhow many\b.{0,50}\b(?:list|lists|listed|name|names|named|enumerated?s?)\b", re.I)
LEAST = 3
_WORDS = dict(enumerate(["three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"], 3))
"""In words, for a figure would be taken for one of the quote."""


def items_of(text: str) -> tuple[str, ...]:
    """The items of the list that ends a sentence after a colon, parted by semicolons; () for fewer than LEAST."""
    _, colon, rest = text.partition(": ")
    found = tuple(item.strip(" .") for item in re.split(r";\s+(?:and\s+)?", rest)) if colon else ()
    return found if len(found) >= LEAST else ()


def with_count(question: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements of an answer, after how many the first list within one of them names, where a question asks how many are listed."""
    if _ASKS.search(question) is None:
        return tuple(statements)
    listed = next(((s, items) for s in statements if (items := items_of(s.text))), None)
    if listed is None:
        return tuple(statements)
    said, items = listed
    return (Statement(f"The list has {_WORDS.get(len(items), str(len(items)))} names.", said.quotes, said.kind, derived=True, counted=(len(items),)), said, *(s for s in statements if s is not said))
