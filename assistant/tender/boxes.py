"""A brief of several questions shared out: which entries each question may use, by what it names and what both are about. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import Any

from assistant.tender.points import SAYS_LITTLE, alike, content
from assistant.tender.subjects import subjects_of
from assistant.text import stems

_SHARED_OUT = ("evidence", "needs", "partners", "activities")
PLACE = "place in the brief"
"""What an entry has besides its columns where several questions share a brief: its number there, from 1."""
_NOT_OF_IT = frozenset([PLACE, "answers", "owner", "cost", "source", "page", "agreed", "when", "by", "extra", "measure"])
"""Columns that say nothing of what an entry is about."""
_ABOUT = 1.5
"""What it counts for that two texts are about one thing, where a word that no other text has counts 1."""
LED = "led by the owners"
"""Said of a question whose promises have owners of their own, where the lead that the brief names owns those of another alone."""
_SENTENCES = ("escalation", "contingency", "checking", "double_counting", "feedback")
"""Texts of a brief that may speak of the promises of one question alone."""
Row = Mapping[str, str]


def shared_out(said: Mapping[str, Any]) -> tuple[Mapping[str, Any], ...]:
    """What is said for each of the questions, in their order: each promise stands in one of them, and every entry knows its place in the brief."""
    asked = said["questions"]
    held = {name: tuple({**row, PLACE: str(n)} for n, row in enumerate(said[name], 1)) for name in ("commitments", *_SHARED_OUT) if name in said}
    rows = held.get("commitments", ())
    besides = frozenset(stems(" ".join([*(str(said.get(name, "")) for name in ("area", "buyer", "bidder")), *(row.get("place", "") for row in rows)])))
    places = [_place_of(row, [one["question"] for one in asked], besides) for row in rows]
    promised = [tuple(row for row, place in zip(rows, places, strict=True) if place == number) for number in range(len(asked))]
    texts = [" ".join([one["question"], *(_words(row) for row in mine)]) for one, mine in zip(asked, promised, strict=True)]
    rest = {name: value for name, value in said.items() if name not in ("questions", "commitments")}
    made = []
    for number, one in enumerate(asked):
        mine = {name: _of_box(name, held[name], number, texts, besides) for name in _SHARED_OUT if name in held}
        told = {name: value for name, value in rest.items() if name not in _SENTENCES or _may_say(str(value), number, promised, besides)}
        if _leads_elsewhere(str(rest.get("lead", "")), number, promised):
            told = {name: value for name, value in told.items() if name not in ("lead", "resources")} | {LED: True}
        made.append({**told, **mine, **one, "commitments": promised[number]})
    return tuple(made)


def _may_say(text: str, number: int, promised: Sequence[Sequence[Row]], besides: frozenset[str]) -> bool:
    """Whether a sentence of the brief may stand in an answer: it speaks of its promises, or of nobody's more than of these."""
    near = _nearness(text, [" ".join(f"{_words(row)} {row.get('measure', '')}" for row in mine) for mine in promised], besides)
    return 2 * near[number] >= max(near)


def _leads_elsewhere(lead: str, number: int, promised: Sequence[Sequence[Row]]) -> bool:
    """Whether the lead owns promises of another question and none of this one, whose promises all have owners."""
    def owns(mine: Sequence[Row]) -> bool:
        return any(row.get("owner", "").lower() in lead.lower() for row in mine if row.get("owner"))

    mine = promised[number]
    return bool(lead and mine) and all(row.get("owner") for row in mine) and not owns(mine) and any(owns(other) for n, other in enumerate(promised) if n != number)


def _named(row: Row, questions: int) -> int | None:
    """The question (from 0) that an entry names; None where it names none of them."""
    named = re.search(r"\d+", row.get("answers", ""))
    return int(named.group()) - 1 if named and 1 <= int(named.group()) <= questions else None


def _place_of(row: Row, questions: Sequence[str], besides: frozenset[str]) -> int:
    """Which of the questions (from 0) a promise answers: the one it names, else the one that shares most of its words, the first where none does."""
    if (named := _named(row, len(questions))) is not None:
        return named
    near = _nearness(_words(row), questions, besides)
    return max(range(len(questions)), key=lambda place: (near[place], -place))


def _of_box(name: str, rows: Sequence[Row], number: int, texts: Sequence[str], besides: frozenset[str]) -> tuple[Row, ...]:
    """The entries that one of several questions may use: those that name it, and those that name none and speak of no other twice as much.

    Of the record all that name none, for a draft chooses from it.
    """
    named = [(row, _named(row, len(texts))) for row in rows]
    free = tuple(row for row, place in named if place in (None, number))
    near = {id(row): _nearness(_words(row), texts, besides) for row, place in named if place is None}
    mine = tuple(row for row in free if id(row) not in near or 2 * near[id(row)][number] >= max(near[id(row)]))
    return free if name == "evidence" else mine


def _nearness(said: str, texts: Sequence[str], besides: frozenset[str]) -> list[float]:
    """How near a text is to each of several: by the words that it shares with it, those of few of them counting for more, and by what both are about.

    `besides` are words that count for nothing: the names of the place and the buyer.
    """
    words = [content(text) - SAYS_LITTLE for text in texts]
    mine = {stem for stem in content(said) - SAYS_LITTLE - besides if not stem.isdigit()}
    shared = [{stem for stem in mine if any(alike(stem, one) for one in its)} for its in words]
    held = [stem for its in shared for stem in its]
    return [sum(1 / held.count(stem) for stem in its if held.count(stem) < len(texts)) + _ABOUT * len(subjects_of(said) & subjects_of(text)) for its, text in zip(shared, texts, strict=True)]


def _words(row: Row) -> str:
    return " ".join(words for name, words in row.items() if name not in _NOT_OF_IT)
