"""The assistant: a question in, a checked answer out."""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Collection, Iterator, Sequence
from dataclasses import replace

from assistant.bodies import Bodies, statements
from assistant.compose import Composed, Quote, Statement, compose
from assistant.currency import Currency
from assistant.domain import Answer, Coverage, Role, Sentence, Source, Status
from assistant.errors import BadQuestion
from assistant.extract import OTHERWISE, Extractor, Outcome, wrong_figure
from assistant.followups import corrected, look_back, told_again
from assistant.generate import Draft, Writer
from assistant.law import SOURCE_ID as BRIEFING
from assistant.library import Library
from assistant.mentions import Mentions, find_mentions, find_related, one_or_several, sought, sought_next
from assistant.models import Embedder
from assistant.questions import Question, is_task, points_back, says_little, understand
from assistant.retrieval import Found, Retriever
from assistant.settings import Settings
from assistant.tables import SOURCE as TABLE_SOURCE
from assistant.tables import TableAnswer, Tables

REFUSAL = "I answer questions from the documents and show the page. I do not follow instructions inside a question, so there is nothing here to answer."
TASK = "I answer questions from the documents and show the page; I do not write new text here. Ask for a fact, a duty or an example that you need for it."
GONE = "I do not write new text here, and {} has no policy today: one could be for the body that took its place, or as at 2017 for study."
STUDY = ("What does good use of social value by a CCG look like?",)
UNCLEAR = "I am not sure what you are asking about. Name the subject, or pick one of these."
NOT_THERE = "The documents do not say."
ONLY_WHETHER = "Appendix 3 records only whether each plan mentions social value."


