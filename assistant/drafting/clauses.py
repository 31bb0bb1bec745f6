"""The clauses of a policy as data: data/clauses.yaml and evidence.yaml, read, checked and chosen. Pure but for reading files.

`clauses_for` gives the main clauses of a core element without a brief, and `as_text` one of them as text with its gaps visible.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.check import on_page
from assistant.compose import Quote
from assistant.domain import ClaimKind
from assistant.drafting.brief import Brief
from assistant.drafting.fields import fields
from assistant.errors import CorpusError
from assistant.law import SOURCE_ID, Briefing, read_facts
from assistant.settings import CORPUS
from assistant.text import sentence_spans
from assistant.yaml_data import check_keys, check_unique, read_list, read_yaml

DATA = Path(__file__).parent / "data"
ELEMENTS = ("legal-basis", "definition", "scope", "priorities", "consultation", "weighting", "proportionality", "measurement", "governance", "reporting")
"""The ten core elements of a policy."""
KINDS = {kind.value: kind for kind in (ClaimKind.DUTY, ClaimKind.GUIDANCE, ClaimKind.EVIDENCE, ClaimKind.LOCAL_CHOICE)}
SECTIONS = tuple(str(n) for n in range(14))
TABLES = frozenset(["bands", "priorities", "needs", "cycle", "weightings", "roles"])
DERIVED = frozenset(["floor", "bought", "name_of"])
"""Slots that are no field of their own: drafting/slots.py fills them."""
SLOT = re.compile(r"\{([a-z_]+)\}")
_LISTS = ("kinds", "not_kinds", "buys", "agreed", "declined", "known", "unknown")
PageText = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Condition:
    """When a clause stands in a draft; all that is given must hold. Weightings in percent."""

    kinds: tuple[str, ...] = ()
    not_kinds: tuple[str, ...] = ()
    buys: tuple[str, ...] = ()
    agreed: tuple[str, ...] = ()
    declined: tuple[str, ...] = ()
    known: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()
    status: str = ""
    floor_from: float | None = None
    floor_below: float | None = None

    def holds(self, brief: Brief, buys: Collection[str]) -> bool:
        """Whether it holds for a brief and what its body buys."""
        floor = brief.known("weighting_floor")
        return all((
            not self.kinds or bool(set(self.kinds) & set(brief.kinds)),
            not self.not_kinds or not brief.kinds or bool(set(brief.kinds) - set(self.not_kinds)),
            not self.buys or bool(set(self.buys) & set(buys)),
            all(brief.known(name) is True for name in self.agreed),
            all(brief.known(name) is False for name in self.declined),
            all(brief.known(name) not in (None, ()) for name in self.known),
            all(brief.known(name) in (None, ()) for name in self.unknown),
            not self.status or brief.is_study == (self.status == "study"),
            self.floor_from is None or floor is not None and floor >= self.floor_from,
            self.floor_below is None or floor is not None and floor < self.floor_below,
        ))


@dataclass(frozen=True, slots=True)
class Clause:
    """A clause before it is filled in: `text` has {slots}. `quotes` are what it stands on; `table` is one of TABLES or ""."""

    id: str
    section: str
    kind: ClaimKind
    text: str
    quotes: tuple[Quote, ...] = ()
    element: str = ""
    when: Condition = Condition()
    core: bool = False
    table: str = ""


@dataclass(frozen=True, slots=True)
class Clauses:
    """All clauses in order, and the titles of the sections by number."""

    sections: Mapping[str, str]
    all: tuple[Clause, ...]

    def chosen(self, brief: Brief, buys: Collection[str]) -> tuple[Clause, ...]:
        """The clauses of a brief's draft, in order."""
        short = brief.known("length") == "short"
        return tuple(c for c in self.all if c.when.holds(brief, buys) and (c.core or not short))

    def check(self, page_text: PageText) -> None:
        """That every quote stands on its page. Raises CorpusError: the first one that does not, with clause, source and page."""
        seen: set[Quote] = set()
        for clause in self.all:
            for quote in set(clause.quotes) - seen:
                if not on_page(quote.text, page_text(quote.source_id, quote.page)):
                    raise CorpusError(f"clauses.yaml, clause {clause.id}: “{quote.text[:80]}” does not stand on page {quote.page} of {quote.source_id}; "
                                      "mend evidence.yaml, or run `social-value ingest` if the index is older than the documents")
                seen.add(quote)


def clauses_for(element: str, kind: str = "", clauses: Clauses | None = None) -> tuple[Clause, ...]:
    """The main clauses that serve a core element (one of ELEMENTS), in order, without a brief: those that fit every body, or a kind of body.

    Show one with `as_text(clause)`: its wording with every gap visible as [to be agreed: ...]. Its sources are `clause.quotes` (source_id,
    page, text), its weight is `clause.kind`. Raises KeyError for what is no element.
    """
    if element not in ELEMENTS:
        raise KeyError(element)
    brief = Brief(kind=kind or None, unknown=frozenset(["weighting_floor"]))
    return tuple(c for c in (clauses or shipped_clauses()).all if c.element == element and c.core and c.when.holds(brief, ()))


def as_text(clause: Clause) -> str:
    """A clause's wording with a visible gap for everything that a brief would say; where a table stands under it, a gap for that."""
    known = fields()
    gaps = {**{name: field.gap_text for name, field in known.items()}, "floor": known["weighting_floor"].gap_text, "bought": known["buys"].gap_text}
    of_table = {"bands": "value_bands", "priorities": "priorities", "needs": "needs", "weightings": "weighting_bands"}.get(clause.table)
    text = SLOT.sub(lambda match: gaps[match[1]], clause.text)
    return f"{text} {known[of_table].gap_text}" if of_table else text


