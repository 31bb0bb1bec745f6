"""The brief for a tender answer: the question, the bidder's own facts and promises, typed and checked. What a draft says of the bidder comes from here and nowhere else."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.drafting.fields import NOT_KNOWN, Field, is_blank, is_not_known, read_fields, read_value
from assistant.errors import BadBrief
from assistant.tender.evidence import Fact
from assistant.tender.itt import Tender, word_limit
from assistant.tender.points import content
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
        asked = self.said.get("questions") or ()
        if not asked:
            return (self,)
        rows = self.known("commitments")
        places = [_place_of(row, [one["question"] for one in asked]) for row in rows]
        rest = {name: value for name, value in self.said.items() if name not in ("questions", "commitments")}
        return tuple(TenderBrief({**rest, **one, "commitments": tuple(row for row, place in zip(rows, places, strict=True) if place == number)}) for number, one in enumerate(asked))

    @property
    def limit(self) -> int:
        """The limit in words: the brief's, else the question's, else the default."""
        return int(self.said.get("limit") or word_limit(self.said.get("question", "")) or tender_fields()["limit"].default)


def _place_of(row: Mapping[str, str], questions: Sequence[str]) -> int:
    """Which of the questions (from 0) a promise answers: the one it names, else the one that shares most of its words, the first where none does."""
    named = re.search(r"\d+", row.get("answers", ""))
    if named and 1 <= int(named.group()) <= len(questions):
        return int(named.group()) - 1
    said = content(" ".join(words for name, words in row.items() if name != "answers"))
    return max(range(len(questions)), key=lambda place: (len(said & content(questions[place])), -place))


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
    """A question with its limit, if one is given."""
    row = row if isinstance(row, Mapping) else {"question": row}
    if set(row) - {"question", "limit"} or not isinstance(row.get("question"), str) or is_blank(row["question"]):
        raise BadBrief(f"questions, entry {number}: expected question, and perhaps limit")
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


def example(tender: Tender | None = None, facts: Sequence[Fact] = ()) -> str:
    """A brief as YAML to fill in; with a tender, what was found in it with its pages, and what was not; with facts, these as evidence with theirs."""
    lines = ["# A brief for a tender answer. Fill in what you know and delete the # before it. Nothing is said of you but what stands here;",
             f"# what is missing stays in the draft as [EVIDENCE NEEDED: ...]. Write \"{NOT_KNOWN}\" or leave it out.", *(_found(tender) if tender else [])]
    group = ""
    for field in tender_fields().values():
        if field.group != group:
            group = field.group
            lines += ["", f"# --- {group} ---"]
        lines += ["", f"# {field.title}. {field.help}", *_entry(field, tender, facts)]
    return "\n".join(lines) + "\n"


def _found(tender: Tender) -> list[str]:
    """What was read from the tender as comments: each with its page, for the bidder to correct."""
    lines = ["#", "# Read from the tender; correct it below where it is wrong."]
    mine = tender.boxes
    for asked in tender.questions:
        mark = ("a question below" if len(mine) > 1 else "the question below") if asked in mine else "another question"
        lines.append(f"# {_page(asked.page)}{mark}{f' ({asked.label})' if asked.label else ''}: {_quoted(asked.text.splitlines()[0])}")
        lines += [f"#     {_page(page)}asks: {_quoted(point.text)}" for point, page in asked.points]
        lines += [f"#     {_page(one.page)}{what}: {one.value}, from {_quoted(one.quote)}" for what, one in
                  (("weighting", asked.weighting), ("word limit", asked.limit), ("page limit", asked.pages)) if one]
    lines += [f"# {_page(one.page)}{what}: {one.value}, from {_quoted(one.quote)}" for what, one in tender.terms.named]
    lines += [f"# {_page(one.page)}numbered, not taken as a question: {_quoted(one.quote)}" for one in tender.untaken]
    return [*lines, f"# Not found: {'; '.join(tender.not_found) or 'nothing that was looked for'}."]


def _page(label: str) -> str:
    return f"page {label}: " if label else ""


def _quoted(text: str) -> str:
    flat = " ".join(text.split())
    return f"“{flat if len(flat) <= 160 else f'{flat[:160]} …'}”"


def _entry(field: Field, tender: Tender | None, facts: Sequence[Fact]) -> list[str]:
    boxes = tender.boxes if tender else ()
    asked = boxes[0] if len(boxes) == 1 else None
    if field.id == "questions" and len(boxes) > 1:
        return ["questions:", *(line for box in boxes for line in ("  - question: |", *(f"      {said}" for said in box.text.splitlines()), *([f"    limit: {box.words}"] if box.words else [])))]
    if field.id == "question" and asked:
        return ["question: |", *(f"  {line}" for line in asked.text.splitlines())]
    if field.id == "limit" and asked and asked.words:
        return [f"limit: {asked.words}"]
    if field.id == "outcome" and tender and tender.terms.outcomes:
        return [f"outcome: {_yaml(tender.terms.outcomes[0].value)}"]
    if field.id == "evidence" and facts:
        return ["# Read from your files: keep what is worth saying, delete the rest.", "evidence:",
                *(f"  - {{fact: {_yaml(fact.text)}, source: {_yaml(fact.source)}, page: {_yaml(fact.page)}}}" for fact in facts[:60])]
    if field.type == "rows":
        return [f"# {field.id}:", "#   - " + "\n#     ".join(f"{column}: ..." for column in field.columns)]
    return [f"# {field.id}:" + ("\n#   - ..." if field.type == "texts" else f" {field.default:g}" if field.type == "number" else " yes" if field.type == "yesno" else " ...")]


def _yaml(text: str) -> str:
    """A text as a YAML scalar in double quotes."""
    flat = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{flat}"'
