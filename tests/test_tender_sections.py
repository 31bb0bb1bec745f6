"""Which sentences of a draft answer which of the buyer's points, and which of the bidder's record it uses."""

from __future__ import annotations

import pytest

from assistant.tender.brief import brief_of
from assistant.tender.check import check_tender
from assistant.tender.draft import TenderDraft, draft_tender
from assistant.tender.parts import form_of

CAFES = {"what": "Repair cafés", "number": "12", "unit": "cafés", "group": "tenants out of work", "place": "Oxley", "by": "31 May 2028", "owner": "Community Manager",
         "measure": "things mended", "source": "the repair log", "baseline": "no cafés in 2026", "extra": "The contract pays for no repairs"}
MILES = {"what": "Cut van miles", "number": "10%", "by": "31 May 2029", "baseline": "9,000 miles in 2025"}
BRIEF = {"bidder": "Oxley Friends", "lead": "Community Manager", "reports": "every quarter", "commitments": [CAFES], "escalation": "If we are two cafés behind, our Director brings you a plan",
         "partners": [{"name": "Oxley Tool Library", "role": "lends tools", "agreed": "letter of 3 November 2026"}], "activities": [{"what": "First café", "when": "from May 2027", "owner": "Community Manager"}],
         "evidence": [{"fact": "Our choir sang at 9 weddings in 2025", "source": "report", "page": "2"}, {"fact": "Our repair stall mended 640 things for tenants in 2025", "source": "report", "page": "3"}]}


def drafted(points: str, **more: object) -> TenderDraft:
    return draft_tender(brief_of({**BRIEF, "question": f"This tender is for cleaning in Oxley. Please describe:\n{points}", **more}))


def told(draft: TenderDraft, label: str) -> str:
    """What stands under a label of the buyer's."""
    return next(" ".join(entry.text for entry in section.entries) for section in draft.sections if section.heading.startswith(f"{label})"))


# --- what the buyer asks, in the buyer's order -----------------------------------------------------------


@pytest.mark.parametrize("points", [
    "a) the number of cafés you will open;\nb) how you will reach people who are furthest from work;\nc) how you will measure and report your results",
    "a) your baseline;\nb) the partners you will work with;\nc) your targets for each year", "a) who will lead;\nb) how you will manage risk;\nc) your commitments",
    "a) your commitments;\nb) who will benefit;\nc) by when", "a) your timetable;\nb) your measures;\nc) your baseline;\nd) what is extra to the contract"])
def test_each_point_is_answered_under_its_own_heading_in_the_buyers_order_with_what_the_brief_says(points: str):
    draft = drafted(points, activities=[*BRIEF["activities"], {"what": "Meet tenants at the Jobcentre", "when": "from June 2027", "owner": "Community Manager"}])
    own = [section for section in draft.sections if section.point]
    assert [section.heading[:2] for section in own] == [line[:2] for line in points.split("\n")]
    assert not any(entry.gaps for section in own for entry in section.entries), draft.text


TRAINEES = {"what": "Driver trainees", "number": "12", "unit": "trainees", "group": "residents out of work", "place": "Oxley", "by": "31 March 2029", "owner": "Volunteering Manager", "measure": "people who pass", "extra": "the contract pays for no training"}
VANS = {"what": "Electric minibuses", "number": "2", "unit": "minibuses", "by": "30 April 2029", "owner": "Fleet Manager"}
TWO = {"questions": ["SV1 Jobs. Your answer should:\n(a) state what you will deliver, for whom and by when;\n(b) explain how residents furthest from work will be reached;\n(c) name the partners you will work with.",
                     "SV2 Cleaner air. Explain how you will reduce the emissions of the fleet, including (i) a baseline, (ii) the reduction each year and (iii) who is responsible."], "commitments": [TRAINEES, VANS], "lead": "Volunteering Manager",
       "escalation": "If we fall two trainees behind in any quarter, the Volunteering Manager adds a second intake", "partners": [{"name": "Oxley College", "role": "teaches the theory", "agreed": "letter of 3 November 2026"}],
       "evidence": [{"fact": "Three of our eight minibuses are electric.", "source": "r", "page": "1"}, {"fact": "Our fleet emitted 31.4 tonnes of CO2e in 2025/26.", "source": "r", "page": "1"}]}


@pytest.mark.parametrize("asked", ["explain how residents furthest from work will be reached", "how you will reach residents furthest from work", "how trainees will be recruited", "your routes to people out of work", "identify and engage people out of work"])
def test_how_people_are_reached_is_not_told_by_how_many_and_by_when(asked: str):
    draft = drafted(f"a) state what you will deliver, for whom and by when;\nb) {asked};\nc) name your partners", commitments=[TRAINEES], activities=[])
    assert told(draft, "b").startswith("[EVIDENCE NEEDED:") and "12 trainees" not in told(draft, "b")
    assert all(part in told(draft, "a") for part in ("12 trainees", "residents out of work", "31 March 2029"))
    assert not [entry for entry in draft.entries if 2 in entry.points and entry.ties]
    told_how = drafted(f"a) state what you will deliver;\nb) {asked}", commitments=[TRAINEES], activities=[{"what": "Taster sessions at the Jobcentre", "when": "from June 2027", "owner": "Volunteering Manager"}])
    assert "Taster sessions" in told(told_how, "b") and "EVIDENCE" not in told(told_how, "b")


