"""How many sentences the check kept from the reader, in words: said with the answer wherever it is shown or written. Pure."""

from __future__ import annotations

from assistant.domain import Answer


def left_out(answer: Answer) -> str:
    """A line that says how many sentences were left out and why; "" where none was."""
    by_model, written = answer.usage.get("removed", 0), answer.usage.get("written", 0)
    own = answer.removed - by_model if answer.removed >= by_model else answer.removed
    lines = [f"{_sentences(own)} left out: what {'it says' if own == 1 else 'they say'} could not be proven by a quote."] if own else []
    if by_model and (not answer.note or answer.usage.get("failed")):  # else the note says already that nothing of a model's could be said
        lines.append(f"Of {_count(written)} that the chat model wrote, {by_model} {'was' if by_model == 1 else 'were'} left out: not proven by a quote, not asked for, or said before.")
    return " ".join(lines)


def _sentences(count: int) -> str:
    return f"{_count(count)} {'was' if count == 1 else 'were'}"


def _count(count: int) -> str:
    return f"{count} sentence{'' if count == 1 else 's'}"
