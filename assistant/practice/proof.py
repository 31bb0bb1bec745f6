"""What is wrong with an item, held against the pages: nothing that fails here is ever asked. Pure."""

from __future__ import annotations

from collections.abc import Callable

from assistant.check import check_claim, on_page
from assistant.compose import Statement
from assistant.events import citation
from assistant.practice.items import Item, Kind
from assistant.text import stands_in

PageText = Callable[[str, str], str]


def faults(item: Item, page_text: PageText) -> tuple[str, ...]:
    """Its faults in words; () when each quote stands on its page, the check passes each claim, the right choice follows from them and no other does."""
    wrong = [f"not on its page: {quote.text}" for quote in (*item.quotes, *([item.also] if item.also else [])) if not on_page(quote.text, page_text(quote.source_id, quote.page))]
    wrong += [f"the check turns down: {claim.text}" for claim in item.claims if not passes(claim, page_text)]
    if len({choice.label for choice in item.choices}) != len(item.choices) or len(item.choices) < 2:
        wrong.append("two choices are the same, or there is only one")
    if item.kind is Kind.TRUE_FALSE:
        return (*wrong, *_of_statement(item, page_text))
    if item.kind is Kind.ORDER:
        said = [claim.text for claim in item.claims]
        return (*wrong, *(() if all(text.startswith(item.choices[at].text) for text, at in zip(said, item.right, strict=True)) else ("the order is not that of its claims",)))
    return (*wrong, *_of_choices(item))


def passes(claim: Statement, page_text: PageText) -> bool:
    """Whether the check passes a claim on its quotes."""
    return not check_claim(claim.text, tuple(map(citation, claim.quotes)), page_text, derived=claim.derived, counted=claim.counted)


def _of_statement(item: Item, page_text: PageText) -> tuple[str, ...]:
    """A true statement is the claim itself; a false one is turned down on the claim's quotes, or is its contrary in a table."""
    claim, is_true = item.claims[0], item.right == (0,)
    if is_true:
        return () if item.ask == claim.text else ("a true statement is not its claim",)
    contrary = item.by_table and item.ask.replace(" mentions ", " does not mention ") == claim.text
    stands = passes(Statement(item.ask, claim.quotes), page_text)
    return () if contrary or not stands else (f"a false statement that the check passes: {item.ask}",)


def _of_choices(item: Item) -> tuple[str, ...]:
    """The right choice stands in the quotes of the first claim, or was counted; no other does."""
    first = item.claims[0]
    wrong = []
    for at, choice in enumerate(item.choices):
        counted = choice.text in map(str, first.counted)
        stands = counted or not first.counted and any(stands_in(choice.text.lower(), quote.text.lower()) for quote in first.quotes)
        if stands != (at in item.right):
            wrong.append(f"{'a wrong choice stands' if stands else 'the right choice does not stand'} in its quotes: {choice.text}")
    return tuple(wrong)
