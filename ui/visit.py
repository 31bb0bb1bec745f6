"""What a visitor has open: one conversation, which the address names, so that it is there after a restart and can be kept as a bookmark."""

from __future__ import annotations

from contextlib import suppress
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import streamlit as st

from assistant.domain import Role
from assistant.errors import ConversationMissing, SocialValueError
from ui.conversation import Conversation
from ui.resources import open_store

if TYPE_CHECKING:
    from assistant.conversation import Conversations
    from assistant.turns import Conversation as Held

IN_ADDRESS = "conversation"
WHOLE_ID = 16
"""Characters: the beginning of an id would do in the terminal; an address is not to be guessed."""
JUST_NOW = timedelta(minutes=1)
"""A question that a refresh of the browser cut off is asked again for so long; later it is shown as one that was stopped."""
NOT_HERE = "The conversation of this address is not here: it was deleted, or belongs to somebody else."
STYLES = {"harvard": "Harvard", "oscola": "OSCOLA"}
"""The styles of references, and what the page calls them."""


def reference_style() -> str:
    """The style that this visitor wants references in."""
    return st.session_state.get("reference_style", "harvard")


def store() -> Conversations:
    """The conversations that this visitor may see."""
    return open_store()


def conversation() -> Conversation:
    """This visitor's conversation: the one that the address names, if it is there, else a new one."""
    if "conversation" not in st.session_state:
        try:
            kept, named = store(), st.query_params.get(IN_ADDRESS, "")
            talk = Conversation(store=kept)
            if named:
                if len(named) != WHOLE_ID:
                    raise ConversationMissing(named)
                held = kept.open(named)
                talk = Conversation.again(kept, held)
                if _was_cut_off(held):
                    talk.retry()
        except ConversationMissing:
            st.session_state.conversation_not_here = True
        except SocialValueError as error:
            talk = Conversation(trouble=str(error))
        st.session_state.conversation = talk
    return st.session_state.conversation


def _was_cut_off(held: Held) -> bool:
    """Whether the last question of a conversation was asked just now and has no answer: the browser was refreshed meanwhile."""
    last = held.turns[-1] if held.turns else None
    return last is not None and last.answer is None and not last.problem and datetime.now(UTC) - last.asked < JUST_NOW


def show_not_here() -> None:
    """Says once that the conversation which the address named is not there."""
    conversation()
    if st.session_state.pop("conversation_not_here", False):
        st.warning(NOT_HERE, icon=":material/warning:")


def put_into_address() -> None:
    """The address names the conversation."""
    name = conversation().id
    if name:
        st.query_params[IN_ADDRESS] = name
    elif IN_ADDRESS in st.query_params:
        del st.query_params[IN_ADDRESS]


def begin() -> None:
    """A new conversation; the one that was open stays where it is kept."""
    now = conversation()
    if now.is_being_answered and now.id:
        st.session_state.setdefault("being_answered", {})[now.id] = now
    st.session_state.conversation = Conversation(store=now.store, asked=now.asked)


def open_again(name: str) -> None:
    """A conversation that was kept, to go on with; one that was deleted meanwhile is not opened."""
    now = conversation()
    left = st.session_state.setdefault("being_answered", {})
    if now.is_being_answered and now.id:
        left[now.id] = now
    with suppress(ConversationMissing):
        held, going_on = store().open(name), left.pop(name, None)
        still = going_on is not None and going_on.is_being_answered
        st.session_state.conversation = going_on if going_on and still else Conversation.again(store(), held, asked=now.asked)
        if turns := conversation().turns:
            st.session_state.role = st.session_state.chosen_role = turns[-1].role or Role.COMMISSIONER


def role() -> Role:
    """Who asks: as was chosen last, on whatever page the visitor has been since, else who asked last in the conversation."""
    turns = conversation().turns
    return st.session_state.setdefault("chosen_role", turns[-1].role if turns and turns[-1].role else Role.COMMISSIONER)


def keep_role() -> None:
    """What was chosen outlives the buttons, which go with the page."""
    st.session_state.chosen_role = st.session_state.role


def ask(question: str) -> None:
    """Write a question down for the role chosen now, and name its conversation in the address, so that nothing that follows can lose it."""
    conversation().put(question, role())
    put_into_address()
