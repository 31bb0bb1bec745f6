"""Limits on what is read, and how a file is refused: what happened, what was expected, what to do."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.errors import UnreadableFile

MEGABYTE = 1_000_000
FULL_PAGE = 3000
"""Characters of text that count as a page where a document need not have pages."""


@dataclass(frozen=True, slots=True)
class Limits:
    """The most a reader takes on: bytes of the file, and pages in it."""

    max_bytes: int = 50 * MEGABYTE
    max_pages: int = 2000

    @property
    def max_characters(self) -> int:
        """The most characters of a document that need not have pages: as many as a full page holds, for each."""
        return self.max_pages * FULL_PAGE


def empty(name: str) -> UnreadableFile:
    """A file of no bytes, or of white space only."""
    return UnreadableFile(
        "empty", f"{name} is empty; a file with text in it was expected; save it again and retry"
    )


def too_large(name: str, size: int, limit: int, what: str = "") -> UnreadableFile:
    """More bytes than the limit; `what` tells which bytes if not those of the file itself ("unpacked")."""
    held = f"{name} holds {size / MEGABYTE:,.1f} MB{f' {what}' if what else ''}"
    return UnreadableFile(
        "too large",
        f"{held}; at most {limit / MEGABYTE:,.1f} MB are read; split it, or take the pictures out, and retry",
    )


def too_many_pages(name: str, pages: int, limit: int) -> UnreadableFile:
    """More pages than the limit."""
    return UnreadableFile(
        "too many pages",
        f"{name} has {pages:,} pages; at most {limit:,} are read; split it into parts and add each",
    )


def too_long(name: str, characters: int, limits: Limits) -> UnreadableFile:
    """More text than the limit on pages stands for, in a document that need not have pages."""
    return UnreadableFile(
        "too long",
        f"{name} has {characters:,} characters of text, as much as {-(-characters // FULL_PAGE):,} pages; at most {limits.max_pages:,} pages, "
        f"or {limits.max_characters:,} characters, are read (SOCIAL_VALUE_MAX_FILE_PAGES); split it into parts and add each",
    )


def too_many_elements(name: str, elements: int, limit: int) -> UnreadableFile:
    """A web page of more elements than can be gone through in a minute."""
    return UnreadableFile(
        "too large",
        f"{name} holds {elements:,} HTML elements; at most {limit:,} are read; "
        "split it, or save its text as Markdown or plain text",
    )


def too_long_a_run(name: str, size: int, limit: int) -> UnreadableFile:
    """A web page with a text between two tags that the parser would leave out."""
    return UnreadableFile(
        "too large",
        f"{name} holds {size / MEGABYTE:,.1f} MB of text without a tag in it; at most {limit / MEGABYTE:,.1f} MB are read; "
        "split it, or save its text as plain text",
    )


def encrypted(name: str) -> UnreadableFile:
    """A file that needs a password to be read."""
    return UnreadableFile(
        "encrypted",
        f"{name} is locked with a password; a file that opens without one was expected; "
        "save an unlocked copy and add that",
    )


def ciphered(name: str) -> UnreadableFile:
    """A file encrypted with a cipher that is not installed; whether it also needs a password cannot be told."""
    return UnreadableFile(
        "encrypted",
        f"{name} is encrypted with AES, for which a package is missing; if it opens in a PDF program without a password, "
        "run `pip install cryptography` and retry, or print it to a new PDF there and add that; "
        "if it asks for one, save an unlocked copy and add that",
    )


def damaged(name: str, kind: str) -> UnreadableFile:
    """A file of the right kind that cannot be parsed to its end. `kind` has its article ("a PDF")."""
    return UnreadableFile(
        "damaged",
        f"{name} is cut short or damaged; {kind} that opens to its last page was expected; "
        "fetch a whole copy, or open it in its own program and save it again",
    )


def no_text(name: str, why: str, remedy: str) -> UnreadableFile:
    """A file that can be read but has no text to read."""
    return UnreadableFile(
        "no text", f"{name} has no text: {why}; a document with selectable text was expected; {remedy}"
    )


def misnamed(name: str, expected: str, found: str) -> UnreadableFile:
    """A file whose content is of another kind than its suffix. Both kinds have their article."""
    return UnreadableFile(
        "not what its name says",
        f"{name} is {found}; {expected} was expected from its name; "
        f"rename it to what it is, or save it as {expected}",
    )


def unreadable_encoding(name: str) -> UnreadableFile:
    """Bytes that are no text in any encoding that is read."""
    return UnreadableFile(
        "unreadable encoding",
        f"{name} is not text in an encoding that can be told for sure; "
        "UTF-8, UTF-16 with a byte order mark or Windows-1252 was expected; "
        "save it as UTF-8 and retry",
    )
