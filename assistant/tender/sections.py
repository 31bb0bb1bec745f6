"""Which sentences answer which of the buyer's points, in the buyer's order; and which of the bidder's record speak of the question at all. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import groupby, pairwise

from assistant.tender.amounts import YEAR, amounts
from assistant.tender.boxes import PLACE
from assistant.tender.brief import TenderBrief
from assistant.tender.ledger import Entry, gap
from assistant.tender.parts import Part, shipped_parts
from assistant.tender.points import SAYS_LITTLE, Point, alike, content
from assistant.tender.subjects import subjects_of
from assistant.tender.wording import shipped_wording
from assistant.text import leans_back, stems

LONGEST_HEADING = 12
"""Words of a point that can head a section."""
_LATER = 3
"""How much sooner goes what no point asks for."""
_HALF = 0.5
"""The share of a point's words by which what is no promise answers it."""
_GOES_SOONER = (1, 3)
"""Of the record, in the order of its relevance, the places (from 0) from which a row goes sooner under a tight limit."""
_FOLLOW, _RECORD = ("measures", "extra"), "evidence"
"""Parts that tell more of the promises and answer no point on their own; that of the bidder's record."""
_OF_THE_SAME = re.compile(r"^(?:\S+ )?(?:\d[\d,]*%? |\w+ )?of (?:them|these|those|whom|the \d+)\b", re.I)
ROUTE, _WAYS = "route", ("method", "plan", "reach")
"""The theme of how people are reached; the parts whose sentences may tell it."""
_REACHES = re.compile(r"\b(?:refer\w*|reach\w*|recruit\w*|advertis\w*|outreach|taster|open days?|invit\w*|leaflet\w*|poster\w*|jobcentre\w*|food banks?|door[- ]to[- ]door|meet (?:people|residents|families|tenants)|visit\w* (?:people|homes|estates|hostels|schools)|find\w* (?:people|visitors|learners|trainees|apprentices|volunteers|residents|tenants|them)|introduc\w+|signpost\w*|word of mouth|social media|link workers?)\b", re.I)
_PROMISED = frozenset(["commitments", "amounts", "times", "group", "additional", "link"])
"""Themes that a promise itself answers: how people are reached, who leads and how it is measured are told by other sentences."""
Made = Mapping[str, Sequence[Entry]]
"""Sentences by the part that they are of."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences. `point` is the number of the buyer's point, 0 for what none asks for."""

    heading: str
    entries: tuple[Entry, ...]
    point: int = 0


def sections_of(asked: Sequence[Point], made: Made) -> list[Section]:
    """A section for each point in the buyer's order, then what none asks for; promises that no point takes come before. A single point is answered by all the parts."""
    parts = {part.id: part for part in shipped_parts().all}
    themes = {number: tuple(theme.id for theme in shipped_wording().themes if theme.asks.search(point.text)) for number, point in enumerate(asked, 1)}
    if len(asked) < 2:
        return _whole(parts, made, themes.get(1, ()))
    made = {part: [_routed(entry) for entry in found] for part, found in made.items()}
    given, rest = _shared_out(made, themes)
    bare = [number for number in given if _is_bare(given[number])]
    told = {number: _again(made, themes, number) for number in given}
    promised = " ".join(tie.words for entry in made.get("commitments", ()) for tie in entry.ties)
    for number in bare:
        if "baseline" in themes[number] and not told[number]:
            told[number] = _where_we_stand(rest, f"{asked[number - 1].text} {promised}")
    spoken = _spoken(asked, themes, [number for number in bare if not told[number]], given, rest, {number for number in given if told[number] and "commitments" not in themes[number]})
    for number, found in given.items():
        if _is_bare(found):
            given[number] = told[number] or spoken.get(number) or found or [Entry(gap(f"an answer to “{asked[number - 1].text}”"), "", (), 1)]
    first = [_unasked(parts["commitments"], rest.pop("commitments", []))]
    own = [_asked_for(point, number, given[number], parts) for number, point in enumerate(asked, 1)]
    later = [_unasked(part, rest[part.id]) for part in parts.values() if part.id in rest]
    return [*(section for section in first if section.entries), *own, *(section for section in later if section.entries)]


def _is_bare(found: Sequence[Entry]) -> bool:
    return all(entry.gaps and not entry.ties for entry in found)


