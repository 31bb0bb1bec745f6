"""`social-value draft`: a brief's file in, a draft's file out, and what is said of it. No logic of its own."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from assistant import build
from assistant.chat_model import load_chat_model
from assistant.drafting.brief import read_brief
from assistant.drafting.draft import Draft
from assistant.drafting.edits import read_edits
from assistant.drafting.export import check_ending, export_draft, kept_edits
from assistant.drafting.policy import draft_policy
from assistant.drafting.smooth import smoother_of
from assistant.settings import load_settings


@dataclass(frozen=True, slots=True)
class Report:
    """What was written, and what its reader should know."""

    path: Path
    draft: Draft
    smoothing: str = ""
    """What a chat model's wording came to, in a line; "" where none was asked."""

    def as_dict(self) -> dict[str, Any]:
        """The same as plain values."""
        return {"written": str(self.path), "clauses": len(list(self.draft.clauses)), "citations": len(self.draft.citations), "reading_age": self.draft.reading_age,
                "gaps": [gap for gap, _ in self.draft.gaps], "warnings": list(self.draft.warnings), "notices": [n.topic for n in self.draft.notices],
                "edited": [clause.number for clause in self.draft.clauses if clause.edited], "smoothing": self.smoothing}

    def as_text(self) -> str:
        """The same for the terminal."""
        draft = self.draft
        edited = [clause.number for clause in draft.clauses if clause.edited]
        lines = [f"{self.path}: {draft.title}, {len(list(draft.clauses))} clauses on {len(draft.citations)} quotes, reading age about {draft.reading_age}."]
        if draft.brief.is_study:
            lines.append("As at 2017, for study: CCGs ended on 1 July 2022, and integrated care boards took their place. For today, name the board and write `kind: icb`.")
        if self.smoothing:
            lines.append(self.smoothing)
        lines += [f"Does not square: {warning}" for warning in draft.warnings]
        if edited:
            lines.append(f"In your own words, kept: {', '.join(edited)}.")
        if draft.gaps:
            lines.append(f"Still to be agreed ({len(draft.gaps)}): {'; '.join(gap for gap, _ in draft.gaps)}.")
        return "\n".join(lines)


def write_policy(brief_path: Path, out: Path, edited: Path | None = None, *, replace: bool = False, plain: bool = False) -> Report:
    """Drafts the policy of a brief into a file; where a chat model is set and not `plain`, with its wording of our own clauses that passes the check.

    Raises:
        BadBrief, ExportError, CorpusError, IndexMissing, IndexMismatch, IndexUnavailable: with what to do.
    """
    check_ending(out)
    brief = read_brief(brief_path)
    if edited is not None:
        brief = read_edits(edited).into(brief)
    brief = kept_edits(brief, out, replace=replace)
    materials = build.drafting_materials()
    smoother = None if plain else smoother_of(partial(load_chat_model, load_settings()))
    draft = draft_policy(brief, materials, date.today(), smoother or tuple)
    return Report(export_draft(draft, out, materials.sources.values()), draft, smoother.note if smoother else "")
