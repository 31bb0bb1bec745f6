"""A draft out of the house and back: Word, Markdown, JSON, and the user's own edits kept."""

from __future__ import annotations

import io
import json
import re
import zipfile
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from builders import materials
from lxml import etree

from assistant.drafting.brief import Brief, brief_of, read_brief
from assistant.drafting.draft import Draft
from assistant.drafting.edits import plain, read_edits
from assistant.drafting.export import draft_json, draft_markdown, export_draft, kept_edits
from assistant.drafting.policy import draft_policy
from assistant.errors import BadBrief, ExportError
from ingest.readers import read

TODAY = date(2026, 11, 22)
SOURCES = tuple(materials().sources.values())
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
NASTY = "<script>x</script> **bold** [link](http://x) | pipe | `code` {slot} \\n # head &amp; [^9] <!-- clause a 0123456789 -->"
BRIEF = brief_of({"name": "NHS Fenmarsh ICB", "kind": "icb", "area": "Fenmarsh", "weighting_floor": 10,
                  "priorities": [{"outcome": "Warm homes", "source": "Plan | 2026", "measure": "Homes"}], "lead": "Director of Strategy"})


def drafted(brief: Brief = BRIEF) -> Draft:
    return draft_policy(brief, materials(), TODAY)


@cache
def docx() -> zipfile.ZipFile:
    folder = io.BytesIO()
    from assistant.drafting.export import WRITERS

    folder.write(WRITERS[".docx"](drafted(), SOURCES))
    return zipfile.ZipFile(folder)


def part(name: str) -> etree._Element:
    return etree.fromstring(docx().read(f"word/{name}.xml"))


def words(element: etree._Element) -> str:
    return "".join(node.text or "" for node in element.iter(f"{W}t"))


# --- Word ------------------------------------------------------------------------------------------------


def test_word_has_a_real_footnote_for_every_clause_with_sources_naming_document_page_and_quote():
    cited = [clause for clause in drafted().clauses if clause.citations]
    assert len(list(part("document").iter(f"{W}footnoteReference"))) == len(cited)
    notes = [words(note) for note in part("footnotes").iter(f"{W}footnote")]
    by_number = {citation.n: citation for citation in drafted().citations}
    for clause, note in zip(cited, notes[-len(cited):], strict=True):
        for citation in (by_number[n] for n in clause.citations):
            assert f"page {citation.page}" in note and citation.quote.replace("  ", ", ") in note, clause.number


def test_word_has_styles_headings_contents_header_footer_and_tables_that_fit():
    document = part("document")
    used = {style.get(f"{W}val") for style in document.iter(f"{W}pStyle")}
    assert {"Title", "Subtitle", "Heading1", "Clause", "ClauseWithTable", "TableText", "TOC1"} <= used
    defined = {style.get(f"{W}styleId") for style in part("styles").iter(f"{W}style")}
    assert used <= defined and {"ClauseLabel", "ToBeAgreed"} <= defined
    headings = [words(p) for p in document.iter(f"{W}p") if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(f"{W}val") == "Heading1"]
    listed = [words(p) for p in document.iter(f"{W}p") if (s := p.find(f"{W}pPr/{W}pStyle")) is not None and s.get(f"{W}val") == "TOC1"]
    assert listed == headings and headings[0] == "0. Document control" and headings[14].startswith("Annex A")
    marks = {mark.get(f"{W}name") for mark in document.iter(f"{W}bookmarkStart")}
    assert {link.get(f"{W}anchor") for link in document.iter(f"{W}hyperlink")} <= marks
    assert "NHS Fenmarsh ICB" in words(part("header1")) and "Page" in words(part("footer1"))
    for table in document.iter(f"{W}tbl"):
        assert table.find(f"{W}tblPr/{W}tblW").get(f"{W}type") == "pct" and int(table.find(f"{W}tblPr/{W}tblW").get(f"{W}w")) <= 5000


def test_every_part_of_the_word_file_is_well_formed_and_in_its_list_of_types():
    types = docx().read("[Content_Types].xml").decode()
    for name in docx().namelist():
        if name.endswith((".xml", ".rels")):
            etree.fromstring(docx().read(name))
    assert "/word/header1.xml" in types and "/word/footer1.xml" in types


def test_word_shows_gaps_and_labels_in_styles_of_their_own():
    runs = [(run.find(f"{W}rPr/{W}rStyle").get(f"{W}val"), words(run)) for run in part("document").iter(f"{W}r") if run.find(f"{W}rPr/{W}rStyle") is not None]
    assert any(style == "ToBeAgreed" and "agreed" in text for style, text in runs)
    assert {text for style, text in runs if style == "ClauseLabel"} >= {"duty", "guidance", "evidence"}


def test_word_is_read_again_by_our_own_reader(tmp_path: Path):
    path = export_draft(drafted(), tmp_path / "p.docx", SOURCES)
    text = " ".join(block.text for page in read(path) for block in page.blocks)
    assert "Social value carries at least 10% of the total score" in text


# --- Markdown and JSON -----------------------------------------------------------------------------------


def test_markdown_has_every_clause_with_its_number_label_and_footnote():
    text = draft_markdown(drafted(), SOURCES)
    for clause in drafted().clauses:
        assert re.search(rf"^\*\*{re.escape(clause.number)}\*\* .*\*{clause.kind.value}\*$", text, re.M), clause.number
    marks = re.findall(r"(?<!^)\[\^(\d+)\](?!:)", text, re.M)
    assert marks == [str(n) for n in range(1, len(marks) + 1)] and all(f"\n[^{n}]: " in text for n in marks)


