"""The same questions over the tables in other words: areas, yes and no as printed, places that are no rows, ranks, parts of names, choices."""

from __future__ import annotations

import pytest
from asked_tables import TABLES, ask, items, opening, said
from builders import report_page

from assistant.answer_maker import of_rows
from assistant.check import check_claim
from assistant.domain import Citation
from assistant.table_places import NO_COUNTIES
from assistant.table_wants import NamePart, Rank, Size, answers_asked

# --- the area of a CCG is its footprint ------------------------------------------------------------------


@pytest.mark.parametrize("question", [
    "what area is Sheffeild CCG in", "which area is NHS Sheffield CCG in", "NHS Sheffield CCG area?", "what area does NHS Sheffield CCG cover", "NHS Sheffield CCG - which area?", "area of NHS Sheffield CCG",
    "what area covers NHS Sheffield CCG", "NHS Sheffield CCG's area please", "where is NHS Sheffield CCG", "whereabouts is NHS Sheffield CCG", "which patch is sheffield ccg in",
])
def test_the_area_of_a_ccg_is_its_footprint(question: str):
    assert said(question) == ["NHS Sheffield CCG is in the South Yorkshire and Bassetlaw STP footprint."]


def test_a_county_is_said_not_to_be_recorded_with_the_footprint_beside_it():
    answer = ask("which county is NHS Corby CCG in")
    assert not answer.known and answer.note == NO_COUNTIES and answer.statements[0].text == "NHS Corby CCG is in the Northamptonshire STP footprint."


@pytest.mark.parametrize("question", ["What score did the Fylde and Wyre plan get?", "How good was the Fylde and Wyre plan marked by the panel?"])
def test_what_no_column_holds_of_a_plan_is_not_met_with_where_the_ccg_is(question: str):
    answer = TABLES.answer(question)
    assert answer is None or not answer.known


@pytest.mark.parametrize("question", ["what do NHS Newark & Sherwood and NHS Rushcliffe have in common", "what do NHS Newark & Sherwood CCG and NHS Rushcliffe CCG share", "what links NHS Newark & Sherwood CCG and NHS Rushcliffe CCG"])
def test_what_ccgs_have_in_common_is_their_footprint(question: str):
    assert said(question) == ["NHS Newark & Sherwood CCG and NHS Rushcliffe CCG are both in the Nottinghamshire STP footprint.", "Nottinghamshire is in the Midlands and East region of Appendix 3."]


def test_ccgs_of_two_footprints_have_their_region_in_common_or_nothing():
    assert said("what do NHS Bury CCG and NHS Leeds West CCG have in common")[-1] == "Their footprints are in the North region of Appendix 3."
    assert not any("both" in text or "Their" in text for text in said("what do NHS Bury CCG and NHS Corby CCG have in common"))


# --- yes and no as printed, and not ----------------------------------------------------------------------


@pytest.mark.parametrize(("question", "first"), [
    ("how many STPs in the North said yes", "2 of the 9 plans in the North mention social value:"),
    ("how many midlands and east plans said no", "15 of the 17 plans in the Midlands and East do not mention social value:"),
    ("how many plans had a yes in London", "2 of the 5 plans in London mention social value:"),
    ("how many yes answers are there in the midlands and east", "2 of the 17 plans in the Midlands and East mention social value:"),
    ("count the no's in London", "3 of the 5 plans in London do not mention social value:"),
    ("how many of the 44 said no", "38 plans do not mention social value:"),
    ("which London plans dont mention social value", "3 of the 5 plans in London do not mention social value:"),
    ("which London plans don’t mention social value", "3 of the 5 plans in London do not mention social value:"),
    ("did all London plans mention social value", "No: 2 of the 5 plans in London mention social value:"),
    ("do any London plans mention social value", "Yes: 2 of the 5 plans in London mention social value:"),
    ("which two footprints in the north mention social value", "2 of the 9 plans in the North mention social value:"),
    ("is NHS Bury CCG's plan yes or no", "Yes: the plan for Greater Manchester mentions social value."),
])
def test_a_printed_yes_or_no_is_whether_the_plan_mentions_it(question: str, first: str):
    assert opening(question) == first


