"""The structured tables: which CCG is in which STP footprint, and which footprints' plans mention social value.

Asked with look-ups, counts, lists and joins over all rows, never with nearest-neighbour search. Every statement
carries the rows it was made from, as printed, with their pages.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.errors import CorpusError

SOURCE = "healthy-commissioning"
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


SUMMARY = Row("24", "Of the 44 STPs, just 6 mention social value, or 13%.")
"""The report's own sentence on Appendix 3; like every row it is checked against its page before it is shown."""


class Tables:
    """Answers questions over the two appendices, joined by the reviewed mapping of footprint names."""

    def __init__(self, groups: Sequence[Group], footprints: Sequence[Footprint], aliases: Sequence[tuple[str, str]]) -> None:
        self.groups, self.footprints = tuple(groups), tuple(footprints)
        self._by_name = {f.name: f for f in footprints}
        self._names: dict[str, tuple[str, ...]] = {}
        for group in groups:
            self._names.setdefault(_core(group.name), ())
        for alias, name in [*aliases, *((f.name, f.name) for f in footprints)]:
            key = _plain(alias)
            self._names[key] = tuple(dict.fromkeys((*self._names.get(key, ()), name)))
        self._cores = {_core(g.name): g for g in groups}

    @classmethod
    def load(cls, folder: Path) -> Tables:
        """Reads the three files. Raises CorpusError when one is missing or a footprint has no counterpart."""
        try:
            ccgs, prints, names = (_rows(folder / f"{n}.csv") for n in ("ccg_footprints", "footprints", "footprint_names"))
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
        return cls(groups, footprints, [(a, b) for a, bs in mapping.items() if "/" not in a for b in bs])

    def in_footprint(self, name: str) -> tuple[Group, ...]:
        """The CCGs of a footprint, in the printed order; those that straddle count in both."""
        return tuple(g for g in self.groups if name in g.footprints)

    # --- what a question names ---------------------------------------------------------------------------

    def named(self, text: str) -> tuple[tuple[Group, ...], tuple[Footprint, ...], tuple[str, ...]]:
        """The CCGs, footprints and regions a text names; longer names win over shorter ones inside them."""
        plain = f" {_plain(text)} "
        # A name that is both a CCG's and a footprint's (Dorset) is the footprint's where CCGs are "in" it.
        spoken_of_area = bool(re.search(r"\b(stps?|footprints?|plans?|areas?)\b|\b(ccgs|groups)( are| there| lie)* in\b", plain))
        groups: list[Group] = []
        footprints: list[Footprint] = []
        regions: list[str] = []
        for name in sorted(self._all_names(), key=lambda n: (-len(n), n)):
            for match in list(re.finditer(rf"(?<= ){re.escape(name)}(?= )", plain)):
                after, before = plain[match.end():match.end() + 12], plain[:match.start()]
                as_group = after.startswith((" ccg", " clinical")) or before.endswith(" nhs ")
                is_print = name in self._names and bool(self._names[name])
                if name in self._cores and (as_group or not is_print or not spoken_of_area):
                    groups.append(self._cores[name])
                elif is_print:
                    footprints.extend(self._by_name[n] for n in self._names[name])
                elif name in _REGION_WORDS:
                    regions.append(_REGION_WORDS[name])
                plain = plain[:match.start()] + "#" * len(name) + plain[match.end():]
        return tuple(dict.fromkeys(groups)), tuple(dict.fromkeys(footprints)), tuple(dict.fromkeys(regions))

    def _all_names(self) -> Iterable[str]:
        return {*self._names, *self._cores, *_REGION_WORDS} - {""}

    # --- answering ---------------------------------------------------------------------------------------

    def answer(self, question: str, latest: str = "") -> TableAnswer | None:
        """What the tables say to a question; None when it is not about what they hold.

        `latest` is the last turn of a question joined from several: what it names takes the place of what they named.
        """
        text = question.lower()
        named = self.named(latest) if latest else ((), (), ())
        groups, footprints, regions = named if any(named) else self.named(question)
        asks = _Asks.read(text)
        if not asks.about_tables(bool(groups), bool(footprints), bool(regions)):
            return None
        if asks.shared and groups:
            return self._sharing(groups[0])
        if like := self._alike(question):
            return self._look_up_alike(*like)
        if asks.straddle:
            return self._straddling()
        if asks.extreme:
            return self._extreme(most=asks.extreme == "most")
        if asks.content and (groups or footprints):
            return self._nearest(groups, footprints)
        if asks.counts_groups and asks.mention and not groups:
            return self._groups_by_mention(asks, footprints, regions)
        if groups and (footprints or regions) and asks.yes_no and not asks.mention:
            return self._is_in(groups[0], footprints, regions)
        if groups and not asks.counts_groups:
            return self._look_up(groups, asks)
        if footprints and asks.mention and not asks.counts_groups:
            return TableAnswer(tuple(self._mention(f) for f in footprints))
        if asks.counts_groups and (footprints or regions):
            return self._groups_of(footprints or [f for f in self.footprints if f.region in regions], regions, asks)
        if asks.mention:
            return self._plans_by_mention(asks, regions)
        if footprints and asks.region:
            return TableAnswer(tuple(Statement(f"{f.name} is in the {f.region} region of Appendix 3.", (f.row,)) for f in footprints))
        if asks.prints and (asks.count or asks.listed):
            return self._prints_of(regions)
        return None

    def _look_up(self, groups: Sequence[Group], asks: _Asks) -> TableAnswer | None:
        if not (asks.prints or asks.mention or asks.region):
            return None
        statements: list[Statement] = []
        for group in groups:
            statements.append(Statement(f"{group.name} is in the {_area(group)} footprint.", (group.row,)))
            if asks.mention:
                statements.extend(self._mention(self._by_name[name]) for name in group.footprints)
            if asks.region:
                statements.extend(Statement(f"{name} is in the {self._by_name[name].region} region of Appendix 3.",
                                            (self._by_name[name].row,)) for name in group.footprints)
        return TableAnswer(tuple(statements))

    def _sharing(self, group: Group) -> TableAnswer:
        others = [g for name in group.footprints for g in self.in_footprint(name) if g is not group]
        if not others:
            return TableAnswer((Statement(f"{group.name} is the only CCG in the {group.printed} footprint.", (group.row,)),))
        opening = Statement(f"{group.name} is in the {_area(group)} footprint with {len(others)} other{'s' if len(others) > 1 else ''}:",
                            (group.row, *(g.row for g in others)))
        return TableAnswer((opening, *(Statement(g.name, (g.row,), item=True) for g in others)))

    def _alike(self, question: str) -> tuple[str, tuple[Group, ...]] | None:
        """The CCGs that share a word of their name, where a question speaks of them by it ("the Leeds CCGs")."""
        match = re.search(r"\b([A-Z][a-z]{2,}) (?:CCGs|clinical commissioning groups)\b|\b([A-Z][a-z]{2,}) in (?:the|their|its) names?\b", question)
        if not match:
            return None
        word = match.group(1) or match.group(2)
        found = tuple(g for g in self.groups if word.lower() in _core(g.name).split())
        return (word, found) if len(found) > 1 and word not in REGIONS and _plain(word) not in self._names_of_prints() else None

    def _names_of_prints(self) -> set[str]:
        return {name for name, targets in self._names.items() if targets}

    def _look_up_alike(self, word: str, groups: Sequence[Group]) -> TableAnswer:
        opening = Statement(f"{len(groups)} CCGs have {word} in their name:", tuple(g.row for g in groups))
        return TableAnswer((opening, *(Statement(f"{g.name} is in the {_area(g)} footprint", (g.row,), item=True) for g in groups)))

    def _mention(self, footprint: Footprint) -> Statement:
        if footprint.mentions:
            return Statement(f"Yes: the plan for {footprint.name} mentions social value.", (footprint.row,))
        return Statement(f"No: the plan for {footprint.name} does not mention social value.", (footprint.row,))

    def _nearest(self, groups: Sequence[Group], footprints: Sequence[Footprint]) -> TableAnswer:
        wanted = [*footprints, *(self._by_name[n] for g in groups for n in g.footprints)]
        return TableAnswer(tuple(self._mention(f) for f in wanted[:2]), known=False)

    def _is_in(self, group: Group, footprints: Sequence[Footprint], regions: Sequence[str]) -> TableAnswer:
        inside = any(f.name in group.footprints for f in footprints) or any(
            self._by_name[n].region in regions for n in group.footprints)
        opening = "Yes" if inside else "No"
        return TableAnswer((Statement(f"{opening}: {group.name} is in the {_area(group)} footprint.", (group.row,)),))

    def _straddling(self) -> TableAnswer:
        both = [g for g in self.groups if len(g.footprints) > 1]
        opening = Statement(f"Yes: {len(both)} CCGs are printed with two footprints.", tuple(g.row for g in both))
        return TableAnswer((opening, *(Statement(f"{g.name}: {g.printed}", (g.row,), item=True) for g in both)))

    def _extreme(self, *, most: bool) -> TableAnswer:
        counts = Counter(name for g in self.groups for name in g.footprints)
        target = max(counts.values()) if most else min(counts.values())
        statements = []
        for footprint in self.footprints:
            if counts[footprint.name] == target:
                members = self.in_footprint(footprint.name)
                plural = "CCG" if target == 1 else "CCGs"
                statements.append(Statement(f"{members[0].printed} has {target} {plural}, the {'most' if most else 'fewest'} of any footprint.",
                                            tuple(g.row for g in members)))
        return TableAnswer(tuple(statements))

    def _groups_of(self, footprints: Sequence[Footprint], regions: Sequence[str], asks: _Asks) -> TableAnswer:
        statements: list[Statement] = []
        if len(regions) > 1:
            return TableAnswer(tuple(s for region in regions for s in self._groups_of(
                [f for f in footprints if f.region == region], (region,), asks).statements))
        if regions and not asks.listed or len(footprints) > 3:
            members = tuple(dict.fromkeys(g for f in footprints for g in self.in_footprint(f.name)))
            where = regions[0] if regions else "these footprints"
            return TableAnswer((Statement(f"{len(members)} CCGs are in the {where} region's footprints.",
                                          tuple(g.row for g in members)),))
        for footprint in footprints:
            members = self.in_footprint(footprint.name)
            plural = "CCG is" if len(members) == 1 else "CCGs are"
            printed = {g.printed for g in members}
            # The name as Appendix 2 prints it, where its rows agree: then those rows alone show the claim.
            name, also = (printed.pop(), ()) if len(printed) == 1 else (footprint.name, (footprint.row,))
            statements.append(Statement(f"{len(members)} {plural} in the {name} footprint:", (*(g.row for g in members), *also)))
            statements.extend(Statement(g.name, (g.row,), item=True) for g in members)
        return TableAnswer(tuple(statements))

    def _plans_by_mention(self, asks: _Asks, regions: Sequence[str]) -> TableAnswer:
        if len(regions) > 1:
            return TableAnswer(tuple(s for region in regions for s in self._plans_by_mention(asks, (region,)).statements))
        pool = [f for f in self.footprints if not regions or f.region in regions]
        chosen = [f for f in pool if f.mentions is not asks.negative]
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
            return TableAnswer((opening, *items))
        wrong = bool(re.search(r"\b(most|half|majority|nearly all|almost all|every one)\b", asks.text)) and not asks.count
        return TableAnswer((Statement(SUMMARY.text, (SUMMARY,)), opening, *items), otherwise=wrong)

    def _groups_by_mention(self, asks: _Asks, footprints: Sequence[Footprint], regions: Sequence[str]) -> TableAnswer:
        if len(regions) > 1:
            return TableAnswer(tuple(s for region in regions for s in self._groups_by_mention(asks, footprints, (region,)).statements))
        pool = [f for f in (footprints or self.footprints) if not regions or f.region in regions]
        chosen = [f for f in pool if f.mentions is not asks.negative]
        members = tuple(dict.fromkeys(g for f in chosen for g in self.in_footprint(f.name)))
        verb = "does not mention" if asks.negative else "mentions"
        rows = (*(g.row for g in members), *(f.row for f in chosen))
        where = f" of {regions[0]}" if regions else ""
        opening = Statement(f"{len(members)} CCGs are in a footprint{where} whose plan {verb} social value.", rows)
        if asks.negative or len(chosen) > 8:
            return TableAnswer((opening,))
        parts = tuple(Statement(f"{f.name}: {len(self.in_footprint(f.name))}", (*(g.row for g in self.in_footprint(f.name)), f.row),
                                item=True) for f in chosen)
        return TableAnswer((opening, *parts))

    def _prints_of(self, regions: Sequence[str]) -> TableAnswer:
        statements: list[Statement] = []
        for region in regions or ("",):
            pool = [f for f in self.footprints if not region or f.region == region]
            where = f" in the {region} region" if region else ""
            statements.append(Statement(f"Appendix 3 lists {len(pool)} footprints{where}{':' if len(regions) == 1 else '.'}",
                                        tuple(f.row for f in pool)))
            if len(regions) == 1:
                statements.extend(Statement(f.name, (f.row,), item=True) for f in pool)
        return TableAnswer(tuple(statements))