class Assistant:
    """Answers from the index. Build it with build.build_assistant."""

    def __init__(self, settings: Settings, library: Library, retriever: Retriever, extractor: Extractor,
                 embedder: Callable[[], Embedder], tables: Tables | None, mend: Callable[[str], str] = lambda t: t,
                 currency: Currency | None = None, bodies: Bodies | None = None, writer: Writer | None = None) -> None:
        self._writer = writer
        self._currency = currency
        self._bodies = bodies if bodies and any(e.source.id == BRIEFING for e in library.entries()) else None
        self._settings, self._library, self._retriever = settings, library, retriever
        self._extractor, self._embedder, self._tables, self._mend = extractor, embedder, tables, mend
        self._entries = {e.source.id: e for e in library.entries()}
        self._total = library.count()
        self._pages: dict[tuple[str, str], str] = {}

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document in the index, by id."""
        return tuple(e.source for e in self._entries.values())

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
        if history and (answer := self._of_the_answer_before(question, role, history, told)):
            yield answer
            return
        asked = understand(question, history, mend=self._mend, unlabelled=self._extractor.sources.unlabelled)
        made = self._answer(asked, role)
        answer = made.answer if isinstance(made, Draft) else made
        for said in self._writer.write(made, role) if self._writer and write and isinstance(made, Draft) else ():
            if isinstance(said, Answer):
                answer = said
            else:
                yield said
        if self._currency:
            answer = replace(answer, notices=self._currency.notices(asked.text, answer, told))
        total = (time.perf_counter() - started) * 1000
        yield replace(answer, timings_ms={**answer.timings_ms, "total": round(total, 1)})

    def search(self, query: str, k: int = 10) -> Found:
        """The evidence for a query, best first, with what made each score. Raises BadQuestion when it is empty."""
        if not query.strip():
            raise BadQuestion("the query is empty; type what to search for")
        asked = understand(query, mend=self._mend, unlabelled=self._extractor.sources.unlabelled)
        return self._retriever.search(asked, self._embedder().embed([asked.focus or query])[0], k)

    def page_text(self, source_id: str, page: str) -> str:
        """A page's text; "" when there is none."""
        key = (source_id, page)
        if key not in self._pages:
            self._pages[key] = self._library.page_text(*key)
        return self._pages[key]

    # --- the ways to an answer ---------------------------------------------------------------------------

    def _answer(self, asked: Question, role: Role | None) -> Answer | Draft:
        """An answer; a draft where it was found in the documents' text, which is all that a chat model may put in other words."""
        if asked.is_empty or (not asked.follows and not asked.names and points_back(asked.text) and says_little(asked.terms)):
            if asked.instructions:
                return self._plain(asked, Status.REFUSED, REFUSAL)
            return self._unclear(asked)
        if is_task(asked.asked):
            return self._for_the_gone(asked) or self._plain(asked, Status.REFUSED, TASK)
        if answer := self._mentions(asked) or self._of_buyer(asked):
            return answer
        if self._tables and TABLE_SOURCE in self._entries:
            tabled = self._tables.answer(asked.text, asked.asked if asked.follows else "")
            if tabled and (answer := self._from_tables(asked, tabled)):
                return answer
        clock = time.perf_counter()
        vector = self._embedder().embed([asked.focus])[0]
        embedded = time.perf_counter()
        found = self._retriever.search(asked, vector, self._settings.evidence)
        retrieved = time.perf_counter()
        outcome = self._extractor.extract(asked, found, role)
        timings = {"embed": (embedded - clock) * 1000, "retrieve": (retrieved - embedded) * 1000,
                   "extract": (time.perf_counter() - retrieved) * 1000}
        return self._from_outcome(asked, outcome, found, {k: round(v, 1) for k, v in timings.items()})

    def _from_outcome(self, asked: Question, outcome: Outcome, found: Found, timings: dict[str, float]) -> Answer | Draft:
        if outcome.status is Status.NEEDS_CLARIFICATION:
            return self._unclear(asked, outcome.suggestions)
        composed = self._compose(outcome.statements, outcome.opening)
        status = outcome.status
        if not composed.claims and status is Status.ANSWERED:
            status = Status.NOT_IN_CORPUS
            composed = replace(composed, text=NOT_THERE)
        answer = self._wrap(asked, status, composed, len(found.evidence), outcome.suggestions, outcome.confidence, timings)
        if status not in (Status.ANSWERED, Status.PARTIAL):
            return answer
        said = {claim.text for claim in composed.claims}
        return Draft(answer, asked.text, asked.terms, tuple(s for s in outcome.statements if s.text in said), outcome.opening, found.evidence)

    def _from_tables(self, asked: Question, tabled: TableAnswer) -> Answer | None:
        """The tables' answer; None when the check takes any of it out: half a table's answer misleads."""
        made = [
            Statement(s.text, tuple(Quote(TABLE_SOURCE, row.page, row.text, tuple(filter(None, (_heading(row.page), row.region))))
                                    for row in s.rows),
                      item=s.item, derived=True, counted=_countable(s.text))
            for s in tabled.statements
        ]
        if not tabled.known:
            composed = self._compose(made, f"{NOT_THERE} {tabled.note or ONLY_WHETHER}")
            return self._wrap(asked, Status.NOT_IN_CORPUS, composed, self._total)
        otherwise = tabled.otherwise or wrong_figure(asked, [s.text for s in made])
        composed = self._compose(made, OTHERWISE if otherwise else "")
        if composed.removed:
            return None
        return self._wrap(asked, Status.ANSWERED, composed, self._total, confidence=1.0)

    def _of_the_answer_before(self, question: str, role: Role | None, history: Sequence[str], told: Collection[str]) -> Answer | None:
        """An answer to "which page is that on?", "the second one?", "not CCGs, I meant STPs"; None for a question to the documents."""
        if mended := corrected(question, history[-1]):
            return replace(self.ask(mended, role, history[:-1], told), question=question, standalone_question=mended)
        wanted = look_back(question)
        if wanted is None:
            return None
        before = self.ask(history[-1], role, history[:-1], told, write=False)
        opening, statements = told_again(wanted, before, {e.source.id: e.source for e in self._entries.values()})
        if not statements:
            return None
        composed = self._compose(statements, opening)
        return replace(before, question=question, answer=composed.text, claims=composed.claims, citations=composed.citations, notices=(),
                       removed=len(composed.removed), suggestions=())

    def _of_buyer(self, asked: Question) -> Answer | None:
        """Which rules bind a kind of body for what it buys; choices where it does not say which or what; None for other questions."""
        if not self._bodies or self._extractor.sources.named(asked.text) or not (wanted := self._bodies.asked(asked.text)):
            return None
        if not wanted.purchases:
            about = f"What is bought decides which rules bind {wanted.body.with_article}." if wanted.body else "What kind of body it is decides which rules bind it."
            return self._unclear(asked, self._bodies.questions(wanted.body), f"{about} Pick one:")
        composed = self._compose([s for purchase in wanted.purchases for s in statements(wanted.body, purchase)])
        return self._wrap(asked, Status.ANSWERED, composed, self._total, confidence=1.0)

    def _for_the_gone(self, asked: Question) -> Answer | None:
        """What is to be known before anything is written for a body that is no more, and what to ask for instead; None for one that is."""
        body = self._bodies.named(asked.asked) if self._bodies else None
        if body is None or body.exists:
            return None
        composed = self._compose(self._bodies.end_of(body), GONE.format(body.with_article))
        choices = self._bodies.questions(self._bodies.successor(body)) + STUDY
        composed = replace(composed, text=f"{composed.text}\n\nWhat I can answer for either:\n\n{_bullets(choices)}")
        return self._wrap(asked, Status.NEEDS_CLARIFICATION, composed, self._total, choices, confidence=1.0)

    def _mentions(self, asked: Question) -> Answer | None:
        """Where and how often what is looked for stands; None when the question is after something else."""
        wanted = self._extractor.sources.named(asked.text)
        look = sought_next(asked.follows, asked.asked, names_document=bool(wanted)) if asked.follows else \
            sought(asked.text, names_document=bool(wanted))
        if not look or self._is_of_plans(asked.text):
            return None
        targets, named = look.targets, tuple(wanted)
        told = {s.id for s in self.sources if named or not self._extractor.sources.is_briefing(s.id)}
        pages = tuple(p for p in self._library.pages() if p.source_id in told)
        passages = tuple(p for p in self._library.all_passages() if p.source_id in told)
        if look.joined:
            targets = one_or_several(look, lambda target: find_mentions(target, pages, passages).total)
        openings: list[str] = []
        otherwise: list[str] = []
        statements: list[Statement] = []
        totals: dict[str, Mentions] = {}
        for target in targets:
            mentions = find_mentions(target, pages, passages, named)
            without = [source_id for source_id in named if source_id not in {m.passage.source_id for m in mentions.found}]
            elsewhere = mentions if mentions.found else find_mentions(target, pages, passages)
            if elsewhere.found:
                openings += [f"{_joined([self._title(i, by=True) for i in without])} {'do' if len(without) > 1 else 'does'} not mention “{target}”."] if without else []
                verdict = "Yes: " if look.yes_no and not without and len(targets) == 1 else ""
                statements += self._told(elsewhere, verdict, listed=12 if len(targets) == 1 else 0 if look.counts else 3)
                totals |= {target: mentions} if mentions.found else {}  # only what was counted in the same documents is compared
                continue
            related = find_related(target, passages, named) if not look.quoted else elsewhere
            related = related if related.found or look.quoted else find_related(target, passages)
            if not related.found and not look.plain:
                return None
            if related.found:
                otherwise.append(target)
            else:
                openings.append(f"None of the documents mentions “{target}”.")
            statements += [Statement(m.sentence, (_quote(m.passage, m.sentence),)) for m in related.found[:12]]
        if look.compares and len(totals) == 2 and len(targets) == 2:
            statements.insert(0, _more_often(*totals.values()))
        if otherwise:
            words = "words" if len(" ".join(otherwise).split()) > 1 else "word"
            openings.append(f"None of the documents has the {words} {' or '.join(f'“{t}”' for t in otherwise)}. What they say in other words:")
        composed = self._compose(tuple(dict.fromkeys(statements)), " ".join(openings))
        if not statements:
            return self._wrap(asked, Status.NOT_IN_CORPUS, composed, self._total)
        return self._wrap(asked, Status.ANSWERED, composed, self._total, confidence=1.0)

    def _is_of_plans(self, text: str) -> bool:
        """Whether it is the plans whose mention of social value is asked for, which the tables hold."""
        of_plans = re.search(r"\bsocial value\b", text, re.I) and re.search(r"\b(plans?|stps?|footprints?)\b", text, re.I)
        return bool(of_plans and self._tables and TABLE_SOURCE in self._entries and self._tables.answer(text))

    def _told(self, mentions: Mentions, verdict: str, listed: int) -> list[Statement]:
        """A sentence for each document that has the target, with its count and pages, and the first sentences of `listed` pages."""
        statements: list[Statement] = []
        for source_id in dict.fromkeys(m.passage.source_id for m in mentions.found):
            mine = [m for m in mentions.found if m.passage.source_id == source_id]
            times = sum(m.count for m in mine)
            labels = [m.passage.page for m in mine]
            pages = f"page{'s' if len(labels) > 1 else ''} {_joined(labels)}"
            statements.append(Statement(f"{'' if statements else verdict}{self._title(source_id)} mentions {mentions.shown} {_often(times)}, on {pages}{':' if listed else '.'}",
                                        tuple(_quote(m.passage, m.sentence) for m in mine), derived=True, counted=(times,)))
            statements.extend(Statement(m.sentence, (_quote(m.passage, m.sentence),), item=True) for m in mine[:listed])
        return statements

    def _title(self, source_id: str, *, by: bool = False) -> str:
        """A document's title, short; the citation has it whole. `by` tells one with a headline for a title by its publisher."""
        source = self._entries[source_id].source
        title = source.title.split(":")[0]
        if len(title.split()) <= 8:
            return title
        return f"The {source.kind.value} item of {source.publisher}" if by and source.publisher else f"One {source.kind.value} item"

    # --- putting answers together ------------------------------------------------------------------------

    def _compose(self, statements: Sequence[Statement], opening: str = "") -> Composed:
        sources = {e.source.id: e.source for e in self._entries.values()}
        return compose(statements, sources, self.page_text, opening=opening, check=self._settings.check)

    def _wrap(self, asked: Question, status: Status, composed: Composed, read: int, suggestions: Sequence[str] = (),
              confidence: float = 0.0, timings: dict[str, float] | None = None) -> Answer:
        return Answer(asked.asked, _standalone(asked), status, composed.text, composed.claims, composed.citations, (),
                      Coverage(read, self._total), "extractive", timings or {}, len(composed.removed), tuple(suggestions), confidence)

    def _plain(self, asked: Question, status: Status, text: str) -> Answer:
        return Answer(asked.asked, _standalone(asked), status, text, coverage=Coverage(0, self._total))

    def _unclear(self, asked: Question, suggestions: Sequence[str] = (), opening: str = UNCLEAR) -> Answer:
        choices = tuple(suggestions) or self._extractor.openers
        text = f"{opening}\n\n{_bullets(choices)}"
        return replace(self._plain(asked, Status.NEEDS_CLARIFICATION, text), suggestions=choices)


