"""The nine parts of an answer as data (data/parts.yaml), and their sentences filled in from a brief, each tied to what it stands on. Pure but for reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.tender.brief import TenderBrief, tender_fields
from assistant.tender.ledger import Entry, Tie, gap
from assistant.tender.signs import DATA
from assistant.yaml_data import check_keys, check_unique, read_yaml

SLOT = re.compile(r"\{([A-Za-z_]+)\}")
_LEADS = {"by": "by ", "place": "in ", "group": "for "}
"""Words of a template before a slot that a user may have written too."""


@dataclass(frozen=True, slots=True)
class Template:
    """A sentence with slots; see data/parts.yaml."""

    text: str
    rank: int
    each: str = ""
    needs: tuple[str, ...] = ()
    unless: tuple[str, ...] = ()
    missing: str = ""
    quotes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Part:
    """A part of an answer: the themes that it serves, its sentences in order."""

    id: str
    title: str
    answers: tuple[str, ...]
    sentences: tuple[Template, ...]


@dataclass(frozen=True, slots=True)
class Parts:
    """All parts in order; `columns` says what a missing column is called in a gap."""

    all: tuple[Part, ...]
    columns: Mapping[str, str]


@lru_cache(maxsize=1)
def shipped_parts() -> Parts:
    """The shipped parts."""
    return read_parts(DATA / "parts.yaml")


def read_parts(path: Path) -> Parts:
    """The parts of a file. Raises CorpusError."""
    data = check_keys(path.name, read_yaml(path), {"columns", "parts"})
    made = []
    for row in data["parts"]:
        where = f"{path.name}, part {row.get('id') if isinstance(row, dict) else row}"
        row = check_keys(where, row, {"id", "title", "answers", "sentences"})
        made.append(Part(row["id"], row["title"], tuple(row["answers"]), tuple(_template(where, one) for one in row["sentences"])))
    check_unique(path.name, "part", (part.id for part in made))
    return Parts(tuple(made), data["columns"])


def _template(where: str, row: Any) -> Template:
    row = check_keys(where, row, {"text", "rank"}, {"each", "needs", "unless", "missing", "quotes"})
    known = {*tender_fields(), "item"} | set(tender_fields()[row["each"]].columns if row.get("each") in tender_fields() else ())
    if strange := [name for name in SLOT.findall(row["text"]) if name.lower() not in known]:
        raise CorpusError(f"{where}: {{{strange[0]}}} is no field or column; expected one of {', '.join(sorted(known))}")
    return Template(row["text"], row["rank"], row.get("each", ""), tuple(row.get("needs", ())), tuple(row.get("unless", ())), row.get("missing", ""), tuple(row.get("quotes", ())))


# --- filled in -------------------------------------------------------------------------------------------


def entries(part: Part, brief: TenderBrief) -> Iterator[Entry]:
    """The sentences of a part that a brief can fill, in order: promise by promise, step by step."""
    for template in part.sentences:
        if template.missing:
            if brief.known(template.missing) in (None, ()):
                yield Entry(gap(tender_fields()[template.missing].gap), part.id, (), template.rank)
        elif not template.each:
            yield from _filled(part, template, {}, "", brief)
        else:
            for number, row in enumerate(brief.known(template.each), 1):
                yield from _filled(part, template, row if isinstance(row, Mapping) else {"item": row}, f"{template.each} {number}", brief)


def _filled(part: Part, template: Template, row: Mapping[str, str], ref: str, brief: TenderBrief) -> Iterator[Entry]:
    def value(name: str) -> Any:
        return row.get(name, None) if template.each and (name == "item" or name in tender_fields()[template.each].columns) else brief.known(name)

    if any(value(name) in (None, (), "") for name in template.needs) or any(value(name) not in (None, (), "") for name in template.unless):
        return
    ties: list[Tie] = []

    def put(match: re.Match[str]) -> str:
        name = match[1].lower()
        said = value(name)
        if said in (None, (), ""):
            return gap(shipped_parts().columns.get(name) or tender_fields()[name].gap)
        text = str(said).strip().rstrip(".")
        before = template.text[:match.start()]
        if (lead := _LEADS.get(name)) and before.endswith(lead) and text.lower().startswith(lead):
            text = text[len(lead):]
        if not row or name not in row:
            ties.append(Tie("brief", name, text))
        return text[:1].upper() + text[1:] if match[1][:1].isupper() or not before else text

    text = SLOT.sub(put, template.text)
    if row:
        used = {*(name.lower() for name in SLOT.findall(template.text)), "source", "page"} if template.each in ("evidence", "needs") else {name.lower() for name in SLOT.findall(template.text)}
        ties.insert(0, Tie(_KINDS[template.each], ref, "; ".join(f"{name}: {said}" for name, said in row.items() if name in used)))
    ties += [Tie("source", name, "") for name in template.quotes]
    yield Entry(re.sub(r"([.!?])\.$", r"\1", text), part.id, tuple(ties), template.rank, ref, template.quotes)


_KINDS = {"commitments": "commitment", "evidence": "evidence", "needs": "evidence", "partners": "partner", "activities": "step", "reach": "brief"}
