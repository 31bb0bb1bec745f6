"""A review as a document to keep: result, what to do first, each element with its quotes and clauses to paste in, findings. In no file format yet. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date

from assistant.document import Block, Note, Text, Told, behind
from assistant.domain import Citation, ClaimKind, Notice, Source
from assistant.drafting.clauses import Clause, as_text, clauses_for
from assistant.drafting.elements import Why
from assistant.drafting.findings import Finding
from assistant.drafting.review import Mark, Marked, Review
from assistant.drafting.rubric import Grade
from assistant.drafting.signs import Found
from assistant.law import spoken

TITLE = "Check of a social value policy"
ABOUT = "Checked with the Social Value Assistant: every quote stands word for word on the page named. Not legal advice."
SCORING = "An element that is met counts 1, one that is partly there ½. What each must state is in the section on it."
LINES = "The report prints these levels but not where it drew the lines between them; the lines used here are ours."
CLEAN = "Nothing else was found: no law or body of the past, no ceiling without a floor, no promise without a measure, no target or review date that is past."
MARKS = {Mark.MET: "met", Mark.PARTLY: "partly", Mark.MISSING: "missing"}
GRADES = (("commitment", "Commitment"), ("evidence", "Evidence"), ("approach", "Approach"))


def review_paper(checked: Review, sources: Mapping[str, Source], today: date) -> tuple[Block, ...]:
    """The whole document. `sources` are those of the corpus, by id."""
    told = Told(sources, set())
    blocks = [Block("title", (Text(TITLE),)), Block("subtitle", (Text(checked.title),)),
              _line(f"{spoken(today)}. {_count(checked.pages, 'page')}, {checked.words:,} words. {ABOUT}", kind="note")]
    if not checked.is_policy:
        return (*blocks, Block("banner", (Text(verdict(checked)),)), _line(checked.why_not))
    blocks += [_section("Result"), Block("line", (Text(f"{score(checked.score)} out of 10. ", "strong"), Text(SCORING))), _table(checked)]
    blocks += [_section("What to do first"), *(Block("item", (Text(text),), f"{n}.") for n, text in enumerate(checked.first, 1))]
    blocks += [_section("What is wrong or out of date"), *_findings(checked.findings, told)]
    blocks.append(_section("The ten elements"))
    for number, mark in enumerate(checked.marks, 1):
        blocks += _element(number, mark, told)
    blocks += [_section("The report’s rubric"), _line(LINES), _rubric(checked, told)]
    if checked.notices:
        blocks += [_section("What has changed in the law"), *_notices(checked.notices)]
    return tuple(blocks)


def verdict(checked: Review) -> str:
    """What a document is that is not a social value policy."""
    return f"This is not a social value policy{f': it reads like {checked.instead}' if checked.instead else ''}."


def score(value: float) -> str:
    """A score as people write it: 7, 7.5."""
    return f"{value:g}"


def to_paste(mark: Marked) -> tuple[Clause, ...]:
    """The clauses to paste in where an element is not met: what it asks, not what others found."""
    if mark.mark is Mark.MET:
        return ()
    return tuple(clause for clause in clauses_for(mark.element.id) if clause.kind is not ClaimKind.EVIDENCE)


def shown(quote: str) -> str:
    """A quote on one line, the cells of a row set apart."""
    return " ".join(quote.replace("  ", " | ").split())


def _section(title: str) -> Block:
    return Block("section", (Text(title),), "", title.lower().replace(" ", "-").replace("’", ""))


def _line(text: str, style: str = "", kind: str = "line") -> Block:
    return Block(kind, (Text(text, style),))


def _count(number: int, what: str) -> str:
    return f"{number:,} {what}{'' if number == 1 else 's'}"


def _quoted(found: Found) -> Block:
    return Block("item", (Text(f"“{shown(found.quote)}”"), Text(f" Page {found.page}.", "emph")), "•")


def _table(checked: Review) -> Block:
    head = ("Element", "Mark", "Where")
    rows = [(f"{number}. {mark.element.title}", MARKS[mark.mark], pages(mark)) for number, mark in enumerate(checked.marks, 1)]
    return Block("table", rows=tuple(tuple((Text(cell, "strong" if n == 1 and cell == "missing" else ""),) for n, cell in enumerate(row)) for row in (head, *rows)), widths=(0.56, 0.16, 0.28))


def pages(mark: Marked) -> str:
    """Where an element stands: "page 2", "pages 2 and 4"; "-" where it does not."""
    found = list(dict.fromkeys(f.page for f in sorted(mark.found, key=lambda f: f.at)))
    if not found:
        return "-"
    return f"page {found[0]}" if len(found) == 1 else f"pages {', '.join(found[:-1])} and {found[-1]}"


def _element(number: int, mark: Marked, told: Told) -> Iterator[Block]:
    element = mark.element
    yield Block("subsection", (Text(f"{number}. {element.title}: {MARKS[mark.mark]}"),))
    yield Block("line", (Text("A policy states: ", "strong"), Text(element.must), Note(tuple(behind(_cited(element.why, told), None, told)))))
    if mark.found:
        yield _line("Found in yours:", "strong")
        yield from map(_quoted, mark.found)
    if mark.loose and mark.mark is not Mark.MET:
        yield _line("This comes near, but binds nobody:", "strong")
        yield from map(_quoted, mark.loose)
    if mark.advice:
        yield Block("line", (Text("To do: ", "strong"), Text(mark.advice)))
    if clauses := to_paste(mark):
        yield _line("To paste in:", "strong")
        yield from (Block("item", (Text(as_text(clause)), Text(" "), Text(clause.kind.value, "label")), "•") for clause in clauses)


def _findings(findings: tuple[Finding, ...], told: Told) -> Iterator[Block]:
    if not findings:
        yield _line(CLEAN)
    for finding in findings:
        more = f" ({finding.count} places)" if finding.count > len(finding.places) else ""
        yield Block("line", (Text(f"{finding.title}{more}. ", "strong"), Text(finding.do), Note(tuple(behind(_cited([finding.why], told), None, told)))))
        yield from map(_quoted, finding.places)


def _rubric(checked: Review, told: Told) -> Block:
    rows = [(name, grade.level, _earned(grade)) for key, name in GRADES for grade in (getattr(checked.rubric, key),)]
    head = tuple((Text(cell),) for cell in ("Question", "Level", "Why"))
    made = tuple(((Text(name),), (Text(level),), (Text(why), Note(tuple(behind(_cited([getattr(checked.rubric, key).why], told), None, told)))))
                 for (name, level, why), (key, _) in zip(rows, GRADES, strict=True))
    return Block("table", rows=(head, *made), widths=(0.18, 0.22, 0.6))


def _earned(grade: Grade) -> str:
    words = "; ".join(f"“{shown(f.quote)}” (page {f.page})" for f in grade.found)
    return f"{grade.says[:1].upper()}{grade.says[1:]}{f': {words}' if words else '.'}"


def _notices(notices: tuple[Notice, ...]) -> Iterator[Block]:
    for notice in notices:
        checked = f" Checked {spoken(date.fromisoformat(notice.as_of))}; {notice.source}." if notice.as_of else ""
        yield Block("item", (Text(notice.text), Text(checked, "emph")), "•")


def _cited(why: tuple[Why, ...] | list[Why], told: Told) -> list[Citation]:
    return [cite(n, one, told.sources) for n, one in enumerate(why, 1)]


def cite(n: int, why: Why, sources: Mapping[str, Source]) -> Citation:
    """A reason as a citation."""
    source = sources.get(why.source)
    return Citation(n, why.source, source.title if source else why.source, why.page, (), why.quote, "", "", source.as_of if source else "")
