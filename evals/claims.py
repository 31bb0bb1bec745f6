"""True claims in other words than the documents', each with its quotes: what the check must let through, and what mutations start from.

Read from datasets/claims.yaml and validated against the corpus. Some are held out: nobody looks at what the check makes of them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from assistant.domain import Citation
from assistant.settings import CORPUS, Settings
from assistant.text import fold, stands_in
from assistant.yaml_data import read_yaml
from evals.cases import DATASETS, DatasetError, Gold
from ingest.catalogue import read_catalogue
from ingest.chunk import chunk
from ingest.readers import Limits, read

KINDS = frozenset(["figure", "definition", "duty", "finding", "scope", "negation", "name", "date"])
_KEYS = {"id", "text", "kind", "quotes", "held_out"}
_QUOTE_KEYS = {"source", "page", "quote"}


@dataclass(frozen=True, slots=True)
class Pages:
    """Every page's text by (source id, printed page), in order, and what a citation of it would say."""

    texts: Mapping[tuple[str, str], str]
    titles: Mapping[str, str]
    passages: Mapping[tuple[str, str], tuple[tuple[str, tuple[str, ...]], ...]]
    """(text, headings) of each passage of a page."""

    def text(self, source: str, page: str) -> str:
        """The page's text; "" when there is none."""
        return self.texts.get((source, page), "")

    def cite(self, quotes: Sequence[Gold]) -> list[Citation]:
        """Citations as the product would make them, numbered from 1."""
        return [Citation(n, q.source, self.titles.get(q.source, q.source), q.page, self._headings(q), q.quote, "") for n, q in enumerate(quotes, 1)]

    def _headings(self, quote: Gold) -> tuple[str, ...]:
        return next((headings for text, headings in self.passages.get((quote.source, quote.page), ()) if on_page(quote.quote, text)), ())


@lru_cache(maxsize=65536)
def on_page(quote: str, page: str) -> bool:
    """Whether a quote stands on a page: a claim's many mutants share theirs, and most pages do not have the words at all."""
    return fold(quote) in _folded(page) and stands_in(quote, page)


_folded = lru_cache(maxsize=1024)(fold)


@cache
def corpus_pages(corpus: Path = CORPUS) -> Pages:
    """The shipped documents, read as an ingest reads them."""
    limits = Limits(Settings.model_fields["max_file_mb"].default * 1024 * 1024, Settings.model_fields["max_file_pages"].default)
    texts: dict[tuple[str, str], str] = {}
    titles: dict[str, str] = {}
    passages: dict[tuple[str, str], tuple[tuple[str, tuple[str, ...]], ...]] = {}
    for listed in read_catalogue(corpus):
        pages, found = chunk(listed.source.id, read(listed.path, limits), listed.source.title)
        titles[listed.source.id] = listed.source.title
        texts.update({(p.source_id, p.label): p.text for p in pages})
        for p in found:
            passages[p.source_id, p.page] = (*passages.get((p.source_id, p.page), ()), (p.text, p.headings))
    return Pages(texts, titles, passages)


@dataclass(frozen=True, slots=True)
class TrueClaim:
    """A claim that its quotes bear out, written by a person. `held_out` claims are counted, never looked at."""

    id: str
    text: str
    kind: str
    quotes: tuple[Gold, ...]
    held_out: bool = False


def load_claims(path: Path = DATASETS / "claims.yaml", pages: Pages | None = None) -> tuple[TrueClaim, ...]:
    """The claims of a YAML file, in order, each quote held to its page (of the shipped corpus unless told otherwise).

    Raises:
        DatasetError: the file, a key, a kind, an id, a source or a quote is wrong.
    """
    pages = pages or corpus_pages()
    data = read_yaml(path, DatasetError, "expected a YAML mapping with a list `claims`")
    if not isinstance(data, dict) or not isinstance(data.get("claims"), list):
        raise DatasetError(f"{path.name}: expected a mapping with a list `claims`")
    claims: dict[str, TrueClaim] = {}
    for number, row in enumerate(data["claims"], 1):
        claim = _claim(row, f"{path.name}, claim {row.get('id', number) if isinstance(row, dict) else number}", pages)
        if claim.id in claims:
            raise DatasetError(f"{path.name}, claim {claim.id}: 'id' stands twice; expected an id of its own")
        claims[claim.id] = claim
    return tuple(claims.values())


def _claim(row: object, where: str, pages: Pages) -> TrueClaim:
    if not isinstance(row, dict):
        raise DatasetError(f"{where}: expected a mapping with the keys {', '.join(sorted(_KEYS))}")
    if unknown := sorted(set(row) - _KEYS):
        raise DatasetError(f"{where}: unknown key {unknown[0]!r}; expected one of {', '.join(sorted(_KEYS))}")
    for key in ("id", "text", "kind", "quotes"):
        if not row.get(key):
            raise DatasetError(f"{where}: {key!r} is missing; expected a value")
    if row["kind"] not in KINDS:
        raise DatasetError(f"{where}: 'kind' is {row['kind']!r}; expected one of {', '.join(sorted(KINDS))}")
    if not isinstance(row.get("held_out", False), bool):
        raise DatasetError(f"{where}: 'held_out' is {row['held_out']!r}; expected true or false")
    quotes = []
    for quote in row["quotes"]:
        if not isinstance(quote, dict) or set(quote) != _QUOTE_KEYS:
            raise DatasetError(f"{where}: 'quotes' has {quote!r}; expected mappings with just the keys {', '.join(sorted(_QUOTE_KEYS))}")
        gold = Gold(quote["source"], str(quote["page"]), quote["quote"])
        if gold.source not in pages.titles:
            raise DatasetError(f"{where}: 'source' is {gold.source!r}; expected one of {', '.join(sorted(pages.titles))}")
        if not stands_in(gold.quote, pages.text(gold.source, gold.page)):
            raise DatasetError(f"{where}: 'quote' {gold.quote!r} does not stand on page {gold.page} of {gold.source}; expected it there word for word")
        quotes.append(gold)
    return TrueClaim(str(row["id"]), row["text"], row["kind"], tuple(quotes), row.get("held_out", False))
