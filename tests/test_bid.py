from pathlib import Path

import pytest
from test_tender_draft import ITT, THREE

from assistant.domain import Page
from assistant.errors import BadBrief, WorkUnavailable
from assistant.tender.bid import Bid, bid_of, bid_plain, said_plain
from assistant.tender.brief import example_brief, parse_brief
from assistant.tender.check import check_tender
from assistant.tender.draft import draft_tender
from assistant.tender.evidence import Fact
from assistant.works import Works
from assistant.yaml_data import write_yaml
from ui.tender_desk import TenderDesk

QUESTION = Page("question", "", "Please describe a) what you will do for carers; b) who leads. (200 words)")


def test_a_question_that_is_pasted_is_taken_over_with_its_limit_and_can_be_corrected():
    bid = Bid().with_tender([QUESTION])
    assert bid.said["question"].startswith("Please describe") and bid.said["limit"] == 200 and len(bid.boxes) == 1
    bid = bid.with_said("limit", "150").with_said("question", "What will you do?\na) one\nb) two")
    assert bid.boxes[0].limit == 150 and bid.said["question"].count("\n") == 2
    assert bid.with_said("limit", " ").boxes[0].limit is None


def test_an_itt_gives_its_questions_and_outcome_and_another_choice_of_questions_replaces_them():
    bid = Bid().with_tender(ITT)
    assert bid.said["outcome"] == "good work for tenants" and bid.boxes[0].limit == 450 and bid.found.terms.deadline
    assert bid.asking(bid.found.questions[:1]).boxes[0].limit == 800
    several = Bid().with_tender(THREE)
    assert [box.limit for box in several.boxes] == [150, 120, 100]
    assert [box.limit for box in several.with_box(2, "Other?", 90).boxes] == [150, 90, 100] and len(several.with_box(1, " ", "").boxes) == 2


def test_text_with_no_question_in_it_is_told():
    with pytest.raises(BadBrief, match="no question was found"):
        Bid().with_tender([Page("itt", "1", ("A long page about a service. " * 20 + "\n\n") * 3)])


def test_facts_are_added_once_and_stand_for_the_bidders_evidence():
    fact = Fact("In 2025 we trained 31 carers.", "report.pdf", "2")
    bid = Bid().with_facts([fact]).with_facts([fact])
    assert bid.facts == (fact,)
    assert any(flag.kind == "contradiction" for flag in check_tender("In 2025 we trained 45 carers.", QUESTION.text, None, bid.facts).flags)


def test_a_bid_reads_back_as_it_was_written():
    bid = Bid().with_brief(example_brief()).with_tender(THREE).with_answer(2, "We will give 20 talks.").with_said("disclosure", "yes")
    assert bid_of(bid_plain(bid)) == bid
    assert bid.with_answer(2, " ").answers == {}


@pytest.mark.parametrize("wrong", [{}, {"said": {"odd": 1}, "tender": [], "answers": {}}, {"said": {"limit": "x"}, "tender": [], "answers": {}}, {"said": {}, "tender": [1], "answers": {}}])
def test_a_damaged_bid_is_told(wrong: dict):
    with pytest.raises(WorkUnavailable, match="cannot be read"):
        bid_of(wrong)


def test_the_shipped_example_makes_an_answer_that_needs_nothing_and_marks_well():
    brief = example_brief()
    draft = draft_tender(brief)
    assert draft.needed == () and draft.words <= 450
    assert [mark.id for mark in check_tender(draft.text, brief.known("question"), 450).criteria if mark.score < 3] == []


def test_a_brief_is_saved_and_read_again_and_a_wrong_file_is_told():
    brief = example_brief()
    assert parse_brief(write_yaml(said_plain(brief.said)).encode(), "b.yaml") == brief
    for data in (b"[" * 1000, b"x" * 400_000, b"\xff\xfe", b"question: [", b"limit: 50"):
        with pytest.raises(BadBrief, match=r"b\.yaml"):
            parse_brief(data, "b.yaml")


def test_what_is_changed_on_the_page_is_kept_and_opened_again(tmp_path: Path):
    works = Works(tmp_path)
    desk = TenderDesk(works, lambda: None)
    assert desk.bundles == () and works.list("tender") == ()
    desk.take(desk.bid.with_tender([QUESTION]))
    desk.set("buyer", "Oxley Council")
    assert TenderDesk.again(works, lambda: None, None, desk.id).bid == desk.bid and works.list("tender")[0].title == "Oxley Council"
