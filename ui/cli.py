"""The terminal: `social-value COMMAND`, put together of the groups in ui/commands."""

from __future__ import annotations

import errno
import os
import sys

import typer

from ui.commands import asking, evaluating, house, learning, papers, talks
from ui.screen import is_plain

NOT_WRITTEN = frozenset([errno.ENOSPC, errno.EDQUOT, errno.EIO, errno.EFBIG])
"""How a write to what stdout leads to fails: no space, a quota, the device, a limit on files. No file is named with it."""
app = typer.Typer(
    name="social-value", no_args_is_help=True, add_completion=False, rich_markup_mode=None if is_plain() else "rich", pretty_exceptions_enable=False,
    help="Answers on social value in UK public buying, each sentence with the page it stands on. Works offline.")
for group in (asking, learning, house):
    app.add_typer(group.app)
app.add_typer(papers.draft_app, name="draft")
app.add_typer(papers.check_app, name="check")
app.add_typer(talks.talks_app, name="conversations")
app.add_typer(evaluating.eval_app, name="eval")


def main() -> None:
    """The entry point. What cannot be printed (a full disk behind `>`) is one line on stderr and exit status 1, as any other expected error."""
    try:
        try:
            app()
        finally:
            sys.stdout.flush()
    except OSError as error:
        if error.filename is not None or error.errno not in NOT_WRITTEN:
            raise
        sys.stderr.write(f"social-value: what was to be printed could not be written ({error.strerror}); free some space, or send it elsewhere, and run it again\n")
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())  # what is still held would be tried, and fail, once more
        raise SystemExit(1) from None


if __name__ == "__main__":
    main()
