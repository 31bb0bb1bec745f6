"""The benchmark by size: vectors that are made lie as real ones do, and are the same for the same seed."""

from __future__ import annotations

import numpy as np

from evals.scale import MadeVectors

KNOWN = np.random.default_rng(1).normal(0.3, 1, (50, 64)).astype(np.float32)
KNOWN /= np.linalg.norm(KNOWN, axis=1, keepdims=True)


def test_made_vectors_are_unit_rows_and_the_same_for_a_seed():
    made = MadeVectors(KNOWN, "a model").embed(["one", "two", "three"])
    assert made.shape == (3, 64) and made.dtype == np.float32
    assert np.allclose(np.linalg.norm(made, axis=1), 1, atol=1e-5)
    assert np.array_equal(made, MadeVectors(KNOWN, "a model").embed(["one", "two", "three"]))


def test_made_vectors_differ_from_one_another():
    made = MadeVectors(KNOWN, "a model").embed(["a"] * 100)
    assert np.median((made @ made.T)[np.triu_indices(100, 1)]) < 0.9
