"""Items made from the reviewed facts: a question with choices, and a statement that is true or false. Pure."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from random import Random

from assistant.practice.facts import Fact, Sort
from assistant.practice.items import FALSE, TRUE, Choice, Item, Kind
from assistant.practice.wrong import LEAST, MOST, Sentences, is_refuted, measure, wrong_choices

PageText = Callable[[str, str], str]


def items_from_facts(facts: Sequence[Fact], sorts: Mapping[str, Sort], sentences: Sentences, page_text: PageText, seed: int) -> Iterator[Item]:
    """For each fact its question, where enough wrong choices are proved, and a statement, where the check can tell it from a false one."""
    for fact in facts:
        rng = Random(f"{seed}:{fact.id}")
        wrong = wrong_choices(fact, facts, sorts, sentences, rng)
        shown = wrong[:MOST]
        if len(shown) >= LEAST:
            yield _question(fact, shown, sorts[fact.sort].in_order, rng)
        false = next((choice for choice in wrong if is_refuted(fact, choice.text, page_text)), None)
        if fact.as_statement and false:
            yield _statement(fact, false, rng.random() < 0.5)


def _question(fact: Fact, wrong: Sequence[Choice], in_order: bool, rng: Random) -> Item:
    right = Choice(fact.answer)
    choices = [right, *wrong]
    if in_order:
        choices.sort(key=lambda choice: measure(choice.text))
    else:
        rng.shuffle(choices)
    return Item(f"{fact.kind}:{fact.id}", fact.kind, fact.ask, tuple(choices), (choices.index(right),), (fact.statement,), fact.also, fact.checked)


def _statement(fact: Fact, false: Choice, is_true: bool) -> Item:
    said = fact.statement.text if is_true else fact.filled(false.text)
    return Item(f"{Kind.TRUE_FALSE}:{fact.id}", Kind.TRUE_FALSE, said, (Choice(TRUE), Choice(FALSE)), (0 if is_true else 1,), (fact.statement,), fact.also, fact.checked)
