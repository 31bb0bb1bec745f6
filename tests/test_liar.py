"""A chat model that lies in each of twenty ways, on a server as a user would run one: none reaches the user, in whatever way an answer is given."""

from __future__ import annotations

import io
import json
import re
import sys
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
import streamlit as st
from chat_server import ChatServer, serving
from fake_page import APP, fake_build
from lies import LIES
from rich.console import Console
from streamlit.testing.v1 import AppTest

import assistant as package
from assistant import build
from assistant.assistant import Assistant
from assistant.conversation import IN_MEMORY, Conversations
from assistant.domain import Answer
from assistant.export import answer_json, export_conversation
from assistant.settings import Settings
from assistant.turns import Conversation
from ui import answer_view
from ui.chat import Chat

QUESTION = "How many CCGs made highly committed, evidenced and active use of the Act?"
HONEST = "Just 25 CCGs (13%) demonstrated what we define as ‘highly committed, evidenced and active’ use of the Act. [1]\n"
NOW = datetime(2026, 11, 22, tzinfo=UTC)
NOTE = "this answer is in the documents' own words."


@dataclass
class Liar:
    """The product with a model that says what it is told to, and the same product without a model."""

    server: ChatServer
    asked: Assistant
    truth: Answer

    def says(self, lie: str) -> None:
        self.server.words, self.server.cut = [lie[at:at + 9] for at in range(0, len(lie), 9)], lie == LIES["half a stream"]


@pytest.fixture(scope="module")
def liar(corpus_settings: Settings, assistant: Assistant) -> Iterator[Liar]:
    with serving(ChatServer()) as server:
        settings = corpus_settings.model_copy(update={"chat_model": "openai:liar", "chat_base_url": server.url, "chat_retries": 0})
        yield Liar(server, build.build_assistant(settings, assistant._embedder()), assistant.ask(QUESTION))


def told(answer: Answer) -> tuple[object, ...]:
    """What an answer says, and on what it stands."""
    return answer.answer, answer.claims, answer.citations, answer.status, answer.notices, answer.suggestions


def test_the_twenty_are_there_by_name():
    assert len(LIES) == 20


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_ask_stream_and_json_give_the_answer_as_without_the_model_and_say_so(liar: Liar, lie: str):
    liar.says(lie)
    *said, answer = liar.asked.stream(QUESTION)
    assert said == [] and told(answer) == told(liar.truth)
    assert (answer.mode, answer.note.endswith(NOTE)) == ("extractive", True)
    plain, truth = answer_json(liar.asked.ask(QUESTION)), answer_json(liar.truth)
    assert {k: v for k, v in plain.items() if v != truth[k]}.keys() <= {"note", "usage", "timings_ms"}


@pytest.mark.parametrize("lie", LIES.values(), ids=LIES)
def test_between_honest_sentences_only_those_are_said(liar: Liar, lie: str):
    liar.says(f"{HONEST}{lie}")
    liar.server.cut = False
    *said, answer = liar.asked.stream(QUESTION)
    assert [s.claim.text for s in said] == [c.text for c in answer.claims]
    assert {c.text for c in answer.claims} <= {c.text for c in liar.truth.claims} | {HONEST.removesuffix(" [1]\n")}


def talk(liar: Liar, asked: Assistant) -> tuple[Conversation, str]:
    """A conversation of twenty turns, one for each lie, and what the terminal showed of it to a person."""
    out = Console(file=io.StringIO(), width=120)
    chat = Chat(asked, Conversations(IN_MEMORY), out=out, interactive=True)
    for lie in LIES.values():
        liar.says(lie)
        chat.take(QUESTION)
    return chat.store.open(chat.talk.id), out.file.getvalue()


def test_the_chat_and_every_export_of_it_are_those_without_the_model_but_for_the_line_that_says_so(liar: Liar, assistant: Assistant, tmp_path: Path):
    (lied, shown), (true, truly) = talk(liar, liar.asked), talk(liar, assistant)
    assert shown.count(NOTE) == len(LIES)
    assert "".join(re.split(rf"\n[^\n]+{re.escape(NOTE)}\n", shown)) == truly
    folders = {}
    for name, held in (("lied", lied), ("true", true)):
        held = replace(held, about=replace(true.about, id="x"))
        folders[name] = [export_conversation(held, tmp_path / f"{name}.{kind}", assistant.sources, now=NOW) for kind in ("md", "docx", "json")]
    for one, other in zip(*folders.values(), strict=True):
        assert content(one) == content(other), one.suffix


def content(path: Path) -> object:
    """What an export says: the text, the parts of a Word file that a reader sees, the turns of a JSON."""
    if path.suffix == ".docx":
        with zipfile.ZipFile(path) as docx:
            return [docx.read(f"word/{part}.xml") for part in ("document", "footnotes")]
    if path.suffix == ".json":
        aside = {"note", "usage", "timings_ms"}
        return [{k: v for k, v in turn["answer"].items() if k not in aside} for turn in json.loads(path.read_text(encoding="utf-8"))["turns"]]
    return path.read_text(encoding="utf-8")


@pytest.mark.enable_socket  # Streamlit's test runner makes an event loop: a socket pair
def test_the_web_page_shows_the_answer_as_without_the_model(liar: Liar, assistant: Assistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setattr(answer_view, "PAUSE_SECONDS", 0)
    monkeypatch.setenv("SOCIAL_VALUE_DATA_DIR", str(tmp_path))
    shown = {}
    for asked in (liar.asked, assistant):
        made = fake_build(asked)
        monkeypatch.setitem(sys.modules, "assistant.build", made)
        monkeypatch.setattr(package, "build", made)
        st.cache_resource.clear()
        page = AppTest.from_file(str(APP), default_timeout=60).run()
        for name in ("merged figures", "markdown image", "hidden link", "HTML", "half a stream"):
            liar.says(LIES[name])
            page.chat_input[0].set_value(QUESTION).run()
        shown[asked] = [e.value for e in (*page.header, *page.markdown, *page.caption, *page.code) if "chat model" not in e.value]
    st.cache_resource.clear()
    assert shown[liar.asked] == shown[assistant]
