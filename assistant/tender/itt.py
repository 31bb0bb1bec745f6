"""A tender's question, or a whole invitation to tender, taken apart: questions with their points, weighting and limit, each with its page. Pure.

Nothing is guessed: each finding has the words that it was read from, what was not found is said, and so is what is numbered like a question and was not
taken as one.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.domain import Page
from assistant.tender.limits import CHARACTERS, PAGES, WORDS, is_limit, is_of_all, limits_in
from assistant.tender.paragraphs import CODE, NUMBERED, TAG, paragraphs_of, without_letter
from assistant.tender.points import Point, alike, content, points
from assistant.tender.report_pages import without_running
from assistant.tender.rules import Said, limits_by_number, limits_for, limits_of_all, weights_by_number
from assistant.tender.schedule import Row, rows_of, without
from assistant.tender.terms import CLARIFY, OUTCOME, Finding, Paragraphs, Terms, sentences, terms_of

WORDS_OF_ONE = 260
"""A text of so many words or fewer with no question marked in it is taken as one question."""
MOST_UNTAKEN = 12
_WEIGHT = re.compile(r"\b(?:\d{1,2}(?:\.\d+)? ?(?:%|per cent)|(?:five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|twenty-five|thirty) per cent)(?: of (?:the )?(?:total|overall|quality|marks?|score|evaluation|available|award)[\w ]{0,20})?", re.I)
_WEIGHS = re.compile(r"\b(?:weight\w*|score|marks?|social value|of (?:the )?(?:quality|total|evaluation)|words?)\b", re.I)
_ASK = r"(?:please (?:describe|explain|set out|state|outline|detail|tell|demonstrate|provide|give)|describe|explain|set out|tell us|outline|demonstrate|how (?:will|would|do|does|can)|what (?:will|would|do|are|is|social|extra|additional)|bidders (?:must|should|are (?:asked|required) to) (?:state|describe|explain|set out|outline|demonstrate|say))"
_STARTS = re.compile(rf"^\s*(?:\(?(?:Q(?:uestion)?\s*)?\d+(?:\.\d+)*[.:)]?\s+)?(?:[^.?!\n]{{0,80}}[:.]\s+)?{_ASK}\b|^\s*(?:Q(?:uestion)?\s*\d+)|^.{{0,160}}\b(?:please (?:describe|explain|set out)|tell us|bidders must state|how will you)\b", re.I)
_GOES_ON = re.compile(r"^\s*(?:your (?:answer|response|submission)|(?:the )?(?:answers?|responses?) (?:should|must|will)|bidders (?:should|must) (?:include|cover|state|describe)|include\b|in your (?:answer|response)|(?:word|page) limit|weighting|maximum|no more than|not more than|up to \d|please (?:limit|keep|answer|respond|use)|\(?\d[\d,]* words)\b", re.I)
_IMPERATIVE = re.compile(
    r"^\s*(?:[A-Z]{0,3} ?\(?\d+(?:\.\d+)*[.:)]?\s+)?(?:[^.?!\n]{0,80}[:.]\s+)?(?:detail|state|give|provide|identify|list|name|show|summari[sz]e|specify|confirm|propose|indicate|evidence|share|discuss|present|which|who|where|when|why|what)\b", re.I)
_YOU = re.compile(r"\b(?:you|your|bidders?|tenderers?|suppliers?|providers?|applicants?)\b", re.I)
_HEADING = re.compile(r"\b(?:question|social value)\b|^\d+(?:\.\d+)+\b", re.I)
_FIRST = re.compile(r"^\s*(?:\(?(?:a|i|1)[.)]|[-•●▪*–])\s", re.I)
_SOCIAL = re.compile(r"\bsocial value\b|\bwider (?:social )?benefits?\b|\bcommunity benefits?\b|^\s*SV ?\d", re.I)
_LONGEST_HEADING = 14
_ITEM = re.compile(r"^\s*(?:\(?(?:[a-z]|[ivx]{1,4}|\d{1,2})[.)]|[-•●▪*–])\s+\S", re.I)
_LABEL = re.compile(r"^\s*(?:(?:Section|Part|Q(?:uestion)?)\s*)?([A-Z]{0,3} ?\d+(?:\.\d+)*|[A-Z](?=\.))\b", re.I)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question. `limit` is in words, `characters` in characters, each None where there is none. `points` are (point, page), in order; `under` are the headings over it."""

    label: str
    text: str
    page: str
    points: tuple[tuple[Point, str], ...]
    weighting: Finding | None = None
    limit: Finding | None = None
    pages: Finding | None = None
    under: str = ""
    characters: Finding | None = None

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
                   **_unlimited(mine), "a scoring scale": not terms.scale, "an outcome or priority named by the buyer": not terms.outcomes,
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
        """The outcomes of one of several questions: those that stand in it or that it names, and those that share more of their words with it than with any other."""
        if len(self.boxes) < 2:
            return ()
        return tuple(one for one in self.terms.outcomes if (named := [other for other in self.boxes if _names_outcome(other, one)] or _nearest(self.boxes, one)) and box in named)

    @property
    def said(self) -> tuple[str, ...]:
        """The sentences on scale, framework and weighting, each once."""
        terms = self.terms
        return tuple(dict.fromkeys(" ".join(one.quote.split()) for one in (*terms.scale, *terms.framework, *terms.weighting, *(q.weighting for q in self.boxes if q.weighting and q.weighting.quote not in q.text))))

    @property
    def outcomes(self) -> tuple[Finding, ...]:
        """The outcomes of the whole tender: all but those of one of several questions."""
        return tuple(one for one in self.terms.outcomes if not any(one in self.outcomes_of(box) for box in self.boxes))


