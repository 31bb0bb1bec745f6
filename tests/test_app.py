"""The page with a fake assistant behind it, in Streamlit's own test runner."""

import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import streamlit as st
from fake_page import APP, HOSTILE, PAGE_20, FakeAssistant
from pages import Opened, pages, sound, words
from streamlit.testing.v1 import AppTest
from streamlit.util import calc_hash
from talks import store
from test_page_text import shown

from assistant.domain import Answer, Aside, Claim, ClaimKind, Role, Sentence
from assistant.errors import BadQuestion, IndexMissing
from ui import answer_view
from ui.web import chat

pytestmark = pytest.mark.enable_socket  # Streamlit's test runner makes an event loop: a socket pair


@pytest.fixture
def fake() -> FakeAssistant:
    return FakeAssistant()


@pytest.fixture
def opened(fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Opened]:
    """Open the page before the fake, and ask it some questions one after the other."""
    monkeypatch.setattr(answer_view, "PAUSE_SECONDS", 0)
    with pages(monkeypatch, tmp_path, fake, may_log=True) as at:
        def open_page(*questions: str) -> AppTest:
            page = at("")
            for question in questions:
                page.chat_input[0].set_value(question).run()
            return sound(page)

        yield open_page


def marks(page: AppTest) -> list[str]:
    """The citation numbers to press, in order."""
    return [shown(b.label) for b in page.button if (b.key or "").startswith("cite_")]


def press(page: AppTest, label: str) -> AppTest:
    button = next(b for b in page.button if shown(b.label) == label or f"[{label}]" in shown(b.label))
    return sound(button.click().run())


def test_the_first_sight_is_the_name_the_purpose_and_questions_to_press(
    opened: Opened, fake: FakeAssistant
) -> None:
    page = opened()
    assert [title.value for title in page.title] == ["Social Value Assistant"]
    assert "What weighting for social value was common in tenders?" in [
        button.label for button in page.button
    ]
    assert "The 3 documents it reads" in [box.label for box in page.expander]
    assert fake.asked == []


def test_an_example_is_asked_once_however_often_the_page_reruns(opened: Opened, fake: FakeAssistant) -> None:
    page = press(opened(), "What weighting for social value was common in tenders?")
    page.run()
    assert fake.asked == [("What weighting for social value was common in tenders?", Role.COMMISSIONER, ())]
    assert [shown(h.value) for h in page.header] == ["What weighting for social value was common in tenders?"]


def test_the_answer_carries_numbered_citations_kinds_and_what_was_read(opened: Opened) -> None:
    page = opened("Which weighting?")
    assert marks(page) == [":primary[[1]]", ":primary[[2]]", ":primary[[3]]"]
    assert [m.value for m in page.markdown if "badge" in m.value] == [
        ":gray-badge[Evidence]",
        ":gray-badge[Duty]",
    ]
    assert "Read 8 of 212 passages · extractive mode" in words(page)


def test_a_citation_opens_to_its_quote_in_the_text_of_its_page(opened: Opened) -> None:
    page = opened("Which weighting?")
    assert ":yellow-background[A pass/fail question or a weighting of 2%" in words(page)
    page = press(page, "[2]")
    assert [page.session_state[f"source_0_{n}"] for n in (1, 2, 3)] == [False, True, False]
    text = words(page)
    assert ":yellow-background[A minority, the 13% of highly committed, evidenced and active CCGs" in text
    assert "Social Enterprise UK and National Voices · May 2017 · primary source" in text
    assert "Findings › 3. Weighting for social value; and procurement thresholds" in text
    assert "withdrawal from the European Union" not in text
    text = words(press(page, "Show all of page 20"))
    assert all(
        " ".join(p.split()) in text.replace(":yellow-background[", "").replace("].", ".").replace(".]", ".")
        for p in PAGE_20.split("\n\n")
    )


