"""Tender: the question, our evidence, what we promise, the draft with its ledger, and the check of the answer."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

from assistant.drafting.fields import Field
from assistant.errors import BadBrief
from assistant.tender.bid import ASKED, said_plain
from assistant.tender.brief import LARGEST, example_brief, parse_brief, tender_fields
from assistant.yaml_data import write_yaml
from ui.literal import literal
from ui.resources import open_law, open_tender_materials, open_works
from ui.tender_desk import KIND, TenderDesk
from ui.web.form import Form, show_fields
from ui.web.kept_work import KeptWork
from ui.web.tender_answer import show_check, show_draft
from ui.web.tender_asked import show_evidence_files, show_question

QUESTION, YOU, PROMISES, DRAFT, CHECK = STEPS = ("Question", "Evidence", "Promises", "Draft", "Check")
HEADINGS = {QUESTION: "The question", YOU: "Your evidence", PROMISES: "Your promises", DRAFT: "The draft", CHECK: "Check the answer"}
GROUPS = {QUESTION: "The tender", YOU: "You", PROMISES: "Your promises"}
LONG = frozenset(["question", "escalation", "contingency", "checking", "double_counting", "feedback"])
# The columns of the tables, as a person asks for them.
COLUMNS = {
    "number": "How many", "unit": "Of what", "group": "For whom", "place": "Where", "by": "By when", "owner": "Who owns it", "cost": "Cost, and who pays", "baseline": "Baseline today",
    "measure": "What is counted", "source": "From which record", "extra": "What makes it extra", "answers": "Answers question no.", "when": "When", "agreed": "How they agreed"}


def _kept() -> KeptWork[TenderDesk]:
    return KeptWork("tender", "answer", KIND, lambda: TenderDesk(open_works(), open_tender_materials, open_law()),
                    lambda name: TenderDesk.again(open_works(), open_tender_materials, open_law(), name))


def show() -> None:
    """The page, top to bottom."""
    desk = _kept().opened()
    with st.container(key="tender_top"):
        st.title("Tender", anchor=False)
        st.markdown("Answer a social value question within its limit. The answer says of you what you say here and no more; what is missing stays marked. What you hand over stays on this machine.")
        _show_tools(desk)
    st.session_state.setdefault("tender_step", QUESTION)
    step = st.segmented_control("Step", STEPS, required=True, key="tender_step", label_visibility="collapsed")
    st.header(HEADINGS[step], anchor=False)
    _STEPS[step](desk)
    at = STEPS.index(step)
    with st.container(horizontal=True, key="tender_next"):
        if at:
            st.button(f"Back: {HEADINGS[STEPS[at - 1]].lower()}", on_click=_go, args=(STEPS[at - 1],))
        if at + 1 < len(STEPS):
            st.button(f"Next: {HEADINGS[STEPS[at + 1]].lower()}", type="primary", on_click=_go, args=(STEPS[at + 1],))
    _kept().put_into_address(desk)


def _go(step: str) -> None:
    st.session_state.tender_step = step


# --- steps ------------------------------------------------------------------------------------------------


def _show_question(desk: TenderDesk) -> None:
    show_question(desk)
    st.subheader("Correct it", anchor=False)
    several = bool(desk.bid.said.get("questions"))
    _show_group(desk, QUESTION, lambda field: field.id != "questions" and not (several and field.id in ASKED))


def _show_you(desk: TenderDesk) -> None:
    show_evidence_files(desk)
    _show_group(desk, YOU)


def _show_promises(desk: TenderDesk) -> None:
    st.markdown("What you promise becomes a term of the contract if you win, and is measured. Cost it, and leave out what you cannot keep.")
    if len(desk.bid.boxes) > 1:
        st.caption("There are several questions: say in the last column which one a promise answers. Left empty, it goes to the question that speaks of it most.")
    _show_group(desk, PROMISES)


def _show_group(desk: TenderDesk, step: str, also: Callable[[Field], bool] = lambda _: True) -> None:
    mine = [field for field in tender_fields().values() if field.group == GROUPS[step] and also(field)]
    empty = {field.id: () for field in mine if field.type in ("rows", "texts")}
    show_fields(mine, Form("tender", lambda name: desk.bid.said.get(name, empty.get(name)), lambda _: False, desk.set, COLUMNS, LONG, asks_open=False))


_STEPS: Mapping[str, Callable[[TenderDesk], None]] = {QUESTION: _show_question, YOU: _show_you, PROMISES: _show_promises, DRAFT: show_draft, CHECK: show_check}


# --- tools ------------------------------------------------------------------------------------------------


def _show_tools(desk: TenderDesk) -> None:
    with st.container(key="tender_tools", horizontal=True, gap="small"):
        with st.popover("Brief: load or save", icon=":material/description:"):
            st.download_button("Save this brief (YAML)", write_yaml(said_plain(desk.bid.said)), "tender-brief.yaml", "application/yaml", icon=":material/download:", on_click="ignore")
            st.button("Use the example brief", on_click=_load, args=(desk, None), help="A made-up charity. It takes the place of what is here.")
            given = st.file_uploader("Load a brief (YAML)", type=["yaml", "yml", "json"], key="tender_brief_file", max_upload_size=1)
            if given is not None:
                st.button("Use this brief in place of the one here", type="primary", on_click=_load, args=(desk, (given.getvalue()[:LARGEST + 1], given.name)))
            if problem := st.session_state.pop("tender_brief_problem", ""):
                st.error(literal(problem), icon=":material/error:")
        _kept().show_list(desk)


def _load(desk: TenderDesk, given: tuple[bytes, str] | None) -> None:
    try:
        desk.take(desk.bid.with_brief(parse_brief(*given) if given else example_brief()))
    except BadBrief as error:
        st.session_state.tender_brief_problem = str(error)
