"""Pages and passages: exact offsets, lists with the line that opens them, headings over page ends, stable ids."""

from __future__ import annotations

import time

from builders import shipped
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.domain import Page, Passage
from ingest.blocks import Block, BlockKind, RawPage, page_text
from ingest.chunk import MOST_WORDS, chunk


def heading(text: str, level: int = 1) -> Block:
    return Block(BlockKind.HEADING, text, level)


def paragraph(text: str) -> Block:
    return Block(BlockKind.PARAGRAPH, text)


def item(text: str, marker: str = "•") -> Block:
    return Block(BlockKind.ITEM, text, marker=marker)


def row(text: str) -> Block:
    return Block(BlockKind.ROW, text)


def note(text: str, marker: str) -> Block:
    return Block(BlockKind.NOTE, text, marker=marker)


def prose(count: int, word: str = "word") -> str:
    """A paragraph of that many words in sentences of ten."""
    return " ".join(f"{word.title() if n % 10 == 0 else word}{n}{'.' if n % 10 == 9 else ''}" for n in range(count))


def chunked(*pages: tuple[Block, ...], title: str = "The title") -> tuple[tuple[Page, ...], tuple[Passage, ...]]:
    return chunk("doc", [RawPage(str(n), blocks) for n, blocks in enumerate(pages, 1)], title)


def passages(*blocks: Block) -> list[str]:
    return [p.text for p in chunked(blocks)[1]]


# --- text and offsets ------------------------------------------------------------------------------------


def test_a_page_reads_as_its_blocks_with_markers_and_blank_lines():
    assert page_text((heading("Top"), paragraph("It has:"), item("one"), item("two"), note("See there.", "3"))) == \
        "Top\n\nIt has:\n\n• one\n• two\n\n3 See there."


def test_a_passage_is_cut_from_its_page_exactly():
    (page,), found = chunked((heading("Top"), paragraph("First one."), heading("Next"), paragraph("Second one.")))
    assert [p.text for p in found] == ["First one.", "Second one."]
    assert all(page.text[p.start:p.end] == p.text for p in found)


def test_a_text_that_stands_twice_on_a_page_has_two_places():
    (page,), found = chunked((heading("A"), paragraph("The same."), heading("B"), paragraph("The same.")))
    assert [page.text[p.start:p.end] for p in found] == ["The same.", "The same."]
    assert found[0].end <= found[1].start


# --- what goes together ----------------------------------------------------------------------------------


def test_short_neighbours_are_one_passage():
    assert passages(paragraph("One."), paragraph("Two.")) == ["One.\n\nTwo."]


def test_long_neighbours_are_passages_of_their_own():
    assert passages(paragraph(prose(80, "a")), paragraph(prose(80, "b"))) == [prose(80, "a"), prose(80, "b")]


def test_a_heading_ends_a_passage():
    assert passages(paragraph("One."), heading("Next"), paragraph("Two.")) == ["One.", "Two."]


def test_a_list_stays_with_the_line_that_opens_it():
    found = passages(paragraph(prose(90)), paragraph("The Act covers:"), item(prose(40, "a")), item(prose(30, "b")))
    assert [text.split("\n")[0] for text in found] == [prose(90), "The Act covers:"]
    assert found[1].count("• ") == 2


def test_a_table_stays_together():
    found = passages(paragraph(prose(100)), row("CCG  STP"), *(row(f"Group {n}  Area {n}") for n in range(12)))
    assert found[1].startswith("CCG  STP\nGroup 0  Area 0")
    assert found[1].count("\n") == 12


def test_a_list_that_is_too_long_is_cut_between_items():
    found = passages(paragraph("Steps:"), *(item(prose(50, f"w{n}x")) for n in range(6)))
    assert len(found) > 1
    assert all(text.startswith(("Steps:", "• ")) for text in found)
    assert sum(text.count("• ") for text in found) == 6


def test_a_paragraph_that_is_too_long_is_cut_between_sentences():
    found = passages(paragraph(prose(600)))
    assert len(found) > 3
    assert all(text.endswith(".") and len(text.split()) <= MOST_WORDS for text in found)
    assert " ".join(found) == prose(600)


def test_a_wall_of_text_without_sentences_is_cut_at_spaces():
    wall = " ".join(f"x{n}" for n in range(3000))
    found = passages(paragraph(wall))
    assert len(found) > 3
    assert " ".join(found) == wall


def test_a_note_is_a_passage_of_its_own():
    _, found = chunked((heading("Top"), paragraph("Text."), note("See there.", "3"), note("And there.", "4")))
    assert [(p.headings, p.text) for p in found] == [
        (("Top",), "Text."), (("Top", "Note 3"), "3 See there."), (("Top", "Note 4"), "4 And there.")]


