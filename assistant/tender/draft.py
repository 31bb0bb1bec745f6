"""A brief in, a tender answer out: the nine parts in the buyer's order, within the limit, every sentence in the ledger. Pure.

Nothing is worded here but what stands in data/parts.yaml; the rest are the bidder's own words. A model may word a sentence anew, but only one that
`says_the_same` takes the place of the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.errors import BadBrief
from assistant.tender.answer import count_words
from assistant.tender.brief import TenderBrief
from assistant.tender.ledger import Entry, gap, says_the_same
from assistant.tender.parts import Part, entries, shipped_parts
from assistant.tender.points import Point, content, points
from assistant.tender.wording import shipped_wording
from assistant.text import stems

DISCLOSURE = "We used an AI tool to draft this answer and checked every statement in it ourselves."
"""Offered, never put in unasked: it is for the bidder to say, and to make true."""
TERMS = "What you promise here becomes a term of the contract if you win, and is measured. Cost it, and take out what you cannot keep."
LONGEST_HEADING = 8
"""Words of a point that can head a section."""
_LATER = 3
"""How much sooner goes what no point asks for."""
Reword = Callable[[str], str]
"""Another wording of a sentence, by a model."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and its sentences. `point` is the number of the buyer's point, 0 for what none asks for."""

    heading: str
    entries: tuple[Entry, ...]
    point: int = 0


@dataclass(frozen=True, slots=True)
class TenderDraft:
    """An answer with its ledger. `left_out` are sentences that the limit has no room for; `reworded` is how many are a model's wording, `refused` how many were not taken."""

    brief: TenderBrief
    points: tuple[Point, ...]
    sections: tuple[Section, ...]
    left_out: tuple[Entry, ...] = ()
    reworded: int = 0
    refused: int = 0

    @property
    def entries(self) -> tuple[Entry, ...]:
        """The ledger: every sentence, in order."""
        return tuple(entry for section in self.sections for entry in section.entries)

    @property
    def text(self) -> str:
        """The answer as it goes to the buyer: headings and paragraphs."""
        blocks = [part for section in self.sections for part in (section.heading, " ".join(entry.text for entry in section.entries)) if part]
        return "\n\n".join([*blocks, *([DISCLOSURE] if self.brief.known("disclosure") else [])])

    @property
    def words(self) -> int:
        """How many words the answer has, as count_words counts."""
        return count_words(self.text)

    @property
    def needed(self) -> tuple[str, ...]:
        """Everything that is still needed, each once, also of what was left out."""
        return tuple(dict.fromkeys(one for entry in (*self.entries, *self.left_out) for one in entry.gaps))


def draft_tender(brief: TenderBrief, reword: Reword | None = None) -> TenderDraft:
    """The draft of a brief. Raises BadBrief: the limit has no room for a single sentence."""
    asked = points(brief.known("question"))
    made = {part.id: list(entries(part, brief)) for part in shipped_parts().all}
    sections = _sections(asked, made)
    draft = _fitted(TenderDraft(brief, asked, tuple(sections)))
    if reword:
        draft = _fitted(_reworded(draft, reword))
    return draft


def _sections(asked: Sequence[Point], made: dict[str, list[Entry]]) -> list[Section]:
    """A section for each point in the buyer's order; what none asks for after them, promises that no point takes before."""
    parts = {part.id: part for part in shipped_parts().all}
    taken: dict[int, list[Part]] = {number: [] for number in range(1, len(asked) + 1)}
    themes = {number: [theme.id for theme in shipped_wording().themes if theme.asks.search(point.text)] for number, point in enumerate(asked, 1)}
    free = dict(parts)
    for first in (True, False):
        for part in list(free.values()):
            wanted = part.answers[:1] if first else part.answers
            fitting = [number for number in taken if set(wanted) & set(themes[number])] if made[part.id] else []
            if fitting:
                taken[max(fitting, key=lambda number: (len(set(part.answers) & set(themes[number])), -number))].append(free.pop(part.id))
    own: dict[int, list[Entry]] = {}
    for number, point in enumerate(asked, 1):
        if not taken[number]:
            own[number] = _of_rows(point, made)
    rows = {entry.row for found in own.values() for entry in found}
    left = {name: [entry for entry in found if entry.row not in rows or not entry.row] for name, found in made.items()}
    sections = []
    for number, point in enumerate(asked, 1):
        found = [entry for part in parts.values() if part in taken[number] for entry in _grouped(left[part.id])] or own.get(number) or \
            [Entry(gap(f"an answer to “{point.text}”"), "", (), 1)]
        mine = [entry.answering(number) for entry in _argued(found)]
        sections.append(Section(_heading(point, taken[number]), (replace(mine[0], rank=1), *mine[1:]), number))
    rest = [Section(part.title, tuple(replace(entry, rank=entry.rank + (0 if part.id == "commitments" else _LATER)) for entry in _grouped(left[part.id]))) for part in free.values() if left[part.id]]
    rest = [replace(section, entries=kept) for section in rest if (kept := _argued(section.entries))]
    sections = _told_once(sections, [themes[number] for number in sorted(themes)])
    first_of_all = [section for section in rest if section.entries[0].part == "commitments"]
    return [*first_of_all, *sections, *(section for section in rest if section not in first_of_all)]


