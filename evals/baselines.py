"""What the product scored when it was last committed, and every other system beside it: `python -m evals.baselines [--write] [SYSTEM ...]`.

Runs each system (or those named; the rest keep their scores) over all cases and prints one table, a row a system. With --write it keeps each system's scores in
evals/baselines/*.json, which `make test` holds the product to, and puts the table into README.md.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from assistant.errors import SocialValueError
from assistant.models import Embedder, load_embedder
from assistant.settings import Settings, load_settings
from evals.cases import load_datasets
from evals.metrics import METRICS
from evals.runner import Row, run, summary
from evals.systems import SYSTEMS, opened

FOLDER = Path(__file__).parent / "baselines"
README = Path(__file__).parent.parent / "README.md"
BEGIN, END = "<!-- side by side: python -m evals.baselines --write -->", "<!-- end of side by side -->"
COLUMNS = {"facts": "facts", "page_first": "first page", "near_miss_refused": "near misses refused", "wrongly_refused": "wrongly refused",
           "quotes_off_page": "quotes off page", "words": "words"}
SEEN, UNSEEN = "seen", "held out"
ALLOWANCE = 0.02
"""How far a mean may fall below its baseline before the floor test fails: processors differ in the last digits of a score,
and a case at a threshold may tip over."""
_TIMED = frozenset(["ms"])

Scores = Mapping[str, Mapping[str, Mapping[str, float]]]
"""part of the cases (seen, held out) -> metric -> {"mean", "n", "se"}."""


def rows_of(system: str, settings: Settings, embedder: Embedder) -> list[Row]:
    """A system asked all cases."""
    return [row for dataset, asked in opened(system, settings, load_datasets("all"), embedder) for row in run(dataset, asked)]


def scores_of(rows: Sequence[Row]) -> dict[str, dict[str, dict[str, float]]]:
    """The scores of what may be looked at and of what is held out, apart; times left out, as machines differ."""
    parts = {SEEN: [r for r in rows if r.split != "held_out"], UNSEEN: [r for r in rows if r.split == "held_out"]}
    return {part: {name: {"mean": round(e.mean, 4), "n": e.n, "se": round(e.se, 4)} for name, e in summary(mine).items() if name not in _TIMED}
            for part, mine in parts.items() if mine}


def drops(now: Scores, before: Scores, allowance: float = ALLOWANCE) -> list[str]:
    """Where the scores of now are worse than those of before by more than the allowance, a sentence each.

    What may never be (better at nought and nought before) has no allowance.
    """
    better = {m.name: m.better for m in METRICS} | {"crashed": -1}
    found = []
    for part, metrics in before.items():
        for name, old in metrics.items():
            sign, new = better.get(name, 0), now.get(part, {}).get(name)
            if not sign or new is None:
                continue
            spare = 0.0 if sign < 0 and old["mean"] == 0 else allowance
            if sign * (new["mean"] - old["mean"]) < -spare - 1e-9:
                found.append(f"{name} ({part}): {new['mean']:.3f}, was {old['mean']:.3f}")
    return found


def read_scores(system: str) -> Scores:
    """A system's committed scores. Raises SocialValueError when there are none."""
    try:
        return json.loads(_file(system).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise SocialValueError(f"no scores of {system!r} are kept; run `python -m evals.baselines --write`") from error


def table(scores: Mapping[str, Scores]) -> str:
    """One row a system: the mean over seen cases, and over held-out ones after the bar."""
    lines = [f"| system | {' | '.join(COLUMNS.values())} |", "| --- |" + " --- |" * len(COLUMNS)]
    for system, mine in scores.items():
        lines.append(f"| {system} | " + " | ".join(_cell(mine, metric) for metric in COLUMNS) + " |")
    return "\n".join(lines)


def in_readme(readme: str, table: str) -> str:
    """README text with the table between its marks. Raises SocialValueError when the marks are missing."""
    if BEGIN not in readme or END not in readme:
        raise SocialValueError(f"README.md lacks the marks {BEGIN} and {END}; put them where the table is to stand")
    return re.sub(re.escape(BEGIN) + r".*?" + re.escape(END), lambda _: f"{BEGIN}\n{table}\n{END}", readme, flags=re.S)


def _cell(scores: Scores, metric: str) -> str:
    means = [f"{value['mean']:.0f}" if metric == "words" else f"{value['mean']:.2f}" for part in (SEEN, UNSEEN) if (value := scores.get(part, {}).get(metric))]
    return " / ".join(means) or "-"


def _file(system: str) -> Path:
    return FOLDER / f"{system.replace(' ', '-')}.json"


def main(arguments: Sequence[str]) -> int:
    """Runs the systems named, or all, and prints the table; --write keeps it. Raises SocialValueError for a system without scores."""
    settings = load_settings()
    embedder = load_embedder(settings)
    kept: dict[str, Any] = {}
    wanted = [a for a in arguments if not a.startswith("--")] or list(SYSTEMS)
    for system in SYSTEMS:
        if system not in wanted:
            kept[system] = read_scores(system)
            continue
        kept[system] = scores_of(rows_of(system, settings, embedder))
        print(f"{system}: {sum(p['status']['n'] for p in kept[system].values())} cases", file=sys.stderr, flush=True)
    print(table(kept))
    if "--write" in arguments:
        FOLDER.mkdir(exist_ok=True)
        for system, scores in kept.items():
            _file(system).write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
        README.write_text(in_readme(README.read_text(encoding="utf-8"), table(kept)), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
