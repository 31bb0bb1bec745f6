"""An answer's text taken apart: paragraphs and list items, each sentence with its citations and the weight that it has of its own. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from assistant.domain import Answer, Aside, Claim, ClaimKind
from assistant.text import fold

_MARKERS = re.compile(r"\s*((?:\[\d+\](?:–\[\d+\])?\s*)+)")
_MARKER = re.compile(r"\[(\d+)\](?:–\[(\d+)\])?")
_ITEM = re.compile(r"\s*(?:([-*•])|(\d{1,3}[.)]))\s+(?=\S)")
_CLOSING = re.compile(r"[.,;:!?)\]”’]+")
_ENDED = re.compile(r"[.!?:;][)\]”’\"']*$")
_SAYS_ITSELF = "draft"
"""The mode of an answer of clauses: each says its weight itself, also where it has no source."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the citation numbers that stand behind it, as they stood in the answer.

    `kind` is what weight it has; None for what is no claim, such as an opening line of the product's own. `tells` says that the kind is to be
    told before it: the piece opens a paragraph, or is of another kind than the one before.
    """

    text: str
    numbers: tuple[int, ...] = ()
    kind: ClaimKind | None = None
    tells: bool = False


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph or a list item. `label` is "" for a paragraph, "•" or the item's own number for an item."""

    label: str
    pieces: tuple[Piece, ...]


def paragraphs(answer: Answer, without: Collection[str] = ()) -> tuple[Paragraph, ...]:
    """The answer as paragraphs and list items, in order; a paragraph's sentences are all of one kind. `without` are items that are left out.

    Of Markdown only that shape is read; everything else is text. A [n] without a citation of that number is text too.
    """
    known = {citation.n for citation in answer.citations}
    claims = () if answer.mode == _SAYS_ITSELF else answer.claims
    found: list[Paragraph] = []
    for line in _lines(answer.answer):
        item = _ITEM.match(line)
        if item and line[item.end():].strip() in without:
            continue
        label = "" if item is None else "•" if item[1] else item[2]
        pieces = [part for piece in _pieces(line[item.end():] if item else line, known) for part in _of_claim(piece, claims)]
        found += [Paragraph(label, tuple(pieces))] if item else [Paragraph("", run) for run in _runs(pieces)]
    return _told(found)


def aside_paragraphs(aside: Aside) -> tuple[Paragraph, ...]:
    """What stands beside an answer, in the same way."""
    return _told([Paragraph("", run) for run in _runs([Piece(claim.text, claim.citations, claim.kind) for claim in aside.claims])])


def _lines(markdown: str) -> Iterator[str]:
    """Paragraphs and list items as one line each: a line that opens neither goes on with the one before."""
    current = ""
    for line in [*markdown.split("\n"), ""]:
        if current and (not line.strip() or _ITEM.match(line)):
            yield current
            current = ""
        current = f"{current} {line.strip()}".strip()


def _pieces(line: str, known: set[int]) -> Iterator[Piece]:
    """A line cut behind each run of markers; what closes the sentence behind them goes with it."""
    text, position = "", 0
    for match in _MARKERS.finditer(line):
        numbers = [n for first, last in _MARKER.findall(match[1]) for n in range(int(first), int(last or first) + 1)]
        if not known.issuperset(numbers):
            continue
        closing = _CLOSING.match(line, match.end())
        text += line[position:match.start()] + (closing.group() if closing else "")
        position = closing.end() if closing else match.end()
        yield Piece(text.strip(), tuple(dict.fromkeys(numbers)))
        text = ""
    if rest := (text + line[position:]).strip():
        yield Piece(rest)


def _of_claim(piece: Piece, claims: Sequence[Claim]) -> Iterator[Piece]:
    """The piece with the kind of its claim; words of our own that stand before the claim are a piece by themselves."""
    shown = _bare(piece.text)
    for claim in claims:
        said = _bare(claim.text)
        if shown and said and set(claim.citations) & set(piece.numbers) and (shown in said or said in shown):
            before = piece.text.rfind(claim.text) if _ENDED.search(piece.text[:max(0, piece.text.rfind(claim.text))].rstrip()) else 0
            if before > 0:
                yield Piece(piece.text[:before].strip())
            yield replace(piece, text=piece.text[max(before, 0):], kind=claim.kind)
            return
    yield piece


def _bare(text: str) -> str:
    return " ".join(fold(_MARKERS.sub(" ", text)).replace(",", " ").split()).strip(" .;:!?").lower()


def _runs(pieces: Iterable[Piece]) -> Iterator[tuple[Piece, ...]]:
    """The pieces of a paragraph in runs of one kind, so that a label never stands over a sentence that it is not of."""
    run: list[Piece] = []
    for piece in pieces:
        if run and piece.kind is not run[-1].kind and (piece.kind and run[-1].kind or _ENDED.search(run[-1].text)):
            yield tuple(run)
            run = []
        run.append(piece)
    if run:
        yield tuple(run)


def _told(found: Sequence[Paragraph]) -> tuple[Paragraph, ...]:
    """Where each kind is told: in the first words of a paragraph, and in a list where it is another than what stands before."""
    result: list[Paragraph] = []
    last: ClaimKind | None = None
    for paragraph in found:
        last = last if paragraph.label else None
        pieces = []
        for piece in paragraph.pieces:
            pieces.append(replace(piece, tells=piece.kind is not None and piece.kind is not last))
            last = piece.kind
        result.append(Paragraph(paragraph.label, tuple(pieces)))
    return tuple(result)
