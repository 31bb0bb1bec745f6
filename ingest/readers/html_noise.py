"""What of a web page serves the site, not its reader: told by whole words of class and id, and taken out."""

from __future__ import annotations

import re
from typing import Any

# fmt: off
_NEVER = frozenset({
    "script", "style", "template", "noscript", "iframe", "object", "embed", "svg", "math", "canvas",
    "audio", "video", "nav", "del", "s", "strike", "button", "select", "textarea", "input", "dialog", "menu",
})
# fmt: on
_PARTS = frozenset(
    {"div", "section", "ul", "ol", "li", "p", "aside", "header", "footer", "details", "table", "form"}
)
_NOISE = re.compile(
    r".*cookie.*|(?:.*[-_])?consent(?:[-_].*)?|.*newsletter.*|.*breadcrumbs?.*|disqus.*|addthis.*|sharedaddy"
    r"|(?:.*[-_])?(?:social|share|sharing)"
    r"(?:[-_](?:share|sharing|media|links?|icons?|buttons?|bar|follow|nav|list|tools?))*"
    r"|(?:.*[-_])?(?:star[-_]?)?ratings?(?:[-_](?:stars?|widget|box|bar|value))?"
    r"|(?:post[-_]|page[-_]|user[-_])?(?:comments?|reviews)(?:[-_](?:list|section|area|form|thread|wrapper))?"
    r"|(?:skip|jump)[-_]?(?:link|nav|to).*|(?:site|page|global)[-_](?:header|footer|nav).*|masthead|footer"
    r"|nav|navbar|(?:main|top|side|sub)[-_]?(?:nav|menu)|menu|sidebar|pagination|advert.*|respond|vote.*|feedback"
    r"|related[-_](?:posts|articles|content|links)|print[-_]?hidden|visually[-_]hidden|sr[-_]only"
    r"|screen[-_]reader[-_]text",
    re.IGNORECASE,
)
_SITE_ROLES = ("navigation", "banner", "contentinfo", "search", "dialog", "alert")
_HIDDEN = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?![.\d])", re.IGNORECASE)


def prune(tree: Any) -> None:
    """Takes out scripts, what nobody sees, and what serves the site rather than the article."""
    for element in list(tree.iter("*")):
        if element.getparent() is None or element.tag in ("html", "body", "main"):
            continue
        if (
            element.tag in _NEVER
            or _is_unseen(element)
            or (_is_noise(element) and not _holds_article(element))
        ):
            element.drop_tree()


def _is_unseen(element: Any) -> bool:
    get = element.attrib.get
    return (
        "hidden" in element.attrib or get("aria-hidden") == "true" or bool(_HIDDEN.search(get("style", "")))
    )


def _is_noise(element: Any) -> bool:
    if element.tag in ("footer", "aside") or element.get("role") in _SITE_ROLES:
        return True
    if element.tag == "header":
        return not element.xpath(".//h1 | .//h2 | .//h3")
    if element.tag == "form":  # some sites wrap the whole page in one
        return len(element.xpath(".//p | .//li | .//h2 | .//h3")) < 3
    words = f"{element.get('class', '')} {element.get('id', '')}".split()
    return element.tag in _PARTS and any(_NOISE.fullmatch(word) for word in words)


def _holds_article(element: Any) -> bool:
    return element.find(".//main") is not None or element.find(".//h1") is not None
