"""The report's rubric: what earns each grade."""

from __future__ import annotations

from checking import WHOLE, checked, without

USED = "In 2025/26 social value was considered in 14 of 17 tenders."


def levels(found: object) -> tuple[str, str, str]:
    return found.rubric.commitment.level, found.rubric.evidence.level, found.rubric.approach.level  # type: ignore[attr-defined]


def test_a_policy_that_shows_its_use_is_evidenced_and_active_with_the_words_that_earned_it():
    found = checked(f"{WHOLE}\n{USED}\n")
    assert levels(found) == ("highly committed", "evidenced", "active")
    assert [f.quote for f in found.rubric.evidence.found] == [USED]


def test_a_policy_with_rules_and_no_use_is_limited():
    assert levels(checked(WHOLE)) == ("highly committed", "not evidenced", "limited")


def test_a_number_that_is_promised_is_not_use():
    assert checked(f"{WHOLE}\nSocial value will be considered in 14 of 17 tenders.\n").rubric.evidence.level == "not evidenced"


def test_without_a_floor_or_a_lead_no_policy_is_highly_committed():
    assert without("The Head of Procurement leads on social value.").rubric.commitment.level == "committed"


def test_a_document_that_does_not_speak_of_it_is_unaware():
    assert levels(checked("# Cake\n\nServes ten. Ingredients: flour. Heat the oven. " + "Beat the eggs well and wait. " * 10)) == ("unaware", "not evidenced", "passive")
