"""A tender's question, or a whole invitation to tender, taken apart: questions with their points, weighting and limit, each with its page. Pure.

Nothing is guessed: each finding has the words that it was read from, what was not found is said, and so is what is numbered like a question and was not
taken as one.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.domain import Page
from assistant.tender.points import Point, points
from assistant.tender.schedule import Row, rows_of, without
from assistant.tender.terms import CLARIFY, OUTCOME, Finding, Paragraphs, Terms, sentences, terms_of
from assistant.text import number_words

WORDS_OF_ONE = 260
"""A text of so many words or fewer with no question marked in it is taken as one question."""
MOST_UNTAKEN = 12
_N = r"(\d{1,3}(?:,\d{3})+|\d+|one|two|three|four|five|six)"
_LIMIT = re.compile(
    rf"\b(?:(?:max(?:imum)?\.?(?: (?:of|length|word count|word limit))?|up to|no more than|not (?:to )?exceed(?:ing)?|limit(?:ed)?(?: to| of)?|within|word (?:limit|count)|words?:?)\s*[:=]?\s*(?:of |is |to )?{_N}[ -]words?"
    rf"|word (?:limit|count)\s*[:=]?\s*(?:is |of )?{_N}\b|{_N}[ -]words?\b(?:\s*(?:max(?:imum)?|limit|or (?:fewer|less)))?|\({_N} words)", re.I)
_PAGES = re.compile(rf"\b(?:max(?:imum)?(?: of)?|up to|no more than|limit(?:ed)? (?:to|of)|not exceed)?\s*{_N} (?:sides?|pages?)(?: of)?(?: A4)?\b", re.I)
_WEIGHT = re.compile(r"\b\d{1,2}(?:\.\d+)? ?(?:%|per cent)(?: of (?:the )?(?:total|overall|quality|marks?|score|evaluation|available|award)[\w ]{0,20})?", re.I)
_WEIGHS = re.compile(r"\b(?:weight\w*|score|marks?|social value|of (?:the )?(?:quality|total|evaluation)|words?)\b", re.I)
_ASK = r"(?:please (?:describe|explain|set out|state|outline|detail|tell|demonstrate|provide|give)|describe|explain|set out|tell us|outline|demonstrate|how (?:will|would|do|does|can)|what (?:will|would|do|are|is|social|extra|additional)|bidders (?:must|should|are (?:asked|required) to) (?:state|describe|explain|set out|outline|demonstrate|say))"
_STARTS = re.compile(rf"^\s*(?:\(?(?:Q(?:uestion)?\s*)?\d+(?:\.\d+)*[.:)]?\s+)?(?:[^.?!\n]{{0,80}}[:.]\s+)?{_ASK}\b|^\s*(?:Q(?:uestion)?\s*\d+)|^.{{0,160}}\b(?:please (?:describe|explain|set out)|tell us|bidders must state|how will you)\b", re.I)
_GOES_ON = re.compile(r"^\s*(?:your (?:answer|response|submission)|(?:the )?(?:answers?|responses?) (?:should|must|will)|bidders (?:should|must) (?:include|cover|state|describe)|include\b|in your (?:answer|response)|(?:word|page) limit|weighting|maximum|no more than|not more than|up to \d|please (?:limit|keep|answer|respond|use)|\(?\d[\d,]* words)\b", re.I)
_CODE = re.compile(r"^\s*(?:Q(?:uestion)? ?\d{1,2}(?:\.\d+)*|SV ?\d{1,2}(?:\.\d+)*|(?!PPN|ISO|BS|FY|CO\d|[AM]\d)[A-Z]{1,3}\d{1,2}(?:\.\d+)*)(?=[\s.:)(])")
"""A code that a buyer gives a question: SV3, Q2, Question 4, EV1.2."""
_IMPERATIVE = re.compile(
    r"^\s*(?:[A-Z]{0,3} ?\(?\d+(?:\.\d+)*[.:)]?\s+)?(?:[^.?!\n]{0,80}[:.]\s+)?(?:detail|state|give|provide|identify|list|name|show|summari[sz]e|specify|confirm|propose|indicate|evidence|share|discuss|present|which|who|where|when|why|what)\b", re.I)
_YOU = re.compile(r"\b(?:you|your|bidders?|tenderers?|suppliers?|providers?|applicants?)\b", re.I)
_TAG = re.compile(r"[(\[][^()\[\]]*(?:\d ?%|\d per cent|\d words|weight|\d marks)[^()\[\]]*[)\]]", re.I)
"""Weighting or limit in brackets, as it stands behind a question."""
_HEADING = re.compile(r"\b(?:question|social value)\b|^\d+(?:\.\d+)+\b", re.I)
_FIRST = re.compile(r"^\s*(?:\(?(?:a|i|1)[.)]|[-•●▪*–])\s", re.I)
_NUMBERED = re.compile(r"^(?:(?:Section|Part|Question|Q)\s*)?(\d+(?:\.\d+)*)[.:)]?\s+(?=[A-Z])")
_SOCIAL = re.compile(r"\bsocial value\b|\bwider (?:social )?benefits?\b|\bcommunity benefits?\b|^\s*SV ?\d", re.I)
_LONGEST_HEADING = 14
_ITEM = re.compile(r"^\s*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]|[-•●▪*–])\s+\S", re.I)
_LABEL = re.compile(r"^\s*(?:(?:Section|Part|Q(?:uestion)?)\s*)?([A-Z]{0,3} ?\d+(?:\.\d+)*|[A-Z](?=\.))\b", re.I)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `limit` is in words and None where there is none in words. `points` are (point, page), in order; `under` are the headings over it."""

    label: str
    text: str
    page: str
    points: tuple[tuple[Point, str], ...]
    weighting: Finding | None = None
    limit: Finding | None = None
    pages: Finding | None = None
    under: str = ""

    @property
    def words(self) -> int | None:
        """The limit in words."""
        return int(self.limit.value) if self.limit else None

    @property
    def is_social_value(self) -> bool:
        """Whether it is a question of social value, by its words or by the headings over it."""
        return bool(_SOCIAL.search(self.text) or _SOCIAL.search(self.under))