@pytest.mark.parametrize(("text", "answers"), [("which region has no plan that mentions social value", ()), ("does the plan have no mention of it", ()), ("how many said yes and how many said no", ("yes", "no")),
                                               ("which plans are 'no'", ("no",)), ("yes or no: does it", ())])
def test_no_before_a_plan_is_no_answer_of_the_table(text: str, answers: tuple[str, ...]):
    assert answers_asked(text) == answers


@pytest.mark.parametrize("question", ["how many said yes and how many said no in London", "How many London plans do and how many don't mention it?"])
def test_both_halves_are_told_where_both_are_asked_for(question: str):
    assert said(question) == ["2 of the 5 plans in London mention social value:", "3 of the 5 plans in London do not mention social value:"]


def test_two_footprints_that_mention_it_are_told_with_their_ccgs():
    question = "which two footprints in the Midlands mention social value and how many ccgs have they"
    assert said(question)[1:] == ["2 CCGs are in the Northamptonshire STP footprint:", "6 CCGs are in the Nottinghamshire STP footprint:"]


def test_another_number_than_the_tables_have_is_said_to_be_wrong():
    assert ask("which three footprints in the north mention social value").otherwise and not ask("which two footprints in the north mention social value").otherwise


@pytest.mark.parametrize("question", ["NHS Isle of Wight CCG footprint + mentions?", "NHS Isle of Wight CCG footprint and mention status"])
def test_the_column_is_known_by_its_name_alone(question: str):
    assert len(said(question)) == 2 and said(question)[1].endswith("the plan for Hampshire and the Isle of Wight does not mention social value.")


# --- places and regions that are no rows -----------------------------------------------------------------


def test_a_place_is_counted_by_footprint_and_by_name_where_they_differ():
    answer = ask("How many CCGs in Essex?")
    assert answer.opening == NO_COUNTIES
    assert said("How many CCGs in Essex?") == ["11 CCGs are in the 3 footprints with Essex in their names:", "3 of them have Essex in their name: Mid Essex, North East Essex, West Essex."]
    assert "Mid and South Essex STP (5): Basildon and Brentwood, Castle Point and Rochford, Mid Essex, Southend, Thurrock" in items("How many CCGs in Essex?")


@pytest.mark.parametrize(("place", "texts"), [
    ("Hampshire", ["8 CCGs are in the Hampshire and the Isle of Wight footprint:", "4 of them have Hampshire in their name: North East Hampshire and Farnham, North Hampshire, South Eastern Hampshire, West Hampshire."]),
    ("Yorkshire", ["16 CCGs are in the 2 footprints with Yorkshire in their names:", "1 CCG has Yorkshire in its name; it is in another footprint:"]),
    ("Lincolnshire", ["4 CCGs are in the Lincolnshire STP footprint:", "6 CCGs have Lincolnshire in their name; 2 of them are in other footprints:"]),
    ("Sheffield", ["1 CCG has Sheffield in its name:"]),
    ("Devon", ["2 CCGs are in the Devon STP footprint:"]),
])
def test_what_is_counted_of_a_place_is_said(place: str, texts: list[str]):
    assert said(f"how many CCGs in {place}") == texts


def test_the_count_by_name_is_that_of_the_rows():
    for word in ("Essex", "Hampshire", "Yorkshire", "Lincolnshire", "Kent", "Surrey"):
        by_name = [g for g in TABLES.groups if word in g.name.split()]
        assert str(len(by_name)) == said(f"how many CCGs in {word}")[-1].split()[0], word


@pytest.mark.parametrize(("question", "region", "count"), [
    ("how many CCGs in the east midlands", "East Midlands", "61 CCGs"), ("How many CCGs are in the South West?", "South West", "50 CCGs"), ("which STPs in the north east mention social value", "North East", "2 of the 9"),
    ("how many CCGs in the south east of England", "South East", "50 CCGs"), ("How many CCGs in inner London?", "Inner London", "32 CCGs"), ("how many footprints are in the East of England", "East of England", "Appendix 3 lists 17"),
])
def test_a_region_that_appendix_3_does_not_have_is_said_so_with_the_nearest(question: str, region: str, count: str):
    answer = ask(question)
    assert not answer.known and region in answer.note and answer.statements[0].text.startswith(count)


