"""The shipped corpus: catalogue.toml read, checked, and turned into what the pipeline ingests."""

from __future__ import annotations

import hashlib
import tomllib
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Authority, Kind, Source
from assistant.errors import CorpusError

_REQUIRED = ("id", "title", "publisher", "published", "as_of", "kind", "authority", "rights", "file", "sha256")
_OPTIONAL = ("url", "original_sha256")


@dataclass(frozen=True, slots=True)
class Listed:
    """A catalogue entry: the source and its file."""

    source: Source
    path: Path


def read_catalogue(corpus: Path) -> tuple[Listed, ...]:
    """Every entry, in the catalogue's order.

    Raises:
        CorpusError: the file cannot be read, a key is unknown or missing, an id stands twice, a file is not
            there, or its checksum is another.
    """
    path = corpus / "catalogue.toml"
    try:
        data = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"the catalogue {path} cannot be read ({error}); restore it from the repository") from error
    listed: list[Listed] = []
    for number, row in enumerate(data.get("source", []), 1):
        name = row.get("id", f"entry {number}")
        if wrong := sorted(set(row) - {*_REQUIRED, *_OPTIONAL}):
            raise CorpusError(f"catalogue entry {name}: unknown key {wrong[0]!r}; known keys: {', '.join(_REQUIRED)}")
        if missing := [key for key in _REQUIRED if not row.get(key)]:
            raise CorpusError(f"catalogue entry {name}: {missing[0]!r} is missing")
        if any(entry.source.id == name for entry in listed):
            raise CorpusError(f"catalogue entry {name} stands twice; ids must be unique")
        try:
            source = Source(name, row["title"], row["publisher"], row["published"], Kind(row["kind"]),
                            Authority(row["authority"]), row.get("url"), row["rights"], row["as_of"])
        except ValueError as error:
            raise CorpusError(f"catalogue entry {name}: {error}") from None
        file = corpus / "documents" / row["file"]
        if not file.exists():
            raise CorpusError(f"catalogue entry {name}: {file} is not there; restore it or run `python -m ingest.convert`")
        digest = hashlib.sha256(file.read_bytes()).hexdigest()
        if digest != row["sha256"]:
            raise CorpusError(f"catalogue entry {name}: {file.name} has SHA-256 {digest}, the catalogue says "
                              f"{row['sha256']}; restore the file, or correct the catalogue if the change is meant")
        listed.append(Listed(source, file))
    return tuple(listed)
