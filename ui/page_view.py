"""A page of a document on the page: its text with a quote marked, all of it to unfold, and the pages before and after it."""

from __future__ import annotations

from collections.abc import Iterable

import streamlit as st

from ui.literal import highlighted, literal
from ui.page_text import Paragraph, Run, cells, excerpt, paragraphs

CELL_GAP = "\u2003"
"""An em space, which a browser does not fold, between the cells of a table row."""
UNFOLD, FOLD = ":material/unfold_more:", ":material/unfold_less:"


def leaf_of(key: str, page: str, labels: tuple[str, ...]) -> str:
    """The label of the page that is read under a key: the cited one until another is turned to."""
    leaf = st.session_state.get(f"leaf_{key}") or page
    return leaf if leaf in labels else page


def back_to_quote(key: str) -> None:
    """The cited page is read again."""
    _go_to(f"leaf_{key}", "")


def show_cited_page(key: str, quote: str, page: str, text: str) -> None:
    """The text of the cited page around its quote, which is marked; the whole page when that is asked for."""
    part = excerpt(quote, text)
    whole = st.session_state.get(f"whole_{key}", False)
    with st.container(key=f"page_{key}"):
        if not part.found:
            st.markdown(highlighted(quote))
            if text:
                st.caption("These words could not be marked in the text of the page, which follows.")
        _show_paragraphs((*part.before, *part.shown, *part.after) if whole else part.shown)
    if part.before or part.after:
        label = f"Show {'less' if whole else 'all'} of page {literal(page)}"
        st.button(label, key=f"unfold_whole_{key}", type="tertiary", icon=FOLD if whole else UNFOLD, on_click=_turn_over, args=(f"whole_{key}",))


def show_other_page(key: str, leaf: str, text: str) -> None:
    """A page that was turned to, whole."""
    with st.container(key=f"page_{key}"):
        st.markdown(f"**Page {literal(leaf)}**")
        _show_paragraphs(paragraphs(text))


def show_turning(key: str, page: str, labels: tuple[str, ...], leaf: str) -> None:
    """To the pages before and after the one that is shown, and back to the one that is cited; nothing where there is no other."""
    if len(labels) < 2 or leaf not in labels:
        return
    at, name = labels.index(leaf), f"leaf_{key}"
    with st.container(horizontal=True, gap="small", key=f"turning_{key}"):
        if at > 0:
            st.button(f"Page {literal(labels[at - 1])}", key=f"before_{name}", icon=":material/arrow_back:", help="Previous page", on_click=_go_to, args=(name, labels[at - 1]))
        if at + 1 < len(labels):
            st.button(f"Page {literal(labels[at + 1])}", key=f"after_{name}", icon=":material/arrow_forward:", icon_position="right", help="Next page",
                      on_click=_go_to, args=(name, labels[at + 1]))
        if leaf != page:
            st.button(f"Back to the quote on page {literal(page)}", key=f"back_{name}", type="tertiary", on_click=_go_to, args=(name, ""))


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
