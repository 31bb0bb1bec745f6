"""The clauses of a draft in Word as they stand there now, after somebody worked on the file in Word or LibreOffice.

Each clause is found by its bookmark, or by its number where the bookmark was lost; the file's own properties say which clauses it was
written with and how they were worded. Both programs keep both. What was deleted with changes tracked is gone, what was inserted is there.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from xml.etree import ElementTree

from assistant.domain import ClaimKind
from assistant.text import printable
from assistant.word_look import bookmark

PROPERTY = "Clauses "
"""How the properties begin that list the clauses; a number follows. Each holds at most MOST_CHARACTERS, which is what Word keeps of one."""
MOST_CHARACTERS = 240
LARGEST_PART = 30_000_000
"""Bytes of a part of the file, unpacked."""
_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_LIST = re.compile(r"([a-z0-9-]+)=(\d{1,2}\.\d{1,3})=([0-9a-f]{10})")
_NUMBER = re.compile(r"^\s*(\d{1,2}\.\d{1,3})(?=\s|$)\s*")
_KINDS = "|".join(kind.value for kind in ClaimKind)
_LABEL = re.compile(rf"\s*(?:{_KINDS})(?:, edited)?\s*$")
_LABEL_FIRST = re.compile(rf"^\s*(?:{_KINDS})(?:, edited)?(?!\w)")
_LABEL_STYLE = "ClauseLabel"
_ENDS = re.compile(r"^(?:Heading|TOC|Title)", re.I)
"""Styles of paragraphs that end a clause."""


@dataclass(frozen=True, slots=True)
class Found:
    """What a file was written with, clause id -> the mark of its wording, and what stands there now, clause id -> its words."""

    written: Mapping[str, str]
    now: Mapping[str, str]


def properties(clauses: Iterable[tuple[str, str, str]]) -> dict[str, str]:
    """The properties of a file that list its clauses, each as (id, number, mark of its wording)."""
    made, number = {}, count(1)
    line = ""
    for entry in ("=".join(clause) for clause in clauses):
        if line and len(line) + 1 + len(entry) > MOST_CHARACTERS:
            made[f"{PROPERTY}{next(number)}"] = line
            line = ""
        line = f"{line} {entry}".strip()
    return {**made, f"{PROPERTY}{next(number)}": line} if line else made


def read_word(data: bytes) -> Found | None:
    """What is found in a .docx; None where it is none of this product's drafts or cannot be read."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as parts:
            listed = "".join(value.text or "" for value in _part(parts, "docProps/custom.xml").iter() if value.tag.endswith("}lpwstr") and _LIST.match(value.text or ""))
            written = {name: (number, mark) for name, number, mark in _LIST.findall(re.sub(r"(?<=[0-9a-f]{10})(?=[a-z])", " ", listed))}
            body = _part(parts, "word/document.xml").find(f"{_W}body")
    except (zipfile.BadZipFile, KeyError, ValueError, OSError, ElementTree.ParseError, NotImplementedError, RuntimeError):
        return None
    if not written or body is None:
        return None
    marked = {bookmark(name): name for name in written}
    there = {str(mark.get(f"{_W}name")) for mark in body.iter(f"{_W}bookmarkStart")}
    by_number = {number: name for name, (number, _) in written.items() if bookmark(name) not in there}
    now: dict[str, list[str]] = {}
    current: str | None = None
    for kind, text in _pieces(body):
        if kind == "bookmark":
            current = marked.get(text, current)
        elif kind == "end":
            current = None
        elif kind == "line":
            number = _NUMBER.match(text)
            current = by_number.get(number[1], current) if number else current
        elif current:
            now.setdefault(current, []).append(text)
    return Found({name: mark for name, (_, mark) in written.items()}, {name: _words(lines) for name, lines in now.items()})


def _part(parts: zipfile.ZipFile, name: str) -> ElementTree.Element:
    """A part as a tree. Raises ValueError for one that is too large or declares entities, which no word processor does."""
    if parts.getinfo(name).file_size > LARGEST_PART:
        raise ValueError(f"{name} is too large")
    text = parts.read(name)
    if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
        raise ValueError(f"{name} declares entities")
    return ElementTree.fromstring(text)


def _pieces(body: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """(bookmark, its name), (line, a paragraph's text), (text, a run's), (end, "") in the order of the document. Tables are passed over."""
    for block in _blocks(body):
        if block.tag == f"{_W}bookmarkStart":
            yield "bookmark", str(block.get(f"{_W}name"))
            continue
        style = block.find(f"{_W}pPr/{_W}pStyle")
        if style is not None and _ENDS.match(str(style.get(f"{_W}val"))):
            yield "end", ""
        yield "line", "".join(text for kind, text in _inside(block) if kind == "text")
        yield from _inside(block)
        yield "text", "\n"


def _blocks(parent: ElementTree.Element) -> Iterator[ElementTree.Element]:
    """Paragraphs and the bookmarks between them, also those in a content control or of a tracked change."""
    for child in parent:
        if child.tag in (f"{_W}p", f"{_W}bookmarkStart"):
            yield child
        elif child.tag in (f"{_W}sdt", f"{_W}sdtContent", f"{_W}ins", f"{_W}customXml", f"{_W}moveTo"):
            yield from _blocks(child)


def _inside(parent: ElementTree.Element) -> Iterator[tuple[str, str]]:
    """What a paragraph has, in order; what was deleted or moved away with changes tracked is passed over."""
    for child in parent:
        if child.tag == f"{_W}bookmarkStart":
            yield "bookmark", str(child.get(f"{_W}name"))
        elif child.tag == f"{_W}t":
            yield "text", child.text or ""
        elif child.tag in (f"{_W}tab", f"{_W}br", f"{_W}cr"):
            yield "text", " "
        elif child.tag == f"{_W}noBreakHyphen":
            yield "text", "-"
        elif child.tag == f"{_W}r" and (style := child.find(f"{_W}rPr/{_W}rStyle")) is not None and style.get(f"{_W}val") == _LABEL_STYLE:
            yield "text", _LABEL_FIRST.sub("", "".join(part.text or "" for part in child.iter(f"{_W}t")))  # what was typed behind a label takes its style on
        elif child.tag not in (f"{_W}del", f"{_W}moveFrom", f"{_W}pPr", f"{_W}rPr", f"{_W}fldChar", f"{_W}instrText"):
            yield from _inside(child)


def _words(pieces: Iterable[str]) -> str:
    """The words of a clause, without its number and its label."""
    lines = [" ".join(_LABEL.sub("", line).split()) for line in printable("".join(pieces)).split("\n")]
    return _NUMBER.sub("", " ".join(filter(None, lines)))
