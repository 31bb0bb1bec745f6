"""A conversation as it goes on, in the terminal or on the page: what was asked, by whom, how each question ended. No Streamlit here.

With a store every turn is kept as it happens, the question before it is answered. What cannot be kept is answered all the same, and
`trouble` says why it is not kept.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol

from assistant import turns as kept
from assistant.domain import Answer, Role, Sentence, Source
from assistant.errors import BadQuestion, SocialValueError
from assistant.utterances import turns_to_keep
from ui.depths import WISHES, Depth, as_asked
from ui.problems import something_broke
from ui.writing import Writing

LOOKS_BACK = 20
"""How many of the earlier questions go with a question; those of a draft that is open go with it too."""
STOPPED = "This question was stopped before it was answered."


class Book(Protocol):
    """What the page needs of the core to show a source."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document that can be cited."""
        ...

    def labels(self, source_id: str) -> tuple[str, ...]:
        """The labels of a document's pages, in order; () when it is there no more."""
        ...

    def page_text(self, source_id: str, page: str) -> str:
        """A page's text; "" when there is none."""
        ...

    def original(self, source_id: str) -> Path | None:
        """The file that an upload was read from, where it is still there."""
        ...


class Assistant(Book, Protocol):
    """What the page needs of the core."""

    @property
    def writes(self) -> bool:
        """Whether a chat model puts answers in other words."""
        ...

    def ask(self, question: str, role: Role | None = None, history: Sequence[str] = (), told: Collection[str] = ()) -> Answer:
        """The checked answer; `history` are the user's earlier turns, oldest first, `told` the topics of the notices they had."""
        ...


class Store(Protocol):
    """What a conversation needs of assistant/conversation.py."""

    def put(self, question: str, role: Role | None = None, conversation_id: str = "") -> tuple[str, kept.Turn]:
        """Writes a question down."""
        ...

    def settle(self, conversation_id: str, number: int, answer: Answer) -> None:
        """Writes its answer down."""
        ...

    def fail(self, conversation_id: str, number: int, problem: str) -> None:
        """Writes down why it got none."""
        ...

    def withdraw(self, conversation_id: str, number: int) -> None:
        """Takes it back."""
        ...

    def rate(self, conversation_id: str, number: int, rating: str, reason: str = "") -> None:
        """Writes down what the user thinks of an answer."""
        ...

    def delete(self, name: str) -> None:
        """Deletes a conversation."""
        ...


@dataclass(slots=True)
class Turn:
    """A question and how it ended: an answer, a problem in words, or neither while it waits."""

    question: str
    role: Role | None
    number: int
    """Of its own in the whole visit, from 0: the page remembers under it what is open."""
    answer: Answer | None = None
    problem: str = ""
    kept: int = 0
    """Its number in the store, from 1; 0 while it is not there."""
    write: bool = True
    """Whether a chat model that is set may put the answer in other words."""
    rating: str = ""
    """What the user thinks of the answer: "up", "down" or nothing; `reason` is why."""
    reason: str = ""
    depths: dict[Depth, Answer] = field(default_factory=dict)
    """The answer at other depths, those that were asked for."""


