"""An answer to a tender question as sentences under their headings, its words counted. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.tender.ledger import GAP
from assistant.text import fold, sentence_spans

_BULLET = re.compile(r"^[ \t]*[-•●▪◦‣*–—·]+[ \t]+", re.M)
_LABEL = re.compile(r"^\s*(?:\(?([a-z]|[ivx]{1,4}|\d{1,2})[.)]|Q\d+[.:)]?|#{1,6})\s+", re.I)
_ASKS = re.compile(r"^(?:how|what|which|who|whom|when|where|why|whether)\b", re.I)
_NAMES = re.compile(r"(?!We\b)[^\d]+\bwe will\b[^\d]*$")
"""A heading that names what "we will" do, and promises none of it: no figure, and not from the beginning."""
_AFTER_GAP = re.compile(r"(?<=\])[.]?\s+(?=[A-Z\[])")
_LONGEST_HEADING, _LONGEST_ASKED = 12, 30
"""Words of a heading, and of one that takes up the buyer's question."""
_ENDED = re.compile(r"[.!?;,][\"'”’)\]]*$")
_NUMBERED = re.compile(r"^[#*\s]*Answer to question (\d{1,2}) of \d{1,2}[*\s]*$", re.I | re.M)
_SHINGLE = 5
_SAME = 0.7
"""Share of a sentence's runs of five words that stand in the question, from which it counts as copied."""


@dataclass(frozen=True, slots=True)
class Said:
    """A sentence, list item or table row, word for word. `part` counts the paragraphs and lists from 0; `head` is the heading over it, "" for none.

    `around` is its whole paragraph or list with the line that opens it; `copied`: it is the question's own words; `gap`: it says that something is needed.
    """

    text: str
    part: int
    head: str
    around: str
    copied: bool = False
    gap: bool = False


@dataclass(frozen=True, slots=True)
class Answer:
    """An answer taken apart. `headings` are (label, text, part from which it holds), in order; `words` is what count_words says."""

    text: str
    said: tuple[Said, ...]
    headings: tuple[tuple[str, str, int], ...]
    words: int

    @property
    def own(self) -> tuple[Said, ...]:
        """What is neither copied from the question nor a gap."""
        return tuple(said for said in self.said if not said.copied and not said.gap)


def count_words(text: str) -> int:
    """How many words a text has, as Word's word count has it: runs of characters between white space.

    So "part-time", "£4,000" and "and/or" are one each, and a dash between spaces is one. A bullet at the start of a line is none, for Word makes
    it and does not count it; a number or letter that was typed before a line ("1.", "a)") is one. Where a buyer's box counts otherwise, the
    box is right: stay a few words under.
    """
    return len(_BULLET.sub("", text).split())


def numbered(number: int, of: int) -> str:
    """The line over an answer in a file that holds those of several questions."""
    return f"Answer to question {number} of {of}"


def answers_in(text: str) -> dict[int, str]:
    """The answers of a text by the number of their question, as such lines part it; {} where it has none."""
    found = list(_NUMBERED.finditer(text))
    ends = [match.start() for match in found[1:]] + [len(text)]
    return {int(match[1]): text[match.end():end].strip() for match, end in zip(found, ends, strict=False)}


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
            found += [Said(text, part, head, around, _copied(text, shingles), bool(GAP.search(text))) for text in _sentences(body)]
        part += bool(block)
    return Answer(text, tuple(found), tuple(headings), count_words(text))


def _sentences(body: str) -> Iterator[str]:
    """The sentences of a line; a gap at its beginning is one of its own."""
    for piece in _AFTER_GAP.split(body):
        yield from (piece[start:end] for start, end in sentence_spans(piece))


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
    """Whether a line reads like a heading: short, begins with a capital or a label, not ended, and no bullet; or it asks what the buyer asks."""
    if line.startswith("#"):
        return True
    asked = bool(_ASKS.match(_LABEL.sub("", line, count=1))) and len(line.split()) <= _LONGEST_ASKED and len(sentence_spans(line)) == 1
    if asked and not _BULLET.match(line) and (line.endswith("?") or not re.search(r"[.!,]$", line)):
        return True
    if _BULLET.match(line) or _ENDED.search(line) or len(line.split()) > _LONGEST_HEADING or "  " in line:
        return False
    bare = _LABEL.sub("", line, count=1).strip("*_ ")
    return bool(bare[:1].isupper()) and not re.search(r"\d{4}$", bare) and ("will" not in bare.split() or bool(_NAMES.match(bare)))


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
