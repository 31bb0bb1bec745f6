"""The amounts of a sentence: the figure, what it counts, of which year, in which clause and of whose; and whether two count one thing. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from assistant.text import MONTHS, stem, stems, words

DATE = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS})\b(?: (?:19|20)\d\d)?|\b(?:{MONTHS}) \d{{1,2}}(?:st|nd|rd|th)?\b(?!\d)|\b\d{{1,2}}/\d{{1,2}}/\d{{2,4}}\b", re.I)
YEAR = re.compile(r"\b(?:19|20)\d\d(?:[/–-](?:20)?\d\d)?\b")
_PLACE = r"(?:pages?|pp?\.|sections?|tables?|appendix|appendices|annex|figures?|charts?|paragraphs?|paras?\.?|chapters?|footnotes?|questions?|Q)"
REFERENCE = re.compile(rf"\([^()]*\b{_PLACE} ?\d[^()]*\)|\b{_PLACE} ?\d+(?:\.\d+)*(?: ?(?:[-–,]|and|to) ?\d+)*\b|\bp\d+\b|\((?:[^()\d]|\d(?!,\d))*\b(?:19|20)\d\d(?:/\d\d)?\)", re.I)
"""Where something stands: "(Annual Review 2025/26, page 1)", "table 3", "(Census 2021)". Its numbers claim nothing."""
_AMOUNT = re.compile(r"(£ ?)?(\d[\d,]*(?:\.\d+)?)( ?%| per cent)?((?: of (?:(?:the|our|them|whom|those) )?\d+)?(?:[ -][a-zA-Z][\w’'-]*){0,4})")
_AGE = re.compile(r"\b(?:level|aged(?: over| under)?|aged \d+ (?:to|and|or|-)|\d/|(?:people|adults|residents|those|women|men|anyone) (?:over|under)) ?$", re.I)
_HAS = re.compile(
    r"\b(?:employ|employs|have|has|with|of|are|is|was|income|turnover|£)(?: (?:a|an|was|is|of|now|currently|about|around|some|team|total|charity|organi[sz]ation|and|just|only|over|nearly|our|\d[\d,]*|paid|staff|people|volunteers|employees|trustees|members))*\s*$", re.I)
"""Words before a figure of what a body has at a time: its staff, its income."""
_STOCK = frozenset(stems("staff employees volunteers trustees members drivers", keep_stopwords=True))
_MONEY = re.compile(r"\b(income|turnover|surplus|reserves|expenditure)\b", re.I)
_PART = re.compile(r"(?:^|[,;:.(]\s*)(?:out )?of (?:the |our |these |those |all )?$", re.I)
"""Before the figure of those of whom something is said: "Of 22 volunteers who joined us, ..."."""
_SAMPLE = re.compile(r"\b(?:survey|sample|poll|panel|focus group|consultation|questionnaire)s? (?:of|with|by|among) (?:\w+ )?$|\b(?:surveyed|asked|interviewed|polled|heard from|responses? from|replies from|answers? from|out of) (?:\w+ )?$", re.I)
_ONLY = re.compile(r"^(?:\s[\w’'-]+){0,2}?\s(?:who|whom|that|which|whose|aged|out of|without|living|unemployed|at (?:our|the) [A-Z]|(?:in|at|across|from|for|of|on) (?:the )?[A-Z])")
"""Behind a figure what makes it only some of them."""
_CLAUSE = re.compile(r"[,;:](?!\d)\s+|\.\s+|\s+(?:and|but|while|whereas|which|who|where)\s+(?=(?:[\w’'-]+ ){0,3}?(?:we|our|it|they|he|she|is|are|was|were|had|has|have|will|\w+ed)\b)")
_PLURAL = re.compile(r"[a-z]{2,}[^s]s$")
_EMPTY = frozenset(stems("we our us year last people number month end said about around nearly over made make", keep_stopwords=True))


@dataclass(frozen=True, slots=True)
class Amount:
    """A figure with what it counts (its unit's stems), the year that it stands nearest to ("" for none), whether it is what a body has at a time,
    whether it counts only some of them, or those who were asked, and what its clause is about."""

    figure: str
    unit: str
    year: str
    stock: bool
    scope: str
    about: frozenset[str]


@lru_cache(maxsize=8192)
def amounts(text: str) -> tuple[Amount, ...]:
    """The amounts of a text in order; the unit is the noun behind a figure with the noun before that, % or £. Dates and references are none."""
    return tuple(_read(blanked(text)))


def blanked(text: str) -> str:
    """A text without its dates and references, as long as it was."""
    return DATE.sub(_blank, REFERENCE.sub(_blank, text))


def undated(text: str) -> str:
    """A text without dates, years and references."""
    return YEAR.sub(" ", blanked(text))


def about(text: str) -> frozenset[str]:
    """The stems that tell what a text is about."""
    return frozenset(one for one in stems(text) if not one[:1].isdigit()) - _EMPTY


def of_one_time(one: Amount, other: Amount) -> bool:
    """Whether two amounts may be of one time: years that both name are the same."""
    return not one.year or not other.year or one.year == other.year


def count_one_thing(one: Amount, other: Amount) -> bool:
    """Whether two amounts count the same: one unit, one time, of all or of the same some; what a body has at a time, or clauses that are mostly about one thing."""
    if one.unit != other.unit or not one.unit or one.scope != other.scope or not of_one_time(one, other):
        return False
    if one.stock and other.stock:
        return True
    mine, theirs = one.about - set(one.unit.split()), other.about - set(one.unit.split())
    shared = mine & theirs
    return len(shared) >= 2 and 2 * len(shared) >= min(len(mine), len(theirs)) or bool(one.year and one.year == other.year and shared and (mine <= theirs or theirs <= mine))


def _read(text: str) -> Iterator[Amount]:
    years = [(match.start(), match.group()) for match in YEAR.finditer(text)]
    cuts = [0, *(match.start() for match in _CLAUSE.finditer(text)), len(text)]
    for match in _AMOUNT.finditer(text):
        before, after = text[:match.start()], text[match.end(3) if match[3] else match.end(2):]
        if YEAR.fullmatch(match[2]) or re.match(r"[/–-]\d", text[match.end(2):]) or _AGE.search(before):
            continue
        money = next((found[1].lower() for found in reversed(list(_MONEY.finditer(before)))), "") if match[1] else ""
        unit = money or ("£" if match[1] else "%" if match[3] else _unit(match[4]))
        near = min(years, key=lambda year: abs(year[0] - match.start()), default=(0, ""))[1]
        start = max(cut for cut in cuts if cut <= match.start())
        clause = text[start:min(cut for cut in cuts if cut > match.start())]
        scope = "part" if _PART.search(before) else "asked" if _SAMPLE.search(before) else ""
        stock = bool(_HAS.search(before)) and not scope and (bool(unit) and unit.split()[-1] in _STOCK and not match[4].lstrip().startswith("of ") and not _ONLY.match(after) or bool(money))
        yield Amount(match[2].replace(",", ""), unit, near, stock, scope, about(clause))


def _unit(behind: str) -> str:
    """The stems of the noun behind a figure, with one that stands before it as its kind ("volunteer drivers"); "" for none."""
    said = [word for word in words(behind) if not word[:1].isdigit() and word not in ("of", "the", "our", "them", "whom", "paid", "free", "those")]
    if not said:
        return ""
    kind = len(said) > 1 and not _PLURAL.search(said[0]) and said[0] not in ("staff", "people", "children", "men", "women") and bool(_PLURAL.search(said[1]))
    return " ".join(stem(word) for word in said[:2 if kind else 1])


def _blank(match: re.Match[str]) -> str:
    return " " * len(match.group())
