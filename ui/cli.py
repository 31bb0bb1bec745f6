"""The terminal: `social-value COMMAND`. Parses, calls, prints; heavy imports happen inside the command that needs them."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any, Optional

import typer

app = typer.Typer(
    name="social-value", no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False,
    help="Answers on social value in UK public buying, each sentence with the page it stands on. Works offline.")
eval_app = typer.Typer(no_args_is_help=True, help="Measure the assistant on sets of questions.")
app.add_typer(eval_app, name="eval")
talks_app = typer.Typer(no_args_is_help=True, help="The conversations that are kept: list, show, export, rename, delete.")
app.add_typer(talks_app, name="conversations")
draft_app = typer.Typer(no_args_is_help=True, help="Draft a document from a brief of yours, each factual statement with its source and page.")
app.add_typer(draft_app, name="draft")
check_app = typer.Typer(no_args_is_help=True, help="Check a document of yours: a policy, a folder of policies, a tender answer.")
app.add_typer(check_app, name="check")


class Depth(StrEnum):
    """How far an answer is explained."""

    simple = "simple"
    usual = "usual"
    deep = "deep"


DEPTHS = {Depth.simple: "explain that simply", Depth.deep: "explain that in depth"}


class RoleName(StrEnum):
    """Who asks."""

    commissioner = "commissioner"
    vcse = "vcse"
    student = "student"


Json = Annotated[bool, typer.Option("--json", help="Print one JSON object instead of text.")]


@app.command()
def ingest(
    paths: Annotated[Optional[list[Path]], typer.Argument(help="Files or folders to add; none: the shipped corpus.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read and embed everything again, from nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Bring the index in line with the shipped corpus, or with files and folders of your own."""
    with _expected_errors(as_json):
        from functools import cache

        from assistant.models import load_embedder
        from assistant.settings import load_settings
        from ingest.files import UNREAD
        from ingest.run import run

        settings = load_settings()
        with _progress(as_json) as progress:
            report = run(settings, paths or [], cache(lambda: load_embedder(settings)), rebuild=rebuild, progress=progress)
    if as_json:
        _print_json(report.as_dict())
    else:
        for said in report.mended:
            typer.echo(f"mended     {said}")
        lists = {name: getattr(report, name) for name in ("added", "replaced", "removed", "unchanged")}
        for name, ids in (lists | {"skipped": [Path(file.path).name for file in report.skipped]}).items():
            if ids:
                typer.echo(f"{name:10} {len(ids):4}  {', '.join(ids[:8])}{' ...' if len(ids) > 8 else ''}")
        if report.skipped:
            typer.echo(f"           {UNREAD}")
        for failure in report.failed:
            typer.echo(f"failed     {failure.outcome}: {failure.message}")
        typer.echo(f"The index holds {report.passages} passages.")
    if report.failed:
        raise typer.Exit(1)


