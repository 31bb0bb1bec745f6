"""One visitor's conversation: what was asked, by whom, and how each question ended. No Streamlit here."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from assistant.domain import Answer, Role, Source
from assistant.errors import SocialValueError
from ui.problems import something_broke


class Assistant(Protocol):
    """What the page needs of the core."""

    @property
    def sources(self) -> tuple[Source, ...]:
        """Every document that can be cited."""
        ...

    def ask(self, question: str, role: Role | None = None, history: Sequence[str] = (), told: Collection[str] = ()) -> Answer:
        """The checked answer; `history` are the user's earlier turns, oldest first, `told` the topics of the notices they had."""
        ...


@dataclass(slots=True)
class Turn:
    """A question and how it ended: an answer, a problem in words, or neither while it waits."""

    question: str
    role: Role
    number: int
    """Of its own in the whole visit, from 0: the page remembers under it what is open."""
    answer: Answer | None = None
    problem: str = ""


@dataclass(slots=True)
class Conversation:
    """Turns in the order asked. At most one waits, and it is asked once however often the page reruns."""

    turns: list[Turn] = field(default_factory=list)
    waiting: Turn | None = None
    _asked: int = 0

    def put(self, question: str, role: Role) -> None:
        """Line a question up for the assistant; white space alone is no question."""
        if question.strip():
            self.waiting = Turn(question.strip(), role, self._asked)
            self._asked += 1

    def settle(self, assistant: Assistant) -> Turn:
        """Ask what waits and keep the outcome, good or bad. The earlier turns stay as they are."""
        turn, self.waiting = self.waiting, None
        if turn is None:
            raise ValueError("nothing waits to be asked")
        try:
            turn.answer = assistant.ask(turn.question, role=turn.role, history=self.history, told=self.told)
        except SocialValueError as error:
            turn.problem = str(error)
        except Exception:
            turn.problem = something_broke()
        self.turns.append(turn)
        return turn

    def retry(self) -> None:
        """Take the last turn back and line its question up again."""
        turn = self.turns.pop()
        self.put(turn.question, turn.role)

    def clear(self) -> None:
        """Forget everything."""
        self.turns.clear()
        self.waiting = None

    @property
    def history(self) -> tuple[str, ...]:
        """The questions that got an answer of any status, oldest first."""
        return tuple(turn.question for turn in self.turns if turn.answer is not None)

    @property
    def told(self) -> frozenset[str]:
        """The topics of the notices that have been shown: once a conversation is enough."""
        return frozenset(notice.topic for turn in self.turns if turn.answer for notice in turn.answer.notices)
