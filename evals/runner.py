"""Asks a system every case and keeps a row for each. A case that crashes is a row, not the end of the run."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from assistant.domain import Role
from assistant.export import answer_json
from evals.cases import Case, Dataset, check_gold
from evals.metrics import METRICS, Context, why
from evals.stats import Estimate, estimate, percentile
from evals.systems import System

WARM = "What does the report say of how bodies buy services?"
"""Asked before the cases, and none of them: what was asked lately is kept at hand, and would be answered too fast."""
Progress = Callable[[str, int, int], None]
"""Called as (dataset, cases done, cases in all)."""


@dataclass(frozen=True, slots=True)
class Row:
    """A case with what came of it: plain values, so that a report needs nothing but rows.

    `answer` is the JSON of the contract, None when the case crashed, with `error` saying how. `scores` has every metric,
    None where it does not apply. `why` says what is wrong, () when nothing is. `tries` counts how often it was asked.
    """

    id: str
    dataset: str
    split: str
    kind: str
    difficulty: str
    question: str
    role: str | None
    history: tuple[str, ...]
    gold: tuple[Mapping[str, str], ...]
    scores: Mapping[str, float | None] = field(default_factory=dict)
    why: tuple[str, ...] = ()
    answer: Mapping[str, Any] | None = None
    error: str = ""
    tries: int = 1

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, row: Mapping[str, Any]) -> Row:
        """The row that as_dict wrote. Raises TypeError for another shape."""
        return cls(**{**row, "history": tuple(row["history"]), "gold": tuple(row["gold"]), "why": tuple(row["why"])})


def run(dataset: Dataset, system: System, *, done: Collection[str] = (), keep: Callable[[Row], None] = lambda _: None,
        progress: Progress = lambda *_: None, workers: int = 1, retries: int = 0) -> list[Row]:
    """Asks every case but those in `done`, and gives their rows in the dataset's order.

    `keep` is called with each row as soon as it is there, in the order of asking. More workers than one help where an
    answer waits for a chat model. A case that raises is asked again up to `retries` times.

    Raises:
        DatasetError: a gold quote does not stand on its page of the system's documents.
    """
    check_gold(dataset.cases, system.sources, system.page_text)
    todo = [case for case in dataset.cases if case.id not in done]
    for case in todo[:1]:
        ask(replace(case, question=WARM, history=()), system)  # untimed: the first answer loads the models
    rows = []
    with ThreadPoolExecutor(workers) as pool:
        asked: Iterable[Row] = pool.map(lambda case: ask(case, system, retries), todo) if workers > 1 else (ask(c, system, retries) for c in todo)
        for number, row in enumerate(asked, 1):
            keep(row)
            rows.append(row)
            progress(dataset.name, number, len(todo))
    return rows


def ask(case: Case, system: System, retries: int = 0) -> Row:
    """One case asked and scored."""
    error = ""
    for tries in range(1, retries + 2):
        try:
            return _row(case, tries, context(case, system))
        except Exception as raised:
            error = f"{type(raised).__name__}: {raised}"
    return _row(case, retries + 1, None, error)


def context(case: Case, system: System) -> Context:
    """A case's answer with all that the metrics look at. Raises whatever the system raises."""
    roles = list(Role) if case.every_role else [Role(case.role) if case.role else None]
    first, *others = [system.ask(case.question, role, case.history) for role in roles]
    return Context(case, first, system.page_text, system.found(first), tuple(others))


def _row(case: Case, tries: int, c: Context | None, error: str = "") -> Row:
    return Row(
        case.id, case.dataset, case.split, case.kind, case.difficulty, case.question, case.role, case.history,
        tuple({"source": g.source, "page": g.page, "quote": g.quote} for g in case.evidence),
        {m.name: m.score(c) for m in METRICS} if c else {}, why(c) if c else (), answer_json(c.answer) if c else None, error, tries)


def summary(rows: Sequence[Row]) -> dict[str, Estimate]:
    """By metric, over the rows it applies to; metrics that apply to none are left out. `crashed` is the share of crashes."""
    table = {m.name: estimate([row.scores.get(m.name) for row in rows]) for m in METRICS}
    crashed = estimate([float(row.answer is None) for row in rows])
    return {name: value for name, value in (*table.items(), ("crashed", crashed)) if value}


def latency(rows: Sequence[Row]) -> tuple[float, float] | None:
    """(median, 95th percentile) of milliseconds from question to answer; None when nothing was answered."""
    taken = [ms for row in rows if (ms := row.scores.get("ms")) is not None]
    return (percentile(taken, 0.5), percentile(taken, 0.95)) if taken else None
