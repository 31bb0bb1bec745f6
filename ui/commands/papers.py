"""`social-value draft` and `check`: policies and tenders."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from ui.commands.shared import Json, expected_errors, print_json, progress_bar

draft_app = typer.Typer(no_args_is_help=True, help="Draft a document from a brief of yours, each factual statement with its source and page.")
check_app = typer.Typer(no_args_is_help=True, help="Check a document of yours: a policy, a folder of policies, a tender answer.")


@draft_app.command("policy")
def draft_policy(
    brief: Annotated[Optional[Path], typer.Option(help="What the policy is to know of you: a YAML file, or a draft in .json. --example prints one to fill in.")] = None,
    out: Annotated[Optional[Path], typer.Option(help="The file to write: .docx, .md or .json. Your edits in an earlier one there are kept.")] = None,
    edited: Annotated[Optional[Path], typer.Option(help="A draft in .docx, .md or .json whose edits are carried over.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over what is there, edits and all.")] = False,
    plain: Annotated[bool, typer.Option("--plain", help="Leave a chat model that is set out of it.")] = False,
    example: Annotated[bool, typer.Option("--example", help="Print an empty brief with every field explained, and do nothing else.")] = False,
    as_json: Json = False,
) -> None:
    """Draft a social value policy: numbered clauses, each with its weight, its footnotes and its gaps."""
    if example:
        from assistant.drafting.brief import example as empty_brief

        typer.echo(empty_brief(), nl=False)
        return
    if brief is None or out is None:
        raise typer.BadParameter("give both --brief BRIEF.yaml and --out FILE.docx, or --example")
    with expected_errors(as_json):
        from ui.drafting import write_policy

        report = write_policy(brief, out, edited, replace=replace, plain=plain)
    if as_json:
        print_json(report.as_dict())
    else:
        typer.echo(report.as_text())


@check_app.command("policy")
def check_policy(
    file: Annotated[Path, typer.Argument(help="The policy: PDF, DOCX, HTML, Markdown or text.")],
    out: Annotated[Optional[Path], typer.Option(help="A report to write: .docx, .md or .json.")] = None,
    clauses: Annotated[bool, typer.Option("--clauses", help="Show clauses to paste in for what is not met.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Hold a social value policy against the ten core elements, the report's rubric and the law of today, each with its words and page."""
    with expected_errors(as_json):
        from datetime import date

        from assistant.drafting.review_export import export_review, review_json
        from assistant.settings import load_settings
        from ui.checking import load_checker

        checker = load_checker(load_settings(), date.today())
        checked = checker.check(file)
        written = export_review(checked, out, checker.sources, checker.today, replace=replace) if out else None
    if as_json:
        print_json(review_json(checked, checker.sources))
        return
    from ui.review_text import print_review

    print_review(checked, clauses=clauses)
    if written:
        typer.echo(f"{written}: written")


@check_app.command("portfolio")
def check_portfolio(
    folder: Annotated[Path, typer.Argument(help="A folder of policies; folders in it are gone through as well.")],
    out: Annotated[Optional[Path], typer.Option(help="A table to write: .csv, .docx, .md or .json.")] = None,
    replace: Annotated[bool, typer.Option("--replace", help="Write over a file that is there.")] = False,
    as_json: Json = False,
) -> None:
    """Hold every policy of a folder against the same, side by side: elements by document, and the best example of each."""
    with expected_errors(as_json):
        from datetime import date

        from assistant.drafting.portfolio import export_portfolio, portfolio_json
        from assistant.settings import load_settings
        from ui.checking import load_checker

        checker = load_checker(load_settings(), date.today())
        with progress_bar(as_json) as progress:
            held = checker.check_folder(folder, progress)
        written = export_portfolio(held, out, checker.sources, checker.today, replace=replace) if out else None
    if as_json:
        print_json(portfolio_json(held, checker.sources))
        return
    from ui.review_text import print_portfolio

    print_portfolio(held)
    if written:
        typer.echo(f"{written}: written")


