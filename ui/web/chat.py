"""The chat page: it asks and shows what comes back; no logic of its own."""

from __future__ import annotations

from contextlib import suppress

import streamlit as st

from assistant.domain import Role, Sentence, Source
from assistant.errors import ConversationMissing, SocialValueError
from ui.answer_view import Actions, show_outcome, show_question
from ui.conversation import Assistant, Conversation
from ui.literal import literal
from ui.resources import open_assistant, open_store
from ui.roles import askers
from ui.wording import KINDS, NAME, PURPOSE, provenance

# Comments, not docstrings: Streamlit prints a page's bare strings.
# Characters; as much as the assistant takes by default.
LONGEST_QUESTION = 2_000
IN_ADDRESS = "conversation"
WHOLE_ID = 16
# Fixed text of ours, run once for each new question: what was just asked stands at the top of the window.
SCROLL_TO_NEWEST = "<script>document.querySelector('.st-key-newest')?.scrollIntoView()</script>"


def conversation() -> Conversation:
    """This visitor's conversation: the one that the address names, if it is there, else a new one."""
    if "conversation" not in st.session_state:
        try:
            store, named = open_store(), st.query_params.get(IN_ADDRESS, "")
            talk = Conversation(store=store)
            if len(named) == WHOLE_ID:  # the beginning of an id would do in the terminal; an address is not to be guessed
                with suppress(ConversationMissing):
                    talk = Conversation.again(store, store.open(named))
        except SocialValueError as error:
            talk = Conversation(trouble=str(error))
        st.session_state.conversation = talk
    return st.session_state.conversation


def put_into_address() -> None:
    """The address names the conversation, so that it is there after a restart, and can be kept as a bookmark."""
    name = conversation().id
    if name:
        st.query_params[IN_ADDRESS] = name
    elif IN_ADDRESS in st.query_params:
        del st.query_params[IN_ADDRESS]


def first_role() -> Role:
    """Who asked last in the conversation when it was opened."""
    turns = conversation().turns
    return st.session_state.setdefault("first_role", turns[-1].role if turns and turns[-1].role else Role.COMMISSIONER)


def ask(question: str) -> None:
    """Line a question up for the role chosen now."""
    conversation().put(question, st.session_state.role)


def show_top() -> None:
    """Name, purpose, and who asks."""
    with st.container(key="top"):
        st.title(NAME, anchor=False)
        st.markdown(PURPOSE)
        st.segmented_control(
            "I am a",
            list(askers()),
            default=first_role(),
            required=True,
            format_func=lambda role: askers()[role].name,
            key="role",
        )


def show_question_box() -> None:
    """Where to type, always at the bottom of the window."""
    with st.bottom:
        if question := st.chat_input("Ask a question", key="question", max_chars=LONGEST_QUESTION):
            ask(question)


def show_start(sources: tuple[Source, ...]) -> None:
    """What a visitor sees before the first question."""
    st.header("Questions you could ask", anchor=False)
    with st.container(key="examples", gap="xsmall"):
        for index, question in enumerate(askers()[st.session_state.role].questions):
            st.button(question, key=f"example_{index}", width="stretch", on_click=ask, args=(question,))
    if sources:
        with st.expander(f"The {len(sources)} documents it reads"):
            for source in sources:
                st.markdown(f"**{literal(source.title)}**  \n{literal(provenance(source))}")
    with st.expander("What the labels in an answer mean"):
        st.markdown("\n".join(f"- **{name}**: {meaning}" for name, meaning in KINDS.values()))


def show_conversation(assistant: Assistant) -> None:
    """Every turn so far, then the one that waits: asked, kept, and shown sentence by sentence."""
    talk = conversation()
    sources = {source.id: source for source in assistant.sources}
    *earlier, newest = [*talk.turns, talk.waiting] if talk.waiting else talk.turns
    for turn in earlier:
        with st.container(key=f"turn_{turn.number}"):
            show_question(turn)
            show_outcome(turn, sources)
    with st.container(key="newest"), st.container(key=f"turn_{newest.number}"):
        fresh = newest is talk.waiting
        show_question(newest)
        if fresh:
            st.html(SCROLL_TO_NEWEST, unsafe_allow_javascript=True)
            fresh = not show_writing(talk, assistant)
        show_outcome(newest, sources, fresh=fresh, actions=Actions(ask, talk.retry, talk.clear))
        if talk.trouble:
            st.warning(literal(f"This is not kept: {talk.trouble}"), icon=":material/warning:")


def show_writing(talk: Conversation, assistant: Assistant) -> bool:
    """Asks what waits, with the sentences of a chat model as each is checked, until the whole answer takes their place; whether there were any."""
    place = st.empty()
    said: list[Sentence] = []

    box = place.container(gap="small")

    def tell(sentence: Sentence) -> None:
        if sentence.taken_as and not said:
            box.caption(f"I took this as: {literal(sentence.taken_as)}")
        said.append(sentence)
        box.markdown(literal(sentence.text))

    with st.spinner("Reading the documents"):
        talk.settle(assistant, tell)
    place.empty()
    return bool(said)


def show() -> None:
    """The page, top to bottom."""
    show_top()
    assistant = open_assistant()
    show_question_box()
    start = st.empty()  # left empty it takes the start page away at once, before the answer is there
    if conversation().turns or conversation().waiting:
        show_conversation(assistant)
    else:
        with start.container(key="start"):
            show_start(assistant.sources)
    put_into_address()
