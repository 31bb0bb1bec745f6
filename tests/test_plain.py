"""Values as plain JSON and back."""

from __future__ import annotations

import dataclasses
import json
from dataclasses import replace

import pytest
from builders import source
from fake_page import ANSWERS
from hypothesis import given, settings
from hypothesis import strategies as st
from talks import PAGE, answer

from assistant.domain import Answer, Aside, Citation, Coverage, Role, Source
from assistant.plain import VERSION, answer_from_text, answer_to_text, from_plain, to_plain

BESIDE = answer(role=Role.VCSE, aside=Aside("What to bring", answer().claims[:1], answer().citations[:1]), verbatim="@misc{report}", terms=("CCG",))
"""With a role, something beside the answer, lines to copy, and a term."""


@pytest.mark.parametrize("given_answer", [answer(), BESIDE, *ANSWERS.values(), Answer("q", "q", answer().status, "")])
def test_an_answer_comes_back_as_it_was(given_answer: Answer):
    back = answer_from_text(answer_to_text(given_answer))
    assert back == given_answer and type(back.status) is type(given_answer.status)
    assert all(type(c.citations) is tuple for c in back.claims)


def test_every_field_of_an_answer_is_written():
    assert all(getattr(BESIDE, f.name) not in ("", (), None, 0, 0.0) for f in dataclasses.fields(Answer)), "the sample has a value in every field"
    assert set(to_plain(BESIDE)) == {f.name for f in dataclasses.fields(Answer)}


@settings(max_examples=100, deadline=None)
@given(st.text(st.characters()), st.floats(allow_nan=False), st.integers())
def test_any_text_and_number_comes_back(text: str, number: float, count: int):
    odd = answer(text, confidence=number, coverage=Coverage(count, 1), suggestions=(text, text), timings_ms={text: number})
    written = answer_to_text(odd)
    assert answer_from_text(written) == odd and written.isascii() and "\x00" not in written


def test_a_page_behind_several_quotes_is_written_once():
    page = PAGE * 10
    many = answer(citations=tuple(replace(answer().citations[0], n=n, context=page) for n in range(1, 51)))
    written = answer_to_text(many)
    assert written.count("After the quote") == 10 and answer_from_text(written) == many


def test_a_field_of_a_later_version_is_left_out_and_one_of_an_earlier_is_its_default():
    written = json.loads(answer_to_text(answer()))
    written["answer"]["colour"] = "red"
    written["answer"]["citations"][0]["shape"] = {"round": True}
    del written["answer"]["confidence"], written["answer"]["notices"][0]["since"]
    back = answer_from_text(json.dumps(written))
    assert back == replace(answer(), confidence=0.0, notices=(replace(answer().notices[0], since=""),))


@pytest.mark.parametrize("text", ["", "{", "null", "[]", '{"v": 1}', '{"v": 1, "texts": [], "answer": {"question": 1, "citations": []}}',
                                  '{"v": 1, "texts": [], "answer": {"citations": [{"context": 3}]}}'])
def test_what_is_no_answer_is_a_value_error(text: str):
    with pytest.raises(ValueError):
        answer_from_text(text)


def test_a_later_form_is_not_misread():
    written = json.loads(answer_to_text(answer()))
    with pytest.raises(ValueError, match=f"it is of form {VERSION + 1}, this product knows up to {VERSION}"):
        answer_from_text(json.dumps(written | {"v": VERSION + 1}))


def test_other_values_of_the_domain_go_the_same_way():
    for value in (source(url=None), source(url="https://example.org"), answer().citations[0]):
        assert from_plain(type(value), json.loads(json.dumps(to_plain(value)))) == value
    with pytest.raises(TypeError):
        from_plain(Source, to_plain(source()) | {"title": 3})
    with pytest.raises(TypeError):
        from_plain(Citation, {"n": 1})
