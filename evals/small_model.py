"""The product with a real small chat model: what of its sentences is left after the check, and that nothing untrue is.

    python -m evals.small_model [--cases 150] [--part 0] [--out ROWS]      # the whole suite: --cases 0

Serves SmolLM2-135M with llama.cpp's OpenAI-compatible server on 127.0.0.1, as a user would, and asks cases through the product; the tests
ask all of them with `--little`, and some with as much evidence as the product gives a model. Exit status 1 when a quote is off its page, a figure not in its quotes, or a forbidden statement made. The model is bad at
this, which is the point: what it may say shows what any model may say.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from pathlib import Path
from random import Random

from assistant.domain import Answer, Role
from assistant.errors import ChatUnanswered, SocialValueError
from assistant.settings import Settings, load_settings
from assistant.text import stands_in
from evals.cases import Dataset, load_datasets
from evals.runner import Row, ask
from evals.small_server import NAME, ROOT, served
from evals.stats import percentile
from evals.systems import System, open_system

SAFE = ("quotes_off_page", "figures_off_quotes", "forbidden")
LITTLE: Mapping[str, int] = {"evidence_tokens": 100, "chat_tokens": 80}
"""Settings with which the whole suite can be asked in minutes: the extractive answer's own lines as evidence, and some sentences of answer."""
WORKERS = 2
"""Cases asked at a time: while the server, which takes one request at a time, writes for one, the product finds the evidence for the next."""


# --- the cases -------------------------------------------------------------------------------------------


def part_of(datasets: Sequence[Dataset], cases: int, part: int = 0) -> tuple[Dataset, ...]:
    """The part-th of the parts of about `cases` cases that the datasets are cut into, each with some of every dataset; all of them for 0.

    Which case is in which part is drawn once and for all; the parts together are the whole, so that runs with one part after the other cover it.
    """
    total = sum(len(d.cases) for d in datasets)
    parts = max(1, round(total / cases)) if cases else 1
    chosen = []
    for dataset in datasets:
        ids = Random(dataset.name).sample([c.id for c in dataset.cases], len(dataset.cases))[part % parts::parts]
        chosen.append(replace(dataset, cases=tuple(c for c in dataset.cases if c.id in ids)))
    return tuple(d for d in chosen if d.cases)


def part_of_commit() -> int:
    """The part whose turn it is: how many commits there are, 0 outside a repository; SOCIAL_VALUE_TEST_PART names another."""
    if named := os.environ.get("SOCIAL_VALUE_TEST_PART"):
        return int(named)
    try:
        done = subprocess.run(["git", "rev-list", "--count", "HEAD"], cwd=ROOT, capture_output=True, text=True, check=False, timeout=20)
    except (OSError, subprocess.SubprocessError):
        return 0
    return int(done.stdout) if done.returncode == 0 else 0


def turned(datasets: Sequence[Dataset], part: int) -> tuple[Dataset, ...]:
    """The datasets from the part-th on, then those before it: where time runs out, it is not always the same that are left."""
    first = part % max(1, len(datasets))
    return (*datasets[first:], *datasets[:first])


@dataclass(frozen=True, slots=True)
class _Answers:
    """A system of which only the answers are looked at: the pages of its search, which cost a search more each, are not scored here."""

    system: System
    sources: Sequence[str]
    page_text: Callable[[str, str], str]

    def ask(self, question: str, role: Role | None, history: Sequence[str]) -> Answer:
        return self.system.ask(question, role, history)

    def found(self, _: Answer) -> None:
        return None


