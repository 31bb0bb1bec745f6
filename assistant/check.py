"""Every claim against its evidence. Pure: a claim, its citations and a way to read pages in; problems out.

A claim that is word for word part of one of its quotes needs only true quotes. Any other wording is held to its
quotes figure by figure, name by name, and may not be stronger than they are.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum

from assistant.domain import Citation
from assistant.text import STOPWORDS, figures, fold, number_words, stands_in, stem, words

PageText = Callable[[str, str], str]
"""(source id, printed page) -> that page's text; "" when there is none."""


class Fault(StrEnum):
    """The ways a claim can fail."""

    UNCITED = "uncited"
    QUOTE = "quote not on its page"
    FIGURE = "figure not in its quotes"
    DATE = "date not in its quotes"
    NAME = "name not in its quotes"
    STRENGTH = "stronger than its quotes"
    NEGATION = "negated where its quotes are not"
    SCOPE = "wider than its quotes"


@dataclass(frozen=True, slots=True)
class Problem:
    """One fault with what it is about."""

    fault: Fault
    about: str


def check_claim(text: str, citations: Sequence[Citation], page_text: PageText, *, derived: bool = False,
                counted: Sequence[int] = ()) -> tuple[Problem, ...]:
    """What is wrong with a claim; () when nothing is.

    `derived` claims are sentences our own code made from table rows or by counting mentions: their wording is fixed,
    so they are held to true quotes, names and figures only, and the figures in `counted`, which the code got by
    counting the quotes, are taken from it. Never pass either for words that a model or a person wrote.
    """
    if not citations:
        return (Problem(Fault.UNCITED, text),)
    problems = [Problem(Fault.QUOTE, c.quote) for c in citations
                if not stands_in(c.quote, page_text(c.source_id, c.page))]
    quotes = [fold(c.quote) for c in citations]
    if any(stands_in(text, quote) for quote in quotes):
        return tuple(problems)
    ground = " \n ".join(quotes)
    labels = " \n ".join(fold(" ".join((c.title, *c.headings))) for c in citations)
    problems += _figures(text, ground, [str(n) for n in counted] + [c.page for c in citations if "page" in text.lower()])
    problems += _dates(text, ground)
    problems += _names(text, f"{ground} \n {labels}")
    if derived:
        return tuple(problems)
    problems += _strength(text, ground)
    problems += _negation(text, ground)
    problems += _scope(text, ground)
    return tuple(problems)


def _figures(text: str, ground: str, allowed: Sequence[str]) -> list[Problem]:
    there = set(figures(ground)) | {str(n) for n in number_words(ground)}
    bare = {f.lstrip("£$€").removesuffix("%").split(" ")[0] for f in there if not f.endswith("%") and f[0] not in "£$€"}
    found = [f for f in figures(text) if f not in there and f not in allowed]
    spelt = [str(n) for n in number_words(text) if str(n) not in there and str(n) not in allowed and str(n) not in bare]
    return [Problem(Fault.FIGURE, f) for f in (*found, *spelt)]


_MONTH = re.compile(r"\b(january|february|march|april|may|june|july|august|september|october|november|december)\b(?=\s*(?:\d|$|,|\.))"
                    r"|(?<=\d )\b(january|february|march|april|may|june|july|august|september|october|november|december)\b", re.I)


def _dates(text: str, ground: str) -> list[Problem]:
    return [Problem(Fault.DATE, m.group()) for m in _MONTH.finditer(text) if not _month_in(m.group().lower(), ground)]


def _month_in(month: str, ground: str) -> bool:
    """Whether a month stands in the ground as a word of its own, whole or short (Mar, Sept); "market" has no March."""
    return re.search(rf"\b{month[:3]}(?:{month[3:]}|t)?\b", ground, re.I) is not None


_RUN = re.compile(r"\b[A-Z][\w’'&.-]*(?:\s+(?:(?:of|and|for|the|in|on|de|&)\s+){0,2}[A-Z][\w’'&.-]*)*")
_PLAIN_OPENERS = frozenset(["yes", "no", "none", "the", "a", "an", "this", "these", "that", "in", "of", "on", "under", "its", "it", "they", "by", "for", "at", "both", "most", "many", "some", "few", "only", "just", "there", "before", "after", "when", "where", "while", "as", "if", "to", "each", "all", "report", "guide", "according", "according", "to", "appendix", "page"])


