"""The shipped corpus: footnote numbers off the words, printed pages exact, web furniture gone, catalogue true."""

from __future__ import annotations

import csv
import re
import shutil
import tomllib
from collections import Counter
from pathlib import Path

import pytest
from builders import CORPUS, GUIDE, REPORT, ROOT, report_page, shipped

from assistant.domain import Kind
from assistant.errors import CorpusError
from assistant.law import SOURCE_ID
from assistant.text import fold, stands_in
from ingest import convert
from ingest.catalogue import read_catalogue

PLAN = tomllib.loads((CORPUS / "conversion.toml").read_text(encoding="utf-8"))
MARKS = PLAN[REPORT]["marks"]
WEB = [name for name in PLAN if name != REPORT]


def original(name: str) -> str:
    return (CORPUS / "originals" / f"{name}.txt").read_text(encoding="utf-8")


def document(name: str) -> str:
    """All the text of a document as it is ingested."""
    return "\n\n".join(text for (source_id, _), text in shipped()[0].items() if source_id == name)


def note(number: int) -> str:
    """The one passage that holds a footnote."""
    found = [p for p in shipped()[1] if p.source_id == REPORT and p.headings[-1] == f"Note {number}"]
    assert len(found) == 1, f"note {number} is a passage {len(found)} times"
    return found[0].text


# --- made by one command ---------------------------------------------------------------------------------


def test_converting_again_finds_nothing_to_do(capsys: pytest.CaptureFixture[str]):
    assert convert.main(["--check"]) == 0
    assert capsys.readouterr().out == "nothing to do\n"


def test_a_file_changed_by_hand_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]):
    copy = copied(tmp_path)
    monkeypatch.setattr(convert, "CORPUS", copy)
    edited = copy / "documents" / "bssec-2017.md"
    edited.write_text(edited.read_text(encoding="utf-8").replace("57%", "58%"), encoding="utf-8")
    assert convert.main(["--check"]) == 1
    assert capsys.readouterr().out == "differs: documents/bssec-2017.md\n"
    assert convert.main([]) == 0
    assert "57%" in edited.read_text(encoding="utf-8")


def test_a_decision_that_no_longer_fits_the_original_stops_the_run(tmp_path: Path):
    copy = copied(tmp_path)
    path = copy / "originals" / f"{REPORT}.txt"
    path.write_text(path.read_text(encoding="utf-8").replace("20915", "209"), encoding="utf-8")
    with pytest.raises(CorpusError, match="footnote mark 15"):
        convert.converted(copy)


# --- footnote numbers ------------------------------------------------------------------------------------


def test_the_report_has_twenty_two_notes_each_undone_once():
    assert [mark["note"] for mark in MARKS] == list(range(1, 23))


@pytest.mark.parametrize("mark", MARKS, ids=lambda mark: f"note-{mark['note']}")
def test_a_footnote_number_is_off_its_word_and_its_note_is_kept(mark: dict):
    page = report_page(mark["page"])
    assert fold(mark["glued"]) in fold(original(REPORT)), "the mark no longer fits the original"
    assert stands_in(mark["clean"], page)
    assert fold(mark["glued"]) not in fold(document(REPORT))
    text = note(mark["note"])
    assert any(p.text == text and p.page == str(mark["page"]) for p in shipped()[1])
    assert text.startswith(f"{mark['note']} ")
    assert stands_in(text.removeprefix(f"{mark['note']} "), page)


@pytest.mark.parametrize(("number", "words"), [
    (1, "Next Steps on the NHS Five Year Forward View, NHS England, March 2017"),
    (2, "At the time of the FOI request."),
    (15, "There are now 207 Clinical Commissioning Groups"),
    (21, "Public Accounts Committee, 25th Report"),
    (22, "In April 2017, the Manchester CCGs merged, leaving 207 CCGs."),
])
def test_a_note_keeps_its_words(number: int, words: str):
    assert words in note(number)


