"""What is said of an item and its mark, the same in the terminal and on the page. Pure."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta

from assistant.compose import Quote
from assistant.domain import Source
from assistant.law import spoken
from assistant.practice.items import KINDS, Item, Kind
from assistant.practice.marking import Mark
from assistant.practice.progress import Tally
from ui.wording import short

PAST = "CCGs and STPs are asked about as the documents of 2017 found them: CCGs were abolished on 1 July 2022 (The law as it stands, page 9)."
NOTHING_DUE = "Nothing is due today."


def about(item: Item, sources: Mapping[str, Source]) -> str:
    """Over a question: its kind, its documents, and for today's law when it was checked."""
    titles = dict.fromkeys(short(sources[quote.source_id].title) for quote in item.quotes)
    kind = "True or false?" if item.kind is Kind.TRUE_FALSE else KINDS[item.kind]
    return " · ".join((kind, *titles, *((f"law checked {spoken(item.checked)}",) if item.checked else ())))


def where(quote: Quote, sources: Mapping[str, Source]) -> str:
    """A quote's document and page."""
    return f"{short(sources[quote.source_id].title)}, page {quote.page}"


def pages(item: Item, sources: Mapping[str, Source]) -> list[str]:
    """Every page an item stands on, each once."""
    return list(dict.fromkeys(where(quote, sources) for quote in item.quotes))


def verdict(mark: Mark) -> str:
    """Right or wrong, with the right answer."""
    if mark.is_right:
        return "Right."
    if len(mark.answer) > 1:
        return "Not quite. The right order is:"
    return f"{'Wrong' if mark.given else 'Not answered'}. The answer is: {mark.answer[0]}."


def due(moment: datetime, now: datetime) -> str:
    """When an item is asked again: in minutes, or on a day."""
    if moment - now < timedelta(hours=12):
        minutes = max(1, round((moment - now).total_seconds() / 60))
        return f"Asked again in {minutes} minute{'' if minutes == 1 else 's'}."
    return f"Asked again on {spoken(moment.astimezone().date())}."


def counted(found: Tally) -> str:
    """How far somebody is."""
    return f"{found.known} of {found.items} known, {found.met} met, {found.due} due now"
