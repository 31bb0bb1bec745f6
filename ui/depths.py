"""An answer at three depths: what each is called, and what is asked of the core for it. Data and pure functions."""

from __future__ import annotations

from dataclasses import replace
from enum import StrEnum
from typing import TypeVar

from assistant.domain import Answer, Sentence

Part = TypeVar("Part", Answer, Sentence)


class Depth(StrEnum):
    """How far an answer is explained."""

    simple = "simple"
    usual = "usual"
    deep = "deep"


WISHES = {Depth.simple: "explain that simply", Depth.deep: "explain that in depth"}
"""What is asked after a question for its answer at another depth."""
NAMES = {Depth.simple: "Simply", Depth.usual: "As answered", Depth.deep: "In depth"}


def as_asked(part: Part, question: str) -> Part:
    """An answer at some depth, or a sentence of it, of the question as it was typed: the wish for the depth was a choice, and is nobody's words."""
    return replace(part, question=question) if isinstance(part, Answer) else replace(part, taken_as="" if part.taken_as == question else part.taken_as)
