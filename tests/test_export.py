"""Conversations as Markdown, Word and JSON: everything in them, and nobody's text read as markup."""

from __future__ import annotations

import io
import json
import re
import zipfile
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pypandoc
import pytest
from fake_page import HOSTILE
from lxml import etree
from markdown_it import MarkdownIt
from talks import QUOTE, SOURCES, Clock, answer

from assistant.conversation import IN_MEMORY, Conversations
from assistant.domain import Aside, Citation, Claim, ClaimKind, Notice, Role, Status
from assistant.errors import ExportError
from assistant.export import answer_json, conversation_json, conversation_markdown, export_answer, export_conversation
from assistant.markdown import literal
from assistant.turns import Conversation

NOW = datetime(2026, 11, 23, 0, 30, tzinfo=ZoneInfo("Europe/London"))
NASTY = (
    HOSTILE + " \\textbf{tex} \\input{/etc/passwd} $$x$$ {.class #id} `x`{=html} [^1] [@cite] <!-- c --> ~~s~~ H~2~O x^2^ [[wiki]] ![i](x){width=1} "
    "::: div www.evil.example HTTPS://evil.example mailto:a@b.c ftp://evil.example - [ ] task | a | b | &copy; &#65; \"q\" \\ % title"
)
STARTS = ["# heading", "- item", "+ item", "* item", "1. item", "12) item", "> quote", "---", "===", "```", "~~~", ": definition", "| table |", "% title", "    code",
          "[^1]: note", "[x]: http://evil.example", "<div>", "\\begin{x}", "::: box", "---\ntitle: x\n---", "(1) item", "a. item", "#. item", "(@) item"]
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"


def talk(*answers: object, question: str = "Which weighting?", role: Role | None = Role.STUDENT, waiting: str = "") -> Conversation:
    """A kept conversation with these answers."""
    kept = Conversations(IN_MEMORY, clock=Clock())
    name = ""
    for one in answers:
        name, turn = kept.put(question, role, name)
        kept.settle(name, turn.number, one)
    if waiting:
        name, _ = kept.put(waiting, role, name)
    return kept.open(name)


def hostile(text: str) -> Conversation:
    """A conversation with this text wherever other people's text can be."""
    cited = Citation(1, "hostile", text, "1", (text,), text, "h1", text, text)
    return talk(answer(text, standalone_question=f"again {text}", answer=f"{text} [1]\n\n- {text} [1]\n- {text}", claims=(Claim(text, (1,), ClaimKind.EVIDENCE, True),),
                       citations=(cited,), notices=(Notice("x", text, text, text, text),)), question=text)


def as_word(conversation: Conversation, tmp_path: Path, **options: object) -> zipfile.ZipFile:
    path = export_conversation(conversation, tmp_path / "talk.docx", SOURCES, now=NOW, **options)
    return zipfile.ZipFile(io.BytesIO(path.read_bytes()))


def texts(docx: zipfile.ZipFile, part: str) -> list[str]:
    """The paragraphs of a part of a Word file; a footnote's mark shows as [note]."""
    found = []
    for paragraph in etree.fromstring(docx.read(f"word/{part}.xml")).iter(f"{W}p"):
        text = "".join("[note]" if node.tag == f"{W}footnoteReference" else "\n" if node.tag == f"{W}br" else node.text or ""
                       for node in paragraph.iter(f"{W}t", f"{W}footnoteReference", f"{W}br"))
        found += [text] if text.strip() else []
    return found


def folded(text: str) -> str:
    return " ".join(text.split())


# --- JSON ------------------------------------------------------------------------------------------------


def test_json_has_the_conversation_with_each_answer_as_ask_prints_it(tmp_path: Path):
    made = talk(answer(), waiting="and?")
    data = json.loads(export_conversation(made, tmp_path / "t.JSON", SOURCES).read_text())
    assert data == conversation_json(made)
    assert (data["version"], data["id"], data["title"], data["role"], data["questions"]) == (1, made.about.id, "Which weighting?", "student", 2)
    assert data["turns"][0]["answer"] == json.loads(json.dumps(answer_json(answer())))
    assert data["turns"][1]["answer"] is None and data["turns"][1]["question"] == "and?"
    assert data["created"].endswith("+00:00")


# --- Markdown --------------------------------------------------------------------------------------------


