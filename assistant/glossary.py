"""Terms and abbreviations of the documents, each with its passages: data/glossary.yaml, read, checked and looked up. Pure but for reading the file."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any

from assistant.check import check_claim
from assistant.compose import Quote, Statement
from assistant.domain import Citation, ClaimKind
from assistant.errors import BadQuestion, CorpusError
from assistant.text import fold, printable
from assistant.yaml_data import check_keys, read_list

GLOSSARY = Path(__file__).parent / "data" / "glossary.yaml"
FIGURES = "0–9"
OWN = "our own glossary; the documents do not spell it out"
_KEEPS_S = frozenset(["ics", "pacs", "cvs", "npps", "nhs", "sawcs", "necs"])
"""Names that end in s and are no plurals."""


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the documents. `means` is what an abbreviation stands for, "" for a word; `plain` what it is, in our own plain words.

    `passages` are where it stands, () where no document has it; `now` is what holds today where the law has moved on since.
    """

    short: str
    means: str = ""
    plain: str = ""
    called: tuple[str, ...] = ()
    passages: tuple[Quote, ...] = ()
    now: Statement | None = None
    own: bool = False
    """Whether the documents have the words, and not the abbreviation."""

    @property
    def line(self) -> str:
        """As it stands under an answer: "CCG: clinical commissioning group"."""
        return f"{self.short}: {self.means}"

    @property
    def spelt(self) -> Quote | None:
        """The first passage that spells an abbreviation out; None where none does, and for a word."""
        wanted = fold(self.means.removeprefix("the ")).lower()
        return next((q for q in self.passages if wanted in fold(q.text).lower()), None) if wanted and not self.own else None

    @property
    def _borne(self) -> tuple[Quote, ...]:
        """The passages that bear its line out: the one that spells it out, and one that has it short where that has not."""
        if not self.spelt:
            return ()
        short = re.compile(rf"\b{re.escape(self.short)}")
        return (self.spelt, *([] if short.search(self.spelt.text) else [q for q in self.passages if short.search(q.text)][:1]))

    @property
    def statement(self) -> Statement | None:
        """The line with the quote that bears it out; None where no document does."""
        return Statement(self.line, self._borne, ClaimKind.EVIDENCE, item=True, derived=True, marker="-") if self._borne else None

    @property
    def reading(self) -> Statement | None:
        """What it is, on all its passages; None where no document has it."""
        if not self.plain:
            return None
        return Statement(self.plain if self.means else f"{self.short[:1].upper()}{self.short[1:]}: {_lowered(self.plain)}", self.passages)

    @property
    def opening(self) -> str:
        """What is said first of an abbreviation that no document spells out; "" for any other term."""
        return f"{self.short} stands for {self.means} ({OWN})." if self.means and not self.spelt else ""

    @property
    def told(self) -> tuple[Statement, ...]:
        """What a question after it is answered with, but for the opening: what it stands for, and what it is."""
        said = Statement(f"{self.short} stands for {self.means}.", self._borne, derived=True) if self._borne else None
        return tuple(filter(None, (said, self.reading)))

    @property
    def letter(self) -> str:
        """Where it stands in an A to Z; a name that begins with a figure stands under FIGURES."""
        first = self.short[0].upper()
        return first if first.isalpha() else FIGURES

    @property
    def names(self) -> tuple[str, ...]:
        """Every name of it, its own first."""
        return (self.short, *self.called)


