"""A file of questions: answered in order, and a bad line costs only itself."""

from __future__ import annotations

import json
import os
import threading
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

import pytest

from assistant.domain import Answer, Citation, Claim, ClaimKind, Coverage, Role, Status
from assistant.errors import BadQuestion, SocialValueError
from ui.batch import run_batch


class FakeAssistant:
    """Answers with the question, and fails where the question says so."""

    def __init__(self) -> None:
        self.asked: list[tuple[str, Role | None, tuple[str, ...]]] = []

    def ask(self, question: str, role: Role | None = None, history: Sequence[str] = ()) -> Answer:
        self.asked.append((question, role, tuple(history)))
        if not question.strip():
            raise BadQuestion("the question is empty; type what you want to know")
        if question == "crash":
            raise ZeroDivisionError("oh")
        return Answer(question, question, Status.ANSWERED, f"{question} [1]", (Claim(question, (1,), ClaimKind.EVIDENCE, True),),
                      (Citation(1, "report", "The report", "20", ("Findings",), question, "p1"),), coverage=Coverage(8, 212))


def run(folder: Path, *lines: object, raw: bytes | None = None) -> tuple[list[dict], FakeAssistant, int]:
    """The rows written for these lines (text as it is, anything else as JSON), the assistant, and how many failed."""
    text = "\n".join(line if isinstance(line, str) else json.dumps(line) for line in lines)
    (folder / "in.jsonl").write_bytes(text.encode() if raw is None else raw)
    assistant = FakeAssistant()
    failed = run_batch(assistant, folder / "in.jsonl", folder / "out.jsonl")
    return [json.loads(line) for line in (folder / "out.jsonl").read_text(encoding="utf-8").split("\n") if line], assistant, failed


def test_answers_come_in_the_order_of_the_questions_with_their_ids(tmp_path: Path):
    rows, _, failed = run(tmp_path, *({"id": f"q{n}", "question": f"Question {n}?"} for n in range(20)))
    assert [(row["id"], row["question"]) for row in rows] == [(f"q{n}", f"Question {n}?") for n in range(20)]
    assert failed == 0


def test_a_row_is_the_answer_of_the_contract(tmp_path: Path):
    ((row,), _, _) = run(tmp_path, {"id": "q1", "question": "Why?"})
    assert row["status"] == "answered"
    assert row["claims"] == [{"text": "Why?", "citations": [1], "kind": "evidence", "verified": True}]
    assert row["citations"][0] | {"as_of": ""} == {"n": 1, "source_id": "report", "title": "The report", "page": "20", "headings": ["Findings"],
                                                   "quote": "Why?", "passage_id": "p1", "as_of": ""}
    assert row["coverage"] == {"read": 8, "of": 212}
    assert list(row)[0] == "id"
    assert {"standalone_question", "answer", "notices", "mode", "timings_ms"} <= set(row)


def test_role_and_history_reach_the_assistant(tmp_path: Path):
    _, assistant, _ = run(tmp_path, {"id": 1, "question": "Why?", "role": "vcse", "history": ["What?", "Who?"]}, {"id": 2, "question": "So?", "role": None})
    assert assistant.asked == [("Why?", Role.VCSE, ("What?", "Who?")), ("So?", None, ())]


@pytest.mark.parametrize(("line", "name", "message"), [
    ("{not json", None, "line 2: not JSON"),
    ("[1, 2]", None, "line 2: expected a JSON object"),
    ('"text"', None, "line 2: expected a JSON object"),
    ({"id": "q"}, "q", "line 2: `question` must be text"),
    ({"id": "q", "question": 5}, "q", "line 2: `question` must be text"),
    ({"id": "q", "question": "  "}, "q", "line 2: the question is empty"),
    ({"id": "q", "question": "Why?", "role": "minister"}, "q", "line 2: role 'minister'; expected commissioner, vcse or student"),
    ({"id": "q", "question": "Why?", "role": ["vcse"]}, "q", "line 2: role ['vcse']"),
    ({"id": "q", "question": "Why?", "history": "What?"}, "q", "line 2: `history` must be a list"),
    ({"id": "q", "question": "Why?", "history": [1]}, "q", "line 2: `history` must be a list"),
    ({"id": "q", "question": "crash"}, "q", "line 2: ZeroDivisionError: oh"),
])
def test_a_bad_line_is_an_error_row_and_the_rest_goes_on(tmp_path: Path, line: object, name: object, message: str):
    rows, _, failed = run(tmp_path, {"id": "a", "question": "First?"}, line, {"id": "b", "question": "Last?"})
    assert [row["id"] for row in rows] == ["a", name, "b"]
    assert rows[1]["error"].startswith(message)
    assert set(rows[1]) == {"id", "error"}
    assert failed == 1


