"""Many policies side by side: a row each, how many state each element, the best example of each, and the same as CSV, Markdown or Word. Pure but for writing."""

from __future__ import annotations

import csv
import io
import json
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from assistant.document import Block, Text
from assistant.drafting.clauses import ELEMENTS
from assistant.drafting.review import Mark, Marked, Review
from assistant.drafting.review_export import Sources, free_path, review_json
from assistant.drafting.review_paper import MARKS, score, shown
from assistant.drafting.signs import Found
from assistant.export import write_whole
from assistant.law import spoken

TITLE = "Social value policies side by side"
HALF = {Mark.MET: "●", Mark.PARTLY: "◐", Mark.MISSING: "○"}
KEY = "● met, ◐ partly, ○ missing"
BAR = 20
"""How many characters a full bar of the chart has."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A document of a folder: its name there, and its review, or why it could not be read."""

    name: str
    checked: Review | None
    problem: str = ""


@dataclass(frozen=True, slots=True)
class Example:
    """The best statement of an element in a portfolio: of which document, with the words and their pages."""

    element: str
    name: str
    found: tuple[Found, ...]


@dataclass(frozen=True, slots=True)
class Portfolio:
    """The documents of a folder, the policies first, from the best."""

    entries: tuple[Entry, ...]

    @property
    def policies(self) -> tuple[Entry, ...]:
        """Those that are social value policies."""
        return tuple(entry for entry in self.entries if entry.checked and entry.checked.is_policy)

    def marks(self, element: str) -> Counter[Mark]:
        """How many of the policies have each mark for an element."""
        return Counter(_mark(entry, element).mark for entry in self.policies)


def portfolio(entries: Sequence[Entry]) -> Portfolio:
    """The documents in order: policies by score, then what is something else, then what could not be read; ties by name."""
    return Portfolio(tuple(sorted(entries, key=lambda e: (e.checked is None, not (e.checked and e.checked.is_policy), -(e.checked.score if e.checked else 0), e.name))))


def examples(held: Portfolio) -> tuple[Example, ...]:
    """For each element that a policy meets, the statement with the most of its signs; ties go to the better policy, then to the name."""
    made = []
    for element in ELEMENTS:
        best = max(((sum(bool(seen.found) for seen in mark.seen), -n, entry, mark) for n, entry in enumerate(held.policies) if (mark := _mark(entry, element)).mark is Mark.MET),
                   key=lambda one: one[:2], default=None)
        if best:
            made.append(Example(element, best[2].name, best[3].found))
    return tuple(made)


def portfolio_rows(held: Portfolio) -> list[dict[str, str]]:
    """A row a document, of plain text: file, what it is, score, the mark of each element, the rubric, findings."""
    return [_row(entry) for entry in held.entries]


def export_portfolio(held: Portfolio, path: Path, sources: Sources, today: date, *, replace: bool = False) -> Path:
    """Writes a portfolio to a .csv, .docx, .md or .json file, whole or not at all. Raises ExportError, as export_review does."""
    return write_whole(free_path(path, WRITERS, replace=replace), WRITERS[path.suffix.lower()](held, sources, today))


def portfolio_json(held: Portfolio, sources: Sources) -> dict[str, Any]:
    """A portfolio as one JSON object."""
    return {"documents": [{"file": e.name, "problem": e.problem, "review": review_json(e.checked, sources) if e.checked else None} for e in held.entries],
            "elements": [{"id": element, **{mark.value: held.marks(element)[mark] for mark in Mark}} for element in ELEMENTS],
            "examples": [{"element": x.element, "file": x.name, "found": [{"quote": f.quote, "page": f.page} for f in x.found]} for x in examples(held)]}


def portfolio_paper(held: Portfolio, today: date) -> tuple[Block, ...]:
    """A portfolio as a document: table, chart, best examples, what is wrong in each, what was left out."""
    count, titles = len(held.policies), _titles(held)
    blocks = [Block("title", (Text(TITLE),)), Block("note", (Text(f"{spoken(today)}. {count} social value polic{'y' if count == 1 else 'ies'} among {len(held.entries)} files. Not legal advice."),))]
    if count:
        blocks += [_section("Scores"), _table(("Policy", "Score", "Commitment", "Evidence", "Approach", "Findings"), list(_scores(held)), (0.3, 0.1, 0.22, 0.15, 0.11, 0.12)),
                   _section("Elements by policy"), Block("line", (Text(f"{KEY}. The numbers are those of the elements below."),)), _grid(held),
                   _section("How many policies state each element"), _table(("Element", "Met", "Partly", "Missing", "Chart: met and half of partly"), list(_chart(held, titles)), (0.36, 0.09, 0.1, 0.11, 0.34)),
                   _section("The best example of each"), *_best(held, titles), _section("What is wrong or out of date"), *_wrong(held)]
    if left := [entry for entry in held.entries if entry not in held.policies]:
        blocks += [_section("Files that are no social value policy or could not be read"), *(Block("item", (Text(f"{e.name}: ", "strong"), Text(_why_left(e))), "•") for e in left)]
    return tuple(blocks)


def bar(value: float, whole: float, width: int = BAR) -> str:
    """A bar of the chart: as much of it is full as the value is of the whole."""
    full = round(width * value / whole) if whole else 0
    return "█" * full + "░" * (width - full)


def _mark(entry: Entry, element: str) -> Marked:
    assert entry.checked is not None
    return next(mark for mark in entry.checked.marks if mark.element.id == element)


