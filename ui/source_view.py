"""The sources beside an answer: each opens to its quote, marked in the text of its page, from which one can read on."""

from __future__ import annotations

import streamlit as st

from assistant.domain import Citation, Source
from ui.conversation import Book
from ui.literal import literal
from ui.page_view import UNFOLD, back_to_quote, leaf_of, show_cited_page, show_other_page, show_turning
from ui.pdf_view import has_pages, show_printed_page
from ui.wording import card, place

FEW = 8
"""Sources shown before there is a button for the rest."""
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
    back_to_quote(_key(turn, n))
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
    key = _key(turn, citation.n)
    leaf = leaf_of(key, citation.page, labels)
    if leaf == citation.page:
        show_cited_page(key, citation.quote, citation.page, citation.context)
        if st.session_state.get("opened") == (turn, citation.n):
            del st.session_state.opened
            st.html(SHOW_QUOTE.replace("KEY", key), unsafe_allow_javascript=True)
        if has_pages(book.original(citation.source_id)):
            show_printed_page(key, book, citation)
    else:
        show_other_page(key, leaf, book.page_text(citation.source_id, leaf))
    show_turning(key, citation.page, labels, leaf)
    if source and source.rights:
        st.caption(literal(source.rights))
    if source and source.url and source.url.startswith(("https://", "http://")):
        st.link_button("Open the original on the web" if source.has_own_page else "Open the publisher’s site", source.url, type="tertiary", icon=":material/open_in_new:")


def _key(turn: int, n: int) -> str:
    return f"{turn}_{n}"
