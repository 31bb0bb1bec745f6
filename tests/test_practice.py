"""Practice: items are proved, made the same again, marked with page and why, and asked again when they are due."""

from __future__ import annotations

import os
import pickle
import re
import subprocess
import sys
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from functools import cache
from pathlib import Path

import pytest
import yaml
from builders import CORPUS, page_texts, shipped
from talks import store

from assistant.compose import Quote, Statement
from assistant.conversation import IN_MEMORY, Conversations
from assistant.domain import Page
from assistant.errors import ConversationsUnavailable, CorpusError
from assistant.events import apart, read_events
from assistant.law import read_facts as read_law
from assistant.practice.bank import Bank, Material, make_bank
from assistant.practice.facts import DATA, read_facts, read_sorts
from assistant.practice.from_tables import items_from_tables
from assistant.practice.items import Choice, Item, Kind
from assistant.practice.marking import mark, read_answer
from assistant.practice.progress import Kept, Progress, tally
from assistant.practice.proof import faults
from assistant.practice.session import choose
from assistant.practice.wrong import Sentences, is_wrong, measure
from assistant.table_rows import Rows
from evals.practice import WANTED, faults_of, split_of, table_of

TODAY = date(2026, 11, 22)
NOW = datetime(2026, 11, 22, 9, tzinfo=UTC)


@cache
def material() -> Material:
    texts, _ = shipped()
    pages, briefing = page_texts(texts), read_law(CORPUS / "law" / "facts.yaml")
    return Material(read_facts(pages, briefing), read_sorts(pages), read_events(pages, briefing), Rows.load(CORPUS / "tables"),
                    tuple(Page(*place, text) for place, text in texts.items()))


@cache
def bank(seed: int = 0) -> Bank:
    return make_bank(material(), TODAY, seed)


def item(name: str) -> Item:
    return bank().by_id[name]


def pages():
    return page_texts(shipped()[0])


# --- what is asked ---------------------------------------------------------------------------------------


def some(*sorts: str) -> Material:
    """The facts of a few sorts, whole, with the tables and no events: enough to hold one making of items against another."""
    return replace(material(), facts=tuple(one for one in material().facts if one.sort in sorts), events=())


def test_at_least_200_items_are_proved_and_none_is_left_over():
    assert len(bank().items) >= WANTED and bank().unproved == ()
    sentences, table = Sentences.of(material().pages), table_of(pages())
    assert {one.id: found for one in bank().items if (found := faults_of(one, pages(), sentences, table))} == {}


def test_the_readme_says_how_many_there_are():
    assert f"\n{len(bank().items)} questions are made from the documents' own facts" in (CORPUS.parent / "README.md").read_text(encoding="utf-8")


def test_there_are_items_of_every_kind_and_a_third_is_held_out():
    for kind in Kind:
        of_kind = [one for one in bank().items if one.kind is kind]
        assert len(of_kind) >= 20 and any(split_of(one) == "held_out" for one in of_kind), kind
    assert 0.28 < sum(split_of(one) == "held_out" for one in bank().items) / len(bank().items) < 0.38


def test_another_seed_makes_other_choices_of_the_same_facts_and_as_many_items():
    one, other = (make_bank(some("day", "author body", "note"), TODAY, seed) for seed in (0, 7))
    assert one.items != other.items and len(one.items) == len(other.items) and other.unproved == ()
    assert {made.id for made in one.items if not made.by_table} == {made.id for made in other.items if not made.by_table}


def test_the_same_seed_makes_the_same_items_in_every_process():
    given = pickle.dumps((some("day", "author body", "unit"), TODAY))
    code = "import pickle, sys; from assistant.practice.bank import make_bank; print(make_bank(*pickle.load(sys.stdin.buffer)).items)"
    made = [subprocess.run([sys.executable, "-c", code], input=given, capture_output=True, check=True, env=os.environ | {"PYTHONHASHSEED": seed}, cwd=CORPUS.parent).stdout for seed in "12"]
    assert made[0] == made[1] and len(made[0]) > 10_000


@pytest.mark.parametrize("name, text, said", [
    ("compact-voice-surveyor", "the HSJ", "A survey in 2013 by the HSJ found"), ("vcse-review-publisher", "NHS Improvement", "was published by NHS Improvement in 2016."),
    ("vcse-review-publisher", "Department of Health", "was published by the Department of Health in 2016."), ("support-framework", "Department of Health", "In 2015 the Department of Health created"),
    ("recommendation-mandate", "NHS England and the Department of Health", "a social value policy by NHS England and the Department of Health."),
    ("review-announced-2017", "Secretary of State", "In February 2017 the then Secretary of State announced"), ("preston-council", "London Borough of Sutton", "The London Borough of Sutton used"),
    ("limited-share", "85 per cent", "85% of the report's respondents"), ("cost-savings", "36%", "36 per cent of local authorities")])
