"""The pages that check policies, in Streamlit's own test runner: the shipped standard, and files as a user hands them over."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from builders import ROOT
from checking import TODAY
from fake_page import HOSTILE
from pages import pages, words
from streamlit.testing.v1 import AppTest
from test_page_text import shown

from assistant.settings import Settings
from ui.checking import load_checker
from ui.mark_charts import elements_chart, portfolio_chart

pytestmark = pytest.mark.enable_socket
Opened = Callable[[str], AppTest]
DUNMOOR = (ROOT / "evals" / "policy_texts" / "dunmoor-district.md").read_bytes()
ASHCOMBE = (ROOT / "evals" / "policy_texts" / "ashcombe-council.md").read_bytes()
LEMON = (ROOT / "evals" / "policy_texts" / "lemon-drizzle.txt").read_bytes()


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Opened]:
    with pages(monkeypatch, tmp_path) as open_page:
        yield open_page


def up(page: AppTest, *files: tuple[str, bytes]) -> AppTest:
    box = page.get_by_key("check_file") if len(files) == 1 and page.title[0].value == "Check a policy" else page.get_by_key("portfolio_files")
    for name, data in files:
        box = box.upload(name, data, "text/plain")
    page = box.run()
    assert not page.exception
    return page


@pytest.mark.parametrize("page", ["check", "portfolio"])
def test_before_a_file_is_handed_over_the_ten_elements_say_what_it_is_held_against(opened: Opened, page: str):
    text = words(opened(page))
    assert "10. **Reporting, openness and review.**" in text and "A floor, not only a ceiling" in text


def test_a_policy_gets_its_score_what_to_do_first_and_its_findings_with_their_words(opened: Opened):
    page = up(opened("check"), ("dunmoor.md", DUNMOOR))
    text = words(page)
    assert "5.5 out of 10." in text and "Dunmoor District Council Social Value Policy" in text
    assert "The Act does not have this name or year" in text and "“The Public Services (Social Value) Act 2013 requires the Council" in text
    assert "apparently committed" in text and [d.label for d in page.get("download_button")] == [f"Download the report as {kind}" for kind in ("Word", "Markdown", "JSON")]


def test_no_more_than_two_notices_are_in_view_and_the_rest_unfold(opened: Opened):
    page = up(opened("check"), ("dunmoor.md", DUNMOOR))
    assert [box.label for box in page.expander if "more that it touches" in box.label] == ["2 more that it touches"]


def test_an_element_that_is_chosen_shows_its_words_its_reason_and_what_to_paste(opened: Opened):
    page = up(opened("check"), ("dunmoor.md", DUNMOOR))
    page = page.get_by_key("check_element").set_value(5).run()
    text = words(page)
    assert "Nothing of it was found in yours" in text and "In our summary, section 1(7) of the Social Value Act" in text
    assert page.code and all("\n" not in c.value for c in page.code)
    page = page.get_by_key("check_element").set_value(6).run()
    assert "Social value shall carry a minimum weighting of 5%" in words(page) and not page.code


def test_the_words_of_an_element_are_marked_in_the_text_of_their_page_and_one_can_read_on(opened: Opened):
    page = up(opened("check"), ("dunmoor.md", DUNMOOR))
    page = page.get_by_key("check_element").set_value(6).run()
    text = words(page)
    assert ":yellow-background[Social value shall carry a minimum weighting of 5%" in text
    around = text.split(":yellow-background[Social value shall carry")[0].split("**Found in yours**")[1]
    assert "Scope" in around or "Weighting" in around, "what stands before it on its page is there to read"
    before = next(b for b in page.button if (b.key or "").startswith("before_leaf_check_found_6_0"))
    page.session_state["read_found_6_0"] = True
    page = before.click().run()
    assert f"**Page {shown(before.label).removeprefix('Page ')}**" in words(page) and ":yellow-background[Social value shall carry" not in words(page)
    page.session_state["read_found_6_0"] = True
    next(b for b in page.button if shown(b.label) == "Back to the quote on page 2").click().run()
    assert ":yellow-background[Social value shall carry" in words(page)


def test_another_file_begins_with_nothing_turned_to(opened: Opened):
    page = up(opened("check"), ("dunmoor.md", DUNMOOR))
    page.session_state["leaf_check_found_6_0"] = "1"
    page = up(page, ("ashcombe.md", ASHCOMBE))
    assert "leaf_check_found_6_0" not in page.session_state


@pytest.mark.parametrize(("name", "data", "told"), [
    ("cake.txt", LEMON, "not a social value policy"), ("empty.md", b"  ", "is empty"), ("broken.pdf", b"%PDF-1.7 half a file", "cut short or damaged"),
    ("mine.docx", b"%PDF-1.7", "is a PDF"), ("mine.md", bytes(range(128, 256)) * 50, "not text in an encoding")])
def test_what_cannot_be_checked_is_told_in_one_message(opened: Opened, name: str, data: bytes, told: str):
    page = up(opened("check"), (name, data))
    assert told in words(page) and "out of 10" not in words(page) and len(page.error) + len(page.warning) == 1


def test_text_of_a_policy_is_shown_as_it_stands(opened: Opened):
    hostile = f"# Social value policy {HOSTILE}\n\nWe will weight social value at 10% {HOSTILE} of the total score in every tender.\n".encode()
    page = up(opened("check"), ("hostile.md", DUNMOOR + hostile))
    assert not [e for e in page.markdown if "<script>" in e.value or "![x](" in e.value]


def test_policies_stand_side_by_side_with_the_best_example_of_each(opened: Opened):
    page = up(opened("portfolio"), ("dunmoor.md", DUNMOOR), ("ashcombe.md", ASHCOMBE), ("cake.txt", LEMON), ("broken.pdf", b"%PDF-1.7 half"))
    text = words(page)
    assert "2 social value policies among 4 files" in text and "cake.txt: It" not in text.split("Elements by document")[0]
    grid = page.table[0].value
    assert list(grid["Policy"]) == [r"ashcombe\.md", r"dunmoor\.md"] and list(grid["5"]) == ["●", "○"]
    assert "broken.pdf is cut short or damaged" in text and "5. Consultation and market engagement**: ashcombe.md" in text
    assert [d.label for d in page.get("download_button")] == [f"Download as {kind}" for kind in ("CSV", "Word", "Markdown", "JSON")]


def test_what_is_to_put_right_in_each_opens_with_its_words_their_page_and_what_to_do(opened: Opened):
    page = up(opened("portfolio"), ("dunmoor.md", DUNMOOR), ("ashcombe.md", ASHCOMBE))
    count = dict(zip(map(shown, page.table[0].value["Policy"]), page.table[0].value["To put right"], strict=True))["dunmoor.md"]
    box = next(b for b in page.expander if "dunmoor.md" in shown(b.label))
    assert shown(box.label) == f"**dunmoor.md**: {count} things to put right" and "The Act does not have this name" not in words(page)
    page.session_state["put_right_1"] = True
    text = words(page.run())
    assert "The Act does not have this name or year" in text and "“The Public Services (Social Value) Act 2013 requires the Council" in text
    assert "page 1" in text and text.count("**To do:**") == int(count)


def test_two_files_of_one_name_are_both_there(opened: Opened):
    page = up(opened("portfolio"), ("policy.md", DUNMOOR), ("policy.md", ASHCOMBE))
    assert sorted(map(shown, page.table[0].value["Policy"])) == ["policy (2).md", "policy.md"]


def test_a_chart_says_the_same_in_its_table_and_its_words():
    checker = load_checker(Settings(), TODAY)
    checked = checker.check_upload("dunmoor.md", DUNMOOR)
    chart = elements_chart(checked)
    assert [row["mark"] for row in chart.spec["data"]["values"]] == chart.table["Mark"] and "5. Consultation and market engagement: missing" in chart.alt
    held = checker.check_uploads([("a.md", DUNMOOR), ("b.md", ASHCOMBE)])
    chart = portfolio_chart(held)
    assert chart.table["Met"][4] == "1" and "5. Consultation and market engagement 1 met, 0 partly, 1 missing" in chart.alt
    assert sum(row["count"] for row in chart.spec["data"]["values"]) == 20
