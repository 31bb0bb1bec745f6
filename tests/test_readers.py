"""What the readers make of any file, of wrong names, of broken files and of rubbish. Every file is built here; no test needs a network."""

from __future__ import annotations

import os
import subprocess
import sys
import time
import traceback
import zipfile
from io import BytesIO
from pathlib import Path

import pytest
from documents import (
    PAGE_BREAK,
    RENDERED_BREAK,
    SUPERSCRIPT,
    lines_page,
    note_reference,
    para,
    path_with,
    run,
    table,
    write_docx,
    write_pdf,
)
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from reading import HEADING, OUTCOMES, PAGE, ROOT, blocks_of, foot, one_page, outcome_of, text_of

from assistant.errors import UnreadableFile
from ingest.blocks import Block, RawPage
from ingest.readers import READERS, Limits, read

pytestmark = pytest.mark.usefixtures("no_socket")


def test_a_file_that_is_not_there_is_missing(tmp_path: Path):
    assert outcome_of(tmp_path / "gone.pdf") == "missing"
    assert outcome_of(tmp_path / ("x" * 300 + ".txt")) == "missing"


def test_an_unknown_suffix_a_folder_and_a_pipe_are_of_unsupported_types(tmp_path: Path):
    (tmp_path / "folder.pdf").mkdir()
    os.mkfifo(tmp_path / "pipe.txt")
    assert outcome_of(path_with(tmp_path / "sheet.xlsx", "x")) == "unsupported type"
    assert outcome_of(path_with(tmp_path / "README", "x")) == "unsupported type"
    assert outcome_of(tmp_path / "folder.pdf") == "unsupported type"
    assert outcome_of(tmp_path / "pipe.txt") == "unsupported type"


@pytest.mark.parametrize("suffix", READERS)
def test_no_bytes_or_only_white_space_is_empty_whatever_the_suffix(tmp_path: Path, suffix: str):
    for content in (b"", b" \r\n\t\n", b"\xef\xbb\xbf\n"):
        assert outcome_of(path_with(tmp_path / f"file{suffix}", content)) == "empty"


def test_a_suffix_in_capitals_is_the_same_suffix(tmp_path: Path):
    assert text_of(path_with(tmp_path / "FILE.TXT", "Social value")) == "Social value"


def test_a_file_over_the_limit_is_too_large_and_one_at_it_is_read(tmp_path: Path):
    path = path_with(tmp_path / "file.txt", "a" * 100)
    assert outcome_of(path, Limits(max_bytes=99)) == "too large"
    assert text_of(path, Limits(max_bytes=100)) == "a" * 100


def test_a_file_that_may_not_be_read_says_so(tmp_path: Path):
    path = path_with(tmp_path / "secret.txt", "x")
    path.chmod(0)
    was = os.geteuid()
    if was == 0:  # root may read everything
        os.seteuid(65534)
    try:
        assert outcome_of(path) == "no permission"
    finally:
        os.seteuid(was)


def test_a_message_says_what_happened_what_was_expected_and_what_to_do(tmp_path: Path):
    with pytest.raises(UnreadableFile) as caught:
        read(path_with(tmp_path / "policy.pdf", b"PK\x03\x04 and more"))
    said = str(caught.value)
    assert "\n" not in said
    assert "policy.pdf is a zip archive" in said and "a PDF was expected" in said and "rename it" in said


