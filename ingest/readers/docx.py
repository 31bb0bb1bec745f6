"""Word documents into pages: the only module that opens the package, after it has made sure that it may."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO
from typing import Any
from zipfile import BadZipFile, ZipFile

from assistant.errors import UnreadableFile
from ingest.blocks import RawPage
from ingest.readers import refusal
from ingest.readers.docx_body import Body
from ingest.readers.docx_styles import Lists, Styles
from ingest.readers.refusal import Limits
from ingest.readers.sniff import ZIP, content_kind

_WORD = "a Word document (.docx)"
_LOCKED = "EncryptedPackage".encode("utf-16-le")  # what Office calls the stream of a document with a password
_OTHERS = (
    ("xl/", "an Excel workbook"),
    ("ppt/", "a PowerPoint show"),
    ("content.xml", "an OpenDocument file"),
)
_MOST_PARTS = 10_000
_UNPACKED = 4  # times the limit on the file that its parts may take; a bomb takes a thousand times


def read_docx(data: bytes, name: str, limits: Limits) -> tuple[RawPage, ...]:
    """Pages by the breaks Word rendered or the author set, labelled "1", "2" ...; one page "1" without any.

    Headings by style, list items with the markers Word prints, rows, text boxes after the paragraph they
    hang on, footnotes at the foot of their page. Tracked insertions count as text, deletions do not.
    """
    _check_package(data, name, limits)
    import docx
    from docx.oxml import parse_xml

    try:
        document = docx.Document(BytesIO(data))
    except ValueError as error:  # a template, or one with macros: Word would not open it so named either
        raise refusal.misnamed(name, _WORD, "another kind of Office file") from error
    part = document.part
    related = {
        relation.reltype.rsplit("/", 1)[-1]: relation.target_part
        for relation in part.rels.values()
        if not relation.is_external
    }

    def root(kind: str) -> Any:
        return parse_xml(related[kind].blob) if kind in related else None

    styles, lists = Styles(root("styles")), Lists(root("numbering"))
    pages = Body(part.element.body, styles, lists, root("footnotes"), root("endnotes")).finished()
    if not any(page.blocks for page in pages):
        raise refusal.no_text(name, "it holds pictures or nothing", "add a version with typed text")
    return (replace(pages[0], title=_title(document)), *pages[1:])


def _title(document: Any) -> str:
    try:
        return str(document.core_properties.title or "")
    except Exception:  # python-docx raises anything on broken properties, which must not cost the document
        return ""


def _check_package(data: bytes, name: str, limits: Limits) -> None:
    """Refuses what is no Word package, is locked, would fill the memory, or declares what Word never does."""
    if (kind := content_kind(data)) != ZIP:
        if _LOCKED in data:
            raise refusal.encrypted(name)
        if len(data) < 4 and data == b"PK\x03"[: len(data)]:
            raise refusal.damaged(name, _WORD)
        raise refusal.misnamed(name, _WORD, kind or "something else")
    try:
        with ZipFile(BytesIO(data)) as package:
            parts = package.infolist()
            if any(part.flag_bits & 1 for part in parts):
                raise refusal.encrypted(name)
            _check_kind([part.filename for part in parts], name)
            markup = [part for part in parts if part.filename.lower().endswith((".xml", ".rels"))]
            for chosen, most in ((parts, _UNPACKED * limits.max_bytes), (markup, limits.max_bytes)):
                if (size := sum(part.file_size for part in chosen)) > most or len(parts) > _MOST_PARTS:
                    raise refusal.too_large(name, size, most, "unpacked")
            if any(_declares(package.read(part)) for part in markup):
                raise refusal.damaged(name, _WORD)
    except UnreadableFile:
        raise
    except (BadZipFile, OSError, EOFError, ValueError, NotImplementedError, RuntimeError) as error:
        raise refusal.damaged(name, _WORD) from error


def _check_kind(names: list[str], name: str) -> None:
    if any(part.startswith("word/") for part in names):
        return
    found = next(
        (kind for start, kind in _OTHERS if any(part.startswith(start) for part in names)), "a zip archive"
    )
    raise refusal.misnamed(name, _WORD, found)


def _declares(markup: bytes) -> bool:
    """Whether XML declares a document type or entities: the format forbids both, only attacks use them."""
    plain = markup.replace(b"\x00", b"")  # UTF-16 too
    return b"<!DOCTYPE" in plain or b"<!ENTITY" in plain
