"""The chat in a real browser over the real documents, as somebody would use it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import App, chromium, settle
from documents import lines_page, write_pdf
from docx import Document
from fake_page import HOSTILE
from playwright.sync_api import Browser, Page, expect

from assistant import build
from assistant.models import load_embedder
from assistant.settings import Settings
from ingest.pipeline import ingest

pytestmark = pytest.mark.enable_socket
WAIT = 120_000
PLAN = ("Northbridge transport plan", "", "Northbridge Council will give social value a weighting of 15 per cent", "in every transport tender above 50,000 pounds.")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def uploads(app: App, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Two documents of the user's own: a PDF, and one that is all markup and instructions."""
    folder = tmp_path_factory.mktemp("own")
    write_pdf(folder / "plan.pdf", lines_page("Northbridge transport plan", "The first page says nothing of weightings."), lines_page(*PLAN))
    (folder / "hostile.txt").write_text(f"Gadgetown Council will give social value a weighting of 90 per cent in every tender.\n\n{HOSTILE}\n", encoding="utf-8")
    settings = Settings(data_dir=app.folder)
    library = build.open_library(settings)
    report = ingest(settings, [folder], library, build.open_store(settings), lambda: load_embedder(settings))
    library.close()
    assert len(report.added) == 2


@pytest.fixture
def page(browser: Browser, app: App) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    context.set_default_timeout(WAIT)
    requests: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    tab = context.new_page()
    tab.goto(app.url)
    expect(tab.get_by_role("heading", name="Questions you could ask")).to_be_visible(timeout=WAIT)
    yield tab
    context.close()
    assert not [url for url in requests if not url.startswith((app.url, "data:", "blob:"))]


def ask(page: Page, question: str) -> None:
    box = page.get_by_role("textbox", name="Ask a question")
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_role("heading", level=2, name=question)).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Read ").last).to_be_visible(timeout=WAIT)
    settle(page)


def test_ask_open_the_source_follow_up_export_and_find_it_again(page: Page, app: App, tmp_path: Path) -> None:
    page.get_by_role("radio", name="Charity or community bidder").click()
    page.get_by_role("button", name="What should we do before we bid?").click()
    expect(page.get_by_role("heading", level=2, name="What should we do before we bid?")).to_be_visible(timeout=WAIT)
    settle(page)
    page.get_by_role("button", name="[1]", exact=True).first.click()
    marked = page.locator(".st-key-page_0_1 .stMarkdownColoredBackground")
    expect(marked).to_be_in_viewport()
    ask(page, "What weighting for social value was common in tenders?")
    expect(page.get_by_text("2% of total weighting was commonly cited").first).to_be_visible()
    page.get_by_role("button", name="Page 21").last.click()
    expect(page.locator("[class*=st-key-page_1_] strong", has_text="Page 21")).to_be_visible()
    page.get_by_role("button", name="Back to the quote").click()
    settle(page)

    page.get_by_text("Rename, download or delete").click()
    with page.expect_download() as download:
        page.get_by_role("button", name="Download conversation as Word").click()
    file = tmp_path / "talk.docx"
    download.value.save_as(file)
    text = "\n".join(paragraph.text for paragraph in Document(str(file)).paragraphs)
    assert "What should we do before we bid?" in text and "What weighting for social value" in text and "References" in text
    page.keyboard.press("Escape")

    page.reload()
    expect(page.get_by_role("heading", level=2, name="What should we do before we bid?")).to_be_visible(timeout=WAIT)
    page.goto(app.url)
    page.get_by_label("Search your conversations").first.fill("commonly cited by CCGs")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="What should we do before we bid?").last.click()
    expect(page.get_by_role("heading", level=2, name="What weighting for social value was common")).to_be_visible(timeout=WAIT)


def test_an_own_pdf_is_cited_and_its_page_is_shown_as_printed(page: Page, uploads: None) -> None:
    ask(page, "What weighting will Northbridge Council give social value?")
    expect(page.get_by_text("a weighting of 15 per cent").first).to_be_visible()
    printed = page.frame_locator("iframe[title*=pdf_viewer]").locator("canvas")
    expect(printed.first).to_be_visible(timeout=WAIT)
    expect(page.get_by_text("Page 2 as printed, with the quote marked")).to_be_visible()


def test_a_hostile_document_of_ones_own_shows_as_text(page: Page, uploads: None) -> None:
    ask(page, "What weighting will Gadgetown Council give social value?")
    expect(page.get_by_text("a weighting of 90 per cent").first).to_be_visible()
    main = page.locator("[data-testid=stMain]")
    expect(main).to_contain_text("<script>window.hacked = true</script>")
    expect(main.locator("img, b, i, .katex, [onerror], a[href*='evil.example']")).to_have_count(0)
    assert page.evaluate("window.hacked === undefined")
