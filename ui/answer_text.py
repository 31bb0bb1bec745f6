"""An answer's text as it is put on the page and together for the clipboard. Pure."""

from __future__ import annotations

from collections.abc import Iterable

from assistant.domain import Answer, Citation, Source
from assistant.references import Reference, references_of
from ui.wording import notice_foot, uk_date


def abridged(numbers: tuple[int, ...], most: int = 4) -> tuple[int | None, ...]:
    """Citation numbers to show after a sentence: all, or of over `most` the first two, None, the last."""
    return numbers if len(numbers) <= most else (*numbers[:2], None, numbers[-1])


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
