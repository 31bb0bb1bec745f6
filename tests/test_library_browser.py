"""A document is added in a real Chromium, asked about, read and taken out again; and sign-in with a provider of our own making."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import chromium, served
from fake_page import HOSTILE
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.enable_socket

SLOW = 60_000
"""Milliseconds: the first answer loads models, on a machine that may be busy."""
OWN_PAGE = Path(__file__).with_name("own_page.py")
HERON = "# Heron policy\n\nHeron Trust gives the kingfisher weighting of 17% to social value in every tender.\n\n" + HOSTILE + "\n"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture
def page(browser: Browser, tmp_path: Path) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    with served(OWN_PAGE, tmp_path, seconds=90) as url:
        page = context.new_page()
        page.goto(f"{url}/library")
        yield page
    context.close()


def test_a_document_is_added_answered_from_read_and_removed(page: Page, tmp_path: Path) -> None:
    (tmp_path / "heron.md").write_text(HERON, encoding="utf-8")
    (tmp_path / "empty.txt").write_text("\n")
    expect(page.get_by_role("heading", level=1, name="Library")).to_be_visible(timeout=SLOW)
    page.locator("input[type=file]").set_input_files([tmp_path / "heron.md", tmp_path / "empty.txt"])
    page.get_by_role("button", name="Add to the library").click()
    expect(page.get_by_text("heron.md added. It can be asked about now.")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("alert").filter(has_text="empty.txt failed")).to_contain_text("save it again and retry")
    expect(page.get_by_role("heading", name="Your documents (1)")).to_be_visible(timeout=SLOW)

    page.get_by_role("link", name="Chat").click()
    box = page.get_by_role("textbox", name="Ask a question")
    box.fill("What is the kingfisher weighting of Heron Trust?")
    box.press("Enter")
    expect(page.get_by_text("kingfisher weighting of 17%").first).to_be_visible(timeout=SLOW)

    page.get_by_role("link", name="Library").click()
    page.get_by_role("button", name="Read its pages").click()
    expect(page.locator(".st-key-library_page")).to_contain_text("<script>window.hacked = true</script>", timeout=SLOW)
    assert page.evaluate("window.hacked === undefined")
    page.reload()
    expect(page.get_by_role("heading", level=2, name="Heron policy")).to_be_visible(timeout=SLOW)
    page.get_by_role("button", name="Back to the library").click()
    page.get_by_role("button", name="Remove", exact=True).click()
    page.get_by_role("button", name="Remove for good").click()
    expect(page.get_by_role("heading", name="Your documents (0)")).to_be_visible(timeout=SLOW)
    assert not (tmp_path / "uploads" / "heron.md").exists()