@app.command()
def ask(
    question: Annotated[Optional[str], typer.Argument(help="What you want to know.")] = None,
    role: Annotated[Optional[RoleName], typer.Option(help="Who asks; never changes a fact.")] = None,
    depth: Annotated[Depth, typer.Option(help="simple: one sentence; deep: with what stands around it, how it was found and with which caution.")] = Depth.usual,
    as_json: Json = False,
    batch: Annotated[Optional[Path], typer.Option(help="A JSONL file: {id, question, role?, history?} a line.")] = None,
    out: Annotated[Optional[Path], typer.Option(help="Where the batch's answers go, one JSON object a line.")] = None,
) -> None:
    """Answer one question, or a batch of them."""
    if (question is None) == (batch is None) or (batch is not None) != (out is not None):
        raise typer.BadParameter("give either a QUESTION, or both --batch IN.jsonl and --out OUT.jsonl")
    with _expected_errors(as_json):
        from assistant import build
        from assistant.domain import Role, Status
        from assistant.export import answer_json

        assistant = build.build_assistant()
        if batch is not None and out is not None:
            from ui.batch import run_batch

            with _progress(as_json) as progress:
                failed = run_batch(assistant, batch, out, progress)
            typer.echo(f"{out}: written{f'; {failed} lines had an error' if failed else ''}", err=True)
            return
        asker = Role(role.value) if role else None
        asked, before = (DEPTHS[depth], (question or "",)) if depth in DEPTHS else (question or "", ())
        if as_json:
            _print_json(answer_json(assistant.ask(asked, asker, before)))
        else:
            from ui.terminal import print_references, print_streamed

            answer = print_streamed(assistant.stream(asked, asker, before))
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
    with _expected_errors(False):
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
    with _expected_errors(as_json):
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
            _print_json(items_json(choose(bank.items, kept.all(), count, datetime.now(UTC), kinds, seed)))
        elif progress:
            print_progress(bank, kept)
        else:
            run_practice(bank, kept, {source.id: source for source in build.known_sources(settings)}, count, kinds, page_first=page_first, seed=seed)


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
    with _expected_errors(as_json):
        from assistant import build
        from assistant.charts.charts import find_chart
        from assistant.charts.export import export_chart
        from ui.picturing import chart_json, print_chart, print_charts

        charts = build.open_charts()
        chosen = find_chart(charts, name) if name is not None else None
        if chosen and out is not None:
            typer.echo(f"{export_chart(chosen, out, replace=replace)}: written")
        elif as_json:
            _print_json(chart_json(chosen) if chosen else [chart_json(chart) for chart in charts])
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
    with _expected_errors(as_json):
        from assistant.build import known_sources
        from assistant.glossary import look_up

        found = look_up(term or "")
        titles = {source.id: source.title for source in known_sources()}
    if as_json:
        from assistant.export import term_json

        _print_json({"terms": [term_json(one) for one in found]})
    else:
        from ui.glossary_text import print_terms

        print_terms(found, titles, whole=bool(term))


@app.command()
def search(
    query: Annotated[str, typer.Argument(help="Words or a question.")],
    k: Annotated[int, typer.Option("-k", min=1, max=50, help="How many passages.")] = 8,
    as_json: Json = False,
) -> None:
    """Show the passages that are found for a query, and why."""
    with _expected_errors(as_json):
        from assistant import build

        found = build.build_assistant().search(query, k)
    if as_json:
        _print_json({"query": query, "results": [
            {"passage_id": e.passage.id, "source_id": e.passage.source_id, "page": e.passage.page, "headings": list(e.passage.headings),
             "text": e.passage.text, "score": round(e.score, 4), "why": {n: round(v, 4) for n, v in e.why.items()}}
            for e in found.evidence],
            "index": [{"ask": h.ask, "sense": h.sense, "score": round(h.score, 4), "quote": h.entry.quotes[0].text} for h in found.hits[:k]]})
    else:
        from ui.terminal import print_found

        print_found(found, k)


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on 127.0.0.1.")] = 8501,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in your browser.")] = False,
) -> None:
    """Open the web app on 127.0.0.1."""
    with _expected_errors(False):
        from assistant.build import open_library
        from assistant.errors import SocialValueError
        from assistant.settings import load_settings
        from ui.doctor import port_is_free

        open_library(load_settings()).close()
        if not port_is_free(port):
            raise SocialValueError(f"port {port} on 127.0.0.1 is in use; close what uses it, or run `social-value serve --port {port + 1}`")
    page = Path(__file__).with_name("app.py")
    command = [sys.executable, "-m", "streamlit", "run", str(page), "--server.port", str(port), "--server.address", "127.0.0.1",
               "--server.headless", "false" if open_browser else "true", "--browser.gatherUsageStats", "false"]
    typer.echo(f"Social Value Assistant: http://127.0.0.1:{port}  (Ctrl-C ends it)")
    os.chdir(page.parent.parent)  # where .streamlit/config.toml is
    if os.name == "posix":
        sys.stdout.flush()
        os.execv(sys.executable, command)
    try:
        raise typer.Exit(subprocess.call(command))
    except KeyboardInterrupt:
        raise typer.Exit(0) from None