def test_a_direction_of_a_name_is_no_region():
    assert ask("how many CCGs in north east Lincolnshire").known and ask("how many plans in the midlands and the east mention it").known


def test_a_place_of_no_name_is_said_so():
    assert ask("How many CCGs in Wales?").note == "No CCG or footprint of Appendices 2 and 3 has Wales in its name."
    assert ask("How many CCGs in North Yorkshire?").statements[0].text.startswith("16 CCGs are in the 2 footprints with Yorkshire")


def test_what_is_outside_a_region_is_counted_in_the_others():
    assert [text.split()[0] for text in said("how many ccgs are outside London")] == ["66", "61", "50"]
    assert said("which ccgs arent in london") == said("how many ccgs are outside London")
    assert said("which plans outside London don't mention social value")[0].startswith("7 of the 9 plans in the North do not")


# --- names, ranks, lists, choices ------------------------------------------------------------------------


@pytest.mark.parametrize(("question", "word"), [("How many CCGs have 'North' in their name?", "North"), ("how many ccgs have the word west in their names", "West"), ("ccgs with Vale in the name", "Vale"), ("how many ccg names contain the word City", "City")])
def test_names_are_counted_by_a_word_in_them(question: str, word: str):
    names = [g.name for g in TABLES.groups if word in g.name.split()]
    assert opening(question) == f"{len(names)} CCGs have {word} in their name:" and [text.split(" is in ")[0] for text in items(question)] == names


@pytest.mark.parametrize(("question", "first"), [
    ("smallest footprint by CCG count in London", "North Central STP has 5 CCGs, the fewest of any footprint of the London region."),
    ("what is the largest footprint", "Cheshire & Merseyside STP has 12 CCGs, the most of any footprint."),
    ("rank the regions by number of footprints", "The Midlands and East region has 17 footprints, the most of any region in Appendix 3."),
    ("Which footprints have no CCGs", "None: 0 footprints have no CCGs."),
])
def test_an_extreme_is_found_in_other_words(question: str, first: str):
    assert opening(question) == first


@pytest.mark.parametrize(("question", "listed"), [
    ("Rank the top three footprints by number of CCGs", ["Cheshire & Merseyside STP: 12 CCGs", "Greater Manchester STP: 12 CCGs", "West Yorkshire STP: 11 CCGs"]),
    ("the three smallest footprints in the North", ["West, North and East Cumbria: 1 CCG", "Northumberland, Tyne and Wear STP: 5 CCGs", "South Yorkshire and Bassetlaw STP: 5 CCGs"]),
    ("second largest footprint by number of CCGs", ["Cheshire & Merseyside STP: 12 CCGs", "Greater Manchester STP: 12 CCGs", "West Yorkshire STP: 11 CCGs"]),
    ("rank the regions by number of CCGs", ["North: 66", "Midlands and East: 61", "South: 50", "London: 32"]),
])
def test_a_rank_is_a_list_in_order(question: str, listed: list[str]):
    assert items(question) == listed


def test_those_level_with_the_last_of_a_rank_stand_beside_it():
    assert "8 are listed, for the last of them have 8 each" in opening("list the five largest footprints") and len(items("list the five largest footprints")) == 8


def test_every_ccg_is_named_where_they_are_to_be_listed():
    silent = {f.name for f in TABLES.footprints if f.region == "London" and not f.mentions}
    names = [g.name for g in TABLES.groups if silent & set(g.footprints)]
    assert items("List London CCGs whose plan does not mention social value") == names and len(names) == 19
    assert len(items("list all CCGs whose plan does not mention social value")) == 38, "too many for a line each: footprint by footprint"


