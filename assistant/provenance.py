"""What stands behind the documents' statements: who found them, how, from how many, with which caution, and where two places differ.

Data in corpus/provenance, reviewed by a person; pure but for reading it. Every quote is held to its page and every sentence to its quotes.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.check import check_claim, on_page
from assistant.compose import Quote, Statement
from assistant.domain import Citation
from assistant.errors import CorpusError
from assistant.text import figures, fold, stems
from assistant.yaml_data import check_keys, check_unique, read_list

STEPS = {"who": "Who found it:", "how": "How it was found:", "base": "From how many:", "caution": "With which caution:"}
"""The steps of a chain in the order told, each with the line over it."""
FOLLOW = "Which to follow:"
MOST = 3
"""How many disagreements are told at once."""
SHARE = "{share}"


@dataclass(frozen=True, slots=True)
class Chain:
    """How a finding came about. `of` are the statements it stands behind, a quote "" for a whole page; `goes_on` is "" or another chain's id."""

    id: str
    about: str
    of: tuple[Quote, ...]
    links: tuple[tuple[str, Statement], ...]
    goes_on: str = ""


@dataclass(frozen=True, slots=True)
class Disagreement:
    """A thing that two places give differently: what each says, and which to follow."""

    id: str
    about: str
    sides: tuple[Quote, ...]
    reading: tuple[Statement, ...]


class Provenance:
    """Looks chains and disagreements up by what an answer cites, or by a figure that is named."""

    def __init__(self, chains: Sequence[Chain], disagreements: Sequence[Disagreement]) -> None:
        self.chains, self.disagreements = tuple(chains), tuple(disagreements)
        self._by_id = {chain.id: chain for chain in self.chains}

    @classmethod
    def load(cls, folder: Path) -> Provenance:
        """The chains and disagreements of a folder. Raises CorpusError: names the file, the row, the key and what was expected."""
        chains, differing = folder / "chains.yaml", folder / "disagreements.yaml"
        made = cls([_chain(chains.name, n, row) for n, row in enumerate(read_list(chains), 1)],
                   [_disagreement(differing.name, n, row) for n, row in enumerate(read_list(differing), 1)])
        check_unique(chains.name, "id", [chain.id for chain in made.chains])
        check_unique(differing.name, "id", [one.id for one in made.disagreements])
        for chain in made.chains:
            if chain.goes_on and (chain.goes_on not in made._by_id or made._by_id[chain.goes_on].goes_on):
                raise CorpusError(f"{chains.name}, {chain.id}: goes_on {chain.goes_on!r}; expected the id of a chain that goes on no further")
        return made

    def check(self, page_text: Callable[[str, str], str]) -> Provenance:
        """Itself, once every quote stands on its page and every sentence passes the check. Raises CorpusError: names what is wrong."""
        for where, quote in self._quotes():
            page = page_text(quote.source_id, quote.page)
            if not page or quote.text and not on_page(quote.text, page):
                raise CorpusError(f"{where}: {quote.text!r} does not stand on page {quote.page} of {quote.source_id}; mend it there")
        for where, said in self._statements():
            cited = [Citation(n, q.source_id, "", q.page, (), q.text, "") for n, q in enumerate(said.quotes, 1)]
            if problems := check_claim(said.text, cited, page_text, derived=said.derived, counted=said.counted):
                raise CorpusError(f"{where}: {problems[0].fault.value} ({problems[0].about}) in {said.text!r}; mend it there")
        return self

    def behind(self, citations: Sequence[Citation], figure: str = "") -> Chain | None:
        """The chain behind a statement with these citations; a figure alone finds the chain whose statements are most like the words it is named in."""
        for citation in citations:
            if chain := next((c for c in self.chains if any(_touches(q, citation) for q in c.of)), None):
                return chain
        return next(iter(_by_figure(self.chains, figure, lambda chain: (chain.about, *(q.text for q in chain.of)))), None)

    def links(self, chain: Chain) -> tuple[tuple[str, Statement], ...]:
        """The links of a chain and of the one that it hands on to, by step; what is said twice is told once."""
        whole = (*chain.links, *(self._by_id[chain.goes_on].links if chain.goes_on else ()))
        once = {(step, said.text): (step, said) for step, said in whole}
        return tuple(link for step in STEPS for link in once.values() if link[0] == step)

    def differing(self, citations: Sequence[Citation], named: str = "") -> tuple[Disagreement, ...]:
        """Where the documents differ on what is named, a figure or words, else on a statement with these citations; at most MOST."""
        if named:
            return tuple((_by_figure if figures(named) else _by_words)(self.disagreements, named, lambda one: (one.about, *(q.text for q in one.sides)))[:MOST])
        return tuple([d for d in self.disagreements if any(_touches(q, c) for c in citations for q in d.sides)][:MOST])

    def _quotes(self) -> Iterator[tuple[str, Quote]]:
        for chain in self.chains:
            yield from ((f"chains.yaml, {chain.id}", quote) for quote in chain.of)
        for one in self.disagreements:
            yield from ((f"disagreements.yaml, {one.id}", quote) for quote in one.sides)

    def _statements(self) -> Iterator[tuple[str, Statement]]:
        for chain in self.chains:
            yield from ((f"chains.yaml, {chain.id}", said) for _, said in chain.links)
        for one in self.disagreements:
            yield from ((f"disagreements.yaml, {one.id}", said) for said in one.reading)


