"""YAML that people write, read and checked: what is wrong is told with the file, the place, and what was expected."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError, SocialValueError

DEEPEST = 40
"""Levels of a file that a person wrote."""
RESTORE = "restore it from the repository, or mend the YAML there"


def read_yaml(path: Path, error: type[SocialValueError] = CorpusError, remedy: str = RESTORE) -> Any:
    """What a YAML file holds.

    Raises:
        error: the file is missing, is no UTF-8 or no YAML; the message names it and ends in the remedy.
    """
    try:
        data = path.read_bytes()
    except OSError as found:
        raise error(f"{path.name} cannot be read ({found}); {remedy}") from found
    return parse_yaml(data, path.name, error, remedy)


def parse_yaml(data: bytes, name: str, error: type[SocialValueError] = CorpusError, remedy: str = RESTORE) -> Any:
    """What the bytes of a YAML file of that name hold, by libyaml where that is installed (ten times faster). Raises as read_yaml does."""
    import yaml

    try:
        return yaml.load(data.decode("utf-8"), Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    except (UnicodeDecodeError, yaml.YAMLError, ValueError) as found:  # ValueError: a date that is none
        raise error(f"{name} cannot be read ({found}); {remedy}") from found


def is_deep(data: bytes) -> bool:
    """Whether YAML is nested deeper than a person writes it, which libyaml follows until the program ends: by brackets, by marks on one line, or by its indent."""
    depth = deepest = 0
    for mark in re.findall(rb"[\[{\]}]", data):
        depth += 1 if mark in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest > DEEPEST or re.search(rb"(?:[-?:][ \t]+){%d}|\n {%d}" % (DEEPEST, 8 * DEEPEST), data) is not None


def write_yaml(value: Any) -> str:
    """Plain values as YAML, in the order given."""
    import yaml

    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False, width=120)


def read_list(path: Path) -> list[Any]:
    """A YAML file that holds a list. Raises CorpusError."""
    rows = read_yaml(path)
    if not isinstance(rows, list):
        raise CorpusError(f"{path.name}: expected a list, not {type(rows).__name__}")
    return rows


def check_keys(where: str, row: Any, needed: Collection[str], optional: Collection[str] = ()) -> Mapping[str, Any]:
    """The row, a mapping that has all the needed keys, each with something in it, and no others than the optional ones.

    Raises:
        CorpusError: names the place, the key and what was expected.
    """
    if not isinstance(row, Mapping):
        raise CorpusError(f"{where}: expected a mapping with {', '.join(sorted(needed))}, not {type(row).__name__}")
    if unknown := sorted(set(map(str, row)) - {*needed, *optional}):
        raise CorpusError(f"{where}: unknown key {unknown[0]!r}; expected one of {', '.join(sorted({*needed, *optional}))}")
    if missing := [key for key in sorted(needed) if row.get(key) in (None, "", [])]:
        raise CorpusError(f"{where}: {missing[0]!r} is missing; expected {', '.join(sorted(needed))}")
    return row


def check_unique(where: str, key: str, values: Iterable[str]) -> None:
    """That no value stands twice. Raises CorpusError."""
    seen: set[str] = set()
    for value in values:
        if value in seen:
            raise CorpusError(f"{where}: {key} {value!r} stands twice; expected one of each")
        seen.add(value)
