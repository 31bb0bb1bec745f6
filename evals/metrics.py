"""Metrics over a case and its answer: pure, a few lines each, None where there is nothing to score.

A metric takes one Context and gives a number or None; METRICS names them, says which way is better and what each is.
Sums over cases are in stats.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from assistant.domain import Answer, Citation, Claim, Status
from assistant.text import figures, fold, stands_in, words
from evals.cases import Case, Gold

PageText = Callable[[str, str], str]
"""(source id, printed page) -> that page's text; "" when there is none."""


@dataclass(frozen=True, slots=True)
class Context:
    """All that a metric may look at."""

    case: Case
    answer: Answer
    page_text: PageText = lambda *_: ""
    found: Sequence[tuple[str, str]] | None = None
    """(source id, page) of what retrieval found, best first; None where it was not asked."""
    others: Sequence[Answer] = ()
    """Answers to the same question in the other roles."""


# --- what is said ----------------------------------------------------------------------------------------


def said(answer: Answer) -> str:
    """All that the user reads, folded and in lower case, markers left out: the answer and its notices."""
    text = re.sub(r"\[\d+\](?:–\[\d+\])?", "", answer.answer)
    return fold("\n".join([text, *(n.text for n in answer.notices)])).lower()


def has(variant: str, text: str) -> bool:
    """Whether folded lower-case text has a variant of a fact; a figure at its edge stays a figure (25 is not in 251)."""
    wanted = fold(variant).lower()
    left = r"(?<![\w.,])" if wanted[:1].isdigit() else ""
    right = r"(?![\d])" if wanted[-1:].isdigit() else ""
    return re.search(left + re.escape(wanted) + right, text) is not None


def fact_recall(c: Context) -> float | None:
    """Share of the case's facts that the answer has, in any variant; None where nothing must be answered."""
    if not c.case.facts or not c.case.answerable:
        return None
    text = said(c.answer)
    return sum(any(has(v, text) for v in fact) for fact in c.case.facts) / len(c.case.facts)


def complete(c: Context) -> float | None:
    """1 when every item of a list is there (lists, tables and mentions of at least two facts), else 0."""
    listed = c.case.kind in ("list", "table", "mention", "principle") and len(c.case.facts) > 1
    return None if not listed or (recall := fact_recall(c)) is None else float(recall == 1)


def forbidden(c: Context) -> float | None:
    """How many forbidden statements the answer has; None when the case forbids none."""
    text = said(c.answer)
    return float(sum(fold(bad).lower() in text for bad in c.case.forbidden)) if c.case.forbidden else None


def words_of(c: Context) -> float:
    """Words of the answer, markers left out."""
    return float(len(re.sub(r"\[\d+\]", " ", c.answer.answer).split()))


# --- where it stands -------------------------------------------------------------------------------------


def _scored_citations(c: Context) -> tuple[Citation, ...]:
    return c.answer.citations if c.case.answerable and c.case.evidence and not refused(c.answer) else ()


def page_precision(c: Context) -> float | None:
    """Share of cited pages that are gold; None when nothing is cited or the case has no gold."""
    gold = {(g.source, g.page) for g in c.case.evidence}
    cited = _scored_citations(c)
    return sum((q.source_id, q.page) in gold for q in cited) / len(cited) if cited else None


def page_first(c: Context) -> float | None:
    """1 when the first citation is a gold page."""
    gold = {(g.source, g.page) for g in c.case.evidence}
    cited = _scored_citations(c)
    return float((cited[0].source_id, cited[0].page) in gold) if cited else None


def page_recall(c: Context) -> float | None:
    """Share of the facts for which a page is cited that has the fact: gold pages may be alternatives, facts are not."""
    return _recall(c, lambda gold, cited: (gold.source, gold.page) == (cited.source_id, cited.page))


def quote_precision(c: Context) -> float | None:
    """Share of quotes that overlap a gold quote."""
    cited = _scored_citations(c)
    return sum(any(overlap(g, q) for g in c.case.evidence) for q in cited) / len(cited) if cited else None


def quote_recall(c: Context) -> float | None:
    """Share of the facts for which a quote overlaps a gold quote that has the fact."""
    return _recall(c, overlap)


def overlap(gold: Gold, cited: Citation) -> bool:
    """Whether a quote and a gold quote are of one place: the same page, and one in the other or half its words shared."""
    if (gold.source, gold.page) != (cited.source_id, cited.page):
        return False
    one, other = fold(gold.quote).lower(), fold(cited.quote).lower()
    mine, theirs = set(words(one)), set(words(other))
    return one in other or other in one or len(mine & theirs) >= 0.5 * min(len(mine), len(theirs))


