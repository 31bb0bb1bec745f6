"""A bibliography of what was cited, each document once: in Harvard or OSCOLA, or as BibTeX or RIS records with the printed pages cited. Pure but for pandoc.

What the catalogue does not know is not made up: the record goes without it, and says so in a comment or a note.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date

from assistant.domain import Citation, Kind, Source
from assistant.errors import ExportError
from assistant.references import Reference, author, missing, references_of, unlisted, unpaged
from assistant.text import printable

RECORDS = {"bibtex": "BibTeX", "ris": "RIS"}
"""The formats that a reference manager reads."""
FORMATS = {"harvard": "Harvard", "oscola": "OSCOLA", **RECORDS}
"""Every format by the name it is asked for, with its own."""
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_LATEX = {"\\": r"\textbackslash{}", "{": r"\{", "}": r"\}", "&": r"\&", "%": r"\%", "$": r"\$", "#": r"\#", "_": r"\_", "~": r"\textasciitilde{}", "^": r"\textasciicircum{}"}
_BIBTEX = {Kind.REPORT: "techreport", Kind.BRIEFING: "techreport"}
_RIS = {Kind.REPORT: "RPRT", Kind.BRIEFING: "RPRT", Kind.GUIDE: "ELEC", Kind.NEWS: "ELEC"}


def bibliography(citations: Sequence[Citation], sources: Iterable[Source], form: str = "harvard", accessed: date | None = None) -> str:
    """Everything that was cited, each document once, as text to copy or to save; "" where nothing was.

    `accessed` is the day on which the reader opened them on the web; None gives no such day. Raises ExportError when the format is not known or pandoc fails.
    """
    if form not in FORMATS:
        raise ExportError(f"there is no format {form!r}; there are: {', '.join(FORMATS)}")
    known, read = {source.id: source for source in sources}, accessed
    if form not in RECORDS:
        return "\n".join(entries(references_of(citations, known.values(), form, read)))
    pages: dict[str, list[str]] = {}
    for citation in citations:
        pages.setdefault(citation.source_id, []).append(citation.page)
    cited = {name: (known.get(name) or unlisted(name, citations), _in_order(found)) for name, found in pages.items()}
    made = (_bibtex if form == "bibtex" else _ris)
    return "\n\n".join("\n".join(made(*cited[name], read)) for name in sorted(cited))


def in_text(citations: Sequence[Citation], sources: Iterable[Source]) -> tuple[str, ...]:
    """What cites each document at its printed page in LaTeX, in the order cited."""
    known = {source.id: source for source in sources}
    found = ((c, known.get(c.source_id) or unlisted(c.source_id, citations)) for c in citations)
    return tuple(dict.fromkeys(f"\\cite{'' if unpaged(source, c.page) else f'[p.~{_tex(c.page)}]'}{{{key(c.source_id)}}}" for c, source in found))


def entries(references: Iterable[Reference]) -> list[str]:
    """The entries of a list of references in its order, each once, with what is to be added by hand."""
    found = dict.fromkeys(f"{r.entry}{f' [{r.missing}]' if r.missing else ''}" for r in references)
    return sorted(found, key=lambda entry: entry.lstrip("‘").casefold())


def key(source_id: str) -> str:
    """A document's key in a file of records: its id, in letters, figures and hyphens."""
    return re.sub(r"[^A-Za-z0-9-]+", "-", source_id).strip("-") or "source"


# --- the two kinds of record -----------------------------------------------------------------------------


def _bibtex(source: Source, pages: Sequence[str], accessed: date | None) -> Iterator[str]:
    """A record of BibTeX, a field a line. The title is in double braces, so that no style changes its capitals."""
    if lacks := missing(source):
        yield f"% {key(source.id)}: {_line(lacks)}"
    kind, by = _BIBTEX.get(source.kind, "misc"), author(source)
    year, month, day = _parts(source.published)
    fields: Mapping[str, str] = {
        "author": f"{{{{{_tex(by)}}}}}" if by else "",
        "title": f"{{{{{_tex(source.title)}}}}}",
        "institution": f"{{{{{_tex(by)}}}}}" if by and kind == "techreport" else "",
        "type": "{Briefing}" if source.kind is Kind.BRIEFING else "",
        "year": f"{{{year}}}" if year else "",
        "month": _MONTHS[int(month) - 1] if month else "",
        "day": f"{{{int(day)}}}" if day else "",
        "url": f"{{{_tex(source.url)}}}" if source.url and accessed else "",
        "urldate": f"{{{accessed.isoformat()}}}" if source.url and accessed else "",
        "note": f"{{{_cited_at(source, pages)}}}" if _cited_at(source, pages) else "",
    }
    yield f"@{kind}{{{key(source.id)},"
    told = [f"  {name} = {value}" for name, value in fields.items() if value]
    yield from (f"{line}," for line in told[:-1])
    yield told[-1]
    yield "}"


def _ris(source: Source, pages: Sequence[str], accessed: date | None) -> Iterator[str]:
    """A record of RIS, a tag a line, from TY to ER."""
    by = author(source)
    year, month, day = _parts(source.published)
    yield f"TY  - {_RIS.get(source.kind, 'GEN')}"
    yield f"ID  - {key(source.id)}"
    if by:
        yield f"AU  - {_line(by)}"
    yield f"TI  - {_line(source.title)}"
    if by:
        yield f"PB  - {_line(by)}"
    if year:
        yield f"PY  - {year}"
    if day:
        yield f"DA  - {year}/{month}/{day}"
    if source.url:
        yield f"UR  - {_line(source.url)}"
        if accessed:
            yield f"Y2  - {accessed:%Y/%m/%d}"
    for note in (_cited_at(source, pages), missing(source)):
        if note:
            yield f"N1  - {_line(note[:1].upper() + note[1:])}"
    yield "LA  - en-GB"
    yield "ER  - "


def _cited_at(source: Source, pages: Sequence[str]) -> str:
    """The printed pages cited, "" for a document that has none."""
    printed = [page for page in pages if not unpaged(source, page)]
    return f"Cited at {'p.' if len(printed) == 1 else 'pp.'} {', '.join(printed)}" if printed else ""


def _in_order(pages: Iterable[str]) -> list[str]:
    """Pages each once, numbers by their size before others."""
    return sorted(dict.fromkeys(pages), key=lambda page: (not page.isdecimal(), int(page) if page.isdecimal() else 0, page))


def _parts(iso: str) -> tuple[str, str, str]:
    """Year, month and day of a date as exact as it is known, "" for the rest."""
    match = re.match(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d\d))?)?$", iso)
    return (match[1], match[2] or "", match[3] or "") if match else ("", "", "")


def _line(text: str) -> str:
    return " ".join(printable(text).split())


def _tex(text: str) -> str:
    """Text on one line, in which LaTeX reads no sign as its own."""
    return re.sub(r"[\\{}&%$#_~^]", lambda match: _LATEX[match.group()], _line(text))
