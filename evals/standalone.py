"""What a follow-up finds beside the same question asked alone, and what a question loses by the turns before it: `python -m evals.standalone`.

Evidence is what the answer cites, then what the search finds for the question as it was understood: a table is looked up, not searched.
Held-out cases are counted and never shown.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from random import Random

from assistant import build
from assistant.domain import Role
from evals.cases import SPLITS, Case, load_cases
from evals.systems import Product, System

K = 5
GOAL, MOST_LOST = 0.95, 0.01
"""Of the stand-alone form's recall, and of that of questions which stand alone."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A case asked in two ways: whether a right page was among the first K, asked alone and after other turns."""

    case: Case
    alone: bool
    after: bool


def pages(system: System, question: str, role: str | None, history: Sequence[str]) -> list[tuple[str, str]]:
    """The pages of the evidence, best first, each once."""
    answer = system.ask(question, Role(role) if role else None, history)
    cited = [(c.source_id, c.page) for c in answer.citations]
    return list(dict.fromkeys((*cited, *(system.found(answer) or ()))))


def follow_ups(system: System, cases: Sequence[Case]) -> Iterator[Pair]:
    """Each follow-up that the documents answer, beside its stand-alone form."""
    for case in cases:
        if case.standalone and case.answerable and case.evidence:
            yield Pair(case, _hit(system, case, case.standalone, ()), _hit(system, case, case.question, case.history))


def stand_alones(system: System, cases: Sequence[Case], most: int, seed: int = 0) -> Iterator[Pair]:
    """At most so many of the questions that need no turn before them, alone and after two turns about something else."""
    asked = [case for case in cases if not case.history and case.answerable and case.evidence]
    rng = Random(seed)
    for case in rng.sample(asked, min(most, len(asked))):
        others = [other.question for other in rng.sample(asked, 5) if not {(g.source, g.page) for g in other.evidence} & {(g.source, g.page) for g in case.evidence}]
        yield Pair(case, _hit(system, case, case.question, ()), _hit(system, case, case.question, others[:2]))


def _hit(system: System, case: Case, question: str, history: Sequence[str]) -> bool:
    return bool(set(pages(system, question, case.role, history)[:K]) & {(g.source, g.page) for g in case.evidence})


def recall(pairs: Sequence[Pair]) -> tuple[float, float]:
    """(alone, after other turns): the share of cases with a right page among the first K. Raises ZeroDivisionError for none."""
    return sum(p.alone for p in pairs) / len(pairs), sum(p.after for p in pairs) / len(pairs)


def main(argv: Sequence[str] | None = None) -> int:
    """Prints both measures; 1 where a goal is missed."""
    parser = argparse.ArgumentParser(prog="python -m evals.standalone", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--most", type=int, default=300, help="how many stand-alone questions")
    options = parser.parse_args(argv)
    system = Product(build.build_assistant())
    cases = [case for split in SPLITS for case in load_cases(split)]
    followed, alone = list(follow_ups(system, cases)), list(stand_alones(system, cases, options.most))
    for name, pairs in (("follow-ups, tuned", [p for p in followed if not p.case.held_out]), ("follow-ups, held out", [p for p in followed if p.case.held_out]), ("follow-ups", followed)):
        before, after = recall(pairs)
        print(f"{name:22} recall@{K} {after:.3f}, of the stand-alone form {before:.3f}: {after / before:.3f} of it, n {len(pairs)}")
    before, after = recall(alone)
    print(f"{'stand-alone questions':22} recall@{K} {after:.3f} after two turns about something else, alone {before:.3f}, n {len(alone)}")
    for pair in followed:
        if pair.alone and not pair.after and not pair.case.held_out:
            print(f"  lost: {pair.case.id}: {' / '.join((*pair.case.history, pair.case.question))}")
    followed_share = recall(followed)[1] / recall(followed)[0]
    return 0 if followed_share >= GOAL and before - after <= MOST_LOST else 1


if __name__ == "__main__":
    sys.exit(main())
