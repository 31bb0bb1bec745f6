"""Wrong choices for a fact: answers of the same sort from the documents, each proved wrong for it. Pure."""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest
from random import Random

from assistant.check import check_claim
from assistant.domain import Page
from assistant.events import citation
from assistant.law import MONTHS
from assistant.practice.facts import Fact, Sort
from assistant.practice.items import Choice
from assistant.text import figures, fold, sentence_spans, stands_in, stems

MOST = 3
LEAST = 2
"""How many wrong choices stand beside the right one: as many as can be, and no question with fewer."""
NEAR = 6
"""From so many that are nearest, where choices have an order, since a figure far off is no choice."""
SHARED = 0.6
"""Of a fact's words, the share that a sentence must have to be taken for saying the same of another answer."""
PageText = Callable[[str, str], str]


@dataclass(frozen=True, slots=True)
class Sentences:
    """Every sentence of the documents, folded and in small letters, with its stems."""

    all: tuple[tuple[str, frozenset[str]], ...]

    @classmethod
    def of(cls, pages: Iterable[Page]) -> Sentences:
        """The sentences of pages."""
        texts = {fold(page.text[start:end]) for page in pages for start, end in sentence_spans(page.text)}
        return cls(tuple((text.lower(), frozenset(stems(text))) for text in sorted(texts)))

    def also_say(self, fact: Fact, text: str) -> bool:
        """Whether a sentence has `text` and most of the words of the fact around it, so that it might be a right answer too."""
        wanted, asked = fold(text).lower(), frozenset(stems(fact.filled(" ")))
        return any(len(asked & found) >= SHARED * len(asked) for said, found in self.all if wanted in said and stands_in(wanted, said))


def choices_for(fact: Fact, facts: Sequence[Fact], sorts: Mapping[str, Sort]) -> tuple[Choice, ...]:
    """What could stand beside a fact's answer: the answers of the same sort, each once, in the order of the data."""
    sort = sorts[fact.sort]
    others = [*(Choice(other.answer, other.statement) for other in facts if other.sort == fact.sort), *(Choice(text) for text, _ in sort.more)]
    found: dict[str, Choice] = {}
    for choice in others:
        found.setdefault(_same(choice.text), choice)
    for text in (fact.answer, *fact.unfair):
        found.pop(_same(text), None)
    return tuple(found.values())


def wrong_choices(fact: Fact, facts: Sequence[Fact], sorts: Mapping[str, Sort], sentences: Sentences, rng: Random) -> tuple[Choice, ...]:
    """Every choice that is wrong beyond doubt, in the order of chance; figures and dates only from the NEAR nearest, since one far off is no choice."""
    candidates = list(choices_for(fact, facts, sorts))
    if sorts[fact.sort].in_order:
        candidates = sorted(candidates, key=lambda choice: _distance(choice.text, fact.answer))[:NEAR]
    rng.shuffle(candidates)
    found: list[Choice] = []
    for choice in candidates:
        if is_wrong(fact, choice.text, sentences) and choice.label not in {one.label for one in found}:
            found.append(choice)
    return tuple(found)


def is_wrong(fact: Fact, text: str, sentences: Sentences) -> bool:
    """Whether an answer is proved wrong: it does not stand in the quote, and no sentence of the documents says the same of it."""
    return not stands_in(text.lower(), fact.quote.text.lower()) and _same(text) not in _same(fact.answer) and _same(fact.answer) not in _same(text) \
        and not sentences.also_say(fact, text)


def is_refuted(fact: Fact, text: str, page_text: PageText) -> bool:
    """Whether the check turns down the fact with this answer in its place."""
    return bool(check_claim(fact.filled(text), (citation(fact.quote),), page_text))


def measure(text: str) -> tuple[float, ...]:
    """What to put figures, dates and section numbers in order by."""
    if match := re.fullmatch(rf"(?:(\d+) )?(?:({'|'.join(MONTHS)}) )?(\d{{4}})", text):
        day, month, year = match.groups()
        return (float(year), MONTHS.index(month) + 1 if month else 0, float(day or 0))
    scale = next((by for word, by in (("billion", 1e9), ("million", 1e6)) if word in text), 1)
    numbers = [float(number) for figure in figures(text) for number in re.findall(r"\d+(?:\.\d+)?", figure)]
    return tuple(number * scale for number in numbers)


def _distance(one: str, other: str) -> float:
    """How far apart two dates or figures are: days for dates, else in proportion."""
    a, b = measure(one), measure(other)
    if a[0] > 1900 and b[0] > 1900 and len(a) == len(b) == 3:
        return abs(sum((x - y) * days for x, y, days in zip(a, b, (365, 30, 1), strict=True)))
    return sum(abs(math.log((1 + x) / (1 + y))) / 10**place for place, (x, y) in enumerate(zip_longest(a, b, fillvalue=0.0)))


def _same(text: str) -> str:
    """An answer as it is compared with another: no article, no capitals, one way to write per cent."""
    return Choice(" ".join(figures(text)) or text).label.lower()
