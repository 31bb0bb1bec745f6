"""A question of what a document says turned so that the document is out of it: "What actions does the guide suggest for charities?" is "Which actions are suggested for charities?". Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

PARTICIPLES = {
    "suggest": "suggested", "recommend": "recommended", "propose": "proposed", "advise": "advised", "list": "listed", "name": "named", "give": "given",
    "offer": "offered", "identify": "identified", "describe": "described", "set out": "set out", "mention": "mentioned",
}
"""What a document does, and how it is said of what it does it to."""
_FORM = re.compile(rf"^\W*(?:what|which) (?P<nouns>(?:(?!of\b)[\w’'-]+ ){{0,3}}?[\w’'-]+s) (?:do|does|did) (?P<doc>[\w’' -]{{2,60}}?) (?P<verb>{'|'.join(PARTICIPLES)})(?P<rest> (?:for|to|about|on|when|in|by|where|before)\b[^?]*)\W*$", re.I)
_DOCUMENT = re.compile(r"(?:the |this |that |your )?(?:[\w’'-]+ ){0,2}(?:guide|guidance|report|briefing|post|blog|bulletin|authors?|documents?)", re.I)


def turned(text: str, is_document: Callable[[str], bool]) -> str:
    """The question in the passive, without the document; "" where it has not the form. `is_document` tells a document's own name."""
    match = _FORM.match(text)
    if not match or not (_DOCUMENT.fullmatch(match["doc"]) or is_document(match["doc"])):
        return ""
    return f"Which {match['nouns']} are {PARTICIPLES[match['verb'].lower()]}{match['rest'].rstrip()}?"
