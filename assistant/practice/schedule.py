"""When to ask again: spaced repetition by FSRS, a published model of how people forget. No chance in it: the same answers give the same days."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

from fsrs import Card, Rating, Scheduler

AGAIN_AFTER = timedelta(minutes=10)
"""Until what was answered wrong is asked again, for the first time."""
_scheduler = Scheduler(learning_steps=(AGAIN_AFTER,), relearning_steps=(AGAIN_AFTER,), enable_fuzzing=False)


def reviewed(card: str | None, *, is_right: bool, open_book: bool, now: datetime) -> tuple[str, datetime]:
    """The card after an answer, as text to keep, and when it is due; `card` is None for the first answer.

    A right answer given with the page at hand counts as recalled with difficulty, and comes back sooner.
    """
    rating = Rating.Again if not is_right else Rating.Hard if open_book else Rating.Good
    before = Card.from_json(card) if card else Card(card_id=0, due=now)
    after, _ = _scheduler.review_card(before, rating, now.astimezone(UTC))
    return after.to_json(), after.due