@app.command()
def doctor(
    quick: Annotated[bool, typer.Option("--quick", help="Leave out the checks that load a model.")] = False,
    as_json: Json = False,
) -> None:
    """Check Python, models, index, disk, port and browser; each failure comes with its remedy."""
    from ui.doctor import check_all

    with _expected_errors(as_json):
        checks = check_all(quick=quick)
    if as_json:
        _print_json({"ok": all(c.ok for c in checks if c.needed), "checks": [c.as_dict() for c in checks]})
    else:
        for c in checks:
            typer.echo(f"{'ok  ' if c.ok else 'FAIL' if c.needed else 'note'}  {c.name}: {c.found}")
            if not c.ok:
                typer.echo(f"      -> {c.remedy}")
    if not all(c.ok for c in checks if c.needed):
        raise typer.Exit(1)


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
    with _expected_errors(as_json):
        from assistant.settings import load_settings
        from ui.evaluation import run_set

        given = {"chat_model": "" if model == "none" else model, "chat_base_url": base_url}
        settings = load_settings(**{k: v for k, v in given.items() if v is not None})
        with _progress(as_json) as progress:
            run, folder = run_set(name, split, system, out, workers, retries, progress, settings)
    if as_json:
        from ui.evaluation import as_plain

        _print_json(as_plain(run))
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
    with _expected_errors(as_json):
        from evals.compare import compare
        from evals.runs import read_run

        result = compare(read_run(before), read_run(after))
    if as_json:
        _print_json(result.as_dict())
    else:
        typer.echo(result.as_markdown())


@eval_app.command("draft-cases")
def eval_draft_cases(
    document: Annotated[Path, typer.Argument(help="A document: PDF, DOCX, HTML, Markdown or text.")],
    out: Annotated[Path, typer.Option(help="The YAML file to write.")],
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most this many cases.")] = 40,
) -> None:
    """Draft cases from a document (a sentence with a figure, the figure blanked, the page) for a person to review."""
    with _expected_errors(False):
        from evals.draft_cases import draft_cases

        number = draft_cases(document, out, limit)
    typer.echo(f"{number} cases drafted in {out}; read each one, turn it into a question, and delete what is not worth asking")


# --- drafts and checks --------------------------------------------------------------------------------------


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
    with _expected_errors(as_json):
        from ui.drafting import write_policy

        report = write_policy(brief, out, edited, replace=replace, plain=plain)
    if as_json:
        _print_json(report.as_dict())
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
    with _expected_errors(as_json):
        from datetime import date

        from assistant.drafting.review_export import export_review, review_json
        from assistant.settings import load_settings
        from ui.checking import load_checker

        checker = load_checker(load_settings(), date.today())
        checked = checker.check(file)
        written = export_review(checked, out, checker.sources, checker.today, replace=replace) if out else None
    if as_json:
        _print_json(review_json(checked, checker.sources))
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
    with _expected_errors(as_json):
        from datetime import date

        from assistant.drafting.portfolio import export_portfolio, portfolio_json
        from assistant.settings import load_settings
        from ui.checking import load_checker

        checker = load_checker(load_settings(), date.today())
        with _progress(as_json) as progress:
            held = checker.check_folder(folder, progress)
        written = export_portfolio(held, out, checker.sources, checker.today, replace=replace) if out else None
    if as_json:
        _print_json(portfolio_json(held, checker.sources))
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
    with _expected_errors(as_json):
        from ui.tendering import empty_brief, write_tender

        if example or brief is None or out is None:
            typer.echo(empty_brief(itt, evidence or []), nl=False)
            return
        report = write_tender(brief, out, replace=replace, reword=reword)
    if as_json:
        _print_json(report.as_dict())
    else:
        typer.echo(report.as_text())


@check_app.command("tender")
def check_tender(
    file: Annotated[Path, typer.Argument(help="Your answer: DOCX, PDF, Markdown or text.")],
    question: Annotated[str, typer.Option(help="The buyer's question, word for word.")] = "",
    question_file: Annotated[Optional[Path], typer.Option("--question-file", help="A file that holds the question, in place of --question.")] = None,
    limit: Annotated[Optional[int], typer.Option(min=1, max=30000, help="The most words it may have. Left out: the question's own limit, if it gives one.")] = None,
    evidence: Annotated[Optional[list[Path]], typer.Option(help="A report of your own to hold the answer's figures against; may be given again.")] = None,
    as_json: Json = False,
) -> None:
    """Mark an answer on nine criteria, 0 to 5 each, with the words that earned it, what would lift it by one, and what to put right."""
    if bool(question) == (question_file is not None):
        raise typer.BadParameter("give the question, with either --question TEXT or --question-file FILE")
    with _expected_errors(as_json):
        from assistant.settings import load_settings
        from assistant.tender.check import check_json
        from ui.tendering import check_file, read_pages

        settings = load_settings()
        asked = question or "\n\n".join(page.text for page in read_pages([question_file] if question_file else [], settings))
        check = check_file(file, asked, limit, evidence or [], settings)
    if as_json:
        _print_json(check_json(check))
    else:
        from ui.tender_text import print_check

        print_check(check)


