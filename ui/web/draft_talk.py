"""The chat about a draft: what to say, what came of it, and what was said before."""

from __future__ import annotations

import streamlit as st

from assistant.drafting.history import Exchange
from assistant.pieces import Piece, paragraphs
from ui.answer_view import beginning, show_whole
from ui.desk import Desk
from ui.literal import literal
from ui.web.clauses import show_citation
from ui.wording import KINDS

BEGIN = ("Draft a social value policy for our council with a 12% weighting that puts young people’s jobs first", "What is missing?")


def show_talk(desk: Desk) -> None:
    """What to say, then the last reply, then the earlier ones folded. The box takes what is too long too: one with a limit refuses it without a word."""
    st.header("Chat about the draft", anchor=False)
    if text := st.chat_input("Say what the policy should say", key="draft_say"):
        _say(desk, text)
        st.rerun()
    talk = desk.history.talk
    if not talk:
        st.markdown("Say who it is for and what it should put first, then change it: “make it 15%”, “take out the Compact”, “add decommissioning”, “why that weighting?”, “undo”.")
        _show_offers(desk, BEGIN)
        return
    _show_exchange(talk[-1], len(talk) - 1)
    _show_offers(desk, talk[-1].answer.suggestions)
    if len(talk) > 1:
        earlier = st.expander("Earlier in this chat", key="draft_earlier", on_change="rerun")
        if earlier.open:
            with earlier:
                for place, one in reversed(list(enumerate(talk[:-1]))):
                    _show_exchange(one, place)


def _say(desk: Desk, text: str) -> None:
    if text.strip():
        desk.say(text.strip())


def _show_offers(desk: Desk, offers: tuple[str, ...]) -> None:
    with st.container(key="draft_offers", gap="xsmall"):
        for place, offer in enumerate(offers):
            st.button(literal(offer), key=f"suggestion_draft_{place}", on_click=_say, args=(desk, offer))


def _show_exchange(one: Exchange, place: int) -> None:
    with st.container(key=f"exchange_{place}", gap="small"):
        st.markdown(f"**You said:** {literal(beginning(one.asked))}")
        show_whole(one.asked)
        for part in paragraphs(one.answer):
            text = " ".join(map(_written, part.pieces))
            st.markdown(f"{literal(part.label)} {text}" if part.label else text)
        if one.answer.citations:
            box = st.expander(f"Sources of this reply ({len(one.answer.citations)})", key=f"draft_sources_{place}", type="compact", on_change="rerun")
            if box.open:
                with box:
                    for citation in one.answer.citations:
                        show_citation(citation)


def _written(piece: Piece) -> str:
    """A sentence with its numbers; before the first of a kind, what weight it has."""
    text = literal(f"{piece.text} {''.join(f'[{n}]' for n in piece.numbers)}")
    return f":gray-badge[{KINDS[piece.kind][0]}] {text}" if piece.tells and piece.kind in KINDS else text
