"""The floor: the product over every case scores what was committed, and README shows the committed table."""

from __future__ import annotations

import pytest

from assistant.errors import SocialValueError
from assistant.models import load_embedder
from assistant.settings import Settings
from evals.baselines import README, SYSTEMS, drops, in_readme, read_scores, rows_of, scores_of, table

ONE = {"seen": {"facts": {"mean": 0.9, "n": 100, "se": 0.03}, "quotes_off_page": {"mean": 0.0, "n": 100, "se": 0.0}, "words": {"mean": 40.0, "n": 9, "se": 1.0}}}


def changed(metric: str, mean: float) -> dict:
    return {"seen": {**ONE["seen"], metric: {**ONE["seen"][metric], "mean": mean}}}


def test_the_product_has_not_fallen_below_what_was_committed(corpus_settings: Settings):
    """All of it in under a minute; after a change for the better run `python -m evals.baselines --write`."""
    rows = rows_of("product", corpus_settings, load_embedder(corpus_settings))
    assert [row.error for row in rows if row.error] == []
    assert drops(scores_of(rows), read_scores("product")) == []
    assert sum(row.scores["quotes_off_page"] or 0 for row in rows) == 0
    assert sum(row.scores["figures_off_quotes"] or 0 for row in rows) == 0


def test_a_drop_is_told_with_both_figures():
    assert drops(changed("facts", 0.85), ONE) == ["facts (seen): 0.850, was 0.900"]
    assert drops(changed("facts", 0.89), ONE) == []
    assert drops(changed("facts", 0.95), ONE) == []


def test_what_may_never_be_has_no_allowance():
    assert drops(changed("quotes_off_page", 0.001), ONE) == ["quotes_off_page (seen): 0.001, was 0.000"]


def test_longer_answers_are_neither_better_nor_worse():
    assert drops(changed("words", 90.0), ONE) == []


def test_a_system_without_scores_is_told_how_to_make_them():
    with pytest.raises(SocialValueError, match="--write"):
        read_scores("no such system")


def test_readme_shows_the_committed_scores_of_every_system():
    readme = README.read_text(encoding="utf-8")
    assert in_readme(readme, table({system: read_scores(system) for system in SYSTEMS})) == readme


def test_a_readme_without_its_marks_is_told():
    with pytest.raises(SocialValueError, match="lacks the marks"):
        in_readme("# Product", "| table |")
