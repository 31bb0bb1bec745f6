"""Metrics: what each one scores, and that nothing to score is None, not nought."""

from __future__ import annotations

import math

import pytest
from builders import page_texts

from assistant.domain import Answer, Citation, Claim, ClaimKind, Status
from evals import metrics
from evals.cases import Case, Gold


def case(**fields: object) -> Case:
    return Case(**{"id": "one", "kind": "figure", "question": "How many?", "status": ("answered",), "facts": (), "forbidden": (), "evidence": (),
                   "difficulty": "easy", **fields})


def answer(text: str = "", *pages: str, status: Status = Status.ANSWERED, claims: tuple[Claim, ...] = (), quotes: tuple[str, ...] = ()) -> Answer:
    cited = tuple(Citation(n, "report", "", page, (), quotes[n - 1] if quotes else "q", "p") for n, page in enumerate(pages, 1))
    return Answer("How many?", "How many?", status, text, claims, cited)


# --- facts and forbidden strings -------------------------------------------------------------------------


@pytest.mark.parametrize(("facts", "text", "score"), [
    ((("13%",),), "Just 25 CCGs (13%) did.", 1.0),
    ((("13%", "13 per cent"),), "That is 13 per cent.", 1.0),
    ((("25",), ("13%",)), "Just 25 CCGs did.", 0.5),
    ((("25",),), "There were 251.", 0.0),
    ((("25",),), "There were 1,125.", 0.0),
    ((("25",),), "It was 3.25 of them.", 0.0),
    ((("209",),), "In all 2092 groups.", 0.0),
    ((("the 'Act'",),), "It is the ‘Act’ again.", 1.0),
    ((("LORD YOUNG",),), "by Lord Young", 1.0),
    ((("1",),), "It is so. [1]", 0.0),
    ((("25 CCGs",),), "Just 25 CCGs [1] did.", 1.0),
    ((), "anything", None),
])
def test_fact_recall_is_the_share_of_facts_in_the_text(facts: tuple, text: str, score: float | None):
    assert metrics.fact_recall(case(facts=facts), answer(text)) == score


def test_a_page_number_in_a_range_of_markers_is_no_fact():
    assert metrics.fact_recall(case(facts=(("12",),)), answer("They are these. [1]–[12]")) == 0.0


def test_forbidden_strings_are_counted():
    assert metrics.forbidden_found(case(forbidden=("57%", "all of")), answer("57% of them")) == 1
    assert metrics.forbidden_found(case(forbidden=("57%",)), answer("none")) == 0
    assert metrics.forbidden_found(case(), answer("57%")) is None


# --- pages -----------------------------------------------------------------------------------------------

GOLD = (Gold("report", "20", "q"), Gold("report", "6", "q"))


def test_page_precision_is_the_share_of_cited_pages_that_are_gold():
    assert metrics.page_precision(case(evidence=GOLD), answer("", "20", "6")) == 1.0
    assert metrics.page_precision(case(evidence=GOLD), answer("", "20", "5")) == 0.5
    assert metrics.page_precision(case(evidence=(Gold("guide", "20", "q"),)), answer("", "20")) == 0.0


def test_page_hit_looks_at_the_first_citation():
    assert metrics.page_hit(case(evidence=GOLD), answer("", "6", "5")) == 1.0
    assert metrics.page_hit(case(evidence=GOLD), answer("", "5", "6")) == 0.0


@pytest.mark.parametrize("metric", [metrics.page_precision, metrics.page_hit])
def test_pages_are_not_scored_without_gold_or_citations(metric):
    assert metric(case(evidence=GOLD), answer("")) is None
    assert metric(case(), answer("", "6")) is None


# --- status ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "declined"), [
    (Status.ANSWERED, False), (Status.PARTIAL, False), (Status.NOT_IN_CORPUS, True), (Status.REFUSED, True), (Status.NEEDS_CLARIFICATION, True)])
def test_declining_is_a_status(status: Status, declined: bool):
    assert metrics.refused(answer(status=status)) is declined


def test_a_status_is_right_when_the_case_accepts_it():
    accepting = case(status=("answered", "partial"))
    assert metrics.status_right(accepting, answer(status=Status.PARTIAL)) == 1.0
    assert metrics.status_right(accepting, answer(status=Status.REFUSED)) == 0.0


# --- the check of the check ------------------------------------------------------------------------------


def test_quotes_off_their_page_are_counted():
    pages = page_texts({("report", "6"): "Just 25 CCGs (13%) did."})
    assert metrics.quotes_off_page(answer("", "6", "6", quotes=("25 CCGs", "26 CCGs")), pages) == 1
    assert metrics.quotes_off_page(answer("", "7", quotes=("25 CCGs",)), pages) == 1
    assert metrics.quotes_off_page(answer(""), pages) == 0


def test_figures_off_their_quotes_are_counted():
    claims = (Claim("Just 25 did.", (1,), ClaimKind.EVIDENCE, True), Claim("Just 26 did.", (1,), ClaimKind.EVIDENCE, True))
    assert metrics.figures_off_quotes(answer("", "6", claims=claims, quotes=("Just 25 CCGs did.",))) == 1


def test_words_are_counted_without_markers():
    assert metrics.word_count(answer("Just 25 CCGs did. [1][2]\n\n- One more [3]")) == 7


# --- summing up ------------------------------------------------------------------------------------------


def test_the_mean_comes_with_its_number_and_standard_error():
    m, n, error = metrics.mean([1.0, 0.0, None, 1.0, 0.0])
    assert (m, n) == (0.5, 4)
    assert error == pytest.approx(math.sqrt((4 * 0.25) / 3) / 2)


def test_one_value_has_no_spread():
    assert metrics.mean([0.7]) == (0.7, 1, 0.0)


def test_nothing_to_score_is_none_not_nought():
    assert metrics.mean([]) is metrics.mean([None, None]) is None
