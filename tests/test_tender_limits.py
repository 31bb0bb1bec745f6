"""How long an answer may be, however the buyer puts it; and what else a tender says of its questions away from them."""

from __future__ import annotations

import pytest

from assistant.domain import Page
from assistant.errors import BadBrief
from assistant.tender.bid import Bid
from assistant.tender.brief import brief_of
from assistant.tender.check import check_tender
from assistant.tender.draft import draft_tender
from assistant.tender.example import example
from assistant.tender.itt import Tender, take_apart
from assistant.tender.limits import is_limit, limits_in
from assistant.tender.points import points
from assistant.yaml_data import parse_yaml

FIRST = "Q3 Jobs. Describe the social value you will deliver. Your answer should:\n\n(a) state what you will do;\n\n(b) name your partners."
SECOND = "Q4 Air. Explain how you will cut emissions, including (i) a baseline and (ii) who is responsible."


def apart(*pages: str) -> Tender:
    return take_apart([Page("itt", str(n), text) for n, text in enumerate(pages, 1)])


def limits(tender: Tender) -> list[int | None]:
    return [one.words for one in tender.boxes]


@pytest.mark.parametrize(("text", "found"), [
    ("Answers are limited to 400 words.", [("words", 400)]), ("Word count (max): 750", [("words", 750)]), ("Please answer in no more than five hundred words.", [("words", 500)]), ("A 350-word limit applies.", [("words", 350)]),
    ("Responses should not exceed 2,500 characters.", [("characters", 2500)]), ("Character limit: 4,000", [("characters", 4000)]), ("(max 1500 characters including spaces)", [("characters", 1500)]),
    ("Each answer may be up to one side of A4.", [("pages", 1)]), ("No more than two pages, 600 words at most.", [("words", 600), ("pages", 2)]), ("Say it in two words.", []), ("The page number stands on all 3 pages.", [])])
def test_a_limit_is_read_in_words_characters_and_pages(text: str, found: list[tuple[str, int]]):
    assert sorted((one.unit, one.count) for one in limits_in(text)) == sorted(found)


@pytest.mark.parametrize("said", ["Answers are limited to 400 words. Words over the limit will not be read.", "Your response must not exceed 400 words.", "Responses must be kept to 400 words.", "Do not write more than 400 words.",
                                  "Please keep your answer within 400 words.", "Word limit: 400", "(400 words)", "Bidders should limit their response to 400 words."])
@pytest.mark.parametrize("between", ["", "\n\nThe Council will not accept attachments."])
def test_a_limit_under_a_question_is_its_own_and_not_that_of_the_next(said: str, between: str):
    tender = apart(f"Social value questions\n\n{FIRST}{between}\n\n{said}\n\n{SECOND} Maximum 250 words.")
    assert limits(tender) == [400, 250] and "word" not in " ".join(tender.not_found) and len(tender.boxes[0].points) == 2


@pytest.mark.parametrize("said", ["All social value answers are limited to 400 words each.", "Each answer must not exceed 400 words.", "There is a limit of 400 words for each question.", "Responses to the questions below are limited to 400 words.", "Answers are limited to 400 words."])
@pytest.mark.parametrize("where", ["above", "preamble", "below"])
def test_a_limit_for_all_questions_applies_to_each_but_to_one_with_its_own(said: str, where: str):
    if where == "below" and "ach" not in said:
        return
    over, under = ("", f"\n\n{said}") if where == "below" else (f"{said}\n\n", "")
    head = "" if where == "preamble" else "5. Social value questions\n\n"
    early = f"1. How to answer\n\n{said}\n\n5. Social value questions\n\n" if where == "preamble" else ""
    assert limits(apart(f"{early or head + over}{FIRST}\n\n{SECOND}{under}")) == [400, 400]
    assert limits(apart(f"{early or head + over}{FIRST}\n\n{SECOND} Maximum 250 words.{under}")) == [400, 250]


