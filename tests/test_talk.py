"""Drafting by talking: what is understood, what changes, undo, why; and what stays a question to the documents."""

from __future__ import annotations

from datetime import date

import pytest
from builders import CORPUS, materials

from assistant.currency import Currency
from assistant.domain import Answer, ClaimKind, Status
from assistant.drafting.brief import STUDY
from assistant.drafting.talk import PolicyTalk, questions
from assistant.drafting.wishes import GAPS, PUT, SHOW, UNDO, WHY, Change, numbered, read_wish
from assistant.intents import Intent
from assistant.utterances import open_draft, read_turn, turns_to_keep

SWINDON = "Draft a social value policy for NHS Swindon CCG with a 10% weighting that puts young people's jobs first"
TALK = PolicyTalk(materials, lambda: date(2026, 11, 22))


def said(*turns: str) -> Answer | None:
    """The door's answer to the last of some turns."""
    return TALK(read_turn(turns[-1], turns[:-1]), None)


def brief(*turns: str):
    return TALK.draft(open_draft(turns), read_turn(turns[-1], turns[:-1])).brief


# --- the first draft -------------------------------------------------------------------------------------


def test_a_request_fills_the_brief_says_what_it_understood_drafts_and_asks_at_most_three_things():
    answer = said(SWINDON)
    for words in ("Name: NHS Swindon CCG", "Weighting floor: 10%", "Local priorities: young people's jobs", "at least 10% of the total score", "105 clauses"):
        assert words in answer.answer or words == "105 clauses"
    assert answer.answer.count("\n1. ") == answer.answer.count("\n3. ") == 1 and "\n4. " not in answer.answer
    assert brief(SWINDON).priorities == ({"outcome": "young people's jobs"},)


def test_a_ccg_is_told_that_it_ended_and_offered_its_successor_or_a_study_draft():
    answer = said(SWINDON)
    assert answer.status is Status.NEEDS_CLARIFICATION
    assert "abolished on 1 July 2022" in answer.answer and "as at 2017 for study" in answer.answer and "for the successor" in answer.answer
    assert brief(SWINDON).known("status") == STUDY
    named = brief(SWINDON, "for the successor: NHS Northfield ICB")
    assert (named.name, named.kind, named.is_study) == ("NHS Northfield ICB", "icb", False)
    unnamed = brief(SWINDON, "for the successor please")
    assert (unnamed.name, unnamed.kind) == (None, "icb")


def test_every_clause_that_is_shown_carries_its_weight_and_its_sources():
    answer = said(SWINDON, "why that weighting?")
    kinds = {claim.kind for claim in answer.claims}
    assert ClaimKind.EVIDENCE in kinds and all(set(claim.citations) <= {c.n for c in answer.citations} for claim in answer.claims)
    assert [c.n for c in answer.citations] == list(range(1, len(answer.citations) + 1)) and all(c.quote in " ".join(c.context.split()) or "  " in c.quote for c in answer.citations)
    assert {c.page for c in answer.citations if c.source_id == "healthy-commissioning"} >= {"20", "22"}


def test_notices_come_with_the_draft_at_most_two():
    currency = Currency.load(CORPUS / "law", lambda: date(2026, 11, 22))
    topics = [notice.topic for notice in currency.notices(SWINDON, said(SWINDON))]
    assert "ccg-abolition" in topics and len(topics) <= 2


@pytest.mark.parametrize(("text", "name", "kind"), [
    ("Draft a policy for Leeds City Council", "Leeds City Council", "local-authority"), ("write a social value policy for NHS Fenmarsh Integrated Care Board", "NHS Fenmarsh Integrated Care Board", "icb"),
    ("draft a policy for the Department for Transport with a 15% weighting", "Department for Transport", "central-government"), ("Please write a policy for Tidewater Homes", "Tidewater Homes", "housing-association"),
    ("draft a policy for Northmoor Constabulary please", "Northmoor Constabulary please", "police-fire"), ("Draft a social value policy for our council", None, "local-authority"),
    ("draft a policy", None, None), ("Draft a policy for NHS Dudley CCG", "NHS Dudley CCG", "ccg"), ("Draft a policy for the University of Brackenfold", "University of Brackenfold", "other")])
def test_the_body_and_its_kind_are_told_from_the_words(text: str, name: str | None, kind: str | None):
    found = brief(text)
    assert (found.name or "").removesuffix(" please") == (name or "").removesuffix(" please") and found.kind == kind