def _recall(c: Context, same: Callable[[Gold, Citation], bool]) -> float | None:
    """Facts with a cited gold place, of the facts that stand in a gold quote."""
    cited = _scored_citations(c)
    homes = [[g for g in c.case.evidence if any(has(v, fold(g.quote).lower()) for v in fact)] for fact in c.case.facts]
    homes = [places for places in homes if places]
    if not cited or not homes:
        return None
    return sum(any(same(g, q) for g in places for q in cited) for places in homes) / len(homes)


# --- what may never be -----------------------------------------------------------------------------------


def _all(answer: Answer) -> tuple[tuple[Claim, ...], tuple[Citation, ...]]:
    """The claims and citations of an answer and of what stands beside it."""
    beside = answer.aside
    return (*answer.claims, *(beside.claims if beside else ())), (*answer.citations, *(beside.citations if beside else ()))


def quotes_off_page(c: Context) -> float:
    """How many quotes do not stand word for word on their page."""
    return float(sum(not stands_in(q.quote, c.page_text(q.source_id, q.page)) for q in _all(c.answer)[1]))


def figures_off_quotes(c: Context) -> float:
    """How many figures of claims are not in the claim's quotes (counts of quoted rows and page numbers aside)."""
    claims, citations = _all(c.answer)
    quotes = {q.n: q for q in citations}
    off = 0
    for claim in claims:
        mine = [quotes[n] for n in claim.citations if n in quotes]
        allowed = {f for q in mine for f in figures(q.quote)} | {q.page for q in mine}
        off += sum(f not in allowed for f in figures(claim.text)) if len(mine) < 2 else 0
    return float(off)


def claim_kind(c: Context) -> float | None:
    """Share of the claims on a gold quote whose kind is the case's; None where the case names none or none is cited."""
    quotes = {q.n: q for q in c.answer.citations}
    mine = [claim for claim in c.answer.claims if any(overlap(g, quotes[n]) for g in c.case.evidence for n in claim.citations if n in quotes)]
    return sum(claim.kind.value == c.case.claim_kind for claim in mine) / len(mine) if c.case.claim_kind and mine else None


def removed_share(c: Context) -> float | None:
    """Share of a model's sentences that nobody saw: the check took them out, or they said nothing that was asked for; None where it wrote none."""
    return c.answer.usage["removed"] / c.answer.usage["written"] if c.answer.usage.get("written") else None


def of_model(name: str) -> Callable[[Context], float | None]:
    """A metric: a figure of Answer.usage; None where no model was asked."""
    return lambda c: float(c.answer.usage[name]) if name in c.answer.usage else None


def generative(c: Context) -> float | None:
    """1 when an answer has a sentence of the model; None where no model was asked."""
    return float(c.answer.mode != "extractive") if c.answer.usage else None


# --- whether it answers ----------------------------------------------------------------------------------


def refused(answer: Answer) -> bool:
    """Whether the answer declines to answer."""
    return answer.status in (Status.NOT_IN_CORPUS, Status.REFUSED, Status.NEEDS_CLARIFICATION)


def near_miss_refused(c: Context) -> float | None:
    """1 when a near miss is not answered."""
    return float(refused(c.answer)) if c.case.kind == "near_miss" else None


def far_or_vague_refused(c: Context) -> float | None:
    """1 when a question from elsewhere or a vague one ends as it should."""
    return status_right(c) if c.case.kind in ("far", "vague") else None


def wrongly_refused(c: Context) -> float | None:
    """1 when a question that the documents answer is not answered."""
    return float(refused(c.answer)) if c.case.answerable and Status.NOT_IN_CORPUS.value not in c.case.status else None


def refusal_precision(c: Context) -> float | None:
    """Of what is refused, whether it should be."""
    return status_right(c) if refused(c.answer) else None


def status_right(c: Context) -> float:
    """1 when the status is one that the case accepts."""
    return float(c.answer.status.value in c.case.status)


def role_invariance(c: Context) -> float | None:
    """1 when the answers in every role have the same figures and the same status; None where one role was asked."""
    if not c.others:
        return None
    return float(len({(a.status, frozenset(figures(said(a)))) for a in (c.answer, *c.others)}) == 1)


def notices_given(c: Context) -> float | None:
    """Share of the notices that the case wants which the answer carries."""
    given = {n.topic for n in c.answer.notices}
    return sum(topic in given for topic in c.case.notices) / len(c.case.notices) if c.case.notices else None


# --- what retrieval found, and how long it took ----------------------------------------------------------


def recall_at(k: int) -> Callable[[Context], float | None]:
    """A metric: 1 when a gold page is among the k best of retrieval."""
    def recall(c: Context) -> float | None:
        rank = _rank(c)
        return None if rank is None else float(0 < rank <= k)
    return recall


