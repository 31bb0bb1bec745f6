"""What a question asks about that lies outside what was found: another law, another nation, a later year, a part that is not there. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

_LAW = re.compile(r"\b(?P<word>[\w’'-]+)\)?\s+(?P<sort>act|bill|regulations?|directive|treaty)\b(?:\s+(?:of\s+)?\(?(?P<year>(?:1[89]|20)\d\d))?", re.I)
_YEAR = re.compile(r"(?<![\d£/.,-])(?:19|20)\d\d(?![\d%,]|\.\d)")
_NATIONS = {
    "Wales": r"wales|welsh|senedd", "Scotland": r"scotland|scottish|scots|holyrood", "Northern Ireland": r"northern ireland|northern irish|stormont",
    "Ireland": r"(?<!northern )ireland|(?<!northern )irish", "the United States": r"u\.?s\.?a|united states|america|american",
    "France": r"france|french", "Germany": r"germany|german", "Australia": r"australian?", "Canada": r"canada|canadian", "Spain": r"spain|spanish",
    "Italy": r"italy|italian", "the Netherlands": r"netherlands|dutch", "New Zealand": r"new zealand", "India": r"india|indian",
}
_NUMBERED = re.compile(r"\b(?:principle|section|paragraph|para|article|clause|condition|regulation|point|chapter)s?\s+(\d+\.\d+)(?![\d%])", re.I)
_SECTION = re.compile(r"\bsections? (\d+)(?![\d.%])", re.I)
_ASKS_OF_SECTION = re.compile(r"\b(what|which|when|how|explain|summarise)\b.{0,40}?\bsections? \d|\bsections? \d+\b.{0,60}?\b(say|mean|require|provide|state|cover)s?\b|^\W*sections? \d", re.I)
"""Asks what a section says, and does not only speak of it."""
_OTHER_PARTS = re.compile(r"\b(report|guide|polic(y|ies)|documents?|tender|plan|strategy|briefing)\b", re.I)
"""What has sections of its own."""
_SECTIONS = re.compile(r"\bsections? ((?:\d+(?:\(\w+\))*(?:, | and | to | or )?)+)", re.I)
_SUBSECTION = re.compile(r"\bsections? 1 ?\((\d+)\)", re.I)
_OF_THE_ACT = re.compile(r"\bsections? (\d+)(?:\(\w+\))*,? (?:of|in|under) (?:the |this )?(?:public services )?(?:\(?social value\)? )?(?:2012 )?act\b(?! \d{4})(?: 2012)?", re.I)
LAST_SECTION = 4
"""The Social Value Act has four sections."""
LAST_SUBSECTION = 16
"""Section 1 of the Social Value Act has sixteen subsections."""
_CHANGES = {"a repeal": "repeal", "a revocation": "revok|revoc", "an amendment": "amend", "what came after": "supersed"}
_NOW = re.compile(r"\b(today|nowadays|currently|at present|at the moment|these days|right now|this year|so far this|up[- ]to[- ]date|the latest|"
                  r"since then|still (in force|law|the law|apply|applies|valid|true)|as of now|is it now)\b|\bnow\?\s*$", re.I)
_NO_NAME = frozenset(["the", "this", "that", "an", "a", "any", "of", "to", "by", "new", "old", "must", "should", "not", "and", "or", "which", "each", "every",
                      "such", "same", "its", "their", "our", "under", "would", "could", "can", "will", "did", "does", "do", "they", "we", "i", "you"])


def laws(text: str) -> list[str]:
    """The Acts, Bills, regulations and directives that a text names, as it names them ("Procurement Act 2023").

    A law written small counts only with its year: "act" is also a verb.
    """
    found = []
    for m in _LAW.finditer(text):
        named = m["sort"][0].isupper() and m["word"][0].isupper()
        if (named or m["year"]) and m["word"].lower() not in _NO_NAME:
            found.append(" ".join(f"{m['word']} {m['sort']} {m['year'] or ''}".split()))
    return found


def nations(text: str) -> list[str]:
    """The nations other than England and the United Kingdom that a text names."""
    return [name for name, pattern in _NATIONS.items() if re.search(rf"\b({pattern})\b", text, re.I)]


def outside(question: str, ground: str, corpus: Callable[[], str], latest: int) -> str:
    """What a question names that lies outside the documents' reach, in words; "" when nothing does.

    `ground` is the text of the passages that answer, with headings and titles; `corpus` gives that of all documents, as
    `plain` makes it, and is called only for a question that names a law; `latest` is the year of the latest that answers. A law must
    be named somewhere in the documents, with its year where the question gives one. In what answers must stand a nation, a
    change of the law ("repealed"), a numbered part ("principle 3.9") and a year later than the documents.
    """
    for law in laws(question):
        if plain(law) not in corpus():
            return f"the {law}"
    for nation in nations(question):
        if nation not in nations(ground):
            return nation
    for change, stem in _CHANGES.items():
        if re.search(rf"\b({stem})", question, re.I) and not re.search(rf"\b({stem})", ground, re.I):
            return change
    for part in _NUMBERED.finditer(question):
        if not re.search(rf"(?<![\d.]){re.escape(part[1])}(?![\d]|\.\d)", ground):
            return part.group()
    years = [int(y) for y in _YEAR.findall(question)]
    return next((str(y) for y in years if latest < y and str(y) not in ground), "")


def without_section(question: str, text: str) -> str:
    """The first section that a question names ("section 58") and a text does not speak of; "" when there is none. "Section 1(3)" is not section 3."""
    if _OTHER_PARTS.search(question) or not _ASKS_OF_SECTION.search(question):
        return ""
    if (m := _OF_THE_ACT.search(question)) and not 1 <= int(m[1]) <= LAST_SECTION:
        return f"section {m[1]}"
    if beyond := next((m.group() for m in _SUBSECTION.finditer(question) if not 1 <= int(m[1]) <= LAST_SUBSECTION), ""):
        return beyond
    said = {number for m in _SECTIONS.finditer(text) for number in re.findall(r"(?<![(\d])\d+", m[1])}
    return next((m.group() for m in _SECTION.finditer(question) if m[1] not in said), "")


def is_section(part: str) -> bool:
    """Whether what a question names is a section of an Act ("section 58")."""
    return _SECTION.fullmatch(part) is not None or _SUBSECTION.fullmatch(part) is not None


def asks_of_now(question: str) -> bool:
    """Whether a question asks how things stand today."""
    return _NOW.search(question) is not None


def plain(text: str) -> str:
    """Lower-case words and figures, each with a space before and after."""
    return f" {' '.join(re.findall(r'[a-z0-9]+', text.lower()))} "
