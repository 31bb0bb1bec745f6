"""The pages for practice and findings, on the shipped documents, in Streamlit's own test runner."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from builders import CORPUS
from fake_page import FakeAssistant
from pages import Opened, pages, press, sound, words
from streamlit.testing.v1 import AppTest
from test_charts import charts
from test_page_text import shown
from test_practice import bank
from test_practice import pages as page_texts

from assistant.practice.items import Kind
from ingest.catalogue import read_catalogue

pytestmark = pytest.mark.enable_socket


class Reader(FakeAssistant):
    """Reads the shipped documents' pages."""

    sources = tuple(listed.source for listed in read_catalogue(CORPUS))

    def page_text(self, source_id: str, page: str) -> str:
        return page_texts()(source_id, page)


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Opened]:
    bank(), charts()  # made before the clock of a page runs
    with pages(monkeypatch, tmp_path, Reader(), practice_bank=lambda *_, **__: bank(), open_charts=charts) as opened:
        yield opened


def asked(page: AppTest):
    """The item that the page asks now."""
    held = page.session_state["practice_round"]
    return held.items[held.at]


def test_a_right_and_a_wrong_answer_are_marked_with_page_and_why_and_what_is_due_is_told(opened: Opened):
    page = opened("practice")
    assert f"{len(bank().items)} questions" in words(page) and "due today" not in words(page)
    page.button_group(key="practice_kinds").set_value([Kind.FIGURE])
    page = press(page, "Start")
    item = asked(page)
    assert item.kind is Kind.FIGURE and shown(item.ask) in words(page) and "page" not in words(page).split(shown(item.ask))[1]
    sound(page.radio[0].set_value(item.right[0]).run())
    page = press(page, "Check my answer")
    assert "Right." in words(page) and f"page {item.quotes[0].page}" in words(page)
    page = press(press(page, "Next question"), "I do not know")
    assert "Not answered. The answer is: " in words(page) and "Asked again in 10 minutes." in words(page)
    page = press(press(page, "Next question"), "Stop here")
    assert "1 of 2 right." in words(page)
    page = press(page, "Practise again")
    assert any(b.label == "Start" for b in page.button)


def test_page_first_shows_the_page_before_the_answer(opened: Opened):
    page = opened("practice")
    page.radio(key="practice_how").set_value("Page first")
    page.button_group(key="practice_kinds").set_value([Kind.WHO])
    page = press(page, "Start")
    quote = asked(page).quotes[0]
    assert f"page {quote.page}" in page.expander[0].label and page.expander[0].markdown


def test_an_order_is_answered_by_giving_each_event_its_place(opened: Opened):
    page = opened("practice")
    page.button_group(key="practice_kinds").set_value([Kind.ORDER])
    page = press(page, "Start")
    item = asked(page)
    for place, at in enumerate(item.right, 1):
        page.button_group(key=f"practice_place_0_{at}").set_value(place)
    page = press(sound(page.run()), "Check my answer")
    assert "Right." in words(page) and all(shown(claim.text) in words(page) for claim in item.claims)


def test_progress_can_be_deleted(opened: Opened):
    page = press(press(press(opened("practice"), "Start"), "I do not know"), "Next question")
    page = press(press(page, "Stop here"), "Practise again")
    sound(page.checkbox(key="practice_sure").check().run())
    page = press(page, "Delete my progress")
    assert f"| All | 0 | 0 | 0 | {len(bank().items)} |" in "\n".join(m.value for m in page.markdown)


def test_every_finding_has_its_words_table_source_and_files(opened: Opened):
    page = opened("findings")
    said = words(page)
    for chart in charts():
        assert shown(chart.title) in said and shown(f"Source: {chart.source_line}.") in said
    assert said.count("Document") >= len(charts()) and len(page.get("download_button")) == 3 * len(charts()) + 1


def test_the_appendices_are_searched_and_the_pictures_filtered(opened: Opened):
    page = opened("findings")
    assert "211 rows for 209 CCGs: NHS Cumbria CCG (page 31) and NHS North East Hampshire and Farnham CCG (page 33) are printed with two footprints, and each has a row for either." \
        in words(page)
    sound(page.text_input(key="explorer_words").input("swindon").run())
    assert "3 rows" in words(page) and "printed with two footprints" not in words(page)
    sound(page.text_input(key="explorer_words").input("farnham").run())
    assert "2 rows for 1 CCG: NHS North East Hampshire and Farnham CCG (page 33) is printed with two footprints, and has a row for either." in words(page)
    sound(page.text_input(key="explorer_words").input("").run())
    sound(page.button_group(key="explorer_list").set_value("Footprints").run())
    assert "The CCGs of all footprints add up to 211, not 209: NHS Cumbria CCG (page 31) and" in words(page)
    sound(page.button_group(key="explorer_list").set_value("CCGs").run())
    sound(page.text_input(key="explorer_words").input("<b>nothing</b>").run())
    assert "Nothing fits." in words(page)
    page.button_group(key="findings_regions").set_value(["London"])
    assert "CCGs in each STP footprint, in part. North West London: 8" in words(sound(page.run()))
