"""What the README shows is what the product does."""

from __future__ import annotations

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
        assert line == f"[{citation.n}] *{citation.title.split(':')[0]}*, page {citation.page}: “{citation.quote.replace('  ', ', ')}”"


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