def test_a_wrong_choice_fits_its_sentence_as_the_right_one_does(name: str, text: str, said: str):
    assert said in fact(name).filled(text)


@pytest.mark.parametrize("change, said", [
    ({"ask": "A the HSJ survey in 2013 asked LA respondents."}, "no good English"), ({"ask": "It was published by the NHS Improvement."}, "no good English"),
    ({"ask": "Department of Health has published one."}, "no good English"), ({"ask": "This version of fundholding was abolished in 1997."}, "not plain on its own"),
    ({"ask": "In our summary, section 3 leaves it alone."}, "not plain on its own"), ({"choices": (Choice("57%"), Choice("two-thirds"))}, "the form of a choice")])
def test_the_evaluation_tells_poor_english_what_points_elsewhere_and_a_choice_that_its_form_gives_away(change: dict, said: str):
    sentences, table = Sentences.of(()), {}
    assert any(said in fault for fault in faults_of(replace(item("figure:policy-claimed"), **{"right": (0,), **change}), pages(), sentences, table))


def test_the_law_is_asked_with_the_day_it_was_checked_and_never_when_that_is_long_ago():
    assert item("figure:royal-assent").checked == date(2026, 11, 21) and item("figure:foi-replies").checked is None
    late = make_bank(some("day", "number of ccgs"), date(2027, 6, 1))
    assert "figure:royal-assent" not in late.by_id and "figure:foi-replies" in late.by_id and "figure:royal-assent" in {one.id for one in late.stale}


def test_the_law_that_nobody_is_sure_of_is_refused(tmp_path: Path):
    unsure = {"id": "icbs-36", "kind": "figure", "sort": "small count", "ask": "How many integrated care boards are there?", "answer": "36",
              "quote": "Since 1 April 2026 there have reportedly been 36 integrated care boards (ICBs) in England, thirteen having become seven; check NHS England's list of ICBs.",
              "says": "Since 1 April 2026 there have reportedly been {} integrated care boards (ICBs) in England."}
    with pytest.raises(CorpusError, match="icbs-36.*sure"):
        read(tmp_path, "9", unsure)


def read(folder: Path, page: str, row: dict, source: str = "law-as-it-stands"):
    """The facts of a file with one of them."""
    (folder / "documents.yaml").write_text(yaml.safe_dump({source: {page: [row]}}))
    (folder / "law.yaml").write_text("{}")
    return read_facts(pages(), read_law(CORPUS / "law" / "facts.yaml"), folder)


GOOD = {"id": "rate", "kind": "figure", "sort": "per cent", "ask": "What was the response rate?", "answer": "91%",
        "quote": "We received 192 responses of sufficient quality to interpret, a 91% response rate.", "says": "We received 192 responses, a {} response rate."}


@pytest.mark.parametrize("change, said", [
    ({"answer": "92%"}, "does not stand in the quote"),
    ({"says": "We received 193 responses, a {} response rate."}, "the check does not pass"),
    ({"quote": "We received 192 answers, a 91% response rate."}, "the check does not pass"),
    ({"kind": "order"}, "expected a kind"), ({"says": "no gap"}, "expected a kind"), ({"odd": 1}, "unknown key 'odd'"),
    ({"also": {"source": "healthy-commissioning", "page": "14", "quote": "Not there."}}, "also does not stand"),
])
def test_a_fact_that_its_page_does_not_bear_out_is_refused(tmp_path: Path, change: dict, said: str):
    assert read(tmp_path, "14", GOOD, "healthy-commissioning")[0].statement.text == "We received 192 responses, a 91% response rate."
    with pytest.raises(CorpusError, match=said):
        read(tmp_path, "14", GOOD | change, "healthy-commissioning")


def test_a_wrong_choice_that_does_not_stand_in_the_documents_is_refused(tmp_path: Path):
    path = tmp_path / "sorts.yaml"
    path.write_text((DATA / "sorts.yaml").read_text(encoding="utf-8").replace("[the Department of Health, healthy-commissioning", "[the Ministry of Health, healthy-commissioning"), encoding="utf-8")
    with pytest.raises(CorpusError, match="the Ministry of Health.*does not stand"):
        read_sorts(pages(), path)


