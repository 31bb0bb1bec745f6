"""Figures of one sort are told apart by what they go with."""

from __future__ import annotations

import pytest

from assistant.pairs import crossed, keep_company, mislabelled, misnumbered

GROUND = "The threshold had been £214,904 from 2024, and £164,176 from 2016."


def test_amounts_with_their_own_years_keep_company():
    assert keep_company("2024", "2016", "From 2024 it was £214,904; in 2016 £164,176.", GROUND)
    assert not keep_company("2024", "2016", "From 2016 it was £214,904; in 2024 £164,176.", GROUND)
    assert not keep_company("2024", "2016", "In 2024 and 2016 there was one.", GROUND)


def test_numbered_things_have_said_of_them_what_the_ground_says():
    ground = "Regulation 4 sets out principles for the buyer, and regulation 5 the key criteria for a provider."
    assert misnumbered("The key criteria are in regulation 5, while regulation 4 has principles.", ground) == []
    assert misnumbered("The key criteria are in regulation 4, while regulation 5 has principles.", ground) == ["regulation 4 and regulation 5"]


@pytest.mark.parametrize(("text", "found"), [("PPN 5 has missions.", ["PPN 5"]), ("PPN 002 has missions.", []), ("Regulation 5 has missions.", [])])
def test_a_thing_is_numbered_as_in_the_ground(text: str, found: list[str]):
    assert mislabelled(text, "PPN 06/20 had themes, and PPN 002 has missions.") == found


def test_percentages_stay_on_their_side_of_a_limit():
    ground = "The floor is at least 10% below £5 million and at least 20% from £5 million."
    assert crossed("Below £5 million it is 10%, and from £5 million up 20%.", ground) == []
    assert crossed("Below £5 million it is 20%, and from £5 million up 10%.", ground) == ["20%", "10%"]
