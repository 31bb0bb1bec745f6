"""What somebody has practised: kept in the database of conversations, an owner's own alone. Nothing is sent anywhere."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import UTC, datetime

import sqlalchemy as sa

from assistant.conversation import Conversations
from assistant.practice.schedule import reviewed

_metadata = sa.MetaData()
_cards = sa.Table(
    "social_value_practice", _metadata,
    sa.Column("owner", sa.String(64), primary_key=True),
    sa.Column("item", sa.String(160), primary_key=True),
    sa.Column("card", sa.Text, nullable=False),  # JSON of schedule.py
    sa.Column("due", sa.String(32), nullable=False),  # UTC in ISO form, which sorts
    sa.Column("answered", sa.String(32), nullable=False),
    sa.Column("times", sa.Integer, nullable=False),
    sa.Column("times_right", sa.Integer, nullable=False),
    sa.Column("was_right", sa.Boolean, nullable=False),
)


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept of an item: when it is due and was last answered, how often, how often right, and whether the last time."""

    item: str
    due: datetime
    answered: datetime
    times: int
    times_right: int
    was_right: bool


class Progress:
    """An owner's answers. Safe for several processes and threads at once."""

    def __init__(self, store: Conversations, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        """Opens the progress of whoever the store is opened for. Raises ConversationsUnavailable."""
        self._owner, self._clock, self._transaction = store.owner, clock, store.beside(_metadata)

    def put(self, item: str, *, is_right: bool, open_book: bool = False) -> Kept:
        """Writes an answer down; returns what is kept of the item now."""
        now, this = self._clock(), (_cards.c.owner == self._owner) & (_cards.c.item == item)
        with self._transaction(writes=True) as db:
            before = db.execute(sa.select(_cards).where(this)).one_or_none()
            card, due = reviewed(before.card if before else None, is_right=is_right, open_book=open_book, now=now)
            values = {"card": card, "due": _written(due), "answered": _written(now), "was_right": is_right,
                      "times": (before.times if before else 0) + 1, "times_right": (before.times_right if before else 0) + is_right}
            db.execute(sa.update(_cards).where(this).values(values) if before else sa.insert(_cards).values(owner=self._owner, item=item, **values))
        return Kept(item, due, now, values["times"], values["times_right"], is_right)

    def all(self) -> dict[str, Kept]:
        """Everything kept of this owner, by item, what is due first before the rest."""
        with self._transaction() as db:
            rows = db.execute(sa.select(_cards).where(_cards.c.owner == self._owner).order_by(_cards.c.due, _cards.c.item)).all()
        return {row.item: Kept(row.item, datetime.fromisoformat(row.due), datetime.fromisoformat(row.answered), row.times, row.times_right, row.was_right) for row in rows}

    def forget(self) -> int:
        """Deletes all that is kept of this owner for good; returns how many items there were."""
        with self._transaction(writes=True) as db:
            return db.execute(sa.delete(_cards).where(_cards.c.owner == self._owner)).rowcount


@dataclass(frozen=True, slots=True)
class Tally:
    """How far somebody is: items there are, met so far, right at the last time, and due now."""

    items: int
    met: int
    known: int
    due: int


def tally(items: Iterable[str], kept: dict[str, Kept], now: datetime) -> Tally:
    """The tally over some items."""
    ids = list(items)
    met = [kept[name] for name in ids if name in kept]
    return Tally(len(ids), len(met), sum(one.was_right for one in met), sum(one.due <= now for one in met))


def _written(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")
