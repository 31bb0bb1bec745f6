"""What a person says of themselves: read from their own turns, and put where a question says "we"."""

from __future__ import annotations

import pytest

from assistant.domain import Role
from assistant.memory import Memory, about_us, readings, remembered, says_we, states


@pytest.mark.parametrize(("text", "organisation", "role"), [
    ("I work for Swindon Borough Council", "Swindon Borough Council", Role.COMMISSIONER),
    ("we're NHS Swindon CCG", "NHS Swindon CCG", Role.COMMISSIONER),
    ("i work at nhs swindon ccg", "NHS Swindon CCG", Role.COMMISSIONER),
    ("My organisation is Age UK Wiltshire", "Age UK Wiltshire", None),
    ("I’m a commissioner at NHS Bristol, North Somerset and South Gloucestershire ICB", "NHS Bristol, North Somerset and South Gloucestershire ICB", Role.COMMISSIONER),
])
def test_an_organisation_is_remembered(text: str, organisation: str, role: Role | None):
    memory = remembered([text])
    assert (memory.organisation, memory.role) == (organisation, role)


@pytest.mark.parametrize(("text", "memory"), [
    ("I'm a bidder", Memory(role=Role.VCSE)), ("I am a law student.", Memory(role=Role.STUDENT)), ("As a bidder, what evidence should I bring?", Memory(role=Role.VCSE)),
    ("We are a council buying cleaning services", Memory(Role.COMMISSIONER, body="council", service="cleaning services")),
    ("we run a small charity in Hull", Memory(Role.VCSE, body="charity")), ("I'm in Leeds", Memory(area="Leeds")),
    ("we commission mental health services", Memory(Role.COMMISSIONER, service="mental health services")),
])
def test_a_role_a_kind_of_body_a_service_and_an_area_are_remembered(text: str, memory: Memory):
    assert remembered([text]) == memory


@pytest.mark.parametrize("text", ["I am looking for the weighting", "I'm not a bidder", "what do we buy?", "If we are a council, what then?", "How many CCGs are active, as a share of all?",
                                  "I'm reading the report as part of a course", "Are we a contracting authority?", "Should we buy goods?"])
def test_what_is_not_said_of_oneself_is_not_remembered(text: str):
    assert not remembered([text])


def test_a_later_word_takes_the_place_of_an_earlier_one():
    memory = remembered(["I work for Leeds City Council", "Which rules bind us?", "Sorry, I work for NHS Hull CCG", "and we buy laptops"])
    assert (memory.organisation, memory.body, memory.service) == ("NHS Hull CCG", "ccg", "laptops")


def test_a_statement_is_told_from_a_question_that_has_one_in_it():
    assert states("Just so you know: we run a social enterprise") and states("we want to buy catering services")
    assert not states("I work for an ICB, which rules bind us?")
    assert not states("We are a charity that wants to know the threshold")
    assert not states("We are the champions of everything that was ever written in any of the papers that anyone has put on this table today and so on")


def test_it_is_told_back_in_the_users_own_terms():
    assert remembered(["we are a council buying cleaning services"]).told == ("you commission or buy", "you are a council", "you buy cleaning services")


SWINDON = Memory(organisation="NHS Swindon CCG", body="ccg")
COUNCIL = Memory(body="council", service="cleaning services")


@pytest.mark.parametrize(("question", "memory", "reading"), [
    ("which footprint are we in?", SWINDON, "Which footprint is NHS Swindon CCG in?"),
    ("does our plan mention social value?", SWINDON, "Does NHS Swindon CCG’s plan mention social value?"),
    ("does my area’s plan mention social value?", SWINDON, "Does NHS Swindon CCG’s plan mention social value?"),
    ("which rules bind us?", COUNCIL, "Which rules bind a council that buys cleaning services?"),
    ("which rules must we follow?", COUNCIL, "Which rules must a council that buys cleaning services follow?"),
    ("what rules apply to us?", Memory(organisation="Leeds City Council", body="city council", service="catering"), "What rules apply to Leeds City Council, which buys catering?"),
    ("which rules bind us when we buy goods?", COUNCIL, "Which rules bind a council when a council buys goods?"),
    ("are we in the report?", SWINDON, "Is NHS Swindon CCG mentioned in the report?"),
    ("do we have to consult?", COUNCIL, "Does a council that buys cleaning services have to consult?"),
])
def test_a_question_is_read_with_the_most_exact_name_first(question: str, memory: Memory, reading: str):
    assert readings(question, memory)[0] == reading


@pytest.mark.parametrize("question", ["Which footprint is NHS Hull CCG in?", "What is social value?", "Which rules bind them?"])
def test_a_question_that_does_not_say_we_is_left_alone(question: str):
    assert not says_we(question) and readings(question, SWINDON) == ()


def test_nothing_is_put_where_nothing_is_remembered():
    assert readings("which rules bind us?", Memory()) == () and readings("which rules bind us?", Memory(role=Role.VCSE)) == ()


def test_a_question_about_oneself_is_told_from_one_for_oneself():
    assert about_us("What does the report say about us?") and about_us("Are we mentioned?")
    assert not about_us("Do we have to consult?")
