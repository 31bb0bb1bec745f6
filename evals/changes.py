"""One thing changed in a true claim: what every way to change one is built from."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
from random import Random

from assistant.text import fold, stands_in
from evals.claims import Pages, TrueClaim

Mutator = Callable[[TrueClaim, Pages, Random], Iterable[TrueClaim]]
"""A claim -> the claim with one thing changed, as often as there is something to change."""


@lru_cache(maxsize=1024)
def quoted(claim: TrueClaim) -> str:
    """A claim's quotes, folded, as one text."""
    return fold(" \n ".join(q.quote for q in claim.quotes))


def stands(phrase: str, claim: TrueClaim) -> bool:
    """Whether a phrase stands in a claim's quotes, in any capitals."""
    return stands_in(phrase.lower(), quoted(claim).lower())


def put(claim: TrueClaim, start: int, end: int, new: str) -> TrueClaim:
    """The claim with text[start:end] replaced; a capital at the sentence's start stays one."""
    text = claim.text[:start] + new + claim.text[end:]
    return replace(claim, text=re.sub(r"\s+(?=[ ,.])", "", text[:1].upper() + text[1:] if start == 0 else text).strip())


def by_rules(rules: Sequence[tuple[str, str]]) -> Mutator:
    """A mutator of (pattern, replacement) rules: one mutant a match, unless what it puts in, with the word after it, stands in a quote."""
    compiled = [(re.compile(pattern, re.IGNORECASE), new) for pattern, new in rules]

    def mutate(claim: TrueClaim, _: Pages, __: Random) -> Iterator[TrueClaim]:
        for pattern, new in compiled:
            for match in pattern.finditer(claim.text):
                there = match.expand(new)
                following = re.match(r"\s+[\w’'-]+", claim.text[match.end():])
                if not (there and (stands(there, claim) or following and stands(there + following.group(), claim))):
                    yield put(claim, match.start(), match.end(), there)
    return mutate
