"""The pure text work: folding, standing in, sentences, words, figures."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.text import figures, fold, leans_back, number_words, sentence_spans, stands_in, stem, stems, words


def sentences(text: str) -> list[str]:
    return [text[a:b] for a, b in sentence_spans(text)]


# --- folding and standing in -----------------------------------------------------------------------------


def test_folding_straightens_quote_marks_and_joins_white_space_and_nothing_else():
    assert fold("  ‘Limited’\n “use”\u00a0of\tit – £5% ") == "'Limited' \"use\" of it – £5%"


@given(st.text())
def test_folding_twice_is_folding_once(text: str):
    assert fold(fold(text)) == fold(text)


@pytest.mark.parametrize(("quote", "text"), [
    ("209", "2092 groups"), ("209", "of 1209"), ("art", "part"), ("part", "parts"), ("", "anything"), (" ", "a b"),
    ("Act", "act"), ("a b", "a, b"), ("13%", "113%"), ("-", ""), ("9", "71.9x9"),
])
def test_a_quote_does_not_stand_in_a_text_that_only_looks_like_it(quote: str, text: str):
    assert not stands_in(quote, text)


@pytest.mark.parametrize(("quote", "text"), [
    ("209", "the 209 groups"), ("209", "(209)"), ("the ‘Act’", "the 'Act' of"), ("a  b", "x a\nb y"), ("13%", "13% of"), ("(13%)", "x(13%)x"),
    ("£71.9 billion", "or £71.9 billion in"), ("été", "un été chaud"),
])
def test_a_quote_stands_word_for_word(quote: str, text: str):
    assert stands_in(quote, text)


@given(st.text(), st.text(), st.text(alphabet="abc 209%’", min_size=1))
def test_a_quote_between_spaces_always_stands(before: str, after: str, quote: str):
    assert stands_in(quote, f"{before} {quote} {after}") == bool(fold(quote))


# --- sentences -------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "expected"), [
    ("One. Two.", ["One.", "Two."]),
    ("It is £71.9 billion. Then more.", ["It is £71.9 billion.", "Then more."]),
    ("Dr. Who met Mr. Smith. They left.", ["Dr. Who met Mr. Smith.", "They left."]),
    ("Written by J. Smith of the NHS. More.", ["Written by J. Smith of the NHS.", "More."]),
    ("See e.g. The Act. More.", ["See e.g. The Act.", "More."]),
    ("Is it? Yes! Good…", ["Is it?", "Yes!", "Good…"]),
    ("He said “stop.” Then left.", ["He said “stop.”", "Then left."]),
    ("in the 1990s. then it went on", ["in the 1990s. then it went on"]),
    ("A line\nand another", ["A line", "and another"]),
    ("They said no. Then yes.", ["They said no.", "Then yes."]),
    ("No. 5 is here. Next.", ["No. 5 is here.", "Next."]),
    ("In 2017. 192 replied.", ["In 2017.", "192 replied."]),
    ("  ", []),
    ("", []),
])
def test_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]):
    assert sentences(text) == expected


@given(st.text())
def test_sentences_are_trimmed_ordered_and_leave_nothing_out(text: str):
    spans = sentence_spans(text)
    assert all(a < b and text[a:b] == text[a:b].strip() for a, b in spans)
    assert all(b <= c for (_, b), (c, _) in zip(spans, spans[1:], strict=False))
    assert "".join("".join(text[a:b].split()) for a, b in spans) == "".join(text.split())


# --- words -----------------------------------------------------------------------------------------------


def test_words_are_lower_case_with_figures_and_apostrophes_whole():
    assert words("The Act’s £589,148 and 13% of CCGs") == ["the", "act's", "589148", "and", "13%", "of", "ccgs"]


@pytest.mark.parametrize(("one", "other"), [("commissioner's", "commissioner"), ("organisations", "organisation"), ("weighted", "weighting"), ("plans", "plan")])
def test_forms_of_one_word_share_a_stem(one: str, other: str):
    assert stem(one) == stem(other)


def test_a_figure_is_its_own_stem():
    assert [stem(w) for w in ("209", "13%", "2092")] == ["209", "13%", "2092"]


def test_stop_words_are_left_out_unless_asked_for():
    assert stems("what is the Act") == [stem("act")]
    assert len(stems("what is the Act", keep_stopwords=True)) == 4


# --- figures ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("text", "expected"), [
    ("£71.9 billion", ["£71.9 billion"]),
    ("£71.9bn", ["£71.9 billion"]),
    ("£71.9 million", ["£71.9 million"]),
    ("£71.9m", ["£71.9 million"]),
    ("£30k", ["£30000"]),
    ("£589,148 since", ["£589148"]),
    ("€5", ["€5"]),
    ("13%", ["13%"]),
    ("13 per cent", ["13%"]),
    ("13 percent", ["13%"]),
    ("13", ["13"]),
    ("1,209 groups", ["1209"]),
    ("6/44 plans", ["6", "44"]),
    ("2016/17", ["2016", "17"]),
    ("2 million people", ["2 million"]),
    ("principle 3.17", ["3.17"]),
    ("no figures", []),
])
def test_a_figure_has_one_spelling(text: str, expected: list[str]):
    assert figures(text) == expected


def test_millions_are_no_billions_and_percentages_no_counts():
    assert figures("£71.9 million") != figures("£71.9 billion")
    assert figures("13%") != figures("13")


@pytest.mark.parametrize(("text", "expected"), [
    ("twenty-five CCGs", [25]), ("Twenty five", [25]), ("six of forty-four", [6, 44]), ("one of them", []), ("twelve", [12]),
    ("someone weighed tenders", []), ("ninety-nine", [99]), ("zero", [0]), ("twenty-one", [21]),
])
def test_number_words_have_values(text: str, expected: list[int]):
    assert number_words(text) == expected


@pytest.mark.parametrize(("sentence", "leans"), [("They did.", True), ("However, it may.", True), ("Where it is not, we see 1-5%.", True), ("Where a service is tendered, 5%.", False),
                                                 ("Itself a charity, it did.", False), ("Actually 52 per cent say so.", False)])
def test_a_sentence_that_opens_with_a_word_for_the_one_before_leans_on_it(sentence: str, leans: bool):
    assert leans_back(sentence) is leans
