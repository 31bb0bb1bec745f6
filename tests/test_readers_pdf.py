"""What is read of PDF files, built here."""

from __future__ import annotations

import subprocess
import sys
import time
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path

import pytest
from documents import (
    Draw,
    lines_page,
    many_pages_pdf,
    path_with,
    put,
    raised_by_matrix,
    raised_by_place,
    raised_by_rise,
    write_pdf,
)
from hypothesis import given, settings
from hypothesis import strategies as st
from pypdf import PdfWriter
from reading import ITEM, NOTE, PARAGRAPH, ROOT, ROW, blocks_of, foot, one_page, outcome_of, text_of
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import UnreadableFile
from ingest.blocks import page_text
from ingest.readers import Limits, read
from ingest.readers.pdf_blocks import block_of, drafts_of
from ingest.readers.pdf_lines import body_size, rows_of
from ingest.readers.pdf_marks import Run
from ingest.readers.pdf_order import lines_of

pytestmark = pytest.mark.usefixtures("no_socket")


@pytest.mark.parametrize("draw", [raised_by_rise, raised_by_matrix, raised_by_place])
@pytest.mark.parametrize(
    ("before", "mark", "after", "expected"),
    [
        ("the 209", "2", " Clinical Commissioning Groups", "the 209 Clinical Commissioning Groups"),
        ("local authorities", "3", ", use is limited", "local authorities, use is limited"),
        ("in 2016/17.", "5", " Led by an elected body", "in 2016/17. Led by an elected body"),
        ("asked the 209", "15", " groups", "asked the 209 groups"),
        ("two of them", "2,3", " said so", "two of them said so"),
    ],
)
def test_a_raised_mark_never_joins_a_word_or_a_figure(
    tmp_path: Path, draw: Callable[..., None], before: str, mark: str, after: str, expected: str
):
    path = write_pdf(tmp_path / "a.pdf", lambda canvas: draw(canvas, before, mark, after))
    assert text_of(path) == expected


