"""A chat model's wording of a sentence. What it says is only ever offered: draft.py takes it where it says the same and no more."""

from __future__ import annotations

from collections.abc import Callable

from assistant.chat_model import ChatModel, Message
from assistant.errors import ChatUnanswered

_ASK = ("Write this sentence of a tender answer in plain, natural UK English. Change no figure, name, date or promise. Add nothing. "
        "Answer with the one sentence only.")


def rewording(chat: ChatModel) -> Callable[[str], str]:
    """Sentence -> the model's wording of it; the sentence itself when the model gives none."""

    def reword(sentence: str) -> str:
        try:
            said = "".join(chunk.text for chunk in chat.stream((Message("system", _ASK), Message("user", sentence))))
        except ChatUnanswered:
            return sentence
        return said.strip() or sentence

    return reword
