"""A draft out of the house: Word with footnotes, Markdown and JSON. What the user edited in an earlier export is carried over."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

from assistant.currency import notices_json
from assistant.domain import Source
from assistant.drafting.brief import Brief, brief_plain
from assistant.drafting.draft import Annex, Draft, Table, digest
from assistant.drafting.edits import read_edits
from assistant.drafting.word_edits import properties
from assistant.errors import BadBrief, ExportError
from assistant.export import write_whole

VERSION = 1
"""Of the JSON of a draft; it goes up when a field changes its meaning, not when one is added."""


def draft_json(draft: Draft) -> dict[str, Any]:
    """A draft as one JSON object. `drafted` is a clause's mark of its wording before any edit; `clauses` are the ids of all, in order."""
    return {
        "version": VERSION, "title": draft.title, "made_on": draft.made_on, "status": draft.brief.known("status"), "brief": brief_plain(draft.brief),
        "reading_age": draft.reading_age, "control": [list(row) for row in draft.control.rows],
        "sections": [{"number": section.number, "title": section.title, "clauses": [
            {"id": clause.id, "number": clause.number, "kind": clause.kind.value, "element": clause.element, "text": clause.text, "citations": list(clause.citations),
             "edited": clause.edited, "gaps": list(clause.gaps), "drafted": digest(clause.drafted), "table": _table(clause.table) if clause.table else None}
            for clause in section.clauses]} for section in draft.sections],
        "annexes": [_annex(annex) for annex in draft.annexes],
        "citations": [{"n": c.n, "source_id": c.source_id, "title": c.title, "page": c.page, "headings": list(c.headings), "quote": c.quote, "as_of": c.as_of}
                      for c in draft.citations],
        "notices": notices_json(draft.notices),
        "gaps": [{"gap": gap, "clause": number} for gap, number in draft.gaps],
        "assumed": [{"what": what, "value": value, "reason": reason} for what, value, reason in draft.assumed],
        "warnings": list(draft.warnings), "clauses": [clause.id for clause in draft.clauses],
    }


def _annex(annex: Annex) -> dict[str, Any]:
    return {"letter": annex.letter, "title": annex.title, "kind": annex.kind.value,
            "parts": [_table(part) if isinstance(part, Table) else {"text": part.text, "style": part.style} for part in annex.parts]}


def _table(table: Table) -> dict[str, Any]:
    return {"headings": list(table.headings), "rows": [list(row) for row in table.rows]}


def check_ending(path: Path) -> None:
    """That a draft can be written to a file of that name. Raises ExportError."""
    if path.suffix.lower() not in WRITERS:
        raise ExportError(f"{path.name!r} does not end in one of {', '.join(WRITERS)}; give the file one of these endings")


def kept_edits(brief: Brief, path: Path, *, replace: bool = False) -> Brief:
    """The brief with the edits of the draft that is at `path` already; the brief itself where there is none.

    Raises:
        ExportError: what is there is no draft whose edits can be carried over, and `replace` is False.
    """
    if replace or not path.exists():
        return brief
    try:
        return read_edits(path).into(brief)
    except BadBrief as error:
        raise ExportError(f"{path} is there already and is not replaced: {error}") from None


def export_draft(draft: Draft, path: Path, sources: Iterable[Source]) -> Path:
    """Writes a draft to a .docx, .md or .json file, whole or not at all, in place of what is there; returns its path. Raises ExportError."""
    check_ending(path)
    return write_whole(path, WRITERS[path.suffix.lower()](draft, tuple(sources)))


def draft_markdown(draft: Draft, sources: Iterable[Source]) -> str:
    """A draft as Markdown with footnotes; each clause with its name in a comment, so that edits are found again."""
    from assistant.drafting.paper import paper
    from assistant.markdown import markdown

    return markdown(paper(draft, sources))


def _as_word(draft: Draft, sources: Iterable[Source]) -> bytes:
    from assistant.drafting.paper import paper
    from assistant.word import policy_word

    name = draft.brief.name or ""
    listed = properties((clause.id, clause.number, digest(clause.drafted)) for clause in draft.clauses)
    return policy_word(paper(draft, sources), draft.title, name[:70], draft.title, f"Version {draft.brief.known('version') or 'not numbered'}", listed)


WRITERS: Mapping[str, Callable[[Draft, Iterable[Source]], bytes]] = {
    ".docx": _as_word, ".md": lambda draft, sources: draft_markdown(draft, sources).encode(),
    ".json": lambda draft, _: (json.dumps(draft_json(draft), ensure_ascii=False, indent=2) + "\n").encode(errors="replace")}
