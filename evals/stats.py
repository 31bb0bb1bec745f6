"""Statistics of an evaluation: means with their spread, percentiles, and whether two runs differ. Pure and seeded."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

RESAMPLES = 2000


@dataclass(frozen=True, slots=True)
class Estimate:
    """A mean over n cases with its standard error and its 95% interval (seeded bootstrap, percentile method)."""

    mean: float
    n: int
    se: float
    low: float
    high: float


def estimate(values: Sequence[float | None], seed: int = 0) -> Estimate | None:
    """The mean of what is not None; None when nothing is: not applicable is not nought.

    se = s / sqrt(n), with s over n - 1. The interval is that of the means of RESAMPLES draws with replacement
    (Efron 1979); with one value it is that value.
    """
    kept = np.asarray([v for v in values if v is not None], dtype=float)
    if not kept.size:
        return None
    spread = float(kept.std(ddof=1)) if kept.size > 1 else 0.0
    draws = np.random.default_rng(seed).integers(0, kept.size, (RESAMPLES, kept.size))
    low, high = np.percentile(kept[draws].mean(axis=1), (2.5, 97.5))
    return Estimate(float(kept.mean()), int(kept.size), spread / math.sqrt(kept.size), float(low), float(high))


def percentile(values: Sequence[float], share: float) -> float:
    """The value at or below which that share of the values lies (nearest rank). Raises ValueError for no values."""
    if not values:
        raise ValueError("no values, so there is no percentile")
    return sorted(values)[max(0, math.ceil(share * len(values)) - 1)]


def paired_p(one: Sequence[float], other: Sequence[float], seed: int = 0) -> float:
    """The chance, if two runs were alike, of a mean difference at least as large: a two-sided sign-flip test.

    Pairs of one case; each difference's sign is flipped at random, RESAMPLES * 5 times (Fisher 1935). 1.0 where no pair
    differs. Raises ValueError when the lengths differ.
    """
    if len(one) != len(other):
        raise ValueError(f"{len(one)} values against {len(other)}: pairs are of the same case")
    differences = np.asarray(other, dtype=float) - np.asarray(one, dtype=float)
    differences = differences[differences != 0]
    if not differences.size:
        return 1.0
    seen = abs(differences.sum())
    signs = np.random.default_rng(seed).choice((-1.0, 1.0), (RESAMPLES * 5, differences.size))
    extreme = np.abs(signs @ differences) >= seen - 1e-12
    return float((extreme.sum() + 1) / (extreme.size + 1))


def auroc(scores: Sequence[float], labels: Sequence[bool]) -> float:
    """The chance that a random positive scores above a random negative, ties a half (Mann-Whitney U / nm)."""
    order = np.argsort(np.asarray(scores, dtype=float), kind="stable")
    values, positive = np.asarray(scores, dtype=float)[order], np.asarray(labels, dtype=bool)[order]
    _, first, counts = np.unique(values, return_index=True, return_counts=True)
    ranks = np.repeat(first + (counts + 1) / 2, counts)
    n = int(positive.sum())
    m = positive.size - n
    return float((ranks[positive].sum() - n * (n + 1) / 2) / (n * m))
