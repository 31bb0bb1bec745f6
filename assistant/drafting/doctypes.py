"""Whether a document is a social value policy, and if not, what it is instead. data/kinds.yaml. Pure but for reading."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.drafting.statements import Statement
from assistant.errors import CorpusError
from assistant.yaml_data import check_keys, check_unique, read_yaml

DATA = Path(__file__).parent / "data" / "kinds.yaml"
LEAST_WORDS = 40
MANY = 10**6
_OPENING, _TITLE = 300, 160
"""How many characters at the start count as its first lines, and as its title."""
_ABOUT = ("research", "guide")
"""Kinds that are only about social value: a title that calls a document a social value policy outweighs their wording."""
_FEW, _SHARE = 2, 0.08
"""A policy names social value so often, and so many of its statements lay something down."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What else a document may be, if it speaks of social value no more often than `mentions`; `always` also where its first lines name it."""

    id: str
    name: str
    least: int
    title: tuple[re.Pattern[str], ...]
    body: tuple[re.Pattern[str], ...]
    always: bool
    mentions: int


@dataclass(frozen=True, slots=True)
class Kinds:
    """The kinds, and how a text that speaks of social value, one that may be a policy, a title that says so and a rule are known."""

    kinds: tuple[Kind, ...]
    social_value: re.Pattern[str]
    policy: re.Pattern[str]
    titled: re.Pattern[str]
    rule: re.Pattern[str]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Whether it is a social value policy; else `name` is what it is ("a recipe", "" where that is not known) and `why` says it in a sentence or two."""

    is_policy: bool
    name: str = ""
    why: str = ""
    mentions: int = 0


def judge(kinds: Kinds, title: str, text: str, said: Sequence[Statement]) -> Verdict:
    """What a document is, by its title, its whole text and its statements."""
    opening = f"{title}\n{text[:_OPENING]}"
    mentions = len(kinds.social_value.findall(text))
    named = kinds.social_value.search(opening[:_TITLE]) is not None
    words = len(text.split())
    if words < LEAST_WORDS:
        return Verdict(False, "", f"It has {words} words in all, too few to be a policy; give the whole document.", mentions)
    scored = [(2 * sum(bool(p.search(opening)) for p in k.title) + sum(bool(p.search(text)) for p in k.body) - k.least, k) for k in kinds.kinds]
    other = max(((points, k) for points, k in scored if points >= 0 and (k.always or not named and mentions <= k.mentions)), key=lambda pair: pair[0], default=(0, None))[1]
    speaks = f"It speaks of social value {_times(mentions)}." if mentions else "It does not speak of social value."
    if not mentions:
        return Verdict(False, other.name if other else "", speaks, mentions)
    rules = sum(bool(kinds.rule.search(s.read)) for s in said)
    if other and not (other.id in _ABOUT and kinds.titled.search(title) and kinds.social_value.search(title)):
        return Verdict(False, other.name, f"Its title and wording are those of {other.name}. {speaks}", mentions)
    if mentions < _FEW and not named:
        return Verdict(False, "", speaks, mentions)
    if not kinds.policy.search(opening) and rules < _SHARE * len(said):
        return Verdict(False, "", f"{speaks} But it lays down next to nothing that somebody will, must or shall do.", mentions)
    return Verdict(True, "", "", mentions)


def _times(count: int) -> str:
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def load_kinds(path: Path = DATA) -> Kinds:
    """The kinds of the file. Raises CorpusError when it cannot be read, or a key or pattern is wrong."""
    data = check_keys(path.name, read_yaml(path), {"social_value", "policy", "titled", "rule", "kinds"})
    kinds = []
    for number, row in enumerate(data["kinds"], 1):
        where = f"{path.name}, kind {row.get('id', number)}"
        row = check_keys(where, row, {"id", "name", "least", "title", "body"}, {"always", "mentions"})
        title, body = ([_compiled(where, text) for text in row[key]] for key in ("title", "body"))
        kinds.append(Kind(row["id"], row["name"], row["least"], tuple(title), tuple(body), row.get("always", False), row.get("mentions", MANY)))
    check_unique(path.name, "id", (kind.id for kind in kinds))
    return Kinds(tuple(kinds), *(_compiled(path.name, data[key]) for key in ("social_value", "policy", "titled", "rule")))


def _compiled(where: str, text: str) -> re.Pattern[str]:
    try:
        return re.compile(text, re.I)
    except re.error as error:
        raise CorpusError(f"{where}: {error} in {text!r}; expected a regular expression") from error
