"""The very thing that a question asks for, by what an answer must speak of it: a penalty, a rating, the busiest one, a count, a share. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

_THINGS: tuple[tuple[str, str], ...] = (
    (r"penalt(?:y|ies)|fines?(?! (?:for|with|by) me)|fined|sanctions?|punish\w*", r"penal\w*|fines?|fined|sanction\w*|punish\w*|consequence\w*|liab\w*|damages"),
    (r"ratings?|rated|stars|thumbs", r"rat(?:e|ed|ing)s?|stars?|scor\w+|helpful|grade\w*|classif\w+|highly"),
    (r"(?:annual |yearly |net |gross )?(?:income|turnover|profits?|revenues?|surplus)", r"income|turnover|profit\w*|revenue\w*|surplus|£\s?\d\S*"),
    (r"staff|employees|workforce|headcount", r"staff\w*|employ\w*|workforce|workers?|personnel|posts|people work\w*"),
    (r"salar(?:y|ies)|wages?", r"salar\w+|wages?|paid|pay|£\s?\d\S*"),
    (r"trustees?|board members?|directors?", r"trustees?|board|directors?|chair\w*"),
    (r"vot(?:e|ed|es|ing)(?! with)", r"vot\w+|divisions?|amend\w*|pass(?:ed|age)|against"),
    (r"turnout|attendance|attendees|delegates|attended", r"attend\w*|turn\w* (?:out|up)|delegates?|participa\w+|present|came"),
    (r"phone number|telephone|e-?mail address|postcode", r"phone|tel\w*|e-?mail|@|postcode|\d{5,}"),
    (r"lawsuits?|sued|court cases?|judicial reviews?|prosecut\w+", r"sued|court\w*|judicial|case law|judge\w*|legal\w*|prosecut\w+|challeng\w+"),
    (r"(?<=who )(?:runs|owns|manages|edits)", r"run\w*|own(?:s|ed|er\w*)|manag\w+|edit\w+|led by|set up|behind|team"),
    (r"(?<=who )(?:is|are) (?:covered|bound|caught|obliged)", r"authorit\w+|bod(?:y|ies)|councils?|CCGs?|such as|buyers|commissioners|everyone|nobody"),
    (r"unions?|strikes?", r"unions?|strikes?"), (r"website hits|visitors|downloads|subscribers", r"visitors?|download\w*|read(?:ers?|ership)?|subscri\w+|follow\w*|views|thoughts|welcome"),
)
"""Words of a question, and those of which one must stand where it is answered."""
_WANTED = r"\b(?:what|which|whose|who|how (?:many|much|big|large|high|long)|name|list)\b[^.?!,;:]{0,60}?(?<!\bour )(?<!\bmy )(?<!\byour )"
"""What opens the clause that asks; what stands in another clause, or is one's own, is not asked for."""
_PAIRS = tuple((re.compile(rf"{_WANTED}\b(?:{asked})\b", re.I), re.compile(rf"(?<!\w)(?:{told})(?!\w)", re.I)) for asked, told in _THINGS)
_WANTS = re.compile(r"\b(?:what|which|who|whose|how (?:many|much|big|large|high)|name|list)\b", re.I)
_SUPERLATIVE = re.compile(r"\b(?:the|its|their|our)\s+(?:\w+\s+)?(busiest|smallest|largest|biggest|oldest|youngest|newest|richest|poorest|fastest|slowest|cheapest|dearest|longest|shortest|tallest)\b", re.I)
_EXTREME = re.compile(r"\b(?:the (?:most|least)|fewest|maximum|minimum|highest|lowest|as (?:few|many|little|much) as|(?:bus|small|larg|bigg|old|young|new|rich|poor|fast|slow|cheap|dear|long|short|tall|few)(?:i?est))\b", re.I)
_PERCENT_ASKED = re.compile(r"\b(?:percent(?:age)?|per cent|%)\b", re.I)
_PERCENT_WANTED = re.compile(r"\b(?:what|which) (?:percentage|proportion|share|per ?cent|%)(?! points?)\b|\bas a percentage\b|\bhow many per ?cent\b", re.I)
_PERCENT = re.compile(r"\d\s?%|\bper ?cent\b|\b(?:half|third|quarter|fifth|majority|minority|all|none|no one|most)\b", re.I)
_COUNT_WANTED = re.compile(r"\bhow many (?!per ?cent|years|months|weeks|days|hours|times|words|pages|pounds|points)(?:[a-z]+ ){0,3}?(respondents|people|responses|replies|answers|participants|organisations who|members)\b", re.I)
_SHARE = re.compile(r"\d[\d.,]*\s?(?:%|per ?cent\b)|\b(?:19|20)\d\d(?:[-/–]\d\d)?\b|[£$€]\s?\d[\d.,]*(?: (?:million|billion|thousand))?|\[\d+\]", re.I)
_COUNT = re.compile(r"\d|\b(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozen|hundred|all|every|each|none|no|few|most|some|many|only|just)\b", re.I)


def lacks_thing(question: str, said: str, around: str) -> bool:
    """Whether what is said lacks the very thing that a question asks for.

    A thing of its own kind (a penalty, a rating, staff) must be named in what is said or in the wording and headings around it; the
    busiest or smallest one must be told apart there; a share must be one, and a count of people must be more than a share of them.
    """
    if not _WANTS.search(question):
        return False
    if any(asked.search(question) and not told.search(around) for asked, told in _PAIRS):
        return True
    if (m := _SUPERLATIVE.search(question)) and not re.search(rf"\b{m[1]}\b", around, re.I) and not _EXTREME.search(around) and said.count("%") < 2:
        return True
    if _PERCENT_WANTED.search(question) and not _PERCENT.search(said):
        return True
    return bool(_COUNT_WANTED.search(question)) and not _PERCENT_ASKED.search(question) and _SHARE.search(said) is not None and not _COUNT.search(_SHARE.sub(" ", said))


_NAMING = re.compile(r"\b(?:name|list|give (?:me )?|what (?:are|were)|which (?:are|were))\s+(?:all )?(?:of )?(?:the |its |these |those )?(two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|\d{1,2})\s+((?:[a-z]+\s+){0,2}?[a-z]{3,}s)\b", re.I)
_LISTED = re.compile(r":\s[^:.]*;[^:.]*;")
"""A list within a sentence: "the three aims are: speed; cost; and care"."""


def counts_without_naming(question: str, said: Sequence[str]) -> bool:
    """Whether a question asks to name so many things, and what is said ends with saying that there are so many ("with five themes and eight outcomes.")."""
    asked = _NAMING.search(question)
    if not asked or len(said) > 3 or any(text.rstrip().endswith(":") or _LISTED.search(text) for text in said):
        return False
    thing = asked[2].split()[-1]
    return any(re.search(rf"\b{asked[1]} (?:\w+ )?{thing}\s*(?:[.;]|$)", text, re.I) for text in said)
