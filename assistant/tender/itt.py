"""A tender's question, or a whole invitation to tender, taken apart: questions, points, weighting, limit, scale, outcomes, deadline, each with its page. Pure.

Nothing is guessed: each finding has the words that it was read from, and what was not found is said.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.domain import Page
from assistant.tender.points import Point, points
from assistant.text import number_words, sentence_spans

WORDS_OF_ONE = 260
"""A text of so many words or fewer with no question marked in it is taken as one question."""
_N = r"(\d{1,3}(?:,\d{3})+|\d+|one|two|three|four|five|six)"
_LIMIT = re.compile(
    rf"\b(?:(?:max(?:imum)?\.?(?: (?:of|length|word count|word limit))?|up to|no more than|not (?:to )?exceed(?:ing)?|limit(?:ed)?(?: to| of)?|within|word (?:limit|count)|words?:?)\s*[:=]?\s*(?:of |is |to )?{_N}[ -]words?"
    rf"|word (?:limit|count)\s*[:=]?\s*(?:is |of )?{_N}\b|{_N}[ -]words?\b(?:\s*(?:max(?:imum)?|limit|or (?:fewer|less)))?|\({_N} words)", re.I)
_PAGES = re.compile(rf"\b(?:max(?:imum)?(?: of)?|up to|no more than|limit(?:ed)? (?:to|of)|not exceed)?\s*{_N} (?:sides?|pages?)(?: of)?(?: A4)?\b", re.I)
_WEIGHT = re.compile(r"\b\d{1,2}(?:\.\d+)? ?(?:%|per cent)(?: of (?:the )?(?:total|overall|quality|marks?|score|evaluation|available|award)[\w ]{0,20})?", re.I)
_WEIGHS = re.compile(r"\b(?:weight\w*|score|marks?|social value|of (?:the )?(?:quality|total|evaluation)|words?)\b", re.I)
_SCALE = re.compile(r"\b(?:scored?|marked|marks?|scoring scale|scale|rated)\b.{0,40}\b(?:\d to \d{1,2}|\d ?[-–] ?\d{1,2}\b(?!%)|out of \d{1,3})|^\s*[0-9]{1,2}\s*(?:[-–:=|]|\s{2,})\s*(?:excellent|exceptional|good|satisfactory|acceptable|poor|unacceptable|very good|weak|no (?:response|answer))", re.I | re.M)
_DEADLINE = re.compile(r"\b(?:deadline|closing date|clos(?:es|ing)|submi(?:t|tted|ssion)|return(?:ed)?|received|tender return|no later than|due)\b", re.I)
_DATE = re.compile(r"\b(?:\d{1,2}(?:st|nd|rd|th)? (?:January|February|March|April|May|June|July|August|September|October|November|December) 20\d\d|\d{1,2}/\d{1,2}/20\d\d)\b", re.I)
_OUTCOME = re.compile(r"\b(?:(?:our|the|chosen|selected|priority|buyer's) )*(?:outcomes?|priorit(?:y|ies)|theme|mission|policy outcome|award criteri(?:on|a))(?: \d+)?(?: (?:is|are|for this contract is|for this contract are)\b:?|:)\s*", re.I)
_FRAMEWORK = re.compile(r"\b(?:Social Value Model|National TOMs|TOMs?\b(?: framework)?|Themes,? Outcomes and Measures|PPN ?0\d\d|PPN \d\d/\d\d|Procurement Policy Note \d+(?:/\d+)?|Provider Selection Regime|Social Value Portal|HACT)\b")
_CLARIFY = re.compile(r"\bclarif\w+ (?:questions?|quer\w+|period|deadline)\b", re.I)
_ASK = r"(?:please (?:describe|explain|set out|state|outline|detail|tell|demonstrate|provide|give)|describe|explain|set out|tell us|outline|demonstrate|how (?:will|would|do|does|can)|what (?:will|would|do|are|is|social|extra|additional)|bidders (?:must|should|are (?:asked|required) to) (?:state|describe|explain|set out|outline|demonstrate|say))"
_STARTS = re.compile(rf"^\s*(?:\(?(?:Q(?:uestion)?\s*)?\d+(?:\.\d+)*[.:)]?\s+)?(?:[^.?!\n]{{0,80}}[:.]\s+)?{_ASK}\b|^\s*(?:Q(?:uestion)?\s*\d+)|^.{{0,160}}\b(?:please (?:describe|explain|set out)|tell us|bidders must state|how will you)\b", re.I)
_GOES_ON = re.compile(r"^\s*(?:your (?:answer|response|submission)|(?:the )?(?:answers?|responses?) (?:should|must|will)|bidders (?:should|must) (?:include|cover|state|describe)|include\b|in your (?:answer|response)|(?:word|page) limit|weighting|maximum)\b", re.I)
_HEADING = re.compile(r"\b(?:question|social value)\b|^\d+(?:\.\d+)+\b", re.I)
_FIRST = re.compile(r"^\s*(?:\(?(?:a|i|1)[.)]|[-•●▪*–])\s", re.I)
_NUMBERED = re.compile(r"^(?:(?:Section|Part|Question|Q)\s*)?\d+(?:\.\d+)*[.:)]?\s+(?=[A-Z])")
_TELLS = re.compile(r"social value|question|\bwords?\b|%|pages?\b", re.I)
"""What makes a heading worth keeping with its question."""
_LONGEST_HEADING = 14
_ITEM = re.compile(r"^\s*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]|[-•●▪*–])\s+\S", re.I)
_LABEL = re.compile(r"^\s*(?:(?:Section|Part|Q(?:uestion)?)\s*)?([A-Z]?\d+(?:\.\d+)*|[A-Z](?=\.))\b", re.I)


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing read from the tender: what it comes to, and the words on that printed page ("" where the text has no pages)."""

    value: str
    quote: str
    page: str


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `limit` is in words and None where there is none in words. `points` are (point, page), in order."""

    label: str
    text: str
    page: str
    points: tuple[tuple[Point, str], ...]
    weighting: Finding | None = None
    limit: Finding | None = None
    pages: Finding | None = None

    @property
    def words(self) -> int | None:
        """The limit in words."""
        return int(self.limit.value) if self.limit else None

    @property
    def is_social_value(self) -> bool:
        """Whether it is the question of social value."""
        return bool(re.search(r"\bsocial value\b|\bwider (?:social )?benefits?\b|\bcommunity benefits?\b", self.text, re.I))


@dataclass(frozen=True, slots=True)
class Tender:
    """What was found in a tender, and what was not."""

    questions: tuple[Asked, ...]
    scale: tuple[Finding, ...] = ()
    outcomes: tuple[Finding, ...] = ()
    framework: tuple[Finding, ...] = ()
    deadline: tuple[Finding, ...] = ()

    @property
    def not_found(self) -> tuple[str, ...]:
        """What a bidder would look for and the text does not have, in words."""
        mine = self.ours
        lacking = {"a question": not self.questions, "sub-points": bool(mine) and not any(len(q.points) > 1 for q in mine), "a weighting": not any(q.weighting for q in mine),
                   "a word or page limit": not any(q.limit or q.pages for q in mine), "a scoring scale": not self.scale, "an outcome or priority named by the buyer": not self.outcomes,
                   "a framework or policy note": not self.framework, "a deadline": not self.deadline}
        return tuple(what for what, missing in lacking.items() if missing)

    @property
    def ours(self) -> tuple[Asked, ...]:
        """The questions of social value; all of them where none says that it is."""
        return tuple(q for q in self.questions if q.is_social_value) or self.questions

    @property
    def boxes(self) -> tuple[Asked, ...]:
        """The questions to be answered: all that say they are of social value; where none does, the first."""
        return tuple(q for q in self.questions if q.is_social_value) or self.questions[:1]


def word_limit(text: str) -> int | None:
    """The limit in words that a question gives, None where it gives none."""
    found = _limit(text)
    return found[0] if found else None


def take_apart(pages: Sequence[Page]) -> Tender:
    """A tender's questions and terms, from its pages in order; a pasted question is one page without a label."""
    paragraphs = list(_paragraphs(pages))
    groups = list(_questions(paragraphs))
    if not groups and sum(len(text.split()) for text, _ in paragraphs) <= WORDS_OF_ONE and paragraphs:
        groups = [paragraphs]
    if len(pages) == 1 and sum(len(text.split()) for text, _ in paragraphs) <= WORDS_OF_ONE and len(groups) <= 1:
        groups = [paragraphs] if paragraphs else []
    return Tender(tuple(_asked(group) for group in groups), tuple(_by_line(_SCALE, paragraphs))[:8], tuple(_outcomes(paragraphs))[:6],
                  tuple(_named(_FRAMEWORK, paragraphs))[:4], tuple(_deadlines(paragraphs))[:3])


