"""Work in progress as it is kept, such as a draft: one JSON file each in the data folder, by an id that stands in its page's address."""

from __future__ import annotations

import json
import os
import re
import secrets
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from assistant.errors import ExportError, WorkMissing, WorkUnavailable
from assistant.export import write_whole
from assistant.settings import Settings
from assistant.text import printable

FORM = 1
"""Of a file. A file of a later form is refused, since an earlier product could spoil it."""
LARGEST = 20_000_000
"""Bytes of a file."""
_ID = re.compile(r"[0-9a-f]{16}")


def works_in(settings: Settings) -> Works:
    """Where the settings have work kept."""
    return Works(settings.data_dir / "drafts")


@dataclass(frozen=True, slots=True)
class Work:
    """What is known of a piece of work without opening it."""

    id: str
    kind: str
    title: str
    changed: datetime


class Works:
    """The pieces of work in a folder, which is made at the first one. A file is written whole or not at all; the last one who writes counts."""

    def __init__(self, folder: Path, clock: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
        self._folder, self._clock = folder, clock

    def put(self, kind: str, title: str, content: Mapping[str, Any], name: str = "") -> str:
        """Writes a piece of work down, a new one if none is named; returns its id. Raises WorkMissing for an id that is none, WorkUnavailable."""
        path = self._path(name) if name else None
        name = name or secrets.token_hex(8)
        told = {"form": FORM, "kind": kind, "title": " ".join(printable(title).split())[:200], "changed": self._clock().isoformat(), "work": content}
        try:
            if not self._folder.is_dir():
                self._folder.mkdir(parents=True, mode=0o700)
            made = write_whole(path or self._folder / f"{name}.json", (json.dumps(told) + "\n").encode())
            os.chmod(made, 0o600)  # a draft is nobody else's business
        except (OSError, ExportError) as error:
            raise WorkUnavailable(f"this cannot be kept ({error}); free some space, or set SOCIAL_VALUE_DATA_DIR to a folder you own") from error
        return name

    def open(self, kind: str, name: str) -> Mapping[str, Any]:
        """What was put. Raises WorkMissing, or WorkUnavailable: the file is damaged or of a later version of the product."""
        told = self._read(self._path(name))
        if told["kind"] != kind:
            raise _missing(name)
        return told["work"]

    def list(self, kind: str) -> tuple[Work, ...]:
        """The pieces of a kind, those changed last first; a file that cannot be read is left out."""
        found = []
        for path in self._files():
            with suppress(WorkMissing, WorkUnavailable):
                told = self._read(path)
                if told["kind"] == kind:
                    found.append(Work(path.stem, kind, told["title"], datetime.fromisoformat(told["changed"])))
        return tuple(sorted(found, key=lambda work: (work.changed, work.id), reverse=True))

    def delete(self, name: str) -> None:
        """Deletes a piece of work for good. Raises WorkMissing, WorkUnavailable."""
        path = self._path(name)
        try:
            path.unlink()
        except FileNotFoundError:
            raise _missing(name) from None
        except OSError as error:
            raise WorkUnavailable(f"{path} cannot be deleted ({error.strerror or error}); delete it by hand") from error

    def delete_all(self) -> int:
        """Deletes every piece of work for good; returns how many there were. Raises WorkUnavailable."""
        names = [path.stem for path in self._files()]
        for name in names:
            with suppress(WorkMissing):
                self.delete(name)
        return len(names)

    def _files(self) -> list[Path]:
        try:
            return [path for path in sorted(self._folder.glob("*.json")) if _ID.fullmatch(path.stem)]
        except OSError:
            return []

    def _path(self, name: str) -> Path:
        """The file of an id; what is no id never comes near the disk."""
        if not _ID.fullmatch(name):
            raise _missing(name)
        return self._folder / f"{name}.json"

    def _read(self, path: Path) -> Mapping[str, Any]:
        try:
            if path.stat().st_size > LARGEST:
                raise ValueError("it is too large")
            told = json.loads(path.read_text(encoding="utf-8"))
            if told["form"] > FORM:
                raise WorkUnavailable(f"{path} was made by a later version of this product; update it; nothing was changed")
            return {"kind": str(told["kind"]), "title": str(told["title"]), "changed": str(told["changed"]), "work": dict(told["work"])}
        except FileNotFoundError:
            raise _missing(path.stem) from None
        except (OSError, ValueError, KeyError, TypeError, RecursionError) as error:
            raise WorkUnavailable(f"{path} cannot be read ({error}); it was not changed; move it away, and begin anew") from error


def _missing(name: str) -> WorkMissing:
    return WorkMissing(f"there is nothing kept by the name {' '.join(printable(name).split())[:40]!r}, or it was deleted")
