"""Ways to say a thing with "not" that the quotes say without: fair where the quotes bear them, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import citation, page_texts

from assistant.check import Problem, check_claim
from assistant.errors import CorpusError
from assistant.idioms import as_quoted, idioms, read_idioms


def problems(claim: str, quote: str) -> list[Problem]:
    return list(check_claim(claim, [citation(quote)], page_texts({("report", "1"): quote})))


@pytest.mark.parametrize(("claim", "quote"), [
    ("The definition is not the same in every area.", "The definition varies from area to area."),
    ("Hardly a council is without a Compact.", "Almost every council is signed up to a Compact."),
    ("Smaller contracts are not covered.", "Authorities must consider it in contracts over the threshold."),
    ("The duty need not be met with more work than the contract warrants.", "The duty must be met in proportion to the contract and the work."),
    ("Nobody knows what will become of commissioning.", "The future of commissioning is uncertain."),
    ("Services had no trigger of their own.", "Services had the same trigger as goods."),
    ("The plans are nothing but voluntary agreements.", "These plans are only voluntary agreements."),
    ("CCGs may be passive for want of an opportunity.", "CCGs may be passive because they have not had the opportunity."),
    ("The panel never settled the weighting.", "The panel did not decide the weighting."),
])
def test_a_fair_way_to_put_it_with_not_is_let_through(claim: str, quote: str):
    assert problems(claim, quote) == []


@pytest.mark.parametrize(("claim", "quote"), [
    ("The definition is not the same in every area.", "The definition is set for the area by the Act."),
    ("Hardly a council is without a Compact.", "Some councils are signed up to a Compact."),
    ("Contracts above the threshold are not covered.", "Authorities must consider it in contracts over the threshold."),
    ("Nobody knows what will become of commissioning.", "The future of commissioning was set out in 2014."),
    ("The panel never settled the weighting.", "The panel decided the weighting."),
    ("Services had no trigger of their own.", "Services had a trigger in 2015."),
])
def test_where_the_quotes_do_not_bear_it_out_it_is_not(claim: str, quote: str):
    assert problems(claim, quote)


def test_an_idiom_is_read_as_its_ground_has_it_and_else_stays():
    assert as_quoted("Prices are not alike.", "Prices vary.") == "Prices differ."
    assert as_quoted("Prices are not alike.", "Prices are high.") == "Prices are not alike."
    assert as_quoted("Prices are not alike.", "Costs vary.") == "Prices are not alike."  # another sentence's "vary"


def test_every_shipped_idiom_can_be_read():
    assert len(idioms()) >= 20


@pytest.mark.parametrize(("row", "named"), [
    ("- {said: 'a(', where: b, read: c}", ["a(", "'said'", "regular expression"]),
    ("- {said: a, where: b}", ["'read'", "missing"]),
    ("- {said: a, where: b, read: c, wher: d}", ["'wher'", "unknown"]),
    ("{}", ["expected a list"]),
])
def test_a_wrong_row_is_named(tmp_path: Path, row: str, named: list[str]):
    path = tmp_path / "some.yaml"
    path.write_text(row, encoding="utf-8")
    with pytest.raises(CorpusError) as error:
        read_idioms(path)
    assert [n for n in ["some.yaml", *named] if n not in str(error.value)] == []
