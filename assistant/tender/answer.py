"""An answer to a tender question as sentences under their headings, its words counted. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.text import fold, sentence_spans

_BULLET = re.compile(r"^[ \t]*[-•●▪◦‣*–—·]+[ \t]+", re.M)
_LABEL = re.compile(r"^\s*(?:\(?([a-z]|[ivx]{1,4}|\d{1,2})[.)]|Q\d+[.:)]?|#{1,6})\s+", re.I)
_LONGEST_HEADING = 12
_ENDED = re.compile(r"[.!?;,][\"'”’)\]]*$")
_SHINGLE = 5
_SAME = 0.7
"""Share of a sentence's runs of five words that stand in the question, from which it counts as copied."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, list item or table row, word for word. `part` counts the paragraphs and lists from 0; `head` is the heading over it, "" for none.

    `around` is its whole paragraph or list with the line that opens it; `copied`: it is the question's own words.
    """

    text: str
    part: int
    head: str
    around: str
    copied: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer taken apart. `headings` are (label, text, part from which it holds), in order; `words` is what count_words says."""

    text: str
    said: tuple[Said, ...]
    headings: tuple[tuple[str, str, int], ...]
    words: int

    @property
    def own(self) -> tuple[Said, ...]:
        """What is not copied from the question."""
        return tuple(said for said in self.said if not said.copied)


def count_words(text: str) -> int:
    """How many words a text has, as Word's word count has it: runs of characters between white space.

    So "part-time", "£4,000" and "and/or" are one each, and a dash between spaces is one. A bullet at the start of a line is none, for Word makes
    it and does not count it; a number or letter that was typed before a line ("1.", "a)") is one. Where a buyer's box counts otherwise, the
    box is right: stay a few words under.
    """
    return len(_BULLET.sub("", text).split())


def read_answer(text: str, question: str = "") -> Answer:
    """An answer and which of its sentences are the question's."""
    shingles = _shingles(question)
    headings: list[tuple[str, str, int]] = []
    found: list[Said] = []
    head, part = "", 0
    for block in _blocks(text):
        first = block[0]
        if _is_heading(first) and (len(block) > 1 or not first.endswith(":")):
            label = _LABEL.match(first)
            head = _LABEL.sub("", first, count=1).strip()
            headings.append(((label[1] or "").lower() if label else "", head, part))
            block = block[1:]
        around = " ".join(_BULLET.sub("", line) for line in block)
        for line in block:
            body = _BULLET.sub("", line).strip()
            label = _LABEL.match(body)
            if label and len(body) > label.end():
                headings.append(((label[1] or "").lower(), "", part))
                body = body[label.end():]
            found += [Said(body[start:end], part, head, around, _copied(body[start:end], shingles)) for start, end in sentence_spans(body)]
        part += bool(block)
    return Answer(text, tuple(found), tuple(headings), count_words(text))


def _blocks(text: str) -> Iterator[list[str]]:
    """Paragraphs and lists as their lines; a heading in a line of its own begins a new one, a list goes with the line that opens it."""
    block: list[str] = []
    gap = False
    for line in (line.strip() for line in text.split("\n")):
        if not line:
            gap = True
            continue
        item = bool(_BULLET.match(line))
        opens = block and (block[-1].endswith(":") or _BULLET.match(block[-1])) and item
        alone = len(block) == 1 and _is_heading(block[0])
        if block and not alone and (_is_heading(line) or gap and not opens):
            yield block
            block = []
        block.append(line)
        gap = False
    if block:
        yield block


def _is_heading(line: str) -> bool:
    """Whether a line reads like a heading: short, begins with a capital or a label, not ended, and no bullet."""
    if _BULLET.match(line) or _ENDED.search(line) or len(line.split()) > _LONGEST_HEADING or "  " in line:
        return False
    bare = _LABEL.sub("", line, count=1)
    return bool(bare[:1].isupper()) and not re.search(r"\bwill\b|\d{4}$", bare)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9']+", fold(text).lower())


def _shingles(text: str) -> frozenset[tuple[str, ...]]:
    """The runs of words of a text, with "you" and "your organisation" read as the bidder would write them."""
    words = _words(_as_ours(text))
    return frozenset(tuple(words[n:n + size]) for size in (3, _SHINGLE) for n in range(len(words) - size + 1))


def _as_ours(text: str) -> str:
    return re.sub(r"\byou(?:r organi[sz]ation)?\b", "we", re.sub(r"\byour\b(?! organi)", "our", text, flags=re.I), flags=re.I)


def _copied(text: str, shingles: frozenset[tuple[str, ...]]) -> bool:
    """Whether a sentence is the question's: most of its runs of five words stand there; of a short one, all but its "We will"."""
    words = _words(_as_ours(text))
    while len(words) > 3 and words[0] in ("we", "will", "please", "our", "shall"):
        words = words[1:]
    size = _SHINGLE if len(words) > 8 else 3
    if len(words) < 2:
        return False
    if len(words) < size:
        return tuple(words) in {run[at:at + len(words)] for run in shingles for at in range(len(run) - len(words) + 1)}
    runs = [tuple(words[n:n + size]) for n in range(len(words) - size + 1)]
    return sum(run in shingles for run in runs) >= _SAME * len(runs)
