"""A real small chat model behind the product, over HTTP as a user would run it: nothing untrue gets through."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Iterator

import pytest

from assistant.settings import Settings
from evals.cases import Case, Dataset, load_datasets
from evals.runner import Row
from evals.small_model import LITTLE, as_markdown, ask_all, figures_of, part_of, part_of_commit, reworded, turned, untrue
from evals.small_server import served

CASES, SECONDS = 20, 30.0
"""Of those asked with as much evidence as the product gives a model: each commit the next part of the cases."""
MOST_SECONDS = float(os.environ.get("SOCIAL_VALUE_TEST_MODEL_SECONDS", "150"))
"""For the whole suite, which takes some six minutes on two free cores by an estimate. All tests together are to stay under 20 minutes on a new machine, so by itself a run
asks as much of it as this allows; the rest is left, another rest after each commit, and that is printed."""


@pytest.fixture(scope="module")
def url() -> Iterator[str]:
    with served() as address:
        yield address


@pytest.mark.parametrize(("cases", "seconds", "little"), [(0, MOST_SECONDS, LITTLE), (CASES, SECONDS, {})], ids=["the whole suite", "some with all evidence"])
def test_nothing_untrue_gets_through_with_a_real_model_on_llama_cpps_server(
        url: str, cases: int, seconds: float, little: dict[str, int], corpus_settings: Settings, capsys: pytest.CaptureFixture[str]) -> None:
    part = part_of_commit()
    chosen = turned(part_of(load_datasets("all"), cases, part), part)
    settings = corpus_settings.model_copy(update={"chat_model": "openai:smollm2", "chat_base_url": url, "chat_timeout": 60.0, **little})
    started = time.monotonic()
    rows = ask_all(chosen, settings, seconds)
    with capsys.disabled():
        sys.stdout.write(f"\n\nThe small chat model: {len(rows)} of {sum(len(d.cases) for d in chosen)} cases asked in {time.monotonic() - started:.0f} s"
                         f" ({'little evidence' if little else f'part {part} of the cases, all evidence'}):\n\n{as_markdown(rows)}\n")
    figures = figures_of(rows)
    assert figures["crashed"] == 0 and figures["sentences written"] > 0, figures
    assert untrue(rows) == []
    assert figures["evidence tokens, median"] <= 1800


# --- the cases and the figures ---------------------------------------------------------------------------


def dataset(name: str, size: int) -> Dataset:
    return Dataset(name, tuple(Case(f"{name}{n}", "figure", "How many?", ("answered",)) for n in range(size)), {})


def test_the_parts_have_some_of_every_dataset_and_together_are_the_whole():
    sets = (dataset("a", 80), dataset("b", 20), dataset("c", 1))
    parts = [{c.id for d in part_of(sets, 10, n) for c in d.cases} for n in range(10)]
    assert sorted(i for part in parts for i in part) == sorted(c.id for d in sets for c in d.cases)
    assert all(10 <= len(part) <= 11 and sum(i.startswith("b") for i in part) == 2 for part in parts)
    assert part_of(sets, 10, 13) == part_of(sets, 10, 3) and part_of(sets, 0) == sets == part_of(sets, 500)


def test_where_time_runs_out_it_is_not_always_the_same_datasets_that_are_left():
    sets = (dataset("a", 3), dataset("b", 2), dataset("c", 1))
    assert [d.name for d in turned(sets, 4)] == ["b", "c", "a"] and turned(sets, 3) == sets and turned((), 1) == ()


def test_each_commit_asks_the_next_part_and_a_part_can_be_named(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("SOCIAL_VALUE_TEST_PART", raising=False)
    assert part_of_commit() >= 0
    monkeypatch.setenv("SOCIAL_VALUE_TEST_PART", "7")
    assert part_of_commit() == 7


def row(claim: str, quote: str, mode: str = "generative", **scores: float) -> Row:
    answer = {"mode": mode, "usage": {"written": 3, "removed": 1, "tokens_in": 800, "tokens_out": 60, "evidence_tokens": 500}, "citations": [{"n": 1, "quote": quote}],
              "claims": [{"text": claim, "citations": [1]}], "timings_ms": {"total": 2000.0, "model": 1970.0, "first_sentence": 900.0}}
    return Row("one", "facts", "tuned", "figure", "easy", "How many?", None, (), (), scores, answer=answer)


def test_what_a_person_should_read_are_the_sentences_in_other_words_than_their_quote():
    rows = [row("The Act is law.", "The Act is law."), row("Only 25 did.", "Just 25 did."), row("It is so.", "It was so.", mode="extractive")]
    assert list(reworded(rows)) == [("How many?", "Only 25 did.", "Just 25 did.")]


@pytest.mark.parametrize("name", ["quotes_off_page", "figures_off_quotes", "forbidden"])
def test_one_untruth_is_enough(name: str):
    assert untrue([row("x", "x"), row("x", "x", **{name: 0.0})]) == []
    assert untrue([row("x", "x"), row("x", "x", **{name: 1.0})]) == ["one"]


def test_the_figures_count_sentences_and_take_medians():
    figures = figures_of([row("Only 25 did.", "Just 25 did."), row("x", "x", mode="extractive"), row("y", "y")])
    assert (figures["cases"], figures["asked of the model"], figures["answers with a sentence of the model"]) == (3, 3, 2)
    assert (figures["sentences written"], figures["sentences removed"], figures["sentences left"]) == (9, 3, 6)
    assert (figures["of these in other words than their quote"], figures["evidence tokens, median"]) == (1, 500)
    assert (figures["tokens in, median"], figures["tokens out, median"]) == (800, 60)
    assert figures["milliseconds to the first checked sentence, median"] == 900
    assert figures["times the extractive answer, until the first checked sentence, median"] == 31


def test_a_model_that_does_not_answer_in_time_is_told_apart_from_a_crash():
    rows = [Row("one", "facts", "tuned", "figure", "easy", "?", None, (), (), error=error) for error in ("ChatUnanswered: not in 30 s", "KeyError: 'x'")]
    figures = figures_of(rows)
    assert (figures["crashed"], figures["the model did not answer in time, or broke off"]) == (1, 1)
