"""A review out of the house: JSON as the contract has it, Markdown, Word."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any

from assistant.currency import notices_json
from assistant.domain import Source
from assistant.drafting.clauses import as_text
from assistant.drafting.findings import Finding
from assistant.drafting.review import Marked, Review
from assistant.drafting.review_paper import TITLE, cite, review_paper, to_paste
from assistant.drafting.rubric import Grade
from assistant.drafting.signs import Found
from assistant.errors import ExportError
from assistant.export import write_whole

Sources = Mapping[str, Source]


def review_json(checked: Review, sources: Sources) -> dict[str, Any]:
    """A review as the JSON object of `check policy --json` (README, "Check a policy")."""
    rubric = checked.rubric
    return {
        "title": checked.title, "pages": checked.pages, "words": checked.words, "is_policy": checked.is_policy, "instead": checked.instead, "why_not": checked.why_not,
        "elements": [_element(mark, sources) for mark in checked.marks], "score": checked.score if checked.is_policy else None,
        "rubric": {"commitment": rubric.commitment.level, "evidence": rubric.evidence.level, "approach": rubric.approach.level},
        "rubric_why": {"commitment": _grade(rubric.commitment, sources), "evidence": _grade(rubric.evidence, sources), "approach": _grade(rubric.approach, sources)},
        "findings": [_finding(finding, sources) for finding in checked.findings], "first": list(checked.first),
        "notices": notices_json(checked.notices),
    }


def export_review(checked: Review, path: Path, sources: Sources, today: date, *, replace: bool = False) -> Path:
    """Writes a review to a .docx, .md or .json file, whole or not at all; returns its path.

    Raises:
        ExportError: the ending is another, the file is there already and `replace` is False, or it cannot be written.
    """
    return write_whole(free_path(path, WRITERS, replace=replace), WRITERS[path.suffix.lower()](checked, sources, today))


def free_path(path: Path, endings: Mapping[str, object], *, replace: bool = False) -> Path:
    """The path, if it has one of the endings and nothing is there. Raises ExportError."""
    if path.suffix.lower() not in endings:
        raise ExportError(f"{path.name!r} does not end in one of {', '.join(endings)}; give the file one of these endings")
    if path.exists() and not replace:
        raise ExportError(f"{path} is there already; give another name, or --replace")
    return path


def review_markdown(checked: Review, sources: Sources, today: date) -> str:
    """A review as Markdown with footnotes."""
    from assistant.markdown import markdown

    return markdown(review_paper(checked, sources, today))


def _element(mark: Marked, sources: Sources) -> dict[str, Any]:
    stated = [{"id": seen.sign.id, "says": seen.sign.says, "found": [_found(f) for f in seen.found]} for seen in mark.seen if not seen.sign.bad or seen.found]
    return {"id": mark.element.id, "title": mark.element.title, "status": mark.mark.value, "found": [_found(f) for f in mark.found], "advice": mark.advice,
            "citations": [_why(n, why, sources) for n, why in enumerate(mark.element.why, 1)], "must": mark.element.must, "signs": stated, "near": [_found(f) for f in mark.loose],
            "clauses": [{"text": as_text(clause), "kind": clause.kind.value, "citations": [{"source_id": q.source_id, "page": q.page, "quote": q.text} for q in clause.quotes]}
                        for clause in to_paste(mark)]}


def _finding(finding: Finding, sources: Sources) -> dict[str, Any]:
    return {"id": finding.id, "kind": finding.kind, "title": finding.title, "first": finding.first, "count": finding.count, "found": [_found(f) for f in finding.places],
            "advice": finding.do, "citations": [_why(1, finding.why, sources)]}


def _grade(grade: Grade, sources: Sources) -> dict[str, Any]:
    return {"level": grade.level, "says": grade.says, "found": [_found(f) for f in grade.found], "citations": [_why(1, grade.why, sources)]}


def _found(found: Found) -> dict[str, str]:
    return {"quote": found.quote, "page": found.page}


def _why(n: int, why: Any, sources: Sources) -> dict[str, Any]:
    citation = cite(n, why, sources)
    return {"n": n, "source_id": citation.source_id, "title": citation.title, "page": citation.page, "quote": citation.quote, "as_of": citation.as_of}


def cut(text: str, most: int) -> str:
    """A text of at most so many characters, cut between words."""
    return text if len(text) <= most else f"{text[:most - 1].rsplit(' ', 1)[0]}…"


def _as_word(checked: Review, sources: Sources, today: date) -> bytes:
    from assistant.word import policy_word

    return policy_word(review_paper(checked, sources, today), f"{TITLE}: {checked.title}", cut(checked.title, 70), TITLE, "Not legal advice")


WRITERS: Mapping[str, Callable[[Review, Sources, date], bytes]] = {
    ".docx": _as_word, ".md": lambda checked, sources, today: review_markdown(checked, sources, today).encode(),
    ".json": lambda checked, sources, _: (json.dumps(review_json(checked, sources), ensure_ascii=False, indent=2) + "\n").encode(errors="replace")}
