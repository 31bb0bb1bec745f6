"""An evaluation run as text and files."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from pathlib import Path

from assistant.errors import SocialValueError
from assistant.export import answer_json
from evals.runner import Result

Scores = Mapping[str, tuple[float, int, float] | None]


def as_markdown(name: str, scores: Scores) -> str:
    """The scores as a Markdown table: metric, mean, n, standard error."""
    rows = [f"| {metric} | {v[0]:.3f} | {v[1]} | {v[2]:.3f} |" for metric, v in scores.items() if v]
    return "\n".join([f"# {name}", "", "| metric | mean | n | s.e. |", "| --- | --- | --- | --- |", *rows])


def write(folder: Path, name: str, results: Sequence[Result], scores: Scores) -> None:
    """Keeps results.jsonl (a case a line) and report.md in a folder. Raises SocialValueError when it cannot."""
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with (folder / "results.jsonl").open("w", encoding="utf-8") as out:
            for r in results:
                row = {"id": r.case.id, "kind": r.case.kind, "scores": r.scores, "error": r.error,
                       "answer": answer_json(r.answer) if r.answer else None}
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
        (folder / "report.md").write_text(as_markdown(name, scores) + "\n", encoding="utf-8")
    except OSError as error:
        raise SocialValueError(f"{folder} cannot be written ({error.strerror}); give another --out") from error
