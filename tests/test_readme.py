"""What the README shows is what the product does."""

from __future__ import annotations

import io
import re
from pathlib import Path

from assistant.assistant import Assistant
from assistant.export import answer_json

README = (Path(__file__).resolve().parent.parent / "README.md").read_text(encoding="utf-8")


def quoted() -> list[str]:
    return [line.removeprefix("> ").strip() for line in README.split("\n") if line.startswith("> ")]


def test_the_opening_question_gets_the_answer_and_the_pages_shown(assistant: Assistant) -> None:
    question, shown, *sources = quoted()
    answer = assistant.ask(question.strip("*"))
    assert answer.answer == shown
    for citation, line in zip(answer.citations, sources, strict=True):
        assert line == f"[{citation.n}] *{citation.title.split(':')[0]}*, page {citation.page}, as at {citation.as_of}: “{citation.quote.replace('  ', ' · ')}”"


def test_the_json_shown_has_the_keys_of_a_real_answer(assistant: Assistant) -> None:
    block = re.search(r"```json\n(.*?)```", README, re.S)
    assert block
    real = answer_json(assistant.ask("Who wrote the foreword?"))
    for key in real:
        assert f'"{key}"' in block.group(1)


def test_every_command_shown_exists() -> None:
    from typer.main import get_command

    from ui.cli import app

    commands = get_command(app).commands  # type: ignore[attr-defined]
    shown = set(re.findall(r"^social-value (\w+)", README, re.M))
    assert shown == set(commands)


def test_the_brief_shown_gives_the_draft_that_is_told_of(tmp_path: Path) -> None:
    from datetime import date

    from builders import materials

    from assistant.drafting.brief import read_brief
    from assistant.drafting.policy import draft_policy

    block = re.search(r"```yaml\n(.*?)```", README, re.S)
    assert block
    (tmp_path / "brief.yaml").write_text(block.group(1), encoding="utf-8")
    draft = draft_policy(read_brief(tmp_path / "brief.yaml"), materials(), date(2026, 11, 22))
    assert draft.brief.weighting_floor == 12 and draft.gaps and not draft.warnings
    assert f"sections 0 to {draft.sections[-1].number} and {['no', 'one', 'two', 'three', 'four', 'five', 'six', 'seven'][len(draft.annexes)]} annexes" in README


def test_the_count_of_briefs_told_is_that_of_the_set() -> None:
    from evals.drafts import read_cases

    cases = read_cases()
    assert f"drafts for {len(cases)} bodies ({sum(case.split == 'held_out' for case in cases)} held" in " ".join(README.split())


def test_the_check_shown_is_what_the_command_prints() -> None:
    from rich.console import Console

    from assistant.drafting.review import review
    from evals.policies import TODAY, read_policy, standard
    from ui.review_text import print_review

    block = re.search(r"```text\n(.*?)```", README, re.S)
    named = re.search(r"social-value check policy (evals/\S+)`", README)
    assert block and named
    out = Console(record=True, width=160, file=io.StringIO(), highlight=False)
    print_review(review(*read_policy(Path(__file__).resolve().parent.parent / named[1]), standard(), TODAY), out=out)
    assert block[1].rstrip() in "\n".join(line.rstrip() for line in out.export_text().split("\n"))