def ask_all(datasets: Sequence[Dataset], settings: Settings, seconds: float | None = None, keep: Callable[[Row], None] = lambda _: None) -> list[Row]:
    """Asks every case of the datasets, some at a time, none after so many seconds from the first. `keep` is called with each row as soon as it is there."""
    ends: float | None = None
    rows: list[Row] = []
    for dataset in datasets:
        if ends is not None and time.monotonic() >= ends:
            break
        with open_system("product", settings, dataset.documents) as opened, ThreadPoolExecutor(WORKERS) as pool:
            system = _Answers(opened, opened.sources, opened.page_text)
            ends = ends or (time.monotonic() + seconds if seconds else None)
            for row in pool.map(lambda case, s=system, until=ends: ask(case, s) if until is None or time.monotonic() < until else None, dataset.cases):
                if row is not None:
                    rows.append(row)
                    keep(row)
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
    asked = [row.answer for row in rows if row.answer and row.answer["usage"]]
    usage = [answer["usage"] for answer in asked]
    made = [answer["timings_ms"] for answer in asked if answer["mode"] != "extractive"]
    written, removed = sum(u["written"] for u in usage), sum(u["removed"] for u in usage)
    return {
        "cases": len(rows),
        "crashed": sum(row.answer is None and not _in_the_model(row) for row in rows),
        "the model did not answer in time, or broke off": sum(map(_in_the_model, rows)),
        "asked of the model": len(asked),
        "answers with a sentence of the model": len(made),
        "sentences written": written,
        "sentences removed": removed,
        "sentences left": written - removed,
        "of these in other words than their quote": sum(1 for _ in reworded(rows)),
        "quotes off their page": sum(row.scores.get("quotes_off_page") or 0 for row in rows),
        "figures not in their quotes": sum(row.scores.get("figures_off_quotes") or 0 for row in rows),
        "forbidden statements": sum(row.scores.get("forbidden") or 0 for row in rows),
        "tokens in, median": _median([u["tokens_in"] for u in usage]),
        "tokens out, median": _median([u["tokens_out"] for u in usage]),
        "evidence tokens, median": _median([u["evidence_tokens"] for u in usage]),
        "milliseconds to the first checked sentence, median": _median([t["first_sentence"] for t in made]),
        "times the extractive answer, until the first checked sentence, median": _median([1 + t["first_sentence"] / (t["total"] - t["model"]) for t in made]),
    }


def _in_the_model(row: Row) -> bool:
    return row.error.startswith(ChatUnanswered.__name__)


def _median(values: Sequence[float]) -> float:
    return percentile(values, 0.5) if values else 0


def untrue(rows: Sequence[Row]) -> list[str]:
    """The ids of the cases whose answer has what may never be."""
    return [row.id for row in rows if any(row.scores.get(name) for name in SAFE)]


def as_markdown(rows: Sequence[Row]) -> str:
    """The figures as a table."""
    return "\n".join(["| | |", "| --- | --- |", *(f"| {name} | {value:,.0f} |" for name, value in figures_of(rows).items())])


def main(argv: Sequence[str] | None = None) -> int:
    """Asks the cases and prints the table; 1 when something untrue got through."""
    parser = argparse.ArgumentParser(prog="python -m evals.small_model", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--cases", type=int, default=150, help="about how many cases; 0: all")
    parser.add_argument("--part", type=int, default=0, help="which of the parts of so many cases that the whole is cut into, from 0")
    parser.add_argument("--threads", type=int, default=2, help="of the model's server")
    parser.add_argument("--timeout", type=float, default=60, help="seconds for an answer")
    parser.add_argument("--little", action="store_true", help="with as little evidence and answer as the tests ask the whole suite with")
    parser.add_argument("--model", type=Path, help="another .gguf file")
    parser.add_argument("--out", type=Path, help="a file for the rows, one JSON object a line; a run that was cut off goes on in it")
    options = parser.parse_args(argv)
    there = [Row.from_dict(json.loads(line)) for line in options.out.read_text(encoding="utf-8").splitlines()] if options.out and options.out.exists() else []
    done = {row.id for row in there}

    def keep(row: Row) -> None:
        if options.out:
            with options.out.open("a", encoding="utf-8") as out:
                out.write(json.dumps(row.as_dict(), ensure_ascii=False) + "\n")

    try:
        with served(options.threads, options.model) as url:
            settings = load_settings(chat_model=f"openai:{NAME}", chat_base_url=url, chat_timeout=options.timeout, **(LITTLE if options.little else {}))
            wanted = [replace(d, cases=tuple(c for c in d.cases if c.id not in done)) for d in part_of(load_datasets("all"), options.cases, options.part)]
            rows = there + ask_all([d for d in wanted if d.cases], settings, keep=keep)
    except SocialValueError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    print(as_markdown(rows))
    for question, sentence, quote in reworded([row for row in rows if row.split != "held_out"]):
        print(f"\n{question}\n    {sentence}\n    “{quote}”")
    return 1 if untrue(rows) else 0


if __name__ == "__main__":
    sys.exit(main())