# --- headings --------------------------------------------------------------------------------------------


def test_the_heading_path_goes_down_and_up_by_level():
    _, found = chunked((heading("A"), heading("A1", 2), paragraph("One."), heading("A2", 2), paragraph("Two."), heading("B"), paragraph("Three.")))
    assert [p.headings for p in found] == [("A", "A1"), ("A", "A2"), ("B",)]


def test_the_heading_path_goes_on_over_a_page_end():
    _, found = chunked((heading("A"), heading("A1", 2), paragraph("One.")), (paragraph("Two."), heading("B"), paragraph("Three.")))
    assert [(p.page, p.headings) for p in found] == [("1", ("A", "A1")), ("2", ("A", "A1")), ("2", ("B",))]


def test_no_heading_before_it_reaches_a_page_apart():
    _, found = chunk("doc", [RawPage("1", (heading("Appendix"), paragraph("A."))), RawPage("2", (paragraph("About us."),), apart=True), RawPage("3", (paragraph("More."),))], "The title")
    assert [p.headings for p in found] == [("Appendix",), ("The title",), ("The title",)]


def test_a_document_without_headings_stands_under_its_title():
    assert chunked((paragraph("One."),))[1][0].headings == ("The title",)


def test_a_page_without_text_is_a_page_without_passages():
    pages, found = chunked((), (paragraph("One."),))
    assert [p.text for p in pages] == ["", "One."]
    assert [p.page for p in found] == ["2"]


# --- ids -------------------------------------------------------------------------------------------------


def test_ids_are_the_same_each_time_and_follow_the_content():
    first, second = (chunked((heading("A"), paragraph("One."), heading("B"), paragraph("Two.")))[1] for _ in range(2))
    assert [p.id for p in first] == [p.id for p in second]
    changed = chunked((heading("A"), paragraph("One."), heading("B"), paragraph("Three.")))[1]
    assert changed[0].id == first[0].id
    assert changed[1].id != first[1].id


def test_the_same_text_under_the_same_heading_twice_has_two_ids():
    found = chunked((heading("A"), paragraph("Same."), heading("A"), paragraph("Same.")))[1]
    assert len({p.id for p in found}) == 2


def test_the_same_document_under_another_name_has_other_ids():
    page = [RawPage("1", (paragraph("One."),))]
    assert chunk("one", page, "")[1][0].id != chunk("two", page, "")[1][0].id


def test_the_shipped_passages_are_exact_and_their_ids_unique():
    texts, found = shipped()
    assert len({p.id for p in found}) == len(found)
    assert all(texts[p.source_id, p.page][p.start:p.end] == p.text for p in found)


def test_no_shipped_passage_is_too_long():
    assert max(len(p.text.split(" ")) for p in shipped()[1]) <= 2 * MOST_WORDS


# --- found by machine ------------------------------------------------------------------------------------

TEXT = st.text(alphabet="ab A.:•1  é", min_size=1, max_size=60).map(lambda t: " ".join(t.split())).filter(bool)
BLOCKS = st.one_of(
    st.builds(heading, TEXT, st.integers(1, 4)), st.builds(paragraph, TEXT), st.builds(item, TEXT, st.sampled_from(["•", "-", "1.", "(a)"])),
    st.builds(row, TEXT), st.builds(note, TEXT, st.sampled_from(["1", "2"])), st.integers(100, 400).map(lambda n: paragraph(prose(n))))


@settings(max_examples=60, deadline=None)
@given(st.lists(st.lists(BLOCKS, max_size=8).map(tuple), min_size=1, max_size=3))
def test_any_blocks_give_exact_passages_in_order_that_leave_nothing_out(pages: list[tuple[Block, ...]]):
    made, found = chunked(*pages)
    texts = {p.label: p.text for p in made}
    assert len({p.id for p in found}) == len(found)
    for label, blocks in zip(texts, pages, strict=True):
        mine = [p for p in found if p.page == label]
        assert all(texts[label][p.start:p.end] == p.text and p.text.strip() for p in mine)
        assert all(a.end <= b.start for a, b in zip(mine, mine[1:], strict=False))
        covered = "".join(p.text for p in mine)
        shown = "".join(f"{b.marker}{b.text}" for b in blocks if b.kind is not BlockKind.HEADING)
        assert "".join(covered.split()) == "".join(shown.split())


def test_a_wall_of_text_is_cut_in_time():
    started = time.monotonic()
    _, passages = chunk("s", [RawPage("1", (paragraph("word " * 1_000_000),))], "t")
    assert len(passages) > 1000
    assert time.monotonic() - started < 10
