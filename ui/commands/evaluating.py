"""`social-value eval`: run, compare, draft cases."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from ui.commands.shared import Json, expected_errors, print_json, progress_bar

eval_app = typer.Typer(no_args_is_help=True, help="Measure the assistant on sets of questions.")


@eval_app.command("run")
def eval_run(
    name: Annotated[str, typer.Option("--set", help="all, a theme (facts, uploads, ...), a split (tuned, second, held_out), or a YAML file of your own.")] = "all",
    split: Annotated[Optional[str], typer.Option(help="Only the cases of this split: tuned, second or held_out.")] = None,
    system: Annotated[str, typer.Option(help="product, or the product without a part; a wrong name lists them.")] = "product",
    out: Annotated[Optional[Path], typer.Option(help="A folder for the run; one that was cut off goes on there. Default: a new one in the data folder.")] = None,
    workers: Annotated[int, typer.Option(min=1, max=32, help="Cases at once; helps where a chat model answers.")] = 1,
    retries: Annotated[int, typer.Option(min=0, max=10, help="How often a case that fails, or whose chat model does not answer in time, is asked again.")] = 0,
    model: Annotated[Optional[str], typer.Option(help="The chat model, provider:model, or none for the documents' own words. Default: as set.")] = None,
    base_url: Annotated[Optional[str], typer.Option(help="The chat model's server, where it is not its provider's own. Default: as set.")] = None,
    as_json: Json = False,
) -> None:
    """Ask every case of a set, score the answers, and keep the run with its reports in a folder."""
    place = out or "the newest folder of evals in the data folder"
    with expected_errors(as_json, lambda: f"the cases that were scored are kept in {place}; with --out and that folder the run goes on from there"):
        from assistant.settings import load_settings
        from ui.evaluation import run_set

        given = {"chat_model": "" if model == "none" else model, "chat_base_url": base_url}
        settings = load_settings(**{k: v for k, v in given.items() if v is not None})
        with progress_bar(as_json) as progress:
            run, folder = run_set(name, split, system, out, workers, retries, progress, settings)
    if as_json:
        from ui.evaluation import as_plain

        print_json(as_plain(run))
    else:
        from evals.report import scores_table

        typer.echo(scores_table(run.rows))
        typer.echo(f"\nkept in {folder}: report.md, report.html, cases.jsonl")


@eval_app.command("compare")
def eval_compare(
    before: Annotated[Path, typer.Argument(help="The folder of a run.")],
    after: Annotated[Path, typer.Argument(help="The folder of another run over the same cases.")],
    as_json: Json = False,
) -> None:
    """What got better, what got worse and what broke between two runs, with the paired significance of each metric."""
    with expected_errors(as_json):
        from evals.compare import compare
        from evals.runs import read_run

        result = compare(read_run(before), read_run(after))
    if as_json:
        print_json(result.as_dict())
    else:
        typer.echo(result.as_markdown())


@eval_app.command("draft-cases")
def eval_draft_cases(
    document: Annotated[Path, typer.Argument(help="A document: PDF, DOCX, HTML, Markdown or text.")],
    out: Annotated[Path, typer.Option(help="The YAML file to write.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most this many cases.")] = 40,
) -> None:
    """Draft cases from a document (a sentence with a figure, the figure blanked, the page) for a person to review."""
    with expected_errors(False):
        from evals.draft_cases import draft_cases

        number = draft_cases(document, out, limit)
    typer.echo(f"{number} cases drafted in {out}; read each one, turn it into a question, and delete what is not worth asking")
