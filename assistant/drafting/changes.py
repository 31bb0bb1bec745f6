"""What is different between two briefs, and between two drafts. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from assistant.drafting.brief import Brief
from assistant.drafting.draft import Draft, DraftClause
from assistant.drafting.fields import Field, fields
from assistant.drafting.slots import joined, slot

KIND_NAMES = {"ccg": "clinical commissioning group, which is no more", "icb": "integrated care board", "nhs-trust": "NHS trust", "local-authority": "council",
              "central-government": "central government", "housing-association": "housing association", "police-fire": "police or fire body", "welsh-body": "devolved body in Wales",
              "other": "public body of another kind"}
OWN = ("edits", "without")
"""Fields that tell of the draft's clauses, not of the body."""


@dataclass(frozen=True, slots=True)
class Changes:
    """What a draft has become: fields (title, before, now), clauses worded anew (before, now), new ones, those gone (by the numbers before), annexes by letter."""

    fields: tuple[tuple[str, str, str], ...]
    reworded: tuple[tuple[DraftClause, DraftClause], ...]
    added: tuple[DraftClause, ...]
    gone: tuple[DraftClause, ...]
    annexes_gone: tuple[str, ...] = ()
    annexes_back: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.fields or self.reworded or self.added or self.gone or self.annexes_gone or self.annexes_back)


def changes(was: Draft, now: Draft) -> Changes:
    """What is different between two drafts."""
    old, new = {c.id: c for c in was.clauses}, {c.id: c for c in now.clauses}
    before, after = {a.letter for a in was.annexes}, {a.letter for a in now.annexes}
    return Changes(
        field_changes(was.brief, now.brief), tuple((old[c.id], c) for c in new.values() if c.id in old and (c.text, c.table) != (old[c.id].text, old[c.id].table)),
        tuple(c for c in new.values() if c.id not in old), tuple(c for c in old.values() if c.id not in new), tuple(sorted(before - after)), tuple(sorted(after - before)))


def field_changes(was: Brief, now: Brief) -> tuple[tuple[str, str, str], ...]:
    """The fields that differ, in their order: title, value before, value now."""
    return tuple((field.title, in_words(field, was), in_words(field, now)) for field in fields().values()
                 if field.id not in OWN and was.known(field.id) != now.known(field.id))


def summary(was: Brief, now: Brief) -> str:
    """What is different between two briefs in a line: "Review date: May 2027"; "" where nothing is."""
    parts = [f"{title}: {after}" for title, _, after in field_changes(was, now)]
    if was.edits != now.edits:
        parts.append("own wording of a clause")
    if was.without != now.without:
        parts.append("a part taken out" if len(now.without) > len(was.without) else "a part put back")
    if not parts and was != now:  # a default that is now said, or kept open
        parts = ["what is known"]
    return "; ".join(parts[:3]) + (f" and {len(parts) - 3} more" if len(parts) > 3 else "")


def said(field: Field, brief: Brief) -> str:
    """A field's value in words."""
    value = getattr(brief, field.id)
    if field.id == "kind":
        return KIND_NAMES[value]
    if field.type == "yesno":
        return "yes" if value else "no"
    if field.type == "rows":
        return joined([row[field.columns[0]] for row in value])
    return slot(field.id, brief)


def in_words(field: Field, brief: Brief) -> str:
    """A field's value in words, its default where nothing was said."""
    if getattr(brief, field.id) not in (None, ()):
        return said(field, brief)
    value = brief.known(field.id)
    return "not known" if value in (None, ()) else ("yes" if value else "no") if field.type == "yesno" else slot(field.id, brief)
