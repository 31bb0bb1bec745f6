"""Everything that one person keeps here, as one zip file to take away: conversations, practice, drafts, the documents they added."""

from __future__ import annotations

import io
import json
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import asdict
from pathlib import Path

from assistant.conversation import Conversations
from assistant.domain import Source
from assistant.export import conversation_file
from assistant.practice.progress import Progress
from assistant.settings import Settings

KEPT_FOLDERS = ("drafts", "uploads")
"""Folders of somebody's data folder that hold what they made or gave; the index is made of it and is not theirs to take."""
_AT_ONCE = 200


def takeout(conversations: Conversations, settings: Settings, sources: Iterable[Source]) -> bytes:
    """The zip's bytes; `conversations` and `settings` are this person's own. Raises ConversationsUnavailable."""
    known = tuple(sources)
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name in _ids(conversations):
            talk = conversations.open(name)
            stem = f"conversations/{talk.about.created.date().isoformat()} {_plain(talk.about.title)} {name[:6]}"
            for suffix in (".md", ".json"):
                archive.writestr(stem + suffix, conversation_file(talk, suffix, known))
        if practised := Progress(conversations).all():
            rows = [{**asdict(kept), "due": kept.due.isoformat(), "answered": kept.answered.isoformat()} for kept in practised.values()]
            archive.writestr("practice.json", json.dumps(rows, indent=1) + "\n")
        for path, inside in kept_files(settings):
            archive.write(path, inside)
    return out.getvalue()


def kept_files(settings: Settings) -> Iterator[tuple[Path, str]]:
    """The files somebody keeps, in order, each with its place below their data folder."""
    for folder in KEPT_FOLDERS:
        for path in sorted((settings.data_dir / folder).rglob("*")):
            if path.is_file() and not path.is_symlink():
                yield path, path.relative_to(settings.data_dir).as_posix()


def _ids(conversations: Conversations) -> Iterator[str]:
    for skip in range(0, conversations.count(), _AT_ONCE):
        yield from (one.id for one in conversations.list(_AT_ONCE, skip))


def _plain(title: str) -> str:
    return re.sub(r"[^\w ]+", "", title)[:50].strip() or "conversation"