@dataclass(frozen=True, slots=True)
class Tender:
    """What was found in a tender, and what was not. `untaken` are numbered or weighted paragraphs that were not taken as questions, each with its page."""

    questions: tuple[Asked, ...]
    terms: Terms = Terms()
    untaken: tuple[Finding, ...] = ()

    @property
    def not_found(self) -> tuple[str, ...]:
        """What a bidder would look for and the text does not have, in words."""
        mine, terms = self.ours, self.terms
        lacking = {"a question": not self.questions, "sub-points": bool(mine) and not any(len(q.points) > 1 for q in mine), "a weighting": not any(q.weighting for q in mine),
                   "a word or page limit": not any(q.limit or q.pages for q in mine), "a scoring scale": not terms.scale, "an outcome or priority named by the buyer": not terms.outcomes,
                   "a framework or policy note": not terms.framework, "the weighting of social value as a whole": not terms.weighting, "the contract value": not terms.value,
                   "a deadline": not terms.deadline, "a deadline for clarification questions": not terms.clarification}
        return tuple(what for what, missing in lacking.items() if missing)

    @property
    def ours(self) -> tuple[Asked, ...]:
        """The questions of social value; all of them where none says that it is."""
        return tuple(q for q in self.questions if q.is_social_value) or self.questions

    @property
    def boxes(self) -> tuple[Asked, ...]:
        """The questions to be answered: all that say they are of social value; where none does, the first."""
        return tuple(q for q in self.questions if q.is_social_value) or self.questions[:1]

    def outcomes_of(self, box: Asked) -> tuple[Finding, ...]:
        """The outcomes that stand in one of several questions."""
        return tuple(one for one in self.terms.outcomes if len(self.boxes) > 1 and one.quote in box.text)

    @property
    def said(self) -> tuple[str, ...]:
        """The sentences on scale, framework and weighting, each once."""
        terms = self.terms
        return tuple(dict.fromkeys(" ".join(one.quote.split()) for one in (*terms.scale, *terms.framework, *terms.weighting)))

    @property
    def outcomes(self) -> tuple[Finding, ...]:
        """The outcomes of the whole tender: all but those of one of several questions."""
        return tuple(one for one in self.terms.outcomes if not any(one in self.outcomes_of(box) for box in self.boxes))


