"""An answer out of a passage that the index of questions does not cover: its best sentence, list or table row, by the reader."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from assistant.compose import Quote, Statement
from assistant.domain import ClaimKind, Evidence, Passage
from assistant.keyword import Idf
from assistant.library import Library
from assistant.pinned import fits
from assistant.planted import evidence_of, without_planted
from assistant.questions import Asks, Question
from assistant.ranking import Candidate, features, log_odds, probability
from assistant.reader import Reader, SentenceScore
from assistant.sources import Sources
from assistant.text import leans_back, words
from assistant.units import Unit

_FILE_NAME = re.compile(r"\.(md|txt|pdf|docx|html?)$", re.I)
SAID = 0.6
"""The least probability of a sentence that has every telling word of a question and the figure or year that it asks for."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A candidate answer with its probability, ready to be said."""

    statements: tuple[Statement, ...]
    probability: float
    sense: str
    ask: str = ""
    values: Mapping[str, float] = field(default_factory=dict)
    vouched: bool = False
    """Whether the index's author wrote the very question for these statements: what it names was looked at by a person."""
    alike: float = 0.0
    """The probability before what the question pins down was looked for."""


def heading_of(headings: Sequence[str]) -> str:
    """What the reader is told of where a passage stands: the outermost heading and the innermost, but not the name of a file."""
    own = [heading for heading in headings if not _FILE_NAME.search(heading)]
    return ", ".join(dict.fromkeys((*own[:1], *own[-1:])))


class PassageReader:
    """Finds in passages what answers a question. `reader` None finds nothing."""

    def __init__(self, library: Library, idf: Idf, reader: Reader | None, sources: Sources) -> None:
        self._library, self._idf, self._reader, self._sources = library, idf, reader, sources

    def read(self, question: Question, best: Sequence[Evidence], named: Sequence[str]) -> list[Scored]:
        """Sentences of passages, judged by the reader, best first."""
        if not best or self._reader is None:
            return []
        readings = self._reader.read(question.text, [without_planted(e.passage.text, e.passage.headings) for e in best], [max(0.0, e.why.get("dense", 0.0)) for e in best],
                                     [heading_of(e.passage.headings) for e in best])
        scored: list[Scored] = []
        for evidence, reading in zip(best, readings, strict=True):
            parts = evidence_of(evidence.passage.text, evidence.passage.headings)
            if not parts:
                continue
            weights = [_unit_score(u, reading.sentences) * fit for u, fit in zip(parts, fits(question.text, [u.text for u in parts]), strict=True)]
            top = int(np.argmax(weights))
            preferred = self._sources.preference([evidence.passage.source_id], named)
            candidate = Candidate(parts[top].text, " ".join((*evidence.passage.headings, self._sources.title(evidence.passage.source_id))),
                                  max(0.0, evidence.why.get("dense", 0.0)), "", evidence.score, False, preferred)
            values = features(question, candidate, self._idf) | {"answerable": log_odds(reading.answerable), "share": max(weights), "margin": reading.features.get("margin", 0.0)}
            likely = probability(values, "plain")
            if question.kind in (Asks.FIGURE, Asks.WHEN) and len(question.terms) > 1 and values["said"] == values["suits"] == 1.0:
                likely = max(likely, SAID)
            scored.append(Scored(self._around(question, evidence, parts, top), likely, "plain", "", values))
        return sorted(scored, key=lambda s: -s.probability)

    def _around(self, question: Question, evidence: Evidence, parts: Sequence[Unit], top: int) -> tuple[Statement, ...]:
        """The best unit; with its whole list where it is in one and a list is wanted, else with what follows on it."""
        passage, unit = evidence.passage, parts[top]
        kind = self._sources.kind(passage.source_id, unit.text)
        opens = unit.text.rstrip().endswith(":")
        row = top + 1 if opens and top + 1 < len(parts) else top
        if parts[row].row:
            return tuple(Statement(u.text, (quoted(passage, u.text),), kind) for u in _rows(question, parts, row))
        if (unit.is_item or opens) and (question.kind is Asks.LIST or opens):
            return self._whole_list(passage, parts, top, kind)
        chosen = [unit]
        if unit.is_item and unit.lead:
            chosen = [u for u in parts if u.text == unit.lead][:1] + chosen
        elif top and leans_back(unit.text) and parts[top - 1].block == unit.block:
            chosen = [parts[top - 1], unit]
        return tuple(Statement(u.text, (quoted(passage, u.text),), kind, u.is_item and bool(u.lead), marker=u.marker) for u in chosen)

    def _whole_list(self, passage: Passage, parts: Sequence[Unit], at: int, kind: ClaimKind) -> tuple[Statement, ...]:
        """The opening line and every item of the list around a unit, in order, over passage ends."""
        lead = parts[at].lead or (parts[at].text if parts[at].text.endswith(":") else "")
        run: list[tuple[Passage, Unit]] = [(passage, u) for u in parts if u.text == lead][:1] if lead else []
        run += [(passage, u) for u in parts if u.is_item and u.lead == parts[at].lead or (lead and u.is_item and u.lead == lead)]
        last = run[-1][1] if run else parts[at]
        if last is parts[-1]:
            for after in self._library.neighbours(passage, after=3):
                following = evidence_of(after.text, after.headings)
                if after.headings != passage.headings or not following or not following[0].is_item or following[0].lead:
                    break
                run += [(after, u) for u in following if u.is_item]
        return tuple(Statement(u.text, (quoted(p, u.text),), kind, u.is_item, marker=u.marker) for p, u in run)


