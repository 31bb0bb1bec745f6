"""What is read of Markdown and plain text."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from documents import (
    PAGE_BREAK,
    para,
    path_with,
    write_docx,
)
from reading import HEADING, ITEM, NOTE, PARAGRAPH, ROW, blocks_of, outcome_of, text_of

from ingest.blocks import page_text
from ingest.readers import Limits, read

pytestmark = pytest.mark.usefixtures("no_socket")


def test_markdown_pages_bear_their_printed_labels(tmp_path: Path):
    path = path_with(
        tmp_path / "a.md",
        "---\ntitle: x\n---\nBefore.\n\n<!-- page: iv -->\n\nFour.\n<!-- page: 14 -->\nOn 14.\n",
    )
    assert [(page.label, page_text(page.blocks)) for page in read(path)] == [
        ("1", "Before."),
        ("iv", "Four."),
        ("14", "On 14."),
    ]


def test_markdown_that_opens_with_a_marker_has_no_page_one(tmp_path: Path):
    assert [
        page.label for page in read(path_with(tmp_path / "a.md", "<!-- page: 3 -->\n\n# FOREWORD\n"))
    ] == ["3"]


def test_markdown_blocks_are_told_apart(tmp_path: Path):
    path = path_with(
        tmp_path / "a.md",
        """# One #
wrapped
paragraph
- bullet
  goes on
* star
1. first
2. second

Title two
---------
> quoted
words

