"""The rules of axe-core in the browser, and which of their findings are Streamlit's own."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path

from playwright.sync_api import Page

from assistant.yaml_data import check_keys, read_list

OWN = Path(__file__).with_name("streamlits_own.yaml")
_KEYS = frozenset(["rule", "selector", "why"])
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]


@dataclass(frozen=True, slots=True)
class Finding:
    """A rule that an element breaks: the rule's id, how bad it is, the element's selector and markup."""

    rule: str
    impact: str
    selector: str
    html: str


def serious(page: Page) -> list[Finding]:
    """What axe-core finds serious or critical on a page as it stands, without what is Streamlit's own."""
    page.evaluate(_axe())
    found = page.evaluate("rules => axe.run(document, {runOnly: rules, resultTypes: ['violations']})", RULES)
    findings = [Finding(rule["id"], node["impact"] or "", " ".join(map(str, node["target"])), node["html"][:300])
                for rule in found["violations"] for node in rule["nodes"] if node["impact"] in ("serious", "critical")]
    return [one for one in findings if not any(one.rule == rule and _is(page, one.selector, selector) for rule, selector in _own())]


def _is(page: Page, selector: str, other: str) -> bool:
    """Whether the element at one selector is one of those at another, or in one of them."""
    return page.evaluate("([one, other]) => !!document.querySelector(one)?.closest(other)", [selector, other])


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


@cache
def _own() -> tuple[tuple[str, str], ...]:
    rows = [check_keys(f"{OWN.name}, {number}", row, _KEYS) for number, row in enumerate(read_list(OWN), 1)]
    return tuple((row["rule"], row["selector"]) for row in rows)
