"""Questions of today about what the documents of 2017 speak of: how it stood then and how it stands now, and what is open or on its way.

The data are corpus/law/then-and-now.yaml. Pure but for loading.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.compose import Quote, Statement
from assistant.domain import ClaimKind
from assistant.errors import CorpusError
from assistant.law import SOURCE_ID, Briefing, Fact
from assistant.text import fold, sentence_spans
from assistant.yaml_data import check_keys, check_unique, read_yaml

_OF_TODAY = re.compile(
    r"\b(still|nowadays|today|now|any ?more|any longer|no longer|these days|currently|current|at present|exists?|around|gone|defunct|abolished|scrapped|superseded|"
    r"(?:who|what|which \w+) (?:has |have |had )?(?:replaced|succeeded)|(?:been|be|being|was|were|got|get) replaced|replacements?|took over(?: from)?|taken over|take over|"
    r"(?:takes?|took) the place|be(?:come|came) of|happen(?:ed|ing|s) to|turned into|called now|successors?|survives?d?|in force|valid|renamed|out of date|up to date|"
    r"obsolete|repealed|amended|strengthened|tightened|weakened)\b")
"""What makes a question one of how something stands today."""
_MONTH = r"(?:january|february|march|april|may|june|july|august|september|october|november|december)"
_DATES = tuple(re.compile(pattern, re.I) for pattern in (rf"\b\d{{1,2}} {_MONTH} 20\d\d\b", rf"\b{_MONTH} 20\d\d\b", r"\b20\d\d\b"))
_VAGUE = re.compile(r"^\W*(?:(?:and|so|ok|okay)\s+)*(?:what|how) about\b|^\W*tell me about\b|^\W*(?:and|so) (?:the )?\w+\W*$")
"""What asks after a thing and says no more: how it stands."""
_COUNTS = re.compile(r"\bhow (many|much|often)\b|\bnumber of\b")


@dataclass(frozen=True, slots=True)
class Pair:
    """What documents of 2017 say of a topic and what our briefing says today. `terms` and `asks` are lower case."""

    topic: str
    terms: tuple[str, ...]
    asks: tuple[str, ...]
    then: tuple[Statement, ...]
    now: tuple[Statement, ...]
    look_up: str = ""
    not_said: str = ""


@dataclass(frozen=True, slots=True)
class Listed:
    """A list of today's law that is asked for as a whole."""

    topic: str
    asks: tuple[str, ...]
    about: frozenset[str]
    opening: str
    items: tuple[Statement, ...]


@dataclass(frozen=True, slots=True)
class ThenAndNow:
    """The pairs and lists, found by what a question asks."""

    pairs: tuple[Pair, ...]
    lists: tuple[Listed, ...]
    plain: frozenset[str]
    """Words that ask for nothing more."""

    @classmethod
    def load(cls, folder: Path, briefing: Briefing) -> ThenAndNow:
        """Those of corpus/law. Raises CorpusError when the file is wrong."""
        return read_then_and_now(folder / "then-and-now.yaml", briefing)

    def pair(self, question: str, names: Sequence[str] = ()) -> Pair | None:
        """The pair that a question of today is about, and nothing more particular; None for other questions.

        `names` are the names of places in the question, which ask for nothing more.
        """
        text = fold(question).lower()
        if asked := next((pair for pair in self.pairs if any(ask in text for ask in pair.asks)), None):
            return asked
        met = [(term, pair) for pair in self.pairs for term in pair.terms if _has(term, text)]
        if not met or not (_OF_TODAY.search(text) or _VAGUE.search(text)):
            return None
        _, pair = max(met, key=lambda found: len(found[0]))
        rest = _OF_TODAY.sub(" ", text)
        for term in sorted(pair.terms, key=len, reverse=True):
            rest = re.sub(rf"(?<!\w){re.escape(term)}(?!\w)", " ", rest)
        named = {word for name in names for word in _words(fold(name).lower())}
        # A further word asks for something particular, and a count for a figure: their own evidence answers better.
        return None if _COUNTS.search(text) or set(_words(rest)) - self.plain - named else pair

    def listed(self, question: str) -> Listed | None:
        """The list that a question asks for as a whole; None for other questions."""
        text = fold(question).lower()
        for listed in self.lists:
            if term := next((ask for ask in listed.asks if _has(ask, text)), None):
                rest = _OF_TODAY.sub(" ", text.replace(term, " "))
                if not set(_words(rest)) - self.plain - listed.about:
                    return listed
        return None


