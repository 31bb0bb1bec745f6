"""An entry of the index of questions as statements: which of its quotes are items of a list, and what weight each carries. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.compose import Quote, Statement
from assistant.domain import Passage
from assistant.question_index import Entry, Quoted
from assistant.sources import Sources
from assistant.text import stands_in
from assistant.units import units

_NUMBERED = re.compile(r"(\d+[.)])\s+(.+)", re.S)
"""A heading with its number."""


def statements_of(entry: Entry, sources: Sources, passages: Mapping[str, Passage]) -> tuple[Statement, ...]:
    """An entry's quotes as statements, each with its own weight; the items of a list stay one, under its opening line or without.

    A quote is looked for whole, as an item of the passages that the entry stands in, before it is taken for a part of a sentence:
    "transparency" can be an item here and a word of a sentence there.
    """
    placed = [_placed(q, passages) for q in entry.quotes]
    mixed = len({q.source_id for q in entry.quotes}) > 1
    made: list[Statement] = []
    opened = False
    for at, (q, block) in enumerate(placed):
        beside = any((p.passage_id, other) != (q.passage_id, block) for p, other in _run(placed, at))
        kind = sources.weight(entry.kind, q.source_id, q.text, q.headings, mixed=mixed)
        made.append(Statement(q.text, (Quote(q.source_id, q.page, q.text, q.headings, q.passage_id),), kind, bool(q.marker) and (opened or beside), marker=q.marker))
        opened = opened or q.text.rstrip().endswith(":")
    return tuple(made)


def _run(placed: Sequence[tuple[Quoted, int]], at: int) -> Sequence[tuple[Quoted, int]]:
    """The quotes with a marker in a row around one."""
    first = last = at
    while first and placed[first - 1][0].marker:
        first -= 1
    while last + 1 < len(placed) and placed[last + 1][0].marker:
        last += 1
    return placed[first:last + 1]


def _placed(quoted: Quoted, passages: Mapping[str, Passage]) -> tuple[Quoted, int]:
    """A quote as the item that it is word for word, in its own passage or in another that its entry stands in, or as the numbered heading that it is; and its block, -1 for none."""
    for heading in quoted.headings:
        if (numbered := _NUMBERED.fullmatch(heading)) and numbered[2] == quoted.text:
            return replace(quoted, marker=numbered[1]), -1 - int(numbered[1][:-1])
    own = [passages[quoted.passage_id]] if quoted.passage_id in passages else []
    for passage in (*own, *(p for p in passages.values() if (p.source_id, p.page) == (quoted.source_id, quoted.page) and p not in own)):
        for unit in units(passage.text):
            if unit.is_item and unit.text == quoted.text:
                return replace(quoted, marker=unit.marker, passage_id=passage.id, headings=passage.headings), unit.block
    return quoted, next((u.block for p in own for u in units(p.text) if stands_in(quoted.text, u.text) or stands_in(u.text, quoted.text)), -1)
