"""The sources beside an answer: each opens to its quote, marked in the text of its page."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import streamlit as st

from assistant.domain import Citation, Source
from ui.literal import highlighted, literal
from ui.page_text import Paragraph, Run, cells, excerpt
from ui.wording import card, place

FEW = 8
"""Sources shown before there is a button for the rest."""
CELL_GAP = "\u2003"
"""An em space, which a browser does not fold, between the cells of a table row."""
UNFOLD, FOLD = ":material/unfold_more:", ":material/unfold_less:"


def box_key(turn: int, n: int) -> str:
    """The widget key of source `n` of a turn; True under it in the session state means that it is open."""
    return f"source_{turn}_{n}"


def open_only(turn: int, n: int, numbers: tuple[int, ...]) -> None:
    """Open source `n` of a turn and close its other `numbers`. For a click on [n]."""
    for other in numbers:
        st.session_state[box_key(turn, other)] = other == n
    if n not in numbers[:FEW]:
        _show_all(turn)


def show_sources(turn: int, citations: tuple[Citation, ...], sources: Mapping[str, Source]) -> None:
    """Every source of an answer as a box, the first one open; of many, a few until all are asked for."""
    st.subheader("Sources", anchor=False)
    everything = len(citations) <= FEW or st.session_state.get(f"all_{turn}", False)
    for position, citation in enumerate(citations if everything else citations[:FEW]):
        label = f"**{literal(f'[{citation.n}]')}** {literal(place(citation))}"
        key = box_key(turn, citation.n)
        box = st.expander(label, expanded=position == 0, key=key, on_change="rerun")
        if box.open:
            with box:
                _show_source(turn, citation, sources.get(citation.source_id))
    if not everything:
        label = f"Show all {len(citations)} sources"
        st.button(
            label, key=f"show_all_{turn}", icon=UNFOLD, type="tertiary", on_click=_show_all, args=(turn,)
        )


def _show_all(turn: int) -> None:
    st.session_state[f"all_{turn}"] = True


def _show_source(turn: int, citation: Citation, source: Source | None) -> None:
    if about := card(citation, source):
        st.caption("  \n".join(map(literal, about)))
    _show_page(turn, citation)
    if source and source.rights:
        st.caption(literal(source.rights))
    if source and source.url and source.url.startswith(("https://", "http://")):
        st.link_button(
            "Open the original on the web", source.url, type="tertiary", icon=":material/open_in_new:"
        )


def _show_page(turn: int, citation: Citation) -> None:
    part = excerpt(citation.quote, citation.context)
    key = f"whole_{turn}_{citation.n}"
    whole = st.session_state.get(key, False)
    with st.container(key=f"page_{turn}_{citation.n}"):
        if not part.found:
            st.markdown(highlighted(citation.quote))
            if citation.context:
                st.caption("These words could not be marked in the text of the page, which follows.")
        _show_paragraphs((*part.before, *part.shown, *part.after) if whole else part.shown)
    if part.before or part.after:
        label = f"Show {'less' if whole else 'all'} of page {literal(citation.page)}"
        icon = FOLD if whole else UNFOLD
        st.button(label, key=f"unfold_{key}", type="tertiary", icon=icon, on_click=_turn_over, args=(key,))


def _turn_over(key: str) -> None:
    st.session_state[key] = not st.session_state.get(key, False)


def _show_paragraphs(paragraphs: Iterable[Paragraph]) -> None:
    text, after_row = "", False
    for paragraph in paragraphs:
        row = len(cells("".join(run.text for run in paragraph))) > 1
        text += ("  \n" if row and after_row else "\n\n") + "".join(map(_shown, paragraph)).strip()
        after_row = row
    st.markdown(text)


def _shown(run: Run) -> str:
    """A run as Markdown: marked if quoted, with a space at either end if it had one."""
    before = " " if run.text[:1].isspace() else ""
    after = " " if run.text[-1:].isspace() else ""
    as_markdown = highlighted if run.quoted else literal
    return before + CELL_GAP.join(as_markdown(cell) for cell in cells(run.text)) + after
