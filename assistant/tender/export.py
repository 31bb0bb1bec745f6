"""A tender answer out of the house: the clean submission (Word, Markdown, plain text) with its notes beside it, or both in one JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.currency import Currency
from assistant.document import Block, Text
from assistant.errors import ExportError
from assistant.export import write_whole
from assistant.tender.answer import numbered
from assistant.tender.brief import TenderBrief
from assistant.tender.buyer import BuyerQuestion, TenderMaterials, left_open
from assistant.tender.check import TenderCheck, check_box, check_json
from assistant.tender.draft import DISCLOSURE, TERMS, Reword, TenderDraft, draft_tender
from assistant.tender.notes import notes, stands_on, submission

_NOTES = "-notes"
ENDINGS = (".docx", ".md", ".json", ".txt")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A draft with all that its notes tell."""

    draft: TenderDraft
    check: TenderCheck
    asks: tuple[BuyerQuestion, ...]
    materials: TenderMaterials


def bundles_of(brief: TenderBrief, materials: TenderMaterials, reword: Reword | None = None, currency: Currency | None = None) -> tuple[Bundle, ...]:
    """The drafts of a brief, one for each question of the tender, each checked. Raises BadBrief."""
    return tuple(_bundle(box, materials, reword, currency) for box in brief.boxes)


def _bundle(box: TenderBrief, materials: TenderMaterials, reword: Reword | None, currency: Currency | None) -> Bundle:
    draft = draft_tender(box, reword)
    return Bundle(draft, check_box(draft.text, box, currency=currency), left_open(box, materials), materials)


def check_out(path: Path, *, over: bool) -> None:
    """That a draft can be written there, and nothing is lost. Raises ExportError."""
    if path.suffix.lower() not in ENDINGS:
        raise ExportError(f"{path.name!r} does not end in one of {', '.join(ENDINGS)}; give the file one of these endings")
    for one in files(path):
        if one.exists() and not over:
            raise ExportError(f"{one} is there already; give another name, or --replace")


def files(path: Path) -> tuple[Path, ...]:
    """The files that a draft is written to: the submission, and its notes beside it with the same ending, so that no two submissions want one file of notes."""
    if path.suffix.lower() == ".json":
        return (path,)
    return path, path.with_name(f"{path.stem}{_NOTES}{path.suffix}")


def is_notes(name: str) -> bool:
    """Whether a file of tender_files is the bidder's notes, which are not for the buyer."""
    return Path(name).stem.endswith(_NOTES)


def export_tender(bundles: Sequence[Bundle], path: Path) -> tuple[Path, ...]:
    """Writes the drafts of a tender's questions, one file for all; returns the files. Raises ExportError."""
    made = tender_files(bundles, path.stem, path.suffix.lower())
    return tuple(write_whole(path.with_name(name), content()) for name, content in made.items())


def tender_files(bundles: Sequence[Bundle], stem: str, ending: str) -> Mapping[str, Callable[[], bytes]]:
    """What makes the bytes of each file of an ending, by its name; the submission first."""
    if ending == ".json":
        return {f"{stem}.json": lambda: (json.dumps(tenders_json(bundles), ensure_ascii=False, indent=2) + "\n").encode(errors="replace")}
    first, second = files(Path(f"{stem}{ending}"))
    return {first.name: lambda: _submission(bundles, ending), second.name: lambda: _notes(bundles, second.suffix)}


def tenders_json(bundles: Sequence[Bundle]) -> dict[str, Any]:
    """The drafts as one JSON object: that of tender_json where the tender has one question, else a list of these under `answers`."""
    return tender_json(bundles[0]) if len(bundles) == 1 else {"answers": [tender_json(bundle) for bundle in bundles]}


def tender_json(bundle: Bundle) -> dict[str, Any]:
    """A draft as one JSON object: the answer, its ledger, what is needed, what to ask, and how it marks."""
    draft, cited = bundle.draft, bundle.materials.cited
    return {
        "answer": draft.text, "words": draft.words, "limit": draft.brief.limit, "characters": len(draft.text), "character_limit": draft.brief.characters,
        "points": [{"label": point.label, "text": point.text} for point in draft.points],
        "ledger": [{"text": entry.text, "points": list(entry.points), "ties": [{"kind": tie.kind, "ref": tie.ref, "words": tie.words} for tie in entry.ties], "needed": list(entry.gaps),
                    "stands_on": stands_on(entry), "citations": [{"source_id": c.source_id, "title": c.title, "page": c.page, "quote": c.quote} for c in cited(entry.quotes)]} for entry in draft.entries],
        "needed": list(draft.needed), "left_out": [entry.text for entry in draft.left_out], "aside": [entry.text for entry in draft.aside],
        "questions_for_the_buyer": [{"ask": ask.ask, "citations": [{"source_id": c.source_id, "title": c.title, "page": c.page, "quote": c.quote} for c in cited(ask.quotes)]} for ask in bundle.asks],
        "disclosure": DISCLOSURE, "note": TERMS, "check": check_json(bundle.check), "reworded": draft.reworded, "refused": draft.refused}


def _submission(bundles: Sequence[Bundle], ending: str) -> bytes:
    if ending == ".txt":
        return ("\n\n\n".join(f"{_numbered(bundles, n, chr(10) * 2)}{bundle.draft.text}" for n, bundle in enumerate(bundles, 1)) + "\n").encode()
    blocks = tuple(block for n, bundle in enumerate(bundles, 1) for block in (*_headed(bundles, n), *submission(bundle.draft)))
    if ending == ".md":
        from assistant.markdown import markdown

        return markdown(blocks).encode()
    from assistant.word import policy_word

    shown = tuple(replace(block, kind="subsection") if block.kind == "heading" else block for block in blocks)
    return policy_word(shown, "Social value answer", _bidder(bundles), "Social value answer", "")


def _notes(bundles: Sequence[Bundle], ending: str) -> bytes:
    blocks = tuple(block for n, bundle in enumerate(bundles, 1) for block in (*_headed(bundles, n), *notes(bundle.draft, bundle.check, bundle.asks, bundle.materials)))
    if ending in (".md", ".txt"):
        from assistant.markdown import markdown

        return markdown(blocks).encode()
    from assistant.word import policy_word

    return policy_word(blocks, "Tender answer: notes", _bidder(bundles), "Tender answer: notes", "Not for the buyer")


def _bidder(bundles: Sequence[Bundle]) -> str:
    return str(bundles[0].draft.brief.known("bidder") or "")


def _numbered(bundles: Sequence[Bundle], number: int, after: str = "") -> str:
    """Which question an answer is for, where there are several."""
    return f"{numbered(number, len(bundles))}{after}" if len(bundles) > 1 else ""


def _headed(bundles: Sequence[Bundle], number: int) -> tuple[Block, ...]:
    named = _numbered(bundles, number)
    return (Block("section", (Text(named),), "", f"answer-{number}"),) if named else ()
