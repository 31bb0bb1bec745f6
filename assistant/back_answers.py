"""Answers to turns that look back at an answer: its page, another depth, the chain behind it, references to its sources."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import replace

from assistant.answer_maker import AnswerMaker
from assistant.beside import NO_REASON, asks_the_rest, asks_why, next_of, reasons_beside
from assistant.compose import Statement
from assistant.corrections import corrected
from assistant.currency import Currency
from assistant.documents_held import asks_date, published_told
from assistant.domain import Answer, Citation, Coverage, Notice, Role, Source, Status
from assistant.explain import explained
from assistant.explain_asks import asked_inside
from assistant.followups import DEPTHS, EXPLAINED, LookBack, Wish, asks_their_number, counted, look_back, told_again, whose_task
from assistant.glossary import glossary
from assistant.intents import Intent, router
from assistant.papers_meant import papers_meant
from assistant.provenance import Provenance
from assistant.questions import Asks, Question
from assistant.reasons import says_why
from assistant.reference_asks import WHICH, asks_for_notes, asks_of_all, asks_of_the_act, matter_of, style_asked
from assistant.sources import Sources
from assistant.stand_alone import about, subject_of
from assistant.text import figures
from assistant.utterances import Utterance

IN_WORDS = "reply"
"""The mode of an answer that no document was asked for."""
Ask = Callable[..., Answer]
"""`Assistant.ask`."""


class BackAnswers:
    """Answers from the turns before, which are asked again: the same question has the same answer."""

    def __init__(self, make: AnswerMaker, ask: Ask, sources: Sources, currency: Currency | None, provenance: Callable[[], Provenance] | None) -> None:
        self._make, self._ask, self._sources, self._currency, self._provenance = make, ask, sources, currency, provenance

    def of_the_answer_before(self, turn: Utterance, role: Role | None, history: Sequence[str], told: Collection[str]) -> Answer | None:
        """An answer to "which page is that on?", "the second one?", "not CCGs, I meant STPs"; None for a question to the documents."""
        last = _last(turn, history)
        if last < 0:
            return None
        asked_last = _with_list(turn, history, last)
        if mended := corrected(turn.text, history[asked_last]):
            made = self._ask(mended, role, history[:asked_last], told)
            return replace(made, question=turn.asked, standalone_question=made.standalone_question or mended)
        if asks_why(turn.text):
            return self._why(turn, role, history, told, asked_last)
        if asks_the_rest(turn.text) and (answer := self._next(turn, role, history, told, asked_last)):
            return answer
        if asks_their_number(turn.text) and (answer := self._counted(turn, role, history, told, _with_list(turn, history, last))):
            return answer
        wanted = look_back(turn.text)
        asked_before = look_back(history[last])
        if wanted is None and asked_before and asked_before.wish is Wish.ITEM and whose_task(turn.text):
            wanted = asked_before  # an item of a list says itself who is to do it
        if wanted is None:
            return None
        if wanted.wish is Wish.REPEAT:
            return self._repeated(turn, role, history, told, wanted.item)
        if _unread(turn, history):
            return self._make.plain(understood(turn), Status.NEEDS_CLARIFICATION, NO_ANSWER)
        if wanted.wish is Wish.ITEM:
            last = _with_list(turn, history, last)
        before = self._ask(history[last], role, history[:last], told, write=False)
        opening, statements = told_again(wanted, before, self._make.sources, glossary(), self._make.bears)
        if not statements and before.status is not Status.ANSWERED and wanted.wish is not Wish.ITEM:
            return replace(self._make.plain(understood(turn), Status.NEEDS_CLARIFICATION, NO_ANSWER), suggestions=before.suggestions)
        if not statements:
            return None
        composed = self._make.compose(statements, opening)
        return replace(before, question=turn.asked, answer=composed.text, claims=composed.claims, citations=composed.citations, notices=(), aside=None,
                       removed=len(composed.removed), suggestions=())

    def published(self, turn: Utterance, role: Role | None, history: Sequence[str]) -> Answer | None:
        """When and by whom a document was published, named or cited by the answer before; None for questions of other things."""
        asked = asks_date(turn.text)
        source = asked and (self._named_alone(asked.thing) if asked.thing else self._pointed_at(turn, role, history, asked.noun))
        return replace(self._make.plain(understood(turn), Status.ANSWERED, published_told(source)), mode=IN_WORDS, confidence=1.0, coverage=Coverage(0, 0)) if source else None

    def _named_alone(self, thing: str) -> Source | None:
        """The document that a text is the name of, and of nothing more."""
        named = self._sources.named(f"the {thing}")
        rest = set(self._sources.unlabelled(f"in the {thing}").lower().split()) - _OF_DOCUMENTS
        return self._make.sources[named[0]] if len(named) == 1 and not rest - set(self._sources.title(named[0]).lower().replace(":", " ").split()) else None

    def _pointed_at(self, turn: Utterance, role: Role | None, history: Sequence[str], noun: str) -> Source | None:
        """The document that "it" stands for: that of the last answer, where that was of a document, or nothing else can have been published."""
        last = _last(turn, history)
        if last < 0:
            return None
        before = self._ask(history[last], role, history[:last], write=False)
        if not before.citations:
            return None
        question = history[_with_list(turn, history, last)]
        of_document = noun or look_back(history[last]) is not None or self._sources.named(question)
        return self._make.sources.get(before.citations[0].source_id) if of_document or not subject_of(question) else None

    def _why(self, turn: Utterance, role: Role | None, history: Sequence[str], told: Collection[str], last: int) -> Answer | None:
        """The reason that stands beside the answer before, else one that its documents give elsewhere, else that they give none."""
        before = self._ask(history[last], role, history[:last], told, write=False)
        if not before.claims:
            return None
        if statements := reasons_beside(before, self._make.page_text):
            return self._beside(turn, before, history[last], statements)
        found = self._ask(f"{before.standalone_question} {turn.text}", role, (), told, write=False)
        said, mine = {c.text for c in before.claims}, {c.source_id for c in before.citations}
        if found.status is Status.ANSWERED and any(says_why(c.text) for c in found.claims if c.text not in said) and {c.source_id for c in found.citations} & mine:
            return replace(found, question=turn.asked, standalone_question=about(before.standalone_question, turn.text))
        return replace(self._make.plain(understood(turn), Status.NOT_IN_CORPUS, NO_REASON), standalone_question=about(before.standalone_question, turn.text),
                       coverage=Coverage(self._make.total, self._make.total))

    def _next(self, turn: Utterance, role: Role | None, history: Sequence[str], told: Collection[str], last: int) -> Answer | None:
        """What stands after the answer before on its page; None where nothing does."""
        before = self._ask(history[last], role, history[:last], told, write=False)
        statements = next_of(before, self._make.page_text) if before.claims else ()
        return self._beside(turn, before, history[last], statements) if statements else None

    def _beside(self, turn: Utterance, before: Answer, question: str, statements: Sequence[Statement]) -> Answer | None:
        composed = self._make.compose(statements)
        if not composed.claims:
            return None
        return replace(before, question=turn.asked, standalone_question=about(before.standalone_question or question, turn.text), status=Status.ANSWERED, answer=composed.text,
                       claims=composed.claims, citations=composed.citations, notices=(), aside=None, removed=len(composed.removed), suggestions=())

    def _repeated(self, turn: Utterance, role: Role | None, history: Sequence[str], told: Collection[str], number: int) -> Answer:
        """An answer given again, by its place among those so far (0-based, -1 the last)."""
        places = [place for place in turn.earlier if (back := look_back(history[place])) is None or back.wish is not Wish.REPEAT]
        if not -len(places) <= number < len(places):
            many = f"{len(places)} answers" if len(places) > 1 else "one answer"
            return self._make.plain(understood(turn), Status.NEEDS_CLARIFICATION, f"There has been only {many} so far.")
        place = places[number]
        return replace(self._ask(history[place], role, history[:place], told, write=False), question=turn.asked, aside=None)

    def _counted(self, turn: Utterance, role: Role | None, history: Sequence[str], told: Collection[str], last: int) -> Answer | None:
        before = self._ask(history[last], role, history[:last], told, write=False)
        opening, statements = counted(before)
        composed = self._make.compose(statements, opening)
        if not composed.claims:
            return None
        return replace(before, question=turn.asked, answer=composed.text, claims=composed.claims, citations=composed.citations, notices=(), aside=None,
                       removed=len(composed.removed), suggestions=())

    def explained(self, turn: Utterance, role: Role | None, history: Sequence[str], told: Collection[str]) -> Answer | None:
        """An answer explained, traced or held against other sources ("how was that found?"); None for what is no such wish, or has nothing behind it."""
        if inside := asked_inside(turn.text):
            wanted, history, last = LookBack(Wish(inside[0])), (*history, inside[1]), len(history)
        else:
            wanted, last = look_back(turn.text), _last(turn, history)
        if wanted and wanted.wish in EXPLAINED and not wanted.alone and not inside and _unread(turn, history):
            return self._make.plain(understood(turn), Status.NEEDS_CLARIFICATION, NO_ANSWER)
        if wanted is None or wanted.wish not in EXPLAINED or (last < 0 and not wanted.alone) or self._provenance is None:
            return None
        if wanted.wish in DEPTHS and last >= 0:  # at another depth is the answer of the question itself, not that of the wish before
            last = next((place for place in reversed(turn.earlier) if place <= last and not style_asked(history[place]) and look_back(history[place]) is None), last)
        before = self._ask(history[last], role, history[:last], told, write=False) if last >= 0 else None
        if before and before.status not in (Status.ANSWERED, Status.PARTIAL) and not wanted.about:
            return replace(before, question=turn.asked, notices=_untold(before, told))  # what is not known cannot be explained: it is said again
        if before and wanted.alone and not set(figures(wanted.about)) <= set(figures(" ".join(claim.text for claim in before.claims))):
            before = None  # it names a figure of its own, which has nothing to do with that answer
        opening, statements = explained(wanted, before, self._provenance(), self._make.sources, glossary())
        composed = self._make.compose(statements, opening)
        if not composed.claims:
            return None
        made = before or Answer(turn.asked, turn.asked, Status.ANSWERED, "", coverage=Coverage(0, self._make.total), confidence=1.0)
        made = replace(made, question=turn.asked, status=Status.ANSWERED, answer=composed.text, claims=composed.claims, citations=composed.citations,
                       removed=len(composed.removed), suggestions=(), aside=None)
        if before is None and self._currency:
            made = replace(made, notices=self._currency.notices(turn.asked, made, told))
        return replace(made, notices=_untold(made, told))

    def references(self, turn: Utterance, style: str, role: Role | None, history: Sequence[str]) -> Answer | None:
        """References of the documents that a turn names, else of the conversation or its last answer with sources; None where it is about references in the documents."""
        from assistant import reference_answers as references  # here, not above: pandoc's styles are needed by few

        whole = asks_of_all(turn.text)
        meant = papers_meant(turn.text, tuple(self._make.sources.values()), glossary())
        if named := tuple(dict.fromkeys((*self._sources.named(turn.text), *(meant if meant and len(meant) == 1 else ())))):
            cited: Sequence[Citation] = [Citation(n, i, self._make.sources[i].title, "", (), "", "") for n, i in enumerate(named, 1)]
        elif asks_of_the_act(turn.text):
            return references.reference_to_the_act(turn.asked, style)
        elif meant is not None:
            return references.which_document(turn.asked, tuple(self._make.sources.values()), style)
        elif turn.earlier:
            before = (self._ask(history[place], role, history[:place], write=False).citations for place in reversed(turn.earlier))
            cited = [citation for found in reversed(list(before)) for citation in found] if whole else next(filter(None, before), ())
        elif (matter := matter_of(turn.text)) and (before := self._ask(f"What do the documents say about {matter}?", role, (), write=False)).status is Status.ANSWERED:
            told = references.references_to(turn.asked, before.citations, tuple(self._make.sources.values()), style)
            return replace(before, question=turn.asked, answer=f"{before.answer}\n\n{told.answer}", suggestions=())
        else:
            return Answer(turn.asked, turn.asked, Status.NEEDS_CLARIFICATION, WHICH, mode=IN_WORDS)
        return references.references_to(turn.asked, cited, tuple(self._make.sources.values()), style, whole=whole and not asks_for_notes(turn.text)) if cited else None


_OF_DOCUMENTS = frozenset(["the", "a", "an", "of", "this", "that", "guide", "report", "document", "blog", "post", "article", "bulletin", "briefing", "paper", "page", "newsletter", "piece", "knowhow", "knowhow's", "2017", "original", "seuk"])
"""Words that a document is called by beside its name."""
NO_ANSWER = "My last turn gave no answer from the documents that I could go back to. Ask your question again, or put it otherwise."


def understood(turn: Utterance) -> Question:
    """A turn as a question that nothing is searched for."""
    return Question(turn.asked, turn.asked, Asks.OTHER, (), ())


def _unread(turn: Utterance, history: Sequence[str]) -> bool:
    """Whether the turn right before was not understood, so that a wish about "that" is about no answer."""
    return bool(history) and len(history) - 1 not in turn.earlier and router().route(history[-1], follows=len(turn.earlier) > 0).intent is Intent.UNSURE


def _last(turn: Utterance, history: Sequence[str]) -> int:
    """The place of the last turn that asked the documents something, and not for references; -1 for none."""
    return next((place for place in reversed(turn.earlier) if not style_asked(history[place])), -1)


def _with_list(turn: Utterance, history: Sequence[str], last: int) -> int:
    """The place of the last turn that was no wish about an answer ("which page is that on?"): its answer has the items that "the second one" may mean."""
    return next((place for place in reversed(turn.earlier) if place <= last and not style_asked(history[place]) and look_back(history[place]) is None), last)


def _untold(answer: Answer, told: Collection[str]) -> tuple[Notice, ...]:
    """The notices of an answer that the conversation has not had: a first answer has them at any depth, one explained again none twice."""
    return tuple(notice for notice in answer.notices if notice.topic not in told)
