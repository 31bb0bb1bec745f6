"""`social-value conversations`, the options of `social-value chat`, and what the doctor says of the store."""

from __future__ import annotations

import json
import shutil
from contextlib import closing
from pathlib import Path

import pytest
from talks import QUOTE, FakeAssistant, answer, store
from typer.testing import CliRunner, Result

from assistant import build
from assistant.domain import Role
from assistant.settings import load_settings
from ui import doctor, terminal
from ui.cli import app


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder for commands, with an assistant that needs no models."""
    monkeypatch.setenv("SOCIAL_VALUE_DATA_DIR", str(tmp_path))
    monkeypatch.setattr(build, "build_assistant", lambda settings=None: FakeAssistant())
    return tmp_path


def run(*arguments: str, stdin: str = "") -> Result:
    terminal.console.file = None  # the runner's own standard output, not the one of an earlier test
    return CliRunner().invoke(app, [*arguments], input=stdin)


def kept(folder: Path, *questions: str) -> str:
    """A conversation with these questions, answered; its id."""
    name = ""
    with closing(store(folder)) as opened:
        for question in questions:
            name, turn = opened.put(question, Role.STUDENT, name)
            opened.settle(name, turn.number, answer(question))
    return name


def test_conversations_are_listed_as_text_and_as_json(folder: Path):
    assert run("conversations", "list").stdout.strip() == "No conversations."
    first, second = kept(folder, "about weighting?"), kept(folder, "about zebras?", "more?")
    done = run("conversations", "list")
    assert done.exit_code == 0 and [line.split()[1] for line in done.stdout.splitlines()] == [second[:8], first[:8]]
    data = json.loads(run("conversations", "list", "--json").stdout)
    assert data["total"] == 2 and [one["id"] for one in data["conversations"]] == [second, first]
    assert set(data["conversations"][0]) == {"id", "title", "role", "created", "updated", "questions"}
    assert [one["id"] for one in json.loads(run("conversations", "list", "--find", "WEIGHTING?", "--json").stdout)["conversations"]] == [first]
    assert [one["id"] for one in json.loads(run("conversations", "list", "--skip", "1", "--limit", "1", "--json").stdout)["conversations"]] == [first]


def test_a_conversation_is_shown_as_text_and_as_json(folder: Path):
    name = kept(folder, "Which weighting?", "more?")
    shown = run("conversations", "show", name[:6]).stdout
    assert "> Which weighting?" in shown and shown.count(f"{QUOTE} [1][3]") == 2
    data = json.loads(run("conversations", "show", name, "--json").stdout)
    assert [turn["question"] for turn in data["turns"]] == ["Which weighting?", "more?"] and data["turns"][0]["answer"]["citations"][0]["page"] == "20"


def test_a_conversation_is_exported(folder: Path):
    name = kept(folder, "Which weighting?")
    out = folder / "talk.docx"
    assert run("conversations", "export", name, "--out", str(out)).exit_code == 0 and out.read_bytes()[:2] == b"PK"
    again = run("conversations", "export", name, "--out", str(out))
    assert again.exit_code == 1 and "is there already" in again.stderr
    assert run("conversations", "export", name, "--out", str(out), "--replace").exit_code == 0
    wrong = run("conversations", "export", name, "--out", str(folder / "t.md"), "--style", "chicago")
    assert wrong.exit_code == 1 and "there are: harvard, oscola" in wrong.stderr


def test_a_conversation_is_renamed_and_deleted(folder: Path):
    name = kept(folder, "Which weighting?")
    assert run("conversations", "rename", name, "Mine").exit_code == 0 and store(folder).list()[0].title == "Mine"
    assert run("conversations", "delete", name).stdout == "deleted: Mine\n" and store(folder).count() == 0
    gone = run("conversations", "delete", name)
    assert gone.exit_code == 1 and gone.stderr.count("\n") == 1 and "there is no conversation" in gone.stderr


def test_all_are_deleted_only_when_that_is_meant(folder: Path):
    kept(folder, "a?"), kept(folder, "b?")
    assert run("conversations", "delete-all", stdin="n\n").exit_code == 1 and store(folder).count() == 2
    assert run("conversations", "delete-all", stdin="y\n").exit_code == 0 and store(folder).count() == 0
    kept(folder, "c?")
    assert run("conversations", "delete-all", "--yes").stdout == "deleted: 1 conversations\n"


def test_what_is_wrong_with_the_store_is_one_line(folder: Path):
    (folder / "conversations.sqlite").write_bytes(b"no database at all " * 100)
    for arguments in (["conversations", "list"], ["conversations", "delete-all", "--yes"], ["chat"]):
        done = run(*arguments)
        assert done.exit_code == 1 and done.stderr.count("\n") == 1 and "move it to another place" in done.stderr
    assert json.loads(run("conversations", "list", "--json").stderr)["error"]


def test_chat_goes_on_with_a_conversation(folder: Path):
    name = kept(folder, "Which weighting?")
    done = run("chat", "--continue", name[:8], stdin="and above 5%?\n")
    assert done.exit_code == 0 and "I took this as: and above 5%? (after: Which weighting?)" in done.stdout
    assert store(folder).open(name).about.turns == 2
    wrong = run("chat", "--continue", "ffff", stdin="q?\n")
    assert wrong.exit_code == 1 and "there is no conversation 'ffff'" in wrong.stderr


def test_a_chat_that_is_not_to_be_kept_leaves_nothing(folder: Path):
    done = run("chat", "--not-kept", "--role", "vcse", stdin="Which weighting?\n/role\n/list\n")
    assert QUOTE in done.stdout and "Role: vcse." in done.stdout and "Which weighting?" in done.stdout
    assert list(folder.iterdir()) == []
    assert run("chat", "--not-kept", "--continue", "abcd").exit_code == 2


def check() -> dict[str, object]:
    return doctor._conversations(load_settings()).as_dict()


def test_the_doctor_tells_where_how_many_and_for_how_long(folder: Path, monkeypatch: pytest.MonkeyPatch):
    kept(folder, "a?")
    found = check()
    assert found["ok"] and found["found"] == f"1 in {folder / 'conversations.sqlite'}, kept until you delete them"
    monkeypatch.setenv("SOCIAL_VALUE_RETENTION_DAYS", "30")
    assert check()["found"].endswith("deleted when not used for 30 days")
    monkeypatch.setenv("SOCIAL_VALUE_DATABASE_URL", "postgresql+psycopg://me:hunter2@127.0.0.1:9/x?connect_timeout=2")
    assert not check()["ok"] and "hunter2" not in str(check())


def test_the_doctor_sees_a_damaged_store_and_a_place_that_cannot_be_written(folder: Path):
    kept(folder, *(f"{n}?" for n in range(20)))
    path = folder / "conversations.sqlite"
    content = path.read_bytes()
    path.write_bytes(content[:len(content) // 2] + b"\x55" * 4096 + content[len(content) // 2 + 4096:])
    found = check()
    assert not found["ok"] and "is damaged" in found["found"] and "--not-kept" in found["remedy"]
    shutil.rmtree(folder)
    folder.write_text("a file")
    assert not check()["ok"]


def test_the_doctor_makes_nothing_where_nothing_is(folder: Path):
    assert check()["ok"] and list(folder.iterdir()) == []
