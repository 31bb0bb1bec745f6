"""The page of the glossary and the references, in Streamlit's own test runner, with a made-up library behind it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest
from talks import SOURCES, answer

from assistant.domain import Answer
from assistant.glossary import glossary
from ui import resources
from ui.conversation import Conversation, Turn

pytestmark = pytest.mark.enable_socket  # Streamlit's test runner makes an event loop: a socket pair


class Book:
    """Three documents of two pages each."""

    sources = SOURCES

    def labels(self, source_id: str) -> tuple[str, ...]:
        return ("17", "20")


@pytest.fixture
def page(monkeypatch: pytest.MonkeyPatch) -> Iterator[AppTest]:
    st.cache_resource.clear()
    monkeypatch.setattr(resources, "open_assistant", Book)

    def script() -> None:
        from ui import resources as held
        from ui.web import glossary as drawn

        drawn.open_assistant = held.open_assistant
        drawn.show()

    yield AppTest.from_function(script, default_timeout=60)
    st.cache_resource.clear()


def talked(page: AppTest, *answers: Answer) -> AppTest:
    """The page with a conversation of these answers open."""
    page.session_state["conversation"] = Conversation(turns=[Turn("q?", None, n, one) for n, one in enumerate(answers)])
    return page.run()


def words(page: AppTest) -> str:
    return "\n".join(element.value.replace("\\", "") for element in page.markdown)


def test_every_term_stands_there_with_its_passage_and_page(page: AppTest):
    shown = words(talked(page))
    assert all(f"**{term.short}**" in shown for term in glossary().terms)
    assert "**CCG** · clinical commissioning group" in shown and "Healthy Commissioning, page 28: “The 209 Clinical Commissioning Groups are groups" in shown
    assert "**Today** Clinical commissioning groups (CCGs) in England were abolished on 1 July 2022" in shown
    assert [h.value for h in page.title] == ["Glossary and references"] and [h.value for h in page.header] == ["Glossary", "References"]


def test_a_word_and_a_letter_leave_what_fits_and_nothing_is_told(page: AppTest):
    talked(page).text_input(key="glossary_words").set_value("passive").run()
    assert "**passive group**" in words(page) and "**CCG**" not in words(page)
    page.text_input(key="glossary_words").set_value("<b>no such</b>").run()
    assert any("No term fits" in info.value for info in page.info) and not page.exception


def test_a_link_opens_the_page_at_its_term(page: AppTest):
    page.query_params["term"] = "STP"
    assert talked(page).text_input(key="glossary_words").value == "STP" and words(page).startswith("The terms") and "**STP**" in words(page)


def test_a_reference_is_there_to_copy_in_each_format_with_its_printed_page(page: AppTest):
    talked(page).selectbox(key="references_page").set_value("17").run()
    assert "(Social Enterprise UK and National Voices, 2017, p. 17)" in [code.value for code in page.code]
    page.button_group(key="references_form").set_value("bibtex").run()
    assert any(code.value.startswith("@techreport{healthy-commissioning,") and "Cited at p. 17" in code.value for code in page.code)
    page.button_group(key="references_form").set_value("ris").run()
    assert any(code.value.startswith("TY  - RPRT") for code in page.code) and not page.exception


def test_the_bibliography_of_the_open_conversation_has_each_document_once(page: AppTest):
    assert any("Nothing is cited yet" in info.value for info in talked(page).info)
    (made,) = [code.value for code in talked(page, answer(), answer()).code if code.value.count("(2017)") == 2]
    assert made.count("Social Enterprise UK and National Voices") == 1
