"""For students: practice, findings, glossary."""

from __future__ import annotations

from enum import StrEnum
from pathlib import Path
from typing import Annotated, Optional

import typer

from ui.commands.shared import Json, expected_errors, print_json

app = typer.Typer()


class ItemKind(StrEnum):
    """What a question to practise on asks for."""

    figure = "figure"
    who = "who"
    which = "which"
    true_false = "true-false"
    order = "order"


@app.command()
def practice(
    kind: Annotated[Optional[list[ItemKind]], typer.Option(help="Only questions of this kind; may be given more than once.")] = None,
    count: Annotated[int, typer.Option("-n", min=1, max=100, help="How many questions.")] = 10,
    page_first: Annotated[bool, typer.Option("--page-first", help="Be told the page before you answer, to look it up.")] = False,
    seed: Annotated[int, typer.Option(help="Another number gives other wrong choices and another order.")] = 0,
    unkept: Annotated[bool, typer.Option("--not-kept", help="Keep nothing of how it goes.")] = False,
    progress: Annotated[bool, typer.Option("--progress", help="Only say how far you are.")] = False,
    forget: Annotated[bool, typer.Option("--forget", help="Delete all that is kept of your practice.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Print the questions with their answers and pages as JSON; nothing is asked.")] = False,
) -> None:
    """Practise what the documents say: each question is marked with its page and why, and asked again when it is due."""
    with expected_errors(as_json):
        from datetime import UTC, datetime

        from assistant import build
        from assistant.conversation import IN_MEMORY, Conversations, open_conversations
        from assistant.practice.items import Kind
        from assistant.practice.progress import Progress
        from assistant.practice.session import choose
        from assistant.settings import load_settings
        from ui.practising import items_json, print_progress, run_practice

        settings, kinds = load_settings(), tuple(Kind(one.value) for one in kind or ())
        kept = Progress(Conversations(IN_MEMORY) if unkept else open_conversations(settings))
        if forget:
            typer.echo(f"deleted: what was kept of {kept.forget()} questions")
            return
        bank = build.practice_bank(settings, seed=seed)
        if as_json:
            print_json(items_json(choose(bank.items, kept.all(), count, datetime.now(UTC), kinds, seed)))
        elif progress:
            print_progress(bank, kept)
        else:
            run_practice(bank, kept, {source.id: source for source in build.known_sources(settings)}, count, kinds, page_first=page_first, keeps=not unkept, seed=seed)


@app.command()
def findings(
    name: Annotated[Optional[str], typer.Argument(help="Which picture; none: a list of them.")] = None,
    out: Annotated[Optional[Path], typer.Option(help="A file to write: .png, .csv or .md.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
    as_json: Json = False,
) -> None:
    """The findings as pictures: each with its table, its source pages and itself in words; as PNG, CSV or Markdown with --out."""
    if out is not None and name is None:
        raise typer.BadParameter("--out writes one picture; give its NAME")
    with expected_errors(as_json):
        from assistant import build
        from assistant.charts.charts import find_chart
        from assistant.charts.export import export_chart
        from ui.picturing import chart_json, print_chart, print_charts

        charts = build.open_charts()
        chosen = find_chart(charts, name) if name is not None else None
        if chosen and out is not None:
            typer.echo(f"{export_chart(chosen, out, replace=replace)}: written")
        elif as_json:
            print_json(chart_json(chosen) if chosen else [chart_json(chart) for chart in charts])
        elif chosen:
            print_chart(chosen)
        else:
            print_charts(charts)


@app.command()
def glossary(
    term: Annotated[Optional[str], typer.Argument(help="A term, or words to look for in the glossary; none: every term.")] = None,
    as_json: Json = False,
) -> None:
    """The terms and abbreviations of the documents: what each is, where it stands, and what holds today."""
    with expected_errors(as_json):
        from assistant.build import known_sources
        from assistant.glossary import look_up

        found = look_up(term or "")
        titles = {source.id: source.title for source in known_sources()}
    if as_json:
        from assistant.export import term_json

        print_json({"terms": [term_json(one) for one in found]})
    else:
        from ui.glossary_text import print_terms

        print_terms(found, titles, whole=bool(term))
