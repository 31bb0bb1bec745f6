"""Pure text work the readers share: tidy text, broken words, wrapped lines, list markers, running lines."""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from itertools import pairwise

# --- characters ------------------------------------------------------------------------------------------

# Typeset ligatures hide words from a search. Not NFKC: it would turn "209²" into the figure 2092.
# fmt: off
_LETTERS = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st",
                          "\u2010": "-", "\u2011": "-", "\xad": None})
# fmt: on
_SPACE = re.compile(r"\s+")
# Characters nobody sees: controls, zero-width, direction marks, tags (which can carry hidden instructions).
_UNSEEN = re.compile(
    "[\x00-\x08\x0e-\x1b\x7f-\x84\x86-\x9f\u200b-\u200f\u202a-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)


def tidy(text: str) -> str:
    """Text on one line: single spaces, no ligatures, soft hyphens or characters nobody can see."""
    return _SPACE.sub(" ", unicodedata.normalize("NFC", _UNSEEN.sub("", text.translate(_LETTERS)))).strip()


def row(cells: Iterable[str]) -> str:
    """A table row as text: its cells in order, two spaces between; an empty cell keeps its place inside."""
    return "  ".join(tidy(cell) for cell in cells).strip()


# --- broken words ----------------------------------------------------------------------------------------

_WORD = re.compile(r"[^\W\d_]+(?:[-\u2010\u2011][^\W\d_]+)*")
_BROKEN = re.compile(r"(?:^|[^\w-])([^\W\d_]+)[-\u2010\u2011]$")
_FIRST = re.compile(r"[^\W\d_]+")
_LAST_LINK = re.compile(r"(?:https?://|www\.)\S*[-/.?=&_%#]$")
_SUSPENDED = re.compile(r"(?:and|or|to)\b")
# Second halves that make compounds, not words: English has no "placebased".
_COMPOUND_ENDS = frozenset(
    {"based", "term", "making", "house", "related", "funded", "owned", "centred", "specific", "sized"}
)
# First halves that are words on their own and yet mostly a word's beginning: "in-form", "with-out".
# fmt: off
_COMMON_STARTS = frozenset({
    "a", "an", "any", "be", "but", "by", "can", "do", "for", "he", "her", "in", "is", "it", "man", "me",
    "no", "not", "of", "on", "or", "out", "over", "per", "so", "some", "the", "there", "to", "under", "up",
    "us", "we", "where", "with",
})
# fmt: on


def known_words(lines: Iterable[str]) -> frozenset[str]:
    """The document's words and hyphenated compounds, case folded, those broken at a line's end left out."""
    known: set[str] = set()
    broken = False
    for line in lines:
        words = [
            match.group().replace("\u2010", "-").replace("\u2011", "-").casefold()
            for match in _WORD.finditer(line)
        ]
        words = words[1:] if broken else words
        broken = line.rstrip().endswith(("-", "\u2010", "\u2011", "\xad"))
        words = words[:-1] if broken else words
        for word in words:
            known.add(word)
            known.update(word.split("-"))
    return frozenset(known)


def join_lines(lines: Sequence[str], known: frozenset[str]) -> str:
    """The lines of one paragraph as tidy text, words broken at a line's end made whole.

    A line-end hyphen goes when the joined word stands elsewhere in the document, or when nothing speaks for a
    compound; it stays when the compound stands elsewhere, when both halves do and the joined word does not,
    before a capital or a figure, and after a word that already has a hyphen.
    """
    text = ""
    for line in lines:
        text = _join(text, line.strip(), known) if text else line.strip()
    return tidy(text)


def _join(left: str, right: str, known: frozenset[str]) -> str:
    if not right:
        return left
    if left.endswith("\xad"):
        return left[:-1] + right
    if left.endswith(("-", "\u2010", "\u2011")) and left[-2:-1].isalnum():
        if _SUSPENDED.match(right):
            return f"{left} {right}"  # "short- and long-term"
        if right[0].isalnum():
            return (left[:-1] if _is_one_word(left, right, known) else left) + right
    is_range = left[-1] in "–/" and left[-2:-1].isdigit() and right[0].isdigit()
    if is_range or _LAST_LINK.search(left[-200:]):
        return left + right
    return f"{left} {right}"


def _is_one_word(left: str, right: str, known: frozenset[str]) -> bool:
    head, tail = _BROKEN.search(left[-80:]), _FIRST.match(right)
    if not head or not tail or not right[0].islower() or _LAST_LINK.search(left[-200:]):
        return False
    first, second = head.group(1).casefold(), tail.group().casefold()
    if first + second in known:
        return True
    if f"{first}-{second}" in known or second in _COMPOUND_ENDS or right[tail.end() : tail.end() + 1] == "-":
        return False
    return first in _COMMON_STARTS or not (first in known and second in known)


# --- lists -----------------------------------------------------------------------------------------------

_BULLET = re.compile(r"\s*([•●▪■□◦○‣⁃∙·►▶➢➤✓✔»\uf0b7\uf0a7\uf0d8\uf0fc\uf02d])\s*")
_DASH = re.compile(r"\s*([-–—*])\s+(?=\S)")
_NUMBER = re.compile(
    r"\s*(\(?(?:\d{1,3}|[a-z]|[ivx]{1,5})[.)]|\d{1,2}(?:\.\d{1,2})+\.?(?=\s+[A-Z‘“]))\s+(?=\S)"
)
_ROMAN = {"i": 1, "v": 5, "x": 10}


def marker_of(line: str) -> tuple[str, str] | None:
    """The bullet or number a line starts with, and the rest; None when it starts with neither.

    Says nothing of context: "- " may be a dash, "44. " the end of a sentence (see `starts_item`).
    """
    for pattern in (_BULLET, _DASH, _NUMBER):
        if match := pattern.match(line):
            marker = match.group(1)
            return ("•" if "\ue000" <= marker <= "\uf8ff" else marker), line[match.end() :].strip()
    return None


def starts_item(line: str, previous: str, last_marker: str, after_gap: bool) -> bool:
    """Whether a line opens a list item, given the line above it and the marker of the item it would follow.

    A bullet always does. A dash or number does after a gap, next in its own list, or below a colon.
    """
    found = marker_of(line)
    if found is None:
        return False
    marker = found[0]
    if _BULLET.match(line) or after_gap or not previous:
        return True
    if _DASH.match(line):
        return marker == last_marker or previous.rstrip().endswith(":")
    steps = {number - 1 for number in _ordinals(marker)}
    if last_marker and not last_marker[-1].isalnum() and not _ordinals(last_marker):
        return 0 in steps  # numbers below bullets
    return bool(steps & _ordinals(last_marker)) or (
        not last_marker and 0 in steps and previous.rstrip().endswith((":", "."))
    )


def _ordinals(marker: str) -> set[int]:
    """What a marker may count as: "c)" is 3; "i." is 1 and 9; "1.2" is its last part, 2."""
    word = re.split(r"\.(?=\d)", marker.strip("()."))[-1]
    if word.isdigit():
        return {int(word)}
    found = {ord(word) - 96} if len(word) == 1 and "a" <= word <= "z" else set()
    if word and all(letter in _ROMAN for letter in word):
        values = [_ROMAN[letter] for letter in word]
        found.add(sum(-a if a < b else a for a, b in pairwise([*values, 0])))
    return found


# --- running headers, footers and page numbers -----------------------------------------------------------

_EDGE = 3  # lines looked at from the top and from the foot of a page
_NUMBER_ONLY = re.compile(
    r"[-–—|\s]*(?:page\s*)?(\d{1,4})(?:\s*(?:of|/)\s*\d{1,4})?[-–—|.\s]*(?:page)?", re.IGNORECASE
)
_NUMBER_BESIDE = re.compile(r"(?:page\s+)?(\d{1,4})\s.{3,90}|.{3,90}\s(\d{1,4})", re.IGNORECASE)


def running_lines(pages: Sequence[Sequence[str]], labels: Sequence[str] = ()) -> tuple[frozenset[int], ...]:
    """For each page (its lines, top to foot) the 0-based indices of its running headers, footers and numbers.

    A line runs when its text, figures aside, stands at the same edge of three pages or more, at least every
    second one between the first and the last; when it is a number, or begins or ends with one, that counts up
    with the pages (two pages, or three with other text); when it is its page's own label and nothing else.
    Only lines with nothing else between them and the page's edge are named; an empty line ends the search.
    """
    drop: list[set[int]] = [set() for _ in pages]
    for step in (1, -1):
        edges = [list(lines[::step][:_EDGE]) for lines in pages]
        running, numbered = _repeated(edges), _numbered(edges)
        for page, lines in enumerate(edges):
            label = labels[page].casefold() if labels else None
            for depth, line in enumerate(lines):
                if not line.strip() or not (
                    _shape(line) in running
                    or depth in numbered[page]
                    or line.strip("-–—|. ").casefold() == label
                ):
                    break
                drop[page].add(depth if step == 1 else len(pages[page]) - 1 - depth)
    return tuple(frozenset(found) for found in drop)


def _shape(line: str) -> str:
    return _SPACE.sub(" ", re.sub(r"\d+", "#", line.casefold())).strip()


def _repeated(edges: Sequence[Sequence[str]]) -> frozenset[str]:
    seen: defaultdict[str, list[int]] = defaultdict(list)
    for page, lines in enumerate(edges):
        for shape in {_shape(line) for line in lines}:
            seen[shape].append(page)
    return frozenset(
        shape
        for shape, at in seen.items()
        if len(at) >= 3
        and 2 * len(at) + 1 >= at[-1] - at[0] + 1
        and sum(letter.isalpha() for letter in shape) >= 3
    )


def _numbered(edges: Sequence[Sequence[str]]) -> list[set[int]]:
    """For each page, which of its edge lines hold its number: those in step with most of the others."""
    found: list[
        tuple[int, int, int, bool]
    ] = []  # page, depth, number less page, whether the line is the number
    for page, lines in enumerate(edges):
        for depth, line in enumerate(lines):
            alone = _NUMBER_ONLY.fullmatch(line.strip())
            if match := alone or _NUMBER_BESIDE.fullmatch(line.strip()):
                number = next(group for group in match.groups() if group)
                found.append((page, depth, int(number) - page, alone is not None))
    named: list[set[int]] = [set() for _ in edges]
    pages_of: defaultdict[int, set[int]] = defaultdict(set)
    for page, _, offset, _ in found:
        pages_of[offset].add(page)
    best = max(pages_of, key=lambda offset: (len(pages_of[offset]), -abs(offset)), default=0)
    for page, depth, offset, alone in found:
        if offset == best and len(pages_of[best]) >= (2 if alone else 3):
            named[page].add(depth)
    return named