def test_the_role_and_the_earlier_questions_go_with_a_question(opened: Opened, fake: FakeAssistant) -> None:
    page = opened("First?")
    page.get_by_key("role").set_value(Role.STUDENT).run()
    page.chat_input[0].set_value("And then?").run()
    assert fake.asked == [("First?", Role.COMMISSIONER, ()), ("And then?", Role.STUDENT, ("First?",))]
    taken = [shown(box.label) for box in page.expander if box.label.startswith("I took this as")]
    assert taken == ["I took this as: And then? (after: First?)"]


def test_another_role_has_other_examples(opened: Opened) -> None:
    page = opened()
    page.get_by_key("role").set_value(Role.VCSE).run()
    assert "What does Compact principle 3.17 say?" in [button.label for button in page.button]


def test_role_and_conversation_are_there_again_after_another_page(opened: Opened, fake: FakeAssistant) -> None:
    page = opened("First?")
    page.get_by_key("role").set_value(Role.STUDENT).run()
    page._page_hash = calc_hash("changes")
    assert not page.run().chat_input
    page._page_hash = calc_hash("")
    page.run()
    assert page.session_state.role is Role.STUDENT and [shown(h.value) for h in page.header] == ["First?"]
    page.chat_input[0].set_value("Second?").run()
    assert fake.asked[-1] == ("Second?", Role.STUDENT, ("First?",))


def test_what_the_documents_do_not_say_is_said_plainly(opened: Opened) -> None:
    text = words(opened("What did Durham save?"))
    assert ":gray-badge[Not in the documents]" in text
    assert "The documents do not say what Durham’s policy saved." in text


def test_an_answer_in_part_says_so_and_counts_what_the_check_took_out(opened: Opened) -> None:
    text = words(opened("What was asked for?"))
    assert ":orange-badge[Answered in part]" in text and "1 sentence was left out: what it says could not be proven by a quote" in text
    assert "• a copy of the policy" in text


def test_an_unclear_question_gets_choices_to_press(opened: Opened, fake: FakeAssistant) -> None:
    page = press(opened("Tell me about it"), "What does the Act require?")
    assert fake.asked[-1] == ("What does the Act require?", Role.COMMISSIONER, ("Tell me about it",))
    assert not [b for b in page.button if b.label == "What does the report recommend?"]


def test_a_choice_to_press_is_not_said_twice(opened: Opened) -> None:
    assert "• What does the Act require?" not in words(opened("Tell me about it"))


def test_of_many_sources_the_first_eight_are_shown_until_the_last_is_opened(opened: Opened) -> None:
    page = opened("Do twelve say so?")
    assert marks(page) == [":primary[[1]]", ":primary[[2]]", ":primary[[12]]"]
    assert len([box for box in page.expander if "page 8" in box.label]) == 8
    assert "Show all 12 sources" in [button.label for button in page.button]
    page = press(page, "[12]")
    assert len([box for box in page.expander if "page 8" in box.label]) == 12


def test_changes_since_the_document_are_read_at_once_and_unfold_to_their_date_and_source(opened: Opened) -> None:
    page = opened("Which weighting?")
    assert "Since this was written" in words(page)
    box = next(box for box in page.expander if shown(box.label) == "CCGs were abolished on 1 July 2022.")
    assert shown(box.caption[0].value) == "Checked November 2026 · Health and Care Act 2022"


def test_what_is_copied_has_references_as_an_export_has_made_when_they_are_wanted(opened: Opened) -> None:
    page = opened("Which weighting?")
    assert not page.code
    page.session_state["copy_0"] = True
    copied = page.run().code[0].value
    page.get_by_key("style_0").set_value("oscola").run()
    assert "‘Healthy Commissioning" in page.code[0].value
    assert "Notes\n[1] (Social Enterprise UK and National Voices, 2017, p. 8), as at August 2016: “A pass/fail question" in copied
    assert "References\nSocial Enterprise UK and National Voices (2017) Healthy Commissioning" in copied


