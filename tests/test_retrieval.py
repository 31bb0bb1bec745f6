"""Fusion of dense and keyword search into ranked evidence."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from builders import FakeEmbedder, MemoryStore, library, passage
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import ClaimKind, Passage
from assistant.keyword import KeywordIndex
from assistant.question_index import ANSWERS, Entry, QuestionIndex, Quoted
from assistant.questions import understand
from assistant.retrieval import POOL, Found, Retriever, fuse
from ingest.pipeline import embedding_text

PASSAGES = (
    passage("A weighting of two per cent was common in tenders.", "p1"),
    passage("Six transformation plans mention social value.", "p2"),
    passage("Lord Young reviewed the Act and its use.", "p3"),
    passage("The Act asks commissioners to think before they buy.", "p4"),
)


def retriever(folder: Path, *passages: Passage, weight: float = 0.6, index: QuestionIndex | None = None, orphans: tuple[str, ...] = ()) -> Retriever:
    """A retriever over these passages; `orphans` are vectors that stand in no record."""
    store = MemoryStore()
    vectors = FakeEmbedder().embed([embedding_text(p) for p in passages])
    store.add([p.id for p in passages], vectors)
    for name in orphans:
        store.add([name], FakeEmbedder().embed([name]))
    keyword = KeywordIndex.build(passages)
    return Retriever(library(folder, *passages), store, keyword, index or QuestionIndex.empty(), FakeEmbedder(), keyword.idf, weight)


def search(made: Retriever, question: str, k: int = 10) -> Found:
    asked = understand(question)
    return made.search(asked, FakeEmbedder().embed([asked.text])[0], k)


# --- the formula -----------------------------------------------------------------------------------------


def test_each_list_is_scaled_to_one_and_weighted():
    fused = fuse({"a": 0.9, "b": 0.5, "c": 0.7}, {"a": 2.0, "d": 6.0, "c": 4.0}, 0.6)
    assert fused == pytest.approx({"a": 0.6, "b": 0.0, "c": 0.6 * 0.5 + 0.4 * 0.5, "d": 0.4})


def test_a_list_of_one_counts_full():
    assert fuse({"a": 0.2}, {}, 0.6) == pytest.approx({"a": 0.6})
    assert fuse({}, {"a": 3.0}, 0.6) == pytest.approx({"a": 0.4})
    assert fuse({}, {}, 0.6) == {}


@given(st.dictionaries(st.sampled_from("abcdef"), st.floats(-1, 1)), st.dictionaries(st.sampled_from("abcdef"), st.floats(0, 50)), st.floats(0, 1))
def test_a_fused_score_is_between_nothing_and_one_for_all_that_was_found(dense: dict, sparse: dict, weight: float):
    fused = fuse(dense, sparse, weight)
    assert set(fused) == {*dense, *sparse}
    assert all(-1e-9 <= score <= 1 + 1e-9 for score in fused.values())


# --- searching -------------------------------------------------------------------------------------------


def test_the_passage_that_answers_comes_first_with_its_scores(tmp_path: Path):
    first = search(retriever(tmp_path, *PASSAGES), "Which plans mention social value?").evidence[0]
    assert first.passage == PASSAGES[1]
    assert first.score == pytest.approx(1.0)
    assert first.why["keyword"] > 0 < first.why["dense"] <= 1.0


def test_evidence_falls_in_score_and_is_cut_at_k(tmp_path: Path):
    made = retriever(tmp_path, *PASSAGES)
    scores = [e.score for e in search(made, "What does the Act ask?").evidence]
    assert scores == sorted(scores, reverse=True)
    assert len(search(made, "What does the Act ask?", k=2).evidence) == 2


def test_ties_go_by_id(tmp_path: Path):
    same = tuple(passage("The same words stand here.", name) for name in ("c", "a", "b"))
    assert [e.passage.id for e in search(retriever(tmp_path, *same), "same words").evidence] == ["a", "b", "c"]


def test_vectors_that_stand_in_no_record_are_never_shown(tmp_path: Path):
    made = retriever(tmp_path, *PASSAGES, orphans=("social value plans mention", "plans mention social value"))
    assert {e.passage.id for e in search(made, "Which plans mention social value?").evidence} <= {p.id for p in PASSAGES}
    assert search(made, "Which plans mention social value?").evidence[0].passage.id == "p2"


@pytest.mark.parametrize(("weight", "missing"), [(0.0, "dense"), (1.0, "keyword")])
def test_a_search_of_no_weight_is_not_made(tmp_path: Path, weight: float, missing: str):
    found = search(retriever(tmp_path, *PASSAGES, weight=weight), "Which plans mention social value?")
    assert found.evidence[0].passage.id == "p2"
    assert all(e.why[missing] == 0 for e in found.evidence)


def test_an_empty_index_gives_no_evidence(tmp_path: Path):
    assert search(retriever(tmp_path), "Which plans mention it?").evidence == ()


def test_no_more_than_the_pool_of_both_is_ranked(tmp_path: Path):
    many = tuple(passage(f"Social value number {n}.", f"p{n:03}") for n in range(POOL * 3))
    assert len(search(retriever(tmp_path, *many), "social value", k=1000).evidence) <= POOL


def test_a_lay_word_finds_the_fields_own(tmp_path: Path):
    texts = (passage("VCSE organisations may bid.", "p1"), passage("Hospitals may not bid at all.", "p2"))
    assert search(retriever(tmp_path, *texts, weight=0.0), "Can a charity take part?").evidence[0].passage.id == "p1"


def test_the_index_of_questions_is_asked_as_well(tmp_path: Path):
    entry = Entry((Quoted("report", "1", PASSAGES[1].text),), ClaimKind.EVIDENCE)
    ask = "How many plans speak of it?"
    index = QuestionIndex([entry], [(ask, 0, ANSWERS)], FakeEmbedder().embed([ask]).astype(np.float32))
    (hit,) = search(retriever(tmp_path, *PASSAGES, index=index), ask).hits
    assert (hit.entry, hit.ask) == (entry, ask)
