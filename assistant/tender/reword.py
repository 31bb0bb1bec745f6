"""A chat model's wording of a tender answer's sentence. What it says is only ever offered: draft.py takes it where it says the same and no more."""

from __future__ import annotations

from collections.abc import Callable

from assistant.chat_model import ChatModel
from assistant.errors import ChatUnanswered
from assistant.reword import reworded


def rewording(chat: ChatModel) -> Callable[[str], str]:
    """Sentence -> the model's wording of it; the sentence itself when the model gives none."""

    def reword(sentence: str) -> str:
        try:
            return reworded(chat, sentence, "sentence of a tender answer") or sentence
        except ChatUnanswered:
            return sentence

    return reword
