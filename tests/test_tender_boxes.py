"""A tender with several questions: the table that weighs them, what each of them is about, and which entries of the brief it may use."""

from __future__ import annotations

from pathlib import Path

import pytest
from test_tender_draft import materials  # noqa: F401 - a fixture

from assistant.domain import Page
from assistant.errors import CorpusError
from assistant.tender.bid import Bid
from assistant.tender.brief import brief_of, read_brief
from assistant.tender.buyer import TenderMaterials, left_open
from assistant.tender.check import check_tender
from assistant.tender.draft import draft_tender
from assistant.tender.evidence import facts_of
from assistant.tender.example import example
from assistant.tender.itt import take_apart
from assistant.tender.points import points
from assistant.tender.schedule import rows_of
from assistant.tender.subjects import read_subjects, shipped_subjects, subjects_of

ASKED = ("\n\nPart C: Social value questions\n\nSV1: Good work\n\nOur priority is: disabled people in fair work.\n\nWhat jobs will you create in Oxley? Please describe:\n\n• your commitments\n• who leads"
         "\n\nSV2: A greener town\n\nSet out how you will cut emissions in Oxley, giving your baseline, annual targets and how you will report.")
TABLE = "Ref  Question  Weighting  Word limit\nQ1  Service delivery  30%  1,500\nSV1  Good work  6%  350\nSV2  A greener town  4%  200\nPrice  40%  -"
BRIEF = {"questions": ["SV1. How will you create jobs for disabled people in Oxley?", "SV2. How will you help isolated residents of Oxley to make connections?", "SV3. How will you cut waste and vehicle emissions in Oxley?"], "area": "Oxley"}


# --- the table of weightings -----------------------------------------------------------------------------


@pytest.mark.parametrize("table", [
    TABLE, TABLE.replace("  ", " | "), TABLE.replace("  ", "\t"), TABLE.replace("Weighting", "Weighting (%)").replace("%  ", "  "), "SV1  Good work  6%  350 words\nSV2  A greener town  4%  200 words"])
def test_a_table_gives_each_question_its_weighting_and_limit_and_is_no_question_itself(table: str):
    tender = take_apart([Page("itt", "1", table), Page("itt", "2", ASKED)])
    assert [(one.label, one.weighting.value if one.weighting else "", one.words, one.limit.page if one.limit else "") for one in tender.boxes][0][2:] == (350, "1")
    assert [(one.label, one.words) for one in tender.boxes] == [("SV1", 350), ("SV2", 200)] and [one.weighting.value.strip("%") for one in tender.boxes if one.weighting] == ["6", "4"]
    assert all(one.limit and one.limit.quote in table for one in tender.boxes)


def test_a_row_of_the_table_that_no_question_takes_up_is_told_and_one_of_social_value_is_asked():
    tender = take_apart([Page("itt", "1", f"{TABLE.replace('Price', 'SV3  Social value in the supply chain  5%  100' + chr(10) + 'Price')}"), Page("itt", "2", ASKED)])
    assert [(one.label, one.words) for one in tender.boxes][-1] == ("SV3", 100) and [one.value for one in tender.untaken] == ["Q1"]


@pytest.mark.parametrize("text", ["1  We hold two spaces  between words", "2025/26  31  40\n2026/27  32  41", "SV1 Carbon (5%, 200 words)\n\nSV2 Jobs (10%)", "1. Introduction\n2. Terms"])
def test_what_is_no_table_of_questions_is_not_read_as_one(text: str):
    assert rows_of([Page("itt", "1", text)]) == ()


@pytest.mark.parametrize("row", ["4.1  How will you support carers in Oxley?  6%  350", "4.1 | Tell us how you support carers | 6% | 350 words", "4.1  Social value 1: What will you do to support carers? Include dates.  6%  350"])
def test_a_table_that_holds_the_questions_themselves_asks_them(row: str):
    tender = take_apart([Page("itt", "3", f"4. Social value\n\nRef  Question  Weighting  Word limit\n{row}\n4.2  Describe your plans for waste.  4%  200\n\nAnswers go into the portal.")])
    assert [(one.label, one.words, one.weighting.value) for one in tender.boxes] == [("4.1", 350, "6%"), ("4.2", 200, "4%")] and "support carers" in tender.boxes[0].text


def test_an_outcome_named_in_one_question_is_of_that_question_alone(tmp_path: Path):
    path = tmp_path / "brief.yaml"
    path.write_text(example(take_apart([Page("itt", "2", ASKED)])), encoding="utf-8")
    first, second = read_brief(path).boxes
    assert (first.known("outcome"), second.known("outcome")) == ("disabled people in fair work", None)
    bid = Bid().with_tender([Page("itt", "2", ASKED)]).with_box(1, "SV1. What jobs?", 300)
    assert [box.known("outcome") for box in bid.boxes] == ["disabled people in fair work", None]


