"""How well the router tells intents apart: `python -m evals.intents` over evals/intents.yaml and ordinary questions of the datasets.

Utterances marked held_out are counted and never shown.
"""

from __future__ import annotations

import sys
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Role
from assistant.intents import Intent, router
from assistant.yaml_data import check_keys, read_list
from evals.cases import DatasetError, load_cases

UTTERANCES = Path(__file__).parent / "intents.yaml"
ORDINARY = Path(__file__).parent / "intents_asks.yaml"
GOAL = 0.93


@dataclass(frozen=True, slots=True)
class Utterance:
    """What is typed, what is wanted by it, whether an answer stands before it, and in whose voice it is."""

    text: str
    intent: Intent
    held_out: bool
    after: bool = False
    role: Role | None = None


def read_utterances(path: Path = UTTERANCES) -> tuple[Utterance, ...]:
    """The utterances of a file. Raises CorpusError or DatasetError: a key, an intent, a split or a role is wrong, or a text stands twice."""
    made: list[Utterance] = []
    for number, row in enumerate(read_list(path), 1):
        where = f"{path.name}, utterance {number}"
        row = check_keys(where, row, {"split", "intent", "text"}, {"after", "role"})
        if row["split"] not in ("tuned", "held_out") or row["intent"] not in Intent._value2member_map_:
            raise DatasetError(f"{where}: split {row['split']!r}, intent {row['intent']!r}; expected tuned or held_out and an intent")
        made.append(Utterance(row["text"], Intent(row["intent"]), row["split"] == "held_out", bool(row.get("after")), Role(row["role"]) if row.get("role") else None))
    if twice := [text for text, times in Counter((u.text.lower(), u.after) for u in made).items() if times > 1]:
        raise DatasetError(f"{path.name}: {twice[0][0]!r} stands twice; expected each once")
    return tuple(made)


def ordinary() -> tuple[Utterance, ...]:
    """The questions of the datasets that must all stay asks. Raises DatasetError: an id is not of a tuned or second case."""
    cases = {case.id: case for split in ("tuned", "second") for case in load_cases(split)}
    ids = read_list(ORDINARY)
    if unknown := [i for i in ids if i not in cases]:
        raise DatasetError(f"{ORDINARY.name}: {unknown[0]!r} is no case of the tuned or second split")
    return tuple(Utterance(cases[i].question, Intent.ASK, held_out=False, after=bool(cases[i].history)) for i in ids)


def found(utterances: Sequence[Utterance]) -> list[tuple[Utterance, Intent]]:
    """Each utterance with the intent that the router gives it."""
    return [(u, router().route(u.text, follows=u.after).intent) for u in utterances]


def accuracy(told: Sequence[tuple[Utterance, Intent]]) -> float:
    """The share told right, 0..1."""
    return sum(u.intent is intent for u, intent in told) / len(told)


def main() -> int:
    """Prints accuracies and, of the tuned ones, the confusions. Exit status 1 where a goal is missed."""
    utterances = read_utterances()
    held, tuned = found([u for u in utterances if u.held_out]), found([u for u in utterances if not u.held_out])
    questions = ordinary()
    started = time.perf_counter()
    asks = found(questions)
    each = (time.perf_counter() - started) * 1000 / len(asks)
    lost = [(u, i) for u, i in asks if i is not Intent.ASK]
    print(f"tuned     {accuracy(tuned):.3f} of {len(tuned)}")
    print(f"held out  {accuracy(held):.3f} of {len(held)} (goal {GOAL})")
    print(f"ordinary questions lost to another intent: {len(lost)} of {len(asks)}; asks lost of the held out: {sum(u.intent is Intent.ASK is not i for u, i in held)}")
    print(f"{each:.2f} ms an utterance")
    for utterance, intent in [*((u, i) for u, i in tuned if u.intent is not i), *lost]:
        routed = router().route(utterance.text, follows=utterance.after)
        print(f"  {utterance.intent.value} taken for {intent.value} ({routed.points} to ask's {routed.ask}; {', '.join(routed.why)}): {utterance.text}")
    return 0 if accuracy(held) >= GOAL and not lost else 1


if __name__ == "__main__":
    sys.exit(main())
