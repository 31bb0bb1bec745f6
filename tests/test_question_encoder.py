"""The question encoder: wordings of one question lie close together, whatever else is asked in the same run."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import ModelUnavailable
from assistant.question_encoder import DIMENSION, LIMIT, QuestionEncoder

ENCODER = QuestionEncoder()


def test_rows_are_unit_vectors_in_the_order_given():
    texts = ["How many CCGs replied to the request for information that the researchers sent out?", "response rate", "Who is Lord Young?"]
    rows = ENCODER.embed(texts)
    assert rows.shape == (3, DIMENSION)
    assert rows.dtype == np.float32
    assert np.linalg.norm(rows, axis=1) == pytest.approx(1.0, abs=1e-3)
    for text, row in zip(texts, rows, strict=True):
        assert float(ENCODER.embed([text])[0] @ row) > 0.97


def test_wordings_of_one_question_are_nearer_than_its_neighbours():
    asked, same, other = ENCODER.embed(["What was the response rate?", "What percentage of the CCGs replied to the request?",
                                        "What percentage of the CCGs had no policy?"])
    assert asked @ same > asked @ other + 0.2


def test_a_slip_of_the_keyboard_moves_little():
    clean, slip = ENCODER.embed(["What weighting was typical?", "What wieghting was typical?"])
    assert clean @ slip > 0.8


def test_nothing_asked_gives_no_rows_and_an_empty_text_one():
    assert ENCODER.embed([]).shape == (0, DIMENSION)
    assert np.isfinite(ENCODER.embed([""])).all()


def test_what_comes_after_the_limit_is_left_out():
    long = "weighting " * LIMIT
    assert ENCODER.embed([long])[0] == pytest.approx(ENCODER.embed([long + "and who is Lord Young?"])[0], abs=1e-6)


def test_missing_weights_are_named_with_a_remedy(tmp_path: Path):
    with pytest.raises(ModelUnavailable, match="train_questions"):
        QuestionEncoder(tmp_path).embed(["Why?"])
