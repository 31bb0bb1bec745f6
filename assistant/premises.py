"""What a question takes for granted, and what it only asks after: a false premise is put right, a figure that is merely asked for is not. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.questions import Question
from assistant.text import figures

OTHERWISE = "The documents say otherwise."
UNSAID = "The documents do not say that of {}. The nearest thing they do say:"
_TAKEN_FOR_GRANTED = re.compile(r"^\s*(why|given|since|as|because|how (did|do|does|come|can)|is it true|isn't|aren't|doesn't|don't|didn't)\b|"
                                r"\b(doesn't it|isn't it|right\?|correct\?|\byes\?|says? that|best in|so far ahead)", re.I)
_ASKS_AFTER = re.compile(r"\b(?:how many|how few|what (?:number|share|proportion|percentage|fraction)|number of|(?:which|what) (?:ccgs?|bodies|councils?|areas?|organisations?|plans?|stps?)|who)\b", re.I)
"""Asks who or how many, so that a figure in it says of whom or of what: "how many CCGs use a 20% weighting"."""
_PERCENT = r"\d+(?:\.\d+)?\s?(?:%|per\s?cent\b)"
_HELD_TRUE = re.compile(rf"\b(?:the|that|those|these|only|just)\s+{_PERCENT}|{_PERCENT}\s+of\s|\b(?:say|said|report|found|find|claim|state)\w*\b.*{_PERCENT}", re.I)
"""A share of a whole, or a figure spoken of as known: "the 20%", "20% of CCGs", "the report says 20%"."""


def takes_for_granted(text: str) -> bool:
    """Whether a question is put so that something is taken as a fact ("why do ...", "... , isn't it?")."""
    return _TAKEN_FOR_GRANTED.search(text) is not None


def wrong_figure(question: Question, texts: Sequence[str]) -> bool:
    """Whether a percentage that the question takes for granted is not in the answer's texts, though they have another."""
    return bool(_absent(question, texts)) and not _only_asks(question.text)


def unsaid_figure(question: Question, texts: Sequence[str]) -> str:
    """The percentage that a question asks after ("how many CCGs use a 20% weighting") where the answer's texts have only others; "" for none."""
    absent = _absent(question, texts)
    return absent[0] if absent and _only_asks(question.text) else ""


def _absent(question: Question, texts: Sequence[str]) -> list[str]:
    """The percentages of a question, where the texts have none of them but another."""
    said = [f for text in texts for f in figures(text) if f.endswith("%")]
    asked = [f for f in question.figures if f.endswith("%")]
    return asked if said and not any(f in said for f in asked) else []


def _only_asks(text: str) -> bool:
    return _ASKS_AFTER.search(text) is not None and not takes_for_granted(text) and not _HELD_TRUE.search(text)
