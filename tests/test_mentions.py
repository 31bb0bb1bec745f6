"""Where and how often something is mentioned, over every page."""

from __future__ import annotations

import re

import pytest
from builders import REPORT, passage, shipped

from assistant.mentions import find_mentions, target_of
from assistant.text import stands_in

# --- what is looked for ----------------------------------------------------------------------------------


@pytest.mark.parametrize(("question", "target"), [
    ("Where does the report mention Salford?", "Salford"),
    ("How often is Lord Young mentioned?", "Lord Young"),
    ("How many times does the report mention ‘duty to consider’?", "duty to consider"),
    ("Which pages mention \"golden thread\"?", "golden thread"),
    ("Is Brexit mentioned anywhere?", "Brexit"),
    ("Where is the Right Care programme mentioned?", "Right Care"),
    ("Where does it mention the NICE guideline?", "NICE"),
    ("Which pages mention weighting?", "weighting"),
    ("where is community transport mentioned?", "community transport"),
    ("Where does the guide mention Bristol? And why?", "Bristol"),
])
def test_the_target_is_what_the_question_names(question: str, target: str):
    assert target_of(question) == target


def test_a_question_that_names_nothing_has_no_target():
    assert target_of("Where is it mentioned?") == ""


# --- finding ---------------------------------------------------------------------------------------------

PAGES = (
    passage("Salford leads. In Salford it works; Salford's way is good.", "p1", page="1"),
    passage("Nobody is named here.", "p2", page="2"),
    passage("Others follow.\n- Preston\n- Salford", "p3", page="3"),
    passage("Salfordshire is another place. NICE is not nice.", "p4", page="4"),
    passage("Salford again.", "p5", page="3"),
    passage("The guide on Salford.", "p6", source_id="guide", page="1"),
)


def test_each_page_is_told_once_with_its_count_and_its_first_sentence():
    found = find_mentions("Salford", PAGES, ["report"])
    assert [(m.passage.page, m.count, m.sentence, m.marker) for m in found.found] == [
        ("1", 3, "Salford leads.", ""), ("3", 2, "Salford", "-")]
    assert found.total == 5


def test_all_documents_are_read_unless_some_are_named():
    assert {m.passage.source_id for m in find_mentions("Salford", PAGES).found} == {"report", "guide"}
    assert {m.passage.source_id for m in find_mentions("Salford", PAGES, ["guide"]).found} == {"guide"}


def test_a_name_in_capitals_is_not_found_in_small_letters():
    assert find_mentions("NICE", PAGES).total == 1


def test_small_letters_are_found_in_any_case():
    assert find_mentions("salford", PAGES, ["report"]).total == 5


def test_a_longer_word_is_another_word():
    assert "4" not in {m.passage.page for m in find_mentions("Salford", PAGES).found}


@pytest.mark.parametrize(("target", "text"), [("CCG", "Two CCGs."), ("tender", "Its tenders."), ("council", "The council’s."), ("joint-working", "joint-working here"),
                                              ("joint working", "Joint-working here")])
def test_plurals_possessives_and_hyphens_are_the_same_thing(target: str, text: str):
    assert find_mentions(target, [passage(text)]).total == 1


def test_what_is_nowhere_is_found_nowhere():
    found = find_mentions("Atlantis", PAGES)
    assert (found.target, found.found, found.total) == ("Atlantis", (), 0)


def test_nothing_is_found_for_nothing():
    assert find_mentions("", PAGES).found == ()


def test_a_word_nobody_uses_is_looked_for_by_the_fields_own_words():
    pool = [passage("Withdrawal from the European Union changes thresholds.", "p1"), passage("Nothing here.", "p2")]
    assert [m.passage.id for m in find_mentions("Brexit", pool).found] == ["p1"]


# --- over the shipped documents --------------------------------------------------------------------------


@pytest.mark.parametrize("target", ["Salford", "Lord Young", "Right Care", "Sustainable Development Unit", "Knowsley"])
def test_every_page_of_the_corpus_that_has_a_name_is_found(target: str):
    texts, passages = shipped()
    headings = "\n".join(h for p in passages for h in p.headings)
    pages = {key for key, text in texts.items() if re.search(rf"(?<!\w){target}(?!\w)", text)}
    found = find_mentions(target, passages)
    assert pages
    if target not in headings:
        assert {(m.passage.source_id, m.passage.page) for m in found.found} == pages
        assert found.total == sum(len(re.findall(rf"(?<!\w){target}(?!\w)", text)) for text in texts.values())
    assert all(stands_in(m.sentence, texts[m.passage.source_id, m.passage.page]) for m in found.found)


def test_the_pages_come_in_the_documents_order():
    pages = [int(m.passage.page) for m in find_mentions("STP", shipped()[1], [REPORT]).found]
    assert pages == sorted(pages)
