"""A question for the reason whose best statement names none: what follows it in its passage, up to the sentence that does. Pure."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace

from assistant.compose import Statement
from assistant.domain import Passage
from assistant.questions import Asks, Question
from assistant.text import sentence_spans

FURTHER = 2
"""How many sentences on a reason may stand."""
_REASON = re.compile(
    r"\b(because|since|therefore|hence|thus|reasons?|due to|owing to|caused? by|causes?|as a result|result of|so that|in order to|so as to|thanks to|given that|leads? to|led to|"
    r"lack of|the aim|aimed? (at|to)|to ensure|makes? it|which means|this means|explains?)\b|^As\b", re.I)
_ON_ITS_OWN = re.compile(r"[.!?][”\"’')]*$")


def says_why(text: str) -> bool:
    """Whether a text has a word that gives a reason or a purpose."""
    return _REASON.search(text) is not None


def with_reason(question: Question, statements: Sequence[Statement], passages: Mapping[str, Passage]) -> tuple[Statement, ...]:
    """The statements, and for a question why that none of them answers the sentences up to the first after them that gives a reason.

    Only a single statement that is a whole sentence is gone on from; the passages are by id.
    """
    if question.kind is not Asks.WHY or len(statements) != 1 or statements[0].item or _REASON.search(statements[0].text):
        return tuple(statements)
    (said,) = statements
    quote = said.quotes[0]
    passage = passages.get(quote.passage_id)
    if len(said.quotes) != 1 or passage is None or not _ON_ITS_OWN.search(said.text):
        return tuple(statements)
    sentences = [passage.text[start:end].strip() for start, end in sentence_spans(passage.text)]
    at = next((n for n, sentence in enumerate(sentences) if sentence == quote.text.strip()), None)
    if at is None:
        return tuple(statements)
    after = sentences[at + 1:at + 1 + FURTHER]
    reason = next((n for n, sentence in enumerate(after) if _REASON.search(sentence) and _ON_ITS_OWN.search(sentence)), None)
    if reason is None:
        return tuple(statements)
    return (said, *(replace(said, text=text, quotes=(replace(quote, text=text),)) for text in after[:reason + 1]))
