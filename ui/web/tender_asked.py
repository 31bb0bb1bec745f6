"""What a tender asks: a question pasted or a file handed over, what was found in it with its page, and the bidder's own reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

import streamlit as st

from assistant.domain import Page
from assistant.errors import BadBrief, SocialValueError, UnreadableFile
from assistant.settings import load_settings
from assistant.tender.evidence import facts_of
from assistant.tender.itt import Asked, Tender
from ingest.readers import READERS
from ui.literal import literal
from ui.tender_desk import TenderDesk
from ui.tendering import read_uploads

if TYPE_CHECKING:
    from streamlit.runtime.uploaded_file_manager import UploadedFile

ENDINGS = tuple(sorted(suffix.removeprefix(".") for suffix in READERS))
MOST_FACTS = 200


def show_question(desk: TenderDesk) -> None:
    """Paste it or hand it over; then what was found."""
    pasted, handed = st.columns(2, gap="large")
    with pasted:
        st.text_area("Paste the question, with its sub-points and its limit", key="tender_pasted", height=180)
        st.button("Take this text apart", key="tender_take_text", on_click=_try, args=(lambda: desk.take(desk.bid.with_tender([Page("question", "", st.session_state.tender_pasted)])),))
    with handed:
        given = st.file_uploader("Or hand over the invitation to tender: PDF, Word, HTML, Markdown or text", type=ENDINGS, key="tender_itt", max_upload_size=load_settings().max_file_mb)
        if given is not None:
            st.button("Take this file apart", key="tender_take_file", on_click=_try, args=(lambda: desk.take(desk.bid.with_tender(read_uploads([(given.name, given.getvalue())], load_settings()))),))
    if problem := st.session_state.pop("tender_problem", ""):
        st.error(literal(problem), icon=":material/error:")
    if desk.bid.found:
        _show_found(desk, desk.bid.found)
    for number, box in enumerate(desk.bid.said.get("questions", ()), 1):
        _show_box(desk, number, box)


def _try(change: Callable[[], None]) -> None:
    try:
        change()
    except SocialValueError as error:
        st.session_state.tender_problem = str(error)


def _show_found(desk: TenderDesk, found: Tender) -> None:
    st.subheader("What was found", anchor=False)
    if len(found.questions) > 1:
        names = [f"{number}. {_page(asked.page)}{_short(asked.text)}" for number, asked in enumerate(found.questions, 1)]
        mine = [name for name, asked in zip(names, found.questions, strict=True) if asked in found.boxes]
        key = f"tender_chosen_{hash(desk.bid.tender)}"
        chosen = st.multiselect("Questions to answer", names, default=mine, key=key, format_func=str)
        st.button("Answer these questions", key="tender_take_chosen", disabled=not chosen or chosen == mine and bool(desk.bid.boxes) and len(desk.bid.boxes) == len(mine),
                  on_click=_try, args=(lambda: desk.take(desk.bid.asking([asked for name, asked in zip(names, found.questions, strict=True) if name in chosen])),))
    for asked in found.boxes:
        _show_asked(asked)
    rows = [(what[:1].upper() + what[1:], one) for what, one in found.terms.named]
    if rows:
        st.markdown("\n".join(f"- **{what}**: {literal(one.value)}. {literal(_page(one.page) + '“' + _short(one.quote) + '”')}" for what, one in rows))
    if found.untaken:
        st.warning("Numbered, not taken as a question; paste it as one if it is:\n\n" + "\n".join(f"- {literal(_page(one.page) + '“' + _short(one.quote) + '”')}" for one in found.untaken), icon=":material/help:")
    st.info(literal(f"Not found: {'; '.join(found.not_found) or 'nothing that was looked for'}."), icon=":material/search:")


def _show_asked(asked: Asked) -> None:
    with st.container(border=True):
        st.markdown(f"**{literal(_page(asked.page) + _short(asked.text))}**")
        lines = [f"{f'{point.label}) ' if point.label else ''}{point.text}{_at(page)}" for point, page in asked.points]
        lines += [f"{what}: {one.value}, from “{_short(one.quote)}”{_at(one.page)}" for what, one in
                  (("Weighting", asked.weighting), ("Word limit", asked.limit), ("Character limit", asked.characters), ("Page limit", asked.pages)) if one]
        st.markdown("\n".join(f"- {literal(line)}" for line in lines))


def _show_box(desk: TenderDesk, number: int, box: dict) -> None:
    """One of several questions, to be corrected."""
    with st.container(key=f"tender_box_{number}", border=True):
        for key, value in ((f"tender_question_{number}", box["question"]), (f"tender_limit_{number}", box.get("limit"))):
            if key not in st.session_state or st.session_state.get(f"{key}_of", ...) != value:
                st.session_state[key] = st.session_state[f"{key}_of"] = value

        def changed() -> None:
            _try(lambda: desk.take(desk.bid.with_box(number, st.session_state[f"tender_question_{number}"], st.session_state[f"tender_limit_{number}"])))

        st.text_area(f"Question {number}, word for word (empty takes it out)", key=f"tender_question_{number}", on_change=changed)
        st.number_input(f"Most words of answer {number}", min_value=10, max_value=10_000, step=10, key=f"tender_limit_{number}", on_change=changed)


def _page(label: str) -> str:
    return f"page {label}: " if label else ""


def _at(label: str) -> str:
    return f" (page {label})" if label else ""


def _short(text: str) -> str:
    flat = " ".join(text.split())
    return flat if len(flat) <= 160 else f"{flat[:160].rsplit(' ', 1)[0]} …"


def read_once(file: UploadedFile) -> tuple[tuple[Page, ...], str]:
    """The pages of a file that was handed over, or why it cannot be read; read once, however often the page reruns."""
    done = st.session_state.setdefault("tender_read", {})
    if file.file_id not in done:
        try:
            done[file.file_id] = (read_uploads([(file.name, file.getvalue())], load_settings()), "")
        except UnreadableFile as error:
            done[file.file_id] = ((), str(error))
    return done[file.file_id]


# --- the bidder's own evidence ----------------------------------------------------------------------------


def show_evidence_files(desk: TenderDesk) -> None:
    """Reports in, their sentences with a figure out, to be chosen from. They are read here and not kept; what is chosen is."""
    given = st.file_uploader("Your own reports, to take figures from: PDF, Word, HTML, Markdown or text", type=ENDINGS, accept_multiple_files=True, key="tender_reports",
                             max_upload_size=load_settings().max_file_mb)
    if not given:
        return
    pages: list[Page] = []
    for file in given:
        mine, problem = read_once(file)
        pages += mine
        if problem:
            st.error(literal(problem), icon=":material/error:")
    facts = facts_of(pages)[:MOST_FACTS]
    if not facts:
        st.info("No sentence with a figure was found in them.", icon=":material/search:")
        return
    st.markdown(f"**{len(facts)} sentence{'' if len(facts) == 1 else 's'} with a figure.** Choose what is worth saying; each keeps its page.")
    table = {"Use": [False] * len(facts), "Sentence": [one.text for one in facts], "From": [one.source for one in facts], "Page": [one.page for one in facts]}
    chosen = st.data_editor(table, key=f"tender_facts_{hash(facts)}", hide_index=True, disabled=("Sentence", "From", "Page"), alt="Sentences of your reports, each to be ticked",
                            column_config={"Use": st.column_config.CheckboxColumn(width="small"), "Sentence": st.column_config.TextColumn(width="large")})
    picked = [fact for fact, use in zip(facts, chosen["Use"], strict=True) if use]
    st.button(f"Add {len(picked)} to your record", key="tender_add_facts", type="primary", disabled=not picked, on_click=_add, args=(desk, picked))


def _add(desk: TenderDesk, picked: list) -> None:
    try:
        desk.take(desk.bid.with_facts(picked))
    except BadBrief as error:
        st.session_state.tender_problem = str(error)