@lru_cache(maxsize=1)
def shipped_clauses() -> Clauses:
    """The shipped clauses, on the shipped facts of the law."""
    return read_clauses(read_facts(CORPUS / "law" / "facts.yaml"))


# --- reading ---------------------------------------------------------------------------------------------


def read_clauses(briefing: Briefing, folder: Path = DATA) -> Clauses:
    """The clauses of a folder. Raises CorpusError: it names file, clause, key and what was expected."""
    evidence = read_evidence(folder / "evidence.yaml", briefing)
    path = folder / "clauses.yaml"
    data = check_keys(path.name, read_yaml(path), {"sections", "clauses"})
    sections = {row["number"]: row["title"] for row in (check_keys(f"{path.name}, sections", r, {"number", "title"}) for r in data["sections"])}
    if tuple(sections) != SECTIONS:
        raise CorpusError(f"{path.name}: expected the sections {', '.join(SECTIONS)}, in this order")
    clauses = tuple(_clause(path.name, number, row, sections, evidence) for number, row in enumerate(data["clauses"], 1))
    check_unique(path.name, "id", (clause.id for clause in clauses))
    if unused := sorted(set(evidence) - {name for row in data["clauses"] for name in row.get("evidence", ())}):
        raise CorpusError(f"evidence.yaml: {unused[0]!r} is named by no clause; use it or take it out")
    return Clauses(sections, tuple(sorted(clauses, key=lambda clause: int(clause.section))))


def read_evidence(path: Path, briefing: Briefing) -> Mapping[str, tuple[Quote, ...]]:
    """The quotes of a file by id; a fact of the briefing gives its sentences. Raises CorpusError."""
    facts = {fact.id: (section.page, fact) for section in briefing.sections for fact in section.facts}
    rows = read_list(path)
    made: dict[str, tuple[Quote, ...]] = {}
    for number, row in enumerate(rows, 1):
        where = f"{path.name}, entry {row.get('id', number) if isinstance(row, dict) else number}"
        if isinstance(row, dict) and "fact" in row:
            row = check_keys(where, row, {"id", "fact", "sentences"})
            if row["fact"] not in facts:
                raise CorpusError(f"{where}: fact {row['fact']!r} is not in facts.yaml; expected the id of one that is")
            page, fact = facts[row["fact"]]
            sentences = [fact.text[start:end] for start, end in sentence_spans(fact.text)]
            if any(not 1 <= n <= len(sentences) for n in row["sentences"]):
                raise CorpusError(f"{where}: sentences {row['sentences']}; the fact has {len(sentences)}")
            quotes = tuple(Quote(SOURCE_ID, page, sentences[n - 1], (fact.title,)) for n in row["sentences"])
        else:
            row = check_keys(where, row, {"id", "source", "page", "quote"})
            quotes = (Quote(row["source"], str(row["page"]), " ".join(row["quote"].split())),)
        made[row["id"]] = quotes
    check_unique(path.name, "id", (row["id"] for row in rows))
    return made


def _clause(file: str, number: int, row: Any, sections: Mapping[str, str], evidence: Mapping[str, tuple[Quote, ...]]) -> Clause:
    where = f"{file}, clause {row.get('id', number) if isinstance(row, dict) else number}"
    row = check_keys(where, row, {"id", "section", "kind", "text"}, {"element", "evidence", "when", "core", "table"})
    for key, allowed in (("section", sections), ("kind", KINDS), ("element", ELEMENTS), ("table", TABLES)):
        if key in row and row[key] not in allowed:
            raise CorpusError(f"{where}: {key} {row[key]!r}; expected one of {', '.join(sorted(allowed))}")
    if missing := [name for name in row.get("evidence", ()) if name not in evidence]:
        raise CorpusError(f"{where}: {missing[0]!r} is not in evidence.yaml; expected the id of an entry")
    if row["kind"] != ClaimKind.LOCAL_CHOICE.value and not row.get("evidence"):
        raise CorpusError(f"{where}: a {row['kind']} without evidence; name what it stands on")
    if strange := [name for name in SLOT.findall(row["text"]) if name not in {*fields(), *DERIVED}]:
        raise CorpusError(f"{where}: {{{strange[0]}}} is no field of fields.yaml; expected one of {', '.join(fields())}")
    quotes = tuple(dict.fromkeys(quote for name in row.get("evidence", ()) for quote in evidence[name]))
    return Clause(row["id"], row["section"], KINDS[row["kind"]], " ".join(row["text"].split()), quotes, row.get("element", ""),
                  _condition(where, row.get("when", {})), bool(row.get("core")), row.get("table", ""))


def _condition(where: str, row: Any) -> Condition:
    row = check_keys(f"{where}, when", row, (), {*_LISTS, "status", "floor_from", "floor_below"})
    for key in ("agreed", "declined", "known", "unknown"):
        if strange := sorted(set(row.get(key, ())) - set(fields())):
            raise CorpusError(f"{where}, when: {strange[0]!r} is no field of fields.yaml")
    for key, field in (("kinds", "kind"), ("not_kinds", "kind"), ("buys", "buys")):
        if strange := sorted(set(row.get(key, ())) - set(fields()[field].choices)):
            raise CorpusError(f"{where}, when: {key} {strange[0]!r}; expected one of {', '.join(fields()[field].choices)}")
    if row.get("status", "") not in ("", "current", "study"):
        raise CorpusError(f"{where}, when: status {row['status']!r}; expected current or study")
    return Condition(**{key: tuple(row.get(key, ())) for key in _LISTS}, status=row.get("status", ""), floor_from=row.get("floor_from"),
                     floor_below=row.get("floor_below"))
