"""A "not" as people type it, without its apostrophe or with another sign for it ("dont", "does’nt"), written out the one way that the product reads. Pure."""

from __future__ import annotations

import re
from dataclasses import replace

from assistant.domain import Answer

_SIGN = r"['’‘`´ʼ]"
_VERBS = "do|does|did|is|are|was|were|has|have|had|would|could|should|must|might|need"
_JOINED = re.compile(rf"\b(?P<verb>{_VERBS})(?:\s?{_SIGN}\s?nt|\s?n\s?{_SIGN}\s?t|\sn\s?t|\snt|n\st|nt)\b", re.I)
_OTHERS = {"wont": "won't", "cant": "can't", "aint": "isn't", "dosnt": "doesn't", "dosent": "doesn't", "doesent": "doesn't", "dont": "don't", "didint": "didn't"}
_OTHER = re.compile(rf"\b(?P<word>won|can|ai)(?:n?\s?{_SIGN}\s?n?t|t)\b|\b(?P<whole>{'|'.join(_OTHERS)})\b", re.I)
_WONT = re.compile(r"\b(?:their|his|her|its|my|our|your|as is|are|is|was|were) wont\b", re.I)
"""The noun and the adjective: "as is their wont", "they are wont to"."""


def negations_whole(text: str) -> str:
    """The text with every contracted "not" as "n't" with a straight apostrophe; everything else as it is."""
    text = _JOINED.sub(lambda m: f"{m['verb']}n't", text)
    kept = [m.span() for m in _WONT.finditer(text)]

    def whole(match: re.Match[str]) -> str:
        if any(a <= match.start() < b for a, b in kept):
            return match.group()
        plain = re.sub(rf"{_SIGN}|\s", "", match.group()).lower()
        said = _OTHERS.get(plain, match.group())
        return said.capitalize() if match.group()[0].isupper() else said

    return _OTHER.sub(whole, text)


def as_typed(answer: Answer, read: str, typed: str) -> Answer:
    """An answer to a question as it was read, with the question as it was typed."""
    return replace(answer, question=typed, standalone_question=typed if answer.standalone_question == read else answer.standalone_question) if answer.question == read else answer