@dataclass(slots=True)
class Conversation:
    """Turns in the order asked. At most one waits, and it is asked once however often the page reruns."""

    turns: list[Turn] = field(default_factory=list)
    waiting: Turn | None = None
    store: Store | None = None
    id: str = ""
    """In the store; "" before its first question."""
    trouble: str = ""
    """Why the last turn could not be kept; "" when it was."""
    asked: int = 0
    """How many turns the visit has had so far, in this conversation and before it."""
    writing: Writing | None = None
    """The answer that is being written; None, or one that has ended, where none is."""

    @classmethod
    def again(cls, store: Store, held: kept.Conversation, asked: int = 0) -> Conversation:
        """A conversation that was kept, to go on with."""
        talk = cls(store=store, id=held.about.id, asked=asked)
        for turn in held.turns:
            problem = "" if turn.answer else turn.problem or STOPPED
            talk.turns.append(Turn(turn.question, turn.role, talk._next(), turn.answer, problem, turn.number, rating=turn.rating, reason=turn.reason))
        return talk

    def put(self, question: str, role: Role | None) -> None:
        """Line a question up for the assistant, and write it down before anything else; white space alone is no question.

        One that waited meanwhile is kept as one that was stopped.
        """
        if question.strip():
            self._line_up(Turn(question.strip(), role, self._next()))

    def _line_up(self, turn: Turn) -> None:
        if self.waiting:
            self.turns.append(replace(self.waiting, problem=STOPPED))
        self.waiting = turn
        if self.store:
            self.trouble = ""
        self._keep(lambda store: self._write_down(store, turn))

    def begin_writing(self, assistant: Assistant) -> Writing:
        """Ask what waits without waiting for it; the one that is being asked, where one is."""
        if self.waiting or not self.writing:
            self.writing = Writing(self, assistant)
        return self.writing

    @property
    def is_being_answered(self) -> bool:
        """Whether a question waits, or its answer is being written."""
        return self.waiting is not None or self.writing is not None and self.writing.goes_on

    def settle(self, assistant: Assistant, tell: Callable[[Sentence], None] | None = None) -> Turn:
        """Ask what waits and keep the outcome, good or bad. The earlier turns stay as they are.

        `tell` gets the checked sentences of an answer that a chat model is still writing; there are none where an answer comes at once.
        A KeyboardInterrupt goes on to the caller, with the question kept as one that was stopped.
        """
        turn, self.waiting = self.waiting, None
        if turn is None:
            raise ValueError("nothing waits to be asked")
        if not turn.kept:
            self._keep(lambda store: self._write_down(store, turn))
        turn.problem = STOPPED
        history, told = turns_to_keep(self.history, LOOKS_BACK), self.told
        self.turns.append(turn)
        try:
            turn.answer = _answer(assistant, turn, history, told, tell)
            turn.problem = ""
        except BadQuestion as error:
            turn.problem = str(error)
            self._keep(lambda store: self._take_back(store, turn))
            return turn
        except SocialValueError as error:
            turn.problem = str(error)
        except Exception:
            turn.problem = something_broke()
        self._keep(lambda store: store.settle(self.id, turn.kept, turn.answer) if turn.answer else store.fail(self.id, turn.kept, turn.problem), turn)
        return turn

    def retry(self, *, write: bool = True) -> None:
        """Take the last turn back and line its question up again; without a chat model if `write` is False."""
        turn = self.turns.pop()
        self._line_up(Turn(turn.question, turn.role, self._next(), kept=turn.kept, write=write))

    def at_depth(self, turn: Turn, depth: Depth, assistant: Assistant) -> Answer | None:
        """The answer of a turn at a depth, asked for once; as it was answered where there is none at that depth. Raises SocialValueError."""
        if turn.answer and depth in WISHES and depth not in turn.depths:
            place = self.turns.index(turn)
            history = turns_to_keep([one.question for one in self.turns[:place + 1] if one.answer], LOOKS_BACK)
            told = _topics(self.turns[:place])
            made = assistant.ask(WISHES[depth], role=turn.role, history=history, told=told)
            turn.depths[depth] = as_asked(made, turn.question) if made.claims else turn.answer
        return turn.depths.get(depth, turn.answer)

    def rate(self, turn: Turn, rating: str, reason: str = "") -> None:
        """What the user thinks of an answer, and why."""
        turn.rating, turn.reason = rating, reason
        self._keep(lambda store: store.rate(self.id, turn.kept, rating, reason), turn)

    def clear(self) -> None:
        """Forget everything, also in the store."""
        if self.id:
            self._keep(lambda store: store.delete(self.id))
        self.turns.clear()
        self.waiting, self.id = None, ""

    @property
    def history(self) -> tuple[str, ...]:
        """The questions that got an answer of any status, oldest first."""
        return tuple(turn.question for turn in self.turns if turn.answer is not None)

    @property
    def told(self) -> frozenset[str]:
        """The topics of the notices that have been shown: once a conversation is enough."""
        return _topics(self.turns)

    def _next(self) -> int:
        self.asked += 1
        return self.asked - 1

    def _write_down(self, store: Store, turn: Turn) -> None:
        if not turn.kept:
            self.id, held = store.put(turn.question, turn.role, self.id)
            turn.kept = held.number

    def _take_back(self, store: Store, turn: Turn) -> None:
        """A question that cannot be asked at all, such as one that is too long, is not kept."""
        if turn.kept:
            store.withdraw(self.id, turn.kept)
            turn.kept = 0
            if not any(other.kept for other in self.turns):
                self.id = ""

    def _keep(self, work: Callable[[Store], None], turn: Turn | None = None) -> None:
        """Does something with the store, if there is one (and if the turn is there); what goes wrong becomes `trouble`."""
        if self.store and (turn is None or turn.kept):
            try:
                work(self.store)
            except SocialValueError as error:
                self.trouble = str(error)


def _topics(turns: Sequence[Turn]) -> frozenset[str]:
    return frozenset(notice.topic for turn in turns if turn.answer for notice in turn.answer.notices)


def _answer(assistant: Assistant, turn: Turn, history: Sequence[str], told: Collection[str], tell: Callable[[Sentence], None] | None) -> Answer:
    stream = getattr(assistant, "stream", None)
    how = {"role": turn.role, "history": history, "told": told} | ({} if turn.write else {"write": False})
    if tell is None or stream is None:
        return assistant.ask(turn.question, **how)
    answer = None
    for said in stream(turn.question, **how):
        if isinstance(said, Answer):
            answer = said
        else:
            tell(said)
    if answer is None:
        raise ValueError("the answer ended before it was whole")
    return answer
