"""How general behaviour does on documents nobody here has seen: `python -m evals.public [--data ../shared/data]`.

SQuAD 2.0 (eight articles, a paragraph a page) and CLAPNQ (a passage a page) are ingested into an index of their own and
asked through the whole product. The table is over the part that the shipped reader was not trained on (evals/train_reader.py,
fold 3): two articles and every fourth CLAPNQ question; --tuned asks the rest. Where the data is not there it says so and ends.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant import build
from assistant.models import load_embedder
from assistant.settings import Settings
from evals.metrics import refused
from evals.stats import auroc
from ingest.pipeline import ingest

UNSEEN = ("Steam_engine", "1973_oil_crisis")


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, the page its paragraph became, and whether the paragraph answers it."""

    question: str
    page: tuple[str, str]
    answerable: bool


def squad(data: Path, folder: Path, *, tuned: bool) -> list[Asked]:
    """Writes an article a Markdown file, a paragraph a page; returns the questions of the wanted part."""
    asked = []
    for article in json.loads((data / "squad2" / "articles_1_to_8.json").read_text(encoding="utf-8"))["data"]:
        ask = (article["title"] in UNSEEN) is not tuned
        name = article["title"].replace("_", "-").lower()
        pages = []
        for number, paragraph in enumerate(article["paragraphs"], 1):
            pages.append(f"<!-- page: {number} -->\n\n{' '.join(paragraph['context'].split())}\n")
            if ask:
                asked += [Asked(q["question"], (f"upload-{name}", str(number)), not q["is_impossible"]) for q in paragraph["qas"]]
        (folder / f"{name}.md").write_text("\n".join(pages), encoding="utf-8")
    return asked


def clapnq(data: Path, folder: Path, *, tuned: bool) -> list[Asked]:
    """Writes all passages into one file, a passage a page; returns the questions of the wanted part."""
    asked: list[Asked] = []
    pages: list[str] = []
    for name in ("answerable_first_150", "unanswerable_first_150"):
        lines = (data / "clapnq" / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
        for number, line in enumerate(lines):
            row = json.loads(line)
            label = str(len(pages) + 1)
            pages.append(f"<!-- page: {label} -->\n\n{' '.join(row['passages'][0]['text'].split())}\n")
            if (number % 4 == 3) is not tuned:
                asked.append(Asked(row["input"], ("upload-clapnq", label), name.startswith("answerable")))
    (folder / "clapnq.md").write_text("\n".join(pages), encoding="utf-8")
    return asked


def measure(name: str, asked: Sequence[Asked], folder: Path, step: int) -> str:
    """Ingests the folder, asks every step-th question, and returns a row of the table."""
    with tempfile.TemporaryDirectory() as place:
        settings = Settings(data_dir=Path(place))
        embedder = load_embedder(settings)
        library = build.open_library(settings, create=True)
        ingest(settings, [folder], library, build.open_store(settings), lambda: embedder)
        library.close()
        assistant = build.build_assistant(settings, embedder)
        first = five = n = 0
        scores, labels, cited = [], [], []
        for one in asked[::step]:
            answer = assistant.ask(one.question)
            scores.append(answer.confidence)
            labels.append(one.answerable)
            if one.answerable:
                found = [(e.passage.source_id, e.passage.page) for e in assistant.search(one.question, 5).evidence]
                first, five, n = first + (found[:1] == [one.page]), five + (one.page in found), n + 1
                cited.append((answer.confidence, bool(answer.citations) and (answer.citations[0].source_id, answer.citations[0].page) == one.page,
                              refused(answer)))
    cited.sort(key=lambda c: -c[0])
    kept = cited[:round(0.8 * len(cited))]
    wrong = sum(c[2] for c in cited) / len(cited)
    return (f"| {name} | {n} + {len(labels) - n} | {first / n:.3f} | {five / n:.3f} | {sum(c[1] for c in kept) / len(kept):.3f} | "
            f"{auroc(scores, labels):.3f} | {wrong:.3f} |")


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, default=Path(__file__).resolve().parents[2] / "shared" / "data")
    parser.add_argument("--tuned", action="store_true", help="the part used for tuning instead of the rest")
    parser.add_argument("--step", type=int, default=1, help="ask every so-manieth question")
    given = parser.parse_args(argv)
    if not given.data.exists():
        print(f"{given.data} is not there: the public data is not part of this repository; give its folder with --data")
        return 0
    print("| set | answerable + not | recall@1 | recall@5 | page precision at 80% answered | near-miss AUROC | wrongly refused |")
    print("| --- | --- | --- | --- | --- | --- | --- |")
    for name, load in (("SQuAD 2.0", squad), ("CLAPNQ", clapnq)):
        with tempfile.TemporaryDirectory() as place:
            print(measure(name, load(given.data, Path(place), tuned=given.tuned), Path(place), given.step), flush=True)
    return 0


if __name__ == "__main__":
    sys.exit(main())