def _names(text: str, ground: str) -> list[Problem]:
    """Runs of capitalised words that do not stand in the ground; a sentence's first word counts only as part of a run."""
    low = fold(ground).lower()
    problems = []
    for match in _RUN.finditer(fold(text)):
        run = match.group().rstrip(".,;:'")
        opens = match.start() == 0 or text[:match.start()].rstrip().endswith((".", ":", "?", "!", '"', "“"))
        parts = run.split()
        if opens and (parts[0].lower() in _PLAIN_OPENERS or number_words(parts[0]) or (len(parts) == 1 and not parts[0].isupper())):
            parts = parts[1:]
        while parts and parts[0].lower() in {"of", "and", "for", "the", "in", "on", "de", "&"}:
            parts = parts[1:]
        name = " ".join(parts)
        if name and not _in(name.lower(), low):
            problems.append(Problem(Fault.NAME, name))
    return problems


def _in(name: str, ground: str) -> bool:
    """Whether a name stands whole in lower-case ground; possessives and the plural of an abbreviation (CCGs) folded."""
    name = name.removesuffix("'s")
    if re.search(rf"(?<!\w){re.escape(name)}(?!\w)", ground):
        return True
    return name.endswith("s") and re.search(rf"(?<!\w){re.escape(name[:-1])}(?!\w)", ground) is not None


_STRONG = re.compile(r"\b(must|shall|required?|requires|requirement|obliged|obligation|mandatory|mandated?|compulsory|have to|has to|duty|duties|"
                     r"legally|forbids?|forbidden|prohibits?|cannot|always|never|guarantees?d?|proves?d?|ensures?d?)\b", re.I)
_SOFT = re.compile(r"\b(consider\w*|think|thought|regard|whether|take into account|encourag\w+|may|can|could|should|might|recommend\w*|suggest\w*|"
                   r"appears?|seems?|likely|unlikely|probably|tends?)\b", re.I)
_MODAL_FAMILY = {"require": "must", "requires": "must", "required": "must", "requirement": "must", "obliged": "must", "obligation": "must",
                 "mandatory": "must", "mandate": "must", "mandated": "must", "compulsory": "must", "have to": "must", "has to": "must",
                 "duty": "must", "duties": "must", "shall": "must", "must": "must", "legally": "must"}


def _strength(text: str, ground: str) -> list[Problem]:
    """A strong word needs one of its family in the quotes; and what the quotes only ask to consider stays so."""
    there = {_MODAL_FAMILY.get(m.group().lower(), m.group().lower()) for m in _STRONG.finditer(ground)}
    problems = [Problem(Fault.STRENGTH, m.group()) for m in _STRONG.finditer(text)
                if _MODAL_FAMILY.get(m.group().lower(), m.group().lower()) not in there]
    if not problems and _STRONG.search(text) and _SOFT.search(ground) and not _SOFT.search(text):
        problems.append(Problem(Fault.STRENGTH, _SOFT.search(ground).group()))
    if re.search(r"\bappears?|\bseems?|\btentative|\bprobably|\bsuggests?", ground, re.I) and re.search(r"\b(proves?|shows? that|demonstrates? that)\b", text, re.I):
        problems.append(Problem(Fault.STRENGTH, "certain where the quote is not"))
    return problems


_NOT = re.compile(r"\b(not|no|none|nor|never|neither|without|nothing|cannot|unable|fail\w*|lack\w*|absen\w+|exclud\w+)\b|n['’]t\b", re.I)


def _negation(text: str, ground: str) -> list[Problem]:
    if bool(_NOT.search(text)) and not _NOT.search(ground):
        return [Problem(Fault.NEGATION, _NOT.search(text).group())]
    # A positive wording of a quote that is negated throughout: every clause that shares its words says no.
    if not _NOT.search(text):
        own = {stem(w) for w in words(text) if w not in STOPWORDS}
        shared = [s for s in re.split(r"(?<=[.;:!?\n])\s+", ground) if len(own & {stem(w) for w in words(s)}) >= max(2, len(own) // 2)]
        if shared and all(_NOT.search(s) for s in shared):
            return [Problem(Fault.NEGATION, _NOT.search(shared[0]).group())]
    return []


_WIDE = re.compile(r"\b(all|every|everyone|always|entire|whole|any|only|most|majority|nationally|across england|in england|of england)\b", re.I)


def _scope(text: str, ground: str) -> list[Problem]:
    low = ground.lower()
    return [Problem(Fault.SCOPE, m.group()) for m in _WIDE.finditer(text) if not _in(m.group().lower(), low)]
