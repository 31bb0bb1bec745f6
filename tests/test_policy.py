"""A brief in, a policy out: whole, held to its quotes, its gaps visible, nothing of the body that the brief does not say."""

from __future__ import annotations

from datetime import date

import pytest
from builders import materials

from assistant.currency import BRIEFING_AGE
from assistant.domain import ClaimKind
from assistant.drafting.brief import Brief, brief_of
from assistant.drafting.clauses import SECTIONS
from assistant.drafting.draft import Draft
from assistant.drafting.export import draft_markdown
from assistant.drafting.policy import draft_policy
from assistant.drafting.slots import fill, sentence
from assistant.errors import BadBrief, CorpusError

TODAY = date(2026, 11, 22)


def drafted(**said: object) -> Draft:
    return draft_policy(brief_of(said), materials(), TODAY)


def texts(draft: Draft) -> str:
    return "\n".join(clause.text for clause in draft.clauses)


def clause(draft: Draft, name: str):
    return next(c for c in draft.clauses if c.id == name)


def test_a_draft_on_a_briefing_of_over_half_a_year_says_so_in_its_warnings_its_front_and_its_annex():
    fresh, old = drafted(), draft_policy(brief_of({}), materials(), date(2027, 6, 11))
    assert old.warnings[0].startswith("Our briefing on the law was last checked on 21 November 2026, over 180 days ago.") and old.notices[0].topic == BRIEFING_AGE
    front, *rest = draft_markdown(old, ()).split("## ", 1)
    assert "over 180 days ago" in front and "over 180 days ago" in next(str(a.parts) for a in old.annexes if a.letter == "G")
    assert not any("180 days" in warning for warning in fresh.warnings) and "180 days" not in draft_markdown(fresh, ())


def test_an_empty_brief_gives_a_whole_policy_with_a_gap_for_everything_it_lacks():
    draft = drafted()
    assert tuple(section.number for section in draft.sections) == SECTIONS and "".join(a.letter for a in draft.annexes) == "ABCDEFG"
    assert all(c.citations or c.kind is ClaimKind.LOCAL_CHOICE for c in draft.clauses)
    assert {"our area", "the post that leads on social value", "the date of the next review"} <= {gap for gap, _ in draft.gaps}
    assert "[to be agreed: our area]" in clause(draft, "purpose-promise").text


def test_what_the_brief_says_stands_in_the_text_as_it_was_written():
    draft = drafted(name="Marlbeck {area} Council", kind="local-authority", area="Marlbeck <b>town</b>", lead="Head of Procurement", commitment="We {will} do *it*")
    assert "to Marlbeck <b>town</b>." in clause(draft, "purpose-promise").text
    assert clause(draft, "governance-lead").text.startswith("The Head of Procurement leads")
    assert clause(draft, "purpose-vision").text == "We {will} do *it*."


def test_a_ccg_of_the_report_gets_its_footprint_with_the_pages_and_says_that_it_ended():
    draft = drafted(name="NHS Swindon CCG", kind="ccg")
    footprint = clause(draft, "footprint")
    assert footprint.text == ("NHS Swindon CCG was in the Bath, Swindon and Wiltshire STP footprint. The plan for Bath and North East Somerset, Swindon and Wiltshire does not mention social value.")
    assert [(c.page, c.quote) for c in draft.citations if c.n in footprint.citations] == [
        ("35", "NHS Swindon CCG  Bath, Swindon and Wiltshire STP"), ("38", "Bath and North East Somerset, Swindon and Wiltshire  no")]
    assert "abolished on 1 July 2022" in clause(draft, "control-study").text and "for study" in draft.title
    assert draft.notices[0].topic == "ccg-abolition"
    assert ("Status of the draft", "as at 2017 for study", "CCGs ended on 1 July 2022") in draft.assumed


def test_a_ccg_of_today_cannot_be_drafted():
    with pytest.raises(BadBrief, match="ended on 1 July 2022"):
        draft_policy(Brief(kind="ccg", status="current"), materials(), TODAY)


@pytest.mark.parametrize(("kind", "bound"), [("icb", True), ("nhs-trust", True), ("local-authority", False), ("housing-association", False), ("police-fire", False), ("other", False), ("welsh-body", False)])
def test_the_nhs_floor_stands_only_where_it_binds(kind: str, bound: bool):
    draft = drafted(kind=kind)
    assert ("NHS policy" in texts(draft)) is bound
    assert ("weighting-own-floor" in {c.id for c in draft.clauses}) is (not bound and kind != "welsh-body")


