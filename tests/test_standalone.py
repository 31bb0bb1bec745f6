"""Follow-ups find what their stand-alone forms find, and turns about something else cost a question nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from assistant.assistant import Assistant
from evals.cases import SPLITS, DatasetError, load_cases, load_dataset
from evals.standalone import GOAL, MOST_LOST, follow_ups, recall, stand_alones
from evals.systems import Product


def test_every_follow_up_has_its_stand_alone_form():
    assert [case.id for case in load_dataset("follow_ups").cases if not case.standalone] == []


def test_follow_ups_find_what_their_stand_alone_forms_find(assistant: Assistant):
    pairs = list(follow_ups(Product(assistant), [case for split in SPLITS for case in load_cases(split)]))
    alone, after = recall(pairs)
    assert len(pairs) >= 40 and after >= GOAL * alone, [p.case.id for p in pairs if p.alone and not p.after and not p.case.held_out]


def test_turns_about_something_else_cost_a_question_nothing(assistant: Assistant):
    alone, after = recall(list(stand_alones(Product(assistant), load_cases("tuned"), 60)))
    assert alone - after <= MOST_LOST


def test_a_stand_alone_form_without_turns_before_it_is_an_error(tmp_path: Path):
    (tmp_path / "mine.yaml").write_text("cases:\n  - {id: a, kind: figure, question: q, status: [answered], standalone: q}\n", encoding="utf-8")
    with pytest.raises(DatasetError, match="case a: `standalone` is for a follow-up"):
        load_dataset(str(tmp_path / "mine.yaml"))
