"""What a question names that an answer does not reach: a law, a nation, a year, a numbered thing, a post, a name."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cached_property

from assistant.bounds import outside, plain, without_section
from assistant.library import Library
from assistant.passage_answers import Scored
from assistant.pinned import OF_OURSELVES, missing_number, missing_post, missing_year, strange_name
from assistant.premises import takes_for_granted
from assistant.questions import Asks, Question
from assistant.sources import Sources
from assistant.text import unaccented

NEARLY = 0.85
"""From this cosine on, a question of the index that the statements were found by vouches for what it names: a person wrote it for them."""

_OF_MANY = frozenset(["North", "South", "East", "West", "Central", "Coast", "Valley", "City", "Greater", "Upper", "Lower", "Great"])
"""Words of the names of many places."""


class Reach:
    """Holds what a question names against the documents that an answer stands in."""

    def __init__(self, library: Library, sources: Sources, places: Callable[[str], Sequence[str]] = lambda _: ()) -> None:
        """`places` gives the CCGs and footprints that a text names."""
        self._library, self._sources, self._places = library, sources, places

    def beyond(self, question: Question, best: Scored) -> str:
        """The law, nation, year, numbered thing or name that a question names and the documents' answer does not reach; "" when none."""
        quotes = [q for s in best.statements for q in s.quotes]
        used = tuple(dict.fromkeys(q.source_id for q in quotes))
        around = self._library.passages([q.passage_id for q in quotes]).values()
        wording = best.ask if best.values.get("cosine", 0.0) >= NEARLY else ""
        ground = " ".join((wording, *(p.text for p in around), *(h for p in around for h in p.headings), *(h for q in quotes for h in q.headings), *map(self._sources.title, used)))
        said = [s.text for s in best.statements]
        pinned = self._strange_name(question, used, wording) or missing_number(question.text, " ".join(said)) or missing_number(question.text, ground) or missing_post(question.focus, f"{question.follows} {ground}")
        if any(self._sources.is_own(i) for i in used):
            return pinned
        years = int(self._sources.year(used) or 9999)
        if not OF_OURSELVES.search(question.asked) and (elsewhere := next((name for name in self._places(question.focus) if not _is_named(name, ground)), "")):
            return elsewhere if _TABLED.search(question.asked) else _as_typed(elsewhere, question.asked)
        return pinned or without_section(question.asked, " ".join(said)) or outside(question.text, ground, lambda: self._corpus + plain(wording), years) or \
            (question.kind is not Asks.YES_NO and not takes_for_granted(question.text) and missing_year(question.focus, said, f"{ground} {years} {self._sources.years(used)}")) or ""

    def _strange_name(self, question: Question, used: Sequence[str], wording: str) -> str:
        """A name of the question that no document has, nor `wording`; or that an answer's own document has not, or no shipped one where the answer is theirs."""
        within = used if any(map(self._sources.is_own, used)) else self._shipped
        return strange_name(unaccented(question.focus), lambda word: word in wording.lower() or any(word in text for text in self._texts(within)))

    def _texts(self, used: Iterable[str]) -> Iterator[str]:
        """The titles and pages of documents, in small letters without accents."""
        for source in used:
            yield unaccented(self._sources.title(source).lower())
            for label in self._library.labels(source):
                yield unaccented(self._library.page_text(source, label).lower())

    @cached_property
    def _shipped(self) -> tuple[str, ...]:
        return tuple(e.source.id for e in self._library.entries() if not self._sources.is_own(e.source.id))

    @cached_property
    def _corpus(self) -> str:
        return plain(" ".join(" ".join((p.text, *p.headings)) for p in self._library.all_passages()))


_TABLED = re.compile(r"\b(?:CCGs?|NHS|clinical|footprints?|STPs?|plans?)\b", re.I)


def _as_typed(place: str, question: str) -> str:
    """The words of a place's name that a question has: "Croydon" may be the council, not NHS Croydon CCG."""
    return " ".join(word for word in re.findall(r"[A-Za-z'’-]+", place) if re.search(rf"\b{re.escape(word)}\b", question, re.I)) or place


def _is_named(place: str, ground: str) -> bool:
    """Whether a text has a word of a place's name that is its own ("Corby" of NHS Corby CCG)."""
    own = [word for word in re.findall(r"[A-Za-z]{4,}", place) if word not in _OF_MANY]
    return not own or any(re.search(rf"\b{word}\b", ground, re.I) for word in own)
