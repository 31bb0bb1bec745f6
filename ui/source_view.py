"""The sources beside an answer: each opens to its quote, marked in the text of its page, from which one can read on."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from assistant.domain import Citation, Source
from ui.conversation import Book
from ui.literal import highlighted, literal
from ui.page_text import Paragraph, Run, cells, excerpt, paragraphs
from ui.pdf_view import has_pages, show_printed_page
from ui.wording import card, place

FEW = 8
"""Sources shown before there is a button for the rest."""
CELL_GAP = "\u2003"
"""An em space, which a browser does not fold, between the cells of a table row."""
UNFOLD, FOLD = ":material/unfold_more:", ":material/unfold_less:"
SHOW_QUOTE = """<script>setTimeout(() => {
  const mark = document.querySelector(".st-key-page_KEY .stMarkdownColoredBackground");
  const panel = mark?.closest("[data-testid=stLayoutWrapper]:has(> [class*=st-key-sources_])");
  if (panel) panel.scrollTop += mark.getBoundingClientRect().top - panel.getBoundingClientRect().top - 160;
  mark?.scrollIntoView({block: innerWidth > 640 ? "nearest" : "center"});
}, 250)</script>"""
"""Fixed text of ours with the key of a page in it, run when its number was pressed: the quote is in sight. It waits for the box to have unfolded."""


def box_key(turn: int, n: int) -> str:
    """The widget key of source `n` of a turn; True under it in the session state means that it is open."""
    return f"source_{turn}_{n}"


def open_only(turn: int, n: int, numbers: tuple[int, ...]) -> None:
    """Open source `n` of a turn at its quote and close its other `numbers`. For a click on [n]."""
    for other in numbers:
        st.session_state[box_key(turn, other)] = other == n
    _go_to(_leaf_key(turn, n), "")
    st.session_state.opened = (turn, n)
    if n not in numbers[:FEW]:
        _show_all(turn)


def show_sources(turn: int, citations: tuple[Citation, ...], book: Book) -> None:
    """Every source of an answer as a box, the first one open; of many, a few until all are asked for."""
    sources = {source.id: source for source in book.sources}
    with st.container(key=f"sources_{turn}"):
        st.subheader("Sources", anchor=False)
        everything = len(citations) <= FEW or st.session_state.get(f"all_{turn}", False)
        for position, citation in enumerate(citations if everything else citations[:FEW]):
            label = f"**{literal(f'[{citation.n}]')}** {literal(place(citation))}"
            key = box_key(turn, citation.n)
            box = st.expander(label, expanded=position == 0, key=key, on_change="rerun")
            if box.open:
                with box:
                    _show_source(turn, citation, sources.get(citation.source_id), book)
        if not everything:
            label = f"Show all {len(citations)} sources"
            st.button(label, key=f"show_all_{turn}", icon=UNFOLD, type="tertiary", on_click=_show_all, args=(turn,))


def _show_all(turn: int) -> None:
    st.session_state[f"all_{turn}"] = True


def _show_source(turn: int, citation: Citation, source: Source | None, book: Book) -> None:
    if about := card(citation, source):
        st.caption("  \n".join(map(literal, about)))
    labels = tuple(dict.fromkeys(book.labels(citation.source_id)))
    leaf = st.session_state.get(_leaf_key(turn, citation.n)) or citation.page
    if leaf == citation.page or leaf not in labels:
        _show_cited_page(turn, citation)
        if has_pages(book.original(citation.source_id)):
            show_printed_page(f"{turn}_{citation.n}", book, citation)
    else:
        with st.container(key=f"page_{turn}_{citation.n}"):
            st.markdown(f"**Page {literal(leaf)}**")
            _show_paragraphs(paragraphs(book.page_text(citation.source_id, leaf)))
    if len(labels) > 1 and leaf in labels:
        _show_turning(turn, citation, labels, leaf)
    if source and source.rights:
        st.caption(literal(source.rights))
    if source and source.url and source.url.startswith(("https://", "http://")):
        st.link_button("Open the original on the web" if source.has_own_page else "Open the publisher’s site", source.url, type="tertiary", icon=":material/open_in_new:")


def _show_cited_page(turn: int, citation: Citation) -> None:
    part = excerpt(citation.quote, citation.context)
    key = f"whole_{turn}_{citation.n}"
    whole = st.session_state.get(key, False)
    with st.container(key=f"page_{turn}_{citation.n}"):
        if not part.found:
            st.markdown(highlighted(citation.quote))
            if citation.context:
                st.caption("These words could not be marked in the text of the page, which follows.")
        _show_paragraphs((*part.before, *part.shown, *part.after) if whole else part.shown)
    if st.session_state.get("opened") == (turn, citation.n):
        del st.session_state.opened
        st.html(SHOW_QUOTE.replace("KEY", f"{turn}_{citation.n}"), unsafe_allow_javascript=True)
    if part.before or part.after:
        label = f"Show {'less' if whole else 'all'} of page {literal(citation.page)}"
        icon = FOLD if whole else UNFOLD
        st.button(label, key=f"unfold_{key}", type="tertiary", icon=icon, on_click=_turn_over, args=(key,))


def _show_turning(turn: int, citation: Citation, labels: tuple[str, ...], leaf: str) -> None:
    """To the pages before and after the one that is shown, and back to the one that is cited."""
    at, key = labels.index(leaf), _leaf_key(turn, citation.n)
    with st.container(horizontal=True, gap="small", key=f"turning_{turn}_{citation.n}"):
        if at > 0:
            st.button(f"Page {literal(labels[at - 1])}", key=f"before_{key}", icon=":material/arrow_back:", help="Previous page",
                      on_click=_go_to, args=(key, labels[at - 1]))
        if at + 1 < len(labels):
            st.button(f"Page {literal(labels[at + 1])}", key=f"after_{key}", icon=":material/arrow_forward:", icon_position="right", help="Next page",
                      on_click=_go_to, args=(key, labels[at + 1]))
        if leaf != citation.page:
            st.button(f"Back to the quote on page {literal(citation.page)}", key=f"back_{key}", type="tertiary", on_click=_go_to, args=(key, ""))


def _leaf_key(turn: int, n: int) -> str:
    """Under it, the label of the page that is read of source `n` of a turn; "" for the one that is cited."""
    return f"leaf_{turn}_{n}"


def _go_to(key: str, label: str) -> None:
    st.session_state[key] = label


def _turn_over(key: str) -> None:
    st.session_state[key] = not st.session_state.get(key, False)


def _show_paragraphs(shown: Iterable[Paragraph]) -> None:
    text, after_row = "", False
    for paragraph in shown:
        row = len(cells("".join(run.text for run in paragraph))) > 1
        text += ("  \n" if row and after_row else "\n\n") + "".join(map(_shown, paragraph)).strip()
        after_row = row
    st.markdown(text or "*This page has no text.*")


def _shown(run: Run) -> str:
    """A run as Markdown: marked if quoted, with a space at either end if it had one."""
    before = " " if run.text[:1].isspace() else ""
    after = " " if run.text[-1:].isspace() else ""
    as_markdown = highlighted if run.quoted else literal
    return before + CELL_GAP.join(as_markdown(cell) for cell in cells(run.text)) + after