def test_markdown_has_date_role_answers_footnotes_notices_and_references():
    text = conversation_markdown(talk(answer(), waiting="and?"), SOURCES, "harvard", NOW)
    assert text.startswith("# Which weighting?\n\n*22 November 2026. Asked as a student. 2 questions.*")
    assert f"*Evidence:* {QUOTE}[^1]\n\n- *Duty:* Agencies must consider social value.[^2]\n\n" in text
    assert (f"[^1]: Social Enterprise UK and National Voices, Healthy Commissioning: How it is used (as of 2017), page 20, evidence: “{QUOTE}”; "
            "“It was said twice.”\n") in text
    assert ("[^2]: Knowhow Nonprofit, Social value in commissioning and procurement (as of 11 September 2017), page 1, duty: “Agencies must consider social value.”") in text
    assert "**Since this was written:** CCGs were abolished. (checked 21 November 2026, Health and Care Act 2022)" in text
    assert "*This question was stopped before it was answered.*" in text
    assert "## References\n\nKnowhow Nonprofit (2017) *Social value" in text and "Accessed:" not in text and "if you opened it on the web, add the day" in text


def test_a_document_is_named_in_full_in_its_first_footnote_only():
    text = conversation_markdown(talk(answer(), answer()), SOURCES, "harvard", NOW)
    assert text.count("Social Enterprise UK and National Voices, ") == text.count("Knowhow Nonprofit, ") == 1
    assert f"[^3]: Healthy Commissioning (as of 2017), page 20, evidence: “{QUOTE}”" in text


def test_a_follow_up_says_what_it_was_taken_as_and_a_part_answer_that_it_is_one():
    text = conversation_markdown(talk(answer(standalone_question="Which weighting was common?", status=Status.PARTIAL)), SOURCES, "harvard", NOW)
    assert "*Taken as: Which weighting was common?*" in text and "*Answered in part.*" in text


def test_what_stands_beside_an_answer_comes_after_it_with_its_footnote_and_reference():
    guide = replace(answer().citations[1], n=4)
    beside = Aside("What to bring", (Claim("Agencies must consider 2.", (4,), ClaimKind.GUIDANCE, True), Claim("See step 3", (4,), ClaimKind.GUIDANCE, True)), (guide,))
    text = conversation_markdown(talk(answer(citations=answer().citations[:1], answer=f"{QUOTE} [1]", aside=beside)), SOURCES, "harvard", NOW)
    assert "**What to bring:** *Guidance:* Agencies must consider 2.[^2] See step 3\u202f[^3]" in text
    assert "page 1, guidance: “Agencies must consider social value.”" in text and "Knowhow Nonprofit (2017)" in text


def test_a_footnote_never_sticks_to_a_figure():
    text = conversation_markdown(talk(answer(answer="There were 209 [1] in 2017 [2].")), SOURCES, "harvard", NOW)
    assert "There were 209\u202f[^1] in 2017.[^2]" in text


def test_a_range_of_markers_is_one_footnote_with_a_paragraph_a_page():
    rows = tuple(Citation(n, "healthy-commissioning", "Healthy", "28" if n < 9 else "29", (), f"NHS {n} CCG  North", f"r{n}", "", "2017") for n in range(1, 13))
    text = conversation_markdown(talk(answer(answer="Twelve are. [1]–[12] None is.", citations=rows, claims=(), notices=())), SOURCES, "harvard", NOW)
    assert "Twelve are.[^1] None is." in text
    note = text[text.index("[^1]: "):]
    assert note.count("page 28") == note.count("page 29") == 1 and note.count("CCG · North") == 12 and "\n\n    Healthy (as of 2017), page 29: “" in note


def test_a_number_in_brackets_that_cites_nothing_stays():
    assert "See \\[9\\] and \\[1\\]–\\[9\\]" in conversation_markdown(talk(answer(answer="See [9] and [1]–[9]")), SOURCES, "harvard", NOW)


def test_oscola_references_can_be_asked_for():
    text = conversation_markdown(talk(answer()), SOURCES, "oscola", NOW)
    assert "‘Healthy Commissioning: How It Is Used’ (2017) \\<https\\://www\\.socialenterprise.org.uk\\>" in text


MARKUP = {"Link", "Image", "RawInline", "RawBlock", "Math", "Code", "CodeBlock", "Cite", "Table", "HorizontalRule", "BlockQuote", "DefinitionList", "Strikeout",
          "Subscript", "Superscript", "LineBlock"}


