"""`social-value practice` and `findings`: asked and marked in the terminal, kept, and one message for what cannot be done."""

from __future__ import annotations

import json
from collections.abc import Iterable
from io import StringIO
from pathlib import Path

import pytest
from builders import CORPUS, manifest, shipped
from rich.console import Console
from test_practice import NOW, bank, item, kept_in
from typer.testing import CliRunner

from assistant import build
from assistant.domain import Page
from assistant.library import Entry
from assistant.practice.bank import Bank
from assistant.practice.items import Kind
from assistant.settings import Settings
from ingest.catalogue import read_catalogue
from ui.cli import app
from ui.practising import run_practice

SOURCES = {listed.source.id: listed.source for listed in read_catalogue(CORPUS)}


def practised(folder: Path, typed: Iterable[str], items: Iterable[str], **options: object) -> str:
    """What is printed when so much is typed to these items."""
    out, lines = Console(file=StringIO(), width=300, highlight=False), iter(typed)
    run_practice(Bank(tuple(item(name) for name in items)), kept_in(folder), SOURCES, 10, read=lambda: next(lines, None), out=out, now=lambda: NOW, **options)
    return out.file.getvalue()


def test_a_wrong_answer_is_marked_with_the_page_and_why_and_kept(tmp_path: Path):
    said = practised(tmp_path, ["13%"], ["figure:stps-mention-share"])
    assert "Right." in said and "Healthy Commissioning, page 6" in said and "“We also found that 13%" in said and "1 of 1 right" in said
    wrong = next(choice for choice in item("figure:limited-share").choices if choice.elsewhere)
    said = practised(tmp_path, [wrong.label], ["figure:limited-share"])
    assert "Wrong. The answer is: 36%." in said and "page 17" in said and "Asked again in 10 minutes." in said and "which you chose, is the answer to something else" in said
    assert {name: one.was_right for name, one in kept_in(tmp_path).all().items()} == {"figure:stps-mention-share": True, "figure:limited-share": False}


def test_what_is_not_kept_is_not_said_to_be_asked_again(tmp_path: Path):
    said = practised(tmp_path, [""], ["figure:limited-share"], keeps=False)
    assert "Not answered. The answer is: 36%." in said and "Asked again" not in said


def test_the_law_is_asked_with_its_day_and_a_doubtful_figure_with_what_to_know_of_it(tmp_path: Path):
    assert "law checked 21 November 2026" in practised(tmp_path, [""], ["figure:royal-assent"])
    assert "See also: The figure of £589,148 did not decide" in practised(tmp_path, [""], ["figure:guide-threshold"])


def test_the_page_is_told_before_the_answer_only_where_that_is_asked_for(tmp_path: Path):
    first = practised(tmp_path, [], ["figure:foi-rate"], page_first=True)
    assert "Look it up first: Healthy Commissioning, page 14." in first and "page 14" not in practised(tmp_path, [], ["figure:foi-rate"])


def test_what_is_no_answer_is_asked_again_and_stopping_keeps_what_was_answered(tmp_path: Path):
    said = practised(tmp_path, ["perhaps", "a", "q"], ["figure:limited-share", "figure:royal-assent"])
    assert "type a letter from A to D" in said and " of 1 right" in said and len(kept_in(tmp_path).all()) == 1


def test_an_order_is_asked_by_letters_and_told_with_its_dates(tmp_path: Path):
    one = next(one for one in bank().items if one.kind is Kind.ORDER)
    said = practised(tmp_path, [" ".join("ABCD"[at] for at in reversed(one.right))], [one.id])
    assert "The right order is:" in said and all(claim.text in said for claim in one.claims)


@pytest.fixture(scope="module")
def record(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with the record of the shipped corpus, and no vectors: practice and pictures need none."""
    folder = tmp_path_factory.mktemp("record")
    made = build.open_library(Settings(data_dir=folder), create=True)
    texts, passages = shipped()
    for name, source in SOURCES.items():
        pages = [Page(*place, text) for place, text in texts.items() if place[0] == name]
        made.replace(Entry(source, name, name, True), pages, [p for p in passages if p.source_id == name], manifest(embedder=Settings().embedding_model))
    made.close()
    return folder


@pytest.fixture
def run(record: Path, no_variables: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOCIAL_VALUE_DATA_DIR", str(record))
    return lambda *words, typed="": CliRunner().invoke(app, list(words), input=typed)


def test_the_commands_ask_show_and_write(run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(build, "practice_bank", lambda *_, **__: bank())  # that it is this one of an index is told below
    asked = run("practice", "--kind", "who", "-n", "2", "--not-kept", typed="a\n\n")
    assert asked.exit_code == 0 and "2 of 2" in asked.stdout and "page" in asked.stdout
    given = json.loads(run("practice", "--json", "-n", "5", "--not-kept").stdout)
    assert len(given) == 5 and all(one["quotes"] and one["answer"] for one in given)
    assert all(bool(one["see_also"]) == any(item.id == one["id"] and item.also is not None for item in bank().items) for one in given)
    assert "use-of-the-act" in run("findings").stdout
    assert "Source: Healthy Commissioning, page 23." in run("findings", "regions-of-the-25").stdout
    assert json.loads(run("findings", "plans", "--json").stdout)["columns"][0] == "Region"
    assert run("findings", "plans", "--out", str(tmp_path / "plans.csv")).exit_code == 0 and (tmp_path / "plans.csv").exists()
    wrong = run("findings", "pies")
    assert wrong.exit_code == 1 and "there is no picture 'pies'" in wrong.stderr and "Traceback" not in wrong.stderr
    assert run("findings", "--out", "x.png").exit_code == 2


def test_without_an_index_there_is_one_message(no_variables: Path):
    for words in (["practice"], ["findings"]):
        done = CliRunner().invoke(app, words)
        assert done.exit_code == 1 and done.stderr.startswith("social-value: ") and "social-value ingest" in done.stderr


def test_the_bank_of_an_index_is_that_of_the_shipped_documents(record: Path):
    assert len(build.practice_bank(Settings(data_dir=record)).items) == len(bank().items)
