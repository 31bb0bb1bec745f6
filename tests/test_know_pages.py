"""Library, What has changed, Trust and Settings, in Streamlit's own test runner, over a small index of their own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from datetime import date
from pathlib import Path

import pytest
import streamlit as st
from builders import FakeEmbedder, page_texts, shipped
from fake_page import HOSTILE, FakeAssistant, at_page
from pages import words
from streamlit.testing.v1 import AppTest

import assistant.parts
from assistant.conversation import open_conversations
from assistant.people import Person
from assistant.settings import load_settings
from ingest import vectors
from ingest.uploads import Upload, Uploads
from ui import problems, resources, sign_in

pytestmark = pytest.mark.enable_socket  # Streamlit's test runner makes an event loop: a socket pair
Opened = Callable[[str], AppTest]
HERON = ("heron.md", b"# Heron policy\n\nHeron Trust gives the kingfisher weighting of 17% to social value in every tender.\n")
SHARED = Upload("shared.txt", b"The council gives a weighting of 5% to social value in every tender it runs.\n")
ANN = Person("a" * 32, "Ann", is_maintainer=False)
CAROL = Person("c" * 32, "Carol", is_maintainer=True)
LISTS = {"library": "ui.web.library", "settings": "ui.web.settings", "resources": "ui.resources"}


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Opened]:
    monkeypatch.setattr(problems, "log_path", lambda: tmp_path / "web.log")
    monkeypatch.setenv("SOCIAL_VALUE_DATA_DIR", str(tmp_path / "data"))
    monkeypatch.setenv("SOCIAL_VALUE_EMBEDDING_MODEL", "fake")
    monkeypatch.setattr(assistant.parts, "SentenceTransformerEmbedder", lambda name, threads: FakeEmbedder(name))
    Uploads(load_settings()).add([SHARED], FakeEmbedder)
    st.cache_resource.clear()

    def open_page(path: str) -> AppTest:
        page = at_page(path).run()
        assert not page.exception and not (tmp_path / "web.log").exists()
        return page

    yield open_page
    st.cache_resource.clear()
    assert not (tmp_path / "web.log").exists(), (tmp_path / "web.log").read_text()


def be(monkeypatch: pytest.MonkeyPatch, who: Person) -> None:
    """This person looks at the pages from now on."""
    for module in (sign_in, resources, *(sys.modules[name] for name in LISTS.values() if name in sys.modules)):
        monkeypatch.setattr(module, "person", lambda: who)


def press(page: AppTest, key: str) -> AppTest:
    page = page.get_by_key(key).click().run()
    assert not page.exception
    return page


def up(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    box = page.get_by_key("files_0")
    for name, data in files:
        box = box.upload(name, data, "text/plain")
    box.run()
    return press(page, "add")


# --- library ---------------------------------------------------------------------------------------------


def test_a_document_that_is_added_can_be_asked_about_at_once_by_a_session_that_was_open_before(opened: Opened):
    chat = opened("")
    chat.chat_input[0].set_value("What is the kingfisher weighting?").run()
    assert "17%" not in words(chat)
    page = up(opened("library"), HERON, ("empty.txt", b" "))
    assert "heron.md added. It can be asked about now." in words(page).replace("**", "") and "empty.txt failed." in words(page).replace("**", "")
    assert "Your documents (2)" in words(page)
    chat.chat_input[0].set_value("Which weighting does Heron Trust give?").run()
    assert "17%" in words(chat)


def test_what_was_said_of_files_is_said_once(opened: Opened):
    page = up(opened("library"), HERON)
    assert "It can be asked about now." in words(page) and "It can be asked about now." not in words(page.run())


def test_a_document_is_read_page_by_page_and_removed(opened: Opened):
    page = up(opened("library"), HERON)
    page = press(page, "read_upload-heron")
    assert "Heron Trust gives the kingfisher weighting" in words(page) and "Your documents" not in words(page)
    page = press(press(page, "close"), "remove_upload-heron")
    assert "Your documents (1)" in words(page) and "Heron policy removed." in words(page).replace("**", "")


def test_a_hostile_document_shows_as_text(opened: Opened):
    page = up(opened("library"), ("hostile.txt", HOSTILE.encode()))
    page = press(page, "read_upload-hostile")
    assert " ".join(HOSTILE.split()) in words(page) and not any("<script>" in one.value for one in page.markdown)


def test_the_index_is_made_again_from_the_files(opened: Opened, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(vectors, "crash", lambda store: "")  # reading the vectors in a process of its own takes seconds
    opened("library")
    be(monkeypatch, ANN)
    page = press(up(opened("library"), HERON), "reindex")
    assert "1 documents were read again" in words(page)


def test_a_reader_adds_for_themselves_alone_and_cannot_remove_what_is_everyones(opened: Opened, monkeypatch: pytest.MonkeyPatch):
    opened("library")
    be(monkeypatch, ANN)
    page = up(opened("library"), HERON)
    assert "Your documents (1)" in words(page) and "Documents for everyone (1)" in words(page)
    keys = [button.key for button in page.button]
    assert "remove_upload-heron-aaaaaaaa" in keys and "remove_upload-shared" not in keys and not page.checkbox
    be(monkeypatch, CAROL)
    other = opened("library")
    assert "Your documents (0)" in words(other) and "Heron" not in words(other)


def test_a_maintainer_may_add_for_everyone_and_remove_it(opened: Opened, monkeypatch: pytest.MonkeyPatch):
    opened("library")
    be(monkeypatch, CAROL)
    page = opened("library")
    page.get_by_key("for_all").check()
    page = up(page, HERON)
    assert "Documents for everyone (2)" in words(page) and "Your documents (0)" in words(page)
    assert "Documents for everyone (1)" in words(press(page, "remove_upload-heron"))


# --- what has changed, trust -----------------------------------------------------------------------------


def test_the_timeline_is_narrowed_by_reader_topic_and_word(opened: Opened):
    page = opened("changes")
    assert [tab.label.split(" (")[0] for tab in page.tabs] == ["Changed", "On its way", "Not certain"]
    assert "Royal Assent" in words(page) and "Source: " in words(page)
    page.get_by_key("changes_words").set_value("royal assent 2012").run()
    assert [tab.label for tab in page.tabs] == ["Changed (1)", "On its way (0)", "Not certain (0)"]
    page.get_by_key("changes_topics").set_value(["wales"]).run()
    assert "Nothing fits." in words(page)


def test_an_old_check_is_told_on_the_page(opened: Opened, monkeypatch: pytest.MonkeyPatch):
    from ui.web import changes

    class Later(date):
        @classmethod
        def today(cls) -> date:
            return date(2027, 12, 1)

    monkeypatch.setattr(changes, "date", Later)
    page = opened("changes")
    assert "were checked over 180 days ago: check those again." in words(page) and ":orange-badge[check again]" in words(page)


def test_the_trust_page_puts_its_example_and_ones_own_sentence_to_the_check(opened: Opened, monkeypatch: pytest.MonkeyPatch):
    class Shipped(FakeAssistant):
        page_text = staticmethod(page_texts(shipped()[0]))

    opened("settings")  # the module is there to be changed
    from ui.web import trust

    monkeypatch.setattr(trust, "open_assistant", Shipped)
    page = opened("trust")
    text = words(page)
    assert "taken out] figure not in its quotes: 35" in text and ":green-badge[passes]" in text and "**Quotes off their page**" in text and "Must be 0. | 0.00 (of 313) | 0.00" in text
    page.get_by_key("trust_own").set_value("57 CCGs demonstrated <b>active</b> use.").run()
    assert "figure not in its quotes: 57" in words(page) and r"\<b\>" in page.markdown[[m.value for m in page.markdown].index(next(
        m.value for m in page.markdown if "57 CCGs" in m.value))].value


# --- settings --------------------------------------------------------------------------------------------


def test_everything_is_deleted_only_when_the_words_are_typed(opened: Opened):
    chat = opened("")
    chat.chat_input[0].set_value("What is the weighting?").run()
    page = press(opened("settings"), "delete")
    assert "Nothing is deleted." in words(page) and open_conversations(load_settings()).count() == 1
    page.get_by_key("delete_word").set_value("delete everything").run()
    page = press(page, "delete")
    assert "Deleted: 1 conversation and 1 document of yours." in words(page)
    assert open_conversations(load_settings()).count() == 0 and not Uploads(load_settings()).entries()


def test_settings_show_their_variable_and_no_secret(opened: Opened, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOCIAL_VALUE_CHAT_MODEL", "openai:small")
    monkeypatch.setenv("SOCIAL_VALUE_CHAT_BASE_URL", "http://user:hush@127.0.0.1:1/v1")
    monkeypatch.setenv("OPENAI_API_KEY", "sk-hush")
    page = opened("settings")
    text = words(page)
    assert "SOCIAL_VALUE_CHAT_MODEL | openai:small (set)" in text and "OPENAI_API_KEY | set" in text and "hush" not in text
    page = press(page, "health")
    assert "cannot be reached" in words(page) and "hush" not in words(page)


def test_a_reader_sees_no_place_no_variable_and_no_doctor(opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    opened("settings")
    be(monkeypatch, ANN)
    text = words(opened("settings"))
    assert str(tmp_path) not in text and "SOCIAL_VALUE_DATABASE_URL" not in text and "Health" not in text and "Delete everything" in text


def test_what_the_doctor_says_is_shown_with_what_to_do(opened: Opened):
    text = words(opened("settings"))
    assert "**index**: 1 document, 1 passage" in text and "**python**" in text and "8501" not in text


def test_settings_work_without_an_index(opened: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    monkeypatch.setenv("SOCIAL_VALUE_DATA_DIR", str(tmp_path / "new"))
    assert "run `social-value ingest`" in words(opened("settings"))
    assert "None: the index is still to be made." in words(opened("library"))
