"""A follow-up that only brings another name, put as the question it stands for: what is shown of it, not what is searched with. Pure."""

from __future__ import annotations

import re

NAME_RUN = r"(?:(?:the|an?) )?[A-Z][\w’'-]*(?: (?:(?:of|and|for|the|in) )*(?:[A-Z][\w’'-]*|\d{1,4}(?:/\d\d)?(?![\w/])))*"
"""A name: words with a capital, and the small ones between them."""
_WAYS = r"(?i:in|for|of|at|by|on|from|to|about)"
_CARRIED = re.compile(r"^\W*(?:(?i:and|or|but|so|also|then|ok|okay|what about|how about|what of)\b[\s,]*)+"
                      rf"(?:(?P<way>{_WAYS})\s+)?(?P<name>[^?!.]+?)(?:\s+(?i:too|then|instead|as well))?\W*$")
_ASKS = re.compile(r"\b(?:is|are|was|were|be|do|does|did|has|have|had|can|could|should|must|will|would|may|might|who|what|when|where|why|how|which|whose|"
                   r"it|its|they|them|their|that|those|these|this|ones?|there)\b", re.I)
"""What a mere name has not: a verb, a word of asking, or one that points back."""
_TURNS = re.compile(r"(?<=[?!])\s+|(?<=\w\w\.)\s+(?=[A-Z])")
"""Between the sentences of turns that stand one after another."""
_NO_NAME = re.compile(r"^(?:NHS|(?:CCG|STP|ICB|ICS|VCSE|CSU|PPN)s?)$")
_NOT_A_NAME = re.compile(r"(?:outside|within|inside|below|above|across|under|over|between|near|since|before|after|without|during|until|if|when)\b", re.I)
_OF_LAW = re.compile(r"\b(?:Act|PPN|Bill|Covenant|Compact|Regime|Model|Regulations|Statement|[Gg]uide|[Rr]eport|[Nn]ote|Playbook)\b")
"""What only a name of a law, a note or a document takes the place of."""
LONGEST = 8
"""Words of the longest name that is put in another's place."""


def put_alone(before: str, latest: str) -> str:
    """A follow-up as the question it stands for ("How many CCGs are in Sussex?", "and in Kent?"); "" where that is not plain.

    It is plain where the last question has one name, after the same little word if the follow-up has one.
    """
    match = _CARRIED.match(latest)
    asked = ""
    for said in _TURNS.split(before):  # one follow-up may lean on another: "and in Kent?", "and in Devon?"
        asked = asked and put_alone(asked, said) or said
    if not match or not asked or _ASKS.search(match["name"]) or _NOT_A_NAME.match(match["name"]) or len(match["name"].split()) > LONGEST:
        return ""
    names = [m for m in re.finditer(NAME_RUN, asked) if m.start() and not all(_NO_NAME.match(word) for word in m[0].split())]
    if match["way"]:
        names = [m for m in names if asked[:m.start()].split()[-1].lower() == match["way"].lower()]
    if len(names) != 1 or not match["way"] and not re.match(r"[A-Z\d]", match["name"].split()[-1]):
        return ""
    if bool(_OF_LAW.search(names[0][0])) != bool(_OF_LAW.search(match["name"])):
        return ""
    return f"{asked[:names[0].start()]}{match['name']}{asked[names[0].end():]}".rstrip(" ?.") + "?"
