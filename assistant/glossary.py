"""Abbreviations of the field and what they stand for: data/glossary.toml, read, checked and looked up. Pure but for reading the file."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path

from assistant.compose import Quote, Statement
from assistant.domain import ClaimKind
from assistant.errors import CorpusError
from assistant.yaml_data import check_keys

GLOSSARY = Path(__file__).parent / "data" / "glossary.toml"
OWN = "our own glossary; the documents do not spell it out"


@dataclass(frozen=True, slots=True)
class Term:
    """An abbreviation and its words. `quote` spells it out on that page; `source_id` is "" where no document does."""

    short: str
    means: str
    called: tuple[str, ...] = ()
    source_id: str = ""
    page: str = ""
    quote: str = ""

    @property
    def line(self) -> str:
        """As it stands under an answer: "CCG: clinical commissioning group"."""
        return f"{self.short}: {self.means}"

    @property
    def statement(self) -> Statement | None:
        """The line with the quote that bears it out; None where no document does."""
        if not self.source_id:
            return None
        return Statement(self.line, (Quote(self.source_id, self.page, self.quote),), ClaimKind.EVIDENCE, item=True, derived=True, marker="-")


class Glossary:
    """Looks terms up by what people write; singular or plural, capitals or not."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(terms)

    def asked(self, text: str) -> Term | None:
        """The term that a text asks the words of ("what does CCG stand for?", "AQP meaning"); None for other questions."""
        match = self._asking.match(text)
        return self._by_name[_bare(next(filter(None, match.groupdict().values())))] if match else None

    def met(self, text: str) -> tuple[Term, ...]:
        """The terms in a text that it does not spell out itself, in the order of the text."""
        low = text.lower()
        found = dict.fromkeys(self._by_name[_bare(m.group())] for m in self._written.finditer(text))
        return tuple(term for term in found if term.means.lower() not in low)

    @cached_property
    def _by_name(self) -> dict[str, Term]:
        return {_bare(name): term for term in self.terms for name in (term.short, *term.called)}

    @cached_property
    def _names(self) -> str:
        return "|".join(sorted((re.escape(name) for term in self.terms for name in (term.short, *term.called)), key=len, reverse=True))

    @cached_property
    def _written(self) -> re.Pattern[str]:
        return re.compile(rf"(?<![\w-])(?:{self._names})s?(?![\w-])")

    @cached_property
    def _asking(self) -> re.Pattern[str]:
        term = rf"(?:an? |the |this |these )?[“\"'‘]?(?:{self._names})s?[”\"'’]?"
        lead = r"\W*(?:(?:sorry|ok(?:ay)?|please|hi|hello|hey|and|but|so|wait|remind me|can you (?:tell me|remind me)|could you (?:tell me|remind me)|(?:can|could) you|" \
               r"tell me|i don[’']?t know|again)\b[\s,.!-]*)*"
        tail = r"(?: (?:again|please|then|exactly|actually|in this|in full|here|for me|mean))*\W*"
        said = r"(?:stands? for|stood for|mean|means|meaning|short for|abbreviat\w+(?: for| of)?|an? (?:acronym|abbreviation)(?: (?:for|of))?|spelt out|in full|in words)"
        forms = (
            rf"what(?:[’']?s|s| is| are| does| do| did| was| were)? (?:the (?:letters|abbreviation|acronym|initials) )?(?P<a>{term}) (?:actually |exactly )?{said}",
            rf"what(?:[’']?s|s| is) (?:the )?(?:meaning|full form|full name|definition) of (?P<b>{term})",
            rf"what(?:[’']?s| is|s| are|[’']re) (?P<c>{term})",
            rf"(?:the )?(?:meaning|definition|full form) (?:of )?(?P<d>{term})|(?P<e>{term}) (?:meaning|definition|stands for what|means what|in full)",
            rf"(?:define|spell out|expand|decode) (?P<f>{term})(?: for (?:me|us))?",
            rf"(?P<g>{term})\W{{1,3}}(?:what(?:[’']?s| is|s) (?:that|this|it)(?: (?:short|stand)(?: for)?)?|(?:what )?(?:does|is) (?:that|it) (?:short for|stand for|mean)|what (?:does|is) (?:that|it) (?:short for|stand for|mean)|meaning)",
            rf"what (?:is|does|do) (?P<h>{term}) (?:short for|stand for)",
        )
        return re.compile(f"{lead}(?:{'|'.join(forms)}){tail}$", re.I)


def _bare(name: str) -> str:
    """A name as it is looked up: lower case, no article, no quotation marks, singular."""
    low = re.sub(r"^(?:an?|the|this|these) ", "", name.lower()).strip("“”\"'‘’")
    return low[:-1] if low.endswith("s") and low not in ("ics", "pacs", "cvs", "npps") else low


def read_glossary(path: Path = GLOSSARY) -> Glossary:
    """The terms of a file, in its order.

    Raises:
        CorpusError: the file cannot be read, a key is unknown or missing, a page without its quote, or a name stands twice.
    """
    try:
        tables = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        raise CorpusError(f"{path.name} cannot be read ({error}); restore it from the repository, or mend the TOML there") from error
    terms: list[Term] = []
    seen: set[str] = set()
    for short, table in tables.items():
        where = f"{path.name}, [{short}]"
        row = check_keys(where, table, {"means"}, {"called", "source", "page", "quote"})
        if len({key in row for key in ("source", "page", "quote")}) > 1:
            raise CorpusError(f"{where}: source, page and quote; expected all three, or none where no document spells it out")
        for name in (short, *row.get("called", ())):
            if _bare(name) in seen and _bare(name) != _bare(short):
                raise CorpusError(f"{where}: {name!r} stands twice; expected one term of each name")
            seen.add(_bare(name))
        terms.append(Term(short, row["means"], tuple(row.get("called", ())), row.get("source", ""), row.get("page", ""), row.get("quote", "")))
    return Glossary(terms)


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The shipped glossary."""
    return read_glossary()