def _whole(parts: Mapping[str, Part], made: Made, themes: Sequence[str]) -> list[Section]:
    """The parts in their order, where the question has no points of its own."""
    sections = []
    for part in parts.values():
        found = _argued(_by_row([entry for entry in made[part.id] if not entry.again]))
        if found:
            mine = part.id == "commitments" or bool(set(part.answers) & set(themes))
            sections.append(Section(part.title, tuple(entry.answering(1) if mine else replace(entry, rank=entry.rank + _LATER) for entry in found), int(mine)))
    return sections


def _shared_out(made: Made, themes: Mapping[int, Sequence[str]]) -> tuple[dict[int, list[Entry]], dict[str, list[Entry]]]:
    """The sentences by the point that asks for them, and by part where none does. What nothing asks for goes with the leading sentences of its part."""
    given: dict[int, list[Entry]] = {number: [] for number in themes}
    rest: dict[str, list[Entry]] = {}
    for part, found in made.items():
        home = 0
        for n, (answers, same) in enumerate(groupby((entry for entry in found if not entry.again), key=lambda entry: entry.themes)):
            entries = _by_row(list(same))
            needed = all(entry.gaps and not entry.ties for entry in entries)
            number = _best(answers[:1] if needed else answers, themes, given) or home  # what is still needed stands where it is chiefly asked for
            home = number if n == 0 else home
            (given[number] if number else rest.setdefault(part, [])).extend(entries)
    return given, rest


def _best(answers: Sequence[str], themes: Mapping[int, Sequence[str]], given: Mapping[int, Sequence[Entry]]) -> int:
    """The point that sentences with these themes answer best: by their first theme, by how many, one with nothing yet, the earlier; 0 for none."""
    fitting = [number for number in themes if set(answers) & set(themes[number])]
    return max(fitting, key=lambda number: (answers[0] in themes[number], len(set(answers) & set(themes[number])), not given[number], -number), default=0)


def _again(made: Made, themes: Mapping[int, Sequence[str]], number: int) -> list[Entry]:
    """What the promises say of a point whose sentences stand elsewhere: how much by when, for whom, from where."""
    return [entry for found in made.values() for entry in found if entry.again and set(entry.themes) & set(themes[number])]


def _routed(entry: Entry) -> Entry:
    """A partner's or a step's sentence that tells how people are reached answers who asks for that, too."""
    return replace(entry, themes=(*entry.themes, ROUTE)) if entry.part in _WAYS and not entry.again and _REACHES.search(entry.text) else entry


def _where_we_stand(rest: dict[str, list[Entry]], asked: str) -> list[Entry]:
    """What of the record is a baseline: a measured figure of its year about what is asked and promised; taken from where it stands."""
    held, about = rest.get(_RECORD, []), subjects_of(asked)
    mine = [entry for entry in held if YEAR.search(entry.text) and amounts(entry.text) and about & subjects_of(entry.text)]
    held[:] = [entry for entry in held if entry not in mine[:1]]
    return mine[:1]


def _spoken(asked: Sequence[Point], themes: Mapping[int, Sequence[str]], bare: Sequence[int], given: dict[int, list[Entry]], rest: dict[str, list[Entry]], spare: Collection[int]) -> dict[int, list[Entry]]:
    """For each of the points that lack an answer the entries of the brief that speak of it most, taken from where they stand.

    A point that has promises keeps one at least, but for those of `spare`, which can be told of them again.
    """
    found: dict[int, list[Entry]] = {number: [] for number in bare}
    for home, held in (*((0, held) for held in rest.values()), *((number, given[number]) for number in given if number not in bare)):
        free = {entry.row: entry for entry in reversed(held) if entry.row and (entry.part == "commitments" if home else entry.part not in _FOLLOW)}
        best = {row: _nearest(entry, asked, [number for number in bare if entry.part != "commitments" or not themes[number] or _PROMISED & set(themes[number])], _share(entry, asked[home - 1]) if home else 0) for row, entry in free.items()}
        moved = {row: number for row, number in best.items() if number}
        if not home or home in spare or len(moved) < len(free):
            for entry in [entry for entry in held if entry.row in moved and entry.part not in _FOLLOW]:
                found[moved[entry.row]].append(entry)
                held.remove(entry)
    extra = rest.get("extra", [])
    for entries in found.values():
        mine = [entry for entry in extra if entry.row in {one.row for one in entries}]
        entries += mine
        extra[:] = [entry for entry in extra if entry not in mine]
    return {number: _by_row(entries) for number, entries in found.items()}


