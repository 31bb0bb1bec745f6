"""A brief for a tender answer as YAML to fill in, with what was read from the tender and from the bidder's reports. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.drafting.fields import NOT_KNOWN, Field
from assistant.tender.brief import tender_fields
from assistant.tender.evidence import Fact
from assistant.tender.itt import Tender


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
                  (("weighting", asked.weighting), ("word limit", asked.limit), ("character limit", asked.characters), ("page limit", asked.pages)) if one]
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
        return ["questions:", *(line for box in boxes for line in ("  - question: |", *(f"      {said}" for said in box.text.splitlines()), *([f"    limit: {box.words}"] if box.words else []), *([f"    characters: {box.characters.value}"] if box.characters else []), *([f"    pages: {_yaml(box.pages.value)}"] if box.pages else []),
                                                     *(f"    outcome: {_yaml(one.value)}" for one in tender.outcomes_of(box)[:1])))]
    if field.id == "question" and asked:
        return ["question: |", *(f"  {line}" for line in asked.text.splitlines())]
    if field.id == "limit" and asked and asked.words:
        return [f"limit: {asked.words}"]
    if field.id == "characters" and asked and asked.characters:
        return [f"characters: {asked.characters.value}"]
    if field.id == "pages" and asked and asked.pages:
        return [f"pages: {_yaml(asked.pages.value)}"]
    if field.id == "outcome" and tender and tender.outcomes:
        return [f"outcome: {_yaml(tender.outcomes[0].value)}"]
    if field.id == "terms" and tender and tender.said:
        return ["terms:", *(f"  - {_yaml(one)}" for one in tender.said)]
    if field.id == "evidence" and facts:
        return ["# Read from your files: keep what is worth saying, delete the rest.", "evidence:",
                *(f"  - {{fact: {_yaml(fact.text)}, source: {_yaml(fact.source)}, page: {_yaml(fact.page)}}}" for fact in facts[:60])]
    if field.type == "rows":
        return [f"# {field.id}:", "#   - " + "\n#     ".join(f"{column}: ..." for column in field.columns)]
    return [f"# {field.id}:" + ("\n#   - ..." if field.type == "texts" else f" {field.default:g}" if field.type == "number" and field.default is not None else " yes" if field.type == "yesno" else " ...")]


def _yaml(text: str) -> str:
    """A text as a YAML scalar in double quotes."""
    flat = " ".join(text.split()).replace("\\", "\\\\").replace('"', '\\"')
    return f'"{flat}"'