def kinds(tree: object) -> set[str]:
    if isinstance(tree, dict):
        return ({tree["t"]} if "t" in tree else set()).union(*map(kinds, tree.values()))
    return set().union(*map(kinds, tree)) if isinstance(tree, list) else set()


@pytest.mark.parametrize("reader", ["markdown", "gfm", "commonmark_x", "markdown_mmd"])
def test_markdown_of_hostile_text_is_read_as_plain_text(reader: str):
    text = conversation_markdown(hostile(NASTY), SOURCES, "harvard", NOW)
    tree = json.loads(pypandoc.convert_text(text, "json", format=reader))
    assert not kinds(tree["blocks"]) & (MARKUP - {"Superscript"})
    assert tree["meta"] == {}
    plain = pypandoc.convert_text(text, "plain", format={"markdown": "markdown-smart", "commonmark_x": "commonmark_x-smart"}.get(reader, reader), extra_args=["--wrap=none"])
    assert folded(plain).count(folded(NASTY)) >= 5


@pytest.mark.parametrize("start", STARTS)
def test_a_line_that_begins_like_markup_is_plain_text(start: str):
    text = conversation_markdown(hostile(start), SOURCES, "harvard", NOW)
    for reader in ("markdown", "gfm"):
        tree = json.loads(pypandoc.convert_text(text, "json", format=reader))
        lists = {"OrderedList"} - ({"OrderedList"} if start[0].isdigit() else set())  # in an answer, "1. " does begin an item
        assert not kinds(tree["blocks"]) & (MARKUP | lists) and tree["meta"] == {}
        headings = [b for b in tree["blocks"] if b["t"] == "Header"]
        assert len(headings) == 3, "title, question, references"


def test_a_web_page_of_the_markdown_has_no_live_part():
    html = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(conversation_markdown(hostile(NASTY), SOURCES, "harvard", NOW))
    assert set(re.findall(r"<(\w+)", html)) <= {"h1", "h2", "p", "em", "strong", "ul", "li"}


def test_what_needs_no_escape_is_left_readable():
    assert literal("A weighting of 2%, at 10:30, said “so” (twice) - 1.5 times; it's fine!") == "A weighting of 2%, at 10:30, said “so” (twice) - 1.5 times; it's fine!"


# --- Word ------------------------------------------------------------------------------------------------


def test_word_has_real_footnotes_headings_notices_and_references(tmp_path: Path):
    docx = as_word(talk(answer()), tmp_path)
    lines = texts(docx, "document")
    assert lines[:2] == ["Which weighting?", "22 November 2026. Asked as a student. 1 question."]
    assert f"Evidence: {QUOTE}[note]" in lines and "Duty: Agencies must consider social value.[note]" in lines
    assert "Since this was written: CCGs were abolished. (checked 21 November 2026, Health and Care Act 2022)" in lines
    assert lines[lines.index("References") + 2].startswith("Social Enterprise UK and National Voices (2017) Healthy Commissioning: How it is used. Available at")
    notes = [line.strip() for line in texts(docx, "footnotes")]
    assert len(notes) == 2 and notes[0].startswith("Social Enterprise UK and National Voices, Healthy Commissioning: How it is used (as of 2017), page 20, evidence: “A weighting of 2%")
    styles = [p.find(f"{W}pPr/{W}pStyle").get(f"{W}val") for p in etree.fromstring(docx.read("word/document.xml")).iter(f"{W}p")
              if p.find(f"{W}pPr/{W}pStyle") is not None]
    assert styles[0] == "Heading1" and "Heading2" in styles and "Bibliography" in styles


def test_word_is_on_a4_in_british_english(tmp_path: Path):
    docx = as_word(talk(answer()), tmp_path)
    document = etree.fromstring(docx.read("word/document.xml"))
    assert [(s.get(f"{W}w"), s.get(f"{W}h")) for s in document.iter(f"{W}pgSz")] == [("11906", "16838")]
    assert b"en-GB" in docx.read("word/styles.xml") + docx.read("word/document.xml") + docx.read("docProps/core.xml")


