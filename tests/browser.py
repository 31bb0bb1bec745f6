"""A real browser before a real server, for tests of the page: both on 127.0.0.1, ended by their own pid."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from playwright.sync_api import Browser, Page, expect, sync_playwright

ROOT = Path(__file__).resolve().parent.parent
NAMES = ("chromium", "chromium-browser", "google-chrome")
SETTING = "SOCIAL_VALUE_TEST_BROWSER"
FLAGS = (
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
)
"""Headless, quiet, and unable to look up any host but this machine."""


READY = "[data-testid=stApp][data-test-script-state=notRunning]"
"""The page while nothing runs on the server for it."""


class BrowserMissing(AssertionError):
    """No Chromium to test with: the tests fail and say what to do; they never skip."""


@dataclass(frozen=True, slots=True)
class App:
    """The app as it is served: its address, and its data folder."""

    url: str
    folder: Path


def find_chromium() -> str:
    """The path of a Chromium: the one in SOCIAL_VALUE_TEST_BROWSER, else the first of NAMES on PATH."""
    named = os.environ.get(SETTING)
    for candidate in (named,) if named else NAMES:
        if found := shutil.which(candidate):
            return found
    looked_for = f"{SETTING}={named}" if named else ", ".join(NAMES)
    raise BrowserMissing(
        f"The browser tests need Chromium and found none (looked for: {looked_for}). "
        f"Install it (Debian or Ubuntu: sudo apt-get install chromium; macOS: brew install --cask chromium) "
        f"or set {SETTING} to the path of Chromium or Chrome."
    )


def free_port() -> int:
    """A port of 127.0.0.1 that nothing listened on a moment ago."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@contextmanager
def served(script: Path, folder: Path, *, seconds: float = 30) -> Iterator[str]:
    """`streamlit run script` with the project's own configuration; yields its address, ends it on leaving.

    `folder` becomes the data directory and gets what the server prints (server.log). Raises AssertionError
    with that text when the server does not come up.
    """
    log = folder / "server.log"
    port = free_port()
    address = f"http://127.0.0.1:{port}"
    command = [sys.executable, "-m", "streamlit", "run", str(script), "--server.port", str(port)]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "SOCIAL_VALUE_DATA_DIR": str(folder)}
    with log.open("w") as output:
        server = subprocess.Popen(command, cwd=ROOT, env=environment, stdout=output, stderr=subprocess.STDOUT)
        try:
            _wait_until_healthy(server, address, log, seconds)
            yield address
        finally:
            server.terminate()
            try:
                server.wait(10)
            except subprocess.TimeoutExpired:
                server.kill()
                server.wait()


def _wait_until_healthy(server: subprocess.Popen[bytes], address: str, log: Path, seconds: float) -> None:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/_stcore/health", timeout=1) as answer:
                if answer.status == 200:
                    return
        except OSError:
            time.sleep(0.1)
    raise AssertionError(
        f"The page did not come up at {address} in {seconds:g} s. It said:\n{log.read_text()}"
    )


def settle(tab: Page) -> None:
    """Wait until the page has been drawn, and nothing moves any more."""
    expect(tab.locator(READY)).to_be_visible(timeout=120_000)
    tab.wait_for_timeout(300)


@contextmanager
def chromium() -> Iterator[Browser]:
    """A fresh headless Chromium with a profile of its own."""
    path = find_chromium()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=list(FLAGS))
        try:
            yield browser
        finally:
            browser.close()
