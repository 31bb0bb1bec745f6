"""A checked tender answer in the terminal: marks, what earned them, what would lift them, what to put right."""

from __future__ import annotations

from rich.console import Console
from rich.padding import Padding
from rich.text import Text

from assistant.currency import MOST
from assistant.tender.check import TenderCheck
from assistant.tender.flags import TITLES, Flag
from ui.screen import make_console

_LONGEST = 160
_SHOWN = 2
"""Quotes shown under a mark."""


def print_check(check: TenderCheck, console: Console | None = None) -> None:
    """Print a check as text."""
    out = console or make_console()
    limit = f"of {check.limit}" if check.limit else "" if check.character_limit else "(no limit given)"
    characters = f", {check.characters} of {check.character_limit} characters" if check.character_limit else ""
    out.print(Text(f"{check.total} of {5 * len(check.criteria)}. {check.words} words {limit}".rstrip() + f"{characters}.", style="bold"))
    for mark in check.criteria:
        out.print(Text.assemble(("\n" if mark is check.criteria[0] else "") + "●" * mark.score + "○" * (5 - mark.score), f"  {mark.score}  ", (mark.title, "bold")))
        for quote in mark.found[:_SHOWN]:
            out.print(Padding(Text(f"“{_short(quote)}”", style="dim"), (0, 0, 0, 10)))
        if mark.advice:
            out.print(Padding(Text(f"→ {mark.advice}"), (0, 0, 0, 10)))
    for kind in dict.fromkeys(flag.kind for flag in check.flags):
        out.print(Text(f"\n{TITLES[kind]}", style="bold"))
        _print_flags([flag for flag in check.flags if flag.kind == kind], out)
    if check.notices:
        out.print(Text("\nWhat has changed in the law that it speaks of", style="bold"))
    for notice in check.notices[:MOST]:
        out.print(Padding(Text(f"- {notice.text}"), (0, 0, 0, 2)))
    if (rest := len(check.notices) - MOST) > 0:
        out.print(Padding(Text(f"and {rest} more that it touches: --json has them all.", style="dim"), (0, 0, 0, 2)))
    out.print(Text("\nThe marks are a reading by rules, not the buyer's. What you promise becomes a term of the contract.", style="dim"))


def _print_flags(flags: list[Flag], out: Console) -> None:
    """The flags of one kind, with advice that they share told once."""
    for number, flag in enumerate(flags):
        lead = flag.quote if flag.kind == "sub-point" else f"“{_short(flag.quote)}”"
        label = f"{flag.about[0]}) " if flag.kind == "sub-point" and flag.about else ""
        out.print(Padding(Text(f"{label}{lead}"), (0, 0, 0, 2)))
        if number == len(flags) - 1 or flags[number + 1].advice != flag.advice:
            out.print(Padding(Text(f"→ {flag.advice}"), (0, 0, 0, 4)))


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= _LONGEST else f"{flat[:_LONGEST].rsplit(' ', 1)[0]} …"