def test_a_partner_who_refers_people_answers_how_they_are_reached():
    draft = drafted("a) jobs for care leavers;\nb) how you will engage care leavers", commitments=[{**TRAINEES, "group": "care leavers"}], activities=[], partners=[{"name": "Leaving Care Team", "role": "refers care leavers", "agreed": "letter of 1 May 2026"}])
    assert told(draft, "b") == "Leaving Care Team refers care leavers (agreed by letter of 1 May 2026)."


def test_a_baseline_that_no_promise_gives_is_taken_from_the_measured_record():
    second = draft_tender(brief_of(TWO).boxes[1])
    assert told(second, "i") == "Our fleet emitted 31.4 tonnes of CO2e in 2025/26." and told(second, "ii").startswith("[EVIDENCE NEEDED")
    bare = draft_tender(brief_of({**TWO, "evidence": TWO["evidence"][:1]}).boxes[1])
    assert told(bare, "i").startswith("[EVIDENCE NEEDED") and "minibuses are electric" not in told(bare, "i")


def test_what_speaks_of_one_questions_promises_and_their_owner_stay_out_of_anothers_answer():
    first, second = (draft_tender(box) for box in brief_of(TWO).boxes)
    assert "two trainees behind" in first.text and "Lead for all of this: Volunteering Manager." in first.text
    assert "trainees" not in second.text and "Volunteering Manager" not in second.text and told(second, "iii") == "Electric minibuses: Fleet Manager is responsible."
    general = draft_tender(brief_of({**TWO, "escalation": "If we fall behind in any quarter, our Director brings you a plan"}).boxes[1])
    assert "our Director brings you a plan" in general.text


def test_a_measure_that_the_bidder_gave_stands_where_the_buyer_asks_how_it_is_measured():
    draft = drafted("a) what you will do for tenants out of work;\nb) how you will measure it")
    assert "12 cafés" in told(draft, "a") and "things mended from the repair log" in told(draft, "b")


def test_a_baseline_asked_for_alone_is_told_again_beside_the_measures():
    draft = drafted("a) your baseline;\nb) how you will measure results")
    assert told(draft, "a") == "Repair cafés: the baseline is no cafés in 2026." and "things mended" in told(draft, "b")


def test_each_promise_answers_the_point_that_it_speaks_of_most():
    draft = drafted("a) how you will cut carbon and van miles;\nb) what you will mend for tenants", commitments=[{**CAFES, "what": "Cafés to mend things"}, MILES])
    assert told(draft, "a") == "We will cut van miles by 10% by 31 May 2029. Cut van miles: [EVIDENCE NEEDED: what makes this extra to the contract]." and "12 cafés" in told(draft, "b")


def test_the_deed_is_not_taken_for_the_doer():
    draft = drafted("a) how you will support unpaid carers;\nb) jobs for tenants", commitments=[{**CAFES, "what": "Apprenticeships in home care"}])
    assert told(draft, "a") == "[EVIDENCE NEEDED: an answer to “how you will support unpaid carers”]" and "Apprenticeships" in told(draft, "b")


def test_evidence_that_answers_a_point_stands_there_and_no_gap_does():
    draft = drafted("a) your commitments;\nb) your choir", activities=[])
    assert told(draft, "b") == "Our choir sang at 9 weddings in 2025."


def test_a_point_that_nothing_speaks_of_is_a_gap():
    assert told(drafted("a) your commitments;\nb) your use of renewable fuels"), "b") == "[EVIDENCE NEEDED: an answer to “your use of renewable fuels”]"


def test_a_question_without_points_is_answered_by_all_the_parts_in_their_order():
    draft = draft_tender(brief_of({**BRIEF, "question": "How will you help tenants of Oxley to mend what they own?"}))
    assert [section.heading for section in draft.sections][:2] == ["Our commitments", "What makes it extra"] and draft.sections[0].point == 1


def test_a_bare_heading_that_takes_up_the_question_answers_nothing():
    asked = "Please describe:\na) your targets for carers;\nb) who will lead"
    check = check_tender("a) Your targets for carers\n\n[EVIDENCE NEEDED: targets]\n\nb) Who will lead\n\n[EVIDENCE NEEDED: the lead]", asked)
    assert next(mark.score for mark in check.criteria if mark.id == "question") == 0 and len([flag for flag in check.flags if flag.kind == "sub-point"]) == 2


# --- the record ------------------------------------------------------------------------------------------


def test_the_record_that_speaks_of_the_question_is_used_whatever_its_place_and_the_rest_is_told():
    draft = drafted("a) what you will mend for tenants;\nb) who will lead")
    assert "640 things" in draft.text and "choir" not in draft.text and [entry.text for entry in draft.aside] == ["Our choir sang at 9 weddings in 2025."]