def _unlimited(mine: Sequence[Asked]) -> dict[str, bool]:
    """That no limit was found: for none of the questions, or for which of them."""
    bare = [q for q in mine if not (q.limit or q.characters or q.pages)]
    if not mine or len(bare) == len(mine):
        return {"a word or page limit": True}
    return {f"a limit for question {q.label or mine.index(q) + 1}": True for q in bare}


def _names_outcome(box: Asked, outcome: Finding) -> bool:
    return outcome.quote in box.text or " ".join(outcome.value.lower().split()) in " ".join(box.text.lower().split())


def _nearest(boxes: Sequence[Asked], outcome: Finding) -> list[Asked]:
    """The one question that shares most words with an outcome; [] where none does, or two do alike."""
    near = [sum(alike(stem, one) for stem in content(outcome.value) for one in content(box.text)) for box in boxes]
    return [boxes[near.index(max(near))]] if max(near) and near.count(max(near)) == 1 else []


def take_apart(pages: Sequence[Page]) -> Tender:
    """A tender's questions and terms, from its pages in order; a pasted question is one page without a label."""
    pages = without_running(pages, numbered=True)  # questions of an invitation may be headed alike, page after page
    rows = rows_of(pages)
    paragraphs = list(paragraphs_of(without(pages, rows)))
    short = sum(len(text.split()) for text, _ in paragraphs) <= WORDS_OF_ONE
    paragraphs = without_letter(paragraphs, lambda line: _is_question(line) or bool(_ITEM.match(line) or TAG.search(line))) if short else paragraphs
    groups, untaken, loose = _grouped(paragraphs)
    if paragraphs and short and (not groups or len(pages) == 1 and len(groups) == 1 and not untaken):
        groups, untaken, loose = [("", paragraphs)], [], []
    asked = tuple(_asked(group, under) for under, group in groups)
    inside = [(text, page, under) for under, group in groups for text, page in group]
    return _scheduled(Tender(asked, terms_of(paragraphs), tuple(untaken)[:MOST_UNTAKEN]), rows, loose, inside)


def _scheduled(tender: Tender, rows: Sequence[Row], loose: Said, inside: Said) -> Tender:
    """With what a table gives each question, and what is said of it elsewhere; one of social value that stands in the table alone is a question, any other is told as not taken."""
    by_label = {_bare(row.label): row for row in rows}
    weights, limits = weights_by_number([*loose, *inside]), limits_by_number(loose)
    for_all = limits_of_all(loose, asked=inside)
    alone = [row for row in rows if _bare(row.label) not in {_bare(one.label) for one in tender.questions}]
    mine = [row for row in alone if _SOCIAL.search(f"{row.over} {row.label} {row.title}")]
    asked = [*tender.questions, *(_asked([(f"{row.label} {row.title}", row.page)], row.over) for row in mine)]
    headings = [one.under for one in asked]
    made = []
    for one in asked:
        row, number = by_label.get(_bare(one.label)), re.sub(r"^[a-z]+", "", _bare(one.label))
        general = limits_for(one.under, social=one.is_social_value, all_over=headings, found=for_all)
        said = {**general, **limits.get(number, {}), **(row.limits if row else {})}
        made.append(replace(one, weighting=one.weighting or (row.weighting if row else None) or weights.get(number), limit=one.limit or said.get(WORDS),
                            characters=one.characters or said.get(CHARACTERS), pages=one.pages or said.get(PAGES)))
    rest = tuple(Finding(row.label, row.line, row.page) for row in alone if row not in mine)
    return replace(tender, questions=tuple(made), untaken=(*tender.untaken, *rest)[:MOST_UNTAKEN])


def _bare(label: str) -> str:
    """A label as it is compared: "Question 1" and "Q1" are 1."""
    return re.sub(r"^(?:question|q|section|part)(?=\d)|[.:)]$", "", re.sub(r"\s", "", label).lower())