# --- what is proved --------------------------------------------------------------------------------------


def fact(name: str):
    return next(one for one in material().facts if one.id == name)


def test_a_choice_that_another_page_bears_out_is_not_wrong():
    sentences = Sentences.of(material().pages)
    heading = fact("standard-contract-heading")
    assert not is_wrong(heading, "Sustainable Development", sentences)  # it was, in 2016-17
    assert is_wrong(heading, "Public Interest Test", sentences)
    assert not is_wrong(fact("preston-before"), "28%", sentences)  # it stands in the quote


def test_an_item_with_a_second_right_choice_a_wrong_page_or_a_false_claim_has_faults():
    good = item("figure:foi-replies")
    assert faults(good, pages()) == ()
    both = replace(good, choices=(*good.choices[:-1], Choice("91%")))
    assert any("a wrong choice stands" in fault for fault in faults(both, pages()))
    moved = replace(good, claims=(replace(good.claims[0], quotes=(replace(good.quotes[0], page="15"),)),))
    assert any("not on its page" in fault for fault in faults(moved, pages()))
    wrong = replace(good, claims=(replace(good.claims[0], text="The researchers received 193 responses."),))
    assert any("turns down" in fault for fault in faults(wrong, pages()))


def test_a_statement_marked_the_wrong_way_round_has_faults():
    for one in bank().items:
        if one.kind is Kind.TRUE_FALSE:
            assert faults(replace(one, right=(1 - one.right[0],)), pages()) != (), one.id


def test_events_in_a_wrong_order_have_faults_and_a_year_is_not_put_beside_a_day_in_it():
    one = next(one for one in bank().items if one.kind is Kind.ORDER)
    assert faults(replace(one, right=tuple(reversed(one.right))), pages()) != ()
    by_id = {event.id: event for event in material().events}
    assert not apart([by_id["lord-young"], by_id["regulations-2015"]]) and apart([by_id["royal-assent"], by_id["first-guidance"]])


def test_the_evaluation_reads_the_tables_off_the_pages_again():
    table, sentences = table_of(pages()), Sentences.of(material().pages)
    assert sum(name.startswith("NHS ") for name in table) == 209 and sum(value in ("yes", "no") for value in table.values()) == 44
    one = item("true-false:plan-of-greater-manchester")
    assert faults_of(one, pages(), sentences, table) == []
    assert faults_of(one, pages(), sentences, table | {"Greater Manchester": "no"}) != []


@pytest.mark.parametrize("seed", [0, 5])
def test_no_ccg_has_the_name_of_its_footprint_in_its_own_also_not_shortened(seed: int):
    asked = [one for one in items_from_tables(material().rows, seed) if one.id.startswith("which:footprint-of")]
    assert len(asked) > 20
    for one in asked:
        mine, theirs = ({word[:4] for word in re.findall(r"[a-z]{4,}", text.lower())} for text in (one.ask.split(" was ")[1], one.answer[0]))
        assert not mine & theirs, one.ask


def test_choices_with_an_order_are_shown_in_it():
    for name in ("figure:royal-assent", "figure:services-central-2026", "which:duty-section", "figure:ccgs-of-greater-manchester"):
        values = [measure(choice.text) for choice in item(name).choices]
        assert values == sorted(values)


# --- marking ---------------------------------------------------------------------------------------------


def test_a_wrong_answer_is_told_the_right_one_its_page_why_and_what_was_chosen():
    one = item("figure:limited-share")
    wrong = next(at for at, choice in enumerate(one.choices) if choice.elsewhere)
    told = mark(one, (wrong,))
    assert not told.is_right and told.answer == ("36%",) and told.because[0].quotes[0].page == "17"
    assert told.instead and one.choices[wrong].text in told.instead.text
    assert mark(one, one.right).is_right and mark(one, one.right).instead is None


@pytest.mark.parametrize("name, typed, at", [
    ("figure:limited-share", "36%", "right"), ("figure:limited-share", "B", (1,)), ("figure:limited-share", "e", None), ("figure:limited-share", "36 per cent", "right"), ("figure:limited-share", "", None),
    ("true-false:limited-share", "t", (0,)), ("true-false:limited-share", "False.", (1,)), ("true-false:limited-share", "perhaps", None),
])
def test_an_answer_is_read_as_people_type_it(name: str, typed: str, at: object):
    assert read_answer(item(name), typed) == (item(name).right if at == "right" else at)