def test_a_line_without_an_id_is_answered_without_one(tmp_path: Path):
    ((row,), _, failed) = run(tmp_path, {"question": "Why?"})
    assert (row["id"], row["answer"], failed) == (None, "Why? [1]", 0)


def test_empty_lines_are_passed_over_and_the_numbers_stay_true(tmp_path: Path):
    rows, _, _ = run(tmp_path, {"id": "a", "question": "First?"}, "", "{bad", "")
    assert [row.get("error", "")[:7] for row in rows] == ["", "line 3:"]


def test_a_mark_at_the_start_of_the_file_does_no_harm(tmp_path: Path):
    rows, _, failed = run(tmp_path, raw=b'\xef\xbb\xbf{"id": "a", "question": "First?"}\r\n{"id": "b", "question": "Last?"}\r\n')
    assert ([row["id"] for row in rows], failed) == (["a", "b"], 0)


def test_letters_of_all_languages_stay_readable(tmp_path: Path):
    run(tmp_path, {"id": "é", "question": "Où est “l’été”?"})
    assert "Où est “l’été”?" in (tmp_path / "out.jsonl").read_text(encoding="utf-8")


@pytest.mark.parametrize("separator", ["\u2028", "\u2029", "\x0b", "\x0c", "\x85"])
def test_only_a_line_end_ends_a_line(tmp_path: Path, separator: str):
    question = f"One{separator}question?"
    rows, _, failed = run(tmp_path, raw=json.dumps({"id": "a", "question": question}, ensure_ascii=separator < " ").encode())
    assert ([row["id"] for row in rows], failed) == (["a"], 0)


def test_half_a_character_does_not_end_the_batch(tmp_path: Path):
    rows, _, failed = run(tmp_path, '{"id": "a", "question": "Why \\ud800?"}', {"id": "b", "question": "Last?"})
    assert ([row["id"] for row in rows], failed) == (["a", "b"], 0)


def test_what_was_answered_is_kept_when_a_batch_is_cut_off(tmp_path: Path):
    (tmp_path / "in.jsonl").write_text('{"id": 1, "question": "First?"}\n{"id": 2, "question": "Last?"}', encoding="utf-8")

    def stop(_: str, done: int, __: int) -> None:
        if done == 1:
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        run_batch(FakeAssistant(), tmp_path / "in.jsonl", tmp_path / "out.jsonl", stop)
    assert json.loads((tmp_path / "out.jsonl").read_text(encoding="utf-8"))["id"] == 1


def test_a_missing_file_is_an_expected_error(tmp_path: Path):
    with pytest.raises(SocialValueError, match="in.jsonl"):
        run_batch(FakeAssistant(), tmp_path / "in.jsonl", tmp_path / "out.jsonl")


def test_a_file_of_another_encoding_is_an_expected_error(tmp_path: Path):
    (tmp_path / "in.jsonl").write_bytes('{"id": 1, "question": "Où?"}'.encode("utf-16"))
    with pytest.raises(SocialValueError, match="in.jsonl"):
        run_batch(FakeAssistant(), tmp_path / "in.jsonl", tmp_path / "out.jsonl")


def test_a_byte_of_another_encoding_costs_its_line_only(tmp_path: Path):
    raw = b'\xef\xbb\xbf{"id": 1, "question": "First?"}\n{"id": 2, "question": "O\xf9?"}\n{"id": 3, "question": "Last?"}\n'
    rows, _, failed = run(tmp_path, raw=raw)
    assert [row["id"] for row in rows] == [1, None, 3]
    assert "line 2" in rows[1]["error"]
    assert "UTF-8" in rows[1]["error"]
    assert failed == 1