def test_the_gap_of_a_mark_is_taken_from_what_follows_it_only_once(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        x = 72.0
        for word, size, up, space in (
            ("authorities", 10, 0, 0),
            ("3", 6, 3.5, 0),
            (",", 10, 0, 2.8),
            ("CCGs", 10, 0, 0),
        ):
            put(canvas, [word], x=x, top=700 + up, size=size)
            x += canvas.stringWidth(word, "Helvetica", size) + space

    assert text_of(write_pdf(tmp_path / "a.pdf", draw)) == "authorities, CCGs"


def test_raised_letters_of_an_ordinal_stay_with_their_figure(tmp_path: Path):
    path = write_pdf(tmp_path / "a.pdf", lambda canvas: raised_by_rise(canvas, "the 21", "st", " century"))
    assert text_of(path) == "the 21st century"


def test_a_lowered_figure_is_no_mark(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        put(canvas, ["less CO"])
        put(canvas, ["2"], x=72 + canvas.stringWidth("less CO", "Helvetica", 10), top=698.5, size=6)

    assert text_of(write_pdf(tmp_path / "a.pdf", draw)) == "less CO2"


def test_a_smaller_figure_that_is_hardly_raised_is_no_mark(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        put(canvas, ["see Table "])
        put(canvas, ["2"], x=75 + canvas.stringWidth("see Table ", "Helvetica", 10), top=700.5, size=8)

    assert text_of(write_pdf(tmp_path / "a.pdf", draw)) == "see Table 2"


def test_the_notes_at_the_foot_become_notes_with_their_markers(tmp_path: Path):
    assert blocks_of(write_pdf(tmp_path / "a.pdf", foot)) == [
        (
            PARAGRAPH,
            "",
            "We asked the 209 groups how they use the Act of 2012 in their area and most of them replied, "
            "which is why we know as much as we do of how they buy.",
        ),
        (NOTE, "2", "At the time of the request. Further mergers have taken place."),
        (NOTE, "3", "Procuring for Good, Social Enterprise UK, 2016"),
    ]


def test_pages_bear_the_labels_the_pdf_gives_them(tmp_path: Path):
    pages = [lines_page(f"Words of page {word}") for word in ("one", "two", "three", "four")]
    path = write_pdf(tmp_path / "a.pdf", *pages, labels={0: ("ROMAN_LOWER", 1, ""), 2: ("ARABIC", 8, "A-")})
    assert [page.label for page in read(path)] == ["i", "ii", "A-8", "A-9"]


def test_pages_without_labels_bear_their_number(tmp_path: Path):
    path = write_pdf(tmp_path / "a.pdf", lines_page("One"), lines_page(), lines_page("Three"))
    assert [(page.label, len(page.blocks)) for page in read(path)] == [("1", 1), ("2", 0), ("3", 1)]


def test_wrapped_lines_make_paragraphs_and_broken_words_are_whole(tmp_path: Path):
    path = write_pdf(
        tmp_path / "a.pdf",
        lines_page(
            "The place was based on what people said of commis-",
            "sioning in an area, and the evi-",
            "dence for place-",
            "based work.",
            "",
            "A second paragraph stands",
            "below a gap.",
        ),
    )
    assert text_of(path) == (
        "The place was based on what people said of commissioning in an area, and the evidence for "
        "place-based work.\n\nA second paragraph stands below a gap."
    )


def test_headings_are_told_by_size_and_weight_and_ranked(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        put(canvas, ["Healthy Commissioning"], top=760, size=20)
        put(canvas, ["Findings of the survey that was", "made in 2016"], top=720, size=14, leading=17)
        put(
            canvas, ["Body text that is longer than any of the headings on this page of the report."], top=680
        )
        put(canvas, ["3. Weighting"], top=655, font="Helvetica-Bold")
        put(canvas, ["More body text that is longer than any of the headings on this page."], top=640)

    found = [
        (block.level, block.text)
        for page in read(write_pdf(tmp_path / "a.pdf", draw))
        for block in page.blocks
    ]
    assert found == [
        (1, "Healthy Commissioning"),
        (2, "Findings of the survey that was made in 2016"),
        (0, "Body text that is longer than any of the headings on this page of the report."),
        (3, "3. Weighting"),
        (0, "More body text that is longer than any of the headings on this page."),
    ]


def test_a_long_bold_sentence_is_a_paragraph(tmp_path: Path):
    words = (
        "This whole sentence is printed bold because its author thought that it mattered more than others do."
    )
    path = write_pdf(
        tmp_path / "a.pdf",
        lambda canvas: (put(canvas, ["x" * 200], top=500), put(canvas, [words], font="Helvetica-Bold")),
    )
    assert (PARAGRAPH, "", words) in blocks_of(path)


def test_bullets_and_numbered_items_keep_markers_and_wrapped_lines(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        put(canvas, ["We recommend:"], top=700)
        for index, (marker, first) in enumerate(
            (
                ("•", "A policy for every"),
                ("•", "A lead on the board"),
                ("1.", "To supply a copy"),
                ("2.", "How it was applied"),
            )
        ):
            put(canvas, [marker], x=80, top=680 - index * 26)
            put(canvas, [first, "group of the region"], x=100, top=680 - index * 26)

    assert blocks_of(write_pdf(tmp_path / "a.pdf", draw)) == [
        (PARAGRAPH, "", "We recommend:"),
        (ITEM, "•", "A policy for every group of the region"),
        (ITEM, "•", "A lead on the board group of the region"),
        (ITEM, "1.", "To supply a copy group of the region"),
        (ITEM, "2.", "How it was applied group of the region"),
    ]


def test_running_headers_footers_and_page_numbers_are_gone(tmp_path: Path):
    def sheet(number: int, words: str) -> Draw:
        def draw(canvas: Canvas) -> None:
            put(canvas, ["HEALTHY COMMISSIONING"], top=810, size=8)
            put(canvas, [f"{words} open this page and", f"{words} close it here."], top=700)
            put(canvas, ["National Voices", str(number)], top=30, size=8, leading=10)

        return draw

    path = write_pdf(
        tmp_path / "a.pdf",
        *(sheet(5 + index, word) for index, word in enumerate(("Alpha", "Bravo", "Charlie", "Delta"))),
    )
    assert [page_text(page.blocks) for page in read(path)] == [
        f"{word} open this page and {word} close it here." for word in ("Alpha", "Bravo", "Charlie", "Delta")
    ]


LEFT = [
    "The first column says that value is",
    "more than price, and that those who",
    "buy for the public ought to think of",
    "it early, before they write down what",
    "they want and whom they may ask.",
]
RIGHT = [
    "The second column says that few do so",
    "and that those few do it well, which",
    "shows that it can be done by all who",
    "want to, if they are told how others",
    "did it and what came of it there.",
]


def test_two_columns_are_read_one_after_the_other_under_their_heading(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        put(canvas, ["A heading over both of the columns of this page"], top=740, size=16)
        put(canvas, LEFT, x=72, top=700)
        put(canvas, RIGHT, x=310, top=700)
        put(
            canvas,
            ["A line below that runs from the left edge of the first column to the right of the second one."],
            top=600,
        )

    found = blocks_of(write_pdf(tmp_path / "a.pdf", draw))
    assert [text for _, _, text in found] == [
        "A heading over both of the columns of this page",
        " ".join(LEFT),
        " ".join(RIGHT),
        "A line below that runs from the left edge of the first column to the right of the second one.",
    ]


CELLS = [
    ("CCG", "STP footprint", "Share"),
    ("NHS Corby CCG", "Northamptonshire", "12%"),
    ("NHS Durham Dales, Easington", "Durham, Darlington and Tees", "3%"),
    ("NHS Dorset CCG", "Dorset", "7%"),
    ("NHS Ealing CCG", "North West London", "4%"),
]


def test_rows_that_run_across_the_gutter_are_not_torn_into_columns(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        put(canvas, LEFT, x=72, top=700)
        put(canvas, RIGHT, x=310, top=700)
        for index, word in enumerate(("alpha", "bravo", "charlie")):
            put(
                canvas,
                [f"A cell of {word} that runs on beyond the gutter of the columns above"],
                top=600 - index * 15,
            )
            put(canvas, [f"and the {word} cell beside"], x=430, top=600 - index * 15)

    rows = [text for kind, _, text in blocks_of(write_pdf(tmp_path / "a.pdf", draw)) if kind is ROW]
    assert [text.split("  ")[1] for text in rows] == [
        f"and the {word} cell beside" for word in ("alpha", "bravo", "charlie")
    ]


def test_a_note_at_the_foot_of_the_first_column_comes_after_the_second(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        raised_by_rise(canvas, LEFT[0], "4", "", top=700)
        put(canvas, LEFT[1:], x=72, top=687)
        put(canvas, ["4 A note below the first column."], x=72, top=600, size=7)
        put(canvas, RIGHT, x=310, top=700)

    assert blocks_of(write_pdf(tmp_path / "a.pdf", draw)) == [
        (PARAGRAPH, "", " ".join(LEFT)),
        (PARAGRAPH, "", " ".join(RIGHT)),
        (NOTE, "4", "A note below the first column."),
    ]


def test_a_marker_that_stands_apart_from_its_words_opens_an_item_at_any_number(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        put(canvas, ["We recommend three more of these steps to all who buy for the public"], top=700)
        put(canvas, ["7."], x=72, top=687)
        put(canvas, ["To supply a copy"], x=92, top=687)

    assert (ITEM, "7.", "To supply a copy") in blocks_of(write_pdf(tmp_path / "a.pdf", draw))


def test_text_drawn_twice_to_look_bold_is_read_once(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        put(canvas, ["209 groups"])
        put(canvas, ["209 groups"], x=72.3)

    assert text_of(write_pdf(tmp_path / "a.pdf", draw)) == "209 groups"


def test_a_soft_hyphen_that_is_drawn_within_a_line_is_a_hyphen(tmp_path: Path):
    content = b"BT /F1 10 Tf 72 700 Td (a place\\255based system) Tj ET"
    assert text_of(path_with(tmp_path / "a.pdf", one_page(content))) == "a place-based system"


def test_a_table_is_read_row_by_row(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        for index, cells in enumerate(CELLS):
            for x, cell in zip((72, 260, 420), cells, strict=True):
                put(canvas, [cell], x=x, top=700 - index * 15)

    assert blocks_of(write_pdf(tmp_path / "a.pdf", draw)) == [(ROW, "", "  ".join(cells)) for cells in CELLS]


def test_a_wrapped_cell_goes_on_in_its_row(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        put(canvas, ["NHS Corby CCG"], top=700)
        put(canvas, ["Northamptonshire"], x=260, top=700)
        put(canvas, ["NHS Darlington CCG"], top=680)
        put(canvas, ["Durham, Darlington, Tees,", "Hambleton and Whitby"], x=260, top=680, leading=12)
        put(canvas, ["NHS Dorset CCG"], top=648)
        put(canvas, ["Dorset"], x=260, top=648)

    assert blocks_of(write_pdf(tmp_path / "a.pdf", draw)) == [
        (ROW, "", "NHS Corby CCG  Northamptonshire"),
        (ROW, "", "NHS Darlington CCG  Durham, Darlington, Tees, Hambleton and Whitby"),
        (ROW, "", "NHS Dorset CCG  Dorset"),
    ]


def test_a_contents_list_is_rows_without_its_dots(tmp_path: Path):
    path = write_pdf(
        tmp_path / "a.pdf", lines_page("Findings . . . . . . . . . . . 17", "Foreword............... 3")
    )
    assert blocks_of(path) == [(ROW, "", "Findings  17"), (ROW, "", "Foreword  3")]


def test_text_turned_on_its_side_is_read_and_a_slanting_watermark_is_not(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        canvas.saveState()
        canvas.rotate(45)
        put(canvas, ["DRAFT DRAFT DRAFT"], x=300, top=100, size=40)
        canvas.restoreState()
        canvas.rotate(90)
        put(
            canvas,
            ["A wide table was set on its side, and its", "second line stands to the right."],
            x=100,
            top=-300,
        )

    assert (
        text_of(write_pdf(tmp_path / "a.pdf", draw))
        == "A wide table was set on its side, and its second line stands to the right."
    )


def test_text_in_a_form_that_the_page_draws_is_read_with_its_marks_apart(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        canvas.beginForm("whole-page")
        raised_by_matrix(canvas, "the 209", "2", " groups")
        canvas.endForm()
        canvas.doForm("whole-page")

    assert text_of(write_pdf(tmp_path / "a.pdf", draw)) == "the 209 groups"


def test_page_furniture_that_is_tagged_as_such_is_left_out(tmp_path: Path):
    content = (
        b"/Artifact << /Type /Pagination /Subtype /Header >> BDC BT /F1 8 Tf 72 800 Td (HEADER) Tj ET EMC "
        b"/P << /MCID 0 >> BDC BT /F1 10 Tf 72 700 Td (The text.) Tj ET EMC"
    )
    assert text_of(path_with(tmp_path / "a.pdf", one_page(content))) == "The text."


def test_text_that_stands_for_what_is_drawn_is_read_instead_of_it(tmp_path: Path):
    content = (
        b"BT /F1 10 Tf 72 700 Td (the commis) Tj /Span << /ActualText <FEFF00AD> >> BDC (-) Tj EMC "
        b"0 -13 Td (sioning of e) Tj /Span << /ActualText (ffi) >> BDC (!) Tj EMC (cient care) Tj ET"
    )
    assert text_of(path_with(tmp_path / "a.pdf", one_page(content))) == "the commissioning of efficient care"


def test_words_parted_by_kerning_are_parted_and_letters_kerned_closer_are_not(tmp_path: Path):
    content = b"BT /F1 10 Tf 72 700 Td [(So) 20 (ci) -15 (al) -300 (v) 70 (alue)] TJ ET"
    assert text_of(path_with(tmp_path / "a.pdf", one_page(content))) == "Social value"


def test_glyphs_that_cannot_be_told_are_no_text_rather_than_wrong_text(tmp_path: Path):
    font = b"/Subtype /Type0 /BaseFont /ABC+Secret /Encoding /Identity-H /DescendantFonts [6 0 R]"
    descendant = b"<< /Type /Font /Subtype /CIDFontType2 /BaseFont /ABC+Secret >>"
    data = one_page(b"BT /F1 10 Tf 72 700 Td <00240025> Tj ET", font=font, more=(descendant,))
    assert outcome_of(path_with(tmp_path / "a.pdf", data)) == "no text"


def test_a_scanned_pdf_has_no_text(tmp_path: Path):
    path = write_pdf(tmp_path / "scan.pdf", lambda canvas: canvas.rect(10, 10, 500, 500, fill=1))
    assert outcome_of(path) == "no text"
    with pytest.raises(UnreadableFile, match="OCR"):
        read(path)


def test_a_pdf_whose_last_revision_is_cut_short_is_not_read_as_it_was_before(tmp_path: Path):
    before = one_page(b"BT /F1 10 Tf 72 700 Td (The old words.) Tj ET")
    path = path_with(tmp_path / "a.pdf", before + b"4 0 obj\n<< /Length 9999 >>\nstream\n" + b"q Q " * 2000)
    assert outcome_of(path) == "damaged"


def test_a_pdf_that_has_lost_a_page_is_damaged(tmp_path: Path):
    assert outcome_of(many_pages_pdf(tmp_path / "a.pdf", 3, count=4)) == "damaged"
    lost = one_page(b"BT ET").replace(b"/Contents 4 0 R", b"/Contents 9 0 R")
    assert outcome_of(path_with(tmp_path / "b.pdf", lost)) == "damaged"


def test_a_pdf_with_a_password_is_encrypted_and_one_that_opens_without_is_read(tmp_path: Path):
    assert outcome_of(write_pdf(tmp_path / "a.pdf", lines_page("Secret"), password="letmein")) == "encrypted"
    assert text_of(write_pdf(tmp_path / "b.pdf", lines_page("Open"), password="")) == "Open"


@pytest.mark.parametrize("revision", [5, 6])
def test_a_pdf_encrypted_with_a_cipher_that_is_not_installed_says_so_and_not_that_it_has_a_password(tmp_path: Path, revision: int):
    """An environment may still lack what AES needs; the empty password would open most such files."""
    salt = bytes(16)
    keys = {"U": sha256(salt[:8]).digest() + salt, "O": bytes(48), "UE": bytes(32), "OE": bytes(32), "Perms": bytes(16)}
    lock = f"/Filter /Standard /V 5 /R {revision} /Length 256 /P -4 /StmF /StdCF /StrF /StdCF /CF << /StdCF << /CFM /AESV3 >> >> "
    lock += " ".join(f"/{name} <{value.hex()}>" for name, value in keys.items())
    data = one_page(b"BT /F1 10 Tf 72 700 Td (Open) Tj ET").replace(b"/Root 1 0 R", f"/Root 1 0 R /ID [<00> <00>] /Encrypt << {lock} >>".encode())
    path = path_with(tmp_path / "a.pdf", data)
    # The file is read where the cipher cannot be imported.
    program = ("import sys; sys.modules.update({'cryptography': None, 'Crypto': None})\n"
               "from pathlib import Path\nfrom assistant.errors import UnreadableFile\nfrom ingest.readers import Limits, read\n"
               "try: read(Path(sys.argv[1]), Limits())\nexcept UnreadableFile as error: print(error.outcome, error)")
    done = subprocess.run([sys.executable, "-c", program, str(path)], capture_output=True, text=True, cwd=ROOT, timeout=120)
    assert done.stdout.startswith("encrypted ") and "is encrypted with AES" in done.stdout and "pip install cryptography" in done.stdout, done.stderr


@pytest.mark.parametrize("algorithm", ["AES-128", "AES-256-R5", "AES-256"])
def test_a_pdf_encrypted_with_aes_is_read_where_it_opens_without_a_password(tmp_path: Path, algorithm: str):
    for password, name in (("", "open.pdf"), ("letmein", "locked.pdf")):
        writer = PdfWriter(clone_from=write_pdf(tmp_path / "plain.pdf", lines_page("Ten jobs for local people")))
        writer.encrypt(user_password=password, owner_password="owner", algorithm=algorithm)
        writer.write(tmp_path / name)
    assert text_of(tmp_path / "open.pdf") == "Ten jobs for local people"
    assert outcome_of(tmp_path / "locked.pdf") == "encrypted"
    with pytest.raises(UnreadableFile, match="locked with a password.*save an unlocked copy"):
        read(tmp_path / "locked.pdf")


@pytest.mark.parametrize("pages", [5_000, 50_000])
def test_thousands_of_pages_are_refused_at_once(tmp_path: Path, pages: int):
    path = many_pages_pdf(tmp_path / "long.pdf", pages)
    started = time.monotonic()
    assert outcome_of(path) == "too many pages"
    assert time.monotonic() - started < 3


def test_a_pdf_that_lies_about_its_pages_is_refused_all_the_same(tmp_path: Path):
    assert (
        outcome_of(many_pages_pdf(tmp_path / "a.pdf", 30, count=1), Limits(max_pages=20)) == "too many pages"
    )


def test_a_form_that_draws_itself_ends(tmp_path: Path):
    form = b"/Fm1 Do BT /F1 10 Tf 72 700 Td (Once and again.) Tj ET"
    stream = (
        b"<< /Type /XObject /Subtype /Form /BBox [0 0 9 9] "
        b"/Resources << /Font << /F1 5 0 R >> /XObject << /Fm1 6 0 R "
        b">> >> /Length %d >>\nstream\n%s\nendstream" % (len(form), form)
    )
    data = one_page(b"/Fm1 Do", b"/Font << /F1 5 0 R >> /XObject << /Fm1 6 0 R >>", more=(stream,))
    assert "Once and again." in text_of(path_with(tmp_path / "a.pdf", data))


@settings(max_examples=300, deadline=2000, derandomize=True)
@given(
    places=st.lists(
        st.tuples(
            st.integers(4, 50),
            st.integers(5, 80),
            st.sampled_from([6.0, 8.0, 10.0, 10.0, 14.0]),
            st.booleans(),
        ),
        min_size=1,
        max_size=60,
    ),
    step=st.sampled_from([1.0, 6.0, 13.0]),
)
def test_the_layout_loses_no_word_wherever_it_stands(places: list[tuple[int, int, float, bool]], step: float):
    runs = [
        Run(
            f"word{chr(97 + index % 26)}{chr(97 + index // 26)}",
            x * step,
            x * step + 3 * size,
            y * step,
            size,
            bold,
        )
        for index, (x, y, size, bold) in enumerate(places)
    ]
    rows = rows_of(runs)
    drafts = drafts_of(lines_of(rows), frozenset(), body_size(rows))
    text = " ".join(block.text for draft in drafts if (block := block_of(draft, {}, frozenset())))
    assert sorted(run.text for run in runs if run.text not in text) == []


BANDS = [("Contract value", "Share", "What is asked"), ("£25,000 to £99,999", "5%", "One promise, chosen by the bidder"), ("£100,000 to £499,999", "12%", "Two promises from the menu"),
         ("£500,000 to £1,999,999", "18%", "Four promises and a delivery plan"), ("£2 million and above", "22%", "Six promises and a yearly plan")]


def test_a_table_between_headings_is_no_two_columns_of_text(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        put(canvas, ["What a bidder is asked depends on the value of the contract."], top=730)
        for index, cells in enumerate(BANDS):
            for x, cell in zip((74, 224, 334), cells, strict=True):
                put(canvas, [cell], x=x, top=700 - index * 18)
        put(canvas, ["The head of finance may lower a share by up to three points where it must."], top=590)

    assert [b for b in blocks_of(write_pdf(tmp_path / "a.pdf", draw)) if b[0] is ROW] == [(ROW, "", "  ".join(cells)) for cells in BANDS]


def test_a_cell_whose_row_stands_on_its_foot_goes_on_in_that_row(tmp_path: Path):
    def draw(canvas: Canvas) -> None:
        for index, cells in enumerate(BANDS[:4]):
            for x, cell in zip((74, 224, 334), cells, strict=True):
                put(canvas, [cell], x=x, top=700 - index * 18)
        put(canvas, ["Six promises, a delivery plan"], x=334, top=628)
        for x, cell in zip((74, 224, 334), ("£2 million and above", "22%", "and a public report"), strict=True):
            put(canvas, [cell], x=x, top=616)

    assert blocks_of(write_pdf(tmp_path / "a.pdf", draw))[-1] == (ROW, "", "£2 million and above  22%  Six promises, a delivery plan and a public report")