@pytest.mark.parametrize(("question", "first"), [
    ("Is Oxfordshire in the South or the Midlands?", "NHS Oxfordshire CCG is in the Buckinghamshire, Oxfordshire. Berkshire West STP footprint, which is in the South region of Appendix 3."),
    ("Is Devon in the South or the North?", "Devon is in the South region of Appendix 3."),
    ("Is NHS Corby CCG in Northamptonshire or Nottinghamshire?", "NHS Corby CCG is in the Northamptonshire STP footprint."),
    ("is NHS Slough CCG in London or the North?", "Neither: NHS Slough CCG is in the Frimley Health STP footprint, which is in the South region of Appendix 3."),
])
def test_a_choice_is_met_with_the_one_that_it_is(question: str, first: str):
    assert opening(question) == first


@pytest.mark.parametrize("question", ["what does the report say about the Isle of Wight", "is there anything about the Isle of Wight in the report", "tell me about the Isle of Wight"])
def test_everything_about_a_place_is_its_footprint_its_plan_and_its_region(question: str):
    place, answer = TABLES.about(question)
    assert place.lower() == "isle of wight"
    assert [s.text for s in answer.statements] == [
        "NHS Isle Of Wight CCG is in the Hampshire and the Isle of Wight STP footprint.", "The plan for Hampshire and the Isle of Wight does not mention social value.",
        "Hampshire and the Isle of Wight is in the South region of Appendix 3."]


@pytest.mark.parametrize("question", ["what does the report say about social value", "what does the report say about London", "tell me about Durham County Council", "what does the guide say about prices"])
def test_what_is_no_place_of_the_tables_is_left_to_the_text(question: str):
    assert TABLES.about(question) is None


@pytest.mark.parametrize(("question", "figures"), [
    ("How many footprints per region?", ["North: 9 footprints", "Midlands and East: 17 footprints", "London: 5 footprints", "South: 13 footprints"]),
    ("how many CCGs per region", ["North: 66 CCGs", "Midlands and East: 61 CCGs", "London: 32 CCGs", "South: 50 CCGs"]),
    ("How many plans in each region mention social value?", ["North: 2 of 9", "Midlands and East: 2 of 17", "London: 2 of 5", "South: 0 of 13"]),
    ("yes/no by region", ["North: 2 of 9", "Midlands and East: 2 of 17", "London: 2 of 5", "South: 0 of 13"]),
    ("How many plans in each region don't mention social value?", ["North: 7 of 9", "Midlands and East: 15 of 17", "London: 3 of 5", "South: 13 of 13"]),
])
def test_a_figure_of_every_region_is_told(question: str, figures: list[str]):
    assert items(question) == figures


def test_a_figure_of_every_footprint_is_told():
    for question in ("CCG count by footprint", "how many CCGs does each footprint have", "list every footprint with its CCG count"):
        assert len(items(question)) == 44 and items(question)[0] == "Cheshire & Merseyside STP: 12 CCGs", question


@pytest.mark.parametrize(("question", "first"), [
    ("Nottinghamshire: yes or no?", "Yes: the plan for Nottinghamshire mentions social value."), ("how many London STPs dont", "3 of the 5 plans in London do not mention social value:"),
    ("Is NHS Bury CCG in London, yes or no?", "No: NHS Bury CCG is in the Greater Manchester STP footprint, which is in the North region of Appendix 3."),
    ("which ccgs are in both London and the South", "None: 0 CCGs are in footprints of both the London and South regions of Appendix 3."),
    ("Which CCGs are in neither London nor the South", "66 CCGs are in the footprints of the North region of Appendix 3."),
    ("How many of the 209 CCGs are in London?", "32 CCGs are in the footprints of the London region of Appendix 3."),
    ("Which CCG has the most footprints?", "Yes: 2 CCGs are printed with two footprints."),
])
def test_a_column_that_is_left_out_is_the_only_one(question: str, first: str):
    assert opening(question) == first


@pytest.mark.parametrize("question", ["How many of the 25 CCGs are in London?", "which two recommendations concern STPs", "What do Preston and Salford have in common?", "How many CCGs said no?", "which CCG is largest",
                                      "What area of spending does Birmingham focus on?", "Where can I find the Bristol policy?", "How many CCGs outside London are active?", "Which CCGs don't have a policy?", "What percentage did the Kent plan give social value?"])
def test_what_only_looks_like_it_is_left_to_the_text(question: str):
    assert TABLES.answer(question) is None


