"""Wishes for a reference to copy: told from questions about references, and answered without inventing."""

from __future__ import annotations

import pytest
from builders import citation

from assistant.assistant import Assistant
from assistant.domain import Status
from assistant.reference_answers import references_to
from assistant.reference_asks import SHORT_FORMS, WHICH, asks_of_all, style_asked


@pytest.mark.parametrize(("text", "style"), [
    ("Give the Harvard reference for Healthy Commissioning", "harvard"), ("OSCOLA reference for the report", "oscola"), ("oscola", "oscola"),
    ("How do I cite the Knowhow guide?", "harvard"), ("Please cite that", "harvard"), ("what's the reference", "harvard"), ("How should I reference this in OSCOLA?", "oscola"),
    ("bibtex", "bibtex"), ("BibTeX for the report", "bibtex"), ("export the references for Zotero", "ris"), ("cite this in RIS", "ris"), ("the same in OSCOLA", "oscola"), ("as RIS please", "ris"),
    ("give me a bibliography of this conversation in BibTeX", "bibtex"), ("reference list", "harvard"), ("What is latex?", ""), ("What is the risk register?", ""),
    ("Does the introduction give a reference for the research of 2013?", ""), ("What is the publication reference of the cited SDU source?", ""),
    ("Which reports does the guide cite?", ""), ("What does the Act ask?", "")])
def test_a_wish_for_a_reference_is_told_from_a_question_about_one(text: str, style: str):
    assert style_asked(text) == style


def test_the_reference_of_a_named_document_is_whole_and_says_what_is_not_known(assistant: Assistant):
    report = assistant.ask("Give the Harvard reference for Healthy Commissioning")
    assert report.status is Status.ANSWERED and "(Social Enterprise UK and National Voices, 2017)" in report.answer
    assert "add the one you read it at" in assistant.ask("How do I cite the Knowhow guide?").answer


def test_a_document_named_in_lay_words_is_cited_and_not_that_of_the_answer_before(assistant: Assistant):
    answer = assistant.ask("Cite the library bulletin in Harvard", history=("What share of CCGs replied?",)).answer
    assert "Library bulletin on commissioning: social value (2017)" in answer and "Healthy Commissioning" not in answer


def test_a_document_that_is_not_here_is_asked_back_with_those_that_are(assistant: Assistant):
    made = assistant.ask("Cite the Smith paper in OSCOLA", history=("What share of CCGs replied?",))
    assert made.status is Status.NEEDS_CLARIFICATION and "OSCOLA reference for Healthy Commissioning" in made.suggestions
    assert all(assistant.ask(choice).status is Status.ANSWERED for choice in made.suggestions)


def test_footnotes_of_one_document_are_numbered_and_short_after_the_first(assistant: Assistant):
    cited = [citation("a", n=1, source_id="healthy-commissioning", page="6"), citation("b", n=2, source_id="healthy-commissioning", page="14"), citation("c", n=3, source_id="law-as-it-stands", page="4")]
    told = references_to("", cited, assistant.sources, "oscola").answer.splitlines()
    assert told[0] == "In footnotes, in this order:" and told[3] == "2. Social Enterprise UK and National Voices (n 1) 14." and told[4].startswith("3. Social Value Assistant, ‘")
    assert SHORT_FORMS in told and sum("Healthy Commissioning:" in line for line in told) == 2


def test_after_an_answer_its_sources_are_cited_with_the_printed_page(assistant: Assistant):
    assert "(Social Enterprise UK and National Voices, 2017, p. 14)" in assistant.ask("Harvard reference", history=("What share of CCGs replied?",)).answer


def test_the_act_is_cited_by_its_short_title_and_said_not_to_be_here(assistant: Assistant):
    answer = assistant.ask("OSCOLA reference for the Social Value Act").answer
    assert "In a footnote: Public Services (Social Value) Act 2012" in answer and "not among the documents" in answer


def test_a_bare_wish_is_asked_what_it_is_for(assistant: Assistant):
    assert assistant.ask("Harvard reference").answer == WHICH


@pytest.mark.parametrize("wish", ["Give me the OSCOLA reference for the response rate", "OSCOLA citation for the number of CCGs that replied", "How do I cite the response rate in OSCOLA?"])
def test_a_reference_for_a_matter_of_the_documents_answers_it_and_cites_its_sources(assistant: Assistant, wish: str):
    answer = assistant.ask(wish)
    assert answer.status is Status.ANSWERED
    assert "192" in answer.answer and "In a footnote:" in answer.answer
    assert "14" in {c.page for c in answer.citations}


@pytest.mark.parametrize("wish", ["Harvard reference for that", "Harvard reference for the last answer", "Harvard reference for the price of eggs"])
def test_a_reference_for_nothing_or_for_no_matter_of_theirs_is_asked_back(assistant: Assistant, wish: str):
    assert assistant.ask(wish).answer == WHICH


def test_a_bibliography_is_of_the_whole_conversation_each_document_once(assistant: Assistant):
    history = ("What share of CCGs replied?", "What share of respondents had a passive approach to social value?", "When did the Act receive Royal Assent?")
    made = assistant.ask("bibliography", history=history).answer
    assert made.count("Healthy Commissioning: How") == 1 and "Social Value Assistant (2026)" in made and "In the text" not in made


def test_footnotes_of_a_whole_conversation_are_its_footnotes_and_its_bibliography(assistant: Assistant):
    history = ("What share of CCGs replied?", "What share of respondents had a passive approach to social value?")
    told = assistant.ask("OSCOLA footnotes for everything", history=history).answer
    assert told.startswith("In footnotes, in this order:\n\n1. Social Enterprise UK") and "\n2. Social Enterprise UK and National Voices (n 1) 17." in told and "In the bibliography:" in told


def test_records_are_given_to_copy_line_by_line_with_the_printed_page(assistant: Assistant):
    made = assistant.ask("bibtex", history=("What share of CCGs replied?",))
    assert made.verbatim.startswith("@techreport{healthy-commissioning,\n") and "note = {Cited at p. 14}" in made.verbatim
    assert "\\cite[p.~14]{healthy-commissioning}" in made.answer
    again = assistant.ask("as RIS please", history=("What share of CCGs replied?", "bibtex"))
    assert again.verbatim.startswith("TY  - RPRT\n") and again.verbatim.endswith("ER  - ")


def test_the_act_has_a_record_too(assistant: Assistant):
    made = assistant.ask("RIS for the Social Value Act")
    assert made.verbatim.splitlines()[0] == "TY  - STAT" and "not among the documents" in made.answer


def test_all_of_a_conversation_is_told_from_its_last_answer():
    assert asks_of_all("references of the whole conversation") and asks_of_all("bibliography") and not asks_of_all("Harvard reference")


def test_a_wish_for_the_last_answer_in_a_style_is_known_however_it_begins():
    from assistant.reference_asks import style_asked

    assert [style_asked(text) for text in ("Give that as OSCOLA", "put it in Harvard please", "give me the weighting as a figure")] == ["oscola", "harvard", ""]
