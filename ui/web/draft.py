"""Draft a policy: a form and a chat that change one brief, beside the draft that comes of it."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.drafting.brief import LARGEST, brief_yaml, example_brief, parse_brief
from assistant.drafting.changes import KIND_NAMES, OWN
from assistant.drafting.edits import LARGEST as EDITED
from assistant.drafting.edits import parse_edits
from assistant.drafting.export import WRITERS
from assistant.drafting.fields import Field, fields
from assistant.errors import BadBrief
from ui.desk import KIND, Desk
from ui.literal import literal
from ui.resources import open_materials, open_works
from ui.web.clauses import show_sections
from ui.web.downloads import show_downloads
from ui.web.draft_about import show_about
from ui.web.draft_talk import show_talk
from ui.web.form import Form, show_fields
from ui.web.kept_work import KeptWork

FORM, CHAT, DRAFT = "Form", "Chat", "Draft"
LONG = frozenset(["commitment", "definition"])
# Fixed text of ours: the field that was asked for comes into sight and takes the keyboard. Its name is one of data/fields.yaml.
GO_TO_FIELD = "<script>{{const box = document.querySelector('.st-key-draft_box_{0}'); box?.scrollIntoView({{block: 'center'}}); box?.querySelector('input,textarea')?.focus()}}</script>"


def _kept() -> KeptWork[Desk]:
    return KeptWork("draft", "draft", KIND, lambda: Desk(open_works(), open_materials()), lambda name: Desk.again(open_works(), open_materials(), name))


def show() -> None:
    """The page, top to bottom."""
    desk = _kept().opened()
    with st.container(key="draft_top"):
        st.title("Draft a policy", anchor=False)
        st.markdown("Say what you know in the form or the chat: the draft is made as you go. It says nothing of your organisation that you have not said. What is missing stays marked.")
        _show_tools(desk)
    st.session_state.setdefault("draft_view", FORM)
    view = st.segmented_control("Show", [FORM, CHAT, DRAFT], required=True, key="draft_view", label_visibility="collapsed")
    with st.container(key=f"draft_desk_{view.lower()}"):
        left, right = st.columns([4, 5], gap="large")
    with left, st.container(key="draft_panel"):
        show_talk(desk) if view == CHAT else _show_form(desk)
    with right:
        show_about(desk, _go_to_field)
        with st.container(gap="xsmall"):
            show_sections(desk)
    _kept().put_into_address(desk)


# --- tools ------------------------------------------------------------------------------------------------


def _show_tools(desk: Desk) -> None:
    with st.container(key="draft_tools", horizontal=True, gap="small"):
        st.button("Undo", icon=":material/undo:", disabled=not desk.history.can_undo, on_click=desk.undo)
        st.button("Redo", icon=":material/redo:", disabled=desk.history.next is None, on_click=_redo, args=(desk,))
        with st.popover("Brief: load or save", icon=":material/description:"):
            _show_brief_file(desk)
            _show_edited_file(desk)
            if problem := st.session_state.pop("brief_problem", ""):
                st.error(literal(problem), icon=":material/error:")
        with st.popover("Download", icon=":material/download:"):
            sources = tuple(desk.materials.sources.values())
            show_downloads({f"social-value-policy{ending}": partial(write, desk.draft, sources) for ending, write in WRITERS.items()}, "draft")
        _kept().show_list(desk)


def _redo(desk: Desk) -> None:
    if desk.history.next is not None:
        desk.go_to(desk.history.next)


def _show_brief_file(desk: Desk) -> None:
    st.download_button("Save this brief (YAML)", brief_yaml(desk.brief), "brief.yaml", "application/yaml", icon=":material/download:", on_click="ignore")
    st.button("Use the example brief", on_click=_load, args=(desk, None), help="A made-up council. Undo brings yours back.")
    given = st.file_uploader("Load a brief (YAML, or the JSON of a draft)", type=["yaml", "yml", "json"], key="draft_brief_file", max_upload_size=1)
    if given is not None:
        st.button("Use this brief in place of the one here", type="primary", on_click=_load, args=(desk, (given.getvalue()[:LARGEST + 1], given.name)))


def _load(desk: Desk, given: tuple[bytes, str] | None) -> None:
    try:
        if given is None:
            desk.change(example_brief(), "The example brief")
        else:
            desk.change(parse_brief(*given), "A brief from a file")
    except BadBrief as error:
        st.session_state.brief_problem = str(error)


def _show_edited_file(desk: Desk) -> None:
    given = st.file_uploader("Or bring back a download that you edited (Word, Markdown or JSON): your wording is kept", type=[ending[1:] for ending in WRITERS],
                             key="draft_edited_file", max_upload_size=EDITED // 1_000_000)
    if given is not None:
        st.button("Take over its wording", type="primary", on_click=_take_over, args=(desk, given.getvalue(), given.name))


def _take_over(desk: Desk, data: bytes, name: str) -> None:
    try:
        desk.change(parse_edits(data, name).into(desk.brief), f"Wording from {name}")
    except BadBrief as error:
        st.session_state.brief_problem = str(error)


# --- the form ---------------------------------------------------------------------------------------------


def _show_form(desk: Desk) -> None:
    groups: dict[str, list[Field]] = {}
    for field in fields().values():
        if field.id not in OWN:
            groups.setdefault(field.group, []).append(field)
    names = list(groups)
    group = st.selectbox("Part of the brief", names, key="draft_group", format_func=lambda name: f"{name} ({_said(groups[name], desk)} of {len(groups[name])} said)")
    form = Form("draft", lambda name: getattr(desk.brief, name), lambda name: name in desk.brief.unknown, desk.set, KIND_NAMES, LONG)
    st.header(literal(group), anchor=False)
    show_fields(groups[group], form)
    at = names.index(group)
    with st.container(horizontal=True):
        if at:
            st.button(f"Back: {names[at - 1]}", on_click=_go_to_group, args=(names[at - 1],))
        if at + 1 < len(names):
            st.button(f"Next: {names[at + 1]}", type="primary", on_click=_go_to_group, args=(names[at + 1],))
    if field := st.session_state.pop("draft_go_to", ""):
        st.html(GO_TO_FIELD.format(field), unsafe_allow_javascript=True)


def _said(group: list[Field], desk: Desk) -> int:
    return sum(getattr(desk.brief, field.id) not in (None, ()) or field.id in desk.brief.unknown for field in group)


def _go_to_group(group: str) -> None:
    st.session_state.draft_group = group
    st.session_state.draft_go_to = next(field.id for field in fields().values() if field.group == group)


def _go_to_field(field: Field) -> None:
    st.session_state.draft_group, st.session_state.draft_view, st.session_state.draft_go_to = field.group, FORM, field.id