@pytest.mark.parametrize(("earlier", "latest", "first"), [
    ("Is Oxfordshire in the South or the Midlands?", "and Devon?", "Devon is in the South region of Appendix 3."),
    ("how many STPs in the North said yes", "and the South?", "None: 0 of the 13 plans in the South mention social value."),
    ("How many CCGs in Essex?", "what about Yorkshire", "16 CCGs are in the 2 footprints with Yorkshire in their names:"),
    ("Which London plans mention social value?", "and which dont?", "3 of the 5 plans in London do not mention social value:"),
    ("Which CCGs have North in their name", "and South?", "19 CCGs have South in their name:"),
    ("what area is NHS Bury CCG in", "and NHS Luton CCG?", "NHS Luton CCG is in the Milton Keyes, Bedfordshire and Luton STP footprint."),
])
def test_a_follow_up_asks_the_same_of_another(earlier: str, latest: str, first: str):
    assert TABLES.answer(f"{earlier} {latest}", latest).statements[0].text == first


def test_a_name_by_itself_is_asked_about_and_a_sentence_is_not():
    assert TABLES.about("NHS Bury CCG")[0] == "NHS Bury CCG" and TABLES.about("Devon?")[0] == "Devon"
    assert TABLES.about("Is Devon good?") is None and TABLES.about("social value") is None and TABLES.about("London") is None


@pytest.mark.parametrize(("question", "texts"), [
    ("Does the North have more footprints than the South?", ["No: Appendix 3 lists 9 footprints in the North region.", "Appendix 3 lists 13 footprints in the South region."]),
    ("Does London have fewer CCGs than the South?", ["Yes: 32 CCGs are in the footprints of the London region of Appendix 3.", "50 CCGs are in the footprints of the South region of Appendix 3."]),
    ("How many CCGs are in Salford and Bury?", ["1 CCG has Salford in its name:", "1 CCG has Bury in its name:"]),
    ("how many ccgs in Devon and Essex", ["2 CCGs are in the Devon STP footprint:", "11 CCGs are in the 3 footprints with Essex in their names:", "3 of them have Essex in their name: Mid Essex, North East Essex, West Essex."]),
    ("Which CCG is alone in its footprint?", ["6 footprints have exactly 1 CCG:"]),
    ("What region has 5 footprints?", ["Footprints by region of Appendix 3:"]),
])
def test_two_counts_are_told_side_by_side(question: str, texts: list[str]):
    assert said(question) == texts


def test_a_number_of_regions_is_not_one_of_plans():
    assert not ask("which three regions have two plans that mention social value").otherwise


def test_wants_are_read_from_the_text():
    assert Rank.read("top 5 footprints") == Rank(5, False) and Rank.read("the largest footprint") is None and Rank.read("the first two footprints") is None
    assert Size.read("with no ccgs") == Size(0, 0, "no")
    assert NamePart.read("names of ccgs with plans that mention it") is None


@pytest.mark.parametrize("question", [
    "how many CCGs in Yorkshire", "How many CCGs in Essex?", "how many CCGs in Cumbria", "List London CCGs whose plan does not mention social value", "list all CCGs whose plan does not mention social value", "which ccgs are in London",
    "How many CCGs have 'North' in their name?", "How many CCGs have 'South' in their name in London?", "list the five largest footprints", "rank the footprints by CCGs", "how many CCGs in the east midlands",
    "what do NHS Newark & Sherwood and NHS Rushcliffe have in common", "is NHS Slough CCG in London or the North?", "How many CCGs in North Yorkshire?", "how many CCGs in Durham", "which CCGs end with Forest",
    "How many footprints per region?", "how many CCGs per region", "yes/no by region", "CCG count by footprint", "which ccgs are in both London and the South",
])
def test_every_statement_passes_the_check_with_its_rows(question: str):
    for statement in of_rows(ask(question)):
        cited = [Citation(n, quote.source_id, "Healthy Commissioning", quote.page, quote.headings, quote.text, "") for n, quote in enumerate(statement.quotes, 1)]
        assert check_claim(statement.text, cited, lambda _, label: report_page(label), derived=True, counted=statement.counted) == (), statement.text