def test_who_the_user_said_they_are_is_who_the_policy_is_for():
    found = brief("I work for Leeds City Council", "draft us a social value policy")
    assert (found.name, found.kind) == ("Leeds City Council", "local-authority")


# --- changes ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("turn", "field", "value"), [
    ("make it 15%", "weighting_floor", 15), ("raise the weighting to twenty per cent", "weighting_floor", 20), ("add decommissioning", "decommissioning", True), ("take out the Compact", "compact", False),
    ("leave out goods and works", "goods_and_works", False), ("shorter", "length", "short"), ("please make it shorter", "length", "short"), ("the lead is the Director of Strategy", "lead", "Director of Strategy"),
    ("review in May 2028", "review_date", "May 2028"), ("we buy health care services and goods", "buys", ("health care services", "goods")), ("our area is the people of Swindon", "area", "the people of Swindon"),
    ("can you take out the Covenant?", "compact", False), ("the yearly report is in June", "report_month", "June")])
def test_a_change_is_made_and_nothing_else(turn: str, field: str, value: object):
    before, after = brief("Draft a policy for Leeds City Council"), brief("Draft a policy for Leeds City Council", turn)
    assert getattr(after, field) == value
    assert after == before.with_said(**{field: value})


def test_a_change_shows_what_changed():
    answer = said(SWINDON, "make it 15%")
    assert "Weighting floor: 10% → 15%" in answer.answer and "at least 15% of the total score" in answer.answer and "goes further than the 10%" in answer.answer
    assert "Consultation" not in answer.answer
    assert "Added:" in said(SWINDON, "add decommissioning").answer and "Taken out:" in said(SWINDON, "take out the Compact").answer
    assert "Nothing changed" in said(SWINDON, "make it 10%").answer


@pytest.mark.parametrize(("turn", "floor", "reason"), [
    ("Our floor is 12% because the board wants local jobs", 12, "the board wants local jobs"), ("make it 12%, as the board wants local jobs", 12, "the board wants local jobs"),
    ("raise the weighting to 12% to support local jobs", 12, "to support local jobs"), ("Because the board wants jobs, and fair pay, make it 12%", 12, "the board wants jobs, and fair pay"),
    ("Our floor is 12%. That is because the plan says so.", 12, "the plan says so"), ("we chose 12.5% because 10% is too low", 12.5, "10% is too low"),
    ("make it 12% because quality comes first", 12, "quality comes first"), ("the reason for the weighting is that our strategy is local jobs", None, "our strategy is local jobs"),
    ("use 12% as our floor", 12, None)])
def test_the_reason_for_the_weighting_is_the_users_own_word_for_word(turn: str, floor: float | None, reason: str | None):
    start = "Draft a policy for Leeds City Council"
    assert brief(start, turn) == brief(start).with_said(weighting_floor=floor, weighting_reason=reason)
    told = said(start, turn).answer
    assert "Not done" not in told and (f"Our reason for a floor of {floor or 10}%: {reason}." in told if reason else "Our reason for a floor of 12%: [to be agreed: why we chose this weighting]." in told)
    assert "we want to" not in told


def test_a_reason_comes_with_a_first_draft_and_with_an_answer_by_number():
    first = "Draft a policy for Leeds City Council with a 12% weighting because the board wants local jobs"
    assert brief(first).weighting_reason == "the board wants local jobs"
    assert "Why this weighting: the board wants local jobs" in said(first).answer and "Our reason for a floor of 12%: the board wants local jobs." in said(first, "why that weighting?").answer
    known = "; ".join(["our priorities are jobs", "the lead is the Head of Jobs", "we buy goods", "our area is Leeds", "review in May 2028", "the sponsor is the chair"])
    start = ("Draft a policy for Leeds City Council", *known.split("; "))
    assert [field.id for field in questions(brief(*start))] == ["weighting_floor", "weighting_reason", "report_month"]
    assert brief(*start, "1. 12% because the board wants local jobs").weighting_reason == brief(*start, "1. 12% 2. because the board wants local jobs").weighting_reason == "the board wants local jobs"


