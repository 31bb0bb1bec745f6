"""The settings as they are, to be shown: which variable sets each, and its value without anything secret. And how much is kept where."""

from __future__ import annotations

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from assistant.chat_model import PROVIDERS
from assistant.settings import PEOPLE, PREFIX, Settings


@dataclass(frozen=True, slots=True)
class Shown:
    """A setting: its variable, its value in words, whether the variable is set, and what it is for."""

    variable: str
    value: str
    is_set: bool
    about: str


@dataclass(frozen=True, slots=True)
class Held:
    """How much is kept of something, in bytes."""

    what: str
    size: int


def described(settings: Settings) -> tuple[Shown, ...]:
    """Every setting, in the order of the class, then whether the chat model's key is there (never the key)."""
    found = [Shown(variable := PREFIX + name.upper(), _said(getattr(settings, name)), bool(os.environ.get(variable)), " ".join((field.description or "").split()))
             for name, field in Settings.model_fields.items()]
    provider = PROVIDERS.get(str(settings.chat_model).partition(":")[0])
    found += [Shown(key, "set" if os.environ.get(key) else "not set", bool(os.environ.get(key)), "The key of the chat model's provider; it is never shown.")
              for key in (provider.keys if provider else ())]
    return tuple(found)


def sizes(settings: Settings) -> tuple[Held, ...]:
    """What is in a data folder, by kind; without other people's."""
    parts = {"Index": "index", "Documents you added": "uploads", "Drafts": "drafts", "Evaluation runs": "evals"}
    held = [Held(what, sum(_bytes(settings.data_dir / folder))) for what, folder in parts.items()]
    held.append(Held("Conversations", sum(path.stat().st_size for path in settings.data_dir.glob("conversations.sqlite*"))))
    people = sum(_bytes(settings.data_dir / PEOPLE))
    return tuple(sorted((one for one in (*held, Held("People who signed in", people)) if one.size), key=lambda one: -one.size))


def in_words(size: int) -> str:
    """A size as people write it: 9 kB, 1.4 MB, 12 MB, 1.5 GB."""
    if size < 10**6:
        return f"{-(-size // 1000)} kB"
    if size >= 10**9:
        return f"{size / 10**9:.1f} GB"
    return f"{size / 10**6:.1f} MB" if size < 10**7 else f"{size / 10**6:,.0f} MB"


def _said(value: object) -> str:
    if value is None or value in ((), ""):
        return "none"
    if isinstance(value, bool):
        return "yes" if value else "no"
    text = ", ".join(map(str, value)) if isinstance(value, tuple) else str(value)
    return re.sub(r"(://[^:/@\s]*):\S*@", r"\1:***@", text)


def _bytes(folder: Path) -> Iterator[int]:
    for parent, _, names in os.walk(folder):
        for name in names:
            path = Path(parent) / name
            if path.is_file() and not path.is_symlink():
                yield path.stat().st_size
