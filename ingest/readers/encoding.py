"""Bytes into text: the only module that guesses an encoding, and it refuses rather than guess wrong."""

from __future__ import annotations

import codecs
import re

from ingest.readers import refusal

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),  # before UTF-16, whose mark it starts with
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f]")
# What UTF-8 looks like when read as Windows-1252: a damaged UTF-8 file must not become "Â£71.9 billion".
_MOJIBAKE = re.compile("Ã[\u00a0-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ]|Â[\u00a0-\u00bf]|â€")
# Latin-1 is left out: browsers read it as Windows-1252.
_LEGACY = re.compile(r"(?:windows|cp)-?125[0-8]|iso-8859-(?:[2-9]|1[0-6])", re.IGNORECASE)
_SAMPLE = 1_000_000


def decode(data: bytes, name: str, declared: str | None = None) -> str:
    """The text of a file: by its byte order mark, else UTF-8, else what it declares, else Windows-1252.

    Line ends become "\\n". Raises UnreadableFile "unreadable encoding" for anything else, and "empty" when
    there is nothing but white space.
    """
    text = _decoded(data, declared)
    if text is None or len(_CONTROL.findall(text)) * 200 > len(text) or "\x00" in text:
        raise refusal.unreadable_encoding(name)
    if not text.strip():
        raise refusal.empty(name)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _decoded(data: bytes, declared: str | None) -> str | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _strictly(data, encoding)
    text = _strictly(data, "utf-8")
    if text is not None:
        return text
    if declared and _LEGACY.fullmatch(declared):
        text = _strictly(data, declared)
    text = text or _western(data)
    return None if text is None or _MOJIBAKE.search(text) else text


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeError:
        return None


def _western(data: bytes) -> str | None:
    """Windows-1252, if charset-normalizer finds that it makes words; it is offered nothing else."""
    from charset_normalizer import from_bytes  # here, not at the top: most files are UTF-8 and never need it

    best = from_bytes(data[:_SAMPLE], cp_isolation=["cp1252"]).best()
    return _strictly(data, "cp1252") if best is not None else None
