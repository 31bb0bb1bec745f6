"""The same in plainer words, without a model: only what passes the check, and nothing inside quotation marks or names."""

from __future__ import annotations

import pytest
from builders import page_texts

from assistant.check import check_claim
from assistant.compose import Quote, Statement
from assistant.domain import Citation
from assistant.glossary import Glossary, Term
from assistant.plain_words import LONG, parted, plain_words, plainer

GROUPS = Quote("report", "28", "The 209 Clinical Commissioning Groups are groups of GP practices.")
GLOSSARY = Glossary([Term("CCG", "clinical commissioning group", "A group of GP practices.", ("CCGs",), (GROUPS,)), Term("NHS", "National Health Service")])


def statement(text: str, **fields: object) -> Statement:
    return Statement(text, (Quote("report", "16", text),), **fields)


def plain(text: str, quote: str = "", **fields: object) -> list[str]:
    made = Statement(text, (Quote("report", "16", quote or text),), **fields)
    pages = page_texts({("report", "16"): quote or text, ("report", "28"): GROUPS.text})

    def holds(said: Statement) -> bool:
        return not check_claim(said.text, [Citation(n, q.source_id, "", q.page, (), q.text, "") for n, q in enumerate(said.quotes, 1)], pages, derived=said.derived)

    return [said.text for said in plainer(made, GLOSSARY, holds)]


def test_hard_words_become_plain_ones_and_abbreviations_are_spelt_out_on_the_quote_that_spells_them():
    assert plain("Just 25 CCGs (13%) demonstrated use of the Act prior to procurement.") == ["Just 25 clinical commissioning groups (13%) showed use of the Act before buying."]
    made = plainer(statement("Just 25 CCGs replied."), GLOSSARY, lambda _: True)
    assert made[0].quotes[1] == GROUPS


@pytest.mark.parametrize("text", [
    "The report speaks of ‘embedded procurement’ alone.", "The Act says “prior to procurement” twice.", "Crown Procurement Services replied.", "NHS Swindon CCG replied in time.",
    "Nothing here is hard to read."])
def test_quotation_marks_and_names_stay_as_they_are(text: str):
    assert plain(text) == [text]


def test_a_long_sentence_is_parted_where_it_joins_whole_ones():
    text = ("Social value was considered in 25 of the contracts that the groups let in that year; it was scored in twelve of them by the groups' own officers, "
            "and the scores were published on the website.")
    assert parted(text) == ("Social value was considered in 25 of the contracts that the groups let in that year.", "It was scored in twelve of them by the groups' own officers.",
                            "The scores were published on the website.")


@pytest.mark.parametrize("text", [
    "Short; but whole.",
    "We recommend that every group should have a social value policy of its own by the end of the year; and the department should pay for the work that this takes.",
    "If a group has a policy then its officers must use it in each contract that they let; the board is told of every case in which they did not.",
    "The groups bought beds, chairs and tables for all of their own offices in the north and the south of the region; wheelchairs; and a van for the porters.",
    "The report says ‘it was scored in twelve of the contracts that the groups let in that year; it was not scored in the rest of them, and the board knew’.",
    "Groups were asked about their own policies and what they had bought in the year before that; that they answered at all is a finding of the report."])
def test_a_sentence_that_hangs_on_a_frame_a_condition_or_a_list_is_not_parted(text: str):
    assert parted(text) == (text,)


def test_what_does_not_pass_the_check_is_not_said():
    text = "Just 25 CCGs demonstrated use of the Act."
    assert [s.text for s in plainer(statement(text), GLOSSARY, lambda said: said.text == text)] == [text]


def test_entries_of_a_list_and_what_code_made_of_rows_stay_as_they_are():
    text = "Obtain procurement advice."
    assert plain(text, item=True) == [text]
    assert plain("The CCGs that demonstrated use are 25.", "CCG  25", derived=True) == ["The CCGs that demonstrated use are 25."]


def test_the_words_are_small_plainer_and_no_chain():
    words = plain_words()
    assert len(words) > 50 and all(says == says.lower() and plain not in words for says, plain in words.items()) and LONG > 15
