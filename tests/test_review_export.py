"""A review out of the house: the JSON of the contract, Markdown and Word."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from checking import WHOLE, checked, without

from assistant.drafting.review_export import cut, export_review, review_json, review_markdown
from assistant.errors import ExportError
from assistant.settings import CORPUS
from evals.policies import TODAY
from ingest.catalogue import read_catalogue

SOURCES = {listed.source.id: listed.source for listed in read_catalogue(CORPUS)}


def test_the_json_has_what_the_contract_says():
    made = review_json(without("at least 10%", "up to 10%"), SOURCES)
    assert {"elements", "score", "rubric", "notices"} <= set(made)
    assert set(made["rubric"]) == {"commitment", "evidence", "approach"}
    assert len(made["elements"]) == 10 and {"id", "title", "status", "found", "advice", "citations"} <= set(made["elements"][0])
    assert {"quote", "page"} == set(made["elements"][0]["found"][0])
    assert {"source_id", "title", "page", "quote"} <= set(made["elements"][0]["citations"][0])
    assert [finding["kind"] for finding in made["findings"]] == ["ceiling-no-floor"]


def test_an_element_that_is_not_met_comes_with_clauses_to_paste_in():
    made = {element["id"]: element for element in review_json(without("at least 10%", "up to 10%"), SOURCES)["elements"]}
    assert made["weighting"]["clauses"] and "to be agreed" in made["weighting"]["clauses"][0]["text"]
    assert made["reporting"]["clauses"] == []


def test_what_is_no_policy_has_no_score_and_says_why():
    made = review_json(checked("# Cake\n\nServes ten. Ingredients: flour. Heat the oven. " + "Beat the eggs well and wait. " * 10), SOURCES)
    assert (made["is_policy"], made["score"], made["elements"], made["instead"]) == (False, None, [], "a recipe")


def test_the_markdown_shows_the_words_their_page_and_the_reason_in_a_footnote():
    made = review_markdown(without("at least 10%", "up to 10%"), SOURCES, TODAY)
    assert "9.5 out of 10" in made and "A ceiling for the weighting, but no floor" in made
    assert "up to 10% of the total score" in made and "*Page 1.*" in made and "[^1]: " in made


def test_a_policy_cannot_put_markup_into_the_report():
    made = review_markdown(checked(WHOLE.replace("Wychmere Council:", "<script>x</script> [a](b)")), SOURCES, TODAY)
    assert "<script>" not in made.replace("\\<script\\>", "")


def test_word_opens_as_a_document_with_tables_and_footnotes(tmp_path: Path):
    path = export_review(without("at least 10%", "up to 10%"), tmp_path / "report.docx", SOURCES, TODAY)
    parts = zipfile.ZipFile(io.BytesIO(path.read_bytes()))
    body = parts.read("word/document.xml").decode()
    assert "<w:tbl>" in body and "footnoteReference" in body and "9.5 out of 10" in body


def test_a_file_that_is_there_is_not_written_over_unless_asked(tmp_path: Path):
    path = tmp_path / "report.json"
    path.write_text("mine")
    with pytest.raises(ExportError, match="is there already"):
        export_review(checked(WHOLE), path, SOURCES, TODAY)
    assert path.read_text() == "mine"
    assert export_review(checked(WHOLE), path, SOURCES, TODAY, replace=True).read_text().startswith("{")
    with pytest.raises(ExportError, match=r"\.docx, \.md, \.json"):
        export_review(checked(WHOLE), tmp_path / "report.pdf", SOURCES, TODAY)


def test_a_long_title_is_cut_between_words():
    assert cut("Social value strategy of the borough", 24) == "Social value strategy…" and cut("Short", 24) == "Short"
