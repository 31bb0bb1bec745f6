"""A draft as a document to keep: cover, contents, numbered clauses with footnotes, annexes, drafting notes. In no file format yet. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import partial

from assistant.currency import BRIEFING_AGE
from assistant.document import NARROW, Block, Note, Text, Told, behind, table, with_gaps
from assistant.domain import Citation, Source
from assistant.drafting.draft import GAP, Annex, Draft, DraftClause, Table, digest
from assistant.law import spoken

LABELS = (
    ("duty", "the law asks it"),
    ("guidance", "published guidance, a recommendation or a policy asks it, and we follow it"),
    ("evidence", "what a source found or says"),
    ("local choice", "our own decision"),
)
STUDY = "As at 2017, for study. Clinical commissioning groups ended on 1 July 2022: this text has no force today."
MADE = "Drafted with the Social Value Assistant from its documents and the organisation’s own brief. Not legal advice."
NEW_PAGE = "ABF"
"""Annexes that begin on a page of their own: the record to be copied, and what is long."""
NOTES = "Before this goes to a board"
_texts = partial(with_gaps, gap=GAP)


def paper(draft: Draft, sources: Iterable[Source]) -> tuple[Block, ...]:
    """The whole document, from the cover to the drafting notes."""
    told = Told({source.id: source for source in sources}, set())
    cited = {citation.n: citation for citation in draft.citations}
    name = draft.brief.name or "[to be agreed: the name of our organisation]"
    blocks = [Block("title", (Text(draft.title),)), Block("subtitle", tuple(_texts(name)))]
    if draft.brief.is_study:
        blocks.append(_line("banner", STUDY))
    version = f"Version {draft.brief.known('version') or 'not numbered'}. {spoken(date.fromisoformat(draft.made_on))}. {_left(draft)}"
    blocks += [_line("note", version), _line("note", MADE), *(_line("note", n.text) for n in draft.notices if n.topic == BRIEFING_AGE), Block("contents", (Text("Contents"),)), *_key()]
    for section in draft.sections:
        blocks.append(Block("section", (Text(section.title),), section.number, f"section-{section.number}"))
        if section.number == "0":
            blocks.append(_table(draft.control))
        for clause in section.clauses:
            blocks += _clause(clause, cited, told)
    for annex in draft.annexes:
        blocks += _annex(annex, cited, told)
    return (*blocks, *_notes(draft))


def _left(draft: Draft) -> str:
    count = len(draft.gaps)
    return f"{count} point{'' if count == 1 else 's'} still to be agreed, marked in the text and listed at the end." if count else "Nothing is left open."


def _key() -> Iterator[Block]:
    yield Block("line", (Text("How to read it. ", "strong"), Text("Each clause carries a label: what weight it has. The footnote shows the source, its page and the words that stand there.")))
    for label, means in LABELS:
        yield Block("item", (Text(label, "label"), Text(f" {means}")), "•")


def _clause(clause: DraftClause, cited: Mapping[int, Citation], told: Told) -> Iterator[Block]:
    quotes = [cited[n] for n in clause.citations]
    note = (Text(NARROW if clause.text[-1:].isdigit() else ""), Note(tuple(behind(quotes, None, told)))) if quotes else ()
    label = f"{clause.kind.value}{', edited' if clause.edited else ''}"
    yield Block("clause", (*_texts(clause.text), *note, Text(" "), Text(label, "label")), clause.number, f"clause {clause.id} {digest(clause.drafted)}")
    if clause.table:
        yield _table(clause.table)


def _annex(annex: Annex, cited: Mapping[int, Citation], told: Told) -> Iterator[Block]:
    if annex.letter in NEW_PAGE:
        yield Block("break")
    yield Block("section", (Text(annex.title),), f"Annex {annex.letter}", f"annex-{annex.letter.lower()}")
    yield Block("note", (Text("Weight: "), Text(annex.kind.value, "label")))
    number = 0
    for part in annex.parts:
        if isinstance(part, Table):
            yield _table(part)
        elif part.style == "head":
            yield Block("subsection", (Text(part.text),))
        elif part.style == "item":
            number += 1
            yield Block("item", tuple(_texts(part.text)), f"{number}.")
        else:
            quotes = [cited[n] for n in part.citations]
            yield Block("line", (*_texts(part.text), *((Note(tuple(behind(quotes, annex.kind, told))),) if quotes else ())))


def _notes(draft: Draft) -> Iterator[Block]:
    """What is not part of the policy: what is open, what was taken for granted, what does not square."""
    edited = [clause.number for clause in draft.clauses if clause.edited]
    if not (draft.warnings or draft.gaps or draft.assumed or edited):
        return
    yield Block("break")
    yield Block("section", (Text(NOTES),), "", "drafting-notes")
    yield _line("line", "These notes are for whoever finishes the draft. Take them out before it is approved.")
    if draft.warnings:
        yield Block("subsection", (Text("What does not square"),))
        yield from (Block("item", tuple(_texts(warning)), "•") for warning in draft.warnings)
    if draft.gaps:
        yield Block("subsection", (Text("Still to be agreed"),))
        rows = tuple((number if number != "0" else "0, table", gap[:1].upper() + gap[1:]) for gap, number in draft.gaps)
        yield _table(Table(("Clause", "What is still to be agreed"), rows, (0.16, 0.84)))
    if draft.assumed:
        yield Block("subsection", (Text("Defaults that were taken"),))
        yield _table(Table(("What", "Taken as", "Why"), draft.assumed, (0.24, 0.3, 0.46)))
    if edited:
        yield Block("subsection", (Text("Clauses in your own words"),))
        yield _line("line", f"{', '.join(edited)}. They keep their footnotes: check that these still bear out what you wrote.")


def _line(kind: str, text: str) -> Block:
    return Block(kind, (Text(text),))


def _table(of: Table) -> Block:
    return table(of.headings, of.rows, of.widths, GAP)
