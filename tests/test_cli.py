"""The commands as a user runs them, in processes of their own."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from chat_server import ChatServer, serving
from click.testing import Result
from read_only import read_only
from typer.testing import CliRunner

from assistant.settings import Settings
from evals.runs import read_run
from ui.cli import app

ROOT = Path(__file__).resolve().parent.parent


def command(*arguments: str, data: Path, stdin: str = "") -> subprocess.CompletedProcess[str]:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SOCIAL_VALUE_")} | {"SOCIAL_VALUE_DATA_DIR": str(data)}
    return subprocess.run([sys.executable, "-m", "ui.cli", *arguments], capture_output=True, text=True, cwd=ROOT, env=environment,
                          input=stdin, timeout=120)


def test_ask_json_prints_the_object_of_the_contract(corpus_settings: Settings) -> None:
    done = command("ask", "How many CCGs were sent the request?", "--role", "student", "--json", data=corpus_settings.data_dir)
    assert done.returncode == 0, done.stderr
    answer = json.loads(done.stdout)
    assert {"question", "standalone_question", "status", "answer", "claims", "citations", "notices", "coverage", "mode", "timings_ms"} <= set(answer)
    assert answer["mode"] == "extractive"
    assert {"n", "source_id", "title", "page", "headings", "quote", "passage_id"} <= set(answer["citations"][0])
    assert {"text", "citations", "kind", "verified"} <= set(answer["claims"][0])
    assert {"retrieve", "total"} <= set(answer["timings_ms"])


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="no device that is always full here")
@pytest.mark.parametrize("arguments", [("glossary",), ("glossary", "--json"), ("doctor", "--quick")])
def test_what_cannot_be_printed_is_one_message(arguments: tuple[str, ...], tmp_path: Path) -> None:
    environment = {k: v for k, v in os.environ.items() if not k.startswith("SOCIAL_VALUE_")} | {"SOCIAL_VALUE_DATA_DIR": str(tmp_path)}
    with open("/dev/full", "w", encoding="utf-8") as full:
        done = subprocess.run([sys.executable, "-m", "ui.cli", *arguments], stdout=full, stderr=subprocess.PIPE, text=True, cwd=ROOT, env=environment, timeout=120)
    assert done.returncode == 1
    assert done.stderr.startswith("social-value: what was to be printed could not be written")
    assert len(done.stderr.splitlines()) == 1


def test_a_batch_keeps_order_and_a_bad_line_becomes_a_row(corpus_settings: Settings, tmp_path: Path) -> None:
    lines = ['{"id": "q1", "question": "Which STP footprint is NHS Dudley CCG in?"}', "not json",
             '{"id": "q3", "question": "How many?", "role": "king"}', '{"id": 4, "question": "Who wrote the foreword?", "history": ["x"]}']
    (tmp_path / "in.jsonl").write_text("\n".join(lines), encoding="utf-8")
    done = command("ask", "--batch", str(tmp_path / "in.jsonl"), "--out", str(tmp_path / "out.jsonl"), data=corpus_settings.data_dir)
    assert done.returncode == 0, done.stderr
    rows = [json.loads(line) for line in (tmp_path / "out.jsonl").read_text(encoding="utf-8").splitlines()]
    assert [r["id"] for r in rows] == ["q1", None, "q3", 4]
    assert ["error" in r for r in rows] == [False, True, True, False]


def test_search_says_what_is_found_and_why(corpus_settings: Settings) -> None:
    done = command("search", "weighting above 5%", "-k", "3", "--json", data=corpus_settings.data_dir)
    found = json.loads(done.stdout)["results"]
    assert len(found) == 3 and found[0]["page"] == "20"
    assert set(found[0]["why"]) == {"dense", "keyword"}


def test_an_empty_search_is_one_clear_message(corpus_settings: Settings) -> None:
    done = command("search", " ", data=corpus_settings.data_dir)
    assert done.returncode == 1 and "the query is empty" in done.stderr


def test_chat_reads_questions_from_a_pipe_and_opens_sources(corpus_settings: Settings) -> None:
    done = command("chat", data=corpus_settings.data_dir, stdin="How many footprints are there in London in Appendix 3?\n/source 1\n/role student\n/quit\n")
    assert done.returncode == 0, done.stderr
    assert "5 footprints" in done.stdout and "APPENDIX 3" in done.stdout or "North Central London" in done.stdout
    assert "Role: student" in done.stdout


def test_nothing_ingested_is_one_line_with_the_command_to_run(tmp_path: Path) -> None:
    done = command("ask", "How many CCGs?", data=tmp_path)
    assert done.returncode == 1
    assert done.stderr.count("\n") == 1 and "social-value ingest" in done.stderr


def test_wrong_usage_exits_with_2(tmp_path: Path) -> None:
    assert command("ask", data=tmp_path).returncode == 2
    assert command("search", "-k", "0", "x", data=tmp_path).returncode == 2


def test_an_unknown_setting_is_named(tmp_path: Path) -> None:
    environment = os.environ | {"SOCIAL_VALUE_COLOUR": "red", "SOCIAL_VALUE_DATA_DIR": str(tmp_path)}
    done = subprocess.run([sys.executable, "-m", "ui.cli", "ask", "x"], capture_output=True, text=True, cwd=ROOT, env=environment, timeout=60)
    assert done.returncode == 1 and "SOCIAL_VALUE_COLOUR is not a setting" in done.stderr


def test_doctor_names_a_remedy_for_what_is_missing(tmp_path: Path) -> None:
    done = command("doctor", "--quick", "--json", data=tmp_path)
    assert done.returncode == 1
    checks = {c["name"]: c for c in json.loads(done.stdout)["checks"]}
    assert checks["python"]["ok"] and not checks["index"]["ok"] and "social-value ingest" in checks["index"]["remedy"]
    assert {"disk", "embedding model", "manifest", "port 8501", "browser for tests"} <= set(checks)


def test_doctor_sees_a_file_for_a_data_folder(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("not a folder", encoding="utf-8")
    found = {check["name"]: check for check in json.loads(command("doctor", "--quick", "--json", data=tmp_path / "data").stdout)["checks"]}
    assert not found["disk"]["ok"]
    assert "not a folder" in found["disk"]["found"]


def test_doctor_sees_a_damaged_index_of_questions(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "questions.npz").write_bytes(b"not a zip")
    found = {check["name"]: check for check in json.loads(command("doctor", "--json", data=tmp_path).stdout)["checks"]}
    assert not found["index of questions"]["ok"]
    assert "social-value ingest" in found["index of questions"]["remedy"]


def test_a_data_folder_that_may_only_be_read_is_searched_and_doctor_says_what_does_not_work(corpus_settings: Settings, tmp_path: Path) -> None:
    shutil.copytree(corpus_settings.data_dir / "index", tmp_path / "index")
    with read_only(tmp_path):
        asked = command("ask", "How many CCGs were sent the request?", data=tmp_path)
        assert asked.returncode == 0 and "209" in asked.stdout, asked.stderr
        done = command("doctor", "--json", data=tmp_path)
    found = {check["name"]: check for check in json.loads(done.stdout)["checks"]}
    assert done.returncode == 0 and found["vector store"]["ok"]
    assert not found["disk"]["ok"] and not found["disk"]["needed"]
    assert "may only be read" in found["disk"]["found"] and "give yourself the right to write there" in found["disk"]["remedy"]


def test_doctor_is_content_with_a_whole_index(corpus_settings: Settings) -> None:
    done = command("doctor", "--json", data=corpus_settings.data_dir)
    assert done.returncode == 0, done.stdout
    assert json.loads(done.stdout)["ok"] is True


def test_ingest_reports_what_it_did_and_why_a_file_failed(corpus_settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "policy.md").write_text("# Our policy\n\nSocial value counts for 12% of every tender.\n", encoding="utf-8")
    (tmp_path / "empty.pdf").write_bytes(b"")
    done = command("ingest", str(tmp_path), "--json", data=tmp_path / "data")
    report = json.loads(done.stdout)
    assert done.returncode == 1
    assert report["added"] == ["upload-policy"] and report["failed"][0]["outcome"] == "empty"
    again = json.loads(command("ingest", str(tmp_path / "policy.md"), "--json", data=tmp_path / "data").stdout)
    assert again["unchanged"] == ["upload-policy"] and not again["added"]


def test_ingest_tells_of_files_it_does_not_read_and_is_content(tmp_path: Path) -> None:
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "picture.png").write_bytes(b"\x89PNG")
    done = command("ingest", str(tmp_path / "files"), data=tmp_path / "data")
    assert done.returncode == 0, done.stderr
    assert "skipped       1  picture.png" in done.stdout and ".pdf, .docx" in done.stdout
    named = command("ingest", str(tmp_path / "files" / "picture.png"), data=tmp_path / "data")
    assert named.returncode == 1 and "unsupported type" in named.stdout and ".pdf, .docx" in named.stdout


def test_a_damaged_index_is_one_line_to_ask_and_doctor_and_is_mended_by_ingest(corpus_settings: Settings, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(corpus_settings.data_dir, data)
    database = data / "index" / "chroma" / "chroma.sqlite3"
    database.write_bytes(database.read_bytes()[:9000])
    done = command("ask", "How many CCGs were sent the request?", data=data)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "run `social-value ingest`" in done.stderr
    found = {check["name"]: check for check in json.loads(command("doctor", "--json", data=data).stdout)["checks"]}
    assert not found["vector store"]["ok"] and "social-value ingest" in found["vector store"]["remedy"]
    mended = command("ingest", "--json", data=data)
    assert mended.returncode == 0 and len(json.loads(mended.stdout)["mended"]) == 1, mended.stderr
    assert command("ask", "How many CCGs were sent the request?", data=data).returncode == 0


def test_doctor_reads_the_whole_record(corpus_settings: Settings, tmp_path: Path) -> None:
    data = tmp_path / "data"
    shutil.copytree(corpus_settings.data_dir, data)
    record = data / "index" / "library.sqlite"
    content = record.read_bytes()
    record.write_bytes(content[:len(content) * 3 // 4] + b"\x55" * (len(content) // 4))
    found = {check["name"]: check for check in json.loads(command("doctor", "--quick", "--json", data=data).stdout)["checks"]}
    assert not found["index"]["ok"] and "social-value ingest" in found["index"]["remedy"]


@pytest.mark.parametrize("arguments", [("--help",), ("ask", "--help"), ("doctor", "--quick")])
def test_commands_that_need_no_model_load_none(arguments: tuple[str, ...], tmp_path: Path) -> None:
    code = (f"import sys, runpy; sys.argv = ['social-value', *{arguments!r}]\n"
            "try: runpy.run_module('ui.cli', run_name='__main__')\n"
            "except SystemExit: pass\n"
            "heavy = {'torch', 'sentence_transformers', 'chromadb', 'streamlit', 'transformers'} & set(sys.modules)\n"
            "print('HEAVY', sorted(heavy))")
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, timeout=60,
                          env=os.environ | {"SOCIAL_VALUE_DATA_DIR": str(tmp_path)})
    assert "HEAVY []" in done.stdout


MINE = """
cases:
  - {id: replies, kind: figure, question: How many CCGs replied to the freedom of information request?, status: [answered], facts: [192],
     evidence: [{source: healthy-commissioning, page: 14, quote: We received 192 responses}]}
