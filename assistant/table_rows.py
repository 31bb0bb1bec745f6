"""The rows of the two appendices: which CCG is in which STP footprint, which footprints' plans mention social value."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import CorpusError

REGIONS = ("North", "Midlands and East", "London", "South")


@dataclass(frozen=True, slots=True)
class Row:
    """A printed table row: its page and its text, cells two spaces apart."""

    page: str
    text: str
    region: str = ""
    """The heading it stands under in Appendix 3; "" elsewhere."""


@dataclass(frozen=True, slots=True)
class Group:
    """A CCG: its name, the Appendix 3 names of its footprint (two where it straddles), and its printed row."""

    name: str
    printed: str
    footprints: tuple[str, ...]
    row: Row


@dataclass(frozen=True, slots=True)
class Footprint:
    """A footprint as Appendix 3 names it, its region, whether its plan mentions social value, and its printed row."""

    name: str
    region: str
    mentions: bool
    row: Row


SUMMARY = Row("24", "Of the 44 STPs, just 6 mention social value, or 13%.")
"""The report's own sentence on Appendix 3; like every row it is checked against its page before it is shown."""


@dataclass(frozen=True, slots=True)
class Rows:
    """Both appendices, in the printed order, and other names of a footprint: (name, its name in Appendix 3)."""

    groups: tuple[Group, ...]
    footprints: tuple[Footprint, ...]
    aliases: tuple[tuple[str, str], ...] = ()

    @classmethod
    def load(cls, folder: Path) -> Rows:
        """Reads the three files. Raises CorpusError when one is missing or a footprint has no counterpart."""
        try:
            ccgs, prints, names = (_read(folder / f"{n}.csv") for n in ("ccg_footprints", "footprints", "footprint_names"))
        except OSError as error:
            raise CorpusError(f"a table of the corpus cannot be read ({error}); run `python -m ingest.convert`") from error
        mapping: dict[str, list[str]] = {}
        for row in names:
            mapping.setdefault(row["appendix_2"], []).append(row["appendix_3"])
        footprints = [Footprint(r["footprint"], r["region"], r["mentions_social_value"] == "yes",
                                Row(r["page"], f"{r['footprint']}  {r['mentions_social_value']}", r["region"])) for r in prints]
        known = {f.name for f in footprints}
        groups = []
        for r in ccgs:
            targets = tuple(mapping.get(r["footprint"], ()))
            if not targets or not known.issuperset(targets):
                raise CorpusError(f"{r['footprint']!r} of {r['ccg']} has no counterpart in footprint_names.csv")
            groups.append(Group(r["ccg"], r["footprint"], targets, Row(r["page"], f"{r['ccg']}  {r['footprint']}")))
        return cls(tuple(groups), tuple(footprints), tuple((a, b) for a, bs in mapping.items() if "/" not in a for b in bs))

    def members(self, footprint: Footprint) -> tuple[Group, ...]:
        """The CCGs of a footprint, in the printed order; those that straddle count in both."""
        return tuple(g for g in self.groups if footprint.name in g.footprints)

    def all_members(self, footprints: Iterable[Footprint]) -> tuple[Group, ...]:
        """The CCGs of footprints, each once."""
        return tuple(dict.fromkeys(g for f in footprints for g in self.members(f)))

    def both(self, footprints: Sequence[Footprint]) -> tuple[Row, ...]:
        """The rows of the CCGs of footprints, then the footprints' own."""
        return (*(g.row for g in self.all_members(footprints)), *(f.row for f in footprints))

    def prints_of(self, groups: Iterable[Group]) -> tuple[Footprint, ...]:
        """The footprints that CCGs are in, each once, in the order of the CCGs."""
        by_name = {f.name: f for f in self.footprints}
        return tuple(dict.fromkeys(by_name[name] for g in groups for name in g.footprints))

    def in_regions(self, regions: Sequence[str]) -> tuple[Footprint, ...]:
        """The footprints of some regions; all of them when none is given."""
        return tuple(f for f in self.footprints if not regions or f.region in regions)


def _read(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
