"""A tender answer: the draft with its ledger and its word count, and the check of what goes to the buyer."""

from __future__ import annotations

import streamlit as st

from assistant.errors import BadBrief, BadQuestion
from assistant.settings import load_settings
from assistant.tender.answer import count_words
from assistant.tender.brief import TenderBrief
from assistant.tender.check import TenderCheck
from assistant.tender.draft import DISCLOSURE, TERMS
from assistant.tender.export import Bundle, is_notes, tender_files
from assistant.tender.flags import TITLES
from assistant.tender.ledger import GAP
from assistant.tender.notes import stands_on
from ui.literal import highlighted, literal, with_marks
from ui.tender_desk import TenderDesk
from ui.web.clauses import show_citation
from ui.web.downloads import show_downloads
from ui.web.notices import show_notices
from ui.web.tender_asked import ENDINGS, read_once

NO_QUESTION = "There is no question yet. Paste it, or hand over the invitation to tender, in the first step."


def with_gaps(text: str) -> str:
    """Markdown that shows a text itself, what is still needed marked."""
    return with_marks(text, GAP)


def show_length(text: str, box: TenderBrief, key: str) -> None:
    """How long an answer is, of how long it may be; where no limit was found it says so."""
    counts = [(what, count, most) for what, count, most in (("words", count_words(text), box.limit), ("characters", len(text), box.characters)) if most]
    with st.container(key=key):
        for what, count, most in counts:
            st.progress(min(1.0, count / most), f"**{count} of {most} {what}**" + (f": {count - most} too many" if count > most else f": room for {most - count} more"))
        if not counts:
            none = "" if box.pages else " No limit found for this question: put in the buyer's, if there is one."
            st.markdown(f"**{count_words(text)} words.**{none}")
        if box.pages:
            st.markdown(literal(f"The buyer's limit of {box.pages} is not counted here: see to it in the layout."))


def show_draft(desk: TenderDesk) -> None:
    """The draft of each question."""
    try:
        bundles = desk.bundles
    except BadBrief as error:
        st.error(literal(str(error)), icon=":material/error:")
        return
    if not bundles:
        st.info(NO_QUESTION, icon=":material/info:")
        return
    made = {name: make for ending in (".docx", ".md", ".txt", ".json") for name, make in tender_files(bundles, "social-value-answer", ending).items()}
    with st.popover("Download", icon=":material/download:"):
        st.markdown("**The answer, as it goes to the buyer**")
        show_downloads({name: make for name, make in made.items() if not is_notes(name) and not name.endswith(".json")}, "tender", "the answer")
        st.markdown("**Your notes: sources, ledger, questions for the buyer**")
        show_downloads({name: make for name, make in made.items() if is_notes(name)}, "tender", "the notes")
        show_downloads({name: make for name, make in made.items() if name.endswith(".json")}, "tender", "everything")
    st.info(TERMS, icon=":material/gavel:")
    st.selectbox("Say in the answer that AI was used", ["no", "yes"], index=int(bool(desk.bid.said.get("disclosure"))), key=f"tender_disclosure_{desk.bid.said.get('disclosure')}",
                 format_func={"no": "No", "yes": f"Yes: “{DISCLOSURE}”"}.__getitem__, on_change=_disclose, args=(desk,))
    for number, bundle in enumerate(bundles, 1):
        _show_bundle(number, bundle, len(bundles))


def _disclose(desk: TenderDesk) -> None:
    desk.set("disclosure", st.session_state[f"tender_disclosure_{desk.bid.said.get('disclosure')}"])


def _show_bundle(number: int, bundle: Bundle, of: int) -> None:
    draft = bundle.draft
    if of > 1:
        st.subheader(f"Answer to question {number} of {of}", anchor=False)
    show_length(draft.text, draft.brief, f"tender_words_{number}")
    with st.container(key=f"tender_text_{number}", border=True):
        for section in draft.sections:
            if section.heading:
                st.markdown(f"**{literal(section.heading)}**")
            st.markdown(" ".join(with_gaps(entry.text) for entry in section.entries))
        if draft.brief.known("disclosure"):
            st.markdown(literal(DISCLOSURE))
    if draft.needed:
        with st.expander(f"Evidence needed: {len(draft.needed)}", icon=":material/search:", expanded=True):
            st.markdown("Find each, put it in and the draft has it; or leave the sentence out. Do not guess.\n\n" + "\n".join(f"- {literal(one)}" for one in draft.needed))
    with st.expander("The ledger: what each sentence stands on", icon=":material/checklist:", key=f"tender_ledger_{number}"):
        points = {n: point.label or str(n) for n, point in enumerate(draft.points, 1)}
        st.table({"Sentence": [with_gaps(entry.text) for entry in draft.entries], "Point": [literal(", ".join(points[n] for n in entry.points)) or "not asked" for entry in draft.entries],
                  "Stands on": [literal(stands_on(entry)) for entry in draft.entries]}, border="horizontal", hide_index=True)
    if draft.left_out:
        with st.expander(f"Left out for want of room: {len(draft.left_out)}", icon=":material/content_cut:"):
            st.markdown("\n".join(f"- {literal(entry.text)}" for entry in draft.left_out))
    if draft.aside:
        with st.expander(f"Of your record, not about this question: {len(draft.aside)}", icon=":material/content_cut:"):
            st.markdown("\n".join(f"- {literal(entry.text)}" for entry in draft.aside))
    with st.expander("Copy as plain text", icon=":material/content_copy:"), st.container(key=f"tender_copy_{number}"):
        st.code(draft.text, language=None, wrap_lines=True)
    _show_asks(number, bundle)


