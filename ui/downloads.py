"""Answers and conversations as files to download, each made when its button is pressed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from datetime import datetime
from functools import partial

import streamlit as st

from assistant.domain import Answer, Source
from assistant.export import alone, conversation_file
from assistant.turns import title_of
from ui.conversation import Turn

FILES = {
    "Word": (".docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document"),
    "Markdown": (".md", "text/markdown"),
    "JSON": (".json", "application/json"),
}
Make = Callable[[str], bytes]


def show_downloads(key: str, name: str, make: Make) -> None:
    """A button for each kind of file; `make` gives the content for an ending."""
    for kind, (ending, mime) in FILES.items():
        st.download_button(f"{name} as {kind}", partial(make, ending), file_name(name) + ending, mime, key=f"{key}_{kind}", on_click="ignore", type="tertiary")


def answer_file(turn: Turn, answer: Answer, sources: Iterable[Source], ending: str) -> bytes:
    """One answer as the content of a file."""
    return conversation_file(alone(answer, turn.role, datetime.now().astimezone()), ending, sources)


def file_name(title: str) -> str:
    """A title as the name of a file, without an ending."""
    return re.sub(r"[^a-z0-9]+", "-", title_of(title).lower()).strip("-")[:60] or "conversation"
