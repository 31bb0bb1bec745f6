"""An entry of the index of questions as statements: what is an item, and what weight each quote carries."""

from __future__ import annotations

from builders import passage, source

from assistant.domain import Authority, ClaimKind, Kind, Passage
from assistant.entry_statements import statements_of
from assistant.question_index import Entry, Quoted
from assistant.sources import Sources

SOURCES = Sources([source("report"), source("guide", authority=Authority.GUIDANCE), source("brief", kind=Kind.BRIEFING)])


def made(kind: ClaimKind, *quotes: Quoted, passages: tuple[Passage, ...] = ()):
    return statements_of(Entry(quotes, kind), SOURCES, {p.id: p for p in passages})


def test_an_item_whose_words_stand_in_a_sentence_before_is_an_item_of_its_own_list() -> None:
    before = passage("There is little openness in it.", "p1")
    listed = passage("It ensures:\n- openness\n- thought\n- talk", "p2")
    quotes = [Quoted("report", "1", "It ensures:", (), "p2"), Quoted("report", "1", "openness", (), "p1"), Quoted("report", "1", "talk", (), "p2", "-")]
    said = made(ClaimKind.EVIDENCE, *quotes, passages=(before, listed))
    assert [s.item for s in said] == [False, True, True] and said[1].quotes[0].passage_id == "p2"


def test_two_items_of_a_list_without_an_opening_line_stay_a_list() -> None:
    listed = passage("- openness in all\n- thought for others", "p1")
    quotes = [Quoted("report", "1", text, (), "p1", "-") for text in ("openness in all", "thought for others")]
    assert [s.item for s in made(ClaimKind.EVIDENCE, *quotes, passages=(listed,))] == [True, True]


def test_two_sentences_of_one_item_are_no_list() -> None:
    listed = passage("- Open the hall. Light the stove.", "p1")
    quotes = [Quoted("report", "1", text, (), "p1", "-") for text in ("Open the hall.", "Light the stove.")]
    assert [s.item for s in made(ClaimKind.EVIDENCE, *quotes, passages=(listed,))] == [False, False]


def test_items_of_several_sentences_are_items_of_their_list() -> None:
    listed = passage("1. Open the hall. Light the stove.\n2. Feed the cat. Lock it in.\n3. Go.", "p1")
    quotes = [Quoted("report", "1", text, (), "p1", f"{n}.") for n, text in enumerate(("Open the hall. Light the stove.", "Feed the cat. Lock it in.", "Go."), 1)]
    assert [s.item for s in made(ClaimKind.EVIDENCE, *quotes, passages=(listed,))] == [True, True, True]


def test_numbered_headings_are_a_numbered_list() -> None:
    quotes = [Quoted("guide", "1", text, ("Garden", f"{n}. {text}"), f"p{n}") for n, text in enumerate(("Dig", "Sow"), 1)]
    assert [(s.item, s.marker) for s in made(ClaimKind.GUIDANCE, *quotes)] == [(True, "1."), (True, "2.")]


def test_what_is_recommended_is_guidance_beside_what_was_found() -> None:
    found = Quoted("report", "1", "Few halls were open.", ("Findings",), "p1")
    wanted = Quoted("report", "2", "Every hall opens daily.", ("Recommendations",), "p2")
    advised = Quoted("guide", "1", "Wardens should open the hall.", (), "p3")
    assert [s.kind for s in made(ClaimKind.EVIDENCE, found, wanted, advised)] == [ClaimKind.EVIDENCE, ClaimKind.GUIDANCE, ClaimKind.GUIDANCE]


def test_a_finding_beside_a_duty_of_the_briefing_is_no_duty() -> None:
    said = made(ClaimKind.DUTY, Quoted("report", "1", "Few halls were open.", (), "p1"), Quoted("brief", "1", "The Act requires open halls.", (), "p2"))
    assert [s.kind for s in said] == [ClaimKind.EVIDENCE, ClaimKind.DUTY]
