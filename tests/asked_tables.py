"""Questions put to the shipped tables, for the tests of their answers."""

from __future__ import annotations

from builders import CORPUS

from assistant.tables import TableAnswer, Tables

TABLES = Tables.load(CORPUS / "tables")


def ask(question: str) -> TableAnswer:
    answer = TABLES.answer(question)
    assert answer is not None, f"the tables do not take: {question}"
    return answer


def opening(question: str) -> str:
    """The first statement's text."""
    return ask(question).statements[0].text


def items(question: str) -> list[str]:
    """The list entries."""
    return [s.text for s in ask(question).statements if s.item]


def said(question: str) -> list[str]:
    """What is said, list entries left out."""
    return [s.text for s in ask(question).statements if not s.item]
