"""The journeys of those who draft, check and bid, in a real Chromium, on the shipped documents."""

import io
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from browser import chromium, served
from builders import ROOT
from fake_page import HOSTILE
from playwright.sync_api import Browser, Download, Page, expect

from assistant.tender.answer import count_words

pytestmark = pytest.mark.enable_socket
expect.set_options(timeout=30_000)
WAIT = 30_000
DESKTOP, PHONE = {"width": 1280, "height": 900}, {"width": 390, "height": 844}
DUNMOOR = ROOT / "evals" / "policy_texts" / "dunmoor-district.md"
QUESTION = "Please describe: a) your commitments for carers in Oxley; b) who will lead. (120 words)"
Visit = Callable[..., Page]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(Path(__file__).with_name("papers_page.py"), tmp_path_factory.mktemp("served"), seconds=60) as url:
        yield url


@pytest.fixture
def visit(browser: Browser, address: str) -> Iterator[Visit]:
    """Open a page as a visitor of their own; fails afterwards if it asked another host or raised an error."""
    contexts, requests, faults = [], [], []

    def go(path: str, title: str, viewport: dict[str, int] = DESKTOP) -> Page:
        context = browser.new_context(viewport=viewport, accept_downloads=True)
        context.set_default_timeout(WAIT)
        context.on("request", lambda request: requests.append(request.url))
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.goto(f"{address}/{path}")
        expect(page.get_by_role("heading", level=1, name=title)).to_be_visible()
        return page

    yield go
    for context in contexts:
        context.close()
    assert not (outside := [url for url in requests if not url.startswith((address, "data:", "blob:"))]), outside
    assert not faults, faults


def taken(page: Page, label: str) -> Download:
    with page.expect_download(timeout=WAIT) as waiting:
        page.get_by_role("button", name=label).click()
    return waiting.value


def word_parts(download: Download) -> dict[str, str]:
    with zipfile.ZipFile(io.BytesIO(Path(download.path()).read_bytes())) as opened:
        return {name: opened.read(name).decode("utf-8", "replace") for name in opened.namelist() if name.endswith(".xml")}


def test_a_policy_is_drafted_a_clause_edited_the_word_file_taken_and_all_is_there_after_a_refresh(visit: Visit) -> None:
    page = visit("draft", "Draft a policy")
    name = page.locator(".st-key-draft_box_name").get_by_role("textbox", name="Name", exact=True)
    name.fill("Oxley <b>Council</b>")
    name.press("Enter")
    expect(page.get_by_role("heading", level=2, name="Oxley <b>Council</b>")).to_be_visible()

    page.locator(".st-key-draft_view").get_by_text("Chat").click()
    box = page.get_by_role("textbox", name="Say what the policy should say")
    box.fill("make it 15%")
    box.press("Enter")
    expect(page.get_by_text("Weighting floor: 10% → 15%")).to_be_visible()

    page.locator(".st-key-draft_section_8 summary").click()
    page.locator(".st-key-open_weighting-common button").click()
    wording = page.locator(".st-key-wording_weighting-common textarea")
    wording.fill("A share of 2% was common in 2016, and we want more than that.")
    page.get_by_role("button", name="Save my wording").click()
    clause = page.locator(".st-key-clause_weighting-common")
    expect(clause.get_by_text("Edited")).to_be_visible()
    expect(clause.get_by_text("page 20").first).to_be_visible()

    page.reload()
    expect(page.get_by_role("heading", level=2, name="Oxley <b>Council</b>")).to_be_visible()
    page.get_by_role("button", name="Download", exact=True).click()
    parts = word_parts(taken(page, "Download as Word"))
    assert "A share of 2% was common in 2016" in parts["word/document.xml"] and "local choice" in parts["word/document.xml"] and ", edited" in parts["word/document.xml"]
    assert "15%" in parts["word/document.xml"] and "page 20" in parts["word/footnotes.xml"]


def test_a_policy_is_checked_a_bar_opens_its_element_and_the_report_is_taken(visit: Visit) -> None:
    page = visit("check", "Check a policy")
    page.locator("input[type=file]").set_input_files(DUNMOOR)
    expect(page.get_by_text("5.5 out of 10.")).to_be_visible()
    page.locator(".st-key-check_chart").scroll_into_view_if_needed()
    bar = page.locator('.st-key-check_chart [role="graphics-symbol"][aria-roledescription="bar"]').nth(5)
    bar.click()
    expect(page.locator(".st-key-check_detail").get_by_text("minimum weighting of 5%")).to_be_visible()
    marked = page.locator(".st-key-check_detail [class*=st-key-page_check_found_6_0] .stMarkdownColoredBackground")
    expect(marked).to_contain_text("minimum weighting of 5%")
    report = Path(taken(page, "Download the report as Markdown").path()).read_text(encoding="utf-8")
    assert "5.5 out of 10" in report and "Act does not have this name" in report


