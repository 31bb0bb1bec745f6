"""What the slower tests share: one index of the shipped corpus, made with the real embedder, once a run."""

from __future__ import annotations

import socket
from collections.abc import Iterator
from pathlib import Path
from shutil import copytree

import pytest
from browser import ROOT, App, served

from assistant import build
from assistant.assistant import Assistant
from assistant.models import load_embedder
from assistant.settings import Settings
from ingest.pipeline import ingest


@pytest.fixture(scope="session")
def corpus_settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    """Settings whose index holds the shipped corpus."""
    settings = Settings(data_dir=tmp_path_factory.mktemp("corpus-index"))
    library = build.open_library(settings, create=True)
    embedder = load_embedder(settings)
    ingest(settings, [], library, build.open_store(settings), lambda: embedder)
    library.close()
    return settings


@pytest.fixture(scope="session")
def assistant(corpus_settings: Settings) -> Iterator[Assistant]:
    """The real assistant over the shipped corpus."""
    yield build.build_assistant(corpus_settings)


@pytest.fixture(scope="session")
def app(corpus_settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Iterator[App]:
    """The app itself, served over an index of its own of the shipped corpus: for tests in a browser, which may add documents to it."""
    folder = tmp_path_factory.mktemp("app")
    copytree(corpus_settings.data_dir, folder, dirs_exist_ok=True)
    with served(ROOT / "ui" / "app.py", folder) as url:
        yield App(url, folder)


@pytest.fixture
def no_variables(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A data folder of its own for commands run in this test."""
    monkeypatch.setenv("SOCIAL_VALUE_DATA_DIR", str(tmp_path))
    return tmp_path


@pytest.fixture
def no_socket(monkeypatch: pytest.MonkeyPatch) -> None:
    """No socket may be opened at all, not even to this machine."""

    class Refused(socket.socket):
        def __init__(self, *_: object, **__: object) -> None:
            raise AssertionError("a socket was opened")

    monkeypatch.setattr(socket, "socket", Refused)
