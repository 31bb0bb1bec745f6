"""`social-value check`: files of every kind into a review, and one clear message for what cannot be read."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from checking import WHOLE
from documents import lines_page, para, path_with, put, write_docx, write_pdf
from typer.testing import CliRunner

from assistant.errors import UnreadableFile
from assistant.settings import Settings
from evals.policies import TODAY
from ui.checking import Checker, load_checker
from ui.cli import app

LINES = [line.lstrip("#- ") for line in WHOLE.split("\n") if line.strip()]


@pytest.fixture(scope="module")
def checker() -> Checker:
    return load_checker(Settings(), TODAY)


def wrapped(lines: list[str], width: int = 90) -> list[str]:
    """Lines as a PDF program breaks them."""
    import textwrap

    return [part for line in lines for part in [*textwrap.wrap(line, width), ""]]


def test_a_pdf_is_checked_with_its_printed_pages(checker: Checker, tmp_path: Path):
    rows = wrapped(LINES)
    half = rows.index("", len(rows) // 2) + 1
    path = write_pdf(tmp_path / "p.pdf", lines_page(*rows[:half], top=780), lines_page(*rows[half:], top=780), labels={0: ("D", 11, "")})
    found = checker.check(path)
    assert found.is_policy and found.score >= 9 and {f.page for m in found.marks for f in m.found} == {"11", "12"}


def test_columns_and_headers_on_every_page_do_not_matter(checker: Checker, tmp_path: Path):
    rows = wrapped(LINES, 44)
    parts = [rows[at:at + 40] for at in range(0, len(rows), 40)]

    def page(left: list[str], right: list[str], number: int):
        def draw(canvas: object) -> None:
            put(canvas, ["Wychmere Council"], top=810, size=8)  # type: ignore[arg-type]
            put(canvas, left, x=50, top=760)  # type: ignore[arg-type]
            put(canvas, right, x=310, top=760)  # type: ignore[arg-type]
            put(canvas, [f"Page {number} of 3"], top=40, size=8)  # type: ignore[arg-type]
        return draw

    parts += [[]] * (len(parts) % 2)
    found = checker.check(write_pdf(tmp_path / "c.pdf", *(page(parts[n], parts[n + 1], n // 2 + 1) for n in range(0, len(parts), 2))))
    assert found.is_policy and found.score >= 8


def test_word_html_markdown_and_text_are_checked_alike(checker: Checker, tmp_path: Path):
    body = [para(line.lstrip("# "), style="Heading1" if line.startswith("#") else "ListBullet" if line.startswith("- ") else "") for line in WHOLE.replace("\n- ", "\n- ").split("\n") if line.strip()]
    html = "".join(f"<h2>{line[3:]}</h2>" if line.startswith("## ") else f"<h1>{line[2:]}</h1>" if line.startswith("# ") else f"<p>{line.lstrip('- ')}</p>" for line in WHOLE.split("\n") if line.strip())
    files = [write_docx(tmp_path / "a.docx", *body), path_with(tmp_path / "b.html", f"<html><body><main>{html}</main></body></html>"), path_with(tmp_path / "c.md", WHOLE),
             path_with(tmp_path / "d.txt", WHOLE.replace("## ", "").replace("# ", ""))]
    assert min(checker.check(path).score for path in files) >= 9


@pytest.mark.parametrize("name, content, outcome", [
    ("a.pdf", b"", "empty"), ("b.pdf", b"%PDF-1.4\nhalf a fi", "damaged"), ("c.xls", b"x", "unsupported type"), ("d.docx", b"%PDF-1.4", "not what its name says"),
])
def test_a_file_that_cannot_be_read_is_told_with_its_outcome(checker: Checker, tmp_path: Path, name: str, content: bytes, outcome: str):
    with pytest.raises(UnreadableFile) as told:
        checker.check(path_with(tmp_path / name, content))
    assert told.value.outcome == outcome and name in str(told.value)


def test_a_scan_without_text_and_a_locked_file_are_told_apart(checker: Checker, tmp_path: Path):
    with pytest.raises(UnreadableFile, match="no text|scan"):
        checker.check(write_pdf(tmp_path / "scan.pdf", lambda canvas: canvas.rect(10, 10, 100, 100)))
    with pytest.raises(UnreadableFile) as told:
        checker.check(write_pdf(tmp_path / "locked.pdf", lines_page("x"), password="secret"))
    assert told.value.outcome == "encrypted"


def test_one_bad_file_does_not_stop_a_folder(checker: Checker, tmp_path: Path):
    path_with(tmp_path / "good.md", WHOLE)
    path_with(tmp_path / "bad.pdf", b"")
    path_with(tmp_path / "picture.png", b"x")
    held = checker.check_folder(tmp_path)
    assert [(e.name, bool(e.checked)) for e in held.entries] == [("good.md", True), ("bad.pdf", False), ("picture.png", False)]
    with pytest.raises(UnreadableFile, match="is not a folder"):
        checker.check_folder(tmp_path / "good.md")


def test_the_command_prints_the_marks_and_writes_a_report(no_variables: Path, tmp_path: Path):
    path = path_with(tmp_path / "p.md", WHOLE.replace("at least 10%", "up to 10%"))
    done = CliRunner().invoke(app, ["check", "policy", str(path), "--out", str(tmp_path / "r.md"), "--clauses"])
    assert done.exit_code == 0 and "9.5 out of 10" in done.output and "A ceiling for the weighting, but no floor" in done.output and "page 1" in done.output
    assert (tmp_path / "r.md").exists()
    again = CliRunner().invoke(app, ["check", "policy", str(path), "--out", str(tmp_path / "r.md")])
    assert again.exit_code == 1 and "is there already" in again.output


def test_the_command_prints_json_and_one_line_for_an_error(no_variables: Path, tmp_path: Path):
    done = CliRunner().invoke(app, ["check", "policy", str(path_with(tmp_path / "p.md", WHOLE)), "--json"])
    assert json.loads(done.stdout)["score"] == 10
    lost = CliRunner().invoke(app, ["check", "policy", str(tmp_path / "nowhere.pdf")])
    assert lost.exit_code == 1 and lost.output.count("\n") == 1 and "nowhere.pdf" in lost.output


def test_a_portfolio_is_printed_and_written(no_variables: Path, tmp_path: Path):
    folder = tmp_path / "policies"
    folder.mkdir()
    path_with(folder / "a.md", WHOLE)
    done = CliRunner().invoke(app, ["check", "portfolio", str(folder), "--out", str(tmp_path / "all.csv")])
    assert done.exit_code == 0 and "1 social value polic" in done.output and "a.md" in done.output and (tmp_path / "all.csv").exists()


def test_the_terminal_shows_two_notices_and_says_where_the_rest_are(no_variables: Path):
    said = CliRunner().invoke(app, ["check", "policy", str(Path(__file__).parent.parent / "evals" / "policy_texts" / "dunmoor-district.md")]).output
    after = said[said.index("What has changed in the law"):]
    assert after.count("\n  - ") == 2 and "and 2 more that it touches: they stand in the report" in " ".join(after.split())
