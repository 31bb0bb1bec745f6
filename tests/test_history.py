from datetime import UTC, date, datetime

import pytest
from builders import materials

from assistant.drafting.annexes import filled_by
from assistant.drafting.brief import Brief, brief_of, brief_yaml, parse_brief, with_value
from assistant.drafting.changes import changes, summary
from assistant.drafting.edits import with_wording
from assistant.drafting.fields import NOT_KNOWN, fields
from assistant.drafting.history import MOST_VERSIONS, History, history_of, history_plain
from assistant.drafting.policy import draft_policy
from assistant.drafting.talk import PolicyTalk
from assistant.errors import BadBrief, WorkUnavailable

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
TODAY = date(2026, 11, 22)


def said(**values: object) -> Brief:
    return brief_of(values)


def talk() -> PolicyTalk:
    return PolicyTalk(materials, lambda: TODAY)


# --- versions --------------------------------------------------------------------------------------------


def test_every_change_is_a_version_and_undo_goes_back_one_at_a_time():
    made = History.begun(NOW).changed(said(name="Dunmoor"), NOW).changed(said(name="Dunmoor", area="Dunmoor"), NOW)
    assert [v.what for v in made.versions] == ["Begun", "Name: Dunmoor", "Area: Dunmoor"]
    assert made.undone().brief.area is None and made.undone().undone().brief == Brief() and not made.undone().undone().can_undo


def test_what_was_undone_is_kept_beside_what_was_done_instead():
    made = History.begun(NOW).changed(said(name="One"), NOW).undone()
    assert made.next == 1
    made = made.changed(said(name="Two"), NOW)
    assert [v.brief.name for v in made.versions] == [None, "One", "Two"] and made.versions[2].before == 0
    assert made.going_to(1).brief.name == "One" and [b.name for b in made.line] == [None, "Two"]


def test_a_change_that_changes_nothing_is_no_version():
    made = History.begun(NOW).changed(said(name="One"), NOW)
    assert made.changed(said(name="One"), NOW) is made


def test_a_history_reads_back_as_it_was_written():
    briefs, answer = talk().go_on([Brief()], "Draft a social value policy for NHS Swindon CCG with a 10% weighting")
    made = History.begun(NOW).spoken(briefs, answer, NOW).undone()
    assert history_of(history_plain(made)) == made
    assert all(citation.context == "" for one in made.talk for citation in one.answer.citations)


@pytest.mark.parametrize("wrong", [{}, {"versions": [], "at": 0, "talk": []}, {"versions": [{"brief": {"nam": 1}, "what": "", "made": "2026-11-22", "before": None}], "at": 0, "talk": []},
                                   {"versions": [{"brief": {}, "what": "", "made": "2026-11-22", "before": 0}], "at": 0, "talk": []}])
def test_a_history_that_is_damaged_is_told(wrong: dict):
    with pytest.raises(WorkUnavailable, match="cannot be read"):
        history_of(wrong)


def test_the_oldest_versions_go_when_there_are_very_many():
    made = History.begun(NOW)
    for number in range(MOST_VERSIONS + 5):
        made = made.changed(said(name=f"Name {number}"), NOW)
    assert len(made.versions) == MOST_VERSIONS and made.at == MOST_VERSIONS - 1 and not made.going_to(0).can_undo
    assert made.undone().brief.name == f"Name {MOST_VERSIONS + 3}"


# --- the form and the chat change one brief --------------------------------------------------------------


def test_a_turn_of_the_chat_goes_on_from_what_the_form_says():
    briefs, answer = talk().go_on([said(name="Dunmoor Council", kind="local-authority")], "make it 15%")
    assert (briefs[-1].name, briefs[-1].weighting_floor) == ("Dunmoor Council", 15) and "10% → 15%" in answer.answer


def test_undo_in_the_chat_takes_back_what_the_form_changed():
    made = History.begun(NOW).changed(said(name="One"), NOW).changed(said(name="One", area="Here"), NOW)
    made = made.spoken(*talk().go_on(made.line, "undo"), NOW)
    assert made.brief.area is None and len(made.versions) == 3 and made.talk[-1].asked == "undo"


def test_a_turn_that_says_nothing_new_leaves_the_brief_and_is_kept_in_the_talk():
    made = History.begun(NOW, said(name="One"))
    made = made.spoken(*talk().go_on(made.line, "why that weighting?"), NOW)
    assert len(made.versions) == 1 and "weighting" in made.talk[0].answer.answer.lower()


