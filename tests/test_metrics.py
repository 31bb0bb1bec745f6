"""Metrics: what each one scores, and that nothing to score is None, not nought."""

from __future__ import annotations

import pytest
from builders import page_texts

from assistant.domain import Answer, Citation, Claim, ClaimKind, Notice, Status
from evals import metrics
from evals.cases import Case, Gold
from evals.metrics import METRICS, Context


def case(**fields: object) -> Case:
    return Case(**{"id": "one", "kind": "figure", "question": "How many?", "status": ("answered",), **fields})


def answer(text: str = "", *pages: str, status: Status = Status.ANSWERED, quotes: tuple[str, ...] = (), **fields: object) -> Answer:
    cited = tuple(Citation(n, "report", "", page, (), quotes[n - 1] if quotes else "q", "p") for n, page in enumerate(pages, 1))
    return Answer("How many?", "How many?", status, text, citations=cited, **fields)


def of(given: Answer, **fields: object) -> Context:
    """A case with those fields and its answer."""
    return Context(case(**fields), given)


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
    assert metrics.fact_recall(of(answer(text), facts=facts)) == score


def test_a_number_in_a_range_of_markers_is_no_fact():
    assert metrics.fact_recall(of(answer("They are these. [1]–[12]"), facts=(("12",),))) == 0.0


def test_what_a_notice_says_is_said():
    told = answer("STPs were area plans.", notices=(Notice("stp", "They became integrated care systems.", "2022-07-01", "s"),))
    assert metrics.fact_recall(of(told, facts=(("integrated care system",),))) == 1.0
    assert metrics.forbidden(of(told, forbidden=("integrated care",))) == 1.0


def test_facts_are_not_scored_where_nothing_is_to_be_answered():
    assert metrics.fact_recall(of(answer("25"), kind="near_miss", facts=(("25",),))) is None


def test_a_list_is_complete_with_every_item_only():
    items = (("London",), ("the South",))
    assert metrics.complete(of(answer("London and the South"), kind="list", facts=items)) == 1.0
    assert metrics.complete(of(answer("London"), kind="list", facts=items)) == 0.0
    assert metrics.complete(of(answer("London"), kind="figure", facts=items)) is None
    assert metrics.complete(of(answer("London"), kind="list", facts=items[:1])) is None


def test_forbidden_strings_are_counted():
    assert metrics.forbidden(of(answer("57% of them"), forbidden=("57%", "all of"))) == 1
    assert metrics.forbidden(of(answer("none"), forbidden=("57%",))) == 0
    assert metrics.forbidden(of(answer("57%"))) is None


def test_words_are_counted_without_markers():
    assert metrics.words_of(of(answer("Just 25 CCGs did. [1][2]\n\n- One more [3]"))) == 7


# --- pages and quotes ------------------------------------------------------------------------------------

GOLD = (Gold("report", "20", "2% was common in many groups"), Gold("report", "6", "just 2% was usual"))


def test_page_precision_is_the_share_of_cited_pages_that_are_gold():
    assert metrics.page_precision(of(answer("", "20", "6"), evidence=GOLD)) == 1.0
    assert metrics.page_precision(of(answer("", "20", "5"), evidence=GOLD)) == 0.5
    assert metrics.page_precision(of(answer("", "20"), evidence=(Gold("guide", "20", "q"),))) == 0.0


def test_the_first_citation_is_looked_at_alone():
    assert metrics.page_first(of(answer("", "6", "5"), evidence=GOLD)) == 1.0
    assert metrics.page_first(of(answer("", "5", "6"), evidence=GOLD)) == 0.0


def test_page_recall_counts_facts_not_pages():
    """Gold pages of one fact are alternatives: one of them is enough; another fact needs its own."""
    two = (*GOLD, Gold("report", "22", "up to 30% in one case"))
    facts = (("2%",), ("30%",))
    assert metrics.page_recall(of(answer("", "6"), evidence=GOLD, facts=facts[:1])) == 1.0
    assert metrics.page_recall(of(answer("", "6"), evidence=two, facts=facts)) == 0.5
    assert metrics.page_recall(of(answer("", "22", "20"), evidence=two, facts=facts)) == 1.0
    assert metrics.page_recall(of(answer("", "6"), evidence=GOLD, facts=(("44",),))) is None


