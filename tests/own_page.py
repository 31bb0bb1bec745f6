"""The real app over a data folder of its own, with a fake embedder: `streamlit run tests/own_page.py`, for documents that are added on the page."""

from __future__ import annotations

import os
import runpy
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
from builders import FakeEmbedder

import assistant.parts

if __name__ == "__main__":
    os.environ["SOCIAL_VALUE_EMBEDDING_MODEL"] = "fake"
    assistant.parts.SentenceTransformerEmbedder = lambda name, threads: FakeEmbedder(name)
    runpy.run_path(str(Path(__file__).resolve().parent.parent / "ui" / "app.py"), run_name="__main__")
