"""Whose a thing is: what the names of a claim own, do and are many of, held to the names that own and do it in its quotes. Pure.

"The budget of CCGs" fails for "NHS England's budget", "research by CCGs" for "research by the HSJ", "plenty of CSUs" for
"many CCGs", "the STPs that mention it" for "the CCGs which mention it".
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from assistant.opposites import one_of
from assistant.text import STOPWORDS, stem

_NO_THING = STOPWORDS | frozenset(
    ["however", "therefore", "like", "including", "one", "well", "more", "most", "less", "now", "still", "never", "ever", "both", "each", "all", "many", "few", "several",
     "some", "itself", "themselves", "alone", "because", "since", "although", "whether", "unless", "until", "must", "may", "use", "used", "uses", "using", "part", "out"])
"""What stands by a name and says nothing of whose it is, or is said of everybody."""
_IN_BRACKETS = re.compile(r"\((\w+)\)")
_AGAIN = r"(?:,\s+|,?\s+(?:and|or|&)\s+)(?:the\s+|their\s+)?"
_MANY = r"\b(?:many|most|several|some|few|numerous|plenty|lots?|number|majority|minority|handful)\s+(?:of\s+)?(?:(?:in|from)\s+)?(?:the\s+|these\s+|those\s+)?"
_THING = r"(?!(?:is|are|was|were|be|been)\b)[a-z][a-z-]*"
_IN = re.compile(r"\b(?:in|from|for|with|by|to|at|across|among|between|outside|within|on|like)\s+(?:the\s+)?$")
"""Before a name: what says that the verb behind it is another's ("the CCGs in Manchester merged")."""


def misgiven(names: Sequence[str], text: str, ground: str) -> list[str]:
    """The names of a claim that have, in it, what in its ground only another of them has; neither a part of the other ("Act", "Social Value Act")."""
    whole = _whole(names)
    if len(whole) < 2:
        return []
    mine, theirs = _pairs(whole, text), {**_pairs(whole, ground), **_pairs(whole, _IN_BRACKETS.sub(r"\1", ground))}
    there = ground.lower()
    return list(dict.fromkeys(
        f"{name}: {thing}" for name, thing in mine
        if name in there and (name, thing) not in theirs
        and any(what == thing and name not in other and other not in name and not re.search(rf"{re.escape(name)}(?:'s)? {re.escape(other)}", there) for other, what in theirs)))


def _pairs(names: tuple[str, ...], text: str) -> dict[tuple[str, str], None]:
    """(name, thing) of a text: names in lower case and the singular; things as stems, or "many" and "their"."""
    return dict.fromkeys((_plain(name), thing) for name, thing in _found(names, text))


def _found(names: tuple[str, ...], text: str) -> Iterator[tuple[str, str]]:
    for pattern, named in _patterns(names):
        for match in pattern.finditer(text):
            if "verb" in match.groupdict() and _IN.search(text[:match.start()]):
                continue
            things = [named] if named else [one_of(stem(w)) for w in (match.groupdict().get("things") or match["verb"]).lower().split() if w not in _NO_THING and not w.endswith("ly")]
            for name in re.split(_AGAIN, match["names"]):
                for thing in things:
                    yield name, thing


@lru_cache(maxsize=512)
def _patterns(names: tuple[str, ...]) -> tuple[tuple[re.Pattern[str], str], ...]:
    """Patterns of a text's names with what is given to them, each with what it gives, "" for the words it finds."""
    one = "(?:" + "|".join(re.escape(n) for n in names) + r")s?(?![\w-])"
    run = rf"(?<![\w-])(?P<names>{one}(?:{_AGAIN}{one})*)"
    verb = rf"\s+(?:(?:that|which|who|has|have|had|do|does|did|may|can|could|will|would|should|must|might|also)\s+)*(?P<verb>{_THING})"
    return tuple((re.compile(pattern), named) for pattern, named in (
        (rf"{run}['’]s?\s+(?P<things>{_THING}(?:\s+{_THING}){{0,2}})", ""), (rf"{run}{verb}", ""), (rf"\b(?P<things>[a-z][a-z-]*)\s+(?:of|by|from)\s+(?:(?:the|these|those|all)\s+)?{run}", ""),
        (rf"\b(?P<things>[a-z]+) (?:up|out|over|off|together|down) by (?:the )?{run}", ""), (rf"(?i:{_MANY}){run}", "many"), (rf"\b(?:[Tt]heir|[Ii]ts)\s+{run}", "their")))


def _whole(names: Sequence[str]) -> tuple[str, ...]:
    """Names without the signs of owner and plural, the longer first."""
    return tuple(sorted({n.removesuffix("'s").removesuffix("s") for n in names}, key=lambda n: (-len(n), n)))


def _plain(name: str) -> str:
    return name.lower().removesuffix("s")
