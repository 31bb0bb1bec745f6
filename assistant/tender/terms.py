"""What a tender says besides its questions, each with the words that it was read from and their page: scale, outcomes, framework, weighting, value, deadlines. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.tender.scale import scale_of
from assistant.text import MONTHS, sentence_spans

_DEADLINE = re.compile(r"\b(?:deadline|closing date|clos(?:e|es|ing)|submi(?:t|tted|ssion)|return(?:ed)?|received|tender return|no later than|due)\b", re.I)
_DATE = re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{MONTHS}) 20\d\d|\d{{1,2}}/\d{{1,2}}/20\d\d)\b", re.I)
OUTCOME = re.compile(r"\b(?:(?:our|the|chosen|selected|priority|buyer's) )*(?:outcomes?|priorit(?:y|ies)|theme|mission|policy outcome|award criteri(?:on|a))(?: \d+)?(?: (?:is|are|for this contract is|for this contract are)\b:?|:)\s*", re.I)
_QUOTED = re.compile(r"[“\"‘]([^“”\"‘’]{3,120})[”\"’]")
_QUOTED_OUTCOME = re.compile(r"\b(?:outcomes?|priorit(?:y|ies)|themes?|mission)[:,]?\s+[“\"‘]([^“”\"‘’]{3,120})[”\"’]", re.I)
MOST_STEPS = 14
_OWN_PAPER = r"(?:[A-Z][\w’'&-]*\s+){0,4}Social Value (?:and [A-Z]\w+ )?(?:Charter|Playbook|Framework|Toolkit|Policy|Strategy|Matrix|Pledge|Compact|Code(?: of Practice)?|Standard|Statement|Guide|Measures|Calculator|Bank)(?:\s+(?:19|20)\d\d(?:[-–/]\d{2,4})?)?"
"""A paper of the buyer's own or of its field, by its name."""
_FRAMEWORK = re.compile(rf"\b(?:{_OWN_PAPER})\b|" r"\b(?:Social Value Model|National TOMs|TOMs?\b(?: framework)?|Themes,? Outcomes and Measures|PPN ?0\d\d|PPN \d\d/\d\d|Procurement Policy Note \d+(?:/\d+)?|Provider Selection Regime|Social Value Portal|HACT)\b")
CLARIFY = re.compile(r"\bclarif\w+ (?:questions?|quer\w+|period|deadline|requests?)\b|\bclarifications (?:close|must|are due|should|by|can)\b", re.I)
_VALUE = re.compile(r"\b(?:contract|total|estimated|annual|maximum|indicative) (?:\w+ )?(?:value|budget|price|cost)\b|\bvalue of the (?:\w+ )?contract\b|\bbudget\b|\bcontract is (?:worth|valued)\b|\b(?:its|the|whose|with an?|an?) (?:total |estimated |annual |maximum |overall |whole[- ]life |approximate )*value (?:is|of|will|:)|\b(?:worth|valued at|contract sum|funding available|(?:financial )?envelope)\b", re.I)
_NO_VALUE = re.compile(r"\b(?:insur\w+|indemnity|liability|turnover|threshold|penalt\w+|below|per (?:hour|journey|visit|head|person))\b", re.I)
_POUNDS = re.compile(r"£ ?\d[\d,]*(?:\.\d+)?(?: ?(?:million|m|k)\b)?", re.I)
_OF_QUESTION = re.compile(r"\bquestions? \d|\bQ ?\d|\bSV ?\d|\b\d+\.\d+\b(?! ?(?:%|per cent))", re.I)
_PER_CENT = r"\b(?:\d{1,2}(?:\.\d+)? ?(?:%|per cent)|(?:five|ten|twelve|fifteen|twenty|twenty-five|thirty) per cent)"
_SHARE = re.compile(rf"\bsocial value\b(?! questions? \d)[^.;%]{{0,60}}?({_PER_CENT})|({_PER_CENT})[^.;%]{{0,60}}?\b(?:for|to|on) social value\b", re.I)


