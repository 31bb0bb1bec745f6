"""A model's wording of a bidder's sentence: what it may say, and every way in which models say a little more."""

from __future__ import annotations

import pytest
from fake_chat import ScriptedChat

from assistant.tender.brief import brief_of
from assistant.tender.draft import draft_tender
from assistant.tender.ledger import Entry, says_the_same
from assistant.tender.reword import rewording
from assistant.tender.sameness import says_no_more

BRIEF = {
    "question": "How will you help people at home? (600 words)", "bidder": "Fenmarch Neighbours", "about": "a charity of 9 staff", "outcome": "Tackling health inequalities", "lead": "Volunteer Manager", "reports": "every quarter",
    "meeting": "a monthly review with our Director", "escalation": "If we are 10 visits behind at the end of a quarter, the Director moves a worker for two days a week",
    "commitments": [{"what": "warm-home visits", "number": "90", "unit": "visits", "group": "people who come home to a cold house", "place": "Eastfen and Marsh Lane", "by": "31 March 2028", "owner": "Home Safety Coordinator", "cost": "£5,400 from a grant",
                     "baseline": "12 visits in 2025", "measure": "visits with a completed heating check", "source": "visit log", "extra": "the contract pays for settling in and not for heating checks"}],
    "partners": [{"name": "Eastfen College", "role": "trains the peer workers", "agreed": "letter of 2 November 2026"}],
    "activities": [{"what": "first warm-home visits", "when": "July 2027", "owner": "Home Safety Coordinator"}],
    "evidence": [{"fact": "Our Lived Experience Panel of 12 people met six times in 2025 and changed our discharge checklist at home in four ways.", "source": "r.pdf", "page": "2"},
                 {"fact": "We have held the Fenmarch Care at Home mark since 2023.", "source": "r.pdf", "page": "2"}]}
ENTRIES = draft_tender(brief_of(BRIEF)).entries


def entry(start: str) -> Entry:
    return next(one for one in ENTRIES if one.text.startswith(start))


VISITS = "Warm-home visits: we will deliver 90 visits for people who come home to a cold house in Eastfen and Marsh Lane by 31 March 2028."
PANEL = "Our Lived Experience Panel of 12 people met six times in 2025 and changed our discharge checklist at home in four ways."
COUNT = "Warm-home visits: we count visits with a completed heating check from visit log; the baseline is 12 visits in 2025."
INVENTIONS = [
    ("Owner:", "Owned by our award-winning Home Safety Coordinator."), ("Owner:", "Owner: our highly experienced Home Safety Coordinator."), ("Owner:", "Owned by our full-time Home Safety Coordinator."), ("Owner:", "Owner: the qualified Home Safety Coordinator."),
    ("Our Lived", PANEL.replace("12 people", "12 people led by local carers")), ("Our Lived", PANEL.replace("Our Lived", "Our nationally recognised Lived")), ("Our Lived", PANEL.replace("12 people", "12 trained people")),
    ("Our Lived", PANEL.replace("changed", "successfully changed")), ("Our Lived", PANEL.replace("in four ways", "in four important ways")), ("Our Lived", PANEL.replace("checklist at home", "checklist at home, with the hospital's agreement,")),
    ("Our Lived", PANEL.replace("met six", "has met six").replace("changed", "will change")), ("Our Lived", PANEL.replace("12 people met six", "12 met people six")),
    ("Warm-home visits: we count", COUNT.replace("we count", "independently audited, we count")), ("Warm-home visits: we count", COUNT.replace("visit log", "our secure visit log")), ("Warm-home visits: we count", COUNT.replace("visits with", "only visits with")),
    ("We report", "We publicly report to you every quarter."), ("We report", "We report to you in full every quarter."), ("We report", "We report promptly to you every quarter."),
    ("This serves", "This fully meets your outcome: Tackling health inequalities."), ("This serves", "This directly serves your outcome: Tackling health inequalities."), ("This serves", "This serves your outcome of Tackling health inequalities, as proven by our work."),
    ("Cost:", "At no cost to you: £5,400 from a grant."), ("Cost:", "Cost: £5,400 from a confirmed grant."), ("Cost:", "Cost: £5,400 from a grant, already secured."),
    ("Warm-home visits: we will", VISITS.replace("we will deliver", "we guarantee to deliver")), ("Warm-home visits: we will", VISITS.replace("90 visits", "at least 90 visits")), ("Warm-home visits: we will", VISITS.replace("people who", "vulnerable older people who")),
    ("Warm-home visits: we will", VISITS.replace("90 visits", "90 free visits")), ("Warm-home visits: we will", VISITS.replace("by 31", "well before 31")), ("Warm-home visits: we will", VISITS.replace("by 31 March 2028", "by 31 March 2028, rated outstanding by the CQC")),
    ("Warm-home visits: we will", VISITS.replace(" who come home to a cold house", "")), ("Eastfen College", "Eastfen College trains and certifies the peer workers (agreed by letter of 2 November 2026)."), ("Eastfen College", "Eastfen College trains the peer workers (agreed by legally binding letter of 2 November 2026)."),
    ("Eastfen College", "Eastfen College, our long-standing partner, trains the peer workers (agreed by letter of 2 November 2026)."), ("Eastfen College", "We train the peer workers (agreed by letter of 2 November 2026)."), ("We are a", "We are an accredited charity of 9 staff."),
    ("We are a", "We are a charity of 9 paid staff."), ("We have held", "We have proudly held the Fenmarch Care at Home mark since 2023."), ("We have held", "We have held the Fenmarch Care at Home gold mark since 2023."), ("We have held", "We held the Fenmarch Care at Home mark for all of our work since 2023."),
    ("If we are", "If we are 10 visits behind at the end of a quarter, the Director immediately moves a worker for two days a week."), ("Warm-home visits: we will", VISITS.replace("will deliver", "delivered")), ("Warm-home visits: we will", VISITS.replace("will deliver", "deliver")), ("Eastfen College", "Eastfen College trained the peer workers (agreed by letter of 2 November 2026)."), ("Lead for", "Lead for all of this: Volunteer Manager, a qualified nurse."), ("First", "First warm-home visits, funded in full: July 2027 (Home Safety Coordinator).")]


