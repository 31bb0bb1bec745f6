"""`social-value check tender` and `draft tender`: files read into pages, what was found and written. No logic of its own."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant import build
from assistant.chat_model import load_chat_model
from assistant.currency import Currency
from assistant.domain import Page
from assistant.errors import BadQuestion, ModelUnavailable
from assistant.settings import Settings, load_settings
from assistant.tender.answer import answers_in, numbered
from assistant.tender.brief import read_brief
from assistant.tender.check import TenderCheck, check_box, check_tender
from assistant.tender.draft import TERMS
from assistant.tender.evidence import facts_of, sentences_of
from assistant.tender.example import example
from assistant.tender.export import Bundle, bundles_of, check_out, export_tender
from assistant.tender.itt import take_apart
from assistant.tender.reword import rewording
from ingest.blocks import page_text
from ingest.readers import Limits, read, read_bytes


def read_pages(paths: Sequence[Path], settings: Settings) -> tuple[Page, ...]:
    """The pages of files with their printed labels; a page's source is its file's name. Raises UnreadableFile."""
    limits = Limits(settings.max_file_mb * 1024 * 1024, settings.max_file_pages)
    return tuple(Page(path.name, raw.label, page_text(raw.blocks)) for path in paths for raw in read(path, limits))


def read_uploads(files: Sequence[tuple[str, bytes]], settings: Settings) -> tuple[Page, ...]:
    """The same for files that were handed over, by name. Raises UnreadableFile."""
    limits = Limits(settings.max_file_mb * 1024 * 1024, settings.max_file_pages)
    return tuple(Page(name, raw.label, page_text(raw.blocks)) for name, data in files for raw in read_bytes(name, data, limits))


def check_file(answer: Path, question: str, limit: int | None, evidence: Sequence[Path], settings: Settings, service: str = "") -> TenderCheck:
    """The check of an answer's file; `service` is what the contract pays for. Raises UnreadableFile or BadQuestion."""
    if not question.strip():
        raise BadQuestion("the question is empty; give the buyer's question word for word with --question, or its file with --question-file")
    text = "\n\n".join(page.text for page in read_pages([answer], settings))
    return check_tender(text, question, limit, sentences_of(read_pages(evidence, settings)), law(settings), service=service)


def check_by_brief(answer: Path, brief_path: Path, number: int | None, evidence: Sequence[Path], settings: Settings) -> dict[int, TenderCheck]:
    """The checks of the answers in a file by the number of their question, each held against the brief. Raises UnreadableFile, BadBrief or BadQuestion."""
    boxes = read_brief(brief_path).boxes
    text = "\n\n".join(page.text for page in read_pages([answer], settings))
    found = answers_in(text) or {number or 1: text}
    asked = {place: said for place, said in found.items() if place <= len(boxes) and number in (None, place)}
    if not asked or len(boxes) > 1 and number is None and not answers_in(text):
        raise BadQuestion(f"{brief_path.name} has {len(boxes)} question{'' if len(boxes) == 1 else 's'} and {answer.name} does not say which it answers; give --number 1 to {len(boxes)}, "
                          f"or put “{numbered(1, len(boxes))}” in a line over each answer")
    facts, currency = sentences_of(read_pages(evidence, settings)), law(settings)
    return {place: check_box(said, boxes[place - 1], facts, currency) for place, said in asked.items()}


def law(settings: Settings) -> Currency | None:
    """What has changed in the law; None where notices are turned off."""
    folder = settings.corpus_dir / "law"
    return Currency.load(folder) if settings.notices and folder.exists() else None


@dataclass(frozen=True, slots=True)
class Report:
    """What was written, and what its reader should know; a bundle for each question of the tender."""

    files: tuple[Path, ...]
    bundles: tuple[Bundle, ...]

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values; where the tender has several questions, those of each under `answers`."""
        said = [_as_dict(bundle) for bundle in self.bundles]
        return {"written": [str(path) for path in self.files], **(said[0] if len(said) == 1 else {"answers": said})}

    def as_text(self) -> str:
        """The same for the terminal."""
        lines = [f"{path}: sources, ledger, questions for the buyer." for path in self.files[1:]]
        for number, bundle in enumerate(self.bundles, 1):
            lines += _as_lines(bundle, f"{self.files[0]}{f', question {number}' if len(self.bundles) > 1 else ''}")
        return "\n".join([*lines, TERMS])


def _as_dict(bundle: Bundle) -> dict[str, Any]:
    draft = bundle.draft
    return {"words": draft.words, "limit": draft.brief.limit, "characters": len(draft.text), "character_limit": draft.brief.characters, "sentences": len(draft.entries), "needed": list(draft.needed),
            "left_out": [entry.text for entry in draft.left_out], "aside": [entry.text for entry in draft.aside], "marks": {mark.id: mark.score for mark in bundle.check.criteria}, "reworded": draft.reworded, "refused": draft.refused}


def _as_lines(bundle: Bundle, where: str) -> list[str]:
    draft = bundle.draft
    lines = [f"{where}: {len(draft.entries)} sentences, {draft.length}; marked {bundle.check.total} of {5 * len(bundle.check.criteria)} by the rules."]
    if draft.needed:
        lines.append(f"Evidence needed ({len(draft.needed)}): {'; '.join(draft.needed)}.")
    if draft.left_out:
        lines.append(f"No room for {len(draft.left_out)} sentence{'' if len(draft.left_out) == 1 else 's'}; they stand in the notes.")
    if draft.aside:
        lines.append(f"{len(draft.aside)} of your record {'does' if len(draft.aside) == 1 else 'do'} not speak of this question and {'is' if len(draft.aside) == 1 else 'are'} not used; see the notes.")
    if draft.refused:
        lines.append(f"The model's wording of {draft.refused} sentence{'' if draft.refused == 1 else 's'} said something else and was not taken.")
    return lines


def write_tender(brief_path: Path, out: Path, *, replace: bool = False, reword: bool = False) -> Report:
    """Drafts the answer of a brief into files.

    Raises:
        BadBrief, ExportError, CorpusError, ModelUnavailable, IndexMissing, IndexMismatch, IndexUnavailable: with what to do.
    """
    check_out(out, over=replace)
    settings = load_settings()
    brief = read_brief(brief_path)
    chat = load_chat_model(settings) if reword else None
    if reword and chat is None:
        raise ModelUnavailable("no chat model is set; set SOCIAL_VALUE_CHAT_MODEL=provider:model, or leave out --reword")
    bundles = bundles_of(brief, build.tender_materials(settings), rewording(chat) if chat else None, law(settings))
    return Report(export_tender(bundles, out), bundles)


def empty_brief(itt: Path | None, evidence: Sequence[Path]) -> str:
    """A brief to fill in, with what an invitation to tender asks and what the bidder's reports say, each with its page. Raises UnreadableFile."""
    if itt is None and not evidence:
        return example()
    settings = load_settings()
    return example(take_apart(read_pages([itt], settings)) if itt else None, facts_of(read_pages(evidence, settings)))
