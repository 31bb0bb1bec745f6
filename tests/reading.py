"""What tests of the readers share: what is read as one text, as blocks, or with which outcome it is refused."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import path_with, pdf_bytes, put, raised_by_rise
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import UnreadableFile
from ingest.blocks import BlockKind, page_text
from ingest.readers import Limits, read

ROOT = Path(__file__).parent.parent
OUTCOMES = {
    "empty",
    "too large",
    "too many pages",
    "too long",
    "encrypted",
    "damaged",
    "no text",
    "not what its name says",
    "unreadable encoding",
    "unsupported type",
    "missing",
    "no permission",
}
HEADING, PARAGRAPH, ITEM, NOTE, ROW = (
    BlockKind.HEADING,
    BlockKind.PARAGRAPH,
    BlockKind.ITEM,
    BlockKind.NOTE,
    BlockKind.ROW,
)


def text_of(path: Path, limits: Limits = Limits()) -> str:
    return "\n\n".join(page_text(page.blocks) for page in read(path, limits))


def blocks_of(path: Path) -> list[tuple[BlockKind, str, str]]:
    return [(block.kind, block.marker, block.text) for page in read(path) for block in page.blocks]


def outcome_of(path: Path, limits: Limits = Limits()) -> str:
    with pytest.raises(UnreadableFile) as caught:
        read(path, limits)
    assert path.name in str(caught.value)
    return caught.value.outcome


def one_page(
    content: bytes,
    resources: bytes = b"/Font << /F1 5 0 R >>",
    font: bytes = b"/Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding",
    more: tuple[bytes, ...] = (),
) -> bytes:
    return pdf_bytes(
        [
            b"<< /Type /Catalog /Pages 2 0 R >>",
            b"<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R /Resources << "
            + resources
            + b" >> >>",
            b"<< /Length %d >>\nstream\n%s\nendstream" % (len(content), content),
            b"<< /Type /Font " + font + b" >>",
            *more,
        ]
    )


PAGE = """<!DOCTYPE html>
<html><head><title>T</title><script>var evil = "SCRIPT";</script><style>p {{ }}</style></head><body>
<div id="cookie-banner"><p>We use COOKIES on this site.</p><button>OK</button></div>
<header class="site-header"><nav><ul><li><a href="/">HOME</a></li></ul></nav></header><main>{}</main>
<footer><p>FOOTER words</p></footer></body></html>"""


def html(path: Path, body: str, page: str = PAGE) -> Path:
    return path_with(path / "a.html", page.format(body))


def foot(canvas: Canvas) -> None:
    raised_by_rise(
        canvas, "We asked the 209", "2", " groups how they use the Act of 2012 in their area", top=700
    )
    put(
        canvas,
        ["and most of them replied, which is why we know as much as we do of how they", "buy."],
        top=687,
    )
    put(canvas, ["2"], top=83, size=5)
    put(
        canvas,
        ["At the time of the request. Further merg-", "ers have taken place."],
        x=76,
        top=80,
        size=8,
        leading=10,
    )
    put(canvas, ["3 Procuring for Good, Social Enterprise UK, 2016"], top=58, size=8)
