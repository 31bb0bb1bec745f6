"""The check of a policy held against a careful reader's marks: `python -m evals.policies [--split NAME]`.

The policies and their marks stand in policy_texts/. Of those that may not be looked at while rules are tuned only totals are shown.
"""

from __future__ import annotations

import argparse
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.currency import Currency
from assistant.domain import Page, Passage
from assistant.drafting.clauses import ELEMENTS
from assistant.drafting.elements import load_elements
from assistant.drafting.findings import firm
from assistant.drafting.review import Mark, Review, Standard, load_standard, off_page, review
from assistant.drafting.rubric import ACTIVE, EVIDENCED, LIMITED, NOT_EVIDENCED, PASSIVE
from assistant.drafting.signs import find
from assistant.drafting.statements import statements
from assistant.settings import CORPUS
from assistant.yaml_data import check_keys, check_unique, read_list, read_yaml
from evals.cases import DatasetError
from evals.claims import corpus_pages
from evals.stats import Estimate, estimate
from ingest.blocks import BlockKind
from ingest.chunk import chunk
from ingest.readers import read

TEXTS = Path(__file__).parent / "policy_texts"
SPLITS = ("tuned", "second", "third", "fourth", "held_out")
SHOWN = ("tuned", "second", "third")
"""Splits whose disagreements may be shown: the first was tuned on from the start, the others have been looked at since."""
TODAY = date(2026, 11, 22)
"""The clock of the marks."""
KINDS = frozenset(["wrong-law", "repealed-law", "body-gone", "must-for-consider", "ceiling-no-floor", "expired-target", "no-lead", "no-review-date",
                   "past-review-date", "promise-no-measure", "open-question", "local-only"])


@dataclass(frozen=True, slots=True)
class Gold:
    """What a careful reader marks in a document. `marks` are in the order of ELEMENTS; `findings` are (kind, some of its words)."""

    id: str
    path: Path
    split: str
    is_policy: bool
    marks: tuple[Mark, ...] = ()
    findings: tuple[tuple[str, str], ...] = ()
    allowed: tuple[str, ...] = ()
    evidence: str = ""
    approach: str = ""


@dataclass(frozen=True, slots=True)
class Result:
    """A document's marks beside the gold. The lists hold 1 for agreement and 0 for none; `alarms` are kinds that nobody marked."""

    gold: Gold
    checked: Review
    off_page: int

    @property
    def is_told(self) -> bool:
        """Whether it was told right that it is a policy, or that it is not."""
        return self.checked.is_policy == self.gold.is_policy

    @property
    def marks(self) -> list[int]:
        """One for each element; all nought where a policy was taken for something else."""
        if not self.gold.is_policy:
            return []
        return [int(a.mark is b) for a, b in zip(self.checked.marks, self.gold.marks, strict=True)] if self.checked.is_policy else [0] * len(ELEMENTS)

    @property
    def found(self) -> list[int]:
        """One for each finding of the gold."""
        return [int(any(_is(finding, kind, words) for finding in self.checked.findings)) for kind, words in self.gold.findings]

    @property
    def alarms(self) -> list[str]:
        """Kinds that were found and nobody marked."""
        known = {kind for kind, _ in self.gold.findings} | set(self.gold.allowed)
        return [finding.kind for finding in self.checked.findings if finding.kind not in known]

    @property
    def rubric(self) -> list[int]:
        """Evidence and approach."""
        if not self.gold.is_policy:
            return []
        return [int(self.checked.rubric.evidence.level == self.gold.evidence), int(self.checked.rubric.approach.level == self.gold.approach)]


def read_gold(folder: Path = TEXTS) -> tuple[Gold, ...]:
    """The marks of a folder. Raises DatasetError or CorpusError: file, document, key and what was expected."""
    rows = read_list(folder / "gold.yaml")
    gold = tuple(_gold(folder, f"gold.yaml, document {number}", row) for number, row in enumerate(rows, 1))
    check_unique("gold.yaml", "id", (one.id for one in gold))
    return gold


def _gold(folder: Path, where: str, row: Any) -> Gold:
    row = check_keys(where, row, {"id", "file", "split"}, {"is_policy", "marks", "findings", "allowed", "evidence", "approach"})
    where = f"gold.yaml, {row['id']}"
    path = folder / row["file"]
    if row["split"] not in SPLITS or not path.is_file():
        raise DatasetError(f"{where}: split {row['split']!r} and file {row['file']!r}; expected one of {', '.join(SPLITS)}, and a file that is there")
    if not row["is_policy"]:
        return Gold(row["id"], path, row["split"], False)
    if len(row["marks"]) != len(ELEMENTS):
        raise DatasetError(f"{where}: {len(row['marks'])} marks; expected one for each of {', '.join(ELEMENTS)}")
    findings = tuple((f["kind"], f["words"]) for f in row.get("findings") or ())
    if wrong := sorted(({kind for kind, _ in findings} | set(row.get("allowed", ()))) - KINDS):
        raise DatasetError(f"{where}: finding {wrong[0]!r}; expected one of {', '.join(sorted(KINDS))}")
    if row["evidence"] not in (EVIDENCED, NOT_EVIDENCED) or row["approach"] not in (ACTIVE, LIMITED, PASSIVE):
        raise DatasetError(f"{where}: evidence {row['evidence']!r}, approach {row['approach']!r}; expected levels of the report")
    return Gold(row["id"], path, row["split"], True, tuple(Mark(mark) for mark in row["marks"]), findings, tuple(row.get("allowed", ())), row["evidence"], row["approach"])


