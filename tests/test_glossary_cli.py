"""`social-value glossary`: a term, a search, the whole, as text and as JSON; needs no index."""

from __future__ import annotations

import json
from pathlib import Path

from typer.testing import CliRunner

from assistant.glossary import glossary
from ui.cli import app


def run(*arguments: str) -> tuple[int, str]:
    result = CliRunner().invoke(app, ["glossary", *arguments])
    return result.exit_code, result.output


def test_a_term_is_told_with_its_words_page_and_what_holds_today(no_variables: Path):
    code, text = run("stps")
    assert code == 0 and text.startswith("STP  sustainability and transformation plan") and "page 29: “" in text and "Today: " in text


def test_words_find_the_terms_that_they_stand_in_and_nothing_asked_lists_all(no_variables: Path):
    assert run("passive")[1].startswith("passive group")
    _, text = run()
    assert all(f"\n{term.short}" in f"\n{text}" for term in glossary().terms) and f"{len(glossary().terms)} terms" in text


def test_the_json_has_every_field(no_variables: Path):
    code, text = run("CCG", "--json")
    (term,) = json.loads(text)["terms"]
    assert code == 0 and set(term) == {"term", "means", "spelt_out", "plain", "called", "passages", "now"} and term["passages"][0]["page"] == "28"


def test_a_term_that_is_not_there_is_one_message_with_what_is_near(no_variables: Path):
    code, text = run("weightings of\x00 everything")
    assert code == 1 and "the glossary has no" in text and text.count("\n") == 1
    assert "near it: vanguard" in run("vangard")[1]
