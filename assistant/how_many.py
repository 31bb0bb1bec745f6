"""How many things a question asks for by a number before their name ("What are the four steps to ...?"). Pure."""

from __future__ import annotations

import re

from assistant.text import number_words

_NUMBER = r"two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2}"
_COUNTED = re.compile(rf"^\W*(?:(?:please|can you|could you|tell me|give me|show me|what|which|name|list|state|are|were|is|me|us|all|of|the|those|these)\s+)*(?P<number>{_NUMBER})\s+(?:[\w’'-]+\s+){{0,2}}?[\w’'-]+s\b", re.I)


def number_asked(text: str) -> int:
    """The number; 0 where a question asks for none."""
    match = _COUNTED.match(text)
    number = match["number"] if match else ""
    return int(number) if number.isdigit() else next(iter(number_words(number)), 0)


def has_as_many(asked: int, statements: int) -> bool:
    """Whether so many statements are so many things, with or without a line that opens them."""
    return asked > 1 and statements in (asked, asked + 1)