def test_central_government_gets_ppn_002_and_the_next_model_only_as_reported():
    draft = drafted(kind="central-government")
    assert "PPN 002" in texts(draft) and "reportedly" in clause(draft, "weighting-ppn-026").text


@pytest.mark.parametrize(("kind", "buys", "there", "not_there"), [
    ("icb", ["health care services"], "Provider Selection Regime", "must have regard to the National Procurement Policy Statement"),
    ("icb", ["goods"], "must have regard to the National Procurement Policy Statement", "chooses providers of health care"),
    ("local-authority", ["works"], "A contract for works alone is outside the Social Value Act", "Light-touch services reach"),
    ("welsh-body", ["other services"], "socially responsible procurement duty", "we must consider")])
def test_the_rules_of_section_2_are_those_of_the_body_and_what_it_buys(kind: str, buys: list, there: str, not_there: str):
    section = next(s for s in drafted(kind=kind, buys=buys).sections if s.number == "2")
    said = " ".join(c.text for c in section.clauses)
    assert there in said and not_there not in said


def test_a_policy_that_is_shared_has_the_rules_of_each_body():
    draft = drafted(name="NHS Wolds ICB", kind="icb", joint_with=[{"name": "Wolds Council", "kind": "local-authority"}])
    said = texts(draft)
    assert "An ICB must consider social value" in said and "A council must consider social value" in said and "shared with Wolds Council" in said


@pytest.mark.parametrize(("floor", "words"), [(3, "is not above the 5%"), (8, "below the 10% of the bolder CCGs"), (10, "as high as the bolder CCGs went"), (15, "goes further than the 10%"), (45, "higher than any weighting")])
def test_the_weighting_is_held_against_the_evidence(floor: float, words: str):
    draft = drafted(kind="local-authority", weighting_floor=floor)
    (reason,) = [c for c in draft.clauses if c.id.startswith("weighting-why")]
    assert words in reason.text and f"{floor}%" in reason.text
    assert {c.page for c in draft.citations if c.n in reason.citations} <= {"20", "22"}


def test_the_reason_for_the_weighting_is_the_briefs_or_a_gap_and_never_ours():
    given = drafted(kind="local-authority", weighting_floor=12, weighting_reason="the board wants local jobs")
    assert clause(given, "weighting-reason").text == "Our reason for a floor of 12%: the board wants local jobs." and not clause(given, "weighting-reason").citations
    for floor in (None, 3, 8, 10, 12, 45):
        draft = drafted(kind="local-authority", weighting_floor=floor)
        assert clause(draft, "weighting-reason").text.endswith("%: [to be agreed: why we chose this weighting].")
        assert {clause(draft, name).kind for name in ("weighting-common", "weighting-difference", "weighting-bold")} == {ClaimKind.EVIDENCE}
    assert ("Weighting floor", "10%") in [(title, value) for title, value, _ in drafted(kind="local-authority").assumed]
    assert "weighting-reason" not in {c.id for c in drafted(weighting_floor="not known yet").clauses}


def test_the_compact_the_covenant_and_decommissioning_come_and_go_with_the_brief():
    now, then, without = drafted(kind="icb"), drafted(kind="ccg", decommissioning="yes"), drafted(kind="icb", compact="no")
    assert "Civil Society Covenant" in texts(now) and "we choose to follow it" in texts(now)
    assert "local Compact" in texts(then) and "it is our own promise" in texts(then)
    assert not [c.id for c in without.clauses if "Compact" in c.text or "Covenant" in c.text]
    assert "cut or end a service" not in texts(now)


def test_short_keeps_each_section_and_every_core_clause():
    full, short = drafted(kind="icb"), drafted(kind="icb", length="short")
    assert [s.number for s in short.sections] == [s.number for s in full.sections]
    assert {c.id for c in short.clauses} < {c.id for c in full.clauses}
    core = {c.id for c in materials().clauses.all if c.core}
    assert {c.id for c in full.clauses} & core == {c.id for c in short.clauses} & core


def test_what_was_taken_out_is_gone_and_what_was_worded_anew_keeps_its_citations():
    edited = drafted(kind="icb", without=["10", "C", "purpose-shape"], edits=[{"clause": "weighting-nhs", "text": "We follow the NHS floor."}])
    plain = drafted(kind="icb")
    assert "10" not in {s.number for s in edited.sections} and "C" not in {a.letter for a in edited.annexes} and "purpose-shape" not in {c.id for c in edited.clauses}
    mine, theirs = clause(edited, "weighting-nhs"), clause(plain, "weighting-nhs")
    assert (mine.text, mine.edited, mine.drafted) == ("We follow the NHS floor.", True, theirs.text)
    assert [edited.citations[n - 1].quote for n in mine.citations] == [plain.citations[n - 1].quote for n in theirs.citations]