def test_the_record_goes_by_relevance_under_a_tight_limit():
    facts = [{"fact": f"In 202{n} we held {n + 20} meetings with tenants", "source": "r", "page": "1"} for n in range(4)]
    best = {"fact": "Our repair stall mended 640 things for tenants in 2025", "source": "r", "page": "9"}
    draft = draft_tender(brief_of({"question": "What will you mend for tenants?", "limit": 40, "commitments": [{"what": "Repair stall", "number": "12", "unit": "days", "group": "tenants", "place": "Oxley", "by": "May 2028"}],
                                   "evidence": [*facts, best], "needs": ["x"], "reports": "yearly"}))
    assert "640 things" in draft.text and "meetings" not in draft.text


def test_a_quality_mark_speaks_of_every_question_and_a_row_is_used_for_the_question_that_it_names():
    rows = [*BRIEF["evidence"], {"fact": "We hold the Investing in Volunteers mark, renewed in 2025", "source": "report", "page": "4"}]
    draft = drafted("a) what you will mend for tenants;\nb) who will lead", evidence=rows)
    assert "Investing in Volunteers" in draft.text and len(draft.aside) == 1
    assert not drafted("a) what you will mend for tenants;\nb) who will lead", evidence=[{**rows[0], "answers": "1"}, rows[1]]).aside
    first, second = brief_of({**BRIEF, "evidence": [{**rows[0], "answers": "2"}, rows[1]], "questions": ["What will you mend?", "What will you sing?"]}).boxes
    assert [len(box.known("evidence")) for box in (first, second)] == [1, 2]


# --- how it is put ---------------------------------------------------------------------------------------


@pytest.mark.parametrize(("row", "form", "said"), [
    (CAFES, "thing", "Repair cafés: we will deliver 12 cafés for tenants out of work in Oxley by 31 May 2028."),
    (MILES, "change", "We will cut van miles by 10% by 31 May 2029."),
    ({**CAFES, "what": "Train drivers", "unit": "drivers"}, "doing", "We will train drivers: 12 drivers for tenants out of work in Oxley by 31 May 2028."),
    ({**CAFES, "what": "Work club", "unit": "people"}, "people", "Work club: we will reach 12 people (tenants out of work) in Oxley by 31 May 2028."),
    ({"what": "Food waste cut", "number": "3", "unit": "tonnes", "place": "Oxley", "by": "May 2028"}, "amount", "Food waste cut: we will deliver 3 tonnes in Oxley by May 2028."),
    ({"what": "6 paid placements", "by": "May 2028"}, "whole", "We will deliver 6 paid placements by May 2028."),
    ({"what": "give 20 talks", "group": "pupils", "by": "May 2028"}, "doing-whole", "We will give 20 talks for pupils by May 2028.")])
def test_a_promise_is_put_as_a_person_would(row: dict, form: str, said: str):
    assert form_of(row) == form and said in drafted("a) your commitments;\nb) who will lead", commitments=[row]).text


@pytest.mark.parametrize(("agreed", "said"), [
    ("letter of 3 November 2026", "(agreed by letter of 3 November 2026)"), ("in writing on 3 November 2026", "(agreed in writing on 3 November 2026)"), ("Signed agreement, May 2026", "(agreed by signed agreement, May 2026)"),
    ("yes, by letter of 3 May 2026", "(agreed by letter of 3 May 2026)"), ("agreed on 3 May 2026", "(agreed on 3 May 2026)"), ("their trustees said so", "(agreed: their trustees said so)"),
    (True, "(agreed [EVIDENCE NEEDED: how and when"), ("yes", "(agreed [EVIDENCE NEEDED: how and when"), (False, ": [EVIDENCE NEEDED: how this partner agreed"), ("no", ": [EVIDENCE NEEDED: how this partner agreed"),
    ("not yet", ": [EVIDENCE NEEDED: how this partner agreed"), ("in talks with their chair", ": [EVIDENCE NEEDED: how this partner agreed")])
def test_how_a_partner_agreed_is_told_as_it_is(agreed: object, said: str):
    partner = {"name": "Oxley Tool Library", "role": "lends tools", "agreed": agreed}
    assert f"Oxley Tool Library lends tools{' ' if said.startswith('(') else ''}{said}" in drafted("a) your commitments;\nb) your partners", partners=[partner]).text


def test_steps_come_in_the_order_of_the_brief_with_a_partner_or_without():
    steps = [{"what": "Find a hall", "when": "by May 2027", "owner": "Community Manager"}, {"what": "First café", "when": "from June 2027", "owner": "Community Manager", "partner": "Oxley Tool Library"}]
    text = told(drafted("a) your commitments;\nb) your steps", activities=steps), "b")
    assert text.index("Find a hall") < text.index("First café: from June 2027 (Community Manager, with Oxley Tool Library)")
