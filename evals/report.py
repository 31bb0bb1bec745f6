"""A run as Markdown: what was run, the scores, the scores by dataset, and what went wrong."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence

from evals.metrics import METRICS
from evals.runner import Row, latency, summary
from evals.runs import About, Run
from evals.stats import Estimate

ABOUT = {m.name: m.about for m in METRICS} | {"crashed": "cases that ended in an error"}
SHOWN = ("facts", "complete", "page_first", "page", "near_miss_refused", "wrongly_refused", "forbidden", "quotes_off_page", "words")
"""The columns of the tables by dataset, split and kind."""


def as_markdown(run: Run) -> str:
    """The whole report. Failures of held-out cases are counted, never shown: whoever reads them tunes on them."""
    parts = [f"# Evaluation: {run.about.set}{' ' + run.about.split if run.about.split else ''}, {run.about.system}", "", heading(run.about, len(run.rows)), "",
             scores_table(run.rows)]
    for title, key in (("split", lambda r: r.split), ("dataset", lambda r: r.dataset), ("kind", lambda r: r.kind)):
        if len({key(row) for row in run.rows}) > 1:
            parts += ["", f"## By {title}", "", grouped(run.rows, key)]
    seen = [row for row in run.rows if (row.why or row.error) and row.split != "held_out"]
    hidden = sum(bool(row.why or row.error) for row in run.rows if row.split == "held_out")
    parts += ["", f"## What went wrong ({len(seen)} cases{f', and {hidden} held out, not shown' if hidden else ''})", ""]
    parts += [f"- **{row.id}** {cell(row.question)}: {cell('; '.join(row.why) or row.error)}" for row in seen]
    return "\n".join(parts) + "\n"


def heading(about: About, cases: int) -> str:
    """What was run, in a line."""
    commit = f", commit {about.commit}" if about.commit else ""
    return f"{cases} cases, mode {mode(about)}, started {about.started}{commit}, Python {about.python}."


def mode(about: About) -> str:
    """How answers were made, with the chat model's name where one was asked."""
    model = about.settings.get("chat_model")
    return f"{about.mode} ({model})" if model else about.mode


def scores_table(rows: Sequence[Row]) -> str:
    """Every metric that applies: mean, n, standard error, 95% interval, and what it is."""
    lines = ["| metric | mean | n | s.e. | 95% interval | what it is |", "| --- | --- | --- | --- | --- | --- |"]
    lines += [f"| {name} | {e.mean:.3f} | {e.n} | {e.se:.3f} | {e.low:.3f} to {e.high:.3f} | {ABOUT[name]} |" for name, e in summary(rows).items()]
    if taken := latency(rows):
        lines.append(f"\nTime from question to checked answer: median {taken[0]:.0f} ms, 95th percentile {taken[1]:.0f} ms.")
    return "\n".join(lines)


def grouped(rows: Iterable[Row], key: Callable[[Row], str], metrics: Sequence[str] = SHOWN) -> str:
    """The means of some metrics for each group, "-" where a metric does not apply."""
    groups: dict[str, list[Row]] = {}
    for row in rows:
        groups.setdefault(key(row), []).append(row)
    lines = [f"| | cases | {' | '.join(metrics)} |", "| --- | --- |" + " --- |" * len(metrics)]
    for name, members in groups.items():
        scores = summary(members)
        lines.append(f"| {name} | {len(members)} | {' | '.join(_mean(scores.get(m)) for m in metrics)} |")
    return "\n".join(lines)


def cell(text: str) -> str:
    """Text that fits one cell or line of Markdown."""
    return " ".join(text.split()).replace("|", "\\|")


def _mean(value: Estimate | None) -> str:
    return f"{value.mean:.3f}" if value else "-"