def test_a_draft_that_cannot_be_leaves_the_brief_as_it_was():
    briefs, answer = talk().go_on([said(name="One", kind="local-authority", status="current")], "we are NHS Swindon CCG")
    assert len(briefs) in (1, 2) and answer.answer


# --- one field, one clause -------------------------------------------------------------------------------


def test_a_field_is_said_kept_open_and_left_to_its_default():
    brief = with_value(Brief(), "weighting_floor", "15%")
    assert brief.weighting_floor == 15
    assert with_value(brief, "weighting_floor", NOT_KNOWN).known("weighting_floor") is None
    assert with_value(with_value(brief, "weighting_floor", NOT_KNOWN), "weighting_floor", " ").known("weighting_floor") == 10
    assert with_value(with_value(brief, "partners", ["Age UK"]), "partners", []).partners == ()


def test_a_value_that_cannot_be_is_told_and_a_ccg_of_today_too():
    with pytest.raises(BadBrief, match="expected 0 to 100"):
        with_value(Brief(), "weighting_floor", "150%")
    with pytest.raises(BadBrief, match="ended on 1 July 2022"):
        with_value(said(status="current"), "kind", "ccg")


def test_a_clause_in_ones_own_words_keeps_its_citations_and_goes_back_to_its_first_wording():
    draft = draft_policy(said(name="Dunmoor"), materials(), TODAY)
    clause = next(c for c in draft.clauses if c.citations)
    brief = with_wording(draft.brief, clause, "Our  own words. ")
    mine = next(c for c in draft_policy(brief, materials(), TODAY).clauses if c.id == clause.id)
    assert (mine.text, mine.edited, mine.citations) == ("Our own words.", True, clause.citations)
    assert with_wording(brief, mine, clause.drafted).edits == () == with_wording(brief, mine, " ").edits
    with pytest.raises(BadBrief, match="shorten"):
        with_wording(brief, mine, "word " * 1000)


def test_every_gap_of_an_empty_draft_has_a_field_that_fills_it():
    for brief in (Brief(), said(priorities=[{"outcome": "Work"}], value_bands=["£1"], needs=["A fact"], weighting_bands=["Large"])):
        draft = draft_policy(brief, materials(), TODAY)
        assert [gap for gap, number in draft.gaps if filled_by(gap, number) is None] == []
    assert filled_by("its measure", "5.2").id == "priorities" and filled_by("something of my own", "5.2") is None


# --- what is different -----------------------------------------------------------------------------------


def test_what_is_different_between_two_drafts_is_told_by_field_and_clause():
    one, other = (draft_policy(said(name="Dunmoor", weighting_floor=floor, without=without), materials(), TODAY) for floor, without in ((10, []), (15, ["A"])))
    made = changes(one, other)
    assert made.fields == (("Weighting floor", "10%", "15%"),) and made.annexes_gone == ("A",)
    assert any("15%" in now.text and "10%" in was.text for was, now in made.reworded)
    assert not changes(one, one)


def test_a_line_says_what_was_done():
    assert summary(said(name="A"), said(name="A", review_date="May 2027")) == "Review date: May 2027"
    assert summary(said(name="A"), said(name="A", without=["B"])) == "a part taken out"
    assert summary(Brief(), Brief()) == ""


# --- a brief as a file -----------------------------------------------------------------------------------


def test_a_brief_is_saved_and_read_again():
    brief = said(name="Ours: “yes”", kind="icb", goods_and_works=False, weighting_floor=12.5, partners=["A", "B"], priorities=[{"outcome": "Work", "source": "Plan"}], compact=NOT_KNOWN)
    assert parse_brief(brief_yaml(brief).encode(), "brief.yaml") == brief
    assert parse_brief(brief_yaml(Brief()).encode(), "brief.yaml") == Brief()


@pytest.mark.parametrize("data", [b"\xff\xfe\x00", b"[1, 2", b"a: 2026-99-99", b"x" * 400_000, b"[" * 1000, b"nmae: One"])
def test_a_file_that_is_no_brief_is_told(data: bytes):
    with pytest.raises(BadBrief, match=r"brief\.yaml"):
        parse_brief(data, "brief.yaml")


def test_the_kinds_of_body_all_have_a_name():
    from assistant.drafting.changes import KIND_NAMES

    assert set(KIND_NAMES) == set(fields()["kind"].choices)