def word_limit(text: str) -> int | None:
    """The limit in words that a question gives, None where it gives none."""
    found = _limit(text)
    return found[0] if found else None


def take_apart(pages: Sequence[Page]) -> Tender:
    """A tender's questions and terms, from its pages in order; a pasted question is one page without a label."""
    rows = rows_of(pages)
    paragraphs = list(_paragraphs(without(pages, rows)))
    groups, untaken = _grouped(paragraphs)
    short = sum(len(text.split()) for text, _ in paragraphs) <= WORDS_OF_ONE
    if paragraphs and short and (not groups or len(pages) == 1 and len(groups) == 1 and not untaken):
        groups, untaken = [("", paragraphs)], []
    return _scheduled(Tender(tuple(_asked(group, under) for under, group in groups), terms_of(paragraphs), tuple(untaken)[:MOST_UNTAKEN]), rows)


def _scheduled(tender: Tender, rows: Sequence[Row]) -> Tender:
    """With what a table gives each question; one of social value that stands in the table alone is a question, any other is told as not taken."""
    by_label = {_bare(row.label): row for row in rows}
    asked = [replace(one, weighting=one.weighting or row.weighting, limit=one.limit or row.limit) if (row := by_label.get(_bare(one.label))) else one for one in tender.questions]
    alone = [row for row in rows if _bare(row.label) not in {_bare(one.label) for one in asked}]
    mine = [row for row in alone if _SOCIAL.search(f"{row.label} {row.title}")]
    asked += [replace(_asked([(f"{row.label} {row.title}", row.page)], ""), weighting=row.weighting, limit=row.limit) for row in mine]
    rest = tuple(Finding(row.label, row.line, row.page) for row in alone if row not in mine)
    return replace(tender, questions=tuple(asked), untaken=(*tender.untaken, *rest)[:MOST_UNTAKEN])


def _bare(label: str) -> str:
    """A label as it is compared: "Question 1" and "Q1" are 1."""
    return re.sub(r"^(?:question|q|section|part)(?=\d)|[.:)]$", "", re.sub(r"\s", "", label).lower())


def _paragraphs(pages: Sequence[Page]) -> Iterator[tuple[str, str]]:
    """The paragraphs of pages; a line that begins with a question's code begins one."""
    for page in pages:
        for block in re.split(r"\n\s*\n", page.text):
            lines: list[str] = []
            for line in block.strip().split("\n"):
                if lines and (_CODE.match(line) or _NUMBERED.match(line) and _TAG.search(line)):
                    yield "\n".join(lines), page.label
                    lines = []
                lines.append(line)
            if any(line.strip() for line in lines):
                yield "\n".join(lines), page.label


def _grouped(paragraphs: Paragraphs) -> tuple[list[tuple[str, Paragraphs]], list[Finding]]:
    """Each question with the headings over it and with the list and lines that go on with it; then what is numbered or weighted and none."""
    groups: list[tuple[str, Paragraphs]] = []
    untaken: list[Finding] = []
    sections: list[tuple[str, str]] = []  # (number, text) of the headings over a paragraph, the widest first
    own: Paragraphs = []  # the heading of one question, and what stands under it until a question does
    group: Paragraphs = []

    def over() -> str:
        return " / ".join(text for _, text in sections)

    def heading_alone() -> None:
        if own and not any(own[0] in found for _, found in groups):
            groups.append((over(), list(own)))

    for text, page in paragraphs:
        if group and not _is_next(text, group) and (_is_list(text, group) or _GOES_ON.match(text)):
            group.append((text, page))
            continue
        if _is_heading(text):
            number = match[1] if (match := _NUMBERED.match(text)) else ""
            above = [one for one in sections if number.startswith(f"{one[0]}.") or _CODE.match(text) and not _CODE.match(one[1])]
            if sections and sections[-1] not in above:
                heading_alone()
            sections = [*above, (number, text)]
            own, group = [(text, page)] if _is_own(text) else [], []
        elif _is_question(text):
            group = [*([*own[:1], *(part for part in own[1:] if OUTCOME.search(part[0]))] if not _is_own(text) else []), (text, page)]
            groups.append((over(), group))
            own = own[:1] if not _is_own(text) else []
        else:
            group = []
            if _CODE.match(text) or _TAG.search(text) and (_NUMBERED.match(text) or _limit(text)) or _NUMBERED.match(text) and _HEADING.search(over()):
                untaken.append(Finding(match[1] if (match := _LABEL.match(text)) else "", text, page))
            elif own:
                own.append((text, page))
    heading_alone()
    return groups, untaken


