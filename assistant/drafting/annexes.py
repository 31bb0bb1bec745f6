"""The annexes and the tables of a draft: data/annexes.yaml, read, checked and filled from the brief. Pure but for reading data."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.domain import Citation, ClaimKind, Notice, Source
from assistant.drafting.brief import Brief, Row
from assistant.drafting.draft import Annex, DraftClause, Line, Table
from assistant.drafting.fields import Field, fields
from assistant.drafting.slots import fill, slot
from assistant.errors import CorpusError
from assistant.glossary import OWN, glossary
from assistant.law import spoken_iso
from assistant.yaml_data import check_keys, read_yaml

ANNEXES = Path(__file__).parent / "data" / "annexes.yaml"
_TABLES = {"cycle": 3, "roles": 2, "record": 2, "measures": 4, "scoring": 2}
_NAMES = {"healthy-commissioning": "Healthy Commissioning", "knowhow-social-value": "Knowhow guide", "law-as-it-stands": "The law as it stands"}
_GAPS = {"asks": "what we do there", "source": "where it comes from", "measure": "its measure", "evidence": "what shows it", "approver": "who agrees it", "weighting": "how high"}
_ROWS_OF = {"1": "needs", "4": "value_bands", "5": "priorities", "8": "weighting_bands"}
"""The field whose rows stand as a table in a section."""
_TEXTS = ("question", "question_limit", "contract_note")


@dataclass(frozen=True, slots=True)
class AnnexData:
    """The annexes' wording: tables by name, texts by name, and the contract clause's paragraphs."""

    tables: Mapping[str, tuple[tuple[str, ...], ...]]
    texts: Mapping[str, str]
    contract: tuple[str, ...]


@lru_cache(maxsize=1)
def read_annexes(path: Path = ANNEXES) -> AnnexData:
    """The annexes of a file. Raises CorpusError: it names file, key and what was expected."""
    data = check_keys(path.name, read_yaml(path), {*_TABLES, *_TEXTS, "contract"})
    for name, width in _TABLES.items():
        for number, row in enumerate(data[name], 1):
            if not isinstance(row, list) or len(row) != width or not all(isinstance(cell, str) for cell in row):
                raise CorpusError(f"{path.name}, {name}, row {number}: expected {width} texts")
    return AnnexData({name: tuple(tuple(row) for row in data[name]) for name in _TABLES}, {name: " ".join(data[name].split()) for name in _TEXTS},
                     tuple(data["contract"]))


# --- the tables under clauses -----------------------------------------------------------------------------


def clause_table(name: str, brief: Brief) -> Table:
    """The table that stands under a clause. What is not known is a gap in its cell."""
    data = read_annexes().tables
    match name:
        case "bands":
            return _of_rows(brief.value_bands, (("value", "Value of the contract"), ("asks", "What we do")), "value_bands", (0.35, 0.65))
        case "needs":
            return _of_rows(brief.needs, (("fact", "Fact of need"), ("source", "Source")), "needs", (0.6, 0.4))
        case "weightings":
            return _of_rows(brief.weighting_bands, (("when", "When"), ("weighting", "Weighting"), ("approver", "Who agrees")), "weighting_bands", (0.5, 0.2, 0.3))
        case "priorities":
            return _of_rows(brief.priorities, (("outcome", "Outcome"), ("source", "Where it comes from"), ("measure", "Measure")), "priorities", (0.36, 0.32, 0.32), numbered=True)
        case "cycle":
            return Table(("Stage", "What we do", "What is written down"), data["cycle"], (0.15, 0.5, 0.35))
        case "roles":
            rows = tuple((_capital(_who(row[0], brief)), row[1]) for row in data["roles"])
            return Table(("Who", "Does what"), rows, (0.36, 0.64))
    raise KeyError(name)


def _of_rows(rows: Sequence[Row], columns: Sequence[tuple[str, str]], field: str, widths: tuple[float, ...], *, numbered: bool = False) -> Table:
    missing = {column: f"[to be agreed: {_GAPS.get(column, column)}]" for column, _ in columns}
    cells = [tuple(_capital(row.get(column, missing[column])) for column, _ in columns) for row in rows] or \
            [(fields()[field].gap_text, *[""] * (len(columns) - 1))]
    headings = tuple(title for _, title in columns)
    if numbered:
        cells = [(f"{number}. {row[0]}" if rows else row[0], *row[1:]) for number, row in enumerate(cells, 1)]
    return Table(headings, tuple(cells), widths)


def filled_by(gap: str, number: str) -> Field | None:
    """The field of the brief that fills a gap of the clause with that number; None where the user's own wording made it."""
    whole = next((field for field in fields().values() if field.gap == gap), None)
    return whole or (fields().get(_ROWS_OF.get(number.split(".")[0], "")) if gap in _GAPS.values() else None)


def _who(template: str, brief: Brief) -> str:
    return slot(template[1:-1], brief) if template.startswith("{") else template


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


# --- the annexes ------------------------------------------------------------------------------------------