class Glossary:
    """Looks terms up by what people write; singular or plural, capitals or not."""

    def __init__(self, terms: Sequence[Term]) -> None:
        self.terms = tuple(terms)

    def named(self, name: str) -> Term | None:
        """The term of that name, or of those words ("clinical commissioning group"); None when there is none."""
        return self._by_name.get(_bare(name)) or next((term for term in self.terms if term.means and _bare(term.means) == _bare(name)), None)

    def find(self, text: str = "") -> tuple[Term, ...]:
        """The terms in whose names or reading every word of a text stands, by the alphabet, those of that name first; all for no text."""
        wanted = fold(text).lower().split()
        found = [t for t in self.terms if all(word in fold(" ".join((*t.names, t.means, t.plain))).lower() for word in wanted)]
        return tuple(sorted(found, key=lambda t: (bool(wanted) and self.named(text) is not t, t.short.casefold())))

    def asked(self, text: str) -> Term | None:
        """The abbreviation that a text asks the words of ("what does CCG stand for?", "AQP meaning"); None for other questions."""
        return self._of(self._asking, text)

    def defined(self, text: str) -> Term | None:
        """The term, abbreviation or word, that a text asks the meaning of ("what is a framework agreement?"); None for other questions."""
        return self._of(self._defining, text)

    def met(self, text: str) -> tuple[Term, ...]:
        """The abbreviations in a text that it does not spell out itself, in the order of the text."""
        low = text.lower()
        found = dict.fromkeys(self._by_name[_bare(m.group())] for m in self._written.finditer(text))
        return tuple(term for term in found if term.means.lower() not in low)

    def used(self, text: str) -> tuple[str, ...]:
        """The terms of every kind that stand in a text, by their short names, in the order of the text."""
        return tuple(dict.fromkeys(self._by_name[_bare(m.group())].short for m in self._standing.finditer(text)))

    def check(self, page_text: Callable[[str, str], str]) -> Glossary:
        """Itself, once every statement in it has passed the check against the pages. Raises CorpusError: names the term and what is wrong."""
        for term in self.terms:
            for said in filter(None, (term.statement, *term.told, term.now)):
                cited = [Citation(n, q.source_id, "", q.page, (), q.text, "") for n, q in enumerate(said.quotes, 1)]
                if problems := check_claim(said.text, cited, page_text, derived=said.derived):
                    raise CorpusError(f"{GLOSSARY.name}, {term.short}: {problems[0].fault.value} ({problems[0].about}) in {said.text!r}; mend it there")
        return self

    def _of(self, pattern: re.Pattern[str], text: str) -> Term | None:
        match = pattern.match(text)
        return self._by_name[_bare(next(filter(None, match.groupdict().values())))] if match else None

    @cached_property
    def _by_name(self) -> dict[str, Term]:
        return {_bare(name): term for term in self.terms for name in term.names}

    @cached_property
    def _written(self) -> re.Pattern[str]:
        """Abbreviations as they are written: capitals matter."""
        return re.compile(rf"(?<![\w-])(?:{_any(_shorts(self.terms))})s?(?![\w-])")

    @cached_property
    def _standing(self) -> re.Pattern[str]:
        """Any name of any term: of abbreviations and names as written, of words in any case."""
        return re.compile(rf"(?<![\w-])(?:{_any(_shorts(self.terms))}|(?i:{_any(n for t in self.terms for n in t.names if n not in _shorts([t]))}))s?(?![\w-])")

    @cached_property
    def _asking(self) -> re.Pattern[str]:
        return _question(_any(_shorts(self.terms)))

    @cached_property
    def _defining(self) -> re.Pattern[str]:
        return _question(_any(name for term in self.terms for name in term.names))


def _shorts(terms: Sequence[Term]) -> tuple[str, ...]:
    """The abbreviations among the names of terms: those without a space, of terms that stand for something."""
    return tuple(name for term in terms if term.means for name in term.names if " " not in name and name.lower() != name)


def _any(names: Any) -> str:
    return "|".join(sorted(map(re.escape, names), key=len, reverse=True))


def _question(names: str) -> re.Pattern[str]:
    """The ways to ask what one of these names means, and nothing more."""
    term = rf"(?:an? |the |this |these )?[“\"'‘]?(?:{names})s?[”\"'’]?"
    lead = r"\W*(?:(?:sorry|ok(?:ay)?|please|hi|hello|hey|and|but|so|wait|remind me|can you (?:tell me|remind me)|could you (?:tell me|remind me)|(?:can|could) you|" \
           r"tell me|i don[’']?t know|again)\b[\s,.!-]*)*"
    tail = r"(?: (?:again|please|then|exactly|actually|in this|in full|here|for me|mean))*\W*"
    said = r"(?:stands? for|stood for|mean|means|meaning|short for|abbreviat\w+(?: for| of)?|an? (?:acronym|abbreviation)(?: (?:for|of))?|spelt out|in full|in words)"
    forms = (
        rf"what(?:[’']?s|s| is| are| does| do| did| was| were)? (?:the (?:letters|abbreviation|acronym|initials|term|word) )?(?P<a>{term}) (?:actually |exactly )?{said}",
        rf"what(?:[’']?s|s| is) (?:the )?(?:meaning|full form|full name|definition) of (?P<b>{term})",
        rf"what(?:[’']?s| is|s| are|[’']re| was| were) (?:meant by )?(?P<c>{term})",
        rf"(?:the )?(?:meaning|definition|full form) (?:of )?(?P<d>{term})|(?P<e>{term}) (?:meaning|definition|stands for what|means what|in full)",
        rf"(?:define|spell out|expand|decode) (?P<f>{term})(?: for (?:me|us))?",
        rf"(?P<g>{term})\W{{1,3}}(?:what(?:[’']?s| is|s) (?:that|this|it)(?: (?:short|stand)(?: for)?)?|(?:what )?(?:does|is) (?:that|it) (?:short for|stand for|mean)|what (?:does|is) (?:that|it) (?:short for|stand for|mean)|meaning)",
        rf"what (?:is|does|do) (?P<h>{term}) (?:short for|stand for)",
    )
    return re.compile(f"{lead}(?:{'|'.join(forms)}){tail}$", re.I)