def test_no_footnote_number_is_glued_to_a_letter_or_a_figure():
    """Whatever still joins letters and digits, or has five digits, is printed so: addresses, ordinals, a reference."""
    printed = {"10th", "31st", "25th", "3rd", "5YFV", "02651", "2nd", "1990s", "95MB"}
    text = re.sub(r"(https?://|www\.|@)\S+", " ", "\n".join(page for (source, _), page in shipped()[0].items() if source != SOURCE_ID))
    joined = {m.group().strip(".,;:)") for m in re.finditer(r"\b\w*(?:[A-Za-z]\d|\d[A-Za-z])\w*|\b\d{5,}\b", text)}
    assert joined <= printed


def test_no_stop_or_quote_mark_has_a_footnote_number_on_it():
    for (source_id, label), text in shipped()[0].items():
        without = re.sub(r"https?://\S+", " ", text)
        assert not re.findall(r"[a-z][.,;:”’)]\d+\b", without), (source_id, label)


@pytest.mark.parametrize("glued", ["2092", "20915", "20922", "authorities3", "plan1", "size6", "low7", "value8", "PACS14", "Act19", "18We"])
def test_the_worst_figures_of_the_original_stand_nowhere(glued: str):
    assert glued in original(REPORT)
    assert all(glued not in text for text in shipped()[0].values())


# --- printed pages ---------------------------------------------------------------------------------------


def test_the_reports_pages_are_printed_3_to_39_in_order():
    labels = [label for source_id, label in shipped()[0] if source_id == REPORT]
    assert labels == [str(n) for n in range(3, 40)]


@pytest.mark.parametrize(("label", "text"), [
    (3, "FOREWORD"),
    (3, "£71.9 billion in 2016/17"),
    (4, "Lord Victor Adebowale CBE, Chair, Social Enterprise UK"),
    (5, "EXECUTIVE SUMMARY"),
    (6, "A pass/fail question or a weighting of 2% of the total evaluation was common."),
    (7, "every STP should have a social value strategy"),
    (8, "INTRODUCTION"),
    (9, "commissioners of local services are given a duty to consider"),
    (10, "Service Condition 18 of the contract"),
    (12, "The emerging context and the future of commissioning"),
    (13, "have created 44 new geographies"),
    (14, "METHODOLOGY"),
    (14, "We received 192 responses of sufficient quality to interpret, a 91% response rate."),
    (15, "Highly committed  Evidenced  Active"),
    (16, "There are currently 9 organisations which are accredited"),
    (17, "FINDINGS"),
    (17, "21% were classified as ‘active’ in applying social value."),
    (18, "the 100 CCGs"),
    (19, "3. Weighting for social value; and procurement thresholds"),
    (24, "Of the 44 STPs, just 6 mention social value, or 13%."),
    (25, "CONCLUSIONS AND RECOMMENDATIONS"),
    (27, "APPENDIX 1: A Brief history of NHS Commissioning"),
    (28, "The 209 Clinical Commissioning Groups are groups of GP practices"),
    (29, "Written by Sir Simon Stevens, Chief Executive of NHS England"),
    (30, "APPENDIX 2: CCG by STP footprint area"),
    (37, "APPENDIX 3: STPs and social value"),
    (39, "We are the national body for social enterprise."),
])
def test_a_text_stands_on_its_printed_page(label: int, text: str):
    assert stands_in(text, report_page(label))


@pytest.mark.parametrize("text", [
    "APPENDIX 2: CCG by STP footprint area", "APPENDIX 3: STPs and social value", "Written by Sir Simon Stevens", "METHODOLOGY",
    "We are the national body for social enterprise.",
])
def test_a_page_opening_stands_on_one_page_only(text: str):
    assert sum(stands_in(text, page) for (name, _), page in shipped()[0].items() if name == REPORT) == 1


def test_the_weightings_stand_on_the_pages_the_law_notes_name():
    assert stands_in("2%", report_page(20))
    assert stands_in("30%", report_page(22))
    assert "10%" in report_page(20)


def test_the_printed_footer_is_gone():
    assert "HEALTHY COMMISSIONING" not in document(REPORT)


