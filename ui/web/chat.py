"""The chat page: it asks and shows what comes back; no logic of its own."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from assistant.domain import Source
from assistant.errors import SocialValueError
from ui.answer_view import Actions, show_outcome, show_question
from ui.conversation import Assistant, Conversation
from ui.conversation_list import show_conversations
from ui.literal import literal
from ui.resources import open_assistant
from ui.roles import askers
from ui.visit import ask, conversation, keep_role, open_again, put_into_address, role, show_not_here, store
from ui.wording import KINDS, NAME, PURPOSE, provenance

# Comments, not docstrings: Streamlit prints a page's bare strings.
LATELY = 3
POLL_SECONDS, STOP_AFTER = 0.2, 1.0
# How often to look for a sentence, or for something pressed; when a way to stop is offered.
SCROLL_TO_NEWEST = "<script>document.querySelector('.st-key-newest')?.scrollIntoView()</script>"
# Fixed text of ours, run once for each new question: what was just asked stands at the top of the window.


def show() -> None:
    """The page, top to bottom."""
    show_top()
    assistant = open_assistant()
    show_question_box()
    start = st.empty()  # left empty it takes the start page away at once, before the answer is there
    put_into_address()
    show_conversations(assistant)  # before the answer: while it is written another conversation can be opened
    named = conversation().id
    if conversation().turns or conversation().waiting:
        show_conversation(assistant)
    else:
        with start.container(key="start"):
            show_start(assistant.sources)
    put_into_address()
    if conversation().id != named:  # a question that cannot be asked at all is not kept: the list is to be without it
        st.rerun()


def show_top() -> None:
    """Name, purpose, and who asks."""
    with st.container(key="top"):
        st.title(NAME, anchor=False)
        show_not_here()
        if not conversation().turns:
            st.markdown(PURPOSE)
        st.session_state.setdefault("role", role())
        st.segmented_control(
            "I am a",
            list(askers()),
            required=True,
            format_func=lambda one: askers()[one].name,
            key="role",
            on_change=keep_role,
        )


def show_question_box() -> None:
    """Where to type, always at the bottom of the window. It takes what is too long too: a box with a limit refuses it without a word, the assistant says why."""
    with st.bottom:
        st.chat_input("Ask a question", key="question", on_submit=_ask_typed)  # a callback comes before all else of the run: a refresh at once loses nothing


def _ask_typed() -> None:
    ask(st.session_state.question or "")


def show_start(sources: tuple[Source, ...]) -> None:
    """What a visitor sees before the first question."""
    st.header("Questions you could ask", anchor=False)
    with st.container(key="examples", gap="xsmall"):
        for index, question in enumerate(askers()[role()].questions):
            st.button(question, key=f"example_{index}", width="stretch", on_click=ask, args=(question,))
    show_lately()
    if sources:
        with st.expander(f"The {len(sources)} documents it reads"):
            for source in sources:
                st.markdown(f"**{literal(source.title)}**  \n{literal(provenance(source))}")
    else:
        st.info("There are no documents yet, so nothing can be answered. Run: social-value ingest", icon=":material/info:")
    with st.expander("What the labels in an answer mean"):
        st.markdown("A label stands before the first sentence that it is of, and holds until the next label or the next paragraph; in a list until the next label.")
        st.markdown("\n".join(f"- **{name}**: {meaning}" for name, meaning in KINDS.values()))


def show_lately() -> None:
    """The last conversations, to go on with: on a phone the sidebar is closed."""
    with suppress(SocialValueError):  # the sidebar says why they cannot be read
        if found := store().list(LATELY):
            with st.container(key="lately", gap="xsmall"):
                st.header("Go on with", anchor=False)
                for about in found:
                    st.button(literal(about.title), key=f"lately_{about.id}", width="stretch", icon=":material/history:", on_click=open_again, args=(about.id,))


def show_conversation(assistant: Assistant) -> None:
    """Every turn so far, then the one that waits: asked, kept, and shown sentence by sentence."""
    talk = conversation()
    *earlier, newest = [*talk.turns, talk.waiting] if talk.waiting else talk.turns
    for turn in earlier:
        with st.container(key=f"turn_{turn.number}"):
            show_question(turn)
            show_outcome(turn, assistant, talk)
    with st.container(key="newest"), st.container(key=f"turn_{newest.number}"):
        fresh = talk.is_being_answered
        show_question(newest)
        if fresh:
            st.html(SCROLL_TO_NEWEST, unsafe_allow_javascript=True)
            fresh = not show_writing(talk, assistant)
        show_outcome(newest, assistant, talk, fresh=fresh, actions=Actions(ask, talk.retry))
        if talk.trouble:
            st.warning(literal(f"This is not kept: {talk.trouble}"), icon=":material/warning:")


def show_writing(talk: Conversation, assistant: Assistant) -> bool:
    """Asks what waits, with the sentences of a chat model as each is checked, until the whole answer takes their place; whether there were any.

    Whoever leaves the page meanwhile finds the answer in the conversation; who stops it finds the question there.
    """
    writing = talk.begin_writing(assistant)
    place, tick = st.empty(), st.empty()
    box, shown = place.container(gap="small"), 0
    stop = st.empty()
    waited, offered = 0.0, False
    with st.spinner("Reading the documents"):
        while writing.wait(POLL_SECONDS):
            waited += POLL_SECONDS
            tick.empty()  # at a call of this kind Streamlit goes over to what was pressed meanwhile
            for sentence in writing.said[shown:]:
                if sentence.taken_as and not shown:
                    box.caption(f"I took this as: {literal(sentence.taken_as)}")
                box.markdown(literal(sentence.text))
                shown += 1
            if not offered and waited >= STOP_AFTER:
                offered = True
                stop.button("Stop", key=f"stop_{talk.asked}", icon=":material/stop_circle:", on_click=writing.stop)
    for part in (place, tick, stop):
        part.empty()
    return bool(writing.said)
