"""HTML from values, for the report: whatever comes from a document, a question or a model shows as the text it is."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Sequence

_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]")
"""Controls, direction overrides (they would reorder the text around them) and lone surrogates (no file can hold them)."""


def esc(text: object) -> str:
    """Text for the inside of an element or of a double-quoted attribute; what cannot be seen becomes U+FFFD."""
    return html.escape(_UNSEEN.sub("\ufffd", str(text)), quote=True)


def table(caption: str, header: Sequence[str], rows: Iterable[Sequence[str]], *, numbers: int = 1) -> str:
    """A plain table of texts, escaped here. Each row's first cell is its heading; columns from `numbers` on are figures."""
    def cell(column: int, value: str) -> str:
        kind = ' class="n"' if column >= numbers else ""
        return f"<td{kind}>{esc(value)}</td>" if column else f'<th scope="row">{esc(value)}</th>'

    head = "".join(f'<th scope="col"{" class=" + chr(34) + "n" + chr(34) if c >= numbers else ""}>{esc(name)}</th>' for c, name in enumerate(header))
    body = "".join(f"<tr>{''.join(cell(c, value) for c, value in enumerate(row))}</tr>" for row in rows)
    return f"<table><caption>{esc(caption)}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
