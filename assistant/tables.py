"""Questions over the structured tables: which CCG is in which STP footprint, and whose plans mention social value.

Asked with look-ups, counts, lists and joins over all rows, never with nearest-neighbour search. Every statement
carries the rows it was made from, as printed, with their pages.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant.places import Named, Places
from assistant.table_questions import TableAsks, known_word, parted
from assistant.table_rows import REGIONS, SUMMARY, Footprint, Group, Row, Rows

SOURCE = "healthy-commissioning"


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
    note: str = ""
    """Why it is not known, where there is more to say than that the columns do not hold it."""


@dataclass(frozen=True, slots=True)
class _Subject:
    """A CCG that a question names, or the CCGs with a place in their names ("Leeds"); `word` is "" for the first."""

    groups: tuple[Group, ...]
    word: str = ""


@dataclass(frozen=True, slots=True)
class _Heard:
    """A part of a question as it was read, with what it came to."""

    asks: TableAsks
    named: Named
    answer: TableAnswer | None


class Tables:
    """Answers questions over the two appendices, joined by the reviewed mapping of footprint names."""

    def __init__(self, rows: Rows) -> None:
        self._rows = rows
        self.groups, self.footprints = rows.groups, rows.footprints
        self._places = Places(rows, known_word)

    @classmethod
    def load(cls, folder: Path) -> Tables:
        """Reads the three files. Raises CorpusError when one is missing or a footprint has no counterpart."""
        return cls(Rows.load(folder))

    def in_footprint(self, name: str) -> tuple[Group, ...]:
        """The CCGs of a footprint, in the printed order; those that straddle count in both."""
        return tuple(g for g in self.groups if name in g.footprints)

    def named(self, text: str) -> tuple[tuple[Group, ...], tuple[Footprint, ...], tuple[str, ...]]:
        """The CCGs, footprints and regions a text names whole, each in the order of the text."""
        named = self._places.named(text)
        return named.groups, named.footprints, named.regions

    # --- turns and parts ---------------------------------------------------------------------------------

    def answer(self, question: str, latest: str = "") -> TableAnswer | None:
        """What the tables say to a question, its parts in order; None when it is not about what they hold.

        `latest` is the last turn of a question joined from several: what it names takes the place of what they named.
        """
        earlier, parts = parted(question, latest)
        heard: _Heard | None = None
        for part in earlier:
            heard = self._hear(part, heard)
        answers: list[TableAnswer | None] = []
        for part in parts:
            heard = self._hear(part, heard)
            answers.append(heard.answer)
        if answers and all(answers):
            return _joined([a for a in answers if a])
        if latest and heard and not heard.asks.has_column and not heard.asks.bare:
            return None
        whole, last = self._places.read(question), self._places.read(latest) if latest else Named()
        answer = self._answer(TableAsks.read(question, bare=self._is_bare(whole)), last if last else whole)
        # Half a question may be the documents': then what the tables say to the other half, read by itself.
        return _joined([a for a in answers if a]) if answer and any(answers) else answer

    def _hear(self, part: str, before: _Heard | None) -> _Heard:
        """Reads a part, with what the one before it asked and named where it leans on that, and answers it."""
        named = self._places.read(part)
        asks = TableAsks.read(part, bare=self._is_bare(named))
        if before and not asks.has_column and asks.bare:
            named = named if named else before.named
            asks = asks.after(before.asks)
        elif before and not named and asks.points:
            named = self._pointed_to(asks, before)
        return _Heard(asks, named, self._answer(asks, named))

    def _pointed_to(self, asks: TableAsks, before: _Heard) -> Named:
        """What "it" or "its plan" stands for: the footprint where one is counted or its plan is asked for."""
        named, said = before.named, before.answer
        inside = asks.counts_groups or asks.mention
        if said and (said.regions or said.footprints and (inside or asks.region)):
            return Named(footprints=said.footprints, regions=said.regions)
        subjects, footprints = self._resolved(before.asks, named)
        if subjects and inside and before.asks.has_column:
            footprints = (*footprints, *self._rows.prints_of(g for s in subjects for g in s.groups))
            return Named(footprints=tuple(dict.fromkeys(footprints)))
        return named

    def _is_bare(self, named: Named) -> bool:
        return not self._places.strange(named.rest)

    # --- answering ---------------------------------------------------------------------------------------

    def _resolved(self, asks: TableAsks, named: Named) -> tuple[tuple[_Subject, ...], tuple[Footprint, ...]]:
        """The CCGs and the footprints a part speaks of. A place is a footprint's where its plan or area is meant."""
        subjects, footprints = [_Subject((g,)) for g in named.groups], list(named.footprints)
        which = bool(re.search(r"\b(which|what|what['’]?s)( is)?( the)?( nhs)?( \w+)? (footprint|stp|area|patch|plan)\b", asks.text)) and not asks.mention
        for place in named.places:
            counted = asks.counts_groups and len(place.footprints) == 1 and not re.search(r"\bnames?\b", asks.text)
            if place.footprints and (not place.groups or (place.of_area or counted or asks.mention or asks.content) and not which):
                footprints += place.footprints
                footprints += self._rows.prints_of(place.groups) if len(place.footprints) > 1 else ()
            else:
                subjects.append(_Subject(place.groups, place.word if len(place.groups) > 1 else ""))
        return tuple(subjects), tuple(dict.fromkeys(footprints))

    def _answer(self, asks: TableAsks, named: Named) -> TableAnswer | None:
        subjects, footprints = self._resolved(asks, named)
        regions = named.regions
        if not asks.about_tables(groups=bool(subjects), footprints=bool(footprints), regions=bool(regions)):
            return None
        if asks.straddle:
            return self._straddling()
        if asks.regions_extreme:
            return self._extreme_regions(asks)
        if asks.extreme:
            return self._extreme(regions, most=asks.extreme == "most")
        if subjects:
            return self._of_subjects(asks, subjects, footprints, regions)
        if footprints:
            return self._of_footprints(asks, footprints, regions)
        return self._of_all(asks, regions, named.unknown)

    def _of_subjects(self, asks: TableAsks, subjects: Sequence[_Subject], footprints: Sequence[Footprint],
                     regions: Sequence[str]) -> TableAnswer | None:
        """Answers what is asked of CCGs."""
        groups = tuple(dict.fromkeys(g for s in subjects for g in s.groups))
        if asks.shared and not asks.mention:
            return self._together(subjects, asks) if asks.yes_no and len(subjects) > 1 else self._sharing(subjects[0])
        if asks.content:
            return self._nearest([*footprints, *self._rows.prints_of(groups)])
        if (footprints or regions) and asks.yes_no and not asks.mention:
            return TableAnswer(tuple(self._is_in(s, footprints, regions, asks) for s in subjects))
        if not asks.counts_groups or any(s.word for s in subjects):
            return self._look_up(subjects, footprints, asks)
        if footprints:
            return self._of_footprints(asks, footprints, regions)
        return self._of_all(asks, regions, "") or (self._look_up(subjects, footprints, asks) if asks.bare else None)

    def _of_footprints(self, asks: TableAsks, footprints: Sequence[Footprint], regions: Sequence[str]) -> TableAnswer | None:
        """Answers what is asked of footprints."""
        if asks.content:
            return self._nearest(footprints)
        if asks.counts_groups and asks.mention:
            return self._groups_by_mention(asks, footprints, regions)
        if asks.mention:
            return TableAnswer(tuple(self._mention(f, asks) for f in footprints))
        if regions and asks.yes_no:
            return TableAnswer(tuple(Statement(f"{_verdict(asks, f.region in regions)}{f.name} is in the {f.region} region of Appendix 3.", (f.row,))
                                     for f in footprints))
        if asks.counts_groups:
            return self._groups_of(footprints)
        if asks.region:
            return TableAnswer(tuple(_region_of(f) for f in footprints))
        if asks.prints and asks.listed and not asks.count and asks.bare and not regions:
            return self._groups_of(footprints)
        return None

    def _of_all(self, asks: TableAsks, regions: Sequence[str], unknown: str) -> TableAnswer | None:
        """Answers what is asked of all footprints, or of those of some regions."""
        if asks.counts_groups and asks.mention:
            return self._groups_by_mention(asks, (), regions)
        if asks.counts_groups and regions:
            return self._groups_of_regions(regions, asks)
        if asks.mention:
            answer = self._plans_by_mention(asks, regions)
            note = f"No CCG or footprint of Appendices 2 and 3 has {unknown} in its name."
            return replace(answer, known=False, note=note) if unknown and not regions else answer
        if asks.prints and (asks.count or asks.listed):
            return self._prints_of(regions) if regions else None
        return None

    # --- CCGs --------------------------------------------------------------------------------------------

    def _look_up(self, subjects: Sequence[_Subject], footprints: Sequence[Footprint], asks: TableAsks) -> TableAnswer | None:
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
            plans = [self._mention(f, asks) for f in new] if asks.mention else []
            found += [*plans, *where] if asks.yes_no else [*where, *plans]
            found += [_region_of(f) for f in new] if asks.region else []
        found += [self._mention(f, asks) for f in footprints if f not in told] if asks.mention else []
        return TableAnswer(tuple(found), footprints=tuple(told))

    def _sharing(self, subject: _Subject) -> TableAnswer:
        """The CCGs that share a footprint with one, or with all of one name."""
        prints = self._rows.prints_of(subject.groups)
        others = tuple(g for g in self._members(prints) if g not in subject.groups)
        rows = tuple(g.row for g in subject.groups)
        if not others:
            group = subject.groups[0]
            only = f"{group.name} is the only CCG in the {group.printed} footprint." if len(subject.groups) == 1 else _clause(subject) + "."
            return TableAnswer((Statement(_capital(only), rows),), footprints=prints)
        opening = Statement(_capital(f"{_clause(subject)} with {len(others)} other{'s' if len(others) > 1 else ''}:"), (*rows, *(g.row for g in others)))
        return TableAnswer((opening, *(Statement(g.name, (g.row,), item=True) for g in others)), footprints=prints)

    def _together(self, subjects: Sequence[_Subject], asks: TableAsks) -> TableAnswer:
        """Whether CCGs are all in one footprint, with where each is."""
        prints = [set(self._rows.prints_of(s.groups)) for s in subjects]
        verdict = _verdict(asks, bool(set.intersection(*prints)))
        rows = [tuple(g.row for g in s.groups) for s in subjects]
        return TableAnswer(tuple(Statement(_capital(f"{'' if i else verdict}{_clause(s)}."), rows[i]) for i, s in enumerate(subjects)))

    def _is_in(self, subject: _Subject, footprints: Sequence[Footprint], regions: Sequence[str], asks: TableAsks) -> Statement:
        """Whether CCGs are in a footprint or a region, with the footprint they are in."""
        prints = self._rows.prints_of(subject.groups)
        inside = all(any(f in footprints or f.region in regions for f in self._rows.prints_of([g])) for g in subject.groups)
        text, rows = _clause(subject), tuple(g.row for g in subject.groups)
        if regions:
            lies = tuple(dict.fromkeys(f.region for f in prints))
            text += f", which {'are' if len(prints) > 1 else 'is'} in the {', '.join(lies)} region{'s' if len(lies) > 1 else ''} of Appendix 3"
            rows += tuple(f.row for f in prints)
        return Statement(_capital(f"{_verdict(asks, inside)}{text}."), rows)

    def _straddling(self) -> TableAnswer:
        both = [g for g in self.groups if len(g.footprints) > 1]
        opening = Statement(f"Yes: {len(both)} CCGs are printed with two footprints.", tuple(g.row for g in both))
        return TableAnswer((opening, *(Statement(f"{g.name}: {g.printed}", (g.row,), item=True) for g in both)))

    def _groups_of(self, footprints: Sequence[Footprint]) -> TableAnswer:
        """The CCGs of footprints, counted and listed; of more than three only counted, together."""
        if len(footprints) > 3:
            members = self._members(footprints)
            return TableAnswer((Statement(f"{len(members)} CCGs are in these footprints.", tuple(g.row for g in members)),))
        statements: list[Statement] = []
        for footprint in footprints:
            members = self._rows.members(footprint)
            plural = "CCG is" if len(members) == 1 else "CCGs are"
            name, rows = _shown(footprint, members)
            statements.append(Statement(f"{len(members)} {plural} in the {name} footprint:", rows))
            statements.extend(Statement(g.name, (g.row,), item=True) for g in members)
        return TableAnswer(tuple(statements), footprints=tuple(footprints))

    def _groups_of_regions(self, regions: Sequence[str], asks: TableAsks) -> TableAnswer:
        """The CCGs of each region, counted over its footprints; footprint by footprint where they are to be listed."""
        statements: list[Statement] = []
        for region in regions:
            pool = self._rows.in_regions((region,))
            statements.append(Statement(f"{len(self._members(pool))} CCGs are in the footprints of the {region} region of Appendix 3"
                                        f"{'.' if asks.count else ':'}", self._both(pool)))
            if not asks.count:
                statements.extend(Statement(f"{f.name}: {len(self._rows.members(f))}", self._both((f,)), item=True) for f in pool)
        return TableAnswer(tuple(statements), regions=tuple(regions))

    def _groups_by_mention(self, asks: TableAsks, footprints: Sequence[Footprint], regions: Sequence[str]) -> TableAnswer:
        if len(regions) > 1:
            return TableAnswer(tuple(s for region in regions for s in self._groups_by_mention(asks, footprints, (region,)).statements))
        pool = [f for f in (footprints or self.footprints) if not regions or f.region in regions]
        chosen = [f for f in pool if f.mentions is not asks.negative]
        members = self._members(chosen)
        verb = "does not mention" if asks.negative else "mentions"
        rows = self._both(chosen) if chosen else tuple(f.row for f in pool)
        where = f" of {regions[0]}" if regions else ""
        opening = Statement(f"{len(members)} CCGs are in a footprint{where} whose plan {verb} social value.", rows)
        if asks.negative or len(chosen) > 8:
            return TableAnswer((opening,))
        return TableAnswer((opening, *(Statement(f"{f.name}: {len(self._rows.members(f))}", self._both((f,)), item=True) for f in chosen)))

    # --- footprints and their plans ----------------------------------------------------------------------

    def _mention(self, footprint: Footprint, asks: TableAsks) -> Statement:
        """Whether a plan mentions social value. A question with "not" in it is met with the fact: its Yes would mislead."""
        verb = "mentions" if footprint.mentions else "does not mention"
        text = f"{_verdict(asks, footprint.mentions)}the plan for {footprint.name} {verb} social value."
        return Statement(_capital(text), (footprint.row,))

    def _nearest(self, wanted: Sequence[Footprint]) -> TableAnswer:
        return TableAnswer(tuple(Statement(("Yes: " if f.mentions else "No: ") + f"the plan for {f.name} {'mentions' if f.mentions else 'does not mention'}"
                                           " social value.", (f.row,)) for f in wanted[:2]), known=False)

    def _plans_by_mention(self, asks: TableAsks, regions: Sequence[str]) -> TableAnswer:
        if len(regions) > 1:
            each = [self._plans_by_mention(asks, (region,)) for region in regions]
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
        opening = Statement(f"{len(chosen)}{of_all} {plans}{where} {verb} social value:", rows)
        items = tuple(Statement(f.name, (f.row,), item=True) for f in chosen)
        if regions or asks.negative:
            return TableAnswer((opening, *items), footprints=chosen)
        wrong = bool(re.search(r"\b(most|half|majority|nearly all|almost all|every one)\b", asks.text)) and not asks.count
        return TableAnswer((Statement(SUMMARY.text, (SUMMARY,)), opening, *items), otherwise=wrong, footprints=chosen)

    def _prints_of(self, regions: Sequence[str]) -> TableAnswer:
        statements: list[Statement] = []
        for region in regions or ("",):
            pool = self._rows.in_regions((region,) if region else ())
            where = f" in the {region} region" if region else ""
            statements.append(Statement(f"Appendix 3 lists {len(pool)} footprints{where}{':' if len(regions) == 1 else '.'}",
                                        tuple(f.row for f in pool)))
            if len(regions) == 1:
                statements.extend(Statement(f.name, (f.row,), item=True) for f in pool)
        return TableAnswer(tuple(statements), regions=tuple(regions))

    # --- the most and the fewest -------------------------------------------------------------------------

    def _extreme(self, regions: Sequence[str], *, most: bool) -> TableAnswer:
        """The footprints with the most or the fewest CCGs, of all or of those of some regions."""
        pool = self._rows.in_regions(regions)
        counts = Counter({f.name: len(self._rows.members(f)) for f in pool})
        target = max(counts.values()) if most else min(counts.values())
        among = f"footprint of the {regions[0]} region" if len(regions) == 1 else "footprint of these regions" if regions else "footprint"
        chosen = tuple(f for f in pool if counts[f.name] == target)
        statements = []
        for footprint in chosen:
            members = self._rows.members(footprint)
            plural = "CCG" if target == 1 else "CCGs"
            name, rows = _shown(footprint, members)
            statements.append(Statement(f"{name} has {target} {plural}, the {'most' if most else 'fewest'} of any {among}.",
                                        tuple(dict.fromkeys((*rows, *((footprint.row,) if regions else ()))))))
        return TableAnswer(tuple(statements), footprints=chosen)

    def _extreme_regions(self, asks: TableAsks) -> TableAnswer | None:
        """The regions with the most or the fewest footprints, CCGs, or plans that (do not) mention it, and every region's count."""
        counts: dict[str, int] = {}
        rows: dict[str, tuple[Row, ...]] = {}
        for region in REGIONS:
            pool = self._rows.in_regions((region,))
            if asks.groups:
                counts[region], rows[region] = len(self._members(pool)), self._both(pool)
            else:
                counts[region] = sum(f.mentions is not asks.negative for f in pool) if asks.mention else len(pool)
                rows[region] = tuple(f.row for f in pool)
        most = asks.regions_extreme == "most"
        if asks.share:
            return self._extreme_share(counts, rows, asks) if asks.mention and not asks.groups else None
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

    def _extreme_share(self, counts: Mapping[str, int], rows: Mapping[str, tuple[Row, ...]], asks: TableAsks) -> TableAnswer:
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

    # --- rows --------------------------------------------------------------------------------------------

    def _members(self, footprints: Iterable[Footprint]) -> tuple[Group, ...]:
        """The CCGs of footprints, each once."""
        return tuple(dict.fromkeys(g for f in footprints for g in self._rows.members(f)))

    def _both(self, footprints: Sequence[Footprint]) -> tuple[Row, ...]:
        """The rows of the CCGs of footprints, then the footprints' own."""
        return (*(g.row for g in self._members(footprints)), *(f.row for f in footprints))


