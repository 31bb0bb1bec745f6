"""What the tests of the check are built from: a text as a document, its statements, its review on a clock that stands still."""

from __future__ import annotations

from datetime import date

from assistant.drafting.review import Mark, Review, review
from assistant.drafting.statements import Statement, statements
from assistant.text import fold
from evals.policies import TODAY, standard
from ingest.blocks import BlockKind
from ingest.chunk import chunk
from ingest.readers import Limits
from ingest.readers.markdown import read_markdown

WHOLE = """# Wychmere Council: Social Value Policy

Next review: March 2028.

## Law

The Public Services (Social Value) Act 2012 asks us to consider the economic, social and environmental well-being of Wychmere before we procure services. We buy under the Procurement Act 2023. Our reasons are recorded on a form.

## Definition

Social value means economic, social and environmental benefit to Wychmere over and above the contract.

## Scope

The policy covers services, goods and works of £50,000 or more, and call-offs. The Finance Director may agree an exemption in writing.

## Priorities

They come from the Council Plan.

- Jobs, measured by the number of people hired
- Skills, measured by the number of apprentices
- Carbon, measured in tonnes

## Consultation

For each tender we decide whether to consult and record it. Residents helped to choose the priorities. We give the market eight weeks' notice.

## Weighting

Social value carries at least 10% of the total score. The Head of Procurement may agree more. Answers are scored from 0 to 5.

## Proportion

What we ask must be relevant to the contract and reflect its value and length. No more than two outcomes are asked for.

## Measurement

Commitments are written into the contract. Suppliers report every quarter. Where a commitment is missed the supplier agrees a recovery plan.

## Roles

The Head of Procurement leads on social value. The Cabinet Member for Resources is the sponsor. All buyers are trained every year.

## Reporting

An annual report on our website gives the number of contracts in which social value was considered and what was delivered.
"""
"""A short policy that meets every element and has nothing wrong with it."""


def document(text: str) -> tuple:
    """Title, pages and passages of a Markdown text."""
    raw = read_markdown(text.encode(), "policy.md", Limits())
    title = next((block.text for page in raw for block in page.blocks if block.kind is BlockKind.HEADING), "policy")
    return title, *chunk("upload", raw, title)


def said(text: str) -> tuple[Statement, ...]:
    """The statements of a Markdown text."""
    title, _, passages = document(text)
    return statements(passages, title)


def checked(text: str, today: date = TODAY) -> Review:
    """The review of a Markdown text."""
    return review(*document(text), standard(), today)


def without(words: str, instead: str = "") -> Review:
    """The review of WHOLE with some of its words taken out or put in other words."""
    assert words in WHOLE, words
    return checked(WHOLE.replace(words, instead))


def mark(found: Review, element: str) -> Mark:
    """The mark of an element."""
    return next(m.mark for m in found.marks if m.element.id == element)


def kinds(found: Review) -> set[str]:
    """The kinds of findings."""
    return {finding.kind for finding in found.findings}


def words(found: Review, kind: str) -> str:
    """The words of a kind of finding, joined."""
    return fold(" / ".join(place.quote for finding in found.findings if finding.kind == kind for place in finding.places))
