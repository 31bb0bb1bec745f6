"""Whose matter a question is: the shipped documents', a user's own, or that of another world."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from functools import cached_property

from assistant.domain import Evidence, Passage
from assistant.library import Library
from assistant.passage_answers import Scored
from assistant.questions import Question, widened
from assistant.sources import Sources
from assistant.text import stem_set, stems

PLAINLY_NEAR = 0.75
"""From this cosine on a question is of this world whatever its words."""
_THE_PAPER = re.compile(r"\b(?:the|this|that|our|my)\s+(?:\w+\s+){0,2}?(tender|itt|specification|annual report|annual review|minutes?|polic(?:y|ies)|strategy|framework agreement|contract)\b", re.I)
"""A paper of one's own, as people speak of it; not "the report" or "the guide", which are the shipped ones."""


class Matter:
    """Tells by the words of a question and of the documents whose matter it is."""

    def __init__(self, library: Library, sources: Sources) -> None:
        self._library, self._sources = library, sources

    def is_strange(self, question: Question, own: Sequence[Evidence]) -> bool:
        """Whether the question has a word that no shipped document has and one of the user's own passages does."""
        unknown = [t for t in question.terms if t not in self._shipped_stems]
        return bool(unknown) and any(
            t in stems(" ".join((e.passage.text, *e.passage.headings, self._sources.title(e.passage.source_id)))) for e in own for t in unknown)

    def is_theirs(self, question: Question, own: Iterable[Passage], indexed: Scored) -> bool:
        """Whether a question speaks of the paper that passages of a user's own document are in, or by a name that they have and the index's answer has not."""
        passages = list(own)
        return self._speaks_of(question, passages) or self._names_it(question, passages, indexed)

    def _speaks_of(self, question: Question, passages: Sequence[Passage]) -> bool:
        """Whether a question speaks of the paper that passages are in: "the tender", where its name or a heading says so."""
        papers = {m[1].lower().rstrip("s") for m in _THE_PAPER.finditer(question.asked)}
        if not papers:
            return False
        around = " ".join(" ".join((*p.headings, self._sources.title(p.source_id))) for p in passages).lower()
        return any(re.search(rf"\b{re.escape(paper)}", around) for paper in papers)

    def _names_it(self, question: Question, passages: Sequence[Passage], indexed: Scored) -> bool:
        """Whether passages have a name of the question that the index's answer has not."""
        if not question.names:
            return False
        mine = " ".join(" ".join((p.text, *p.headings, self._sources.title(p.source_id))) for p in passages).lower()
        others = " ".join(s.text for s in indexed.statements).lower()
        return any(n.lower() in mine and n.lower() not in others for n in question.names)

    def is_of_another_world(self, question: Question, best: Scored) -> bool:
        """Whether all that a question says beside its names, some, is in no shipped document, nor in the question that its best statements were found by."""
        names = stem_set(" ".join(question.names))
        matter = [term for term in question.terms if term not in names]
        heard = {*stem_set(best.ask), *widened(question.text)}
        return bool(names) and bool(matter) and best.values["cosine"] < PLAINLY_NEAR and not any(term in heard or term in self._shipped_stems for term in matter)

    @cached_property
    def _shipped_stems(self) -> frozenset[str]:
        return frozenset(stem for p in self._library.all_passages() if not self._sources.is_own(p.source_id) for stem in stems(" ".join((p.text, *p.headings))))
