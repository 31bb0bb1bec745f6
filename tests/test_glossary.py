"""Abbreviations and what they stand for: the shipped file against the documents, and how terms are looked up."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import REPORT, page_texts, shipped

from assistant.assistant import Assistant
from assistant.compose import Quote
from assistant.domain import Status
from assistant.errors import CorpusError
from assistant.glossary import Glossary, Term, glossary, read_glossary


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


def test_there_are_at_least_sixty_terms_with_a_passage_and_every_statement_on_them_passes_the_check():
    texts, _ = shipped()
    terms = glossary().check(page_texts(texts)).terms
    assert sum(bool(term.passages) for term in terms) >= 60
    assert {q.source_id for term in terms for q in term.passages} == {source_id for source_id, _ in texts}


def test_what_no_page_says_is_an_error_that_names_the_term():
    wrong = Term("CCG", "clinical commissioning group", "It bought 7 hospitals.", passages=(Quote(REPORT, "28", "The 209 Clinical Commissioning Groups"),))
    with pytest.raises(CorpusError, match="CCG"):
        Glossary([wrong]).check(page_texts(shipped()[0]))
    off_page = Term("CCG", "clinical commissioning group", "A group.", passages=(Quote(REPORT, "3", "The 209 Clinical Commissioning Groups"),))
    with pytest.raises(CorpusError, match="quote not on its page"):
        Glossary([off_page]).check(page_texts(shipped()[0]))


@pytest.mark.parametrize(("text", "short"), [
    ("What is a framework agreement?", "framework agreement"), ("define social value", "social value"), ("what are call-offs", "call-off"), ("What is meant by weighting?", "weighting"),
    ("what is the national Compact", "Compact"), ("What does CCG stand for?", "CCG"), ("what is a clinical commissioning group?", "CCG")])
def test_the_meaning_of_a_word_is_told_as_well_as_that_of_an_abbreviation(text: str, short: str):
    assert glossary().defined(text).short == short


@pytest.mark.parametrize("text", ["What is the weighting in Salford?", "What is procurement law?", "What are the Compact's principles?", "What is a good social value policy?", "who funds the vanguards?"])
def test_a_question_that_goes_further_than_the_meaning_is_left_alone(text: str):
    assert glossary().defined(text) is None


def test_the_terms_of_an_answer_are_named_once_in_its_order():
    assert glossary().used("CCGs gave the weighting in a framework agreement; another CCG did not.") == ("CCG", "weighting", "framework agreement")


def test_a_term_is_found_by_any_of_its_names():
    assert {glossary().named(name).short for name in ("CCG", "ccgs", "clinical commissioning groups", "the CCG")} == {"CCG"}
    assert glossary().named("unheard of") is None


def test_a_term_is_answered_with_its_page_first_and_then_what_the_documents_say(assistant: Assistant):
    answer = assistant.ask("What does CCG stand for?")
    assert answer.intent == "glossary" and answer.answer.startswith("CCG stands for clinical commissioning group. [1]")
    assert "GP practices" in answer.answer and answer.removed == 0
    assert answer.terms[0] == "CCG"


def test_a_word_is_answered_with_its_reading_and_what_holds_today(assistant: Assistant):
    answer = assistant.ask("What is a local Compact?")
    assert answer.answer.startswith("Local Compact: agreed principles for a relationship") and answer.citations[0].source_id == "knowhow-social-value"
    told_before = assistant.ask("What is a local Compact?", told=["compact-covenant"])
    assert "may still exist, which we could not confirm" in told_before.answer


def test_a_term_that_no_document_spells_out_is_told_as_our_own(assistant: Assistant):
    answer = assistant.ask("What does PQQ stand for?")
    assert answer.status is Status.ANSWERED
    assert answer.answer.startswith("PQQ stands for pre-qualification questionnaire (our own glossary; the documents do not spell it out).")


@pytest.mark.parametrize(("rows", "said"), [
    ("- {term: CCG, plain: x}", "plain with its passages"), ("- {term: CCG}", "plain with its passages"), ("- {term: CCG, means: x, home: y}", "home"),
    ("- {term: CCG, means: x}\n- {term: ITT, means: y, called: [CCGs]}", "twice"), ("- {term: CCG, means: x}\n- {term: CCG, means: x}", "twice"),
    ("- {term: CCG, plain: x, passages: [{source: s, page: 1}]}", "quote"), ("- {term: CCG, means: x, now: {says: y}}", "passages"), ("{", "cannot be read"), ("a: b", "list")])
def test_a_wrong_file_is_an_error_that_says_where(tmp_path: Path, rows: str, said: str):
    path = tmp_path / "glossary.yaml"
    path.write_text(rows, encoding="utf-8")
    with pytest.raises(CorpusError, match=said):
        read_glossary(path)
