"""What a file is by its first bytes, whatever its name says."""

from __future__ import annotations

import re

_BINARY = (
    (b"PK\x03\x04", "a zip archive (Word, Excel and OpenDocument files are zips too)"),
    (b"PK\x05\x06", "an empty zip archive"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "an old Office file (.doc, .xls or .ppt)"),
    (b"{\\rtf", "a Rich Text file"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"Rar!", "a RAR archive"),
    (b"7z\xbc\xaf", "a 7-Zip archive"),
    (b"\x7fELF", "a program"),
    (b"MZ\x90\x00", "a program"),
    (b"SQLite format 3\x00", "a database"),
)
_PAGE = re.compile(rb"<(?:!doctype\s+html|html|head|body)\b", re.IGNORECASE)
PDF, HTML, ZIP = "a PDF", "an HTML page", _BINARY[0][1]


def content_kind(data: bytes) -> str | None:
    """What the bytes are, with its article ("a PDF"); None when the first bytes do not tell (plain text)."""
    if has_pdf_header(data):
        return PDF
    for magic, kind in _BINARY:
        if data.startswith(magic):
            return kind
    return HTML if _PAGE.match(_past_comments(data[:4096])) else None


def _past_comments(head: bytes) -> bytes:
    """What comes after white space, an XML declaration and comments."""
    head = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    for start, end in ((b"<?xml", b">"), *[(b"<!--", b"-->")] * 50):
        if head.startswith(start) and (at := head.find(end)) >= 0:
            head = head[at + len(end) :].lstrip()
    return head


def has_pdf_header(data: bytes) -> bool:
    """Whether "%PDF-" stands where it should: at the start, or after a little white space."""
    at = data[:1024].find(b"%PDF-")
    return at == 0 or (at > 0 and not data[:at].strip(b"\xef\xbb\xbf \t\r\n\x00"))