def _titles(held: Portfolio) -> Mapping[str, str]:
    return {mark.element.id: mark.element.title for entry in held.policies[:1] for mark in (entry.checked.marks if entry.checked else ())}


def _row(entry: Entry) -> dict[str, str]:
    checked = entry.checked
    row = {"file": entry.name, "title": checked.title if checked else "", "is": "not read" if not checked else "social value policy" if checked.is_policy else checked.instead or "something else",
           "score": score(checked.score) if checked and checked.is_policy else ""}
    row |= {element: MARKS[_mark(entry, element).mark] if checked and checked.is_policy else "" for element in ELEMENTS}
    grades = checked.rubric if checked and checked.is_policy else None
    row |= {name: getattr(grades, name).level if grades else "" for name in ("commitment", "evidence", "approach")}
    row |= {"findings": "; ".join(f"{f.title} ({', '.join(dict.fromkeys(f'page {p.page}' for p in f.places)) or 'not there'})" for f in checked.findings) if checked else "",
            "note": _why_left(entry) if not grades else ""}
    return row


def _scores(held: Portfolio) -> Iterator[tuple[str, ...]]:
    for entry in held.policies:
        checked = entry.checked
        assert checked is not None
        yield (entry.name, score(checked.score), checked.rubric.commitment.level, checked.rubric.evidence.level, checked.rubric.approach.level, str(len(checked.findings)))


def _grid(held: Portfolio) -> Block:
    rows = [(entry.name, *(HALF[_mark(entry, element).mark] for element in ELEMENTS)) for entry in held.policies]
    return _table(("Policy", *(str(n) for n in range(1, len(ELEMENTS) + 1))), rows, (0.4, *[0.06] * len(ELEMENTS)))


def _chart(held: Portfolio, titles: Mapping[str, str]) -> Iterator[tuple[str, ...]]:
    for number, element in enumerate(ELEMENTS, 1):
        marks = held.marks(element)
        points = marks[Mark.MET] + marks[Mark.PARTLY] / 2
        yield (f"{number}. {titles[element]}", str(marks[Mark.MET]), str(marks[Mark.PARTLY]), str(marks[Mark.MISSING]), f"{bar(points, len(held.policies))} {points / len(held.policies):.0%}")


def _best(held: Portfolio, titles: Mapping[str, str]) -> Iterator[Block]:
    best = {example.element: example for example in examples(held)}
    for number, element in enumerate(ELEMENTS, 1):
        yield Block("subsection", (Text(f"{number}. {titles[element]}"),))
        if element not in best:
            yield Block("line", (Text("No policy here meets this element."),))
            continue
        yield Block("line", (Text(f"{best[element].name}:", "strong"),))
        yield from (Block("item", (Text(f"“{shown(f.quote)}”"), Text(f" Page {f.page}.", "emph")), "•") for f in best[element].found)


def _wrong(held: Portfolio) -> Iterator[Block]:
    if not any(entry.checked and entry.checked.findings for entry in held.policies):
        yield Block("line", (Text("Nothing was found in any of them."),))
    for entry in held.policies:
        if entry.checked and entry.checked.findings:
            yield Block("line", (Text(f"{entry.name}:", "strong"),))
            for finding in entry.checked.findings:
                words = f" “{shown(finding.places[0].quote)}” Page {finding.places[0].page}." if finding.places else ""
                yield Block("item", (Text(f"{finding.title}.{words}"),), "•")


def _why_left(entry: Entry) -> str:
    if entry.checked is None:
        return entry.problem
    return f"{f'{entry.checked.instead[:1].upper()}{entry.checked.instead[1:]}. ' if entry.checked.instead else ''}{entry.checked.why_not}"


def _section(title: str) -> Block:
    return Block("section", (Text(title),), "", title.lower().replace(" ", "-"))


def _table(head: Sequence[str], rows: Sequence[Sequence[str]], widths: tuple[float, ...]) -> Block:
    return Block("table", rows=tuple(tuple((Text(cell),) for cell in row) for row in (head, *rows)), widths=widths)


def _as_csv(held: Portfolio, _sources: Sources, _today: date) -> bytes:
    """With a byte order mark, without which Excel takes it for another encoding; a cell that a spreadsheet would run is set in quotes."""
    made = io.StringIO()
    rows = [{key: f"'{value}" if value.startswith(("=", "+", "-", "@", "\t")) else value for key, value in row.items()} for row in portfolio_rows(held)]
    writer = csv.DictWriter(made, list(_row(Entry("", None))), lineterminator="\n")
    writer.writeheader()
    writer.writerows(rows)
    return made.getvalue().encode("utf-8-sig", errors="replace")


def _as_word(held: Portfolio, _sources: Sources, today: date) -> bytes:
    from assistant.word import policy_word

    return policy_word(portfolio_paper(held, today), TITLE, f"{len(held.policies)} policies", TITLE, "Not legal advice")


def _as_markdown(held: Portfolio, _sources: Sources, today: date) -> bytes:
    from assistant.markdown import markdown

    return markdown(portfolio_paper(held, today)).encode(errors="replace")


def _as_json(held: Portfolio, sources: Sources, _today: date) -> bytes:
    return (json.dumps(portfolio_json(held, sources), ensure_ascii=False, indent=2) + "\n").encode(errors="replace")


WRITERS: Mapping[str, Callable[[Portfolio, Sources, date], bytes]] = {".csv": _as_csv, ".docx": _as_word, ".md": _as_markdown, ".json": _as_json}
