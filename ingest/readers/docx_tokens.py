"""What stands in a Word paragraph, in order: text, page breaks, references to notes, text boxes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from ingest.readers.docx_styles import W, is_on, value
from ingest.readers.marks import is_mark, without_mark, without_raised_figures

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH_TEXT = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"
# Words a reader of the finished document does not see: deleted, moved away, field codes, settings.
# fmt: off
SKIPPED = frozenset(W + tag for tag in (
    "del", "moveFrom", "instrText", "delText", "delInstrText", "rPr", "pPr", "tblPr", "trPr", "tcPr",
    "sectPr", "sdtPr", "sdtEndPr", "rt", "annotationRef", "footnoteRef", "endnoteRef",
))
# fmt: on
_CHARACTERS = {
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}cr": " ",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}


@dataclass(frozen=True, slots=True)
class Text:
    """Words, and whether they are raised."""

    text: str
    raised: bool = False


@dataclass(frozen=True, slots=True)
class Break:
    """A page ends: by the author's will (`explicit`) or because Word found it full."""

    explicit: bool


@dataclass(frozen=True, slots=True)
class Reference:
    """A footnote or endnote is cited: its `kind`, id, and the author's own mark, "" for the next number."""

    kind: str
    key: str
    marker: str


@dataclass(frozen=True, slots=True)
class Box:
    """A text box hangs here; `content` is the element that holds its paragraphs."""

    content: Any


Token = Text | Break | Reference | Box


def tokens(element: Any) -> Iterator[Token]:
    """What stands in a paragraph or run, in order, deletions, hidden text and field codes left out."""
    custom = ""
    for child in element:
        tag = child.tag
        if tag in SKIPPED or not isinstance(tag, str):
            continue
        if tag in (f"{W}t", _MATH_TEXT):
            if child.text and child.text != custom:
                yield Text(child.text, _is_raised(element))
            custom = ""
        elif tag in _CHARACTERS:
            yield Text(_CHARACTERS[tag])
        elif tag == f"{W}br":
            yield Break(explicit=True) if child.get(f"{W}type") == "page" else Text(" ")
        elif tag == f"{W}lastRenderedPageBreak":
            yield Break(explicit=False)
        elif tag in (f"{W}footnoteReference", f"{W}endnoteReference"):
            if child.get(f"{W}customMarkFollows") in ("1", "true", "on"):
                custom = "".join(follower.text or "" for follower in child.itersiblings(f"{W}t"))
            kind = tag.removeprefix(W).removesuffix("Reference")
            yield Reference(kind, child.get(f"{W}id") or "", custom.strip())
        elif tag == f"{W}txbxContent":
            yield Box(child)
        elif tag == f"{_MC}AlternateContent":  # the same content twice, for newer and older programs
            yield from tokens(child.find(f"{_MC}Choice") if child.find(f"{_MC}Choice") is not None else child)
        elif not is_on(child, "rPr/vanish"):
            if tag in (f"{W}drawing", f"{W}pict", f"{W}object"):
                yield Text("")  # a picture fills a page as text does
            yield from tokens(child)


def _is_raised(run: Any) -> bool:
    style = value(run, "rPr/rStyle") or ""
    return value(run, "rPr/vertAlign") == "superscript" or style in ("FootnoteReference", "EndnoteReference")


def flat_tokens(element: Any) -> Iterator[Token]:
    """The tokens of all paragraphs in a cell or note, those in its text boxes and inner tables too."""
    for child in element:
        if child.tag == f"{W}p":
            for token in tokens(child):
                if isinstance(token, Box):
                    yield from flat_tokens(token.content)
                else:
                    yield token
            yield Text(" ")
        elif child.tag not in SKIPPED and isinstance(child.tag, str):
            yield from flat_tokens(child)


def joined(pieces: Sequence[Text]) -> str:
    """The text of the pieces, without the footnote marks that were typed as raised figures."""
    text, at = "", 0
    while at < len(pieces):
        end = at + 1
        while end < len(pieces) and pieces[end].raised == pieces[at].raised:
            end += 1
        part = "".join(piece.text for piece in pieces[at:end])
        text += without_mark(text, part) if pieces[at].raised and is_mark(part) else part
        at = end
    return without_raised_figures(text)
