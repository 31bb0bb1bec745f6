"""`social-value practice`: asks, marks, keeps. Reads a pipe as well as a person. No logic of its own."""

from __future__ import annotations

import sys
from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

from rich.console import Console

from assistant.domain import Source
from assistant.practice.bank import Bank
from assistant.practice.items import KINDS, Item, Kind
from assistant.practice.marking import LETTERS, Mark, mark, read_answer
from assistant.practice.progress import Progress, tally
from assistant.practice.session import choose
from ui.practice_words import PAST, about, counted, due, pages, verdict, where
from ui.terminal import console, print_indented, shown

STOP = ("q", "quit", "exit")
TRIES = 3
Sources = Mapping[str, Source]


def read_line() -> str | None:
    """What is typed next; None at the end."""
    try:
        return input("> ") if sys.stdin.isatty() else input()
    except EOFError:
        return None


def run_practice(bank: Bank, progress: Progress, sources: Sources, count: int, kinds: Collection[Kind] = (), *, page_first: bool = False, keeps: bool = True, seed: int = 0,
                 read: Callable[[], str | None] = read_line, out: Console = console, now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> None:
    """Asks up to `count` items, one after the other, and says at the end how it went. `keeps`: what is kept lasts, so that an item is asked again when it is due."""
    items = choose(bank.items, progress.all(), count, now(), kinds, seed)
    kept = progress.all()
    again = sum(item.id in kept for item in items)
    out.print(f"{len(items)} question{'' if len(items) == 1 else 's'}{f', {again} of them due again' if again else ''}. Type a letter or the answer; Enter for \"I do not know\"; q to stop.")
    out.print(PAST, style="dim")
    if bank.stale:
        out.print(f"{len(bank.stale)} questions on today's law are left out: their facts were last checked too long ago.", style="dim")
    right = asked = 0
    for number, item in enumerate(items, 1):
        out.print(f"\n[bold]{number} of {len(items)}[/bold]  [dim]{shown(about(item, sources))}[/dim]")
        given = _ask(item, sources, page_first, read, out)
        if given is None:
            break
        marked = mark(item, given)
        held = progress.put(item.id, is_right=marked.is_right, open_book=page_first)
        right, asked = right + marked.is_right, asked + 1
        _tell(marked, sources, out)
        if keeps:
            out.print(due(held.due, now()), style="dim")
    out.print(f"\n{right} of {asked} right. {counted(tally((item.id for item in bank.items), progress.all(), now()))}.")


def _ask(item: Item, sources: Sources, page_first: bool, read: Callable[[], str | None], out: Console) -> tuple[int, ...] | None:
    """Puts an item until it is answered; () for not known, None to stop."""
    if page_first:
        out.print(f"Look it up first: {shown('; '.join(pages(item, sources)))}.", style="dim")
    out.print(shown(item.ask))
    for letter, choice in zip(LETTERS, item.choices, strict=False):
        out.print(f"  {letter}  {shown(choice.label)}")
    if item.kind is Kind.ORDER:
        out.print("Type the letters in order, such as C A D B.", style="dim")
    for _ in range(TRIES):
        said = read()
        if said is None or said.strip().lower() in STOP:
            return None
        if not said.strip():
            return ()
        if (given := read_answer(item, said)) is not None:
            return given
        wanted = "every letter once, the earliest first" if item.kind is Kind.ORDER else f"a letter from A to {LETTERS[len(item.choices) - 1]}"
        out.print(f"That is none of the choices: type {wanted}, or q to stop.")
    return ()


def _tell(marked: Mark, sources: Sources, out: Console) -> None:
    """The mark, the page and why."""
    out.print(f"[bold]{shown(verdict(marked))}[/bold]")
    listed = len(marked.answer) > 1
    for claim in marked.because[:None if listed else 1]:
        out.print(f"{'  - ' if listed else ''}{shown(claim.text)}")
        quote = claim.quotes[0]
        more = f" and {len(claim.quotes) - 1} rows more" if len(claim.quotes) > 1 else ""
        out.print(f"    {shown(where(quote, sources))}{more}", style="dim")
        print_indented(f"“{quote.text.replace('  ', ', ')}”", out)
    if marked.instead:
        out.print(f"{shown(marked.given[0])}, which you chose, is the answer to something else: {shown(marked.instead.text)} [dim]({shown(where(marked.instead.quotes[0], sources))})[/dim]")
    if marked.also:
        out.print(f"See also: {shown(marked.also.text)} [dim]({shown(where(marked.also, sources))})[/dim]")


def print_progress(bank: Bank, progress: Progress, out: Console = console) -> None:
    """How far somebody is, kind by kind."""
    kept, now = progress.all(), datetime.now(UTC)
    for kind in Kind:
        out.print(f"{KINDS[kind]:22} {counted(tally((item.id for item in bank.items if item.kind is kind), kept, now))}")
    out.print(f"{'All':22} {counted(tally((item.id for item in bank.items), kept, now))}")


def items_json(items: Sequence[Item]) -> list[dict[str, Any]]:
    """Items as plain values, with answers and quotes, for a teacher's own use."""
    return [{"id": item.id, "kind": item.kind.value, "question": item.ask, "choices": [choice.label for choice in item.choices], "answer": list(item.answer),
             "statements": [claim.text for claim in item.claims], "quotes": [{"source_id": quote.source_id, "page": quote.page, "quote": quote.text} for quote in item.quotes],
             "see_also": {"source_id": item.also.source_id, "page": item.also.page, "quote": item.also.text} if item.also else None,
             "checked": item.checked.isoformat() if item.checked else None} for item in items]