# --- the conversations that are kept ----------------------------------------------------------------------

Id = Annotated[str, typer.Argument(help="The id of a conversation, or the beginning of it.")]


@talks_app.command("list")
def talks_list(
    find: Annotated[str, typer.Option(help="Only those with these words in the title, a question or an answer.")] = "",
    limit: Annotated[int, typer.Option(min=1, max=1000, help="At most this many.")] = 20,
    skip: Annotated[int, typer.Option(min=0, help="Leave out so many of the newest.")] = 0,
    as_json: Json = False,
) -> None:
    """List conversations, those used last first."""
    with _store(as_json) as store:
        found, total = store.search(find, limit, skip), store.count(find)
    if as_json:
        from assistant.export import summary_json

        _print_json({"total": total, "conversations": [summary_json(one) for one in found]})
    else:
        from ui.terminal import print_conversations

        print_conversations(found, total, skip + 1)
        typer.echo("" if found else "No conversations.", nl=not found)


@talks_app.command("show")
def talks_show(name: Id, as_json: Json = False) -> None:
    """Print a conversation: each question with its answer and sources."""
    with _store(as_json) as store:
        held = store.open(name)
    if as_json:
        from assistant.export import conversation_json

        _print_json(conversation_json(held))
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
    with _store(False) as store:
        from assistant.build import known_sources
        from assistant.export import export_conversation

        written = export_conversation(store.open(name), out, known_sources(), style=style, replace=replace)
    typer.echo(f"{written}: written")


@talks_app.command("rename")
def talks_rename(name: Id, title: Annotated[str, typer.Argument(help="The new title.")]) -> None:
    """Give a conversation another title."""
    with _store(False) as store:
        typer.echo(f"{name}: {store.rename(name, title)}")


@talks_app.command("delete")
def talks_delete(name: Id) -> None:
    """Delete a conversation for good."""
    with _store(False) as store:
        about = store.open(name).about
        store.delete(about.id)
    typer.echo(f"deleted: {about.title}")


@talks_app.command("delete-all")
def talks_delete_all(yes: Annotated[bool, typer.Option("--yes", help="Do not ask first.")] = False) -> None:
    """Delete every conversation for good."""
    with _store(False) as store:
        if not yes and not typer.confirm(f"Delete all {store.count()} conversations for good?"):
            raise typer.Exit(1)
        gone = store.delete_all()
    typer.echo(f"deleted: {gone} conversations")


# --- what every command shares ---------------------------------------------------------------------------

@contextmanager
def _expected_errors(as_json: bool) -> Iterator[None]:
    """Expected errors become one line on stderr and exit status 1; anything else is a bug and shows its traceback."""
    from assistant.errors import SocialValueError

    try:
        yield
    except SocialValueError as error:
        typer.echo(json.dumps({"error": str(error)}, ensure_ascii=False) if as_json else f"social-value: {error}", err=True)
        raise typer.Exit(1) from None
    except KeyboardInterrupt:
        typer.echo("social-value: stopped; what was finished is kept, and running the command again goes on from there", err=True)
        raise typer.Exit(130) from None


@contextmanager
def _store(as_json: bool) -> Iterator[Any]:
    """The store of conversations, with expected errors as above."""
    with _expected_errors(as_json):
        from assistant.conversation import open_conversations
        from assistant.settings import load_settings

        store = open_conversations(load_settings())
        try:
            yield store
        finally:
            store.close()


@contextmanager
def _progress(quiet: bool) -> Iterator[Any]:
    """A progress bar on stderr where that is a terminal; yields report(what, done, total)."""
    if quiet or not sys.stderr.isatty():
        yield lambda *_: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    with Progress(TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn(), console=Console(stderr=True),
                  transient=True) as bar:
        task = bar.add_task("working", total=None)
        yield lambda what, done, total: bar.update(task, description=what[:40], completed=done, total=total)


def _print_json(value: object) -> None:
    typer.echo(json.dumps(value, ensure_ascii=False, indent=None if os.environ.get("SOCIAL_VALUE_TEST_COMPACT") else 2))


def main() -> None:
    """The entry point."""
    app()


if __name__ == "__main__":
    main()