def read_then_and_now(path: Path, briefing: Briefing) -> ThenAndNow:
    """The pairs and lists of a file.

    Raises:
        CorpusError: the file cannot be read, a key is unknown or missing, a topic stands twice, or a fact or its number of sentences is
            not there; the message names file, topic, key and what was expected.
    """
    data = check_keys(path.name, read_yaml(path), {"pairs", "lists", "plain"})
    facts = {fact.id: (section.page, fact) for section in briefing.sections for fact in section.facts}
    pairs = []
    for row in data["pairs"]:
        where = f"{path.name}, pair {row.get('topic', '?') if isinstance(row, dict) else row!r}"
        check_keys(where, row, {"topic", "terms", "now"}, {"then", "asks", "look_up", "not_said"})
        pairs.append(Pair(row["topic"], tuple(map(str.lower, row["terms"])), tuple(map(str.lower, row.get("asks", ()))),
                          tuple(_then(where, said) for said in row.get("then") or ()), _told(where, row["now"], facts), row.get("look_up", ""), row.get("not_said", "")))
    lists = []
    for row in data["lists"]:
        where = f"{path.name}, list {row.get('topic', '?') if isinstance(row, dict) else row!r}"
        check_keys(where, row, {"topic", "asks", "about", "opening", "facts"})
        lists.append(Listed(row["topic"], tuple(map(str.lower, row["asks"])), frozenset(row["about"].split()), row["opening"], _told(where, row["facts"], facts, item=True)))
    check_unique(path.name, "topic", [made.topic for made in (*pairs, *lists)])
    return ThenAndNow(tuple(pairs), tuple(lists), frozenset(data["plain"].split()))


def of_the_day(question: str, items: Sequence[Statement]) -> tuple[Statement, ...]:
    """The items of a list that speak of the day, else the month, else the year that a question names; () where it names none or none of them does."""
    for date in filter(None, (m and fold(m.group()).lower() for m in (pattern.search(question) for pattern in _DATES))):
        if met := tuple(item for item in items if _has(date, fold(item.text).lower())):
            return met
    return ()


def _then(where: str, row: Any) -> Statement:
    row = check_keys(where, row, {"source", "page", "quote"})
    return Statement(row["quote"], (Quote(row["source"], str(row["page"]), row["quote"]),))


def _told(where: str, rows: Mapping[str, int], facts: Mapping[str, tuple[str, Fact]], *, item: bool = False) -> tuple[Statement, ...]:
    """The first sentences of facts; as items, those of a fact together."""
    made: list[Statement] = []
    for name, count in rows.items():
        if name not in facts:
            raise CorpusError(f"{where}: fact {name!r} is not in facts.yaml; expected the id of one that is")
        page, fact = facts[name]
        spans = sentence_spans(fact.text)[:count]
        if len(spans) != count:
            raise CorpusError(f"{where}: fact {name!r} has {len(spans)} sentences; expected {count}")
        texts = [fact.text[spans[0][0]:spans[-1][1]]] if item else [fact.text[start:end] for start, end in spans]
        made += [Statement(text, (Quote(SOURCE_ID, page, text, (fact.title,)),), ClaimKind.GUIDANCE if fact.sure == "unconfirmed" else ClaimKind.EVIDENCE,
                           item=item, marker="-" if item else "") for text in texts]
    return tuple(made)


def _words(text: str) -> list[str]:
    return re.findall(r"[a-z0-9][\w’'-]*", text)


def _has(term: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(term)}(?!\w)", text) is not None
