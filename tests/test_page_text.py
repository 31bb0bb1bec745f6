"""The page's pure functions: literal text, quotes in pages, answers put together."""

import re

import pytest
from fake_page import HOSTILE, FakeAssistant
from hypothesis import given
from hypothesis import strategies as st

from assistant.domain import Answer, Authority, Citation, Coverage, Kind, Role, Source, Status
from assistant.text import printable
from ui.answer_text import abridged, with_references
from ui.literal import SEAM, highlighted, literal, with_marks
from ui.page_text import cells, excerpt, find, paragraph_spans
from ui.roles import askers
from ui.wording import coverage_line, provenance, uk_date


def shown(markdown: str) -> str:
    """What a reader sees of literal Markdown: seams and escapes gone."""
    text, escaped = "", False
    for character in markdown.replace(SEAM, ""):
        escaped = character == "\\" and not escaped
        text += "" if escaped else character
    return text


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("£5 or $5 and $x^2$", r"£5 or \$5 and \$x\^2\$"),
        ("`code`", r"\`code\`"),
        (":red[text]", rf"\:{SEAM}red\[text\]"),
        (":material/home:", rf"\:{SEAM}material\/home\:"),
        ("<b>bold</b>", r"\<b\>bold\<\/b\>"),
        ("![x](http://e.example)", rf"\!\[x\]\(http\:{SEAM}\/\/e\.example\)"),
        ("www.e.example or a@e.example", rf"www{SEAM}\.e\.example or a{SEAM}\@e\.example"),
        ("a -> b", rf"a \-{SEAM}\> b"),
        ("1. not a list", r"1\. not a list"),
        ("    not\n\n    code", "not code"),
        ("Plain words, as they are", r"Plain words\, as they are"),
    ],
)
def test_markup_in_text_is_taken_for_text(text: str, markdown: str) -> None:
    assert literal(text) == markdown


@given(st.text())
def test_literal_text_reads_as_it_was_written(text: str) -> None:
    assert shown(literal(text)) == " ".join(printable(text).split())  # what no screen shows is left out


def test_a_highlight_holds_the_whole_of_a_hostile_text_and_nothing_of_an_empty_one() -> None:
    assert highlighted("a ] b :red[c]").startswith(rf":yellow-background[a \] b \:{SEAM}red\[c\]")
    assert highlighted(HOSTILE).count("]") == HOSTILE.count("]") + highlighted(HOSTILE).count(SEAM) + 1
    assert highlighted(" \n") == ""


PAGE = "Heading\n\nOne ‘first’\nsentence here. Another follows.\n• an item\n• the last, 2092 items."


def test_a_quote_is_found_over_line_breaks_and_other_quote_marks() -> None:
    place = find("One 'first' sentence  here.", PAGE)
    assert place and PAGE[slice(*place)] == "One ‘first’\nsentence here."


@pytest.mark.parametrize("quote", ["", "209", "tence here", "not there"])
def test_no_quote_is_found_where_none_stands(quote: str) -> None:
    assert find(quote, PAGE) is None


def test_an_excerpt_is_the_whole_page_in_order_with_the_quote_marked() -> None:
    part = excerpt("Another follows.", PAGE, around=0)
    assert [run.text for paragraph in part.shown for run in paragraph if run.quoted] == ["Another follows."]
    assert [run.text for run in part.before[0]] == ["Heading"]
    assert [paragraph[0].text for paragraph in part.after] == ["• an item", "• the last, 2092 items."]


def test_a_quote_over_two_paragraphs_is_marked_in_both() -> None:
    part = excerpt("follows. • an item", PAGE)
    assert [run.text for paragraph in part.shown for run in paragraph if run.quoted] == [
        "follows.",
        "• an item",
    ]


def test_rows_of_a_table_stay_rows_and_wrapped_lines_run_on() -> None:
    page = "Two lines\nof prose.\n\nArea  mentions it\nDevon  no\nLondon  yes\nMore prose."
    shown_first = [page[slice(*span)] for span in paragraph_spans(page)]
    assert shown_first == [
        "Two lines\nof prose.",
        "Area  mentions it",
        "Devon  no",
        "London  yes",
        "More prose.",
    ]
    assert cells("Devon  no") == ["Devon", "no"]
    assert find("London yes", page)


def test_without_its_quote_a_page_is_shown_whole_and_unmarked() -> None:
    part = excerpt("not there", PAGE)
    assert not part.found and not part.before and not part.after and len(part.shown) == 4
    assert excerpt("not there", "").shown == ()


def answer(text: str, *, citations: int = 3) -> Answer:
    """An answer with citations and no claims."""
    cited = tuple(
        Citation(n, "s", "Title", str(n), ("A", "B"), f"quote {n}", f"p{n}") for n in range(1, citations + 1)
    )
    return Answer("Why?", "Why?", Status.ANSWERED, text, (), cited, coverage=Coverage(8, 1212))


def test_of_many_numbers_after_a_sentence_the_first_two_and_the_last_are_shown() -> None:
    assert abridged((1, 2, 3, 4)) == (1, 2, 3, 4)
    assert abridged(tuple(range(1, 26))) == (1, 2, None, 25)


def test_what_is_copied_has_the_answer_a_note_with_its_quote_for_each_number_and_the_references() -> None:
    source = Source("s", "Title", "Us", "2017", Kind.REPORT, Authority.PRIMARY)
    copied = with_references(answer("It is so [1].", citations=1), [source])
    assert copied == "Why?\n\nIt is so [1].\n\nNotes\n[1] (Us, 2017, p. 1): “quote 1”\n\nReferences\nUs (2017) Title."


def test_a_document_cited_again_is_short_in_oscola_in_what_is_copied_and_no_note_has_two_stops() -> None:
    source = Source("s", "Title", "Us", "2017", Kind.REPORT, Authority.PRIMARY)
    notes = with_references(answer("It is so [1]. So it is [2].", citations=2), [source], "oscola").splitlines()
    assert notes[5:7] == ["[1] Us, ‘Title’ (2017) 1: “quote 1”", "[2] Us (n 1) 2: “quote 2”"]


@pytest.mark.parametrize(
    ("iso", "written"),
    [("2017", "2017"), ("2017-05", "May 2017"), ("2017-05-31", "31 May 2017"), ("soon", "soon")],
)
def test_dates_are_written_as_in_the_uk(iso: str, written: str) -> None:
    assert uk_date(iso) == written


def test_the_coverage_line_counts_what_was_read() -> None:
    assert coverage_line(answer("x")).startswith("Read 8 of 1,212 passages · extractive mode")


def test_a_source_says_who_when_and_how_far_to_believe_it() -> None:
    assert (
        provenance(FakeAssistant.sources[0])
        == "Social Enterprise UK and National Voices · May 2017 · primary source"
    )
    assert provenance(Source("x", "X", "", "", Kind.UPLOAD, "user")) == "a document added here"


def test_every_role_has_a_name_and_questions() -> None:
    assert list(askers()) == [Role.COMMISSIONER, Role.VCSE, Role.STUDENT]
    assert all(asker.name and len(asker.questions) >= 3 for asker in askers().values())


@pytest.mark.parametrize(("text", "shows"), [
    ("[gap: a]. Then [gap: b] more", ":yellow-background[[gap: a]]. Then :yellow-background[[gap: b]] more"), ("no *gap*", "no *gap*"), ("", ""), (" [gap: a] ", ":yellow-background[[gap: a]]")])
def test_what_is_marked_stands_in_its_text_with_the_spaces_it_had(text: str, shows: str) -> None:
    assert shown(with_marks(text, re.compile(r"\[gap: [^\]]+\]"))) == shows
