"""What else a check of a policy finds: law and bodies of the past, ceilings without a floor, promises nobody can measure. data/findings.yaml. Pure but for reading."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.drafting.elements import PageText, Why, pattern_words, read_why
from assistant.drafting.signs import FIRM, Found, Pattern, find, read_pattern, read_words
from assistant.drafting.statements import Statement, aside
from assistant.errors import CorpusError
from assistant.yaml_data import check_keys, check_unique, read_yaml

DATA = Path(__file__).parent / "data" / "findings.yaml"
MOST = 5
"""How many places of a finding are shown, where its entry does not say."""
Signs = Mapping[str, Sequence[Found]]
"""What was found for each sign of the elements, by "element.sign"."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One thing to look for. It is found by its patterns, by a sign, or by the absence of signs; never where one of `unless` is found."""

    id: str
    kind: str
    title: str
    first: int
    patterns: tuple[Pattern, ...]
    sign: str
    absent: tuple[str, ...]
    unless: tuple[str, ...]
    most: int
    why: Why
    do: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found: `places` are the user's own words, () for what is not there; `count` is of all places. `first` 1 is put right first."""

    id: str
    kind: str
    title: str
    first: int
    places: tuple[Found, ...]
    count: int
    why: Why
    do: str


def look(rules: Sequence[Rule], said: Sequence[Statement], signs: Signs, today: date) -> tuple[Finding, ...]:
    """The findings in a document, those to be put right first before the others, else in the order of the file; footnotes and glossaries are not looked at."""
    made: list[Finding] = []
    own = [one for one in said if not aside(one)]
    for rule in rules:
        if any(firm(signs.get(name, ())) for name in rule.unless):
            continue
        places = firm(find(rule.patterns, own, today)) if rule.patterns else firm(signs.get(rule.sign, ()))
        missing = bool(rule.absent) and not any(firm(signs.get(name, ())) for name in rule.absent)
        if places or missing:
            places = sorted(places, key=lambda place: place.at)
            made.append(Finding(rule.id, rule.kind, rule.title, rule.first, tuple(places[:rule.most]), len(places), rule.why, rule.do))
    return tuple(sorted(made, key=lambda finding: finding.first))


def firm(found: Sequence[Found]) -> list[Found]:
    """What is said and neither denied nor hedged."""
    return [one for one in found if one.how == FIRM]


def load_rules(page_text: PageText, signs: Sequence[str], path: Path = DATA) -> tuple[Rule, ...]:
    """The rules of the file. `signs` are the known "element.sign" names.

    Raises:
        CorpusError: the file cannot be read, a key, word or sign is unknown, a pattern is none, or a quote does not stand on its page.
    """
    data = check_keys(path.name, read_yaml(path), {"words", "findings"})
    words = read_words(path.name, {**pattern_words(), **data["words"]})
    rules = tuple(_rule(f"{path.name}, finding {row.get('id', n)}", row, words, page_text, signs) for n, row in enumerate(data["findings"], 1))
    check_unique(path.name, "id", (rule.id for rule in rules))
    return rules


def _rule(where: str, row: Any, words: Mapping[str, str], page_text: PageText, signs: Sequence[str]) -> Rule:
    row = check_keys(where, row, {"id", "kind", "title", "first", "why", "do"}, {"patterns", "sign", "absent", "unless", "most"})
    if sum(key in row for key in ("patterns", "sign", "absent")) != 1:
        raise CorpusError(f"{where}: expected one of patterns, sign, absent")
    named = [*([row["sign"]] if "sign" in row else []), *row.get("absent", ()), *row.get("unless", ())]
    if wrong := [name for name in named if name not in signs]:
        raise CorpusError(f"{where}: sign {wrong[0]!r} is not one of elements.yaml; expected element.sign, such as governance.lead")
    patterns = tuple(read_pattern(f"{where}, pattern {n}", p, words) for n, p in enumerate(row.get("patterns", ()), 1))
    return Rule(row["id"], row["kind"], row["title"], row["first"], patterns, row.get("sign", ""), tuple(row.get("absent", ())), tuple(row.get("unless", ())),
                row.get("most", MOST), read_why(where, row["why"], page_text), " ".join(row["do"].split()))
