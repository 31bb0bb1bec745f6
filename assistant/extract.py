"""Evidence -> an answer in the sources' own words, without a model: direct statement first, each with its quote."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property

from assistant.agreement import ONE_ALONE, agreed, asks_agreement, opened_with
from assistant.asked_next import asked_next
from assistant.asked_thing import counts_without_naming
from assistant.bounds import asks_of_now, is_section
from assistant.compose import Quote, Statement
from assistant.counterparts import counterpart
from assistant.domain import Evidence, Role, Source, Status
from assistant.entries import VOUCHED, Entries, fuller_first
from assistant.inline_lists import with_count
from assistant.joining import joined, leaning_behind, nearest, of_the_named, side_by_side, with_each
from assistant.keyword import Idf
from assistant.law import SOURCE_ID
from assistant.library import Library
from assistant.matter import Matter
from assistant.passage_answers import PassageReader, Scored, quoted
from assistant.premise_counts import of_no_such_year
from assistant.premises import OTHERWISE, UNSAID, takes_for_granted, unsaid_figure, wrong_figure
from assistant.question_index import ANSWERS, CORRECTS, SILENT
from assistant.questions import Asks, Question, is_bare
from assistant.ranking import decided, names_the_one
from assistant.reach import Reach
from assistant.reader import Reader
from assistant.reasons import with_reason
from assistant.retrieval import Found
from assistant.silences import asks_for_more
from assistant.sources import Sources
from assistant.spoken_of import with_list
from assistant.text import figures, stands_in, stem_set, stems
from assistant.whole_lists import FOUND_BY_NAME, Listed, completed, list_first, lists_of, named_list, said_whole

ANSWERABLE = 0.65
"""The least confidence at which something is answered."""
READ = 0.33
"""The same for what the reader finds in a document that the index of questions does not cover."""
OWN_AMONG = 3
"""A user's own document is asked when it has one of this many best passages."""
SURE = 0.95
"""From this confidence on the index's answer is given without reading a user's own documents, unless the question speaks of them."""
READ_OWN = 3
"""How many of the best passages of a user's own documents are read."""
READ_NAMED = 2
"""And how many more of a document that the question names."""
NEAR_ASK = 0.6
"""Below this cosine no question of the index is near a question."""
LIKELY = 0.5
"""The least probability of an answer for it to be given where its statement would else be shown as the nearest thing."""
ALL_SAID = 0.99
"""The least share of a question's telling words in the best answer's statements, which have the sort of fact it asks for, for a silence about something else not to count."""
FAR_NEARER = 0.1
"""By this much more of cosine a silence is far nearer than the best answer, and counts whatever else it asks."""
ALIKE = 0.4
"""From this probability on a statement is much like what is asked for."""
SAME_ASK = 0.78
"""From this cosine on a silence is the question in other words."""
SILENCE = 0.1
"""The least probability of a silence for its nearest statement to be shown."""
NEAR = 0.15
"""The least probability of an answer for it to be shown as the nearest thing."""
FAR = 0.46
"""Below this likeness and this share of known words a question is from another world."""
LEAST, LEAST_NEAR = 0.12, 0.62
"""And so is one whose best statement has less than this probability and likeness."""
NEUTRAL = 0.03
"""A neutral question as near as this by cosine shows that a question takes nothing wrong for granted."""
NEARLY_AS_NEAR = 0.2
"""How much less like the question than the best answer, which does not reach what it names, another may be."""
NEAREST_TOO = " The nearest thing they do say:"
NEAREST = "The documents do not say." + NEAREST_TOO
NOT_FOUND = "I did not find this in the documents."
NEAREST_FOUND = NOT_FOUND + NEAREST_TOO
"""Where no silence of the index was met: not finding is not the same as not being there."""
BEYOND = "The documents here do not answer that for {}."
THEN_AND_NOW = "What the documents said in {}, and how it stands now:"
THEN = "The documents are of {} and do not say how things stand today. What they said then:"


@dataclass(frozen=True, slots=True)
class Outcome:
    """What extraction came to: how it ended, an opening line of our own, and the statements."""

    status: Status
    opening: str
    statements: tuple[Statement, ...]
    confidence: float
    suggestions: tuple[str, ...] = ()