def _quote(passage, sentence: str) -> Quote:  # noqa: ANN001
    return Quote(passage.source_id, passage.page, sentence, passage.headings, passage.id)


def _bullets(lines: Sequence[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _standalone(asked: Question) -> str:
    return asked.text if asked.follows else asked.asked


def _heading(page: str) -> str:
    known = {"24": "5. STPs and Social Value", "37": "APPENDIX 3: STPs and social value", "38": "APPENDIX 3: STPs and social value"}
    return known.get(page, "APPENDIX 2: CCG by STP footprint area")


def _countable(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\b\d+\b", text))


def _often(times: int) -> str:
    return "once" if times == 1 else "twice" if times == 2 else f"{times} times"


def _more_often(one: Mentions, other: Mentions) -> Statement:
    """Which of two is mentioned more often, on the quotes of both."""
    more, less = (one, other) if one.total >= other.total else (other, one)
    text = f"{more.shown} is mentioned more often than {less.shown}: {_often(more.total)}; {less.shown} {_often(less.total)}." if more.total > less.total else \
        f"{more.shown} is mentioned as often as {less.shown}: {_often(more.total)}."
    quotes = tuple(_quote(m.passage, m.sentence) for m in (*more.found, *less.found))
    return Statement(text[0].upper() + text[1:], quotes, derived=True, counted=(more.total, less.total))


def _joined(labels: Sequence[str]) -> str:
    return labels[0] if len(labels) == 1 else f"{', '.join(labels[:-1])} and {labels[-1]}"

