"""A chat model that says what a test tells it to, in chunks of any size; it may break off or never answer."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.chat_model import Chunk, Message
from assistant.errors import ChatUnanswered


class ScriptedChat:
    """Says `answer` in chunks of `size` characters, then raises `fails` if it is given. Keeps the prompts it was asked with."""

    name = "fake:scripted"

    def __init__(self, answer: str = "", *, size: int = 7, fails: str = "", tokens: tuple[int, int] = (0, 0)) -> None:
        self.answer, self.size, self.fails, self.tokens = answer, size, fails, tokens
        self.prompts: list[tuple[Message, ...]] = []

    def stream(self, messages: Sequence[Message]) -> Iterator[Chunk]:
        self.prompts.append(tuple(messages))
        for at in range(0, len(self.answer), self.size):
            yield Chunk(self.answer[at:at + self.size])
        if self.fails:
            raise ChatUnanswered(self.fails)
        yield Chunk("", *self.tokens)