def test_from_a_quote_one_reads_on_to_the_next_page_and_back(opened: Opened) -> None:
    page = press(opened("Which weighting?"), "[2]")
    assert not [b for b in page.button if b.help == "Next page"]
    page = press(page, "Page 19")
    assert "The text of page 19." in words(page)
    assert ":yellow-background" not in words(page)
    page = press(page, "Back to the quote on page 20")
    assert ":yellow-background[A minority" in words(page)
    page = press(press(page, "[1]"), "Page 19")
    assert "The text of page 19." in words(page)
    assert ":yellow-background[A pass/fail" in words(press(page, "[1]"))


def test_a_thumb_and_its_reason_are_kept_with_the_answer(opened: Opened, tmp_path: Path) -> None:
    page = opened("Which weighting?")
    page.feedback[0].set_value(0).run()
    page.text_input(key="reason_0").set_value("I asked about tenders")
    press(page, "Save")
    name = page.query_params["conversation"]
    name = name[0] if isinstance(name, list) else name
    (turn,) = store(tmp_path).open(name).turns
    assert (turn.rating, turn.reason) == ("down", "I asked about tenders")


def test_how_a_question_was_taken_can_be_corrected_and_asked_again(opened: Opened, fake: FakeAssistant) -> None:
    page = opened("First?", "And then?")
    page.text_area(key="meant_1").set_value("What then?")
    press(page, "Ask this instead")
    assert [asked for asked, *_ in fake.asked] == ["First?", "And then?", "What then?"]


