"""Families of legal questions: what each is told stands on its page, many wordings find it, and what only looks like it does not."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import CORPUS, shipped

from assistant.assistant import Assistant
from assistant.domain import ClaimKind, Role, Status
from assistant.errors import CorpusError
from assistant.law import SOURCE_ID, read_facts
from assistant.law_asks import LawAsks, read_families
from assistant.text import stands_in

FACTS = read_facts(CORPUS / "law" / "facts.yaml")
ASKS = LawAsks.load(CORPUS / "law", FACTS)
PAGES, _ = shipped()


def topic(question: str, latest: str = "") -> str:
    found = ASKS.family(question, latest)
    return found.topic if found else ""


@pytest.mark.parametrize("family", ASKS.families, ids=lambda family: family.topic)
def test_every_sentence_stands_word_for_word_on_its_page(family):
    assert family.told
    for statement in family.told:
        (quote,) = statement.quotes
        assert stands_in(quote.text, PAGES[quote.source_id, quote.page]), quote.text


@pytest.mark.parametrize("question", [
    "we left it too late and now it's urgent, can we ignore the social value duty", "we were too slow starting, so it's urgent now. can we disapply the duty?",
    "We dragged our feet and the contract expires next week; may we skip the Act?", "does the Act let us off if we forgot to re-tender in time?",
    "Does urgency excuse us if the delay was our own?", "Can we rely on section 1(8) if the urgency is of our own making?",
    "The council started late. Is it still bound by the Act?", "If bad planning made it an emergency, does the exception apply?",
])
def test_urgency_of_ones_own_making_is_told_from_urgency(question: str):
    assert topic(question) == "own delay"


@pytest.mark.parametrize("question", [
    "What does the Act say about urgency?", "It is urgent because of a flood. May we set the duty aside?", "How late may a bidder hand in a tender under the Act?",
    "When did the Act start to apply?", "Is it too late to consider social value once the tender is out?",
])
def test_urgency_alone_and_lateness_alone_are_left_to_their_own_evidence(question: str):
    assert topic(question) != "own delay"


def test_the_exception_for_urgency_is_never_told_without_its_limit(assistant: Assistant):
    for question in ("a burst water main means we must buy now. can we skip the act", "does urgency let us skip consultation", "What does section 1(8) say?"):
        said = assistant.ask(question).answer
        assert "lets an authority set the duties aside" in said and "undue delay of its own" in said, question


def test_a_limit_stands_after_what_it_limits_and_once():
    (limit,) = ASKS.limits
    eight = next(f for f in ASKS.families if f.topic == "own delay").told[1]
    other = next(f for f in ASKS.families if f.topic == "works threshold").told[0]
    assert ASKS.limited((eight, other)) == (eight, limit.told, other) and ASKS.limited((limit.told, eight)) == (limit.told, eight) and ASKS.limited((other,)) == (other,)


@pytest.mark.parametrize(("question", "wanted"), [
    ("is it illegal to consult for six weeks", "twelve weeks"), ("How long must we consult for?", "twelve weeks"), ("does section 1(7) require 12 weeks", "twelve weeks"),
    ("Are CCGs bound by the Social Value Act?", "duty of CCGs to consider"), ("What must CCGs do under the Act?", "duty of CCGs to consider"),
    ("Does the Social Value Act apply to PSR contracts too?", "the Act beside the Provider Selection Regime"), ("When was the law last updated?", "when the Act was amended"), ("When were the facts on the law last updated?", "age of the briefing"),
    ("Did CCGs have to consider social value?", "duty of CCGs to consider"), ("how much must departments give social value from January", "the least weighting from 2027"),
    ("Is the NHS Standard Contract mandatory for CCGs?", "the Standard Contract, then and now"), ("which ICBs merged on 1 April 2026?", "boards that merged"),
    ("is a 12 week consultation a legal requirement now", "twelve weeks"), ("Must we consult for twelve weeks?", "twelve weeks"),
    ("Does the law force a three-month consultation on us?", "twelve weeks"),
    ("Do CCGs have to publish a social value policy?", "duty of CCGs to have a policy"), ("CCGs must consider social value, right?", "duty of CCGs to consider"),
    ("Has the NHS Standard Contract clause on social value changed?", "the Standard Contract, then and now"),
    ("What will the minimum weighting be from January 2027?", "the least weighting from 2027"), ("What percentage will a department give next year?", "the least weighting from 2027"),
    ("Will NHS weightings change in January 2027?", "what the NHS must give from 2027"),
    ("What is the works threshold now?", "works threshold"), ("threshold for building contracts", "works threshold"), ("Was the Act's threshold ever £750,000?", "750,000"),
    ("Was Essex ICB merged?", "a board that merged"), ("What weighting does the Health Bill set?", "a law that sets no weighting here"),
    ("Who is the lead for social value at NHS England now?", "who leads at a national body"), ("Did Lord Young want the Act repealed?", "what Lord Young asked for"),
    ("How old is this law information and who checked it?", "age of the briefing"), ("does the Act cover call-offs", "call-offs"),
    ("We are setting up a framework that is mostly goods, does the Act apply?", "framework of goods and services"), ("Who is bound by the Act?", "who is bound"),
])
def test_a_family_is_found_in_many_wordings(question: str, wanted: str):
    assert topic(question) == wanted


@pytest.mark.parametrize("question", [
    "What does the Compact say about 12 week consultations?", "Should every CCG have a social value policy?", "Is a policy enough for a CCG to be called active?",
    "What rate will VAT be in 2027?", "How much of the budget goes to CCGs next year?", "Will the 10% of respondents rise in 2027?", "What must a CCG show besides a policy?", "What was the works threshold in 2021?", "How do thresholds work?", "What is the highest weighting that PPN 026 allows?",
    "Who is covered by the duty of best value?", "Is it enough for a CCG to have a social value policy?", "How long before the tender must we think about consultation?", "What weighting was common in 2016?", "How is a framework agreement set up?", "How long is the NHS Standard Contract?",
])
def test_what_only_looks_like_a_family_is_none(question: str):
    assert topic(question) == ""


def test_the_latest_turn_must_speak_of_it():
    before = "we started late and it is urgent, must we follow the Act?"
    assert topic(f"{before} and for goods?", "and for goods?") == ""
    assert topic("Does urgency excuse us from the Act? and if it is our own fault?", "and if it is our own fault?") == "own delay"


@pytest.mark.parametrize(("put", "instead", "told"), [
    ("speaks_of: [dogs]", "speaks_of: [cats]", "cats"), ("{fact: s1-9, say: [1]}", "{fact: none, say: [1]}", "none"), ("say: [1]", "say: [9]", "9"),
    ("- 'dogs?'", "- 'dogs?('", "dogs"), ("opening: silent", "opening: loud", "loud"), ("say: [1]}", "say: [1], kind: rule}", "rule"),
])
def test_a_wrong_file_is_told_with_what_was_expected(tmp_path: Path, put: str, instead: str, told: str):
    good = "things:\n  dogs:\n    - 'dogs?'\nfamilies:\n  - topic: dogs\n    speaks_of: [dogs]\n    opening: silent\n    told:\n      - {fact: s1-9, say: [1]}\n"
    path = tmp_path / "asked.yaml"
    path.write_text(good)
    assert len(read_families(path, FACTS)) == 1
    path.write_text(good.replace(put, instead))
    with pytest.raises(CorpusError, match=told) as raised:
        read_families(path, FACTS)
    assert "expected" in str(raised.value) or "asked.yaml" in str(raised.value)


def test_ones_own_delay_is_answered_first_with_the_limit_and_a_doubt_is_no_duty(assistant: Assistant):
    answer = assistant.ask("We left it too late and now it is urgent. Can we ignore the duty?")
    assert answer.status is Status.ANSWERED and answer.claims[0].text.startswith("Under the Social Value Act, urgency is no excuse")
    assert answer.claims[0].kind is ClaimKind.DUTY and answer.claims[-1].kind is ClaimKind.GUIDANCE


def test_twelve_weeks_are_no_requirement_though_the_index_has_the_question(assistant: Assistant):
    answer = assistant.ask("is 12 weeks required for a consultation")
    assert answer.claims[0].text == "Section 1(7) of the Social Value Act does not require a consultation to be held."


def test_what_a_law_does_not_set_is_refused(assistant: Assistant):
    answer = assistant.ask("What is the weighting that the Health Bill sets for social value?")
    assert answer.status is Status.NOT_IN_CORPUS and answer.answer.startswith("The documents do not say.")


def test_a_duty_of_ccgs_is_told_as_it_was_and_as_it_is(assistant: Assistant):
    answer = assistant.ask("Do CCGs have to consider social value?")
    assert answer.answer.startswith("What the documents said in 2017, and how it stands now:")
    assert "abolished on 1 July 2022" in answer.answer and "An ICB must consider" in answer.answer


def test_a_question_that_names_a_document_is_answered_from_it(assistant: Assistant):
    answer = assistant.ask("Must we consult for 12 weeks, according to the Knowhow guide?")
    assert answer.citations[0].source_id != SOURCE_ID


@pytest.mark.parametrize("question", ["We are a Welsh council, does the Act apply to us?", "Does the Act apply to a £90,000 services contract?"])
def test_nobody_is_told_how_to_comply_with_an_act_that_does_not_reach_them(assistant: Assistant, question: str):
    answer = assistant.ask(question, Role.COMMISSIONER)
    assert answer.status is Status.ANSWERED and answer.aside is None
