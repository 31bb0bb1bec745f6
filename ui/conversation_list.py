"""The visitor's conversations in the sidebar: find one, go on with it, rename it, keep it as a file, delete it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.errors import SocialValueError
from assistant.turns import Summary
from ui.conversation import Assistant
from ui.files import files_of
from ui.literal import literal
from ui.visit import begin, conversation, open_again, reference_style, store
from ui.web.downloads import show_downloads

FEW = 12
# Conversations shown before there is a button for more.


def show_conversations(assistant: Assistant) -> None:
    """The list, in the sidebar of the page."""
    with st.sidebar, st.container(key="talks", gap="xsmall"):
        st.button("New conversation", key="begin", icon=":material/add:", width="stretch", on_click=begin)
        try:
            _show_list(assistant)
        except SocialValueError as error:
            st.caption(literal(f"Your conversations cannot be shown: {error}"))


def _show_list(assistant: Assistant) -> None:
    if not store().count():
        st.caption("What you ask is kept on this computer and listed here.")
        return
    words = st.text_input("Search your conversations", key="sought", type="search", placeholder="Search", label_visibility="collapsed")
    shown = st.session_state.setdefault("talks_shown", FEW)
    found = store().search(words, shown + 1) if words else store().list(shown + 1)
    if not found:
        st.caption("No conversation has these words.")
    with st.container(key="talk_list", gap=None):
        for about in found[:shown]:
            _show_one(about, assistant)
    if len(found) > shown:
        st.button("Show more", key="more_talks", type="tertiary", on_click=_show_more)


def _show_one(about: Summary, assistant: Assistant) -> None:
    if about.id != conversation().id:
        st.button(literal(about.title), key=f"talk_{about.id}", type="tertiary", width="stretch", on_click=open_again, args=(about.id,))
        return
    with st.container(key="open_talk", gap="xsmall"):
        st.markdown(f"**{literal(about.title)}**")
        with st.popover("Rename, download or delete", type="tertiary", key=f"manage_{about.id}"):
            with st.form("rename", border=False):
                title = st.text_input("Name", value=about.title, key=f"title_{about.id}", max_chars=200)
                if st.form_submit_button("Rename") and title.strip():
                    store().rename(about.id, title)
                    st.rerun()
            show_downloads(files_of(about.title, partial(store().open, about.id), assistant.sources, reference_style()), "talk", "conversation")
            if st.button("Delete this conversation", key="delete", icon=":material/delete:"):
                _confirm(about.title)


@st.dialog("Delete this conversation?")
def _confirm(title: str) -> None:
    st.markdown(f"“{literal(title)}” is deleted for good. It cannot be brought back.")
    with st.container(horizontal=True):
        if st.button("Delete it", key="delete_it", type="primary", on_click=conversation().clear) or st.button("Keep it", key="keep_it"):
            st.rerun()


def _show_more() -> None:
    st.session_state.talks_shown += FEW
