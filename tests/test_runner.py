"""Running cases: a row for each, also for one that crashes; runs that are kept, go on, and are compared."""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from builders import page_texts

from assistant.domain import Answer, Citation, Role, Status
from assistant.errors import SocialValueError
from assistant.settings import Settings
from evals.cases import Case, Dataset, DatasetError, Gold
from evals.compare import compare
from evals.report import as_markdown
from evals.runner import WARM, Row, latency, run, summary
from evals.runs import ABOUT, ROWS, Run, RunError, about, open_run, read_run

PAGES = {("report", "20"): "A weighting of 2% was common."}


class FakeSystem:
    """Says the same of every question; breaks on "boom", and on "flaky" the first time."""

    sources = ("report",)

    def __init__(self, text: str = "A weighting of 2% was common. [1]") -> None:
        self._text = text
        self.asked: list[tuple[str, Role | None]] = []
        self.page_text = page_texts(PAGES)

    def ask(self, question: str, role: Role | None, history: Sequence[str]) -> Answer:
        self.asked.append((question, role))
        if question == "boom" or (question == "flaky" and sum(q == "flaky" for q, _ in self.asked) == 1):
            raise TimeoutError("the model gave no answer in 30 s")
        cited = (Citation(1, "report", "The report", "20", (), "A weighting of 2% was common.", "p"),)
        return Answer(question, question, Status.ANSWERED, self._text, citations=cited, timings_ms={"total": 10.0 * len(self.asked)})

    def found(self, answer: Answer) -> tuple[tuple[str, str], ...]:
        return (("report", "1"), ("report", "20"))


def case(name: str, question: str = "How much?", **fields: object) -> Case:
    return Case(name, "figure", question, ("answered",), (("2%",),), evidence=(Gold("report", "20", "2% was common"),), dataset="mine", **fields)


def dataset(*cases: Case) -> Dataset:
    return Dataset("mine", cases, {})


def ran(*cases: Case, text: str = "A weighting of 2% was common. [1]") -> Run:
    return Run(HEADER, tuple(run(dataset(*cases), FakeSystem(text))))


HEADER = about("mine", None, "product", Settings(), "2026-01-01T00:00:00")


# --- rows ------------------------------------------------------------------------------------------------


def test_a_row_has_the_scores_the_answer_and_what_is_wrong():
    (row,) = run(dataset(case("one")), FakeSystem("Nothing of it. [1]"))
    assert (row.scores["facts"], row.scores["page"], row.scores["recall@1"], row.scores["recall@5"], row.scores["mrr"]) == (0.0, 1.0, 0.0, 1.0, 0.5)
    assert row.why == ("missing: 2%",)
    assert row.answer and row.answer["citations"][0]["page"] == "20"
    assert Row.from_dict(json.loads(json.dumps(row.as_dict()))) == row


@pytest.mark.parametrize("workers", [1, 3])
def test_a_case_that_crashes_is_a_row_and_the_rest_goes_on(workers: int):
    rows = run(dataset(case("one"), case("two", "boom"), case("three")), FakeSystem(), workers=workers)
    assert [row.id for row in rows] == ["one", "two", "three"]
    assert rows[1].error == "TimeoutError: the model gave no answer in 30 s" and rows[1].answer is None
    assert summary(rows)["crashed"].mean == pytest.approx(1 / 3)
    assert summary(rows)["facts"].n == 2


def test_a_case_that_fails_is_asked_again_as_often_as_wished():
    (row,) = run(dataset(case("one", "flaky")), FakeSystem(), retries=1)
    assert (row.error, row.tries) == ("", 2)
    (row,) = run(dataset(case("one", "boom")), FakeSystem(), retries=2)
    assert row.error and row.tries == 3


def test_a_case_for_every_role_is_asked_in_each():
    system = FakeSystem()
    (row,) = run(dataset(case("one", every_role=True)), system)
    assert [role for _, role in system.asked[-3:]] == list(Role)
    assert row.scores["role_invariance"] == 1.0


def test_a_wrong_gold_quote_stops_the_run_before_anything_is_asked():
    system = FakeSystem()
    wrong = replace(case("one"), evidence=(Gold("report", "20", "3% was common"),))
    with pytest.raises(DatasetError, match="case one, evidence"):
        run(dataset(wrong), system)
    assert system.asked == []


def test_cases_that_are_done_are_not_asked_again():
    system = FakeSystem()
    rows = run(dataset(case("one"), case("two", "Which?")), system, done={"one"})
    assert [row.id for row in rows] == ["two"]
    assert {question for question, _ in system.asked} == {WARM, "Which?"}


def test_the_first_answer_is_not_timed_as_it_loads_the_models():
    (row,) = run(dataset(case("one")), FakeSystem())
    assert row.scores["ms"] == 20.0
    assert latency([row]) == (20.0, 20.0)
    assert latency([]) is None


# --- folders ---------------------------------------------------------------------------------------------


