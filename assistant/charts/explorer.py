"""The two appendices as one table to search: every CCG with its footprint, region, and whether the plan mentions social value. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.table_rows import Group, Rows

COLUMNS = ("CCG", "Footprint (Appendix 2)", "Footprint (Appendix 3)", "Region", "Plan mentions social value", "Page of the CCG", "Page of the plan")
FOOTPRINT_COLUMNS = ("Footprint", "Region", "CCGs", "Plan mentions social value", "Page")
Table = tuple[tuple[str, ...], ...]


def ccg_table(rows: Rows) -> Table:
    """A row for every CCG and footprint it is in, in the printed order; one that straddles two has two rows."""
    by_name = {footprint.name: footprint for footprint in rows.footprints}
    return tuple((group.name, group.printed, name, by_name[name].region, _word(by_name[name].mentions), group.row.page, by_name[name].row.page)
                 for group in rows.groups for name in group.footprints)


def footprint_table(rows: Rows) -> Table:
    """A row for every footprint, in the printed order."""
    return tuple((one.name, one.region, str(len(rows.members(one))), _word(one.mentions), one.row.page) for one in rows.footprints)


def why_twice(rows: Rows, table: Sequence[Sequence[str]]) -> str:
    """Why a table of CCGs has more rows than CCGs, with the pages; "" where no CCG of it has two."""
    found = [row[0] for row in table]
    twice = [group for group in rows.groups if found.count(group.name) > 1]
    return f"{len(table)} rows for {len(set(found))} CCG{'' if len(set(found)) == 1 else 's'}: {_straddling(twice)}, and {'has' if len(twice) == 1 else 'each has'} a row for either." if twice else ""


def counted_twice(rows: Rows) -> str:
    """Which CCGs count in two footprints, with the pages; "" where none does."""
    twice = [group for group in rows.groups if len(group.footprints) > 1]
    return f"The CCGs of all footprints add up to {sum(len(g.footprints) for g in rows.groups)}, not {len(rows.groups)}: {_straddling(twice)}." if twice else ""


def _straddling(groups: Sequence[Group]) -> str:
    told = [f"{group.name} (page {group.row.page})" for group in groups]
    return f"{' and '.join(filter(None, (', '.join(told[:-1]), told[-1])))} {'is' if len(told) == 1 else 'are'} printed with two footprints"


def search(table: Sequence[Sequence[str]], text: str = "", regions: Sequence[str] = (), mentions: str = "") -> Table:
    """The rows that have every word of the text in them, capitals or not, a region of these, and this word for mentioning; no filter lets all pass."""
    words = text.lower().split()
    return tuple(tuple(row) for row in table if all(word in " ".join(row).lower() for word in words) and (not regions or set(regions) & set(row)) and mentions in ("", *row))


def _word(mentions: bool) -> str:
    return "yes" if mentions else "no"
