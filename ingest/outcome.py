"""What an ingest did, as it is reported. Pure."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any


@dataclass(frozen=True, slots=True)
class Failure:
    """A file that did not go in: its path, the outcome in a word or two, and what to do."""

    path: str
    outcome: str
    message: str


def failure(path: Path, outcome: str, message: str) -> Failure:
    """A failure whose words can be printed and written, even if the file's name holds bytes that are no text."""
    return Failure(*(said.encode("utf-8", "replace").decode("utf-8") for said in (str(path), outcome, message)))


@dataclass(slots=True)
class Report:
    """What an ingest did, by source id (failures and what was skipped by path)."""

    added: list[str] = field(default_factory=list)
    unchanged: list[str] = field(default_factory=list)
    replaced: list[str] = field(default_factory=list)
    removed: list[str] = field(default_factory=list)
    failed: list[Failure] = field(default_factory=list)
    skipped: list[Failure] = field(default_factory=list)
    """Files of a given folder that are of a type that is not read: no failure, since nobody asked for them by name."""
    duplicates: list[Failure] = field(default_factory=list)
    """Files that were given and have the very content of a document that is in the index: it is kept once."""
    mended: list[str] = field(default_factory=list)
    """What of the index was damaged and is whole again."""
    planted: dict[str, int] = field(default_factory=dict)
    """How many paragraphs of a document that went in speak to an assistant: they are kept, and are no evidence."""
    passages: int = 0
    """How many passages the index holds now."""

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)
