"""How something stood and how it stands now: data that stand on their pages and facts, and which question gets them."""

from __future__ import annotations

from pathlib import Path

import pytest
from builders import CORPUS, shipped

from assistant.assistant import Assistant
from assistant.domain import Status
from assistant.errors import CorpusError
from assistant.law import SOURCE_ID, read_facts
from assistant.text import stands_in
from assistant.then_and_now import ThenAndNow, read_then_and_now

FACTS = read_facts(CORPUS / "law" / "facts.yaml")
BOTH = ThenAndNow.load(CORPUS / "law", FACTS)
PAGES, _ = shipped()


@pytest.mark.parametrize("made", (*BOTH.pairs, *BOTH.lists), ids=lambda made: made.topic)
def test_every_sentence_stands_word_for_word_on_its_page(made):
    said = made.items if hasattr(made, "items") else (*made.then, *made.now)
    assert said
    for statement in said:
        (quote,) = statement.quotes
        assert stands_in(quote.text, PAGES[quote.source_id, quote.page]), quote.text


@pytest.mark.parametrize("pair", BOTH.pairs, ids=lambda pair: pair.topic)
def test_then_is_of_a_document_of_2017_and_now_of_our_briefing(pair):
    assert {q.source_id for s in pair.then for q in s.quotes}.isdisjoint({SOURCE_ID})
    assert {q.source_id for s in pair.now for q in s.quotes} == {SOURCE_ID}


@pytest.mark.parametrize(("question", "topic"), [
    ("Does my area still have an STP?", "stp"), ("are there still 44 footprints", "stp"), ("Do CCGs still exist?", "ccg"), ("What happened to the Compact?", "compact"),
    ("what replaced MEAT", "meat"), ("Is the EU threshold still used?", "thresholds"), ("Is the Social Value Act still in force?", "act"),
    ("Which body would write this policy now?", "ccg"), ("Are the Public Contracts Regulations 2015 still in force?", "regulations"),
    ("Is it still called NHS Improvement?", "addressees"),
])
def test_a_question_of_today_finds_its_pair(question: str, topic: str):
    assert (pair := BOTH.pair(question)) and pair.topic == topic


@pytest.mark.parametrize("question", [
    "How many CCGs are there now?", "What did CCGs replace?", "Which law replaced PCTs with CCGs?", "Which CCGs still have a policy?",
    "Is the Compact good?", "Do commissioners still ignore the Social Value Act?", "What weighting is common now?",
])
def test_a_question_for_something_particular_is_left_to_its_own_evidence(question: str):
    assert BOTH.pair(question) is None


def test_the_name_of_a_ccg_asks_for_nothing_more():
    assert BOTH.pair("Is Swindon CCG still around?") is None
    assert BOTH.pair("Is Swindon CCG still around?", ["NHS Swindon CCG"]).topic == "ccg"


@pytest.mark.parametrize(("question", "topic"), [
    ("What is still uncertain in the law?", "uncertain"), ("what are you not sure of", "uncertain"), ("What is pending?", "pending"), ("Which changes are coming up?", "pending"),
])
def test_what_is_open_and_what_is_on_its_way_are_lists(question: str, topic: str):
    assert (listed := BOTH.listed(question)) and listed.topic == topic and len(listed.items) > 5


@pytest.mark.parametrize("question", ["Why are STPs uncertain about their governance?", "Is it unclear who leads on social value in CCGs?", "Which contracts are pending in Leeds?"])
def test_uncertainty_of_something_else_is_no_list(question: str):
    assert BOTH.listed(question) is None


def test_what_is_pending_can_be_checked_in_the_facts():
    told = {fact.title for section in FACTS.sections for fact in section.facts}
    assert all(quote.headings[0] in told for listed in BOTH.lists for item in listed.items for quote in item.quotes)


def test_an_answer_says_then_and_now_with_both_sources(assistant: Assistant):
    answer = assistant.ask("Does my area still have an STP?")
    assert answer.status is Status.ANSWERED and answer.answer.startswith("What the documents said in 2017, and how it stands now:")
    assert [c.source_id for c in answer.citations][0] == "healthy-commissioning" and SOURCE_ID in {c.source_id for c in answer.citations}
    assert "stp-to-ics" in {notice.topic for notice in answer.notices}


def test_a_named_ccg_is_looked_up_and_what_is_not_known_of_its_successor_is_said(assistant: Assistant):
    answer = assistant.ask("Who replaced NHS Bath and North East Somerset CCG?")
    assert "Bath, Swindon and Wiltshire STP footprint" in answer.answer and answer.citations[0].page == "30"
    assert "took the place of NHS Bath and North East Somerset CCG the documents do not say" in answer.answer


@pytest.mark.parametrize(("wrong", "said"), [
    ("plain: a\npairs: []\nlists: []\nmore: 1", "unknown key 'more'"),
    ("plain: a\nlists: [{topic: x, asks: [a], about: b, opening: c, facts: {act-in-force-still: 1}}]\npairs: [{topic: x, terms: [y], then: [{source: s, page: '1', quote: q}], now: {nothing: 1}}]", "fact 'nothing'"),
    ("plain: a\nlists: [{topic: x, asks: [a], about: b, opening: c, facts: {act-in-force-still: 9}}]\npairs: [{topic: y, terms: [y], then: [{source: s, page: '1', quote: q}], now: {act-in-force-still: 1}}]", "expected 9"),
    ("plain: a\nlists: [{topic: y, asks: [a], about: b, opening: c, facts: {act-in-force-still: 1}}]\npairs: [{topic: y, terms: [y], then: [{source: s, page: '1', quote: q}], now: {act-in-force-still: 1}}]", "stands twice"),
])
def test_a_fault_of_the_file_is_named(tmp_path: Path, wrong: str, said: str):
    (tmp_path / "then-and-now.yaml").write_text(wrong, encoding="utf-8")
    with pytest.raises(CorpusError, match=said):
        read_then_and_now(tmp_path / "then-and-now.yaml", FACTS)


def test_what_about_a_thing_asks_how_it_stands(assistant: Assistant):
    text = assistant.ask("What about the thresholds?").answer
    assert "£207,720" in text and "£135,018" in text and "£663,540" in text
    assert "abolished on 1 July 2022" in assistant.ask("what about CCGs?").answer
