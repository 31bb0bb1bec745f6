"""How cost grows with the index: `python -m evals.scale [--sizes 1000,10000,100000] [--made-vectors] [--out FOLDER]`.

For each size, that many passages of made prose (seeded) are ingested beside the shipped corpus, and questions are asked
in a fresh process. Everything is a ratio to its floor in the same run: ingest to embedding the same kind of passages
alone (timed on SAMPLE of them), a question to embedding it alone, memory to a process that only loads the embedder.
With --out the table (Markdown) and a page with charts (HTML) are kept.

100,000 passages take about an hour on two cores, nearly all of it embedding. --made-vectors leaves that out: SAMPLE made
passages are embedded, and every other's vector is a seeded mixture of four of theirs with a little noise, so the vectors lie
as close together as real ones. All else is as it is (reading, record, vector store, keyword index, questions, which are
embedded); the ingest's ratio then has the time of embedding reckoned from SAMPLE in both its parts, and the table says so.
"""

from __future__ import annotations

import argparse
import json
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from importlib import resources
from pathlib import Path

import numpy as np

from assistant import build
from assistant.models import load_embedder
from assistant.settings import Settings
from evals import markup
from evals.bench import made_prose, question_times
from evals.charts import line
from evals.markup import esc
from evals.stats import percentile
from ingest.pipeline import ingest

SIZES = (1_000, 10_000, 100_000)
SAMPLE = 1_000
"""How many passages embedding alone is timed on."""
A_FILE = 1_000
"""Made passages a file."""
ROWS = {
    "ingest": "ingest, over embedding the same passages alone",
    "again": "ingest with nothing changed, over the first",
    "median": "question to checked answer, median, over embedding it alone",
    "p95": "question to checked answer, 95th percentile, over the same",
    "open": "opening the index for the first question, over loading the embedder",
    "memory": "peak memory of a process that answers, over one that loads the embedder",
}


class MadeVectors:
    """An Embedder whose vectors are seeded mixtures of MIXED of a real embedder's, with NOISE, for passages that nobody reads."""

    MIXED, NOISE = 4, 0.3

    def __init__(self, known: np.ndarray, name: str, seed: int = 0) -> None:
        """`known` are unit vectors, a row each, of passages of the kind that is made."""
        self._known, self._random = known, np.random.default_rng(seed)
        self.name, self.dimension = name, known.shape[1]

    def embed(self, texts: Sequence[str]) -> np.ndarray:
        """A unit row for each text, whatever it says."""
        picked = self._known[self._random.integers(0, len(self._known), (len(texts), self.MIXED))].mean(axis=1)
        noise = self._random.normal(0, self.NOISE / np.sqrt(self.dimension), picked.shape)
        mixed = (picked + noise).astype(np.float32)
        return mixed / np.linalg.norm(mixed, axis=1, keepdims=True)


_EMBEDDED = "Passages are seeded made prose; every one was embedded."
_MADE = (f"Passages are seeded made prose. Their vectors are seeded mixtures of those of {SAMPLE:,} embedded passages; the time to embed them all is reckoned from "
         "those and counted in the ingest. Questions are embedded as they are.")


def measure_ingest(size: int, data: Path, *, made_vectors: bool = False) -> dict[str, float]:
    """Ingests the corpus and `size` made passages into a data folder: ratios `ingest` and `again`, and passages a second."""
    settings = Settings(data_dir=data)
    prose = data / "prose"
    prose.mkdir(parents=True)
    for number in range(0, size, A_FILE):
        (prose / f"prose-{number:06d}.md").write_text(made_prose(min(A_FILE, size - number), seed=number), encoding="utf-8")
    embedder = load_embedder(settings)
    embedder.embed(["warm"])
    library, store = build.open_library(settings, create=True), build.open_store(settings)
    ingest(settings, [], library, store, lambda: embedder)
    sample = sorted(made_prose(SAMPLE, seed=size).split("\n\n"), key=len, reverse=True)[:SAMPLE]
    start = time.perf_counter()
    vectors = embedder.embed(sample)
    each = (time.perf_counter() - start) / len(sample)
    used = MadeVectors(vectors, embedder.name) if made_vectors else embedder
    start = time.perf_counter()
    ingest(settings, [prose], library, store, lambda: used)
    first = time.perf_counter() - start
    start = time.perf_counter()
    ingest(settings, [prose], library, store, lambda: used)
    second = time.perf_counter() - start
    made = sum(p.source_id.startswith("upload-") for p in library.all_passages())
    library.close()
    alone = each * made
    first += alone if made_vectors else 0
    return {"passages": made, "ingest": first / alone, "again": second / first, "passages_per_second": made / first}


