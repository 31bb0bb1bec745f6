"""A model's stream as sentences, however it is cut into chunks, each with its tokens and without its markup."""

from __future__ import annotations

import pytest

from assistant.model_text import MOST_CHARACTERS, Written, sentences, taken_apart


def read(text: str, size: int) -> list[Written]:
    return [taken_apart(s) for s in sentences(text[i:i + size] for i in range(0, len(text), size))]


@pytest.mark.parametrize("size", [1, 2, 3, 7, 1000])
@pytest.mark.parametrize(("text", "said"), [
    ("The Act asks [1]. It is law [2].", [("The Act asks.", (1,)), ("It is law.", (2,))]),
    ("The Act asks. [1] It is law. [2][3]", [("The Act asks.", (1,)), ("It is law.", (2, 3))]),
    ("[1] The Act asks.\n[2] It is law.", [("The Act asks.", (1,)), ("It is law.", (2,))]),
    ("- The Act asks [1, 2].\n2. It is law [evidence 3].", [("The Act asks.", (1, 2)), ("It is law.", (3,))]),
    ("Dr. No paid £1.5 million in No. 5, e.g. here. [1] Half of", [("Dr. No paid £1.5 million in No. 5, e.g. here.", (1,))]),
    ("Half a sentence [1]", []),
    ("<think>The Act. [1] Hm.</think>\nIt is law [2].", [("It is law.", (2,))]),
    ("<think>The Act. [1] It never ends.", []),
    ("```json\n{\"a\": \"The Act. [1]\"}\n```\nIt is law [2].", [("It is law.", (2,))]),
    ("```\nThe Act. [1] It never ends.", []),
    ("Answer: The Act asks. [1]", [("The Act asks.", (1,))]),
    ("“It is law.” [1] So they say [2].", [("“It is law.”", (1,)), ("So they say.", (2,))]),
    ("", []),
])
def test_sentences_do_not_depend_on_how_the_stream_is_cut(text: str, said: list, size: int):
    assert [(w.text, w.numbers) for w in read(text, size)] == said


@pytest.mark.parametrize(("text", "left", "stripped"), [
    ("See ![a chart](http://evil.example/p.png?q=1) here [1].", "See here.", 1),
    ("See [the Act](http://evil.example) here [1].", "See the Act here.", 1),
    ("See <b>the</b> Act <!-- hidden [2] --> here [1].", "See the Act here.", 3),
    ("See https://evil.example/x and www.evil.example here [1].", "See and here.", 2),
    ("See <script>alert(1)</script> here [1].", "See here.", 1),
    ("See `the` **Act** here [1].", "See the Act here.", 4),
    ("See the\u202e Act\u200b here [1].", "See the Act here.", 2),
])
def test_links_images_html_code_and_what_cannot_be_seen_are_taken_out_and_counted(text: str, left: str, stripped: int):
    parted = taken_apart(text)
    assert (parted.text, parted.stripped) == (left, stripped)


def test_a_model_that_never_stops_is_left():
    read_so_far = 0

    def endless():
        nonlocal read_so_far
        while True:
            read_so_far += 6
            yield "la la "

    assert list(sentences(endless())) == [] and read_so_far < MOST_CHARACTERS + 100


def test_a_sentence_comes_before_the_stream_has_ended():
    def chunks():
        yield "The Act asks [1]. It"
        raise AssertionError("read on")

    assert next(sentences(chunks())) == "The Act asks [1]."