def test_an_order_is_read_as_letters_and_only_when_it_has_all_of_them():
    one = next(one for one in bank().items if one.kind is Kind.ORDER)
    assert read_answer(one, "d, b a c") == read_answer(one, "DBAC") == (3, 1, 0, 2)
    assert read_answer(one, "d b a") is read_answer(one, "d b a a") is read_answer(one, "last week") is None


# --- asking again ----------------------------------------------------------------------------------------


def kept_in(folder: Path, now: datetime = NOW, owner: str = "local") -> Progress:
    return Progress(store(folder).of(owner), lambda: now)


def test_a_wrong_answer_comes_back_in_minutes_a_right_one_in_days_and_each_time_later(tmp_path: Path):
    wrong = kept_in(tmp_path).put("a", is_right=False)
    assert wrong.due == NOW + timedelta(minutes=10)
    due, gaps = NOW, []
    for _ in range(4):
        now = due
        due = kept_in(tmp_path, now).put("b", is_right=True).due
        gaps.append(due - now)
    assert gaps[0] >= timedelta(days=1) and gaps == sorted(gaps) and gaps[-1] > timedelta(days=20)


def test_an_answer_with_the_page_at_hand_comes_back_sooner_than_one_from_memory(tmp_path: Path):
    assert kept_in(tmp_path).put("seen", is_right=True, open_book=True).due < kept_in(tmp_path).put("known", is_right=True).due


def test_what_is_kept_is_there_when_it_is_opened_again_and_only_its_owner_sees_it(tmp_path: Path):
    kept_in(tmp_path).put("a", is_right=False)
    kept_in(tmp_path).put("a", is_right=True)
    assert kept_in(tmp_path).all()["a"] == Kept("a", kept_in(tmp_path).all()["a"].due, NOW, 2, 1, True)
    assert kept_in(tmp_path, owner="other").all() == {}
    kept_in(tmp_path, owner="other").put("a", is_right=True)
    assert kept_in(tmp_path).forget() == 1 and kept_in(tmp_path).all() == {} and len(kept_in(tmp_path, owner="other").all()) == 1


def test_practice_and_conversations_share_a_database_whichever_opens_it_first(tmp_path: Path):
    kept_in(tmp_path).put("a", is_right=True)
    name, _ = store(tmp_path).put("Which weighting?")
    assert store(tmp_path).open(name) and kept_in(tmp_path).all()
    assert store(tmp_path).delete_all() == 1 and len(kept_in(tmp_path).all()) == 1
    assert Progress(Conversations(IN_MEMORY)).all() == {}


def test_a_store_that_cannot_be_written_is_one_message_and_keeps_what_was_there(tmp_path: Path):
    progress = kept_in(tmp_path)
    progress.put("a", is_right=True)
    (tmp_path / "conversations.sqlite").write_bytes(b"no database" * 200)
    with pytest.raises(ConversationsUnavailable, match="move it"):
        kept_in(tmp_path)


def test_what_is_due_comes_first_then_new_items_of_every_kind_and_no_fact_twice():
    kept = {name: Kept(name, NOW + due, NOW, 1, 0, False) for name, due in
            (("figure:foi-rate", timedelta(-1)), ("who:mp-behind-act", timedelta(-2)), ("figure:royal-assent", timedelta(1)))}
    session = choose(bank().items, kept, 10, NOW)
    assert [one.id for one in session[:2]] == ["who:mp-behind-act", "figure:foi-rate"]
    assert "figure:royal-assent" not in {one.id for one in session} and {one.kind for one in session} == set(Kind)
    assert len({one.subject for one in session}) == len(session) == 10
    assert choose(bank().items, kept, 10, NOW) == session
    assert {one.kind for one in choose(bank().items, {}, 12, NOW, (Kind.WHO,))} == {Kind.WHO}
    assert tally((one.id for one in bank().items), kept, NOW).due == 2


def test_a_choice_is_shown_without_what_would_give_it_away():
    assert [Choice(text).label for text in ("the Labour government", "Coalition Government", "'Cleveland regeneration model'", "five", "NHS England", "52 per cent", "£5 million")] == \
        ["Labour government", "Coalition government", "Cleveland regeneration model", "Five", "NHS England", "52%", "£5,000,000"]
    made = Statement("Said.", (Quote("a", "1", "Said."),))
    assert Item("who:a", Kind.WHO, "Who?", (Choice("x"),), (0,), (made, made)).quotes == made.quotes