# --- what is wanted --------------------------------------------------------------------------------------

_SV = r"(social value|it|(had|have|got|get|with|says?|said|marked|put|as) (a )?['\"“‘]?(yes|no)\b)"


@dataclass(frozen=True, slots=True)
class _Asks:
    """The words of a question that concern the tables' columns."""

    count: bool
    listed: bool
    yes_no: bool
    mention: bool
    negative: bool
    groups: bool
    prints: bool
    region: bool
    straddle: bool
    extreme: str
    content: bool
    counts_groups: bool
    foreign: bool
    shared: bool
    text: str

    @classmethod
    def read(cls, text: str) -> _Asks:
        has: Callable[[str], bool] = lambda pattern: bool(re.search(pattern, text))  # noqa: E731
        groups = has(r"\b(ccgs|(every|each|all|any) (ccg|clinical commissioning group)|clinical commissioning groups|(gp|commissioning|local|doctors'?) groups"
                     r"|members?)\b")
        prints = has(r"\b(footprints?|stps?|sustainability and transformation|transformation (plan|area)s?|area plans?|(regional|nhs|big) "
                     r"(\w+ )?plans|plans?|patch|areas)\b")
        mention = has(rf"\b(mention|say|says|said|saying|refer|bring|include|talk|contain|feature|touch|cover|discuss|reference|raise)\w*\b.{{0,45}}\b{_SV}"
                      rf"|\bsocial value\b.{{0,30}}\b(mention|feature|appear|come up|get a|refer|includ|name)|\bhad a yes|\byes\b.*\bplans?\b")
        count = has(r"\b(how many|number of|count|total|tally)\b")
        listed = has(r"\b(list|which|what|name|names|every|all|who)\b")
        content = has(r"\b(exact|exactly|wording|words|quote|in detail|details?|verbatim)\b|\bwhat (does|did|do)\b.{0,60}\b(say|write|wrote|promise)\b"
                      r"|\bhow (does|did|do)\b|\bwhy\b") and not has(r"\bhow many\b|\banything\b")
        counts_groups = groups and (count or listed or has(r"^\W*(the )?(ccgs|clinical commissioning groups)\b")) and not has(r"\bwhich (footprint|stp|area)\b.{0,40}\b(is|are|was|does)\b")
        extreme = "most" if has(r"\b(most|largest|biggest|highest number|greatest)\b") and has(r"\bfootprint|\bstps?\b") and groups else \
            "fewest" if has(r"\b(fewest|smallest|least|lowest number)\b") and has(r"\bfootprint|\bstps?\b") and groups else ""
        return cls(
            count, listed, has(r"^\W*(is|are|was|were|does|do|did|has|so)\b") or has(r"\b(right|correct|isn't it)\?"), mention,
            has(r"\b(not|no mention|without|fail|silent|omit|leave out|left out|ignore|never)\b|n['’]t\b|\bhad a no\b"), groups, prints,
            has(r"\b(which|what) (region|part of (england|the country))\b|\bregion\b"),
            has(r"\bstraddl|\bmore than one (footprint|stp|area)\b|\b(two|both|more than one|2|several|multiple|split|across|between)\b.{0,25}\b(footprints|stps|areas)\b"), extreme,
            content, counts_groups,
            has(r"\b(rated|rating|weighting|weighted|active|passive|limited|committed|policy|policies|replied|reply|response|respond|population|"
                r"budget|spend|spent|save|merge|merger|council|compact|charit\w+ members|commissioned|procure\w*|services?|accredited|evidenced)\b"),
            has(r"\b(share|shares|sharing|same|alongside|together with|else (is )?in)\b"), text,
        )

    def about_tables(self, groups: bool, footprints: bool, regions: bool) -> bool:
        """Whether the question is about the tables' columns at all."""
        if self.straddle or self.extreme:
            return not self.foreign
        if self.foreign:
            return False
        if self.shared and groups and (self.prints or self.groups):
            return True
        if self.groups and self.prints and re.search(r"\bin (the|their|its) names?\b|\b[a-z]+ ccgs\b", self.text):
            return True
        if groups or footprints:
            return self.prints or self.mention or self.region or self.counts_groups or (groups and footprints)
        if self.prints and self.mention:
            return True
        if self.counts_groups and (regions or self.mention):
            return regions and self.prints or self.mention and self.prints
        return self.prints and regions and (self.count or self.listed)


_REGION_WORDS = {
    "north": "North", "northern": "North", "the north": "North", "up north": "North",
    "midlands and east": "Midlands and East", "midlands and the east": "Midlands and East", "midlands": "Midlands and East",
    "london": "London", "the capital": "London", "south": "South", "southern": "South", "the south": "South",
}


def _area(group: Group) -> str:
    return group.printed if group.printed.endswith("STP") else f"{group.printed} STP"


def _plain(text: str) -> str:
    """Lower case, "&" as "and", no punctuation, no word "STP", single spaces."""
    text = re.sub(r"['’]s\b", "", text.lower().replace("&", " and "))
    text = re.sub(r"[^a-z0-9 ]+", " ", text)
    return " ".join(w for w in text.split() if w != "stp") if "stps" not in text else " ".join(text.split())


def _core(name: str) -> str:
    """A CCG's name without "NHS" and "CCG"."""
    return _plain(name.removeprefix("NHS ").removesuffix(" CCG"))


def _rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))