def test_the_reason_for_one_weighting_is_not_given_for_another():
    turns = ("Draft a policy for Leeds City Council", "Our floor is 12% because the board wants local jobs", "make it 15%")
    assert brief(*turns).weighting_reason is None and brief(*turns, "undo").weighting_reason == "the board wants local jobs"
    told = said(*turns).answer
    assert "Why this weighting: the board wants local jobs → not known" in told and "Our reason for a floor of 15%: [to be agreed" in told
    assert brief(*turns[:2], "make it 12%").weighting_reason == "the board wants local jobs"


@pytest.mark.parametrize("turn", ["make it 12% and take out the Compact because our area has none", "make it 12% with a policy that puts play first because we must"])
def test_a_reason_that_may_be_for_something_else_is_not_taken_and_that_is_said(turn: str):
    start = "Draft a policy for Leeds City Council"
    assert brief(start, turn).weighting_floor == 12 and brief(start, turn).weighting_reason is None
    assert "Not done: your reason, “" in said(start, turn).answer


def test_the_reason_for_a_step_that_is_not_known_is_not_put_to_the_weighting_that_stands():
    start = "Draft a policy for Leeds City Council"
    assert brief(start, "raise the weighting because the board wants local jobs") == brief(start)
    assert said(start, "raise the weighting because the board wants local jobs").answer.startswith("Not done")


@pytest.mark.parametrize(("turn", "kind"), [
    ("We are an NHS trust", "nhs-trust"), ("we're a council in Wales", "welsh-body"), ("We are a government department", "central-government"), ("It is for a fire and rescue service", "police-fire"),
    ("we are an integrated care board", "icb"), ("We are a CCG", "ccg"), ("We are a university", "other")])
def test_the_kind_of_body_is_taken_in_a_later_turn_too(turn: str, kind: str):
    assert brief("Draft a social value policy", turn) == brief("Draft a social value policy").with_said(kind=kind)
    assert "Kind of body: not known → " in said("Draft a social value policy", turn).answer


def test_the_kind_of_body_is_taken_with_the_other_things_that_a_turn_says():
    found = brief("Draft a social value policy", "We are an integrated care board with a 12% weighting that puts young people's jobs first")
    assert (found.name, found.kind, found.weighting_floor, found.priorities) == (None, "icb", 12, ({"outcome": "young people's jobs"},))
    named = brief("Draft a social value policy", "We are Leeds city council with a 12% weighting")
    assert (named.name, named.kind, named.weighting_floor) == ("Leeds city council", "local-authority", 12)


def test_what_is_no_kind_of_body_is_told_and_changes_nothing():
    assert brief("Draft a policy", "We are a charity") == brief("Draft a policy")
    assert "I do not know “a charity” as a kind of public body" in said("Draft a policy", "We are a charity").answer
    assert brief("Draft a policy", "make it 12%, we are a bit worried about the board").kind is None


def test_undo_takes_back_one_change_after_another_and_then_says_so():
    turns = [SWINDON, "make it 15%", "take out the Compact"]
    assert brief(*turns, "undo") == brief(*turns[:2])
    assert brief(*turns, "undo", "undo that") == brief(SWINDON)
    assert "nothing to undo" in said(SWINDON, "undo").answer
    assert "Weighting floor: 15% → 10%" in said(SWINDON, "make it 15%", "undo").answer


def test_clauses_sections_and_annexes_are_taken_out_put_back_and_worded_anew_by_their_numbers():
    start = "Draft a policy for Leeds City Council"
    assert brief(start, "take out clause 8.1").without == ("weighting-floor",)
    assert brief(start, "take out section 10", "put section 10 back").without == ()
    assert brief(start, "remove annex C").without == ("C",)
    assert brief(start, "change clause 8.1 to: We ask for 12% or more.").edits == ({"clause": "weighting-floor", "text": "We ask for 12% or more."},)
    assert "local choice, edited" in said(start, "change clause 8.1 to: We ask for 12% or more.").answer
    assert "there is no clause 8.99" in said(start, "take out clause 8.99").answer


def test_priorities_are_put_added_and_set_first():
    start = "Draft a policy for Leeds City Council"
    assert [r["outcome"] for r in brief(start, "our priorities are jobs, clean air and warm homes").priorities] == ["jobs", "clean air", "warm homes"]
    assert [r["outcome"] for r in brief(start, "our priorities are jobs, clean air and warm homes", "put warm homes first", "add a priority on play").priorities] == ["warm homes", "jobs", "clean air", "play"]


