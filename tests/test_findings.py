"""What else the check finds, and what it leaves alone."""

from __future__ import annotations

from datetime import date

import pytest
from checking import WHOLE, checked, kinds, words

PLACE = "## Law\n\n"


def adding(sentence: str):
    return checked(WHOLE.replace(PLACE, f"{PLACE}{sentence} "))


@pytest.mark.parametrize("kind, sentence", [
    ("wrong-law", "We follow the Public Services (Social Value) Act 2013."),
    ("must-for-consider", "The Act requires us to deliver social value in every contract."),
    ("must-for-consider", "Breach of the Social Value Act is an offence."),
    ("repealed-law", "We follow the Public Contracts Regulations 2006."),
    ("repealed-law", "Procurement is under the Public Contracts Regulations 2015."),
    ("repealed-law", "Guidance is in PPN 10/12."),
    ("repealed-law", "We apply PPN 06/20."),
    ("repealed-law", "It applies over the EU threshold."),
    ("repealed-law", "Contracts go to the most economically advantageous tender."),
    ("repealed-law", "We keep to principle 3.6 of the Compact."),
    ("body-gone", "NHS Swindon CCG is our partner."),
    ("body-gone", "We report to NHS Improvement."),
    ("expired-target", "We will have 500 apprentices by March 2024."),
    ("promise-no-measure", "Our suppliers will create opportunities for local people."),
    ("open-question", "We ask bidders: “What social value will you provide in this contract?”"),
    ("local-only", "Only local suppliers may bid."),
    ("local-only", "Contractors must be based within ten miles."),
])
def test_it_is_found_in_the_users_words(kind: str, sentence: str):
    found = adding(sentence)
    assert kinds(found) == {kind} and words(found, kind) in sentence.replace("“", '"').replace("”", '"')


@pytest.mark.parametrize("sentence", [
    "The Public Contracts Regulations 2015 have been replaced by the Procurement Act 2023.",
    "Our predecessor, NHS Swindon CCG, was abolished in 2022.",
    "The Compact was replaced by the Civil Society Covenant.",
    "We are signed up to the Swindon Compact.",
    "The Act requires us to consider how to secure well-being, not to deliver social value.",
    "We never ask questions such as “What social value will you provide in this contract?”",
    "We will have 500 apprentices by March 2028.",
    "In 2023 we had 500 apprentices by March 2023, as promised: the target was met.",
    "Our suppliers will create 40 jobs for local people.",
    "We do not invite only local suppliers.",
    "Other councils say that only local suppliers may bid.",
    "Suppliers will report on jobs every quarter.",
])
def test_it_is_left_alone(sentence: str):
    assert kinds(adding(sentence)) == set()


def test_a_ceiling_is_found_where_there_is_no_floor():
    ceiling = WHOLE.replace("at least 10%", "up to 20%")
    assert kinds(checked(ceiling)) == {"ceiling-no-floor"}
    assert kinds(adding("In large contracts social value carries a maximum of 30% of the score.")) == set()


def test_no_lead_and_no_review_date_have_no_words_of_their_own():
    found = checked(WHOLE.replace("The Head of Procurement leads on social value.", "").replace("Next review: March 2028.", ""))
    assert kinds(found) == {"no-lead", "no-review-date"} and all(not finding.places for finding in found.findings)


def test_a_review_date_that_is_past_is_told_by_the_clock():
    assert kinds(checked(WHOLE, date(2028, 4, 1))) == {"past-review-date"}


def test_every_finding_says_why_and_what_to_do():
    for finding in adding("Only local suppliers may bid. We apply PPN 06/20.").findings:
        assert finding.why.quote and finding.why.page and finding.do.endswith(".")


def test_a_gone_body_in_a_glossary_or_a_footnote_is_no_finding():
    assert kinds(checked(f"{WHOLE}\n## Glossary\n\nCCG means clinical commissioning group.\n")) == set()