@pytest.mark.parametrize(("start", "wording"), INVENTIONS)
def test_a_word_that_qualifies_and_that_nothing_shows_is_refused(start: str, wording: str):
    assert says_the_same(entry(start).text, entry(start)) and not says_the_same(wording, entry(start))


@pytest.mark.parametrize(("start", "wording"), [
    ("Warm-home visits: we will", "By 31 March 2028 we will deliver 90 warm-home visits for people who come home to a cold house in Eastfen and Marsh Lane: visits."), ("Warm-home visits: we will", "Warm-home visits: for people who come home to a cold house in Eastfen and Marsh Lane, we will provide 90 visits by 31 March 2028."),
    ("Warm-home visits: we will", "Warm-home visits: by 31 March 2028, we will make 90 visits to people who come home to a cold house in Eastfen and Marsh Lane."), ("Owner:", "Owned by our Home Safety Coordinator."), ("Owner:", "The owner is our Home Safety Coordinator."), ("Owner:", "Our Home Safety Coordinator is responsible for this."),
    ("Cost:", "This costs £5,400, which comes from a grant."), ("Cost:", "The cost is £5,400 and it comes from a grant."), ("We report", "Every quarter we report to you."), ("We report", "We give you a report every quarter."), ("Our Lived", "In 2025 our Lived Experience Panel of 12 people met six times and changed our discharge checklist at home in four ways."),
    ("Our Lived", PANEL.replace("and changed", "and it changed")), ("We are a", "As a charity, we have 9 staff."), ("Eastfen College", "Eastfen College will train the peer workers (agreed by a letter of 2 November 2026)."), ("First", "The first warm-home visits take place in July 2027 (Home Safety Coordinator)."),
    ("We have held", "Since 2023 we have held the Fenmarch Care at Home mark."), ("Warm-home visits: we count", "Warm-home visits: from the visit log we count visits with a completed heating check; our baseline is 12 visits in 2025.")])
def test_a_true_wording_is_taken(start: str, wording: str):
    one = entry(start)
    assert not says_no_more(wording, one.text, [tie.words for tie in one.ties], [tie.kind for tie in one.ties])
    assert says_the_same(wording, one)


@pytest.mark.parametrize(("text", "wording"), [("We cut waste by 10% in 2025.", "We cut waste to 10% in 2025."), ("We ran 12 cafés and 9 talks.", "We ran 9 cafés and 12 talks."), ("We supported 742 people.", "We support 742 people."), ("Three of our vans are electric.", "Three of our vans were electric."),
                                             ("Brackenholme had 40 shops.", "In Brackenholme we had 40 shops.")])
def test_a_record_keeps_its_time_its_doer_and_what_its_figures_count(text: str, wording: str):
    assert says_no_more(wording, text, [text], ["evidence"]) and not says_no_more(text, text, [text], ["evidence"])


def test_a_model_that_decorates_every_sentence_changes_none_of_them():
    plain = draft_tender(brief_of(BRIEF))
    for words in ("award-winning ", "independently audited ", "fully accredited ", "trusted local "):
        decorated = {one.text: one.text.replace(" ", f" {words}", 1) for one in plain.entries}
        assert draft_tender(brief_of(BRIEF), decorated.__getitem__).text == plain.text
    assert draft_tender(brief_of(BRIEF), rewording(ScriptedChat("An award-winning answer."))).text == plain.text
