"""The pages of the web app, in the order of the navigation. Data."""

from __future__ import annotations

from dataclasses import dataclass
from importlib import import_module


@dataclass(frozen=True, slots=True)
class Page:
    """A page. `module` has `show() -> None`; it is imported when the page is first opened. `path` is its address; the home page's is "".

    A page has no icon: Streamlit would make it the browser's, and have it fetched from another host.
    """

    section: str
    title: str
    path: str
    module: str

    def show(self) -> None:
        """Draw the page."""
        import_module(self.module).show()


PAGES = (
    # Sections in this order: "", Buy, Bid, Learn, Know, Settings. A page is entered here when its feature works.
    Page("", "Chat", "", "ui.web.chat"),
    Page("Buy", "Draft a policy", "draft", "ui.web.draft"),
    Page("Buy", "Check a policy", "check", "ui.web.check"),
    Page("Buy", "Portfolio", "portfolio", "ui.web.portfolio"),
    Page("Bid", "Tender", "tender", "ui.web.tender"),
    Page("Learn", "Glossary and references", "glossary", "ui.web.glossary"),
    Page("Learn", "Practice", "practice", "ui.web.practice"),
    Page("Learn", "Findings", "findings", "ui.web.findings"),
    Page("Know", "Library", "library", "ui.web.library"),
    Page("Know", "What has changed", "changes", "ui.web.changes"),
    Page("Know", "Trust", "trust", "ui.web.trust"),
    Page("Settings", "Settings", "settings", "ui.web.settings"),
)


def sections() -> dict[str, list[Page]]:
    """The pages by section, both in order."""
    found: dict[str, list[Page]] = {}
    for page in PAGES:
        found.setdefault(page.section, []).append(page)
    return found
