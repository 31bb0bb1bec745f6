"""A document as statements: what it says itself, where, and under what."""

from __future__ import annotations

from checking import document, said

from assistant.drafting.statements import aside, statements


def reads(text: str) -> list[str]:
    return [statement.read for statement in said(text)]


def test_each_sentence_item_and_row_is_a_statement_with_its_page():
    found = said("# P\n\n<!-- page: 7 -->\n\nOne thing is so. Another is not.\n\n- first thing\n\n<!-- page: 8 -->\n\n| Who | Does |\n| --- | --- |\n| Buyers | Ask |\n")
    assert [(s.page, s.read) for s in found] == [("7", "One thing is so."), ("7", "Another is not."), ("7", "first thing"), ("8", "Who | Does"), ("8", "Buyers | Ask")]


def test_a_statement_knows_its_headings_without_the_title_and_what_opens_its_list():
    item = said("# The policy\n\n## Aims\n\nWe want:\n\n- jobs\n")[-1]
    assert item.context == "heading: Aims | lead: We want:"


def test_a_row_knows_the_first_row_of_its_table():
    row = said("# P\n\n| Value | Weighting |\n| --- | --- |\n| Over £1m | 20% |\n")[-1]
    assert "header: Value; Weighting" in row.context


def test_a_question_in_bold_opens_the_answer_and_is_no_statement():
    (answer,) = said("# P\n\n**Who is in charge?** The Clerk.\n")
    assert answer.read == "The Clerk." and "lead: Who is in charge?" in answer.context


def test_a_contents_list_says_nothing():
    assert reads("# P\n\n## Contents\n\n1. Minimum weighting of 10%\n2. Named lead\n\n## Aims\n\nWe want jobs.\n") == ["We want jobs."]


def test_short_lines_of_a_text_without_headings_are_headings():
    assert reads("WEIGHTING\n\nSocial value carries ten marks in every hundred of the total score.\n")[0].startswith("Social value carries")


def test_what_is_told_of_other_authorities_is_not_the_documents_own():
    assert reads("# P\n\n## What other councils do\n\nThey give 20%.\n\n## Ours\n\nSome councils give nothing at all to it. We give 10%.\n") == ["We give 10%."]


def test_a_sentence_that_runs_over_the_page_is_read_whole_and_quoted_from_its_first_page():
    first = said("# P\n\n<!-- page: 1 -->\n\nIn every tender that we score, social value carries a share of at\n\n<!-- page: 2 -->\n\nleast 10% of the marks.\n")[0]
    assert (first.read, first.text, first.page) == ("In every tender that we score, social value carries a share of at least 10% of the marks.", "In every tender that we score, social value carries a share of at", "1")


def test_words_in_quotation_marks_are_told_apart():
    plain, quoted = said('# P\n\nWe ask: no more. "Every bidder shall give a tenth of its profit to the town council."\n')
    assert (plain.quoted, quoted.quoted) == (False, True)


def test_footnotes_and_glossaries_are_asides():
    title, _, passages = document("# P\n\n## Glossary\n\nCCG means clinical commissioning group.\n\n## Rules\n\nWe score.[^1]\n\n[^1]: See PPN 10/12.\n")
    assert [(s.read, aside(s)) for s in statements(passages, title)] == [("CCG means clinical commissioning group.", True), ("We score.", False), ("See PPN 10/12.", True)]
