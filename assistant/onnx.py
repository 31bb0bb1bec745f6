"""Small models of our own, run by onnxruntime on the CPU: their sessions and tokenizers."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from tokenizers import Tokenizer


def open_session(path: Path, threads: int) -> Any:
    """An onnxruntime session for a model file that uses at most `threads` cores."""
    import onnxruntime  # here, not above: it keeps a file in the home folder when it is loaded

    onnxruntime.disable_telemetry_events()
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    # a spinning thread would take the cores from the embedder between two questions
    options.add_session_config_entry("session.intra_op.allow_spinning", "0")
    return onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])


def open_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer that neither cuts nor fills up."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
