"""Drafts checked by code, brief by brief: `python -m evals.drafts [--split tuned|held_out] [--times N]`.

A draft is whole when every section and annex is there, each clause has a weight and, but for a choice of one's own, a source; every footnote's
quote stands on its page; a duty or evidence says no more than its quotes; what the brief does not know is a gap; no name and no figure of the
body stands in it that is not the brief's; and the law's notices fit the body. `--times` measures brief to Word.
"""

from __future__ import annotations

import argparse
import io
import os
import re
import sys
import time
import zipfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.build import drafting_materials
from assistant.check import check_claim, on_page
from assistant.domain import ClaimKind
from assistant.drafting.brief import Brief, brief_of, brief_plain
from assistant.drafting.clauses import SECTIONS, SLOT
from assistant.drafting.draft import GAP, Draft
from assistant.drafting.export import WRITERS
from assistant.drafting.fields import fields
from assistant.drafting.policy import Materials, checks_of, draft_policy
from assistant.text import figures
from assistant.yaml_data import check_keys, check_unique, read_list
from evals.stats import percentile

BRIEFS = Path(__file__).parent / "briefs.yaml"
TODAY = date(2026, 11, 22)
FORBIDDEN = re.compile(r"Act requires (?:us to give |at least )?10%|must consult|must (?:prioritise|give (?:social value|preference|at least))|what social value will you provide\?|£589,148", re.I)
"""What no draft may say in its clauses."""
NEEDS = {"ccg": {"ccg-abolition"}, "icb": {"icb-mergers", "nhs-weighting-floor"}, "welsh-body": {"wales"}}
"""Notices that a draft for a kind of body has to have."""
_NAME = re.compile(r"\b(?:[A-Z][\w’'-]+)(?: (?:of |and |the |for )?[A-Z][\w’'-]+)+")
_RULE = re.compile(r"^(?:rule|check|floor-none|footprint)")


@dataclass(frozen=True, slots=True)
class BriefCase:
    """A brief of the set. `full`: it says everything, so its draft may have no gap."""

    id: str
    split: str
    brief: Brief
    full: bool


def read_cases(path: Path = BRIEFS) -> tuple[BriefCase, ...]:
    """The briefs of a file. Raises CorpusError or BadBrief."""
    rows = [check_keys(f"{path.name}, brief {n}", row, {"id", "split", "brief"}, {"full"}) for n, row in enumerate(read_list(path), 1)]
    check_unique(path.name, "id", (row["id"] for row in rows))
    return tuple(BriefCase(row["id"], row["split"], brief_of(row["brief"], row["id"]), bool(row.get("full"))) for row in rows)


def faults(case: BriefCase, draft: Draft, materials: Materials) -> list[str]:
    """Everything that is wrong with a draft, in words; [] when nothing is."""
    return [*_whole(case, draft), *_sourced(draft, materials), *_gaps(case, draft), *_of_the_brief(case, draft, materials), *_noticed(case, draft)]


def _whole(case: BriefCase, draft: Draft) -> Iterator[str]:
    if tuple(section.number for section in draft.sections) != SECTIONS:
        yield f"sections {[section.number for section in draft.sections]}"
    if "".join(annex.letter for annex in draft.annexes) != "ABCDEFG":
        yield f"annexes {[annex.letter for annex in draft.annexes]}"
    numbers = [clause.number for clause in draft.clauses]
    if len(set(numbers)) != len(numbers) or len({clause.id for clause in draft.clauses}) != len(numbers):
        yield "a number or an id stands twice"
    for clause in draft.clauses:
        if clause.kind not in (ClaimKind.DUTY, ClaimKind.GUIDANCE, ClaimKind.EVIDENCE, ClaimKind.LOCAL_CHOICE):
            yield f"{clause.number} has the weight {clause.kind}"
        if clause.kind is not ClaimKind.LOCAL_CHOICE and not clause.citations:
            yield f"{clause.number} is {clause.kind.value} without a source"
        if SLOT.search(clause.text) or not clause.text.strip():
            yield f"{clause.number} has an unfilled slot"
        if found := FORBIDDEN.search(clause.text):
            yield f"{clause.number} says {found.group()!r}"
    if not 8 <= draft.reading_age <= 16:
        yield f"reading age {draft.reading_age}"


def _sourced(draft: Draft, materials: Materials) -> Iterator[str]:
    cited = {citation.n: citation for citation in draft.citations}
    for citation in draft.citations:
        if not on_page(citation.quote, materials.page_text(citation.source_id, citation.page)):
            yield f"footnote {citation.n}: “{citation.quote[:60]}” is not on page {citation.page} of {citation.source_id}"
    for clause in draft.clauses:
        if strange := [n for n in clause.citations if n not in cited]:
            yield f"{clause.number} cites {strange}, which is no footnote"
        for said in checks_of(clause):
            for problem in check_claim(said, [cited[n] for n in clause.citations], materials.page_text):
                yield f"{clause.number} “{said[:60]}”: {problem.fault.value} ({problem.about})"


