"""A question for a list whose best statement only speaks of one ("These reports all recommend ..."): the list that stands before it. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.compose import Quote, Statement
from assistant.domain import Passage
from assistant.questions import Asks, Question
from assistant.units import Unit, units

_SPEAKS_OF_MANY = re.compile(r"\s*(?:all |each |both |most |some |any )?(?:of )?(?:these|those|they|the above|the following)\b", re.I)


def with_list(question: Question, statements: Sequence[Statement], passages: Mapping[str, Passage], before: Callable[[Passage], Sequence[Passage]]) -> tuple[Statement, ...]:
    """The statements, and for a question for a list that the first of them only speaks of, the list just before it: its opening line and every item.

    Only a single statement is given its list. The passages are by id; `before` gives the one or more that stand before a passage in its document.
    """
    if question.kind is not Asks.LIST or len(statements) != 1 or statements[0].item or not _SPEAKS_OF_MANY.match(statements[0].text):
        return tuple(statements)
    (said,) = statements
    quote = said.quotes[0]
    if not (passage := passages.get(quote.passage_id)):
        return tuple(statements)
    parts = [(p, unit) for p in (*before(passage), passage) if p.headings == passage.headings for unit in units(p.text)]
    at = next((n for n, (p, unit) in enumerate(parts) if p is passage and unit.text == quote.text.strip()), 0)
    listed = (replace(said, text=unit.text, quotes=(Quote(p.source_id, p.page, unit.text, p.headings, p.id),), item=unit.is_item, marker=unit.marker) for p, unit in _list_before(parts, at))
    return (*listed, said)


def _list_before(parts: Sequence[tuple[Passage, Unit]], at: int) -> Sequence[tuple[Passage, Unit]]:
    """The list that ends right before a unit, with the line that opens it; none where no such list stands there."""
    first = at
    while first and parts[first - 1][1].is_item:
        first -= 1
    opens = 0 < first < at and parts[first - 1][1].text.endswith(":")
    return parts[first - opens:at]
