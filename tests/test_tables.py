"""The two appendices as tables: every row, every page, and questions over all of them."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest
from asked_tables import TABLES, ask, items, opening, said
from builders import CORPUS, report_page

from assistant.answer_maker import of_rows
from assistant.check import check_claim
from assistant.domain import Citation
from assistant.errors import CorpusError
from assistant.table_questions import parts_of
from assistant.table_rows import REGIONS
from assistant.tables import Tables
from assistant.text import stands_in

# --- the rows --------------------------------------------------------------------------------------------


def test_there_are_209_groups_and_44_footprints():
    assert len({g.name for g in TABLES.groups}) == len(TABLES.groups) == 209
    assert len({f.name for f in TABLES.footprints}) == len(TABLES.footprints) == 44


def test_six_plans_mention_social_value():
    assert [f.name for f in TABLES.footprints if f.mentions] == [
        "Greater Manchester", "Humber, Coast and Vale", "Northamptonshire", "Nottinghamshire", "North Central London", "North West London"]


@pytest.mark.parametrize(("page", "first", "last", "rows"), [
    ("30", "NHS Airedale, Wharfedale and Craven CCG", "NHS Central Manchester CCG", 32),
    ("31", "NHS Chiltern CCG", "NHS Greater Preston CCG", 32),
    ("32", "NHS Greenwich CCG", "NHS Lincolnshire West CCG", 35),
    ("33", "NHS Liverpool CCG", "NHS Nottingham North and East CCG", 32),
    ("34", "NHS Nottingham West CCG", "NHS Southampton CCG", 34),
    ("35", "NHS Southend CCG", "NHS Wigan Borough CCG", 38),
    ("36", "NHS Wiltshire CCG", "NHS Wyre Forest CCG", 6),
])
def test_a_page_of_appendix_2_has_its_rows_from_edge_to_edge(page: str, first: str, last: str, rows: int):
    names = [g.name for g in TABLES.groups if g.row.page == page]
    assert (names[0], names[-1], len(names)) == (first, last, rows)


@pytest.mark.parametrize(("region", "page", "first", "last", "rows"), [
    ("North", "37", "Cheshire and Merseyside", "West Yorkshire and Harrogate", 9),
    ("Midlands and East", "37", "Bedfordshire, Luton and Milton Keynes", "The Black Country", 17),
    ("London", "38", "North Central London", "South West London", 5),
    ("South", "38", "Bath and North East Somerset, Swindon and Wiltshire", "Sussex and East Surrey", 13),
])
def test_a_region_of_appendix_3_has_its_rows_on_its_page(region: str, page: str, first: str, last: str, rows: int):
    mine = [f for f in TABLES.footprints if f.region == region]
    assert (mine[0].name, mine[-1].name, len(mine)) == (first, last, rows)
    assert {f.row.page for f in mine} == {page}


def test_the_groups_are_in_the_order_of_the_alphabet_as_printed():
    names = [g.name.lower().replace(",", "") for g in TABLES.groups]
    strays = [name for before, name in zip(names, names[1:], strict=False) if name < before]
    assert len(strays) <= 3, strays


def test_every_row_stands_word_for_word_on_its_page():
    for row in [*(g.row for g in TABLES.groups), *(f.row for f in TABLES.footprints)]:
        assert stands_in(row.text, report_page(row.page))


def test_every_footprint_has_a_group():
    assert all(TABLES.in_footprint(f.name) for f in TABLES.footprints)


def test_two_groups_straddle_and_count_in_both_of_their_footprints():
    assert {g.name: g.footprints for g in TABLES.groups if len(g.footprints) > 1} == {
        "NHS Cumbria CCG": ("West, North and East Cumbria", "Lancashire and South Cumbria"),
        "NHS North East Hampshire and Farnham CCG": ("Frimley Health", "Hampshire and the Isle of Wight")}
    assert sum(len(TABLES.in_footprint(f.name)) for f in TABLES.footprints) == 211


def test_a_footprint_without_a_counterpart_is_an_error_that_names_it(tmp_path: Path):
    folder = Path(shutil.copytree(CORPUS / "tables", tmp_path / "tables"))
    names = folder / "footprint_names.csv"
    kept = [line for line in names.read_text(encoding="utf-8").split("\n") if not line.startswith("Devon STP")]
    names.write_text("\n".join(kept), encoding="utf-8")
    with pytest.raises(CorpusError, match="'Devon STP' of NHS North, East, West Devon CCG|'Devon STP' of .* has no counterpart"):
        Tables.load(folder)


def test_a_missing_table_is_an_error_with_its_remedy(tmp_path: Path):
    with pytest.raises(CorpusError, match=r"run `python -m ingest.convert`"):
        Tables.load(tmp_path)


# --- names in a question ---------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "groups", "footprints", "regions"), [
    ("Where is NHS Swindon CCG?", ["NHS Swindon CCG"], [], []),
    ("where is swindon ccg", ["NHS Swindon CCG"], [], []),
    ("Is North East London a footprint?", [], ["North East London"], []),
    ("the North West London plan", [], ["North West London"], []),
    ("plans in the Midlands and East", [], [], ["Midlands and East"]),
    ("plans in London and the South", [], [], ["London", "South"]),
    ("the Dorset plan", [], ["Dorset"], []),
    ("NHS Dorset CCG's plan", ["NHS Dorset CCG"], [], []),
    ("the CCGs in Dorset", [], ["Dorset"], []),
    ("the Kent & Medway STP", [], ["Kent & Medway"], []),
    ("the Kent and Medway STP", [], ["Kent & Medway"], []),
    ("the Milton Keyes, Bedfordshire and Luton STP", [], ["Bedfordshire, Luton and Milton Keynes"], []),
    ("the Bedfordshire, Luton and Milton Keynes plan", [], ["Bedfordshire, Luton and Milton Keynes"], []),
    ("the Bath, Swindon and Wiltshire footprint", [], ["Bath and North East Somerset, Swindon and Wiltshire"], []),
    ("the price of tea", [], [], []),
])
def test_a_question_names_groups_footprints_and_regions(text: str, groups: list[str], footprints: list[str], regions: list[str]):
    found = TABLES.named(text)
    assert ([g.name for g in found[0]], [f.name for f in found[1]], sorted(found[2])) == (groups, footprints, sorted(regions))


@pytest.mark.parametrize("group", TABLES.groups[::7], ids=lambda g: g.name)
def test_every_group_is_found_by_its_printed_name(group):
    assert TABLES.named(f"Which footprint is {group.name} in?")[0] == (group,)


@pytest.mark.parametrize("footprint", TABLES.footprints, ids=lambda f: f.name)
def test_every_footprint_is_found_by_its_name(footprint):
    assert TABLES.named(f"Does the plan for {footprint.name} mention social value?")[1] == (footprint,)


# --- look-ups and joins ----------------------------------------------------------------------------------


@pytest.mark.parametrize("group", TABLES.groups[::11], ids=lambda g: g.name)
def test_a_look_up_gives_the_printed_footprint_with_its_row(group):
    statement = ask(f"Which STP footprint is {group.name} in?").statements[0]
    assert statement.text.startswith(f"{group.name} is in the {group.printed.removesuffix(' STP')}")
    assert statement.rows == (group.row,)


def test_a_look_up_is_joined_to_the_plan_over_the_differing_names():
    answer = ask("Which footprint is NHS Swindon CCG in, and does its plan mention social value?")
    assert [s.text for s in answer.statements] == [
        "NHS Swindon CCG is in the Bath, Swindon and Wiltshire STP footprint.",
        "No: the plan for Bath and North East Somerset, Swindon and Wiltshire does not mention social value."]
    assert [[row.page for row in s.rows] for s in answer.statements] == [["35"], ["38"]]


@pytest.mark.parametrize(("group", "footprint", "verdict"), [
    ("NHS Salford CCG", "Greater Manchester", "Yes"),
    ("NHS Hull CCG", "Humber, Coast and Vale", "Yes"),
    ("NHS Corby CCG", "Northamptonshire", "Yes"),
    ("NHS Camden CCG", "North Central London", "Yes"),
    ("NHS North Durham CCG", "Durham, Darlington, Teesside, Hambleton, Richmondshire and Whitby", "No"),
    ("NHS Milton Keynes CCG", "Bedfordshire, Luton and Milton Keynes", "No"),
])
def test_a_groups_plan_is_found_through_the_mapping(group: str, footprint: str, verdict: str):
    texts = [s.text for s in ask(f"Which footprint is {group} in and does its plan mention social value?").statements]
    assert texts[1].startswith(f"{verdict}: the plan for {footprint} ")


def test_a_straddling_group_is_told_with_both_plans():
    texts = [s.text for s in ask("Which STP is NHS Cumbria CCG in and does the plan mention social value?").statements]
    assert texts[1:] == ["No: the plan for West, North and East Cumbria does not mention social value.",
                        "No: the plan for Lancashire and South Cumbria does not mention social value."]


def test_the_region_of_a_group_is_joined_as_well():
    texts = [s.text for s in ask("Which footprint and region is NHS Leeds West CCG in?").statements]
    assert texts == ["NHS Leeds West CCG is in the West Yorkshire STP footprint.",
                    "West Yorkshire and Harrogate is in the North region of Appendix 3."]


@pytest.mark.parametrize(("question", "verdict"), [
    ("Is NHS Corby CCG in the Northamptonshire footprint?", "Yes"),
    ("Is NHS Corby CCG in the Devon footprint?", "No"),
    ("Is NHS Slough CCG in the South region?", "Yes"),
])
def test_a_yes_or_no_is_answered_with_the_true_footprint(question: str, verdict: str):
    assert opening(question).startswith(f"{verdict}: NHS ")
    assert "footprint" in opening(question)


@pytest.mark.parametrize(("question", "start"), [
    ("Does the Nottinghamshire STP mention social value?", "Yes: the plan for Nottinghamshire mentions"),
    ("Does the plan for Devon mention social value?", "No: the plan for Devon does not mention"),
    ("Which region is the Frimley Health footprint in?", "Frimley Health is in the South region"),
])
def test_a_footprint_is_looked_up(question: str, start: str):
    assert opening(question).startswith(start)


def test_groups_of_one_city_are_told_together():
    assert opening("Which footprint are the Leeds CCGs in?") == "3 CCGs have Leeds in their name:"
    assert items("Which footprint are the Leeds CCGs in?") == [
        f"NHS Leeds {part} CCG is in the West Yorkshire STP footprint" for part in ("North", "South and East", "West")]


# --- sharing, straddling, extremes -----------------------------------------------------------------------


def test_the_groups_that_share_a_footprint_are_listed_without_the_one_asked_about():
    question = "Which CCGs share a footprint with NHS Swindon CCG?"
    assert opening(question) == "NHS Swindon CCG is in the Bath, Swindon and Wiltshire STP footprint with 2 others:"
    assert items(question) == ["NHS Bath and North East Somerset CCG", "NHS Wiltshire CCG"]


def test_a_group_alone_in_its_footprint_is_told_so():
    assert opening("Which CCGs share a footprint with NHS Kernow CCG?") == \
        "NHS Kernow CCG is the only CCG in the Cornwall and Isles of Scilly STP footprint."


@pytest.mark.parametrize("question", ["Which CCGs straddle two footprints?", "Is any CCG in more than one footprint?"])
def test_the_straddling_groups_are_listed(question: str):
    assert opening(question).startswith("Yes: 2 CCGs")
    assert [text.split(":")[0] for text in items(question)] == ["NHS Cumbria CCG", "NHS North East Hampshire and Farnham CCG"]


def test_the_largest_footprints_are_all_named():
    counts = Counter(name for g in TABLES.groups for name in g.footprints)
    assert max(counts.values()) == 12
    texts = [s.text for s in ask("Which footprint has the most CCGs?").statements]
    assert len(texts) == sum(n == 12 for n in counts.values())
    assert all(" has 12 CCGs, the most of any footprint." in text for text in texts)


# --- counts and lists ------------------------------------------------------------------------------------


def independent_count(footprint: str) -> int:
    """The groups of a footprint, counted from the files without the code under test."""
    def rows(name: str) -> list[dict[str, str]]:
        with (CORPUS / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            return list(csv.DictReader(file))

    printed = {row["appendix_2"] for row in rows("footprint_names") if row["appendix_3"] == footprint}
    return sum(row["footprint"] in printed for row in rows("ccg_footprints"))


@pytest.mark.parametrize("footprint", TABLES.footprints, ids=lambda f: f.name)
def test_the_groups_of_a_footprint_are_counted_and_listed(footprint):
    question = f"How many CCGs are in the {footprint.name} footprint?"
    count = independent_count(footprint.name)
    assert opening(question).split(" ")[0] == str(count)
    assert items(question) == [g.name for g in TABLES.in_footprint(footprint.name)]
    assert len(items(question)) == count


def test_the_count_of_the_brief_is_right():
    assert opening("how many CCGs are in Sussex and East Surrey?") == "8 CCGs are in the Sussex and East Surrey STP footprint:"


@pytest.mark.parametrize("place", ["Dorset", "Gloucestershire", "Somerset"])
def test_a_place_that_is_group_and_footprint_is_counted_as_a_footprint(place: str):
    assert opening(f"How many CCGs are in {place}?") == f"1 CCG is in the {place} STP footprint:"


def test_a_count_carries_every_row_it_was_counted_from():
    statement = ask("How many CCGs are in Sussex and East Surrey?").statements[0]
    assert len(statement.rows) == 8
    assert statement.rows == tuple(g.row for g in TABLES.in_footprint("Sussex and East Surrey"))


@pytest.mark.parametrize("region", REGIONS)
def test_the_groups_of_a_region_are_counted(region: str):
    members = {g.name for f in TABLES.footprints if f.region == region for g in TABLES.in_footprint(f.name)}
    assert opening(f"How many CCGs are in the footprints of the {region} region?").startswith(f"{len(members)} CCGs")


@pytest.mark.parametrize(("region", "footprints"), [("North", 9), ("Midlands and East", 17), ("London", 5), ("South", 13)])
def test_the_footprints_of_a_region_are_counted_and_listed(region: str, footprints: int):
    question = f"How many footprints are in {region}?"
    assert opening(question) == f"Appendix 3 lists {footprints} footprints in the {region} region:"
    assert items(question) == [f.name for f in TABLES.footprints if f.region == region]


# --- which plans mention it ------------------------------------------------------------------------------


@pytest.mark.parametrize(("question", "names"), [
    ("Which plans in the Midlands and East mention it?", ["Northamptonshire", "Nottinghamshire"]),
    ("Which plans in the North mention social value?", ["Greater Manchester", "Humber, Coast and Vale"]),
    ("Which London plans mention social value?", ["North Central London", "North West London"]),
    ("Which plans in London do not mention social value?", ["North East London", "South East London", "South West London"]),
])
def test_the_plans_of_a_region_are_listed(question: str, names: list[str]):
    assert items(question) == names


def test_none_is_an_answer():
    assert opening("Which plans in the South mention social value?") == "None: 0 of the 13 plans in the South mention social value."


def test_a_count_over_a_region_shows_every_row_of_the_region():
    assert len(ask("Which plans in the Midlands and East mention it?").statements[0].rows) == 17


def test_all_the_plans_together_let_the_reports_own_sentence_come_first():
    answer = ask("How many STP plans mention social value?")
    assert answer.statements[0].rows[0].page == "24"
    assert answer.statements[1].text == "6 plans mention social value:"


def test_the_plans_that_do_not_are_the_other_38():
    assert opening("How many STP plans do not mention social value?").startswith("38")


def test_the_groups_whose_plan_mentions_it_are_counted_over_the_join():
    members = {g.name for g in TABLES.groups if any(f.mentions for f in TABLES.footprints if f.name in g.footprints)}
    question = "How many CCGs are in a footprint whose plan mentions social value?"
    assert opening(question) == f"{len(members)} CCGs are in a footprint whose plan mentions social value."
    assert sum(int(text.rsplit(" ", 1)[1]) for text in items(question)) == len(members)


# --- what the columns do not hold ------------------------------------------------------------------------


@pytest.mark.parametrize("question", [
    "What weighting for social value was common?",
    "What did Durham's policy save?",
    "How many CCGs demonstrated highly committed use of the Act?",
    "How many CCGs replied?",
    "How many CCGs in London were active?",
    "Was NHS Salford CCG rated active?",
    "Which CCG had a 30% weighting?",
    "What is the population of the Devon footprint?",
    "What is the budget of NHS Swindon CCG?",
    "Who wrote the foreword?",
    "What is an STP?",
    "What is social value?",
    "Why is social value important to the NHS?",
    "What did Bristol City Council commission?",
    "When were CCGs created?",
    "Tell me about London.",
    "What is the capital of France?",
])
def test_a_question_that_is_not_about_the_columns_is_left_to_the_text(question: str):
    assert TABLES.answer(question) is None


@pytest.mark.parametrize("question", [
    "What does the Devon plan say about social value?",
    "Why does the Greater Manchester plan mention social value?",
])
def test_what_a_plan_says_is_not_known_and_the_nearest_row_is_given(question: str):
    answer = ask(question)
    assert not answer.known
    assert answer.statements[0].text.startswith(("Yes: the plan for", "No: the plan for"))


def test_every_statement_carries_the_rows_it_was_made_from():
    for question in ("Which plans in the North mention social value?", "How many CCGs are in Devon's footprint?", "Which CCGs straddle two footprints?"):
        assert all(s.rows for s in ask(question).statements)


def test_two_regions_are_counted_apart():
    statements = ask("How many plans in the North and in London mention social value?").statements
    assert [s.text for s in statements if not s.item] == ["2 of the 9 plans in the North mention social value:",
                                                           "2 of the 5 plans in London mention social value:"]


def test_a_follow_up_that_names_a_region_leaves_the_one_before():
    joined, latest = "Which plans in London mention social value? And the North?", "And the North?"
    assert TABLES.answer(joined, latest).statements[0].text.startswith("2 of the 9 plans in the North")


def test_why_most_plans_mention_it_is_said_to_be_wrong():
    answer = ask("Why did most of the plans mention social value?")
    assert answer.otherwise and "just 6" in answer.statements[0].text


# --- places in lay words ---------------------------------------------------------------------------------

WEST_YORKSHIRE = "No: the plan for West Yorkshire and Harrogate does not mention social value."


@pytest.mark.parametrize(("place", "plan"), [
    ("Leeds", WEST_YORKSHIRE),
    ("Bradford", WEST_YORKSHIRE),
    ("Manchester", "Yes: the plan for Greater Manchester mentions social value."),
    ("Hackney", "No: the plan for North East London does not mention social value."),
    ("Cornwall", "No: the plan for Cornwall and the Isles of Scilly does not mention social value."),
    ("Suffolk", "No: the plan for Suffolk and North East Essex does not mention social value."),
    ("Slough", "No: the plan for Frimley Health does not mention social value."),
    ("Preston", "No: the plan for Lancashire and South Cumbria does not mention social value."),
    ("York", "Yes: the plan for Humber, Coast and Vale mentions social value."),
    ("Reading", "No: the plan for Buckinghamshire, Oxfordshire and Berkshire West does not mention social value."),
    ("Tyne and Wear", "No: the plan for Northumberland, Tyne and Wear and North Durham does not mention social value."),
    ("South Oxfordshire", "No: the plan for Buckinghamshire, Oxfordshire and Berkshire West does not mention social value."),
])
@pytest.mark.parametrize("question", ["Does the plan covering {} mention social value?", "does the {} plan mention it?",
                                      "Does the STP for {} say anything on social value?"])
def test_a_place_word_stands_for_the_footprint_it_is_in(question: str, place: str, plan: str):
    assert opening(question.format(place)) == plan


def test_the_groups_behind_a_place_word_are_named():
    assert said("Does the plan covering Leeds mention social value?") == [WEST_YORKSHIRE, "3 CCGs have Leeds in their name:"]
    assert len(items("Does the plan covering Leeds mention social value?")) == 3
    assert said("Does the plan covering Hackney mention social value?")[1] == "NHS City and Hackney CCG is in the North East London STP footprint."


@pytest.mark.parametrize(("place", "footprints"), [
    ("Essex", ["Hertfordshire and West Essex", "Mid and South Essex", "Suffolk and North East Essex"]),
    ("Cumbria", ["West, North and East Cumbria", "Lancashire and South Cumbria"]),
])
def test_a_place_word_of_several_footprints_is_told_for_each(place: str, footprints: list[str]):
    assert said(f"Does the plan for {place} mention social value?")[:len(footprints)] == [
        f"No: the plan for {name} does not mention social value." for name in footprints]


@pytest.mark.parametrize(("spelt", "name"), [("Sufolk", "Suffolk and North East Essex"), ("Machester", "Greater Manchester"), ("Sheffild", "South Yorkshire"),
                                             ("Gloucestershre", "Gloucestershire"), ("Hackny", "North East London")])
def test_a_misspelt_place_is_understood_and_told_by_its_printed_name(spelt: str, name: str):
    assert f"the plan for {name}" in opening(f"Does the plan covering {spelt} mention social value?")


@pytest.mark.parametrize("place", ["Bedford", "Harlow", "Boston", "Stratford", "Burnley", "Northampton", "North Yorkshire"])
def test_a_real_place_that_is_in_no_name_is_not_taken_for_another(place: str):
    answer = ask(f"Does the plan covering {place} mention social value?")
    assert not answer.known
    assert answer.note == f"No CCG or footprint of Appendices 2 and 3 has {place} in its name."


@pytest.mark.parametrize("word", ["North", "East", "Coast", "Valley", "City", "Great", "Central", "Mid", "Vale", "Black", "Health", "Forest"])
def test_a_general_word_of_a_name_is_no_place(word: str):
    found = TABLES._places.read(f"Does the {word} plan mention social value?")
    assert not found.places and not found.groups and not found.footprints


@pytest.mark.parametrize("question", ["Does the area plan weight social value?", "Do the leads mention social value in surgery plans?",
                                      "Does the survey mention stroke services?"])
def test_an_ordinary_word_is_never_a_misspelt_place(question: str):
    found = TABLES._places.read(question)
    assert not found.places and not found.groups


@pytest.mark.parametrize(("question", "texts"), [
    ("Which footprint is Hackney in?", ["NHS City and Hackney CCG is in the North East London STP footprint."]),
    ("Which STP is Leeds part of?", ["3 CCGs have Leeds in their name:"]),
    ("Which footprint covers Cornwall?", ["1 CCG is in the Cornwall and Isles of Scilly STP footprint:"]),
    ("How many CCGs are in the Manchester footprint?", ["12 CCGs are in the Greater Manchester STP footprint:"]),
    ("How many CCGs are in Leeds?", ["3 CCGs have Leeds in their name:"]),
    ("Which CCGs are in Kent?", ["8 CCGs are in the Kent and Medway STP footprint:", "2 of them have Kent in their name: South Kent Coast, West Kent."]),
    ("Which CCGs have Kent in their names?", ["2 CCGs have Kent in their name:"]),
    ("Tell me whether Newcastle's plan mentions social value", [
        "NHS Newcastle Gateshead CCG is in the Northumberland, Tyne and Wear STP footprint.",
        "No: the plan for Northumberland, Tyne and Wear and North Durham does not mention social value."]),
    ("Which region is Humber in?", ["Humber, Coast and Vale is in the North region of Appendix 3."]),
    ("Which footprint is NHS Swindn CCG in?", ["NHS Swindon CCG is in the Bath, Swindon and Wiltshire STP footprint."]),
    ("Which CCGs share a footprint with Leeds?", ["The 3 CCGs with Leeds in their names are in the West Yorkshire STP footprint with 8 others:"]),
    ("Are Leeds and Bradford in the same footprint?", [
        "Yes: the 3 CCGs with Leeds in their names are in the West Yorkshire STP footprint.",
        "The 2 CCGs with Bradford in their names are in the West Yorkshire STP footprint."]),
])
def test_a_place_word_is_looked_up(question: str, texts: list[str]):
    assert said(question) == texts


# --- regions, negatives, superlatives --------------------------------------------------------------------


@pytest.mark.parametrize(("question", "verdict"), [
    ("Is NHS Slough CCG in the South?", "Yes: "), ("Is NHS Slough CCG in London?", "No: "), ("is slough in the south", "Yes: "),
    ("Isn't NHS Slough CCG in London?", ""), ("Is NHS Slough CCG in the South or not?", "Yes: "),
])
def test_a_region_is_confirmed_or_not_through_the_footprint_on_both_rows(question: str, verdict: str):
    statement = ask(question).statements[0]
    assert statement.text == f"{verdict}NHS Slough CCG is in the Frimley Health STP footprint, which is in the South region of Appendix 3."
    assert [row.page for row in statement.rows] == ["34", "38"]


@pytest.mark.parametrize("question", ["Is the Devon footprint in the South?", "Is Devon's plan in the South region?"])
def test_the_region_of_a_footprint_is_confirmed(question: str):
    assert opening(question) == "Yes: Devon is in the South region of Appendix 3."


@pytest.mark.parametrize(("question", "fact"), [
    ("Does the Cornwall plan not mention social value?", "The plan for Cornwall and the Isles of Scilly does not mention social value."),
    ("Isn't social value mentioned in the Cornwall plan?", "The plan for Cornwall and the Isles of Scilly does not mention social value."),
    ("Doesn't the Greater Manchester plan mention social value?", "The plan for Greater Manchester mentions social value."),
    ("The Cornwall plan doesn't mention social value, does it?", "The plan for Cornwall and the Isles of Scilly does not mention social value."),
    ("The Devon plan mentions social value, doesn't it?", "No: the plan for Devon does not mention social value."),
])
def test_a_question_with_a_not_in_it_is_met_with_the_plain_fact(question: str, fact: str):
    assert [s.text for s in ask(question).statements] == [fact]


@pytest.mark.parametrize(("question", "start", "counts"), [
    ("Which region has the most footprints?", "The Midlands and East region has 17 footprints, the most", [9, 17, 5, 13]),
    ("Which region has the fewest footprints?", "The London region has 5 footprints, the fewest", [9, 17, 5, 13]),
    ("Which region has the most plans that do not mention social value?", "The Midlands and East region has 15 plans that do not mention", [7, 15, 3, 13]),
    ("Which region has most plans mentioning it?", "The North, Midlands and East, and London regions each have 2 plans that mention social value, the most", [2, 2, 2, 0]),
    ("Which region has the fewest plans that mention social value?", "The South region has 0 plans that mention social value, the fewest", [2, 2, 2, 0]),
])
def test_regions_are_compared_with_every_regions_count(question: str, start: str, counts: list[int]):
    answer = ask(question)
    assert answer.statements[0].text.startswith(start)
    assert [s.text for s in answer.statements if s.item] == [f"{region}: {n}" for region, n in zip(REGIONS, counts, strict=True)]
    assert [len(s.rows) for s in answer.statements if s.item] == [9, 17, 5, 13]


def test_regions_are_compared_by_share():
    answer = ask("Which region has the highest share of plans mentioning social value?")
    assert answer.statements[0].text == "In the London region 2 of 5 plans mention social value, the highest share of any region in Appendix 3."
    assert [s.text for s in answer.statements if s.item] == ["North: 2 of 9", "Midlands and East: 2 of 17", "London: 2 of 5", "South: 0 of 13"]


def test_a_region_that_appendix_3_does_not_have_is_not_taken_for_one():
    assert TABLES.named("How many footprints are there in the South West?")[2] == ()


def test_the_regions_of_the_plans_that_were_listed_are_told():
    assert said("Which plans mention social value and which regions are they in?")[2:] == [
        f"{f.name} is in the {f.region} region of Appendix 3." for f in TABLES.footprints if f.mentions]


def test_the_groups_of_the_regions_are_compared():
    members = {region: len({g.name for f in TABLES.footprints if f.region == region for g in TABLES.in_footprint(f.name)}) for region in REGIONS}
    assert items("Which region has the most CCGs?") == [f"{region}: {n}" for region, n in members.items()]
    assert opening("Which region has the most CCGs?").startswith(f"The {max(members, key=members.get)} region has {max(members.values())} CCGs, the most")


@pytest.mark.parametrize("question", ["How many CCGs are there in London?", "how many ccgs are in london", "Which CCGs are in London?"])
def test_the_groups_of_a_region_are_counted_in_plain_words(question: str):
    statement = ask(question).statements[0]
    assert statement.text.startswith("32 CCGs are in the footprints of the London region")
    assert len(statement.rows) == 32 + 5


def test_the_largest_footprint_of_a_region_is_found():
    assert opening("Which footprint in London has the most CCGs?") == "North West London STP has 8 CCGs, the most of any footprint of the London region."


# --- two questions in one --------------------------------------------------------------------------------


@pytest.mark.parametrize(("question", "parts"), [
    ("Which footprint is X in, and how many CCGs are in it?", 2),
    ("How many plans in the South mention it and how many in London?", 2),
    ("Which footprint is X in, does its plan mention it, and which region is it in?", 3),
    ("How many plans in the North and in London mention social value?", 1),
    ("Which footprint and region is NHS Leeds West CCG in?", 1),
    ("The plan mentions it, doesn't it?", 1),
    ("Is it in Airedale, Wharfedale and Craven?", 1),
])
def test_a_question_is_parted_where_a_second_one_opens(question: str, parts: int):
    assert len(parts_of(question)) == parts


@pytest.mark.parametrize(("question", "texts"), [
    ("Which footprint is NHS Swindon CCG in, and how many CCGs are in it?",
     ["NHS Swindon CCG is in the Bath, Swindon and Wiltshire STP footprint.", "3 CCGs are in the Bath, Swindon and Wiltshire STP footprint:"]),
    ("How many plans in the South mention it and how many in London?",
     ["None: 0 of the 13 plans in the South mention social value.", "2 of the 5 plans in London mention social value:"]),
    ("which footprint is NHS Swindon CCG in and which is NHS Corby CCG in?",
     ["NHS Swindon CCG is in the Bath, Swindon and Wiltshire STP footprint.", "NHS Corby CCG is in the Northamptonshire STP footprint."]),
    ("Which CCGs are in the Dorset footprint and does its plan mention social value?",
     ["1 CCG is in the Dorset STP footprint:", "No: the plan for Dorset does not mention social value."]),
    ("How many plans in London mention social value and how many don't?",
     ["2 of the 5 plans in London mention social value:", "3 of the 5 plans in London do not mention social value:"]),
    ("Which footprint in London has the most CCGs and does its plan mention social value?",
     ["North West London STP has 8 CCGs, the most of any footprint of the London region.", "Yes: the plan for North West London mentions social value."]),
    ("Which region has the most footprints and which has the fewest?",
     ["The Midlands and East region has 17 footprints, the most of any region in Appendix 3.",
      "The London region has 5 footprints, the fewest of any region in Appendix 3."]),
    ("Which footprint is Hackney in, does its plan mention social value, and which region is it in?",
     ["NHS City and Hackney CCG is in the North East London STP footprint.", "No: the plan for North East London does not mention social value.",
      "North East London is in the London region of Appendix 3."]),
])
def test_both_parts_of_a_question_are_answered_in_order(question: str, texts: list[str]):
    assert said(question) == texts


@pytest.mark.parametrize(("earlier", "latest", "text"), [
    ("Does the Devon plan mention social value?", "what about Sufolk?", "No: the plan for Suffolk and North East Essex does not mention social value."),
    ("How many CCGs are in the Devon footprint?", "Does its plan mention social value?", "No: the plan for Devon does not mention social value."),
    ("Which footprint is NHS Swindon CCG in?", "and how many CCGs are in it?", "3 CCGs are in the Bath, Swindon and Wiltshire STP footprint:"),
    ("How many plans in the South mention it?", "and in London?", "2 of the 5 plans in London mention social value:"),
    ("Which plans in the North mention social value?", "which don't?", "7 of the 9 plans in the North do not mention social value:"),
    ("What weighting is used in Salford?", "which footprint is it in?", "NHS Salford CCG is in the Greater Manchester STP footprint."),
])
def test_a_follow_up_is_answered_by_itself(earlier: str, latest: str, text: str):
    answer = TABLES.answer(f"{earlier} {latest}", latest)
    assert answer and [s.text for s in answer.statements if not s.item] == [text]


@pytest.mark.parametrize("latest", ["And who wrote it?", "And what weighting do they use?"])
def test_a_follow_up_on_something_else_is_left_to_the_text(latest: str):
    assert TABLES.answer(f"Which footprint is NHS Swindon CCG in? {latest}", latest) is None


# --- what is not the tables' and what the check sees ------------------------------------------------------


@pytest.mark.parametrize("question", [
    "Which recommendation concerns the area plans, and not single CCGs?",
    "What does the report recommend for CCGs, STPs and national bodies?",
    "Why does a study of CCGs bother with STPs at all?",
    "What is the Leeds weighting?",
    "When did the Manchester CCGs merge?",
    "How many CCGs in London have a social value policy?",
    "Is Salford a good example?",
    "Which region was the most active?",
    "What about Leeds?",
    "Which council in Yorkshire has the most jobs?",
])
def test_a_place_or_a_region_alone_makes_no_table_question(question: str):
    assert TABLES.answer(question) is None


@pytest.mark.parametrize("question", [
    "Is NHS Slough CCG in London?", "Is Birmingham in the Midlands and East?", "How many CCGs are in the Midlands and East?", "Which CCGs are in the North?",
    "Which region has most plans mentioning it?", "Which region has the most CCGs?", "Which footprint has the fewest CCGs?",
    "Which region has the highest share of plans mentioning social value?", "Which plans mention social value and which regions are they in?",
    "Which footprint in the South has the fewest CCGs?", "Does the plan for Essex mention social value?", "Does the Cumbria plan mention social value?",
    "Which CCGs share a footprint with Leeds?", "How many CCGs are in West, North and East Cumbria?", "Is Westminster in London?",
    "Which plans in London and the South mention it, and how many CCGs are in them?", "How many CCGs in London are in a footprint whose plan mentions social value?",
])
def test_every_statement_passes_the_check_with_its_rows(question: str):
    for statement in of_rows(ask(question)):
        cited = [Citation(n, quote.source_id, "Healthy Commissioning", quote.page, quote.headings, quote.text, "") for n, quote in enumerate(statement.quotes, 1)]
        assert check_claim(statement.text, cited, lambda _, label: report_page(label), derived=True, counted=statement.counted) == ()


@pytest.mark.parametrize(("question", "first", "count"), [
    ("Which footprints have only one CCG?", "6 footprints have exactly 1 CCG:", 6),
    ("Which footprints have exactly one CCG?", "6 footprints have exactly 1 CCG:", 6),
    ("which stps have just a single CCG", "6 footprints have exactly 1 CCG:", 6),
    ("Which footprints have exactly three CCGs?", "9 footprints have exactly 3 CCGs:", 9),
    ("How many footprints have more than ten CCGs?", "3 footprints have more than 10 CCGs:", 3),
    ("Which footprints in the South have three CCGs?", "3 footprints of the South region have exactly 3 CCGs:", 3),
    ("Which footprints in London have fewer than six CCGs?", "1 footprint of the London region has fewer than 6 CCGs:", 1),
    ("Which footprints consist of a single CCG?", "6 footprints have exactly 1 CCG:", 6),
    ("Are there footprints with only one CCG?", "6 footprints have exactly 1 CCG:", 6),
    ("Which plans cover just two CCGs?", "3 footprints have exactly 2 CCGs:", 3),
    ("Which STPs have 40 CCGs?", "None: 0 footprints have exactly 40 CCGs.", 0),
])
def test_footprints_are_found_by_how_many_ccgs_they_have(question: str, first: str, count: int):
    assert opening(question) == first and len(items(question)) == count


def test_every_footprint_is_found_by_its_size_once():
    sizes = Counter(len(TABLES.in_footprint(f.name)) for f in TABLES.footprints)
    for size, count in sizes.items():
        assert len(items(f"Which footprints have exactly {size} CCGs?")) == count


@pytest.mark.parametrize(("question", "first", "count"), [
    ("Which CCGs start with the letter W?", "22 CCGs have names that start with the letter “w” after “NHS”:", 22),
    ("How many CCGs are there whose name starts with West?", "9 CCGs have names that start with West after “NHS”:", 9),
    ("How many CCG names start with East?", "6 CCGs have names that start with East after “NHS”:", 6),
    ("How many CCGs begin with North?", "15 CCGs have names that start with North after “NHS”:", 15),
    ("How many CCGs in London start with H?", "6 CCGs in the London region have names that start with the letter “h” after “NHS”:", 6),
    ("Which footprints start with N?", "7 footprints have names that start with the letter “n”:", 7),
    ("Which CCGs start with X?", "None: 0 CCGs have names that start with the letter “x” after “NHS”.", 0),
])
def test_names_are_found_by_what_they_start_with(question: str, first: str, count: int):
    assert opening(question) == first and len(items(question)) == count


@pytest.mark.parametrize(("question", "first"), [
    ("Is NHS Nene CCG's plan one of the six?", "Yes: the plan for Northamptonshire mentions social value."),
    ("Is the Devon plan one of the six?", "No: the plan for Devon does not mention social value."),
])
def test_one_of_the_six_is_a_plan_that_mentions_social_value(question: str, first: str):
    assert opening(question) == first


@pytest.mark.parametrize(("before", "latest", "first"), [
    ("Which footprint is NHS Corby CCG in?", "is Nene in the same one?", "Yes: NHS Nene CCG is in the Northamptonshire STP footprint."),
    ("Which footprint is NHS Corby CCG in? does that plan mention social value?", "is Nene in the same one?", "Yes: NHS Nene CCG is in the Northamptonshire STP footprint."),
    ("Which footprint is NHS Corby CCG in?", "is Swindon in it?", "No: NHS Swindon CCG is in the Bath, Swindon and Wiltshire STP footprint."),
    ("Does the plan for Devon mention social value?", "is NHS Kernow CCG in that footprint?", "No: NHS Kernow CCG is in the Cornwall and Isles of Scilly STP footprint."),
])
def test_the_same_footprint_is_the_one_told_before(before: str, latest: str, first: str):
    answer = TABLES.answer(f"{before} {latest}", latest)
    assert answer and answer.statements[0].text == first


# --- regions without, names that differ, shares ----------------------------------------------------------


@pytest.mark.parametrize("question", ["Which region has no STP that mentions it?", "Which region has no plan that mentions social value?", "What regions have not a single footprint that mentions it?", "Is there a region where no plan mentions social value?"])
def test_a_region_without_a_plan_that_mentions_it_is_named_beside_the_others(question: str) -> None:
    told = [s.text for s in ask(question).statements]
    assert told[0] == "The South region: 0 of its 13 plans mention social value."
    assert told[1:] == ["North: 2 of 9", "Midlands and East: 2 of 17", "London: 2 of 5", "South: 0 of 13"]


def test_a_count_of_ccgs_that_mention_it_is_met_with_what_the_tables_hold() -> None:
    answer = ask("How many CCGs in Cheshire and Merseyside mention social value?")
    assert not answer.known and "no table records it of the CCGs" in answer.note
    assert ask("How many CCGs in Cheshire and Merseyside are in a footprint whose plan mentions social value?").known


def test_the_regions_that_have_a_plan_which_mentions_it_are_told_before_the_one_that_has_none() -> None:
    told = [s.text for s in ask("Which regions have a plan that mentions social value?").statements]
    assert [t.split(" region")[0] for t in told[:3]] == ["The North", "The Midlands and East", "The London"] and told[3:] == ["South: 0 of 13"]


def test_ccgs_of_a_region_that_mention_it_are_met_with_the_plans_of_the_region() -> None:
    answer = ask("How many CCGs in London mention social value?")
    assert not answer.known and answer.note and answer.statements[0].text == "2 of the 5 plans in London mention social value:"


def test_two_footprints_of_a_place_are_those_of_its_own_ccg() -> None:
    told = [s.text for s in ask("The two Hampshire footprints").statements]
    assert told == ["NHS North East Hampshire and Farnham CCG is printed with both Frimley Health STP and Hampshire and Isle of Wight STP."]


def test_names_that_differ_between_the_appendices_come_from_the_reviewed_mapping() -> None:
    told = [s.text for s in ask("Which footprint names differ between the two appendices?").statements]
    assert "Kent and Medway STP: Kent & Medway in Appendix 3" in told and not any(t.startswith("Devon STP") for t in told)
    assert told[0].startswith(f"{len(told) - 1} footprint names")


@pytest.mark.parametrize(("question", "said"), [
    ("What share of CCGs are in London?", "32 of the 209 CCGs are in the footprints of the London region of Appendix 3."),
    ("What proportion of footprints are in the South?", "Appendix 3 lists 13 of its 44 footprints in the South region."),
    ("What share of CCGs are in the Devon footprint?", "2 of the 209 CCGs are in the Devon STP footprint."),
    ("What percentage of CCGs are in footprints whose plan mentions social value?", "39 of the 209 CCGs are in a footprint whose plan mentions social value."),
])
def test_a_share_is_a_count_with_its_total(question: str, said: str) -> None:
    assert ask(question).statements[0].text == said


@pytest.mark.parametrize("question", ["Which region has no STP that mentions it?", "The two Hampshire footprints", "Which footprint names differ between the two appendices?",
                                      "What share of CCGs are in London?", "What share of CCGs are in the Devon footprint?"])
def test_what_is_said_of_all_rows_passes_the_check(question: str) -> None:
    for statement in of_rows(ask(question)):
        cited = [Citation(1, q.source_id, "", q.page, q.headings, q.text, "") for q in statement.quotes]
        assert not check_claim(statement.text, cited, lambda _, page: report_page(page), derived=True, counted=statement.counted)
