"""The scores of a run in HTML: the safety figures, every other metric, the splits; and how a figure is written."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from evals.cases import SPLITS
from evals.charts import strip
from evals.markup import esc, table
from evals.metrics import METRICS
from evals.report import ABOUT
from evals.report_cases import shown
from evals.runner import Row, summary
from evals.stats import Estimate

SAFETY = {
    "quotes_off_page": ("Quotes off their page", "quotes that do not stand word for word on the page they name"),
    "figures_off_quotes": ("Figures not in their quotes", "figures that the quotes beside them do not have"),
    "forbidden": ("Forbidden statements", "statements that the case says must not be made"),
    "crashed": ("Crashed", "cases that ended in an error, not in an answer"),
}
GROUPS = {
    "What it says": ("facts", "complete", "status", "claim_kind", "role_invariance", "notices"),
    "Where it stands": ("page_first", "page", "page_recall", "quote", "quote_recall", "removed", "generative"),
    "What it declines": ("near_miss_refused", "far_or_vague_refused", "refusal_precision", "wrongly_refused"),
    "What retrieval finds": ("recall@1", "recall@5", "mrr"),
    "Length, time and cost": ("words", "ms", "first_ms", "tokens_in", "tokens_out", "evidence_tokens"),
}
COUNTS = frozenset(["mrr", *GROUPS["Length, time and cost"], *SAFETY]) - {"crashed"}
"""Metrics that are not shares of one, so never shown in per cent."""
BETTER = {m.name: {1: "Higher", -1: "Lower", 0: "Neither"}[m.better] for m in METRICS} | {"crashed": "Lower"}


# --- safety ----------------------------------------------------------------------------------------------


def safety(rows: Sequence[Row]) -> str:
    """What may never be, a block each: how often it was, of how many, and the figures behind it."""
    scores = summary(rows)
    return f'<ul class="safety">{"".join(_card(name, scores.get(name), rows) for name in SAFETY)}</ul>'


def _card(name: str, e: Estimate | None, rows: Sequence[Row]) -> str:
    """One safety figure: how many were found, of how many, and what that is worth."""
    title, what = SAFETY[name]
    if e is None:
        return f'<li><h3>{title}</h3><p class="big">Not measured</p><p>{_opening(what)}. No case of this run could show any. <strong>Lower is better.</strong></p></li>'
    found = round(e.mean * e.n)
    hit = [row for row in rows if (row.answer is None if name == "crashed" else (row.scores.get(name) or 0) > 0)]
    return (f'<li class="{"found" if found else "none"}"><h3>{title}</h3><p class="big">{found}</p>'
            f"<p><strong>{'Found' if found else 'None found'}</strong> in {_of(name, e.n, rows)}. {_opening(what)}. <strong>Lower is better.</strong></p>"
            f"<p>{_where(hit) if found else _bound(name, e.n)}</p>"
            f'<p class="note">Mean {figure(name, e.mean)}, n {e.n}, standard error {standard_error(name, e)}, 95% interval {interval(name, e)}. <code>{name}</code></p></li>')


def _of(name: str, n: int, rows: Iterable[Row]) -> str:
    if name == "crashed":
        return counted(n)
    answers = f"{n} answer{'s' * (n != 1)}"
    if name == "quotes_off_page":
        quotes = sum(len(row.answer["citations"]) for row in rows if row.answer)
        return f"{quotes:,} quote{'s' * (quotes != 1)} of {answers}"
    return f"{answers} to cases that forbid a statement" if name == "forbidden" else answers


def _where(rows: Sequence[Row]) -> str:
    """The cases to look at: some ids, and how many more."""
    ids = [row.id for row in shown(rows)]
    more = [f"{len(ids) - 5} more" * (len(ids) > 5), f"{len(rows) - len(ids)} not shown" * (len(ids) < len(rows))]
    return f"Look at: {esc(', '.join([*ids[:5], *filter(None, more)]))}."


def _bound(name: str, n: int) -> str:
    """What none in n is worth: the greatest rate at which none in n still comes up one time in twenty (1 - 0.05 ** (1 / n))."""
    those = "cases could still crash" if name == "crashed" else "answers could still have one"
    return f"None in {n} is no proof of never: up to {100 * (1 - 0.05 ** (1 / n)):.1f}% of such {those} (95% bound)."


# --- quality ---------------------------------------------------------------------------------------------


def quality(rows: Sequence[Row]) -> str:
    """Every metric that applies but those of safety, in groups; one that is in no group comes last."""
    scores = {name: e for name, e in summary(rows).items() if name not in SAFETY}
    if not scores:
        return "<p>No answer, so nothing was measured.</p>"
    grouped = {name for names in GROUPS.values() for name in names}
    groups = {**GROUPS, "Other": tuple(name for name in scores if name not in grouped)}
    bodies = "".join(
        f'<tbody role="rowgroup"><tr role="row"><th scope="rowgroup" role="rowheader" colspan="7" class="group">{group}</th></tr>{"".join(_line(n, scores[n]) for n in names if n in scores)}</tbody>'
        for group, names in groups.items() if any(n in scores for n in names))
    left = [m.name for m in METRICS if m.name not in scores and m.name not in SAFETY]
    head = "".join(f'<th scope="col" role="columnheader"{c}>{h}</th>' for h, c in (
        ("What it is", ""), ("Better", ""), ("Mean", " class=n"), ("95% interval", " class=n"), ("0 to 100%", " class=drawn"), ("Standard error", " class=n"), ("n", " class=n")))
    return (f'<div class="scroll" role="region" aria-label="Scores" tabindex="0"><table class="scores" role="table"><caption>Scores over all {counted(len(rows))}</caption>'
            f'<thead role="rowgroup"><tr role="row">{head}</tr></thead>{bodies}</table></div>'
            + (f'<p class="note">Nothing in this run to measure these on: {", ".join(f"<code>{n}</code>" for n in left)}.</p>' if left else ""))


def _line(name: str, e: Estimate) -> str:
    drawn = "" if name in COUNTS else strip(e.mean, *ends(e))
    cells = (("", BETTER[name]), ("n", f"<strong>{figure(name, e.mean)}</strong>"), ("n", interval(name, e)), ("drawn", drawn), ("n", standard_error(name, e)), ("n", str(e.n)))
    tds = "".join(f'<td role="cell" class="{c}">{v}</td>' for c, v in cells)
    said = f'<th scope="row" role="rowheader">{esc(_opening(ABOUT[name]))} <code>{esc(name)}</code></th>'
    return f'<tr role="row">{said}{tds}</tr>'


# --- splits ----------------------------------------------------------------------------------------------


def splits_section(rows: Sequence[Row]) -> str:
    """The scores of each split in sum; "" when there is but one."""
    names = in_run(rows)
    if len(names) < 2:
        return ""
    members = [[row for row in rows if row.split == name] for name in names]
    scores = [summary(rows_of) for rows_of in members]
    header = ("Metric", *(f"{name.replace('_', ' ')}, {counted(len(rows_of))}" for name, rows_of in zip(names, members, strict=True)))
    lines = [(m, *(f"{figure(m, s[m].mean)} ({interval(m, s[m])}), n {s[m].n}" if m in s else "–" for s in scores)) for m in summary(rows)]
    grid = table("Scores of each split: mean (95% interval), n", header, lines)
    return f'<h2 id="splits">Splits</h2><div class="scroll" role="region" aria-label="Scores by split" tabindex="0">{grid}</div>'


def in_run(rows: Iterable[Row]) -> list[str]:
    """The splits that a run has cases of, in their own order."""
    there = {row.split for row in rows}
    return [name for name in SPLITS if name in there] + sorted(there - set(SPLITS))


# --- how a figure is written -----------------------------------------------------------------------------


def figure(name: str, value: float) -> str:
    """A metric's value: a share in per cent, anything else as a number."""
    if name in COUNTS:
        return f"{value:.3f}" if abs(value) < 10 else f"{value:,.1f}"
    return f"{100 * value:.1f}%"


def standard_error(name: str, e: Estimate) -> str:
    """In percentage points for a share; a dash for one case."""
    return figure(name, e.se).replace("%", " points") if e.n > 1 else "–"


def ends(e: Estimate) -> tuple[float | None, float | None]:
    """The ends of the interval; none from one case, which says nothing of the spread."""
    return (e.low, e.high) if e.n > 1 else (None, None)


def interval(name: str, e: Estimate) -> str:
    """The 95% interval from end to end."""
    return f"{figure(name, e.low)} to {figure(name, e.high)}" if e.n > 1 else "one case only"


def counted(n: int) -> str:
    """So many cases."""
    return f"{n:,} case{'s' * (n != 1)}"


def _opening(words: str) -> str:
    return words[:1].upper() + words[1:]
