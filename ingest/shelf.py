"""The documents that one person can ask about, by where they come from."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.domain import Authority
from assistant.library import Entry
from assistant.people import Person
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


def shelf(settings: Settings, who: Person) -> Shelf:
    """What stands there now; nothing while there is no index. Raises IndexUnavailable."""
    every = entries_of(settings)
    shipped, added = (tuple(entry for entry in every if entry.shipped is ours) for ours in (True, False))
    shipped = tuple(sorted(shipped, key=lambda entry: (list(Authority).index(entry.source.authority), entry.source.id)))
    return Shelf(shipped, (), added) if who.is_local else Shelf(shipped, added, Uploads(settings, who.owner).entries())
