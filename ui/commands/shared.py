"""What the commands share: errors as one line, a progress bar, JSON, the store of conversations, and the options that several have."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Annotated, Any

import typer

from ui.screen import is_plain, make_console

Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


class RoleName(StrEnum):
    """Who asks."""

    commissioner = "commissioner"
    vcse = "vcse"
    student = "student"


@contextmanager
def expected_errors(as_json: bool, kept: Callable[[], str] = str) -> Iterator[None]:
    """Expected errors become one line on stderr and exit status 1; anything else is a bug and shows its traceback.

    `kept` says, when somebody stops the command, what of it stays and how to go on; "" where there is nothing to say.
    """
    from assistant.errors import SocialValueError

    try:
        yield
    except SocialValueError as error:
        typer.echo(json.dumps({"error": str(error)}, ensure_ascii=False) if as_json else f"social-value: {error}", err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("social-value: stopped" + (f"; {said}" if (said := kept()) else ""), err=True)
        raise typer.Exit(130) from None


@contextmanager
def store_of(as_json: bool) -> Iterator[Any]:
    """The store of conversations, with expected errors as above."""
    with expected_errors(as_json):
        from assistant.conversation import open_conversations
        from assistant.settings import load_settings

        store = open_conversations(load_settings())
        try:
            yield store
        finally:
            store.close()


def has_bar() -> bool:
    """Whether there is a terminal on stderr that may be sent the codes that a bar is drawn with."""
    return sys.stderr.isatty() and not is_plain()


@contextmanager
def progress_bar(quiet: bool, instead: Callable[[str, int, int], None] = lambda *_: None) -> Iterator[Any]:
    """A progress bar on stderr where there may be one; yields report(what, done, total), or `instead` where there is none."""
    if quiet or not has_bar():
        yield instead
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=make_console(stderr=True),
                  transient=True) as bar:
        task = bar.add_task("working", total=None)
        yield lambda what, done, total: bar.update(task, description=what[:40], completed=done, total=total)


def print_json(value: object) -> None:
    """One JSON object on stdout."""
    typer.echo(json.dumps(value, ensure_ascii=False, indent=None if os.environ.get("SOCIAL_VALUE_TEST_COMPACT") else 2))
