"""The people the page is for, read from roles.toml: what they are called and what they might ask."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from assistant.domain import Role


@dataclass(frozen=True, slots=True)
class Asker:
    """A role as the page shows it."""

    role: Role
    name: str
    questions: tuple[str, ...]


@cache
def askers() -> dict[Role, Asker]:
    """Every role, in the order of the page. Raises ValueError when the file and the roles do not agree."""
    tables = tomllib.loads(Path(__file__).with_name("roles.toml").read_text(encoding="utf-8"))
    if set(tables) != {role.value for role in Role}:
        raise ValueError(
            f"roles.toml has tables {sorted(tables)}; expected {sorted(role.value for role in Role)}"
        )
    found = {}
    for value, table in tables.items():
        if set(table) != {"name", "questions"}:
            raise ValueError(f"roles.toml [{value}] has keys {sorted(table)}; expected name and questions")
        found[Role(value)] = Asker(Role(value), table["name"], tuple(table["questions"]))
    return found
