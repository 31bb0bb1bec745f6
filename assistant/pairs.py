"""Two figures of one sort, told apart by what they go with: amounts with their years, numbered sections with what is said of each. Pure.

Both take a text and its ground with their numbers in digits.
"""

from __future__ import annotations

import re
from itertools import combinations

from assistant.opposites import one_of
from assistant.text import figures, stems

_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_AMOUNT = re.compile(r"[£$€]\s?\d[\d,.]*|\d[\d.]*\s?(?:%|per\s?cent\b)")
_NUMBERED = re.compile(r"\b(?P<label>regulation|section|principle|schedule|article|condition|appendix|step|part|chapter|paragraph|recommendation)s?\s+(?P<number>\d+(?:\.\d+)*)(?![\d(])", re.I)
_CLAUSE = re.compile(r"[;:,\n]|\.(?=\s|$)|\b(?:and|while|whereas|but|though|although)\b", re.I)


def keep_company(one: str, other: str, text: str, ground: str) -> bool:
    """Whether each of two years goes with the same amount in both texts, or each of two amounts with the same year: "£5 from 2016" and "in 2016, £5"."""
    mine, theirs = _company(text), _company(ground)
    return all(figure in mine and figure in theirs and mine[figure] == theirs[figure] for figure in (one, other)) and mine[one] != mine[other]


def _company(text: str) -> dict[str, str]:
    """The year of each amount and the amount of each year, where they stand by turns, once each; {} where they do not."""
    years, amounts = ([(m.start(), figures(m.group())[0]) for m in pattern.finditer(text)] for pattern in (_YEAR, _AMOUNT))
    in_order = sorted([*((at, "year", f) for at, f in years), *((at, "amount", f) for at, f in amounts)])
    values = [value for _, _, value in in_order]
    if len(years) != len(amounts) or len(years) < 2 or len(set(values)) < len(values):
        return {}
    pairs = list(zip(in_order[::2], in_order[1::2], strict=True))
    if any(first[1] == second[1] for first, second in pairs) or len({first[1] for first, _ in pairs}) > 1:
        return {}
    return {figure: beside for (_, _, a), (_, _, b) in pairs for figure, beside in ((a, b), (b, a))}


def misnumbered(text: str, ground: str) -> list[str]:
    """The pairs of numbered things ("regulation 4", "regulation 5") of which the text says of one what its ground says of the other."""
    mine, theirs = _said_of(text), _said_of(ground)
    found = []
    for a, b in combinations([thing for thing in mine if thing in theirs], 2):
        if a[0] == b[0]:
            common = theirs[a] & theirs[b]
            own, crossed = (len(mine[a] & (theirs[x] - common)) + len(mine[b] & (theirs[y] - common)) for x, y in ((a, b), (b, a)))
            found += [f"{' '.join(a)} and {' '.join(b)}"] if crossed > own else []
    return found


def _said_of(text: str) -> dict[tuple[str, str], frozenset[str]]:
    """The words of the clause of each numbered thing, those that stand in no clause with another."""
    said: dict[tuple[str, str], frozenset[str]] = {}
    for clause in _CLAUSE.split(text):
        things = list(_NUMBERED.finditer(clause))
        if len(things) == 1:
            thing = (things[0]["label"].lower(), things[0]["number"])
            said[thing] = said.get(thing, frozenset()) | {one_of(stem) for stem in stems(clause)} - {stem for stem in stems(things[0].group())}
    return said


_LABELLED = re.compile(r"\b(?P<label>PPN|SI|regulation|section|principle|schedule|article|condition|appendix|chapter|recommendation)s?\s+(?P<numbers>\d+(?:[./]\d+)*(?:(?:,| and| or| to| &)+ \d+(?:[./]\d+)*(?!%))*)(?![\d(%])", re.I)


def mislabelled(text: str, ground: str) -> list[str]:
    """The numbered things of a text ("PPN 5") that its ground does not number so, though it numbers some of their sort."""
    theirs: dict[str, set[str]] = {}
    for m in _LABELLED.finditer(ground):
        theirs.setdefault(m["label"].lower(), set()).update(figures(m["numbers"]))
    return [m.group() for m in _LABELLED.finditer(text) if (there := theirs.get(m["label"].lower())) and not set(figures(m["numbers"])) & there]


_PERCENT = re.compile(r"(?<![\d.,])\d+(?:\.\d+)?\s?(?:%|per\s?cent\b)")
_LOW = re.compile(r"\b(?:below|under|less than|up to) (?=[£$€])", re.I)
_HIGH = re.compile(r"\b(?:from|above|over|more than|at or above) (?=[£$€])", re.I)


def crossed(text: str, ground: str) -> list[str]:
    """The percentages of a text that go with amounts below a limit where in its ground they go with those above it, or the other way round."""
    mine, theirs = _sides(text), _sides(ground)
    return [figure for figure, side in mine.items() if theirs.get(figure, side) != side]


def _sides(text: str) -> dict[str, bool]:
    """Whether each percentage stands in a clause with amounts from a limit up (True) or below one (False), where it is one of the two."""
    found = {}
    for clause in _CLAUSE.split(text):
        shares, low, high = _PERCENT.findall(clause), _LOW.search(clause), _HIGH.search(clause)
        if len(shares) == 1 and bool(low) != bool(high):
            found[figures(shares[0])[0]] = bool(high)
    return found
