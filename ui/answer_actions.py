"""What can be done with an answer: correct how it was taken, copy it, keep it as a file, say whether it helped, have it made another way."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial

import streamlit as st

from assistant.domain import Answer
from ui.answer_text import with_references
from ui.conversation import Assistant, Conversation, Turn
from ui.depths import NAMES, Depth
from ui.files import files_of, only
from ui.literal import literal
from ui.visit import STYLES, reference_style
from ui.web.downloads import show_downloads

RATINGS = ("down", "up")
# In the order of Streamlit's thumbs: 0 is down, 1 is up.
LONGEST_REASON = 1_000


def show_taken_as(number: int, taken_as: str, ask: Callable[[str], None] | None) -> None:
    """How a question was understood; with `ask`, it unfolds to be corrected and asked again."""
    said = f"I took this as: {literal(taken_as)}"
    if ask is None:
        st.caption(said)
        return
    with st.expander(said, key=f"taken_{number}", icon=":material/edit:", type="compact"), st.form(f"taken_form_{number}", border=False):
        meant = st.text_area("What I meant", value=taken_as, key=f"meant_{number}", height="content")
        if st.form_submit_button("Ask this instead") and meant.strip():
            ask(meant)
            st.rerun()


def chosen_depth(number: int) -> Depth:
    """How far the answer of a turn is to be explained."""
    return Depth(st.session_state.get(f"depth_{number}") or Depth.usual)


def show_depths(number: int) -> None:
    """The answer simpler, or deeper: with what stands around it, how it was found, with which caution and where the documents differ."""
    st.segmented_control("How far to explain", list(Depth), default=Depth.usual, required=True, format_func=NAMES.get, key=f"depth_{number}", label_visibility="collapsed")


def show_actions(turn: Turn, answer: Answer, assistant: Assistant, talk: Conversation) -> None:
    """Copy, download, and whether it helped."""
    number = turn.number
    with st.container(key=f"actions_{number}", gap="small"):
        with st.container(horizontal=True, gap="small", vertical_alignment="center", key=f"tools_{number}"):
            _show_copy(number, answer, assistant)
            with st.popover("Download", key=f"download_{number}", icon=":material/download:"):
                show_downloads(files_of(turn.question, partial(only, turn, answer), assistant.sources, reference_style()), f"answer_{number}", "answer")
            if turn.kept:
                _show_thumbs(turn, talk)
        if turn.rating:
            _show_reason(turn, talk)


def show_other_mode(turn: Turn, answer: Answer, retry: Callable[..., None]) -> None:
    """The same question once more: in the documents' own words, or by the chat model."""
    if answer.mode == "generative":
        st.button("Answer in the documents’ own words", key=f"extract_{turn.number}", icon=":material/format_quote:", on_click=partial(retry, write=False))
    elif answer.mode == "extractive":
        st.button("Have the chat model write it", key=f"write_{turn.number}", icon=":material/edit_note:", on_click=retry)


def _show_copy(number: int, answer: Answer, assistant: Assistant) -> None:
    box = st.popover("Copy with references", key=f"copy_{number}", icon=":material/content_copy:", on_change="rerun")
    if box.open:  # the references are made when they are wanted
        with box, st.container(key=f"copied_{number}"):
            key = f"style_{number}"
            st.segmented_control("References", STYLES, key=key, required=True, default=reference_style(), format_func=STYLES.get, on_change=_take_style, args=(key,))
            st.caption("Press the button at the end of the first line to copy all of it.")
            st.code(with_references(answer, assistant.sources, reference_style()), language=None, wrap_lines=True)


def _take_style(key: str) -> None:
    st.session_state.reference_style = st.session_state[key]


def _show_thumbs(turn: Turn, talk: Conversation) -> None:
    key = f"thumbs_{turn.number}"

    def rate() -> None:
        pressed = st.session_state[key]
        talk.rate(turn, "" if pressed is None else RATINGS[pressed], turn.reason)

    st.feedback("thumbs", key=key, default=RATINGS.index(turn.rating) if turn.rating else None, on_change=rate)


def _show_reason(turn: Turn, talk: Conversation) -> None:
    """Why, in the user's words, once there is a thumb."""
    with st.form(f"reason_form_{turn.number}", border=False):
        asked = "What helped? (optional)" if turn.rating == "up" else "What was wrong with it? (optional)"
        reason = st.text_input(asked, value=turn.reason, key=f"reason_{turn.number}", max_chars=LONGEST_REASON)
        if st.form_submit_button("Save"):
            talk.rate(turn, turn.rating, reason)
    st.caption("Saved on this computer, with the conversation. Thank you." if turn.reason else "Kept on this computer, with the conversation.")
