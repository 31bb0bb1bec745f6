"""What is found by looking through all rows: the most and the fewest, of footprints and of regions; the regions without; the footprints of a size; the names that start alike or differ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

from assistant.places import core
from assistant.table_answers import Statement, TableAnswer, shown
from assistant.table_questions import Size, TableAsks
from assistant.table_rows import REGIONS, Row, Rows


def extreme_footprints(appendix: Rows, regions: Sequence[str], *, most: bool) -> TableAnswer:
    """The footprints with the most or the fewest CCGs, of all or of those of some regions."""
    pool = appendix.in_regions(regions)
    counts = Counter({f.name: len(appendix.members(f)) for f in pool})
    target = max(counts.values()) if most else min(counts.values())
    among = f"footprint of the {regions[0]} region" if len(regions) == 1 else "footprint of these regions" if regions else "footprint"
    chosen = tuple(f for f in pool if counts[f.name] == target)
    statements = []
    for footprint in chosen:
        members = appendix.members(footprint)
        plural = "CCG" if target == 1 else "CCGs"
        name, rows = shown(footprint, members)
        statements.append(Statement(f"{name} has {target} {plural}, the {'most' if most else 'fewest'} of any {among}.",
                                    tuple(dict.fromkeys((*rows, *((footprint.row,) if regions else ()))))))
    return TableAnswer(tuple(statements), footprints=chosen)


def footprints_of_size(appendix: Rows, regions: Sequence[str], size: Size) -> TableAnswer:
    """The footprints that have so many CCGs, counted and listed with their CCGs; a CCG that straddles two counts in both."""
    pool = appendix.in_regions(regions)
    chosen = tuple(f for f in pool if size.least <= len(appendix.members(f)) <= size.most)
    where = f" of the {regions[0]} region" if len(regions) == 1 else ""
    one = len(chosen) == 1
    has = f"{'footprint' if one else 'footprints'}{where} {'has' if one else 'have'} {size.put} {'CCG' if size.put.endswith(' 1') else 'CCGs'}"
    opening = Statement(f"{len(chosen)} {has}:" if chosen else f"None: 0 {has}.", appendix.both(chosen or pool))
    items = []
    for footprint in chosen:
        members = appendix.members(footprint)
        name, rows = shown(footprint, members)
        told = members[0].name if len(members) == 1 else ", ".join(g.name.removeprefix("NHS ").removesuffix(" CCG") for g in members) if len(members) <= 3 else str(len(members))
        items.append(Statement(f"{name}: {told}", rows, item=True))
    return TableAnswer((opening, *items), footprints=chosen)


def names_starting(appendix: Rows, regions: Sequence[str], asks: TableAsks) -> TableAnswer:
    """The CCGs, or else the footprints, whose names start with some letters: whole words where they are more than one letter. The "NHS" before a CCG's name does not count."""
    pool, of_groups = appendix.in_regions(regions), asks.groups or not asks.prints
    also = tuple(f.row for f in pool) if regions else ()
    named = [(core(g.name), g.name, g.row) for g in appendix.all_members(pool)] if of_groups else [(f.name.lower(), f.name, f.row) for f in pool]
    chosen = [(name, row) for plain, name, row in named if plain.startswith(asks.start) and (len(asks.start) == 1 or asks.start == plain.split()[0].rstrip(","))]
    start = asks.start.capitalize() if len(asks.start) > 1 else f"the letter “{asks.start}”"  # in small: no row has it as a word
    one = len(chosen) == 1
    where = f" in the {', '.join(regions)} region{'s' if len(regions) > 1 else ''}" if regions else ""
    thing = (("CCG" if one else "CCGs") if of_groups else "footprint" if one else "footprints") + where
    told = f"{'has a name that starts' if one else 'have names that start'} with {start}{' after “NHS”' if of_groups else ''}"
    if not chosen:
        return TableAnswer((Statement(f"None: 0 {thing} {told}.", tuple(row for _, _, row in named)),))
    return TableAnswer((Statement(f"{len(chosen)} {thing} {told}:", (*(row for _, row in chosen), *also)), *(Statement(name, (row,), item=True) for name, row in chosen)))