***
| A | B |
|---|--:|
| 1 | `x|` |
""".replace("`x|`", "x \\| y"),
    )
    assert [(block.kind, block.level, block.marker, block.text) for block in read(path)[0].blocks] == [
        (HEADING, 1, "", "One"),
        (PARAGRAPH, 0, "", "wrapped paragraph"),
        (ITEM, 0, "-", "bullet goes on"),
        (ITEM, 0, "*", "star"),
        (ITEM, 0, "1.", "first"),
        (ITEM, 0, "2.", "second"),
        (HEADING, 2, "", "Title two"),
        (PARAGRAPH, 0, "", "quoted words"),
        (ROW, 0, "", "A  B"),
        (ROW, 0, "", "1  x | y"),
    ]


def test_markdown_footnotes_become_notes_and_their_references_go(tmp_path: Path):
    path = path_with(
        tmp_path / "a.md",
        "The 209[^15] groups.\n\n[^15]: There are 207\n    now.\n\n    And more.\n\nNext.\n",
    )
    assert blocks_of(path) == [
        (PARAGRAPH, "", "The 209 groups."),
        (NOTE, "15", "There are 207 now. And more."),
        (PARAGRAPH, "", "Next."),
    ]


def test_markdown_tables_in_a_fence_are_rows_over_page_markers_too(tmp_path: Path):
    path = path_with(
        tmp_path / "a.md",
        "```table\nCCG  STP footprint\nNHS Corby CCG\tNorthamptonshire\n<!-- page: 31 -->\n"
        "NHS Dorset CCG    Dorset[^2]\n```\nAfter.\n",
    )
    assert [(page.label, [(block.kind, block.text) for block in page.blocks]) for page in read(path)] == [
        ("1", [(ROW, "CCG  STP footprint"), (ROW, "NHS Corby CCG  Northamptonshire")]),
        ("31", [(ROW, "NHS Dorset CCG  Dorset"), (PARAGRAPH, "After.")]),
    ]


@pytest.mark.parametrize(
    ("markup", "plain"),
    [
        ("**13%** of _them_ and `code *x*`", "13% of them and code *x*"),
        ("***both*** and **a *b* c**", "both and a b c"),
        ('[the Act](https://x.uk/a_(b) "t") and ![a chart](c.png)', "the Act and a chart"),
        ("<https://x.uk/a> and [text][ref]", "https://x.uk/a and text"),
        ("2*3*4 and snake_case_name and 5 * 6 * 7", "2*3*4 and snake_case_name and 5 * 6 * 7"),
        (r"1\. not \*starred\* &amp; so", "1. not *starred* & so"),
        ("<b>tags</b> stay <script>alert(1)</script>", "<b>tags</b> stay <script>alert(1)</script>"),
        ("see a?b=1&copy=2", "see a?b=1&copy=2"),
        ("seen <!-- never seen -->here", "seen here"),
        ("an open <!-- comment", "an open <!-- comment"),
    ],
)
def test_inline_markup_is_reduced_to_its_text(tmp_path: Path, markup: str, plain: str):
    assert text_of(path_with(tmp_path / "a.md", markup)) == plain


def test_a_figure_that_opens_a_wrapped_line_of_markdown_starts_no_list(tmp_path: Path):
    assert blocks_of(path_with(tmp_path / "a.md", "there were\n44. Then more")) == [
        (PARAGRAPH, "", "there were 44. Then more")
    ]


def test_plain_text_has_paragraphs_items_and_pages(tmp_path: Path):
    path = path_with(
        tmp_path / "a.txt",
        "The first paragraph of this text is wrapped and its commis-\nsioning goes on.\n\n"
        "• bullet\n•\nlone bullet\n1. one\n2. two that is\nwrapped\n\fPage two.\n",
    )
    assert [
        (page.label, [(block.kind, block.marker, block.text) for block in page.blocks]) for page in read(path)
    ] == [
        (
            "1",
            [
                (PARAGRAPH, "", "The first paragraph of this text is wrapped and its commissioning goes on."),
                (ITEM, "•", "bullet"),
                (ITEM, "•", "lone bullet"),
                (ITEM, "1.", "one"),
                (ITEM, "2.", "two that is wrapped"),
            ],
        ),
        ("2", [(PARAGRAPH, "", "Page two.")]),
    ]


def test_lines_that_stop_short_end_their_paragraph(tmp_path: Path):
    path = path_with(
        tmp_path / "a.txt",
        "FOREWORD\nI think I am right in suggesting that this is the first time anyone has\n"
        "put a lens to them.\nWhilst far from the only piece of law, it is one that matters to us\nall.",
    )
    assert [text for _, _, text in blocks_of(path)] == [
        "FOREWORD",
        "I think I am right in suggesting that this is the first time anyone has put a lens to them.",
        "Whilst far from the only piece of law, it is one that matters to us all.",
    ]


def test_running_lines_of_plain_text_pages_are_gone(tmp_path: Path):
    path = path_with(
        tmp_path / "a.txt",
        "\f".join(
            f"THE REPORT\n\n{word} opens.\n{word} closes.\n\n{number}\n"
            for number, word in enumerate(("Alpha", "Bravo", "Charlie"), start=7)
        ),
    )
    assert [page_text(page.blocks) for page in read(path)] == [
        f"{word} opens. {word} closes." for word in ("Alpha", "Bravo", "Charlie")
    ]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"])
def test_the_encodings_people_use_are_told(tmp_path: Path, encoding: str):
    words = "The Act’s floor is £589,148 – “value”, café and naïve €5."
    assert text_of(path_with(tmp_path / "a.txt", words.encode(encoding))) == words


@pytest.mark.parametrize(
    "data",
    [
        bytes(range(256)) * 4,
        b"text\x00with nulls",
        "text".encode("utf-16-le"),
        b"\xff\xfe\x00",
        b"\x81\x8d\x8f\x90\x9d" * 9,
        "£71.9 billion ".encode() * 9 + b"\xff",
        "£5, cut £".encode()[:-1],
        ("words " * 200 + "\x00").encode(),
        ("ab\x01\x02" * 50).encode(),
    ],
)
def test_rubbish_and_damaged_text_are_refused_rather_than_guessed(tmp_path: Path, data: bytes):
    assert outcome_of(path_with(tmp_path / "a.txt", data)) == "unreadable encoding"
    assert outcome_of(path_with(tmp_path / "a.md", data)) == "unreadable encoding"


def test_pages_of_every_kind_count_against_the_limit(tmp_path: Path):
    few = Limits(max_pages=20)
    markers = "".join(f"<!-- page: {number} -->\nx\n" for number in range(30))
    assert outcome_of(path_with(tmp_path / "a.txt", "x\f" * 30 + "x"), few) == "too many pages"
    assert outcome_of(path_with(tmp_path / "a.md", markers), few) == "too many pages"
    assert outcome_of(write_docx(tmp_path / "a.docx", *[para("x", PAGE_BREAK)] * 30), few) == "too many pages"


def test_millions_of_pages_of_text_are_refused_at_once(tmp_path: Path):
    for name, content in (
        ("a.txt", "x\f" * 4_000_000),
        ("a.md", "<!-- page: 1 -->\n<!-- page: 2 -->\n" * 300_000),
    ):
        path = path_with(tmp_path / name, content)
        started = time.monotonic()
        assert outcome_of(path) in ("too many pages", "too long")
        assert time.monotonic() - started < 3
