"""The documents that one person can ask about, by where they come from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from itertools import groupby

from assistant.domain import Authority
from assistant.library import Entry, Library
from assistant.people import Person
from assistant.planted import planted_in
from assistant.record import record_path
from assistant.settings import Settings
from ingest.uploads import Uploads, entries_of


@dataclass(frozen=True, slots=True)
class Shelf:
    """What comes with the product, the most authoritative first; by id, what was added for everyone, and what is this person's own (the local user's is all that was added)."""

    shipped: tuple[Entry, ...]
    shared: tuple[Entry, ...]
    own: tuple[Entry, ...]

    @property
    def entries(self) -> tuple[Entry, ...]:
        """All of them."""
        return (*self.own, *self.shared, *self.shipped)


def not_used(settings: Settings, owner: str) -> Mapping[str, int]:
    """How many paragraphs of each document that was added speak to an assistant, by id, where any does. Raises IndexUnavailable."""
    mine = settings.of(owner)
    if not record_path(mine).exists():
        return {}
    library = Library(record_path(mine))
    try:
        added = {entry.source.id for entry in library.entries() if not entry.shipped}
        return {name: count for name, run in groupby(library.all_passages(), lambda passage: passage.source_id) if name in added and (count := planted_in(run))}
    finally:
        library.close()


def shelf(settings: Settings, who: Person) -> Shelf:
    """What stands there now; nothing while there is no index. Raises IndexUnavailable."""
    every = entries_of(settings)
    shipped, added = (tuple(entry for entry in every if entry.shipped is ours) for ours in (True, False))
    shipped = tuple(sorted(shipped, key=lambda entry: (list(Authority).index(entry.source.authority), entry.source.id)))
    return Shelf(shipped, (), added) if who.is_local else Shelf(shipped, added, Uploads(settings, who.owner).entries())