def _bare(name: str) -> str:
    """A name as it is looked up: lower case, no article, no quotation marks, singular."""
    low = re.sub(r"^(?:an?|the|this|these) ", "", " ".join(name.lower().split())).strip("“”\"'‘’")
    return low[:-1] if low.endswith("s") and low not in _KEEPS_S else low


def _lowered(text: str) -> str:
    """A reading after its term and a colon: "A law that" becomes "a law that"; a name keeps its capital."""
    return text[:1].lower() + text[1:] if re.match(r"(?:An?|The|One|What|It|Any|Agreed|To|Wherever|With|Under) (?!Act\b)", text) else text


# --- reading ---------------------------------------------------------------------------------------------


def read_glossary(path: Path = GLOSSARY) -> Glossary:
    """The terms of a file, in its order.

    Raises:
        CorpusError: the file cannot be read, a key is unknown or missing, a word without a passage, or a name stands twice.
    """
    terms: list[Term] = []
    seen: dict[str, str] = {}
    for number, row in enumerate(read_list(path), 1):
        where = f"{path.name}, {row['term'] if isinstance(row, dict) and row.get('term') else f'term {number}'}"
        row = check_keys(where, row, {"term"}, {"means", "plain", "called", "passages", "now", "own"})
        if bool(row.get("plain")) != bool(row.get("passages")) or not (row.get("means") or row.get("plain")):
            raise CorpusError(f"{where}: expected plain with its passages, or means alone where no document has the term")
        term = Term(str(row["term"]), row.get("means", ""), row.get("plain", ""), tuple(row.get("called") or ()), _passages(where, row.get("passages") or ()), _now(where, row), bool(row.get("own")))
        for name in term.names:
            if seen.setdefault(_bare(name), term.short) != term.short:
                raise CorpusError(f"{where}: {name!r} stands twice; expected one term of each name")
        if any(term.short == other.short for other in terms):
            raise CorpusError(f"{where}: {term.short!r} stands twice; expected one term of each name")
        terms.append(term)
    return Glossary(terms)


def _passages(where: str, rows: Any) -> tuple[Quote, ...]:
    found = [check_keys(f"{where}, passage {n}", row, {"source", "page", "quote"}) for n, row in enumerate(rows, 1)]
    return tuple(Quote(row["source"], str(row["page"]), row["quote"]) for row in found)


def _now(where: str, row: Any) -> Statement | None:
    if not row.get("now"):
        return None
    now = check_keys(f"{where}, now", row["now"], {"says", "passages"})
    return Statement(now["says"], _passages(f"{where}, now", now["passages"]))


@lru_cache(maxsize=1)
def glossary() -> Glossary:
    """The shipped glossary."""
    return read_glossary()


def look_up(text: str = "") -> tuple[Term, ...]:
    """The term of that name alone, else the terms that the words are found in; all for no text. Raises BadQuestion: none, with what is near."""
    named = glossary().named(text)
    found = (named,) if named else glossary().find(text)
    if not found:
        near = ", ".join(get_close_matches(text.lower(), [name.lower() for term in glossary().terms for name in term.names], 3))
        raise BadQuestion(f"the glossary has no {printable(text)[:60]!r}{f' (near it: {near})' if near else ''}; `social-value glossary` lists its {len(glossary().terms)} terms")
    return found
