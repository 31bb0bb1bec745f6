"""What a person changed in a draft's Word file is read back: worded anew, taken out, with changes tracked, with a bookmark lost."""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Callable
from datetime import date
from functools import cache
from pathlib import Path

import pytest
from builders import materials

from assistant.drafting.brief import Brief, brief_of
from assistant.drafting.draft import Draft
from assistant.drafting.edits import read_edits
from assistant.drafting.export import WRITERS, export_draft, kept_edits
from assistant.drafting.policy import draft_policy
from assistant.drafting.word_edits import MOST_CHARACTERS, properties, read_word
from assistant.errors import BadBrief, ExportError
from assistant.word_look import bookmark

TODAY = date(2026, 11, 22)
SOURCES = tuple(materials().sources.values())
BRIEF = brief_of({"name": "NHS Fenmarsh ICB", "kind": "icb", "area": "Fenmarsh", "weighting_floor": 10, "priorities": [{"outcome": "Warm homes", "source": "Plan"}],
                  "lead": "Director of Strategy"})
FLOOR = "That is a floor, not a ceiling."


def drafted(brief: Brief = BRIEF) -> Draft:
    return draft_policy(brief, materials(), TODAY)


@cache
def word_file() -> bytes:
    return WRITERS[".docx"](drafted(), SOURCES)


def paragraph(document: str, name: str) -> str:
    """The paragraph of a clause as it stands in the file."""
    mark = document.index(f'w:name="{bookmark(name)}"')
    start = document.rindex("<w:p>", 0, mark) if document.rindex("<w:p>", 0, mark) > document.rfind("</w:p>", 0, mark) else document.index("<w:p>", mark)
    return document[start:document.index("</w:p>", start) + 6]


def edited(path: Path, change: Callable[[str], str], part: str = "word/document.xml") -> Path:
    """The draft's file with one part changed, as a word processor writes it: every part anew."""
    with zipfile.ZipFile(io.BytesIO(word_file())) as old, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as new:
        for entry in old.infolist():
            data = old.read(entry)
            if entry.filename == part:
                changed = change(data.decode())
                assert changed != data.decode()
                data = changed.encode()
            new.writestr(entry.filename, data)
    return path


def run(text: str) -> str:
    return f'<w:r w:rsidR="00A1"><w:t xml:space="preserve">{text}</w:t></w:r>'


def without_bookmarks(document: str) -> str:
    return re.sub(r"<w:bookmark(?:Start|End)[^>]*>", "", document)


# --- what is read back -----------------------------------------------------------------------------------


def test_a_clause_worded_anew_in_word_is_kept_marked_and_keeps_its_footnote_when_the_brief_changes(tmp_path: Path):
    path = edited(tmp_path / "p.docx", lambda text: text.replace("This is policy and not statute: the Social Value Act sets no weighting.", "We hold to it &amp; say so."))
    again = drafted(kept_edits(BRIEF.with_said(weighting_floor=15), path))
    mine = next(clause for clause in again.clauses if clause.id == "weighting-nhs")
    before = next(clause for clause in drafted().clauses if clause.id == "weighting-nhs")
    assert mine.edited and mine.text.endswith("We hold to it & say so.") and len(mine.citations) == len(before.citations) > 0
    assert [clause.id for clause in again.clauses if clause.edited] == ["weighting-nhs"]
    export_draft(again, path, SOURCES)
    assert read_edits(path).worded == {"weighting-nhs": mine.text}
    with zipfile.ZipFile(path) as parts:
        assert ">guidance, edited<" in parts.read("word/document.xml").decode()


def test_a_clause_that_was_deleted_stays_out_and_all_others_stay(tmp_path: Path):
    path = edited(tmp_path / "p.docx", lambda text: text.replace(paragraph(text, "purpose-promise"), ""))
    assert (found := read_edits(path)).removed == ("purpose-promise",) and found.worded == {}
    assert {c.id for c in drafted().clauses} - {c.id for c in drafted(kept_edits(BRIEF, path)).clauses} == {"purpose-promise"}


def test_changes_that_are_tracked_count_as_made(tmp_path: Path):
    tracked = (f'<w:proofErr w:type="spellStart"/><w:del w:id="901" w:author="A"><w:r><w:delText>{FLOOR}</w:delText></w:r></w:del>'
               f'<w:ins w:id="902" w:author="A">{run("It is")}{run(" the least")}</w:ins>{run(", no more.")}')
    path = edited(tmp_path / "p.docx", lambda text: re.sub(rf'<w:r><w:t xml:space="preserve">([^<]*){re.escape(FLOOR)}</w:t></w:r>', rf"{run(chr(92) + '1')}{tracked}", text))
    assert read_edits(path).worded["weighting-floor"].endswith("under this policy. It is the least, no more.") and len(read_edits(path).worded) == 1


