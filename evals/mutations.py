"""Mutation tests of the claim checker: true claims with one thing changed, and how many of each kind the check catches.

A mutant that may still be true is left out by rule, never by hand: what is put in may not stand in the claim's quotes
(by rule), and each mutator (change_facts.py, change_wording.py) says what else it leaves alone. Only claims that the check passes are mutated, since any
mutant of a rejected claim would count as caught. `python -m evals.mutations` prints the table.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from assistant.check import Problem, check_claim
from assistant.text import stands_in
from evals.change_facts import date_mutants, figure_mutants, limit_mutants, name_mutants, page_mutants, source_mutants, unit_mutants
from evals.change_wording import hedge_mutants, modal_mutants, negation_mutants, scope_mutants, term_mutants
from evals.changes import Mutator
from evals.claims import Pages, TrueClaim, corpus_pages, load_claims
from evals.stats import Estimate, estimate

GOALS = {"figure": 1.0, "unit": 1.0, "name": 1.0, "date": 1.0, "page": 1.0, "source": 1.0, "hedge": 0.95, "limit": 0.95, "term": 0.85, "modal": 0.95, "scope": 0.85, "negation": 0.85}
REJECTED_GOAL = 0.02
PER_CLAIM = 4
MOVED_PER_CLAIM = 1
"""How many mutants of one kind a claim gives at most, so that no long claim outweighs the rest; quotes moved to another page or source are all of one sort."""


MUTATORS: Mapping[str, Mutator] = {
    "figure": figure_mutants, "unit": unit_mutants, "name": name_mutants, "date": date_mutants, "page": page_mutants, "source": source_mutants,
    "hedge": hedge_mutants, "limit": limit_mutants, "term": term_mutants, "modal": modal_mutants, "scope": scope_mutants, "negation": negation_mutants,
}


def mutants(claim: TrueClaim, kind: str, pages: Pages, seed: int = 0) -> tuple[TrueClaim, ...]:
    """At most PER_CLAIM (or MOVED_PER_CLAIM) mutants of one kind, the same for the same seed whatever other claims there are.

    A text that stands word for word in a quote is no mutant: it is true.
    """
    rng = Random(f"{seed} {kind} {claim.id}")
    found = dict.fromkeys(m for m in MUTATORS[kind](claim, pages, rng)
                          if m != claim and (m.quotes != claim.quotes or not any(stands_in(m.text, q.quote) for q in m.quotes)))
    kept = sorted(rng.sample(range(len(found)), min(MOVED_PER_CLAIM if kind in ("page", "source") else PER_CLAIM, len(found))))
    return tuple(list(found)[n] for n in kept)


# --- the run ---------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Trial:
    """A mutant, with the kind of change ("" for the claim as it was) and what the check found."""

    claim: TrueClaim
    kind: str
    problems: tuple[Problem, ...]


def run(claims: Sequence[TrueClaim], pages: Pages, seed: int = 0) -> list[Trial]:
    """Every claim, and every mutant of those that pass."""
    trials = []
    for claim in claims:
        true = Trial(claim, "", check_claim(claim.text, pages.cite(claim.quotes), pages.text))
        trials.append(true)
        if not true.problems:
            trials += [Trial(m, kind, check_claim(m.text, pages.cite(m.quotes), pages.text)) for kind in MUTATORS for m in mutants(claim, kind, pages, seed)]
    return trials


def caught(trials: Iterable[Trial], kind: str) -> Estimate | None:
    """The share with a problem of the trials of a kind; None when there are none."""
    return estimate([float(bool(t.problems)) for t in trials if t.kind == kind])


def as_markdown(trials: Sequence[Trial]) -> str:
    """The table: a row a kind, the tuned and the held-out part side by side."""
    lines = ["| changed | goal | tuned: caught of n | rate | s.e. | held out: caught of n | rate | s.e. |", "| --- | --- | --- | --- | --- | --- | --- | --- |"]
    for kind, name, goal in [*((k, k, f"{GOALS[k]:.2f}") for k in MUTATORS), ("", "*nothing: true claims rejected*", f"at most {REJECTED_GOAL}")]:
        cells = []
        for held_out in (False, True):
            score = caught([t for t in trials if t.claim.held_out == held_out], kind)
            cells.append(f"{round(score.mean * score.n)} of {score.n} | {score.mean:.3f} | {score.se:.3f}" if score else "0 of 0 | | ")
        lines.append(f"| {name} | {goal} | {' | '.join(cells)} |")
    return "\n".join(lines)


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the table, or what slipped through of one kind (`--list true`: the true claims rejected), tuned part only."""
    parser = argparse.ArgumentParser(prog="python -m evals.mutations", description=__doc__)
    parser.add_argument("--list", metavar="KIND", choices=[*MUTATORS, "true"], help=f"one of {', '.join(MUTATORS)} or true")
    parser.add_argument("--seed", type=int, default=0)
    given = parser.parse_args(argv)
    trials = run(load_claims(), corpus_pages(), given.seed)
    if not given.list:
        print(as_markdown(trials))
        return 0
    for trial in trials:
        if not trial.claim.held_out and (trial.kind or "true") == given.list and bool(trial.problems) == (given.list == "true"):
            print(f"{trial.claim.id}: {trial.claim.text}")
            for quote in trial.claim.quotes:
                print(f"    {quote.source}, page {quote.page}: {quote.quote}")
            for problem in trial.problems:
                print(f"    -> {problem.fault.value}: {problem.about}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