def test_reading_plain_text_loads_none_of_the_big_libraries(tmp_path: Path):
    path = path_with(tmp_path / "file.txt", "Social value")
    code = (
        "import sys; from pathlib import Path; from ingest.readers import read; read(Path(sys.argv[1]))\n"
        "print({'pypdf', 'docx', 'trafilatura', 'lxml', 'charset_normalizer'} & set(sys.modules))"
    )
    said = subprocess.run(
        [sys.executable, "-c", code, str(path)], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert said.stdout.strip() == "set()"


def good_files(folder: Path) -> dict[str, bytes]:
    """A valid file of each suffix."""
    pdf = write_pdf(folder / "good.pdf", foot, lines_page("Second page with a few more words on it."))
    docx = write_docx(
        folder / "good.docx",
        para("Scope", style="Heading1"),
        para("The 209", note_reference(7), " groups."),
        table(("A", "B"), ("C", "D")),
        footnotes={7: "At the time."},
    )
    text = "# Scope\n\nThe 209[^1] groups – “all”.\n\n- one\n\n[^1]: At the time.\n"
    return {
        ".pdf": pdf.read_bytes(),
        ".docx": docx.read_bytes(),
        ".html": PAGE.format("<h1>T</h1><p>Words.</p>").encode(),
        ".md": text.encode(),
        ".txt": text.encode(),
    }


@pytest.mark.parametrize(
    ("name", "suffix"),
    [(name, suffix) for name in (".pdf", ".docx", ".html") for suffix in READERS if suffix[:4] != name[:4]],
)
def test_a_file_under_the_suffix_of_another_kind_is_not_what_its_name_says(
    tmp_path: Path, name: str, suffix: str
):
    path = path_with(tmp_path / f"file{suffix}", good_files(tmp_path)[name])
    assert outcome_of(path) == "not what its name says"


def test_a_web_page_is_told_past_its_declaration_and_comments(tmp_path: Path):
    page = '<?xml version="1.0"?>\n<!-- saved -->\n<!-- from x -->\n<html><body><p>x</p></body></html>'
    assert outcome_of(path_with(tmp_path / "a.txt", page)) == "not what its name says"


def test_plain_text_is_no_pdf_no_word_document_and_no_web_page(tmp_path: Path):
    for suffix in (".pdf", ".docx", ".html"):
        assert outcome_of(path_with(tmp_path / f"file{suffix}", "Only words.")) == "not what its name says"


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
def test_a_file_cut_short_anywhere_is_damaged(tmp_path: Path, suffix: str):
    whole = good_files(tmp_path)[suffix]
    for end in sorted({*range(1, 40), *range(40, len(whole) - 30, max(1, len(whole) // 120))}):
        assert outcome_of(path_with(tmp_path / f"cut{suffix}", whole[:end])) == "damaged", end


@pytest.mark.parametrize("suffix", [".html", ".md", ".txt"])
def test_text_cut_short_anywhere_is_read_or_refused(tmp_path: Path, suffix: str):
    whole = good_files(tmp_path)[suffix]
    for end in range(1, len(whole)):
        read_or_refuse(path_with(tmp_path / f"cut{suffix}", whole[:end]))


def read_or_refuse(path: Path) -> tuple[RawPage, ...]:
    """Reads; allows a refusal with a known outcome that does not cover up a bug in our own code."""
    try:
        pages = read(path, Limits(max_bytes=1_000_000, max_pages=50))
    except UnreadableFile as refused:
        assert refused.outcome in OUTCOMES
        cause = refused.__cause__
        frames = traceback.extract_tb(cause.__traceback__) if cause else []
        files = [frame.filename for frame in frames if frame.filename.endswith(".py")]
        if files and files[-1].startswith(str(ROOT / "ingest")):
            assert isinstance(cause, (OSError, zipfile.BadZipFile)), f"a bug of our own: {cause!r}"
        return ()
    for page in pages:
        assert page.label
        for block in page.blocks:
            assert isinstance(block, Block) and block.text.strip() and "\n" not in block.text
            assert (block.level > 0) == (block.kind is HEADING)
    return pages


HEADS = {
    ".pdf": b"%PDF-1.4\n",
    ".docx": b"PK\x03\x04",
    ".html": b"<html><body>",
    ".htm": b"",
    ".md": b"",
    ".markdown": b"# ",
    ".txt": b"",
}
FUZZ = settings(
    max_examples=60,
    deadline=5000,
    derandomize=True,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)


@pytest.mark.parametrize("suffix", READERS)
@FUZZ
@given(data=st.binary(max_size=400))
def test_no_bytes_whatever_raise_anything_else(tmp_path: Path, suffix: str, data: bytes):
    read_or_refuse(
        path_with(
            tmp_path / f"fuzz{suffix}", HEADS[suffix] + data + (b"\n%%EOF" if suffix == ".pdf" else b"")
        )
    )


@pytest.mark.parametrize("suffix", [".html", ".md", ".txt"])
@FUZZ
@given(
    text=st.lists(
        st.sampled_from(
            [
                *"ab1 \n\t\f#*_-`~[]()^!<>/|&;:.\\\"'=•²£\u00ad\u2028\ud7ff",
                "<p>",
                "</p>",
                "<table>",
                "<tr>",
                "<td>",
                "<ol>",
                "<li>",
                "<sup>",
                "<h1>",
                "<!--",
                "-->",
                "[^1]",
                "```table\n",
                "<br>",
                "<div hidden>",
                "<time>",
                "<main>",
                "<my-card>",
                "<td12%<",
            ]
        ),
        max_size=120,
    ).map("".join)
)
def test_no_markup_whatever_raises_anything_else(tmp_path: Path, suffix: str, text: str):
    read_or_refuse(path_with(tmp_path / f"fuzz{suffix}", text))


@pytest.mark.parametrize("suffix", [".pdf", ".docx"])
@FUZZ
@given(data=st.data())
def test_no_changed_bytes_raise_anything_else(
    tmp_path_factory: pytest.TempPathFactory, suffix: str, data: st.DataObject
):
    folder = tmp_path_factory.getbasetemp()
    whole = bytearray(good_files(folder)[suffix])
    for place in data.draw(st.lists(st.integers(0, len(whole) - 1), min_size=1, max_size=12)):
        whole[place] = data.draw(st.integers(0, 255))
    read_or_refuse(path_with(folder / f"changed{suffix}", bytes(whole)))


@FUZZ
@given(data=st.data())
def test_no_changed_operators_of_a_page_raise_anything_else(tmp_path: Path, data: st.DataObject):
    piece = st.sampled_from(
        [
            b"BT",
            b"ET",
            b"/F1 10 Tf",
            b"72 700 Td",
            b"(The 209) Tj",
            b"[(a) -300 (b) 2000 (c)] TJ",
            b"3 Ts",
            b"6 0 0 6 90 703 Tm",
            b"q",
            b"Q",
            b"0 0 0 0 0 0 cm",
            b"1e9 0 0 1e9 0 0 cm",
            b"EMC",
            b"/Span BMC",
            b"/P << /ActualText (x) >> BDC",
            b"T*",
            b"(2) '",
            b'1 2 (x) "',
            b"/Fm1 Do",
            b"() Tj",
            b"Tm",
            b"Tf",
            b"0 -13 TD",
            b"-10 Tz",
            b"/F1 -9 Tf",
            b"[(",
            b"<4> Tj",
            b"/F9 8 Tf",
            b"( ) Tj",
            b"nan 0 Td",
        ]
    )
    content = b"\n".join([b"BT /F1 10 Tf 72 700 Td (Start.) Tj", *data.draw(st.lists(piece, max_size=25))])
    read_or_refuse(path_with(tmp_path / "operators.pdf", one_page(content)))


@FUZZ
@given(data=st.data())
def test_no_odd_word_markup_raises_anything_else(tmp_path: Path, data: st.DataObject):
    piece = st.sampled_from(
        [
            para("a"),
            para("b", list_id=2),
            para("c", list_id=99, depth=7),
            para("d", style="Heading1"),
            para("e", style="None"),
            para(PAGE_BREAK),
            para(RENDERED_BREAK, "f"),
            table(("g", "h"), ("i",)),
            "<w:tbl/>",
            "<w:tbl><w:tr/></w:tbl>",
            "<w:p/>",
            "<w:sdt/>",
            para(note_reference(7)),
            "<w:sectPr/>",
            para(note_reference(8)),
            para(run("2", SUPERSCRIPT)),
            "<!-- c -->",
            "<?pi?>",
            "<w:p><w:r/></w:p>",
            '<w:p><w:pPr><w:numPr><w:ilvl w:val="x"/><w:numId w:val="2"/></w:numPr></w:pPr></w:p>',
            "<w:p><w:pPr><w:sectPr/></w:pPr></w:p>",
            "<mc:AlternateContent/>",
            "stray text",
        ]
    )
    body = data.draw(st.lists(piece, max_size=12))
    read_or_refuse(write_docx(tmp_path / "odd.docx", *body, footnotes={7: "note"}))


def test_the_worst_of_hundreds_of_nested_elements_is_read_or_refused(tmp_path: Path):
    deep = "<div>" * 5000 + "words" + "</div>" * 5000
    read_or_refuse(path_with(tmp_path / "deep.html", f"<html><body>{deep}</body></html>"))
    read_or_refuse(path_with(tmp_path / "deep.md", ">" * 5000 + " words"))
    read_or_refuse(write_docx(tmp_path / "deep.docx", "<w:sdt>" * 5000 + para("x") + "</w:sdt>" * 5000))
    read_or_refuse(path_with(tmp_path / "deep.pdf", one_page(b"[" * 5000 + b" BT /F1 9 Tf (x) Tj ET")))


@pytest.mark.parametrize(
    ("suffix", "text"),
    [
        *((suffix, sign * 200_000) for suffix in (".md", ".txt") for sign in "*`~_#>|[(<!-=.\\&1a\u00ad"),
        *(
            (suffix, f"{sign} " * 60_000)
            for suffix in (".md", ".txt")
            for sign in ("-", "#", "1.", "|", "a-", "`", "[")
        ),
        (".md", "[^" * 100_000),
        (".md", "<!--" * 50_000),
        (".md", "`a" * 100_000),
        (".md", "_a " * 60_000),
        (".txt", "a-\n" * 60_000),
        (".txt", "1.1" * 60_000),
        (".txt", "\f" * 1900 + "x"),
        (".html", "<html><body>" + "<b>" * 20_000),
        (".html", "<html>" + "<p>x<sup>1</sup>" * 5_000),
        (".html", "<html><!--" + "-" * 200_000),
        (".txt", " " * 200_000 + "x"),
        (".md", "#" + " #" * 50_000 + "x"),
        (".md", "[a](" * 50_000),
        (".md", "**a " * 50_000),
        (".md", "<!-- x -->\n" * 9_000 + "x"),
        (".md", "&a" * 90_000),
    ],
)
def test_no_text_takes_for_ever(tmp_path: Path, suffix: str, text: str):
    started = time.monotonic()
    read_or_refuse(path_with(tmp_path / f"slow{suffix}", text))
    assert time.monotonic() - started < 10


def test_a_zip_in_memory_that_is_whole_is_what_the_builder_writes(tmp_path: Path):
    """Else the Word tests above would test the builder."""
    assert zipfile.ZipFile(BytesIO(good_files(tmp_path)[".docx"])).testzip() is None


@pytest.mark.parametrize("line", ["{space}- level {n} says something\n", "{space}{n}. level\n"])
def test_lists_within_lists_a_thousand_deep_are_read_in_time(tmp_path: Path, line: str):
    text = "".join(line.format(space="   " * n, n=n % 9 + 1) for n in range(1000))
    started = time.monotonic()
    assert len(blocks_of(path_with(tmp_path / "deep.md", text.encode()))) == 1000
    assert time.monotonic() - started < 10


def test_a_web_page_with_a_text_that_the_parser_would_leave_out_is_refused(tmp_path: Path):
    page = b"<html><body><p>Before.</p><p>%s</p><p>After.</p></body></html>"
    assert outcome_of(path_with(tmp_path / "a.html", page % (b"value " * 1_700_000))) == "too large"
    assert text_of(path_with(tmp_path / "b.html", page % (b"value " * 1000))).endswith("After.")


def test_a_document_without_pages_is_held_to_the_text_that_so_many_pages_hold(tmp_path: Path):
    few, sentence = Limits(max_pages=2), "The council will hire local people for its contracts and report on it each year. "
    fits, long = sentence * (6000 // len(sentence)), "\n\n".join([sentence] * 80)
    assert len(text_of(path_with(tmp_path / "fits.txt", fits.encode()), few)) < 6000
    for path in (path_with(tmp_path / "a.txt", long.encode()), path_with(tmp_path / "a.md", long.encode()),
                 path_with(tmp_path / "a.html", f"<html><body><main><h1>Plan</h1>{''.join(f'<p>{n}. {sentence}</p>' for n in range(80))}</main></body></html>".encode()),
                 write_docx(tmp_path / "a.docx", *[para(sentence)] * 80)):
        with pytest.raises(UnreadableFile, match=r"characters of text, as much as 3 pages; at most 2 pages, or 6,000 characters, .*MAX_FILE_PAGES.*split it") as told:
            read(path, few)
        assert told.value.outcome == "too long"


def test_a_markdown_page_can_be_marked_as_one_that_no_heading_before_it_reaches(tmp_path: Path):
    pages = read(path_with(tmp_path / "a.md", "<!-- page: 38 -->\n\n# South\n\n<!-- page: 39, apart -->\n\nAbout us.\n\n<!-- page: 40 -->\n\nMore.\n"))
    assert [(p.label, p.apart) for p in pages] == [("38", False), ("39", True), ("40", False)]