def _joined(answers: Sequence[TableAnswer]) -> TableAnswer:
    """The answers to a question's parts as one; what is said twice is said once."""
    if len(answers) == 1:
        return answers[0]
    statements = tuple(dict.fromkeys(s for a in answers for s in a.statements))
    return TableAnswer(statements, all(a.known for a in answers), any(a.otherwise for a in answers), note=next((a.note for a in answers if a.note), ""))


def _verdict(asks: TableAsks, true: bool) -> str:
    """The "Yes: " or "No: " before a fact; nothing where the question has a "not" in it."""
    return "" if asks.negative else "Yes: " if true else "No: "


def _clause(subject: _Subject) -> str:
    """Which footprint CCGs are in, to open or to end a sentence with."""
    printed = tuple(dict.fromkeys(_area(g) for g in subject.groups))
    who = f"{subject.groups[0].name} is" if len(subject.groups) == 1 else f"the {len(subject.groups)} CCGs with {subject.word} in their names are"
    return f"{who} in the {', '.join(printed)} footprint{'s' if len(printed) > 1 else ''}"


def _capital(text: str) -> str:
    return text[0].upper() + text[1:]


def _where(subject: _Subject) -> tuple[Statement, ...]:
    """Which footprint CCGs are in: a sentence for one, a list for several of one name."""
    rows = tuple(g.row for g in subject.groups)
    if len(subject.groups) == 1:
        return (Statement(f"{_clause(subject)}.", rows),)
    opening = Statement(f"{len(subject.groups)} CCGs have {subject.word} in their name:", rows)
    return (opening, *(Statement(f"{g.name} is in the {_area(g)} footprint", (g.row,), item=True) for g in subject.groups))


def _shown(footprint: Footprint, members: Sequence[Group]) -> tuple[str, tuple[Row, ...]]:
    """A footprint's name and the rows that show its CCGs: as Appendix 2 prints it where its rows agree on one, for then
    those rows alone show the claim; else as Appendix 3 does, with its row there."""
    printed = {g.printed for g in members}
    rows = tuple(g.row for g in members)
    return (printed.pop(), rows) if len(printed) == 1 and not any("/" in p for p in printed) else (footprint.name, (*rows, footprint.row))


def _region_of(footprint: Footprint) -> Statement:
    return Statement(f"{footprint.name} is in the {footprint.region} region of Appendix 3.", (footprint.row,))


def _area(group: Group) -> str:
    return group.printed if group.printed.endswith("STP") else f"{group.printed} STP"
