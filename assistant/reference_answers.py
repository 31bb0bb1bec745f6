"""Answers that give references: in the text or the footnote and in the list, a bibliography, or records to copy. Pure but for pandoc."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from assistant.bibliography import RECORDS, bibliography, in_text
from assistant.domain import Answer, Citation, Source, Status
from assistant.reference_asks import as_list, in_words, of_the_act, over_records
from assistant.references import references_of

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
    made = references_of(cited, known, form)
    return Answer(asked, asked, Status.ANSWERED, as_list(made, form) if whole else in_words(made, form), mode=MODE)


def reference_to_the_act(asked: str, form: str) -> Answer:
    """How the Act itself is cited, which is not among the documents."""
    return Answer(asked, asked, Status.ANSWERED, of_the_act(form), mode=MODE, verbatim=_ACT.get(form, ""))
