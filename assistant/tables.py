"""Questions over the structured tables: which CCG is in which STP footprint, and whose plans mention social value.

Asked with look-ups, counts, lists and joins over all rows, never with nearest-neighbour search. Every statement
carries the rows it was made from, as printed, with their pages.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from assistant import table_extremes as extremes
from assistant.contractions import negations_whole
from assistant.finer_regions import not_told_apart
from assistant.how_many import number_asked
from assistant.places import Named, Places, core, plain
from assistant.table_answers import Statement, Subject, TableAnswer, TableAnswers, region_of, verdict
from assistant.table_names import names_that_differ, names_with
from assistant.table_places import NO_COUNTIES, as_printed, in_place
from assistant.table_questions import TableAsks, known_word, parted, place_asked_about
from assistant.table_rows import REGIONS, Footprint, Group, Rows

SOURCE = "healthy-commissioning"
OF_PLANS = "Appendix 3 records whether the plan of each STP footprint mentions social value; no table records it of the CCGs."

MOST_TOLD = 3
"""Of so many CCGs and footprints together everything is told."""
_SO_MANY = re.compile(r"^\W*(?:which|what|name|list|give me|show me)(?: are)?(?: the)? \w+ (?:\w+ ){0,3}?(?:plans|footprints|stps)\b")
_BESIDE_A_NAME = frozenset(["the", "nhs", "ccg", "stp", "footprint", "plan", "area"])
NO_NAME = "No CCG or footprint of Appendices 2 and 3 has {} in its name."
_OF_COUNCIL = re.compile(r"\b(?:councils?|borough|contracts?|spends?|spending|budgets?|tenders?|outcomes?)\b", re.I)
_OF_TABLES = re.compile(r"\b(?:CCG\w*|clinical|footprints?|STPs?|plans?|regions?|appendi\w+|NHS|groups?|areas?)\b", re.I)
_OF_SOME = re.compile(r"\bof (?:the|those|these) (?:\w+ )?(\d{1,3}) (?:\w+ )?(?:CCGs?|groups|STPs?|plans|footprints)\b", re.I)


@dataclass(frozen=True, slots=True)
class _Heard:
    """A part of a question as it was read, with what it came to."""

    asks: TableAsks
    named: Named
    answer: TableAnswer | None


class Tables:
    """Answers questions over the two appendices, joined by the reviewed mapping of footprint names."""

    def __init__(self, rows: Rows) -> None:
        self._rows, self._say = rows, TableAnswers(rows)
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

    def places(self, text: str) -> tuple[str, ...]:
        """The names of the CCGs and footprints that a text names whole."""
        groups, prints, _ = self.named(text)
        return tuple(place.name for place in (*groups, *prints))

    def about(self, question: str) -> tuple[str, TableAnswer] | None:
        """A place that a question wants everything about, and what the tables hold of it: the footprint, the region and the plan; None where it is no place of theirs."""
        place = place_asked_about(negations_whole(question))
        named = self._places.read(f"{place} footprint") if place else Named()
        if not (named.groups or named.footprints or named.places) or named.regions or not self._is_bare(named):
            return None
        if place == question.strip(" ?.!,:") and set(named.rest.replace("#", " ").split()) - _BESIDE_A_NAME and not named.places:
            return None
        asks = TableAsks.read(f"which footprint and region is {place} in, and does its plan mention social value", bare=True)
        subjects, footprints = self._resolved(asks, replace(named, places=tuple(replace(p, of_area=False) for p in named.places)))
        footprints = tuple(f for f in footprints if f not in self._rows.prints_of(g for s in subjects for g in s.groups))
        told = self._say.look_up(subjects, footprints, replace(asks, negative=True)) if len(subjects) + len(footprints) <= MOST_TOLD else None
        return (place, told) if told else None

    # --- turns and parts ---------------------------------------------------------------------------------

    def answer(self, question: str, latest: str = "") -> TableAnswer | None:
        """What the tables say to a question, its parts in order; None when it is not about what they hold.

        `latest` is the last turn of a question joined from several: what it names takes the place of what they named.
        """
        question, latest = negations_whole(question), negations_whole(latest)
        if (some := _OF_SOME.search(question)) and int(some[1]) not in (len(self.groups), len(self.footprints)):
            return None  # some CCGs that the text tells apart ("of the 25 CCGs"), which the tables do not
        if _OF_COUNCIL.search(question) and not _OF_TABLES.search(f"{question} {latest}"):
            return None  # "Knowsley's contracts" are a council's, which no appendix lists
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
        whole_asks = TableAsks.read(question, bare=self._is_bare(whole))
        answer = self._answer(whole_asks, last if last else whole)
        # Half a question may be the documents': then what the tables say to the other half, read by itself.
        return _joined([a for a in answers if a]) if answer and any(answers) and not whole_asks.both else answer

    def _hear(self, part: str, before: _Heard | None) -> _Heard:
        """Reads a part, with what the one before it asked and named where it leans on that, and answers it."""
        named = self._places.read(part)
        asks = TableAsks.read(part, bare=self._is_bare(named))
        if before and named and asks.same:
            named = replace(named, footprints=self._prints_told(before))
        elif before and not asks.has_column and asks.bare:
            asks = asks.after(before.asks)
            if named and not named.regions and before.named.regions and asks.being and not asks.mention:
                asks = replace(asks, region=True, prints=True, yes_no=False)  # "is X in the South?", "and Y?" asks where Y is
            named = named if named else before.named
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

    def _prints_told(self, before: _Heard) -> tuple[Footprint, ...]:
        """The footprints that the part before came to ("is Nene in the same one?")."""
        subjects, footprints = self._resolved(before.asks, before.named)
        return (before.answer.footprints if before.answer else ()) or footprints or self._rows.prints_of(g for s in subjects for g in s.groups)

    def _is_bare(self, named: Named) -> bool:
        return not self._places.strange(named.rest)

    # --- answering ---------------------------------------------------------------------------------------

    def _resolved(self, asks: TableAsks, named: Named) -> tuple[tuple[Subject, ...], tuple[Footprint, ...]]:
        """The CCGs and the footprints a part speaks of. A place is a footprint's where its plan or area is meant."""
        subjects, footprints = [Subject((g,)) for g in named.groups], list(named.footprints)
        which = bool(re.search(r"\b(which|what|what['’]?s)( is)?( the)?( nhs)?( \w+)? (footprint|stp|area|patch|plan)\b", asks.text)) and not asks.mention
        for place in named.places:
            counted = asks.counts_groups and len(place.footprints) == 1 and not re.search(r"\bnames?\b", asks.text)
            if place.footprints and (not place.groups or (place.of_area or counted or asks.mention or asks.content) and not which):
                footprints += place.footprints
                footprints += self._rows.prints_of(place.groups) if len(place.footprints) > 1 else ()
            else:
                subjects.append(Subject(place.groups, place.word if len(place.groups) > 1 else ""))
        return tuple(subjects), tuple(dict.fromkeys(footprints))

    def _answer(self, asks: TableAsks, named: Named) -> TableAnswer | None:
        """What the tables say to a part; where it names a region or a place that they do not have, that and what comes nearest."""
        if named.regions and not (named.groups or named.footprints or named.places) and (others := asks.outside(named.rest)):
            asks, named = others, replace(named, regions=tuple(r for r in REGIONS if r not in named.regions))
        if named.finer:
            answer = self._of_named(replace(asks, negative=asks.negative or not asks.mention), replace(named, regions=tuple(dict.fromkeys((*named.regions, *filter(None, [named.nearest]))))))
            return replace(answer, known=False, note=not_told_apart(named.finer)) if answer else None
        if named.alone and asks.counts_groups and not (named.regions or named.groups or named.footprints or asks.foreign or asks.mention or asks.name):
            word = named.unknown.lower().split()[-1]
            groups, footprints = self._places.having(word) if len(named.unknown.split()) > 1 else ((), ())
            nearest = in_place(self._rows, word.capitalize(), groups, footprints).statements if groups or footprints else ()
            return TableAnswer(nearest, known=False, note=NO_NAME.format(named.unknown))
        return self._of_named(asks, named)

    def _of_named(self, asks: TableAsks, named: Named) -> TableAnswer | None:
        subjects, footprints = self._resolved(asks, named)
        regions = named.regions
        if not asks.about_tables(groups=bool(subjects), footprints=bool(footprints), regions=bool(regions)):
            return None
        if asks.name:
            return names_with(self._rows, [r for r in regions if asks.name.word not in r.lower().split()], asks.name, asks)
        if places := self._places_counted(asks, named):
            return _joined([in_place(self._rows, *place) for place in places])
        if asks.size and not subjects:
            return extremes.footprints_of_size(self._rows, regions, asks.size)
        if asks.differ:
            return names_that_differ(self._rows)
        if asks.region_plans:
            return extremes.regions_by_plans(self._rows, none=asks.region_plans == "no")
        if asks.straddle:
            return self._say.straddling(footprints, [g for s in subjects for g in s.groups])
        if asks.every_region and not asks.regions_extreme and not (subjects or footprints or regions):
            return extremes.figures_by_region(self._rows, asks)
        if asks.regions_extreme:
            return extremes.extreme_regions(self._rows, asks)
        if asks.rank and not subjects and not footprints:
            return extremes.ranked_footprints(self._rows, regions, asks.rank)
        if asks.extreme:
            return extremes.extreme_footprints(self._rows, regions, most=asks.extreme == "most")
        if subjects:
            return self._of_subjects(asks, subjects, footprints, regions)
        if footprints:
            return self._of_footprints(asks, footprints, regions)
        return self._of_all(asks, regions, named.unknown)

    def _places_counted(self, asks: TableAsks, named: Named) -> list[tuple[str, tuple[Group, ...], tuple[Footprint, ...]]]:
        """The places whose CCGs are asked for, as they are printed, with the CCGs and the footprints that have each in their names; none where a footprint is asked for by its name."""
        if not asks.counts_groups or asks.prints or asks.mention or asks.content or asks.shared or asks.straddle or asks.size or asks.extreme or asks.share or not asks.bare:
            return []
        if named.regions or re.search(r"\b(?:nhs|ccg)\b", asks.text):
            return []
        text = f" {plain(asks.text)} "
        exact = [n for n in (*(core(g.name) for g in named.groups), *(plain(f.name) for f in named.footprints)) if f" {n} " in text]
        if len(exact) < len(named.groups) + len(named.footprints) or any(len(n.split()) > 1 for n in exact[len(named.groups):]):
            return []
        found = [(n, *self._places.having(n)) for n in exact] + [(p.word.lower(), p.groups, p.footprints) for p in named.places]
        return [as_printed(word, groups, footprints) for word, groups, footprints in sorted(found, key=lambda f: text.find(f" {f[0]} "))]

    def _of_subjects(self, asks: TableAsks, subjects: Sequence[Subject], footprints: Sequence[Footprint],
                     regions: Sequence[str]) -> TableAnswer | None:
        """Answers what is asked of CCGs."""
        groups = tuple(dict.fromkeys(g for s in subjects for g in s.groups))
        if asks.not_held and asks.bare and (where := self._say.look_up(subjects, (), asks)):
            return replace(where, known=False, note=NO_COUNTIES)
        if asks.common and len(subjects) > 1:
            return self._say.in_common(subjects)
        if asks.shared and not asks.mention and not (footprints and asks.yes_no):
            return self._say.together(subjects, asks) if asks.yes_no and len(subjects) > 1 else self._say.sharing(subjects[0])
        if asks.content:
            return self._say.nearest([*footprints, *self._rows.prints_of(groups)])
        if (footprints or regions) and asks.yes_no and not asks.mention:
            return TableAnswer(tuple(self._say.is_in(s, footprints, regions, asks) for s in subjects))
        if not asks.counts_groups and not asks.bare and not asks.mention and not asks.placed:
            return self._say.nearest(self._rows.prints_of(groups)) if re.search(r"\bplans?\b", asks.text) else None
        if not asks.counts_groups or any(s.word for s in subjects):
            return self._say.look_up(subjects, footprints, asks)
        if footprints:
            return self._of_footprints(asks, footprints, regions)
        return self._of_all(asks, regions, "") or (self._say.look_up(subjects, footprints, asks) if asks.bare else None)

    def _of_footprints(self, asks: TableAsks, footprints: Sequence[Footprint], regions: Sequence[str]) -> TableAnswer | None:
        """Answers what is asked of footprints."""
        if asks.content:
            return self._say.nearest(footprints)
        if asks.counts_groups and asks.mention and not asks.prints:
            return replace(self._say.nearest(footprints), note=OF_PLANS)
        if asks.counts_groups and asks.mention:
            return self._say.groups_by_mention(asks, footprints, regions)
        if asks.mention:
            return TableAnswer(tuple(self._say.mention(f, asks) for f in footprints))
        if regions and asks.yes_no:
            return TableAnswer(tuple(Statement(f"{verdict(asks, f.region in regions, options=len(regions)).capitalize()}{f.name} is in the {f.region} region of Appendix 3.", (f.row,))
                                     for f in footprints))
        if asks.counts_groups:
            return self._say.groups_of(footprints, share=asks.share or asks.negative)
        if asks.region:
            return TableAnswer(tuple(region_of(f) for f in footprints))
        if asks.prints and asks.listed and not asks.count and asks.bare and not regions and not re.search(r"\b(?:percentage|proportion|number|much|social value)\b", asks.text):
            return self._say.groups_of(footprints)
        return None

    def _of_all(self, asks: TableAsks, regions: Sequence[str], unknown: str) -> TableAnswer | None:
        """Answers what is asked of all footprints, or of those of some regions."""
        if asks.counts_groups and asks.mention and regions and not asks.prints:
            return replace(self._say.plans_by_mention(asks, regions), known=False, note=OF_PLANS)
        if asks.counts_groups and asks.mention:
            return self._say.groups_by_mention(asks, (), regions)
        if asks.counts_groups and len(regions) > 1 and re.search(r"\bboth\b", asks.text):
            return self._say.in_all(regions)
        if asks.counts_groups and regions:
            return extremes.compared(self._say.groups_of_regions(regions, asks), asks)
        if asks.mention:
            if asks.both:
                return _joined([self._say.plans_by_mention(replace(asks, negative=negative), regions) for negative in (False, True)])
            answer = self._say.plans_by_mention(asks, regions)
            if _SO_MANY.search(asks.text) and number_asked(asks.text) not in (0, len(answer.footprints)):
                answer = replace(answer, otherwise=True)
            return replace(answer, known=False, note=NO_NAME.format(unknown)) if unknown and not regions else answer
        if asks.prints and (asks.count or asks.listed or asks.share):
            return extremes.compared(self._say.prints_of(regions, share=asks.share), asks) if regions else None
        return None


def _joined(answers: Sequence[TableAnswer]) -> TableAnswer:
    """The answers to a question's parts as one; what is said twice is said once."""
    if len(answers) == 1:
        return answers[0]
    statements = tuple(dict.fromkeys(s for a in answers for s in a.statements))
    return TableAnswer(statements, all(a.known for a in answers), any(a.otherwise for a in answers), opening=next((a.opening for a in answers if a.opening), ""), note=next((a.note for a in answers if a.note), ""))


