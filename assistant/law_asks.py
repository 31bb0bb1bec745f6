"""Families of questions about the law as it stands, each with what is told to all of them: whoever asks, and in whatever words.

An index of questions finds what is alike; a lawyer's point turns on one word more ("urgent", and "we started late"). A family says which
things a question must speak of together, each thing in the many words people have for it. The data are corpus/law/asked.yaml. Pure but for loading.
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
from assistant.law import SOURCE_ID, Briefing, Fact, has_caution
from assistant.text import fold, sentence_spans
from assistant.yaml_data import check_keys, check_unique, read_yaml

BOTH, SILENT = OPENINGS = ("then and now", "silent")
"""How a family's answer can open: with the year of what was said then, or by saying that the documents do not say. Without either it begins at once."""


@dataclass(frozen=True, slots=True)
class Family:
    """What questions that speak of all of some things are told. `unless` are things that make a question one for its own evidence."""

    topic: str
    speaks_of: tuple[re.Pattern[str], ...]
    unless: tuple[re.Pattern[str], ...]
    told: tuple[Statement, ...]
    opening: str = ""
    always: bool = False
    """Whether it also holds for a question that the index of questions has word for word."""

    def met(self, text: str, latest: str) -> bool:
        """Whether a question speaks of it all, and its latest turn of some of it."""
        return all(thing.search(text) for thing in self.speaks_of) and any(thing.search(latest) for thing in self.speaks_of) and \
            not any(thing.search(text) for thing in self.unless)


@dataclass(frozen=True, slots=True)
class Limit:
    """A sentence that an answer must have where it says one of others: an exception is never told without its own limit."""

    of: frozenset[str]
    told: Statement


@dataclass(frozen=True, slots=True)
class LawAsks:
    """The families, the limits of what is told, and the briefing that all are from."""

    families: tuple[Family, ...]
    limits: tuple[Limit, ...]
    briefing: Briefing

    @classmethod
    def load(cls, folder: Path, briefing: Briefing) -> LawAsks:
        """Those of corpus/law. Raises CorpusError when the file is wrong."""
        path = folder / "asked.yaml"
        return cls(read_families(path, briefing), read_limits(path, briefing), briefing)

    def limited(self, statements: Sequence[Statement]) -> tuple[Statement, ...]:
        """Statements with the limit of each that has one, after the last that it limits, where it is not said."""
        made = list(statements)
        for limit in self.limits:
            at = max((n for n, s in enumerate(made) if any(q.text in limit.of for q in s.quotes)), default=-1)
            if at >= 0 and not any(q.text == limit.told.text for s in made for q in s.quotes):
                made.insert(at + 1, limit.told)
        return tuple(made)

    def family(self, question: str, latest: str = "") -> Family | None:
        """The first family that a question is of; None for other questions."""
        text, turn = fold(question).lower(), fold(latest or question).lower()
        return next((f for f in self.families if f.met(text, turn)), None)


def read_families(path: Path, briefing: Briefing) -> tuple[Family, ...]:
    """The families of a file, in its order: the first that a question is of counts.

    Raises:
        CorpusError: the file cannot be read, a key is unknown or missing, a topic stands twice, or a thing, a fact, a sentence of it or a
            weight is not known; the message names file, topic and what was expected.
    """
    data = _read(path)
    things = {name: _thing(f"{path.name}, thing {name}", wordings) for name, wordings in data["things"].items()}
    pages = _pages(briefing)
    made = []
    for row in data["families"]:
        where = f"{path.name}, family {row.get('topic', '?') if isinstance(row, dict) else row!r}"
        check_keys(where, row, {"topic", "speaks_of", "told"}, {"unless", "opening", "always"})
        for name in (*row["speaks_of"], *row.get("unless", ())):
            if name not in things:
                raise CorpusError(f"{where}: thing {name!r} is not known; expected one of {', '.join(things)}")
        if (opening := row.get("opening", "")) not in ("", *OPENINGS):
            raise CorpusError(f"{where}: opening {opening!r}; expected one of {', '.join(OPENINGS)}")
        made.append(Family(row["topic"], tuple(things[n] for n in row["speaks_of"]), tuple(things[n] for n in row.get("unless", ())),
                           tuple(s for told in row["told"] for s in _told(where, told, pages)), opening, bool(row.get("always"))))
    check_unique(path.name, "topic", [family.topic for family in made])
    return tuple(made)


def read_limits(path: Path, briefing: Briefing) -> tuple[Limit, ...]:
    """The limits of a file. Raises CorpusError as read_families does."""
    pages, made = _pages(briefing), []
    for number, row in enumerate(_read(path).get("limits", ()), 1):
        where = f"{path.name}, limit {number}"
        check_keys(where, row, {"of", "told"})
        made.append(Limit(frozenset(s.text for s in _told(where, row["of"], pages)), _told(where, row["told"], pages)[0]))
    return tuple(made)


def _read(path: Path) -> Mapping[str, Any]:
    return check_keys(path.name, read_yaml(path), {"things", "families"}, {"limits"})


def _pages(briefing: Briefing) -> dict[str, tuple[str, Fact]]:
    return {fact.id: (section.page, fact) for section in briefing.sections for fact in section.facts}


def _thing(where: str, wordings: Sequence[str]) -> re.Pattern[str]:
    try:
        return re.compile(rf"(?<!\w)(?:{'|'.join(wordings)})(?!\w)")
    except (re.error, TypeError) as error:
        raise CorpusError(f"{where}: {error}; expected a list of regular expressions in lower case") from error


def _told(where: str, row: Any, facts: Mapping[str, tuple[str, Fact]]) -> list[Statement]:
    """The sentences of a fact, numbered from 1 in the order to be told, or a quote."""
    if isinstance(row, Mapping) and "quote" in row:
        check_keys(where, row, {"source", "page", "quote", "kind"})
        return [Statement(row["quote"], (Quote(row["source"], str(row["page"]), row["quote"]),), _kind(where, row["kind"]))]
    check_keys(where, row, {"fact", "say"}, {"kind"})
    if row["fact"] not in facts:
        raise CorpusError(f"{where}: fact {row['fact']!r} is not in facts.yaml; expected the id of one that is")
    page, fact = facts[row["fact"]]
    sentences = [fact.text[a:b] for a, b in sentence_spans(fact.text)]
    if wrong := [n for n in row["say"] if not 1 <= n <= len(sentences)]:
        raise CorpusError(f"{where}: fact {fact.id!r} has no sentence {wrong[0]}; expected 1 to {len(sentences)}")
    given = _kind(where, row["kind"]) if "kind" in row else ClaimKind.EVIDENCE
    return [of_fact(sentences[n - 1], fact, page, given) for n in row["say"]]


def _kind(where: str, kind: str) -> ClaimKind:
    try:
        return ClaimKind(kind)
    except ValueError:
        raise CorpusError(f"{where}: kind {kind!r}; expected one of {', '.join(ClaimKind)}") from None


def of_fact(sentence: str, fact: Fact, page: str, kind: ClaimKind) -> Statement:
    """A sentence of a fact with the weight it is given: what we are not sure of is no more than guidance, whatever stands beside it."""
    unsure = fact.sure == "unconfirmed" or has_caution(sentence)
    return Statement(sentence, (Quote(SOURCE_ID, page, sentence, (fact.title,)),), ClaimKind.GUIDANCE if unsure else kind)
