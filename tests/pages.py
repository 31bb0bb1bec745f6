"""The pages in Streamlit's own test runner: opened over made-up parts of the core, read as text, pressed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from fake_page import FakeAssistant, at_page, fake_build
from streamlit.testing.v1 import AppTest
from test_page_text import shown

import assistant
from ui import problems

Opened = Callable[..., AppTest]


@contextmanager
def pages(monkeypatch: pytest.MonkeyPatch, folder: Path, reader: FakeAssistant | None = None, *, may_log: bool = False, **parts: Any) -> Iterator[Opened]:
    """A way to open a page by its path and address. `parts` take the place of what assistant.build gives; what a page logs is a failure, unless it may."""
    build = fake_build(reader or FakeAssistant())
    for name, part in parts.items():
        setattr(build, name, part)
    monkeypatch.setitem(sys.modules, "assistant.build", build)
    monkeypatch.setattr(assistant, "build", build, raising=False)
    log = folder / "web.log"
    monkeypatch.setattr(problems, "log_path", lambda: log)
    monkeypatch.setenv("SOCIAL_VALUE_DATA_DIR", str(folder))
    st.cache_resource.clear()

    def open_page(path: str, **address: str) -> AppTest:
        page = at_page(path)
        for name, value in address.items():
            page.query_params[name] = value
        return sound(page.run())

    yield open_page
    st.cache_resource.clear()
    assert may_log or not log.exists(), log.read_text()


def sound(page: AppTest) -> AppTest:
    """The page, which drew itself without an exception."""
    assert not page.exception
    return page


def words(page: AppTest) -> str:
    """What a reader of the page reads, tables and widgets left out."""
    told = [*page.title, *page.header, *page.subheader, *page.markdown, *page.caption, *page.error, *page.warning, *page.success, *page.info]
    return "\n".join(shown(element.value) for element in told)


def press(page: AppTest, label: str, *boxes: str) -> AppTest:
    """Presses the button of this label; `boxes` are folded parts that stay open, which the test runner forgets."""
    for box in boxes:
        page.session_state[box] = True
    return sound(next(button for button in page.button if shown(button.label) == label).click().run())
