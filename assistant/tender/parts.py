"""The nine parts of an answer as data (data/parts.yaml), and their sentences filled in from a brief, each tied to what it stands on. Pure but for reading."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.errors import CorpusError
from assistant.tender.boxes import LED, PLACE
from assistant.tender.brief import TenderBrief, tender_fields
from assistant.tender.ledger import Entry, Tie, gap
from assistant.tender.signs import DATA
from assistant.tender.subjects import subjects_of
from assistant.yaml_data import check_keys, check_unique, read_yaml

SLOT = re.compile(r"\{([A-Za-z_]+)\}")
_MAYBE = re.compile(r"<([^<>]*)>")
_LEADS = {"by": "by ", "place": "in ", "group": "for "}
"""Words of a template before a slot that a user may have written too."""
_CHANGES = re.compile(r"(?:cut|reduce|lower|raise|increase|improve|grow|double|halve)\b", re.I)
_DOES = re.compile(rf"(?:{_CHANGES.pattern}|train|recruit|create|provide|give|run|open|deliver|offer|teach|donate|employ|hire|install|launch|organi[sz]e|buy|pay|switch|hold|host|build|mentor|set up|take on|collect|lend|publish|spend|help|involve|match|invite|share|reuse|recycle|save|insulate|replace|move|bring|start|appoint|extend|expand)\b(?! (?:of|for|at|in|on)\b)", re.I)
_PEOPLE = re.compile(r"(?:\w+ )?(?:people|volunteers|drivers|residents|learners|trainees|carers|adults|pupils|students|tenants|families|households|clients|patients|members|participants|mentors|children|women|men|parents|staff|workers)\b", re.I)
FORMS = ("", "thing", "people", "amount", "doing", "doing-amount", "change", "whole", "doing-whole")
_YES = re.compile(r"(?:yes|y|true|agreed|confirmed|they have(?: agreed)?)\.?$", re.I)
_NO = re.compile(r"(?:no|n|none|false|not\b.*|un(?:confirmed|signed)|pending\b.*|to be .*|in (?:talks|discussions?|principle)\b.*|(?:we )?(?:are |is )?(?:still )?(?:talking|asking|waiting|being)\b.*|asked\b.*|awaiting\b.*|under discussion|verbally interested)\.?$", re.I)
_AS_IT_IS = re.compile(r"(?:by|in|on|at|through|with|under|since)\b", re.I)
_PAPER = re.compile(r"(?:(?:a|an|the|our|their|its|signed|written|formal)\s)*(?:letter|e-?mail|memorandum|agreement|contract|minutes?|meeting|phone call|call|note|statement|mou)\b", re.I)


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
    answers: tuple[str, ...] = ()
    form: str = ""
    again: bool = False


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
        made.append(Part(row["id"], row["title"], tuple(row["answers"]), tuple(_template(where, one, tuple(row["answers"])) for one in row["sentences"])))
    check_unique(path.name, "part", (part.id for part in made))
    return Parts(tuple(made), data["columns"])


def _template(where: str, row: Any, answers: tuple[str, ...]) -> Template:
    row = check_keys(where, row, {"text", "rank"}, {"each", "needs", "unless", "missing", "quotes", "answers", "form", "again"})
    if row.get("form", "") not in FORMS:
        raise CorpusError(f"{where}: form {row['form']!r}; expected one of {', '.join(FORMS[1:])}")
    known = {*tender_fields(), "item"} | set(tender_fields()[row["each"]].columns if row.get("each") in tender_fields() else ())
    if strange := [name for name in SLOT.findall(row["text"]) if name.lower() not in known]:
        raise CorpusError(f"{where}: {{{strange[0]}}} is no field or column; expected one of {', '.join(sorted(known))}")
    return Template(row["text"], row["rank"], row.get("each", ""), tuple(row.get("needs", ())), tuple(row.get("unless", ())), row.get("missing", ""), tuple(row.get("quotes", ())),
                    tuple(row.get("answers", answers)), row.get("form", ""), bool(row.get("again")))


# --- filled in -------------------------------------------------------------------------------------------


def entries(part: Part, brief: TenderBrief) -> Iterator[Entry]:
    """The sentences of a part that a brief can fill, in order: promise by promise, step by step."""
    for template in part.sentences:
        if template.missing:
            owned = template.missing == "lead" and brief.known("commitments") and all(row.get("owner") for row in brief.known("commitments")) and brief.said.get(LED)
            if brief.known(template.missing) in (None, ()) and not owned:
                yield Entry(gap(tender_fields()[template.missing].gap), part.id, (), template.rank, themes=template.answers)
        elif not template.each:
            yield from _filled(part, template, {}, "", brief)
        else:
            for number, row in enumerate(brief.known(template.each), 1):
                row = row if isinstance(row, Mapping) else {"item": row}
                yield from _filled(part, template, row, f"{template.each} {row.get(PLACE, number)}", brief)


def _filled(part: Part, template: Template, row: Mapping[str, str], ref: str, brief: TenderBrief) -> Iterator[Entry]:
    told, row = row, _read(row)

    def value(name: str) -> Any:
        return row.get(name, None) if template.each and (name == "item" or name in tender_fields()[template.each].columns) else brief.known(name)

    def missing(name: str) -> bool:
        return value(name) in (None, (), "")

    if template.form not in ("", form_of(row)) or any(missing(name) for name in template.needs) or any(not missing(name) for name in template.unless):
        return
    whole = _MAYBE.sub(lambda bit: "" if any(missing(name.lower()) for name in SLOT.findall(bit[1])) else bit[1], template.text)
    ties: list[Tie] = []

    def put(match: re.Match[str]) -> str:
        name = match[1].lower()
        said = value(name)
        if missing(name):
            if name == "unit" and not re.fullmatch(r"[\d.,\s]*", str(value("number") or "")):
                return ""
            return gap(shipped_parts().columns.get(name) or tender_fields()[name].gap)
        text = str(said).strip().rstrip(".")
        before = whole[:match.start()]
        if (lead := _LEADS.get(name)) and before.endswith(lead) and text.lower().startswith(lead):
            text = text[len(lead):]
        if not row or name not in row:
            ties.append(Tie("brief", name, text))
        if name == "what" and template.form.startswith(("doing", "change")):
            return text[:1].lower() + text[1:]
        return text[:1].upper() + text[1:] if match[1][:1].isupper() or not before else text

    names = {name.lower() for name in SLOT.findall(whole)}
    text = SLOT.sub(put, whole)
    if row:
        used = {*names, "source", "page"} if template.each in ("evidence", "needs") else names
        ties.insert(0, Tie(_KINDS[template.each], ref, "; ".join(f"{name}: {said}" for name, said in told.items() if name in used)))
    ties += [Tie("source", name, "") for name in template.quotes]
    yield Entry(re.sub(r"^(\[[^\]]*\])\.$|([.!?])\.$", r"\1\2", " ".join(text.split())), part.id, tuple(ties), template.rank, ref, template.quotes, themes=template.answers, again=template.again)


def form_of(row: Mapping[str, str]) -> str:
    """How a promise is put.

    "thing" (cafés), "people" (reach so many of them), "amount" (of waste or carbon, which is for nobody in particular), "doing" (train drivers), "change"
    (cut miles, by so many in a hundred); "doing-amount" is both; "whole" and "doing-whole" where `what` has its own figure.
    """
    what, number, unit = (row.get(name, "") for name in ("what", "number", "unit"))
    does = bool(_DOES.match(what))
    if _CHANGES.match(what) and re.search(r"%|per ?cent", number, re.I) and not unit:
        return "change"
    if not number and not unit and any(character.isdigit() for character in what):
        return "doing-whole" if does else "whole"
    amount = not row.get("group") and (re.search("[%£]", number) or "climate" in subjects_of(f"{what} {unit}"))
    return ("doing-amount" if amount else "doing") if does else "people" if _PEOPLE.match(unit) else "amount" if amount else "thing"


def _read(row: Mapping[str, str]) -> Mapping[str, str]:
    """A row with a partner's agreement put in words; "no" and "not yet" are none, and a bare "yes" leaves open how."""
    if "agreed" not in row:
        return row
    said = row["agreed"].strip().rstrip(".")
    if _NO.match(said):
        return {name: value for name, value in row.items() if name != "agreed"}
    if _YES.match(said):
        return {**row, "agreed": f"agreed {gap('how and when this partner agreed, such as a letter with its date')}"}
    said = re.sub(r"^(?:yes|agreed|confirmed)\b[\s,:;–-]*", "", said, flags=re.I)
    put = said if _AS_IT_IS.match(said) else f"by {said[:1].lower()}{said[1:]}"
    return {**row, "agreed": f"agreed {put}" if _AS_IT_IS.match(said) or _PAPER.match(said) else f"agreed: {said}"}


_KINDS = {"commitments": "commitment", "evidence": "evidence", "needs": "evidence", "partners": "partner", "activities": "step", "reach": "brief"}
