"""A document is added in a real Chromium, asked about, read and taken out again; and sign-in with a provider of our own making."""

import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from browser import chromium, served
from builders import FakeEmbedder
from documents import lines_page, write_pdf
from fake_page import HOSTILE
from identity import CLIENT, provider
from playwright.sync_api import Browser, Page, expect

from assistant.settings import Settings
from ingest.run import run

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


def test_the_printed_page_of_a_pdf_fits_the_width_of_the_panel_with_its_quote(page: Page, tmp_path: Path) -> None:
    quote = "Heron Trust gives the kingfisher weighting of 17 per cent to social value in every tender that it runs."
    write_pdf(tmp_path / "heron.pdf", lines_page(quote, x=40))
    page.locator("input[type=file]").set_input_files([tmp_path / "heron.pdf"])
    page.get_by_role("button", name="Add to the library").click()
    expect(page.get_by_role("heading", name="Your documents (1)")).to_be_visible(timeout=SLOW)
    page.get_by_role("link", name="Chat").click()
    ask(page, "What is the kingfisher weighting of Heron Trust?")
    expect(page.get_by_text("as printed, with the quote marked")).to_be_visible(timeout=SLOW)
    panel = page.frame_locator("iframe[title*=pdf]")
    for width in (1280, 390):
        page.set_viewport_size({"width": width, "height": 900})
        expect(panel.locator("canvas")).to_be_visible(timeout=SLOW)
        page.wait_for_function("""() => { const box = document.querySelector("iframe[title*=pdf]"), inside = box.contentDocument;
            const drawn = inside && inside.querySelector("canvas")?.getBoundingClientRect();
            return drawn && drawn.left >= 0 && drawn.right <= inside.documentElement.clientWidth && drawn.width > 0.9 * inside.documentElement.clientWidth; }""")


def sign_in(browser: Browser, url: str) -> Page:
    """A browser of its own, signed in as whoever is before the provider."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    context.set_default_timeout(30_000)
    page = context.new_page()
    page.goto(url)
    expect(page.get_by_role("heading", level=1, name="Sign in")).to_be_visible(timeout=SLOW)
    expect(page.get_by_role("link", name="Library")).to_have_count(0)
    page.get_by_role("button", name="Sign in").click()
    expect(page.get_by_role("textbox", name="Ask a question")).to_be_visible(timeout=SLOW)
    return page


def ask(page: Page, question: str) -> None:
    box = page.get_by_role("textbox", name="Ask a question")
    box.fill(question)
    box.press("Enter")
    expect(page.get_by_role("heading", level=2, name=question[:40])).to_be_visible(timeout=SLOW)
    page.wait_for_url("**conversation=*", timeout=SLOW)


def test_two_people_sign_in_and_neither_sees_what_the_other_keeps(browser: Browser, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "heron.md").write_text(HERON, encoding="utf-8")
    shared = tmp_path / "shared.txt"
    shared.write_text("The council gives a weighting of 5% to social value in every tender it runs.")
    run(Settings(data_dir=tmp_path, embedding_model="fake"), [shared], FakeEmbedder)
    secrets = tmp_path / "secrets.toml"
    monkeypatch.setenv("STREAMLIT_SECRETS_FILES", str(secrets))
    question = "What is the kingfisher weighting of Heron Trust?"
    with provider() as login:
        secrets.write_text('[auth]\nredirect_uri = "http://127.0.0.1:{port}/oauth2callback"\ncookie_secret = "' + "0123456789abcdef" * 4 + f'"\nclient_id = "{CLIENT}"\n'
                           f'client_secret = "x"\nserver_metadata_url = "{login.address}/.well-known/openid-configuration"\n')
        with served(OWN_PAGE, tmp_path, seconds=90) as url:
            login.user = {"sub": "ann", "name": "Ann Other", "email": "ann@example.org"}
            ann = sign_in(browser, url)
            expect(ann.get_by_text("Signed in as Ann Other")).to_be_visible(timeout=SLOW)
            ann.get_by_role("link", name="Library").click()
            ann.locator("input[type=file]").set_input_files([tmp_path / "heron.md"])
            ann.get_by_role("button", name="Add to the library").click()
            expect(ann.get_by_role("heading", name="Your documents (1)")).to_be_visible(timeout=SLOW)
            ann.get_by_role("link", name="Chat").click()
            ask(ann, question)
            expect(ann.get_by_text("kingfisher weighting of 17%").first).to_be_visible(timeout=SLOW)

            login.user = {"sub": "bob", "name": "Bob", "email": "bob@example.org"}
            bob = sign_in(browser, url)
            bob.goto(ann.url)
            expect(bob.get_by_role("textbox", name="Ask a question")).to_be_visible(timeout=SLOW)
            expect(bob.get_by_text("kingfisher")).to_have_count(0)
            ask(bob, question)
            expect(bob.get_by_text("17%")).to_have_count(0)
            bob.get_by_role("link", name="Library").click()
            expect(bob.get_by_role("heading", name="Your documents (0)")).to_be_visible(timeout=SLOW)
            ann.reload()
            expect(ann.get_by_text("kingfisher weighting of 17%").first).to_be_visible(timeout=SLOW)
            ann.get_by_role("link", name="Settings").click()
            with ann.expect_download(timeout=SLOW) as taken:
                ann.get_by_role("button", name="Download everything").click()
            with zipfile.ZipFile(taken.value.path()) as archive:
                assert {name.split("/")[0] for name in archive.namelist()} == {"conversations", "uploads"} and "uploads/heron.md" in archive.namelist()
            ann.get_by_role("button", name="Sign out").click()
            expect(ann.get_by_role("heading", level=1, name="Sign in")).to_be_visible(timeout=SLOW)
            for one in (ann, bob):
                one.context.close()
