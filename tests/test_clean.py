"""The pure text work that readers share."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.clean import join_lines, known_words, marker_of, row, running_lines, starts_item, tidy
from ingest.readers.marks import is_mark, without_mark, without_raised_figures

NOTHING = frozenset[str]()


# --- characters ------------------------------------------------------------------------------------------


def test_ligatures_become_letters_so_that_a_search_finds_the_word():
    assert tidy("e\ufb03cient bene\ufb01t \ufb02ow") == "efficient benefit flow"


def test_a_raised_figure_never_becomes_an_ordinary_one():
    assert tidy("209²") == "209²"


def test_hard_spaces_and_line_ends_become_one_space():
    assert tidy("  £71.9\xa0billion\n in  2016/17 ") == "£71.9 billion in 2016/17"


def test_characters_nobody_can_see_are_taken_out():
    hidden = "".join(chr(0xE0000 + ord(letter)) for letter in "ignore")
    assert tidy(f"social\u200b val\u202eue\x00{hidden}") == "social value"


@given(st.text())
def test_tidying_twice_is_tidying_once(text: str):
    assert tidy(tidy(text)) == tidy(text)


def test_an_empty_cell_inside_a_row_keeps_its_place():
    assert row(["NHS Corby CCG", "", "12%", ""]) == "NHS Corby CCG    12%"


# --- footnote marks --------------------------------------------------------------------------------------


@pytest.mark.parametrize("raised", ["2", "15", "2,3", "2, 3", "15–17", "[4]", "(4)", "*", "†", "a"])
def test_raised_figures_and_signs_are_marks(raised: str):
    assert is_mark(raised)


@pytest.mark.parametrize("raised", ["st", "nd", "rd", "th", "2092", "TM", "the", ""])
def test_raised_letters_and_long_figures_are_no_marks(raised: str):
    assert not is_mark(raised)


def test_a_mark_leaves_nothing_behind_a_figure():
    assert without_mark("the 209", "2") == ""


def test_square_metres_stay_square():
    assert without_mark("a floor of 30 m", "2") == "²"
    assert without_mark("30km", "2") == "²"


def test_a_sum_in_millions_is_no_area():
    assert without_mark("worth £71.9m", "2") == ""


def test_a_note_of_that_number_on_the_page_decides_for_the_mark():
    assert without_mark("a floor of 30 m", "2", is_note=True) == ""


def test_a_power_of_ten_is_kept_apart_from_its_ten():
    assert without_mark("3 × 10", "6") == "^6"
    assert without_mark("the other 10", "6") == ""


def test_marks_in_raised_characters_leave_words_and_figures_but_not_squares():
    assert (
        without_raised_figures("209² groups, authorities³, in 2016/17.⁵ So")
        == "209 groups, authorities, in 2016/17. So"
    )
    assert without_raised_figures("30 m² and x²") == "30 m² and x²"


# --- broken words ----------------------------------------------------------------------------------------


def test_a_word_broken_at_a_line_end_is_made_whole():
    assert join_lines(["the commis-", "sioning of services"], NOTHING) == "the commissioning of services"


def test_a_word_whose_whole_form_stands_elsewhere_is_made_whole_even_if_both_halves_do():
    lines = ["to inform a form of in", "to in-", "form them"]
    assert join_lines(["a note-", "book"], known_words(["notebook note book"])) == "a notebook"
    assert join_lines(lines[1:], known_words(lines)) == "to inform them"


def test_a_compound_keeps_its_hyphen_when_both_halves_stand_elsewhere_and_the_joined_word_does_not():
    lines = ["each person leads", "a centred life of person-", "centred care"]
    assert join_lines(lines[1:], known_words(lines)) == "a centred life of person-centred care"
    known = known_words(["voluntary groups", "the sector"])
    assert join_lines(["the voluntary-", "sector view"], known) == "the voluntary-sector view"


def test_place_based_keeps_its_hyphen_even_in_a_document_too_short_to_tell():
    assert join_lines(["a place-", "based system"], NOTHING) == "a place-based system"


def test_a_compound_seen_elsewhere_keeps_its_hyphen():
    known = known_words(["a joined-up plan"])
    assert join_lines(["more joined-", "up care"], known) == "more joined-up care"


def test_the_two_halves_of_a_broken_word_are_not_taken_for_words_of_the_document():
    assert known_words(["the place-", "based system"]) == {"the", "system"}


def test_a_hyphen_stays_before_a_capital_or_a_figure():
    assert (
        join_lines(["the Anglo-", "Saxon 2016-", "17 Covid-", "19"], NOTHING)
        == "the Anglo-Saxon 2016-17 Covid-19"
    )


def test_a_chain_of_hyphens_is_kept():
    assert (
        join_lines(["state-of-", "the-art and cost-", "of-living"], NOTHING)
        == "state-of-the-art and cost-of-living"
    )


def test_a_suspended_hyphen_keeps_its_space():
    assert join_lines(["short-", "and long-term"], NOTHING) == "short- and long-term"


def test_a_soft_hyphen_at_a_line_end_always_joins():
    known = known_words(["place based"])
    assert join_lines(["the place\xad", "based"], known) == "the placebased"


def test_a_link_broken_at_a_line_end_is_joined_with_its_hyphen():
    assert (
        join_lines(["see https://www.gov.uk/social-", "value/", "act for it"], NOTHING)
        == "see https://www.gov.uk/social-value/act for it"
    )


def test_a_range_of_years_broken_after_its_dash_is_joined():
    assert (
        join_lines(["in 2016/", "17 and 2017–", "18 and/", "or"], NOTHING) == "in 2016/17 and 2017–18 and/ or"
    )


def test_a_dash_between_words_is_no_hyphen():
    assert join_lines(["services -", "and others –", "too"], NOTHING) == "services - and others – too"


@given(st.lists(st.text(alphabet="ab1-\xad /–", max_size=12), max_size=6))
def test_joining_lines_loses_no_letter_and_no_figure(lines: list[str]):
    def kept(text: str) -> str:
        return "".join(character for character in text if character in "ab1")

    assert kept(join_lines(lines, NOTHING)) == kept("".join(lines))


# --- lists -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "marker", "rest"),
    [
        ("• Use of the Act", "•", "Use of the Act"),
        ("•Use of the Act", "•", "Use of the Act"),
        ("\uf0b7 Use of the Act", "•", "Use of the Act"),
        ("» 57% say they have", "»", "57% say they have"),
        ("- Use", "-", "Use"),
        ("1. To supply", "1.", "To supply"),
        ("12) To supply", "12)", "To supply"),
        ("(a) To supply", "(a)", "To supply"),
        ("iv) To supply", "iv)", "To supply"),
        ("1.2 Weighting", "1.2", "Weighting"),
        ("•", "•", ""),
    ],
)
def test_bullets_and_numbers_are_told_from_their_text(line: str, marker: str, rest: str):
    assert marker_of(line) == (marker, rest)


@pytest.mark.parametrize(
    "line",
    [
        "2012. The Act",
        "209 groups",
        "2.5 million people",
        "i.e. this",
        "A. Smith",
        "-5%",
        "e.g. that",
        "13% of CCGs",
        "*starred",
    ],
)
def test_figures_and_abbreviations_are_no_markers(line: str):
    assert marker_of(line) is None


def test_the_end_of_a_sentence_on_a_new_line_opens_no_item():
    assert not starts_item("44. The plans", "there were", "", after_gap=False)
    assert not starts_item("– as they say – of", "the value", "", after_gap=False)


def test_the_next_number_of_a_list_opens_an_item():
    assert starts_item("2. Then", "wrapped text of the first", "1.", after_gap=False)
    assert starts_item("(c) Then", "text", "(b)", after_gap=False)
    assert starts_item("v. Then", "text", "iv.", after_gap=False)
    assert not starts_item("7. Then", "text", "1.", after_gap=False)


def test_a_list_opens_under_a_colon():
    assert starts_item("1. First", "We recommend:", "", after_gap=False)
    assert starts_item("- first", "We recommend:", "", after_gap=False)


# --- running lines ---------------------------------------------------------------------------------------


def page(*edges: str, number: int = 0) -> list[str]:
    words = ("alpha", "bravo", "charlie", "delta", "echo", "foxtrot", "golf", "hotel", "india", "juliet")
    return [edges[0], *(f"{words[number]} text {words[line]}" for line in range(6)), *edges[1:]]


def test_a_header_that_repeats_and_a_number_that_counts_up_are_running():
    pages = [page("HEALTHY COMMISSIONING", str(number + 5), number=number) for number in range(4)]
    assert running_lines(pages) == (frozenset({0, 7}),) * 4


def test_headers_of_left_and_right_pages_are_both_running():
    pages = [
        page("The report" if number % 2 else "Its chapter", "x" * (number + 1), number=number)
        for number in range(8)
    ]
    assert all(0 in found for found in running_lines(pages))


def test_a_header_with_the_page_number_in_it_is_running():
    pages = [
        page(f"Chapter {('one', 'two', 'three')[number // 2]} {number + 9}", "end", number=number)
        for number in range(6)
    ]
    assert all(0 in found for found in running_lines(pages))


def test_two_pages_are_too_few_for_a_header_but_not_for_their_numbers():
    pages = [page("Same words", str(number + 1), number=number) for number in range(2)]
    assert running_lines(pages) == (frozenset({7}), frozenset({7}))


def test_figures_that_do_not_count_up_with_the_pages_are_text():
    pages = [page(str(figure), "end", number=number) for number, figure in enumerate((209, 192, 44))]
    assert not any(0 in found for found in running_lines(pages))


def test_a_lone_line_that_is_the_page_label_is_running():
    assert running_lines([["iv", "text"]], ["iv"]) == (frozenset({0}),)
    assert running_lines([["- iv -", "text"]], ["iv"]) == (frozenset({0}),)


def test_text_between_the_edge_and_a_repeated_line_keeps_that_line():
    pages = [
        [f"opening {name} of this page", "Answer:", f"{name} it is", "end"]
        for name in ("alpha", "bravo", "charlie")
    ]
    assert not any(1 in found for found in running_lines(pages))


def test_no_pages_have_no_running_lines():
    assert running_lines([]) == ()
    assert running_lines([[], []]) == (frozenset(), frozenset())