def _grouped(paragraphs: Paragraphs) -> tuple[list[tuple[str, Paragraphs]], list[Finding], list[tuple[str, str, str]]]:
    """Each question with the headings over it and with the list and lines that go on with it; what is numbered or weighted and none; then the rest with the headings over it."""
    groups: list[tuple[str, Paragraphs]] = []
    untaken: list[Finding] = []
    loose: list[tuple[str, str, str]] = []
    sections: list[tuple[str, str]] = []  # (number, text) of the headings over a paragraph, the widest first
    own: Paragraphs = []  # the heading of one question, and what stands under it until a question does
    group: Paragraphs = []
    last: Paragraphs = []  # the last question under these headings: a limit that stands alone is its own

    def over() -> str:
        return " / ".join(text for _, text in sections)

    def heading_alone() -> None:
        if own and not any(own[0] in found for _, found in groups):
            groups.append((over(), list(own)))

    for text, page in paragraphs:
        if group and not _is_next(text, group) and (_is_list(text, group) or _GOES_ON.match(text) or is_limit(text)):
            group.append((text, page))
            continue
        if last and is_limit(text) and not is_of_all(text) and not _is_next(text, last) and not any(limits_in(part) for part, _ in last):
            last.append((text, page))
            continue
        if _is_heading(text):
            number = match[1] if (match := NUMBERED.match(text)) else ""
            above = [one for one in sections if number.startswith(f"{one[0]}.") or CODE.match(text) and not CODE.match(one[1])]
            if sections and sections[-1] not in above:
                heading_alone()
            sections = [*above, (number, text)]
            own, group, last = [(text, page)] if _is_own(text) else [], [], []
        elif _is_question(text):
            group = [*([*own[:1], *(part for part in own[1:] if OUTCOME.search(part[0]) or is_limit(part[0]))] if not _is_own(text) else []), (text, page)]
            groups.append((over(), group))
            last = group
            own = own[:1] if not _is_own(text) else []
        else:
            group = []
            loose.append((text, page, over()))
            if CODE.match(text) or TAG.search(text) and (NUMBERED.match(text) or limits_in(text)) or NUMBERED.match(text) and _HEADING.search(over()):
                untaken.append(Finding(match[1] if (match := _LABEL.match(text)) else "", text, page))
            elif own:
                own.append((text, page))
    heading_alone()
    return groups, untaken, loose


def _is_heading(text: str) -> bool:
    if _STARTS.match(text) and _YOU.search(text):
        return False
    return "\n" not in text and len(text.split()) <= _LONGEST_HEADING and not re.search(r"[.?!:]$|[.?!] ", NUMBERED.sub("", text)) and bool(_HEADING.search(text) or NUMBERED.match(text) or CODE.match(text))


def _is_own(text: str) -> bool:
    """Whether it has a code, a weighting or a limit of its own."""
    return bool(CODE.match(text) or re.search(r"\bquestion \d", text, re.I) or TAG.search(text) or limits_in(text))


def _is_question(text: str) -> bool:
    """Whether a paragraph asks a bidder something; with a number, a weighting or a limit of its own it does, whatever its verb."""
    if CLARIFY.search(text) or len(text.split()) <= 3:
        return False
    if _STARTS.match(text) or _IMPERATIVE.match(text) and _YOU.search(text) or any(said.endswith("?") and _YOU.search(said) for said in sentences(text)):
        return True
    tags = TAG.findall(text)
    return bool(CODE.match(text) and (tags or limits_in(text)) or NUMBERED.match(text) and len(tags) == 1)


def _is_list(text: str, group: Paragraphs) -> bool:
    """Whether a paragraph is the list of a question, or more of it."""
    lines = text.split("\n")
    return all(_ITEM.match(line) for line in lines) and bool(_FIRST.match(lines[0]) or _ITEM.match(group[-1][0].split("\n")[-1]))


def _is_next(text: str, group: Paragraphs) -> bool:
    """Whether a paragraph is the next question: it has a code, or its number follows on that of the question."""
    mine, last = NUMBERED.match(text), next((match for part, _ in group if (match := NUMBERED.match(part)) and _is_question(part)), None)
    return bool(CODE.match(text)) or bool(mine and last and mine[1].isdigit() and last[1].isdigit() and int(mine[1]) == int(last[1]) + 1 and _is_question(text))


def _asked(group: Paragraphs, under: str) -> Asked:
    text = "\n".join(part for part, _ in group)
    label = _LABEL.match(text)
    found = [(point, next((page for part, page in group if point.text in " ".join(part.split())), group[0][1])) for point in points(text)]
    return Asked(label[1] if label else "", text, group[0][1], tuple(found), _weighting(group), _limit_of(group, WORDS), _limit_of(group, PAGES), under, _limit_of(group, CHARACTERS))


def _weighting(group: Paragraphs) -> Finding | None:
    for part, page in group:
        for said in sentences(part):
            found = _WEIGHT.search(said)
            if found and (_WEIGHS.search(said) or len(said.split()) <= 4) and not re.search(r"\breduc\w+ by\b", said):
                return Finding(found.group(), said, page)
    return None


def _limit_of(group: Paragraphs, unit: str) -> Finding | None:
    for part, page in group:
        if found := next((one for one in limits_in(part) if one.unit == unit), None):
            return Finding(found.said.strip() if unit == PAGES else str(found.count), next((said for said in sentences(part) if found.said in said), found.said), page)
    return None
