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
from assistant.errors import BadBrief, SocialValueError
from ui.desk import KIND, Desk
from ui.literal import literal
from ui.resources import open_materials, open_works
from ui.web.clauses import show_sections
from ui.web.downloads import show_downloads
from ui.web.draft_about import show_about
from ui.web.draft_talk import show_talk
from ui.web.form import Form, show_fields

IN_ADDRESS = "draft"
FORM, CHAT, DRAFT = "Form", "Chat", "Draft"
LONG = frozenset(["commitment", "definition"])
# Fixed text of ours: the field that was asked for comes into sight and takes the keyboard. Its name is one of data/fields.yaml.
GO_TO_FIELD = "<script>{{const box = document.querySelector('.st-key-draft_box_{0}'); box?.scrollIntoView({{block: 'center'}}); box?.querySelector('input,textarea')?.focus()}}</script>"


def the_desk() -> Desk:
    """This visitor's draft: the one that the address names, if it is there, else a new one."""
    named, desk = st.query_params.get(IN_ADDRESS, ""), st.session_state.get("desk")
    if desk is None or named and named != desk.id:
        try:
            desk = Desk.again(open_works(), open_materials(), named) if named else _new()
        except SocialValueError as error:
            desk = _new()
            st.session_state.draft_not_opened = str(error)
        st.session_state.desk = desk
    return desk


def _new() -> Desk:
    return Desk(open_works(), open_materials())


def show() -> None:
    """The page, top to bottom."""
    desk = the_desk()
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
    _put_into_address(desk)


def _put_into_address(desk: Desk) -> None:
    """The address names the draft, so that it is there after a refresh, and can be kept as a bookmark."""
    if problem := st.session_state.pop("draft_not_opened", ""):
        st.warning(literal(f"The draft of this address was not opened: {problem}"), icon=":material/warning:")
    if desk.trouble:
        st.warning(literal(f"This is not kept: {desk.trouble}"), icon=":material/warning:")
    if desk.id:
        st.query_params[IN_ADDRESS] = desk.id
    elif IN_ADDRESS in st.query_params:
        del st.query_params[IN_ADDRESS]


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
        drafts = st.popover("Your drafts", icon=":material/folder_open:", key="draft_list", on_change="rerun")
        if drafts.open:
            with drafts:
                _show_drafts(desk)


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


def _show_drafts(desk: Desk) -> None:
    st.button("New draft", icon=":material/add:", on_click=_begin)
    kept = desk.works.list(KIND)
    if not kept:
        st.caption("Nothing is kept yet: a draft is kept from its first change.")
    for work in kept[:30]:
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button(literal(work.title), key=f"open_draft_{work.id}", type="tertiary", disabled=work.id == desk.id, on_click=_open, args=(work.id,))
            st.button("Delete", key=f"delete_draft_{work.id}", type="tertiary", icon=":material/delete:", on_click=_delete, args=(desk, work.id), help=None)


def _begin() -> None:
    st.query_params.pop(IN_ADDRESS, None)
    st.session_state.pop("desk", None)


def _open(name: str) -> None:
    st.query_params[IN_ADDRESS] = name


def _delete(desk: Desk, name: str) -> None:
    desk.works.delete(name)
    if name == desk.id:
        _begin()


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
