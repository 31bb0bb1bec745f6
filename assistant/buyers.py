"""Who buys, and what binds them: corpus/law/bodies.yaml read and checked, and said as it stands on page PAGE of our briefing. Pure but for reading the file."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from assistant.compose import Quote, Statement
from assistant.domain import ClaimKind
from assistant.errors import CorpusError
from assistant.law import SOURCE_ID, Briefing, Fact
from assistant.yaml_data import check_keys, check_unique, read_list

PAGE = "13"
"""The briefing's page of these rules; no section of facts.yaml may have it."""
TITLE = "Which rules bind which buyer"
EXISTS, ABOLISHED = "exists", "abolished"
HEALTH, SERVICES, LIGHT_TOUCH, GOODS, WORKS = WHAT = ("health care services", "other services", "light-touch services", "goods", "works")
NO_FLOOR = "Least weighting: none that we know of, and the Social Value Act sets none."


@dataclass(frozen=True, slots=True)
class Rule:
    """A regime's duty on a purchase, with the fact it stands on. `regime` is "" for the floor that a policy sets."""

    regime: str
    duty: str
    fact: Fact


@dataclass(frozen=True, slots=True)
class Purchase:
    """What a body buys and what binds it there. `above`: at or above the threshold, below it, or None where it does not decide.

    `floor` is the least weighting that policy sets, None where none is known; `check` what is open and where to look.
    """

    what: str
    above: bool | None
    rules: tuple[Rule, ...]
    floor: Rule | None
    check: str

    @property
    def named(self) -> str:
        """What is bought, in words: "goods at or above the threshold"."""
        return self.what + {True: " at or above the threshold", False: " below the threshold", None: ""}[self.above]


@dataclass(frozen=True, slots=True)
class Body:
    """A kind of buyer. `called` are the names people give it, in lower case; `successor` and `fact` are of an abolished one.

    `places` are words, in lower case, that make a body this one whatever else it is called.
    `thresholds` are the facts whose first figure is the threshold for its services; two where it is open which of them holds.
    """

    id: str
    name: str
    article: str
    called: tuple[str, ...]
    today: str
    buys: tuple[Purchase, ...]
    successor: str = ""
    fact: Fact | None = None
    thresholds: tuple[Fact, ...] = ()
    places: tuple[str, ...] = ()

    @property
    def exists(self) -> bool:
        """Whether there are such bodies today."""
        return self.today == EXISTS

    @property
    def with_article(self) -> str:
        """Its name in a sentence: "an integrated care board (ICB)"."""
        return f"{self.article} {self.name}"


def heading(body: Body, purchase: Purchase) -> str:
    """The heading of a body's purchase on page PAGE."""
    return f"{body.name[0].upper()}{body.name[1:]}{'' if body.exists else ', as it was'}: {purchase.named}"


def opening_line(body: Body, purchase: Purchase) -> str:
    """The line that opens the list of `rule_lines`."""
    bought = "bought" if not body.exists else "buys"
    return f"What {'bound' if not body.exists else 'binds'} {body.with_article} that {bought} {purchase.named}:"


def rule_lines(purchase: Purchase) -> list[tuple[str, Fact | None]]:
    """What stands under it, a list item each, with the fact of each: the duties, the least weighting, what to check."""
    lines: list[tuple[str, Fact | None]] = [(f"{rule.regime}: {rule.duty}", rule.fact) for rule in purchase.rules]
    lines.append((f"Least weighting: {purchase.floor.duty}", purchase.floor.fact) if purchase.floor else (NO_FLOOR, None))
    return [*lines, *([(f"To check: {purchase.check}", None)] if purchase.check else [])]


def statements(body: Body, purchase: Purchase, *, floor: bool = False) -> list[Statement]:
    """The same as statements, each quoted from page PAGE: duties of the law, and the rest as guidance; `floor`: without the duties."""
    where = (TITLE, heading(body, purchase))
    opening = opening_line(body, purchase)
    made = [Statement(opening, (Quote(SOURCE_ID, PAGE, opening, where),), ClaimKind.GUIDANCE if floor else ClaimKind.DUTY)]
    duties = {rule.fact.id for rule in purchase.rules if rule.fact.sure != "unconfirmed"}
    for text, fact in rule_lines(purchase)[len(purchase.rules) if floor else 0:]:
        kind = ClaimKind.DUTY if fact and fact.id in duties else ClaimKind.GUIDANCE
        made.append(Statement(text, (Quote(SOURCE_ID, PAGE, text, where),), kind, item=True, marker="-"))
    return made


# --- reading ---------------------------------------------------------------------------------------------


def read_bodies(path: Path, briefing: Briefing) -> tuple[Body, ...]:
    """The bodies of a file, in its order.

    Raises:
        CorpusError: the file cannot be read, a key is unknown or missing, a fact is not known, or an id or name stands twice; the
            message names file, body, key and what was expected.
    """
    facts = {fact.id: fact for fact in briefing.facts}
    bodies: list[Body] = []
    for number, row in enumerate(read_list(path), 1):
        where = f"{path.name}, body {row.get('id', number) if isinstance(row, dict) else number}"
        check_keys(where, row, {"id", "name", "article", "called", "today", "buys"}, {"successor", "fact", "thresholds", "places"})
        if row["today"] not in (EXISTS, ABOLISHED):
            raise CorpusError(f"{where}: today {row['today']!r}; expected {EXISTS} or {ABOLISHED}")
        if (row["today"] == ABOLISHED) != ("successor" in row) or ("successor" in row) != ("fact" in row):
            raise CorpusError(f"{where}: successor and fact; expected both for a body that is abolished, neither for one that exists")
        buys = tuple(_purchase(f"{where}, purchase {n}", bought, facts) for n, bought in enumerate(row["buys"], 1))
        bodies.append(Body(row["id"], row["name"], row["article"], tuple(c.lower() for c in row["called"]), row["today"], buys,
                           row.get("successor", ""), _fact(where, row["fact"], facts) if "fact" in row else None, tuple(_fact(where, name, facts) for name in row.get("thresholds") or ()), tuple(p.lower() for p in row.get("places") or ())))
    check_unique(path.name, "id", (body.id for body in bodies))
    check_unique(path.name, "called", (name for body in bodies for name in body.called))
    return tuple(bodies)


def _purchase(where: str, row: object, facts: dict[str, Fact]) -> Purchase:
    row = check_keys(where, row, {"what", "regimes"}, {"above", "floor", "check"})
    if row["what"] not in WHAT:
        raise CorpusError(f"{where}: what {row['what']!r}; expected one of {', '.join(WHAT)}")
    if row.get("above") not in (True, False, None):
        raise CorpusError(f"{where}: above {row['above']!r}; expected true, false or null")
    rules = tuple(Rule(r["name"], " ".join(r["duty"].split()), _fact(where, r["fact"], facts))
                  for r in (check_keys(where, r, {"name", "duty", "fact"}) for r in row["regimes"]))
    floor = check_keys(where, row["floor"], {"text", "fact"}) if row.get("floor") else None
    return Purchase(row["what"], row.get("above"), rules, Rule("", floor["text"], _fact(where, floor["fact"], facts)) if floor else None,
                    " ".join((row.get("check") or "").split()))


def _fact(where: str, name: str, facts: dict[str, Fact]) -> Fact:
    if name not in facts:
        raise CorpusError(f"{where}: fact {name!r} is not in facts.yaml; expected the id of one that is")
    return facts[name]
