"""A brief in, a draft of a social value policy out. Pure: what it needs of the corpus is in Materials.

The brief is the whole state of a draft: what is taken out and what the user worded anew stand in it too, so the same brief gives the same draft.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from assistant.bodies import Bodies
from assistant.check import on_page
from assistant.compose import Quote
from assistant.currency import Currency
from assistant.domain import Citation, ClaimKind, Notice, Source
from assistant.drafting.annexes import annexes, clause_table
from assistant.drafting.brief import STUDY, Brief, checked
from assistant.drafting.clauses import Clause, Clauses, PageText
from assistant.drafting.draft import Draft, DraftClause, DraftSection, Table
from assistant.drafting.fields import fields
from assistant.drafting.readability import reading_age
from assistant.drafting.rules import bodies_of, buys_of, floor_clauses, footprint_clauses, rule_clauses
from assistant.drafting.slots import fill, slot
from assistant.errors import CorpusError
from assistant.law import SOURCE_ID, spoken
from assistant.tables import Tables
from assistant.text import sentence_spans

NHS_FLOOR = 10
"""Percent: the floor of NHS policy and of PPN 002, where they bind (corpus/law/bodies.yaml has them as text)."""
_YEAR = re.compile(r"\b(20\d\d)\b")
_ONLY_LOCAL = re.compile(r"\b(local (?:suppliers|firms|companies|businesses|bidders) only|only local (?:suppliers|firms|companies|businesses|bidders))\b", re.I)


@dataclass(frozen=True, slots=True)
class Materials:
    """What a draft is made of, read once: clauses, the rules by body, the law's notices, the report's tables, the documents and their pages."""

    clauses: Clauses
    bodies: Bodies
    currency: Currency
    tables: Tables | None
    sources: Mapping[str, Source]
    page_text: PageText

    def check(self) -> Materials:
        """Itself, with every quote of a clause held against its page. Raises CorpusError."""
        self.clauses.check(self.page_text)
        return self


Smooth = Callable[[Sequence[DraftSection]], tuple[DraftSection, ...]]
"""Words the clauses of a draft anew: drafting/smooth.py."""


def draft_policy(brief: Brief, materials: Materials, today: date, smooth: Smooth = tuple) -> Draft:
    """The draft of a brief, as of a day.

    Raises:
        BadBrief: there can be no such draft (a CCG's of today).
        CorpusError: a quote does not stand on its page.
    """
    checked(brief)
    buys = buys_of(brief, materials.bodies)
    chosen = _chosen(brief, materials, buys)
    numbers: dict[Quote, Citation] = {}
    sections = tuple(_section(number, title, [c for c in chosen if c.section == number], brief, buys, numbers, materials)
                     for number, title in materials.clauses.sections.items() if number not in brief.without)
    sections = smooth(tuple(section for section in sections if section.clauses))
    clauses = [clause for section in sections for clause in section.clauses]
    citations = tuple(numbers.values())
    old = materials.currency.age(today) if any(c.source_id == SOURCE_ID for c in citations) else None
    notices = (*([old] if old else ()), *_notices(brief, clauses, citations, materials))
    return Draft(
        title=f"Social value policy{' as at 2017: a draft for study' if brief.is_study else ''}", brief=brief, made_on=today.isoformat(),
        control=_control(brief, clauses, today), sections=sections, annexes=annexes(brief, clauses, citations, materials.sources, notices),
        citations=citations, notices=notices, assumed=_assumed(brief, buys), warnings=(*([old.text] if old else ()), *_warnings(brief, materials, clauses, today)), reading_age=_age(clauses))


def _chosen(brief: Brief, materials: Materials, buys: Sequence[str]) -> list[Clause]:
    """The clauses of the draft, those made of the rules and tables at the end of their sections."""
    pages = {fact.id: section.page for section in materials.currency.briefing.sections for fact in section.facts}
    made = (*materials.clauses.chosen(brief, buys), *footprint_clauses(brief, materials.tables), *rule_clauses(brief, materials.bodies, pages),
            *floor_clauses(brief, materials.bodies))
    short = brief.known("length") == "short"
    return [clause for clause in made if clause.id not in brief.without and (clause.core or not short)]


def _section(number: str, title: str, clauses: Sequence[Clause], brief: Brief, buys: Sequence[str], numbers: dict[Quote, Citation], materials: Materials) -> DraftSection:
    edits = {row["clause"]: row.get("text", "") for row in brief.edits}
    made = []
    for place, clause in enumerate(clauses, 1):
        drafted = fill(clause.text, brief, buys)
        cited = tuple(_cite(quote, numbers, materials).n for quote in clause.quotes)
        made.append(DraftClause(clause.id, f"{number}.{place}", clause.kind, edits.get(clause.id) or drafted, drafted, tuple(dict.fromkeys(cited)), clause.element,
                                clause_table(clause.table, brief) if clause.table else None))
    return DraftSection(number, title, tuple(made))


def _cite(quote: Quote, numbers: dict[Quote, Citation], materials: Materials) -> Citation:
    """The draft's citation of a quote, held against its page when it is new."""
    if quote not in numbers:
        if not on_page(quote.text, materials.page_text(quote.source_id, quote.page)):
            raise CorpusError(f"“{quote.text[:80]}” does not stand on page {quote.page} of {quote.source_id}; run `social-value ingest`, then try again")
        source = materials.sources.get(quote.source_id)
        numbers[quote] = Citation(len(numbers) + 1, quote.source_id, source.title if source else quote.source_id, quote.page, quote.headings, quote.text, "",
                                  as_of=source.as_of if source else "")
    return numbers[quote]


def _control(brief: Brief, clauses: Sequence[DraftClause], today: date) -> Table:
    """Section 0's table: what says whose it is and that it is live."""
    known = [("Organisation", "name"), ("Version", "version"), ("Author", "author"), ("Board sponsor", "sponsor"), ("Lead", "lead"), ("Approving body", "approving_body"),
             ("Approved on", "approved_on"), ("In effect from", "effective_from"), ("Next review", "review_date"), ("For whom", "audience"), ("Engaged", "engaged"),
             ("Equality impact assessment", "equality_assessment")]
    rows = [(title, _plain(name, brief)) for title, name in known]
    rows.insert(1, ("Status", "As at 2017, for study: no force today" if brief.is_study else "Draft under the law as it stands"))
    if brief.joint_with:
        rows.insert(1, ("Shared with", slot("joint_with", brief)))
    rows.append(("Reading age", f"About {_age(clauses)} (Flesch–Kincaid, over the clauses)"))
    rows.append(("Drafted on", spoken(today)))
    return Table(("What", "Entry"), tuple(rows), (0.3, 0.7))


def _plain(name: str, brief: Brief) -> str:
    text = slot(name, brief)
    return text[:1].upper() + text[1:]


def _age(clauses: Sequence[DraftClause]) -> int:
    return reading_age(clause.text for clause in clauses)


def _notices(brief: Brief, clauses: Sequence[DraftClause], citations: Sequence[Citation], materials: Materials) -> tuple[Notice, ...]:
    """The law notices that the draft touches: its clauses with their documents, the quotes themselves, and the body it is for."""
    cited = {citation.n: citation.source_id for citation in citations}
    said: list[tuple[str, tuple[str, ...]]] = [(clause.text, tuple(cited[n] for n in clause.citations)) for clause in clauses]
    said += [(citation.quote, (citation.source_id,)) for citation in citations]
    said += [(" ".join(body.called), ("the brief",)) for body in bodies_of(brief, materials.bodies)]
    return materials.currency.touched(said)


def _assumed(brief: Brief, buys: Sequence[str]) -> tuple[tuple[str, str, str], ...]:
    """The defaults that were taken, with their reasons."""
    made = []
    for field in fields().values():
        if getattr(brief, field.id) in (None, ()) and field.id not in brief.unknown and field.default is not None:
            value = {True: "yes", False: "no"}.get(field.default, field.default) if isinstance(field.default, bool) else slot(field.id, brief)
            made.append((field.title, str(value), field.reason))
    if not brief.buys and buys:
        made.append((fields()["buys"].title, ", ".join(buys), fields()["buys"].reason))
    if brief.status is None and brief.known("status") == STUDY:
        made.append((fields()["status"].title, STUDY, "CCGs ended on 1 July 2022"))
    return tuple(made)


def _warnings(brief: Brief, materials: Materials, clauses: Sequence[DraftClause], today: date) -> tuple[str, ...]:
    """What does not square, for whoever takes it to a board."""
    made = []
    floor = brief.known("weighting_floor")
    named = bodies_of(brief, materials.bodies)
    policy = next((purchase.floor for body in named for purchase in body.buys if purchase.floor), None)
    if policy and not brief.is_study and floor is not None and floor < NHS_FLOOR:
        made.append(f"The weighting floor is {floor:g}%, which is below the least that binds you: {policy.duty}")
    for row in brief.weighting_bands:
        figure = re.search(r"\d+(?:\.\d+)?", row.get("weighting", ""))
        if figure and floor is not None and float(figure.group()) < floor:
            made.append(f"The weighting “{row['weighting']}” ({row['when']}) is below the floor of {floor:g}%.")
    for name in ("review_date", "effective_from", "approved_on"):
        year = _YEAR.search(getattr(brief, name) or "")
        if name == "review_date" and year and int(year[1]) < today.year and not brief.is_study:
            made.append(f"The review date ({brief.review_date}) has passed.")
    if len(brief.priorities) > 7:
        made.append(f"There are {len(brief.priorities)} priorities: a list of about five is easier to buy by.")
    said = " ".join(str(value) for value in (brief.commitment, brief.definition, *(cell for row in (*brief.value_bands, *brief.weighting_bands) for cell in row.values())) if value)
    if _ONLY_LOCAL.search(said):
        made.append("The brief asks for local suppliers only: that is lawful only in narrow cases; take advice.")
    there = {clause.id for clause in clauses}
    made += [f"Your wording of {row['clause']!r} has no place in this draft, which has no such clause." for row in brief.edits if row["clause"] not in there]
    return tuple(made)


def checks_of(clause: DraftClause) -> tuple[str, ...]:
    """The sentences of a clause that its quotes must bear out: all of a duty or of evidence, none of a choice of one's own."""
    if clause.kind not in (ClaimKind.DUTY, ClaimKind.EVIDENCE) or clause.edited:
        return ()
    return tuple(clause.text[start:end] for start, end in sentence_spans(clause.text))
