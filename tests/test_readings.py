"""What denies nothing is read as what it says, and an aside stands behind what it is in."""

from __future__ import annotations

import pytest

from assistant.readings import asides_behind, plainly


@pytest.mark.parametrize(("text", "read"), [
    ("services with or without goods", "services with goods"),
    ("whether or not it applies", "whether it applies"),
    ("It was adopted not long ago.", "It was adopted shortly ago."),
    ("£100, net of VAT", "£100, without VAT"),
    ("a reply without neglecting daily services", "a reply while keeping daily services"),
    ("Not until 2013 did it begin.", "since 2013 did it begin."),
    ("Nobody but councils may.", "only councils may."),
    ("Its role is not limited to delivery.", "Its role is beyond delivery."),
])
def test_what_denies_nothing_is_read_as_what_it_says(text: str, read: str):
    assert plainly(text) == read


@pytest.mark.parametrize("text", ["The Act does not apply.", "Services without goods are bought.", "They have not been told.", "Nobody may."])
def test_a_denial_stays(text: str):
    assert plainly(text) == text


@pytest.mark.parametrize(("text", "read"), [
    ("It is unlikely that clusters, which were a stopgap, had such an effect.", "It is unlikely that clusters had such an effect; which were a stopgap."),
    ("They held budgets (set by the council of the county) for care.", "They held budgets for care; set by the council of the county."),
])
def test_an_aside_stands_behind_its_sentence(text: str, read: str):
    assert asides_behind(text) == read


@pytest.mark.parametrize("text", ["A minority – 13% – are active.", "Clinical groups (CCGs) buy care.", "Councils, charities, and firms bid."])
def test_a_figure_an_abbreviation_and_a_list_are_no_asides(text: str):
    assert asides_behind(text) == text
