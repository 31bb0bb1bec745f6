"""The page in a real Chromium, with a fake assistant behind it: what only a browser can tell."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import SETTING, BrowserMissing, chromium, find_chromium, served
from fake_page import HOSTILE
from playwright.sync_api import Browser, Page, expect

pytestmark = pytest.mark.enable_socket
expect.set_options(timeout=15_000)

FAKE_PAGE = Path(__file__).with_name("fake_page.py")
DESKTOP, PHONE = {"width": 1280, "height": 850}, {"width": 390, "height": 800}
QUOTE = (
    "A minority, the 13% of highly committed, evidenced and active CCGs, were significantly bolder in their "
    "weighting, citing up to 10% of the total weighting."
)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as started:
        yield started


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with served(FAKE_PAGE, tmp_path_factory.mktemp("served")) as url:
        yield url


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A visitor of their own; fails afterwards if the page asked another host or raised an error."""
    context = browser.new_context(viewport=DESKTOP)
    context.set_default_timeout(10_000)
    requests: list[str] = []
    faults: list[str] = []
    context.on("request", lambda request: requests.append(request.url))
    page = context.new_page()
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.goto(address)
    expect(page.get_by_role("heading", name="Questions you could ask")).to_be_visible(timeout=30_000)
    yield page
    context.close()
    outside = [url for url in requests if not url.startswith((address, "data:", "blob:"))]
    assert not outside, f"the page asked for {outside}"
    assert not faults, faults


def ask(page: Page, question: str) -> None:
    box = page.get_by_role("textbox", name="Ask a question")
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_role("heading", level=2, name=question[:40])).to_be_in_viewport()


def test_a_question_is_asked_and_a_number_opens_its_quote_marked_on_the_page(page: Page) -> None:
    page.get_by_role("button", name="What weighting for social value was common").click()
    question = page.get_by_role(
        "heading", level=2, name="What weighting for social value was common in tenders?"
    )
    expect(question).to_be_in_viewport()
    expect(page.get_by_text("Questions you could ask")).to_have_count(0)
    page.get_by_role("button", name="[2]").click()
    marked = page.locator(".st-key-page_0_2 .stMarkdownColoredBackground")
    expect(marked).to_have_text(QUOTE)
    expect(marked).to_be_in_viewport()
    expect(marked).not_to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.locator(".st-key-page_0_1")).to_have_count(0)
    page.get_by_role("button", name="Show all of page 20").click()
    expect(page.get_by_text("withdrawal from the European Union")).to_be_visible()


def test_a_sentence_begins_with_its_kind_and_its_number_stands_in_its_last_line(page: Page) -> None:
    ask(page, "Which weighting?")
    sentence = page.locator(".st-key-flow_0_1")
    whole, kind, number = (part.bounding_box() for part in (sentence, sentence.get_by_text("Duty", exact=True), sentence.get_by_role("button", name="[3]")))
    assert whole and kind and number and number["width"] < 60
    assert abs(kind["x"] - whole["x"]) < 8 and kind["y"] - whole["y"] < 8
    assert whole["y"] + whole["height"] - number["y"] - number["height"] < 8
    assert page.locator(".st-key-flow_0_0").get_by_text("Evidence", exact=True).count() == 1


def test_the_sources_stand_beside_the_answer_and_on_a_phone_below_it(page: Page) -> None:
    ask(page, "Which weighting?")
    expect(page.get_by_role("heading", level=3, name="Sources")).to_be_visible()
    answer, sources = page.locator(".st-key-answer_0"), page.get_by_role("heading", level=3, name="Sources")
    wide, beside = answer.bounding_box(), sources.bounding_box()
    assert wide and beside and beside["x"] > wide["x"] + wide["width"]
    assert abs(beside["y"] - wide["y"]) < 30
    page.set_viewport_size(PHONE)
    page.wait_for_function("document.querySelector('.st-key-answer_0').getBoundingClientRect().width < 390")
    narrow, below = answer.bounding_box(), sources.bounding_box()
    assert narrow and below and below["y"] > narrow["y"] + narrow["height"]
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= PHONE["width"]


def test_everything_can_be_done_from_the_keyboard(page: Page) -> None:
    page.get_by_role("radio", name="Commissioner").focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    expect(page.get_by_role("radio", name="Charity or community bidder")).to_be_checked()
    example = page.get_by_role("button", name="What does Compact principle 3.17 say?")
    expect(example).to_be_visible()
    for _ in range(12):
        page.keyboard.press("Tab")
        if example.evaluate("button => button === document.activeElement"):
            break
    expect(example).not_to_have_css("outline-style", "none")
    page.keyboard.press("Enter")
    page.get_by_role("button", name="[3]").focus()
    page.keyboard.press("Enter")
    expect(page.locator(".st-key-page_0_3 .stMarkdownColoredBackground")).to_be_visible()


