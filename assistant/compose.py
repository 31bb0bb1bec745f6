"""Statements with their quotes -> a checked, numbered Answer. Nothing that fails the check gets past here."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from assistant.check import Problem, check_claim
from assistant.domain import Citation, Claim, ClaimKind, Source

_ADVISED = re.compile(r"\b(?:should|ought to|recommend\w*|encourag\w+|advis(?:e|es|ed|able)|good practice)\b", re.I)
_REQUIRED = re.compile(r"\b(?:must|shall|requir\w+|duty|duties|oblig\w+|mandat\w+|statut\w+|law|legal\w*|bound|binding|comply|complied|need(?:s|ed)? to|ha(?:s|ve|d) to)\b", re.I)


@dataclass(frozen=True, slots=True)
class Quote:
    """A quote with the passage it is from."""

    source_id: str
    page: str
    text: str
    headings: tuple[str, ...] = ()
    passage_id: str = ""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence to be said, with what it stands on. `item` makes it a list entry under the one before.

    `derived` and `counted` are for sentences our own code made from rows or counts (see check.check_claim). `lead` is a fixed line of the
    product's own that states no fact ("How it was found:"), said once over the statements in a row that have it.
    """

    text: str
    quotes: tuple[Quote, ...]
    kind: ClaimKind = ClaimKind.EVIDENCE
    item: bool = False
    derived: bool = False
    counted: tuple[int | str, ...] = ()
    marker: str = ""
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Composed:
    """The checked text, its claims and citations, and what was taken out."""

    text: str
    claims: tuple[Claim, ...]
    citations: tuple[Citation, ...]
    removed: tuple[Problem, ...]


def compose(statements: Sequence[Statement], sources: Mapping[str, Source], page_text: Callable[[str, str], str],
            *, opening: str = "", check: bool = True) -> Composed:
    """Numbers the citations in order of appearance, checks every statement, and drops what fails.

    `opening` is a fixed line of the product's own that states no fact of a document ("No document says so.").
    A quote used twice keeps its number.
    """
    numbers: dict[tuple[str, str, str], Citation] = {}
    claims: list[Claim] = []
    lines: list[str] = [opening] if opening else []
    removed: list[Problem] = []
    previous_item, lead = False, ""
    for statement in statements:
        fresh = dict(numbers)
        cited = [_cite(quote, fresh, sources, page_text) for quote in statement.quotes]
        problems = check_claim(statement.text, cited, page_text, derived=statement.derived, counted=statement.counted) if check else ()
        if problems:
            removed.extend(problems)
            continue
        numbers = fresh
        markers = _markers([c.n for c in dict.fromkeys(cited)])
        claims.append(Claim(statement.text, tuple(dict.fromkeys(c.n for c in cited)), _kind(statement), verified=check,
                            marker=(statement.marker or "-") if statement.item else ""))
        if statement.lead and statement.lead != lead:
            lines.append(("\n\n" if lines else "") + statement.lead)
            previous_item = False
        lead = statement.lead
        if statement.item:
            sign = statement.marker if statement.marker[:1].isdigit() else "-"
            lines.append(("\n" if previous_item else "\n\n") + f"{sign} {_plain(statement.text)} {markers}")
        else:
            lines.append(("\n\n" if previous_item else " " if lines else "") + f"{_plain(statement.text)} {markers}")
        previous_item = statement.item
    return Composed("".join(lines).strip(), tuple(claims), tuple(numbers.values()), tuple(removed))


def _kind(statement: Statement) -> ClaimKind:
    """The weight of a sentence of its own: what is only recommended is no duty, though it stands beside one in an answer on a duty."""
    return ClaimKind.GUIDANCE if statement.kind is ClaimKind.DUTY and _ADVISED.search(statement.text) and not _REQUIRED.search(statement.text) else statement.kind


def _markers(numbers: Sequence[int]) -> str:
    """[1][2], and [1]–[12] for four or more in a row."""
    out: list[str] = []
    at = 0
    while at < len(numbers):
        end = at
        while end + 1 < len(numbers) and numbers[end + 1] == numbers[end] + 1:
            end += 1
        out += [f"[{numbers[at]}]–[{numbers[end]}]"] if end - at >= 3 else [f"[{n}]" for n in numbers[at:end + 1]]
        at = end + 1
    return "".join(out)


def _plain(text: str) -> str:
    """A table row's columns, two spaces apart, shown with a bar between: a cell may have commas of its own."""
    return text.replace("  ", " | ")


def _cite(quote: Quote, numbers: dict[tuple[str, str, str], Citation], sources: Mapping[str, Source],
          page_text: Callable[[str, str], str]) -> Citation:
    key = (quote.source_id, quote.page, quote.text)
    if key not in numbers:
        source = sources.get(quote.source_id)
        numbers[key] = Citation(len(numbers) + 1, quote.source_id, source.title if source else quote.source_id, quote.page,
                                quote.headings, quote.text, quote.passage_id, page_text(quote.source_id, quote.page),
                                source.as_of if source else "")
    return numbers[key]
