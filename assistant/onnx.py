"""Small models of our own: a folder with an ONNX file and its tokenizer, run by onnxruntime on the CPU."""

from __future__ import annotations

from functools import cached_property
from pathlib import Path
from typing import Any

from tokenizers import Tokenizer

from assistant.errors import ModelUnavailable

MODEL_FILE, TOKENIZER_FILE = "model.int8.onnx", "tokenizer.json"


class OnnxModel:
    """A model's files in `folder`, each loaded at first use; `threads` are the cores one run may use.

    A subclass says what it is and which script makes it, for the message of a missing file (ModelUnavailable).
    """

    what = "model"
    made_by = ""

    def __init__(self, folder: Path, threads: int) -> None:
        self.folder, self.threads = folder, threads

    def file(self, name: str) -> Path:
        """A file of the model. Raises ModelUnavailable when it is not there."""
        path = self.folder / name
        if not path.is_file():
            raise ModelUnavailable(f"the {self.what}'s {name} is not in {self.folder}; run `python -m {self.made_by}`, or reinstall")
        return path

    @cached_property
    def tokenizer(self) -> Any:
        """The model's tokenizer."""
        return open_tokenizer(self.file(TOKENIZER_FILE))

    @cached_property
    def session(self) -> Any:
        """The model's onnxruntime session."""
        import onnxruntime  # here, not above: it keeps a file in the home folder when it is loaded

        onnxruntime.disable_telemetry_events()
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = self.threads
        # a spinning thread would take the cores from the embedder between two questions
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")
        return onnxruntime.InferenceSession(str(self.file(MODEL_FILE)), options, providers=["CPUExecutionProvider"])


def open_tokenizer(path: Path) -> Tokenizer:
    """A tokenizer that neither cuts nor fills up."""
    tokenizer = Tokenizer.from_file(str(path))
    tokenizer.no_truncation()
    tokenizer.no_padding()
    return tokenizer
