"""The page for tender answers, on the shipped documents, in Streamlit's own test runner."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from fake_page import HOSTILE
from pages import pages, press, sound, words
from streamlit.testing.v1 import AppTest
from test_page_text import shown
from test_tender_draft import materials  # noqa: F401 - a fixture

from assistant.tender.buyer import TenderMaterials
from assistant.works import Works

pytestmark = pytest.mark.enable_socket
Opened = Callable[..., AppTest]
QUESTION = "Describe: a) your commitments for carers in Oxley; b) who will lead; c) how you will manage risk. (200 words)"
ITT = """# Invitation to tender

Tenders must be submitted by noon on 14 January 2027.

## Social value question 1 (150 words)

How will your social value offer create jobs for young people? Please describe a) numbers; b) who leads.

## Social value question 2 (120 words)

What social value will you bring to carers? Please describe a) what you will do; b) how you measure it.
"""


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, materials: TenderMaterials) -> Iterator[Opened]:  # noqa: F811
    with pages(monkeypatch, tmp_path, tender_materials=lambda *_: materials) as open_page:
        yield lambda **address: open_page("tender", **address)


def step(page: AppTest, name: str) -> AppTest:
    return sound(page.get_by_key("tender_step").set_value(name).run())


def pasted(page: AppTest, text: str = QUESTION) -> AppTest:
    return press(sound(page.get_by_key("tender_pasted").set_value(text).run()), "Take this text apart")


def test_a_pasted_question_is_taken_apart_and_corrected_and_there_after_a_refresh(opened: Opened):
    page = pasted(opened())
    assert "a) your commitments for carers in Oxley" in words(page) and "Word limit: 200" in words(page) and "Not found:" in words(page)
    page = sound(page.get_by_key("tender_field_limit").set_value(150).run())
    again = opened(tender=page.query_params["tender"])
    assert again.get_by_key("tender_field_limit").value == 150 and again.get_by_key("tender_field_question").value == QUESTION


def test_an_itt_with_two_questions_gets_two_answers_each_with_its_limit(opened: Opened):
    page = opened()
    page = press(sound(page.get_by_key("tender_itt").upload("itt.md", ITT.encode(), "text/markdown").run()), "Take this file apart")
    assert "Deadline: 14 January 2027" in words(page).replace("*", "") and page.get_by_key("tender_limit_2").value == 120
    page = step(page, "Draft")
    assert [shown(h.value) for h in page.subheader] == ["Answer to question 1 of 2", "Answer to question 2 of 2"]
    page = sound(step(page, "Question").get_by_key("tender_limit_2").set_value(90).run())
    page = sound(page.get_by_key("tender_question_1").set_value(" ").run())
    assert page.get_by_key("tender_limit_1").value == 90


@pytest.mark.parametrize(("name", "data", "told"), [("broken.pdf", b"%PDF-1.7 half", "cut short or damaged"), ("long.txt", b"A page about a service.\n\n" * 200, "no question was found"), ("empty.md", b" ", "is empty")])
def test_a_tender_that_cannot_be_read_is_told(opened: Opened, name: str, data: bytes, told: str):
    page = opened()
    page = press(sound(page.get_by_key("tender_itt").upload(name, data, "text/plain").run()), "Take this file apart")
    assert told in words(page) and len(page.error) == 1


def test_the_draft_keeps_the_limit_shows_what_is_needed_and_ties_every_sentence(opened: Opened):
    page = sound(step(pasted(opened()), "Promises").get_by_key("tender_field_lead").set_value("Carers Manager <b>x</b>").run())
    page = step(page, "Draft")
    text = words(page)
    assert "Lead for all of this: Carers Manager <b>x</b>" in text and "[EVIDENCE NEEDED: what you will do, how much, for whom, where and by when]" in text and "term of the contract" in text
    assert any("of 200 words" in p.text for p in page.get("progress"))
    ledger = page.table[0].value
    assert all(cell for cell in ledger["Stands on"]) and any("Carers Manager" in shown(cell) for cell in ledger["Sentence"])
    assert [d.label for d in page.get("download_button")][1:] == [*(f"Download the answer as {kind}" for kind in ("Word", "Markdown", "plain text")),
                                                                 *(f"Download the notes as {kind}" for kind in ("Word", "Markdown", "plain text")), "Download everything as JSON"]


def test_figures_of_a_report_are_chosen_and_stand_in_the_record_with_their_page(opened: Opened):
    page = step(pasted(opened()), "Evidence")
    page = sound(page.get_by_key("tender_reports").upload("report.md", b"# About us\n\nIn 2025 we trained 31 carers. We like cake.\n", "text/markdown").run())
    assert "1 sentence with a figure." in words(page).replace("*", "")
    key = next(e.key for e in page if getattr(e, "key", None) and str(e.key).startswith("tender_facts_"))
    page.session_state[key] = {"edited_rows": {0: {"Use": True}}, "added_rows": [], "deleted_rows": []}
    page = sound(page.run())
    assert "Add 1 to your record" in [b.label for b in page.button]


def test_entries_are_kept_cell_by_cell_and_there_when_their_step_is_opened_again(opened: Opened):
    def write(page: AppTest, cell: str, text: str) -> AppTest:
        return sound(page.get_by_key(f"tender_field_{cell}").set_value(text).run())

    page = step(pasted(opened()), "Promises")
    for cell, text in (("commitments_0_what", "care apprenticeships"), ("activities_0_what", "start visits"), ("commitments_0_number", "6"), ("activities_0_when", "January 2027"),
                       ("commitments_1_what", "litter picks")):
        page = write(page, cell, text)
    page = step(step(page, "Draft"), "Promises")
    assert page.get_by_key("tender_field_commitments_0_what").value == "care apprenticeships" and page.get_by_key("tender_field_activities_0_when").value == "January 2027"
    page = write(write(page, "commitments_0_what", ""), "commitments_0_number", "")
    assert page.get_by_key("tender_field_commitments_0_what").value == "litter picks" and page.get_by_key("tender_field_commitments_1_what").value == ""
    assert page.session_state["tender_desk"].bid.said["commitments"] == ({"what": "litter picks"},)


def test_the_answer_is_checked_on_nine_criteria_and_own_words_take_the_drafts_place(opened: Opened):
    page = step(pasted(press(opened(), "Use the example brief"), QUESTION), "Check")
    assert len(page.table[0].value["Criterion"]) == 9
    page = sound(page.get_by_key("tender_answer_1").set_value(f"We aim to encourage volunteering where possible. {HOSTILE}").run())
    text = words(page)
    assert "Vague promises" in text and "Asked and not answered" in text and not [m for m in page.markdown if "<script>" in m.value]
    page = press(page, "Back to the draft")
    assert "Sunday lunch" in page.get_by_key("tender_answer_1").value


def test_the_ai_line_is_put_in_on_request(opened: Opened):
    page = step(press(opened(), "Use the example brief"), "Draft")
    page = sound(next(s for s in page.selectbox if s.label == "Say in the answer that AI was used").set_value("yes").run())
    assert "We used an AI tool to draft this answer" in words(page)


def test_without_a_question_the_draft_says_what_to_do(opened: Opened):
    page = step(opened(), "Draft")
    assert "There is no question yet" in words(page)
    assert "There is no question yet" in words(step(page, "Check"))


def test_a_limit_too_small_for_a_sentence_is_told(opened: Opened):
    page = sound(pasted(opened()).get_by_key("tender_field_limit").set_value(10).run())
    page = step(page, "Draft")
    assert "has no room for one sentence" in words(page) or any("of 10 words" in p.text for p in page.get("progress"))


def test_kept_answers_are_listed_and_deleted(opened: Opened, tmp_path: Path):
    page = pasted(opened())
    name = page.query_params["tender"]
    page.session_state["tender_list"] = True
    page = sound(page.run())
    page.session_state["tender_list"] = True
    page = sound(page.get_by_key(f"ask_delete_tender_{name}").click().run())
    page = sound(page.get_by_key(f"delete_tender_{name}").click().run())
    assert Works(tmp_path / "drafts").list("tender") == () and "tender" not in page.query_params


def test_a_brief_is_loaded_and_a_wrong_one_told(opened: Opened):
    page = opened()
    page = sound(page.get_by_key("tender_brief_file").upload("b.yaml", b"question: What will you do?\nlimit: 99\n", "application/yaml").run())
    page = press(page, "Use this brief in place of the one here")
    assert page.get_by_key("tender_field_limit").value == 99
    page = sound(page.get_by_key("tender_brief_file").upload("c.yaml", b"limit: 99\n", "application/yaml").run())
    assert "has no question" in words(press(page, "Use this brief in place of the one here"))