class Extractor:
    """Chooses among statements found by the index of questions and sentences of the best passages."""

    def __init__(self, library: Library, idf: Idf, reader: Reader | None, sources: Sequence[Source], openers: Sequence[str] = (),
                 places: Callable[[str], Sequence[str]] = lambda _: (), idf_of_all: Idf | None = None) -> None:
        self._library, self._idf = library, idf
        self.sources = Sources(sources)
        self._reach = Reach(library, self.sources, places)
        self._matter = Matter(library, self.sources)
        self._passages = PassageReader(library, idf_of_all or idf, reader, self.sources)
        self.openers = tuple(openers)
        self.entries = Entries(library, idf, self.sources)

    def extract(self, question: Question, found: Found, role: Role | None = None) -> Outcome:
        """The answer to a question from what was found."""
        named = self.sources.named(question.text)
        indexed = self.entries.scored(question, found, named)
        if is_bare(question) and not any(s.vouched for s in indexed):
            return Outcome(Status.NEEDS_CLARIFICATION, NOT_FOUND, (), 0.0, asked_next(found.hits, question, role))
        answers = fuller_first([s for s in indexed if s.sense != SILENT])
        silents = [s for s in indexed if s.sense == SILENT]
        answers = list_first(question, answers, self._page_around)
        if listed := named_list(question, self._lists, named):
            answers, silents = [Scored(said_whole(listed, self.sources.weight_of), VOUCHED, ANSWERS, "", FOUND_BY_NAME), *answers], []
        if answers and answers[0].probability >= LIKELY and answers[0].values["said"] >= ALL_SAID and answers[0].values["suits"] >= 0.5:
            silents = [s for s in silents if s.values["cosine"] > answers[0].values["cosine"] + FAR_NEARER or not self._for_more(question, s)]
        if len(named) > 1:
            answers = [a for a in answers if {q.source_id for s in a.statements for q in s.quotes} <= {*named, SOURCE_ID}] or answers
        answers = side_by_side(question, named, of_the_named(named, answers), self._counterpart)
        best = answers[0].probability if answers else 0.0
        silent = silents[0].probability if silents else 0.0
        sure = decided(best, silent)
        if any(a.alike >= ALIKE and a.probability < a.alike for a in answers) and best < ALIKE:
            sure = min(sure, 1 - ANSWERABLE)  # what is most like the question lacks the very thing it asks for: a near miss, and what is left no better
        if best < SURE and (quiet := self._plain_silence(question, answers, silents)):
            silents, silent, sure = [quiet, *silents], max(silent, SILENCE), min(sure, 1 - ANSWERABLE)
        if sure < ANSWERABLE and self._shown_anyway(answers, silents):
            sure = ANSWERABLE
        if outcome := self._from_own(question, found, named, answers[:1], sure):
            return outcome
        suggestions = asked_next(found.hits, question, role)
        far = bool(answers) and not answers[0].vouched and (_is_far(answers[0]) or self._matter.is_of_another_world(question, answers[0]))
        beyond = self._reach.beyond(question, answers[0]) if answers and not answers[0].vouched else ""
        if beyond and (within := next((a for a in answers[1:6] if a.probability >= LIKELY and a.values["cosine"] > answers[0].values["cosine"] - NEARLY_AS_NEAR and not self._reach.beyond(question, a)), None)):
            answers, beyond = [within], ""
        if beyond:
            # another section is no nearer to one that is not there than any other sentence
            near = nearest(question, answers[0].statements) if best >= NEAR and not far and not is_section(beyond) else ()
            if near and sure >= ANSWERABLE and (mistaken := of_no_such_year(question.asked, beyond)):
                return Outcome(Status.ANSWERED, mistaken, near, sure, suggestions)
            return Outcome(Status.NOT_IN_CORPUS, BEYOND.format(beyond) + (NEAREST_TOO if near else ""), near, min(sure, 1 - sure), suggestions)
        if far or (sure < ANSWERABLE and best < NEAR and silent < SILENCE):
            vague = len(question.terms) <= 2 and not question.names
            status = Status.NEEDS_CLARIFICATION if vague else Status.NOT_IN_CORPUS
            return Outcome(status, NOT_FOUND, (), min(sure, best), suggestions)
        if sure >= ANSWERABLE and not answers[0].vouched and not names_the_one(question.asked, " ".join(s.text for s in answers[0].statements)):
            return Outcome(Status.NOT_IN_CORPUS, NEAREST, nearest(question, answers[0].statements), 1 - sure, suggestions)
        if sure >= ANSWERABLE:
            chosen = with_each(named, joined(question, [self._best_source(answers, named), *answers]), answers, self._same)
            around = self._library.passages([q.passage_id for s in chosen for q in s.quotes])
            chosen = with_list(question, with_reason(question, chosen, around), around, lambda passage: self._library.neighbours(passage, before=1))
            chosen = leaning_behind(with_count(question.asked, completed(question, chosen, self._lists, self.sources.weight_of)), around)
            said = [s.text for s in chosen]
            if counts_without_naming(question.asked, said):
                return Outcome(Status.NOT_IN_CORPUS, NEAREST, nearest(question, chosen), 1 - sure, suggestions)
            if unsaid := unsaid_figure(question, said):
                return Outcome(Status.NOT_IN_CORPUS, UNSAID.format(unsaid), nearest(question, [s for s in chosen if "%" in " ".join(figures(s.text))]), 1 - sure, suggestions)
            return Outcome(Status.ANSWERED, self._opening(question, answers, said), chosen, sure, asked_next(found.hits, question, role, chosen))
        if silent >= SILENCE:
            return Outcome(Status.NOT_IN_CORPUS, NEAREST, nearest(question, silents[0].statements), sure, suggestions)
        near = nearest(question, answers[0].statements) if best >= NEAR else ()
        return Outcome(Status.NOT_IN_CORPUS, NEAREST_FOUND if near else NOT_FOUND, near, sure, suggestions)

    def _same(self, text: str, source: str) -> Quote | None:
        """The same words in another document."""
        return next((quoted(p, text) for p in self._library.all_passages() if p.source_id == source and stands_in(text, p.text)), None)

    def _counterpart(self, statement: Statement, source: str) -> Quote | None:
        """What a document says of the same with the same figure."""
        return counterpart(statement.text, (p for p in self._library.all_passages() if p.source_id == source))

    def _for_more(self, question: Question, silent: Scored) -> bool:
        return asks_for_more(silent.ask, stem_set(" ".join(s.text for s in silent.statements)), question)

    def _plain_silence(self, question: Question, answers: Sequence[Scored], silents: Sequence[Scored]) -> Scored | None:
        """A silence that is the question in other words, where no question that is answered is nearly as near; None for none."""
        near = max(silents, key=lambda s: s.values["cosine"], default=None)
        nearest_answer = max((a.values["cosine"] for a in answers), default=0.0)
        return near if near and near.values["cosine"] >= SAME_ASK and near.values["cosine"] > nearest_answer + FAR_NEARER and not question.follows else None

    def _shown_anyway(self, answers: Sequence[Scored], silents: Sequence[Scored]) -> bool:
        """Whether a refusal would show the very statement that answers: the nearest questions are nearer to its being answered."""
        if not answers or not silents or answers[0].probability < LIKELY:
            return False
        shown = {q.text for s in silents[0].statements for q in s.quotes}
        return any(q.text in shown for s in answers[0].statements for q in s.quotes) and \
            answers[0].values["cosine"] >= silents[0].values["cosine"]

    def _from_own(self, question: Question, found: Found, named: Sequence[str], indexed: Sequence[Scored], sure: float) -> Outcome | None:
        """What documents that the index of questions does not cover say; None where the index's best answer is to be preferred.

        They are asked when one of the best passages is a user's own, and when the index has nothing. Theirs is the matter when they
        have a name or word of the question that the shipped documents lack, when no question of the index is near, and when the
        question is of "our" policy; but where they do not answer and the index does, its answer is not kept back for a mere "our".
        """
        own = [e for e in found.evidence if self.sources.is_own(e.passage.source_id)]
        strange = self._matter.is_strange(question, own)
        if not strange and not any(self.sources.is_own(e.passage.source_id) for e in found.evidence[:OWN_AMONG]):
            own = []
        far = not indexed or indexed[0].values["cosine"] < NEAR_ASK or _OURS.search(question.asked) is not None
        if not own and indexed or sure >= SURE and not (strange or far or self._matter.is_theirs(question, (e.passage for e in own[:READ_OWN]), indexed[0])):
            return None
        if not (plain := self._passages.read(question, self._to_read(question, own) or found.evidence[:2], named)):
            return None
        top, likely = plain[0], plain[0].probability
        said_in = self._library.passages([q.passage_id for s in top.statements for q in s.quotes]).values()
        names_it = strange or bool(indexed) and self._matter.is_theirs(question, said_in, indexed[0])
        theirs = names_it or far
        if likely >= READ and (theirs or likely > sure) and (beyond := self._reach.beyond(question, top)):
            return Outcome(Status.NOT_IN_CORPUS, BEYOND.format(beyond) + NEAREST_TOO, top.statements[:2], min(likely, 1 - likely))
        if likely >= READ and (theirs or likely > sure) and (both := self._side_by_side(question, top, own)):
            return both
        if likely >= READ and (theirs or likely > sure):
            return Outcome(Status.ANSWERED, self._opening(question, plain, [s.text for s in top.statements]), top.statements, likely)
        if not theirs or sure >= ANSWERABLE and not names_it:
            return None
        near = top.statements[:2] if likely >= NEAR else ()
        return Outcome(Status.NOT_IN_CORPUS, NEAREST_FOUND if near else NOT_FOUND, near, likely)

    def _to_read(self, question: Question, own: Sequence[Evidence]) -> list[Evidence]:
        """The best passages of a user's own documents, and behind them the best of those documents whose title has a name of the question."""
        named = [e for e in own[READ_OWN:] if any(stem_set(name) <= stem_set(self.sources.title(e.passage.source_id)) for name in question.names)]
        return [*own[:READ_OWN], *named[:READ_NAMED]]

    def _side_by_side(self, question: Question, top: Scored, own: Sequence[Evidence]) -> Outcome | None:
        """What two of the user's own documents say of one thing, where they differ or it is asked whether they agree; None where one alone speaks of it."""
        asked = asks_agreement(question.asked)
        found = self._passages.of_another(question, top, own)
        if found is None or found[1] and not asked or self._reach.beyond(question, found[0]):
            return None if found or not asked else Outcome(Status.NOT_IN_CORPUS, ONE_ALONE, top.statements[:1], min(top.probability, 1 - top.probability))
        mine = [s for s in top.statements if agreed(s.text, found[0].statements[0].text) is found[1]]
        told = (*mine, *found[0].statements)
        return Outcome(Status.ANSWERED, opened_with([self.sources.title(s.quotes[0].source_id) for s in told], same=found[1]), told, top.probability)

    def _best_source(self, answers: Sequence[Scored], named: Sequence[str]) -> Scored:
        """The best answer, or one that says the same from a document of more authority."""
        top = answers[0]
        if named or len(top.statements) > 3:
            return top
        said = set(stems(" ".join(s.text for s in top.statements)))

        def rank(scored: Scored) -> int:
            return self.sources.rank(scored.statements[0].quotes[0].source_id)

        for other in (a for a in answers[1:] if len({q.source_id for s in a.statements for q in s.quotes}) == 1):
            words_of = set(stems(" ".join(s.text for s in other.statements)))
            alike = len(said & words_of) / max(1, len(said | words_of))
            if rank(other) < rank(top) and alike >= 0.6 and other.probability >= 0.3 * top.probability:
                return other
        return top

    def _opening(self, question: Question, answers: Sequence[Scored], said: Sequence[str]) -> str:
        best = answers[0]
        granted = takes_for_granted(question.text) or best.vouched and question.kind is not Asks.YES_NO
        if best.sense == CORRECTS and granted and not self._asked_rightly(answers) or wrong_figure(question, said):
            return OTHERWISE
        return self._then(best) if asks_of_now(question.text) else ""

    def _asked_rightly(self, answers: Sequence[Scored]) -> bool:
        """Whether the best statements are nearly as near by a question that takes nothing wrong for granted."""
        best = answers[0]
        return any(other.sense != CORRECTS and other.statements == best.statements and
                   other.values["cosine"] > best.values["cosine"] - NEUTRAL for other in answers[1:])

    def _then(self, best: Scored) -> str:
        """Says of what year an answer is, to a question of today; "" for our briefing alone and for a user's own document, which has no date."""
        used = [q.source_id for s in best.statements for q in s.quotes]
        old = [i for i in used if not self.sources.is_briefing(i)]
        year = self.sources.year(old)
        if len(old) < len(used):
            return THEN_AND_NOW.format(year) if year else ""
        return THEN.format(year) if year else ""

    @cached_property
    def _lists(self) -> tuple[Listed, ...]:
        return lists_of(p for p in self._library.all_passages() if not self.sources.is_own(p.source_id))

    def _page_around(self, scored: Scored) -> str:
        """The page that a candidate's first statement stands on, with its headings."""
        quote = scored.statements[0].quotes[0]
        return " ".join((self._library.page_text(quote.source_id, quote.page), *quote.headings))


_OURS = re.compile(r"\b(our|we|us|my)\b", re.I)


def _is_far(best: Scored) -> bool:
    """Whether a question is from another world than its best statement."""
    return best.values["cosine"] < FAR and (best.values["around"] < FAR or best.probability < ALIKE) or best.probability < LEAST and best.values["cosine"] < LEAST_NEAR