def test_a_limit_of_the_quality_questions_is_not_that_of_the_others():
    assert limits(apart(f"1. Rules\n\nEach quality answer must not exceed 900 words.\n\n5. Social value questions\n\n{FIRST}\n\n{SECOND}")) == [None, None]


def test_a_question_without_a_limit_is_named_and_nothing_is_made_up():
    tender = apart(f"Social value questions\n\n{FIRST}\n\n{SECOND} Maximum 250 words.")
    assert "a limit for question 3" in tender.not_found and "a limit for question 3" in example(tender)
    draft = draft_tender(brief_of({"question": "How will you help carers?", "lead": "Ann Field"}))
    assert draft.brief.limit is None and "no limit found" in draft.length and " of " not in draft.length.split(";")[0]


def test_a_limit_in_pages_is_told_and_not_counted():
    draft = draft_tender(brief_of({"question": "How will you help carers? (no more than two sides of A4)", "lead": "Ann Field"}))
    assert "no more than two sides of A4 is not counted" in draft.length and "no limit found" not in draft.length


def test_a_limit_in_pages_said_for_all_goes_into_the_brief():
    pages = [Page("itt", "1", f"Part B: Social value\n\nAll answers in this part: maximum one side of A4 each.\n\n{FIRST}\n\n{SECOND}")]
    assert [box.pages for box in Bid().with_tender(pages).boxes] == ["maximum one side of A4"] * 2 == [box.pages for box in brief_of(parse_yaml(example(take_apart(pages)).encode(), "b.yaml", BadBrief, "")).boxes]


def test_characters_are_kept_and_counted_with_their_spaces():
    text = "Social value: what will you offer? You must tell us (1) how many people will benefit and (2) how you will report. Responses should not exceed 300 characters."
    box, = apart(text).boxes
    assert box.characters and box.characters.value == "300" and [point.text for point, _ in box.points] == ["how many people will benefit", "how you will report"]
    cafes = {"what": "Repair cafés", "number": "12", "unit": "cafés", "group": "tenants", "place": "Oxley", "by": "May 2028", "owner": "Community Manager", "measure": "things mended"}
    draft = draft_tender(brief_of({"question": text, "commitments": [cafes], "reports": "every quarter", "lead": "Community Manager"}))
    assert len(draft.text) <= 300 < len(draft.text) + len(" ".join(entry.text for entry in draft.left_out)) and "of 300 characters" in draft.length
    check = check_tender("We will run 12 repair cafés for tenants in Oxley by May 2028. " * 6, text)
    assert check.character_limit == 300 and [flag.about for flag in check.flags if flag.kind == "over-limit"] == [(str(check.characters - 300),)]


def test_what_says_how_to_answer_is_no_part_of_a_point():
    for said in ("Responses should not exceed 2,500 characters.", "Character limit: 4,000.", "Social value is worth twenty per cent of the score.", "Words over the limit will not be read."):
        assert [point.text for point in points(f"Describe (a) jobs and (b) training. {said}")] == ["jobs", "training"]


def test_a_question_that_names_a_limit_is_no_limit_alone():
    assert not is_limit("Please describe, in no more than 400 words, how you will help.") and is_limit("Please answer in no more than 400 words.")


# --- weightings, scale, outcomes, papers ------------------------------------------------------------------


@pytest.mark.parametrize("said", ["Within the 10%, question 6.1 carries 7% and question 6.2 carries 3%.", "7% is for question 6.1 and 3% for question 6.2.", "Questions 6.1 and 6.2 carry 7% and 3% respectively.", "Question 6.1: 7%; question 6.2: 3%."])
def test_a_weighting_given_by_a_questions_number_is_that_questions(said: str):
    tender = apart(f"Evaluation\n\n{said}", "Section 6: Social value\n\n6.1 Health (600 words) Please explain how you will help.\n\n6.2 Net zero (300 words) Please explain how you will cut carbon.")
    assert [one.weighting.value for one in tender.boxes if one.weighting] == ["7%", "3%"] and "a weighting" not in tender.not_found