def test_with_a_chat_model_an_answer_can_be_had_without_it_and_again_with_it(opened: Opened, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    told, asked = fake.ask("Which?"), []

    def ask(question: str, *, write: bool = True, **_: object) -> Answer:
        asked.append(write)
        return replace(told, question=question, standalone_question=question, mode="generative" if write else "extractive")

    monkeypatch.setattr(fake, "ask", ask)
    assert not [b for b in opened("Which?").button if "chat model" in b.label]
    monkeypatch.setattr(fake, "writes", True)
    page = press(press(opened("Which?"), "Answer in the documents’ own words"), "Have the chat model write it")
    assert asked == [True, True, False, True] and len(page.header) == 1


def test_every_kind_of_file_can_be_downloaded_of_an_answer_and_of_the_conversation(opened: Opened) -> None:
    page = opened("Which weighting?")
    page.run()
    assert [b.label for b in page.get("download_button")] == [f"Download {what} as {kind}" for what in ("answer", "conversation") for kind in ("Word", "Markdown", "JSON")]


def test_hostile_text_stays_text_everywhere(opened: Opened) -> None:
    page = opened(f"hostile {HOSTILE}")
    places = [*page.header, *page.markdown, *page.caption]
    assert sum(HOSTILE in shown(place.value) for place in places) >= 4
    labels = [e.value for e in places] + [b.label for b in page.button] + [box.label for box in page.expander]
    for sign in (
        "<b>",
        "<script",
        "[x]",
        "](http",
        "$x",
        "`code`",
        ":red[",
        ":smile:",
        ":material/home",
        "&amp;",
    ):
        assert not [label for label in labels if re.search(rf"(?<!\\){re.escape(sign)}", label)], sign
    assert all(
        html.value.lstrip().startswith(("<style", "<script>document.querySelector(", "<script>setTimeout(")) for html in page.html
    )


def test_what_stands_beside_an_answer_has_its_own_number_to_press_and_its_source(opened: Opened, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    told = fake.ask("Which?")
    beside = Aside("What to record", (Claim("Keep a record.", (9,), ClaimKind.GUIDANCE, True),), (replace(told.citations[2], n=9),))
    monkeypatch.setattr(fake, "ask", lambda question, **_: replace(told, question=question, standalone_question=question, aside=beside))
    page = opened("Which?")
    text = words(page)
    assert "What to record" in text and "Keep a record." in text and "[9]" in marks(page)[-1]
    assert any("[9]" in shown(box.label) for box in page.expander)
    page.session_state["copy_0"] = True
    assert "What to record: Keep a record. [9]" in page.run().code[0].value


def test_the_sentences_of_a_chat_model_are_shown_as_they_are_checked_and_stand_once_in_the_answer(
    opened: Opened, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []

    def stream(question: str, **given: object) -> Iterator[Sentence | Answer]:
        answer = fake.ask(question, **given)
        for claim in answer.claims:
            yield Sentence(f"{claim.text} [{claim.citations[0]}]", claim, (), "Taken as this.")
            told.append(claim.text)
        yield answer

    whole = words(opened("How much weighting?"))
    monkeypatch.setattr(fake, "stream", stream, raising=False)
    assert words(opened("How much weighting?")) == whole and len(told) == 3


def test_an_expected_error_is_one_message_and_can_be_tried_again(opened: Opened, fake: FakeAssistant) -> None:
    page = opened("First?", "no index")
    assert [shown(error.value) for error in page.error] == ["There is no index yet. Run: social-value ingest"]
    assert marks(page)
    press(page, "Try again")
    assert fake.asked[1:] == [("no index", Role.COMMISSIONER, ("First?",))] * 2


def test_a_bug_is_a_calm_line_with_the_log_and_the_conversation_stays(opened: Opened, tmp_path: Path) -> None:
    page = opened("First?", "bug")
    (error,) = page.error
    assert "Something broke" in error.value and str(tmp_path / "web.log") in shown(error.value)
    assert "secret" not in words(page) + error.value
    assert "KeyError: 'a secret detail'" in (tmp_path / "web.log").read_text()
    page.chat_input[0].set_value("Third?").run()
    assert [shown(h.value) for h in page.header] == ["First?", "bug", "Third?"]


def test_without_an_index_the_page_says_what_to_run(opened: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_index() -> None:
        raise IndexMissing("There is no index yet. Run: social-value ingest")

    monkeypatch.setattr(sys.modules["assistant.build"], "build_assistant", no_index)
    page = opened()
    assert [shown(error.value) for error in page.error] == ["There is no index yet. Run: social-value ingest"]
    assert not page.chat_input


def test_a_new_conversation_brings_the_start_back_and_forgets_the_history(opened: Opened, fake: FakeAssistant) -> None:
    page = press(press(opened("Do twelve say so?"), "[12]"), "New conversation")
    assert [h.value for h in page.header] == ["Questions you could ask", "Go on with"]
    page.chat_input[0].set_value("Do twelve say so again?").run()
    assert fake.asked[-1] == ("Do twelve say so again?", Role.COMMISSIONER, ())
    assert len([box for box in page.expander if "page 8" in box.label]) == 8


def test_white_space_is_no_question(opened: Opened, fake: FakeAssistant) -> None:
    opened("   ")
    assert fake.asked == []


def test_a_text_as_long_as_a_document_is_told_its_limit_and_where_documents_are_read(opened: Opened, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch,
                                                                                    tmp_path: Path) -> None:
    def too_long(question: str, **_: object) -> None:
        raise BadQuestion(f"the question has {len(question)} characters, the limit is 2000; shorten it")

    monkeypatch.setattr(fake, "ask", too_long)
    text = "<b>Invitation</b> to tender. " * 150
    page = opened(text)
    assert page.chat_input[0].max_chars in (None, 0)
    assert [shown(error.value) for error in page.error] == ["The question has 4349 characters, the limit is 2000; shorten it"]
    assert "[Check a policy](check)" in words(page) and "[Tender](tender)" in words(page) and "Try again" not in [button.label for button in page.button]
    assert len(shown(page.header[0].value)) < 250 and page.text[0].value == text.strip() and store(tmp_path).count() == 0


def test_a_conversation_is_there_again_after_a_restart(opened: Opened, fake: FakeAssistant) -> None:
    name = opened("First?", "Second?").query_params["conversation"]
    st.cache_resource.clear()
    page = AppTest.from_file(str(APP), default_timeout=30)
    page.query_params["conversation"] = name
    page.run()
    assert not page.exception
    assert [shown(h.value) for h in page.header] == ["First?", "Second?"] and marks(page)
    page.chat_input[0].set_value("Third?").run()
    assert fake.asked[-1] == ("Third?", Role.COMMISSIONER, ("First?", "Second?"))
    assert page.query_params["conversation"] == name


def test_a_question_that_was_stopped_can_be_asked_again_after_a_restart(opened: Opened, fake: FakeAssistant, tmp_path: Path) -> None:
    name, _ = store(tmp_path, clock=lambda: datetime.now(UTC) - timedelta(minutes=2)).put("Stopped?", Role.STUDENT)
    page = AppTest.from_file(str(APP), default_timeout=30)
    page.query_params["conversation"] = name
    assert [shown(error.value) for error in page.run().error] == ["This question was stopped before it was answered."]
    press(page, "Try again")
    assert fake.asked == [("Stopped?", Role.STUDENT, ())]
    (turn,) = store(tmp_path).open(name).turns
    assert turn.answer


def test_a_question_that_a_refresh_cut_off_is_asked_again_by_itself(opened: Opened, fake: FakeAssistant, tmp_path: Path) -> None:
    name, _ = store(tmp_path).put("Cut off?", Role.STUDENT)
    page = AppTest.from_file(str(APP), default_timeout=30)
    page.query_params["conversation"] = name
    assert not page.run().error and [shown(h.value) for h in page.header] == ["Cut off?"]
    (turn,) = store(tmp_path).open(name).turns
    assert turn.answer and fake.asked == [("Cut off?", Role.STUDENT, ())]


def test_a_question_is_kept_before_it_is_asked_and_its_address_too(opened: Opened, fake: FakeAssistant, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    page = opened()
    monkeypatch.setattr(chat, "open_assistant", lambda: seen.append(([about.title for about in store(tmp_path).list()], "conversation" in st.query_params)) or fake)
    page.chat_input[0].set_value("First?").run()
    assert seen == [(["First?"], True)]


@pytest.mark.parametrize("named", ["ffffffffffffffff", "first letters", "%"])
def test_an_address_that_names_no_conversation_begins_a_new_one(opened: Opened, named: str) -> None:
    page = AppTest.from_file(str(APP), default_timeout=30)
    page.query_params["conversation"] = named
    page.run()
    assert not page.exception and not page.error and [h.value for h in page.header] == ["Questions you could ask"]
    assert "conversation" not in page.query_params
    assert [w.value for w in page.warning] == ["The conversation of this address is not here: it was deleted, or belongs to somebody else."]
    assert not page.run().warning


def test_the_address_of_a_deleted_conversation_says_so_and_a_question_can_be_asked(opened: Opened, fake: FakeAssistant, tmp_path: Path) -> None:
    name = opened("First?").query_params["conversation"]
    store(tmp_path).delete(name)
    page = AppTest.from_file(str(APP), default_timeout=30)
    page.query_params["conversation"] = name
    assert len(page.run().warning) == 1
    page.chat_input[0].set_value("Second?").run()
    assert not page.warning and fake.asked[-1] == ("Second?", Role.COMMISSIONER, ()) and page.query_params["conversation"] != name


def test_the_beginning_of_an_id_opens_nothing(opened: Opened) -> None:
    name = opened("First?").query_params["conversation"]
    page = AppTest.from_file(str(APP), default_timeout=30)
    page.query_params["conversation"] = name[:8]
    assert [h.value for h in page.run().header] == ["Questions you could ask", "Go on with"]


def talks(page: AppTest) -> list[str]:
    """The conversations to press in the sidebar."""
    return [shown(b.label) for b in page.button if (b.key or "").startswith("talk_")]


def test_another_conversation_is_found_by_a_word_of_its_answer_and_gone_on_with(opened: Opened, fake: FakeAssistant, tmp_path: Path) -> None:
    for question, word in (("What did Durham save?", "Durham"), ("Tell me about it", "")):
        name, turn = store(tmp_path).put(question, Role.STUDENT)
        store(tmp_path).settle(name, turn.number, fake.ask(question))
    page = opened()
    assert talks(page) == ["Tell me about it", "What did Durham save?"]
    page.text_input(key="sought").set_value("policy saved").run()
    page = press(page, "What did Durham save?")
    assert [shown(h.value) for h in page.header] == ["What did Durham save?"] and page.session_state.role is Role.STUDENT
    page.chat_input[0].set_value("And then?").run()
    assert fake.asked[-1] == ("And then?", Role.STUDENT, ("What did Durham save?",))
    assert [len(store(tmp_path).open(about.id).turns) for about in store(tmp_path).search("Durham")] == [2]


def test_what_one_conversation_had_open_is_not_open_in_another(opened: Opened) -> None:
    page = press(press(opened("Which weighting?"), "[3]"), "New conversation")
    page.chat_input[0].set_value("Which weighting?").run()
    assert ":yellow-background[A pass/fail question" in words(page)


def test_a_conversation_is_renamed(opened: Opened, tmp_path: Path) -> None:
    page = opened("First?").run()
    next(box for box in page.text_input if box.label == "Name").set_value("Weightings")
    press(page, "Rename")
    assert [about.title for about in store(tmp_path).list()] == ["Weightings"]


def test_a_conversation_is_deleted_only_once_that_is_confirmed(opened: Opened, tmp_path: Path) -> None:
    page = press(opened("First?").run(), "Delete this conversation")
    assert store(tmp_path).count() == 1
    page = press(page, "Delete it")
    assert store(tmp_path).count() == 0 and "conversation" not in page.query_params
    assert [h.value for h in page.header] == ["Questions you could ask"]


def test_what_cannot_be_kept_is_answered_and_said(opened: Opened, tmp_path: Path) -> None:
    (tmp_path / "conversations.sqlite").write_bytes(b"no database " * 100)
    page = opened("First?")
    assert marks(page) and "This is not kept: " in shown(page.warning[0].value) and "move it to another place" in shown(page.warning[0].value)


def test_an_answer_is_had_simpler_or_deeper_in_its_place_and_asked_for_once(opened: Opened, fake: FakeAssistant) -> None:
    page = opened("Which weighting?", "And how many replied?")
    page.button_group(key="depth_1").set_value("simple").run()
    asked = fake.asked[2:]
    assert asked == [("explain that simply", Role.COMMISSIONER, ("Which weighting?", "And how many replied?"))]
    page.button_group(key="depth_0").set_value("deep").run()
    page.button_group(key="depth_1").set_value("usual").run()
    page.button_group(key="depth_1").set_value("simple").run()
    assert fake.asked[3:] == [("explain that in depth", Role.COMMISSIONER, ("Which weighting?",))], "each once, with what was asked before it"
    assert [shown(h.value) for h in page.header if "explain" in h.value] == [] and not page.exception


def test_what_cannot_be_explained_has_no_depths_and_what_goes_wrong_leaves_the_answer(opened: Opened, fake: FakeAssistant, monkeypatch: pytest.MonkeyPatch) -> None:
    page = opened("explain it in depth")
    assert [group.key for group in page.button_group if str(group.key).startswith("depth_")] == []
    page.chat_input[0].set_value("Which weighting?").run()
    monkeypatch.setattr(fake, "ask", lambda *_, **__: (_ for _ in ()).throw(IndexMissing("There is no index yet.")))
    page.button_group(key="depth_1").set_value("deep").run()
    assert [shown(error.value) for error in page.error] == ["There is no index yet."] and marks(page)
