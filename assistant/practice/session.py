"""Which items to ask now: what is due first, then new ones of every kind asked for. Pure."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from itertools import chain, zip_longest
from random import Random

from assistant.practice.items import Item, Kind
from assistant.practice.progress import Kept

MOST_DUE = 0.7
"""The share of a session that may be things met before, as long as there are new ones."""


def choose(items: Sequence[Item], kept: Mapping[str, Kept], count: int, now: datetime, kinds: Collection[Kind] = (), seed: int = 0) -> tuple[Item, ...]:
    """Up to `count` items: those due, the longest overdue first, then new ones, a kind after the other. No fact is asked twice.

    The same items, progress and seed give the same session; every answer kept gives another.
    """
    pool = [item for item in items if not kinds or item.kind in kinds]
    due = sorted((item for item in pool if item.id in kept and kept[item.id].due <= now), key=lambda item: (kept[item.id].due, item.id))
    fresh = [item for item in pool if item.id not in kept]
    Random(f"{seed}:{sum(one.times for one in kept.values())}").shuffle(fresh)
    by_kind = [[item for item in fresh if item.kind is kind] for kind in Kind]
    new = [item for item in chain.from_iterable(zip_longest(*by_kind)) if item]
    first = due[:max(1, round(count * MOST_DUE))] if new else due
    chosen: dict[str, Item] = {}
    for item in (*first, *new, *due):
        if len(chosen) < count:
            chosen.setdefault(item.subject, item)
    return tuple(chosen.values())
