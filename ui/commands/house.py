"""The house: ingest, serve, doctor."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from ui.commands.shared import Json, expected_errors, print_json, progress_bar

app = typer.Typer()


@app.command()
def ingest(
    paths: Annotated[Optional[list[Path]], typer.Argument(help="Files or folders to add; none: the shipped corpus.")] = None,
    forget: Annotated[Optional[list[str]], typer.Option("--forget", metavar="NAME_OR_PATH", help="Take a document of your own out of the index, by its id, title, file name or path, or all from a folder; your files stay. May be given again.")] = None,
    rebuild: Annotated[bool, typer.Option("--rebuild", help="Read and embed everything again, from nothing.")] = False,
    as_json: Json = False,
) -> None:
    """Bring the index in line with the shipped corpus, or with files and folders of your own."""
    from ui.commands.ingesting import forget_documents, steps

    if forget:
        if paths or rebuild:
            raise typer.BadParameter("--forget takes documents out; give it without paths to add and without --rebuild")
        forget_documents(forget, as_json)
        return
    said = steps(as_json)
    with expected_errors(as_json, lambda: said.kept(rebuild)):
        from functools import cache

        from assistant.models import load_embedder
        from assistant.planted import told
        from assistant.settings import load_settings
        from ingest.files import UNREAD
        from ingest.run import run

        settings = load_settings()
        with progress_bar(as_json, said.progress) as progress:
            report = run(settings, paths or [], cache(lambda: load_embedder(settings)), rebuild=rebuild, progress=progress, tell=said.tell)
    if as_json:
        print_json(report.as_dict())
    else:
        for said in report.mended:
            typer.echo(f"mended     {said}")
        lists = {name: getattr(report, name) for name in ("added", "replaced", "removed", "unchanged")}
        for name, ids in (lists | {"skipped": [Path(file.path).name for file in report.skipped]}).items():
            if ids:
                typer.echo(f"{name:10} {len(ids):4}  {', '.join(ids[:8])}{' ...' if len(ids) > 8 else ''}")
        for name, count in report.planted.items():
            typer.echo(f"note          1  {name}: {told(count)}")
        for copy in report.duplicates:
            typer.echo(f"duplicate     1  {copy.message}")
        if report.skipped:
            typer.echo(f"           {UNREAD}")
        for failure in report.failed:
            typer.echo(f"failed     {failure.outcome}: {failure.message}")
        typer.echo(f"The index holds {report.passages} passages.")
    if report.failed:
        raise typer.Exit(1)


@app.command()
def serve(
    port: Annotated[int, typer.Option(min=1, max=65535, help="The port on 127.0.0.1.")] = 8501,
    open_browser: Annotated[bool, typer.Option("--open", help="Open the page in your browser.")] = False,
) -> None:
    """Open the web app on 127.0.0.1."""
    with expected_errors(False):
        from assistant.build import open_library
        from assistant.errors import SocialValueError
        from assistant.settings import load_settings
        from ui.doctor import port_is_free

        open_library(load_settings()).close()
        if not port_is_free(port):
            raise SocialValueError(f"port {port} on 127.0.0.1 is in use; close what uses it, or run `social-value serve --port {port + 1}`")
    page = Path(__file__).parent.with_name("app.py")
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

    with expected_errors(as_json):
        checks = check_all(quick=quick)
    if as_json:
        print_json({"ok": all(c.ok for c in checks if c.needed), "checks": [c.as_dict() for c in checks]})
    else:
        for c in checks:
            typer.echo(f"{'ok  ' if c.ok else 'FAIL' if c.needed else 'note'}  {c.name}: {c.found}")
            if not c.ok:
                typer.echo(f"      -> {c.remedy}")
    if not all(c.ok for c in checks if c.needed):
        raise typer.Exit(1)