"""


def test_eval_run_keeps_a_run_that_goes_on_and_can_be_compared(corpus_settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(MINE, encoding="utf-8")
    first, second = tmp_path / "first", tmp_path / "second"
    for out in (first, first, second):
        done = command("eval", "run", "--set", str(tmp_path / "mine.yaml"), "--out", str(out), "--json", data=corpus_settings.data_dir)
        assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["scores"]["facts"]["mean"] == 1.0
    assert {p.name for p in first.iterdir()} == {"run.json", "cases.jsonl", "report.md", "report.html"}
    assert len((first / "cases.jsonl").read_text().splitlines()) == 1, "a run that is whole asks nothing again"
    assert str(tmp_path) not in (first / "run.json").read_text()
    told = command("eval", "compare", str(first), str(second), "--json", data=corpus_settings.data_dir)
    assert json.loads(told.stdout)["cases"] == 1


def test_eval_run_says_what_is_wrong_before_it_makes_a_folder(corpus_settings: Settings, tmp_path: Path) -> None:
    for arguments in (("--system", "magic"), ("--set", "nothing"), ("--split", "third")):
        done = command("eval", "run", *arguments, "--out", str(tmp_path / "run"), data=corpus_settings.data_dir)
        assert done.returncode == 1 and done.stderr.startswith("social-value: there is no "), done.stderr
        assert not (tmp_path / "run").exists()


def test_eval_run_asks_any_model_and_one_that_does_not_answer_in_time_is_a_failed_row(corpus_settings: Settings, tmp_path: Path) -> None:
    (tmp_path / "mine.yaml").write_text(MINE, encoding="utf-8")

    def run(out: str, server: ChatServer, *more: str) -> Result:
        return CliRunner().invoke(app, ["eval", "run", "--set", str(tmp_path / "mine.yaml"), "--out", str(tmp_path / out), "--model", "openai:tiny", "--base-url", server.url, *more],
                                  env={"SOCIAL_VALUE_DATA_DIR": str(corpus_settings.data_dir), "SOCIAL_VALUE_CHAT_TIMEOUT": "1"})

    with serving(ChatServer(pause=3)) as server:
        assert run("slow", server, "--retries", "1").exit_code == 0
    (row,) = read_run(tmp_path / "slow").rows
    assert (row.answer, row.tries) == (None, 2) and row.error.startswith("ChatUnanswered: The chat model did not answer in 1 s")
    assert "mode generative (openai:tiny)" in (tmp_path / "slow" / "report.md").read_text()
    told = run("down", server)
    assert told.exit_code == 1 and "the chat model's server cannot be reached" in told.stderr and not (tmp_path / "down").exists()


def test_chat_tells_of_a_change_once(corpus_settings: Settings) -> None:
    asked = "How many CCGs made highly committed use of the Act?\nHow many CCGs replied?\n/quit\n"
    done = command("chat", data=corpus_settings.data_dir, stdin=asked)
    assert done.stdout.count("Since this was written: Clinical commissioning groups") == 1


# --- drafts ----------------------------------------------------------------------------------------------


def test_a_policy_is_drafted_from_a_brief_and_a_second_run_keeps_what_was_edited(corpus_settings: Settings, tmp_path: Path) -> None:
    brief, out = tmp_path / "brief.yaml", tmp_path / "policy.md"
    brief.write_text("name: Marlbeck District Council\nkind: local-authority\nweighting_floor: 12%\n", encoding="utf-8")
    done = command("draft", "policy", "--brief", str(brief), "--out", str(out), data=corpus_settings.data_dir)
    assert done.returncode == 0, done.stderr
    assert "Still to be agreed" in done.stdout and "at least 12% of the total score" in out.read_text(encoding="utf-8")
    out.write_text(out.read_text(encoding="utf-8").replace("That is a floor, not a ceiling.", "We mean it."), encoding="utf-8")
    again = command("draft", "policy", "--brief", str(brief), "--out", str(out), "--json", data=corpus_settings.data_dir)
    assert json.loads(again.stdout)["edited"] == ["8.1"] and "We mean it." in out.read_text(encoding="utf-8")


def test_a_brief_that_is_wrong_is_one_message_and_writes_nothing(corpus_settings: Settings, tmp_path: Path) -> None:
    brief = tmp_path / "brief.yaml"
    brief.write_text("name: NHS Swindon CCG\nkind: ccg\nstatus: current\n", encoding="utf-8")
    done = command("draft", "policy", "--brief", str(brief), "--out", str(tmp_path / "p.docx"), data=corpus_settings.data_dir)
    assert done.returncode == 1 and done.stderr.count("\n") == 1 and "ended on 1 July 2022" in done.stderr and not (tmp_path / "p.docx").exists()
    assert command("draft", "policy", data=corpus_settings.data_dir).returncode == 2


def test_an_empty_brief_is_printed_to_be_filled_in(tmp_path: Path) -> None:
    done = command("draft", "policy", "--example", data=tmp_path)
    assert done.returncode == 0 and "# weighting_floor: 10" in done.stdout


def test_what_is_drafted_in_a_chat_is_written_to_a_file(corpus_settings: Settings, tmp_path: Path) -> None:
    done = command("chat", "--not-kept", data=corpus_settings.data_dir, stdin=f"/draft\nDraft a policy for Leeds City Council\nmake it 15%\n/draft {tmp_path / 'p.md'}\n/draft {tmp_path / 'p.md'}\n/quit\n")
    assert "There is no draft in this conversation" in done.stdout and "is there already" in done.stdout
    assert "at least 15% of the total score" in (tmp_path / "p.md").read_text(encoding="utf-8")
