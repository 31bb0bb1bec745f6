"""Answers that give references: in the text or the footnote and in the list, a bibliography, or records to copy. Pure but for pandoc."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.bibliography import FORMATS, RECORDS, bibliography, in_text
from assistant.domain import Answer, Citation, Source, Status
from assistant.reference_asks import WHICH_DOCUMENT, as_list, in_words, of_the_act, over_records
from assistant.references import numbered, references_of

MODE = "reply"
"""The mode of an answer that no document was asked for."""
_ACT = {"bibtex": "@misc{social-value-act-2012,\n  title = {{Public Services (Social Value) Act 2012}},\n  year = {2012}\n}",
        "ris": "TY  - STAT\nID  - social-value-act-2012\nTI  - Public Services (Social Value) Act 2012\nPY  - 2012\nER  - "}


def references_to(asked: str, cited: Sequence[Citation], sources: Iterable[Source], form: str, *, whole: bool = False) -> Answer:
    """References of what is cited in a format of bibliography.FORMATS; `whole` leaves out how each is cited in the text. Raises ExportError: pandoc fails."""
    known = tuple(sources)
    if form in RECORDS:
        cites = in_text(cited, known) if form == "bibtex" and not whole else ()
        return Answer(asked, asked, Status.ANSWERED, over_records(form, cites), mode=MODE, verbatim=bibliography(cited, known, form))
    order = list(numbered(cited))
    made = references_of([replace(c, n=order.index((c.source_id, c.page)) + 1) for c in cited], known, form)
    return Answer(asked, asked, Status.ANSWERED, as_list(made, form) if whole else in_words(made, form), mode=MODE)


def which_document(asked: str, sources: Iterable[Source], form: str) -> Answer:
    """What is asked back where a wish names a document that is not here, or that may be several: each that is here, to be picked."""
    choices = tuple(f"{FORMATS[form]} reference for {source.title.split(':')[0]}" for source in sources)
    return Answer(asked, asked, Status.NEEDS_CLARIFICATION, "\n".join((WHICH_DOCUMENT, "", *(f"- {choice}" for choice in choices))), mode=MODE, suggestions=choices)


def reference_to_the_act(asked: str, form: str) -> Answer:
    """How the Act itself is cited, which is not among the documents."""
    return Answer(asked, asked, Status.ANSWERED, of_the_act(form), mode=MODE, verbatim=_ACT.get(form, ""))
