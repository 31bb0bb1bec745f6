"""What the tables say, as sentences made from their rows: of CCGs, of footprints and of their plans."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from assistant.table_questions import TableAsks
from assistant.table_rows import SUMMARY, Footprint, Group, Row, Rows

MOST_NAMED = 60
"""So many CCGs are listed by name, a line each; more of them footprint by footprint."""


@dataclass(frozen=True, slots=True)
class Statement:
    """A sentence made from rows. `item` marks a list entry under the sentence before it."""

    text: str
    rows: tuple[Row, ...]
    item: bool = False


@dataclass(frozen=True, slots=True)
class TableAnswer:
    """What the tables say. `known` is False when they only come near (the question asks what no column holds)."""

    statements: tuple[Statement, ...]
    known: bool = True
    otherwise: bool = False
    """Whether the question takes for granted what the tables show to be wrong ("why did most plans ...")."""
    footprints: tuple[Footprint, ...] = ()
    """The footprints it singles out, for a next question that points to them."""
    regions: tuple[str, ...] = ()
    opening: str = ""
    """A line that says how the question was read, where there is a choice."""
    note: str = ""
    """Why it is not known, where there is more to say than that the columns do not hold it."""


@dataclass(frozen=True, slots=True)
class Subject:
    """A CCG that a question names, or the CCGs with a place in their names ("Leeds"); `word` is "" for the first."""

    groups: tuple[Group, ...]
    word: str = ""


class TableAnswers:
    """Makes the answers. Every statement carries the rows it was made from."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.groups, self.footprints = rows.groups, rows.footprints

    # --- CCGs --------------------------------------------------------------------------------------------

    def look_up(self, subjects: Sequence[Subject], footprints: Sequence[Footprint], asks: TableAsks) -> TableAnswer | None:
        """Where the CCGs are, with the plans or the regions of their footprints; a yes or no comes first."""
        if not (asks.prints or asks.mention or asks.region or asks.counts_groups):
            return None
        found: list[Statement] = []
        told: list[Footprint] = []
        for subject in subjects:
            prints = self._rows.prints_of(subject.groups)
            new = [f for f in prints if f not in told]
            told += new
            where = _where(subject)
            plans = [self.mention(f, asks) for f in new] if asks.mention else []
            found += [*plans, *where] if asks.yes_no else [*where, *plans]
            found += [region_of(f) for f in new] if asks.region else []
        beside = [f for f in footprints if f not in told]
        found += [self.mention(f, asks) for f in beside] if asks.mention else []
        found += [region_of(f) for f in beside] if asks.region and not subjects else []
        return TableAnswer(tuple(found), footprints=tuple(told))

    def sharing(self, subject: Subject) -> TableAnswer:
        """The CCGs that share a footprint with one, or with all of one name."""
        prints = self._rows.prints_of(subject.groups)
        others = tuple(g for g in self._rows.all_members(prints) if g not in subject.groups)
        rows = tuple(g.row for g in subject.groups)
        if not others:
            group = subject.groups[0]
            only = f"{group.name} is the only CCG in the {group.printed} footprint." if len(subject.groups) == 1 else _clause(subject) + "."
            return TableAnswer((Statement(_capital(only), rows),), footprints=prints)
        opening = Statement(_capital(f"{_clause(subject)} with {len(others)} other{'s' if len(others) > 1 else ''}:"), (*rows, *(g.row for g in others)))
        return TableAnswer((opening, *(Statement(g.name, (g.row,), item=True) for g in others)), footprints=prints)

    def together(self, subjects: Sequence[Subject], asks: TableAsks) -> TableAnswer:
        """Whether CCGs are all in one footprint, with where each is."""
        prints = [set(self._rows.prints_of(s.groups)) for s in subjects]
        first = verdict(asks, bool(set.intersection(*prints)))
        rows = [tuple(g.row for g in s.groups) for s in subjects]
        return TableAnswer(tuple(Statement(_capital(f"{'' if i else first}{_clause(s)}."), rows[i]) for i, s in enumerate(subjects)))

    def in_common(self, subjects: Sequence[Subject]) -> TableAnswer:
        """What CCGs have in common: their footprint, or else the region of their footprints; where each is, where it is neither."""
        groups = tuple(g for s in subjects for g in s.groups)
        prints = self._rows.prints_of(groups)
        rows, regions = tuple(g.row for g in groups), tuple(dict.fromkeys(f.region for f in prints))
        names = _and([g.name for g in groups])
        if len({g.footprints for g in groups}) == 1:
            both = "both" if len(groups) == 2 else "all"
            return TableAnswer((Statement(f"{names} are {both} in the {area(groups[0])} footprint.", rows), *(region_of(f) for f in prints)), footprints=prints)
        where = tuple(st for s in subjects for st in _where(s))
        if len(regions) == 1:
            shared = Statement(f"Their footprints are in the {regions[0]} region of Appendix 3.", (*rows, *(f.row for f in prints)))
            return TableAnswer((*where, shared), footprints=prints)
        return TableAnswer((*where, *(region_of(f) for f in prints)), footprints=prints)

    def is_in(self, subject: Subject, footprints: Sequence[Footprint], regions: Sequence[str], asks: TableAsks) -> Statement:
        """Whether CCGs are in a footprint or a region, with the footprint they are in."""
        prints = self._rows.prints_of(subject.groups)
        inside = all(any(f in footprints or f.region in regions for f in self._rows.prints_of([g])) for g in subject.groups)
        text, rows = _clause(subject), tuple(g.row for g in subject.groups)
        if regions:
            lies = tuple(dict.fromkeys(f.region for f in prints))
            text += f", which {'are' if len(prints) > 1 else 'is'} in the {', '.join(lies)} region{'s' if len(lies) > 1 else ''} of Appendix 3"
            rows += tuple(f.row for f in prints)
        return Statement(_capital(f"{verdict(asks, inside, options=len(regions) + len(footprints))}{text}."), rows)

    def straddling(self, footprints: Sequence[Footprint] = (), groups: Sequence[Group] = ()) -> TableAnswer | None:
        """The CCGs that are printed with two footprints; of named footprints or CCGs only those, None where none of them is."""
        both = [g for g in self.groups if len(g.footprints) > 1]
        if footprints or groups:
            both = [g for g in both if g in groups or any(f.name in g.footprints for f in footprints)]
        if not both:
            return None
        if len(both) == 1:
            return TableAnswer((Statement(f"{both[0].name} is printed with both {' and '.join(both[0].printed.split(' / '))}.", (both[0].row,)),))
        opening = Statement(f"Yes: {len(both)} CCGs are printed with two footprints.", tuple(g.row for g in both))
        return TableAnswer((opening, *(Statement(f"{g.name}: {g.printed}", (g.row,), item=True) for g in both)))

    def _of_all(self, *, share: bool) -> str:
        """The total that goes with a count of CCGs where a share is asked for."""
        return f" of the {len(self.groups)}" if share else ""

    def groups_of(self, footprints: Sequence[Footprint], *, share: bool = False) -> TableAnswer:
        """The CCGs of footprints, counted and listed; of more than three only counted, together; of all where a share is asked for."""
        if len(footprints) > 3 or share:
            members = self._rows.all_members(footprints)
            where = shown(footprints[0], members)[0] if len(footprints) == 1 else ""
            among = f"the {where} footprint" if where else "these footprints"
            return TableAnswer((Statement(f"{len(members)}{self._of_all(share=share)} CCGs are in {among}.", (*(g.row for g in members), *(f.row for f in footprints))),),
                               footprints=tuple(footprints))
        statements: list[Statement] = []
        for footprint in footprints:
            members = self._rows.members(footprint)
            plural = "CCG is" if len(members) == 1 else "CCGs are"
            name, rows = shown(footprint, members)
            statements.append(Statement(f"{len(members)} {plural} in the {name} footprint:", rows))
            statements.extend(Statement(g.name, (g.row,), item=True) for g in members)
        return TableAnswer(tuple(statements), footprints=tuple(footprints))

    def in_all(self, regions: Sequence[str]) -> TableAnswer:
        """The CCGs that are in each of some regions at once, by the footprints of those that straddle two."""
        both = [g for g in self.groups if set(regions) <= {f.region for f in self._rows.prints_of([g])}]
        told = f"{len(both)} CCGs are in footprints of both the {_and(regions)} regions of Appendix 3"
        rows = self._rows.both(self._rows.prints_of(both) if both else self._rows.in_regions(regions))
        return TableAnswer((Statement(f"{told}:" if both else f"None: {told}.", rows), *(Statement(g.name, (g.row,), item=True) for g in both)))

    def groups_of_regions(self, regions: Sequence[str], asks: TableAsks) -> TableAnswer:
        """The CCGs of each region, counted over its footprints; footprint by footprint where they are to be listed."""
        statements: list[Statement] = []
        for region in regions:
            pool = self._rows.in_regions((region,))
            statements.append(Statement(f"{len(self._rows.all_members(pool))}{self._of_all(share=asks.share)} CCGs are in the footprints of the {region} region of Appendix 3"
                                        f"{'.' if asks.count or asks.share or len(regions) > 1 else ':'}", self._rows.both(pool)))
            if len(regions) == 1 and not asks.count and not asks.share:
                statements.extend(Statement(f"{f.name} ({len(self._rows.members(f))}): {listed_names(self._rows.members(f))}", self._rows.both((f,)), item=True) for f in pool)
        return TableAnswer(tuple(statements), regions=tuple(regions))

    def groups_by_mention(self, asks: TableAsks, footprints: Sequence[Footprint], regions: Sequence[str]) -> TableAnswer:
        """How many CCGs are in footprints whose plans do, or do not, mention social value; which footprints, where they are few."""
        if len(regions) > 1:
            return TableAnswer(tuple(s for region in regions for s in self.groups_by_mention(asks, footprints, (region,)).statements))
        pool = [f for f in (footprints or self.footprints) if not regions or f.region in regions]
        chosen = [f for f in pool if f.mentions is not asks.negative]
        members = self._rows.all_members(chosen)
        verb = "does not mention" if asks.negative else "mentions"
        rows = self._rows.both(chosen) if chosen else tuple(f.row for f in pool)
        where = f" of the {regions[0]} region" if regions else ""
        opening = Statement(f"{len(members)}{self._of_all(share=asks.share)} CCGs are in a footprint{where} whose plan {verb} social value.", rows)
        if asks.listed and not asks.count and not asks.share:
            items = [Statement(g.name, (g.row,), item=True) for g in self.groups if g in members] if len(members) <= MOST_NAMED else \
                [Statement(f"{f.name}: {listed_names(self._rows.members(f))}", self._rows.both((f,)), item=True) for f in chosen]
            return TableAnswer((replace(opening, text=opening.text.rstrip(".") + (":" if items else ".")), *items), footprints=tuple(chosen))
        if asks.negative or len(chosen) > 8:
            return TableAnswer((opening,))
        return TableAnswer((opening, *(Statement(f"{f.name}: {len(self._rows.members(f))}", self._rows.both((f,)), item=True) for f in chosen)))

    # --- footprints and their plans ----------------------------------------------------------------------

    def mention(self, footprint: Footprint, asks: TableAsks) -> Statement:
        """Whether a plan mentions social value. A question with "not" in it is met with the fact: its Yes would mislead."""
        verb = "mentions" if footprint.mentions else "does not mention"
        text = f"{verdict(asks, footprint.mentions)}the plan for {footprint.name} {verb} social value."
        return Statement(_capital(text), (footprint.row,))

    def nearest(self, wanted: Sequence[Footprint]) -> TableAnswer:
        """What is known of the plans of footprints where something else is asked of them."""
        return TableAnswer(tuple(Statement(("Yes: " if f.mentions else "No: ") + f"the plan for {f.name} {'mentions' if f.mentions else 'does not mention'}"
                                           " social value.", (f.row,)) for f in wanted[:2]), known=False)

    def plans_by_mention(self, asks: TableAsks, regions: Sequence[str]) -> TableAnswer:
        """Which plans do, or do not, mention social value, of all or region by region."""
        if len(regions) > 1:
            each = [self.plans_by_mention(asks, (region,)) for region in regions]
            return TableAnswer(tuple(s for a in each for s in a.statements), footprints=tuple(f for a in each for f in a.footprints))
        pool = self._rows.in_regions(regions)
        chosen = tuple(f for f in pool if f.mentions is not asks.negative)
        where = f" in {'the ' if regions[0] != 'London' else ''}{regions[0]}" if regions else ""
        verb = "do not mention" if asks.negative else "mention"
        if not chosen:
            opening = Statement(f"None: 0 of the {len(pool)} plans{where} {verb} social value.", tuple(f.row for f in pool))
            return TableAnswer((opening,))
        if len(chosen) == 1:
            verb = "does not mention" if asks.negative else "mentions"
        of_all = f" of the {len(pool)}" if regions else ""
        rows = tuple(f.row for f in (pool if regions else chosen))
        plans = "plan" if len(chosen) == 1 and not of_all else "plans"
        every = bool(re.search(r"\b(?:all|every|each|both)\b", asks.text))
        first = verdict(asks, len(chosen) == len(pool) if every else True) if asks.yes_no and regions else ""
        opening = Statement(f"{first}{len(chosen)}{of_all} {plans}{where} {verb} social value:", rows)
        items = tuple(Statement(f.name, (f.row,), item=True) for f in chosen)
        if regions or asks.negative:
            return TableAnswer((opening, *items), footprints=chosen)
        wrong = bool(re.search(r"\b(most|half|majority|nearly all|almost all|every one)\b", asks.text)) and not asks.count
        return TableAnswer((Statement(SUMMARY.text, (SUMMARY,)), opening, *items), otherwise=wrong, footprints=chosen)

    def prints_of(self, regions: Sequence[str], *, share: bool = False) -> TableAnswer:
        """The footprints of regions, counted; listed where it is one region; of all where a share is asked for."""
        statements: list[Statement] = []
        for region in regions or ("",):
            pool = self._rows.in_regions((region,) if region else ())
            where = f" in the {region} region" if region else ""
            of_all = f" of its {len(self.footprints)}" if share else ""
            statements.append(Statement(f"Appendix 3 lists {len(pool)}{of_all} footprints{where}{':' if len(regions) == 1 and not share else '.'}",
                                        tuple(f.row for f in pool)))
            if len(regions) == 1 and not share:
                statements.extend(Statement(f.name, (f.row,), item=True) for f in pool)
        return TableAnswer(tuple(statements), regions=tuple(regions))