def test_answers_by_number_go_to_what_was_asked():
    start = "Draft a policy for Leeds City Council"
    asked = [field.id for field in questions(brief(start))]
    assert asked == ["priorities", "lead", "buys"]
    found = brief(start, "1. jobs; clean air 2. Head of Procurement 3. services and goods")
    assert ([r["outcome"] for r in found.priorities], found.lead, found.buys) == (["jobs", "clean air"], "Head of Procurement", ("other services", "goods"))


@pytest.mark.parametrize("phrase", ["Head of Procurement", "yes please", "I don't know", "looks good to me", "export docx"])
def test_a_bare_phrase_among_several_questions_changes_nothing_and_the_number_is_asked_for(phrase: str):
    start = "Draft a policy for Leeds City Council"
    assert brief(start, phrase) == brief(start)
    told = said(start, phrase).answer
    assert told.startswith("Not done: ") and "1. " in told and "Changed" not in told


def test_a_weighting_that_cannot_be_is_told_and_changes_nothing():
    assert "expected 0 to 100" in said(SWINDON, "make it 150%").answer and brief(SWINDON, "make it 150%") == brief(SWINDON)
    assert "Does not square" in said("Draft a policy for NHS Fenmarsh ICB", "make it 4%").answer


@pytest.mark.parametrize(("turn", "words"), [
    ("why clause 6.1?", "Section 1(7)"), ("why that weighting?", "above 5% appears"), ("show section 9", "9.1"), ("show annex D", "The Provider shall"), ("what is missing?", "our area (1.1)"),
    ("show me the draft", "13. Reporting"), ("show clause 8.1", "8.1 Social value"), ("show section 44", "There is no 44")])
def test_why_show_and_what_is_missing_are_answered_from_the_draft(turn: str, words: str):
    assert words in said(SWINDON, turn).answer


# --- what is no turn of a draft --------------------------------------------------------------------------


@pytest.mark.parametrize("question", ["What weighting was common?", "How many CCGs replied?", "why is weighting low in CCGs?", "What does the Act say about consultation?", "thanks", "hello", "what does VCSE mean?",
                                      "is it legal to go higher?", "check our policy", "write our tender answer"])
def test_a_question_between_is_the_documents_and_the_draft_stays_open(question: str):
    turn = read_turn(question, [SWINDON])
    assert turn.drafting == () and turn.intent is not Intent.DRAFT_POLICY
    assert brief(SWINDON, question, "make it 15%").weighting_floor == 15


def test_what_is_only_plain_after_the_draft_is_the_answers_after_a_question():
    assert read_turn("shorter", [SWINDON]).intent is Intent.DRAFT_POLICY
    assert read_turn("shorter", [SWINDON, "How many CCGs replied?"]).intent is Intent.SHORTER


@pytest.mark.parametrize("text", ["Harvard reference for the report", "OSCOLA", "How do I cite the guide?"])
def test_a_wish_for_a_reference_is_no_answer_to_what_was_asked_of_the_draft(text: str):
    asked = "Draft a social value policy for NHS Swindon CCG with a 10% weighting"
    assert read_turn(text, [asked]).drafting == ()
    assert read_turn("make it 15%", [asked, text]).drafting == (asked, "make it 15%")


def test_without_a_draft_nothing_is_one():
    assert read_turn("make it 15%", ["How many CCGs replied?"]).drafting == () and said("hello") is None


def test_forgetting_ends_a_draft_and_another_body_begins_one_anew():
    assert open_draft([SWINDON, "make it 15%", "forget that"]) == ()
    assert open_draft([SWINDON, "make it 15%", "Draft a policy for Leeds City Council"]) == ("Draft a policy for Leeds City Council",)


def test_a_long_talk_keeps_the_turns_of_its_draft():
    talk = [SWINDON, "make it 15%", *(["How many CCGs replied?"] * 30)]
    assert turns_to_keep(talk, 20)[:2] == (SWINDON, "make it 15%") and len(turns_to_keep(talk, 20)) == 22
    assert brief(*turns_to_keep(talk, 20), "add decommissioning").weighting_floor == 15


# --- reading ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "kind"), [("undo", UNDO), ("take that back please", UNDO), ("why that weighting?", WHY), ("why 15%?", WHY), ("show me section 8", SHOW), ("what is still open?", GAPS)])
def test_wishes_that_change_nothing_are_told_apart(text: str, kind: str):
    wish = read_wish(text)
    assert wish and wish.kind == kind and wish.changes == ()