@pytest.mark.parametrize("table", [
    "Criterion  Weighting  Limit\nPrice  40%\nQuality: Q1 Delivery  40%  1,000 words\nSocial value: Q3 Jobs  12%  400 words\nSocial value: Q4 Cleaner air  8%  250 words",
    "Question  Weight  Words\nQ3 Jobs  12%  400\nQ4 Cleaner air  8%  250", "Criterion | Weighting | Limit\nQ3 - Jobs | 12% | 400 words\nQ4 - Cleaner air | 8% | 250 words"])
def test_a_table_whose_first_cell_holds_label_and_title_weighs_its_questions(table: str):
    tender = apart(f"2. Award criteria\n\n{table}", f"4. Social value questions\n\n{FIRST}\n\n{SECOND}")
    assert [(one.label, one.weighting.value, one.words) for one in tender.boxes if one.weighting] == [("3", "12%", 400), ("4", "8%", 250)] and not tender.terms.weighting


@pytest.mark.parametrize("rows", ["Score  Meaning\n0  No answer\n1  Poor: little detail\n2  Fair: some detail\n3  Good\n4  Very good\n5  Excellent", "Mark Descriptor\n\n0  Unacceptable\n1  Weak\n2  Acceptable\n3  Good\n4  Outstanding",
                                  "5 - Excellent\n4 - Good\n3 - Satisfactory\n2 - Cause for concern\n0 - No response", "Excellent  10\nGood  7\nFair  4\nPoor  1", "Outstanding 10    Exceeds\nGood  7  Meets\nFair  4  Partly\nNone  0  No answer", "Score 2 – Good: meets it\n\nScore 1 – Poor\n\nScore 0 – No answer", "Scores:\n\n0 = Nil return\n\n1 = Poor\n\n2 = Meets the need in part\n\n3 = Meets the need"])
def test_every_step_of_a_scale_is_kept(rows: str):
    lines = [line for line in rows.split("\n") if any(character.isdigit() for character in line)]
    assert [one.quote for one in apart(f"Scoring\n\n{rows}\n\n{FIRST}").terms.scale] == lines


def test_a_numbered_list_is_no_scale():
    assert not apart("1. A good answer\n2. A plan for the work\n3. Letters from partners").terms.scale and not apart("Year  Journeys\n1  400\n2  450\n3  460").terms.scale


def test_each_question_has_the_outcome_that_it_names_or_is_nearest_to():
    tender = apart(f'4. Social value questions\n\nOur priority outcomes are "Good work for local people" and "Clean air in every ward".\n\n{FIRST.replace("deliver.", "deliver towards the outcome “Good work for local people”.")}\n\n{SECOND}')
    assert [[one.value for one in tender.outcomes_of(box)] for box in tender.boxes] == [["Good work for local people"], ["Clean air in every ward"]] and not tender.outcomes


@pytest.mark.parametrize(("said", "name"), [("The Council uses its Social Value Charter 2025.", "Social Value Charter 2025"), ("The ICB draws on the NHS Social Value Playbook and its own plan.", "NHS Social Value Playbook"), ("It follows the Thornley Social Value Policy.", "Thornley Social Value Policy"),
                                         ("This follows PPN 002 and the National TOMs.", "PPN 002")])
def test_the_buyers_own_papers_on_social_value_are_found_by_their_names(said: str, name: str):
    assert name in [one.value for one in apart(f"{said}\n\n{FIRST}").terms.framework]


@pytest.mark.parametrize(("said", "value"), [("Its value is about £380,000.", "£380,000"), ("The contract price is up to £240,000 in total.", "£240,000"), ("The work is worth £1.2 million over three years.", "£1.2 million"), ("Public liability insurance to the value of £5 million is needed.", ""),
                                          ("Bidders' turnover must be above £500,000 in value.", "")])
