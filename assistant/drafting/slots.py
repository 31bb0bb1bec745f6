"""What stands in the slots of a clause: the brief's words, put so that they read as a sentence, or a visible gap. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.drafting.brief import Brief
from assistant.drafting.clauses import SLOT
from assistant.drafting.fields import fields

_NUMBERS = ("none", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_POSTS = frozenset(["sponsor", "lead", "approving_body", "exemptions_by", "weighting_approver"])
_POST = re.compile(r"(?:(?:joint|deputy|associate|assistant|interim|executive|managing|lay|non-executive|strategic|senior|social|corporate) )*"
                   r"(?:director|head|chief|chair|board|governing|cabinet|executive|finance|audit|committee|commissioner|procurement|leader|lead|member|manager|council|integrated|"
                   r"strategic|system|value|team|trust|authority|deputy|portfolio|quality|full)\b", re.I)


def fill(template: str, brief: Brief, buys: Collection[str] = ()) -> str:
    """A template with its slots filled: one whole text that begins with a capital and ends with a stop. The user's words are put in as they are."""

    def put(match: re.Match[str]) -> str:
        said = slot(match[1], brief, buys)
        return said[:1].upper() + said[1:] if template[:match.start()].rstrip().endswith((".", "?", "!")) else said

    return sentence(SLOT.sub(put, template))


def slot(name: str, brief: Brief, buys: Collection[str] = ()) -> str:
    """What stands for a slot; the field's gap where it is not known."""
    if name == "bought":
        return _bought(brief, buys) or fields()["buys"].gap_text
    field = fields()["weighting_floor" if name == "floor" else name]
    value = brief.known(field.id)
    if value in (None, ()):
        return field.gap_text
    if field.id == "joint_with":
        return joined([row["name"] for row in value])
    if field.type == "percent":
        return f"{value:g}%"
    if field.id == "consultation_weeks":
        return f"{number(value)} week{'' if value == 1 else 's'}"
    if field.type == "number":
        return number(value)
    if field.id == "examples":
        return "; ".join(value)
    if isinstance(value, tuple):
        return joined(value)
    text = str(value).strip()
    return f"the {text}" if name in _POSTS and _POST.match(text) else text


def number(value: float) -> str:
    """A number in words up to ten, in figures beyond."""
    return _NUMBERS[int(value)] if float(value).is_integer() and 0 <= value <= 10 else f"{value:g}"


def joined(parts: Sequence[str]) -> str:
    """a, b and c."""
    return " and ".join(filter(None, (", ".join(parts[:-1]), parts[-1]))) if parts else ""


def sentence(text: str) -> str:
    """A text that begins with a capital and ends with a stop."""
    text = re.sub(r"([.!?])\.(?=\s|$)", r"\1", text.strip())
    text = text[:1].upper() + text[1:]
    return text if text.endswith((".", "!", "?", ":", "”", ".'", '."')) else f"{text}."


def _bought(brief: Brief, buys: Collection[str]) -> str:
    left_out = () if brief.known("goods_and_works") is not False else ("goods", "works")
    return joined([what for what in buys if what not in left_out])
