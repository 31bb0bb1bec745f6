"""The terminal: `social-value COMMAND`, put together of the groups in ui/commands."""

from __future__ import annotations

import typer

from ui.commands import asking, evaluating, house, learning, papers, talks
from ui.screen import is_plain

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
    """The entry point."""
    app()


if __name__ == "__main__":
    main()