@pytest.mark.parametrize("text", ["What weighting is common?", "is 10% common?", "Which CCGs have a policy?", "who wrote the report", "", "15"])
def test_questions_are_no_wishes(text: str):
    assert read_wish(text) is None


def test_several_changes_in_one_turn_are_all_read():
    wish = read_wish("make it 12%, take out the compact; the sponsor is the chair; review in May 2028")
    assert {(c.does, c.about) for c in wish.changes} == {(PUT, "weighting_floor"), (PUT, "compact"), (PUT, "sponsor"), (PUT, "review_date")}
    assert Change(PUT, "weighting_floor", 12) in wish.changes


def test_answers_by_number_are_taken_apart():
    assert numbered("1. a; b 2) the Director 3: goods") == {1: "a; b", 2: "the Director", 3: "goods"}
    assert numbered("clause 1. a") == {} and numbered("nothing") == {}


@pytest.mark.parametrize(("turn", "said_of"), [
    ("our lead is Jane Doe and we review it in March 2028", {"lead": "Jane Doe", "review_date": "March 2028"}), ("our lead is Jane Doe and our sponsor is the chair", {"lead": "Jane Doe", "sponsor": "chair"}),
    ("we review it in March 2028 and Jane Doe leads on it", {"lead": "Jane Doe", "review_date": "March 2028"}), ("Jane Doe is our lead and the chair sponsors it", {"lead": "Jane Doe", "sponsor": "chair"}),
    ("the policy is approved by the board and reviewed in March 2028", {"approving_body": "the board", "review_date": "March 2028"}), ("we are Leeds City Council and our lead is Jane Doe", {"name": "Leeds City Council", "lead": "Jane Doe"}),
    ("our lead is Jane Doe with a 12% weighting", {"lead": "Jane Doe", "weighting_floor": 12}), ("shorter and our lead is Jane Doe", {"length": "short", "lead": "Jane Doe"}),
    ("make it 12% because the board wants jobs and we report in June", {"weighting_floor": 12, "weighting_reason": "the board wants jobs", "report_month": "June"}),
    ("our area is the people who live in Penhill and our lead is Jane Doe", {"area": "the people who live in Penhill", "lead": "Jane Doe"}), ("our lead is the Head of IT and Procurement", {"lead": "Head of IT and Procurement"})])
def test_two_wishes_in_one_sentence_each_have_their_own_value(turn: str, said_of: dict[str, object]):
    wish = read_wish(turn)
    assert ({change.about: change.value for change in wish.changes}, wish.problem) == (said_of, "")


@pytest.mark.parametrize("turn", ["our lead is Jane Doe and we will see about the rest", "our lead is Jane Doe who reviews it", "our lead is Jane Doe we review it in March 2028", "our forum is the Alliance and we meet monthly"])
def test_a_value_that_runs_on_into_a_clause_is_asked_about_and_not_taken(turn: str):
    start = "Draft a policy for Leeds City Council"
    assert brief(start, turn) == brief(start) and said(start, turn).answer.startswith("Not done: I cannot tell how much of")


def test_what_of_a_turn_cannot_be_read_is_told_beside_what_is_done():
    start = "Draft a policy for Leeds City Council"
    assert brief(start, "our lead is Jane Doe and we review it every other spring") == brief(start).with_said(lead="Jane Doe")
    assert "Not done: I could not tell what “we review it every other spring” is to change" in said(start, "our lead is Jane Doe and we review it every other spring").answer


def test_an_answer_by_number_may_bring_another_wish():
    start = "Draft a policy for Leeds City Council"
    found = brief(start, "2. Jane Doe and we review it in March 2028")
    assert (found.lead, found.review_date) == ("Jane Doe", "March 2028")
    assert brief(start, "1. our lead is Jane Doe") == brief(start).with_said(lead="Jane Doe")


def test_shorter_says_what_was_cut_in_a_line_and_no_list_of_numbers():
    told = said(SWINDON, "shorter").answer
    line = next(line for line in told.splitlines() if line.startswith("Taken out:"))
    assert "clauses (" in line and "local choice" in line and " to " in line and len(line) < 260 and "by the numbers before" not in told