def extreme_regions(appendix: Rows, asks: TableAsks) -> TableAnswer | None:
    """The regions with the most or the fewest footprints, CCGs, or plans that (do not) mention it, and every region's count."""
    counts: dict[str, int] = {}
    rows: dict[str, tuple[Row, ...]] = {}
    for region in REGIONS:
        pool = appendix.in_regions((region,))
        if asks.groups:
            counts[region], rows[region] = len(appendix.all_members(pool)), appendix.both(pool)
        else:
            counts[region] = sum(f.mentions is not asks.negative for f in pool) if asks.mention else len(pool)
            rows[region] = tuple(f.row for f in pool)
    most = asks.regions_extreme == "most"
    if asks.share:
        return _extreme_share(counts, rows, asks) if asks.mention and not asks.groups else None
    target = max(counts.values()) if most else min(counts.values())
    chosen = tuple(region for region in REGIONS if counts[region] == target)
    one = target == 1
    thing = ("CCG" if one else "CCGs") if asks.groups else ("footprint" if one else "footprints") if not asks.mention else \
        f"{'plan' if one else 'plans'} that {'does' if one else 'do'} not mention social value" if asks.negative else \
        f"{'plan that mentions' if one else 'plans that mention'} social value"
    who = f"The {chosen[0]} region has" if len(chosen) == 1 else f"The {', '.join(chosen[:-1])}, and {chosen[-1]} regions each have"
    opening = Statement(f"{who} {target} {thing}, the {'most' if most else 'fewest'} of any region in Appendix 3.",
                        tuple(row for region in chosen for row in rows[region]))
    items = tuple(Statement(f"{region}: {counts[region]}", rows[region], item=True) for region in REGIONS)
    return TableAnswer((opening, *items), regions=chosen)


def _extreme_share(counts: Mapping[str, int], rows: Mapping[str, tuple[Row, ...]], asks: TableAsks) -> TableAnswer:
    """The region whose plans (do not) mention it in the highest or the lowest share, and every region's share."""
    most = asks.regions_extreme == "most"
    shares = {region: counts[region] / len(rows[region]) for region in REGIONS}
    target = max(shares.values()) if most else min(shares.values())
    verb = "do not mention" if asks.negative else "mention"
    chosen = tuple(region for region in REGIONS if shares[region] == target)
    openings = tuple(Statement(f"In the {region} region {counts[region]} of {len(rows[region])} plans {verb} social value, the "
                               f"{'highest' if most else 'lowest'} share of any region in Appendix 3.", rows[region]) for region in chosen)
    items = tuple(Statement(f"{region}: {counts[region]} of {len(rows[region])}", rows[region], item=True) for region in REGIONS)
    return TableAnswer((*openings, *items), regions=chosen)


def regions_by_plans(appendix: Rows, *, none: bool) -> TableAnswer:
    """The regions none of whose plans mentions social value, or those that have one which does; and every region's count."""
    pools = {region: appendix.in_regions((region,)) for region in REGIONS}
    counts = {region: sum(f.mentions for f in pool) for region, pool in pools.items()}
    chosen = tuple(region for region in REGIONS if (counts[region] == 0) is none)
    rows = {region: tuple(f.row for f in pool) for region, pool in pools.items()}
    every = tuple(f.row for f in appendix.footprints)
    openings = tuple(Statement(f"The {region} region: {counts[region]} of its {len(pools[region])} plans mention social value.", rows[region]) for region in chosen)
    if not chosen:
        openings = (Statement("None: every region has a plan that mentions social value." if none else "None: no region has a plan that mentions social value.", every),)
    others = tuple(region for region in REGIONS if region not in chosen)
    items = tuple(Statement(f"{region}: {counts[region]} of {len(pools[region])}", rows[region], item=True) for region in (REGIONS if none else others))
    return TableAnswer((*openings, *items), regions=chosen)


def names_that_differ(appendix: Rows) -> TableAnswer:
    """The footprints whose name in Appendix 2, without the "STP", is not letter for letter that in Appendix 3, by the reviewed mapping of names."""
    by_name = {f.name: f for f in appendix.footprints}
    first = {g.printed: g.row for g in reversed(appendix.groups)}
    pairs = [(alias, by_name[name]) for alias, name in appendix.aliases if alias.removesuffix(" STP") != name and alias in first]
    opening = Statement(f"{len(pairs)} footprint names of Appendix 2 differ from those of Appendix 3, beside the “STP” at their end:",
                        tuple(row for alias, f in pairs for row in (first[alias], f.row)))
    items = tuple(Statement(f"{alias}: {f.name} in Appendix 3", (first[alias], f.row), item=True) for alias, f in pairs)
    return TableAnswer((opening, *items), footprints=tuple(f for _, f in pairs))
