"""A tender's question taken apart, and an answer drafted from a brief: within the limit, tied, nothing invented."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest
from builders import CORPUS
from documents import lines_page, write_pdf
from fake_chat import ScriptedChat
from typer.testing import CliRunner

from assistant.currency import Currency
from assistant.domain import Page
from assistant.errors import BadBrief, CorpusError, ExportError
from assistant.tender.brief import brief_of, read_brief, tender_fields
from assistant.tender.buyer import TenderMaterials, read_materials, worth_asking
from assistant.tender.check import check_tender
from assistant.tender.draft import DISCLOSURE, draft_tender
from assistant.tender.evidence import facts_of
from assistant.tender.example import example
from assistant.tender.export import Bundle, bundles_of, check_out, export_tender, files, tender_json
from assistant.tender.itt import take_apart
from assistant.tender.ledger import inventions, says_the_same
from assistant.tender.limits import word_limit
from assistant.tender.parts import read_parts
from assistant.tender.points import points
from assistant.tender.reword import rewording
from evals.tenders import faults_of_draft, read_cases
from ingest.catalogue import read_catalogue
from ingest.readers import read
from ui.cli import app
from ui.tendering import read_pages

CASES = read_cases()
QUESTION = "Describe: a) your commitments for carers in Oxley; b) who will lead; c) how you will manage risk. (200 words)"
BRIEF = {"question": QUESTION, "bidder": "Oxley Friends", "lead": "Carers Manager",
         "commitments": [{"what": "Saturday cafés", "number": "48", "unit": "cafés", "group": "unpaid carers", "place": "Oxley", "by": "31 March 2029"}]}


@pytest.fixture(scope="module")
def materials() -> TenderMaterials:
    """The shipped quotes, on the shipped documents, without an index."""
    listed = {item.source.id: item for item in read_catalogue(CORPUS)}
    pages = {(name, page.label): "\n".join(block.text for block in page.blocks) for name in ("healthy-commissioning", "knowhow-social-value", "law-as-it-stands") for page in read(listed[name].path)}
    return read_materials(Currency.load(CORPUS / "law").briefing, {name: item.source for name, item in listed.items()}, lambda source, page: pages.get((source, page), ""))


# --- the question taken apart ----------------------------------------------------------------------------

ITT = [
    Page("itt", "4", "Thornley Council is buying supported housing. Tenders must be submitted by noon on 14 January 2027.\n\nClarification questions close on 10 December 2026."),
    Page("itt", "11", "2.1 Describe your experience of housing (800 words, 20%)."),
    Page("itt", "12", "3. Social value (10% of quality, 450 words)\n\nOur outcome is: good work for tenants.\n\nFor this contract, tell us:\n\n1. What will you commit to?\n2. How will you manage risk?\n\nEach answer is scored 0 to 5. This tender follows PPN 002."),
]


def test_an_itt_gives_its_questions_with_points_weighting_and_limit_each_with_its_page():
    tender = take_apart(ITT)
    assert [asked.page for asked in tender.questions] == ["11", "12"]
    ours = tender.ours[0]
    assert (ours.words, ours.weighting.value, ours.limit.page) == (450, "10% of quality", "12")
    assert [(point.text, page) for point, page in ours.points] == [("What will you commit to", "12"), ("How will you manage risk", "12")]


def test_an_itt_gives_scale_outcome_framework_and_the_deadline_of_the_tender_not_of_clarifications():
    tender = take_apart(ITT)
    assert tender.terms.scale[0].value == "scored 0 to 5" and tender.terms.outcomes[0].value == "good work for tenants" and tender.terms.framework[0].value == "PPN 002"
    assert [(one.value, one.page) for one in tender.terms.deadline] == [("14 January 2027", "4")]


def test_every_finding_stands_word_for_word_on_its_page():
    tender, texts = take_apart(ITT), {page.label: page.text for page in ITT}
    found = [*tender.terms.scale, *tender.terms.outcomes, *tender.terms.framework, *tender.terms.deadline, *(one for q in tender.questions for one in (q.weighting, q.limit) if one)]
    assert found and all(one.quote in texts[one.page] for one in found)


def test_what_was_not_found_is_said():
    assert set(take_apart([Page("q", "", "How will you help carers?")]).not_found) >= {"a weighting", "a word or page limit", "a scoring scale", "a deadline"}
    assert take_apart([]).not_found[0] == "a question"


SECTION = "2. Social value questions\n\nSV1 (weighting 7%). Please describe how you will create jobs:\n\n(a) numbers;\n(b) how you will reach people.\n\nMaximum 500 words."


@pytest.mark.parametrize("asked", [
    "SV2 (weighting 3%). What steps will you take to reduce carbon emissions in delivering the contract? No more than 150 words.", "SV2. Detail the environmental measures you will adopt.",
    "SV2 Which measures will you adopt to cut carbon?", "SV2 (3%). Carbon reduction in the fleet.", "Which measures will you adopt to cut carbon?"])
@pytest.mark.parametrize("between", ["\n\n", "\n"])
def test_a_question_is_a_question_whatever_its_verb_and_never_glued_to_the_one_before(asked: str, between: str):
    if between == "\n" and not asked.startswith("SV2"):
        return
    first, second = take_apart([Page("itt", "2", f"{SECTION}{between}{asked}")]).boxes
    assert second.text == asked and asked not in first.text and [point.text for point, _ in first.points] == ["numbers", "how you will reach people"] and second.points


def test_questions_numbered_alike_are_questions_each_and_one_with_a_title_alone_is_not_lost():
    tender = take_apart([Page("itt", "2", "1. How will you create jobs? (100 words)\n\n2. Which measures will you adopt to cut carbon?\n\n3. Detail the measures you will adopt.")])
    assert [asked.label for asked in tender.questions] == ["1", "2", "3"]
    titled = take_apart([Page("itt", "2", "3. Social value (15%)\n\nSV1 Carbon (5%, 200 words)\n\nSV2 Jobs (10%)\n\nHow will you create jobs?")])
    assert [(asked.label, asked.words, asked.weighting.value) for asked in titled.boxes] == [("SV1", 200, "5%"), ("SV2", None, "10%")]


def test_what_is_numbered_and_was_not_taken_is_told_with_its_page():
    tender = take_apart([Page("itt", "2", SECTION), Page("itt", "3", "SV2 The plan of the contractor for waste in the first year.")])
    assert [(one.value, one.page) for one in tender.untaken] == [("SV2", "3")]
    assert "# page 3: numbered, not taken as a question: “SV2 The plan of the contractor for waste in the first year.”" in example(tender)


def test_a_question_begins_with_its_own_words_and_is_of_social_value_by_the_heading_over_it():
    asked = take_apart([Page("itt", "2", f"{SECTION}\n\nSV2 (3%). Explain how you will cut carbon."), Page("itt", "3", "3. Price\n\nWhat is your price for each visit?")]).boxes
    assert [(one.label, one.text[:3], one.under) for one in asked] == [("SV1", "SV1", "2. Social value questions"), ("SV2", "SV2", "2. Social value questions")]


def test_a_sub_point_ends_where_the_buyer_says_how_to_answer():
    assert [point.text for point in points("Include: i) your baseline; ii) your targets for each year. Word limit: 300 words.")] == ["your baseline", "your targets for each year"]


def test_weighting_as_a_whole_value_and_the_deadline_for_clarifications_are_found_or_named_as_missing():
    text = "Contract value: £420,000 over three years. Clarification questions must be received by 4 December 2026.\n\nSocial value is worth 15% of the total marks.\n\n"
    tender = take_apart([Page("itt", "1", text + SECTION)])
    assert [found[0].value for found in (tender.terms.weighting, tender.terms.value, tender.terms.clarification)] == ["15%", "£420,000", "4 December 2026"]
    assert {"the weighting of social value as a whole", "the contract value", "a deadline for clarification questions"} <= set(take_apart([Page("itt", "1", SECTION)]).not_found)


@pytest.mark.parametrize(("text", "limit"), [
    ("Maximum 500 words.", 500), ("(250 words, 5%)", 250), ("Word limit: 400", 400), ("up to 1,000 words", 1000), ("no more than two pages of A4", None), ("Say it in a few words.", None)])
def test_a_word_limit_is_read_as_buyers_write_it(text: str, limit: int | None):
    assert word_limit(text) == limit


def test_a_brief_made_of_a_pdf_carries_its_pages_and_reads_back(tmp_path: Path, no_variables: Path):
    itt = write_pdf(tmp_path / "itt.pdf", lines_page("Thornley Council: invitation to tender."), lines_page("How will you deliver social value? (300 words, 10%)"))
    report = tmp_path / "report.txt"
    report.write_text("In 2025 we trained 31 carers.", encoding="utf-8")
    done = CliRunner().invoke(app, ["draft", "tender", "--example", "--itt", str(itt), "--evidence", str(report)])
    assert done.exit_code == 0 and "page 2" in done.output and "Not found:" in done.output and "limit: 300" in done.output
    made = tmp_path / "brief.yaml"
    made.write_text(done.output, encoding="utf-8")
    brief = read_brief(made)
    assert brief.limit == 300 and brief.known("evidence")[0]["fact"] == "In 2025 we trained 31 carers."


# --- the brief -------------------------------------------------------------------------------------------


def test_the_example_names_every_field_and_has_no_question_yet():
    assert all(f"{name}:" in example() for name in tender_fields())
    with pytest.raises(BadBrief, match="has no question"):
        brief_of({})


@pytest.mark.parametrize(("said", "says"), [
    ({"question": "How?", "oddity": 1}, "no field 'oddity'"), ({"question": "How?", "limit": 5}, "expected 10"), (["a"], "not a list of fields"),
    ({"question": "How?", "commitments": [{"number": 3}]}, "commitments, entry 1")])
def test_a_wrong_brief_is_told_what_is_wrong(said: object, says: str):
    with pytest.raises(BadBrief, match=says):
        brief_of(said)


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a: [", b"x" * 400_000, b"[" * 20_000])
def test_a_file_that_is_no_brief_is_one_message(tmp_path: Path, content: bytes):
    path = tmp_path / "brief.yaml"
    path.write_bytes(content)
    with pytest.raises(BadBrief):
        read_brief(path)


# --- the draft -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_drafts_keep_the_limit_tie_every_sentence_and_invent_nothing(case, materials: TenderMaterials):
    assert faults_of_draft(case, materials) == []


@pytest.mark.parametrize("limit", [30, 60, 120, 400])
def test_a_limit_is_never_passed(limit: int):
    brief = brief_of({**CASES[0].brief, "question": CASES[0].question, "limit": limit})
    draft = draft_tender(brief)
    assert draft.entries and draft.words <= limit


def test_a_limit_without_room_for_a_sentence_is_told():
    with pytest.raises(BadBrief, match="no room"):
        draft_tender(brief_of({"question": "How will you help carers?", "limit": 10, "commitments": [{"what": "A very long promise to carers of many words that goes on and on"}]}))


def test_sections_come_in_the_buyers_order_with_the_buyers_labels():
    draft = draft_tender(brief_of(BRIEF))
    assert [section.heading[:2] for section in draft.sections if section.point] == ["a)", "b)", "c)"]


def test_what_nobody_said_is_a_gap_and_never_a_sentence():
    draft = draft_tender(brief_of(BRIEF))
    assert "[EVIDENCE NEEDED: what happens if delivery falls behind]" in draft.text
    empty = draft_tender(brief_of({"question": QUESTION}))
    assert all(entry.gaps for entry in empty.entries)


def test_a_partner_who_has_not_agreed_is_a_gap():
    draft = draft_tender(brief_of({**BRIEF, "partners": [{"name": "Oxley Churches", "role": "finds visitors"}]}))
    assert "Oxley Churches finds visitors: [EVIDENCE NEEDED: how this partner agreed" in draft.text


def test_the_ai_line_is_there_only_when_asked_for_and_counts():
    without, with_it = draft_tender(brief_of(BRIEF)), draft_tender(brief_of({**BRIEF, "disclosure": "yes"}))
    assert DISCLOSURE not in without.text and with_it.text.endswith(DISCLOSURE) and with_it.words <= 200


def test_a_full_brief_makes_an_answer_that_marks_well():
    case = CASES[0]
    draft = draft_tender(brief_of({**case.brief, "question": case.question, "limit": case.limit}))
    assert {mark.id: mark.score for mark in check_tender(draft.text, case.question, case.limit).criteria if mark.score < 3} == {}


def test_a_hostile_brief_stays_text(tmp_path: Path, materials: TenderMaterials):
    draft = draft_tender(brief_of({**BRIEF, "bidder": "<script>", "lead": "**[x](http://evil)** {number} \x00"}))
    bundle = Bundle(draft, check_tender(draft.text, QUESTION, 200), (), materials)
    written = export_tender([bundle], tmp_path / "a.md")[0].read_text(encoding="utf-8")
    assert "\\*\\*\\[x\\]" in written and "\x00" not in written


# --- a model that tries ----------------------------------------------------------------------------------


@pytest.mark.parametrize("invention", [
    "We have a proven partnership with Barnardo's.", "Saturday cafés: we will deliver 96 cafés for unpaid carers in Oxley by 31 March 2029.", "In 2025 we won the Queen's Award for 48 cafés by 31 March 2029.",
    "Saturday cafés: we will deliver 48 cafés for unpaid carers in Oxley and Thornley by 31 March 2029.", "Our accredited manager, Jane Doe, will run 48 cafés in Oxley by 31 March 2029.", "[link](http://x) 48 31 2029", ""])
def test_a_model_that_invents_is_not_taken(invention: str):
    draft = draft_tender(brief_of(BRIEF), rewording(ScriptedChat(invention)))
    assert draft.reworded == 0 and draft.text == draft_tender(brief_of(BRIEF)).text
    assert not invention or draft.refused > 0


def test_a_model_that_says_the_same_is_taken_and_one_that_breaks_off_is_not():
    same = "Saturday cafés: by 31 March 2029 we will deliver 48 cafés for unpaid carers in Oxley."
    assert same in draft_tender(brief_of(BRIEF), rewording(ScriptedChat(same))).text
    assert draft_tender(brief_of(BRIEF), rewording(ScriptedChat(fails="it went away"))).reworded == 0


def test_figures_and_names_that_the_ground_lacks_are_found():
    assert inventions("We ran 12 cafés with Age UK in Oxley.", "12 cafés in Oxley") == ("Age UK",)
    assert inventions("We ran 13 cafés.", "12 cafés") == ("13",)
    entry = draft_tender(brief_of(BRIEF)).entries[0]
    assert says_the_same(entry.text, entry) and not says_the_same(entry.text.replace("48", "49"), entry)


# --- out of the house ------------------------------------------------------------------------------------


def bundle_of(case, materials: TenderMaterials) -> Bundle:
    draft = draft_tender(brief_of({**case.brief, "question": case.question, "limit": case.limit}))
    return Bundle(draft, check_tender(draft.text, case.question, case.limit), worth_asking(take_apart([Page("q", "", case.question)]), materials), materials)


# --- several questions in one tender ---------------------------------------------------------------------

THREE = [
    Page("itt", "7", "Social value question 1 (150 words)\n\nHow will your social value offer create jobs for young people? Please describe a) numbers; b) who leads."),
    Page("itt", "8", "Social value question 2 (120 words)\n\nWhat social value will you bring to carers? Please describe a) what you will do; b) how you measure it."),
    Page("itt", "9", "Social value question 3 (100 words)\n\nDescribe the social value of your offer for the climate, including a) carbon; b) risk."),
]
SEVERAL = {"questions": [{"question": "How will you create jobs for young people?\na) numbers\nb) who leads", "limit": 150}, {"question": "What will you do for carers in Oxley? (120 words)"}],
           "bidder": "Oxley Friends", "lead": "Carers Manager",
           "commitments": [{**BRIEF["commitments"][0]}, {"what": "Paid placements", "number": "4", "unit": "jobs", "group": "young people", "place": "Oxley", "by": "31 March 2028"},
                           {"what": "Tree planting", "number": "50", "unit": "trees", "group": "residents", "place": "Oxley", "by": "31 March 2028", "answers": "question 2"}]}


def test_each_question_of_a_tender_gets_a_brief_of_its_own_limit_and_each_promise_one_question():
    first, second = brief_of(SEVERAL).boxes
    assert (first.limit, second.limit) == (150, 120) and first.known("question").splitlines()[1] == "a) numbers"
    assert [row["what"] for row in first.known("commitments")] == ["Paid placements"] and [row["what"] for row in second.known("commitments")] == ["Saturday cafés", "Tree planting"]
    single = brief_of(BRIEF)
    assert single.boxes == (single,)


def test_an_itt_with_three_social_value_questions_makes_a_brief_with_three(tmp_path: Path):
    made = tmp_path / "b.yaml"
    made.write_text(example(take_apart(THREE)), encoding="utf-8")
    assert [box.limit for box in read_brief(made).boxes] == [150, 120, 100]


@pytest.mark.parametrize(("said", "told"), [
    ({"question": "One?", "questions": ["Two?"]}, "keep one of them"), ({"questions": [{"limit": 5}]}, "entry 1: expected question"), ({"questions": ["Q?"] * 21}, "keep it to 20"),
    ({"questions": [{"question": "Q?", "limit": "many"}]}, "expected a number"), ({"question": "Q" * 20_001}, "at most 20000")])
def test_a_wrong_list_of_questions_is_told(said: dict, told: str):
    with pytest.raises(BadBrief, match=told):
        brief_of(said)


@pytest.mark.parametrize("ending", [".md", ".txt", ".json", ".docx"])
def test_all_answers_of_a_tender_are_written_in_one_file_each_within_its_limit(tmp_path: Path, materials: TenderMaterials, ending: str):
    bundles = bundles_of(brief_of(SEVERAL), materials)
    assert all(bundle.draft.words <= bundle.draft.brief.limit for bundle in bundles)
    written = export_tender(bundles, tmp_path / f"answer{ending}")
    if ending in (".md", ".txt"):
        text = written[0].read_text(encoding="utf-8")
        assert text.index("Answer to question 1 of 2") < text.index("4 jobs") < text.index("Answer to question 2 of 2") < text.index("48 caf")
    if ending == ".json":
        assert [one["limit"] for one in json.loads(written[0].read_text(encoding="utf-8"))["answers"]] == [150, 120]


@pytest.mark.parametrize("ending", [".md", ".txt", ".json", ".docx"])
def test_a_draft_is_written_clean_with_its_notes_beside_it(tmp_path: Path, materials: TenderMaterials, ending: str):
    written = export_tender([bundle_of(CASES[0], materials)], tmp_path / f"answer{ending}")
    assert written == files(tmp_path / f"answer{ending}") and all(path.stat().st_size for path in written)
    if ending in (".md", ".txt"):
        clean, notes = (path.read_text(encoding="utf-8") for path in written)
        assert "[^" not in clean and "Claim ledger" in notes and "What you promise" in notes and "Questions worth asking the buyer" in notes and "If the buyer asks about AI" in notes
    if ending == ".docx":
        with zipfile.ZipFile(io.BytesIO(written[0].read_bytes())) as clean, zipfile.ZipFile(io.BytesIO(written[1].read_bytes())) as notes:
            assert b"footnoteReference " not in clean.read("word/document.xml") and b"footnoteReference " in notes.read("word/document.xml")
    if ending == ".json":
        said = json.loads(written[0].read_text(encoding="utf-8"))
        assert said["words"] <= said["limit"] and all(row["ties"] or row["needed"] for row in said["ledger"])


def test_questions_for_the_buyer_have_quotes_that_stand_on_their_pages(materials: TenderMaterials):
    asked = worth_asking(take_apart([Page("q", "", "How will you deliver social value?")]), materials)
    assert {"outcome", "limit", "weighting", "scale", "proportion", "consultation", "measures"} <= {one.id for one in asked}
    cited = [c for one in asked for c in materials.cited(one.quotes)]
    assert cited and all(c.quote and c.page for c in cited)
    assert "limit" not in {one.id for one in worth_asking(take_apart(ITT), materials)}


def test_a_quote_that_is_not_on_its_page_is_an_error(materials: TenderMaterials):
    with pytest.raises(CorpusError, match="does not stand on page"):
        TenderMaterials(materials.quotes, materials.sources, lambda *_: "", materials.questions).check()


def test_nothing_is_written_over_unasked(tmp_path: Path):
    (tmp_path / "a-notes.docx").write_text("mine", encoding="utf-8")
    with pytest.raises(ExportError, match="is there already"):
        check_out(tmp_path / "a.docx", over=False)
    with pytest.raises(ExportError, match="does not end in one of"):
        check_out(tmp_path / "a.pdf", over=False)


def test_a_part_with_a_slot_that_is_no_field_is_told(tmp_path: Path):
    path = tmp_path / "parts.yaml"
    path.write_text("columns: {by: when}\nparts:\n  - {id: a, title: A, answers: [need], sentences: [{text: '{oddity}', rank: 1}]}\n", encoding="utf-8")
    with pytest.raises(CorpusError, match="oddity"):
        read_parts(path)


def test_json_of_a_draft_is_plain_values(materials: TenderMaterials):
    assert json.loads(json.dumps(tender_json(bundle_of(CASES[1], materials))))["needed"]


def test_facts_are_read_from_files_with_their_pages(tmp_path: Path, no_variables: Path):
    from assistant.settings import load_settings

    path = write_pdf(tmp_path / "r.pdf", lines_page("About us."), lines_page("In 2025 we trained 31 carers."))
    assert [(fact.text, fact.source, fact.page) for fact in facts_of(read_pages([path], load_settings()))] == [("In 2025 we trained 31 carers.", "r.pdf", "2")]


def test_wrong_usage_and_wrong_briefs_have_their_status(tmp_path: Path, no_variables: Path):
    assert CliRunner().invoke(app, ["draft", "tender"]).exit_code == 2
    done = CliRunner().invoke(app, ["draft", "tender", "--brief", str(tmp_path / "none.yaml"), "--out", str(tmp_path / "a.md")])
    assert done.exit_code == 1 and "cannot be read" in done.output and not list(tmp_path.glob("a*"))


def test_two_endings_of_one_name_have_notes_of_their_own(tmp_path: Path, materials: TenderMaterials):
    bundle = bundle_of(CASES[0], materials)
    for ending in (".txt", ".md", ".docx"):
        check_out(tmp_path / f"answer{ending}", over=False)
        export_tender([bundle], tmp_path / f"answer{ending}")
    assert len(list(tmp_path.iterdir())) == 6 and (tmp_path / "answer-notes.txt").read_bytes() == (tmp_path / "answer-notes.md").read_bytes()
    assert len({name for ending in (".txt", ".md", ".docx") for name in map(str, files(Path(f"answer{ending}")))}) == 6
