"""A brief in, a tender answer out: the nine parts in the buyer's order, within the limit, every sentence in the ledger. Pure.

Nothing is worded here but what stands in data/parts.yaml; the rest are the bidder's own words. A model may word a sentence anew, but only one that
`says_the_same` takes the place of the sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace

from assistant.errors import BadBrief
from assistant.tender.answer import count_words
from assistant.tender.brief import TenderBrief, facts_said
from assistant.tender.evidence import Fact, conflicts
from assistant.tender.ledger import Entry, gap, says_the_same
from assistant.tender.limits import counted
from assistant.tender.parts import entries, shipped_parts
from assistant.tender.points import Point, points
from assistant.tender.sections import Section, relevant, sections_of

DISCLOSURE = "We used an AI tool to draft this answer and checked every statement in it ourselves."
"""Offered, never put in unasked: it is for the bidder to say, and to make true."""
TERMS = "What you promise here becomes a term of the contract if you win, and is measured. Cost it, and take out what you cannot keep."
Reword = Callable[[str], str]
"""Another wording of a sentence, by a model."""


@dataclass(frozen=True, slots=True)
class TenderDraft:
    """An answer with its ledger. `left_out` are sentences that the limit has no room for, `aside` those of the record that do not speak of the question.

    `reworded` is how many are a model's wording, `refused` how many were not taken.
    """

    brief: TenderBrief
    points: tuple[Point, ...]
    sections: tuple[Section, ...]
    left_out: tuple[Entry, ...] = ()
    aside: tuple[Entry, ...] = ()
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
    def is_over(self) -> bool:
        """Whether it is longer than the brief's limits let it be."""
        return bool(self.brief.limit and self.words > self.brief.limit or self.brief.characters and len(self.text) > self.brief.characters)

    @property
    def most(self) -> str:
        """What it may have at most, in words."""
        return " and ".join(filter(None, (f"{self.brief.limit} words" if self.brief.limit else "", f"{self.brief.characters} characters" if self.brief.characters else "")))

    @property
    def length(self) -> str:
        """How long it is, of how much it may be, in words."""
        return counted(self.text, self.words, self.brief.limit, self.brief.characters, self.brief.pages)

    @property
    def needed(self) -> tuple[str, ...]:
        """Everything that is still needed, each once, also of what was left out."""
        return tuple(dict.fromkeys(one for entry in (*self.entries, *self.left_out) for one in entry.gaps))


def draft_tender(brief: TenderBrief, reword: Reword | None = None) -> TenderDraft:
    """The draft of a brief. Raises BadBrief: the limit has no room for a single sentence."""
    asked = points(brief.known("question"))
    made, aside = relevant({part.id: list(entries(part, brief)) for part in shipped_parts().all}, brief)
    made = _settled(made, conflicts(facts_said(brief.said)))
    draft = _fitted(TenderDraft(brief, asked, tuple(sections_of(asked, made)), aside=aside))
    if reword:
        draft = _fitted(_reworded(draft, reword))
    return draft


def _settled(made: dict[str, list[Entry]], two: Sequence[tuple[Fact, Fact]]) -> dict[str, list[Entry]]:
    """The sentences, with one that asks which is right in place of those that give one thing two figures."""
    facts = tuple(dict.fromkeys(fact for pair in two for fact in pair))
    told = {fact.text.strip().rstrip(".").lower() for fact in facts}
    doubted = [entry for found in made.values() for entry in found if entry.text.rstrip(".").lower() in told]
    if not doubted:
        return made
    asked = " or ".join(f"“{fact.text.rstrip('.')}” ({fact.where})" for fact in facts).replace("[", "(").replace("]", ")")
    record = next(part.answers for part in shipped_parts().all if part.id == "evidence")
    which = Entry(gap(f"which is right: {asked}"), "evidence", tuple(tie for entry in doubted for tie in entry.ties), 6, themes=record)
    kept = {name: [entry for entry in found if entry not in doubted] for name, found in made.items()}
    return {**kept, "evidence": [*kept["evidence"], which]}


# --- the limit -------------------------------------------------------------------------------------------


def _fitted(draft: TenderDraft) -> TenderDraft:
    """The draft within its limit: what matters least goes first, a point's first sentence last; then headings. Raises BadBrief."""
    out: list[Entry] = list(draft.left_out)
    while draft.is_over:
        last = max(((entry.rank, bool(entry.gaps), at, place) for at, section in enumerate(draft.sections) for place, entry in enumerate(section.entries)), default=None)
        if last is None:
            raise BadBrief(f"a limit of {draft.most} has no room for one sentence of this draft; check the limit, or shorten what the brief says")
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
        raise BadBrief(f"a limit of {draft.most} has no room for one sentence of this draft; check the limit, or shorten what the brief says")
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

