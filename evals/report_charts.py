"""The charts of a run in HTML, each with what it shows in words and its numbers in a table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from evals.charts import Bar, Bin, bars, binned, histogram
from evals.markup import table
from evals.report_scores import ends, figure, interval, standard_error
from evals.runner import Row, latency
from evals.stats import estimate, percentile


def charts_section(rows: Sequence[Row]) -> str:
    """All charts; a sentence where there is no answer to draw. Held-out cases are in them, as in every sum."""
    if not any(row.answer for row in rows):
        return "<p>No answer, so there is nothing to draw.</p>"
    times, words = ([v for row in rows if (v := row.scores.get(m)) is not None] for m in ("ms", "words"))
    taken = latency(rows)
    drawn = (
        _by("facts-dataset", "Facts in the answer, by dataset", "facts", rows, lambda r: r.dataset),
        _by("first-dataset", "First citation on a right page, by dataset", "page_first", rows, lambda r: r.dataset),
        _by("facts-kind", "Facts in the answer, by kind of question", "facts", rows, lambda r: r.kind),
        _by("facts-difficulty", "Facts in the answer, by difficulty", "facts", rows, lambda r: r.difficulty),
        _spread("latency", "Time from question to checked answer", "milliseconds", times, {"median (p50)": taken[0], "p95": taken[1]} if taken else {}),
        _spread("length", "Length of the answer", "words", words, {"median": percentile(words, 0.5)} if words else {}),
    )
    return f'<div class="charts">{"".join(drawn)}</div>'


def _by(name: str, title: str, metric: str, rows: Iterable[Row], key: Callable[[Row], str]) -> str:
    """A metric's mean by group, the lowest first; groups that it does not apply to are left out."""
    groups: dict[str, list[float | None]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row.scores.get(metric))
    scored = [(label, e) for label, values in groups.items() if (e := estimate(values))]
    scored.sort(key=lambda pair: pair[1].mean)
    scored = [(label.replace("_", " "), e) for label, e in scored]
    drawn = [Bar(label, e.mean, *ends(e), f"{figure(metric, e.mean)}, n {e.n}") for label, e in scored]
    desc = f"Bars from 0 to 100%, lowest first, with 95% intervals as lines. Higher is better. {_said(drawn)}"
    numbers = table(title, ("Group", "Mean", "95% interval", "Standard error", "n"),
                    [(label, figure(metric, e.mean), interval(metric, e), standard_error(metric, e), str(e.n)) for label, e in scored])
    said = "Lowest first; the line over a bar's end is the 95% interval. Higher is better."
    return _figure_of(title, said if scored else "No case has this score.", bars(name, title, desc, drawn) if scored else "", numbers, tall=len(scored) > 8)


def _spread(name: str, title: str, unit: str, values: Sequence[float], marks: dict[str, float]) -> str:
    """How often each size comes, with marks at some of them."""
    bins = binned(values)
    told = ", ".join(f"{label} {value:,.0f} {unit}" for label, value in marks.items())
    numbers = table(title, (unit.capitalize(), "Answers"), [*((_bin(b), str(b.count)) for b in bins), *((label, f"{value:,.0f}") for label, value in marks.items())])
    lines = {f"{label} {value:,.0f}": value for label, value in marks.items()}
    desc = f"Histogram of {len(values)} answers by {unit}. {told}."
    return _figure_of(title, f"Answers by {unit}: {told}." if bins else "No answer has this figure.",
                      histogram(name, title, desc, bins, lines) if bins else "", numbers)


def _figure_of(title: str, said: str, svg: str, numbers: str, tall: bool = False) -> str:
    folded = f'<details class="numbers"><summary>Numbers of this chart</summary>{numbers}</details>' if svg else ""
    return f'<figure{" class=tall" if tall else ""}><figcaption><h3>{title}</h3><p class="note">{said}</p></figcaption>{svg}{folded}</figure>'


def _said(rows: Sequence[Bar]) -> str:
    return "; ".join(f"{row.label} {row.note}" for row in rows) + "."


def _bin(b: Bin) -> str:
    return f"{b.low:,.0f} or more" if b.high == float("inf") else f"{b.low:,.0f} to under {b.high:,.0f}"
