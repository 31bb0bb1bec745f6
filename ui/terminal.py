"""Answers and evidence as terminal text; works without colour and when piped."""

from __future__ import annotations

import sys

from rich.console import Console
from rich.markup import escape

from assistant.assistant import Assistant
from assistant.domain import Answer, Role, Status
from assistant.errors import SocialValueError
from assistant.retrieval import Found
from ui.wording import notice_foot

console = Console(highlight=False)


def print_answer(answer: Answer, out: Console = console) -> None:
    """The answer, then each quote with its document and printed page."""
    if answer.standalone_question != answer.question:
        out.print(f"[dim]I took this as: {escape(answer.standalone_question)}[/dim]")
    out.print(escape(answer.answer))
    if answer.citations:
        out.print()
    for c in answer.citations:
        where = f"{c.title.split(':')[0]}, page {c.page}" + (f" ({' > '.join(c.headings[-2:])})" if c.headings else "")
        out.print(f"[bold]\\[{c.n}][/bold] {escape(where)}", soft_wrap=False)
        out.print(f"    “{escape(c.quote.replace('  ', ', '))}”", style="dim")
    for notice in answer.notices:
        out.print(f"\n[bold]Since this was written:[/bold] {escape(notice.text)}")
        out.print(f"    {escape(notice_foot(notice))}", style="dim")
    if answer.status is not Status.NEEDS_CLARIFICATION and answer.coverage.of:
        out.print(f"\nRead {answer.coverage.read} of {answer.coverage.of} passages; {answer.mode}.", style="dim")
    if answer.status is Status.NOT_IN_CORPUS and answer.suggestions:
        out.print("You could ask: " + escape(" | ".join(answer.suggestions)), style="dim")


def print_found(found: Found, k: int, out: Console = console) -> None:
    """Passages with their scores, and the index's questions that matched."""
    for rank, e in enumerate(found.evidence, 1):
        why = ", ".join(f"{name} {value:.2f}" for name, value in e.why.items())
        out.print(f"[bold]{rank}. {escape(e.passage.source_id)}, page {escape(e.passage.page)}[/bold]  {e.score:.2f} ({why})")
        out.print(f"   {escape(' > '.join(e.passage.headings))}", style="dim")
        out.print(f"   {escape(e.passage.text[:300])}{' ...' if len(e.passage.text) > 300 else ''}")
    if found.hits:
        out.print("\n[bold]In the index of questions[/bold]")
    for hit in found.hits[:k]:
        out.print(f"   {hit.score:.2f} {hit.sense:8} {escape(hit.ask)}  [dim]{escape(hit.entry.quotes[0].source_id)}, page "
                  f"{escape(hit.entry.quotes[0].page)}[/dim]")


def run_chat(assistant: Assistant, role: str | None) -> None:
    """Reads questions until the end of input or /quit; /role NAME, /source N and /help are understood."""
    turns: list[str] = []
    told: set[str] = set()
    last: Answer | None = None
    interactive = sys.stdin.isatty()
    if interactive:
        console.print("Ask about social value in public buying. /role NAME, /source N, /help, /quit.")
    while True:
        try:
            line = input("> " if interactive else "").strip()
        except (EOFError, KeyboardInterrupt):
            console.print()
            return
        if not line:
            continue
        if line in ("/quit", "/exit"):
            return
        if line.startswith("/"):
            role = _command(line, role, last)
            continue
        try:
            last = assistant.ask(line, Role(role) if role else None, turns[-6:], told)
            told |= {notice.topic for notice in last.notices}
        except SocialValueError as error:
            console.print(f"social-value: {escape(str(error))}")
            continue
        turns.append(line)
        print_answer(last)
        console.print()


def _command(line: str, role: str | None, last: Answer | None) -> str | None:
    """Carries out a slash command; returns the role from now on."""
    name, _, rest = line[1:].partition(" ")
    rest = rest.strip()
    if name == "role":
        if rest in [r.value for r in Role]:
            console.print(f"Role: {rest}")
            return rest
        console.print("Roles: commissioner, vcse, student")
    elif name == "source":
        cited = next((c for c in last.citations if str(c.n) == rest), None) if last else None
        if cited is None:
            console.print("No such source in the last answer; give one of its numbers, such as /source 1")
        else:
            console.print(f"{escape(cited.title)}, page {escape(cited.page)}\n\n{escape(cited.context)}")
    else:
        console.print("/role commissioner|vcse|student   /source N shows the whole page   /quit ends")
    return role