def test_what_the_tender_says_is_not_asked_of_the_buyer(tmp_path: Path, materials: TenderMaterials):  # noqa: F811 - the fixture
    path = tmp_path / "brief.yaml"
    said = "Each answer is scored 0 to 5. Social value counts for 15% of the overall score. The tender follows PPN 002."
    path.write_text(example(take_apart([Page("itt", "1", f"{TABLE}\n\n{said}"), Page("itt", "2", ASKED)])), encoding="utf-8")
    first, second = ({one.id for one in left_open(box, materials)} for box in read_brief(path).boxes)
    assert not {"scale", "weighting", "measures", "limit"} & first and not {"scale", "weighting", "limit"} & second and "outcome" in second - first
    assert {"scale", "weighting", "limit"} <= {one.id for one in left_open(brief_of({"question": "How will you help carers?"}), materials)}
    assert Bid().with_tender([Page("itt", "1", said), Page("itt", "2", ASKED)]).said["terms"][0].startswith("Each answer is scored")


def test_the_title_before_a_question_is_no_part_of_its_point():
    assert [point.text for point in points("4.3 Social value 2: How will you help carers, and how will you show it?")] == ["How will you help carers", "how will you show it"]


def test_what_a_question_gives_besides_is_asked_point_by_point():
    assert [point.text for point in points("Set out how you will cut emissions, giving your baseline, annual targets and how you will report.")] == [
        "how you will cut emissions", "your baseline", "annual targets", "how you will report"]


# --- which entries a question may use --------------------------------------------------------------------


def test_a_promise_goes_to_the_question_that_is_about_the_same_thing_without_a_word_in_common():
    rows = [{"what": "Switch vans to electric", "extra": "Jobs of this kind are not paid for"}, {"what": "Lunch clubs", "group": "people who live alone"}, {"what": "Traineeships"}]
    assert [[row["what"] for row in box.known("commitments")] for box in brief_of({**BRIEF, "commitments": rows}).boxes] == [["Traineeships"], ["Lunch clubs"], ["Switch vans to electric"]]


def test_needs_steps_and_partners_that_speak_of_another_question_alone_stand_there_and_what_speaks_of_none_everywhere():
    boxes = brief_of({**BRIEF, "needs": ["One in three people over 65 in Oxley lives alone"], "partners": [{"name": "Oxley Mind", "role": "finds apprentices"}, {"name": "Hill Trust", "role": "checks our books"},
                                                                                                            {"name": "Vale Hub", "role": "lends a hall", "answers": "3"}]}).boxes
    assert [len(box.known("needs")) for box in boxes] == [0, 1, 0]
    assert [[row["name"] for row in box.known("partners")] for box in boxes] == [["Oxley Mind", "Hill Trust"], ["Hill Trust"], ["Hill Trust", "Vale Hub"]]


def test_the_ledger_names_an_entry_by_its_place_in_the_brief():
    rows = [{"what": "Traineeships"}, {"what": "Lunch clubs", "group": "people who live alone"}, {"what": "Switch vans to electric"}]
    last = draft_tender(brief_of({**BRIEF, "commitments": rows}).boxes[2])
    assert {tie.ref for entry in last.entries for tie in entry.ties if tie.kind == "commitment"} == {"commitments 3"}


def test_the_full_promise_stands_where_the_buyer_asks_how_and_its_figures_where_the_buyer_asks_for_targets():
    draft = draft_tender(brief_of({"question": "Set out how you will cut waste, giving annual targets and how you will report.", "reports": "yearly",
                                   "commitments": [{"what": "Cut food waste", "number": "50%", "by": "June 2029", "owner": "Kitchen Manager"}]}))
    first, second = (" ".join(entry.text for entry in section.entries) for section in draft.sections[:2])
    assert first.startswith("We will cut food waste by 50% by June 2029. Owner: Kitchen Manager.") and second == "Cut food waste: 50% by June 2029."


def test_a_row_that_leans_on_the_one_before_stays_or_goes_with_it():
    rows = [{"fact": "Our repair stall mended things for 64 tenants"}, {"fact": "47 of the 64 told us that it saved them money"}, {"fact": "Our choir sang to 300 people"}, {"fact": "92% of them clapped"}]
    draft = draft_tender(brief_of({"question": "How will you mend things for tenants?", "evidence": rows}))
    assert [entry.text for entry in draft.aside] == ["Our choir sang to 300 people.", "92% of them clapped."] and "47 of the 64" in draft.text


