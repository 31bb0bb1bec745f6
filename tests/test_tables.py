"""The two appendices as tables: every row, every page, and questions over all of them."""

from __future__ import annotations

import csv
import shutil
from collections import Counter
from pathlib import Path

import pytest
from builders import CORPUS, report_page

from assistant.errors import CorpusError
from assistant.tables import REGIONS, TableAnswer, Tables
from assistant.text import stands_in

TABLES = Tables.load(CORPUS / "tables")


def ask(question: str) -> TableAnswer:
    answer = TABLES.answer(question)
    assert answer is not None, f"the tables do not take: {question}"
    return answer


def opening(question: str) -> str:
    return ask(question).statements[0].text


def items(question: str) -> list[str]:
    return [s.text for s in ask(question).statements if s.item]


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
    said = [s.text for s in ask(f"Which footprint is {group} in and does its plan mention social value?").statements]
    assert said[1].startswith(f"{verdict}: the plan for {footprint} ")


def test_a_straddling_group_is_told_with_both_plans():
    said = [s.text for s in ask("Which STP is NHS Cumbria CCG in and does the plan mention social value?").statements]
    assert said[1:] == ["No: the plan for West, North and East Cumbria does not mention social value.",
                        "No: the plan for Lancashire and South Cumbria does not mention social value."]


def test_the_region_of_a_group_is_joined_as_well():
    said = [s.text for s in ask("Which footprint and region is NHS Leeds West CCG in?").statements]
    assert said == ["NHS Leeds West CCG is in the West Yorkshire STP footprint.",
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
    said = [s.text for s in ask("Which footprint has the most CCGs?").statements]
    assert len(said) == sum(n == 12 for n in counts.values())
    assert all(" has 12 CCGs, the most of any footprint." in text for text in said)


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