def annexes(brief: Brief, clauses: Sequence[DraftClause], citations: Sequence[Citation], sources: Mapping[str, Source], notices: Sequence[Notice]) -> tuple[Annex, ...]:
    """A to G: record, outcomes and measures, questions, contract clause, glossary, evidence, law notices."""
    data, choice = read_annexes(), ClaimKind.LOCAL_CHOICE
    record = Table(("What", "Notes to help", "Our record"), tuple((what, fill(help_, brief).rstrip("."), "") for what, help_ in data.tables["record"]), (0.24, 0.38, 0.38))
    made = [
        Annex("A", "Record of consideration", choice, (Line("One page for each purchase, filled in before the procurement starts and kept with the contract."), record)),
        Annex("B", "Outcomes and measures", choice, tuple(_measures(brief, data))),
        Annex("C", "Questions and scoring guide", choice, tuple(_questions(brief, data))),
        Annex("D", "Contract clause", choice, (Line(data.texts["contract_note"]), *(Line(fill(text, brief), "item") for text in data.contract))),
        Annex("E", "Words we use", ClaimKind.EVIDENCE, (_glossary(clauses),)),
        Annex("F", "Evidence", ClaimKind.EVIDENCE, (
            Line("Each footnote’s source, with the words that stand on its page, and the clauses that rest on them."), *_evidence(clauses, citations, sources))),
        Annex("G", "What has changed since the sources were written", ClaimKind.EVIDENCE, tuple(_changes(notices))),
    ]
    return tuple(annex for annex in made if annex.letter not in brief.without)


def _measures(brief: Brief, data: AnnexData) -> list[Line | Table]:
    rows = tuple((row["outcome"], row.get("measure", "[to be agreed: its measure]"), row.get("evidence", "[to be agreed: what shows it]")) for row in brief.priorities)
    made: list[Line | Table] = [Line("Our priorities", "head")]
    if rows:
        made.append(Table(("Outcome", "Measure", "What shows it"), tuple(tuple(_capital(cell) for cell in row) for row in rows), (0.34, 0.36, 0.3)))
    else:
        made.append(Line(fields()["priorities"].gap_text))
    return [*made, Line("Examples to choose from", "head"),
            Line("These are examples in our own words. Outcomes are counted, not priced: no licensed measure and no money value is copied here."),
            Table(("Part", "Outcome", "What to count", "What shows it"), data.tables["measures"], (0.16, 0.26, 0.32, 0.26))]


def _questions(brief: Brief, data: AnnexData) -> list[Line | Table]:
    outcomes = [row["outcome"] for row in brief.priorities] or [fields()["priorities"].gap_text]
    asked = [Line(data.texts["question"].replace("{outcome}", _capital(outcome.rstrip("."))), "item") for outcome in outcomes]
    return [Line("Questions", "head"), Line(f"Choose at most {slot('most_questions', brief)} for a tender. Each is about one named outcome and can be scored. {data.texts['question_limit']}"),
            *asked, Line("Scoring guide", "head"), Table(("Score", "What the answer has"), data.tables["scoring"], (0.12, 0.88))]


def _glossary(clauses: Sequence[DraftClause]) -> Table:
    terms = sorted({term for clause in clauses for term in glossary().met(clause.text)}, key=lambda term: term.short)
    rows = [(term.short, term.means, f"{_NAMES.get(q.source_id, q.source_id)}, page {q.page}" if (q := term.spelt) else OWN.split(";")[0]) for term in terms]
    own = [("Social value", "what section 3 says", "This policy"), ("Floor", "the least weighting that is allowed", "This policy"),
           ("Weighting", "the share of the total score", "This policy"), ("Commissioning", "working out what is needed, planning and buying it, and seeing what came of it", "This policy")]
    return Table(("Word", "What it means", "Where it stands"), tuple((short, _capital(means), where) for short, means, where in (*own, *rows)), (0.2, 0.48, 0.32))


def _evidence(clauses: Sequence[DraftClause], citations: Sequence[Citation], sources: Mapping[str, Source]) -> Iterator[Line | Table]:
    """A table for each document: page, the words there, and the clauses that rest on them."""
    pages: dict[str, dict[tuple[str, str], list[str]]] = {}
    for citation in citations:
        numbers = [clause.number for clause in clauses if citation.n in clause.citations]
        pages.setdefault(citation.source_id, {}).setdefault((citation.page, citation.quote.replace("  ", ", ")), []).extend(numbers)
    for source_id, quotes in pages.items():
        source = sources.get(source_id)
        yield Line(f"{source.title}. {source.publisher}, as of {spoken_iso(source.as_of)}" if source else source_id, "head")
        rows = tuple((page, f"“{quote}”", ", ".join(dict.fromkeys(numbers))) for (page, quote), numbers in sorted(quotes.items(), key=lambda item: int(item[0][0])))
        yield Table(("Page", "Words on the page", "Clauses"), rows, (0.08, 0.76, 0.16))


def _changes(notices: Sequence[Notice]) -> list[Line | Table]:
    if not notices:
        return [Line("Nothing that this draft cites is known to us to have changed.")]
    rows = tuple((notice.severity.capitalize() or "Note", notice.more or notice.text, f"{notice.source}; checked {spoken_iso(notice.as_of)}") for notice in notices)
    return [Line("The most important first. Our sources end in September 2026: check before you rely on any of these."), Table(("Kind", "What has changed", "Source"), rows, (0.16, 0.56, 0.28))]
