"""The clauses as data: each stands on its pages, says no more than they do, and a wrong file is told."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest
from builders import CORPUS, materials, page_texts, shipped

from assistant.domain import ClaimKind
from assistant.drafting.brief import Brief, brief_of
from assistant.drafting.clauses import DATA, ELEMENTS, Condition, as_text, clauses_for, read_clauses
from assistant.errors import CorpusError
from assistant.law import read_facts

CLAUSES = materials().clauses
BRIEFING = read_facts(CORPUS / "law" / "facts.yaml")


def changed(folder: Path, file: str, old: str, new: str) -> Path:
    """A copy of the data with one thing changed."""
    made = Path(shutil.copytree(DATA, folder / "data"))
    text = (made / file).read_text(encoding="utf-8")
    assert old in text
    (made / file).write_text(text.replace(old, new, 1), encoding="utf-8")
    return made


def test_every_quote_stands_word_for_word_on_its_page():
    CLAUSES.check(page_texts(shipped()[0]))


def test_a_quote_that_is_not_on_its_page_is_told_with_clause_source_and_page(tmp_path: Path):
    folder = changed(tmp_path, "evidence.yaml", "a 2% of total weighting was commonly cited by CCGs.", "a 3% of total weighting was commonly cited by CCGs.")
    with pytest.raises(CorpusError, match=r"clause weighting-common: “a 3% of total.*page 20 of healthy-commissioning"):
        read_clauses(BRIEFING, folder).check(page_texts(shipped()[0]))


@pytest.mark.parametrize(("file", "old", "new", "message"), [
    ("clauses.yaml", "kind: duty", "kind: rule", "kind 'rule'; expected one of"),
    ("clauses.yaml", "evidence: [report-above-5]", "evidence: [report-above-6]", "'report-above-6' is not in evidence.yaml"),
    ("clauses.yaml", "{sponsor} owns", "{boss} owns", r"\{boss\} is no field"),
    ("clauses.yaml", "element: weighting", "element: weight", "element 'weight'; expected one of"),
    ("clauses.yaml", "- id: control-applies", "- id: control-owner", "'control-owner' stands twice"),
    ("clauses.yaml", "agreed: [goods_and_works]", "agreed: [goods]", "'goods' is no field"),
    ("clauses.yaml", "kinds: [icb]", "kinds: [icbs]", "kinds 'icbs'; expected one of"),
    ("clauses.yaml", "status: current", "status: today", "status 'today'; expected current or study"),
    ("clauses.yaml", "table: needs", "table: want", "table 'want'"),
    ("evidence.yaml", "fact: s1-3, sentences: [2, 3]", "fact: s1-3, sentences: [2, 9]", "the fact has 3"),
    ("evidence.yaml", "fact: s1-3,", "fact: s1-33,", "fact 's1-33' is not in facts.yaml"),
    ("evidence.yaml", "id: report-shape", "id: report-shapes", "'report-shape' is not in evidence.yaml"),
])
def test_a_wrong_file_is_told_with_its_place_and_what_was_expected(tmp_path: Path, file: str, old: str, new: str, message: str):
    with pytest.raises(CorpusError, match=message):
        read_clauses(BRIEFING, changed(tmp_path, file, old, new))


def test_a_duty_guidance_or_evidence_without_a_source_is_an_error(tmp_path: Path):
    folder = changed(tmp_path, "clauses.yaml", "    evidence: [report-shape]\n", "")
    with pytest.raises(CorpusError, match="a evidence without evidence|without evidence"):
        read_clauses(BRIEFING, folder)


def test_evidence_that_no_clause_names_is_an_error(tmp_path: Path):
    folder = changed(tmp_path, "evidence.yaml", "- {id: report-shape", '- {id: spare, source: a, page: "1", quote: b}\n- {id: report-shape')
    with pytest.raises(CorpusError, match="'spare' is named by no clause"):
        read_clauses(BRIEFING, folder)


@pytest.mark.parametrize("element", ELEMENTS)
def test_each_core_element_has_clauses_to_paste_in_with_their_gaps_visible(element: str):
    found = clauses_for(element)
    assert found and all(clause.element == element for clause in found)
    texts = [as_text(clause) for clause in found]
    assert all("{" not in text for text in texts)
    assert any(clause.quotes for clause in found)
    if element in ("priorities", "governance", "reporting", "weighting"):
        assert any("[to be agreed: " in text for text in texts)


def test_what_is_pasted_in_can_be_for_a_kind_of_body():
    assert "weighting-nhs" in {clause.id for clause in clauses_for("weighting", "icb")}
    assert "weighting-nhs" not in {clause.id for clause in clauses_for("weighting", "local-authority")}
    with pytest.raises(KeyError):
        clauses_for("prices")


@pytest.mark.parametrize(("condition", "said", "holds"), [
    (Condition(kinds=("icb",)), {"kind": "icb"}, True), (Condition(kinds=("icb",)), {}, False), (Condition(not_kinds=("icb",)), {"kind": "icb"}, False), (Condition(not_kinds=("icb",)), {}, True),
    (Condition(not_kinds=("icb",)), {"kind": "icb", "joint_with": [{"name": "B", "kind": "local-authority"}]}, True), (Condition(agreed=("compact",)), {"compact": "no"}, False),
    (Condition(declined=("compact",)), {"compact": "no"}, True), (Condition(known=("area",)), {}, False), (Condition(unknown=("area",)), {}, True), (Condition(status="study"), {"kind": "ccg"}, True),
    (Condition(floor_from=5.01, floor_below=10), {"weighting_floor": 8}, True), (Condition(floor_from=5.01, floor_below=10), {"weighting_floor": 5}, False),
    (Condition(floor_from=0), {"weighting_floor": "not known yet"}, False)])
def test_a_clause_stands_where_its_condition_holds(condition: Condition, said: dict, holds: bool):
    assert condition.holds(brief_of(said), ()) is holds


def test_one_comparison_of_the_weighting_with_the_evidence_stands_in_a_draft_whatever_it_is():
    for floor in (0, 2, 5, 5.5, 9.99, 10, 10.5, 15, 30, 31, 100):
        reasons = [c.id for c in CLAUSES.chosen(Brief(weighting_floor=floor), ()) if c.id.startswith("weighting-why")]
        assert len(reasons) == 1, (floor, reasons)


def test_no_clause_and_no_annex_gives_the_body_a_reason_of_its_own():
    motive = re.compile(r"\bbecause\b(?! of it\b| residents asked\b)|\b(?:we|our board) (?:want|wish|chose|believe|think|feel|hope|aim|mean|intend|value|care)\b|\bour (?:aim|hope|wish|belief) is\b", re.I)
    annexes = (DATA / "annexes.yaml").read_text(encoding="utf-8")
    assert [clause.id for clause in CLAUSES.all if motive.search(clause.text.replace("By social value we mean", ""))] == [] and not motive.search(annexes)


def test_no_duty_says_more_than_to_consider():
    for clause in CLAUSES.all:
        if clause.kind is ClaimKind.DUTY:
            assert "must give" not in clause.text and "must consult" not in clause.text