@pytest.mark.parametrize(("quote", "overlaps"), [
    ("2% was common in many groups", True), ("A weighting of 2% was common in many groups of the time.", True), ("2% was common", True),
    ("in many groups a weighting is common", True), ("Nothing of the kind at all stands here", False)])
def test_a_quote_overlaps_one_of_the_same_place(quote: str, overlaps: bool):
    assert metrics.quote_precision(of(answer("", "20", quotes=(quote,)), evidence=GOLD)) == float(overlaps)
    assert metrics.quote_recall(of(answer("", "20", quotes=(quote,)), evidence=GOLD, facts=(("2%",),))) == float(overlaps)


def test_the_same_words_on_another_page_do_not_overlap():
    assert metrics.quote_precision(of(answer("", "7", quotes=(GOLD[0].quote,)), evidence=GOLD)) == 0.0


@pytest.mark.parametrize("metric", [metrics.page_precision, metrics.page_first, metrics.page_recall, metrics.quote_precision, metrics.quote_recall])
def test_places_are_not_scored_without_gold_or_citations_or_for_a_refusal(metric):
    facts = (("2%",),)
    assert metric(of(answer(""), evidence=GOLD, facts=facts)) is None
    assert metric(of(answer("", "6"), facts=facts)) is None
    assert metric(of(answer("", "6", status=Status.NOT_IN_CORPUS), evidence=GOLD, facts=facts)) is None


# --- status ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("status", "declined"), [
    (Status.ANSWERED, False), (Status.PARTIAL, False), (Status.NOT_IN_CORPUS, True), (Status.REFUSED, True), (Status.NEEDS_CLARIFICATION, True)])
def test_declining_is_a_status(status: Status, declined: bool):
    assert metrics.refused(answer(status=status)) is declined
    assert metrics.near_miss_refused(of(answer(status=status), kind="near_miss", status=("not_in_corpus",))) == float(declined)
    assert metrics.wrongly_refused(of(answer(status=status))) == float(declined)


def test_refusals_are_scored_where_they_belong():
    miss = {"kind": "near_miss", "status": ("not_in_corpus",)}
    assert metrics.near_miss_refused(of(answer())) is None
    assert metrics.wrongly_refused(of(answer(), **miss)) is None
    assert metrics.wrongly_refused(of(answer(), status=("answered", "not_in_corpus"))) is None
    assert metrics.refusal_precision(of(answer(status=Status.NOT_IN_CORPUS), **miss)) == 1.0
    assert metrics.refusal_precision(of(answer(status=Status.NOT_IN_CORPUS))) == 0.0
    assert metrics.refusal_precision(of(answer())) is None
    assert metrics.far_or_vague_refused(of(answer(status=Status.NOT_IN_CORPUS), kind="far", status=("not_in_corpus",))) == 1.0
    assert metrics.far_or_vague_refused(of(answer())) is None


def test_a_status_is_right_when_the_case_accepts_it():
    accepting = {"status": ("answered", "partial")}
    assert metrics.status_right(of(answer(status=Status.PARTIAL), **accepting)) == 1.0
    assert metrics.status_right(of(answer(status=Status.REFUSED), **accepting)) == 0.0


# --- what may never be, kinds, roles, notices, models ----------------------------------------------------


def test_quotes_off_their_page_are_counted():
    pages = page_texts({("report", "6"): "Just 25 CCGs (13%) did."})

    def off(given: Answer) -> float:
        return metrics.quotes_off_page(Context(case(), given, pages))

    assert off(answer("", "6", "6", quotes=("25 CCGs", "26 CCGs"))) == 1
    assert off(answer("", "7", quotes=("25 CCGs",))) == 1
    assert off(answer("")) == 0


def test_figures_off_their_quotes_are_counted():
    claims = (Claim("Just 25 did.", (1,), ClaimKind.EVIDENCE, True), Claim("Just 26 did.", (1,), ClaimKind.EVIDENCE, True))
    assert metrics.figures_off_quotes(of(answer("", "6", claims=claims, quotes=("Just 25 CCGs did.",)))) == 1


