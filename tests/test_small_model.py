"""A real small chat model behind the product, over HTTP as a user would run it: nothing untrue gets through."""

from __future__ import annotations

import pytest

from assistant.settings import Settings
from evals.cases import Case, Dataset, load_datasets
from evals.runner import Row
from evals.small_model import ask_all, figures_of, reworded, safe, sample, served

CASES = 16
SECONDS = 60.0


def test_nothing_untrue_gets_through_with_a_real_model_on_llama_cpps_server(corpus_settings: Settings) -> None:
    chosen = [d for d in sample(load_datasets("tuned"), CASES, seed=7) if not d.documents]
    with served() as url:
        settings = corpus_settings.model_copy(update={"chat_model": "openai:smollm2", "chat_base_url": url, "chat_timeout": 20.0})
        rows = ask_all(chosen, settings, SECONDS)
    figures = figures_of(rows)
    assert figures["crashed"] == 0 and figures["sentences written"] > 0, figures
    assert safe(rows), figures
    assert figures["evidence tokens, median"] <= 1800


# --- the sample and its figures --------------------------------------------------------------------------


def dataset(name: str, size: int) -> Dataset:
    return Dataset(name, tuple(Case(f"{name}{n}", "figure", "How many?", ("answered",)) for n in range(size)), {})


def test_a_sample_has_some_of_every_dataset_in_proportion_and_is_the_same_for_the_same_seed():
    sets = (dataset("a", 80), dataset("b", 20), dataset("c", 1))
    chosen = sample(sets, 10, seed=1)
    assert [(d.name, len(d.cases)) for d in chosen] == [("a", 8), ("b", 2), ("c", 1)]
    assert chosen == sample(sets, 10, seed=1) != sample(sets, 10, seed=2)
    assert sample(sets, 0) == sample(sets, 500) == sets


def row(claim: str, quote: str, mode: str = "generative", **scores: float) -> Row:
    answer = {"mode": mode, "usage": {"written": 3, "removed": 1, "evidence_tokens": 500}, "citations": [{"n": 1, "quote": quote}],
              "claims": [{"text": claim, "citations": [1]}]}
    return Row("one", "facts", "tuned", "figure", "easy", "How many?", None, (), (), {"first_ms": 900.0, **scores}, answer=answer)


def test_what_a_person_should_read_are_the_sentences_in_other_words_than_their_quote():
    rows = [row("The Act is law.", "The Act is law."), row("Only 25 did.", "Just 25 did."), row("It is so.", "It was so.", mode="extractive")]
    assert list(reworded(rows)) == [("How many?", "Only 25 did.", "Just 25 did.")]


@pytest.mark.parametrize("name", ["quotes_off_page", "figures_off_quotes", "forbidden"])
def test_one_untruth_is_enough(name: str):
    assert safe([row("x", "x"), row("x", "x", **{name: 0.0})])
    assert not safe([row("x", "x"), row("x", "x", **{name: 1.0})])


def test_the_figures_count_sentences_and_take_medians():
    figures = figures_of([row("Only 25 did.", "Just 25 did."), row("x", "x", mode="extractive"), row("y", "y")])
    assert (figures["cases"], figures["asked of the model"], figures["answers with a sentence of the model"]) == (3, 3, 2)
    assert (figures["sentences written"], figures["sentences removed"], figures["sentences left"]) == (9, 3, 6)
    assert (figures["of these in other words than their quote"], figures["evidence tokens, median"]) == (1, 500)
    assert figures["milliseconds to the first checked sentence, median"] == 900
