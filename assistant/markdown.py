"""A document as Markdown with footnotes. Whatever text comes in is shown as it is written: none of it is read as Markdown or HTML. Pure."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.document import Block, Note, Text
from assistant.text import printable

_ALWAYS = re.compile(r"([\\`*_\[\]<>#~$^|{}@])")
# What some readers of Markdown make a link, an icon or a character of, though it has no sign of its own.
_SOMETIMES = re.compile(r":(?=//)|(?<=\bwww)\.|(?<=mailto):|(?<=xmpp):|:(?=[a-z0-9_+/-]+:)|&(?=#?\w+;)", re.I)
_AT_START = re.compile(r"^(?:[-+=:%]|\(?(?:\d{1,9}|[a-z]|[ivxlcdm]+)(?=[.)](?:\s|$)))", re.I)
_STYLES = {"": "", "strong": "**", "emph": "*", "label": "*", "gap": "**"}
_LEADS = {"title": "# ", "heading": "## ", "section": "## ", "subsection": "### "}


def literal(text: str) -> str:
    """Markdown on one line that shows `text` itself, wherever in a line it stands."""
    line = re.sub(r"[ \t\n]+", " ", printable(text))
    return _SOMETIMES.sub(lambda match: f"\\{match.group()}", _ALWAYS.sub(r"\\\1", line))


def markdown(blocks: Sequence[Block]) -> str:
    """The document, its footnotes at the end."""
    notes: list[str] = []
    lines: list[str] = []
    for block in blocks:
        lines.append(_block(block, notes))
    shown = [(block, line) for block, line in zip(blocks, lines, strict=True) if line]
    listed = _closed_up([block for block, _ in shown], [line for _, line in shown])
    named = [block.name.split()[1] for block in blocks if block.kind == "clause"]
    return "\n\n".join([listed, *notes, *([f"<!-- clauses {' '.join(named)} -->"] if named else [])]) + "\n"


def _block(block: Block, notes: list[str]) -> str:
    """A block as lines of Markdown; "" for one that only a page shows. A clause has its name before it, in a comment."""
    body = "".join(_part(part, notes) for part in block.parts).strip()
    match block.kind:
        case "contents" | "break":
            return ""
        case "table":
            return _table(block, notes)
        case "clause":
            return f"<!-- {block.name} -->\n**{literal(block.label)}** {body}"
        case "item":
            return f"{'-' if block.label == '•' else block.label} {_AT_START.sub(_escaped_start, body)}"
        case "section":
            return f"## {literal(block.label)}{'. ' if block.label[:1].isdigit() else ': ' if block.label else ''}{body}"
        case "subtitle" | "banner":
            return f"**{body}**"
    return _LEADS.get(block.kind, "") + _AT_START.sub(_escaped_start, body)


def _table(block: Block, notes: list[str]) -> str:
    rows = [" | ".join("".join(_part(part, notes) for part in cell).strip() or " " for cell in row) for row in block.rows]
    return "\n".join(f"| {row} |" for row in (rows[0], " | ".join("---" for _ in block.rows[0]), *rows[1:]))


def _part(part: Text | Note, notes: list[str]) -> str:
    if isinstance(part, Note):
        number = len(notes) + 1
        paragraphs = [_AT_START.sub(_escaped_start, literal(text).strip()) for text in part.paragraphs]
        notes.append(f"[^{number}]: " + "\n\n    ".join(paragraphs))
        return f"[^{number}]"
    body = literal(part.text)
    mark = _STYLES[part.style]
    if not mark or not body.strip():
        return body
    before, after = " " * body.startswith(" "), " " * body.endswith(" ")
    return f"{before}{mark}{body.strip()}{mark}{after}"


def _escaped_start(match: re.Match[str]) -> str:
    """What would begin a list, a rule, a heading or a title at the start of a line."""
    return f"\\{match.group()}" if match.group() in "-+=:%" else f"{match.group()}\\"


def _closed_up(blocks: Sequence[Block], lines: Sequence[str]) -> str:
    """Blocks with an empty line between, but none between the items of a list."""
    text = ""
    for number, line in enumerate(lines):
        together = number and blocks[number].kind == "item" and blocks[number - 1].kind == "item"
        text += ("\n" if together else "\n\n" if number else "") + line
    return text
