"""Practice: choose what to be asked, answer first or page first, see the mark with the page and why, and what is due today."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import UTC, date, datetime

import streamlit as st

from assistant.domain import Source
from assistant.practice.bank import Bank
from assistant.practice.items import KINDS, Item, Kind
from assistant.practice.marking import LETTERS, Mark, mark
from assistant.practice.progress import Progress, tally
from assistant.practice.session import choose
from ui.conversation import Assistant
from ui.literal import highlighted, literal
from ui.page_text import excerpt
from ui.practice_words import PAST, about, due, pages, verdict, where
from ui.resources import open_assistant, open_bank, open_progress
from ui.web.practice_progress import show_progress

COUNTS = (5, 10, 20)
ANSWER_FIRST, PAGE_FIRST = "Answer first", "Page first"


@dataclass
class Round:
    """A visitor's round: its items, and for each that was answered its mark and when it is due."""

    items: tuple[Item, ...]
    page_first: bool
    told: list[tuple[Mark, datetime]] = field(default_factory=list)
    at: int = 0


def show() -> None:
    """The page, top to bottom."""
    bank, progress = open_bank(date.today()), open_progress()
    with st.container(key="practice_page"):
        st.title("Practice", anchor=False)
        held: Round | None = st.session_state.get("practice_round")
        if held is None:
            _show_start(bank, progress)
        elif held.at >= len(held.items):
            _show_end(held, bank, progress)
        else:
            _show_item(held, progress)


def _show_start(bank: Bank, progress: Progress) -> None:
    """What is due, what to be asked, and how far one is."""
    kept, now = progress.all(), datetime.now(UTC)
    whole = tally((item.id for item in bank.items), kept, now)
    st.markdown(f"{len(bank.items)} questions on what the documents say. Each is marked with its page and why, and comes back when you are likely to have forgotten it.")
    if whole.due:
        st.info(f"{whole.due} {'question is' if whole.due == 1 else 'questions are'} due today. They come first.", icon=":material/event_repeat:")
    elif whole.met:
        st.markdown("Nothing is due now.")
    kinds = st.pills("What to be asked", list(KINDS), selection_mode="multi", format_func=KINDS.__getitem__, key="practice_kinds", help="Choose none for all of them.")
    count = st.segmented_control("How many questions", COUNTS, default=10, required=True, key="practice_count")
    how = st.radio("How", [ANSWER_FIRST, PAGE_FIRST], captions=["From memory; the page is shown with the mark.", "The page is shown with the question; it counts for less."], key="practice_how")
    if st.button("Start", key="practice_start"):
        st.session_state.practice_round = Round(choose(bank.items, kept, count, now, kinds), how == PAGE_FIRST)
        st.rerun()
    st.caption(literal(PAST))
    if bank.stale:
        st.caption(f"{len(bank.stale)} questions on today’s law are left out: their facts were last checked too long ago.")
    show_progress(bank, kept, now, progress)


def _show_item(held: Round, progress: Progress) -> None:
    """A question, and once it is answered its mark."""
    item, assistant = held.items[held.at], open_assistant()
    sources = {source.id: source for source in assistant.sources}
    st.progress(held.at / len(held.items), text=f"Question {held.at + 1} of {len(held.items)}")
    st.caption(literal(about(item, sources)))
    with st.container(key="practice_ask"):
        st.header("True or false?" if item.kind is Kind.TRUE_FALSE else "Question", anchor=False)
        st.markdown(literal(item.ask))
    answered = len(held.told) > held.at
    if held.page_first and not answered:
        _show_pages(item, sources, assistant)
    if answered:
        _show_choices(item, held.told[held.at][0])
    else:
        given = _given(item, held.at)
        check, unknown, stop = st.columns(3)
        if check.button("Check my answer", disabled=given is None, key=f"practice_check_{held.at}", width="stretch"):
            _mark(held, item, given or (), progress)
        if unknown.button("I do not know", key=f"practice_unknown_{held.at}", width="stretch"):
            _mark(held, item, (), progress)
        if stop.button("Stop here", key=f"practice_stop_{held.at}", width="stretch"):
            held.items = held.items[:held.at]
            st.rerun()
        return
    told, again = held.told[held.at]
    _show_mark(item, told, sources, assistant)
    st.caption(due(again, datetime.now(UTC)))
    if st.button("Next question" if held.at + 1 < len(held.items) else "See how it went", key=f"practice_next_{held.at}"):
        held.at += 1
        st.rerun()


