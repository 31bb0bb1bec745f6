"""Files into pages: one reader a format, by suffix. Nothing in a document is run, fetched or followed."""

from __future__ import annotations

import logging
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from stat import S_ISREG

from assistant.errors import UnreadableFile
from ingest.blocks import RawPage
from ingest.readers import refusal
from ingest.readers.docx import read_docx
from ingest.readers.html import read_html
from ingest.readers.markdown import read_markdown
from ingest.readers.pdf import read_pdf
from ingest.readers.refusal import Limits
from ingest.readers.text import read_text

__all__ = ["READERS", "Limits", "Reader", "check", "read", "read_bytes"]

Reader = Callable[[bytes, str, Limits], tuple[RawPage, ...]]
"""From a file's bytes, and its name for messages, to its pages in order. Loads its library when called."""

READERS: Mapping[str, Reader] = {
    ".pdf": read_pdf,
    ".docx": read_docx,
    ".html": read_html,
    ".htm": read_html,
    ".md": read_markdown,
    ".markdown": read_markdown,
    ".txt": read_text,
}

_USUAL = Limits()

# What libraries say of odd files goes to their loggers; a person is told once, by UnreadableFile.
_CHATTER = ("pypdf", "trafilatura", "htmldate", "justext", "charset_normalizer")


def read(path: Path, limits: Limits = _USUAL) -> tuple[RawPage, ...]:
    """The pages of a file in order, with their printed labels; a page without text has no blocks.

    Raises UnreadableFile, and nothing else, for whatever the file holds; its `outcome` is one of "missing",
    "no permission", "unsupported type", "too large", "empty", "not what its name says", "encrypted",
    "damaged", "too many pages", "too long", "no text", "unreadable encoding", "name not text".
    """
    check(path, limits)
    with _told(path), path.open("rb") as file:
        data = file.read(limits.max_bytes)
    return read_bytes(path.name, data, limits)


def read_bytes(name: str, data: bytes, limits: Limits = _USUAL) -> tuple[RawPage, ...]:
    """The pages of a file of that name that is in memory, such as an upload; as `read`."""
    suffix = Path(name).suffix.lower()
    if suffix not in READERS:
        raise _unsupported(Path(name), f"files ending in {suffix or 'no suffix'} are not read")
    if len(data) > limits.max_bytes:
        raise refusal.too_large(name, len(data), limits.max_bytes)
    if not data.strip(b"\xef\xbb\xbf \t\r\n\f\v"):
        raise refusal.empty(name)
    for logger in _CHATTER:
        logging.getLogger(logger).setLevel(logging.CRITICAL)
    try:
        pages = READERS[suffix](data, name, limits)
    except UnreadableFile:
        raise
    except Exception as error:  # pypdf and python-docx raise anything on a broken file
        raise refusal.damaged(name, f"a {suffix} file") from error
    if len(pages) > limits.max_pages:
        raise refusal.too_many_pages(name, len(pages), limits.max_pages)
    characters = sum(len(block.text) for page in pages for block in page.blocks)
    if suffix != ".pdf" and characters > limits.max_characters:
        raise refusal.too_long(name, characters, limits)
    if not any(page.blocks for page in pages):
        raise refusal.no_text(name, "nothing in it is text", "add a version with text")
    return pages


def check(path: Path, limits: Limits = _USUAL) -> None:
    """Raises UnreadableFile, as `read` does, for what is not to be opened at all: by its name, kind or size."""
    if path.suffix.lower() not in READERS:
        raise _unsupported(path, f"files ending in {path.suffix or 'no suffix'} are not read")
    if not _is_text(str(path)):
        raise UnreadableFile("name not text", f"{path.name} has a name with bytes that are no text in UTF-8; rename it, or its folder, and retry")
    with _told(path):
        status = path.stat()
    if not S_ISREG(status.st_mode):  # a pipe or device could be read for ever
        raise _unsupported(path, "it is a folder or a device, not a file")
    if status.st_size > limits.max_bytes:
        raise refusal.too_large(path.name, status.st_size, limits.max_bytes)


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """What the system says of a file it cannot give, as UnreadableFile."""
    try:
        yield
    except PermissionError as error:
        raise UnreadableFile(
            "no permission",
            f"{path.name} may not be read by this user; a readable file was expected; "
            "change its permissions or copy it somewhere you own",
        ) from error
    except (OSError, ValueError) as error:  # ValueError: a null character in the name
        raise UnreadableFile(
            "missing",
            f"{path} cannot be opened ({getattr(error, 'strerror', None) or error}); "
            "a file there was expected; check its path and name",
        ) from error


def _is_text(name: str) -> bool:
    try:
        name.encode("utf-8")
    except UnicodeEncodeError:
        return False
    return True


def _unsupported(path: Path, why: str) -> UnreadableFile:
    return UnreadableFile(
        "unsupported type",
        f"{path.name} cannot be added: {why}; expected one of {', '.join(READERS)}; save it as one of these",
    )