@draft_app.command("tender")
def draft_tender(
    brief: Annotated[Optional[Path], typer.Option(help="The question, your facts and your promises: a YAML file. --example prints one to fill in.")] = None,
    out: Annotated[Optional[Path], typer.Option(help="The answer to write: .docx, .md, .txt (for an answer box) or .json. Its notes go beside it.")] = None,
    example: Annotated[bool, typer.Option("--example", help="Print a brief to fill in, and do nothing else.")] = False,
    itt: Annotated[Optional[Path], typer.Option(help="With --example: the invitation to tender or its question, taken apart into the brief with its pages.")] = None,
    evidence: Annotated[Optional[list[Path]], typer.Option(help="With --example: a report of yours whose figures go into the brief with their pages; may be given again.")] = None,
    reword: Annotated[bool, typer.Option("--reword", help="Have your chat model word the sentences; each is checked, and one that says anything else is not taken.")] = False,
    replace: Annotated[bool, typer.Option("--replace", help="Write over what is there.")] = False,
    as_json: Json = False,
) -> None:
    """Draft an answer to a tender's social value question: within the limit, each sentence tied to what it stands on, nothing invented."""
    if not example and (brief is None or out is None or itt or evidence):
        raise typer.BadParameter("give both --brief BRIEF.yaml and --out FILE.docx; or --example, with --itt and --evidence if you have the files")
    with expected_errors(as_json):
        from ui.tendering import empty_brief, write_tender

        if example or brief is None or out is None:
            typer.echo(empty_brief(itt, evidence or []), nl=False)
            return
        report = write_tender(brief, out, replace=replace, reword=reword)
    if as_json:
        print_json(report.as_dict())
    else:
        typer.echo(report.as_text())


@check_app.command("tender")
def check_tender(
    file: Annotated[Path, typer.Argument(help="Your answer: DOCX, PDF, Markdown or text.")],
    question: Annotated[str, typer.Option(help="The buyer's question, word for word.")] = "",
    question_file: Annotated[Optional[Path], typer.Option("--question-file", help="A file that holds the question, in place of --question.")] = None,
    limit: Annotated[Optional[int], typer.Option(min=1, max=30000, help="The most words it may have. Left out: the question's own limit, if it gives one.")] = None,
    evidence: Annotated[Optional[list[Path]], typer.Option(help="A report of your own to hold the answer's figures against; may be given again.")] = None,
    service: Annotated[str, typer.Option(help="What the contract pays for, in a few words, which is not social value.")] = "",
    brief: Annotated[Optional[Path], typer.Option(help="The brief of your draft, in place of question, limit and service; its evidence counts too.")] = None,
    number: Annotated[Optional[int], typer.Option(min=1, max=20, help="With --brief: the question that FILE answers, where the tender has several. Left out: all that are in FILE.")] = None,
    as_json: Json = False,
) -> None:
    """Mark an answer on nine criteria, 0 to 5 each, with the words that earned it, what would lift it by one, and what to put right."""
    if sum((bool(question), question_file is not None, brief is not None)) != 1 or brief and (limit or service) or number and not brief:
        raise typer.BadParameter("give the question, with either --question TEXT, --question-file FILE or --brief BRIEF.yaml (which has limit and service of its own)")
    with expected_errors(as_json):
        from assistant.settings import load_settings
        from assistant.tender.check import check_json
        from ui.tendering import check_by_brief, check_file, read_pages

        settings = load_settings()
        if brief:
            checks = check_by_brief(file, brief, number, evidence or [], settings)
        else:
            asked = question or "\n\n".join(page.text for page in read_pages([question_file] if question_file else [], settings))
            checks = {1: check_file(file, asked, limit, evidence or [], settings, service)}
    if as_json:
        print_json(check_json(next(iter(checks.values()))) if len(checks) == 1 else {"answers": [{"question": place, **check_json(one)} for place, one in checks.items()]})
    else:
        from ui.tender_text import print_check

        for place, check in checks.items():
            if len(checks) > 1:
                typer.echo(f"{'' if place == min(checks) else chr(10)}Answer to question {place}")
            print_check(check)


Id = Annotated[str, typer.Argument(help="The id of a conversation, or the beginning of it.")]
