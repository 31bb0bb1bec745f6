"""The assistant: a question in, a checked answer out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import lru_cache, partial
from pathlib import Path

from assistant.answer_maker import AnswerMaker, of_rows
from assistant.asides import aside
from assistant.back_answers import IN_WORDS, BackAnswers
from assistant.bodies import Bodies
from assistant.contractions import as_typed, negations_whole
from assistant.currency import Currency
from assistant.documents_held import asks_for_documents, documents_told
from assistant.domain import Answer, Role, Sentence, Source, Status
from assistant.drafting.draft import Draft as PolicyDraft
from assistant.drafting.talk import PolicyTalk
from assistant.errors import BadQuestion
from assistant.extract import Extractor, Outcome
from assistant.followups import repeated
from assistant.generate import Draft, Writer
from assistant.glossary import Term, glossary
from assistant.intents import TO_DOCUMENTS, Intent
from assistant.law import SOURCE_ID as BRIEFING
from assistant.law_answers import LawAnswers
from assistant.law_asks import LawAsks
from assistant.library import Library
from assistant.memory import Memory, about_us, readings, says_we
from assistant.mention_answers import MentionAnswers
from assistant.models import Embedder
from assistant.offers import near, offers, well_put
from assistant.place_answers import PlaceAnswers
from assistant.premise_counts import Counts
from assistant.premises import OTHERWISE, wrong_figure
from assistant.provenance import Provenance
from assistant.put_right import put_right
from assistant.questions import Question, is_open, part_instructions, understand
from assistant.ranking import asks_page_of_another
from assistant.reference_asks import style_asked
from assistant.replies import reply
from assistant.retrieval import Found, Retriever
from assistant.settings import Settings
from assistant.tables import SOURCE as TABLE_SOURCE
from assistant.tables import TableAnswer, Tables
from assistant.then_and_now import ThenAndNow
from assistant.utterances import Utterance, open_draft, read_turn

REFUSAL = "I answer questions from the documents and show the page. I do not follow instructions inside a question, so there is nothing here to answer."
NO_WORDS = "There are no words in that, so I cannot tell what is meant. Ask in words, or pick one of these."
NOT_THERE = "The documents do not say."
ONLY_WHETHER = "Appendix 3 records only whether each plan mentions social value."

SURE = 0.9
"""The least confidence at which the text answers what the tables were asked and do not hold."""
CHANGES = "What has changed since the report?"
"""What a wish to see the changes asks the documents."""
TOUCHED = frozenset([Intent.REMEMBER, Intent.TASK, Intent.DRAFT_POLICY, Intent.DRAFT_TENDER, Intent.CHECK_POLICY, Intent.CHECK_TENDER])
"""Intents whose own words can need a notice ("I work for NHS Swindon CCG")."""
LATELY = 256
"""How many questions' vectors are kept at hand: the same question comes again from another role, in a follow-up and in an evaluation."""
OURS = ("Which footprint are we in?", "Does our plan mention social value?", "Which rules bind us?")
"""What is offered to someone who has said who they are, where it is then answered."""
OF_CCGS = OURS[:2]
"""Those of them that the tables answer, of a CCG alone."""
Door = Callable[[Utterance, Role | None], Answer | None]


