"""How far a model's sentence may go from its quote: what may change, and what may not."""

from __future__ import annotations

import re
import tomllib

import pytest
from builders import ROOT

from assistant.faithful import unfaithful
from assistant.text import STOPWORDS

USE = "Just 25 CCGs (13%) demonstrated what we define as ‘highly committed, evidenced and active’ use of the Act."
CLAIM = "57% of CCGs claim that they have a social value policy, refer to social value in a procurement policy, or adhere to the Act (their ability to show this was, however, limited)."
WEIGHT = "It is difficult to generalise, but a 2% weighting was commonly cited by CCGs."
VARIETY = "Given the variety of ways that social value can be weighted, it is difficult to generalise, but a 2% of total weighting was commonly cited by CCGs."
COMPACT = "The Compact was never legally binding, although it could count in judicial review."
PASSIVE = "CCGs we classified as passive tended to have very little commissioning activity."
GRANTS = "Commissioners give grants to charities, and councils audit the work of charities every year."
RULE = "A buyer must publish a notice, unless the contract is worth less than £30,000."
TOLD = "Most buyers ignore the Act, according to one charity."
LAST = "The plan was published in 2016, but most of it has not been carried out."
BOLDER = "A minority, the 13% of highly committed, evidenced and active CCGs, were bolder in their weighting."
BID = "In 2016, the council paid £3 million to local charities for care at home."


@pytest.mark.parametrize(("text", "quote"), [
    (USE, USE),
    ("Only 25 CCGs (13%) showed what we define as ‘highly committed, evidenced and active’ use of the Act.", USE),
    ("Just twenty-five CCGs, 13 per cent, demonstrated what we define as ‘highly committed, evidenced and active’ use of the Act.", USE),
    ("A 2% weighting was commonly cited by CCGs.", WEIGHT),
    ("A 2% weighting was commonly cited by the CCGs.", WEIGHT),
    ("According to the report, a 2% weighting was commonly cited by CCGs.", WEIGHT),
    ("The report says that a 2% weighting was commonly cited by CCGs.", WEIGHT),
    ("It is difficult to generalise, but a 2% of total weighting was commonly cited by CCGs.", VARIETY),
    ("The Compact was never legally binding, but it could count in judicial review.", COMPACT),
    ("Commissioners give grants to charities.", GRANTS),
    ("Councils audit the work of charities every year.", GRANTS),
    ("The council paid £3 million to local charities for care at home.", BID),
    ("The council paid £3 million to local charities for care at home, in 2016.", BID),
])
def test_clauses_may_go_or_move_and_little_and_like_words_may_change(text: str, quote: str):
    assert unfaithful(text, quote, ("report",)) == ""


@pytest.mark.parametrize(("text", "quote"), [
    ("57% of CCGs have a social value policy.", CLAIM),
    ("57% of CCGs claim that they have a social value policy.", CLAIM),
    ("57% of CCGs claim that they have a social value policy, refer to social value in a procurement policy.", CLAIM),
    ("CCGs tended to have very little commissioning activity.", PASSIVE),
    ("CCGs we classified as passive have very little commissioning activity.", PASSIVE),
    ("A buyer must publish a notice.", RULE),
    ("Most buyers ignore the Act.", TOLD),
    ("The plan was published in 2016.", LAST),
    ("Just 25 CCGs demonstrated highly committed use of the Act.", USE),
    ("The 13% of highly committed were bolder in their weighting.", BOLDER),
    ("The 13% of highly committed, who were bolder in their weighting.", BOLDER),
    ("The 13% of highly committed, evidenced and active CCGs, who were bolder in their weighting.", BOLDER),
])
def test_what_a_sentence_hangs_on_may_not_be_left_out(text: str, quote: str):
    assert unfaithful(text, quote) != ""


@pytest.mark.parametrize(("text", "quote", "why"), [
    ("Charities give grants to commissioners.", GRANTS, "tied otherwise"),
    ("Councils give grants to charities.", GRANTS, "order|left out"),
    ("Commissioners audit the work of charities every year.", GRANTS, "order|left out"),
    ("Grants give commissioners to charities.", GRANTS, "order"),
    ("A 2% weighting is commonly cited by CCGs.", WEIGHT, "tense"),
    ("A 2% weighting was never commonly cited by CCGs.", WEIGHT, "little words"),
    ("A 2% weighting was commonly cited by all CCGs.", WEIGHT, "little words"),
    ("A 2% weighting was rightly cited by CCGs.", WEIGHT, "not in the quote"),
    ("A 2% weighting was commonly cited by charities.", WEIGHT, "not in the quote"),
    ("A buyer should publish a notice, unless the contract is worth less than £30,000.", RULE, "little words"),
    ("A buyer must publish a notice, unless the contract is worth more than £30,000.", RULE, "little words|tied"),
    ("According to the guide, a 2% weighting was commonly cited by CCGs.", WEIGHT, "another document"),
    ("Was a 2% weighting commonly cited by CCGs?", WEIGHT, "whole sentence"),
    ("a 2% weighting was commonly cited by CCGs", WEIGHT, ""),
    ("It was commonly cited by CCGs that a 2% weighting.", WEIGHT, "order|left out"),
    ("They were cited by CCGs.", WEIGHT, "leans"),
    ("Yes, a 2% weighting was commonly cited by CCGs.", WEIGHT, "leans"),
    ("The CCGs wrote of a “commonly cited weighting” of 2%.", WEIGHT, "quotation marks"),
    ("A 2% weighting was commonly cited by CCGs. {\"a\": 1}.", WEIGHT, "odd characters"),
    ("In £3 million, the council paid 2016 to local charities for care at home.", BID, "order|tied"),
])
def test_nothing_else_may_change(text: str, quote: str, why: str):
    found = unfaithful(text, quote)
    assert found or not why
    assert re.search(why, found) or not why


def test_no_word_stands_in_two_groups_of_like_words_and_none_is_a_word_that_must_stay():
    groups = tomllib.loads((ROOT / "assistant" / "data" / "same_words.toml").read_text(encoding="utf-8"))["groups"]
    words = [word for group in groups for word in group]
    assert len(words) == len(set(words)) and all(len(group) > 1 for group in groups)
    assert {"must", "should", "may", "not", "all", "or", "if"}.isdisjoint(words)
    assert {"increase", "decrease"}.isdisjoint(words) and "the" in STOPWORDS
