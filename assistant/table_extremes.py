"""What is found by looking through all rows: the most and the fewest, of footprints and of regions; the regions without; the footprints of a size or in order of size."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.table_answers import Statement, TableAnswer, shown
from assistant.table_questions import TableAsks
from assistant.table_rows import REGIONS, Row, Rows
from assistant.table_wants import Rank, Size, comparison

_COUNT = re.compile(r"(?:Appendix 3 lists )?(\d+) (?:CCGs|footprints)\b")


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


def ranked_footprints(appendix: Rows, regions: Sequence[str], rank: Rank) -> TableAnswer:
    """The footprints with the most CCGs in order, or from the fewest, so many; those with as many as the last of them stand beside it."""
    pool = appendix.in_regions(regions)
    counts = {f: len(appendix.members(f)) for f in pool}
    ordered = sorted(pool, key=lambda f: counts[f] if rank.rising else -counts[f])
    level = list(dict.fromkeys(counts[f] for f in ordered)) if rank.nth else [counts[f] for f in ordered]
    last = level[min(rank.many, len(level)) - 1]
    chosen = tuple(f for f in ordered if (counts[f] <= last if rank.rising else counts[f] >= last))
    where = f" of the {regions[0]} region" if len(regions) == 1 else ""
    end = "fewest" if rank.rising else "most"
    tied = f"; {len(chosen)} are listed, for the last of them have {last} each" if len(chosen) > min(rank.many, len(ordered)) and not rank.nth else ""
    opening = Statement(f"The footprints{where} with the {end} CCGs, in order{tied}:", appendix.both(chosen))
    items = []
    for footprint in chosen:
        name, rows = shown(footprint, appendix.members(footprint))
        items.append(Statement(f"{name}: {counts[footprint]} {'CCG' if counts[footprint] == 1 else 'CCGs'}", rows, item=True))
    return TableAnswer((opening, *items), footprints=chosen)


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
        also = " (printed with a second footprint too)" if len(members) == 1 and len(members[0].footprints) > 1 else ""
        items.append(Statement(f"{name}: {told}{also}", rows, item=True))
    return TableAnswer((opening, *items), footprints=chosen)


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
    order = sorted(REGIONS, key=lambda region: -counts[region] if most else counts[region]) if asks.rank else REGIONS
    items = tuple(Statement(f"{region}: {counts[region]}", rows[region], item=True) for region in order)
    return TableAnswer((opening, *items), regions=chosen)


def compared(answer: TableAnswer, asks: TableAsks) -> TableAnswer:
    """An answer of two counts, the verdict first where a question asks whether the one is more than the other."""
    way, counts = comparison(asks.text), [int(m[1]) for s in answer.statements if (m := _COUNT.match(s.text))]
    if not way or not asks.yes_no or asks.negative or len(counts) != 2:
        return answer
    true = counts[0] > counts[1] if way == "more" else counts[0] < counts[1]
    first, *rest = answer.statements
    return replace(answer, statements=(replace(first, text=f"{'Yes' if true else 'No'}: {first.text}"), *rest))


def figures_by_region(appendix: Rows, asks: TableAsks) -> TableAnswer:
    """Every region's count of CCGs, of plans that (do not) mention it with their total, or of footprints."""
    pools = {region: appendix.in_regions((region,)) for region in REGIONS}
    every = tuple(f.row for f in appendix.footprints)
    if asks.groups and not asks.mention:
        items = tuple(Statement(f"{region}: {len(appendix.all_members(pool))} CCGs", appendix.both(pool), item=True) for region, pool in pools.items())
        return TableAnswer((Statement("CCGs by region of Appendix 3, over its footprints:", appendix.both(appendix.footprints)), *items), regions=REGIONS)
    if not asks.mention:
        items = tuple(Statement(f"{region}: {len(pool)} footprints", tuple(f.row for f in pool), item=True) for region, pool in pools.items())
        return TableAnswer((Statement("Footprints by region of Appendix 3:", every), *items), regions=REGIONS)
    negative = asks.negative and not asks.both
    items = tuple(Statement(f"{region}: {sum(f.mentions is not negative for f in pool)} of {len(pool)}", tuple(f.row for f in pool), item=True) for region, pool in pools.items())
    return TableAnswer((Statement(f"Plans that {'do not mention' if negative else 'mention'} social value, by region of Appendix 3:", every), *items), regions=REGIONS)


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
