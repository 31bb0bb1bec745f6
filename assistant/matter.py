"""Whose matter a question is: the shipped documents', a user's own, or that of another world."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cached_property

from assistant.domain import Evidence
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

    def speaks_of(self, question: Question, own: Scored) -> bool:
        """Whether a question speaks of the paper that a passage of a user's own document is in: "the tender", where its name or a heading says so."""
        papers = {m[1].lower().rstrip("s") for m in _THE_PAPER.finditer(question.asked)}
        if not papers:
            return False
        passages = self._library.passages([q.passage_id for s in own.statements for q in s.quotes]).values()
        around = " ".join(" ".join((*p.headings, self._sources.title(p.source_id))) for p in passages).lower()
        return any(re.search(rf"\b{re.escape(paper)}", around) for paper in papers)

    def names_it(self, question: Question, own: Scored, indexed: Scored) -> bool:
        """Whether the passage of a user's own document has a name of the question that the index's answer has not."""
        passages = self._library.passages([q.passage_id for s in own.statements for q in s.quotes]).values()
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
