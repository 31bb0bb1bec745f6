"""The brief: what is known of a body and its wishes, typed and checked. Facts about the user's organisation come from here and nowhere else."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from assistant.drafting.fields import NOT_KNOWN, Field, fields, is_blank, is_not_known, read_value
from assistant.errors import BadBrief
from assistant.yaml_data import is_deep, parse_yaml, write_yaml

CURRENT, STUDY = "current", "as at 2017 for study"
CCG = "ccg"
EXAMPLE = Path(__file__).parent / "data" / "example.yaml"
LARGEST = 300_000
"""Bytes of a brief's file."""
ENDED = ("Clinical commissioning groups (CCGs) ended on 1 July 2022 and have no policy today: write `status: as at 2017 for study` for a study draft, "
         "or `kind: icb` with the name of the integrated care board that took its place")
Row = Mapping[str, str]
"""An entry of a list, by column; a column that is not known is left out."""


@dataclass(frozen=True, slots=True)
class Brief:
    """What was said. None and () mean that nothing was; `unknown` are the fields that were said to be not known yet, which get no default.

    What each field means, its default and the gap it leaves stand in data/fields.yaml.
    """

    name: str | None = None
    kind: str | None = None
    status: str | None = None
    joint_with: tuple[Row, ...] = ()
    area: str | None = None
    footprint: str | None = None
    buys: tuple[str, ...] = ()
    goods_and_works: bool | None = None
    value_bands: tuple[Row, ...] = ()
    exemptions_by: str | None = None
    commitment: str | None = None
    strategy: str | None = None
    needs: tuple[Row, ...] = ()
    definition: str | None = None
    examples: tuple[str, ...] = ()
    priorities: tuple[Row, ...] = ()
    groups: tuple[str, ...] = ()
    partners: tuple[str, ...] = ()
    forum: str | None = None
    consultation_weeks: int | None = None
    compact: bool | None = None
    vcse_spend: str | None = None
    weighting_floor: float | None = None
    weighting_reason: str | None = None
    weighting_bands: tuple[Row, ...] = ()
    weighting_approver: str | None = None
    most_questions: int | None = None
    most_measures: int | None = None
    measure_set: str | None = None
    reporting_cycle: str | None = None
    report_month: str | None = None
    review_date: str | None = None
    decommissioning: bool | None = None
    sponsor: str | None = None
    lead: str | None = None
    approving_body: str | None = None
    approved_on: str | None = None
    effective_from: str | None = None
    version: str | None = None
    author: str | None = None
    audience: str | None = None
    engaged: str | None = None
    equality_assessment: str | None = None
    gateways: str | None = None
    template_location: str | None = None
    commissioners: str | None = None
    buyers: str | None = None
    managers: str | None = None
    length: str | None = None
    without: tuple[str, ...] = ()
    edits: tuple[Row, ...] = ()
    unknown: frozenset[str] = frozenset()

    def known(self, name: str) -> Any:
        """A field's value: what was said, else its default; None where neither is there or it was said to be not known."""
        said = getattr(self, name)
        if said not in (None, ()):
            return said
        if name == "status" and name not in self.unknown:
            return STUDY if self.kind == CCG else CURRENT
        return None if name in self.unknown else fields()[name].default

    @property
    def is_study(self) -> bool:
        """Whether it is for a draft as at 2017."""
        return self.known("status") == STUDY

    @property
    def kinds(self) -> tuple[str, ...]:
        """The kinds of the body and of those that share the policy, each once."""
        return tuple(dict.fromkeys(filter(None, (self.kind, *(row.get("kind") for row in self.joint_with)))))

    def with_said(self, **said: Any) -> Brief:
        """The brief with some fields said anew."""
        return dataclasses.replace(self, unknown=self.unknown - set(said), **said)


def brief_of(said: Any, where: str = "the brief") -> Brief:
    """A brief of a mapping, as YAML or JSON gives it.

    Raises:
        BadBrief: it is no mapping, a key is unknown, a value is of the wrong type or out of bounds, or the body cannot have such a draft.
    """
    said = {} if said is None else said
    if not isinstance(said, Mapping):
        raise BadBrief(f"{where} is not a list of fields with their values; `social-value draft policy --example` prints one to fill in")
    known = fields()
    if strange := sorted(set(map(str, said)) - set(known)):
        near = [name for name in known if strange[0].lower() in name] or get_close_matches(strange[0].lower(), known, 2)
        meant = f" (do you mean {' or '.join(near[:3])}?)" if near else ""
        raise BadBrief(f"{where}: there is no field {strange[0][:40]!r}{meant}; the fields are: {', '.join(known)}")
    values = {name: read_value(known[name], value) for name, value in said.items() if not is_blank(value) and not is_not_known(value)}
    brief = Brief(**values, unknown=frozenset(name for name, value in said.items() if is_not_known(value)))
    return checked(brief, where)


