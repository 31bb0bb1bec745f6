"""Other people's text inside Streamlit Markdown, shown exactly as it is written.

Documents, answers and questions are data. Streamlit reads Markdown in nearly everything it shows, labels
included, so what it would read as markup is taken away here and nowhere else.
"""

from __future__ import annotations

import re

from assistant.text import printable

SEAM = ":gray[]"
"""An empty span. It shows nothing and copies as nothing, but no pattern in the browser reaches across it."""

_PUNCTUATION = re.compile(r"([!-/:-@\[-`{-~])")

# Streamlit rewrites some text after the escapes are gone: names of emoji and icons (":smile:"), arrows ("->",
# "--", ">="), web and e-mail addresses. Only a seam inside them keeps them as they are.
_REWRITTEN = re.compile(r"(?<=:)(?=\S)|(?<=[<>=~-])(?=[<>=~-])|(?=@)|(?<=\bwww)(?=\.)", re.IGNORECASE)


def literal(text: str) -> str:
    """Markdown that shows `text` itself: one line, runs of white space as one space, no markup of any kind.

    Every ASCII punctuation mark is escaped, so links, images, HTML, LaTeX, code, headings, lists, tables,
    entities and colour directives stay characters; and seams stop what is rewritten after parsing.
    """
    parts = _REWRITTEN.split(" ".join(printable(text).split()))  # a mark that turns the direction of writing would turn what stands around it
    return SEAM.join(_PUNCTUATION.sub(r"\\\1", part) for part in parts)


def highlighted(text: str) -> str:
    """Markdown that shows `text` itself on the colour of a highlighter pen; "" for text without a word."""
    shown = literal(text)
    return f":yellow-background[{shown}]" if shown else ""


def with_marks(text: str, marks: re.Pattern[str]) -> str:
    """Markdown that shows `text` itself, with every match of a pattern on the colour of a highlighter pen."""
    parts, at = [], 0
    for match in [*marks.finditer(text), None]:
        between = text[at:match.start() if match else None]
        shown = literal(between)
        parts.append(f"{' ' if shown and between[:1].isspace() else ''}{shown}{' ' if between[-1:].isspace() else ''}")
        if match:
            parts.append(highlighted(match.group()))
            at = match.end()
    return "".join(parts).strip()