class Assistant:
    """Answers from the index. Build it with build.build_assistant."""

    def __init__(self, settings: Settings, library: Library, retriever: Retriever, extractor: Extractor,
                 embedder: Callable[[], Embedder], tables: Tables | None, mend: Callable[[str], str] = lambda t: t,
                 currency: Currency | None = None, bodies: Bodies | None = None, writer: Writer | None = None,
                 doors: Mapping[Intent, Door] | None = None, changes: ThenAndNow | None = None,
                 provenance: Callable[[], Provenance] | None = None, asks: LawAsks | None = None) -> None:
        """`doors` take the turns of an intent (drafting, checking) over; one that gives None leaves it to the reply in words."""
        self._doors, self._writer = doors or {}, writer
        self._currency = currency
        self._settings, self._library, self._retriever = settings, library, retriever
        self._extractor, self._embedder, self._mend = extractor, embedder, mend
        self._vector = lru_cache(maxsize=LATELY)(lambda text: embedder().embed([text])[0])
        self._entries = {e.source.id: e for e in library.entries()}
        self._pages: dict[tuple[str, str], str] = {}
        self._tables = tables if TABLE_SOURCE in self._entries else None
        sources = {i: e.source for i, e in self._entries.items()}
        self._make = AnswerMaker(sources, self.page_text, library.count(), extractor.openers, check=settings.check)
        self._mention_answers = MentionAnswers(library, extractor.sources, sources)
        rules = (bodies, changes, asks) if BRIEFING in self._entries else (None, None, None)
        self._law = LawAnswers(self._make, extractor.sources, *rules, self._tables)
        self._back = BackAnswers(self._make, self.ask, extractor.sources, currency, provenance)
        self._places = PlaceAnswers(self._make, self._tables, self._mention_answers, extractor.sources) if self._tables else None
        self._counts = Counts(lambda: (page.text for page in library.pages()))
        self._beside: dict[str, Answer] = {}

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document in the index, by id."""
        return tuple(e.source for e in self._entries.values())

    @property
    def writes(self) -> bool:
        """Whether a chat model puts answers in other words."""
        return self._writer is not None

    def ask(self, question: str, role: Role | None = None, history: Sequence[str] = (), told: Collection[str] = (), *, write: bool = True) -> Answer:
        """Answers a question, with the user's earlier turns (oldest first) and the topics of the notices that went with them.

        `write` False leaves a chat model that is configured out of it.

        Raises:
            BadQuestion: it is empty, not text, or too long.
        """
        *_, answer = self.stream(question, role, history, told, write=write)
        return answer

    def stream(self, question: str, role: Role | None = None, history: Sequence[str] = (), told: Collection[str] = (), *,
               write: bool = True) -> Iterator[Sentence | Answer]:
        """The checked sentences that a chat model writes, as they come, then the answer as `ask` gives it; without a model the answer alone."""
        started = time.perf_counter()
        if not isinstance(question, str) or not question.strip():
            raise BadQuestion("the question is empty; type what you want to know")
        if any("\ud800" <= c <= "\udfff" for c in question):
            raise BadQuestion("the question has half a character in it (a lone surrogate); type it again")
        if len(question) > self._settings.max_question_chars:
            raise BadQuestion(f"the question has {len(question)} characters, the limit is {self._settings.max_question_chars}; shorten it")
        whole, history = negations_whole(question), [negations_whole(before) for before in history]
        turn = read_turn(whole, history)
        made = self._of_turn(turn, turn.memory.role or role, history, told)
        answer = made.answer if isinstance(made, Draft) else made
        taken_as = answer.standalone_question if answer.standalone_question != answer.question else ""
        for said in self._writer.write(made, turn.memory.role or role) if self._writer and write and isinstance(made, Draft) else ():
            if isinstance(said, Answer):
                answer = said
            else:
                yield replace(said, taken_as=taken_as)
        if answer.status is Status.ANSWERED and (wanted := offers().beside(answer.suggestions, turn.memory.role or role)):
            answer = replace(answer, aside=aside(wanted, self._told_beside(wanted.ask), answer))
        total = (time.perf_counter() - started) * 1000
        yield replace(as_typed(answer, whole, question), role=turn.memory.role or role, intent=turn.intent.value, terms=glossary().used(answer.answer) if answer.claims else (),
                      timings_ms={**answer.timings_ms, "total": round(total, 1)})

    def _told_beside(self, question: str) -> Answer:
        """The answer to a question of data/offers.toml, asked once."""
        if question not in self._beside:
            made = self._of_turn(read_turn(question, ()), None, (), ())  # not ask: what stands beside an answer has nothing beside it
            self._beside[question] = made.answer if isinstance(made, Draft) else made
        return self._beside[question]

    def _of_turn(self, turn: Utterance, role: Role | None, history: Sequence[str], told: Collection[str]) -> Answer | Draft:
        if not re.search(r"\w", part_instructions(turn.asked)[0]) and turn.intent in TO_DOCUMENTS:  # "???", or an order that is no question: the turn before is not what it asks
            asked = understand(turn.asked)
            return replace(self._make.plain(asked, Status.REFUSED, REFUSAL) if asked.instructions else self._make.unclear(asked, opening=NO_WORDS), question=turn.asked)
        if (door := self._doors.get(turn.intent)) and (answer := door(turn, role)):
            return replace(answer, notices=self._currency.notices(turn.asked, answer, told)) if self._currency and not answer.notices else answer
        if asks_for_documents(turn.text):
            return Answer(turn.asked, turn.asked, Status.ANSWERED, documents_told(self.sources), mode=IN_WORDS)
        if answer := self._back.published(turn, role, history):
            return answer
        if (style := style_asked(turn.text)) and (answer := self._back.references(turn, style, role, history)):
            return answer
        if turn.intent not in TO_DOCUMENTS:
            return self._in_words(turn, role, told)
        if turn.intent is Intent.CHANGES and turn.asked != CHANGES:
            return replace(self.ask(CHANGES, role, (), told, write=False), question=turn.asked)
        if answer := self._back.explained(turn, role, history, told):
            return answer
        if turn.earlier and (answer := self._back.of_the_answer_before(turn, role, history, told)):
            return answer
        read = partial(self._with_memory, memory=turn.memory)
        named = read(turn.text)
        asked = understand(named if named != turn.text else turn.asked, [read(said) for said in turn.asks], mend=self._mend, unlabelled=self._extractor.sources.unlabelled)
        ours = self._law.of_us(asked) if says_we(turn.text) else None
        made = ours or self._alone(asked, role, read) or self._answer(asked, role)
        answer = made.answer if isinstance(made, Draft) else made
        if turn.intent in (Intent.GLOSSARY, Intent.ASK) and (term := glossary().defined(turn.text)):
            answer, made = self._of_term(term, answer, told), answer
        if answer.status is Status.ANSWERED:
            answer = replace(answer, suggestions=offers().under(asked.text, answer.answer, role, well_put(answer.suggestions)))
        notices = self._currency.notices(asked.text, answer, told) if self._currency else ()
        answer = replace(answer, question=turn.asked, notices=notices)
        return replace(made, answer=answer) if isinstance(made, Draft) else answer

    def draft(self, history: Sequence[str]) -> PolicyDraft | None:
        """The policy that is open after the user's turns; None where there is none. Raises BadBrief: it cannot be drafted."""
        door = self._doors.get(Intent.DRAFT_POLICY)
        turns = open_draft(history)
        return door.draft(turns, read_turn(turns[-1], history)) if turns and isinstance(door, PolicyTalk) else None

    def search(self, query: str, k: int = 10) -> Found:
        """The evidence for a query, best first, with what made each score. Raises BadQuestion when it is empty."""
        if not query.strip():
            raise BadQuestion("the query is empty; type what to search for")
        asked = understand(query, mend=self._mend, unlabelled=self._extractor.sources.unlabelled)
        return self._retriever.search(asked, self._vector(asked.focus or query), k)

    def page_text(self, source_id: str, page: str) -> str:
        """A page's text; "" when there is none."""
        key = (source_id, page)
        if key not in self._pages:
            self._pages[key] = self._library.page_text(*key)
        return self._pages[key]

    def labels(self, source_id: str) -> tuple[str, ...]:
        """The labels of a document's pages, in order."""
        return self._library.labels(source_id)

    def original(self, source_id: str) -> Path | None:
        """The file that an upload was read from, where it is still there."""
        entry = self._entries.get(source_id)
        path = Path(entry.origin) if entry and not entry.shipped else None
        return path if path and path.is_file() else None

    # --- the ways to an answer ---------------------------------------------------------------------------

    def _alone(self, asked: Question, role: Role | None, read: Callable[[str], str]) -> Answer | Draft | None:
        """The answer to the one question that a follow-up stands for; None where there is none, or the documents do not answer it so."""
        if not asked.alone:
            return None
        alone = understand(read(asked.alone), mend=self._mend, unlabelled=self._extractor.sources.unlabelled)
        made = (self._law.of_us(alone) if says_we(asked.asked) else None) or self._answer(alone, role)
        answer = made.answer if isinstance(made, Draft) else made
        return made if answer.status is Status.ANSWERED else None

    def _answer(self, asked: Question, role: Role | None) -> Answer | Draft:
        """An answer; a draft where it was found in the documents' text, which is all that a chat model may put in other words."""
        if is_open(asked):
            if asked.instructions:
                return self._make.plain(asked, Status.REFUSED, REFUSAL)
            return self._make.unclear(asked)
        answer = self._law.of_the_law(asked, self._retriever.knows) or self._law.of_today(asked) or self._mentions(asked) or self._law.of_buyer(asked)
        if answer and (answer.status is not Status.NEEDS_CLARIFICATION or not self._retriever.knows(asked.asked)):
            return answer
        tabled = self._tables.answer(asked.text, asked.asked if asked.follows else "") if self._tables else None
        of_tables = self._from_tables(asked, tabled) if tabled else None
        if of_tables and of_tables.status is Status.ANSWERED:
            return of_tables
        clock = time.perf_counter()
        vector = self._vector(asked.focus)
        embedded = time.perf_counter()
        found = self._retriever.search(asked, vector, self._settings.evidence)
        retrieved = time.perf_counter()
        outcome = self._extractor.extract(asked, found, role)
        timings = {"embed": (embedded - clock) * 1000, "retrieve": (retrieved - embedded) * 1000,
                   "extract": (time.perf_counter() - retrieved) * 1000}
        if of_tables and (tabled.note or not (outcome.status is Status.ANSWERED and outcome.confidence >= SURE)):
            return of_tables  # that the tables do not record it; unless the text plainly says it
        if self._places and (of_place := self._places.answer(asked, outcome)):
            return of_place
        if not outcome.statements:  # nothing is near, so what is offered is what the role can begin with
            outcome = replace(outcome, suggestions=near(outcome.suggestions, asked.text) or offers().pick("start", role))
        return self._from_outcome(asked, outcome, found, {k: round(v, 1) for k, v in timings.items()})

    def _from_outcome(self, asked: Question, outcome: Outcome, found: Found, timings: dict[str, float]) -> Answer | Draft:
        if outcome.status is Status.NEEDS_CLARIFICATION:
            return self._make.unclear(asked, outcome.suggestions)
        outcome = put_right(asked, replace(outcome, statements=self._law.limited(outcome.statements)), self._counts)
        composed = self._make.compose(outcome.statements, outcome.opening)
        status = outcome.status
        if not composed.claims and status is Status.ANSWERED:
            status = Status.NOT_IN_CORPUS
            composed = replace(composed, text=NOT_THERE)
        answer = self._make.wrap(asked, status, composed, len(found.evidence), outcome.suggestions, outcome.confidence, timings)
        if status not in (Status.ANSWERED, Status.PARTIAL):
            return answer
        said = {claim.text for claim in composed.claims}
        return Draft(answer, asked.text, asked.terms, tuple(s for s in outcome.statements if s.text in said), outcome.opening, found.evidence)

    def _from_tables(self, asked: Question, tabled: TableAnswer) -> Answer | None:
        """The tables' answer; None when the check takes any of it out: half a table's answer misleads."""
        made = of_rows(tabled)
        if not tabled.known or asks_page_of_another(asked.asked):
            composed = self._make.compose(made, f"{NOT_THERE} {tabled.note or ONLY_WHETHER}")
            return self._make.wrap(asked, Status.NOT_IN_CORPUS, composed)
        said = [s.text for s in made]
        otherwise = OTHERWISE if tabled.otherwise or wrong_figure(asked, said) else ""
        composed = self._make.compose(made, self._counts.denied(asked.asked, said) or otherwise or tabled.opening)
        if composed.removed:
            return None
        return self._make.sure(asked, composed)

    def _in_words(self, turn: Utterance, role: Role | None, told: Collection[str]) -> Answer:
        """A turn that asks the documents nothing, with a notice where it names a body that is no more."""
        asked = understand(turn.asked)
        answer = self._law.for_the_gone(asked) if turn.intent in (Intent.DRAFT_POLICY, Intent.DRAFT_TENDER, Intent.TASK) else None
        if answer is None:
            said = reply(turn, role)
            ours = tuple(q for q in OURS if self._with_memory(q, turn.memory) != q and (q not in OF_CCGS or self._is_ccg(turn.memory))) if turn.intent is Intent.REMEMBER else ()
            answer = Answer(turn.asked, turn.asked, said.status, said.text, mode=IN_WORDS, suggestions=ours or said.choices)
        if not self._currency or turn.intent not in TOUCHED:
            return answer
        touched = answer if answer.citations else replace(answer, status=Status.REFUSED)
        return replace(answer, notices=self._currency.notices(turn.asked, touched, told))

    def _of_term(self, term: Term, answer: Answer, told: Collection[str]) -> Answer:
        """What a term stands for and is, and what holds today where no notice will say it; what the documents answer where they have no reading of it."""
        more = repeated(answer) if answer.status is Status.ANSWERED and not term.reading else ()
        composed = self._make.compose([*term.told, *more], term.opening)
        made = replace(answer, status=Status.ANSWERED, answer=composed.text, claims=composed.claims, citations=composed.citations, confidence=1.0)
        if term.now and not (self._currency and self._currency.notices(answer.question, made, told)):
            composed = self._make.compose([*term.told, term.now], term.opening)
            made = replace(made, answer=composed.text, claims=composed.claims, citations=composed.citations)
        return answer if composed.removed else made

    def _with_memory(self, text: str, memory: Memory) -> str:
        """A question with the user's organisation in place of "we", where it is then found in the tables, by the rules of buyers or is about it."""
        if not memory or not says_we(text):
            return text
        named = readings(text, memory)
        return next((reading for reading in named if self._is_looked_up(reading, text)), named[0] if named and about_us(text) else text)

    def _is_ccg(self, memory: Memory) -> bool:
        """Whether the organisation that is remembered is one that the tables hold."""
        name = memory.organisation or ""
        return bool(self._tables and re.search(r"\b(?:ccg|clinical commissioning group)\b", name, re.I) and self._tables.named(name)[0])

    def _is_looked_up(self, reading: str, text: str) -> bool:
        """Whether a question is answered by the rules of a kind of buyer, or by the tables otherwise than as it was typed."""
        if self._law.knows(reading):
            return True
        if not self._tables:
            return False
        answer = self._tables.answer(reading)
        return answer is not None and answer != self._tables.answer(text)

    def _mentions(self, asked: Question) -> Answer | None:
        """Where and how often what is looked for stands; None when the question is after something else."""
        told = None if self._is_of_plans(asked.text) else self._mention_answers.answer(asked)
        if told is None:
            return None
        status = Status.ANSWERED if told.statements else Status.NOT_IN_CORPUS
        return self._make.wrap(asked, status, self._make.compose(told.statements, told.opening), confidence=1.0 if told.statements else 0.0)

    def _is_of_plans(self, text: str) -> bool:
        """Whether it is the plans whose mention of social value is asked for, which the tables hold."""
        of_plans = re.search(r"\bsocial value\b", text, re.I) and re.search(r"\b(plans?|stps?|footprints?)\b", text, re.I)
        return bool(of_plans and self._tables and self._tables.answer(text))
