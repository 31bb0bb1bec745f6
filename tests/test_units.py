"""A passage taken apart into what can be quoted."""

from __future__ import annotations

import pytest
from builders import shipped
from hypothesis import given
from hypothesis import strategies as st

from assistant.text import stands_in
from assistant.units import units


def test_a_paragraph_gives_its_sentences():
    assert [u.text for u in units("One is here. Two is here.")] == ["One is here.", "Two is here."]


@pytest.mark.parametrize("sign", ["•", "-", "–", "*", "1.", "12.", "1)", "(a)", "(iv)", "a)"])
def test_a_list_items_sign_is_outside_its_text(sign: str):
    (item,) = units(f"{sign} local authorities")
    assert (item.marker, item.text, item.is_item) == (sign, "local authorities", True)


@pytest.mark.parametrize("text", ["2016 was early.", "Act-based work", "–13% less", "A. Smith wrote it.", "-5 degrees"])
def test_a_sentence_is_no_list_item(text: str):
    assert not any(u.is_item for u in units(text))


def test_items_know_the_line_that_opens_their_list():
    found = units("The Act applies to:\n- services\n- frameworks")
    assert [(u.lead, u.text) for u in found] == [("", "The Act applies to:"), ("The Act applies to:", "services"), ("The Act applies to:", "frameworks")]


def test_a_line_that_opens_nothing_leads_nothing():
    assert [u.lead for u in units("It applies.\n- services")] == ["", ""]


def test_a_paragraph_after_a_list_ends_its_lead():
    assert [u.lead for u in units("It covers:\n- one\nThen it stops.\n- two")] == ["", "It covers:", "", ""]


def test_an_item_of_two_sentences_is_two_units_of_one_block():
    found = units("Steps:\n1. First think. Then act.\n2. Stop.")
    assert [(u.block, u.marker, u.text) for u in found] == [
        (0, "", "Steps:"), (1, "1.", "First think."), (1, "1.", "Then act."), (2, "2.", "Stop.")]


def test_a_table_row_is_one_unit_with_its_cells():
    (head, row) = units("CCG  STP footprint area\nNHS Devon. West CCG  Devon STP")
    assert (row.row, row.text) == (True, "NHS Devon. West CCG  Devon STP")
    assert head.row


def test_nothing_gives_nothing():
    assert units("") == units(" \n \n") == ()


@given(st.text(alphabet="ab .•-1)\n:A  \t", max_size=120))
def test_units_are_cut_from_the_text_in_order(text: str):
    found = units(text)
    assert all(text[u.start:u.end] == u.text and u.text.strip() for u in found)
    assert all(a.end <= b.start for a, b in zip(found, found[1:], strict=False))


def test_every_unit_of_the_shipped_passages_can_be_quoted():
    for passage in shipped()[1]:
        for unit in units(passage.text):
            assert stands_in(unit.text, passage.text), (passage.page, unit.text)


def test_the_lists_of_the_shipped_documents_are_lists():
    (recommended,) = [p for p in shipped()[1] if p.page == "26"][:1]
    assert [u.marker for u in units(recommended.text) if u.is_item][0] == "3."
    findings = [p for p in shipped()[1] if p.page == "6" and "Key findings" in p.headings]
    assert sum(u.text.startswith(("57% of CCGs", "The remaining 43%", "Just 25 CCGs")) and u.is_item for p in findings for u in units(p.text)) == 3
