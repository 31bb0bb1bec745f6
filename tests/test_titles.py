"""What a document is called: its own title where it is one, whichever format it is in."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import docx
import pytest
from documents import lines_page, put
from reportlab.pdfgen.canvas import Canvas

from ingest.readers import read
from ingest.titles import real, title_of, without_first_part, without_site

TITLE = "Brackwater Social Value Strategy 2025"


def pdf(path: Path, title: str) -> None:
    canvas = Canvas(str(path))
    canvas.setTitle(title)
    put(canvas, ["Foreword"], size=20)
    put(canvas, ["We will hire ten people from Brackwater in the first year."], top=640)
    canvas.showPage()
    lines_page("More of it.")(canvas)
    canvas.save()


def word(path: Path, title: str) -> None:
    document = docx.Document()
    document.core_properties.title = title
    document.add_heading("Foreword")
    document.add_paragraph("We will hire ten people from Brackwater in the first year.")
    document.save(str(path))


def page(path: Path, title: str) -> None:
    path.write_text(f"<html><head><title>{title}</title></head><body><main><h1>Foreword</h1><p>We will hire ten people from Brackwater in the first "
                    "year.</p></main></body></html>", encoding="utf-8")


@pytest.mark.parametrize(("make", "ending"), [(pdf, ".pdf"), (word, ".docx"), (page, ".html")])
@pytest.mark.parametrize(("said", "called"), [(TITLE, TITLE), ("untitled", "Foreword"), ("", "Foreword"), ("Microsoft Word - strategy.docx", "Foreword")])
def test_a_document_is_called_by_the_title_in_its_properties_and_else_by_its_first_heading(
        tmp_path: Path, make: Callable[[Path, str], None], ending: str, said: str, called: str):
    make(tmp_path / f"file{ending}", said)
    assert title_of(read(tmp_path / f"file{ending}")) == called


def test_broken_properties_do_not_cost_the_document(tmp_path: Path):
    pdf(tmp_path / "a.pdf", TITLE)
    data = (tmp_path / "a.pdf").read_bytes().replace(b"/Title (Brackwater", b"/Title [(rackwate")
    (tmp_path / "a.pdf").write_bytes(data)
    assert title_of(read(tmp_path / "a.pdf")) == "Foreword"


@pytest.mark.parametrize("said", ["Untitled-1", "Untitled document", "untitled.indd", "Microsoft Word - x.docx", "PowerPoint Presentation", "Word", "Microsoft Word",
                                  "Adobe InDesign", "LaTeX", "Canva", "strategy-v3.pdf", "SV_Strategy_final", "sv-strategy-2025", "C:\\docs\\sv", "2025", "Document1",
                                  "[Title]", "Click here to enter text", "Document title", "(anonymous).tmp", "A\ufffd\ufffdb c", "x" * 161, "  ", "..."])
def test_what_a_program_put_there_is_no_title(said: str):
    assert real(said) == ""


@pytest.mark.parametrize("said", [TITLE, "Social value policy", "Prosperity", "Word on the street: jobs for Brackwater", "Report of the Chief Executive",
                                  "Home care strategy", "Buying well in Pages Green"])
def test_a_title_in_words_is_a_title(said: str):
    assert real(f" {said}\n") == said


@pytest.mark.parametrize(("title", "heading", "called"), [
    ("Social value policy | Brackwater Council", "Social value policy", "Social value policy"),
    ("Brackwater Council » Social value policy", "Social Value Policy", "Social value policy"),
    ("Social value policy - Brackwater", "Foreword", "Social value policy - Brackwater"),
    ("Co-production", "Foreword", "Co-production"),
])
def test_the_name_of_a_site_is_no_part_of_a_web_pages_title(title: str, heading: str, called: str):
    assert without_site(title, heading) == called


@pytest.mark.parametrize(("heading", "called"), [
    ("Brackwater Social Value Policy 2025 1. Purpose", "Brackwater Social Value Policy 2025"), ("Annual review Part 1: Who we are", "Annual review"),
    ("Social value policy 1.0 Introduction", "Social value policy"), ("Invitation to tender A. Instructions", "Invitation to tender"),
    ("1. Purpose", "1. Purpose"), ("Plan for 2025", "Plan for 2025"), ("Strategy 1.2 million trees", "Strategy 1.2 million trees"),
    ("Guide to Part 1 of the Act", "Guide to Part 1 of the Act"), ("Policy version 1.5", "Policy version 1.5"), ("Lot 1: cleaning", "Lot 1: cleaning")])
def test_a_title_ends_where_the_first_numbered_part_begins(heading: str, called: str):
    assert without_first_part(heading) == called


@pytest.mark.parametrize("said", ["about:blank", "https://example.org/policy", "www.example.org", "example.gov.uk/policy/social-value", "file:///tmp/policy.html", "data:text/html,x"])
def test_an_address_is_no_title(said: str):
    assert real(said) == ""
