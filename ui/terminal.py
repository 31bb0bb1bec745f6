"""Answers, sources and evidence as terminal text; works without colour and when piped."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence

from rich.console import Console
from rich.markup import escape
from rich.text import Text

from assistant.domain import Answer, Citation, Claim, Sentence, Source, Status
from assistant.left_out import left_out
from assistant.retrieval import Found
from assistant.text import printable
from assistant.turns import Conversation, Summary
from ui.page_text import cells, excerpt
from ui.screen import make_console
from ui.wording import card, notice_foot, place, uk_date

console = make_console(soft_wrap=not sys.stdout.isatty())  # a pipe gets whole lines, a screen gets wrapped ones


def shown(text: str) -> str:
    """Other people's text for rich: shown as it is written, without what could steer the terminal."""
    return escape(printable(text))


def print_indented(text: str, out: Console = console, by: int = 4, style: str = "dim") -> None:
    """Other people's text `by` columns from the left, on a screen every line of it."""
    whole = Text(printable(text))
    for line in whole.wrap(out, max(20, out.width - by)) if not out.soft_wrap else [whole]:
        out.print(" " * by + escape(line.plain.rstrip()), style=style)


def print_streamed(parts: Iterable[Sentence | Answer], out: Console = console) -> Answer:
    """The sentences of Assistant.stream as they come, then what belongs under them; the answer, for who wants more of it."""
    said = False
    for part in parts:
        if isinstance(part, Answer):
            if said:
                out.print()
            print_answer(part, out, said=said)
            return part
        if not said:
            print_taken_as(part.taken_as, out)
        out.print(shown(f"{' ' if said else ''}{part.text}"), end="", soft_wrap=True)
        said = True
    raise ValueError("a stream ends with its answer")


def print_taken_as(question: str, out: Console = console) -> None:
    """The question as it was understood; nothing for ""."""
    if question:
        out.print(f"[dim]I took this as: {shown(question)}[/dim]")


def print_answer(answer: Answer, out: Console = console, *, said: bool = False, offer: bool = True) -> None:
    """The answer, then each quote with its document and printed page. `said` leaves out the text, which is on the screen already."""
    if not said:
        print_taken_as(answer.standalone_question if answer.standalone_question != answer.question else "", out)
        out.print(shown(answer.answer))
    if answer.verbatim:
        out.print()
        for line in answer.verbatim.splitlines():
            out.print(shown(line), soft_wrap=True)
    if answer.citations:
        out.print()
    _print_citations(answer.citations, answer.claims, out)
    if answer.aside:
        told = " ".join(f"{claim.text} {''.join(f'[{n}]' for n in claim.citations)}" for claim in answer.aside.claims)
        out.print(f"\n[bold]{shown(answer.aside.about)}:[/bold] {shown(told)}")
        _print_citations(answer.aside.citations, answer.aside.claims, out)
    for notice in answer.notices:
        out.print(f"\n[bold]Since this was written:[/bold] {shown(notice.text)}")
        print_indented(notice_foot(notice), out)
    if answer.note:
        out.print(f"\n{shown(answer.note)}", style="dim")
    if removed := left_out(answer):
        out.print(f"\n{removed}", style="dim")
    if answer.status is not Status.NEEDS_CLARIFICATION and answer.coverage.of:
        out.print(f"\nRead {answer.coverage.read} of {answer.coverage.of} passages; {answer.mode}.", style="dim")
    if offer and answer.status is not Status.NEEDS_CLARIFICATION and answer.suggestions:
        out.print("You could ask: " + shown(" | ".join(answer.suggestions)), style="dim")


def _print_citations(citations: Sequence[Citation], claims: Sequence[Claim], out: Console) -> None:
    """Each quote with its document, its printed page and what weight the sentence that stands on it has."""
    for c in citations:
        where = f"{c.title.split(':')[0]}, page {c.page}" + (f", as at {uk_date(c.as_of)}" if c.as_of else "") + (f" ({' > '.join(c.headings[-2:])})" if c.headings else "")
        kinds = dict.fromkeys(claim.kind.value for claim in claims if c.n in claim.citations)
        out.print(f"[bold]\\[{c.n}][/bold] {shown(where)}" + "".join(f" · {kind}" for kind in kinds))
        print_indented(f"“{' · '.join(cells(c.quote))}”", out)


