"""Statements put together into an answer: composed, checked against their pages, and wrapped with what was read."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from assistant.compose import Composed, Quote, Statement, compose
from assistant.domain import Answer, Coverage, Source, Status
from assistant.questions import Question
from assistant.tables import SOURCE as TABLE_SOURCE
from assistant.tables import TableAnswer

UNCLEAR = "I am not sure what you are asking about. Name the subject, or pick one of these."


class AnswerMaker:
    """Makes answers of statements from the documents in the index."""

    def __init__(self, sources: Mapping[str, Source], page_text: Callable[[str, str], str], total: int, openers: Sequence[str], *, check: bool = True) -> None:
        """`sources` by id; `total` is how many passages there are; `openers` are the choices for who is not understood; `check` False leaves the check out."""
        self.sources, self.total = sources, total
        self._page_text, self._openers, self._check = page_text, tuple(openers), check

    @property
    def page_text(self) -> Callable[[str, str], str]:
        """The text of a page, by source and label."""
        return self._page_text

    def compose(self, statements: Sequence[Statement], opening: str = "") -> Composed:
        """The statements that the check passes, cited, under an opening line of our own."""
        return compose(statements, self.sources, self._page_text, opening=opening, check=self._check)

    def bears(self, statement: Statement) -> bool:
        """Whether a statement passes the check."""
        return not self.compose([statement]).removed

    def wrap(self, asked: Question, status: Status, composed: Composed, read: int | None = None, suggestions: Sequence[str] = (),
             confidence: float = 0.0, timings: dict[str, float] | None = None) -> Answer:
        """An answer of what was composed; `read` is how many passages were, all of them for None."""
        return Answer(asked.asked, _standalone(asked), status, composed.text, composed.claims, composed.citations, (),
                      Coverage(self.total if read is None else read, self.total), "extractive", timings or {}, len(composed.removed), tuple(suggestions), confidence=confidence)

    def sure(self, asked: Question, composed: Composed, suggestions: Sequence[str] = ()) -> Answer:
        """An answer found by looking up and not by likeness."""
        return self.wrap(asked, Status.ANSWERED, composed, suggestions=suggestions, confidence=1.0)

    def plain(self, asked: Question, status: Status, text: str) -> Answer:
        """Words of our own, with nothing cited."""
        return Answer(asked.asked, _standalone(asked), status, text, coverage=Coverage(0, self.total))

    def unclear(self, asked: Question, suggestions: Sequence[str] = (), opening: str = UNCLEAR) -> Answer:
        """A question back, with choices."""
        choices = tuple(suggestions) or self._openers
        return replace(self.plain(asked, Status.NEEDS_CLARIFICATION, f"{opening}\n\n{bullets(choices)}"), suggestions=choices)


def bullets(lines: Sequence[str]) -> str:
    """A list, a line each."""
    return "\n".join(f"- {line}" for line in lines)


def _standalone(asked: Question) -> str:
    """The question as it was understood: joined to the turns before, or with what is remembered; as typed where neither was needed."""
    return asked.alone or asked.shown or asked.text if asked.follows else asked.asked


def of_rows(tabled: TableAnswer) -> list[Statement]:
    """What the tables say, each sentence with the rows it was made from as its quotes."""
    return [Statement(s.text, tuple(Quote(TABLE_SOURCE, row.page, row.text, tuple(filter(None, (_heading(row.page), row.region)))) for row in s.rows),
                      item=s.item, derived=True, counted=_countable(s.text)) for s in tabled.statements]


def _heading(page: str) -> str:
    known = {"24": "5. STPs and Social Value", "37": "APPENDIX 3: STPs and social value", "38": "APPENDIX 3: STPs and social value"}
    return known.get(page, "APPENDIX 2: CCG by STP footprint area")


def _countable(text: str) -> tuple[int, ...]:
    return tuple(int(n) for n in re.findall(r"\b\d+\b", text))