@lru_cache(maxsize=1)
def standard() -> Standard:
    """The shipped standard on the clock of the marks."""
    return load_standard(corpus_pages().text, Currency.load(CORPUS / "law", lambda: TODAY))


def read_policy(path: Path) -> tuple[str, tuple[Page, ...], tuple[Passage, ...]]:
    """Title, pages and passages of a document, as `check policy` reads it."""
    raw = read(path)
    title = next((block.text for page in raw for block in page.blocks if block.kind is BlockKind.HEADING), raw[0].blocks[0].text)
    return title, *chunk("upload", raw, title)


def evaluate(gold: Sequence[Gold]) -> list[Result]:
    """The check of each document beside its marks."""
    results = []
    for one in gold:
        title, pages, passages = read_policy(one.path)
        checked = review(title, pages, passages, standard(), TODAY)
        results.append(Result(one, checked, len(off_page(checked, pages))))
    return results


def phrases(path: Path = TEXTS / "phrases.yaml") -> Iterator[tuple[str, str, bool, bool]]:
    """Each phrase of the file: (sign, words, whether they say it, whether the check thinks so)."""
    signs = {f"{element.id}.{sign.id}": sign for element in load_elements(corpus_pages().text) for sign in element.signs}
    for name, row in read_yaml(path).items():
        row = check_keys(f"{path.name}, {name}", row, {"says", "near"})
        for says, group in ((True, row["says"]), (False, row["near"])):
            for words in group:
                heading, _, text = words[1:].partition("] ") if words.startswith("[") else ("", "", words)
                text = text.replace(" | ", "  ")
                passage = Passage("p", "upload", "1", ("The policy", *filter(None, [heading])), text, 0, len(text))
                yield name, words, says, bool(firm(find(signs[name].patterns, statements([passage], "The policy"), TODAY)))


def summary(results: Sequence[Result]) -> dict[str, Estimate | None]:
    """Agreement with the marks, each a share with its n and standard error; alarms are a number for each policy."""
    return {
        "elements": estimate([float(mark) for r in results for mark in r.marks]), "policy or not": estimate([float(r.is_told) for r in results]),
        "findings found": estimate([float(hit) for r in results for hit in r.found]), "false alarms a policy": estimate([float(len(r.alarms)) for r in results if r.gold.is_policy]),
        "rubric": estimate([float(hit) for r in results for hit in r.rubric]), "quotes off their page": estimate([float(r.off_page) for r in results]),
    }


def _is(finding: Any, kind: str, words: str) -> bool:
    return finding.kind == kind and (not words or any(words.casefold() in " ".join(place.quote.split()).casefold() for place in finding.places))


def _table(results: Sequence[Result], splits: Collection[str]) -> Iterator[str]:
    yield "| split | documents | elements | policy or not | findings found | false alarms a policy | rubric | quotes off page |"
    yield "| --- | --- | --- | --- | --- | --- | --- | --- |"
    for split in splits:
        mine = [r for r in results if r.gold.split == split]
        if mine:
            told = [f"{e.mean:.2f} ± {e.se:.2f} (n {e.n})" if e else "-" for e in summary(mine).values()]
            yield f"| {split} | {len(mine)} | {' | '.join(told)} |"


def main(arguments: Sequence[str] | None = None) -> int:
    """Prints the table, and the disagreements of the splits that may be looked at."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--split", choices=SPLITS)
    chosen = parser.parse_args(arguments).split
    results = evaluate([one for one in read_gold() if chosen in (None, one.split)])
    print("\n".join(_table(results, SPLITS)))
    for r in results:
        if r.gold.split not in SHOWN:
            continue
        wrong = [f"{mark.element.id} {mark.mark.value} for {gold.value}" for mark, gold in zip(r.checked.marks, r.gold.marks, strict=False) if mark.mark is not gold]
        missed = [f"{kind} “{words}” not found" for (kind, words), hit in zip(r.gold.findings, r.found, strict=True) if not hit]
        told = [] if r.is_told else [f"taken for {'a policy' if r.checked.is_policy else r.checked.instead or 'something else'}"]
        if everything := [*told, *wrong, *missed, *(f"{kind} though nobody marked it" for kind in r.alarms)]:
            print(f"{r.gold.id}: {'; '.join(everything)}")
    said = list(phrases())
    print(f"phrases: {sum(hit for *_, says, hit in said if says)} of {sum(says for *_, says, _ in said)} known; {sum(hit for *_, says, hit in said if not says)} of "
          f"{sum(not says for *_, says, _ in said)} near misses taken for one")
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
