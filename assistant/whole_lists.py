"""The lists of the documents, whole: which one a question for a list names by its heading or opening line, and how many things it asks for. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace

from assistant.compose import Quote, Statement
from assistant.domain import ClaimKind, Passage
from assistant.how_many import has_as_many, number_asked
from assistant.passage_answers import Scored
from assistant.questions import Asks, Question, widened
from assistant.text import number_words, stem_set, stems
from assistant.units import Unit, units

LEAST_ITEMS = 3
MOST = 0.6
"""The least share of a heading's or opening line's stems that a question has, to be after what they name."""
COUNTED, NAMED = 0.55, 0.7
"""The least likeness of the question that a list of as many things was found by, and of one whose words stand around it, to be taken for it."""
NEARLY = 0.2
"""How much less like the best answer's it may be."""
SURER = 1 / 3
"""What is left of the doubt about such a list."""
_FORM = frozenset(stems("name list state enumerate set full whole bullet point item run through", keep_stopwords=True))
"""Words that only say that a list is wanted."""
FOUND_BY_NAME = {"cosine": 1.0, "around": 1.0, "said": 1.0, "suits": 0.5}
"""The features of a list whose heading or opening line has every telling word of a question."""
_BIDS = re.compile(r"^\W*(?:(?:please|can you|could you)\s+)*(?:list|name|enumerate|what (?:are|were)|show me|give me)\s+(?:me\s+)?(?:all\s+)?(?:of\s+)?(?:the|those)\b", re.I)
_ASKS_ALL = re.compile(r"^\W*(?:please )?(?:what (?:are|were)|give me|show me|tell me|summari[sz]e|read out|set out) (?:all )?(?:the|its|their) (?:[\w’'-]+ ){0,3}[\w’'-]+s\b", re.I)
_SPLITS = re.compile(r"\b(?:and|or|but|which of|how many|first|last|second|third|one of)\b|\?.+\?", re.I)
"""Words of a question that is after something else than one list, whole."""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list: the line that opens it, where it has one, and its items, each with its passage; and the stems of each that names it, heading and opening line."""

    parts: tuple[tuple[Passage, Unit], ...]
    names: tuple[frozenset[str], ...]
    size: int

    def is_named(self, wanted: Sequence[str]) -> bool:
        """Whether its heading or its opening line has all these stems, and they are MOST of it; a line that goes on to other things names those."""
        return any(name.issuperset(wanted) and len(set(wanted)) >= MOST * len(name) for name in self.names)


def lists_of(passages: Iterable[Passage]) -> tuple[Listed, ...]:
    """The lists of documents whose passages are given in order, of LEAST_ITEMS or more. A list goes on over the end of a passage under the same headings."""
    found: list[Listed] = []
    run: list[tuple[Passage, Unit]] = []
    opening: tuple[Passage, Unit] | None = None

    def close() -> None:
        size = len({(p.id, u.block) for p, u in run})
        if size >= LEAST_ITEMS:
            passage = run[0][0]
            names = tuple(frozenset(stem_set(text)) for text in (*passage.headings[-1:], *((opening[1].text,) if opening else ())))
            found.append(Listed((*((opening,) if opening else ()), *run), names, size))
        run.clear()

    for passage in passages:
        for unit in units(passage.text):
            if run and (passage.source_id, passage.headings) != (run[0][0].source_id, run[0][0].headings):
                close()
                opening = None
            if unit.is_item:
                run.append((passage, unit))
                continue
            close()
            opening = (passage, unit) if unit.text.rstrip().endswith(":") else None
    close()
    return tuple(found)


def named_list(question: Question, lists: Sequence[Listed], prefer: Sequence[str] = ()) -> Listed | None:
    """The only list whose heading or opening line has every telling word of a question for a list; None for none, or several.

    `prefer` are the documents that the question names. A number in the question must be that of the items.
    """
    asked = number_asked(question.asked)
    if question.kind is not Asks.LIST and not asked and not _ASKS_ALL.match(question.asked) or question.follows or _SPLITS.search(question.asked):
        return None
    wanted = [term for term in question.terms if term not in _FORM and not number_words(term)]
    if len(wanted) < 2:
        return None
    fit = [one for one in lists if one.is_named(wanted) and asked in (0, one.size) and (not prefer or one.parts[0][0].source_id in prefer)]
    return fit[0] if len(fit) == 1 else None


def said_whole(listed: Listed, weight: Callable[[Quote], ClaimKind]) -> tuple[Statement, ...]:
    """A list as statements: its opening line, then every item whole, with all its sentences."""
    blocks: dict[tuple[str, int, bool], list[tuple[Passage, Unit]]] = {}
    for passage, unit in listed.parts:
        blocks.setdefault((passage.id, unit.block, unit.is_item), []).append((passage, unit))
    made = []
    for (passage, first), *more in blocks.values():
        text = passage.text[first.start:(more[-1][1] if more else first).end]
        quote = Quote(passage.source_id, passage.page, text, passage.headings, passage.id)
        made.append(Statement(text, (quote,), weight(quote), first.is_item, marker=first.marker))
    return tuple(made)


def completed(question: Question, said: Sequence[Statement], lists: Sequence[Listed], weight: Callable[[Quote], ClaimKind]) -> tuple[Statement, ...]:
    """Statements that open with a list's opening line, as that list whole and in order, where a question for a list got parts of it; else as they are."""
    if question.kind is not Asks.LIST or question.follows or len(said) < 2 or number_asked(question.asked) or _SPLITS.search(question.asked):
        return tuple(said)
    for one in lists:
        (passage, opening), *items = one.parts
        texts = [unit.text for _, unit in items]
        if opening.is_item or (opening.text, passage.source_id) != (said[0].text, said[0].quotes[0].source_id) or [s.text for s in said[1:]] == texts:
            continue
        if said[1].text in texts:
            return said_whole(one, weight)
    return tuple(said)


def list_first(question: Question, answers: Sequence[Scored], around: Callable[[Scored], str]) -> list[Scored]:
    """The answers, with the list first that has as many things as are asked for, or whose surroundings have all that a question for a list is about.

    `around` gives the text that a candidate stands in. The list is then surer than the best was.
    """
    if not answers or question.follows or _SPLITS.search(question.asked):
        return list(answers)
    asked, top = number_asked(question.asked), answers[0]
    wanted = [term for term in question.terms if term not in _FORM and not number_words(term)]

    def fits(one: Scored) -> bool:
        likeness, size = one.values["cosine"], len(one.statements)
        if likeness < top.values["cosine"] - NEARLY:
            return False
        if asked > 1:
            return likeness >= COUNTED and has_as_many(asked, size)
        if not _BIDS.match(question.asked) or size < LEAST_ITEMS or likeness < NAMED or question.kind is not Asks.LIST:
            return False
        there = set(stems(f"{one.ask} {around(one)}"))
        return all(term in there or (more := widened(term)) and there.issuperset(more) for term in wanted)

    chosen = next((one for one in answers if one.sense != "silent" and fits(one)), None)
    if chosen is None:
        return list(answers)
    surer = replace(chosen, probability=1 - (1 - max(chosen.probability, top.probability)) * SURER)
    return [surer, *(one for one in answers if one is not chosen)]
