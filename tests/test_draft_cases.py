"""Drafting cases from a document: sentences with a figure, blanked, with their page, as a dataset that loads."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.domain import Page
from assistant.errors import SocialValueError, UnreadableFile
from evals.cases import load_dataset
from evals.draft_cases import BLANK, draft_cases, drafts_of

TEXT = """# Our policy

The council gives social value a weighting of 15% in tenders above the threshold. It was agreed in March 2024 by the whole cabinet.
Nothing here has a number in it at all, so it is left out. Too short: 12.
"""


def test_a_sentence_with_a_figure_becomes_a_case_that_loads(tmp_path: Path):
    (tmp_path / "Our Policy.md").write_text(TEXT)
    assert draft_cases(tmp_path / "Our Policy.md", tmp_path / "cases.yaml", 10) == 2
    first, second = load_dataset(str(tmp_path / "cases.yaml")).cases
    assert first.facts == (("15%",),)
    assert first.question == f"[write the question] The council gives social value a weighting of {BLANK} in tenders above the threshold."
    (gold,) = first.evidence
    assert (gold.source, gold.page) == ("upload-our-policy", "1") and "15%" in gold.quote
    assert second.facts == (("2024",),)


def test_a_review_is_never_written_over(tmp_path: Path):
    (tmp_path / "policy.md").write_text(TEXT)
    (tmp_path / "cases.yaml").write_text("hours of review")
    with pytest.raises(SocialValueError, match="is there already"):
        draft_cases(tmp_path / "policy.md", tmp_path / "cases.yaml", 10)
    assert (tmp_path / "cases.yaml").read_text() == "hours of review"


def test_a_document_without_figures_is_told(tmp_path: Path):
    (tmp_path / "policy.md").write_text("We value every person whom our contracts touch, wherever they live.")
    with pytest.raises(SocialValueError, match="no sentence of policy.md has a figure"):
        draft_cases(tmp_path / "policy.md", tmp_path / "cases.yaml", 10)


def test_a_document_that_is_not_there_is_told(tmp_path: Path):
    with pytest.raises(UnreadableFile):
        draft_cases(tmp_path / "no.md", tmp_path / "cases.yaml", 10)


def test_a_limit_takes_from_the_whole_document_and_years_last():
    pages = [Page("s", str(n), f"In that year they gave {n}% of every single contract away. It was all done by the end of {1990 + n}.") for n in range(1, 21)]
    drafts = drafts_of(pages, 5)
    assert [d.figure for d in drafts] == ["1%", "5%", "9%", "13%", "17%"]
    assert len(drafts_of(pages, 22)) == 22 and sum(d.figure.endswith("%") for d in drafts_of(pages, 22)) == 20
