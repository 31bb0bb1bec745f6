"""A tender answer as documents: the clean submission, and the notes with sources, ledger, what is needed, what is promised and what to ask. In no file format yet. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from assistant.document import Block, Note, Text, Told, behind, table, with_gaps
from assistant.domain import ClaimKind
from assistant.law import spoken_iso
from assistant.tender.brief import tender_fields
from assistant.tender.buyer import BuyerQuestion, TenderMaterials
from assistant.tender.check import TenderCheck
from assistant.tender.draft import DISCLOSURE, TERMS, TenderDraft
from assistant.tender.flags import TO_FILL
from assistant.tender.ledger import GAP, Entry, Tie

ABOUT = "Drafted with the Social Value Assistant from your brief and its documents. Every sentence is tied below to what it stands on. Not legal advice."
_texts, _table = partial(with_gaps, gap=GAP), partial(table, gap=GAP)


def submission(draft: TenderDraft) -> tuple[Block, ...]:
    """The answer as it goes to the buyer: headings and paragraphs, no notes."""
    blocks = []
    for section in draft.sections:
        if section.heading:
            blocks.append(Block("heading", (Text(section.heading),)))
        blocks.append(Block("line", tuple(_texts(" ".join(entry.text for entry in section.entries)))))
    return (*blocks, *((Block("line", (Text(DISCLOSURE),)),) if draft.brief.known("disclosure") else ()))


def notes(draft: TenderDraft, check: TenderCheck, asks: tuple[BuyerQuestion, ...], materials: TenderMaterials) -> tuple[Block, ...]:
    """The notes version: the answer with its footnotes, then everything that the bidder should know before it goes."""
    told = Told(dict(materials.sources), set())
    blocks = [Block("title", (Text("Tender answer: notes"),)), Block("subtitle", (Text(str(draft.brief.known("bidder") or "[your organisation]")),)),
              _line("note", f"{draft.length}. {_needed(draft)} {ABOUT}"), _line("banner", TERMS), _section("The answer, with its sources")]
    for section in draft.sections:
        if section.heading:
            blocks.append(Block("subsection", (Text(section.heading),)))
        blocks.append(Block("line", tuple(part for entry in section.entries for part in _cited(entry, materials, told))))
    return (*blocks, *_gaps(draft), *_ledger(draft), *_promised(draft), *_marked(check), *_left_out(draft), *_changed(check), *_asked(asks, materials, told), *_disclosed())


def stands_on(entry: Entry) -> str:
    """What a sentence stands on, in words."""
    named = [f"{tie.kind}: {_named(tie)}" + (f" (page {page})" if (page := _page(tie.words)) else "") for tie in entry.ties]
    return "; ".join([*named, *(f"needed: {one}" for one in entry.gaps)])


def _named(tie: Tie) -> str:
    fields = tender_fields()
    return fields[tie.ref].title.lower() if tie.ref in fields else tie.ref


def _page(words: str) -> str:
    return next((part.removeprefix("page: ") for part in words.split("; ") if part.startswith("page: ")), "")


def _cited(entry: Entry, materials: TenderMaterials, told: Told) -> Iterator[Text | Note]:
    yield from _texts(entry.text)
    own = [f"Your brief, {_named(tie)}: {tie.words}" for tie in entry.ties if tie.kind != "source"]
    quotes = behind(materials.cited(entry.quotes), ClaimKind.EVIDENCE, told) if entry.quotes else ()
    if paragraphs := (*own, *quotes):
        yield Note(tuple(paragraphs))
    yield Text(" ")


def _gaps(draft: TenderDraft) -> Iterator[Block]:
    if draft.needed:
        yield _section("Evidence needed")
        yield _line("line", "Find each, put it into the brief and draft again; or leave the sentence out. Do not guess.")
        yield from (Block("item", (Text(one),), "•") for one in draft.needed)


def _ledger(draft: TenderDraft) -> Iterator[Block]:
    yield _section("Claim ledger")
    points = {number: point.label or str(number) for number, point in enumerate(draft.points, 1)}
    rows = tuple((entry.text, ", ".join(points[number] for number in entry.points) or "not asked", stands_on(entry)) for entry in draft.entries)
    yield _table(("Sentence", "Point of the question", "Stands on"), rows, (0.5, 0.14, 0.36))


def _promised(draft: TenderDraft) -> Iterator[Block]:
    rows = draft.brief.known("commitments")
    if rows:
        yield _section("What you promise")
        yield _line("line", TERMS)
        columns = ("what", "number", "unit", "by", "owner", "cost")
        yield _table(("What", "How many", "Unit", "By when", "Owner", "Cost"), tuple(tuple(row.get(name, "not said") for name in columns) for row in rows), (0.28, 0.1, 0.16, 0.16, 0.15, 0.15))


def _marked(check: TenderCheck) -> Iterator[Block]:
    yield _section("How the draft marks today")
    yield _table(("Criterion", "Mark", "What would lift it"), tuple((mark.title, f"{mark.score} of 5", mark.advice or "Nothing.") for mark in check.criteria), (0.3, 0.12, 0.58))
    yield from (Block("item", (*_texts(f"“{flag.quote}”"), Text(f": {flag.advice}")), "•") for flag in check.flags if flag.kind != TO_FILL)


def _left_out(draft: TenderDraft) -> Iterator[Block]:
    if draft.left_out:
        yield _section("Left out for want of room")
        yield from (Block("item", tuple(_texts(entry.text)), "•") for entry in draft.left_out)
    if draft.aside:
        yield _section("Of your record, not about this question")
        yield _line("line", "No word of these is in the question or in your promises for it. Where one belongs here all the same, put the question's number under its `answers` in the brief.")
        yield from (Block("item", tuple(_texts(entry.text)), "•") for entry in draft.aside)


def _changed(check: TenderCheck) -> Iterator[Block]:
    if check.notices:
        yield _section("What has changed in the law that it speaks of")
        yield from (Block("item", (Text(f"{notice.text} ({notice.source}; checked {spoken_iso(notice.as_of)})"),), "•") for notice in check.notices)


def _asked(asks: tuple[BuyerQuestion, ...], materials: TenderMaterials, told: Told) -> Iterator[Block]:
    yield _section("Questions worth asking the buyer")
    yield _line("line", "Send them before the clarification deadline; the answers usually go to every bidder.")
    for ask in asks:
        quotes = tuple(behind(materials.cited(ask.quotes), None, told)) if ask.quotes else ()
        yield Block("item", (Text(ask.ask), *((Note(quotes),) if quotes else ())), "•")


def _disclosed() -> Iterator[Block]:
    yield _section("If the buyer asks about AI")
    yield _line("line", f"A line on offer, for you to use once it is true: “{DISCLOSURE}” Put `disclosure: yes` in the brief and the answer ends with it, within the limit.")


def _needed(draft: TenderDraft) -> str:
    count = len(draft.needed)
    return f"{count} thing{'' if count == 1 else 's'} still needed." if count else "Nothing is missing."


def _section(title: str) -> Block:
    return Block("section", (Text(title),), "", title.lower().replace(" ", "-").replace(",", ""))


def _line(kind: str, text: str) -> Block:
    return Block(kind, (Text(text),))
