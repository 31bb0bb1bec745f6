"""The ten core elements that a social value policy is held against: data/elements.yaml, read and checked against the corpus."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.drafting.clauses import ELEMENTS
from assistant.drafting.signs import Pattern, compiled, read_pattern, read_words
from assistant.errors import CorpusError
from assistant.text import stands_in
from assistant.yaml_data import check_keys, check_unique, read_yaml

DATA = Path(__file__).parent / "data" / "elements.yaml"
PageText = Callable[[str, str], str]
"""(source id, printed page) -> that page's text; "" when there is none."""


@dataclass(frozen=True, slots=True)
class Why:
    """A reason out of the corpus: `quote` stands word for word on the printed `page` of the document `source`."""

    source: str
    page: str
    quote: str


@dataclass(frozen=True, slots=True)
class Sign:
    """One thing that an element must state. `says` reads on after "it says"; `weak` counts for "partly" only; `bad` is a fault.

    It is asked for only in documents that have `only` in them.
    """

    id: str
    says: str
    patterns: tuple[Pattern, ...]
    weak: bool = False
    bad: bool = False
    only: re.Pattern[str] | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """A core element. It is met where all `needs` and `least` of `of` are found, partly where any of `partly` is (ids of its signs)."""

    id: str
    title: str
    must: str
    do: str
    why: tuple[Why, ...]
    signs: tuple[Sign, ...]
    needs: tuple[str, ...]
    least: int
    of: tuple[str, ...]
    partly: tuple[str, ...]


def load_elements(page_text: PageText, path: Path = DATA) -> tuple[Element, ...]:
    """The elements, in the order of ELEMENTS.

    Raises:
        CorpusError: the file cannot be read, a key or name is unknown or missing, a pattern is none, or a quote does not stand on its page.
    """
    data = check_keys(path.name, read_yaml(path), {"words", "elements"})
    words = read_words(path.name, data["words"])
    elements = tuple(_element(f"{path.name}, element {row.get('id', n)}", row, words, page_text) for n, row in enumerate(data["elements"], 1))
    if tuple(element.id for element in elements) != ELEMENTS:
        raise CorpusError(f"{path.name}: elements {', '.join(e.id for e in elements)}; expected {', '.join(ELEMENTS)}, in this order")
    return elements


def pattern_words(path: Path = DATA) -> dict[str, str]:
    """The pieces of patterns, for other files of patterns. Raises CorpusError."""
    return read_words(path.name, check_keys(path.name, read_yaml(path), {"words", "elements"})["words"])


def read_why(where: str, row: Any, page_text: PageText) -> Why:
    """A quote of the corpus. Raises CorpusError when it does not stand on its page."""
    row = check_keys(where, row, {"source", "page", "quote"})
    why = Why(row["source"], str(row["page"]), " ".join(row["quote"].split()))
    if not stands_in(why.quote, page_text(why.source, why.page)):
        raise CorpusError(f"{where}: {why.quote!r} does not stand on page {why.page} of {why.source}; expected its exact words")
    return why


def _element(where: str, row: Any, words: Mapping[str, str], page_text: PageText) -> Element:
    row = check_keys(where, row, {"id", "title", "must", "do", "why", "met", "partly", "signs"})
    signs = tuple(_sign(f"{where}, sign {s.get('id', n)}", s, words) for n, s in enumerate(row["signs"], 1))
    known = [sign.id for sign in signs]
    check_unique(where, "sign", known)
    met = check_keys(where, row["met"], set(), {"needs", "least", "of"})
    named = {"needs": met.get("needs") or [], "of": met.get("of") or [], "partly": row["partly"]}
    for key, ids in named.items():
        if wrong := sorted(set(ids) - set(known)):
            raise CorpusError(f"{where}: {key} names {wrong[0]!r}; expected one of its signs: {', '.join(known)}")
    why = tuple(read_why(f"{where}, why {n}", w, page_text) for n, w in enumerate(row["why"], 1))
    return Element(row["id"], row["title"], " ".join(row["must"].split()), " ".join(row["do"].split()), why, signs,
                   tuple(named["needs"]), met.get("least", 0), tuple(named["of"]), tuple(named["partly"]))


def _sign(where: str, row: Any, words: Mapping[str, str]) -> Sign:
    row = check_keys(where, row, {"id", "says", "patterns"}, {"weak", "bad", "only"})
    patterns = tuple(read_pattern(f"{where}, pattern {n}", p, words) for n, p in enumerate(row["patterns"], 1))
    return Sign(row["id"], row["says"], patterns, row.get("weak", False), row.get("bad", False), compiled(where, row["only"], words) if "only" in row else None)
