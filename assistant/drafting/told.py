"""What is said of a draft in a chat: clauses with their sources, what is understood, what is different, why. Pure."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from assistant.domain import Answer, Claim, ClaimKind, Coverage, Status
from assistant.drafting.brief import STUDY, Brief
from assistant.drafting.changes import changes, said
from assistant.drafting.draft import Draft, DraftClause, Table
from assistant.drafting.fields import fields, is_blank
from assistant.drafting.policy import Materials
from assistant.drafting.slots import joined

MODE = "draft"
"""The mode of an answer that is about a draft."""
MOST_SHOWN = 6
"""How many changed clauses are shown at once."""
NEXT = ("Why that weighting?", "What is missing?", "Show section 8")
"""What is offered to say next."""
KEY_CLAUSES = ("priorities-list", "weighting-floor", "weighting-reason", "weighting-why-low", "weighting-why-middle", "weighting-why-ten", "weighting-why-high", "weighting-why-beyond")
"""What is shown of a first draft: what it puts first, its weighting, the reason that was given for it, and how it stands to the evidence."""
REASONS = ("weighting-common", "weighting-difference", "weighting-bold", "weighting-nhs", "weighting-ppn", "weighting-no-floor")


class Told:
    """An answer in the making: lines of our own, and clauses with their sources numbered as they come."""

    def __init__(self, draft: Draft, materials: Materials) -> None:
        self._draft, self._materials = draft, materials
        self._lines: list[str] = []
        self._numbers: dict[int, int] = {}
        self._claims: list[Claim] = []

    def say(self, text: str) -> None:
        """A paragraph of our own."""
        self._lines.append(f"\n\n{text}")

    def items(self, texts: Iterable[str], *, numbers: bool = False) -> None:
        """A list of our own."""
        self._lines += [f"\n{'' if n > 1 else chr(10)}{f'{n}.' if numbers else '-'} {text}" for n, text in enumerate(texts, 1)]

    def clauses(self, clauses: Sequence[DraftClause]) -> None:
        """Clauses with their numbers, their tables' rows, their weight and their sources."""
        for place, clause in enumerate(clauses):
            cited = [self._numbers.setdefault(n, len(self._numbers) + 1) for n in clause.citations]
            rows = "; ".join(" | ".join(cell for cell in row if cell) for row in clause.table.rows) if clause.table else ""
            text = f"{clause.text} {rows}".strip()
            self._lines.append(f"\n{'' if place else chr(10)}- {clause.number} {text} ({clause.kind.value}{', edited' if clause.edited else ''}) {''.join(f'[{n}]' for n in cited)}".rstrip())
            if cited:
                self._claims.append(Claim(clause.text, tuple(cited), clause.kind, verified=not clause.edited, marker="-"))

    def answer(self, asked: str, status: Status) -> Answer:
        """The answer, with the citations that its clauses use."""
        by_number = {citation.n: citation for citation in self._draft.citations}
        citations = tuple(replace(by_number[n], n=number, context=self._materials.page_text(by_number[n].source_id, by_number[n].page)) for n, number in self._numbers.items())
        return Answer(asked, asked, status, "".join(self._lines).strip(), tuple(self._claims), citations, (), Coverage(0, 0), MODE, suggestions=NEXT, confidence=1.0)


def understood(brief: Brief) -> list[str]:
    """What the brief says, a line a field."""
    lines = []
    for field in fields().values():
        value = getattr(brief, field.id)
        if not is_blank(value) and value != () and field.id not in ("edits", "without"):
            lines.append(f"{field.title}: {said(field, brief)}")
    if brief.status is None and brief.known("status") == STUDY:
        lines.append(f"Status: {STUDY}")
    return lines


def tell_why(told: Told, draft: Draft, about: str) -> None:
    """The evidence for the weighting, or for a clause."""
    if about == "weighting":
        told.say("The weighting, and what it stands on:")
        told.clauses([clause for clause in draft.clauses if clause.id in KEY_CLAUSES[1:] or clause.id in REASONS])
        return
    found = [clause for clause in draft.clauses if clause.number == about or clause.number.split(".")[0] == about]
    if not found:
        told.say(f"There is no {about} in the draft.")
        return
    told.clauses(found[:MOST_SHOWN])
    if all(not clause.citations for clause in found):
        told.say("It is a choice of your own: no source asks for it.")


def tell_place(told: Told, draft: Draft, about: str) -> None:
    """A clause, a section or an annex of the draft; all of it where `about` is ""."""
    if not about:
        for section in draft.sections:
            told.say(f"{section.number}. {section.title}")
            told.clauses(section.clauses)
        told.say(f"Annexes: {joined([f'{annex.letter} {annex.title}' for annex in draft.annexes])}.")
        return
    if annex := next((annex for annex in draft.annexes if annex.letter == about), None):
        told.say(f"Annex {annex.letter}: {annex.title}")
        for part in annex.parts:
            told.items(" | ".join(row) for row in part.rows) if isinstance(part, Table) else told.say(part.text)
        return
    found = [clause for clause in draft.clauses if clause.number == about or clause.number.split(".")[0] == about]
    told.clauses(found) if found else told.say(f"There is no {about} in the draft.")


def tell_change(told: Told, was: Draft, now: Draft, *, undone: bool) -> None:
    """What is different between two drafts: fields first, then clauses."""
    made = changes(was, now)
    lines = [*(f"{title}: {before} → {after}" for title, before, after in made.fields),
             *(f"Annex {letter}: taken out" for letter in made.annexes_gone), *(f"Annex {letter}: put back" for letter in made.annexes_back)]
    if not made:
        told.say("Nothing changed: the draft has that already.")
        return
    if lines:
        told.say("Undone:" if undone else "Changed:")
        told.items(lines)
    for title, clauses in (("Now reads:", [clause for _, clause in made.reworded]), ("Added:", made.added)):
        if clauses:
            told.say(title)
            told.clauses(clauses[:MOST_SHOWN])
            if len(clauses) > MOST_SHOWN:
                told.say(f"and {len(clauses) - MOST_SHOWN} more.")
    if made.gone:
        told.say(_taken_out(made.gone, len(list(was.clauses))))


def _taken_out(gone: Sequence[DraftClause], of: int) -> str:
    """What is no longer in the draft: a few clauses by their numbers, many by their weight and their sections. One or two lines."""
    if len(gone) <= MOST_SHOWN:
        return f"Taken out: {joined([f'{c.number} ({c.kind.value})' for c in gone])}, numbered as they were before."
    weights = Counter(c.kind.value for c in gone)
    sections = list(dict.fromkeys(int(c.number.split(".")[0]) for c in gone))
    where = joined([*(["document control"] if 0 in sections else []), *(f"{'' if place else 'section ' if len(sections) == 1 else 'sections '}{run}" for place, run in enumerate(_runs([n for n in sections if n])))])
    kept = "" if ClaimKind.DUTY.value in weights else " No duty was taken out."
    return (f"Taken out: {len(gone)} of {of} clauses ({joined([f'{n} {kind}' for kind, n in weights.most_common()])}), from {where}.{kept} "
            "“undo” puts them back.")


def _runs(numbers: Sequence[int]) -> list[str]:
    """Rising numbers with those in a row folded: 1, 2, 3, 5 -> "1 to 3", "5"."""
    runs: list[list[int]] = []
    for number in numbers:
        if runs and number == runs[-1][-1] + 1:
            runs[-1].append(number)
        else:
            runs.append([number])
    return [part for run in runs for part in ([f"{run[0]} to {run[-1]}"] if len(run) > 2 else map(str, run))]
