"""Markdown into pages: block by block, line by line; `<!-- page: 14 -->` turns to the printed page 14, `<!-- page: 39, apart -->` to one that no heading before it reaches."""

from __future__ import annotations

import re
from html import unescape

from ingest.blocks import Block, BlockKind, RawPage
from ingest.clean import row, tidy
from ingest.readers import refusal
from ingest.readers.encoding import decode
from ingest.readers.refusal import Limits
from ingest.readers.sniff import content_kind

_PAGE = re.compile(r"\s*<!--\s*page:\s*(\S(?:.{0,40}?\S)?)\s*-->\s*")
_APART = re.compile(r"\s*,\s*apart$")
_FENCE = re.compile(r"\s{0,3}(`{3,}|~{3,})\s*([\w-]*)[^`]*$")
_HEADING = re.compile(r"\s{0,3}(#{1,6})(?:\s+(.*?))?(?:\s+#+)?\s*$")
_UNDERLINE = re.compile(r"\s{0,3}(=+|-{2,})\s*$")
_RULE = re.compile(r"\s{0,3}([*_-])\s*(?:\1\s*){2,}$")
_NOTE = re.compile(r"\s{0,3}\[\^([^\]\s]+)\]:\s*(.*)$")
_LINK_TARGET = re.compile(r"\s{0,3}\[[^\]^][^\]]*\]:\s*\S+(?:\s+[\"'(].*[\"')])?\s*$")
_BULLET = re.compile(r"\s*([-*+•])\s+(?=\S)")
_NUMBER = re.compile(r"\s*(\d{1,3}[.)]|\(?[a-z]\)|\(?[ivx]{1,5}\))\s+(?=\S)")
_PIPE_RULE = re.compile(r"\s*(?:\|\s*)?:?-+:?\s*\|[\s|:-]*$")
_PIPE = re.compile(r"(?<!\\)\|")
_CELL_GAP = re.compile(r"\t+| {2,}")


def read_markdown(data: bytes, name: str, limits: Limits) -> tuple[RawPage, ...]:
    """Pages by their markers; text before the first is page "1". Markup becomes its text, HTML stays.

    Front matter, comments and link targets are left out: none of them is on the page that people read.
    """
    if kind := content_kind(data):
        raise refusal.misnamed(name, "Markdown text", kind)
    text = decode(data, name)
    if len(text) > limits.max_characters:
        raise refusal.too_long(name, len(text), limits)
    sheets = _Sheets()
    for line in _without_comments(_without_front_matter(text.lstrip("\n"))).split("\n"):
        sheets.take(line)
        if len(sheets.pages) > limits.max_pages:
            raise refusal.too_many_pages(name, len(sheets.pages), limits.max_pages)
    return sheets.finished()


def _without_front_matter(text: str) -> str:
    lines = text.split("\n")
    fence = lines[0].rstrip()
    if fence in ("---", "+++"):
        for index, line in enumerate(lines[1:200], start=1):
            if line.rstrip() == fence:
                return "\n".join(lines[index + 1 :])
    return text


def _without_comments(text: str) -> str:
    """The text without its comments, page markers excepted. A comment that is never closed is text."""
    kept, at = [], 0
    while (start := text.find("<!--", at)) >= 0 and (end := text.find("-->", start)) >= 0:
        end += 3
        kept.append(text[at:end] if _PAGE.fullmatch(text, start, end) else text[at:start])
        at = end
    return "".join([*kept, text[at:]])


