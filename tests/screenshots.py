"""The README's pictures: `python tests/screenshots.py` opens the app over the index of the settings and takes them anew."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from shutil import copytree
from tempfile import TemporaryDirectory

from browser import ROOT, chromium, served, settle
from PIL import Image
from playwright.sync_api import Page, expect

from assistant.settings import load_settings

FOLDER = ROOT / "ui" / "pictures"
LARGEST = 200_000
"""Bytes of a picture."""
SIZE = {"width": 1280, "height": 860}
WAIT = 600_000


def take_chat(tab: Page, address: str) -> None:
    """An answer beside the page it comes from."""
    tab.goto(address)
    tab.get_by_role("button", name="What weighting for social value was common in tenders?").click()
    expect(tab.get_by_text("Read 8 of").last).to_be_visible()
    tab.get_by_role("button", name="[2]", exact=True).first.click()
    tab.wait_for_timeout(1000)


def take_changes(tab: Page, address: str) -> None:
    """What has changed in the law."""
    tab.goto(f"{address}/changes")
    expect(tab.get_by_role("heading", level=1)).to_be_visible()


def take_draft(tab: Page, address: str) -> None:
    """A policy in the making."""
    tab.goto(f"{address}/draft")
    expect(tab.get_by_role("heading", level=1)).to_be_visible()
    expect(tab.get_by_role("button", name="Undo")).to_be_visible()
    expect(tab.locator(".st-key-draft_view").get_by_text("Chat")).to_be_visible()


PICTURES: dict[str, Callable[[Page, str], None]] = {"chat": take_chat, "changes": take_changes, "draft": take_draft}


def main() -> None:
    """Take and write them all. Raises ValueError: one is too large."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as place, chromium() as browser:
        folder = Path(place)
        copytree(load_settings().index_dir, folder / "index")
        with served(ROOT / "ui" / "app.py", folder, seconds=300) as address:
            for name, take in PICTURES.items():
                tab = browser.new_context(viewport=SIZE, color_scheme="light").new_page()
                tab.set_default_timeout(WAIT)
                expect.set_options(timeout=WAIT)
                take(tab, address)
                settle(tab)
                expect(tab.get_by_test_id("stSkeleton")).to_have_count(0)  # parts whose code the browser has still to fetch
                write(name, tab.screenshot())
                tab.context.close()


def write(name: str, png: bytes) -> None:
    """One picture, as WebP."""
    small = BytesIO()
    Image.open(BytesIO(png)).save(small, "WEBP", quality=82, method=6)
    if len(small.getvalue()) > LARGEST:
        raise ValueError(f"the picture {name} has {len(small.getvalue())} bytes, the limit is {LARGEST}; lower its quality")
    (FOLDER / f"{name}.webp").write_bytes(small.getvalue())


if __name__ == "__main__":
    main()