def reciprocal_rank(c: Context) -> float | None:
    """1 / rank of the first gold page; 0 when none was found."""
    rank = _rank(c)
    return None if rank is None else 1 / rank if rank else 0.0


def _rank(c: Context) -> int | None:
    """1-based rank of the first gold page; 0 when none was found; None when there is nothing to find."""
    gold = {(g.source, g.page) for g in c.case.evidence}
    if c.found is None or not gold or not c.case.answerable:
        return None
    return next((n for n, place in enumerate(c.found, 1) if place in gold), 0)


def milliseconds(c: Context) -> float | None:
    """From question to checked answer."""
    return c.answer.timings_ms.get("total")


def first_sentence(c: Context) -> float | None:
    """Milliseconds from asking a model to the first sentence that may be shown; None without one."""
    return c.answer.timings_ms.get("first_sentence")


# --- the list --------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Metric:
    """A metric with its name, which way is better (1 more, -1 less, 0 neither) and what it is in a few words."""

    name: str
    score: Callable[[Context], float | None]
    better: int
    about: str


METRICS = (
    Metric("facts", fact_recall, 1, "share of the needed facts in the answer"),
    Metric("complete", complete, 1, "lists with every item"),
    Metric("page", page_precision, 1, "cited pages that are right"),
    Metric("page_first", page_first, 1, "first citation on a right page"),
    Metric("page_recall", page_recall, 1, "facts with a right page cited"),
    Metric("quote", quote_precision, 1, "quotes that overlap a gold quote"),
    Metric("quote_recall", quote_recall, 1, "facts with a gold quote cited"),
    Metric("near_miss_refused", near_miss_refused, 1, "near misses not answered (recall of refusals)"),
    Metric("far_or_vague_refused", far_or_vague_refused, 1, "far and vague questions ended as they should"),
    Metric("refusal_precision", refusal_precision, 1, "refusals that are right"),
    Metric("wrongly_refused", wrongly_refused, -1, "answerable questions refused"),
    Metric("status", status_right, 1, "status as the case accepts"),
    Metric("claim_kind", claim_kind, 1, "duty, guidance, evidence or local choice told right"),
    Metric("role_invariance", role_invariance, 1, "same figures in all three roles"),
    Metric("notices", notices_given, 1, "needed notices of what has changed"),
    Metric("forbidden", forbidden, -1, "forbidden statements in an answer"),
    Metric("quotes_off_page", quotes_off_page, -1, "quotes that are not on their page, an answer"),
    Metric("figures_off_quotes", figures_off_quotes, -1, "figures that are not in their quotes, an answer"),
    Metric("removed", removed_share, -1, "a model's sentences that nobody saw"),
    Metric("generative", generative, 0, "answers with a sentence of the model's, where one was asked"),
    Metric("recall@1", recall_at(1), 1, "a right page first in retrieval"),
    Metric("recall@5", recall_at(5), 1, "a right page in the first five"),
    Metric("mrr", reciprocal_rank, 1, "one over the rank of the first right page"),
    Metric("words", words_of, 0, "words of an answer"),
    Metric("ms", milliseconds, -1, "milliseconds from question to checked answer"),
    Metric("first_ms", first_sentence, -1, "milliseconds to a model's first checked sentence"),
    Metric("tokens_in", of_model("tokens_in"), -1, "tokens a model read for an answer"),
    Metric("tokens_out", of_model("tokens_out"), -1, "tokens a model wrote for an answer"),
    Metric("evidence_tokens", of_model("evidence_tokens"), -1, "tokens of evidence in what a model read"),
)


def why(c: Context) -> tuple[str, ...]:
    """What is wrong with an answer, a short sentence each; () when nothing is."""
    text = said(c.answer)
    reasons = [f"missing: {fact[0]}" for fact in c.case.facts if c.case.answerable and not any(has(v, text) for v in fact)]
    reasons += [f"says what it must not: {bad}" for bad in c.case.forbidden if fold(bad).lower() in text]
    if not status_right(c):
        reasons.append(f"ended as {c.answer.status.value}, not {' or '.join(c.case.status)}")
    gold = {(g.source, g.page) for g in c.case.evidence}
    wrong = sorted({(q.source_id, q.page) for q in _scored_citations(c)} - gold)
    reasons += [f"cites page {page} of {source}, which is not among the gold pages" for source, page in wrong]
    reasons += ["a quote is not on its page"] if quotes_off_page(c) else []
    reasons += ["a figure is not in its quotes"] if figures_off_quotes(c) else []
    reasons += ["other figures in another role"] if role_invariance(c) == 0 else []
    reasons += [f"no notice of {t}" for t in c.case.notices if t not in {n.topic for n in c.answer.notices}]
    return tuple(reasons)
