"""The rules that bind a body for each thing it buys, as clauses of section 2; the footprint of a CCG, as one of section 1. Pure.

They are made of corpus/law/bodies.yaml and of the report's tables, so that a fact of either is put right in one place.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence

from assistant.bodies import Bodies
from assistant.buyers import HEALTH, LIGHT_TOUCH, NO_FLOOR, PAGE, SERVICES, TITLE, Body, Purchase, Rule, heading
from assistant.compose import Quote
from assistant.domain import ClaimKind
from assistant.drafting.brief import Brief
from assistant.drafting.clauses import Clause
from assistant.drafting.slots import joined
from assistant.law import SOURCE_ID, Fact
from assistant.tables import SOURCE as TABLE_SOURCE
from assistant.tables import Tables
from assistant.text import sentence_spans

_ASKS = re.compile(r"\b(must|had to|chooses|applies the|weighed|comes before|falls? under|buys goods under|buys under)\b", re.I)
"""What makes a line of the rules a duty: it asks something of the body."""


def bodies_of(brief: Brief, bodies: Bodies) -> tuple[Body, ...]:
    """The bodies that a brief names by kind."""
    return tuple(body for kind in brief.kinds for body in bodies.all if body.id == kind)


def buys_of(brief: Brief, bodies: Bodies) -> tuple[str, ...]:
    """What is bought: as the brief says, else all that bodies of its kinds may buy; () where the kind is not known either."""
    if brief.buys or "buys" in brief.unknown:
        return brief.buys
    return tuple(dict.fromkeys(purchase.what for body in bodies_of(brief, bodies) for purchase in body.buys))


def rule_clauses(brief: Brief, bodies: Bodies, pages: Mapping[str, str]) -> tuple[Clause, ...]:
    """A clause for each rule, with what it goes for; then what is to be checked. `pages` gives the briefing's page of a fact's id."""
    made: list[Clause] = []
    for body in bodies_of(brief, bodies):
        purchases = _purchases(body, buys_of(brief, bodies))
        grouped: dict[tuple[str, str], list[tuple[Purchase, Rule]]] = {}
        for purchase in purchases:
            for rule in purchase.rules:
                grouped.setdefault((rule.regime, rule.duty), []).append((purchase, rule))
        for number, ((regime, duty), found) in enumerate(grouped.items(), 1):
            mine, fact = [purchase for purchase, _ in found], found[0][1].fact
            kind = ClaimKind.GUIDANCE if fact.sure == "unconfirmed" or regime.startswith(("PPN", "Procurement policy")) else \
                ClaimKind.DUTY if _ASKS.search(duty) else ClaimKind.EVIDENCE
            made.append(Clause(f"rule-{body.id}-{number}", "2", kind, f"{regime}: {duty} This goes for {_named(mine)}.",
                               (*_headings(body, mine), _line(body, mine[0], f"{regime}: {duty}"), _of_fact(fact, pages)), "legal-basis", core=True))
        if not brief.is_study:
            made += _to_check(body, purchases)
    return tuple(made)


def floor_clauses(brief: Brief, bodies: Bodies) -> tuple[Clause, ...]:
    """Where a floor of policy binds a body for some purchases and not for others, a clause for section 8 on the others."""
    made = []
    for body in bodies_of(brief, bodies):
        purchases = _purchases(body, buys_of(brief, bodies))
        bare = [purchase for purchase in purchases if purchase.floor is None]
        if bare and len(bare) < len(purchases):
            made.append(Clause(f"floor-none-{body.id}", "8", ClaimKind.EVIDENCE, f"For {_named(bare)} the least weighting is none that we know of, and the Social Value Act sets none.",
                               (*_headings(body, bare), _line(body, bare[0], NO_FLOOR)), "weighting"))
    return tuple(made)


def footprint_clauses(brief: Brief, tables: Tables | None) -> tuple[Clause, ...]:
    """For a CCG of the report: which footprint it was in and whether its plan mentions social value, with the rows. Else what the brief says."""
    group = next(iter(tables.named(brief.name)[0]), None) if tables and brief.name and brief.kind == "ccg" else None
    if group is None:
        return (Clause("footprint", "1", ClaimKind.LOCAL_CHOICE, f"Our footprint is {brief.footprint}."),) if brief.footprint else ()
    prints = [footprint for footprint in tables.footprints if footprint.name in group.footprints] if tables else []
    area = group.printed if group.printed.endswith("STP") else f"{group.printed} STP"
    plans = " ".join(f"The plan for {footprint.name} {'mentions' if footprint.mentions else 'does not mention'} social value." for footprint in prints)
    quotes = tuple(Quote(TABLE_SOURCE, row.page, row.text) for row in (group.row, *(footprint.row for footprint in prints)))
    return (Clause("footprint", "1", ClaimKind.EVIDENCE, f"{group.name} was in the {area} footprint. {plans}", quotes, core=True),)


def _purchases(body: Body, buys: Sequence[str]) -> list[Purchase]:
    """A body's purchases of these kinds; other services for health care and light-touch services where it has no line for them."""
    there = {purchase.what for purchase in body.buys}
    wanted = {SERVICES if what in (HEALTH, LIGHT_TOUCH) and what not in there else what for what in buys}
    return [purchase for purchase in body.buys if purchase.what in wanted]


def _to_check(body: Body, purchases: Sequence[Purchase]) -> list[Clause]:
    grouped: dict[str, list[Purchase]] = {}
    for purchase in purchases:
        if purchase.check:
            grouped.setdefault(purchase.check, []).append(purchase)
    return [Clause(f"check-{body.id}-{number}", "2", ClaimKind.GUIDANCE, f"To check, for {_named(mine)}: {check}",
                   (*_headings(body, mine), _line(body, mine[0], f"To check: {check}")), "legal-basis") for number, (check, mine) in enumerate(grouped.items(), 1)]


def _named(purchases: Sequence[Purchase]) -> str:
    """What is bought, with the threshold once for those that share it."""
    by_size: dict[bool | None, list[str]] = {}
    for purchase in purchases:
        by_size.setdefault(purchase.above, []).append(purchase.what)
    size = {True: " at or above the threshold", False: " below the threshold", None: ""}
    return joined([f"{joined(what)}{size[above]}" for above, what in by_size.items()])


def _headings(body: Body, purchases: Sequence[Purchase]) -> tuple[Quote, ...]:
    return tuple(Quote(SOURCE_ID, PAGE, heading(body, purchase), (TITLE,)) for purchase in purchases)


def _line(body: Body, purchase: Purchase, text: str) -> Quote:
    return Quote(SOURCE_ID, PAGE, text, (TITLE, heading(body, purchase)))


def _of_fact(fact: Fact, pages: Mapping[str, str]) -> Quote:
    start, end = sentence_spans(fact.text)[0]
    return Quote(SOURCE_ID, pages[fact.id], fact.text[start:end], (fact.title,))
