"""Whole conversations over the shipped corpus: what is remembered is used, what is asked in passing is met, and nothing is dragged along."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from assistant.assistant import Assistant
from assistant.domain import Answer, Role, Status
from assistant.intents import Intent


def talk(assistant: Assistant, *turns: str, role: Role | None = None) -> Answer:
    """The answer to the last of these turns."""
    return assistant.ask(turns[-1], role, turns[:-1])


def test_a_kind_of_body_and_a_service_named_once_find_the_rules_that_bind_it(assistant: Assistant):
    answer = talk(assistant, "we are a council buying cleaning services", "which rules bind us?")
    assert answer.standalone_question == "Which rules bind a council that buys cleaning services?"
    assert answer.question == "which rules bind us?"
    assert answer.answer.startswith("What binds a local authority in England that buys other services at or above the threshold:")
    below = talk(assistant, "we are a council buying cleaning services", "which rules bind us?", "and below the threshold?")
    assert "below the threshold" in below.claims[0].text


def test_an_organisation_named_once_finds_its_row_of_the_tables(assistant: Assistant):
    answer = talk(assistant, "I work at NHS Swindon CCG", "which footprint are we in?")
    assert "Bath, Swindon and Wiltshire STP" in answer.answer and answer.standalone_question == "Which footprint is NHS Swindon CCG in?"
    plan = talk(assistant, "I work at NHS Swindon CCG", "thanks", "does our plan mention social value?")
    assert "does not mention social value" in plan.answer


def test_what_users_say_of_themselves_is_no_claim_of_the_documents(assistant: Assistant):
    answer = talk(assistant, "I work at NHS Swindon CCG")
    assert (answer.intent, answer.status, answer.claims, answer.citations) == ("remember", Status.ANSWERED, (), ())
    assert "you are with NHS Swindon CCG" in answer.answer and "in your own words" in answer.answer
    assert [notice.topic for notice in answer.notices] == ["ccg-abolition"]
    assert answer.suggestions[0] == "Which footprint are we in?"


def test_the_rules_of_a_body_that_is_gone_are_those_of_no_one(assistant: Assistant):
    answer = talk(assistant, "I work at NHS Swindon CCG", "which rules bind us?")
    assert answer.answer.startswith("No rules bind a clinical commissioning group (CCG) today:") and "abolished on 1 July 2022" in answer.answer
    assert any("integrated care board" in choice for choice in answer.suggestions)


def test_forget_that_forgets(assistant: Assistant):
    answer = talk(assistant, "we are a council buying cleaning services", "forget that", "which rules bind us?")
    assert answer.status is Status.NEEDS_CLARIFICATION and answer.standalone_question == "which rules bind us?"
    assert "Which rules bind a local authority in England?" in answer.suggestions


def test_the_organisation_is_used_only_where_the_question_says_we(assistant: Assistant):
    answer = talk(assistant, "I work at NHS Swindon CCG", "Which footprint is NHS Hull CCG in?")
    assert "Humber, Coast and Vale" in answer.answer and "Swindon" not in answer.answer
    general = talk(assistant, "I work for Leeds City Council", "Do we have to consult under the Act?")
    assert general.standalone_question == "Do we have to consult under the Act?" and general.status is Status.ANSWERED


def test_what_the_documents_say_of_us_is_asked_by_name(assistant: Assistant):
    answer = talk(assistant, "I work for Durham Council", "what does the report say about us?")
    assert answer.standalone_question == "What does the report say about Durham Council?"
    assert "Durham Council has recently adopted" in answer.answer


def test_a_role_named_once_changes_what_is_offered_and_no_fact(assistant: Assistant):
    question = "What does the Social Value Act require commissioners to consider?"
    plain, bidder = talk(assistant, question), talk(assistant, "I'm a bidder", question)
    assert plain.answer == bidder.answer and plain.suggestions != bidder.suggestions
    assert bidder.suggestions == assistant.ask(question, Role.VCSE).suggestions


def test_plain_english_spells_out_and_puts_plain_words_and_every_one_of_them_is_checked(assistant: Assistant):
    answer = talk(assistant, "How many CCGs made highly committed use of the Act?", "in plain English")
    assert answer.answer.startswith("In plainer words; each stands on the quote under its number. ")
    assert "Just 25 clinical commissioning groups (13%) showed what we define as ‘highly committed, evidenced and active’ use of the Act." in answer.answer
    assert answer.removed == 0 and all(claim.verified for claim in answer.claims)


def test_plain_english_of_a_long_answer_is_its_first_sentence_with_every_name_as_it_is_written(assistant: Assistant):
    question = "Which organisations are accredited to support CCGs in end-to-end commissioning?"
    whole, plain = talk(assistant, question), talk(assistant, question, "simpler please")
    assert "In 2015 NHS England created a framework" in whole.answer and "created a framework" not in plain.answer
    assert "eMBED Health Consortium" in plain.answer


def test_the_source_is_told_with_its_publisher_and_page(assistant: Assistant):
    answer = talk(assistant, "What share of respondents had a passive approach to social value?", "where did you get that?")
    assert answer.answer.startswith("From Healthy Commissioning, published by Social Enterprise UK and National Voices in 2017: ")
    assert "stands on page 17" in answer.answer


def test_what_has_changed_is_the_briefings_timeline_however_it_is_asked(assistant: Assistant):
    answer = talk(assistant, "has anything changed since it was published?")
    assert answer.intent == "changes" and answer.standalone_question == "What has changed since the report?"
    assert {(c.source_id, c.page) for c in answer.citations} == {("law-as-it-stands", "2")}


def test_thanks_and_wishes_between_do_not_hide_the_question_that_is_leant_on(assistant: Assistant):
    answer = talk(assistant, "Which STP footprint is NHS Hull CCG in?", "which page is that on?", "thanks!", "and Sheffield?")
    assert "South Yorkshire and Bassetlaw" in answer.answer


def test_a_follow_up_of_a_follow_up_reaches_back(assistant: Assistant):
    answer = talk(assistant, "How many CCGs are there in Devon?", "And in Kent?", "and Essex?")
    assert "3 of them have Essex in their name" in answer.answer
    assert answer.standalone_question == "How many CCGs are there in Essex?"


@pytest.mark.parametrize(("text", "intent"), [("hello", "greeting"), ("thanks", "thanks"), ("policy", "unsure"), ("write our bid", "draft_tender"), ("check our bid", "check_tender")])
def test_what_asks_the_documents_nothing_cites_nothing_and_says_what_it_was_taken_for(assistant: Assistant, text: str, intent: str):
    answer = talk(assistant, text)
    assert (answer.intent, answer.citations, answer.mode) == (intent, (), "reply")


def test_a_door_takes_its_intent_over_and_may_leave_it(assistant: Assistant):
    made = talk(assistant, "How many CCGs replied?")
    seen: list[str] = []

    def door(turn, role):
        seen.append(turn.asked)
        return replace(made, answer="drafted") if "please" in turn.asked else None

    doors, assistant._doors = assistant._doors, {Intent.DRAFT_POLICY: door}
    try:
        assert talk(assistant, "please draft a policy").answer == "drafted"
        assert talk(assistant, "draft a policy").status is Status.REFUSED
        assert talk(assistant, "How many CCGs replied?").answer != "drafted"
    finally:
        assistant._doors = doors
    assert seen == ["please draft a policy", "draft a policy"]


def test_a_draft_is_made_changed_and_left_for_a_question_and_come_back_to(assistant: Assistant):
    start = "Draft a social value policy for NHS Swindon CCG with a 10% weighting that puts young people's jobs first"
    first, changed = talk(assistant, start), talk(assistant, start, "make it 15%")
    assert (first.intent, first.mode, first.status) == ("draft_policy", "draft", Status.NEEDS_CLARIFICATION)
    assert "ccg-abolition" in [notice.topic for notice in first.notices] and len(first.notices) <= 2
    assert "10% → 15%" in changed.answer and changed.citations
    assert talk(assistant, start, "make it 15%", "How many CCGs replied?").mode == "extractive"
    draft = assistant.draft([start, "make it 15%", "How many CCGs replied?"])
    assert draft and draft.brief.weighting_floor == 15 and assistant.draft(["How many CCGs replied?"]) is None


@pytest.mark.parametrize("turns", [("help",), ("we are a charity",), ("draft a policy",)])
def test_a_reply_carries_no_coverage(assistant: Assistant, turns: Sequence[str]):
    assert talk(assistant, *turns).coverage.of == 0


@pytest.mark.parametrize("turns", [
    ("Which organisations are accredited to support CCGs in end-to-end commissioning?", "and what do they charge for it?"),
    ("Did the Sutton Compact Group do anything for local charities?", "how much funding was it though"),
    ("What did Preston Council do?", "how much money was that in pounds?"),
    ("Does the Humber, Coast and Vale plan mention social value?", "On which page of the plan itself?"),
])
def test_the_answer_before_is_not_given_again_to_what_it_does_not_say(assistant: Assistant, turns: Sequence[str]):
    assert talk(assistant, *turns).status is Status.NOT_IN_CORPUS


@pytest.mark.parametrize(("turns", "words"), [
    (("Which organisations are accredited to support CCGs in end-to-end commissioning?", "how many of them are there?"), "9 organisations"),
    (("What did Preston Council do?", "by how much did its spend rise?"), "28%"),
    (("What is the Provider Selection Regime?", "who must follow it?"), "NHS trusts"),
    (("When was the Act passed?", "who introduced it?"), "Chris White"),
    (("How many CCGs are there in Devon?", "and Dorset?"), "1 CCG is in the Dorset STP footprint"),
    (("What does Compact Principle 3.17 say?", "and 2.4?"), "12 week"),
])
def test_what_it_does_say_is(assistant: Assistant, turns: Sequence[str], words: str):
    answer = talk(assistant, *turns)
    assert answer.status is Status.ANSWERED and words in answer.answer


def test_a_service_still_to_be_bought_is_remembered_and_named_once(assistant: Assistant):
    answer = talk(assistant, "We are Leeds City Council", "we want to buy catering services", "what rules apply to us?")
    assert answer.standalone_question == "What rules apply to Leeds City Council, which buys catering services?"
    assert talk(assistant, "I work for an NHS trust. Which rules bind us when we buy cleaning?").standalone_question == \
        "Which rules bind an NHS trust when an NHS trust buys cleaning?"


def test_the_plan_of_our_area_is_that_of_the_place_we_are_named_for(assistant: Assistant):
    answer = talk(assistant, "I work for Leeds City Council", "does our area's plan mention social value?")
    assert "West Yorkshire and Harrogate does not mention social value" in answer.answer


def test_an_organisation_that_no_document_names_is_not_told_of_others(assistant: Assistant):
    answer = talk(assistant, "I work for Leeds City Council", "is our council in the report?")
    assert (answer.status, answer.citations) == (Status.NOT_IN_CORPUS, ())
    assert answer.standalone_question == "Is Leeds City Council mentioned in the report?"
