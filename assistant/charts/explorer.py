"""The two appendices as one table to search: every CCG with its footprint, region, and whether the plan mentions social value. Pure."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.table_rows import Rows

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


def search(table: Sequence[Sequence[str]], text: str = "", regions: Sequence[str] = (), mentions: str = "") -> Table:
    """The rows that have every word of the text in them, capitals or not, a region of these, and this word for mentioning; no filter lets all pass."""
    words = text.lower().split()
    return tuple(tuple(row) for row in table if all(word in " ".join(row).lower() for word in words) and (not regions or set(regions) & set(row)) and mentions in ("", *row))


def _word(mentions: bool) -> str:
    return "yes" if mentions else "no"
