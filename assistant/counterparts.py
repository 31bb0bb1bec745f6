"""What another document says of the same thing: the sentence with the same figure that is most like one. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.compose import Quote
from assistant.domain import Passage
from assistant.passage_answers import quoted
from assistant.text import figures, stem_set
from assistant.units import units

ALIKE = 0.6
"""The share of the shorter's words that two sentences of two documents have in common, to be of the same."""


def counterpart(text: str, passages: Iterable[Passage]) -> Quote | None:
    """The sentence of another document's passages that has a figure of a text and most of its words, ALIKE at least; None for none."""
    own, told = stem_set(text), set(figures(text))
    there = [(p, u) for p in passages for u in units(p.text) if told & set(figures(u.text))]
    likeness = [len(own & said) / max(1, min(len(own), len(said))) for said in (stem_set(u.text) for _, u in there)]
    at = max(range(len(there)), key=likeness.__getitem__, default=-1)
    return quoted(there[at][0], there[at][1].text) if at >= 0 and likeness[at] >= ALIKE else None
