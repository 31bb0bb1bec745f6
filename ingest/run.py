"""An ingest as the command runs it: alone on the index, which is mended first where it is damaged."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

from assistant.build import open_store
from assistant.library import Manifest
from assistant.models import Embedder
from assistant.record import record_path
from assistant.settings import Settings
from ingest import chunk
from ingest.lock import alone
from ingest.pipeline import Report, Tell, ingest
from ingest.salvage import open_whole
from ingest.vectors import Progress


def run(settings: Settings, paths: Sequence[Path], embedder: Callable[[], Embedder], *, rebuild: bool = False,
        progress: Progress = lambda *_: None, tell: Tell = lambda *_: None, mark: str = "") -> Report:
    """See `ingest`, which this calls with the index that the settings name."""
    with alone(settings.index_dir):
        opened = open_whole(record_path(settings), lambda: Manifest(settings.embedding_model, embedder().dimension, chunk.VERSION))
        try:
            report = ingest(settings, paths, opened.library, open_store(settings), embedder, rebuild=rebuild, progress=progress, tell=tell,
                            again=opened.unsure, mark=mark)
        finally:
            opened.library.close()
    if opened.said:
        report.mended.insert(0, opened.said)
    return report
