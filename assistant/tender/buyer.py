"""What an answer stands on besides the brief: quotes of the corpus, and the clarification questions that they support. Pure but for reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.check import check_claim, on_page
from assistant.compose import Quote
from assistant.domain import Citation, Page, Source
from assistant.drafting.clauses import PageText, read_evidence
from assistant.errors import CorpusError
from assistant.law import Briefing
from assistant.tender.brief import TenderBrief
from assistant.tender.itt import Tender, take_apart
from assistant.tender.parts import shipped_parts
from assistant.tender.signs import DATA
from assistant.tender.terms import terms_of
from assistant.yaml_data import check_keys, check_unique, read_list

_WEIGHS = re.compile(r"(?:\d ?%|\bper cent\b).*\b(?:questions?|weight\w*|social value)\b|\b(?:questions?|weight\w*|social value|(?:SV|Q) ?\d[\d.]*)\b.*(?:\d ?%|\bper cent\b)", re.I)
CONDITIONS = ("always", "no-outcome", "no-limit", "no-weighting", "no-scale", "no-framework", "central")
_CENTRAL = re.compile(r"\b(?:Department (?:for|of)|Ministry|HM [A-Z]|Cabinet Office|executive agency|PPN|Social Value Model)\b")


@dataclass(frozen=True, slots=True)
class BuyerQuestion:
    """A question to put to the buyer, when, and the entries of sources.yaml that support it."""

    id: str
    ask: str
    when: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class TenderMaterials:
    """The corpus's part in a draft: quotes by entry, documents by id, their pages, and the questions worth asking."""

    quotes: Mapping[str, tuple[Quote, ...]]
    sources: Mapping[str, Source]
    page_text: PageText
    questions: tuple[BuyerQuestion, ...]

    def cited(self, names: tuple[str, ...]) -> tuple[Citation, ...]:
        """The quotes of entries as citations, numbered from 1."""
        found = [quote for name in names for quote in self.quotes[name]]
        return tuple(Citation(n, q.source_id, self.sources[q.source_id].title if q.source_id in self.sources else q.source_id, q.page, q.headings, q.text, "",
                              as_of=self.sources[q.source_id].as_of if q.source_id in self.sources else "") for n, q in enumerate(found, 1))

    def check(self) -> TenderMaterials:
        """Itself, with every quote held against its page and every sentence of ours against its quotes. Raises CorpusError."""
        for name, quotes in self.quotes.items():
            for quote in quotes:
                if not on_page(quote.text, self.page_text(quote.source_id, quote.page)):
                    raise CorpusError(f"sources.yaml, {name}: “{quote.text[:80]}” does not stand on page {quote.page} of {quote.source_id}; run `social-value ingest`, then try again")
        for part in shipped_parts().all:
            for template in part.sentences:
                if template.quotes and (problems := check_claim(template.text, self.cited(template.quotes), self.page_text)):
                    raise CorpusError(f"parts.yaml, {part.id}: “{template.text[:80]}” says what its quotes do not ({problems[0].fault.value}: {problems[0].about})")
        return self


def read_materials(briefing: Briefing, sources: Mapping[str, Source], page_text: PageText, folder: Path = DATA) -> TenderMaterials:
    """The shipped quotes and questions. Raises CorpusError."""
    quotes = read_evidence(folder / "sources.yaml", briefing)
    path, made = folder / "buyer_questions.yaml", []
    for row in read_list(path):
        where = f"{path.name}, question {row.get('id') if isinstance(row, dict) else row}"
        row = check_keys(where, row, {"id", "ask", "when"}, {"quotes"})
        if row["when"] not in CONDITIONS:
            raise CorpusError(f"{where}: when {row['when']!r}; expected one of {', '.join(CONDITIONS)}")
        if strange := [name for name in row.get("quotes", ()) if name not in quotes]:
            raise CorpusError(f"{where}: {strange[0]!r} is not in sources.yaml")
        made.append(BuyerQuestion(row["id"], row["ask"], row["when"], tuple(row.get("quotes", ()))))
    check_unique(path.name, "question", (question.id for question in made))
    return TenderMaterials(quotes, sources, page_text, tuple(made)).check()


def left_open(brief: TenderBrief, materials: TenderMaterials) -> tuple[BuyerQuestion, ...]:
    """The questions worth asking where a brief tells of the tender: nothing that its question, its terms or the brief itself answers."""
    question = str(brief.known("question"))
    tender = replace(take_apart((Page("question", "", question),)), terms=terms_of([(text, "") for text in (question, *brief.known("terms"))]))
    known = {"no-limit": brief.limit or brief.characters or brief.pages, "no-outcome": brief.known("outcome"), "no-weighting": any(_WEIGHS.search(term) for term in brief.known("terms"))}
    return tuple(one for one in worth_asking(tender, materials) if not known.get(one.when))


def worth_asking(tender: Tender, materials: TenderMaterials) -> tuple[BuyerQuestion, ...]:
    """The questions worth asking of a tender, in order: what it leaves open first."""
    said = " ".join(asked.text for asked in tender.questions)
    mine = tender.ours
    terms = tender.terms
    holds = {"always": True, "no-outcome": not terms.outcomes, "no-limit": not any(q.limit or q.characters or q.pages for q in mine), "no-weighting": not (terms.weighting or any(q.weighting for q in mine)),
             "no-scale": not terms.scale, "no-framework": not terms.framework, "central": bool(_CENTRAL.search(said) or terms.framework)}
    return tuple(question for question in materials.questions if holds[question.when])
