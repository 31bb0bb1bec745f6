"""What an ingest says while it runs: where there is no terminal for a bar, a plain line now and then; and what is kept when it is stopped."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import typer

from assistant.text import printable
from ui.commands.shared import expected_errors, has_bar, print_json

EVERY = 512
"""Passages between two lines of a long document; about half a minute's work."""


class Steps:
    """Counts the documents that went in, and says a line for each and for every EVERY passages if it is to speak."""

    def __init__(self, say: Callable[[str], None] | None) -> None:
        self._say = say or (lambda _: None)
        self._indexed, self._passages = 0, 0

    def tell(self, step: str, name: str, passages: int) -> None:
        """A document is begun ("reading") or done ("indexed"); see ingest.pipeline.Tell."""
        self._indexed += step == "indexed"
        self._say(f"{step} {printable(name)}" + (f": {passages:,} passages" if passages else ""))

    def progress(self, title: str, done: int, total: int) -> None:
        """So many passages of about so many are embedded."""
        if done // EVERY > self._passages // EVERY:
            self._say(f"{printable(title)}: {done:,} of about {total:,} passages")
        self._passages = done

    def kept(self, rebuild: bool) -> str:
        """What is in the index of what was to go in, and how to go on."""
        if rebuild:
            return "the index may not be whole; run the command again, with --rebuild, to make it so"
        if not self._indexed:
            return "no document was put into the index"
        return f"{self._indexed} document{'s are' if self._indexed > 1 else ' is'} in the index, and running the command again goes on with the rest"


def forget_documents(names: Sequence[str], as_json: bool) -> None:
    """Takes documents out of the index and says which."""
    with expected_errors(as_json):
        from assistant.settings import load_settings
        from ingest.forgetting import forget

        ended = forget(load_settings(), names)
    if as_json:
        print_json({"removed": [one.source_id for one in ended]})
    for one in [] if as_json else ended:
        typer.echo(f"removed    {printable(one.source_id)}: {printable(one.message)}")


def steps(as_json: bool) -> Steps:
    """Steps that speak on stderr, unless there is a bar or JSON is asked for."""
    return Steps(None if as_json or has_bar() else lambda line: typer.echo(line.encode("utf-8", "replace").decode(), err=True))