def checked(brief: Brief, where: str = "the brief") -> Brief:
    """The brief, if such a draft can be. Raises BadBrief."""
    if brief.kind == CCG and brief.known("status") == CURRENT:
        raise BadBrief(f"{where}: {ENDED}")
    for row in brief.joint_with:
        if "kind" in row and row["kind"] not in fields()["kind"].choices:
            raise BadBrief(f"{where}: joint_with has the kind {row['kind']!r}; expected one of: {', '.join(fields()['kind'].choices)}")
    return brief


def read_brief(path: Path) -> Brief:
    """The brief of a YAML or JSON file. Raises BadBrief: what is wrong with it and what to do."""
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise BadBrief(f"{path} cannot be read ({error.strerror or error}); `social-value draft policy --example` prints a brief to fill in") from None
    return parse_brief(data, path.name)


def parse_brief(data: bytes, name: str) -> Brief:
    """The brief in the bytes of a YAML or JSON file of that name. Raises BadBrief."""
    if len(data) > LARGEST:
        raise BadBrief(f"{name} is larger than {LARGEST:,} bytes, more than a brief may have; is it the right file?")
    if is_deep(data):  # libyaml goes down a level for each, until the program ends
        raise BadBrief(f"{name} is nested too deeply to be a brief; `social-value draft policy --example` prints one to fill in")
    said = parse_yaml(data, name, BadBrief, "`social-value draft policy --example` prints a brief to fill in")
    if isinstance(said, Mapping) and isinstance(said.get("brief"), Mapping):
        said = said["brief"]  # a draft in JSON holds its brief
    return brief_of(said, name)


def with_value(brief: Brief, name: str, value: Any) -> Brief:
    """The brief with a field as a person wrote it: blank is nothing said, NOT_KNOWN keeps it open. Raises BadBrief."""
    field = fields()[name]
    if is_not_known(value) or is_blank(value):
        empty = () if field.type in ("texts", "choices", "rows") else None
        unknown = brief.unknown | {name} if is_not_known(value) else brief.unknown - {name}
        return checked(dataclasses.replace(brief, **{name: empty}, unknown=unknown))
    return checked(brief.with_said(**{name: read_value(field, value)}))


def example_brief() -> Brief:
    """A made-up body's brief, shipped to show what a full one looks like."""
    return read_brief(EXAMPLE)


# --- writing one ------------------------------------------------------------------------------------------


def brief_plain(brief: Brief) -> dict[str, Any]:
    """What a brief says as plain values, in the order of the fields: what brief_of reads."""
    made: dict[str, Any] = {}
    for name in fields():
        value = getattr(brief, name)
        if value not in (None, ()):
            made[name] = [dict(v) if isinstance(v, Mapping) else v for v in value] if isinstance(value, tuple) else value
        elif name in brief.unknown:
            made[name] = NOT_KNOWN
    return made


def brief_yaml(brief: Brief) -> str:
    """A brief as YAML, to be kept and read again."""
    return "# A brief for a social value policy.\n" + (write_yaml(brief_plain(brief)) if brief != Brief() else "")


def example() -> str:
    """An empty brief as YAML: every field with its help, its default and why, to be filled in. As it is, it reads as an empty brief."""
    lines = ["# A brief for a social value policy. Fill in what you know and delete the # before it; leave out what has a good default.",
             f"# Write \"{NOT_KNOWN}\" to keep a gap in the draft where there is a default. Nothing is said of your organisation but what stands here."]
    group = ""
    for field in fields().values():
        if field.group != group:
            group = field.group
            lines += ["", f"# --- {group} ---"]
        lines += ["", f"# {field.title}. {field.help}", *_about(field), f"# {field.id}:{_sample(field)}"]
    return "\n".join(lines) + "\n"


def _about(field: Field) -> list[str]:
    made = [f"# One of: {', '.join(field.choices)}."] if field.choices else []
    shown = {True: "yes", False: "no"}.get(field.default, field.default) if isinstance(field.default, bool) else field.default
    return made + ([f"# Default: {shown}, because {field.reason}."] if field.default is not None else [f"# Default: {field.reason}."] if field.reason else [])


def _sample(field: Field) -> str:
    match field.type:
        case "rows":
            return "\n#   - " + "\n#     ".join(f"{column}: ..." for column in field.columns)
        case "texts" | "choices":
            return "\n#   - ..."
        case "yesno":
            return " yes"
        case "number" | "percent":
            return f" {field.default:g}"
    return " ..."
