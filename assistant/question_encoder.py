"""The question encoder: wordings of the same question become vectors that lie close together.

A small transformer of our own (made by `evals/train_questions.py` from all-MiniLM-L6-v2 and the index of questions), run by
onnxruntime. The index of questions is compiled with it; documents are not: they keep the embedder of the settings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path

import numpy as np

from assistant.onnx import MODEL_FILE, OnnxModel

DEFAULT_FOLDER = Path(__file__).parent / "data" / "questions"
LIMIT = 64
"""Tokens of a question that are read; what follows is left out."""
BATCH = 64
DIMENSION = 384


class QuestionEncoder(OnnxModel):
    """An Embedder for questions alone. Loads its files at the first `embed`; raises ModelUnavailable when one is missing."""

    what, made_by = "question encoder", "evals.train_questions"
    dimension = DIMENSION

    def __init__(self, folder: Path = DEFAULT_FOLDER, threads: int = 2) -> None:
        super().__init__(folder, threads)

    @cached_property
    def name(self) -> str:
        """Names the weights: the first 16 digits of their SHA-256."""
        return hashlib.sha256(self.file(MODEL_FILE).read_bytes()).hexdigest()[:16]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """float32 array of shape (len(texts), DIMENSION), rows of length 1, in the order given."""
        encoded = [e.ids[:LIMIT - 1] + e.ids[-1:] if len(e.ids) > LIMIT else e.ids for e in self.tokenizer.encode_batch(list(texts))]
        out = np.zeros((len(texts), DIMENSION), dtype=np.float32)
        # Like lengths together: what is filled up is computed for nothing.
        order = sorted(range(len(encoded)), key=lambda i: len(encoded[i]))
        for start in range(0, len(order), BATCH):
            rows = order[start:start + BATCH]
            ids = np.zeros((len(rows), len(encoded[rows[-1]])), dtype=np.int64)
            mask = np.zeros_like(ids)
            for row, i in enumerate(rows):
                ids[row, :len(encoded[i])] = encoded[i]
                mask[row, :len(encoded[i])] = 1
            out[rows] = self.session.run(["vector"], {"input_ids": ids, "attention_mask": mask})[0]
        return out
