"""The report's rubric held against a policy: commitment, whether it is evidenced, approach. data/rubric.yaml. Pure but for reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.drafting.elements import PageText, Why, pattern_words, read_why
from assistant.drafting.findings import Signs, firm
from assistant.drafting.signs import Found, Pattern, find, read_pattern
from assistant.drafting.statements import Statement
from assistant.errors import CorpusError
from assistant.yaml_data import check_keys, read_yaml

DATA = Path(__file__).parent / "data" / "rubric.yaml"
ACTIVE, LIMITED, PASSIVE = "active", "limited", "passive"
EVIDENCED, NOT_EVIDENCED = "evidenced", "not evidenced"
UNAWARE = "unaware"
_RULES = ("weighting.floor", "weighting.share", "measurement.contract")
"""Signs of a rule for its use that can be held to."""
_SHOWN = 3


@dataclass(frozen=True, slots=True)
class Level:
    """A level of the rubric, with what it takes."""

    id: str
    says: str
    met: int = 0
    stated: int = 0
    signs: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scale:
    """The rubric: its levels of commitment from the highest, and those of the rest by id."""

    commitment: tuple[Level, ...]
    others: Mapping[str, Level]
    evidence: tuple[Pattern, ...]
    why: Mapping[str, Why]


@dataclass(frozen=True, slots=True)
class Grade:
    """A level with the words that earned it, and why it is asked for."""

    level: str
    says: str
    found: tuple[Found, ...]
    why: Why


@dataclass(frozen=True, slots=True)
class Rubric:
    """The three grades of a policy."""

    commitment: Grade
    evidence: Grade
    approach: Grade


def rate(scale: Scale, said: Sequence[Statement], signs: Signs, met: int, stated: int, today: date) -> Rubric:
    """The grades of a policy that meets `met` elements and states `stated` at least in part, the legal basis apart."""
    found = {name: firm(hits) for name, hits in signs.items()}
    shown = tuple(firm(find(scale.evidence, said, today)))[:_SHOWN]
    rules = tuple(hit for name in _RULES for hit in found.get(name, ())[:1])
    level = next(one for one in scale.commitment if met >= one.met and stated >= one.stated and all(found.get(name) for name in one.signs))
    evidenced = scale.others[EVIDENCED if shown else NOT_EVIDENCED]
    approach = scale.others[ACTIVE if shown and rules else LIMITED if rules else PASSIVE]
    earned = tuple(hit for name in level.signs for hit in found[name][:1])
    return Rubric(Grade(level.id, level.says, earned, scale.why["commitment"]), Grade(evidenced.id, evidenced.says, shown, scale.why["evidence"]),
                  Grade(approach.id, approach.says, (*rules[:1], *shown[:1]), scale.why["approach"]))


def unrated(scale: Scale, mentions: int) -> Rubric:
    """The grades of what is not a social value policy."""
    commitment = {level.id: level for level in scale.commitment}["uncommitted" if mentions else UNAWARE]
    evidence, approach = scale.others[NOT_EVIDENCED], scale.others[PASSIVE]
    return Rubric(*(Grade(level.id, level.says, (), scale.why[name]) for name, level in (("commitment", commitment), ("evidence", evidence), ("approach", approach))))


def load_scale(page_text: PageText, signs: Sequence[str], path: Path = DATA) -> Scale:
    """The rubric of the file. Raises CorpusError, as findings.load_rules does."""
    data = check_keys(path.name, read_yaml(path), {"evidence", "commitment", "evidenced", "approach", "why"})
    commitment = tuple(_level(path.name, row, signs) for row in data["commitment"])
    others = {level.id: level for key in ("evidenced", "approach") for level in (_level(path.name, row, signs) for row in data[key])}
    if {*others} != {ACTIVE, LIMITED, PASSIVE, EVIDENCED, NOT_EVIDENCED}:
        raise CorpusError(f"{path.name}: levels {', '.join(others)}; expected those of the report")
    words = pattern_words()
    evidence = tuple(read_pattern(f"{path.name}, evidence {n}", row, words) for n, row in enumerate(data["evidence"], 1))
    why = {key: read_why(f"{path.name}, why {key}", data["why"][key], page_text) for key in ("commitment", "evidence", "approach")}
    return Scale(commitment, others, evidence, why)


def _level(where: str, row: Any, signs: Sequence[str]) -> Level:
    row = check_keys(where, row, {"id", "says"}, {"met", "stated", "signs"})
    if wrong := [name for name in row.get("signs", ()) if name not in signs]:
        raise CorpusError(f"{where}: level {row['id']} needs {wrong[0]!r}, which is not a sign of elements.yaml")
    return Level(row["id"], row["says"], row.get("met", 0), row.get("stated", 0), tuple(row.get("signs", ())))