def test_there_is_one_first_heading_and_no_level_is_skipped(page: Page) -> None:
    ask(page, "Which weighting?")
    expect(page.get_by_role("heading", level=3, name="Sources")).to_be_visible()
    levels = page.locator("h1, h2, h3, h4, h5, h6").evaluate_all("all => all.map(h => Number(h.tagName[1]))")
    assert levels == [1, 2, 3]


def test_a_hostile_document_shows_as_text(page: Page) -> None:
    ask(page, "hostile")
    expect(page.locator(".st-key-page_0_1 .stMarkdownColoredBackground")).to_have_text(HOSTILE)
    notice = page.locator(".st-key-notices_0 summary")
    expect(notice).to_contain_text(HOSTILE)
    notice.click()
    expect(page.locator(".st-key-answer_0")).to_contain_text(HOSTILE)
    expect(page.get_by_role("button", name="<b>bold</b>")).to_be_visible()
    main = page.locator("[data-testid=stMain]")
    expect(main.locator("a:not([data-testid=stSkipToContent]), img, b, i, .katex, [onerror]")).to_have_count(
        0
    )
    assert page.evaluate("window.hacked === undefined")


def test_a_bug_leaves_the_conversation_and_the_log_place_on_the_page(page: Page) -> None:
    ask(page, "Which weighting?")
    ask(page, "bug")
    expect(page.get_by_role("alert")).to_contain_text("web.log")
    expect(page.get_by_role("heading", level=2, name="Which weighting?")).to_have_count(1)
    page.get_by_role("button", name="New conversation").click()
    expect(page.get_by_role("heading", name="Questions you could ask")).to_be_visible()


def test_conversations_are_on_the_first_screen_beside_the_pages_and_on_a_phone_on_the_start_page(page: Page) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    for question in ("Which weighting was first?", "Which weighting was second?"):
        ask(page, question)
        page.get_by_role("button", name="New conversation").click()
        expect(page.get_by_role("heading", name="Questions you could ask")).to_be_visible()
    listed = page.locator("[class*=st-key-talk_] button")
    for place in (0, 1):
        expect(listed.nth(place)).to_be_in_viewport(ratio=1)
    expect(page.get_by_role("heading", name="Go on with")).to_be_hidden()
    page.set_viewport_size(PHONE)
    page.reload()
    again = page.locator(".st-key-lately").get_by_role("button", name="Which weighting was first?")
    again.click()
    expect(page.get_by_role("heading", level=2, name="Which weighting was first?")).to_be_visible()


def test_at_400_per_cent_the_window_is_for_the_answer(page: Page) -> None:
    page.set_viewport_size({"width": 320, "height": 256})
    ask(page, "Which weighting?")
    expect(page.get_by_role("heading", level=3, name="Sources")).to_have_count(1)
    page.locator(".st-key-flow_0_0").evaluate("sentence => sentence.scrollIntoView()")
    covered = page.evaluate("""[...Array(24)].map((_, n) => 8 + 10 * n).filter(y => !document.elementFromPoint(200, y)?.closest("[class*=st-key-turn_]"))""")
    assert covered == [], "nothing but the turn stands there"
    assert page.evaluate("document.querySelector('[data-testid=stMain]').scrollWidth") <= 320
    box = page.get_by_role("textbox", name="Ask a question")
    box.scroll_into_view_if_needed()
    expect(box).to_be_in_viewport()


def test_a_missing_browser_fails_with_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(SETTING, "/nowhere/chromium")
    with pytest.raises(BrowserMissing, match=rf"apt-get install chromium.*or set {SETTING}"):
        find_chromium()


def test_the_address_brings_a_conversation_back_after_the_server_was_restarted(browser: Browser, tmp_path: Path) -> None:
    visit = browser.new_page()
    with served(FAKE_PAGE, tmp_path) as url:
        visit.goto(url)
        ask(visit, "Which weighting is kept?")
        visit.wait_for_url("**/?conversation=*")
        kept = visit.url.removeprefix(url)
    with served(FAKE_PAGE, tmp_path) as url:
        visit.goto(url + kept)
        expect(visit.get_by_role("heading", level=2, name="Which weighting is kept?")).to_be_visible()
        expect(visit.get_by_role("button", name="[2]")).to_be_visible()
        ask(visit, "And this one?")
        expect(visit.get_by_text("I took this as: And this one? (after: Which weighting is kept?)").first).to_be_visible()
        assert visit.url == url + kept
    visit.close()


def test_a_refresh_right_after_sending_loses_no_question(page: Page) -> None:
    question = "Which weighting, slowly?"
    box = page.get_by_role("textbox", name="Ask a question")
    box.fill(question)
    box.press("Enter")
    page.wait_for_timeout(200)  # the answer takes two seconds
    page.reload()
    expect(page.get_by_role("heading", level=2, name=question)).to_be_visible()
    expect(page.get_by_role("button", name="[2]")).to_be_visible()
    expect(page.get_by_role("heading", level=2)).to_have_count(1)
