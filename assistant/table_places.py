"""The CCGs of a place that is neither a CCG nor a footprint, or both: by footprint and by name, for the tables hold no counties and towns."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.places import plain
from assistant.table_answers import Statement, TableAnswer, area, listed_names, shown
from assistant.table_rows import Footprint, Group, Rows

NO_COUNTIES = "The appendices record footprints, not counties or towns."


def in_place(appendix: Rows, word: str, groups: Sequence[Group], footprints: Sequence[Footprint]) -> TableAnswer:
    """The CCGs of the footprints with a word in their names, counted and listed, then those with it in their own."""
    inside = appendix.all_members(footprints)
    outside = [g for g in groups if g not in inside]
    one = len(groups) == 1
    rows = tuple(g.row for g in groups)
    items = tuple(Statement(f"{g.name} is in the {area(g)} footprint", (g.row,), item=True) for g in outside)
    if not footprints:
        return TableAnswer((Statement(f"{len(groups)} {'CCG has' if one else 'CCGs have'} {word} in {'its' if one else 'their'} name:", rows), *items))
    statements = list(_by_footprint(appendix, word, footprints, inside))
    told = groups and set(groups) != set(inside)
    if told and not outside:
        statements.append(Statement(f"{len(groups)} of them {'has' if one else 'have'} {word} in {'its' if one else 'their'} name: {listed_names(groups)}.", rows))
    elif told:
        others = "one of them is" if len(outside) == 1 and not one else f"{len(outside)} of them are" if not one else "it is"
        statements.append(Statement(f"{len(groups)} {'CCG has' if one else 'CCGs have'} {word} in {'its' if one else 'their'} name; {others} in {'another footprint' if len(outside) == 1 else 'other footprints'}:", rows))
        statements += items
    return TableAnswer(tuple(statements), footprints=tuple(footprints), opening=NO_COUNTIES if told or len(footprints) > 1 else "")


def as_printed(word: str, groups: Sequence[Group], footprints: Sequence[Footprint]) -> tuple[str, tuple[Group, ...], tuple[Footprint, ...]]:
    """A place as the rows print it, with its CCGs and its footprints: the one of exactly that name, where there is one."""
    own = tuple(f for f in footprints if plain(f.name) == word) or tuple(footprints)
    printed = next(m.group() for thing in (*groups, *own) if (m := re.search(rf"\b{re.escape(word)}\b", thing.name.replace(" & ", " and "), re.I)))
    return printed, tuple(groups), own


def _by_footprint(appendix: Rows, word: str, footprints: Sequence[Footprint], inside: Sequence[Group]) -> tuple[Statement, ...]:
    if len(footprints) == 1:
        name, rows = shown(footprints[0], inside)
        opening = Statement(f"{len(inside)} {'CCG is' if len(inside) == 1 else 'CCGs are'} in the {name} footprint:", rows)
        return (opening, *(Statement(g.name, (g.row,), item=True) for g in inside))
    opening = Statement(f"{len(inside)} CCGs are in the {len(footprints)} footprints with {word} in their names:", appendix.both(footprints))
    return (opening, *(by_footprint(appendix, f) for f in footprints))


def by_footprint(appendix: Rows, footprint: Footprint) -> Statement:
    """A footprint with its CCGs, as an item of a list."""
    members = appendix.members(footprint)
    name, rows = shown(footprint, members)
    return Statement(f"{name} ({len(members)}): {listed_names(members)}", rows, item=True)
