"""The page for drafting a policy, on the shipped documents, in Streamlit's own test runner."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import materials
from fake_page import HOSTILE
from pages import pages, press, sound, words
from streamlit.testing.v1 import AppTest
from test_page_text import shown

from assistant.works import Works

pytestmark = pytest.mark.enable_socket
Opened = Callable[..., AppTest]


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Opened]:
    with pages(monkeypatch, tmp_path, drafting_materials=materials) as open_page:
        yield lambda **address: open_page("draft", **address)


def test_a_new_draft_is_all_gaps_and_kept_nowhere(opened: Opened, tmp_path: Path):
    page = opened()
    assert "Draft a policy" in words(page) and "things still to be agreed" in words(page)
    assert Works(tmp_path / "drafts").list("policy") == () and "draft" not in page.query_params


def write(page: AppTest, field: str, text: str) -> AppTest:
    return sound(page.get_by_key(f"draft_field_{field}").set_value(text).run())


def open_box(page: AppTest, key: str) -> AppTest:
    page.session_state[key] = True
    return sound(page.run())


def test_what_the_form_says_stands_in_the_draft_and_is_there_after_a_refresh(opened: Opened):
    page = write(opened(), "name", "Oxley & Sons <b>Council</b>")
    assert "Oxley & Sons <b>Council</b>" in [shown(h.value) for h in page.header]
    again = opened(draft=page.query_params["draft"])
    assert "Oxley & Sons <b>Council</b>" in [shown(h.value) for h in again.header] and again.get_by_key("draft_field_name").value == "Oxley & Sons <b>Council</b>"


def test_the_chat_changes_the_same_brief_as_the_form(opened: Opened):
    page = write(opened(), "name", "Oxley Council")
    page = sound(page.get_by_key("draft_view").set_value("Chat").run())
    page = sound(page.chat_input[0].set_value("our lead is the Head of Buying").run())
    page = sound(page.chat_input[0].set_value("make it 15%").run())
    assert "Weighting floor: 10% → 15%" in words(page)
    page = sound(page.get_by_key("draft_view").set_value("Form").run())
    page = sound(page.get_by_key("draft_group").set_value("Weighting").run())
    assert page.get_by_key("draft_field_weighting_floor").value == 15
    page = press(page, "Undo")
    assert page.get_by_key("draft_field_weighting_floor").value is None


def test_a_turn_too_long_is_told_and_given_back_and_changes_nothing(opened: Opened):
    page = write(opened(), "name", "Oxley Council")
    page = sound(page.get_by_key("draft_view").set_value("Chat").run())
    page = sound(page.chat_input[0].set_value("make it 15% " + "and green " * 300).run())
    assert "3,011 characters and was not read" in words(page) and not page.chat_input[0].proto.max_chars
    assert any(e.label == "All that you wrote" for e in page.expander)
    assert "→ 15%" not in words(page)


def test_not_known_yet_keeps_a_gap_where_there_is_a_default(opened: Opened):
    page = sound(opened().get_by_key("draft_group").set_value("Weighting").run())
    page = sound(page.get_by_key("draft_open_weighting_floor").check().run())
    page = open_box(page, "draft_gaps")
    assert "The weighting floor (8.1)" in words(page)


def test_what_cannot_be_is_told_under_its_field_and_changes_nothing(opened: Opened):
    page = sound(opened().get_by_key("draft_field_status").set_value("current").run())
    page = sound(page.get_by_key("draft_field_kind").set_value("ccg").run())
    assert "ended on 1 July 2022 and have no policy today" in words(page)
    page = sound(page.get_by_key("draft_field_kind").set_value("icb").run())
    assert not page.error


def test_every_part_of_the_form_opens_and_shows_help_for_every_field(opened: Opened):
    from assistant.drafting.changes import OWN
    from assistant.drafting.fields import fields

    page = opened()
    told = ""
    for group in dict.fromkeys(field.group for field in fields().values()):
        page = sound(page.get_by_key("draft_group").set_value(group).run())
        told += words(page)
    assert [field.id for field in fields().values() if field.id not in OWN and field.help not in told] == []
    assert all(field.reason in told for field in fields().values() if field.reason)


def test_a_clause_is_worded_anew_keeps_its_sources_and_can_go_back(opened: Opened):
    page = open_box(opened(), "draft_section_8")
    name = "weighting-common"
    assert page.get_by_key(f"open_{name}").label
    page = sound(page.get_by_key(f"open_{name}").click().run())
    assert "page 20" in words(page) and "2% of total weighting was commonly cited" in words(page)
    page.get_by_key(f"wording_{name}").set_value(f"Ours: {HOSTILE}")
    page = open_box(page, "draft_section_8")
    page = press(page, "Save my wording", "draft_section_8")
    assert HOSTILE.split("<script>")[0].strip() in words(page) and ":orange-badge[Edited]" in "".join(m.value for m in page.markdown) and "page 20" in words(page)
    page = press(page, "Back to the drafted wording", "draft_section_8")
    assert "Edited" not in words(page)


def test_a_clause_a_section_and_an_annex_are_left_out_and_put_back(opened: Opened):
    page = open_box(open_box(opened(), "draft_section_8"), "draft_annex_A")
    page = press(press(page, "Leave this annex out", "draft_section_8"), "Leave this section out")
    page = open_box(page, "draft_left_out")
    assert "Annex A" in words(page) and "Section 8" in words(page)
    page = press(press(page, "Put back", "draft_left_out"), "Put back", "draft_left_out")
    assert "14 sections" in words(page) and "7 annexes" in words(page)


def test_every_change_is_a_version_and_tells_what_changed(opened: Opened):
    page = write(write(opened(), "name", "Oxley"), "area", "Oxley Vale")
    page = open_box(page, "draft_versions")
    assert "What changed from version 2" in words(page) and "Area: not known → Oxley Vale" in words(page)
    page = sound(page.selectbox[-1].set_value(0).run())
    page = press(page, "Go back to this version")
    assert "Your policy" in [shown(h.value) for h in page.header] and "1. Begun (this one)" in open_box(page, "draft_versions").selectbox[-1].options


def test_a_gap_leads_to_the_field_that_fills_it(opened: Opened):
    page = open_box(opened(), "draft_gaps")
    page = press(page, "Fill in: Named lead")
    assert page.get_by_key("draft_group").value == "People and papers" and page.get_by_key("draft_view").value == "Form"


def test_the_example_brief_is_loaded_and_undone(opened: Opened):
    page = press(opened(), "Use the example brief")
    assert "Marlbeck District Council" in [shown(h.value) for h in page.header]
    assert "Your policy" in [shown(h.value) for h in press(page, "Undo").header]


def test_a_brief_is_read_from_a_file_and_a_wrong_one_is_told(opened: Opened):
    page = opened()
    page = sound(page.get_by_key("draft_brief_file").upload("mine.yaml", b"name: Thornley\nweighting_floor: 20%\n", "application/yaml").run())
    page = press(page, "Use this brief in place of the one here")
    assert "Thornley" in [shown(h.value) for h in page.header]
    page = sound(page.get_by_key("draft_brief_file").upload("bad.yaml", b"nmae: Thornley\n", "application/yaml").run())
    page = press(page, "Use this brief in place of the one here")
    assert "there is no field 'nmae' (do you mean name?)" in words(page) and "Thornley" in [shown(h.value) for h in page.header]


def test_kept_drafts_are_listed_opened_and_deleted(opened: Opened, tmp_path: Path):
    first = write(opened(), "name", "First Council").query_params["draft"]
    page = open_box(write(opened(), "name", "Second Council"), "draft_list")
    page = sound(page.get_by_key(f"open_draft_{first}").click().run())
    assert "First Council" in [shown(h.value) for h in page.header]
    page = sound(page.get_by_key(f"ask_delete_draft_{first}").click().run())
    assert len(Works(tmp_path / "drafts").list("policy")) == 2, "the first press only asks"
    page = sound(page.get_by_key(f"delete_draft_{first}").click().run())
    assert "Your policy" in [shown(h.value) for h in page.header] and [w.title for w in Works(tmp_path / "drafts").list("policy")] == ["Second Council"]


@pytest.mark.parametrize("name", ["0123456789abcdef", "../../etc/passwd", "<script>"])
def test_an_address_of_no_draft_is_told_and_a_new_one_begun(opened: Opened, name: str):
    page = opened(draft=name)
    assert "there is nothing kept by the name" in words(page) and "Your policy" in [shown(h.value) for h in page.header]


def test_where_nothing_can_be_kept_the_draft_goes_on_and_says_so(opened: Opened, tmp_path: Path):
    page = opened()
    (tmp_path / "drafts").write_text("not a folder")
    page = write(page, "name", "Oxley")
    assert "This is not kept" in words(page) and "Oxley" in [shown(h.value) for h in page.header]


def test_a_download_that_was_edited_brings_its_wording_back(opened: Opened):
    from datetime import date

    from assistant.drafting.brief import brief_of
    from assistant.drafting.export import WRITERS
    from assistant.drafting.policy import draft_policy

    draft = draft_policy(brief_of({"name": "Oxley"}), materials(), date(2026, 11, 22))
    written = WRITERS[".md"](draft, tuple(materials().sources.values())).decode().replace("Social value carries at least 10%", "We give social value 10%")
    page = write(opened(), "name", "Oxley")
    page = sound(page.get_by_key("draft_edited_file").upload("mine.md", written.encode(), "text/markdown").run())
    page = open_box(press(page, "Take over its wording"), "draft_section_8")
    assert "We give social value 10%" in words(page) and "1 in your own words" in words(page)
    page = sound(page.get_by_key("draft_edited_file").upload("other.md", b"# Shopping\n", "text/markdown").run())
    assert "is no draft of this product" in words(press(page, "Take over its wording"))