def quoted(passage: Passage, text: str) -> Quote:
    """A quote of a passage."""
    return Quote(passage.source_id, passage.page, text, passage.headings, passage.id)


def _rows(question: Question, parts: Sequence[Unit], at: int) -> list[Unit]:
    """The row of the table around a row that suits the question best, under the table's first row.

    A row whose range has an amount of the question suits best ("£500,000 to £1,999,999" for £750,000), then the one that
    shares most words with it.
    """
    first = last = at
    while first and parts[first - 1].row:
        first -= 1
    while last + 1 < len(parts) and parts[last + 1].row:
        last += 1
    table = list(parts[first:last + 1])
    asked = set(words(question.asked)) - set(words(table[0].text))

    def shared(row: Unit) -> tuple[bool, int, bool]:
        return any(spans(row.text, amount) for amount in question.figures), len(asked & set(words(row.text))), row is parts[at]

    best = max(table[1:] or table, key=shared)
    return [table[0], best] if best is not table[0] else [best]


_RANGE = re.compile(r"(?P<low>£?\d[\d,.]*)\s*(?:to|-|–|and)\s*(?P<high>£?\d[\d,.]*)|"
                    r"\b(?:over|above|more than|at least|from)\s+(?P<over>£?\d[\d,.]*)|(?P<up>£?\d[\d,.]*)\s*(?:(?:and|or) (?:over|above|more)|\+)|"
                    r"\b(?:under|below|less than|up to)\s+(?P<under>£?\d[\d,.]*)", re.I)


def spans(text: str, figure: str) -> bool:
    """Whether a text gives a range of the figure's unit, two ends or one ("over £2,000"), that has the figure in it."""
    value, pounds = _value(figure), figure.startswith("£")
    if value is None or figure.endswith("%"):
        return False
    for m in _RANGE.finditer(text):
        low, high = _value(m["low"] or m["over"] or m["up"] or "0"), _value(m["high"] or m["under"] or "inf")
        if ("£" in m.group()) is pounds and low is not None and high is not None and low <= value <= high:
            return True
    return False


def _value(figure: str) -> float | None:
    """A figure as a number ("£1.5 million" is 1500000); None when it is none."""
    number, _, scale = figure.lstrip("£$€").rstrip(".,").replace(",", "").partition(" ")
    try:
        return float(number) * {"million": 1e6, "billion": 1e9, "thousand": 1e3, "": 1.0}[scale]
    except (ValueError, KeyError):
        return None


def _unit_score(unit: Unit, sentences: Sequence[SentenceScore]) -> float:
    return sum(s.score for s in sentences if s.start < unit.end and s.end > unit.start)
