"""Terminal text without a single escape code where none is wanted."""

from __future__ import annotations

import io
import os
import subprocess
import sys
from pathlib import Path

import pytest

from ui.literal import literal
from ui.screen import make_console
from ui.wording import capital

ROOT = Path(__file__).resolve().parent.parent


def drawn(**options: object) -> str:
    out = io.StringIO()
    make_console(file=out, **options).print("[bold]Bold[/bold] [dim]dim[/dim] [red]red[/red]")
    return out.getvalue()


def test_neither_colour_nor_bold_nor_dim_is_printed_where_no_colour_is_wanted(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1mBold" in drawn(force_terminal=True)
    monkeypatch.setenv("NO_COLOR", "1")
    assert drawn(force_terminal=True) == "Bold dim red\n"


def test_a_pipe_gets_no_escape_codes(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert drawn() == "Bold dim red\n"


def on_a_terminal(*arguments: str, data: Path, **variables: str) -> bytes:
    """What a command writes to a terminal."""
    ours, theirs = os.openpty()
    environment = {name: value for name, value in os.environ.items() if name != "NO_COLOR" and not name.startswith("SOCIAL_VALUE_")}
    process = subprocess.Popen([sys.executable, "-m", "ui.cli", *arguments], stdin=theirs, stdout=theirs, stderr=theirs, cwd=ROOT,
                               env=environment | {"TERM": "xterm-256color", "SOCIAL_VALUE_DATA_DIR": str(data)} | variables)
    os.close(theirs)
    said = b""
    try:
        while part := os.read(ours, 4096):
            said += part
    except OSError:  # how Linux says that the other end is closed
        pass
    os.close(ours)
    process.wait(timeout=60)
    return said


@pytest.mark.skipif(not hasattr(os, "openpty"), reason="no terminals to open on this system")
@pytest.mark.parametrize("arguments", [("--help",), ("ask", "--help"), ("nonsense",), ("check", "policy", "POLICY")])
def test_a_command_on_a_terminal_writes_no_escape_codes_where_no_colour_is_wanted(tmp_path: Path, arguments: tuple[str, ...]):
    policy = tmp_path / "policy.md"
    policy.write_text("# Our policy\n\nWe will give social value a weight of 10% in every tender.\n", encoding="utf-8")
    given = [argument.replace("POLICY", str(policy)) for argument in arguments]
    said = on_a_terminal(*given, data=tmp_path / "data", NO_COLOR="1")
    assert said.strip() and b"\x1b" not in said
    assert b"\x1b[" in on_a_terminal(*given, data=tmp_path / "data")


def test_a_mark_that_turns_the_direction_of_writing_is_not_shown():
    assert literal("what is \u202esocial value") == "what is social value"


def test_a_sentence_has_a_capital_but_a_file_its_name():
    assert capital("bad.pdf cannot be read") == "bad.pdf cannot be read" and capital("the file is empty") == "The file is empty"