def test_what_is_to_put_right_in_a_policy_of_many_opens_to_its_page(visit: Visit) -> None:
    page = visit("portfolio", "Portfolio")
    page.locator("input[type=file]").set_input_files([DUNMOOR, DUNMOOR.with_name("ashcombe-council.md")])
    page.locator(".st-key-put_right_1 summary").first.click()
    finding = page.locator(".st-key-finding_1_0")
    expect(finding.get_by_text("To do:")).to_be_visible()
    finding.get_by_text("In the text of page 1").click()
    expect(finding.locator("[class*=st-key-page_check_finding_1_0_0] .stMarkdownColoredBackground")).to_be_visible()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= DESKTOP["width"]


def test_a_hostile_policy_is_shown_as_text(visit: Visit, tmp_path: Path) -> None:
    hostile = tmp_path / "hostile.md"
    hostile.write_text(f"{DUNMOOR.read_text(encoding='utf-8')}\n\nOur Head of Buying {HOSTILE} leads on social value and reports to Cabinet each year.\n", encoding="utf-8")
    page = visit("check", "Check a policy")
    page.locator("input[type=file]").set_input_files(hostile)
    expect(page.get_by_text("out of 10.")).to_be_visible()
    assert page.evaluate("window.hacked") is None and page.locator("[data-testid=stMain] img").count() == 0


def test_a_tender_answer_keeps_its_limit_from_question_to_word_file(visit: Visit) -> None:
    page = visit("tender", "Tender")
    pasted = page.get_by_role("textbox", name="Paste the question")
    pasted.fill(QUESTION)
    pasted.press("Tab")
    page.get_by_role("button", name="Take this text apart").click()
    expect(page.get_by_text("Word limit: 120")).to_be_visible()

    page.locator(".st-key-tender_step").get_by_text("Promises", exact=True).click()
    page.locator(".st-key-tender_field_commitments_row_0").get_by_role("textbox", name="What", exact=True).click()
    for cell in ("Saturday cafés", "48", "cafés", "unpaid carers", "Oxley", "31 March 2029"):
        page.keyboard.type(cell)
        page.keyboard.press("Tab")
    # straight on in other entries while the page runs: nothing typed is lost
    page.locator(".st-key-tender_field_activities_row_0").get_by_role("textbox", name="What", exact=True).click()
    for cell in ("Open the first café", "January 2029"):
        page.keyboard.type(cell)
        page.keyboard.press("Tab")
    expect(page.locator(".st-key-tender_field_activities_row_1")).to_be_visible()
    steps = page.locator(".st-key-tender_field_activities_row_0")
    expect(steps.get_by_role("textbox", name="What", exact=True)).to_have_value("Open the first café")
    expect(steps.get_by_role("textbox", name="When", exact=True)).to_have_value("January 2029")
    lead = page.get_by_role("textbox", name="Lead", exact=True)
    lead.fill("Carers Manager")
    lead.press("Enter")

    page.locator(".st-key-tender_step").get_by_text("Draft", exact=True).click()
    expect(page.get_by_text("we will deliver 48 cafés for unpaid carers in Oxley by 31 March 2029").first).to_be_visible()
    expect(page.get_by_text("of 120 words").first).to_be_visible()
    page.get_by_role("button", name="Download", exact=True).click()
    text = Path(taken(page, "Download the answer as plain text").path()).read_text(encoding="utf-8")
    assert "48 cafés" in text and count_words(text) <= 120
    assert "48 cafés" in word_parts(taken(page, "Download the answer as Word"))["word/document.xml"]

    page.keyboard.press("Escape")
    page.locator(".st-key-tender_step").get_by_text("Check", exact=True).click()
    expect(page.get_by_text("of 45.")).to_be_visible()


def test_on_a_phone_the_form_and_the_draft_come_one_after_the_other_and_nothing_runs_over_the_edge(visit: Visit) -> None:
    page = visit("draft", "Draft a policy", PHONE)
    heading, name = page.get_by_role("heading", level=2, name="Your policy"), page.locator(".st-key-draft_box_name").get_by_role("textbox", name="Name", exact=True)
    expect(name).to_be_visible()
    expect(heading).to_be_hidden()
    page.locator(".st-key-draft_view").get_by_text("Draft", exact=True).click()
    expect(heading).to_be_visible()
    expect(name).to_be_hidden()
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
    for path, title in (("tender", "Tender"), ("check", "Check a policy"), ("portfolio", "Portfolio")):
        page = visit(path, title, PHONE)
        assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]
