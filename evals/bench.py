"""Speed as ratios within one run: `python -m evals.bench [ingest] [corpus] [start] [large]`. Machines differ; ratios to embedding alone travel.

Questions: embed -> search -> extract -> check, over embedding the same question alone, at the corpus's size and with 10,000
passages of made prose added. Ingest: a first and a second run, over embedding the same passages alone. Start: `ask` in a
fresh process over importing the embedder and loading its model, and commands that need no model.
"""

from __future__ import annotations

import argparse
import os
import random
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from assistant import build
from assistant.assistant import Assistant
from assistant.models import Embedder, load_embedder
from assistant.settings import Settings
from evals.cases import load_cases
from evals.stats import percentile
from ingest.pipeline import embedding_text, ingest

WARM = 10
"""How many questions are asked untimed, so that everything is loaded."""
WORDS = ["council", "service", "contract", "provider", "community", "benefit", "report", "budget", "review", "group", "partner", "outcome", "policy", "value", "local", "health", "support", "measure", "target", "plan", "area", "people", "work", "training", "cost", "quality", "risk", "market", "need", "change"]


def made_prose(passages: int, seed: int = 0) -> str:
    """That many paragraphs of about 70 words, as Markdown with a heading every twenty."""
    pick = random.Random(seed)
    parts = []
    for n in range(passages):
        if n % 20 == 0:
            parts.append(f"## Part {n // 20}")
        parts.append(" ".join(" ".join(pick.choices(WORDS, k=14)).capitalize() + f" {pick.randint(1, 999)}." for _ in range(5)))
    return "\n\n".join(parts)


def question_times(assistant: Assistant, embedder: Embedder) -> tuple[list[float], list[float]]:
    """Seconds of embedding alone and of question to checked answer, for each tuned question but the WARM first, both warm and in turn.

    None is asked twice: what was asked lately is kept at hand, and would cost too little.
    """
    warm, cases = (cases := load_cases("tuned"))[:WARM], cases[WARM:]
    for case in warm:
        assistant.ask(case.question)
    alone, whole = [], []
    for case in cases:
        start = time.perf_counter()
        embedder.embed([case.question])
        alone.append(time.perf_counter() - start)
        start = time.perf_counter()
        assistant.ask(case.question, None, case.history)
        whole.append(time.perf_counter() - start)
    return alone, whole


def grown(settings: Settings, embedder: Embedder, paths: list[Path]) -> None:
    """The shipped corpus and these files in the index."""
    library = build.open_library(settings, create=True)
    ingest(settings, paths, library, build.open_store(settings), lambda: embedder)
    library.close()


def questions(settings: Settings, embedder: Embedder) -> None:
    """Prints median and p95 of question-to-answer over embedding alone."""
    library = build.open_library(settings)
    label = f"{library.count()} passages"
    library.close()
    alone, whole = question_times(build.build_assistant(settings, embedder), embedder)
    base = percentile(alone, 0.5)
    print(f"question to checked answer, {label}: median {percentile(whole, 0.5) / base:.2f} x, p95 {percentile(whole, 0.95) / base:.2f} x "
          f"embedding alone ({base * 1000:.1f} ms), n {len(whole)}", flush=True)


def _timed(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start


def ingests(embedder: Embedder) -> None:
    """Prints the first and the second ingest of the shipped corpus over embedding its passages alone."""
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(data_dir=Path(place))
        library = build.open_library(settings, create=True)
        store = build.open_store(settings)
        store.count()
        embedder.embed(["warm"])
        first = _timed(lambda: ingest(settings, [], library, store, lambda: embedder))
        second = _timed(lambda: ingest(settings, [], library, store, lambda: embedder))
        texts = sorted((embedding_text(p) for p in library.all_passages()), key=len, reverse=True)
        alone = _timed(lambda: embedder.embed(texts))
        print(f"ingest of {len(texts)} passages: first {first / alone:.2f} x embedding alone ({alone:.1f} s), second {second / first:.4f} x the first", flush=True)


def starts(settings: Settings) -> None:
    """Prints fresh-process times over importing the embedder and loading its model."""
    environment = os.environ | {"SOCIAL_VALUE_DATA_DIR": str(settings.data_dir)}

    def process(*arguments: str) -> float:
        return min(_timed(lambda: subprocess.run([sys.executable, *arguments], check=False, capture_output=True, env=environment)) for _ in range(3))

    load = process("-c", "from assistant.settings import Settings; from assistant.models import load_embedder; load_embedder(Settings())")
    ask = process("-m", "ui.cli", "ask", "What weighting was common?")
    print(f"ask in a fresh process: {ask / load:.2f} x importing the embedder and loading its model ({load:.1f} s)")
    for arguments in (("--help",), ("doctor", "--quick")):
        print(f"social-value {' '.join(arguments)}: {process('-m', 'ui.cli', *arguments) / load:.3f} x that", flush=True)


PARTS = ("ingest", "corpus", "start", "large")


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs the benchmarks that are named, all without a name, and prints a line each."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench", description="Speed as ratios within one run.")
    parser.add_argument("parts", nargs="*", metavar="part", help=f"which, of: {', '.join(PARTS)} (all of them without a name)")
    parts = parser.parse_args(arguments).parts or PARTS
    if unknown := sorted(set(parts) - set(PARTS)):
        parser.error(f"no such part: {', '.join(unknown)}; there are {', '.join(PARTS)}")
    embedder = load_embedder(Settings())
    if "ingest" in parts:
        ingests(embedder)
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(data_dir=Path(place))
        grown(settings, embedder, [])
        if "corpus" in parts:
            questions(settings, embedder)
        if "start" in parts:
            starts(settings)
        if "large" in parts:
            prose = Path(place) / "prose.md"
            prose.write_text(made_prose(10_000), encoding="utf-8")
            grown(settings, embedder, [prose])
            questions(settings, embedder)
    print(f"peak memory of this process: {resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1e6:.2f} GB")
    return 0


if __name__ == "__main__":
    sys.exit(main())
