"""What a name owns, does or is many of stays its own."""

from __future__ import annotations

import pytest

from assistant.whose import misgiven

NAMES = ("NHS England", "CCGs", "CSUs", "HSJ")


@pytest.mark.parametrize(("claim", "ground"), [
    ("Two-thirds of the CCGs budget lay with NHS England.", "CCGs are responsible for two-thirds of the NHS England budget."),
    ("HSJ sizes vary, by research by CCGs.", "CCGs vary in size: research by the HSJ found it."),
    ("Plenty of CSUs did without CCGs.", "Many CCGs chose not to use the CSUs."),
    ("CCGs that mention social value outnumber CSUs.", "CSUs which mention social value outnumber CCGs."),
    ("How well NHS England does is watched over by CCGs.", "NHS England monitors how well CCGs do."),
    ("CSUs leave it to their CCGs.", "CCGs rely on their CSUs for answers."),
])
def test_what_only_another_name_has_is_told(claim: str, ground: str):
    assert misgiven(NAMES, claim, ground) != []


@pytest.mark.parametrize(("claim", "ground"), [
    ("NHS England's budget is held by CCGs.", "CCGs hold the NHS England budget."),
    ("CSUs and CCGs answered.", "CCGs and CSUs answered."),
    ("The research was the HSJ's; CCGs vary.", "CCGs vary in size: research by the HSJ found it."),
    ("CSUs were chosen by CCGs.", "CCGs have chosen CSUs."),
    ("CCGs vary.", "CCGs vary."),
])
def test_what_is_its_own_in_any_order_passes(claim: str, ground: str):
    assert misgiven(NAMES, claim, ground) == []


def test_a_name_within_another_is_no_other():
    assert misgiven(("Act", "Social Value Act"), "The Act's principles apply, the Social Value Act says.", "Apply the Social Value Act's principles, says the Act.") == []
