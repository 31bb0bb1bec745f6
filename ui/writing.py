"""An answer in the making, beside the page: what waits is asked in a thread of its own, so that the page can be left, or the answer stopped, meanwhile.

No Streamlit here. The question is written down before it is asked; an answer that nobody waits for any more is kept with it all the same.
"""

from __future__ import annotations

import threading
from collections.abc import Iterator
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from assistant.domain import Answer, Sentence

if TYPE_CHECKING:
    from ui.conversation import Assistant, Conversation


class Stopped(BaseException):
    """The visitor stopped the answer; the question is kept as one that was stopped."""


class Writing:
    """Asks what waits in a conversation. `said` grows with the checked sentences of a chat model."""

    def __init__(self, talk: Conversation, assistant: Assistant) -> None:
        self.said: list[Sentence] = []
        self._stop = threading.Event()
        self._thread = threading.Thread(target=self._run, args=(talk, assistant), name="answer", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Nothing more is wanted of it. A model is let go of at its next word that is checked."""
        self._stop.set()

    @property
    def goes_on(self) -> bool:
        """Whether it is still being written and wanted."""
        return self._thread.is_alive() and not self._stop.is_set()

    def wait(self, seconds: float) -> bool:
        """Waits so long at most; whether it still goes on."""
        self._thread.join(seconds)
        return self.goes_on

    def _run(self, talk: Conversation, assistant: Assistant) -> None:
        with suppress(Stopped):  # the turn says already that it was stopped
            talk.settle(_Stoppable(assistant, self._stop), self.said.append)


class _Stoppable:
    """An assistant that is not heard any more once it is stopped."""

    def __init__(self, assistant: Assistant, stop: threading.Event) -> None:
        self._assistant, self._stop = assistant, stop
        if hasattr(assistant, "stream"):
            self.stream = self._stream

    def ask(self, question: str, **how: Any) -> Answer:
        answer = self._assistant.ask(question, **how)
        self._heed()
        return answer

    def _stream(self, question: str, **how: Any) -> Iterator[Sentence | Answer]:
        for part in self._assistant.stream(question, **how):
            self._heed()
            yield part

    def _heed(self) -> None:
        if self._stop.is_set():
            raise Stopped