def test_partners_people_and_awards_of_a_report_are_facts_too():
    text = "Who we are\nSamira Holt, our Training Manager, leads it. Oxley Mind refers people to us. We like our work. We hold the Food for Life award."
    assert [fact.text for fact in facts_of([Page("r", "1", text)])] == ["Samira Holt, our Training Manager, leads it.", "Oxley Mind refers people to us.", "We hold the Food for Life award."]


# --- subjects --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "subject"), [("two electric vans", "climate"), ("paid traineeships", "work"), ("residents who live alone", "belonging"), ("food bank parcels", "debt")])
def test_what_a_text_is_about_is_known_by_the_beginnings_of_its_words(text: str, subject: str):
    assert subjects_of(text) == {subject}


def test_a_word_that_only_begins_alike_is_not_taken_and_a_broken_file_is_told(tmp_path: Path):
    assert subjects_of("We vanquished the greenhorn jobbers") == frozenset() and len(shipped_subjects()) > 5
    (tmp_path / "s.yaml").write_text("work: job", encoding="utf-8")
    with pytest.raises(CorpusError, match="work: expected a list"):
        read_subjects(tmp_path / "s.yaml")


def test_a_point_is_answered_by_a_promise_about_the_same_thing_without_a_word_in_common():
    asked = "Please describe how you will: 1) cut carbon; 2) ensure that benefits last beyond the contract."
    check = check_tender("1) Cut carbon\n\nWe will switch 6 mowers to battery in Oxley by May 2028.\n\n2) Lasting benefits\n\n[EVIDENCE NEEDED: them]", asked)
    assert [flag.about for flag in check.flags if flag.kind == "sub-point"] == [("2",)]


def test_what_lasts_beyond_the_contract_is_not_what_is_extra_to_it():
    draft = draft_tender(brief_of({"question": "Please describe:\na) your commitments\nb) how the benefits will last beyond the contract\nc) what you do beyond the contract", "commitments": [{"what": "Lunch clubs", "extra": "The contract pays for none"}]}))
    said = {section.heading[:2]: [entry.text for entry in section.entries] for section in draft.sections if section.point}
    assert said["b)"] == ["[EVIDENCE NEEDED: an answer to “how the benefits will last beyond the contract”]"] and said["c)"][0] == "Lunch clubs: The contract pays for none."


def test_a_measure_that_is_not_known_is_one_gap_and_not_three():
    draft = draft_tender(brief_of({"question": "How will you help carers?", "commitments": [{"what": "Lunch clubs"}, {"what": "Talks", "measure": "people who come"}]}))
    said = [entry for entry in draft.entries if entry.part == "measures"]
    assert [len(entry.gaps) for entry in said] == [1, 2]


@pytest.mark.parametrize("asked", ["how you will support people with learning disabilities", "learning difficulties of residents"])
def test_a_learning_disability_is_not_what_is_learned(asked: str):
    draft = draft_tender(brief_of({"question": f"Please describe:\na) {asked}\nb) who leads", "feedback": "Each July we review the results", "reports": "yearly"}))
    assert "review the results" not in " ".join(entry.text for entry in draft.sections[0].entries if draft.sections[0].point == 1)


@pytest.mark.parametrize("asked", ["what happens if a partner drops out", "how you will manage risk"])
def test_what_happens_if_a_partner_leaves_is_told_where_it_is_asked(asked: str):
    draft = draft_tender(brief_of({"question": f"Please describe:\na) your commitments\nb) {asked}", "contingency": "If the hall closes, we use our café", "escalation": "If we fall behind, our Director tells you"}))
    assert "we use our café" in next(" ".join(entry.text for entry in section.entries) for section in draft.sections if section.point == 2)


def test_a_record_about_the_same_thing_is_used_and_words_that_say_how_to_answer_count_for_nothing():
    rows = [{"fact": "206 people gave a response in 2025"}, {"fact": "We bought £84,000 of goods from 22 businesses in 2025"}]
    draft = draft_tender(brief_of({"question": "How will you bring benefits through your supply chain? Your response has a maximum of 200 words.", "evidence": rows}))
    assert "£84,000" in draft.text and [entry.text for entry in draft.aside] == ["206 people gave a response in 2025."]


def test_a_promise_that_holds_its_own_figures_is_told_again_where_dates_are_asked_for():
    draft = draft_tender(brief_of({"question": "Please describe:\na) what jobs you will open for tenants\nb) dates", "commitments": [{"what": "Open 8 paid jobs", "group": "tenants", "by": "May 2028"}]}))
    assert [section.entries[0].text for section in draft.sections if section.point] == ["We will open 8 paid jobs for tenants by May 2028.", "Open 8 paid jobs: by May 2028."]