def test_the_contracts_value_is_found_however_it_is_put(said: str, value: str):
    assert "".join(one.value for one in apart(f"{said}\n\n{FIRST}").terms.value) == value


# --- where a question begins ------------------------------------------------------------------------------


@pytest.mark.parametrize(("first", "last", "second"), [
    ("6.1 Health (600 words) Please explain:\n\n• your commitments\n• who leads", "• how benefits will last", "6.2 Net zero (300 words) Please explain how you will cut carbon."), ("Q1 Jobs (600 words). Please explain:\n\n• your commitments", "• how benefits will last.", "Q2 Net zero. Please explain how you will cut carbon.")])
def test_a_question_run_on_behind_the_last_point_of_the_one_before_is_a_question(first: str, last: str, second: str):
    tender = apart(f"Section 6: Social value\n\n{first}", f"{last} {second}")
    assert [one.text.startswith(second[:4]) for one in tender.boxes] == [False, True] and tender.boxes[0].points[-1][0].text == "how benefits will last"


def test_a_number_that_only_refers_begins_no_question():
    tender = apart("Section 6: Social value\n\n6.1 Health (600 words) Please explain how you will help, with regard to section 6.2 Net zero and to 6.2 The plan.")
    assert len(tender.boxes) == 1


@pytest.mark.parametrize("letter", ["Hi all, see the question below from the council for the befriending contract (it is due a week on Tuesday).", "Dear Jo,\n\nPlease see below. Can you help?", "Morning team\nHere is what came in:", "Jo,\n\nI have been sent this today."])
def test_the_greeting_over_a_pasted_question_is_none_of_it(letter: str):
    asked = "Social value (15% of total): What social value will you offer? You must tell us (1) how many people will benefit and (2) how you will report."
    box, = apart(f"{letter}\n\n{asked}\n\nThanks,\nSam").boxes
    assert box.text == asked and [point.label for point, _ in box.points] == ["1", "2"]


def test_a_colleagues_request_over_a_numbered_question_is_no_question():
    box, = apart("Morning Priya,\n\nGot this through the portal, closing 12 Feb. Could you draft something?\n\nQuestion 7 - Community benefits (weighting: 10%)\n\nPlease set out the benefits you will deliver:\n\ni. what and for whom\nii. your timetable\n\nLimit: 750 words\n\nBest wishes,\n\nTom").questions
    assert (box.label, box.words, [point.text for point, _ in box.points]) == ("7", 750, ["what and for whom", "your timetable"]) and "Tom" not in box.text


def test_a_table_that_holds_the_questions_with_limits_said_for_all_and_cells_left_empty():
    tender = apart("Instructions\n\nEach response is restricted to 3,000 characters (including spaces). Tenders close on 5 February 2027; clarifications close on 20 January 2027.\n\n"
                   "No.  Question  Weighting (%)  Max words\n1  Tell us how you will start the service.  30\n2  Social value: what will you do for people who are lonely? Include dates.  10\n3  Social value: how will you cut carbon?  5\n\nThe panel uses this scale: 0 = Unacceptable, 1 = Poor, 2 = Good.")
    assert [(one.label, one.weighting.value, one.characters.value) for one in tender.boxes if one.weighting and one.characters] == [("2", "10%", "3000"), ("3", "5%", "3000")]
    assert tender.terms.scale and [one.value for one in (*tender.terms.deadline, *tender.terms.clarification)] == ["5 February 2027", "20 January 2027"]


def test_a_weighting_in_brackets_is_no_part_of_the_last_point():
    assert [point.text for point in points("Explain how you will (a) cut emissions; (b) involve staff; and (c) report to the Trust. [12%]")] == ["cut emissions", "involve staff", "report to the Trust"]


def test_a_question_that_begins_like_a_letter_is_kept():
    assert apart("Please see the specification. How will you help carers? (200 words)").boxes[0].text.endswith("(200 words)") and apart("Thank you for your interest.").boxes
