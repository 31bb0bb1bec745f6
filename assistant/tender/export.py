"""A tender answer out of the house: the clean submission (Word, Markdown, plain text) with its notes beside it, or both in one JSON."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.errors import ExportError
from assistant.export import write_whole
from assistant.tender.buyer import BuyerQuestion, TenderMaterials
from assistant.tender.check import TenderCheck, check_json
from assistant.tender.draft import DISCLOSURE, TERMS, TenderDraft
from assistant.tender.notes import notes, stands_on, submission

ENDINGS = (".docx", ".md", ".json", ".txt")


@dataclass(frozen=True, slots=True)
class Bundle:
    """A draft with all that its notes tell."""

    draft: TenderDraft
    check: TenderCheck
    asks: tuple[BuyerQuestion, ...]
    materials: TenderMaterials


def check_out(path: Path, *, over: bool) -> None:
    """That a draft can be written there, and nothing is lost. Raises ExportError."""
    if path.suffix.lower() not in ENDINGS:
        raise ExportError(f"{path.name!r} does not end in one of {', '.join(ENDINGS)}; give the file one of these endings")
    for one in files(path):
        if one.exists() and not over:
            raise ExportError(f"{one} is there already; give another name, or --replace")


def files(path: Path) -> tuple[Path, ...]:
    """The files that a draft is written to: the submission, and its notes beside it (Markdown where the submission is plain text)."""
    if path.suffix.lower() == ".json":
        return (path,)
    return path, path.with_name(f"{path.stem}-notes{'.md' if path.suffix.lower() == '.txt' else path.suffix}")


def export_tender(bundle: Bundle, path: Path) -> tuple[Path, ...]:
    """Writes a draft; returns the files. Raises ExportError."""
    made: dict[Path, bytes]
    if path.suffix.lower() == ".json":
        made = {path: (json.dumps(tender_json(bundle), ensure_ascii=False, indent=2) + "\n").encode(errors="replace")}
    else:
        first, second = files(path)
        made = {first: _submission(bundle, path.suffix.lower()), second: _notes(bundle, second.suffix.lower())}
    return tuple(write_whole(place, content) for place, content in made.items())


def tender_json(bundle: Bundle) -> dict[str, Any]:
    """A draft as one JSON object: the answer, its ledger, what is needed, what to ask, and how it marks."""
    draft, cited = bundle.draft, bundle.materials.cited
    return {
        "answer": draft.text, "words": draft.words, "limit": draft.brief.limit,
        "points": [{"label": point.label, "text": point.text} for point in draft.points],
        "ledger": [{"text": entry.text, "points": list(entry.points), "ties": [{"kind": tie.kind, "ref": tie.ref, "words": tie.words} for tie in entry.ties], "needed": list(entry.gaps),
                    "stands_on": stands_on(entry), "citations": [{"source_id": c.source_id, "title": c.title, "page": c.page, "quote": c.quote} for c in cited(entry.quotes)]} for entry in draft.entries],
        "needed": list(draft.needed), "left_out": [entry.text for entry in draft.left_out],
        "questions_for_the_buyer": [{"ask": ask.ask, "citations": [{"source_id": c.source_id, "title": c.title, "page": c.page, "quote": c.quote} for c in cited(ask.quotes)]} for ask in bundle.asks],
        "disclosure": DISCLOSURE, "note": TERMS, "check": check_json(bundle.check), "reworded": draft.reworded, "refused": draft.refused}


def _submission(bundle: Bundle, ending: str) -> bytes:
    if ending == ".txt":
        return (bundle.draft.text + "\n").encode()
    if ending == ".md":
        from assistant.markdown import markdown

        return markdown(submission(bundle.draft)).encode()
    from assistant.word import policy_word

    blocks = tuple(replace(block, kind="subsection") if block.kind == "heading" else block for block in submission(bundle.draft))
    return policy_word(blocks, "Social value answer", str(bundle.draft.brief.known("bidder") or ""), "Social value answer", "")


def _notes(bundle: Bundle, ending: str) -> bytes:
    blocks = notes(bundle.draft, bundle.check, bundle.asks, bundle.materials)
    if ending == ".md":
        from assistant.markdown import markdown

        return markdown(blocks).encode()
    from assistant.word import policy_word

    return policy_word(blocks, "Tender answer: notes", str(bundle.draft.brief.known("bidder") or ""), "Tender answer: notes", "Not for the buyer")