def test_a_paragraph_put_under_a_clause_and_words_typed_behind_its_label_are_part_of_it(tmp_path: Path):
    def change(text: str) -> str:
        old = paragraph(text, "proportion-cap")
        new = old.replace(">local choice</w:t>", ">local choice This is firm.</w:t>") + f'<w:p><w:pPr><w:pStyle w:val="Clause"/></w:pPr>{run("Ask us why.")}</w:p>'
        return text.replace(old, new)

    assert read_edits(edited(tmp_path / "p.docx", change)).worded == {"proportion-cap": "No contract asks for more than six measures. This is firm. Ask us why."}


def test_two_clauses_run_together_are_still_two(tmp_path: Path):
    def change(text: str) -> str:
        first, second = paragraph(text, "proportion-cap"), paragraph(text, "proportion-place")
        between = text[text.index(first) + len(first):text.index(second)]
        return text.replace(first + between + second, first[:-6] + re.sub(r"^<w:p>.*?</w:pPr>", between, second, flags=re.S))

    found = read_edits(edited(tmp_path / "p.docx", change))
    assert found.removed == () and set(found.worded) <= {"proportion-cap"}


@pytest.mark.parametrize("lost", [without_bookmarks, lambda text: text.replace('w:name="clause_', 'w:name="_x')], ids=["gone", "renamed"])
def test_where_the_bookmarks_are_lost_the_numbers_tell_the_clauses(tmp_path: Path, lost: Callable[[str], str]):
    path = edited(tmp_path / "p.docx", lambda text: lost(text).replace(FLOOR, "It is the least."))
    found = read_edits(path)
    assert set(found.worded) == {"weighting-floor"} and found.removed == ()


def test_what_stands_in_annexes_notes_and_tables_is_no_clauses_words(tmp_path: Path):
    path = edited(tmp_path / "p.docx", lambda text: text.replace("Scoring guide", "Our scoring guide").replace("Before this goes to a board", "Notes"))
    assert (read_edits(path).worded, read_edits(path).removed) == ({}, ())


# --- what is no draft ------------------------------------------------------------------------------------


@pytest.mark.parametrize(("part", "change"), [
    ("docProps/custom.xml", lambda text: text.replace("=", "-").replace("version-", "version=")), ("docProps/custom.xml", lambda text: re.sub(r"<vt:lpwstr>.*?</vt:lpwstr>", "<vt:lpwstr/>", text)),
    ("word/document.xml", lambda text: text[:2000]), ("word/document.xml", lambda text: '<!DOCTYPE x [<!ENTITY a "b">]>' + text),
    ("word/document.xml", lambda text: re.sub(r"<w:body>.*</w:body>", "<w:body/>", text, flags=re.S))], ids=["list broken", "list lost", "half", "entities", "empty"])
def test_a_word_file_that_is_no_draft_or_is_broken_is_told_and_not_written_over(tmp_path: Path, part: str, change: Callable[[str], str]):
    path = edited(tmp_path / "p.docx", change, part)
    before = path.read_bytes()
    with pytest.raises(BadBrief, match="is no draft of this product"):
        read_edits(path)
    with pytest.raises(ExportError, match="is there already and is not replaced"):
        kept_edits(BRIEF, path)
    assert path.read_bytes() == before and kept_edits(BRIEF, path, replace=True) is BRIEF


@pytest.mark.parametrize("data", [b"", b"mine", b"PK\x03\x04 half a zip", word_file()[:5000]])
def test_bytes_that_are_no_word_file_are_none(data: bytes):
    assert read_word(data) is None


def test_the_list_of_clauses_is_kept_in_pieces_that_word_keeps_whole():
    kept = properties((f"clause-with-a-long-name-{n}", f"{n}.{n}", "0123456789") for n in range(60))
    assert len(kept) > 5 and all(len(line) <= MOST_CHARACTERS for line in kept.values()) and list(kept)[:2] == ["Clauses 1", "Clauses 2"]
    assert sum(line.count("0123456789") for line in kept.values()) == 60 and properties(()) == {}


def test_every_clause_has_a_bookmark_of_its_own_that_word_takes():
    names = [bookmark(clause.id) for clause in drafted().clauses]
    assert len(set(names)) == len(names) and all(re.fullmatch(r"[a-z]\w{0,39}", name) for name in names)
