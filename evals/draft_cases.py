"""Drafts cases from a document for a person to review: a sentence with a figure, the figure blanked, its page.

A blanked sentence is no question yet. The draft saves finding the fact, its quote and its page; the person makes the
question, in words that a user would choose, and deletes what nobody would ask.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Page
from assistant.errors import SocialValueError
from assistant.text import figures, sentence_spans
from evals.cases import TO_WRITE
from ingest.chunk import chunk
from ingest.pipeline import upload_id
from ingest.readers import read

BLANK = "____"
_WORDS = range(6, 61)
"""How many words a sentence has that makes a case."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A sentence of a page with one of its figures."""

    page: str
    sentence: str
    figure: str

    @property
    def blanked(self) -> str:
        """The sentence with the figure's first place blanked."""
        return self.sentence.replace(self.figure, BLANK, 1)


def drafts_of(pages: Sequence[Page], limit: int) -> list[Draft]:
    """At most `limit` drafts, one a sentence, in the document's order: all of it evenly, bare years last."""
    every = [draft for page in pages for draft in _of_page(page)]
    telling = [draft for draft in every if not _is_year(draft.figure)]
    kept = _evenly(telling, limit)
    kept += _evenly([draft for draft in every if _is_year(draft.figure)], limit - len(kept))
    return sorted(kept, key=every.index)


def draft_cases(document: Path, out: Path, limit: int) -> int:
    """Writes the drafts of a document as a dataset; gives their number.

    Raises:
        UnreadableFile: the document cannot be read.
        SocialValueError: no sentence of it has a figure, or `out` exists or cannot be written.
    """
    if out.exists():
        raise SocialValueError(f"{out} is there already; give another --out, so that nobody's review is overwritten")
    source = upload_id(document)
    drafts = drafts_of(chunk(source, read(document), document.name)[0], limit)
    if not drafts:
        raise SocialValueError(f"no sentence of {document.name} has a figure to ask for; write its cases by hand (README, \"Bring your own\")")
    try:
        out.write_text(as_yaml(document.name, source, drafts), encoding="utf-8")
    except OSError as error:
        raise SocialValueError(f"{out} cannot be written ({error.strerror}); give another --out") from error
    return len(drafts)


def as_yaml(name: str, source: str, drafts: Sequence[Draft]) -> str:
    """The drafts as a dataset that loads as it stands."""
    lines = [f"about: {_quoted(f'Drafted from {name}; each case is to be reviewed by a person')}", "cases:"]
    for number, draft in enumerate(drafts, 1):
        lines += [
            f"  - id: draft-{number}",
            "    kind: figure",
            f"    question: {_quoted(f'{TO_WRITE} {draft.blanked}')}",
            "    status: [answered]",
            f"    facts: [[{_quoted(draft.figure)}]]",
            f"    evidence: [{{source: {source}, page: {_quoted(draft.page)}, quote: {_quoted(draft.sentence)}}}]",
            "    difficulty: medium",
        ]
    return "\n".join(lines) + "\n"


def _of_page(page: Page) -> Iterator[Draft]:
    for start, end in sentence_spans(page.text):
        sentence = page.text[start:end].strip()
        told = [figure for figure in figures(sentence) if figure in sentence]
        if told and len(sentence.split()) in _WORDS and "\n" not in sentence:
            yield Draft(page.label, sentence, max(told, key=lambda f: (not _is_year(f), len(f))))


def _evenly(drafts: Sequence[Draft], limit: int) -> list[Draft]:
    return list(drafts) if len(drafts) <= limit else [drafts[n * len(drafts) // limit] for n in range(limit)]


def _is_year(figure: str) -> bool:
    return re.fullmatch(r"(19|20)\d\d", figure) is not None


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)
