"""Metrics over cases and answers: pure, a few lines each, None where there is nothing to score."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Sequence

from assistant.domain import Answer, Status
from assistant.text import figures, fold, stands_in
from evals.cases import Case


def fact_recall(case: Case, answer: Answer) -> float | None:
    """Share of the case's facts that the answer's text has, in any variant; a fact at a word's edge stays a word."""
    if not case.facts:
        return None
    text = fold(re.sub(r"\[\d+\]", "", answer.answer)).lower()
    return sum(any(_has(variant, text) for variant in fact) for fact in case.facts) / len(case.facts)


def _has(variant: str, text: str) -> bool:
    wanted = fold(variant).lower()
    left = r"(?<![\w.,])" if wanted[:1].isdigit() else ""
    right = r"(?![\d])" if wanted[-1:].isdigit() else ""
    return re.search(left + re.escape(wanted) + right, text) is not None


def forbidden_found(case: Case, answer: Answer) -> int | None:
    """How many forbidden strings the answer has; None when the case forbids none."""
    text = fold(answer.answer).lower()
    return sum(fold(bad).lower() in text for bad in case.forbidden) if case.forbidden else None


def page_precision(case: Case, answer: Answer) -> float | None:
    """Share of cited pages that are gold; None when nothing is cited or the case has no gold."""
    gold = {(g.source, g.page) for g in case.evidence}
    cited = [(c.source_id, c.page) for c in answer.citations]
    return sum(c in gold for c in cited) / len(cited) if cited and gold else None


def page_hit(case: Case, answer: Answer) -> float | None:
    """1 when the answer's first citation is a gold page; None when the case has no gold or nothing is cited."""
    gold = {(g.source, g.page) for g in case.evidence}
    return float((answer.citations[0].source_id, answer.citations[0].page) in gold) if answer.citations and gold else None


def status_right(case: Case, answer: Answer) -> float:
    """1 when the status is one that the case accepts."""
    return float(answer.status.value in case.status)


def refused(answer: Answer) -> bool:
    """Whether the answer declines to answer."""
    return answer.status in (Status.NOT_IN_CORPUS, Status.REFUSED, Status.NEEDS_CLARIFICATION)


def quotes_off_page(answer: Answer, page_text: Callable[[str, str], str]) -> int:
    """How many quotes do not stand word for word on their page."""
    return sum(not stands_in(c.quote, page_text(c.source_id, c.page)) for c in answer.citations)


def figures_off_quotes(answer: Answer) -> int:
    """How many figures of claims are not in the claim's quotes (counts of quoted rows and page numbers aside)."""
    quotes = {c.n: c for c in answer.citations}
    off = 0
    for claim in answer.claims:
        mine = [quotes[n] for n in claim.citations]
        allowed = {f for c in mine for f in figures(c.quote)} | {c.page for c in mine}
        off += sum(f not in allowed for f in figures(claim.text)) if len(mine) < 2 else 0
    return off


def word_count(answer: Answer) -> int:
    """Words of the answer, markers left out."""
    return len(re.sub(r"\[\d+\]", " ", answer.answer).split())


def mean(values: Sequence[float | None]) -> tuple[float, int, float] | None:
    """(mean, n, standard error) of what is not None; None when nothing is. Source: s / sqrt(n), s with n - 1."""
    kept = [v for v in values if v is not None]
    if not kept:
        return None
    m = sum(kept) / len(kept)
    spread = math.sqrt(sum((v - m) ** 2 for v in kept) / (len(kept) - 1)) if len(kept) > 1 else 0.0
    return m, len(kept), spread / math.sqrt(len(kept))