def _is_heading(text: str) -> bool:
    if _STARTS.match(text) and _YOU.search(text):
        return False
    return "\n" not in text and len(text.split()) <= _LONGEST_HEADING and not re.search(r"[.?!:]$|[.?!] ", _NUMBERED.sub("", text)) and bool(_HEADING.search(text) or _NUMBERED.match(text) or _CODE.match(text))


def _is_own(text: str) -> bool:
    """Whether it has a code, a weighting or a limit of its own."""
    return bool(_CODE.match(text) or re.search(r"\bquestion \d", text, re.I) or _TAG.search(text) or _limit(text))


def _is_question(text: str) -> bool:
    """Whether a paragraph asks a bidder something; with a number, a weighting or a limit of its own it does, whatever its verb."""
    if CLARIFY.search(text) or len(text.split()) <= 3:
        return False
    if _STARTS.match(text) or _IMPERATIVE.match(text) and _YOU.search(text) or any(said.endswith("?") and _YOU.search(said) for said in sentences(text)):
        return True
    tags = _TAG.findall(text)
    return bool(_CODE.match(text) and (tags or _limit(text)) or _NUMBERED.match(text) and len(tags) == 1)


def _is_list(text: str, group: Paragraphs) -> bool:
    """Whether a paragraph is the list of a question, or more of it."""
    lines = text.split("\n")
    return all(_ITEM.match(line) for line in lines) and bool(_FIRST.match(lines[0]) or _ITEM.match(group[-1][0].split("\n")[-1]))


def _is_next(text: str, group: Paragraphs) -> bool:
    """Whether a paragraph is the next question: it has a code, or its number follows on that of the question."""
    mine, last = _NUMBERED.match(text), next((match for part, _ in group if (match := _NUMBERED.match(part)) and _is_question(part)), None)
    return bool(_CODE.match(text)) or bool(mine and last and mine[1].isdigit() and last[1].isdigit() and int(mine[1]) == int(last[1]) + 1 and _is_question(text))


def _asked(group: Paragraphs, under: str) -> Asked:
    text = "\n".join(part for part, _ in group)
    label = _LABEL.match(text)
    found = [(point, next((page for part, page in group if point.text in " ".join(part.split())), group[0][1])) for point in points(text)]
    return Asked(label[1] if label else "", text, group[0][1], tuple(found), _weighting(group), _limit_of(group), _page_limit(group), under)


def _weighting(group: Paragraphs) -> Finding | None:
    for part, page in group:
        for said in sentences(part):
            found = _WEIGHT.search(said)
            if found and (_WEIGHS.search(said) or len(said.split()) <= 4) and not re.search(r"\breduc\w+ by\b", said):
                return Finding(found.group(), said, page)
    return None


def _limit_of(group: Paragraphs) -> Finding | None:
    for part, page in group:
        if found := _limit(part):
            return Finding(str(found[0]), next((said for said in sentences(part) if found[1] in said), found[1]), page)
    return None


def _page_limit(group: Paragraphs) -> Finding | None:
    for part, page in group:
        if found := _PAGES.search(part):
            return Finding(found.group().strip(), next((said for said in sentences(part) if found.group() in said), found.group()), page)
    return None


def _limit(text: str) -> tuple[int, str] | None:
    found = _LIMIT.search(text)
    if not found:
        return None
    said = next(group for group in found.groups() if group)
    number = int(said.replace(",", "")) if said[0].isdigit() else (number_words(said) or [1])[0]
    return (number, found.group()) if number >= 10 else None
