"""What a chat model writes, taken apart: its stream into sentences, each with its citation tokens and without its markup. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.text import sentence_spans

MOST_CHARACTERS = 8000
"""No more of a model's answer is read than this: some never stop."""
_NUMBERS = r"\d{1,4}(?:\s*,\s*\d{1,4})*"
_TOKEN = re.compile(rf"\[(?:(?:evidence|source|quote)\s*)?({_NUMBERS})\]", re.I)
_AFTER_STOP = re.compile(rf"(?P<stop>[.!?]+[\"'’”)]*)(?P<tokens>(?:[ \t]*\[(?:(?:evidence|source|quote)\s*)?{_NUMBERS}\])+)(?P<again>\.?)", re.I)
_TOKENS_TO_COME = re.compile(r"(?:\[[^\[\]]*\]?\s*)+")
"""What may be tokens of the sentence before, still on their way."""
_THOUGHT = re.compile(r"<(think|thinking|reasoning)>.*?(?:</\1>|\Z)", re.S | re.I)
_FENCE = re.compile(r"```.*?(?:```|\Z)", re.S)
_OPEN = re.compile(r"<(think|thinking|reasoning)>(?!.*</\1>)|^(?:(?!```).)*(?:```(?:(?!```).)*```(?:(?!```).)*)*```(?!.*```)", re.S | re.I)
"""A thought or a block of code that has not ended."""
_MARKUP: tuple[tuple[re.Pattern[str], str], ...] = (
    (re.compile(r"<!--.*?(?:-->|\Z)", re.S), " "),
    (re.compile(r"<(script|style|iframe|svg|object)\b.*?(?:</\1\s*>|\Z)", re.S | re.I), " "),
    (re.compile(r"!\[[^\]]*\]\s*(?:\([^)]*\)|\[[^\]]*\])"), " "),  # an image, with all it says
    (re.compile(r"(?<!!)\[([^\]]*)\]\s*\([^)]*\)"), r"\1"),  # a link leaves its words
    (re.compile(r"</?[a-z][^<>]*/?>", re.I), " "),
    (re.compile(r"\b(?:https?|ftp|file|javascript|data|mailto):\S+|\bwww\.\S+", re.I), " "),
    (re.compile(r"`+"), ""),
    (re.compile(r"\*\*|__"), ""),
    (re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff\u00ad\x00-\x08\x0b-\x1f\x7f]"), ""),  # what cannot be seen
)
_NUMBER = re.compile(r"(?:(?<=\n)|\A)[ \t]*\d{1,2}[.)][ \t]+")
"""Of a list, at a line's start; by itself it would pass for a sentence."""
_LINE = re.compile(r"^\s*(?:(?:[-*•+]|\d{1,2}[.)]|#{1,6})\s+|(?:answer|response|assistant)\s*:\s*)", re.I)


@dataclass(frozen=True, slots=True)
class Written:
    """A sentence of a model. `numbers` are those of its citation tokens, in order, each once; `stripped` counts the markup taken out."""

    text: str
    numbers: tuple[int, ...]
    stripped: int


def sentences(chunks: Iterable[str]) -> Iterator[str]:
    """The sentences of a stream as soon as each is whole, citation tokens inside, with a last one that has no end left out.

    A token behind the full stop belongs to the sentence before it. Thoughts and blocks of code are passed over.
    """
    waiting, read = "", 0
    for chunk in chunks:
        read += len(chunk)
        waiting += chunk
        if not _OPEN.search(waiting):
            whole, waiting = _parted(waiting)
            yield from whole
        if read > MOST_CHARACTERS:
            break
    whole, last = _parted(waiting)
    yield from (part for part in (*whole, *(last[a:b] for a, b in sentence_spans(last))) if re.search(r"[.!?][\"'’”)\]]*$", part))


def _parted(text: str) -> tuple[list[str], str]:
    """The whole sentences at a text's start, and the rest: the last sentence, which may go on or be given a token yet."""
    text = _NUMBER.sub("", _FENCE.sub(" ", _THOUGHT.sub(" ", text)))
    moved = _AFTER_STOP.sub(lambda m: f" {m['tokens'].strip()}{m['stop']}", text)
    spans = sentence_spans(moved)
    if spans and _TOKENS_TO_COME.fullmatch(moved, spans[-1][0]):
        spans = spans[:-1]
    if len(spans) < 2:
        return [], moved
    return [moved[a:b] for a, b in spans[:-1]], moved[spans[-1][0]:]


def taken_apart(sentence: str) -> Written:
    """A sentence without citation tokens and markup. A token at its start counts as its own: some models write the number first."""
    numbers = [int(n) for m in _TOKEN.finditer(sentence) for n in re.findall(r"\d+", m.group(1))]
    text, stripped = sentence, 0
    for pattern, put in _MARKUP:
        text, times = pattern.subn(put, text)
        stripped += times
    text = _TOKEN.sub(" ", text)
    text = _LINE.sub("", text)
    text = re.sub(r"\s+([.,;:!?])", r"\1", " ".join(text.split()))
    return Written(re.sub(r"([.!?])[.!?\s]*$", r"\1", text), tuple(dict.fromkeys(numbers)), stripped)