def test_the_report_is_quoted_as_printed_where_its_sums_are_off():
    assert "6 mention social value, or 13%" in report_page(24)
    assert "192 responses" in report_page(14) and "91%" in report_page(14)


def test_a_web_document_is_one_page():
    for name in WEB:
        assert [label for source_id, label in shipped()[0] if source_id == name] == ["1"]


# --- no words lost, no furniture kept --------------------------------------------------------------------


@pytest.mark.parametrize("furniture", [
    "cookies", "Skip to content", "Skip to navigation", "Page last edited", "give us feedback", "3/5 from 832 ratings", "5 stars",
    "Share on Facebook", "Leave a Reply", "Community-made content", "Image source:", "See all how-tos", "This page is free to all",
])
def test_web_furniture_is_gone(furniture: str):
    assert any(furniture.lower() in original(name).lower() for name in WEB), "not in the originals either"
    assert all(furniture.lower() not in text.lower() for text in shipped()[0].values())


@pytest.mark.parametrize("name", WEB)
def test_every_line_of_a_web_document_is_a_line_of_its_original(name: str):
    lines = {" ".join(line.split()) for line in original(name).split("\n")}
    made = [re.sub(r"^[-•] ", "", line) for line in document(name).split("\n") if line]
    missing = [line for line in made if line not in lines and not any(line in one for one in lines)]
    assert missing == []


def test_every_word_of_the_report_is_in_its_pages():
    """Footnote numbers, bullets, the footer and the tables' repeated column heads aside, nothing is lost or added."""
    before = original(REPORT)
    for mark in MARKS:
        pattern = r"\s+".join(map(re.escape, mark["glued"].split(" ")))
        before = re.sub(pattern, lambda _, clean=mark["clean"]: clean, before)
    was, now = (Counter(re.findall(r"[A-Za-z]{4,}", text)) for text in (before, document(REPORT)))
    assert set(was - now) <= {"HEALTHY", "COMMISSIONING", "footprint", "area", "Footprint", "mentions", "social", "value"}
    assert set(now - was) <= {"footprint", "area", "Footprint", "mentions", "social", "value"}


# --- headings --------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("page", "text", "headings"), [
    ("20", "Previous work suggests", ("FINDINGS", "3. Weighting for social value; and procurement thresholds")),
    ("15", "Freedom of Information requests are a blunt instrument", ("METHODOLOGY", "Limitations", "FOI requests")),
    ("26", "Inclusive Economy Unit", ("CONCLUSIONS AND RECOMMENDATIONS",)),
    ("34", "NHS Oldham CCG", ("APPENDIX 2: CCG by STP footprint area",)),
    ("38", "Devon  no", ("APPENDIX 3: STPs and social value", "South")),
])
def test_a_passage_knows_the_headings_above_it(page: str, text: str, headings: tuple[str, ...]):
    (found,) = [p for p in shipped()[1] if p.source_id == REPORT and p.page == page and stands_in(text, p.text)][:1]
    assert found.headings == headings


def test_every_heading_of_the_plan_stands_on_its_page():
    for page, _, text in PLAN[REPORT]["headings"]:
        assert stands_in(" ".join(text.split()), report_page(page))
    for _, text in PLAN[GUIDE]["headings"]:
        assert stands_in(" ".join(text.split()), document(GUIDE))


# --- the tables' files -----------------------------------------------------------------------------------