def _nearest(entry: Entry, asked: Sequence[Point], bare: Sequence[int], least: float) -> int:
    """The point that an entry speaks of most, more than `least`; 0 for none. A promise answers a point by one word, anything else by half of them."""
    shares = {number: _share(entry, asked[number - 1]) for number in bare}
    near = [number for number in bare if shares[number] > least and (entry.part == "commitments" or shares[number] >= _HALF)]
    return max(near, key=lambda number: (shares[number], -number), default=0)


def _share(entry: Entry, point: Point) -> float:
    """The share, 0 to 1, of the telling words of a point that an entry of the brief has; half of one word for being about one thing."""
    wanted, words = content(point.text) - SAYS_LITTLE, " ".join(tie.words for tie in entry.ties)
    said = stems(words)
    shared = sum(any(alike(stem, one) for one in said) for stem in wanted) or _HALF * bool(subjects_of(words) & subjects_of(point.text))
    return shared / len(wanted) if wanted else 0.0


def _asked_for(point: Point, number: int, found: Sequence[Entry], parts: Mapping[str, Part]) -> Section:
    mine = [entry.answering(number) for entry in _argued(found)]
    text = point.text if len(point.text.split()) <= LONGEST_HEADING or not mine[0].part else parts[mine[0].part].title
    return Section(f"{f'{point.label}) ' if point.label else ''}{text[:1].upper()}{text[1:]}", (replace(mine[0], rank=1), *mine[1:]), number)


def _unasked(part: Part, found: Sequence[Entry]) -> Section:
    later = 0 if part.id == "commitments" else _LATER
    return Section(part.title, tuple(replace(entry, rank=entry.rank + later) for entry in _argued(found)))


def _argued(found: Sequence[Entry]) -> tuple[Entry, ...]:
    """The sentences; those of the corpus only beside the bidder's own, for alone they argue for nothing."""
    own = any(entry.ties and not entry.gaps and not entry.quotes for entry in found)
    return tuple(entry for entry in found if own or not entry.quotes)


def _by_row(found: Sequence[Entry]) -> list[Entry]:
    """The sentences with those of one entry of the brief together, in its order."""
    held = iter(sorted((entry for entry in found if entry.row), key=lambda entry: (entry.row.split()[0], int(entry.row.split()[-1]))))
    return [next(held) if entry.row else entry for entry in found]


# --- the record ------------------------------------------------------------------------------------------


def relevant(made: Made, brief: TenderBrief) -> tuple[dict[str, list[Entry]], tuple[Entry, ...]]:
    """The sentences with those of the record that speak of the question or of its promises, the nearest kept longest; then those that speak of neither.

    A word that few of them have counts for more. Awards speak of every question, and so does a row that names one; "92% of them" goes with the row before it. Where none speaks of it, all are kept.
    """
    promises = brief.known("commitments")
    promised = " ".join(row.get(name, "") for row in promises for name in ("what", "unit", "group", "baseline"))
    placed = " ".join([*(str(brief.known(name) or "") for name in ("area", "buyer", "bidder")), *(row.get("place", "") for row in promises)])
    wanted = content(f"{brief.known('question')} {brief.known('outcome') or ''} {promised}") - SAYS_LITTLE - frozenset(stems(placed))
    named = {f"{_RECORD} {row.get(PLACE, n)}" for n, row in enumerate(brief.known(_RECORD), 1) if row.get("answers")}
    record = [entry for entry in made[_RECORD] if entry.row]
    shared = {entry.row: frozenset(stem for stem in wanted for one in stems(entry.text) if not one.isdigit() and alike(stem, one)) for entry in record}
    about = subjects_of(f"{brief.known('question')} {promised}")
    worth = {entry.row: sum(1 / sum(stem in other for other in shared.values()) for stem in shared[entry.row]) + len(subjects_of(entry.text) & about) + (entry.row in named) for entry in record}
    kept = {entry.row for entry in record if worth[entry.row] or any(pattern.search(entry.text) for pattern in shipped_wording().awards)}
    for before, entry in pairwise(record):
        if _OF_THE_SAME.search(entry.text) or leans_back(entry.text):
            kept = kept | {entry.row} if before.row in kept else kept - {entry.row}
    if not any(worth.values()):
        return {name: list(found) for name, found in made.items()}, ()
    order = sorted(kept, key=lambda row: -worth[row])
    told = [replace(entry, rank=entry.rank + sum(order.index(entry.row) >= n for n in _GOES_SOONER)) if entry.row else entry for entry in made[_RECORD] if not entry.row or entry.row in kept]
    return {**{name: list(found) for name, found in made.items()}, _RECORD: told}, tuple(entry for entry in record if entry.row not in kept)
