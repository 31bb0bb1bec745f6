"""Which document a lay name is for ("the library bulletin", "your law briefing"), where a reference is wished for. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.domain import Kind, Source
from assistant.glossary import Glossary
from assistant.text import STOPWORDS, fold, words

_NOUNS = {"report": Kind.REPORT, "study": Kind.REPORT, "research": Kind.REPORT, "guide": Kind.GUIDE, "guidance": Kind.GUIDE, "page": Kind.GUIDE, "website": Kind.GUIDE, "post": Kind.NEWS,
          "blog": Kind.NEWS, "article": Kind.NEWS, "news": Kind.NEWS, "bulletin": Kind.NEWS, "newsletter": Kind.NEWS, "briefing": Kind.BRIEFING, "summary": Kind.BRIEFING}
"""What documents are called, each with the kind that it is a word for."""
_ANY = frozenset(["document", "paper", "source", "one", "text", "item", "publication"])
_PHRASE = re.compile(rf"\b(?P<points>the|this|that|your|our|an?)\s+(?P<said>(?:[\w’'-]+\s+){{0,5}}?(?:{'|'.join([*_NOUNS, *sorted(_ANY)])}))\b", re.I)
_EMPTY = frozenset(["last", "same", "above", "first", "second", "third", "other", "whole", "full", "original", "social", "value", "harvard", "oscola"])
"""Words that tell no document from another."""


def papers_meant(text: str, sources: Iterable[Source], glossary: Glossary) -> tuple[str, ...] | None:
    """The ids of the documents that a phrase of a text may mean; () where it names one that is not here, None where it names none ("that document")."""
    known, plain = tuple(sources), fold(text).lower()
    if titled := tuple(source.id for source in known if fold(source.title.split(":")[0]).lower() in plain):
        return titled
    found = _PHRASE.search(text)
    if found is None:
        return None
    *telling, noun = [word.removesuffix("'s") for word in words(found["said"]) if word not in STOPWORDS]
    named = [source for source in _called(noun, known) if all(_tells(word, source, glossary) for word in telling)]
    if set(telling) - _EMPTY or len(named) == 1 and found["points"].lower() not in ("this", "that"):
        return tuple(source.id for source in named)
    return None


def _called(noun: str, sources: Sequence[Source]) -> Sequence[Source]:
    """The documents that a noun may be said of: those of its kind, for one that is no kind's own name those with it in their title where there are such."""
    if noun in _ANY:
        return sources
    titled = [source for source in sources if noun in words(source.title)] if noun not in list(Kind) else []
    return titled or [source for source in sources if _NOUNS[noun] is source.kind]


def _tells(word: str, source: Source, glossary: Glossary) -> bool:
    """Whether a word can be said of a document: it is of its title, its publisher or its year, or it is what it is; an abbreviation by what it stands for."""
    named = set(words(f"{source.title} {source.publisher} {source.published[:4]} {source.kind.value} {source.id.replace('-', ' ')}"))
    if word in named or _NOUNS.get(word) is source.kind or word in _EMPTY:
        return True
    term = glossary.named(word)
    return bool(term and term.means and set(words(term.means)) <= named)
