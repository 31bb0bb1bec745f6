"""One turn of the conversation on the page: question, checked sentences, what has changed since, its sources beside it."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import quote

import streamlit as st

from assistant.domain import Answer, Aside, Citation, Notice, Status
from assistant.errors import SocialValueError
from assistant.explain import explainable
from assistant.left_out import left_out
from assistant.pieces import Paragraph, Piece, aside_paragraphs, paragraphs
from ui.answer_actions import chosen_depth, show_actions, show_depths, show_other_mode, show_taken_as
from ui.answer_text import abridged
from ui.conversation import Assistant, Conversation, Turn
from ui.literal import literal
from ui.problems import something_broke
from ui.source_view import open_only, show_sources
from ui.wording import KINDS, NOTICES, STATUSES, capital, coverage_line, notice_foot

PAUSE_SECONDS = 0.15
"""Between two sentences of a new answer; tests set it to 0."""
LONGEST_SECONDS = 1.5
"""No new answer takes longer than this to appear, however many sentences it has."""
LONG, LONGEST_SHOWN = 2_000, 20_000
"""Characters: a question longer than LONG is rather a document; of one its writer may want it back to shorten it, up to LONGEST_SHOWN."""
_BEGINNING = 200
WHOLE_DOCUMENTS = "A whole policy is read on the page [Check a policy](check), an invitation to tender on the page [Tender](tender)."


@dataclass(frozen=True, slots=True)
class Actions:
    """What the buttons under the newest turn do."""

    ask: Callable[[str], None]
    retry: Callable[..., None]


def show_question(turn: Turn) -> None:
    """The question as the heading of its turn; of one as long as a document its beginning, with the whole to unfold."""
    st.header(literal(beginning(turn.question)), anchor=False)
    show_whole(turn.question)


def beginning(text: str) -> str:
    """What a person wrote; of a text as long as a document its first words."""
    return text if len(text) <= LONG else f"{text[:_BEGINNING].rsplit(maxsplit=1)[0]} …"


def show_whole(text: str) -> None:
    """The whole of what is shown by its beginning, to unfold."""
    if LONG < len(text) <= LONGEST_SHOWN:
        with st.expander("All that you wrote"):
            st.text(text)


def show_problem(problem: str) -> None:
    """An error in words, what to do included."""
    st.error(literal(capital(problem)), icon=":material/error:")


def show_outcome(turn: Turn, assistant: Assistant, talk: Conversation, *, fresh: bool = False, actions: Actions | None = None) -> None:
    """What came of a question: the answer beside its sources, or the problem in words.

    `fresh` lets the sentences appear one after the other. `actions` are for the newest turn.
    """
    number = turn.number
    if turn.answer is None:
        show_problem(turn.problem)
        if len(turn.question) > LONG:
            st.markdown(WHOLE_DOCUMENTS)
        elif actions:
            st.button("Try again", key=f"retry_{number}", on_click=actions.retry)
        return
    answer = _at_chosen_depth(turn, turn.answer, assistant, talk)
    with st.container(key=f"pair_{number}"):
        beside, panel, below = st.columns([5, 4, 5], gap="large")  # page.css puts the third under the first
    with beside:
        _show_answer(turn, answer, fresh=fresh, actions=actions)
    if cited := _cited(answer):
        with panel:
            show_sources(number, cited, assistant)
    with below:
        if answer.status is not Status.NEEDS_CLARIFICATION:
            show_actions(turn, answer, assistant, talk)
        if actions:
            if assistant.writes:
                show_other_mode(turn, turn.answer, actions.retry)
            if turn.answer.suggestions:
                _show_suggestions(number, turn.answer, actions.ask)


def _at_chosen_depth(turn: Turn, answer: Answer, assistant: Assistant, talk: Conversation) -> Answer:
    """The answer as deep as it is wanted; what goes wrong leaves it as it was."""
    try:
        return talk.at_depth(turn, chosen_depth(turn.number), assistant) or answer
    except SocialValueError as error:
        show_problem(str(error))
    except Exception:
        show_problem(something_broke())
    return answer


def _show_answer(turn: Turn, answer: Answer, *, fresh: bool, actions: Actions | None) -> None:
    if answer.status in STATUSES:
        st.badge(STATUSES[answer.status], color="orange" if answer.status is Status.PARTIAL else "gray")
    if answer.standalone_question.strip() not in ("", answer.question.strip()):
        show_taken_as(turn.number, answer.standalone_question, actions.ask if actions else None)
    _show_text(turn.number, answer, fresh=fresh)
    if turn.answer and explainable(turn.answer):
        show_depths(turn.number)
    if answer.aside:
        _show_aside(turn.number, answer, answer.aside)
    if answer.notices:
        _show_notices(turn.number, answer.notices)
    if answer.terms:
        links = ", ".join(f"[{literal(term)}](glossary?term={quote(term, safe='')})" for term in answer.terms)
        st.markdown(f":small[In the glossary: {links}]")  # not a caption, which is so pale that a link in it is hard to read
    if answer.status is not Status.NEEDS_CLARIFICATION:
        if answer.note:
            st.caption(literal(answer.note))
        if removed := left_out(answer):
            st.caption(literal(removed))
        st.caption(literal(coverage_line(answer)))


def _show_text(number: int, answer: Answer, *, fresh: bool) -> None:
    parts = paragraphs(answer, answer.suggestions if answer.status is Status.NEEDS_CLARIFICATION else ())  # a choice is shown as something to press
    count = sum(len(part.pieces) for part in parts)
    pause = min(PAUSE_SECONDS, LONGEST_SECONDS / count) if fresh and count else 0
    with st.container(key=f"answer_{number}", gap="small"):
        for index, part in enumerate(parts):
            _show_paragraph(f"{number}_{index}", number, part, answer, pause)
        if answer.verbatim:
            st.code(answer.verbatim, language=None, wrap_lines=True)


def _cited(answer: Answer) -> tuple[Citation, ...]:
    """What the answer cites, then what stands beside it cites."""
    return (*answer.citations, *(answer.aside.citations if answer.aside else ()))


def _show_aside(number: int, answer: Answer, aside: Aside) -> None:
    with st.container(key=f"aside_{number}", gap="small"):
        st.markdown(f"**{literal(aside.about)}**")
        for index, part in enumerate(aside_paragraphs(aside)):
            _show_paragraph(f"{number}_aside{index}", number, part, answer, 0)


def _show_paragraph(key: str, number: int, part: Paragraph, answer: Answer, pause: float) -> None:
    """A paragraph or an item. What weight a sentence has stands before it, where that is another than the one before it has."""
    with st.container(key=f"{'item' if part.label else 'flow'}_{key}"):
        for index, piece in enumerate(part.pieces):
            label = f"{literal(part.label)} " if part.label and index == 0 else ""
            if piece.tells and piece.kind in KINDS:
                if label:
                    st.markdown(label)
                    label = ""
                st.badge(KINDS[piece.kind][0], color="gray")
            if piece.text:
                st.markdown(label + literal(piece.text))
            _show_marks(f"{key}_{index}", number, piece, answer)
            if pause:
                time.sleep(pause)


def _show_marks(key: str, number: int, piece: Piece, answer: Answer) -> None:
    numbers = tuple(citation.n for citation in _cited(answer))
    for n in abridged(piece.numbers):
        if n is None:
            st.markdown("…")
            continue
        st.button(
            f":primary[{literal(f'[{n}]')}]",
            key=f"cite_{key}_{n}",
            type="tertiary",
            on_click=open_only,
            args=(number, n, numbers),
        )


def _show_notices(number: int, notices: tuple[Notice, ...]) -> None:
    """What has changed: each in a sentence to read at once, which unfolds to more of it."""
    with st.container(key=f"notices_{number}", gap="xsmall"):
        st.markdown(f"**{NOTICES}**")
        for notice in notices:
            with st.expander(literal(notice.text), icon=":material/update:", type="compact"):
                if notice.more:
                    st.markdown(literal(notice.more))
                if foot := notice_foot(notice):
                    st.caption(literal(foot))


def _show_suggestions(number: int, answer: Answer, ask: Callable[[str], None]) -> None:
    heading = "Which do you mean?" if answer.status is Status.NEEDS_CLARIFICATION else "You could ask next"
    with st.container(key=f"suggestions_{number}", gap="xsmall"):
        st.markdown(f"**{heading}**")
        for index, question in enumerate(answer.suggestions):
            st.button(
                literal(question),
                key=f"suggestion_{number}_{index}",
                width="stretch",
                on_click=ask,
                args=(question,),
            )