def test_an_output_that_cannot_be_written_is_an_expected_error(tmp_path: Path):
    (tmp_path / "in.jsonl").write_text('{"id": 1, "question": "First?"}', encoding="utf-8")
    (tmp_path / "file").write_text("no folder", encoding="utf-8")
    with pytest.raises(SocialValueError, match="cannot be written"):
        run_batch(FakeAssistant(), tmp_path / "in.jsonl", tmp_path / "file" / "out.jsonl")


@pytest.mark.parametrize("name", ["in.jsonl", "../FOLDER/in.jsonl", "link.jsonl", "hard.jsonl"])
def test_a_batch_is_not_written_over_its_own_questions(tmp_path: Path, name: str):
    source = tmp_path / "in.jsonl"
    source.write_text('{"id": "q1", "question": "Why?"}\n', encoding="utf-8")
    (tmp_path / "link.jsonl").symlink_to(source)
    (tmp_path / "hard.jsonl").hardlink_to(source)
    assistant = FakeAssistant()
    with pytest.raises(SocialValueError, match="one and the same file.*give --out another name"):
        run_batch(assistant, source, tmp_path / name.replace("FOLDER", tmp_path.name))
    assert source.read_text(encoding="utf-8") == '{"id": "q1", "question": "Why?"}\n'
    assert assistant.asked == []


# --- what is no batch ------------------------------------------------------------------------------------


def test_a_device_is_one_error_and_is_not_read(tmp_path: Path):
    with pytest.raises(SocialValueError, match="is a device"):
        run_batch(FakeAssistant(), Path(os.devnull), tmp_path / "out.jsonl")
    with pytest.raises(SocialValueError, match="is a folder"):
        run_batch(FakeAssistant(), tmp_path, tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
def test_a_pipe_of_lines_is_read_to_its_end(tmp_path: Path):
    os.mkfifo(tmp_path / "pipe")
    writer = threading.Thread(target=(tmp_path / "pipe").write_bytes, args=(b'{"id": 1, "question": "Why?"}\n' * 3,), daemon=True)
    writer.start()
    run_batch(FakeAssistant(), tmp_path / "pipe", tmp_path / "out.jsonl")
    assert len((tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()) == 3


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no named pipes here")
@pytest.mark.parametrize("piece", [b"-\xff\xfe-\xff\n" * 400, b'{"question": "Why?"}\n' * 400, b"x" * 9000])
def test_a_pipe_that_never_ends_is_one_error(tmp_path: Path, piece: bytes, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ui.batch.LARGEST", 100_000)
    monkeypatch.setattr("ui.batch.LONGEST", 20_000)
    os.mkfifo(tmp_path / "pipe")

    def write() -> None:
        with suppress(BrokenPipeError), (tmp_path / "pipe").open("wb") as pipe:
            while True:
                pipe.write(piece)

    threading.Thread(target=write, daemon=True).start()
    with pytest.raises(SocialValueError, match="is no text|more than"):
        run_batch(FakeAssistant(), tmp_path / "pipe", tmp_path / "out.jsonl")
    assert not (tmp_path / "out.jsonl").exists()


def test_a_line_that_is_too_long_is_a_row_and_the_rest_goes_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr("ui.batch.LONGEST", 200)
    rows, assistant, failed = run(tmp_path, {"id": 1, "question": "Why? " * 500}, {"id": 2, "question": "Who?"})
    assert (failed, [asked[0] for asked in assistant.asked]) == (1, ["Who?"])
    assert "line 1: longer than" in rows[0]["error"]


def test_a_folder_that_is_not_there_is_one_error_and_is_not_made(tmp_path: Path):
    (tmp_path / "in.jsonl").write_text('{"question": "Why?"}', encoding="utf-8")
    with pytest.raises(SocialValueError, match="make the folder first"):
        run_batch(FakeAssistant(), tmp_path / "in.jsonl", tmp_path / "nowhere" / "x.jsonl")
    assert not (tmp_path / "nowhere").exists()