def _touches(key: Quote, citation: Citation) -> bool:
    """Whether a citation is of the statement that a quote is the key of."""
    if (key.source_id, key.page) != (citation.source_id, citation.page):
        return False
    mine, theirs = fold(key.text), fold(citation.quote)
    return not mine or mine in theirs or theirs in mine


def _by_figure(rows: Sequence[Any], named: str, texts: Callable[[Any], Sequence[str]]) -> list[Any]:
    """The rows one of whose texts has every figure that is named, those first that have most of the words named with it."""
    wanted, words = set(figures(named)), set(stems(named))
    if not wanted:
        return []
    scored = [(max((len(words & set(stems(text))) for text in texts(row) if wanted <= set(figures(text))), default=-1), row) for row in rows]
    return [row for score, row in sorted(scored, key=lambda pair: -pair[0]) if score >= 0]


def _by_words(rows: Sequence[Any], named: str, texts: Callable[[Any], Sequence[str]]) -> list[Any]:
    """The rows whose texts have every word that is named, those first that have most of them in the first."""
    wanted = set(stems(named))
    scored = [(len(wanted & set(stems(texts(row)[0]))), row) for row in rows if wanted and wanted <= set(stems(" ".join(texts(row))))]
    return [row for _, row in sorted(scored, key=lambda pair: -pair[0])]


# --- reading ---------------------------------------------------------------------------------------------


def _chain(file: str, number: int, row: Any) -> Chain:
    where = f"{file}, {row['id']}" if isinstance(row, dict) and row.get("id") else f"{file}, chain {number}"
    row = check_keys(where, row, {"id", "about", "of"}, {"links", "note", "goes_on"})
    keys = [check_keys(f"{where}, of", key, {"source", "page"}, {"quote"}) for key in row["of"]]
    of = tuple(Quote(k["source"], str(k["page"]), k.get("quote", "")) for k in keys)
    links = [_link(where, link) for link in row.get("links") or ()]
    if note := row.get("note"):  # of what the documents do not say, so it stands on the statement that they leave without it
        links.append(("caution", Statement(note, tuple(q for q in of if q.text)[:1], item=True, derived=True, lead=STEPS["caution"])))
    if not links:
        raise CorpusError(f"{where}: expected links, or a note of what the documents do not say")
    return Chain(row["id"], row["about"], of, tuple(links), row.get("goes_on", ""))


def _link(where: str, row: Any) -> tuple[str, Statement]:
    row = check_keys(f"{where}, link", row, {"step", "source", "page", "quote"}, {"says"})
    if row["step"] not in STEPS:
        raise CorpusError(f"{where}: step {row['step']!r}; expected one of {', '.join(STEPS)}")
    return row["step"], Statement(row.get("says", row["quote"]), (_quote(row),), item=True, lead=STEPS[row["step"]])


def _disagreement(file: str, number: int, row: Any) -> Disagreement:
    where = f"{file}, {row['id']}" if isinstance(row, dict) and row.get("id") else f"{file}, disagreement {number}"
    row = check_keys(where, row, {"id", "about", "sides", "reading"})
    sides = tuple(_quote(check_keys(f"{where}, side", side, {"source", "page", "quote"})) for side in row["sides"])
    if len(sides) < 2:
        raise CorpusError(f"{where}: one side; expected two or more")
    return Disagreement(row["id"], row["about"], sides, tuple(_reading(where, reading) for reading in row["reading"]))


def _reading(where: str, row: Any) -> Statement:
    row = check_keys(f"{where}, reading", row, {"says", "passages"}, {"share_of", "counted"})
    says, counted = row["says"], tuple(row.get("counted") or ())
    if (SHARE in says) != ("share_of" in row):
        raise CorpusError(f"{where}: {SHARE} stands in says and share_of gives its two numbers; expected both or neither")
    if "share_of" in row:
        part, whole = row["share_of"]
        share = f"{100 * part / whole:.1f}%"
        says, counted = says.replace(SHARE, share), (*counted, share)
    quotes = tuple(_quote(check_keys(f"{where}, passage", passage, {"source", "page", "quote"})) for passage in row["passages"])
    return Statement(says, quotes, derived=bool(counted), counted=counted, lead=FOLLOW)


def _quote(row: Any) -> Quote:
    return Quote(row["source"], str(row["page"]), row["quote"])