class _Sheets:
    """The pages read so far, the block whose lines still come in, and the fence it may stand in."""

    def __init__(self) -> None:
        self.pages: list[tuple[str, list[Block]]] = [("1", [])]
        self._apart: set[int] = set()  # places in self.pages
        self._kind, self._marker, self._lines = BlockKind.PARAGRAPH, "", list[str]()
        self._fence, self._in_table, self._after_blank = "", False, False

    def finished(self) -> tuple[RawPage, ...]:
        self._close()
        first = 0 if self.pages[0][1] or len(self.pages) == 1 else 1
        return tuple(RawPage(label, tuple(blocks), apart=place in self._apart) for place, (label, blocks) in enumerate(self.pages) if place >= first)

    def take(self, line: str) -> None:
        if (marker := _PAGE.fullmatch(line)) and (self._in_table or not self._fence):
            self._turn(marker.group(1))
        elif self._fence:
            self._take_fenced(line)
        elif not line.strip():
            self._after_blank = True
            if self._kind is not BlockKind.NOTE:
                self._close()
        else:
            if self._after_blank and not line.startswith(("  ", "\t")):
                self._close()  # only a note may go on after a blank line, indented
            self._after_blank = False
            self._take_text(line)

    def _take_text(self, line: str) -> None:
        if match := _FENCE.match(line):
            self._close()
            self._fence, self._in_table = match.group(1), match.group(2).lower() == "table"
        elif match := _HEADING.match(line):
            self._open(BlockKind.HEADING, match.group(2) or "")
            self._close(level=len(match.group(1)))
        elif (match := _UNDERLINE.match(line)) and self._lines and self._kind is BlockKind.PARAGRAPH:
            self._kind = BlockKind.HEADING
            self._close(level=1 if match.group(1)[0] == "=" else 2)
        elif _RULE.match(line) or _PIPE_RULE.match(line) or _LINK_TARGET.match(line):
            self._close()
        elif match := _NOTE.match(line):
            self._open(BlockKind.NOTE, match.group(2), match.group(1))
        elif line.lstrip().startswith("|"):
            self._close()
            self._add_row(_PIPE.split(line.strip().strip("|")))
        elif (match := _BULLET.match(line)) or (
            (match := _NUMBER.match(line)) and self._may_number(match.group(1))
        ):
            self._open(BlockKind.ITEM, line[match.end() :], match.group(1))
        elif line.lstrip().startswith(">"):
            self._take_text(quoted) if (quoted := line.lstrip("> \t")) else self._close()
        else:
            self._lines.append(line.removesuffix("\\"))

    def _take_fenced(self, line: str) -> None:
        if line.strip().startswith(self._fence) and not line.strip().strip(self._fence[0]):
            self._close()
            self._fence, self._in_table = "", False
        elif self._in_table and line.strip():
            self._add_row(_CELL_GAP.split(line.strip()))
        elif not self._in_table:
            self._lines.append(line)

    def _may_number(self, marker: str) -> bool:
        """A number inside a paragraph opens a list only if it is the first: "in\\n44. Then" does not."""
        return not self._lines or self._kind is BlockKind.ITEM or marker.strip("().") in ("1", "a", "i")

    def _add_row(self, cells: list[str]) -> None:
        if text := row(_plain(cell) for cell in cells):
            self.pages[-1][1].append(Block(BlockKind.ROW, text))

    def _open(self, kind: BlockKind, line: str, marker: str = "") -> None:
        self._close()
        self._kind, self._marker, self._lines = kind, marker, [line]

    def _close(self, level: int = 0) -> None:
        text = " ".join(line.strip() for line in self._lines)
        text = tidy(text if self._fence else _plain(text))
        if text:
            self.pages[-1][1].append(Block(self._kind, text, level, self._marker))
        self._kind, self._marker, self._lines = BlockKind.PARAGRAPH, "", []

    def _turn(self, label: str) -> None:
        self._close()
        name = _APART.sub("", label)
        if name != self.pages[-1][0]:
            self.pages.append((name, []))
            if name != label:
                self._apart.add(len(self.pages) - 1)


_CODE = re.compile(r"(?<!`)(`{1,3})([^`]+)\1(?!`)")
_REFERENCE = re.compile(r"\[\^[^\[\]\s]+\]")
_LINK = re.compile(r"(?<!\\)!?\[([^\[\]]*)\](?:\((?:[^()\s]|\([^()\s]*\))*(?:\s+\"[^\"]*\")?\)|\[[^\[\]]*\])")
_AUTOLINK = re.compile(r"<((?:https?://|mailto:)[^<>\s]+)>")
_EMPHASIS = (
    re.compile(r"(?<![\w*\\])(\*{1,3})(?=[^\s*])([^*]*[^\s*\\])\1(?![\w*])"),
    re.compile(r"(?<![\w\\])(_{1,3})(?=[^\s_])([^_]*[^\s_\\])\1(?![\w])"),
    re.compile(r"(?<!\\)(~~)(?=[^\s~])([^~]*[^\s~])\1"),
)
_ENTITY = re.compile(r"&(?:#\d{1,6}|#[xX][0-9a-fA-F]{1,5}|[A-Za-z]\w{1,30});")
_ESCAPE = re.compile(r"\\([!-/:-@\[-`{-~])")


def _plain(text: str) -> str:
    """Inline markup as its text: emphasis, links, images by their words, references to notes as nothing."""
    parts = _CODE.split(text)  # between, fence, code, between, ...
    return "".join(
        part if index % 3 == 2 else _words(part) for index, part in enumerate(parts) if index % 3 != 1
    )


def _words(text: str) -> str:
    text = _AUTOLINK.sub(r"\1", _LINK.sub(r"\1", _REFERENCE.sub("", text)))
    for _ in range(3):  # emphasis in emphasis, innermost first
        for pattern in _EMPHASIS:
            text = pattern.sub(r"\2", text)
    return _ESCAPE.sub(r"\1", _ENTITY.sub(lambda match: unescape(match.group()), text))
