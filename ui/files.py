"""Answers and conversations as files to take away, each made only when it is asked for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

from assistant.domain import Answer, Source
from assistant.export import alone, conversation_file
from assistant.turns import Conversation, title_of
from ui.conversation import Turn

ENDINGS = (".docx", ".md", ".json")


def files_of(title: str, load: Callable[[], Conversation], sources: Iterable[Source], style: str) -> dict[str, Callable[[], bytes]]:
    """A file for each ending by its name, with how to make it; `style` is that of its references."""
    name = re.sub(r"[^a-z0-9]+", "-", title_of(title).lower()).strip("-")[:60] or "conversation"
    return {name + ending: partial(_made, load, ending, tuple(sources), style) for ending in ENDINGS}


def _made(load: Callable[[], Conversation], ending: str, sources: tuple[Source, ...], style: str) -> bytes:
    return conversation_file(load(), ending, sources, style=style)


def only(turn: Turn, answer: Answer) -> Conversation:
    """A conversation of this one answer."""
    return alone(answer, turn.role, datetime.now().astimezone())
