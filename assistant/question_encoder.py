"""The question encoder: wordings of the same question become vectors that lie close together.

A small transformer of our own (made by `evals/train_questions.py` from all-MiniLM-L6-v2 and the index of questions), run by
onnxruntime. The index of questions is compiled with it; documents are not: they keep the embedder of the settings.
"""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np

from assistant.errors import ModelUnavailable
from assistant.onnx import open_session, open_tokenizer

DEFAULT_FOLDER = Path(__file__).parent / "data" / "questions"
MODEL_FILE, TOKENIZER_FILE = "model.int8.onnx", "tokenizer.json"
LIMIT = 64
"""Tokens of a question that are read; what follows is left out."""
BATCH = 64
DIMENSION = 384


class QuestionEncoder:
    """An Embedder for questions alone. Loads its files at the first `embed`; raises ModelUnavailable when one is missing."""

    dimension = DIMENSION

    def __init__(self, folder: Path = DEFAULT_FOLDER, threads: int = 2) -> None:
        self.folder, self.threads = folder, threads

    @cached_property
    def name(self) -> str:
        """Names the weights: the first 16 digits of their SHA-256."""
        return hashlib.sha256(self._file(MODEL_FILE).read_bytes()).hexdigest()[:16]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """float32 array of shape (len(texts), DIMENSION), rows of length 1, in the order given."""
        encoded = [e.ids[:LIMIT - 1] + e.ids[-1:] if len(e.ids) > LIMIT else e.ids for e in self._tokenizer.encode_batch(list(texts))]
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
            out[rows] = self._session.run(["vector"], {"input_ids": ids, "attention_mask": mask})[0]
        return out

    @cached_property
    def _tokenizer(self) -> Any:
        return open_tokenizer(self._file(TOKENIZER_FILE))

    @cached_property
    def _session(self) -> Any:
        return open_session(self._file(MODEL_FILE), self.threads)

    def _file(self, name: str) -> Path:
        path = self.folder / name
        if not path.is_file():
            raise ModelUnavailable(f"the question encoder's {name} is not in {self.folder}; run `python -m evals.train_questions`, or reinstall")
        return path
