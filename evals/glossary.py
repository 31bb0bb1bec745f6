"""Whether every term of the glossary is answered with the page it stands on: `python -m evals.glossary` over evals/glossary.yaml.

Two questions a term, in the ways people type them; every third term is held out, and only counted.
"""

from __future__ import annotations

import sys
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from assistant.domain import Answer, Status
from assistant.glossary import glossary
from assistant.yaml_data import check_keys, read_list
from evals.cases import DatasetError

QUESTIONS = Path(__file__).parent / "glossary.yaml"
GOAL = 0.95


@dataclass(frozen=True, slots=True)
class Asked:
    """A question after a term, and the pages that answer it, as "source page"; none for a term that no document has."""

    term: str
    question: str
    pages: tuple[str, ...]
    held_out: bool


def read_questions(path: Path = QUESTIONS) -> tuple[Asked, ...]:
    """The questions of a file. Raises CorpusError or DatasetError: a key, a split or a term is wrong, or a question stands twice."""
    made: list[Asked] = []
    for number, row in enumerate(read_list(path), 1):
        where = f"{path.name}, question {number}"
        row = check_keys(where, row, {"split", "term", "question"}, {"pages"})
        if row["split"] not in ("tuned", "held_out") or glossary().named(row["term"]) is None:
            raise DatasetError(f"{where}: split {row['split']!r}, term {row['term']!r}; expected tuned or held_out and a term of the glossary")
        made.append(Asked(row["term"], row["question"], tuple(row.get("pages") or ()), row["split"] == "held_out"))
    if twice := [text for text, times in Counter(one.question.lower() for one in made).items() if times > 1]:
        raise DatasetError(f"{path.name}: {twice[0]!r} stands twice; expected each once")
    return tuple(made)


def right(asked: Asked, answer: Answer) -> bool:
    """Whether a question is answered and its first citation is on a right page; for a term that no document has, whether what it stands for is told."""
    if answer.status is not Status.ANSWERED:
        return False
    term = glossary().named(asked.term)
    if not asked.pages:
        return bool(term and term.means in answer.answer)
    return bool(answer.citations) and f"{answer.citations[0].source_id} {answer.citations[0].page}" in asked.pages


def wrong(questions: Sequence[Asked], ask: Callable[[str], Answer]) -> tuple[Asked, ...]:
    """The questions that are not answered right."""
    return tuple(one for one in questions if not right(one, ask(one.question)))


def main() -> int:
    """Prints the share answered right by split and the tuned ones that are not. Exit status 1 where the goal is missed."""
    from assistant.build import build_assistant

    assistant = build_assistant()
    questions = read_questions()
    missed = wrong(questions, assistant.ask)
    good = True
    for name, held in (("tuned", False), ("held out", True)):
        total = sum(one.held_out is held for one in questions)
        share = 1 - sum(one.held_out is held for one in missed) / total
        good = good and share >= GOAL
        print(f"{name:9} {share:.3f} of {total} (goal {GOAL})")
    for one in missed:
        if not one.held_out:
            print(f"  {one.term}: {one.question}")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
