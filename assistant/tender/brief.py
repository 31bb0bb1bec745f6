"""The brief for a tender answer: the question, the bidder's own facts and promises, typed and checked. What a draft says of the bidder comes from here and nowhere else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.drafting.fields import Field, is_blank, is_not_known, read_fields, read_value
from assistant.errors import BadBrief
from assistant.tender.boxes import shared_out
from assistant.tender.evidence import Fact
from assistant.tender.limits import character_limit, page_limit, word_limit
from assistant.tender.signs import DATA
from assistant.text import printable
from assistant.yaml_data import is_deep, parse_yaml

LARGEST = 300_000
"""Bytes of a brief's file."""
LONGEST_QUESTION = 20_000
"""Characters."""
MOST_QUESTIONS = 20
HELP = "`social-value draft tender --example` prints a brief to fill in"


@dataclass(frozen=True, slots=True)
class TenderBrief:
    """What was said, by field of data/fields.yaml; what was not said is not in it."""

    said: Mapping[str, Any]

    def known(self, name: str) -> Any:
        """A field's value; None or () where nothing was said and there is no default."""
        field = tender_fields()[name]
        empty = () if field.type in ("rows", "texts") else field.default
        return self.said.get(name, empty)

    @property
    def boxes(self) -> tuple[TenderBrief, ...]:
        """A brief for each question of the tender, in its order; one question alone is the brief itself. Each promise stands in one of them."""
        return tuple(TenderBrief(said) for said in shared_out(self.said)) if self.said.get("questions") else (self,)

    @property
    def limit(self) -> int | None:
        """The limit in words: the brief's, else the question's; None where neither gives one, for none is made up."""
        return int(said) if (said := self.said.get("limit") or word_limit(self.said.get("question", ""))) else None

    @property
    def characters(self) -> int | None:
        """The same in characters, spaces counted."""
        return int(said) if (said := self.said.get("characters") or character_limit(self.said.get("question", ""))) else None

    @property
    def pages(self) -> str:
        """The limit in pages, in the buyer's words; "" where there is none. It is told and not counted."""
        return str(self.said.get("pages") or page_limit(self.said.get("question", "")))


def facts_said(said: Mapping[str, Any]) -> tuple[Fact, ...]:
    """The bidder's own evidence, its local needs and its size, as an answer is held against them."""
    rows = tuple(Fact(row["fact"], row.get("source", "your brief"), row.get("page", "")) for name in ("evidence", "needs") for row in said.get(name, ()))
    return (*rows, Fact(f"We are {said['about']}.", "your brief", "")) if rows and said.get("about") else rows


def all_said(said: Mapping[str, Any]) -> str:
    """Every text of a brief but the buyer's own: what is named there is no invention."""
    def texts(value: Any) -> Iterator[str]:
        if isinstance(value, Mapping):
            value = tuple(value.values())
        if isinstance(value, tuple):
            for one in value:
                yield from texts(one)
        else:
            yield str(value)

    return "\n".join(texts({name: value for name, value in said.items() if name not in ("question", "questions", "terms")}))


@lru_cache(maxsize=1)
def tender_fields() -> Mapping[str, Field]:
    """The shipped fields by id, in their order."""
    return {field.id: field for field in read_fields(DATA / "fields.yaml")}


def brief_of(said: Any, where: str = "the brief") -> TenderBrief:
    """A brief of a mapping, as YAML or JSON gives it. Raises BadBrief: it names the key or value and what was expected."""
    if said is not None and not isinstance(said, Mapping):
        raise BadBrief(f"{where} is not a list of fields with their values; {HELP}")
    known = tender_fields()
    said = said or {}
    if strange := sorted(set(map(str, said)) - set(known)):
        raise BadBrief(f"{where}: there is no field {strange[0][:40]!r}; the fields are: {', '.join(known)}")
    values = {}
    for name, value in said.items():
        if not is_blank(value) and not is_not_known(value):
            values[name] = read_said(name, value)
    if not values.get("question") and not values.get("questions"):
        raise BadBrief(f"{where} has no question; put the buyer's question under `question:`, word for word ({HELP})")
    if values.get("question") and values.get("questions"):
        raise BadBrief(f"{where} has both `question:` and `questions:`; keep one of them")
    return TenderBrief(values)


def read_said(name: str, value: Any) -> Any:
    """A field's value from what a person wrote. A question keeps its lines: its points are told by them. Raises BadBrief."""
    if name == "question" and isinstance(value, str):
        if len(value) > LONGEST_QUESTION:
            raise BadBrief(f"question has {len(value)} characters; give the one question that the answer is for, in at most {LONGEST_QUESTION}")
        return printable(value).strip()
    if name == "questions":
        if isinstance(value, list) and len(value) > MOST_QUESTIONS:
            raise BadBrief(f"questions has {len(value)} entries; keep it to {MOST_QUESTIONS}")
        return tuple(_box(row, number) for number, row in enumerate(value if isinstance(value, list) else [value], 1))
    return read_value(tender_fields()[name], value)


def _box(row: Any, number: int) -> Mapping[str, Any]:
    """A question with its limit and its own outcome, where they are given."""
    row = row if isinstance(row, Mapping) else {"question": row}
    if set(row) - {"question", "limit", "characters", "pages", "outcome"} or not isinstance(row.get("question"), str) or is_blank(row["question"]):
        raise BadBrief(f"questions, entry {number}: expected question, and perhaps limit, characters, pages and outcome")
    return {name: read_said(name, said) for name, said in row.items() if not is_blank(said) and not is_not_known(said)}


def read_brief(path: Path) -> TenderBrief:
    """The brief of a YAML or JSON file. Raises BadBrief: what is wrong with it and what to do."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise BadBrief(f"{path} cannot be read ({error.strerror or error}); {HELP}") from None
    return parse_brief(data, path.name)


def parse_brief(data: bytes, name: str) -> TenderBrief:
    """The brief in the bytes of a YAML or JSON file of that name. Raises BadBrief."""
    if len(data) > LARGEST:
        raise BadBrief(f"{name} is larger than {LARGEST:,} bytes, more than a brief may have; is it the right file?")
    if is_deep(data):
        raise BadBrief(f"{name} is nested too deeply to be a brief; {HELP}")
    return brief_of(parse_yaml(data, name, BadBrief, HELP), name)


def example_brief() -> TenderBrief:
    """A made-up bidder's brief, shipped to show what a full one looks like."""
    return read_brief(DATA / "example.yaml")
