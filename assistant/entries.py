"""The entries of the index of questions that were found for a question: what each is worth as its answer, and what it says."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from assistant.bounds import asks_of_now
from assistant.compose import Statement
from assistant.entry_statements import statements_of
from assistant.joining import COMPARES
from assistant.keyword import Idf
from assistant.library import Library
from assistant.passage_answers import Scored
from assistant.pinned import other_side
from assistant.question_index import SILENT, Entry, Hit, asked_as
from assistant.questions import Question
from assistant.ranking import Candidate, features, log_odds, probability, worth
from assistant.retrieval import Found
from assistant.sources import Sources

UNASKED = 0.2
"""What the probability of statements from two documents is worth when neither a comparison nor today is asked for."""
THEN_ONLY = 0.5
"""What the probability of statements without our briefing is worth when it is asked how things stand today."""
OTHER_SIDE = 0.1
"""What the probability of a statement is worth that speaks of the other side of an amount: "above 5%" where "below 5%" is asked."""
VOUCHED = 0.95
"""The least probability of statements whose author wrote the very question that is asked."""


EVEN, FULLER = 0.08, 0.25
"""Two answers whose log-odds differ by no more than the first are as likely: an encoding moves by about as much with what it is encoded beside. Of two such
the one that says by the second more of the question's telling words, as a share, comes first."""


def fuller_first(answers: Sequence[Scored]) -> list[Scored]:
    """Answers, best first, with one as likely as the best before it where it says more of what is asked in its own words."""
    if not answers or answers[0].vouched:
        return list(answers)
    best = answers[0]
    even = [a for a in answers[:4] if log_odds(best.probability) - log_odds(a.probability) <= EVEN]
    chosen = max(even, key=lambda a: a.values["said"])
    if chosen.values["said"] < best.values["said"] + FULLER:
        return list(answers)
    return [chosen, *(a for a in answers if a is not chosen)]


class Entries:
    """Weighs the hits of the index. What an entry says is worked out once: neither the index nor the passages it quotes change while this is open."""

    def __init__(self, library: Library, idf: Idf, sources: Sources) -> None:
        self._library, self._idf, self._sources = library, idf, sources
        self._said: dict[Entry, tuple[Statement, ...]] = {}

    def scored(self, question: Question, found: Found, named: Sequence[str]) -> list[Scored]:
        """The index's entries, each with its probability, best first."""
        scored = []
        now = asks_of_now(question.text)
        compares = len(named) > 1 or COMPARES.search(question.text) is not None or now
        for hit, candidate in self.candidates(found, named):
            values = features(question, candidate, self._idf)
            way = "silent" if hit.sense == SILENT else "answers"
            likely = probability(values, way)
            if not compares and len({q.source_id for q in hit.entry.quotes}) > 1:
                likely *= UNASKED
            if now and not any(self._sources.is_briefing(q.source_id) for q in hit.entry.quotes):
                likely *= THEN_ONLY
            if other_side(question.text, candidate.text):
                likely *= OTHER_SIDE
            alike = likely
            if way == "answers":
                likely *= worth(question, candidate.text, hit.ask, partial(self._around, hit), candidate.headings)
            vouched = asked_as(question.asked, hit.ask) and not question.follows
            scored.append(Scored(self._statements(hit.entry), max(likely, VOUCHED) if vouched else likely, hit.sense, hit.ask, values, vouched, alike))
        return sorted(scored, key=lambda s: (-s.probability, s.ask))

    def candidates(self, found: Found, named: Sequence[str]) -> list[tuple[Hit, Candidate]]:
        """The hits of the index as candidates."""
        passages = {e.passage.id: e.score for e in found.evidence}
        made = []
        for hit in found.hits:
            quotes = hit.entry.quotes
            place = quotes[0].passage_id
            alike = sum(place == other.entry.quotes[0].passage_id for other in found.hits if other is not hit)
            made.append((hit, Candidate(
                " ".join(q.text for q in quotes), " ".join(h for q in quotes[:1] for h in (*q.headings, self._sources.title(q.source_id))),
                hit.cosine, hit.ask, passages.get(place, 0.0), hit.sense == SILENT,
                self._sources.preference([q.source_id for q in quotes], named), len(quotes), hit.second, min(1.0, alike / 4))))
        return made

    def _statements(self, entry: Entry) -> tuple[Statement, ...]:
        """An entry's statements."""
        if entry not in self._said:
            self._said[entry] = statements_of(entry, self._sources, self._library.passages([q.passage_id for q in entry.quotes]))
        return self._said[entry]

    def _around(self, hit: Hit) -> str:
        """The passages that a hit's statements stand in, with their headings and the titles of their documents."""
        passages = self._library.passages([q.passage_id for q in hit.entry.quotes]).values()
        return " ".join(" ".join((p.text, *p.headings, self._sources.title(p.source_id))) for p in passages)
