"""A run on disk: one folder with run.json (what was run, on what), cases.jsonl (a row a case), and the reports.

Rows are added as they come, so a run that is cut off goes on from there when it is started again with the same folder.
"""

from __future__ import annotations

import json
import platform
import subprocess
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from assistant.errors import SocialValueError
from assistant.settings import Settings
from evals.runner import Row

ABOUT, ROWS = "run.json", "cases.jsonl"
_PRIVATE = frozenset(["data_dir", "corpus_dir", "chroma_url", "chat_base_url", "readers", "maintainers"])
"""Settings that name a machine: not kept."""


class RunError(SocialValueError):
    """A run's folder cannot be read or written; the message says what to do."""


@dataclass(frozen=True, slots=True)
class About:
    """What was run. `started` is ISO; `commit` is the code's, "" outside a repository, with + when files differ from it."""

    set: str
    split: str
    system: str
    mode: str
    started: str
    commit: str
    python: str
    settings: Mapping[str, Any]

    def same_run(self, other: About) -> bool:
        """Whether rows of the two belong together."""
        return (self.set, self.split, self.system, self.mode, self.settings) == (other.set, other.split, other.system, other.mode, other.settings)


@dataclass(frozen=True, slots=True)
class Run:
    """A run as read from its folder."""

    about: About
    rows: tuple[Row, ...]


def about(name: str, split: str | None, system: str, settings: Settings, started: str) -> About:
    """The header of a run that starts now."""
    kept = {k: v for k, v in settings.model_dump(mode="json").items() if k not in _PRIVATE}
    return About(Path(name).stem, split or "", system, "generative" if settings.chat_model else "extractive", started, _commit(), platform.python_version(), kept)


def open_run(folder: Path, header: About) -> tuple[Run, Callable[[Row], None]]:
    """Begins a run in a folder, or goes on with the one that is there: (what is there, a way to add a row).

    Raises:
        RunError: another run is in that folder, or it cannot be written.
    """
    try:
        folder.mkdir(parents=True, exist_ok=True)
        if (folder / ABOUT).exists():
            there = read_run(folder)
            if not there.about.same_run(header):
                raise RunError(f"{folder} holds another run (set {there.about.set}, system {there.about.system}, or other settings); give another --out")
            (folder / ROWS).write_text("".join(_line(row) for row in there.rows), encoding="utf-8")  # without half a last line
        elif any(folder.iterdir()):
            raise RunError(f"{folder} is not empty and holds no run; give another --out")
        else:
            there = Run(header, ())
            (folder / ABOUT).write_text(json.dumps(asdict(header), ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
            (folder / ROWS).touch()
    except OSError as error:
        raise RunError(f"{folder} cannot be written ({error.strerror}); give another --out") from error

    def keep(row: Row) -> None:
        with (folder / ROWS).open("a", encoding="utf-8") as out:
            out.write(_line(row))

    return there, keep


def read_run(folder: Path) -> Run:
    """The run in a folder; a half-written last line is left out.

    Raises:
        RunError: there is none, or it is damaged.
    """
    try:
        header = About(**json.loads((folder / ABOUT).read_text(encoding="utf-8")))
        lines = (folder / ROWS).read_text(encoding="utf-8").splitlines(keepends=True)
    except (OSError, ValueError, TypeError) as error:
        raise RunError(f"{folder} holds no run that can be read ({type(error).__name__}); expected {ABOUT} and {ROWS} of `social-value eval run --out`") from error
    rows = []
    for number, line in enumerate(lines, 1):
        try:
            rows.append(Row.from_dict(json.loads(line)))
        except (ValueError, TypeError, KeyError) as error:
            if number == len(lines) and not line.endswith("\n"):
                break  # the run was cut off while it wrote this line
            raise RunError(f"{folder / ROWS}, line {number} is damaged; delete that line and run again with the same --out to ask its case anew") from error
    return Run(header, tuple(rows))


def write_reports(folder: Path, reports: Mapping[str, str]) -> None:
    """Writes report files (name -> text). Raises RunError."""
    try:
        for name, text in reports.items():
            (folder / name).write_text(text, encoding="utf-8")
    except OSError as error:
        raise RunError(f"{folder} cannot be written ({error.strerror}); give another --out") from error


def in_order(rows: Sequence[Row], ids: Sequence[str]) -> tuple[Row, ...]:
    """Rows in the order of their cases."""
    place = {case: n for n, case in enumerate(ids)}
    return tuple(sorted(rows, key=lambda row: place.get(row.id, len(place))))


def _line(row: Row) -> str:
    return json.dumps(row.as_dict(), ensure_ascii=False) + "\n"


def _commit() -> str:
    """The code's commit, short, with + when files differ from it; "" outside a repository or without git."""
    def git(*arguments: str) -> str:
        done = subprocess.run(["git", *arguments], cwd=Path(__file__).parent, capture_output=True, text=True, check=False, timeout=10)
        return done.stdout.strip() if done.returncode == 0 else ""

    try:
        commit = git("rev-parse", "--short", "HEAD")
        return f"{commit}+" if commit and git("status", "--porcelain", "--untracked-files=no") else commit
    except (OSError, subprocess.SubprocessError):
        return ""