def rows(name: str) -> list[dict[str, str]]:
    with (CORPUS / "tables" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def test_every_printed_footprint_name_is_mapped_onto_existing_ones():
    printed = {row["footprint"] for row in rows("ccg_footprints")}
    existing = {row["footprint"] for row in rows("footprints")}
    names = rows("footprint_names")
    assert {row["appendix_2"] for row in names} == printed
    assert {row["appendix_3"] for row in names} == existing


def test_only_the_names_with_a_slash_stand_for_two_footprints():
    names = [row["appendix_2"] for row in rows("footprint_names")]
    assert {name for name in names if names.count(name) > 1} == {name for name in names if "/" in name}


def test_every_row_of_the_tables_stands_on_its_page():
    for row in rows("ccg_footprints"):
        assert stands_in(f"{row['ccg']}  {row['footprint']}", report_page(row["page"]))
    for row in rows("footprints"):
        assert stands_in(f"{row['footprint']}  {row['mentions_social_value']}", report_page(row["page"]))


# --- the catalogue ---------------------------------------------------------------------------------------


def copied(folder: Path) -> Path:
    """A copy of the corpus to break, without its large index of questions."""
    return Path(shutil.copytree(CORPUS, folder / "corpus", ignore=shutil.ignore_patterns("questions")))


def edited(folder: Path, old: str, new: str) -> Path:
    """A copy of the corpus whose catalogue has its first `old` replaced."""
    corpus = copied(folder)
    path = corpus / "catalogue.toml"
    text = path.read_text(encoding="utf-8")
    assert old in text
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    return corpus


def test_the_catalogue_lists_every_document_and_no_other():
    listed = read_catalogue(CORPUS)
    assert {item.path for item in listed} == set((CORPUS / "documents").iterdir())
    assert {item.source.id for item in listed} >= {REPORT, GUIDE, "bssec-2017", "nhs-for-yes-2017", "commissioning-bulletin-2017"}
    assert next(item.source for item in listed if item.source.id == REPORT).kind is Kind.REPORT
    assert all(item.source.rights and item.source.as_of for item in listed)


@pytest.mark.parametrize(("old", "new", "message"), [
    ("publisher = ", "printer = ", "healthy-commissioning: unknown key 'printer'"),
    ('publisher = "Social Enterprise UK and National Voices"\n', "", "healthy-commissioning: 'publisher' is missing"),
    ('rights = "Copyright', 'rights = ""\nurl2 = "', "unknown key 'url2'"),
    ('title = "Healthy Commissioning: How the Social Value Act is being used by Clinical Commissioning Groups"', 'title = ""', "'title' is missing"),
    ('id = "knowhow-social-value"', 'id = "healthy-commissioning"', "healthy-commissioning stands twice"),
    ('kind = "report"', 'kind = "novel"', "healthy-commissioning: 'novel' is not a valid Kind"),
    ('authority = "primary"', 'authority = "holy"', "healthy-commissioning: 'holy' is not a valid Authority"),
    ('file = "bssec-2017.md"', 'file = "bssec-2018.md"', "bssec-2018.md is not there"),
    ("[[source]]", "[[source", "cannot be read"),
])
def test_a_wrong_catalogue_is_an_error_that_names_the_entry(tmp_path: Path, old: str, new: str, message: str):
    with pytest.raises(CorpusError, match=re.escape(message)):
        read_catalogue(edited(tmp_path, old, new))


def test_a_document_changed_after_the_catalogue_is_an_error_that_names_both_checksums(tmp_path: Path):
    corpus = copied(tmp_path)
    with (corpus / "documents" / "bssec-2017.md").open("a", encoding="utf-8") as file:
        file.write("One line more.\n")
    with pytest.raises(CorpusError, match=r"bssec-2017.md has SHA-256 [0-9a-f]{64}, the catalogue says 83f050"):
        read_catalogue(corpus)


def test_a_missing_catalogue_is_an_error_with_its_remedy(tmp_path: Path):
    with pytest.raises(CorpusError, match="restore it from the repository"):
        read_catalogue(tmp_path)


def test_the_originals_are_those_the_catalogue_names():
    import hashlib

    listed = tomllib.loads((CORPUS / "catalogue.toml").read_text(encoding="utf-8"))["source"]
    for row in listed:
        if "original_sha256" in row:
            assert hashlib.sha256((CORPUS / "originals" / f"{row['id']}.txt").read_bytes()).hexdigest() == row["original_sha256"]


def test_the_corpus_is_beside_the_rooms():
    assert ROOT / "corpus" == CORPUS


def test_the_publishers_own_page_does_not_stand_under_the_last_appendix():
    assert {p.headings for p in shipped()[1] if p.source_id == REPORT and p.page == "39"} == {(next(listed.source.title for listed in read_catalogue(CORPUS) if listed.source.id == REPORT),)}
