"""Which CCGs, footprints and regions a text names: by a whole name, by the place in it ("Leeds"), or nearly spelt. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from assistant.finer_regions import finer_region
from assistant.spelling import mended
from assistant.table_rows import Footprint, Group, Rows


@dataclass(frozen=True, slots=True)
class Place:
    """A place word of a text, with the CCGs and the footprints that have it in their names.

    `of_area` says whether the text speaks of the area called so ("the Leeds plan") and not of what lies there.
    """

    word: str
    groups: tuple[Group, ...]
    footprints: tuple[Footprint, ...]
    of_area: bool = False


@dataclass(frozen=True, slots=True)
class Named:
    """What a text names, each in the order of the text. `rest` is the plain text with every name made "#"s."""

    groups: tuple[Group, ...] = ()
    footprints: tuple[Footprint, ...] = ()
    regions: tuple[str, ...] = ()
    places: tuple[Place, ...] = ()
    rest: str = ""
    unknown: str = ""
    """A place whose plan, footprint or CCGs are asked for and which is in no name; "" when there is none."""
    alone: bool = False
    """Whether that place is all of the text that no question over the tables needs."""
    finer: str = ""
    """A region that Appendix 3 does not have ("East Midlands")."""
    nearest: str = ""
    """The region of Appendix 3 that comes nearest to it; "" for none."""

    def __bool__(self) -> bool:
        return bool(self.groups or self.footprints or self.regions or self.places or self.finer)


_REGION_WORDS = {
    "north": "North", "northern": "North", "the north": "North", "up north": "North",
    "midlands and east": "Midlands and East", "midlands and the east": "Midlands and East", "midlands": "Midlands and East",
    "london": "London", "the capital": "London", "south": "South", "southern": "South", "the south": "South",
}

_DIRECTIONS = frozenset(["north", "south", "east", "west", "northern", "southern", "eastern", "western", "mid", "central"])

_NO_PLACE = frozenset([
    *_DIRECTIONS, "nhs", "ccg", "stp", "and", "of", "on", "the", "with", "great", "greater", "city", "crosscity", "coast", "coastal", "vale", "valleys",
    "borough", "district", "districts", "rural", "forest", "downs", "heath", "heartlands", "country", "black", "point", "castle", "chase", "royal",
    "isle", "isles", "high", "weald", "havens", "tower", "health", "surrounds", "peninsula", "dales", "london", "riding", "new", "trent"])
"""Words of the printed names that are no place by themselves."""

_NOT_MISSPELT = frozenset([
    "airfield", "barnes", "barnett", "barney", "baronet", "barrett", "batch", "baths", "bedford", "bentley", "blackwell", "boston", "bradley", "brant",
    "brentford", "brest", "brett", "brighter", "brixton", "broughton", "burkina", "burnett", "burnley", "caden", "cambrian", "cannons", "caravan",
    "charles", "charley", "children", "chilean", "chorale", "colby", "corey", "cornell", "country", "crowley", "darren", "darwin", "demon", "dereham",
    "devin", "dorsey", "eastbound", "ellington", "essen", "fakenham", "fordham", "greenish", "hamilton", "hampton", "harlow", "harwich", "hearts", "heats",
    "helston", "herbs", "herds", "hilton", "hurts", "knowles", "lambert", "leads", "legends", "leinster", "lewis", "luzon", "mayfield", "melton",
    "mention", "mentions", "middletown", "midway", "morton", "network", "newborn", "newquay", "rather", "readings", "redding", "reddish", "rochelle",
    "romford", "rotterdam", "rowland", "rubble", "sanford", "scale", "scully", "seafood", "section", "session", "seton", "shale", "shelton", "shepton",
    "silly", "sleaford", "smoke", "southland", "southward", "spoke", "stake", "stale", "stamford", "stanford", "stanley", "stokes", "stole", "stone",
    "store", "stove", "stratford", "stroke", "strokes", "surgery", "surreal", "survey", "surveys", "sutherland", "swansea", "teens", "thetford",
    "torquay", "trees", "washington", "wears", "weary", "weight", "weights", "whitley", "whitney", "workington", "wright"])
"""English words and real places that are one or two letters from a place of the tables."""

_AREA = r"(?:stps?|footprints?|plans?|areas?|patch)"


class Places:
    """Finds the names of the tables in a text. `known_word` says which words are a table question's own."""

    def __init__(self, rows: Rows, known_word: Callable[[str], bool] = lambda word: False) -> None:
        self._rows, self._known_word = rows, known_word
        self._by_name = {f.name: f for f in rows.footprints}
        self._cores = {core(g.name): g for g in rows.groups}
        self._names: dict[str, tuple[str, ...]] = {}
        for alias, name in [*rows.aliases, *((f.name, f.name) for f in rows.footprints)]:
            key = plain(alias)
            self._names[key] = tuple(dict.fromkeys((*self._names.get(key, ()), name)))
        self._words = frozenset(w for name in (*self._cores, *self._names) for w in name.split() if len(w) > 3) - _NO_PLACE
        self._all = sorted({*self._names, *self._cores} - {""}, key=lambda n: (-len(n), n))
        self._regions = sorted(_REGION_WORDS, key=lambda n: (-len(n), n))

    def read(self, text: str) -> Named:
        """What a text names. Places count only where every other word is one that a question over the tables has."""
        exact = self.named(text)
        if not self.strange(exact.rest):
            return exact
        spelt = self._respelt(text)
        loose, found = self._places(self._exact(spelt))
        loose = self._with_regions(loose)
        slots = self._slots(spelt)
        placed = found and any(word.lower().split()[-1] in self._words for word in slots)
        if (found or spelt != text) and not self.strange(loose.rest) or placed:
            return replace(loose, places=found)
        strange = self.strange(exact.rest)
        unknown = next((w for w in slots if w.lower().split()[-1] in strange and not any(self.having(w.lower()))), "")
        return replace(exact, unknown=unknown, alone=bool(unknown) and set(strange) <= set(unknown.lower().split()))

    def named(self, text: str) -> Named:
        """The CCGs, footprints and regions a text names whole; longer names win over shorter ones inside them."""
        return self._with_regions(self._exact(text))

    # --- whole names -------------------------------------------------------------------------------------

    def _exact(self, text: str) -> Named:
        rest = f" {_spaced(text)} "
        # A name that is both a CCG's and a footprint's (Dorset) is the footprint's where CCGs are "in" it.
        spoken_of_area = bool(re.search(rf"\b{_AREA}\b|\b(ccgs|groups)( are| there| lie)* in\b", plain(text)))
        groups: list[tuple[int, Group]] = []
        footprints: list[tuple[int, Footprint]] = []
        for name in self._all:
            if name not in rest:  # nearly all of them: looking with a pattern is what costs
                continue
            for match in list(re.finditer(rf"(?<= ){re.escape(name)}(?= )", rest)):
                after, before = rest[match.end():match.end() + 12], rest[:match.start()]
                as_group = after.startswith((" ccg", " clinical")) or before.endswith(" nhs ")
                is_print = name in self._names
                if name in self._cores and (as_group or not is_print or not spoken_of_area):
                    groups.append((match.start(), self._cores[name]))
                elif is_print:
                    footprints.extend((match.start(), self._by_name[n]) for n in self._names[name])
                rest = _masked(rest, match.span())
        return Named(_in_order(groups), _in_order(footprints), rest=rest)

    def _with_regions(self, named: Named) -> Named:
        rest, regions, finer, nearest = named.rest, [], "", ""
        if found := finer_region(f"{rest.rstrip()} ", self._goes_on):
            span, finer, nearest = found
            rest = _masked(rest, span)
        for name in self._regions:
            if name not in rest:
                continue
            for match in list(re.finditer(rf"(?<= ){re.escape(name)}(?= )", rest)):
                if name.split()[-1] in _DIRECTIONS and self._goes_on(rest[match.end():]):
                    continue
                regions.append((match.start(), _REGION_WORDS[name]))
                rest = _masked(rest, match.span())
        return replace(named, regions=_in_order(regions), rest=rest, finer=finer, nearest=nearest)

    def _goes_on(self, after: str) -> bool:
        """Whether a direction is the first word of a place that no table has ("North Yorkshire", "the South West")."""
        word = (after.split() or [""])[0]
        return word in _DIRECTIONS or word in self._words and not self._known_word(word)

    # --- places ------------------------------------------------------------------------------------------

    def _places(self, named: Named) -> tuple[Named, tuple[Place, ...]]:
        """The text with its place words masked, and the places; a direction belongs to the place after it."""
        rest = named.rest
        ways = "|".join(sorted(_DIRECTIONS))
        found: list[tuple[int, Place]] = []
        for match in list(re.finditer(rf"(?<= )(?P<way>(?:(?:{ways}) (?:(?:and|or) )?)*(?:greater )?)(?P<word>[a-z]+)(?= )", rest)):
            word = match.group("word")
            if word not in self._words:
                continue
            groups, footprints = self.having(f"{match.group('way')}{word}")
            if not groups and not footprints:
                groups, footprints = self.having(word)
                if len({*footprints, *self._rows.prints_of(groups)}) > 1:
                    continue
            before, after = rest[:match.start()], rest[match.end():]
            area = bool(re.match(rf" (?:nhs |(?!ccg)[a-z]+ )?{_AREA}\b", after)
                        or re.search(rf"\b{_AREA} (?:(?:for|of|in|covering|called|named|that|which|covers?|serves?|serving|the|around|city|county|town) )+$", before))
            found.append((match.start(), Place(word.capitalize(), groups, footprints, area)))
            rest = _masked(rest, match.span())
        # Two words of one name ("Tyne and Wear") are one place.
        whole = [(at, p) for i, (at, p) in enumerate(found)
                 if not any((p.groups, p.footprints) == (q.groups, q.footprints) for _, q in found[:i])]
        return replace(named, rest=rest), _in_order(whole)

    def having(self, phrase: str) -> tuple[tuple[Group, ...], tuple[Footprint, ...]]:
        """The CCGs and the footprints with these words in their names, in the printed order."""
        wanted = f" {phrase.strip()} "
        groups = tuple(g for g in self._rows.groups if wanted in f" {core(g.name)} ")
        names = {n for alias, targets in self._names.items() if wanted in f" {alias} " for n in targets}
        return groups, tuple(f for f in self._rows.footprints if f.name in names)

    def _respelt(self, text: str) -> str:
        """The text with misspelt places put right, where a place can stand: a capital, or after a word like "in"."""
        def ordinary(word: str) -> bool:
            return word in _NOT_MISSPELT or self._known_word(word)

        def mend(match: re.Match[str]) -> str:
            word = match.group()
            before = text[:match.start()].split()
            slot = before and before[-1].lower() in _BEFORE_A_PLACE
            verbal = word.endswith(("ing", "ed", "ly"))
            if not before or not (word[0].isupper() or slot and not verbal):
                return word
            return mended(word, self._words, ordinary)

        return re.sub(r"[A-Za-z]{5,}", mend, text)

    def _slots(self, text: str) -> list[str]:
        """What stands where a text says whose plan or footprint is meant ("X's plan", "the plan covering X")."""
        name = r"(?:(?:North|South|East|West|Mid) )?[A-Z][a-z]+"
        patterns = (rf"\b(?:{_AREA}|STPs?) (?:for|of|in|covering|that covers?|which covers?|serving) (?:the )?(?:city of |county of |town of )?({name})\b",
                    rf"\b({name})(?:['’]s)? (?:{_AREA}|STP)\b", rf"\b(?:CCGs?|ccgs?|Clinical Commissioning Groups) (?:are |is |there |lie |exist )*(?:in|for|from|of|within|serving) (?:the )?(?:city of |county of |town of )?({name})\b",
                    r"\b(?:covering|covers?) ([a-z]+)\b")
        return [m.group(1)[0].upper() + m.group(1)[1:] for pattern in patterns for m in re.finditer(pattern, text)]

    def strange(self, rest: str) -> tuple[str, ...]:
        """The words of a masked text that no question over the tables needs."""
        return tuple(w for w in rest.split() if w.strip("#") and not self._known_word(w))


_BEFORE_A_PLACE = frozenset(["in", "for", "of", "about", "covering", "covers", "cover", "around", "near", "is", "are", "nhs", "the", "and", "or", "serving"])


def _in_order(found: Iterable[tuple[int, object]]) -> tuple:
    """What was found, each once, in the order of the text."""
    return tuple(dict.fromkeys(thing for _, thing in sorted(found, key=lambda pair: pair[0])))


def _masked(text: str, span: tuple[int, int]) -> str:
    return text[:span[0]] + "#" * (span[1] - span[0]) + text[span[1]:]


def plain(text: str) -> str:
    """Lower case, "&" as "and", no punctuation, no word "STP", single spaces."""
    text = _spaced(text)
    return " ".join(w for w in text.split() if w != "stp") if "stps" not in text else text


def _spaced(text: str) -> str:
    text = re.sub(r"n['’]t\b", " not", re.sub(r"['’]s\b", "", text.lower().replace("&", " and ")))
    return " ".join(re.sub(r"[^a-z0-9 ]+", " ", text).split())


def core(name: str) -> str:
    """A CCG's name without "NHS" and "CCG"."""
    return plain(name.removeprefix("NHS ").removesuffix(" CCG"))
