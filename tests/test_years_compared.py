"""A year that a question sets beside today: one that a document of the answer is of is no year that it lacks."""

from __future__ import annotations

from pathlib import Path

from builders import library, passage, source

from assistant.compose import Quote, Statement
from assistant.domain import Authority
from assistant.passage_answers import Scored
from assistant.questions import understand
from assistant.reach import Reach
from assistant.sources import Sources

SOURCES = Sources([source("old", as_of="2017-05-31", authority=Authority.PRIMARY), source("new", as_of="2026-11-01", authority=Authority.GUIDANCE)])


def beyond(folder: Path, question: str) -> str:
    then, now = passage("The fee was £5 from 2016.", "p1", source_id="old"), passage("The fee is £7 since 2024.", "p2", source_id="new")
    said = tuple(Statement(p.text, (Quote(p.source_id, p.page, p.text, (), p.id),)) for p in (then, now))
    return Reach(library(folder, then, now), SOURCES).beyond(understand(question), Scored(said, 0.9, "answers", "", {"cosine": 0.5}))


def test_the_year_of_a_document_beside_today_is_not_missing(tmp_path: Path) -> None:
    assert beyond(tmp_path, "Compare the fee of 2017 with today's") == ""


def test_a_year_that_no_document_of_the_answer_is_of_is(tmp_path: Path) -> None:
    assert beyond(tmp_path, "Compare the fee of 2011 with today's") == "2011"