@pytest.mark.parametrize(("said", "warning"), [
    ({"kind": "icb", "weighting_floor": 5}, "below the least that binds you"), ({"kind": "central-government", "weighting_floor": 9}, "below the least"),
    ({"weighting_bands": [{"when": "small ones", "weighting": "3%"}]}, "is below the floor of 10%"), ({"review_date": "May 2024"}, "has passed"),
    ({"priorities": [str(n) for n in range(9)]}, "There are 9 priorities"), ({"commitment": "We want local suppliers only."}, "take advice"),
    ({"edits": [{"clause": "no-such", "text": "x"}]}, "has no place in this draft")])
def test_what_does_not_square_is_told(said: dict, warning: str):
    assert any(warning in found for found in drafted(**said).warnings)


def test_a_brief_in_order_has_no_warnings():
    assert drafted(kind="icb", weighting_floor=10, review_date="May 2028", weighting_bands=[{"when": "large ones", "weighting": "15%"}]).warnings == ()


def test_the_defaults_that_were_taken_are_listed_with_their_reasons_and_what_was_said_is_not():
    assumed = {what: (value, why) for what, value, why in drafted(kind="icb", compact="yes").assumed}
    assert assumed["Weighting floor"][0] == "10%" and "page 20" in assumed["Weighting floor"][1]
    assert assumed["What you buy"][0] == "health care services, other services, goods, works" and "Compact or Covenant" not in assumed


def test_annexes_have_the_record_the_questions_the_evidence_and_the_notices():
    draft = drafted(kind="icb", priorities=[{"outcome": "Warm homes", "source": "Plan", "measure": "Homes made warm"}])
    by = {annex.letter: annex for annex in draft.annexes}
    shown = {letter: str(annex.parts) for letter, annex in by.items()}
    assert "Date" in shown["A"] and "Warm homes" in shown["B"] and "no money value" in shown["B"]
    assert "Outcome: Warm homes. What will you do under this contract" in shown["C"] and "what social value will you provide" not in shown["C"]
    assert "every quarter" in shown["D"] and "health" not in shown["D"].lower()
    assert all(f"“{c.quote.replace('  ', ', ')}”" in "".join(cell for part in by["F"].parts if hasattr(part, "rows") for row in part.rows for cell in row) for c in draft.citations)
    assert [row[0] for part in by["G"].parts if hasattr(part, "rows") for row in part.rows] == [notice.severity.capitalize() for notice in draft.notices]


def test_notices_stand_most_important_first_and_carry_date_and_source():
    notices = drafted(kind="ccg").notices
    assert len(notices) > 2 and notices[0].severity == "body abolished" and all(n.as_of and n.source for n in notices)


def test_a_quote_that_left_its_page_stops_the_draft():
    from dataclasses import replace

    with pytest.raises(CorpusError, match="does not stand on page"):
        draft_policy(Brief(kind="icb"), replace(materials(), page_text=lambda source, page: "something else"), TODAY)


@pytest.mark.parametrize(("template", "said", "text"), [
    ("{lead} leads. {lead} checks.", {"lead": "Director of Strategy"}, "The Director of Strategy leads. The Director of Strategy checks."), ("by {lead}", {"lead": "Jo Bloggs"}, "By Jo Bloggs."),
    ("{floor} at least", {"weighting_floor": 12.5}, "12.5% at least."), ("{partners}", {"partners": ["A", "B", "C"]}, "A, B and C."), ("{consultation_weeks}", {"consultation_weeks": 1}, "One week."),
    ("{most_questions} of {area}", {}, "Two of [to be agreed: our area]."), ("{bought}", {"buys": ["goods", "other services"], "goods_and_works": "no"}, "Other services.")])
def test_slots_are_filled_so_that_they_read_as_a_sentence(template: str, said: dict, text: str):
    brief = brief_of(said)
    assert fill(template, brief, brief.buys) == text


def test_a_sentence_has_one_stop():
    assert [sentence(t) for t in ("a", "a.", "a..", "what?", "so:")] == ["A.", "A.", "A.", "What?", "So:"]
