"""What a passage of a user's own document answers: the row of a table that an amount falls in."""

from __future__ import annotations

import pytest

from assistant.passage_answers import spans


@pytest.mark.parametrize(("row", "figure", "inside"), [
    ("£500,000 to £1,999,999  15%", "£750000", True), ("£500,000 to £1,999,999  15%", "£1.5 million", True),
    ("£500,000 to £1,999,999  15%", "£2.5 million", False), ("£50,000–£99,999  5%", "£75000", True),
    ("£2,000,000 and over  20%", "£2.5 million", True), ("£2,000,000 and over  20%", "£750000", False),
    ("over £100,000  10%", "£750000", True), ("under £100,000  5%", "£75000", True), ("under £100,000  5%", "£750000", False),
    ("10 to 49 staff  bronze", "25", True), ("10 to 49 staff  bronze", "50", False),
    ("£500,000 to £1,999,999  15%", "750000", False), ("10 to 49 staff  bronze", "£25", False), ("5% to 10%", "7%", False),
    ("a plain sentence", "25", False)])
def test_a_range_has_the_amounts_between_its_ends_in_its_own_unit(row: str, figure: str, inside: bool):
    assert spans(row, figure) is inside
