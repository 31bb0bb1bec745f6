"""A statement in plainer words without a model: abbreviations spelt out, plain words for hard ones, long sentences parted. Pure but for reading the words.

What is put is data (data/plain_words.yaml and the glossary), and whoever asks holds the result to its quotes: what does not pass is not said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import replace
from functools import lru_cache
from pathlib import Path

from assistant.compose import Statement
from assistant.glossary import Glossary
from assistant.text import stands_in
from assistant.yaml_data import check_keys, check_unique, read_list

WORDS = Path(__file__).parent / "data" / "plain_words.yaml"
LONG = 22
"""A sentence of more words is parted where it can be."""
SHORTEST = 5
"""No part has fewer words."""
_QUOTED = re.compile(r"[“\"][^”\"]*[”\"]|‘[^’]*’(?!\w)|\([^()]*\)")
_PARTS = re.compile(r";\s+(?:and\s+)?|,\s+and\s+(?=(?:it|they|this|that|these|those|the|its|their|he|she|we|a|an|in|no)\b)|\s+[–—]\s+(?=(?:it|they|this|these|the)\b)")
_VERB = re.compile(r"\b(?:is|are|was|were|has|have|had|will|would|can|could|may|might|must|should|shall|do|does|did|says?|said|shows?|showed|found|finds?|asks?|asked|applies|apply|"
                   r"gives?|gave|makes?|made|needs?|covers?|replied|means?|came|comes?|sets?|requires?|required|seems?|appears?)\b")
_STARTS = re.compile(r"(?:(?i:it|they|this|these|those|the|its|their|he|she|we|a|an|no)\b|[A-Z£\d])")
_FRAME = re.compile(r"\b(?:recommend\w*|claim\w*|says?|said|argu\w+|believ\w+|suggest\w*|think\w*|thought|according|if|unless|whether|where|when|propos\w+|told|asks?|asked|"
                    r"found that|reports? that|stat(?:es|ed) that|hop\w+|expect\w*|would|might|may|could)\b", re.I)
"""What the whole of a sentence may hang on: such a one is not parted, or a part of it would say more than the whole."""
Holds = Callable[[Statement], bool]
"""Whether a statement passes the check."""


@lru_cache(maxsize=1)
def plain_words() -> Mapping[str, str]:
    """Hard words -> plain ones, small letters. Raises CorpusError: names the row and what is wrong."""
    rows = [check_keys(f"{WORDS.name}, {row.get('says') if isinstance(row, dict) else row}", row, {"says", "plain"}) for row in read_list(WORDS)]
    check_unique(WORDS.name, "says", (row["says"] for row in rows))
    return {row["says"]: row["plain"] for row in rows}


def plainer(statement: Statement, glossary: Glossary, holds: Holds) -> tuple[Statement, ...]:
    """The statement in plainer words, parted where it is long, as far as each step of it passes the check; the statement itself where none does.

    A list's entry and what our own code made of rows stay as they are.
    """
    made = replace(statement, derived=False)
    own = statement.derived and not any(stands_in(statement.text.rstrip(". "), quote.text) for quote in statement.quotes)
    if statement.item or own or not holds(made):
        return (statement,)
    for says, plain in sorted(plain_words().items(), key=lambda pair: (-len(pair[0]), pair[0])):
        tried = replace(made, text=_put(made.text, says, plain))
        made = tried if tried.text != made.text and holds(tried) else made
    for term in glossary.met(made.text):
        tried = replace(made, text=_spelt(made.text, term.short, term.means), quotes=tuple(dict.fromkeys((*made.quotes, *([term.spelt] if term.spelt else ())))))
        made = tried if tried.text != made.text and holds(tried) else made
    parts = tuple(replace(made, text=text) for text in parted(made.text))
    if len(parts) > 1 and all(holds(part) for part in parts):
        return parts
    return (made,) if made.text != statement.text else (statement,)


def parted(text: str) -> tuple[str, ...]:
    """A long sentence as several, where it joins whole ones; the sentence itself where it does not."""
    if len(text.split()) <= LONG or _FRAME.search(text):
        return (text,)
    kept = [m.span() for m in _QUOTED.finditer(text)]
    cuts = [m for m in _PARTS.finditer(text) if not any(a <= m.start() < b for a, b in kept)]
    parts, at = [], 0
    for cut in (*cuts, None):
        part = text[at:cut.start() if cut else len(text)].strip()
        parts.append(part)
        at = cut.end() if cut else at
    if len(parts) < 2 or any(len(part.split()) < SHORTEST or not _VERB.search(part) or not _STARTS.match(part) for part in parts):
        return (text,)
    return tuple(f"{part[:1].upper()}{part[1:].rstrip('.')}." for part in parts)


def _put(text: str, says: str, plain: str) -> str:
    """The text with plain words for hard ones, but not inside quotation marks, nor in a name ("Crown Commercial Procurement", "eMBED")."""
    kept = [m.span() for m in _QUOTED.finditer(text) if m.group()[0] != "("]

    def put(match: re.Match[str]) -> str:
        first = match.start() == 0
        if any(a <= match.start() < b for a, b in kept) or match.group()[:1].isupper() and not first or not match.group()[1:].islower():
            return match.group()
        return plain[:1].upper() + plain[1:] if first else plain

    return re.sub(rf"(?<![\w-]){re.escape(says)}(?![\w-])", put, text, flags=re.I)


def _spelt(text: str, short: str, means: str) -> str:
    """The text with an abbreviation spelt out wherever it stands, its plural with an s; not in a name, such as NHS Swindon CCG."""
    def put(match: re.Match[str]) -> str:
        if re.search(r"[A-Z][\w’'&-]*\s$", text[:match.start()]) or re.match(r"\s[A-Z]", text[match.end():]):
            return match.group()
        words = f"{means}s" if match[1] and not means.endswith("s") else means
        words = words.removeprefix("the ") if re.search(r"\bthe\s*$", text[:match.start()], re.I) else words
        return words[:1].upper() + words[1:] if match.start() == 0 else words

    return re.sub(rf"(?<![\w-]){re.escape(short)}(s?)(?![\w-])", put, text)
