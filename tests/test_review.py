"""The check of a policy: marks that are earned by statements, and not by words that happen to be there."""

from __future__ import annotations

from datetime import date

import pytest
from checking import WHOLE, checked, document, mark, without

from assistant.drafting.review import Mark, off_page


def test_a_policy_that_states_everything_scores_ten_and_has_nothing_wrong():
    found = checked(WHOLE)
    assert (found.score, found.findings, [m.element.id for m in found.marks if m.mark is not Mark.MET]) == (10.0, (), [])


def test_an_element_that_is_partly_there_counts_half():
    assert without("No more than two outcomes are asked for.").score == 9.5


@pytest.mark.parametrize("element, words, instead, expected", [
    ("weighting", "Social value carries at least 10% of the total score. The Head of Procurement may agree more. Answers are scored from 0 to 5.",
     "We will consider a minimum weighting of 10% for social value.", Mark.MISSING),
    ("weighting", "at least 10%", "up to 10%", Mark.PARTLY),
    ("governance", "The Head of Procurement leads on social value.", "We have no lead for social value.", Mark.PARTLY),
    ("definition", "Social value means economic, social and environmental benefit to Wychmere over and above the contract.",
     "The Cabinet Office has described social value as the benefit to the community.", Mark.MISSING),
    ("reporting", "An annual report on our website gives the number of contracts in which social value was considered and what was delivered.",
     "We aim to publish an annual report at some point.", Mark.PARTLY),
    ("legal-basis", "Act 2012", "Act 2013", Mark.PARTLY),
    ("consultation", "For each tender we decide whether to consult and record it. Residents helped to choose the priorities. We give the market eight weeks' notice.",
     "We will consult stakeholders as appropriate.", Mark.MISSING),
    ("measurement", "Commitments are written into the contract. Suppliers report every quarter. Where a commitment is missed the supplier agrees a recovery plan.",
     "There is no mechanism for putting commitments into contracts.", Mark.MISSING),
    ("scope", "The policy covers services, goods and works of £50,000 or more, and call-offs. The Finance Director may agree an exemption in writing.",
     "The Council buys £64m of services, goods and works a year.", Mark.MISSING),
])
def test_words_alone_earn_nothing(element: str, words: str, instead: str, expected: Mark):
    assert mark(without(words, instead), element) is expected


def test_a_contents_list_of_everything_earns_nothing():
    found = checked("# Social Value Policy\n\n## Contents\n\n1. Definition: economic, social and environmental\n2. Minimum weighting of 10% of the total score\n3. Lead officer: Head of Procurement\n\n"
                    "## Introduction\n\nThis is the social value policy of the Council. The Council will write the other sections next year, when it knows what it would like them to say to its suppliers.\n")
    assert found.score == 0


def test_a_review_date_that_is_past_is_no_review_date():
    assert mark(checked(WHOLE, date(2028, 4, 1)), "reporting") is Mark.PARTLY


def test_american_spelling_and_dates_make_no_difference():
    american = WHOLE.replace("programme", "program").replace("March 2028", "March 31, 2028").replace("Council", "Organization").replace("10%", "10 percent")
    assert checked(american).score == 10


def test_what_comes_near_but_binds_nobody_is_shown_as_that():
    (weighting,) = [m for m in without("at least 10% of the total score", "nothing yet, and we will consider a minimum of 10%").marks if m.element.id == "weighting"]
    assert any("we will consider" in found.quote for found in weighting.loose)


def test_advice_names_what_is_still_to_be_stated():
    (proportion,) = [m for m in without("No more than two outcomes are asked for.").marks if m.element.id == "proportionality"]
    assert proportion.advice.startswith("Still to state: ") and "how many asks are the most" in proportion.advice


def test_the_nhs_floor_is_asked_for_in_nhs_policies_only():
    def advice(text: str) -> str:
        return next(m.advice for m in checked(text).marks if m.element.id == "legal-basis")

    assert "NHS" not in advice(WHOLE) and "NHS" in advice(WHOLE.replace("Wychmere Council", "NHS Wychmere ICB"))


def test_what_is_wrong_is_put_right_before_what_is_missing():
    found = without("asks us to consider the economic", "requires us to deliver the economic")
    assert found.first[0].startswith("It says that the Act demands more than it does.")


def test_every_quote_stands_on_the_page_it_names():
    text = WHOLE.replace("## Weighting", "<!-- page: 2 -->\n\n## Weighting")
    assert off_page(checked(text), document(text)[1]) == []
    assert len(off_page(checked(text), ())) > 10


def test_notices_come_with_what_has_changed():
    assert "procurement-act-2023" in {n.topic for n in without("Procurement Act 2023", "Public Contracts Regulations 2015").notices}
