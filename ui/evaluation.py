"""`eval run`: settings and a set's name in, a kept run with its reports out."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

from assistant.chat_health import health
from assistant.settings import Settings, load_settings
from evals.cases import load_datasets
from evals.report import as_markdown
from evals.report_html import as_html
from evals.runner import latency, run, summary
from evals.runs import Run, about, in_order, open_run, write_reports
from evals.systems import known, opened


def run_set(name: str, split: str | None, system: str, out: Path | None, workers: int, retries: int,
            progress: Callable[[str, int, int], None], settings: Settings | None = None) -> tuple[Run, Path]:
    """Runs a set and keeps it; gives the run and its folder. Raises SocialValueError."""
    settings = settings or load_settings()
    datasets = load_datasets(name, split)
    known(system)
    health(settings)  # a model that is not there would fail every case
    started = datetime.now().astimezone().isoformat(timespec="seconds")
    folder = out or settings.data_dir / "evals" / f"{started[:19].replace(':', '')}-{Path(name).stem}"
    there, keep = open_run(folder, about(name, split, system, settings, started))
    rows = list(there.rows)
    done = {row.id for row in rows}
    for dataset, asked in opened(system, settings, [d for d in datasets if any(case.id not in done for case in d.cases)]):
        rows += run(dataset, asked, done=done, keep=keep, progress=progress, workers=workers, retries=retries)
    finished = Run(there.about, in_order(rows, [case.id for d in datasets for case in d.cases]))
    write_reports(folder, {"report.md": as_markdown(finished), "report.html": as_html(finished)})
    return finished, folder


def as_plain(run: Run) -> dict[str, Any]:
    """A run's scores for JSON: metric -> mean, n, standard error and 95% interval."""
    taken = latency(run.rows)
    return {
        "set": run.about.set, "system": run.about.system, "cases": len(run.rows),
        "scores": {name: {"mean": e.mean, "n": e.n, "se": e.se, "low": e.low, "high": e.high} for name, e in summary(run.rows).items()},
        "latency_ms": {"p50": taken[0], "p95": taken[1]} if taken else None,
    }
