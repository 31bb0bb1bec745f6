"""Runs a set of cases against an assistant and sums up. A case that crashes is a row, not the end of the run."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field

from assistant.assistant import Assistant
from assistant.domain import Answer, Role
from evals import metrics
from evals.cases import Case


@dataclass(frozen=True, slots=True)
class Result:
    """A case with its answer (None when it crashed, with the error) and its scores."""

    case: Case
    answer: Answer | None
    error: str = ""
    scores: dict[str, float | None] = field(default_factory=dict)


def run(cases: Sequence[Case], assistant: Assistant, progress: Callable[[int, int], None] = lambda *_: None) -> list[Result]:
    """Asks every case, in order."""
    results = []
    for number, case in enumerate(cases, 1):
        try:
            answer = assistant.ask(case.question, Role(case.role) if case.role else None, case.history)
            results.append(Result(case, answer, "", score(case, answer, assistant)))
        except Exception as error:
            results.append(Result(case, None, f"{type(error).__name__}: {error}"))
        progress(number, len(cases))
    return results


def score(case: Case, answer: Answer, assistant: Assistant) -> dict[str, float | None]:
    """Every metric of one case; None where it does not apply."""
    facts = metrics.fact_recall(case, answer)
    return {
        "facts": facts if case.answerable else None,
        "page": metrics.page_precision(case, answer) if case.answerable and not metrics.refused(answer) else None,
        "page_first": metrics.page_hit(case, answer) if case.answerable and not metrics.refused(answer) else None,
        "near_miss_refused": float(metrics.refused(answer)) if case.kind == "near_miss" else None,
        "far_or_vague_refused": metrics.status_right(case, answer) if case.kind in ("far", "vague") else None,
        "wrongly_refused": float(metrics.refused(answer)) if case.answerable and "not_in_corpus" not in case.status else None,
        "forbidden": metrics.forbidden_found(case, answer),
        "status": metrics.status_right(case, answer),
        "quotes_off_page": float(metrics.quotes_off_page(answer, assistant.page_text)),
        "figures_off_quotes": float(metrics.figures_off_quotes(answer)),
        "words": float(metrics.word_count(answer)),
        "ms": answer.timings_ms.get("total"),
    }


def summary(results: Sequence[Result]) -> dict[str, tuple[float, int, float] | None]:
    """(mean, n, standard error) by metric over the cases it applies to; `crashed` is the share of crashed rows."""
    names = next((r.scores for r in results if r.answer), {})
    table = {name: metrics.mean([r.scores.get(name) for r in results if r.answer]) for name in names}
    return {**table, "crashed": metrics.mean([float(r.answer is None) for r in results])}