def print_references(citations: Sequence[Citation], sources: Iterable[Source], style: str, out: Console = console) -> None:
    """References ready to copy: what goes into the text or the footnote, then what goes into the list at the end."""
    from assistant.bibliography import bibliography
    from assistant.references import STYLES, references_of

    if style not in STYLES:
        for line in bibliography(citations, sources, style).splitlines():
            out.print(shown(line), soft_wrap=True)  # a line is a line: it is to be copied
        return
    found = references_of(citations, sources, style)
    out.print("In a footnote (OSCOLA):" if style == "oscola" else "In the text (Harvard):")
    for reference in found:
        print_indented(f"{''.join(f'[{n}]' for n in reference.numbers)} {reference.cite}", out, 2, "")
    out.print(f"In the {'bibliography' if style == 'oscola' else 'list of references'}:")
    for entry, missing in dict.fromkeys((reference.entry, reference.missing) for reference in found):
        print_indented(f"{entry}{f' [{missing}]' if missing else ''}", out, 2, "")


def print_bibliography(citations: Sequence[Citation], sources: Iterable[Source], style: str, out: Console = console) -> None:
    """Everything cited, each document once."""
    from assistant.bibliography import bibliography

    for line in bibliography(citations, sources, style).splitlines():
        out.print(shown(line), soft_wrap=True)


def print_source(citation: Citation, source: Source | None, *, whole: bool = False, out: Console = console) -> None:
    """A citation's document and page, and its quote in the text around it, or in the whole page. The quote is bold, or between >> and <<."""
    out.print(f"[bold]\\[{citation.n}] {shown(place(citation))}[/bold]")
    for line in card(citation, source):
        print_indented(line, out)
    part = excerpt(citation.quote, citation.context)
    if not part.found:
        out.print(f"\n“{shown(' · '.join(cells(citation.quote)))}”")
        return
    opens, closes = ("[bold]", "[/bold]") if out.is_terminal and not out.no_color and out.color_system else (">>", "<<")
    for paragraph in (*part.before, *part.shown, *part.after) if whole else part.shown:
        pieces = [f"{opens}{text}{closes}" if run.quoted else text for run in paragraph if (text := shown(" · ".join(cells(run.text))))]
        out.print("\n" + "".join(pieces))
    if (part.before or part.after) and not whole:
        out.print(f"\nThis is part of page {shown(citation.page)}; `/source {citation.n} all` shows all of it.", style="dim")


def print_conversation(held: Conversation, out: Console = console) -> None:
    """A kept conversation: its title, then each question with what came of it."""
    out.print(f"[bold]{shown(held.about.title)}[/bold]  [dim]{held.about.id}[/dim]")
    for turn in held.turns:
        out.print(f"\n[bold]> {shown(turn.question)}[/bold]")
        if turn.answer:
            print_answer(turn.answer, out, offer=False)
        else:
            out.print(shown(turn.problem or "This question was stopped before it was answered."))


def print_conversations(found: tuple[Summary, ...], total: int, first: int = 1, out: Console = console) -> None:
    """Conversations a line each, numbered from `first`: number, beginning of the id, day, questions, title."""
    for number, one in enumerate(found, first):
        out.print(f"{number:4}  {one.id[:8]}  {uk_date(one.updated.astimezone().date().isoformat()):>17}  "
                  f"{one.turns:3} question{'s' if one.turns != 1 else ' '}  {shown(one.title)}", soft_wrap=True)
    if total > first - 1 + len(found):
        out.print(f"      {total - (first - 1 + len(found))} more", style="dim")


def print_found(found: Found, k: int, out: Console = console) -> None:
    """Passages with their scores, and the index's questions that matched."""
    for rank, e in enumerate(found.evidence, 1):
        why = ", ".join(f"{name} {value:.2f}" for name, value in e.why.items())
        out.print(f"[bold]{rank}. {shown(e.passage.source_id)}, page {shown(e.passage.page)}[/bold]  {e.score:.2f} ({why})")
        out.print(f"   {shown(' > '.join(e.passage.headings))}", style="dim")
        out.print(f"   {shown(e.passage.text[:300])}{' ...' if len(e.passage.text) > 300 else ''}")
    if found.hits:
        out.print("\n[bold]In the index of questions[/bold]")
    for hit in found.hits[:k]:
        out.print(f"   {hit.score:.2f} {hit.sense:8} {shown(hit.ask)}  [dim]{shown(hit.entry.quotes[0].source_id)}, page "
                  f"{shown(hit.entry.quotes[0].page)}[/dim]")
