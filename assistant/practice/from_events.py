"""Items made from dated events: which came first, second, third and last. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from random import Random

from assistant.compose import Statement
from assistant.events import THEMES, Event, apart
from assistant.practice.items import Choice, Item, Kind

EVENTS = 4
A_THEME = 7
"""How many items each theme gives, and all of them together."""
TRIES = 300
MOST_SHARED = 2
"""How many events two items may have in common."""
ASK = "Put these events in order, the earliest first."


def items_from_events(events: Sequence[Event], seed: int) -> Iterator[Item]:
    """For each theme, and across them, sets of EVENTS events whose order is beyond doubt."""
    for name in (*THEMES, ""):
        pool = [event for event in events if name in ("", event.theme)]
        rng = Random(f"{seed}:{name}")
        kept: list[set[Event]] = []
        for _ in range(TRIES if len(pool) >= EVENTS else 0):
            chosen = rng.sample(pool, EVENTS)
            if len(kept) < A_THEME and apart(chosen) and all(len(before.intersection(chosen)) <= MOST_SHARED for before in kept):
                kept.append(set(chosen))
                yield _item(chosen, rng)


def _item(events: Sequence[Event], rng: Random) -> Item:
    ordered = sorted(events, key=lambda event: event.when)
    shown = rng.sample(ordered, len(ordered))
    claims = tuple(Statement(event.statement, (event.quote,)) for event in ordered)
    checked = min((event.checked for event in ordered if event.checked), default=None)
    return Item(f"{Kind.ORDER}:{'+'.join(sorted(event.id for event in events))}", Kind.ORDER, ASK, tuple(Choice(event.text, whole=True) for event in shown),
                tuple(shown.index(event) for event in ordered), claims, checked=checked)
