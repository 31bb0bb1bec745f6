"""An answer taken apart: paragraphs, items, sentences with their numbers, and what weight each has of its own."""

from __future__ import annotations

import pytest

from assistant.domain import Answer, Aside, Citation, Claim, ClaimKind, Status
from assistant.pieces import Paragraph, Piece, aside_paragraphs, paragraphs

DUTY, GUIDANCE, EVIDENCE = ClaimKind.DUTY, ClaimKind.GUIDANCE, ClaimKind.EVIDENCE


def answer(text: str, *kinds: ClaimKind, citations: int = 3, mode: str = "extractive") -> Answer:
    """An answer whose n-th claim is sentence n and stands on citation n."""
    cited = tuple(Citation(n, "s", "Title", str(n), ("A", "B"), f"quote {n}", f"p{n}") for n in range(1, citations + 1))
    claims = tuple(Claim(f"Sentence {n}.", (n,), kind, verified=True) for n, kind in enumerate(kinds, 1))
    return Answer("Why?", "Why?", Status.ANSWERED, text, claims, cited, mode=mode)


def read(found: tuple[Paragraph, ...]) -> list[str]:
    """The paragraphs as a reader meets them, each label before its words."""
    def told(p: Piece) -> str:
        return f"[{p.kind.value}] {p.text}" if p.tells and p.kind else p.text

    return [" ".join(filter(None, (part.label, *map(told, part.pieces)))) for part in found]


def test_an_answer_falls_into_paragraphs_items_and_cited_pieces() -> None:
    found = paragraphs(answer("Intro\ngoes on:\n- one [1]\n- two [2][3].\n\n2. second [3]"))
    assert [part.label for part in found] == ["", "•", "•", "2."]
    assert [(p.text, p.numbers) for part in found for p in part.pieces] == [("Intro goes on:", ()), ("one", (1,)), ("two.", (2, 3)), ("second", (3,))]


def test_a_marker_without_its_citation_is_text() -> None:
    (part,) = paragraphs(answer("As in [2018] and [0] it was [1]."))
    assert [(p.text, p.numbers) for p in part.pieces] == [("As in [2018] and [0] it was.", (1,))]


def test_a_range_of_markers_is_all_its_numbers() -> None:
    (part,) = paragraphs(answer("So it was. [1]–[4]", citations=4))
    assert [(p.text, p.numbers) for p in part.pieces] == [("So it was.", (1, 2, 3, 4))]


def test_sentences_of_different_kinds_are_parted_and_each_begins_with_its_own_label() -> None:
    found = paragraphs(answer("Sentence 1. [1] Sentence 2. [2] Sentence 3. [3]", EVIDENCE, EVIDENCE, DUTY))
    assert read(found) == ["[evidence] Sentence 1. Sentence 2.", "[duty] Sentence 3."]


def test_every_paragraph_tells_its_kind_so_that_one_without_a_label_has_none() -> None:
    found = paragraphs(answer("Sentence 1. [1]\n\nHow it was found:\n\nSentence 2. [2]", EVIDENCE, EVIDENCE))
    assert read(found) == ["[evidence] Sentence 1.", "How it was found:", "[evidence] Sentence 2."]


def test_a_label_does_not_stand_over_words_of_our_own_before_the_sentence() -> None:
    found = paragraphs(answer("The documents do not say. The nearest thing: Sentence 1. [1]", GUIDANCE))
    assert read(found) == ["The documents do not say. The nearest thing:", "[guidance] Sentence 1."]


def test_in_a_list_a_kind_is_told_where_it_changes() -> None:
    found = paragraphs(answer("Sentence 1. [1]\n\n- Sentence 2. [2]\n- Sentence 3. [3]\n- Sentence 4. [4]", DUTY, DUTY, GUIDANCE, DUTY, citations=4))
    assert read(found) == ["[duty] Sentence 1.", "• Sentence 2.", "• [guidance] Sentence 3.", "• [duty] Sentence 4."]


def test_clauses_which_say_their_weight_themselves_get_no_label() -> None:
    found = paragraphs(answer("Sentence 1. [1] Sentence 2. [2]", DUTY, EVIDENCE, mode="draft"))
    assert read(found) == ["Sentence 1. Sentence 2."]


def test_what_stands_beside_an_answer_is_labelled_in_the_same_way() -> None:
    aside = Aside("What to record", (Claim("Do it.", (7,), DUTY, True), Claim("Try it.", (8,), GUIDANCE, True)), ())
    assert read(aside_paragraphs(aside)) == ["[duty] Do it.", "[guidance] Try it."]


@pytest.mark.parametrize("text", ["", "[1]", "- [1]"])
def test_an_answer_without_words_has_no_label(text: str) -> None:
    assert not [p for part in paragraphs(answer(text, DUTY)) for p in part.pieces if p.tells]
