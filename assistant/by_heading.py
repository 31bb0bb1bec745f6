"""What a whole part of a user's own document answers: the list or the section whose heading asks it, a term with its meaning, what a rule leaves out. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.questions import Asks, Question
from assistant.text import stem, stem_set, stems
from assistant.units import Unit

LIST_WORDS = 10
"""Of so many words is a question that names a list; a longer one is after something in it."""
SECTION = 3
"""How many sentences of a section answer a question that is its heading's."""
_TERM_WORDS = 4
_NUMBERS = frozenset(stems("two three four five six seven eight nine ten main key", keep_stopwords=True))
_ASKING = stem_set("name list say give set mention describe explain tell does work ")
"""Stems of the words that ask."""
_SORTS = stem_set("step stage point item thing reason way kind type sort rule part plan")
"""Stems that name the items of any list."""
_PLURAL = re.compile(r"\b(?!(?:does|is|was|has|this|its|us|as|business|across|unless)\b)[a-z]{3,}[^s\W]s\b")
_LABEL = re.compile(r"^\W*(?:\d+(?:\.\d+)*[.)]?|[A-Za-z][.)]|(?:section|part|annex|appendix|schedule) \w+[:.]?)\s+", re.I)
_DENIED = re.compile(r"\b(?:not|never|cannot|n['’]t)\s+(?:\w+ly\s+)?([a-z]{3,})", re.I)
_SINGLE = (Asks.FIGURE, Asks.WHEN, Asks.WHO, Asks.WHERE, Asks.YES_NO)


def part_heading(headings: Sequence[str], title: str) -> str:
    """The innermost heading of a passage, without its number; "" where all it has is the document's title."""
    if not headings or len(headings) == 1 and stem_set(headings[0]) <= stem_set(title):
        return ""
    return _LABEL.sub("", headings[-1])


def list_asked(question: Question, matter: Collection[str], heading: str, parts: Sequence[Unit]) -> int | None:
    """The place of the first item of the list whose opening line or heading has what a question for a list is after; None for none."""
    wanted = set(matter) - _NUMBERS - _ASKING
    wanted = wanted - _SORTS or wanted
    if question.kind not in (Asks.LIST, Asks.OTHER, Asks.DEFINITION) or len(question.text.split()) > LIST_WORDS or not wanted or not _PLURAL.search(question.text):
        return None
    for at, unit in enumerate(parts):
        if unit.is_item and (not at or not parts[at - 1].is_item) and wanted <= stem_set(f"{unit.lead} {heading}"):
            return at
    return None


def section_asked(question: Question, matter: Collection[str], heading: str, parts: Sequence[Unit]) -> tuple[Unit, ...]:
    """The first sentences of a section whose heading says just what a question is after ("How we score tenders"); () for none."""
    wanted, there = set(matter) - _ASKING, stem_set(heading)
    if question.kind in _SINGLE or not wanted or wanted != there - _ASKING or not parts or parts[0].is_item or parts[0].row:
        return ()
    return tuple(unit for unit in parts[:SECTION] if unit.block == parts[0].block)


def meaning_asked(question: Question, matter: Collection[str], parts: Sequence[Unit]) -> tuple[Unit, ...]:
    """A term that stands by itself with the sentence under it, where a question asks what it means; () for none."""
    wanted = set(matter) - _ASKING - stem_set("mean meaning define definition term word")
    if question.kind is not Asks.DEFINITION or not wanted:
        return ()
    for term, meaning in zip(parts, parts[1:], strict=False):
        alone = not re.search(r"[.:;!?]$", term.text) and len(term.text.split()) <= _TERM_WORDS and not term.row and not term.is_item
        if alone and meaning.block > term.block and len(meaning.text.split()) > _TERM_WORDS and wanted == stem_set(term.text):
            return (term, meaning)
    return ()


def left_out(question: Question, matter: Collection[str], ground: str, parts: Sequence[Unit]) -> int | None:
    """The place of the sentence that denies the very deed that a question asks about as denied ("What does it not apply to?"); None for none."""
    denied = {stem(verb.lower()) for verb in _DENIED.findall(question.text)}
    if not denied or not set(matter) - denied <= stem_set(ground):
        return None
    return next((at for at, unit in enumerate(parts) if denied & {stem(verb.lower()) for verb in _DENIED.findall(unit.text)}), None)
