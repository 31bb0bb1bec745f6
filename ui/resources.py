"""What every visitor shares, opened once for the whole process."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from ui.conversation import Assistant

if TYPE_CHECKING:
    from assistant.conversation import Conversations
    from assistant.drafting.policy import Materials
    from assistant.works import Works
    from ui.checking import Checker


@st.cache_resource(show_spinner="Opening the documents")
def open_assistant() -> Assistant:
    """The assistant, with its models and indexes."""
    from assistant import build

    return build.build_assistant()


@st.cache_resource(show_spinner=False)
def open_store() -> Conversations:
    """Where conversations are kept."""
    from assistant.conversation import open_conversations
    from assistant.settings import load_settings

    return open_conversations(load_settings())


@st.cache_resource(show_spinner="Opening the documents")
def open_materials() -> Materials:
    """What drafts of policies are made of."""
    from assistant import build

    return build.drafting_materials()


def open_works() -> Works:
    """Where drafts are kept."""
    from assistant.settings import load_settings
    from assistant.works import works_in

    return works_in(load_settings())


@st.cache_resource(show_spinner="Opening the documents", max_entries=1)
def open_checker(today: date) -> Checker:
    """What policies are held against on a day."""
    from assistant.settings import load_settings
    from ui.checking import load_checker

    return load_checker(load_settings(), today)
