"""Trust: how answers are checked, with an example put to the check as you read it; how good the answers are; what it cannot do; what is kept where."""

from __future__ import annotations

import re
from pathlib import Path

import streamlit as st

from assistant.worked_example import Tried, try_claim, worked_example
from evals.figures import cases, figures, side_by_side
from ui.literal import highlighted, literal
from ui.resources import open_assistant
from ui.wording import short

WORDS = Path(__file__).parent.parent / "trust.md"
LONGEST = 400


def show() -> None:
    """The page, top to bottom."""
    checked, cannot, kept = _parts()
    with st.container(key="trust_page"):
        st.title("Trust", anchor=False)
        st.markdown("How far to believe an answer, and how you can tell.")
        _show_part(checked)
        _show_example()
        _show_figures()
        _show_part(cannot)
        _show_part(kept)


def _parts() -> list[tuple[str, str]]:
    """The headings and texts of trust.md, which are our own words."""
    _, *parts = re.split(r"^## ", WORDS.read_text(encoding="utf-8"), flags=re.M)
    return [(part.partition("\n")[0], part.partition("\n")[2]) for part in parts]


def _show_part(part: tuple[str, str]) -> None:
    st.header(part[0], anchor=False)
    st.markdown(part[1])


def _show_example() -> None:
    assistant = open_assistant()
    titles = {source.id: short(source.title) for source in assistant.sources}
    example = worked_example(assistant.page_text)
    st.subheader("An example, checked as you read", anchor=False)
    st.markdown(f"{literal(titles.get(example.quote.source_id, example.quote.source_id))}, page {literal(example.quote.page)}: {highlighted(example.quote.quote)}")
    for one in example.tried:
        with st.container(key=f"change_tried_{example.tried.index(one)}"):
            st.markdown(f"{literal(one.text)}\n\n{_verdict(one)} {literal(one.why)}")
    own = st.text_input("Try a sentence of your own against this quote", max_chars=LONGEST, key="trust_own", placeholder="25 CCGs made committed use of the Act.")
    if own.strip():
        tried = try_claim(own, example, assistant.page_text)
        st.markdown(f"{_verdict(tried)} {literal(own)}")


def _verdict(tried: Tried) -> str:
    if tried.passes:
        return ":green-badge[passes]"
    return "".join(f":orange-badge[taken out] {literal(problem.fault)}: {literal(problem.about)}." for problem in tried.problems[:1])


def _show_figures() -> None:
    st.header("How good the answers are", anchor=False)
    st.markdown(f"{cases()} questions with known answers were put to this version. “Held out” questions were never looked at while it was made: those are what to expect.")
    rows = ["| Measured | Held out | Looked at |", "| --- | --- | --- |"]
    st.markdown("\n".join([*rows, *(f"| **{one.name}**. {one.meaning} | {one.held_out} | {one.seen} |" for one in figures())]))
    with st.expander("Beside other ways of answering"):
        st.markdown("The product, the product with one part taken out, and a tutorial’s way (search, then show the four nearest passages). Looked at / held out.")
        st.markdown(side_by_side())
        st.caption("Run it yourself: social-value eval run --set all")
