"""The page of the glossary and the references, in Streamlit's own test runner, with a made-up library behind it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_page import FakeAssistant
from pages import pages, sound, words
from streamlit.testing.v1 import AppTest
from talks import SOURCES, answer

from assistant.domain import Answer
from assistant.glossary import glossary
from ui.conversation import Conversation, Turn

pytestmark = pytest.mark.enable_socket  # Streamlit's test runner makes an event loop: a socket pair
Talked = Callable[..., AppTest]


class Book(FakeAssistant):
    """Three documents of two pages each."""

    sources = SOURCES

    def labels(self, source_id: str) -> tuple[str, ...]:
        return ("17", "20")


@pytest.fixture
def talked(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Talked]:
    """The page, at an address, with a conversation of these answers open."""
    with pages(monkeypatch, tmp_path, Book()) as opened:
        def open_page(*answers: Answer, **address: str) -> AppTest:
            page = opened("glossary", **address)
            page.session_state["conversation"] = Conversation(turns=[Turn("q?", None, n, one) for n, one in enumerate(answers)])
            return sound(page.run())

        yield open_page


def test_every_term_stands_there_with_its_passage_and_page(talked: Talked):
    page = talked()
    shown = words(page)
    assert all(f"**{term.short}**" in shown for term in glossary().terms)
    assert "**CCG** · clinical commissioning group" in shown and "Healthy Commissioning, page 28: “The 209 Clinical Commissioning Groups are groups" in shown
    assert "**Today** Clinical commissioning groups (CCGs) in England were abolished on 1 July 2022" in shown
    assert [h.value for h in page.title] == ["Glossary and references"] and [h.value for h in page.header] == ["Glossary", "References"]


def test_a_word_and_a_letter_leave_what_fits_and_nothing_is_told(talked: Talked):
    page = talked()
    page.text_input(key="glossary_words").set_value("passive").run()
    assert "**passive group**" in words(page) and "**CCG**" not in words(page)
    page.text_input(key="glossary_words").set_value("<b>no such</b>").run()
    assert any("No term fits" in info.value for info in page.info) and not page.exception


def test_a_link_opens_the_page_at_its_term(talked: Talked):
    page = talked(term="STP")
    assert page.text_input(key="glossary_words").value == "STP" and "**STP**" in words(page) and "**CCG**" not in words(page)


def test_a_reference_is_there_to_copy_in_each_format_with_its_printed_page(talked: Talked):
    page = talked()
    page.selectbox(key="references_page").set_value("17").run()
    assert "(Social Enterprise UK and National Voices, 2017, p. 17)" in [code.value for code in page.code]
    page.button_group(key="references_form").set_value("bibtex").run()
    assert any(code.value.startswith("@techreport{healthy-commissioning,") and "Cited at p. 17" in code.value for code in page.code)
    page.button_group(key="references_form").set_value("ris").run()
    assert any(code.value.startswith("TY  - RPRT") for code in page.code) and not page.exception


def test_the_bibliography_of_the_open_conversation_has_each_document_once(talked: Talked):
    assert any("Nothing is cited yet" in info.value for info in talked().info)
    (made,) = [code.value for code in talked(answer(), answer()).code if code.value.count("(2017)") == 2]
    assert made.count("Social Enterprise UK and National Voices") == 1
