"""Facts worth asking, and what else could be chosen: data/documents.yaml, law.yaml and sorts.yaml, read and held against the pages."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.check import check_claim, on_page
from assistant.compose import Quote, Statement
from assistant.errors import CorpusError
from assistant.events import citation
from assistant.law import SOURCE_ID, Briefing, fact_of
from assistant.practice.items import Kind, per_cent
from assistant.text import stands_in
from assistant.yaml_data import check_keys, check_unique, read_yaml

DATA = Path(__file__).parent / "data"
FILES = ("documents.yaml", "law.yaml")
GAP = "{}"
ASKED = (Kind.FIGURE, Kind.WHO, Kind.WHICH)
PageText = Callable[[str, str], str]
_ARTICLE = re.compile(r"^(?:the|an?) ", re.I)
_TAKES_THE = re.compile(r"^the |^london borough\b|^(?!.* and the ).*\b(?:act|unit|department|regulations|programme|authority|office|agency)\b", re.I)
"""Names that stand with an article in a sentence, however the page that they are from has them."""
_HAS_ITS_OWN = re.compile(rf"\b(?:an?|the|then) {re.escape(GAP)}", re.I)
"""A gap with its article before it."""


@dataclass(frozen=True, slots=True)
class Fact:
    """A reviewed fact: `says` with `answer` in its gap passes the check on `quote`, in which the answer stands word for word."""

    id: str
    kind: Kind
    sort: str
    quote: Quote
    ask: str
    answer: str
    says: str
    also: Quote | None
    checked: date | None
    unfair: tuple[str, ...]
    """Answers of its sort that are no fair choice here."""
    as_statement: bool
    """Whether it may be put as a statement, true or false."""

    def filled(self, text: str) -> str:
        """The fact said with another answer in its place, which fits the sentence as the right one does: with "the" where its name takes one, and a share written as the right one is."""
        bare = re.sub(r"^the ", "", per_cent(text, "%" if self.answer.endswith("%") else " per cent"), flags=re.I)
        bare = f"the {bare}" if _TAKES_THE.search(text) and not _ARTICLE.match(bare) and not _HAS_ITS_OWN.search(self.says) else bare
        said = self.says.replace(GAP, _ARTICLE.sub(lambda match: match.group().lower(), bare))
        return said[:1].upper() + said[1:]

    @property
    def statement(self) -> Statement:
        """The fact as a sentence on its quote."""
        return Statement(self.filled(self.answer), (self.quote,))


@dataclass(frozen=True, slots=True)
class Sort:
    """What answers are of one sort. `more` are further wrong choices with where they stand; `in_order`: shown in the order of their figures."""

    in_order: bool
    more: tuple[tuple[str, Quote], ...]


def read_sorts(page_text: PageText, path: Path = DATA / "sorts.yaml") -> dict[str, Sort]:
    """The sorts by name. Raises CorpusError, also when a choice does not stand on the page given for it."""
    made: dict[str, Sort] = {}
    for name, row in read_yaml(path).items():
        where = f"{path.name}, {name}"
        if not isinstance(row, Mapping) or set(row) != {"in_order", "more"}:
            raise CorpusError(f"{where}: expected in_order and more")
        more = tuple((text, Quote(source, page, text)) for text, source, page in row["more"])
        if missing := [text for text, quote in more if not on_page(text, page_text(quote.source_id, quote.page))]:
            raise CorpusError(f"{where}: {missing[0]!r} does not stand on the page given for it")
        made[name] = Sort(row["in_order"], more)
    return made


def read_facts(page_text: PageText, briefing: Briefing, folder: Path = DATA) -> tuple[Fact, ...]:
    """The facts of both files, in their order.

    Raises:
        CorpusError: a file cannot be read, a key or kind is wrong, an answer does not stand in its quote, the check does not pass what a fact says,
            or the law it speaks of is unconfirmed.
    """
    facts = tuple(_fact(f"{name}, {row.get('id') if isinstance(row, Mapping) else row}", row, source, page, page_text, briefing)
                  for name in FILES for source, pages in read_yaml(folder / name).items() for page, rows in pages.items() for row in rows)
    check_unique(" and ".join(FILES), "id", (fact.id for fact in facts))
    return facts


def _fact(where: str, row: Any, source: str, page: str, page_text: PageText, briefing: Briefing) -> Fact:
    row = check_keys(where, row, {"id", "kind", "sort", "quote", "ask", "answer", "says"}, {"also", "not", "as_statement"})
    if row["kind"] not in ASKED or row["says"].count(GAP) != 1 or not row["ask"].endswith("?"):
        raise CorpusError(f"{where}: expected a kind of {', '.join(ASKED)}, one {GAP} in says, and a question")
    quote = Quote(source, page, row["quote"])
    if not stands_in(row["answer"], quote.text):
        raise CorpusError(f"{where}: the answer {row['answer']!r} does not stand in the quote")
    law = fact_of(briefing, quote.text) if source == SOURCE_ID else None
    if source == SOURCE_ID and (law is None or law.sure == "unconfirmed"):
        raise CorpusError(f"{where}: its quote is of no fact of the briefing that is sure")
    also = _also(where, row["also"], page_text) if "also" in row else None
    fact = Fact(row["id"], Kind(row["kind"]), row["sort"], quote, row["ask"], row["answer"], row["says"], also, law.checked if law else None,
                tuple(row.get("not", ())), row.get("as_statement", True))
    if problems := check_claim(fact.statement.text, (citation(quote),), page_text):
        raise CorpusError(f"{where}: the check does not pass what it says ({problems[0].fault}: {problems[0].about})")
    return fact


def _also(where: str, row: Any, page_text: PageText) -> Quote:
    row = check_keys(f"{where}, also", row, {"source", "page", "quote"})
    quote = Quote(row["source"], row["page"], row["quote"])
    if not on_page(quote.text, page_text(quote.source_id, quote.page)):
        raise CorpusError(f"{where}: the quote of also does not stand on its page")
    return quote
