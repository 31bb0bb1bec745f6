"""The check against a careful reader's marks: floors that it must not fall under."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.errors import CorpusError
from evals.cases import DatasetError
from evals.policies import Result, evaluate, phrases, read_gold, summary


@pytest.fixture(scope="module")
def results() -> list[Result]:
    return evaluate(read_gold())


@pytest.mark.parametrize("split, elements, found", [("tuned", 0.98, 0.98), ("held_out", 0.90, 0.9)])
def test_the_marks_of_a_careful_reader_are_met(results: list[Result], split: str, elements: float, found: float):
    figures = summary([r for r in results if r.gold.split == split])
    assert figures["elements"] and figures["elements"].mean >= elements
    assert figures["findings found"] and figures["findings found"].mean >= found
    assert figures["policy or not"] and figures["policy or not"].mean == 1


def test_no_quote_is_off_its_page(results: list[Result]):
    assert [r.gold.id for r in results if r.off_page] == []


def test_false_alarms_are_rare(results: list[Result]):
    assert sum(len(r.alarms) for r in results) <= 2


def test_a_third_is_held_out_or_was_when_it_was_first_measured():
    gold = read_gold()
    assert len(gold) >= 24 and sum(one.split != "tuned" for one in gold) >= len(gold) / 3


def test_most_wordings_of_a_sign_are_known_and_near_misses_are_not_taken_for_one():
    said = list(phrases())
    known = [hit for *_, says, hit in said if says]
    assert sum(known) >= 0.95 * len(known)
    assert [words for _, words, says, hit in said if hit and not says] == []


@pytest.mark.parametrize("row, message", [
    ("{id: a, file: nowhere.md, split: tuned, is_policy: true}", "a file that is there"),
    ("{id: a, file: a.md, split: tuned, is_policy: true, marks: [met], evidence: evidenced, approach: active}", "1 marks"),
    ("{id: a, file: a.md, split: tuned, is_policy: true, colour: red}", "unknown key"),
])
def test_a_wrong_mark_is_told_with_its_place(tmp_path: Path, row: str, message: str):
    (tmp_path / "a.md").write_text("# A\n")
    (tmp_path / "gold.yaml").write_text(f"- {row}\n")
    with pytest.raises((DatasetError, CorpusError), match=message):
        read_gold(tmp_path)
