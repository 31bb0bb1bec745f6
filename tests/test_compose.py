"""Statements become numbered, checked text; what fails is dropped and counted."""

from __future__ import annotations

import re

import pytest
from builders import page_texts, source

from assistant.check import Fault
from assistant.compose import Composed, Quote, Statement, compose
from assistant.domain import ClaimKind

PAGE = "The Act is law. It asks commissioners to think. Just 25 CCGs did. NHS Devon CCG  Devon STP. " + " ".join(f"Item {n} stands." for n in range(20))


def quote(text: str, page: str = "1") -> Quote:
    return Quote("report", page, text, ("Findings",), "p1")


def said(text: str, *quotes: str, **fields: object) -> Statement:
    return Statement(text, tuple(quote(q) for q in quotes or (text,)), **fields)


def composed(*statements: Statement, **options: object) -> Composed:
    return compose(statements, {"report": source(title="Healthy Commissioning", as_of="2017")}, page_texts({("report", "1"): PAGE}), **options)


# --- numbering -------------------------------------------------------------------------------------------


def test_citations_are_numbered_in_order_of_appearance():
    done = composed(said("Just 25 CCGs did."), said("The Act is law."))
    assert done.text == "Just 25 CCGs did. [1] The Act is law. [2]"
    assert [(c.n, c.quote) for c in done.citations] == [(1, "Just 25 CCGs did."), (2, "The Act is law.")]
    assert [c.citations for c in done.claims] == [(1,), (2,)]


def test_the_same_quote_keeps_its_number():
    done = composed(said("The Act is law."), said("Just 25 CCGs did."), said("The Act is law."))
    assert re.findall(r"\[\d\]", done.text) == ["[1]", "[2]", "[1]"]
    assert len(done.citations) == 2


def test_a_quote_given_twice_for_one_statement_is_marked_once():
    done = composed(said("The Act is law.", "The Act is law.", "The Act is law."))
    assert done.text == "The Act is law. [1]"
    assert done.claims[0].citations == (1,)


def test_a_citation_carries_all_that_is_shown_of_it():
    (found,) = composed(said("The Act is law.")).citations
    assert (found.title, found.page, found.headings, found.passage_id, found.context, found.as_of) == (
        "Healthy Commissioning", "1", ("Findings",), "p1", PAGE, "2017")


def test_a_source_nobody_knows_is_named_by_its_id():
    done = compose([said("The Act is law.")], {}, page_texts({("report", "1"): PAGE}))
    assert done.citations[0].title == "report"


@pytest.mark.parametrize(("count", "markers"), [(1, "[1]"), (2, "[1][2]"), (3, "[1][2][3]"), (4, "[1]–[4]"), (12, "[1]–[12]")])
def test_four_or_more_numbers_in_a_row_become_a_range(count: int, markers: str):
    done = composed(said("Item 0 stands.", *(f"Item {n} stands." for n in range(count))))
    assert done.text == f"Item 0 stands. {markers}"
    assert done.claims[0].citations == tuple(range(1, count + 1))


def test_a_gap_parts_a_range():
    first = said("Item 9 stands.")
    rest = said("Item 0 stands.", "Item 9 stands.", *(f"Item {n} stands." for n in (0, 1)), "The Act is law.", "Just 25 CCGs did.")
    done = composed(said("Item 5 stands."), first, said("Item 6 stands."), rest)
    assert done.text.endswith("Item 0 stands. [2][4]–[7]")


# --- what fails ------------------------------------------------------------------------------------------


def test_a_failing_statement_is_dropped_and_its_problems_kept():
    done = composed(said("The Act is law."), said("Just 26 CCGs did.", "Just 25 CCGs did."), said("It asks commissioners to think."))
    assert done.text == "The Act is law. [1] It asks commissioners to think. [2]"
    assert [(p.fault, p.about) for p in done.removed] == [(Fault.FIGURE, "26")]


def test_a_dropped_statement_leaves_no_number_and_no_citation_behind():
    done = composed(said("The Act is gone.", "The Act is gone."), said("The Act is law."))
    assert [(c.n, c.quote) for c in done.citations] == [(1, "The Act is law.")]
    assert done.claims[0].citations == (1,)


def test_an_uncited_statement_is_dropped():
    done = composed(Statement("Everybody knows.", ()))
    assert (done.text, done.claims) == ("", ())
    assert done.removed[0].fault is Fault.UNCITED


def test_every_claim_that_is_left_is_verified():
    assert all(c.verified for c in composed(said("The Act is law."), said("The Act is gone.")).claims)


def test_without_the_check_nothing_is_dropped_and_nothing_is_called_verified():
    done = composed(said("The Act is gone."), check=False)
    assert done.text == "The Act is gone. [1]"
    assert [c.verified for c in done.claims] == [False]


def test_a_counted_figure_reaches_the_check():
    fields = {"derived": True, "counted": (2,)}
    assert composed(said("2 groups:", "NHS Devon CCG  Devon STP", **fields)).removed == ()
    assert composed(said("3 groups:", "NHS Devon CCG  Devon STP", **fields)).removed[0].fault is Fault.FIGURE


# --- lists and layout ------------------------------------------------------------------------------------


def test_items_become_a_list_under_the_sentence_before():
    done = composed(said("The Act is law."), said("Item 1 stands.", item=True), said("Item 2 stands.", item=True), said("Just 25 CCGs did."))
    assert done.text == "The Act is law. [1]\n\n- Item 1 stands. [2]\n- Item 2 stands. [3]\n\nJust 25 CCGs did. [4]"
    assert [c.marker for c in done.claims] == ["", "-", "-", ""]


def test_numbered_items_keep_their_numbers():
    done = composed(said("Item 3 stands.", item=True, marker="3."), said("Item 4 stands.", item=True, marker="4."))
    assert done.text == "3. Item 3 stands. [1]\n4. Item 4 stands. [2]"
    assert [c.marker for c in done.claims] == ["3.", "4."]


def test_a_table_row_is_shown_with_a_bar_between_its_cells():
    assert composed(said("NHS Devon CCG  Devon STP")).text == "NHS Devon CCG | Devon STP [1]"


def test_an_opening_of_the_products_own_comes_first_and_is_no_claim():
    done = composed(said("The Act is law."), opening="The documents do not say.")
    assert done.text == "The documents do not say. The Act is law. [1]"
    assert len(done.claims) == 1


def test_a_claims_kind_is_kept():
    assert composed(said("The Act is law.", kind=ClaimKind.DUTY)).claims[0].kind is ClaimKind.DUTY


def test_nothing_to_say_is_an_empty_text():
    assert composed() == Composed("", (), (), ())


@pytest.mark.parametrize(("text", "kind"), [
    ("CCGs should enact the principles of the Act.", ClaimKind.GUIDANCE), ("It is encouraged.", ClaimKind.GUIDANCE),
    ("Agencies must consider it.", ClaimKind.DUTY), ("They should know that the Act requires it.", ClaimKind.DUTY), ("local authorities", ClaimKind.DUTY)])
def test_what_is_only_recommended_is_no_duty_though_it_stands_beside_one(text: str, kind: ClaimKind):
    done = composed(said("Agencies must consider it.", kind=ClaimKind.DUTY), said(text, "The Act is law.", kind=ClaimKind.DUTY), check=False)
    assert [claim.kind for claim in done.claims] == [ClaimKind.DUTY, kind]
