"""The glossary as terminal text."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from rich.console import Console

from assistant.compose import Quote
from assistant.glossary import OWN, Term
from ui.terminal import console, print_indented, shown
from ui.wording import short


def print_terms(terms: Sequence[Term], titles: Mapping[str, str], *, whole: bool, out: Console = console) -> None:
    """Terms with their readings; `whole` with the words and page of each. `titles` are those of the documents by id."""
    for term in terms:
        means = f"  {shown(term.means)}{f' ({OWN})' if not term.spelt else ''}" if term.means else ""
        out.print(f"[bold]{shown(term.short)}[/bold]{means}")
        if term.plain:
            print_indented(term.plain, out, 4, "")
        if term.now:
            print_indented(f"Today: {term.now.text}", out, 4, "")
        for quote in (*term.passages, *(term.now.quotes if term.now else ())) if whole else ():
            print_indented(f"{_place(quote, titles)}: “{' '.join(quote.text.split())}”", out, 6)
    if not whole:
        out.print(f"\n{len(terms)} terms; `social-value glossary TERM` shows where one stands.", style="dim")


def _place(quote: Quote, titles: Mapping[str, str]) -> str:
    return f"{short(titles.get(quote.source_id, quote.source_id))}, page {quote.page}"