def _show_asks(number: int, bundle: Bundle) -> None:
    with st.expander("Questions worth asking the buyer", icon=":material/contact_support:", key=f"tender_asks_{number}"):
        st.markdown("Send them before the clarification deadline; the answers usually go to every bidder.")
        for ask in bundle.asks:
            st.markdown(f"**{literal(ask.ask)}**")
            for citation in bundle.materials.cited(ask.quotes):
                show_citation(citation)


# --- the check --------------------------------------------------------------------------------------------


def show_check(desk: TenderDesk) -> None:
    """What goes to the buyer, marked on nine criteria."""
    if not desk.bid.boxes:
        st.info(NO_QUESTION, icon=":material/info:")
        return
    for number, box in enumerate(desk.bid.boxes, 1):
        if len(desk.bid.boxes) > 1:
            st.subheader(f"Answer to question {number} of {len(desk.bid.boxes)}", anchor=False)
        try:
            text = desk.answer(number)
        except BadBrief as error:
            st.error(literal(str(error)), icon=":material/error:")
            continue
        _show_answer(desk, number, text)
        show_length(text, box, f"tender_count_{number}")
        try:
            _show_marks(number, desk.check(number))
        except BadQuestion as error:
            st.error(literal(str(error)), icon=":material/error:")


def _show_answer(desk: TenderDesk, number: int, text: str) -> None:
    key = f"tender_answer_{number}"
    if key not in st.session_state or st.session_state.get(f"{key}_of") != text:
        st.session_state[key] = st.session_state[f"{key}_of"] = text
    own = number in desk.bid.answers
    st.text_area("Your answer, in your own words" if own else "The draft: change it here and it is checked again", key=key, height=320, on_change=_answered, args=(desk, number, key))
    with st.container(horizontal=True, vertical_alignment="center"):
        if own:
            st.button("Back to the draft", key=f"tender_back_{number}", on_click=_take_answer, args=(desk, number, ""))
        with st.popover("Hand over an answer", icon=":material/upload_file:"):
            given = st.file_uploader("Your answer: PDF, Word, HTML, Markdown or text", type=ENDINGS, key=f"tender_answer_file_{number}", max_upload_size=load_settings().max_file_mb)
            if given is not None:
                pages, problem = read_once(given)
                if problem:
                    st.error(literal(problem), icon=":material/error:")
                else:
                    said = "\n\n".join(page.text for page in pages)
                    st.button("Check this file", key=f"tender_take_answer_{number}", on_click=_take_answer, args=(desk, number, said))


def _answered(desk: TenderDesk, number: int, key: str) -> None:
    _take_answer(desk, number, st.session_state[key])


def _take_answer(desk: TenderDesk, number: int, text: str) -> None:
    desk.take(desk.bid.with_answer(number, text))


def _show_marks(number: int, check: TenderCheck) -> None:
    st.markdown(f"**{check.total} of {5 * len(check.criteria)}.** The marks are a reading by rules, not the buyer’s. Length and repetition earn nothing.")
    st.table({"Criterion": [mark.title for mark in check.criteria], "Mark": [f"{'●' * mark.score}{'○' * (5 - mark.score)} {mark.score} of 5" for mark in check.criteria],
              "What would lift it by one": [literal(mark.advice) or "Nothing." for mark in check.criteria]}, border="horizontal", hide_index=True)
    with st.expander("The words that earned each mark", key=f"tender_earned_{number}"):
        for mark in check.criteria:
            st.markdown(f"**{mark.title}**")
            st.markdown("\n".join(f"- {highlighted('“' + quote + '”')}" for quote in mark.found) or "None.")
    for kind in dict.fromkeys(flag.kind for flag in check.flags):
        mine = [flag for flag in check.flags if flag.kind == kind]
        with st.container(key=f"tender_flag_{number}_{kind}", border=True, gap="xsmall"):
            st.markdown(f"**{TITLES[kind]}**")
            for place, flag in enumerate(mine):
                st.markdown(highlighted(f"“{' '.join(flag.quote.split())}”"))
                if place == len(mine) - 1 or mine[place + 1].advice != flag.advice:
                    st.markdown(literal(flag.advice))
    if check.notices:
        st.markdown("**What has changed in the law that it speaks of**")
        show_notices(check.notices)
