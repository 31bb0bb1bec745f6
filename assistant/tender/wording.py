"""Wording that loses marks, and what a point of a question may ask for: data/wording.yaml and criteria.yaml, read and checked."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.tender.signs import DATA, compiled, shipped_signs
from assistant.yaml_data import check_keys, check_unique, read_list, read_yaml

CRITERIA = ("question", "specific", "additional", "relevant", "method", "measures", "governance", "evidence", "plain")
"""The nine criteria, in their order."""
RECKONED = frozenset(["extra-again", "dated-steps", "same-place", "promise", "measured-promise", "dated-promise"])
"""Signs that are no pattern: assistant/tender/criteria.py reckons them."""


@dataclass(frozen=True, slots=True)
class Theme:
    """Something that a point may ask for, and the signs by which an answer gives it."""

    id: str
    asks: re.Pattern[str]
    signs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Wording:
    """The patterns of data/wording.yaml; `jargon` has the plain words with each; those of `awards` have a group `name`."""

    vague: tuple[re.Pattern[str], ...]
    jargon: tuple[tuple[re.Pattern[str], str], ...]
    local: tuple[re.Pattern[str], ...]
    charity: tuple[re.Pattern[str], ...]
    policy: tuple[re.Pattern[str], ...]
    awards: tuple[re.Pattern[str], ...]
    themes: tuple[Theme, ...]


@dataclass(frozen=True, slots=True)
class Step:
    """A step up on a criterion: the sign, what it is worth, and the advice for who lacks it."""

    sign: str
    worth: int
    advice: str


@dataclass(frozen=True, slots=True)
class Criterion:
    """One of the nine. Those without steps are marked by rules of their own, whose advice is in `advice`."""

    id: str
    title: str
    low: str
    steps: tuple[Step, ...] = ()
    advice: Mapping[str, str] = field(default_factory=dict)


@lru_cache(maxsize=1)
def shipped_wording() -> Wording:
    """The shipped wording."""
    return read_wording(DATA / "wording.yaml")


@lru_cache(maxsize=1)
def shipped_criteria() -> tuple[Criterion, ...]:
    """The shipped criteria."""
    return read_criteria(DATA / "criteria.yaml")


def read_wording(path: Path) -> Wording:
    """The wording of a file. Raises CorpusError: names the file, the place, and what was expected."""
    data = check_keys(path.name, read_yaml(path), {"vague", "jargon", "local", "charity", "policy", "awards", "themes"})
    jargon = []
    for row in data["jargon"]:
        row = check_keys(f"{path.name}, jargon", row, {"says", "plain"})
        jargon.append((compiled(f"{path.name}, jargon", row["says"], {}), row["plain"]))
    themes = []
    for row in data["themes"]:
        where = f"{path.name}, theme {row.get('id') if isinstance(row, dict) else row}"
        row = check_keys(where, row, {"id", "asks", "signs"})
        _known(where, row["signs"])
        themes.append(Theme(row["id"], compiled(where, row["asks"], {}), tuple(row["signs"])))
    check_unique(path.name, "theme", (theme.id for theme in themes))
    lists = {name: tuple(compiled(f"{path.name}, {name}", text, {}) for text in data[name]) for name in ("vague", "local", "charity", "policy", "awards")}
    if strange := next((pattern.pattern for pattern in lists["awards"] if "name" not in pattern.groupindex), ""):
        raise CorpusError(f"{path.name}, awards: {strange!r} has no group (?P<name>...)")
    return Wording(jargon=tuple(jargon), themes=tuple(themes), **lists)


def read_criteria(path: Path) -> tuple[Criterion, ...]:
    """The criteria of a file. Raises CorpusError."""
    made = []
    for row in read_list(path):
        where = f"{path.name}, criterion {row.get('id') if isinstance(row, dict) else row}"
        row = check_keys(where, row, {"id", "title", "low"}, {"steps", "advice"})
        steps = tuple(Step(**check_keys(where, step, {"sign", "worth", "advice"})) for step in row.get("steps") or ())
        _known(where, [step.sign for step in steps])
        made.append(Criterion(row["id"], row["title"], row["low"], steps, row.get("advice") or {}))
    if tuple(criterion.id for criterion in made) != CRITERIA:
        raise CorpusError(f"{path.name}: expected the criteria {', '.join(CRITERIA)}, in this order")
    return tuple(made)


def _known(where: str, names: Any) -> None:
    if strange := [name for name in names if name not in {*shipped_signs(), *RECKONED}]:
        raise CorpusError(f"{where}: {strange[0]!r} is no sign of signs.yaml; expected one of {', '.join(sorted({*shipped_signs(), *RECKONED}))}")