def verdict(asks: TableAsks, true: bool, *, options: int = 1) -> str:
    """The "Yes: " or "No: " before a fact; nothing where the question has a "not" in it. A choice of several is met with the one that it is."""
    if asks.either and options > 1:
        return "" if true else "neither: "
    return "" if asks.negative else "Yes: " if true else "No: "


def _clause(subject: Subject) -> str:
    """Which footprint CCGs are in, to open or to end a sentence with."""
    printed = tuple(dict.fromkeys(area(g) for g in subject.groups))
    who = f"{subject.groups[0].name} is" if len(subject.groups) == 1 else f"the {len(subject.groups)} CCGs with {subject.word} in their names are"
    return f"{who} in the {', '.join(printed)} footprint{'s' if len(printed) > 1 else ''}"


def _and(names: Sequence[str]) -> str:
    return names[0] if len(names) == 1 else f"{', '.join(names[:-1])} and {names[-1]}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _where(subject: Subject) -> tuple[Statement, ...]:
    """Which footprint CCGs are in: a sentence for one, a list for several of one name."""
    rows = tuple(g.row for g in subject.groups)
    if len(subject.groups) == 1:
        return (Statement(f"{_clause(subject)}.", rows),)
    opening = Statement(f"{len(subject.groups)} CCGs have {subject.word} in their name:", rows)
    return (opening, *(Statement(f"{g.name} is in the {area(g)} footprint", (g.row,), item=True) for g in subject.groups))


def shown(footprint: Footprint, members: Sequence[Group]) -> tuple[str, tuple[Row, ...]]:
    """A footprint's name and the rows that show its CCGs: as Appendix 2 prints it where its rows agree on one, for then
    those rows alone show the claim; else as Appendix 3 does, with its row there."""
    printed = {g.printed for g in members}
    rows = tuple(g.row for g in members)
    return (printed.pop(), rows) if len(printed) == 1 and not any("/" in p for p in printed) else (footprint.name, (*rows, footprint.row))


def region_of(footprint: Footprint) -> Statement:
    """Which region a footprint is in."""
    return Statement(f"{footprint.name} is in the {footprint.region} region of Appendix 3.", (footprint.row,))


def area(group: Group) -> str:
    """A CCG's footprint as Appendix 2 prints it, with an "STP" at its end."""
    return group.printed if group.printed.endswith("STP") else f"{group.printed} STP"


def listed_names(groups: Sequence[Group]) -> str:
    """The names of CCGs in a line, without "NHS" and "CCG"; those that have a comma of their own are parted by semicolons."""
    names = [g.name.removeprefix("NHS ").removesuffix(" CCG") for g in groups]
    return ("; " if any("," in name for name in names) else ", ").join(names)
