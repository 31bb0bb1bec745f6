"""Many policies side by side."""

from __future__ import annotations

import csv
import io
from pathlib import Path

from checking import WHOLE, checked, without
from test_review_export import SOURCES

from assistant.drafting.portfolio import Entry, bar, examples, export_portfolio, portfolio, portfolio_json, portfolio_paper, portfolio_rows
from assistant.drafting.review import Mark
from assistant.markdown import markdown
from evals.policies import TODAY

CAKE = "# Cake\n\nServes ten. Ingredients: flour. Heat the oven. " + "Beat the eggs well and wait. " * 10
HELD = portfolio([Entry("thin.md", without("at least 10%", "up to 10%")), Entry("cake.txt", checked(CAKE)), Entry("whole.md", checked(WHOLE)), Entry("scan.pdf", None, "It has no text.")])


def test_the_best_policy_comes_first_and_what_could_not_be_read_last():
    assert [entry.name for entry in HELD.entries] == ["whole.md", "thin.md", "cake.txt", "scan.pdf"]
    assert [entry.name for entry in HELD.policies] == ["whole.md", "thin.md"]


def test_marks_are_counted_over_the_policies_alone():
    assert dict(HELD.marks("weighting")) == {Mark.MET: 1, Mark.PARTLY: 1}


def test_the_best_example_of_each_element_has_its_words_and_page():
    best = {example.element: example for example in examples(HELD)}
    assert best["weighting"].name == "whole.md" and "at least 10%" in best["weighting"].found[0].quote and best["weighting"].found[0].page == "1"


def test_the_csv_has_a_row_a_document_and_nothing_that_a_spreadsheet_would_run(tmp_path: Path):
    held = portfolio([Entry("=cmd.md", checked(WHOLE)), *HELD.entries])
    rows = list(csv.DictReader(io.StringIO(export_portfolio(held, tmp_path / "all.csv", SOURCES, TODAY).read_text(encoding="utf-8-sig"))))
    assert len(rows) == 5 and rows[0]["file"] == "'=cmd.md" and rows[0]["weighting"] == "met"
    assert {row["file"]: row["is"] for row in rows}["cake.txt"] == "a recipe" and rows[-1]["note"] == "It has no text."


def test_the_document_has_table_chart_examples_and_what_was_left_out():
    made = markdown(portfolio_paper(HELD, TODAY))
    for words in ("Elements by policy", "███", "The best example of each", "A ceiling for the weighting, but no floor", "It has no text."):
        assert words in made


def test_a_folder_without_a_policy_still_makes_a_document():
    assert "cake.txt" in markdown(portfolio_paper(portfolio([Entry("cake.txt", checked(CAKE))]), TODAY))


def test_the_json_and_the_rows_hold_every_document():
    assert len(portfolio_json(HELD, SOURCES)["documents"]) == len(portfolio_rows(HELD)) == 4


def test_a_bar_is_as_full_as_its_share():
    assert (bar(1, 2, 4), bar(0, 0, 4), bar(2, 2, 4)) == ("██░░", "░░░░", "████")