def _argued(found: Sequence[Entry]) -> tuple[Entry, ...]:
    """The sentences; those of the corpus only beside the bidder's own, for alone they argue for nothing."""
    own = any(entry.ties and not entry.gaps and not entry.quotes for entry in found)
    return tuple(entry for entry in found if own or not entry.quotes)


def _told_once(sections: list[Section], themes: Sequence[Sequence[str]]) -> list[Section]:
    """The sections, one that has gaps only taken into the promises where these answer it too ("who will benefit", "how much and by when")."""
    promised = next((section for section in sections if any(entry.part == "commitments" and not entry.gaps for entry in section.entries)), None)
    served = {"commitments", "amounts", "group", "times"}
    bare = [section for section in sections if promised and section is not promised and all(entry.gaps and not entry.ties for entry in section.entries)
            and themes[section.point - 1] and set(themes[section.point - 1]) <= served]
    if promised is None or not bare:
        return sections
    heading = "; ".join([promised.heading, *(section.heading[:1].lower() + section.heading[1:] for section in bare)])
    both = tuple(replace(entry, points=(*entry.points, *(section.point for section in bare))) for entry in promised.entries)
    whole = replace(promised, heading=heading, entries=(*both, *(entry for section in bare for entry in section.entries)))
    return [whole if section is promised else section for section in sections if section not in bare]


def _grouped(found: Sequence[Entry]) -> list[Entry]:
    """The sentences with those of one promise together, in the order of the brief."""
    held = sorted((entry for entry in found if entry.row), key=lambda entry: int(entry.row.split()[-1]))
    places = [n for n, entry in enumerate(found) if entry.row]
    made = list(found)
    for place, entry in zip(places, held, strict=True):
        made[place] = entry
    return made


def _of_rows(point: Point, made: dict[str, list[Entry]]) -> list[Entry]:
    """What the promises say that speak of a point."""
    wanted = content(point.text)
    promised = [entry for name in ("commitments", "extra") for entry in made[name] if entry.row]
    rows = {entry.row for entry in promised if wanted & set(stems(" ".join(tie.words for tie in entry.ties)))}
    return _grouped([entry for entry in promised if entry.row in rows])


def _heading(point: Point, parts: Sequence[Part]) -> str:
    text = point.text if len(point.text.split()) <= LONGEST_HEADING or not parts else parts[0].title
    return f"{f'{point.label}) ' if point.label else ''}{text[:1].upper()}{text[1:]}"


# --- the limit -------------------------------------------------------------------------------------------


def _fitted(draft: TenderDraft) -> TenderDraft:
    """The draft within its limit: what matters least goes first, a point's first sentence last; then headings. Raises BadBrief."""
    limit = draft.brief.limit
    out: list[Entry] = list(draft.left_out)
    while draft.words > limit:
        last = max(((entry.rank, bool(entry.gaps), at, place) for at, section in enumerate(draft.sections) for place, entry in enumerate(section.entries)), default=None)
        if last is None:
            raise BadBrief(f"a limit of {limit} words has no room for one sentence of this draft; check the limit, or shorten what the brief says")
        if last[0] == 1 and any(section.heading for section in draft.sections):
            draft = replace(draft, sections=tuple(replace(section, heading="") for section in draft.sections))
            continue
        _, _, at, place = last
        section = draft.sections[at]
        out.append(section.entries[place])
        kept = section.entries[:place] + section.entries[place + 1:]
        sections = draft.sections[:at] + ((replace(section, entries=kept),) if kept else ()) + draft.sections[at + 1:]
        draft = replace(draft, sections=sections)
    if not draft.entries:
        raise BadBrief(f"a limit of {limit} words has no room for one sentence of this draft; check the limit, or shorten what the brief says")
    return replace(draft, left_out=tuple(out))


def _reworded(draft: TenderDraft, reword: Reword) -> TenderDraft:
    """The draft with a model's wording where that says the same and no more."""
    count = refused = 0
    sections = []
    for section in draft.sections:
        made = []
        for entry in section.entries:
            wording = entry.text if entry.gaps or entry.quotes else " ".join(reword(entry.text).split())
            good = wording != entry.text and says_the_same(wording, entry)
            count, refused = count + good, refused + (wording != entry.text and not good)
            made.append(replace(entry, text=wording) if good else entry)
        sections.append(replace(section, entries=tuple(made)))
    return replace(draft, sections=tuple(sections), reworded=count, refused=refused)

