"""A part of the law that a question names by its number ("s.1(9)", "SI 2025/163"), and what our briefing says under that very number. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.bounds import laws
from assistant.compose import Statement
from assistant.domain import ClaimKind
from assistant.law import Briefing, Fact
from assistant.law_asks import of_fact
from assistant.text import sentence_spans

_SECTION = re.compile(r"\b(?:sub-?sections? ?\(?(?P<sub>\d{1,2})\b\)?|(?:sections?|sects?\.?|secs?\.?|ss?\.?) ?(?P<section>\d+)(?P<rest>(?: ?\(\w{1,2}\))*))", re.I)
_INSTRUMENT = re.compile(r"\bsi ?(?P<number>(?:19|20)\d\d/\d+)\b", re.I)
_ASKS_FOR = re.compile(
    r"\b(?:what|whats|which|how|tell|explain|summari[sz]e|describe|quote|read|give|show|remind|please|can|could|would|you|me|us|is|are|was|does|do|did|it|there|in|of|to|the|"
    r"says?|said|saying|mean(?:s|ing)?|provides?|states?|contains?|covers?|about|requires?|deals?|with|for|act|social|value|public|services|2012|under|and|a|an|text|wording|"
    r"words|plain|english|briefing|law|statute|s|content|contents|stand|stands|today|now)\b", re.I)
"""All that a question for a part itself, and for nothing particular in it, is made of."""
ACT = "Social Value Act"


def part_asked(question: str, briefing: Briefing) -> list[Statement]:
    """What the briefing says under the section of the Social Value Act, or of the statutory instrument, that a question asks after; nothing for other questions.

    A question with a word of its own ("does section 1(8) cover floods?") is after something particular, and one that names another Act after that.
    """
    if any(not re.search(r"\b(?:value|act) act\b", law, re.I) for law in laws(question)):
        return []
    if len(found := [*_INSTRUMENT.finditer(question)]) == 1 and not _left(question, found[0]):
        return list(_of_instrument(found[0]["number"], briefing))
    if len(found := [*_SECTION.finditer(question)]) != 1 or _left(question, found[0]):
        return []
    part = f"1({found[0]['sub']})" if found[0]["sub"] else found[0]["section"] + found[0]["rest"].replace(" ", "")
    return list(_of_section(part, briefing))


def _left(question: str, part: re.Match[str]) -> bool:
    """Whether a question asks for more than a part of the law itself."""
    return re.search(r"\w", _ASKS_FOR.sub(" ", question[:part.start()] + " " + question[part.end():])) is not None


def _of_section(part: str, briefing: Briefing) -> Iterator[Statement]:
    """The fact that is headed with a section, whole, and of further ones their first sentence."""
    met = [(fact, page) for fact, page in _facts(briefing) if fact.title.startswith("Section") and
           any(re.fullmatch(rf"{re.escape(part)}(?:\([a-z]\))?", number) for number in re.findall(r"\d+(?:\(\w+\))*", fact.title.split(":")[0]))]
    for at, (fact, page) in enumerate(met):
        for sentence in _sentences(fact)[:1 if at else None]:
            yield of_fact(sentence, fact, page, ClaimKind.DUTY)


def _of_instrument(number: str, briefing: Briefing) -> Iterator[Statement]:
    """The facts that speak of an instrument by its number: of the first all, of further ones the sentence that does."""
    met = sorted(((fact, page) for fact, page in _facts(briefing) if f"SI {number}" in f"{fact.title} {fact.text}"), key=lambda row: f"SI {number}" not in row[0].title)
    for at, (fact, page) in enumerate(met[:2]):
        for sentence in _sentences(fact):
            if not at or f"SI {number}" in sentence:
                yield of_fact(sentence, fact, page, ClaimKind.EVIDENCE)


def _facts(briefing: Briefing) -> Iterator[tuple[Fact, str]]:
    return ((fact, section.page) for section in briefing.sections for fact in section.facts)


def _sentences(fact: Fact) -> list[str]:
    return [fact.text[a:b] for a, b in sentence_spans(fact.text)]