def _show_choices(item: Item, told: Mark) -> None:
    """The choices of an item that is answered, with what was chosen."""
    if item.kind is Kind.ORDER:
        said = [f"{n}. {literal(label)}" for n, label in enumerate(told.given, 1)]
        st.markdown("\n".join(["Your order:", "", *said]) if said else "")
    else:
        st.markdown("\n".join(f"- **{literal(choice.label)}** (your answer)" if choice.label in told.given else f"- {literal(choice.label)}" for choice in item.choices))


def _given(item: Item, at: int) -> tuple[int, ...] | None:
    """What is chosen, as places; None while it is not a whole answer."""
    if item.kind is not Kind.ORDER:
        chosen = st.radio("Your answer", range(len(item.choices)), index=None, format_func=lambda n: literal(item.choices[n].label), key=f"practice_choice_{at}")
        return None if chosen is None else (chosen,)
    places = range(1, len(item.choices) + 1)
    said = [st.segmented_control(f"{LETTERS[n]}. {literal(choice.label)}", places, key=f"practice_place_{at}_{n}") for n, choice in enumerate(item.choices)]
    if None not in said and len(set(said)) < len(said):
        st.caption("Two events have the same place: give each its own.")
    return tuple(said.index(place) for place in places) if sorted(filter(None, said)) == list(places) else None


def _mark(held: Round, item: Item, given: tuple[int, ...], progress: Progress) -> None:
    told = mark(item, given)
    kept = progress.put(item.id, is_right=told.is_right, open_book=held.page_first)
    held.told.append((told, kept.due))
    st.rerun()


def _show_pages(item: Item, sources: dict[str, Source], assistant: Assistant) -> None:
    """Every page the item stands on, to look it up."""
    for quote in {(one.source_id, one.page): one for one in item.quotes}.values():
        with st.expander(literal(where(quote, sources))):
            for paragraph in assistant.page_text(quote.source_id, quote.page).split("\n"):
                st.markdown(literal(paragraph))


def _show_mark(item: Item, told: Mark, sources: dict[str, Source], assistant: Assistant) -> None:
    """Right or wrong, the page and why, what was chosen instead, and what else to see."""
    (st.success if told.is_right else st.error)(literal(verdict(told)), icon=":material/check:" if told.is_right else ":material/close:")
    listed = len(told.answer) > 1
    with st.container(key="because_it"):
        st.subheader("Why", anchor=False)
        for number, claim in enumerate(told.because if listed else told.because[:1], 1):
            quote = claim.quotes[0]
            more = f" and {len(claim.quotes) - 1} more rows" if len(claim.quotes) > 1 else ""
            st.markdown(f"{f'{number}. ' if listed else ''}{literal(claim.text)}  \n:small[{literal(where(quote, sources))}{more}]")
        if not listed:
            _show_quote(told.because[0].quotes[0].text, assistant.page_text(told.because[0].quotes[0].source_id, told.because[0].quotes[0].page), pages(item, sources)[0])
    if told.instead:
        st.markdown(f"{literal(told.given[0])} is the answer to something else: {literal(told.instead.text)}  \n:small[{literal(where(told.instead.quotes[0], sources))}]")
    if told.also:
        st.markdown(f"See also: {literal(told.also.text)}  \n:small[{literal(where(told.also, sources))}]")


def _show_quote(quote: str, page: str, name: str) -> None:
    """The quote, and in a box the text around it on its page."""
    st.markdown(highlighted(quote.replace("  ", ", ")))
    with st.expander(f"Read on: {literal(name)}"):
        part = excerpt(quote, page)
        for paragraph in (*part.before[-2:], *part.shown, *part.after[:2]):
            st.markdown("".join(highlighted(run.text) if run.quoted else literal(run.text) for run in paragraph))


def _show_end(held: Round, bank: Bank, progress: Progress) -> None:
    """How the round went, and where to go on."""
    right = sum(told.is_right for told, _ in held.told)
    st.header("How it went", anchor=False)
    st.markdown(f"{right} of {len(held.told)} right.")
    for item, (told, again) in zip(held.items, held.told, strict=False):
        if not told.is_right:
            st.markdown(f"- {literal(item.ask)}  \n{literal('; '.join(told.answer))}. :small[{due(again, datetime.now(UTC))}]")
    if st.button("Practise again", key="practice_again"):
        del st.session_state.practice_round
        st.rerun()
    show_progress(bank, progress.all(), datetime.now(UTC), progress)
