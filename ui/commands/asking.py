"""Questions: ask, chat, search."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from ui.commands.shared import Json, RoleName, expected_errors, print_json, progress_bar
from ui.depths import WISHES, Depth, as_asked

app = typer.Typer()


@app.command()
def ask(
    question: Annotated[Optional[str], typer.Argument(help="What you want to know.")] = None,
    role: Annotated[Optional[RoleName], typer.Option(help="Who asks; never changes a fact.")] = None,
    depth: Annotated[Depth, typer.Option(help="simple: the statement alone, and what its abbreviations stand for; deep: with what stands around it, how it was found and with which caution.")] = Depth.usual,
    as_json: Json = False,
    batch: Annotated[Optional[Path], typer.Option(help="A JSONL file: {id, question, role?, history?} a line.")] = None,
    out: Annotated[Optional[Path], typer.Option(help="Where the batch's answers go, one JSON object a line.")] = None,
) -> None:
    """Answer one question, or a batch of them."""
    if (question is None) == (batch is None) or (batch is not None) != (out is not None):
        raise typer.BadParameter("give either a QUESTION, or both --batch IN.jsonl and --out OUT.jsonl")
    answered = 0

    def kept() -> str:
        return f"{out} holds the answers to the first {answered} questions; running the command again writes over them" if answered else ""

    with expected_errors(as_json, kept):
        from assistant import build
        from assistant.domain import Role, Status
        from assistant.export import answer_json

        assistant = build.build_assistant()
        if batch is not None and out is not None:
            from ui.batch import run_batch

            with progress_bar(as_json) as progress:
                def count(what: str, done: int, total: int) -> None:
                    nonlocal answered
                    answered = done
                    progress(what, done, total)

                failed = run_batch(assistant, batch, out, count)
            typer.echo(f"{out}: written{f'; {failed} lines had an error' if failed else ''}", err=True)
            return
        asker = Role(role.value) if role else None
        asked, before = (WISHES[depth], (question or "",)) if depth in WISHES else (question or "", ())
        parts = (as_asked(part, question or "") for part in assistant.stream(asked, asker, before))
        if as_json:
            *_, answer = parts
            print_json(answer_json(answer))
        else:
            from ui.terminal import print_references, print_streamed

            answer = print_streamed(parts)
            if answer.role is Role.STUDENT and answer.citations and answer.status is Status.ANSWERED:
                print_references(answer.citations, assistant.sources, "harvard")


@app.command()
def chat(
    role: Annotated[Optional[RoleName], typer.Option(help="Who asks.")] = None,
    go_on: Annotated[str, typer.Option("--continue", metavar="ID", help="Go on with this conversation; `social-value conversations list` shows the ids.")] = "",
    new: Annotated[bool, typer.Option("--new", help="Begin a new conversation. Without it, yours of the last 12 hours is gone on with.")] = False,
    unkept: Annotated[bool, typer.Option("--not-kept", help="Keep nothing of what is asked once this ends.")] = False,
) -> None:
    """Ask one question after another; follow-ups are understood, and what is asked is kept. Reads a pipe as well. /help lists the commands."""
    if go_on and (new or unkept):
        raise typer.BadParameter("--continue goes on with what is kept; leave out --new and --not-kept")
    with expected_errors(False):
        from assistant import build
        from assistant.conversation import IN_MEMORY, Conversations, open_conversations
        from assistant.domain import Role
        from assistant.settings import load_settings
        from ui.chat import run_chat

        settings = load_settings()
        store = Conversations(IN_MEMORY) if unkept else open_conversations(settings)
        if go_on:
            store.open(go_on)
        run_chat(build.build_assistant(settings), store, role=Role(role.value) if role else None, open_id=go_on, new=new)


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words or a question.")],
    k: Annotated[int, typer.Option("-k", min=1, max=50, help="How many passages.")] = 8,
    as_json: Json = False,
) -> None:
    """Show the passages that are found for a query, and why."""
    with expected_errors(as_json):
        from assistant import build

        found = build.build_assistant().search(query, k)
    if as_json:
        print_json({"query": query, "results": [
            {"passage_id": e.passage.id, "source_id": e.passage.source_id, "page": e.passage.page, "headings": list(e.passage.headings),
             "text": e.passage.text, "score": round(e.score, 4), "why": {n: round(v, 4) for n, v in e.why.items()}}
            for e in found.evidence],
            "index": [{"ask": h.ask, "sense": h.sense, "score": round(h.score, 4), "quote": h.entry.quotes[0].text} for h in found.hits[:k]]})
    else:
        from ui.terminal import print_found

        print_found(found, k)