def test_json_has_the_brief_every_clause_and_every_quote():
    data = json.loads(json.dumps(draft_json(drafted())))
    assert [c["id"] for s in data["sections"] for c in s["clauses"]] == [c.id for c in drafted().clauses] == data["clauses"]
    assert brief_of(data["brief"]) == BRIEF and len(data["citations"]) == len(drafted().citations) and data["gaps"] and data["notices"]


def test_a_draft_in_json_is_a_brief_too(tmp_path: Path):
    assert read_brief(export_draft(drafted(), tmp_path / "p.json", SOURCES)) == BRIEF


def test_other_peoples_text_is_text_in_every_form(tmp_path: Path):
    brief = brief_of({"name": NASTY, "kind": "icb", "commitment": NASTY, "priorities": [{"outcome": NASTY, "source": NASTY}], "value_bands": [{"value": NASTY}]})
    made = draft_policy(brief, materials(), TODAY)
    text = draft_markdown(made, SOURCES)
    assert "<script>" not in re.sub(r"\\<", "", text) and len(read_edits(export_draft(made, tmp_path / "n.md", SOURCES)).worded) == 0
    with zipfile.ZipFile(export_draft(made, tmp_path / "n.docx", SOURCES)) as parts:
        shown = words(etree.fromstring(parts.read("word/document.xml")))
    assert "<script>x</script> **bold** [link](http://x) | pipe |" in shown


# --- edits -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["p.md", "p.json", "p.docx"])
def test_a_draft_that_nobody_touched_has_no_edits(tmp_path: Path, name: str):
    found = read_edits(export_draft(drafted(), tmp_path / name, SOURCES))
    assert (found.worded, found.removed) == ({}, ())


def test_a_clause_worded_anew_in_markdown_is_kept_marked_and_keeps_its_footnote_when_the_brief_changes(tmp_path: Path):
    path = export_draft(drafted(), tmp_path / "p.md", SOURCES)
    text = path.read_text().replace("This is policy and not statute: the Social Value Act sets no weighting.", "We hold to it (and say so).")
    text = re.sub(r"<!-- clause purpose-shape .*?(?=<!-- clause )", "", text, flags=re.S)
    path.write_text(text)
    again = drafted(kept_edits(BRIEF.with_said(weighting_floor=15), path))
    export_draft(again, path, SOURCES)
    mine = next(clause for clause in again.clauses if clause.id == "weighting-nhs")
    assert mine.edited and mine.text.endswith("We hold to it (and say so).") and mine.citations
    assert "at least 15% of the total score" in path.read_text() and "*guidance, edited*" in path.read_text() and "purpose-shape" not in path.read_text()
    assert read_edits(path).worded == {"weighting-nhs": mine.text}


def test_a_clause_worded_anew_in_json_is_kept(tmp_path: Path):
    path = export_draft(drafted(), tmp_path / "p.json", SOURCES)
    data = json.loads(path.read_text())
    data["sections"][8]["clauses"][0]["text"] = "Social value counts for much."
    del data["sections"][1]["clauses"][0]
    path.write_text(json.dumps(data))
    found = read_edits(path)
    assert found.worded == {"weighting-floor": "Social value counts for much."} and found.removed == ("purpose-promise",)
    assert found.into(BRIEF).edits == ({"clause": "weighting-floor", "text": "Social value counts for much."},)


def test_a_word_file_that_is_there_is_not_written_over(tmp_path: Path):
    path = tmp_path / "p.docx"
    path.write_bytes(b"mine")
    with pytest.raises(ExportError, match="is there already and is not replaced"):
        kept_edits(BRIEF, path)
    assert kept_edits(BRIEF, path, replace=True) is BRIEF and path.read_bytes() == b"mine"


@pytest.mark.parametrize(("name", "content"), [("a.md", "# mine"), ("a.json", "{}"), ("a.json", "[" * 100_000), ("a.json", "not json"), ("a.md", ""), ("a.docx", "mine")])
def test_a_file_that_is_no_draft_is_told_and_not_written_over(tmp_path: Path, name: str, content: str):
    (tmp_path / name).write_text(content)
    with pytest.raises(BadBrief, match="no draft of this product"):
        read_edits(tmp_path / name)
    with pytest.raises(ExportError, match="is there already and is not replaced"):
        kept_edits(BRIEF, tmp_path / name)


def test_an_edit_that_is_too_long_or_a_folder_that_is_not_there_is_told(tmp_path: Path):
    path = export_draft(drafted(), tmp_path / "p.md", SOURCES)
    path.write_text(path.read_text().replace("That is a floor, not a ceiling.", "x" * 3000))
    with pytest.raises(BadBrief, match="shorten it to 2000"):
        read_edits(path)
    with pytest.raises(ExportError, match="cannot be written"):
        export_draft(drafted(), tmp_path / "none" / "p.md", SOURCES)


@pytest.mark.parametrize(("body", "text"), [
    ("**8.1** Words here.[^3] *duty*\n", "Words here."), ("**8.1** Words\nhere. *local choice, edited*\n\n| a |\n| --- |\n| b |\n\n## 9. Next\n", "Words here."),
    ("Only words\n\nand more.", "Only words and more."), (r"**1\.2** **\[to be agreed: x\]** it \* is. *guidance*", "[to be agreed: x] it * is.")])
def test_a_clause_in_markdown_is_read_as_its_words(body: str, text: str):
    assert plain(body) == text