def test_a_run_that_was_cut_off_goes_on_where_it_stopped(tmp_path: Path):
    there, keep = open_run(tmp_path / "run", HEADER)
    assert there.rows == ()
    run(dataset(case("one")), FakeSystem(), keep=keep)
    with (tmp_path / "run" / ROWS).open("a") as out:
        out.write('{"id": "two", "data')  # the power went
    again, keep = open_run(tmp_path / "run", replace(HEADER, started="later", commit="other"))
    assert [row.id for row in again.rows] == ["one"]
    run(dataset(case("one"), case("two")), FakeSystem(), done={"one"}, keep=keep)
    assert [row.id for row in read_run(tmp_path / "run").rows] == ["one", "two"]


def test_another_run_in_the_folder_is_not_written_over(tmp_path: Path):
    open_run(tmp_path, HEADER)
    with pytest.raises(RunError, match="holds another run .*give another --out"):
        open_run(tmp_path, replace(HEADER, system="no tables"))


def test_a_folder_with_other_files_is_left_alone(tmp_path: Path):
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(RunError, match="is not empty and holds no run"):
        open_run(tmp_path, HEADER)
    assert [p.name for p in tmp_path.iterdir()] == ["thesis.txt"]


def test_a_file_in_the_way_is_told(tmp_path: Path):
    (tmp_path / "run").write_text("")
    with pytest.raises(RunError, match="cannot be written"):
        open_run(tmp_path / "run", HEADER)


@pytest.mark.parametrize("name", [ABOUT, ROWS])
def test_a_folder_without_a_run_is_told(tmp_path: Path, name: str):
    open_run(tmp_path, HEADER)
    (tmp_path / name).unlink()
    with pytest.raises(RunError, match="holds no run that can be read"):
        read_run(tmp_path)


def test_a_damaged_line_in_the_middle_is_named(tmp_path: Path):
    open_run(tmp_path, HEADER)
    (tmp_path / ROWS).write_text("{}\n{}\n")
    with pytest.raises(RunError, match="line 1 is damaged"):
        read_run(tmp_path)


def test_what_names_the_machine_is_not_kept(tmp_path: Path):
    kept = json.dumps(about("mine", None, "product", Settings(data_dir=tmp_path), "now").settings)
    assert str(tmp_path) not in kept and "dense_weight" in kept


# --- reports ---------------------------------------------------------------------------------------------


def test_the_report_shows_what_went_wrong_but_never_a_held_out_case():
    text = as_markdown(ran(case("seen", "How | much?"), case("unseen", "Secret?", split="held_out"), text="Nothing. [1]"))
    assert "**seen** How \\| much?: missing: 2%" in text
    assert "unseen" not in text and "Secret?" not in text
    assert "1 cases, and 1 held out, not shown" in text
    assert "| facts | 0.000 | 2 | 0.000 |" in text


# --- comparing -------------------------------------------------------------------------------------------


def test_what_got_better_worse_and_broke_is_told():
    before = ran(case("up"), case("same"), text="Nothing. [1]")
    after = ran(case("up"), case("same"))
    told = compare(before, replace(after, rows=(after.rows[0], before.rows[1])))
    facts = next(c for c in told.changes if c.metric == "facts")
    assert (facts.before, facts.after, facts.better, facts.worse) == (0.0, 0.5, 1, 0)
    assert [name for name, *_ in told.better] == ["up"] and told.worse == told.broke == ()
    assert "no longer missing: 2%" in told.as_markdown()
    back = compare(after, before)
    assert [name for name, *_ in back.worse] == ["up", "same"] and "missing: 2%" in back.as_markdown()


def test_a_crash_is_broken_and_so_is_a_new_quote_off_its_page():
    before, crashed = ran(case("one")), ran(case("one", "boom"))
    assert [what for *_, what in compare(before, crashed).broke] == ["TimeoutError: the model gave no answer in 30 s"]
    off = replace(before.rows[0], scores={**before.rows[0].scores, "quotes_off_page": 1.0})
    assert len(compare(before, replace(before, rows=(off,))).broke) == 1


def test_lower_is_better_where_the_metric_says_so():
    before = ran(case("one"))
    slower = replace(before, rows=tuple(replace(r, scores={**r.scores, "ms": 99.0}) for r in before.rows))
    ms = next(c for c in compare(before, slower).changes if c.metric == "ms")
    assert (ms.better, ms.worse) == (0, 1)


def test_a_held_out_case_is_counted_not_told():
    one, other = (ran(case("one", "Secret?", split="held_out"), text=t) for t in ("2%. [1]", "Nothing. [1]"))
    told = compare(one, other)
    assert told.held_out["worse"] == 1 and "Secret" not in told.as_markdown() and "1 held out" in told.as_markdown()


def test_runs_of_other_cases_cannot_be_compared():
    with pytest.raises(SocialValueError, match="no case in common"):
        compare(ran(case("one")), ran(case("two")))
