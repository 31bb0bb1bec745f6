"""A conversation as a document to keep: headings, paragraphs, list items and footnotes, in no file format yet. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from assistant.domain import Answer, Aside, Citation, ClaimKind, Role, Source, Status
from assistant.glossary import glossary
from assistant.law import MONTHS, spoken
from assistant.left_out import left_out
from assistant.pieces import Piece, aside_paragraphs, paragraphs
from assistant.references import Reference
from assistant.turns import Conversation, Turn, title_of

ROLES = {Role.COMMISSIONER: "a commissioner", Role.VCSE: "a charity or community group that bids", Role.STUDENT: "a student"}
STATUSES = {Status.PARTIAL: "Answered in part.", Status.NEEDS_CLARIFICATION: "One more detail was needed.", Status.REFUSED: "Not answered."}
NOT_ANSWERED = "This question was stopped before it was answered."
ABOUT = "Answers by the Social Value Assistant from its documents, each sentence with the page it stands on. Not legal advice."
_LONGEST_HEADING = 160
WEIGHTS = ("Before a sentence stands what weight it has, up to the next such word: duty (the law requires it), guidance (advice), evidence (found or reported), "
           "local choice (each organisation's own).")
NARROW = "\u202f"
"""A narrow space at which no line is broken."""


@dataclass(frozen=True, slots=True)
class Text:
    """A stretch of text. `style` is "", "strong", "emph", "label" (a clause's weight) or "gap" (what is still to be agreed)."""

    text: str
    style: str = ""


@dataclass(frozen=True, slots=True)
class Note:
    """A footnote: what stands behind the words before it, a paragraph for each page."""

    paragraphs: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """A piece of the document, top to bottom. `kind` is title, heading, line (a paragraph), item or reference; `label` is the item's.

    A policy has more kinds: subtitle, banner, contents, section and subsection (headings), clause (`label` is its number), note (small print), table
    (`rows` of cells, the first row its headings, `widths` shares of the page's width) and break (a new page). `name` marks a heading or a clause for
    those who look for it.
    """

    kind: str
    parts: tuple[Text | Note, ...] = ()
    label: str = ""
    name: str = ""
    rows: tuple[tuple[tuple[Text | Note, ...], ...], ...] = ()
    widths: tuple[float, ...] = ()


def document(conversation: Conversation, sources: Iterable[Source], references: Sequence[Reference], written: datetime) -> tuple[Block, ...]:
    """The conversation with its date, role, answers, notices and references. Times are told in the zone of `written`."""
    told = Told({source.id: source for source in sources}, set())
    about = conversation.about
    count = len(conversation.turns)
    who = f"Asked as {ROLES[about.role]}. " if about.role else ""
    blocks = [Block("title", (Text(about.title),)),
              _line(f"{spoken(about.created.astimezone(written.tzinfo).date())}. {who}{count} question{'' if count == 1 else 's'}.", "emph"), _line(ABOUT, "emph")]
    if any(piece.tells for turn in conversation.turns if turn.answer for part in paragraphs(turn.answer) for piece in part.pieces):
        blocks.append(_line(WEIGHTS, "emph"))
    for turn in conversation.turns:
        blocks += _turn(turn, told)
    blocks += _words_used(dict.fromkeys(name for turn in conversation.turns if turn.answer for name in turn.answer.terms), told)
    if references:
        blocks.append(Block("heading", (Text("References"),)))
        blocks += [_reference(reference) for reference in references]
    return tuple(blocks)


def _words_used(names: Iterable[str], told: Told) -> Iterator[Block]:
    """The terms of the glossary in the answers, by the alphabet, each with its reading and, behind it, its passages."""
    found = sorted(filter(None, (glossary().named(name) for name in names)), key=lambda term: term.short.casefold())
    if found:
        yield Block("heading", (Text("Words used"),))
    for term in found:
        cited = [Citation(0, quote.source_id, told.title(quote.source_id), quote.page, (), quote.text, "") for quote in term.passages]
        told_as = f"{term.means}. " if term.means else ""
        yield Block("item", (Text(f"{term.short}: ", "strong"), Text(f"{told_as}{term.plain}".strip()), *([Note(tuple(behind(cited, None, told)))] if cited else [])), "•")


def _turn(turn: Turn, told: Told) -> Iterator[Block]:
    long = len(turn.question) > _LONGEST_HEADING
    yield Block("heading", (Text(title_of(turn.question) if long else turn.question),))
    if long:
        yield _line(turn.question, "strong")
    answer = turn.answer
    if answer is None:
        yield _line(turn.problem or NOT_ANSWERED, "emph")
        return
    if answer.standalone_question.strip() not in ("", answer.question.strip()):
        yield _line(f"Taken as: {answer.standalone_question}", "emph")
    if answer.status in STATUSES:
        yield _line(STATUSES[answer.status], "emph")
    yield from _blocks(answer, told)
    if removed := left_out(answer):
        yield _line(removed, "emph")
    for line in answer.verbatim.splitlines():
        yield Block("line", (Text(line),))
    if answer.aside:
        yield from _aside(answer.aside, told)
    for notice in answer.notices:
        checked = ", ".join(filter(None, (notice.as_of and f"checked {_date(notice.as_of)}", notice.source)))
        yield Block("line", (Text("Since this was written: ", "strong"), Text(f"{notice.text} ({checked})" if checked else notice.text)))


def _blocks(answer: Answer, told: Told) -> Iterator[Block]:
    """The answer's paragraphs and list items; a run of its [n] becomes one footnote."""
    cited = {citation.n: citation for citation in answer.citations}
    for part in paragraphs(answer):
        yield Block("item" if part.label else "line", tuple(_parts(part.pieces, cited, told)), part.label)


def _aside(aside: Aside, told: Told) -> Iterator[Block]:
    """What stands beside the answer, each statement with its footnote."""
    cited = {citation.n: citation for citation in aside.citations}
    for place, part in enumerate(aside_paragraphs(aside)):
        about = () if place else (Text(f"{aside.about}: ", "strong"),)
        yield Block("line", (*about, *_parts(part.pieces, cited, told)))


def _parts(pieces: Sequence[Piece], cited: Mapping[int, Citation], told: Told) -> Iterator[Text | Note]:
    """A paragraph's sentences with their footnotes, each kind named where it begins."""
    for place, piece in enumerate(pieces):
        gap = " " if place else ""
        if piece.tells and piece.kind:
            yield Text(f"{gap}{piece.kind.value.capitalize()}: ", "emph")
            gap = ""
        # a footnote's number must not stick to a figure: 209 and note 2 are not 2092
        if piece.text:
            yield Text(f"{gap}{piece.text}{NARROW if piece.numbers and piece.text[-1].isdigit() else ''}")
        if piece.numbers:
            yield Note(tuple(behind([cited[n] for n in piece.numbers], piece.kind, told)))


def behind(citations: Sequence[Citation], kind: ClaimKind | None, told: Told) -> Iterator[str]:
    """A paragraph for each page: title, as of when, page, what weight it has, and the quotes. Who published it and its whole title are told once."""
    pages: dict[tuple[str, str], list[Citation]] = {}
    for citation in citations:
        pages.setdefault((citation.source_id, citation.page), []).append(citation)
    for (source_id, page), mine in pages.items():
        first = mine[0]
        name = first.title.split(": ")[0] if source_id in told.already else ", ".join(filter(None, (told.publisher(source_id), first.title)))
        told.already.add(source_id)
        as_of = f" (as of {_date(first.as_of)})" if first.as_of else ""
        where = ", ".join(filter(None, (f"{name}{as_of}", page and f"page {page}", kind and kind.value)))
        quotes = "; ".join(dict.fromkeys(f"“{' '.join(c.quote.replace('  ', ' · ').split())}”" for c in mine))
        yield f"{where}: {quotes}{'' if quotes[-2:-1] in ('.', '!', '?') else '.'}"


@dataclass(frozen=True, slots=True)
class Told:
    """The documents by id, and those that a footnote has named in full."""

    sources: Mapping[str, Source]
    already: set[str]

    def publisher(self, source_id: str) -> str:
        """Who published a document; "" where that is not known."""
        return self.sources[source_id].publisher if source_id in self.sources else ""

    def title(self, source_id: str) -> str:
        """A document's title; its id where that is not known."""
        return self.sources[source_id].title if source_id in self.sources else source_id


def _reference(reference: Reference) -> Block:
    parts = tuple(Text(text, "emph" if italic else "") for text, italic in reference.entry_runs)
    return Block("reference", (*parts, Text(f" [{reference.missing}]")) if reference.missing else parts)


def with_gaps(text: str, gap: re.Pattern[str]) -> Iterator[Text]:
    """A text in pieces, with what is still open ("[to be agreed: ...]") set apart."""
    at = 0
    for match in gap.finditer(text):
        if match.start() > at:
            yield Text(text[at:match.start()])
        yield Text(match.group(), "gap")
        at = match.end()
    if text[at:] or not at:
        yield Text(text[at:])


def table(head: Iterable[str], rows: Iterable[Iterable[str]], widths: tuple[float, ...], gap: re.Pattern[str]) -> Block:
    """A table of plain cells, its gaps set apart."""
    return Block("table", rows=(tuple((Text(title),) for title in head), *(tuple(tuple(with_gaps(cell, gap)) for cell in row) for row in rows)), widths=widths)


def _line(text: str, style: str = "") -> Block:
    return Block("line", (Text(text, style),))


def _date(iso: str) -> str:
    """An ISO year, month or day as written in the UK; else as it came."""
    if not (match := re.fullmatch(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?", iso)):
        return iso
    year, month, day = match.groups()
    return " ".join(filter(None, (day and str(int(day)), month and MONTHS[int(month) - 1], year)))