@dataclass(frozen=True, slots=True)
class Finding:
    """A thing read from the tender: what it comes to, and the words on that printed page ("" where the text has no pages)."""

    value: str
    quote: str
    page: str


Paragraphs = list[tuple[str, str]]
"""(text, page) of each."""


@dataclass(frozen=True, slots=True)
class Terms:
    """What was found, in the order of the text; () for what was not. `weighting` is that of social value as a whole, not of one question."""

    scale: tuple[Finding, ...] = ()
    outcomes: tuple[Finding, ...] = ()
    framework: tuple[Finding, ...] = ()
    weighting: tuple[Finding, ...] = ()
    value: tuple[Finding, ...] = ()
    deadline: tuple[Finding, ...] = ()
    clarification: tuple[Finding, ...] = ()

    @property
    def named(self) -> tuple[tuple[str, Finding], ...]:
        """Each finding with what it is, in words."""
        several = (("scoring scale", self.scale), ("outcome", self.outcomes), ("framework", self.framework), ("weighting of social value as a whole", self.weighting),
                   ("contract value", self.value), ("deadline", self.deadline), ("deadline for clarification questions", self.clarification))
        return tuple((what, one) for what, found in several for one in found)


def terms_of(paragraphs: Paragraphs) -> Terms:
    """The terms that stand in paragraphs."""
    said = [(sentence, page) for text, page in paragraphs for sentence in sentences(text)]
    return Terms(_scale(paragraphs, said), tuple(_outcomes(said))[:6], tuple(_frameworks(said))[:4], tuple(_shares(said))[:2], tuple(_values(said))[:2],
                 tuple(_dated(said, of_questions=False))[:3], tuple(_dated(said, of_questions=True))[:2])


def sentences(text: str) -> Iterator[str]:
    """The sentences of a text."""
    return (text[start:end] for start, end in sentence_spans(text))


def _scale(paragraphs: Paragraphs, said: Paragraphs) -> tuple[Finding, ...]:
    return tuple(Finding(*found) for found in scale_of(paragraphs, said))[:MOST_STEPS]


def _outcomes(said: Paragraphs) -> Iterator[Finding]:
    """Each outcome apart where several are named in quotation marks or with semicolons; one that a question names in quotation marks counts once."""
    seen = set()
    for text, page in said:
        values = [" ".join(match[1].split()) for match in _QUOTED_OUTCOME.finditer(text)]
        if (found := OUTCOME.search(text)) and 2 < len(value := text[found.end():].strip(" .:")) < 200:
            values = _QUOTED.findall(value) or [one.strip(" .,") for one in re.split(r";\s*(?:and\s+)?", value)]
        for value in values:
            if value and value.strip(" .,").lower() not in seen:
                seen.add(value.strip(" .,").lower())
                yield Finding(value.strip(" .,"), text, page)


def _frameworks(said: Paragraphs) -> Iterator[Finding]:
    seen = set()
    for text, page in said:
        for found in _FRAMEWORK.finditer(text):
            name = re.sub(r"^(?:The|Our|Its|This)\s+", "", " ".join(found.group().split()))
            if name not in seen:
                seen.add(name)
                yield Finding(name, text, page)


def _shares(said: Paragraphs) -> Iterator[Finding]:
    for text, page in said:
        if (found := _SHARE.search(text)) and not _OF_QUESTION.search(found.group()):
            yield Finding(found[1] or found[2], text, page)


def _values(said: Paragraphs) -> Iterator[Finding]:
    for text, page in said:
        if (said_so := _VALUE.search(text)) and not _NO_VALUE.search(text) and (found := _POUNDS.search(text, said_so.start()) or _POUNDS.search(text)):
            yield Finding(found.group(), text, page)


def _dated(said: Paragraphs, *, of_questions: bool) -> Iterator[Finding]:
    """The deadlines: those of clarification questions, or the others."""
    for text, page in said:
        for clause in re.split(r";\s+|,\s+and\s+(?=clarif)", text):
            asks = bool(CLARIFY.search(clause))
            if asks == of_questions and (asks or _DEADLINE.search(clause)) and (found := _DATE.search(clause)):
                yield Finding(found.group(), text, page)