def measure_questions(data: Path) -> dict[str, float]:
    """Asks the tuned questions over an index: ratios `median`, `p95` and `open`. To be called in a fresh process."""
    settings = Settings(data_dir=data)
    start = time.perf_counter()
    embedder = load_embedder(settings)
    embedder.embed(["warm"])
    loaded = time.perf_counter() - start
    memory = _memory()
    start = time.perf_counter()
    assistant = build.build_assistant(settings, embedder)
    assistant.ask("What weighting was common?")
    opened = time.perf_counter() - start
    alone, whole = question_times(assistant, embedder)
    base = percentile(alone, 0.5)
    return {"median": percentile(whole, 0.5) / base, "p95": percentile(whole, 0.95) / base, "open": opened / loaded,
            "memory": _memory() / memory, "memory_gb": _memory()}


def table(results: Mapping[int, Mapping[str, float]]) -> str:
    """A row a measure, a column a size."""
    lines = [f"| | {' | '.join(f'{size:,} passages' for size in results)} |", "| --- |" + " --- |" * len(results)]
    lines += [f"| {about} | " + " | ".join(f"{r[name]:.3f}" if name == "again" else f"{r[name]:.2f}" for r in results.values()) + " |" for name, about in ROWS.items()]
    lines.append("| passages ingested a second, on this machine | " + " | ".join(f"{r['passages_per_second']:.0f}" for r in results.values()) + " |")
    lines.append("| peak memory of a process that answers, GB | " + " | ".join(f"{r['memory_gb']:.2f}" for r in results.values()) + " |")
    return "\n".join(lines)


def page(results: Mapping[int, Mapping[str, float]]) -> str:
    """One self-contained HTML page: a chart for each measure by the size of the index (a step is ten times as many), and the table."""
    style = resources.files("evals").joinpath("report.css").read_text(encoding="utf-8")
    charts = []
    for name, about in ROWS.items():
        values = [r[name] for r in results.values()]
        told = "; ".join(f"{value:.3g} at {size:,} passages" for size, value in zip(results, values, strict=True))
        charts.append(f"<h2>{esc(about.capitalize())}</h2>" + line(name, about, told, list(enumerate(values)), max(values) or 1.0) + f"<p>{esc(told)}.</p>")
    rows = [[about, *(f"{r[name]:.3g}" for r in results.values())] for name, about in ROWS.items()]
    whole = markup.table("Every measure, by passages in the index", ["measure", *(f"{size:,}" for size in results)], rows)
    return (f'<!doctype html>\n<html lang="en-GB"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
            f"<title>Cost by size of the index</title><style>{style}</style></head><body><main><h1>Cost as a ratio to its floor, by size of the index</h1>"
            f"{whole}{''.join(charts)}</main></body></html>\n")


def _memory() -> float:
    """Peak memory of this process in GB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6


def main(arguments: Sequence[str]) -> int:
    """Measures every size, each in processes of its own, and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default=",".join(map(str, SIZES)))
    parser.add_argument("--made-vectors", action="store_true", help="mix the passages' vectors from those of a sample instead of embedding each")
    parser.add_argument("--out", type=Path)
    parser.add_argument("--step", choices=["ingest", "questions"], help=argparse.SUPPRESS)
    parser.add_argument("--data", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args(arguments)
    if given.step:
        print(json.dumps(measure_ingest(int(given.sizes), given.data, made_vectors=given.made_vectors) if given.step == "ingest" else measure_questions(given.data)))
        return 0
    results: dict[int, dict[str, float]] = {}
    for size in map(int, given.sizes.split(",")):
        with tempfile.TemporaryDirectory() as place:
            steps = [_step(step, size, Path(place) / "data", made_vectors=given.made_vectors) for step in ("ingest", "questions")]
        results[size] = {k: v for step in steps for k, v in step.items()}
        print(f"{size:,}: {json.dumps({k: round(v, 3) for k, v in results[size].items()})}", file=sys.stderr, flush=True)
    shown = f"{table(results)}\n\n{_MADE if given.made_vectors else _EMBEDDED}"
    print(shown)
    if given.out:
        given.out.mkdir(parents=True, exist_ok=True)
        (given.out / "scale.md").write_text(shown + "\n", encoding="utf-8")
        (given.out / "scale.html").write_text(page(results), encoding="utf-8")
    return 0


def _step(step: str, size: int, data: Path, *, made_vectors: bool) -> dict[str, float]:
    done = subprocess.run([sys.executable, "-m", "evals.scale", "--step", step, "--sizes", str(size), "--data", str(data), *(["--made-vectors"] if made_vectors else [])],
                          stdout=subprocess.PIPE, text=True, check=True, env=dict(os.environ))
    return json.loads(done.stdout.splitlines()[-1])


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
