"""Evaluation cases: each mistake in a dataset named, and the shipped ones true to the documents."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest
from builders import page_texts, shipped

from assistant.text import words
from evals.cases import DATASETS, KINDS, SPLITS, THEMES, DatasetError, Gold, check_gold, load_cases, load_dataset, load_datasets
from ingest.pipeline import upload_id

GOOD = """
about: of mine
documents: {ours.md: Our policy gives 15%.}
cases:
  - id: one
    kind: figure
    split: held_out
    question: How many plans mention it?
    role: vcse
    history: [What is a plan?]
    status: [answered, partial]
    facts: [["6", six], 44]
    forbidden: [57%]
    evidence: [{source: report, page: 24, quote: just 6 mention social value}]
    claim_kind: duty
    notices: [stp-to-ics]
    difficulty: hard
"""


def loaded(folder: Path, text: str = GOOD):
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return load_dataset(str(path))


def test_a_case_is_read_with_all_it_says(tmp_path: Path):
    dataset = loaded(tmp_path)
    (case,) = dataset.cases
    assert (dataset.name, dataset.about, dataset.documents) == ("mine", "of mine", {"ours.md": "Our policy gives 15%."})
    assert (case.id, case.kind, case.role, case.history, case.status, case.difficulty, case.dataset) == (
        "one", "figure", "vcse", ("What is a plan?",), ("answered", "partial"), "hard", "mine")
    assert (case.facts, case.forbidden, case.claim_kind, case.notices) == ((("6", "six"), ("44",)), ("57%",), "duty", ("stp-to-ics",))
    assert case.evidence == (Gold("report", "24", "just 6 mention social value"),)
    assert case.held_out and case.answerable


def test_what_is_left_out_has_a_default(tmp_path: Path):
    (case,) = loaded(tmp_path, "cases: [{id: a, kind: who, question: Who?, status: [answered]}]").cases
    assert (case.facts, case.forbidden, case.evidence, case.history, case.role, case.difficulty, case.split, case.every_role) == (
        (), (), (), (), None, "medium", "tuned", False)


@pytest.mark.parametrize(("kind", "status", "answerable"), [
    ("figure", "answered", True), ("figure", "partial", False), ("near_miss", "answered", False), ("far", "not_in_corpus", False), ("vague", "answered", False)])
def test_a_case_knows_whether_the_documents_answer_it(tmp_path: Path, kind: str, status: str, answerable: bool):
    (case,) = loaded(tmp_path, f"cases: [{{id: a, kind: {kind}, question: Who?, status: [{status}]}}]").cases
    assert case.answerable is answerable


@pytest.mark.parametrize(("old", "new", "message"), [
    ("difficulty: hard", "hardness: 3", "case one: unknown key 'hardness'; expected one of"),
    ("difficulty: hard", "difficulty: fiendish", "case one: difficulty 'fiendish'; expected one of easy, hard, medium"),
    ("split: held_out", "split: heldout", "case one: split 'heldout'; expected one of"),
    ("role: vcse", "role: bidder", "case one: role 'bidder'; expected one of"),
    ("claim_kind: duty", "claim_kind: law", "case one: claim_kind 'law'; expected one of"),
    ("question: How many plans mention it?", "question: ''", "case one: 'question' is missing; expected"),
    ("question: How", "every_role: often\n    question: How", "case one: every_role 'often'; expected true or false"),
    ("    kind: figure\n", "", "case one: 'kind' is missing"),
    ("- id: one\n    kind", "- kind", "case 1: 'id' is missing"),
    ("status: [answered, partial]", "status: []", "case one: 'status' is missing"),
    ("status: [answered, partial]", "status: answered", "case one: status must be a list, not str"),
    ("kind: figure", "kind: riddle", "case one: kind 'riddle'; expected one of"),
    ("[answered, partial]", "[answered, perhaps]", "case one: status 'perhaps'; expected one of"),
    ("[\"6\", six]", "[]", "case one: a fact is empty"),
    ("page: 24, ", "", "case one, evidence: 'page' is missing"),
    ("page: 24", "pages: 24", "case one, evidence: unknown key 'pages'"),
    ("evidence: [{source: report, page: 24, quote: just 6 mention social value}]", "evidence: [page 24]", "case one: evidence must be mappings"),
    ("  - id: one", "  - just text\n  - id: one", "case 1: expected a mapping with id"),
    ("about: of mine", "abuot: of mine", "unknown key 'abuot'"),
    ("{ours.md: Our policy gives 15%.}", "[ours.md]", "`documents` must be a mapping"),
    ("cases:", "case:", "expected a mapping with a list `cases`"),
    ("about: of mine", "about: [mine", "cannot be read"),
])
def test_a_mistake_is_named_with_file_and_case(tmp_path: Path, old: str, new: str, message: str):
    assert old in GOOD
    with pytest.raises(DatasetError) as caught:
        loaded(tmp_path, GOOD.replace(old, new))
    assert message in str(caught.value)
    assert "mine.yaml" in str(caught.value)


def test_an_id_that_stands_twice_is_named(tmp_path: Path):
    twice = GOOD + GOOD.split("cases:\n")[1]
    with pytest.raises(DatasetError, match="case one: the id stands twice"):
        loaded(tmp_path, twice)


@pytest.mark.parametrize("text", ["", "- just\n- a list\n", "text", "cases: none", b"\xff\xfe\x00cases"])
def test_a_file_that_is_no_dataset_is_an_error(tmp_path: Path, text: str | bytes):
    path = tmp_path / "mine.yaml"
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    with pytest.raises(DatasetError):
        load_dataset(str(path))


@pytest.mark.parametrize("name", ["nothing", "claims"])
def test_an_unknown_set_is_an_error_that_names_the_known_ones(name: str):
    with pytest.raises(DatasetError, match=f"there is no set '{name}'; use all, tuned, second, held_out, facts"):
        load_cases(name)


def test_an_unknown_split_is_an_error():
    with pytest.raises(DatasetError, match="no split 'third'"):
        load_datasets("all", "third")


def test_gold_must_stand_on_its_page_of_a_document_that_is_there(tmp_path: Path):
    (case,) = loaded(tmp_path).cases
    there = page_texts({("report", "24"): "Of these, just 6 mention social value."})
    check_gold([case], ["report"], there)
    with pytest.raises(DatasetError, match="mine.yaml, case one, evidence: source 'report' is not in the index; expected one of guide"):
        check_gold([case], ["guide"], there)
    with pytest.raises(DatasetError, match="case one, evidence: the quote 'just 6 mention social value' does not stand on page 24 of report"):
        check_gold([case], ["report"], page_texts({("report", "24"): "Of these, just 7 mention it."}))
    with pytest.raises(DatasetError, match="case one, evidence: report has no page '24'; expected a page as printed"):
        check_gold([case], ["report"], page_texts({("report", "23"): "Of these, just 6 mention social value."}))


def test_a_set_or_split_without_a_case_is_an_error_and_no_empty_run(tmp_path: Path):
    with pytest.raises(DatasetError, match="`cases` is empty"):
        loaded(tmp_path, "cases: []\n")
    path = tmp_path / "mine.yaml"
    path.write_text(GOOD, encoding="utf-8")
    with pytest.raises(DatasetError, match="mine.yaml has no case of the split second"):
        load_datasets(str(path), "second")


def test_a_drafted_question_that_nobody_has_written_is_not_asked(tmp_path: Path):
    path = tmp_path / "mine.yaml"
    path.write_text(re.sub(r"question: .*", 'question: "[write the question] Just ____ mention it."', GOOD), encoding="utf-8")
    with pytest.raises(DatasetError, match="mine.yaml, case one: 'question' is a draft"):
        load_datasets(str(path))


# --- the shipped datasets --------------------------------------------------------------------------------


@pytest.mark.parametrize("name", THEMES)
def test_every_evidence_quote_stands_on_its_page(name: str):
    texts = dict(shipped()[0])
    dataset = load_dataset(name)
    texts |= {(upload_id(Path(file)), "1"): text for file, text in dataset.documents.items() if not file.endswith(".html")}
    quoted = [case for case in dataset.cases if not any(upload_id(Path(f)) == g.source for g in case.evidence for f in dataset.documents if f.endswith(".html"))]
    check_gold(quoted, {source for source, _ in texts}, lambda source, page: texts.get((source, page), ""))


@pytest.mark.parametrize("name", THEMES)
def test_every_case_that_must_be_answered_says_what_is_right(name: str):
    must = [case for case in load_dataset(name).cases if case.answerable and "not_in_corpus" not in case.status and name != "currency"]
    assert [case.id for case in must if not (case.facts and case.evidence)] == []


def test_no_question_is_both_seen_and_held_out_and_no_id_stands_twice():
    cases = [case for dataset in load_datasets("all") for case in dataset.cases]
    asked, unseen = ({" ".join(words(c.question)) for c in cases if c.held_out is held and not c.history} for held in (False, True))
    assert asked & unseen == set()
    assert [i for i, n in Counter(c.id for c in cases).items() if n > 1] == []


def test_together_they_are_more_than_250_cases_a_third_of_them_held_out_over_all_kinds():
    cases = [case for dataset in load_datasets("all") for case in dataset.cases]
    assert len(cases) >= 250
    assert 3 * sum(c.held_out for c in cases) >= 0.99 * len(cases)
    kinds = Counter(case.kind for case in cases)
    assert kinds["near_miss"] >= 50
    assert {"figure", "definition", "list", "table", "comparison", "mention", "false_premise", "far", "vague", "injection", "currency"} <= set(kinds) <= KINDS


@pytest.mark.parametrize("name", THEMES)
def test_every_theme_has_cases_of_both_parts(name: str):
    cases = load_dataset(name).cases
    assert len(cases) >= 20
    assert any(c.held_out for c in cases) and not all(c.held_out for c in cases)
    assert {c.split for c in cases} <= set(SPLITS)


def test_a_split_is_what_its_cases_say_whatever_their_theme():
    held_out = load_datasets("held_out")
    assert len(held_out) > 4
    assert all(case.held_out for dataset in held_out for case in dataset.cases)
    assert not any(case.held_out for case in load_cases("tuned"))
    assert all(case.held_out for dataset in load_datasets("facts", "held_out") for case in dataset.cases)


def test_cases_over_documents_of_their_own_are_not_asked_over_the_index_alone():
    assert not any(case.dataset == "uploads" for case in load_cases("all"))
    assert load_cases("uploads") == ()


def test_every_theme_has_a_file():
    assert {path.stem for path in DATASETS.glob("*.yaml")} >= set(THEMES)