def test_a_claims_kind_is_that_of_the_gold_statement_it_stands_on():
    claims = (Claim("It must be considered.", (1,), ClaimKind.DUTY, True), Claim("Other.", (2,), ClaimKind.EVIDENCE, True))
    given = answer("", "20", "5", claims=claims, quotes=("2% was common", "elsewhere"))
    assert metrics.claim_kind(of(given, evidence=GOLD, claim_kind="duty")) == 1.0
    assert metrics.claim_kind(of(given, evidence=GOLD, claim_kind="guidance")) == 0.0
    assert metrics.claim_kind(of(given, evidence=GOLD)) is None


def test_roles_agree_when_figures_and_status_do():
    one = answer("It was 13%.")

    def agree(*others: Answer) -> float | None:
        return metrics.role_invariance(Context(case(), one, others=others))

    assert agree(answer("13% is what it was.")) == 1.0
    assert agree(answer("It was 14%.")) == 0.0
    assert agree(answer("It was 13%.", status=Status.PARTIAL)) == 0.0
    assert agree() is None


def test_notices_are_scored_where_some_are_wanted():
    told = answer("", notices=(Notice("a", "", "2022", "s"),))
    assert metrics.notices_given(of(told, notices=("a", "b"))) == 0.5
    assert metrics.notices_given(of(told)) is None


def test_a_models_sentences_and_tokens_count_where_one_was_asked():
    usage = {"tokens_in": 900, "tokens_out": 40, "evidence_tokens": 700, "written": 4, "removed": 3, "stripped": 0}
    scores = {m.name: m.score for m in METRICS}
    asked, fell_back = (of(answer("", usage=usage, mode=mode)) for mode in ("generative", "extractive"))
    assert [scores[name](asked) for name in ("removed", "generative", "tokens_in", "tokens_out", "evidence_tokens")] == [0.75, 1, 900, 40, 700]
    assert (scores["removed"](fell_back), scores["generative"](fell_back)) == (0.75, 0)
    assert metrics.removed_share(of(answer("", usage={**usage, "written": 0, "removed": 0}))) is None
    for name in ("removed", "generative", "tokens_in", "tokens_out", "evidence_tokens", "first_ms"):
        assert scores[name](of(answer("", removed=3))) is None


def test_retrieval_is_scored_by_the_first_gold_page():
    def found(*pages: str, **fields: object) -> Context:
        return Context(case(**{"evidence": GOLD, **fields}), answer(), found=tuple(("report", p) for p in pages))

    assert [metrics.recall_at(k)(found("1", "6", "20")) for k in (1, 2)] == [0.0, 1.0]
    assert metrics.reciprocal_rank(found("1", "6", "20")) == 0.5
    assert metrics.reciprocal_rank(found("1")) == 0.0
    assert metrics.reciprocal_rank(found("1", evidence=())) is None
    assert metrics.reciprocal_rank(of(answer(), evidence=GOLD)) is None


# --- why, and the list -----------------------------------------------------------------------------------


def test_why_names_what_is_missing_forbidden_and_off():
    given = answer("It was 57%.", "6", "9", status=Status.PARTIAL)
    told = metrics.why(Context(case(facts=(("13%", "13 per cent"),), forbidden=("57%",), evidence=GOLD, notices=("a",)), given, lambda *_: "q"))
    assert told == ("missing: 13%", "says what it must not: 57%", "ended as partial, not answered",
                    "cites page 9 of report, which is not among the gold pages", "no notice of a")


def test_nothing_is_wrong_with_a_right_answer():
    assert metrics.why(Context(case(facts=(("13%",),), evidence=GOLD), answer("It was 13%.", "6"), lambda *_: "q")) == ()


def test_every_metric_has_its_own_name_and_scores_an_empty_answer():
    assert len({m.name for m in METRICS}) == len(METRICS)
    assert all(m.about and m.better in (-1, 0, 1) for m in METRICS)
    assert all(m.score(of(answer())) is None or m.score(of(answer())) >= 0 for m in METRICS)
