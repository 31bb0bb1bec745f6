"""Statistics: means with their spread, percentiles, paired tests and AUROC, on numbers worked out by hand."""

from __future__ import annotations

import math

import pytest

from evals.stats import auroc, estimate, paired_p, percentile


def test_a_mean_comes_with_its_number_and_standard_error():
    e = estimate([1.0, 0.0, None, 1.0, 0.0])
    assert e and (e.mean, e.n) == (0.5, 4)
    assert e.se == pytest.approx(math.sqrt((4 * 0.25) / 3) / 2)


def test_the_interval_holds_the_mean_and_is_the_same_each_time():
    values = [1.0] * 30 + [0.0] * 10
    e = estimate(values)
    assert e and e.low < e.mean < e.high
    assert e.mean - e.low == pytest.approx(1.96 * e.se, rel=0.25)
    assert estimate(values) == e


def test_one_value_has_no_spread():
    e = estimate([0.7])
    assert e and (e.mean, e.n, e.se, e.low, e.high) == (0.7, 1, 0.0, 0.7, 0.7)


def test_nothing_to_score_is_none_not_nought():
    assert estimate([]) is estimate([None, None]) is None


@pytest.mark.parametrize(("share", "value"), [(0.0, 1), (0.5, 5), (0.51, 6), (0.95, 10), (1.0, 10)])
def test_a_percentile_is_a_value_of_the_list(share: float, value: int):
    assert percentile([3, 1, 2, 5, 4, 6, 10, 9, 8, 7], share) == value


def test_a_percentile_of_nothing_is_an_error():
    with pytest.raises(ValueError, match="no values"):
        percentile([], 0.5)


def test_runs_that_are_alike_differ_by_chance():
    assert paired_p([1, 0, 1], [1, 0, 1]) == 1.0
    assert paired_p([0, 1, 0, 1], [1, 0, 1, 0]) > 0.5


def test_a_run_that_wins_every_pair_does_not_win_by_chance():
    assert paired_p([0.0] * 12, [1.0] * 12) < 0.01


def test_five_pairs_can_at_best_give_a_sixteenth():
    assert paired_p([0.0] * 5, [1.0] * 5) == pytest.approx(2 / 2**5, rel=0.15)


def test_pairs_are_of_the_same_case():
    with pytest.raises(ValueError, match="same case"):
        paired_p([1.0], [1.0, 0.0])


@pytest.mark.parametrize(("scores", "labels", "area"), [
    ([0.1, 0.2, 0.8, 0.9], [False, False, True, True], 1.0), ([0.9, 0.8, 0.2, 0.1], [False, False, True, True], 0.0),
    ([0.5, 0.5, 0.5], [True, False, True], 0.5), ([0.1, 0.4, 0.35, 0.8], [False, False, True, True], 0.75)])
def test_auroc_is_the_chance_of_a_right_order(scores: list[float], labels: list[bool], area: float):
    assert auroc(scores, labels) == pytest.approx(area)
