"""The page's own words for the core's values, and how it writes dates. Data and pure functions."""

from __future__ import annotations

import re

from assistant.domain import Answer, Authority, Citation, ClaimKind, Kind, Notice, Source, Status

NAME = "Social Value Assistant"
PURPOSE = (
    "Ask about the Public Services (Social Value) Act 2012. "
    "Every sentence of an answer shows the page it comes from."
)

STATUSES = {
    Status.PARTIAL: "Answered in part",
    Status.NOT_IN_CORPUS: "Not in the documents",
    Status.NEEDS_CLARIFICATION: "One more detail needed",
    Status.REFUSED: "Not answered",
}
"""What stands over an answer that is not a whole one. An answered question needs no label."""

KINDS = {
    ClaimKind.DUTY: ("Duty", "The law requires this."),
    ClaimKind.GUIDANCE: ("Guidance", "Advice. It is not required."),
    ClaimKind.EVIDENCE: ("Evidence", "What somebody found or reported."),
    ClaimKind.LOCAL_CHOICE: ("Local choice", "For each organisation to decide, or what one decided. It binds no other."),
    ClaimKind.USERS_OWN: ("Your own words", "From what you told the assistant, not from a document."),
}

AUTHORITIES = {
    Authority.PRIMARY: "primary source",
    Authority.GUIDANCE: "guidance",
    Authority.SECONDARY: "secondary source",
    Authority.USER: "a document added here",
}

MODES = {
    "extractive": "the documents’ own words",
    "generative": "written by a chat model, each sentence checked",
    "draft": "clauses of a policy, the factual ones each on its quotes",
}
NOTICES = "Since this was written"
"""What stands over what has changed since a document was written."""
NO_DOCUMENT = "reply"
"""The mode of an answer that no document was asked for."""

_MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
_ISO = re.compile(r"(\d{4})(?:-(0[1-9]|1[0-2])(?:-(\d{2}))?)?")


def capital(sentence: str) -> str:
    """A sentence with a capital at its start, but for a name that is written otherwise ("bad.pdf cannot be read")."""
    first = sentence.split(maxsplit=1)[0] if sentence.split() else ""
    return sentence if re.search(r"\w[._/\\-]\w|\d", first) else sentence[:1].upper() + sentence[1:]


def number_of(count: int, noun: str) -> str:
    """ "1 document", "1,200 documents": for nouns whose plural is made with an s."""
    return f"{count:,} {noun}{'' if count == 1 else 's'}"


def uk_date(iso: str) -> str:
    """An ISO year, month or day as written in the UK ("2017-05-31" -> "31 May 2017"); else as it came."""
    match = _ISO.fullmatch(iso)
    if not match:
        return iso
    year, month, day = match.groups()
    return " ".join(filter(None, (day and str(int(day)), month and _MONTHS[int(month) - 1], year)))


def short(title: str) -> str:
    """A title without its subtitle."""
    return title.split(": ")[0]


def place(citation: Citation) -> str:
    """A citation's document, without its subtitle, and printed page."""
    title = short(citation.title)
    return f"{title}, page {citation.page}" if citation.page else title


def provenance(source: Source) -> str:
    """Who published a document, when, and how far to believe it."""
    parts = (
        "" if source.kind is Kind.UPLOAD else source.publisher,  # it says "your own", which one for everybody is not
        uk_date(source.published),
        AUTHORITIES.get(source.authority, str(source.authority)),
    )
    return " · ".join(filter(None, parts))


def card(citation: Citation, source: Source | None) -> list[str]:
    """What to know of a cited document before its page, a line each, nothing said twice."""
    lines = []
    if source:
        lines += [source.title] if source.title != short(citation.title) else []
        lines.append(provenance(source))
    lines += [" › ".join(citation.headings)] if citation.headings else []
    if citation.as_of and not (source and source.published == citation.as_of):
        lines.append(f"As at {uk_date(citation.as_of)}")
    return lines


def coverage_line(answer: Answer) -> str:
    """How the answer was made: passages read and mode."""
    if answer.mode == NO_DOCUMENT:
        return "No document was asked for this"
    parts = []
    if answer.coverage.of:
        parts.append(f"Read {answer.coverage.read:,} of {answer.coverage.of:,} passages")
    parts.append(
        f"{answer.mode} mode: {MODES[answer.mode]}" if answer.mode in MODES else f"{answer.mode} mode"
    )
    return " · ".join(parts)


def notice_foot(notice: Notice) -> str:
    """When a notice was last checked and where it comes from."""
    return " · ".join(filter(None, (notice.as_of and f"Checked {uk_date(notice.as_of)}", notice.source)))
