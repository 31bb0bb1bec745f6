"""Items made from the two appendices: which CCG was in which footprint, how many, and whose plans mention social value. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from random import Random

from assistant.compose import Quote, Statement
from assistant.practice.items import FALSE, TRUE, Choice, Item, Kind
from assistant.table_rows import Footprint, Group, Row, Rows
from assistant.tables import SOURCE

WRONG = 3
MANY = 6
"""CCGs of a footprint that is worth counting."""
MISPRINTED = ("Keyes", ". ", "/", "Hambleton")
"""Signs of a printed footprint name that is a slip, a choice of two, or long enough to tell."""
DOUBTFUL = ("NHS North Durham CCG",)
"""CCGs that the two appendices place differently."""
_LITTLE = frozenset(["and", "of", "the", "nhs", "ccg", "stp", "with", "on"])


def items_from_tables(rows: Rows, seed: int) -> Iterator[Item]:
    """One item of each sort for every footprint that allows one. The seed says which, never how many."""
    speak = [f for f in rows.footprints if f.mentions]
    told = {*speak, *Random(f"{seed}:silent plans").sample([f for f in rows.footprints if not f.mentions], len(speak))}
    for footprint in rows.footprints:
        rng = Random(f"{seed}:{footprint.name}")
        for made in (_where(rows, footprint, rng), _how_many(rows, footprint, rng), _mentions(footprint) if footprint in told else None, _which_plan(rows, footprint, rng)):
            if made:
                yield made


def _where(rows: Rows, footprint: Footprint, rng: Random) -> Item | None:
    """In which footprint a CCG was: one whose name does not give it away."""
    pool = [group for group in rows.members(footprint) if _is_plain(group) and not _gives_away(group, footprint.name)]
    if not pool:
        return None
    group = rng.choice(pool)
    printed = {other.footprints[0]: area(other) for other in rows.groups if _is_plain(other)}
    others = [area_of for name, area_of in sorted(printed.items()) if name != footprint.name and not _gives_away(group, area_of)]
    near = {f.name for f in rows.in_regions((footprint.region,))}
    believable = [printed[name] for name in sorted(printed) if name in near and printed[name] in others]
    wrong = rng.sample(believable, WRONG) if len(believable) >= WRONG else rng.sample(others, WRONG)
    right = area(group)
    choices = rng.sample([right, *wrong], WRONG + 1)
    said = f"{group.name} was in the {right} footprint."
    return Item(f"{Kind.WHICH}:footprint-of-{_name(group.name)}", Kind.WHICH, f"In which STP footprint was {group.name}?", tuple(Choice(text) for text in choices),
                (choices.index(right),), (_statement(said, (group.row,)),), by_table=True)


def _how_many(rows: Rows, footprint: Footprint, rng: Random) -> Item | None:
    """How many CCGs one of the larger footprints had, where all of them are printed under one name."""
    members = rows.members(footprint)
    if any(not _is_plain(group) or group.printed != members[0].printed for group in members) or len(members) < MANY:
        return None
    counts = sorted({len(rows.members(f)) for f in rows.footprints} - {len(members)}, key=lambda count: abs(count - len(members)))[:5]
    choices = sorted([len(members), *rng.sample(counts, WRONG)])
    said = f"There were {len(members)} CCGs in the {area(members[0])} footprint."
    return Item(f"{Kind.FIGURE}:ccgs-of-{_name(footprint.name)}", Kind.FIGURE, f"How many CCGs does Appendix 2 of the report list in the {area(members[0])} footprint?",
                tuple(Choice(str(count)) for count in choices), (choices.index(len(members)),),
                (_statement(said, tuple(group.row for group in members), counted=(len(members),)),), by_table=True)


def _mentions(footprint: Footprint) -> Item:
    """Whether a footprint's plan mentions social value; asked of those that do, and of as many that do not."""
    said = f"The plan for {footprint.name} mentions social value."
    true = said if footprint.mentions else f"The plan for {footprint.name} does not mention social value."
    return Item(f"{Kind.TRUE_FALSE}:plan-of-{_name(footprint.name)}", Kind.TRUE_FALSE, said, (Choice(TRUE), Choice(FALSE)), (0 if footprint.mentions else 1,),
                (_statement(true, (footprint.row,)),), by_table=True)


def _which_plan(rows: Rows, footprint: Footprint, rng: Random) -> Item | None:
    """Which of four footprints has a plan that mentions social value: one that does, among neighbours that do not."""
    if not footprint.mentions:
        return None
    silent = rng.sample([f for f in rows.in_regions((footprint.region,)) if not f.mentions], WRONG)
    choices = rng.sample([footprint, *silent], WRONG + 1)
    claims = tuple(_statement(f"The plan for {f.name} {'mentions' if f.mentions else 'does not mention'} social value.", (f.row,)) for f in (footprint, *silent))
    return Item(f"{Kind.WHICH}:plan-that-mentions-{_name(footprint.name)}", Kind.WHICH, "Which of these footprints had a plan that mentions social value?",
                tuple(Choice(f.name) for f in choices), (choices.index(footprint),), claims, by_table=True)


def area(group: Group) -> str:
    """A CCG's footprint as Appendix 2 prints it, without "STP"."""
    return group.printed.removesuffix(" STP")


def _is_plain(group: Group) -> bool:
    return len(group.footprints) == 1 and group.name not in DOUBTFUL and not any(sign in group.printed for sign in MISPRINTED)


def _gives_away(group: Group, name: str) -> bool:
    """Whether a CCG's name shares a word with a footprint's, or the beginning of one (Stafford, Staffordshire; Herts, Hertfordshire)."""
    mine, theirs = (set(re.findall(r"[a-z]{3,}", text.lower())) - _LITTLE for text in (group.name, name))
    return any(a[:4] == b[:4] for a in mine for b in theirs)


def _statement(text: str, rows: Sequence[Row], counted: tuple[int, ...] = ()) -> Statement:
    return Statement(text, tuple(_quote(row) for row in rows), derived=True, counted=counted)


def _quote(row: Row) -> Quote:
    return Quote(SOURCE, row.page, row.text)


def _name(text: str) -> str:
    """A name as part of an id."""
    return "-".join(word for word in re.findall(r"[a-z]+", text.lower()) if word not in _LITTLE)
