"""Files with the very content of another that is in the index: kept once, and remembered, so that one of them can take the other's place. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from assistant.library import Entry


class Copies:
    """Which content the index holds, and which other files have it too."""

    def __init__(self, entries: Iterable[Entry], kept: Mapping[str, str], path_of: Callable[[str], Path]) -> None:
        """`kept` is origin of a copy -> id of the document that it is a copy of; `path_of` gives the file of an origin."""
        self._held = {entry.digest: (entry.source.id, entry.origin) for entry in entries}
        self.kept = dict(kept)
        self._path_of = path_of

    def twin(self, digest: str, origin: str) -> tuple[str, str] | None:
        """The document (id, origin) under another name that has this content."""
        held = self._held.get(digest)
        return held if held and held[1] != origin else None

    def is_there(self, origin: str) -> bool:
        """Whether the file of an origin can still be read; where not, a file with its content was moved and is no copy."""
        return self._path_of(origin).is_file()

    def read(self, digest: str, source_id: str, origin: str) -> None:
        """A document went in with this content."""
        self._held[digest] = (source_id, origin)
        self.kept.pop(origin, None)

    def left(self, entry: Entry) -> list[Path]:
        """The files that had the content of a document which goes or becomes another: they are read now, as far as they are there."""
        self._held.pop(entry.digest, None)
        mine = [origin for origin, name in self.kept.items() if name == entry.source.id]
        for origin in mine:
            del self.kept[origin]
        return [path for path in map(self._path_of, mine) if path.is_file()]