def test_word_of_hostile_text_is_plain_text(tmp_path: Path):
    docx = as_word(hostile(NASTY), tmp_path)
    whole = folded(" ".join(texts(docx, "document")))
    assert whole.count(folded(NASTY)) >= 5
    assert folded(NASTY) in folded(" ".join(texts(docx, "footnotes")))
    assert not [name for name in docx.namelist() if "media" in name or "embed" in name]
    for part in ("document", "footnotes"):
        tree = etree.fromstring(docx.read(f"word/{part}.xml"))
        assert not [node.tag for node in tree.iter() if etree.QName(node).localname in ("hyperlink", "drawing", "oMath", "instrText", "fldSimple", "object", "pict")]
    links = [rel for name in docx.namelist() if name.endswith(".rels") for rel in etree.fromstring(docx.read(name)) if rel.get("TargetMode") == "External"]
    assert links == []


@pytest.mark.parametrize("start", STARTS)
def test_word_of_a_line_that_begins_like_markup_has_it_as_it_is(tmp_path: Path, start: str):
    lines = texts(as_word(hostile(start), tmp_path), "document")
    assert lines[0] == folded(start)


@pytest.mark.parametrize("odd", ["👋🏽 👩‍👩‍👧", "ما هي القيمة", "a\x00b\x07c\x1b[31m", "half \ud83d", "x\ufffe\uffffy", "safe \u202egnp"])
def test_odd_text_makes_files_that_open(tmp_path: Path, odd: str):
    docx = as_word(hostile(odd), tmp_path)
    assert texts(docx, "document")[0]
    for suffix in (".md", ".json"):
        export_conversation(hostile(odd), tmp_path / f"t{suffix}", SOURCES, now=NOW).read_text(encoding="utf-8")


def test_a_figure_and_its_footnote_stay_apart_in_word(tmp_path: Path):
    assert "There were 209\u202f[note] in 2017.[note]" in texts(as_word(talk(answer(answer="There were 209 [1] in 2017 [2].")), tmp_path), "document")


def test_lists_keep_their_numbers_in_word(tmp_path: Path):
    docx = as_word(talk(answer(answer="Two:\n\n3. third [1]\n4. fourth [2]\n\n- dot", notices=())), tmp_path)
    numbering = etree.fromstring(docx.read("word/numbering.xml"))
    assert "3" in [node.get(f"{W}val") for node in numbering.iter(f"{W}startOverride", f"{W}start")]
    assert {"third[note]", "fourth[note]", "dot"} <= set(texts(docx, "document"))


# --- files -----------------------------------------------------------------------------------------------


def test_one_answer_is_exported_like_a_conversation(tmp_path: Path):
    path = export_answer(answer(), tmp_path / "a.md", SOURCES, role=Role.VCSE, now=NOW)
    assert path.read_text().startswith("# Which weighting?\n\n*23 November 2026. Asked as a charity or community group that bids. 1 question.*")


def test_a_file_that_is_there_is_not_written_over_unless_asked(tmp_path: Path):
    path = tmp_path / "t.md"
    path.write_text("mine")
    with pytest.raises(ExportError, match="is there already"):
        export_conversation(talk(answer()), path, SOURCES)
    assert path.read_text() == "mine"
    export_conversation(talk(answer()), path, SOURCES, replace=True)
    assert path.read_text().startswith("# Which")


@pytest.mark.parametrize("name", ["t.pdf", "t", ".md.exe"])
def test_another_ending_is_told_with_those_that_are_written(tmp_path: Path, name: str):
    with pytest.raises(ExportError, match=r"does not end in one of \.md, \.docx, \.json"):
        export_conversation(talk(answer()), tmp_path / name, SOURCES)


def test_a_folder_that_is_not_there_is_one_message_and_nothing_is_left(tmp_path: Path):
    (tmp_path / "file").write_text("")
    for place in (tmp_path / "missing" / "t.md", tmp_path / "file" / "t.md"):
        with pytest.raises(ExportError, match="cannot be written"):
            export_conversation(talk(answer()), place, SOURCES)
    assert [p.name for p in tmp_path.iterdir()] == ["file"]


def test_pandoc_that_fails_is_one_message(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    def fails(*_: object, **__: object) -> str:
        raise RuntimeError("Pandoc died\nwith exitcode 99")

    monkeypatch.setattr("assistant.pandoc.pypandoc.convert_text", fails)
    with pytest.raises(ExportError, match="pandoc cannot write this .Pandoc died with exitcode 99.; run"):
        export_conversation(talk(answer()), tmp_path / "t.docx", SOURCES)
    assert list(tmp_path.iterdir()) == []
