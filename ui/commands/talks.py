"""`social-value conversations`: what is kept."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from ui.commands.shared import Json, print_json, store_of

talks_app = typer.Typer(no_args_is_help=True, help="The conversations that are kept: list, show, export, rename, delete.")
Id = Annotated[str, typer.Argument(help="The id of a conversation, or the beginning of it.")]


@talks_app.command("list")
def talks_list(
    find: Annotated[str, typer.Option(help="Only those with these words in the title, a question or an answer.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most this many.")] = 20,
    skip: Annotated[int, typer.Option(min=0, help="Leave out so many of the newest.")] = 0,
    as_json: Json = False,
) -> None:
    """List conversations, those used last first."""
    with store_of(as_json) as store:
        found, total = store.search(find, limit, skip), store.count(find)
    if as_json:
        from assistant.export import summary_json

        print_json({"total": total, "conversations": [summary_json(one) for one in found]})
    else:
        from ui.terminal import print_conversations

        print_conversations(found, total, skip + 1)
        typer.echo("" if found else "No conversations.", nl=not found)


@talks_app.command("show")
def talks_show(name: Id, as_json: Json = False) -> None:
    """Print a conversation: each question with its answer and sources."""
    with store_of(as_json) as store:
        held = store.open(name)
    if as_json:
        from assistant.export import conversation_json

        print_json(conversation_json(held))
    else:
        from ui.terminal import print_conversation

        print_conversation(held)


@talks_app.command("export")
def talks_export(
    name: Id,
    out: Annotated[Path, typer.Option(help="The file to write: .md, .docx (with footnotes) or .json; .bib (BibTeX), .ris or .txt has the bibliography alone.")],
    style: Annotated[str, typer.Option(help="Of the references: harvard or oscola.")] = "harvard",
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
) -> None:
    """Write a conversation as Markdown, Word with footnotes or JSON, or its bibliography for a reference manager."""
    with store_of(False) as store:
        from assistant.build import known_sources
        from assistant.export import export_conversation

        written = export_conversation(store.open(name), out, known_sources(), style=style, replace=replace)
    typer.echo(f"{written}: written")


@talks_app.command("rename")
def talks_rename(name: Id, title: Annotated[str, typer.Argument(help="The new title.")]) -> None:
    """Give a conversation another title."""
    with store_of(False) as store:
        typer.echo(f"{name}: {store.rename(name, title)}")


@talks_app.command("delete")
def talks_delete(name: Id) -> None:
    """Delete a conversation for good."""
    with store_of(False) as store:
        about = store.open(name).about
        store.delete(about.id)
    typer.echo(f"deleted: {about.title}")


@talks_app.command("delete-all")
def talks_delete_all(yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False) -> None:
    """Delete every conversation for good."""
    with store_of(False) as store:
        if not yes and not typer.confirm(f"Delete all {store.count()} conversations for good?"):
            raise typer.Exit(1)
        gone = store.delete_all()
    typer.echo(f"deleted: {gone} conversations")
