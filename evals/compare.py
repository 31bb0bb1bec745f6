"""Two runs over the same cases: what got better, what got worse, what broke, and whether chance would do as much."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from assistant.errors import SocialValueError
from evals.metrics import METRICS
from evals.report import cell
from evals.runner import Row
from evals.runs import Run
from evals.stats import paired_p

_SAFETY = ("quotes_off_page", "figures_off_quotes", "forbidden")
"""Metrics of what may never be: a case that had none of it and has it now is broken."""


@dataclass(frozen=True, slots=True)
class Change:
    """A metric over the cases that have it in both runs. `p` is that of a two-sided sign-flip test on the pairs."""

    metric: str
    n: int
    before: float
    after: float
    better: int
    worse: int
    p: float


@dataclass(frozen=True, slots=True)
class Comparison:
    """What differs between two runs. Lists hold (id, question, what happened); held-out cases are only counted."""

    cases: int
    changes: tuple[Change, ...]
    better: tuple[tuple[str, str, str], ...]
    worse: tuple[tuple[str, str, str], ...]
    broke: tuple[tuple[str, str, str], ...]
    held_out: Mapping[str, int]
    only_before: int
    only_after: int

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)

    def as_markdown(self) -> str:
        """The comparison as text."""
        lines = [f"{self.cases} cases in both runs" + (f"; {self.only_before} only in the first, {self.only_after} only in the second"
                                                       if self.only_before or self.only_after else ""), "",
                 "| metric | n | before | after | change | better | worse | p |", "| --- | --- | --- | --- | --- | --- | --- | --- |"]
        lines += [f"| {c.metric} | {c.n} | {c.before:.3f} | {c.after:.3f} | {c.after - c.before:+.3f} | {c.better} | {c.worse} | {c.p:.3f} |" for c in self.changes]
        for title, rows in (("Broke", self.broke), ("Got worse", self.worse), ("Got better", self.better)):
            unseen = self.held_out.get(title.split()[-1].lower(), 0)
            lines += ["", f"## {title} ({len(rows)}{f', and {unseen} held out' if unseen else ''})", ""]
            lines += [f"- **{name}** {cell(question)}: {cell(what)}" for name, question, what in rows]
        return "\n".join(lines)


def compare(before: Run, after: Run) -> Comparison:
    """Compares by case id. Raises SocialValueError when the runs share no case."""
    old, new = ({row.id: row for row in run.rows} for run in (before, after))
    shared = [i for i in old if i in new]
    if not shared:
        raise SocialValueError("the two runs have no case in common; run the same set twice, then compare")
    pairs = [(old[i], new[i]) for i in shared]
    changes = tuple(c for m in METRICS if (c := _change(m.name, m.better or 1, pairs)))
    told: dict[str, list[tuple[Row, Row]]] = {"broke": [], "worse": [], "better": []}
    for pair in pairs:
        if verdict := _verdict(*pair):
            told[verdict].append(pair)
    lists = {verdict: tuple((b.id, b.question, _what(a, b)) for a, b in found if b.split != "held_out") for verdict, found in told.items()}
    hidden = {verdict: sum(b.split == "held_out" for _, b in found) for verdict, found in told.items()}
    return Comparison(len(shared), changes, lists["better"], lists["worse"], lists["broke"], hidden, len(old) - len(shared), len(new) - len(shared))


def _change(metric: str, sign: int, pairs: Sequence[tuple[Row, Row]]) -> Change | None:
    values = [(x, y) for a, b in pairs if (x := a.scores.get(metric)) is not None and (y := b.scores.get(metric)) is not None]
    if not values:
        return None
    ups, downs = sum(y > x for x, y in values), sum(y < x for x, y in values)
    better, worse = (ups, downs) if sign > 0 else (downs, ups)
    one, other = [x for x, _ in values], [y for _, y in values]
    return Change(metric, len(values), sum(one) / len(one), sum(other) / len(other), better, worse, paired_p(one, other))


def _verdict(a: Row, b: Row) -> str | None:
    """better, worse or broke (it crashes now, or has what may never be); None when nothing that is judged changed."""
    if (b.error and not a.error) or any((b.scores.get(m) or 0) > (a.scores.get(m) or 0) for m in _SAFETY):
        return "broke"
    judged = [(m.better, x, y) for m in METRICS if m.name in ("facts", "page_first", "status", "near_miss_refused", "role_invariance", "notices")
              and (x := a.scores.get(m.name)) is not None and (y := b.scores.get(m.name)) is not None]
    total = sum(sign * (y - x) for sign, x, y in judged) + (1 if a.error and not b.error else 0)
    return "better" if total > 0 else "worse" if total < 0 else None


def _what(a: Row, b: Row) -> str:
    """What is wrong now, or what was wrong before and is no more."""
    if b.error:
        return b.error
    fresh = [w for w in b.why if w not in a.why]
    return "; ".join(fresh) if fresh else "no longer " + ("; ".join(w for w in a.why if w not in b.why) or a.error or "so")
