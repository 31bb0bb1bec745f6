"""An answer read for marking: its promises, the signs it gives, what of it is the core service, and which points of the question it answers. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.tender.answer import Answer, Said, read_answer
from assistant.tender.core import core_of, subject
from assistant.tender.points import Point, alike, content, points
from assistant.tender.promises import PARTS, Promise, promises
from assistant.tender.signs import found, is_hedged, is_statement, shipped_signs
from assistant.tender.subjects import subjects_of
from assistant.tender.wording import shipped_wording
from assistant.text import stems

_HALF = 0.5
_LEAST_OWN = 25
"""Words that a bidder has to have written for an answer to be one at all."""
_POLICY = 0.3
"""Share of sentences in the manner of a policy from which an answer is one that was pasted in."""


@dataclass(frozen=True, slots=True)
class Covered:
    """A point and how far it is answered: 0, 0.5 or 1, and where."""

    point: Point
    share: float
    by: tuple[Said, ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What marking and flags go by. `signs` are the sentences that give each sign; `pasted` is "question", "policy" or ""."""

    question: str
    answer: Answer
    core: tuple[Said, ...]
    promises: tuple[Promise, ...]
    signs: Mapping[str, tuple[Said, ...]]
    covered: tuple[Covered, ...]
    pasted: str = ""

    @property
    def firm(self) -> tuple[Promise, ...]:
        """The promises that are meant."""
        return tuple(promise for promise in self.promises if promise.firm)

    @property
    def measured(self) -> tuple[Promise, ...]:
        """Those of them that say how many of what."""
        return tuple(promise for promise in self.firm if promise.measured)


def read(text: str, question: str, service: str = "") -> Reading:
    """An answer read against its question, and against the service that the contract pays for, where the bidder says what it is."""
    answer = read_answer(text, question)
    patterns = shipped_signs()
    core = core_of(answer.own, question, service)
    ours = list({said.text: said for said in reversed(answer.own) if said not in core}.values())[::-1]  # what is said twice counts once
    made = promises(ours, patterns)
    signs = {name: tuple(found(pattern, ours)) for name, pattern in patterns.items()}
    signs |= _reckoned(signs, made, question)
    pasted = _pasted(answer)
    asked = points(question)
    return Reading(question, answer, core, made, signs, tuple(_covered(point, question, ours, signs) for point in asked), pasted)


def _reckoned(signs: Mapping[str, tuple[Said, ...]], made: Sequence[Promise], question: str) -> dict[str, tuple[Said, ...]]:
    """The signs that are no pattern (wording.RECKONED)."""
    firm = [promise for promise in made if promise.firm]
    measured = [promise.said for promise in firm if promise.measured]
    places = {word for word in re.findall(r"(?<=[a-z,] )[A-Z][a-z]{3,}\b", question)} - {"Trust", "Council", "Hospital", "Centre", "Contract", "Bidders"}
    extra = signs["extra"]
    again = [*extra[1:], *(said for said in extra[:1] if re.search(r"\b(?:all|both|neither|none|each)\b", said.text, re.I))]
    steps = signs["dated-step"]
    return {"promise": tuple(promise.said for promise in firm if promise.parts & {"number", "group", "date"}), "measured-promise": tuple(measured),
            "dated-promise": tuple(promise.said for promise in firm if {"number", "date"} <= promise.parts),
            "same-place": tuple(said for said in measured if any(re.search(rf"\b{place}\b", said.text) for place in places)),
            "extra-again": tuple(again[:2]), "dated-steps": steps if len(steps) >= 3 else ()}


# --- the points of the question --------------------------------------------------------------------------


def _covered(point: Point, question: str, said: Sequence[Said], signs: Mapping[str, tuple[Said, ...]]) -> Covered:
    """How far a point is answered: by the signs of its themes, else by a firm statement that speaks of it."""
    themes = [theme for theme in shipped_wording().themes if theme.asks.search(point.text)]
    wanted = content(point.text) - (subject(question) if not themes else frozenset())
    if themes:
        by = [next((signs[sign] for sign in theme.signs if signs[sign]), ()) for theme in themes]
        share = sum(bool(one) for one in by) / len(themes)
        return Covered(point, 1.0 if share > _HALF else _HALF if share else 0.0, tuple(one[0] for one in by if one))
    wanted = wanted or content(point.text)
    of = subjects_of(point.text)
    about = [one for one in said if is_statement(one.text) and not is_hedged(one.text) and (_speaks(wanted, one) or re.search(r"\d", one.text) and of & subjects_of(one.text)) and (re.search(r"\d", one.text) or "will" in one.text or len(one.text.split()) > 5)]
    figured = [one for one in about if re.search(r"\d", one.around)]
    return Covered(point, 1.0 if figured or len(about) > 1 else _HALF if about else 0.0, tuple(about[:1]))


def _speaks(wanted: frozenset[str], said: Said) -> bool:
    """Whether a sentence speaks of what is wanted. A heading alone does not: one word at least stands in the sentence, or a figure that it gives."""
    own, here = set(stems(said.text)), {*stems(said.text), *stems(said.head)}
    if not any(alike(stem, one) for stem in wanted for one in own) and not (re.search(r"\d", said.text) and not wanted <= set(stems(said.head))):
        return False
    return bool(wanted) and sum(any(alike(stem, one) for one in here) for stem in wanted) >= min(2, len(wanted), max(1, _HALF * len(wanted)))


# --- what is not the bidder's own ------------------------------------------------------------------------


def _pasted(answer: Answer) -> str:
    own = " ".join(said.text for said in answer.own)
    if len(own.split()) < _LEAST_OWN and any(said.copied for said in answer.said):
        return "question"
    if sum(len(said.text.split()) for said in answer.said if said.copied) > len(own.split()):
        return "question"
    like = [said for said in answer.own if any(pattern.search(said.text) for pattern in shipped_wording().policy)]
    return "policy" if answer.own and len(like) >= 2 and len(like) >= _POLICY * len(answer.own) else ""


def lacking_of(made: Sequence[Promise]) -> tuple[str, ...]:
    """The parts that promises lack, those that most of them lack first."""
    counts = {part: sum(part in promise.lacking for promise in made) for part in PARTS}
    return tuple(sorted((part for part in PARTS if counts[part]), key=lambda part: -counts[part]))
