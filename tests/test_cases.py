"""Evaluation cases: each mistake in a dataset named, and the shipped ones true to the documents."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from builders import shipped

from assistant.text import stands_in, words
from evals.cases import DATASETS, KINDS, DatasetError, Gold, load_cases

GOOD = """
set: mine
held_out: true
cases:
  - id: one
    kind: figure
    question: How many plans mention it?
    role: vcse
    history: [What is a plan?]
    status: [answered, partial]
    facts: [["6", six], [44]]
    forbidden: [57%]
    evidence: [{source: report, page: 24, quote: just 6 mention social value}]
    difficulty: hard
"""


def loaded(folder: Path, text: str = GOOD):
    path = folder / "mine.yaml"
    path.write_text(text, encoding="utf-8")
    return load_cases(str(path))


def test_a_case_is_read_with_all_it_says(tmp_path: Path):
    (case,) = loaded(tmp_path)
    assert (case.id, case.kind, case.role, case.history, case.status, case.difficulty) == (
        "one", "figure", "vcse", ("What is a plan?",), ("answered", "partial"), "hard")
    assert (case.facts, case.forbidden) == ((("6", "six"), ("44",)), ("57%",))
    assert case.evidence == (Gold("report", "24", "just 6 mention social value"),)
    assert case.held_out
    assert case.answerable


def test_what_is_left_out_has_a_default(tmp_path: Path):
    (case,) = loaded(tmp_path, "cases: [{id: a, kind: who, question: Who?, status: [answered]}]")
    assert (case.facts, case.forbidden, case.evidence, case.history, case.role, case.difficulty, case.held_out) == ((), (), (), (), None, "medium", False)


@pytest.mark.parametrize(("kind", "status", "answerable"), [
    ("figure", "answered", True), ("figure", "partial", False), ("near_miss", "answered", False), ("far", "not_in_corpus", False), ("vague", "answered", False)])
def test_a_case_knows_whether_the_documents_answer_it(tmp_path: Path, kind: str, status: str, answerable: bool):
    (case,) = loaded(tmp_path, f"cases: [{{id: a, kind: {kind}, question: Who?, status: [{status}]}}]")
    assert case.answerable is answerable


@pytest.mark.parametrize(("old", "new", "message"), [
    ("difficulty: hard", "hardness: 3", "case one: unknown key 'hardness'; expected one of"),
    ("question: How many plans mention it?", "question: ''", "case one: 'question' is missing"),
    ("    kind: figure\n", "", "case one: 'kind' is missing"),
    ("- id: one\n    kind", "- kind", "case 1: 'id' is missing"),
    ("status: [answered, partial]", "status: []", "case one: 'status' is missing"),
    ("kind: figure", "kind: riddle", "case one: kind 'riddle'; expected one of"),
    ("[answered, partial]", "[answered, perhaps]", "case one: status 'perhaps'; expected one of"),
    ("cases:", "case:", "expected a mapping with `set`, `held_out` and a list `cases`"),
    ("set: mine", "set: [mine", "cannot be read"),
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


@pytest.mark.parametrize("text", ["", "- just\n- a list\n", "text", "cases: none"])
def test_a_file_that_is_no_dataset_is_an_error(tmp_path: Path, text: str):
    with pytest.raises(DatasetError):
        loaded(tmp_path, text)


def test_an_unknown_dataset_is_an_error():
    with pytest.raises(DatasetError, match="cannot be read"):
        load_cases("nothing")


# --- the shipped datasets --------------------------------------------------------------------------------

NAMES = ("tuned", "second", "held_out")


@pytest.mark.parametrize("name", NAMES)
def test_every_evidence_quote_stands_on_its_page(name: str):
    texts = shipped()[0]
    off = [(case.id, gold.source, gold.page) for case in load_cases(name) for gold in case.evidence
           if not stands_in(gold.quote, texts.get((gold.source, gold.page), ""))]
    assert off == []


@pytest.mark.parametrize("name", NAMES)
def test_every_case_that_must_be_answered_says_what_is_right(name: str):
    must = [case for case in load_cases(name) if case.answerable and "not_in_corpus" not in case.status]
    assert [case.id for case in must if not (case.facts and case.evidence)] == []


def test_no_question_is_in_both_sets():
    *seen, held_out = (load_cases(name) for name in NAMES)
    tuned = [case for cases in seen for case in cases]
    asked, unseen = ({" ".join(words(c.question)) for c in cases if not c.history} for cases in (tuned, held_out))
    assert asked & unseen == set()
    assert all(c.held_out for c in held_out)
    assert not any(c.held_out for c in tuned)


def test_together_they_are_150_questions_a_third_of_them_unseen_over_all_kinds():
    *seen, held_out = (load_cases(name) for name in NAMES)
    tuned = [case for cases in seen for case in cases]
    assert len(tuned) + len(held_out) >= 150
    assert 3 * len(held_out) >= 0.9 * (len(tuned) + len(held_out))
    kinds = Counter(case.kind for case in (*tuned, *held_out))
    assert kinds["near_miss"] >= 10
    assert {"figure", "definition", "list", "table", "comparison", "mention", "false_premise", "near_miss", "far", "vague", "injection"} <= set(kinds) <= KINDS
    assert any(case.history for case in (*tuned, *held_out)), "follow-ups"


def test_every_file_of_the_folder_is_a_dataset():
    for path in DATASETS.glob("*.yaml"):
        assert load_cases(path.stem)
