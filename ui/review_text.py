"""A review and a portfolio as terminal text; works without colour and when piped."""

from __future__ import annotations

from rich.console import Console

from assistant.currency import MOST
from assistant.drafting.clauses import as_text
from assistant.drafting.findings import Finding
from assistant.drafting.portfolio import KEY, Portfolio, bar, examples, portfolio_rows
from assistant.drafting.review import Mark, Marked, Review
from assistant.drafting.review_paper import CLEAN, GRADES, MARKS, pages, score, shown, to_paste, verdict
from assistant.drafting.signs import Found
from ui.terminal import console, print_indented
from ui.terminal import shown as escaped

_STYLES = {Mark.MET: "green", Mark.PARTLY: "yellow", Mark.MISSING: "red"}
_SIGNS = {Mark.MET: "●", Mark.PARTLY: "◐", Mark.MISSING: "○"}


def print_review(checked: Review, *, clauses: bool = False, out: Console = console) -> None:
    """The result, what to do first, the elements with their words, and the rest; `clauses` shows what to paste in."""
    out.print(f"[bold]{escaped(checked.title)}[/bold]  [dim]{checked.pages} page{'' if checked.pages == 1 else 's'}, {checked.words:,} words[/dim]")
    if not checked.is_policy:
        out.print(f"\n[bold]{escaped(verdict(checked))}[/bold] {escaped(checked.why_not)}")
        return
    out.print(f"\n[bold]{score(checked.score)} out of 10[/bold]  (met 1, partly ½)\n")
    for number, mark in enumerate(checked.marks, 1):
        out.print(f"{number:3}. {mark.element.title:36} [{_STYLES[mark.mark]}]{_SIGNS[mark.mark]} {MARKS[mark.mark]:8}[/{_STYLES[mark.mark]}] {escaped(pages(mark))}")
    for key, name in GRADES:
        grade = getattr(checked.rubric, key)
        out.print(f"     {name + ' (the report’s rubric)' if key == 'commitment' else name:36} [bold]{grade.level}[/bold]: {grade.says}")
    if checked.first:
        out.print("\n[bold]What to do first[/bold]")
    for number, text in enumerate(checked.first, 1):
        out.print(f"{number:3}. {escaped(text)}")
    out.print("\n[bold]What is wrong or out of date[/bold]")
    if not checked.findings:
        out.print(f"  {CLEAN}")
    for finding in checked.findings:
        _print_finding(finding, out)
    out.print("\n[bold]The ten elements[/bold]")
    for number, mark in enumerate(checked.marks, 1):
        _print_element(number, mark, clauses, out)
    if checked.notices:
        out.print("\n[bold]What has changed in the law[/bold]")
    for notice in checked.notices[:MOST]:
        out.print(f"  - {escaped(notice.text)}")
    if (rest := len(checked.notices) - MOST) > 0:
        out.print(f"  and {rest} more that it touches: they stand in the report (--out REPORT.docx).", style="dim")
    if not clauses and any(mark.mark is not Mark.MET for mark in checked.marks):
        out.print("\nClauses to paste in: add --clauses, or --out REPORT.docx for the whole report.", style="dim")


def print_portfolio(held: Portfolio, out: Console = console) -> None:
    """A row a policy, how many state each element, the best examples, and what was left out."""
    rows = portfolio_rows(held)
    wide = max((len(row["file"]) for row in rows), default=4)
    out.print(f"[bold]{len(held.policies)} social value policies[/bold] among {len(rows)} files  [dim]{KEY}[/dim]\n")
    for entry, row in zip(held.entries, rows, strict=True):
        if entry in held.policies and entry.checked:
            signs = " ".join(f"[{_STYLES[m.mark]}]{_SIGNS[m.mark]}[/{_STYLES[m.mark]}]" for m in entry.checked.marks)
            found = len(entry.checked.findings)
            out.print(f"{escaped(row['file']):{wide}}  {signs}  [bold]{row['score']:>4}[/bold]  {row['approach']}, {row['evidence']}{f', {found} to put right' if found else ''}")
        else:
            out.print(f"{escaped(row['file']):{wide}}  [dim]{escaped(row['note'])}[/dim]")
    titles = {m.element.id: m.element.title for entry in held.policies[:1] if entry.checked for m in entry.checked.marks}
    best = {example.element: example for example in examples(held)}
    if titles:
        out.print("\n[bold]How many state each element[/bold] (met 1, partly ½), and the best example")
    for number, (element, title) in enumerate(titles.items(), 1):
        marks = held.marks(element)
        points = marks[Mark.MET] + marks[Mark.PARTLY] / 2
        where = f"{escaped(best[element].name)}, page {escaped(best[element].found[0].page)}" if element in best else "none"
        out.print(f"{number:3}. {title:36} {bar(points, len(held.policies))} {points / len(held.policies):4.0%}  {where}")


def _print_element(number: int, mark: Marked, clauses: bool, out: Console) -> None:
    out.print(f"\n{number:3}. [bold]{mark.element.title}[/bold]: [{_STYLES[mark.mark]}]{MARKS[mark.mark]}[/{_STYLES[mark.mark]}]")
    for found in mark.found:
        _print_found(found, out)
    if mark.mark is not Mark.MET:
        for found in mark.loose:
            _print_found(found, out, "near, but binds nobody: ")
    if mark.advice:
        print_indented(f"-> {mark.advice}", out, 5, "")
    if mark.mark is not Mark.MET:
        why = mark.element.why[0]
        print_indented(f"Why: “{why.quote}” ({why.source}, page {why.page})", out, 5)
    if clauses:
        for clause in to_paste(mark):
            print_indented(f"+ {as_text(clause)} ({clause.kind.value})", out, 5, "")


def _print_finding(finding: Finding, out: Console) -> None:
    out.print(f"  [bold red]![/bold red] [bold]{escaped(finding.title)}[/bold]")
    for found in finding.places:
        _print_found(found, out)
    if finding.count > len(finding.places):
        print_indented(f"and {finding.count - len(finding.places)} more", out, 5)
    print_indented(f"-> {finding.do}", out, 5, "")
    print_indented(f"Why: “{finding.why.quote}” ({finding.why.source}, page {finding.why.page})", out, 5)


def _print_found(found: Found, out: Console, before: str = "") -> None:
    print_indented(f"{before}“{shown(found.quote)}” page {found.page}", out, 5)
