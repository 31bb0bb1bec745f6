"""Tender answers marked by code, beside gold marks: `python -m evals.tenders [--split tuned|held_out] [--rows]`.

The marks of ten answers (evals/tenders.yaml) were written before the rules. Counted: criteria within one mark of gold, and the flags that had to be
raised; and of the drafts of the same briefs those that keep the limit, tie every sentence to something and invent nothing. Rows of held-out cases are
never shown.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.build import tender_materials
from assistant.check import on_page
from assistant.domain import Page
from assistant.errors import CorpusError
from assistant.tender.brief import brief_of
from assistant.tender.buyer import TenderMaterials
from assistant.tender.check import TenderCheck, check_tender
from assistant.tender.draft import draft_tender
from assistant.tender.evidence import sentences_of
from assistant.tender.ledger import inventions
from assistant.tender.parts import SLOT, shipped_parts
from assistant.tender.wording import CRITERIA
from assistant.yaml_data import check_keys, check_unique, read_list
from evals.drafts import strings

TENDERS = Path(__file__).parent / "tenders.yaml"
SPLITS = ("tuned", "held_out")


@dataclass(frozen=True, slots=True)
class TenderCase:
    """A question with a bidder's evidence, answer and brief; `marks` by criterion, 0 to 5; `flags` are kinds that a check must raise."""

    id: str
    split: str
    question: str
    limit: int
    evidence: tuple[Page, ...]
    answer: str
    marks: Mapping[str, int]
    flags: tuple[str, ...]
    brief: Mapping[str, Any]


def read_cases(path: Path = TENDERS) -> tuple[TenderCase, ...]:
    """The cases of a file. Raises CorpusError."""
    made = []
    for number, row in enumerate(read_list(path), 1):
        row = check_keys(f"{path.name}, case {number}", row, {"id", "split", "limit", "question", "evidence", "answer", "marks", "brief"}, {"flags"})
        if tuple(row["marks"]) != CRITERIA or row["split"] not in SPLITS or not all(0 <= mark <= 5 for mark in row["marks"].values()):
            raise CorpusError(f"{path.name}, {row['id']}: expected a split of {', '.join(SPLITS)} and marks of 0 to 5 for {', '.join(CRITERIA)}")
        evidence = tuple(Page("the bidder's report", str(page["page"]), page["text"]) for page in row["evidence"])
        made.append(TenderCase(row["id"], row["split"], row["question"], row["limit"], evidence, row["answer"], row["marks"], tuple(row.get("flags") or ()), row["brief"]))
    check_unique(path.name, "id", (case.id for case in made))
    return tuple(made)


def check_of(case: TenderCase) -> TenderCheck:
    """The check of a case's answer."""
    return check_tender(case.answer, case.question, case.limit, sentences_of(case.evidence))


def within_one(case: TenderCase, check: TenderCheck) -> int:
    """How many of the nine marks are within one of gold."""
    return sum(abs(mark.score - case.marks[mark.id]) <= 1 for mark in check.criteria)


def faults_of_draft(case: TenderCase, materials: TenderMaterials) -> list[str]:
    """What is wrong with the draft of a case's brief, in words; [] when nothing is: over the limit, a sentence tied to nothing, a point without one, an invention.

    An invention is a figure or a name that stands neither in the brief, nor in our own wording, nor in the quotes of the sentence.
    """
    draft = draft_tender(brief_of({**case.brief, "question": case.question, "limit": case.limit}))
    wrong = [] if draft.words <= case.limit else [f"{draft.words} words, over {case.limit}"]
    wrong += [f"tied to nothing: {entry.text}" for entry in draft.entries if not entry.is_tied]
    answered = {point for entry in (*draft.entries, *draft.left_out) for point in entry.points}
    wrong += [f"point {number} has no sentence" for number in range(1, len(draft.points) + 1) if number not in answered]
    said = " ".join([case.question, *strings(case.brief)])
    ours = " ".join(SLOT.sub(" ", template.text) for part in shipped_parts().all for template in part.sentences if not template.quotes)
    for entry in draft.entries:
        quotes = " ".join(citation.quote for citation in materials.cited(entry.quotes))
        wrong += [f"invented: {odd!r} in {entry.text!r}" for odd in inventions(entry.text, f"{said} {ours} {quotes}")]
        wrong += [f"not on its page: {quote.text!r}" for name in entry.quotes for quote in materials.quotes[name] if not on_page(quote.text, materials.page_text(quote.source_id, quote.page))]
    return wrong


def main(arguments: Iterable[str] | None = None) -> int:
    """Prints what was found for each split; 1 when a draft has a fault."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--split", choices=SPLITS)
    parser.add_argument("--rows", action="store_true", help="the marks of each tuned answer, with gold where it differs")
    asked = parser.parse_args(list(arguments) if arguments is not None else None)
    materials, wrong = tender_materials(), 0
    for split in SPLITS if asked.split is None else (asked.split,):
        cases = [case for case in read_cases() if case.split == split]
        checks = [(case, check_of(case)) for case in cases]
        near = sum(within_one(case, check) for case, check in checks)
        same = sum(mark.score == case.marks[mark.id] for case, check in checks for mark in check.criteria)
        wanted = [(kind, check) for case, check in checks for kind in case.flags]
        raised = sum(kind in {flag.kind for flag in check.flags} for kind, check in wanted)
        total = len(cases) * len(CRITERIA)
        print(f"{split}: {near} of {total} marks within one of gold ({near / total:.0%}), {same} the same; {raised} of {len(wanted)} flags raised")
        for case, check in checks if asked.rows and split == "tuned" else ():
            print(f"    {case.id:20}", *(f"{mark.id} {mark.score}" + (f" (gold {case.marks[mark.id]})" if mark.score != case.marks[mark.id] else "") for mark in check.criteria))
        found = [(case, faults_of_draft(case, materials)) for case in cases]
        wrong += sum(bool(faults) for _, faults in found)
        print(f"    drafts without a fault (limit kept, every sentence tied, nothing invented): {sum(not faults for _, faults in found)} of {len(cases)}")
        for case, faults in found if split == "tuned" else ():
            print("".join(f"        {case.id}: {fault}\n" for fault in faults), end="")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
