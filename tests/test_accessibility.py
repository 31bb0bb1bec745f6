"""Every page of the navigation in a real browser: the rules of axe-core, headings in order, and no sideways scrolling at 400% zoom."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import pytest
from axe import serious
from browser import ROOT, App, chromium, settle
from playwright.sync_api import Browser, expect
from playwright.sync_api import Page as Tab

from ui.navigation import PAGES, Page

pytestmark = pytest.mark.enable_socket
PICTURES = ROOT / "screenshots"
WIDE, PHONE, ZOOMED = {"width": 1280, "height": 900}, {"width": 390, "height": 844}, {"width": 320, "height": 256}
"""A window of 1280 by 1024 at 400% is one of 320 by 256 (WCAG 2.2, 1.4.10)."""


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module", params=["light", "dark"])
def tab(request: pytest.FixtureRequest, browser: Browser) -> Iterator[Tab]:
    context = browser.new_context(viewport=WIDE, color_scheme=request.param)
    context.set_default_timeout(120_000)
    yield context.new_page()
    context.close()


def opened(tab: Tab, app: App, entry: Page) -> None:
    tab.set_viewport_size(WIDE)
    tab.goto(f"{app.url}/{entry.path}")
    expect(tab.get_by_role("heading", level=1)).to_be_visible(timeout=120_000)
    settle(tab)


def picture(tab: Tab, name: str) -> None:
    PICTURES.mkdir(exist_ok=True)
    scheme = "dark" if tab.evaluate("matchMedia('(prefers-color-scheme: dark)').matches") else "light"
    tab.screenshot(path=PICTURES / f"{name}-{tab.viewport_size['width']}-{scheme}.png")


@pytest.mark.parametrize("entry", PAGES, ids=lambda entry: entry.path or "home")
def test_a_page_breaks_no_serious_rule_has_its_headings_in_order_and_scrolls_one_way_only(tab: Tab, app: App, entry: Page) -> None:
    opened(tab, app, entry)
    levels = tab.locator("[data-testid=stMain] :is(h1, h2, h3, h4, h5, h6)").evaluate_all("all => all.map(one => Number(one.tagName[1]))")
    assert levels.count(1) == 1 and levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))
    dark = tab.evaluate("matchMedia('(prefers-color-scheme: dark)').matches")
    for size in (WIDE,) if dark else (WIDE, PHONE, ZOOMED):  # in the dark only the colours differ
        tab.set_viewport_size(size)
        settle(tab)
        picture(tab, entry.path or "home")
        assert serious(tab) == []
        assert tab.locator("[data-testid=stMain]").evaluate("main => main.scrollWidth") <= size["width"]


def test_all_settings_unfolded_fit_a_phone_and_a_window_at_400_per_cent(tab: Tab, app: App) -> None:
    opened(tab, app, next(page for page in PAGES if page.path == "settings"))
    tab.get_by_text("Show all settings").click()
    expect(tab.get_by_text("SOCIAL_VALUE_EMBEDDING_MODEL")).to_be_visible()
    for size in (WIDE, PHONE, ZOOMED):
        tab.set_viewport_size(size)
        settle(tab)
        assert serious(tab) == []
        assert tab.locator("[data-testid=stMain]").evaluate("main => main.scrollWidth") <= size["width"]


def test_an_answer_with_everything_about_it_open_breaks_no_serious_rule(tab: Tab, app: App) -> None:
    opened(tab, app, PAGES[0])
    box = tab.get_by_role("textbox", name="Ask a question")
    for question in ("What weighting for social value was common in tenders?", "What about small contracts?"):
        box.fill(question)
        box.press("Enter")
        expect(tab.get_by_role("button", name="[1]").last).to_be_visible(timeout=120_000)
        expect(tab.get_by_role("heading", name=question)).to_be_visible()
        settle(tab)
    picture(tab, "answer")
    assert serious(tab) == []
    tab.get_by_role("radiogroup", name="How far to explain").last.get_by_role("radio", name="In depth").click()
    expect(tab.get_by_text("With which caution:")).to_be_visible()
    settle(tab)
    assert serious(tab) == []
    tab.get_by_text("I took this as").last.click()
    tab.locator("[class*=st-key-notices_] summary").last.click()
    tab.get_by_role("radio", name="Thumbs up").last.click()
    settle(tab)
    tab.get_by_role("button", name="Copy with references").last.click()
    expect(tab.locator("[data-testid=stCode]").last).to_be_visible()
    settle(tab)
    assert serious(tab) == []
    tab.keyboard.press("Escape")
    for size in (PHONE, ZOOMED):
        tab.set_viewport_size(size)
        settle(tab)
        picture(tab, "answer")
        assert tab.locator("[data-testid=stMain]").evaluate("main => main.scrollWidth") <= size["width"]
    assert serious(tab) == []
