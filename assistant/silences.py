"""What the documents are silent on, and whether that is what a question asks: a silence about "when" is none about "what". Pure."""

from __future__ import annotations

import re
from collections.abc import Collection

from assistant.questions import Asks, Question, kind_of, telling, widened

_ONE_FACT = frozenset([Asks.FIGURE, Asks.WHEN, Asks.WHO, Asks.WHERE])
"""Kinds of question that are after one sort of fact, which a text can have or not."""
_LENGTH = re.compile(r"\bhow (?:long|often|far|old|large|big)\b", re.I)


def asks_for_more(silent: str, said: Collection[str], question: Question) -> bool:
    """Whether a question that the documents do not answer (`silent`) asks for more than this one does.

    It is after another sort of fact ("when did they say so?"), or has a telling word that neither this question nor the
    statements near it (`said`, their stems) have: that word is what the documents are silent on.
    """
    kind = kind_of(silent)
    if kind in _ONE_FACT and kind is not question.kind or _LENGTH.search(silent) and not _LENGTH.search(question.text):
        return True
    return not set(telling(silent)) <= {*said, *question.terms, *widened(question.text)}
