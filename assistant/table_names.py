"""What is asked of the printed names: those that start with, end with or have a word, and those that differ between the appendices."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.places import core
from assistant.table_answers import Statement, TableAnswer, area
from assistant.table_questions import TableAsks
from assistant.table_rows import Rows
from assistant.table_wants import NamePart

FEW = 8
"""So many CCGs of one name are told with their footprints."""


def names_with(appendix: Rows, regions: Sequence[str], part: NamePart, asks: TableAsks) -> TableAnswer:
    """The CCGs, or else the footprints, whose names start with, end with or have a word, or start with a letter. The "NHS" before a CCG's name and the "CCG" after it do not count."""
    pool, of_groups = appendix.in_regions(regions), asks.groups or not asks.prints
    also = tuple(f.row for f in pool) if regions else ()
    members = set(appendix.all_members(pool))
    named = [(core(g.name), g.name, g.row) for g in appendix.groups if g in members] if of_groups else [(core(f.name), f.name, f.row) for f in pool]
    chosen = [(name, row) for plain, name, row in named if _fits(plain, part)]
    word = part.word.capitalize() if len(part.word) > 1 else f"the letter “{part.word}”"  # in small: no row has it as a word
    word = word if chosen or len(part.word) == 1 else f"“{part.word}”"
    one = len(chosen) == 1
    where = f" in the {', '.join(regions)} region{'s' if len(regions) > 1 else ''}" if regions else ""
    thing = (("CCG" if one else "CCGs") if of_groups else "footprint" if one else "footprints") + where
    if part.way == "have":
        told = f"{'has' if one else 'have'} {word} in {'its' if one else 'their'} name"
    else:
        told = f"{f'has a name that {part.way}s' if one else f'have names that {part.way}'} with {word}{' after “NHS”' if of_groups and part.way == 'start' else ''}"
    if not chosen:
        return TableAnswer((Statement(f"None: 0 {thing} {told}.", tuple(row for _, _, row in named)),))
    footprints = {g.name: f"{g.name} is in the {area(g)} footprint" for g in members} if of_groups and part.way == "have" and len(chosen) <= FEW else {}
    return TableAnswer((Statement(f"{len(chosen)} {thing} {told}:", (*(row for _, row in chosen), *also)), *(Statement(footprints.get(name, name), (row,), item=True) for name, row in chosen)))


def _fits(plain: str, part: NamePart) -> bool:
    words = plain.split()
    if part.way == "start":
        return plain.startswith(part.word) if len(part.word) == 1 else words[0] == part.word
    return words[-1] == part.word if part.way == "end" else part.word in words


def names_that_differ(appendix: Rows) -> TableAnswer:
    """The footprints whose name in Appendix 2, without the "STP", is not letter for letter that in Appendix 3, by the reviewed mapping of names."""
    by_name = {f.name: f for f in appendix.footprints}
    first = {g.printed: g.row for g in reversed(appendix.groups)}
    pairs = [(alias, by_name[name]) for alias, name in appendix.aliases if alias.removesuffix(" STP") != name and alias in first]
    opening = Statement(f"{len(pairs)} footprint names of Appendix 2 differ from those of Appendix 3, beside the “STP” at their end:",
                        tuple(row for alias, f in pairs for row in (first[alias], f.row)))
    items = tuple(Statement(f"{alias}: {f.name} in Appendix 3", (first[alias], f.row), item=True) for alias, f in pairs)
    return TableAnswer((opening, *items), footprints=tuple(f for _, f in pairs))
