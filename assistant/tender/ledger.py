"""The claim ledger: each sentence of a draft with what it stands on, and the test that a wording says nothing beyond that. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from assistant.check import check_claim
from assistant.domain import Citation
from assistant.tender.sameness import says_no_more
from assistant.text import figures, number_words

GAP = re.compile(r"\[EVIDENCE NEEDED: ([^\]]+)\]")
_NAME = re.compile(r"(?<![.!?:]\s)(?<!^)\b[A-Z][\w’'-]+(?: (?:of |and |the |for )?[A-Z][\w’'-]+)*")


@dataclass(frozen=True, slots=True)
class Tie:
    """What a sentence stands on. `kind` is commitment, evidence, partner, step, brief (a field) or source (of the corpus); `ref` names it; `words` are its own."""

    kind: str
    ref: str
    words: str


@dataclass(frozen=True, slots=True)
class Entry:
    """A sentence of a draft. `points` are the numbers (from 1) of the buyer's points that it answers; `row` the entry of the brief it tells of, "" for none.

    `rank` is how soon it goes when the limit is tight (1 last); `quotes` are entries of sources.yaml; `themes` are what it answers, the chief one first;
    `again`: it says once more what stands in another sentence, for a point that asks for that alone.
    """

    text: str
    part: str
    ties: tuple[Tie, ...]
    rank: int
    row: str = ""
    quotes: tuple[str, ...] = ()
    points: tuple[int, ...] = ()
    themes: tuple[str, ...] = ()
    again: bool = False

    @property
    def gaps(self) -> tuple[str, ...]:
        """What is still needed in it."""
        return tuple(GAP.findall(self.text))

    @property
    def is_tied(self) -> bool:
        """Whether it stands on something, or says that something is needed."""
        return bool(self.ties or self.gaps)

    def answering(self, point: int) -> Entry:
        """The same, for a point of the buyer's."""
        return replace(self, points=(*self.points, point))


def gap(what: str) -> str:
    """What stands where nothing is known."""
    return f"[EVIDENCE NEEDED: {what}]"


def inventions(text: str, ground: str) -> tuple[str, ...]:
    """The figures and names of a text that its ground does not have; () when there are none. Gaps do not count."""
    bare = GAP.sub(" ", text)
    known = {*figures(ground), *(figure.strip("%£") for figure in figures(ground))}
    values, low = set(number_words(ground)), ground.lower()
    odd = [figure for figure in figures(bare) if figure not in known and not (figure.isdigit() and int(figure) in values)]
    odd += [str(value) for value in number_words(bare) if value not in values and str(value) not in known]
    odd += [name for name in _NAME.findall(bare) if name.lower() not in low and not all(word.lower() in low for word in name.split())]
    return tuple(dict.fromkeys(odd))


def says_the_same(wording: str, entry: Entry) -> bool:
    """Whether another wording of a sentence adds nothing and loses nothing: held to it word by word, then as a claim is held to its quote."""
    if GAP.search(entry.text) or not wording.strip() or "[" in wording or sorted(figures(wording)) != sorted(figures(entry.text)):
        return False
    if says_no_more(wording, entry.text, [tie.words for tie in entry.ties], [tie.kind for tie in entry.ties]):
        return False
    quote = Citation(1, "brief", "", "", (), entry.text, "")
    return not inventions(wording, entry.text) and not check_claim(wording, [quote], lambda *_: entry.text)
