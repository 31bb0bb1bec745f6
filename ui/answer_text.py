"""An answer's text taken apart for the page, and put together for the clipboard. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.domain import Answer, Citation, ClaimKind, Source, Status
from assistant.references import Reference, references_of
from assistant.text import fold
from ui.wording import notice_foot, uk_date

_MARKERS = re.compile(r"\s*((?:\[\d+\]\s*)+)")
_ITEM = re.compile(r"\s*(?:([-*•])|(\d{1,3}[.)]))\s+(?=\S)")
_CLOSING = re.compile(r"[.,;:!?)\]”’]+")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of text and the citation numbers that stand behind it, as they stood in the answer.

    `kind` is the kind of the claim it belongs to, given only on the last piece of a run of one kind.
    """

    text: str
    numbers: tuple[int, ...] = ()
    kind: ClaimKind | None = None


@dataclass(frozen=True, slots=True)
class Block:
    """A paragraph or a list item. `label` is "" for a paragraph, "•" or the item's own number for an item."""

    label: str
    pieces: tuple[Piece, ...]


def blocks(answer: Answer) -> tuple[Block, ...]:
    """The answer as paragraphs and list items, in order.

    Of Markdown only that shape is read; everything else is text. A [n] without a citation of that number
    is text too. A choice of an unclear question is left out: it is shown as something to press.
    """
    known = {citation.n for citation in answer.citations}
    kinds = _Kinds(answer)
    found = []
    choices = answer.suggestions if answer.status is Status.NEEDS_CLARIFICATION else ()
    for line in _lines(answer.answer):
        item = _ITEM.match(line)
        if item and line[item.end() :].strip() in choices:
            continue
        label = "" if item is None else "•" if item[1] else item[2]
        pieces = _pieces(line[item.end() :] if item else line, known)
        found.append(Block(label, tuple(Piece(p.text, p.numbers, kinds.of(p)) for p in pieces)))
    return _kind_at_end_of_run(found)


def abridged(numbers: tuple[int, ...], most: int = 4) -> tuple[int | None, ...]:
    """Citation numbers to show after a sentence: all, or of over `most` the first two, None, the last."""
    return numbers if len(numbers) <= most else (*numbers[:2], None, numbers[-1])


def _lines(markdown: str) -> Iterator[str]:
    """Paragraphs and list items as one line each: a line that opens neither goes on with the one before."""
    current = ""
    for line in [*markdown.splitlines(), ""]:
        if current and (not line.strip() or _ITEM.match(line)):
            yield current
            current = ""
        current = f"{current} {line.strip()}".strip()


def _pieces(line: str, known: set[int]) -> list[Piece]:
    pieces, text, position = [], "", 0
    for match in _MARKERS.finditer(line):
        numbers = tuple(int(n) for n in re.findall(r"\d+", match[1]))
        if not known.issuperset(numbers):
            continue
        closing = _CLOSING.match(line, match.end())
        text += line[position : match.start()] + (closing.group() if closing else "")
        position = closing.end() if closing else match.end()
        pieces.append(Piece(text.strip(), tuple(dict.fromkeys(numbers))))
        text = ""
    if rest := (text + line[position:]).strip():
        pieces.append(Piece(rest))
    return pieces


class _Kinds:
    """Finds the claim that a piece of the answer shows."""

    def __init__(self, answer: Answer) -> None:
        self._claims = [(_bare(claim.text), set(claim.citations), claim.kind) for claim in answer.claims]

    def of(self, piece: Piece) -> ClaimKind | None:
        shown = _bare(piece.text)
        for text, numbers, kind in self._claims:
            if numbers.intersection(piece.numbers) and (shown in text or text in shown):
                return kind
        return None


def _bare(text: str) -> str:
    return fold(_MARKERS.sub(" ", text)).strip(" .,;:!?").lower()


def _kind_at_end_of_run(found: list[Block]) -> tuple[Block, ...]:
    """Say a kind once for neighbours that share it. Pieces without a kind neither end a run nor carry one."""
    following: ClaimKind | None = None
    result: list[Block] = []
    for block in reversed(found):
        pieces: list[Piece] = []
        for piece in reversed(block.pieces):
            pieces.insert(
                0, Piece(piece.text, piece.numbers, None if piece.kind == following else piece.kind)
            )
            following = piece.kind or following
        result.insert(0, Block(block.label, tuple(pieces)))
    return tuple(result)


def with_references(answer: Answer, sources: Iterable[Source], style: str = "harvard") -> str:
    """Plain text to copy: question, answer, a note with its page and quote for each number, references as in an export, what has changed."""
    parts = [answer.question, answer.answer]
    cited = answer.citations
    if answer.aside:
        told = " ".join(f"{claim.text} {''.join(f'[{n}]' for n in claim.citations)}" for claim in answer.aside.claims)
        parts.append(f"{answer.aside.about}: {told}")
        cited += answer.aside.citations
    if cited:
        made = references_of(cited, sources, style)
        cites = {n: reference.again if place else reference.cite for reference in made for place, n in enumerate(reference.numbers)}
        parts.append("\n".join(["Notes", *(_note(citation, cites[citation.n]) for citation in cited)]))
        parts.append("\n".join(["References", *dict.fromkeys(_entry(reference) for reference in made)]))
    if answer.notices:
        changes = [f"- {notice.text} ({notice_foot(notice)})" for notice in answer.notices]
        parts.append("\n".join(["Since this was written", *changes]))
    return "\n\n".join(part.strip() for part in parts if part.strip())


def _note(citation: Citation, cite: str) -> str:
    as_at = f", as at {uk_date(citation.as_of)}" if citation.as_of else ""
    return f"[{citation.n}] {cite.removesuffix('.')}{as_at}: “{' '.join(citation.quote.split())}”"


def _entry(reference: Reference) -> str:
    return f"{reference.entry} [{reference.missing}]" if reference.missing else reference.entry
