"""Pandoc, and its document tree in JSON. Whatever text comes in is put into the tree as words, so none of it is read as markup."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

import pypandoc

from assistant.errors import ExportError
from assistant.text import printable

API = (1, 23, 1)
"""The version of the tree that pandoc 3 reads."""
Node = dict[str, Any]


def words(text: str) -> list[Node]:
    """Text as words and spaces, none at the ends. Backslashes, brackets, signs and tags are letters among others here."""
    parts = [part for part in re.split(r"[ \t\n]+", printable(text)) if part]
    return [node for n, part in enumerate(parts) for node in ([{"t": "Space"}] if n else []) + [{"t": "Str", "c": part}]]


def node(kind: str, content: Any) -> Node:
    """A node of the tree by its name."""
    return {"t": kind, "c": content}


def heading(level: int, inlines: Sequence[Node]) -> Node:
    """A heading; without an identifier, which pandoc would make of its words."""
    return node("Header", [level, ["", [], []], list(inlines)])


def styled(style: str, blocks: Sequence[Node]) -> Node:
    """Blocks in a paragraph style of Word."""
    return node("Div", [["", [], [["custom-style", style]]], list(blocks)])


def meta(value: Any) -> Node:
    """Plain values as metadata; strings stay as they are, unread."""
    if isinstance(value, Mapping):
        return node("MetaMap", {k: meta(v) for k, v in value.items()})
    if isinstance(value, (list, tuple)):
        return node("MetaList", [meta(v) for v in value])
    return node("MetaString", printable(str(value)))


def run(blocks: Sequence[Node], to: str, metadata: Mapping[str, Any] | None = None, options: Iterable[str] = ()) -> bytes:
    """A tree as pandoc writes it in a format, in a sandbox: it reads no file but those that the options name.

    Raises:
        ExportError: pandoc is not there or fails.
    """
    tree = {"pandoc-api-version": API, "meta": {k: meta(v) for k, v in (metadata or {}).items()}, "blocks": list(blocks)}
    try:
        written = pypandoc.convert_text(json.dumps(tree), to=to, format="json", outputfile="-" if to == "docx" else None, sandbox=True,
                                        verify_format=False, extra_args=list(options))
    except (RuntimeError, OSError) as error:
        said = " ".join(str(error).split())[:200]
        raise ExportError(f"pandoc cannot write this ({said}); run `pip install --force-reinstall pypandoc_binary`, then try again") from error
    return written if isinstance(written, bytes) else written.encode()


def plain(inlines: Iterable[Node]) -> str:
    """Inlines of a tree as text, with curly quotes."""
    return "".join(text for text, _ in runs(inlines))


def runs(inlines: Iterable[Node], italic: bool = False) -> Iterator[tuple[str, bool]]:
    """Inlines of a tree as (text, whether it is in italics), in order."""
    for one in inlines:
        kind, content = one["t"], one.get("c")
        if kind == "Str":
            yield content, italic
        elif kind in ("Space", "SoftBreak", "LineBreak"):
            yield " ", italic
        elif kind == "Emph":
            yield from runs(content, True)
        elif kind == "Quoted":
            marks = "‘’" if content[0]["t"] == "SingleQuote" else "“”"
            yield marks[0], italic
            yield from runs(content[1], italic)
            yield marks[1], italic
        elif kind in ("Link", "Span"):
            yield from runs(content[1], italic)
        elif kind == "Note":
            for block in content:
                yield from runs(block["c"], italic)
        elif kind == "Cite":
            yield from runs(content[1], italic)
        elif isinstance(content, list) and all(isinstance(part, dict) for part in content):
            yield from runs(content, italic)
