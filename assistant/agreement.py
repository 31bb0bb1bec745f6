"""Two of a user's own documents that give a figure for the same thing: the same, or another. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.text import figures, stem_set, stems

ONE_ALONE = "I found this in one document alone, so there is nothing to hold it against:"
ALIKE = 0.75
"""From this share of the words of the shorter of two sentences on, beside their figures, they are of one frame."""
_AGREE = re.compile(r"\b(?:agree(?:s|d|ment)?|disagree\w*|differ(?:s|ent|ently)?|contradict\w*|conflict\w*|consistent|inconsistent|the same|match(?:es)?)\b", re.I)
_BOTH = re.compile(r"\b(?:(?:the|my|our|these|those|both|two)(?: \w+)? )?(?:documents?|reports?|papers?|files?|polic(?:y|ies)|briefings?|uploads?)\b|\bthey\b", re.I)
_WITH_UNIT = re.compile(r"([£$€]?)\d[\d,.]*\d?(?:\s?(?:million|billion|thousand|m|bn|k)\b)?\s*(%|per cent\b|[A-Za-z]+)?")
_OTHERS = stem_set("do does did two document documents report reports paper papers file files agree disagree differ different contradict consistent same match both my our figure number many much")


def asks_agreement(question: str) -> bool:
    """Whether a question asks if documents agree on something."""
    return _AGREE.search(question) is not None and _BOTH.search(question) is not None and re.match(r"\W*(?:do|does|did|are|is|where|on what)\b", question, re.I) is not None


def agreed(one: str, other: str) -> bool | None:
    """Whether two sentences of one frame give the same figures; None where they are not of one frame or have none that can be set side by side."""
    mine, theirs = _measured(one), _measured(other)
    if not set(mine) & set(theirs):
        return None
    a, b = _frame(one), _frame(other)
    if len(a & b) < 2 and a != b or len(a & b) < ALIKE * min(len(a), len(b)) or len(a & b) < 0.5 * max(len(a), len(b)):
        return None
    return all(mine[unit] == theirs[unit] for unit in set(mine) & set(theirs))


def about(question_terms: Sequence[str]) -> frozenset[str]:
    """The terms of a question of agreement that say on what."""
    return frozenset(question_terms) - _OTHERS


def opened_with(titles: Sequence[str], *, same: bool) -> str:
    """The line before what documents of these titles say, in their order."""
    named = " and then ".join(f"“{title.removesuffix(_PUBLISHER).strip()}”" for title in dict.fromkeys(titles))
    return f"Your documents {'give the same figure' if same else 'give different figures'}; this is what is said in {named}:"


_PUBLISHER = "your own document"


def _frame(text: str) -> set[str]:
    return {s for s in stems(_WITH_UNIT.sub(lambda m: f" {m[2] or ''} ", text)) if not s[0].isdigit()}


def _measured(text: str) -> dict[str, tuple[str, ...]]:
    """The figures of a text by what they count: the currency, the per cent, the word after them; years are none."""
    found: dict[str, tuple[str, ...]] = {}
    for match in _WITH_UNIT.finditer(text):
        said = figures(match.group())
        if not said or re.fullmatch(r"(?:19|20)\d\d", said[0]):
            continue
        unit = match[1] or ("%" if match[2] in ("%", "per cent") else next(iter(stem_set(match[2] or "")), ""))
        if unit:
            found[unit] = (*found.get(unit, ()), said[0])
    return found
