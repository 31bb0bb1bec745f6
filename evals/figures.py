"""The committed scores of the product in words, for whoever wants to know how far to trust it."""

from __future__ import annotations

from dataclasses import dataclass

from evals.baselines import SEEN, UNSEEN, read_scores, table
from evals.systems import SYSTEMS

SAID = {
    "facts": ("Right facts", "Share of the facts asked for that the answer gives."),
    "page_first": ("First page right", "Share of answers whose first citation is a page where the answer stands."),
    "page": ("Cited pages right", "Share of all cited pages that are such pages."),
    "near_miss_refused": ("Near misses refused", "Share of questions just beside what the documents say that it rightly does not answer."),
    "wrongly_refused": ("Wrongly refused", "Share of answerable questions that it does not answer. Lower is better."),
    "quotes_off_page": ("Quotes off their page", "Share of answers with a quote that does not stand on its page. Must be 0."),
    "figures_off_quotes": ("Figures off their quotes", "Share of answers with a figure that is in none of their quotes. Must be 0."),
    "forbidden": ("Forbidden statements", "Share of trap questions where it says what it must not. Must be 0."),
}
"""Metric -> its name, and what it means."""


@dataclass(frozen=True, slots=True)
class Figure:
    """A metric of the product: on the cases that were looked at while it was tuned, and on those held out; each with how many cases."""

    name: str
    meaning: str
    seen: str
    held_out: str


def figures(system: str = "product") -> tuple[Figure, ...]:
    """The figures of a system. Raises SocialValueError where none are kept."""
    scores = read_scores(system)

    def told(part: str, metric: str) -> str:
        value = scores.get(part, {}).get(metric)
        return f"{value['mean']:.2f} (of {value['n']:.0f})" if value else "-"

    return tuple(Figure(name, meaning, told(SEEN, metric), told(UNSEEN, metric)) for metric, (name, meaning) in SAID.items())


def cases(system: str = "product") -> int:
    """How many cases were asked."""
    return round(sum(part["status"]["n"] for part in read_scores(system).values()))


def side_by_side() -> str:
    """README's table of all systems, in Markdown: looked at / held out."""
    return table({system: read_scores(system) for system in SYSTEMS})
