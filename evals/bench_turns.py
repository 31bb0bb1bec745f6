"""What keeping a conversation costs: `python -m evals.bench_turns`. A ratio within one run: a turn that is kept over the question alone.

Each question is asked alone and as a turn, in turn about, so that both meet the same machine: the turn writes the question, asks, and
writes the answer, in a file of its own as the product does.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from assistant import build
from assistant.assistant import Assistant
from assistant.conversation import Conversations, default_url
from evals.cases import load_cases
from evals.stats import percentile

TIMES = 30


def turn_times(assistant: Assistant, store: Conversations, questions: list[str]) -> tuple[list[float], list[float]]:
    """Seconds of each question alone, and of the same question as a turn of one conversation, with everything kept."""
    alone, kept, name = [], [], ""

    def turn(question: str) -> None:
        nonlocal name
        name, held = store.put(question, None, name)
        store.settle(name, held.number, assistant.ask(question))

    for n, question in enumerate(questions):
        first, second = ((alone, assistant.ask), (kept, turn)) if n % 2 else ((kept, turn), (alone, assistant.ask))
        for times, work in (first, second):
            times.append(_timed(work, question))
    return alone, kept


def _timed(work: Callable[[str], object], question: str) -> float:
    start = time.perf_counter()
    work(question)
    return time.perf_counter() - start


def main() -> int:
    """Prints the ratio of the medians and of each pair."""
    assistant = build.build_assistant()
    cases = [case.question for case in load_cases("tuned")]
    questions = cases[::max(1, len(cases) // TIMES)][:TIMES]
    for question in questions:
        assistant.ask(question)  # warm: models, pages
    with tempfile.TemporaryDirectory() as folder:
        store = Conversations(default_url(Path(folder)))
        turn_times(assistant, store, questions[:3])
        alone, kept = turn_times(assistant, store, questions)
        store.close()
    base = percentile(alone, 0.5)
    pairs = percentile([k / a for k, a in zip(kept, alone, strict=True)], 0.5)
    print(f"a turn that is kept: median {percentile(kept, 0.5) / base:.2f} x the question alone (pair by pair {pairs:.2f} x), n {len(alone)}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