def _gaps(case: BriefCase, draft: Draft) -> Iterator[str]:
    """That what a clause would say of a field that nobody knows is a gap, and that a full brief leaves none."""
    open_ = {gap for gap, _ in draft.gaps}
    if case.full and open_:
        yield f"a full brief leaves {sorted(open_)}"
    for name in ("area", "lead", "sponsor", "review_date", "approving_body", "priorities", "report_month"):
        if case.brief.known(name) in (None, ()) and case.brief.known("length") == "full" and fields()[name].gap not in open_:
            yield f"{name} is not known, and no gap says so"
    if any(GAP.search(part.text) and part.text.count("[") != part.text.count("]") for part in draft.clauses):
        yield "a gap is cut in half"


def _of_the_brief(case: BriefCase, draft: Draft, materials: Materials) -> Iterator[str]:
    """That every figure and name of a clause is the brief's, the clause's own wording's or a quote's."""
    own = {clause.id: clause for clause in materials.clauses.all}
    said = " ".join(strings(brief_plain(case.brief))) + " " + " ".join(f"{case.brief.known(name)}% {case.brief.known(name)}" for name in ("weighting_floor", "consultation_weeks"))
    quotes = {citation.n: citation.quote for citation in draft.citations}
    for clause in draft.clauses:
        if _RULE.match(clause.id):
            continue
        ground = " ".join((own[clause.id].text, said, *(quotes.get(n, "") for n in clause.citations)))
        known, low = {*figures(ground), *figures(ground.replace("%", ""))}, ground.lower()
        for figure in figures(GAP.sub("", clause.text)):
            if figure not in known:
                yield f"{clause.number}: the figure {figure} is nobody's"
        for name in _NAME.findall(GAP.sub("", clause.text)):
            if name.lower() not in low and not all(word.lower() in low for word in name.split()):
                yield f"{clause.number}: the name {name!r} is nobody's"


def _noticed(case: BriefCase, draft: Draft) -> Iterator[str]:
    topics = {notice.topic for notice in draft.notices}
    for kind in case.brief.kinds:
        if missing := NEEDS.get(kind, set()) - topics:
            yield f"the notices {sorted(missing)} are missing"
    if case.brief.kind == "ccg" and not any(clause.id == "control-study" for clause in draft.clauses):
        yield "it does not say that CCGs ended"
    if any(not notice.as_of or not notice.source for notice in draft.notices):
        yield "a notice without its date or source"


def strings(value: Any) -> Iterator[str]:
    """Every plain value of a mapping or list, at any depth, as text."""
    if isinstance(value, Mapping):
        for one in value.values():
            yield from strings(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from strings(one)
    else:
        yield str(value)


def footnotes(docx: bytes) -> int:
    """How many real footnotes a Word file has."""
    with zipfile.ZipFile(io.BytesIO(docx)) as parts:
        return len(re.findall(rb"<w:footnoteReference ", parts.read("word/document.xml")))


def to_word(case: BriefCase, materials: Materials) -> tuple[float, float, bytes]:
    """Seconds from a brief to the bytes of its Word file, by the clock and of processors (pandoc's with them), and these bytes."""
    start, spent = time.perf_counter(), _processors()
    made = WRITERS[".docx"](draft_policy(case.brief, materials, TODAY), materials.sources.values())
    return time.perf_counter() - start, _processors() - spent, made


def _processors() -> float:
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


def main(arguments: Iterable[str] | None = None) -> int:
    """Prints a line for each brief, then what was found; 1 when anything is wrong. Of held-out briefs only how many are right is told."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0] if __doc__ else "")
    parser.add_argument("--split", choices=("tuned", "held_out"))
    parser.add_argument("--times", type=int, default=0, metavar="N", help="measure brief to Word, N times a brief")
    asked = parser.parse_args(list(arguments) if arguments is not None else None)
    materials = drafting_materials()
    wrong, quotes, off, times = 0, 0, 0, []
    for case in (case for case in read_cases() if asked.split in (None, case.split)):
        draft = draft_policy(case.brief, materials, TODAY)
        found = faults(case, draft, materials)
        wrong, quotes = wrong + bool(found), quotes + len(draft.citations)
        off += sum("is not on page" in fault for fault in found)
        print(f"{case.id:24} {case.split:9} {len(list(draft.clauses)):4} clauses {len(draft.citations):4} quotes {len(draft.gaps):3} gaps, reading age {draft.reading_age}: "
              f"{'right' if not found else f'{len(found)} faults'}")
        if case.split == "tuned":
            print("".join(f"    {fault}\n" for fault in found), end="")
        times += [to_word(case, materials)[:2] for _ in range(asked.times)]
    print(f"quotes off their page: {off} of {quotes}; drafts with a fault: {wrong}")
    if times:
        for what, taken in zip(("by the clock", "of processors"), zip(*times, strict=True), strict=True):
            print(f"brief to Word, seconds {what}: median {percentile(taken, 0.5):.2f}, p95 {percentile(taken, 0.95):.2f}, n {len(taken)}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