Paragraphs = list[tuple[str, str]]
"""(text, page) of each."""


def _paragraphs(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    for page in pages:
        for text in re.split(r"\n\s*\n", page.text):
            if text.strip():
                yield text.strip(), page.label


def _questions(paragraphs: Paragraphs) -> Iterator[Paragraphs]:
    """Each question with the heading that it stands under and the list and lines that go on with it."""
    group: Paragraphs = []
    head: tuple[str, str] | None = None
    for text, page in paragraphs:
        lines = text.split("\n")
        listed = all(_ITEM.match(line) for line in lines) and (bool(_FIRST.match(lines[0])) or bool(group) and bool(_ITEM.match(group[-1][0].split("\n")[-1])))
        if group and (listed or _GOES_ON.match(text)):
            group.append((text, page))
            continue
        if group:
            yield group
            group = []
        if len(lines) == 1 and len(text.split()) <= _LONGEST_HEADING and not re.search(r"[.?!:]$|[.?!] ", _NUMBERED.sub("", text)) and (_HEADING.search(text) or _NUMBERED.match(text)):
            head = (text, page)
        elif _STARTS.match(text) and not _CLARIFY.search(text) and (len(text.split()) > 3):
            group = [*([head] if head and _TELLS.search(head[0]) else []), (text, page)]
    if group:
        yield group


def _asked(group: Paragraphs) -> Asked:
    text = "\n".join(part for part, _ in group)
    label = _LABEL.match(text)
    found = [(point, next((page for part, page in group if point.text in " ".join(part.split())), group[0][1])) for point in points(text)]
    return Asked(label[1] if label else "", text, group[0][1], tuple(found), _weighting(group), _limit_of(group), _page_limit(group))


def _weighting(group: Paragraphs) -> Finding | None:
    for part, page in group:
        for said in _sentences(part):
            found = _WEIGHT.search(said)
            if found and (_WEIGHS.search(said) or len(said.split()) <= 4) and not re.search(r"\breduc\w+ by\b", said):
                return Finding(found.group(), said, page)
    return None


def _limit_of(group: Paragraphs) -> Finding | None:
    for part, page in group:
        if found := _limit(part):
            return Finding(str(found[0]), next((said for said in _sentences(part) if found[1] in said), found[1]), page)
    return None


def _page_limit(group: Paragraphs) -> Finding | None:
    for part, page in group:
        if found := _PAGES.search(part):
            return Finding(found.group().strip(), next((said for said in _sentences(part) if found.group() in said), found.group()), page)
    return None


def _limit(text: str) -> tuple[int, str] | None:
    found = _LIMIT.search(text)
    if not found:
        return None
    said = next(group for group in found.groups() if group)
    number = int(said.replace(",", "")) if said[0].isdigit() else (number_words(said) or [1])[0]
    return (number, found.group()) if number >= 10 else None


def _outcomes(paragraphs: Paragraphs) -> Iterator[Finding]:
    for part, page in paragraphs:
        for said in _sentences(part):
            if (found := _OUTCOME.search(said)) and 2 < len(value := said[found.end():].strip(" .:")) < 200:
                yield Finding(value, said, page)


def _named(pattern: re.Pattern[str], paragraphs: Paragraphs) -> Iterator[Finding]:
    seen = set()
    for part, page in paragraphs:
        for said in _sentences(part):
            if (found := pattern.search(said)) and found.group() not in seen:
                seen.add(found.group())
                yield Finding(found.group(), said, page)


def _by_line(pattern: re.Pattern[str], paragraphs: Paragraphs) -> Iterator[Finding]:
    for part, page in paragraphs:
        for said in _sentences(part):
            if found := pattern.search(said):
                yield Finding(found.group().strip(), said, page)


def _deadlines(paragraphs: Paragraphs) -> Iterator[Finding]:
    for part, page in paragraphs:
        for said in _sentences(part):
            if _DEADLINE.search(said) and not _CLARIFY.search(said) and (found := _DATE.search(said)):
                yield Finding(found.group(), said, page)


def _sentences(text: str) -> Iterator[str]:
    return (text[start:end] for start, end in sentence_spans(text))
