"""Abbreviations and what they stand for: the shipped file against the documents, and how terms are looked up."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from assistant.check import check_claim
from assistant.domain import Citation, Status
from assistant.errors import CorpusError
from assistant.glossary import glossary, read_glossary


@pytest.mark.parametrize(("text", "short"), [
    ("What does CCG stand for?", "CCG"), ("what's a VCSE", "VCSE"), ("AQP meaning", "AQP"), ("define OJEU", "OJEU"), ("What do the letters STP stand for?", "STP"), ("and what are TOMs?", "TOMs"),
    ("What is the meaning of MEAT", "MEAT"), ("spell out CSU for me", "CSU"), ("what is an icb", "ICB"), ("MAT - what does it stand for?", "MAT")])
def test_a_question_after_an_abbreviation_is_told(text: str, short: str):
    assert glossary().asked(text).short == short


@pytest.mark.parametrize("text", ["What does a CCG buy?", "define social value", "What is the CCG budget?", "How many STPs are there?", "what does the Act stand for?", "What did the CCG mean by that?"])
def test_another_question_is_left_alone(text: str):
    assert glossary().asked(text) is None


def test_terms_of_a_text_come_in_its_order_without_those_that_it_spells_out():
    met = glossary().met("STPs and CCGs said that VCSEs, voluntary, community and social enterprise bodies, matter to the CCG.")
    assert [term.short for term in met] == ["STP", "CCG"]
    assert glossary().met("A matter of meat and fish.") == ()


def test_every_term_with_a_source_is_spelt_out_on_that_page_and_passes_the_check(assistant: Assistant):
    for term in glossary().terms:
        if term.statement is None:
            continue
        cited = Citation(1, term.source_id, "", term.page, (), term.quote, "")
        assert check_claim(term.line, [cited], assistant.page_text, derived=True) == (), term.short
        assert term.means.lower().removeprefix("the ") in term.quote.lower().replace("’", "'"), term.short


def test_a_term_is_answered_with_its_page_first_and_then_what_the_documents_say(assistant: Assistant):
    answer = assistant.ask("What does CCG stand for?")
    assert answer.intent == "glossary" and answer.answer.startswith("CCG stands for clinical commissioning group. [1]")
    assert "GP practices" in answer.answer and answer.removed == 0


def test_a_term_that_no_document_spells_out_is_told_as_our_own(assistant: Assistant):
    answer = assistant.ask("What does PQQ stand for?")
    assert answer.status is Status.ANSWERED
    assert answer.answer.startswith("PQQ stands for pre-qualification questionnaire (our own glossary; the documents do not spell it out).")


@pytest.mark.parametrize(("toml", "said"), [
    ("[CCG]\npage = '1'", "means"), ("[CCG]\nmeans = 'x'\npage = '1'", "all three"), ("[CCG]\nmeans = 'x'\nhome = 'y'", "home"),
    ("[CCG]\nmeans = 'x'\n[ITT]\nmeans = 'y'\ncalled = ['CCG']", "twice"), ("[", "cannot be read")])
def test_a_wrong_file_is_an_error_that_says_where(tmp_path: Path, toml: str, said: str):
    path = tmp_path / "glossary.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(CorpusError, match=said):
        read_glossary(path)
