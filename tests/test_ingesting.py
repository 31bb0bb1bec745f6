"""What an ingest says while it runs and when it is stopped: only what is so."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
import typer
from test_batch import FakeAssistant
from typer.testing import CliRunner

from assistant import build
from ui.cli import app
from ui.commands.ingesting import EVERY, Steps
from ui.commands.shared import expected_errors


def spoken(*calls: tuple[str, int, int]) -> list[str]:
    said: list[str] = []
    steps = Steps(said.append)
    for call in calls:
        steps.progress(*call)
    return said


def test_each_document_is_told_when_it_is_begun_and_when_it_is_done():
    said: list[str] = []
    steps = Steps(said.append)
    steps.tell("reading", "plan\x1b[31m.md", 0)
    steps.tell("indexed", "Our plan", 1200)
    assert said == ["reading plan [31m.md", "indexed Our plan: 1,200 passages"]


def test_a_long_document_says_a_line_now_and_then_and_a_short_one_none():
    assert spoken(*(("Our plan", done, 2000) for done in range(64, 2001, 64))) == [
        f"Our plan: {done:,} of about 2,000 passages" for done in range(EVERY, 2001, EVERY)]
    assert spoken(("Short", 64, 80), ("Short", 80, 80)) == []


@pytest.mark.parametrize(("indexed", "rebuild", "said"), [
    (0, False, "no document was put into the index"),
    (1, False, "1 document is in the index, and running the command again goes on with the rest"),
    (3, False, "3 documents are in the index, and running the command again goes on with the rest"),
    (0, True, "the index may not be whole; run the command again, with --rebuild, to make it so"),
])
def test_an_ingest_that_is_stopped_says_what_is_in_the_index(indexed: int, rebuild: bool, said: str):
    steps = Steps(None)
    steps.tell("reading", "one.md", 0)
    for number in range(indexed):
        steps.tell("indexed", f"{number}", 5)
    assert steps.kept(rebuild) == said


def test_a_command_that_keeps_nothing_says_only_that_it_was_stopped(capsys: pytest.CaptureFixture[str]):
    with pytest.raises(typer.Exit), expected_errors(False):
        raise KeyboardInterrupt
    assert capsys.readouterr().err == "social-value: stopped\n"


def test_a_batch_that_is_stopped_says_what_its_file_holds(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    class Stopped(FakeAssistant):
        def ask(self, question, *rest):
            if question == "stop":
                raise KeyboardInterrupt
            return super().ask(question, *rest)

    monkeypatch.setattr(build, "build_assistant", Stopped)
    (tmp_path / "in.jsonl").write_text("\n".join(json.dumps({"id": n, "question": n}) for n in ("a", "b", "stop", "c")), encoding="utf-8")
    done = CliRunner().invoke(app, ["ask", "--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl")])
    assert done.exit_code == 130
    assert f"stopped; {tmp_path / 'out.jsonl'} holds the answers to the first 2 questions; running the command again writes over them" in done.stderr
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 2
