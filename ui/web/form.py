"""A form of a brief's fields, for any kind of brief: each with its help, its default with the reason, and "not known yet"."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import streamlit as st

from assistant.drafting.fields import LONGEST, NOT_KNOWN, Field
from assistant.errors import BadBrief
from ui.literal import literal

# What a person sees of a value that is kept by another name.
YESNO = {True: "Yes", False: "No"}
OPEN = "Not known yet: leave a gap"
SHOWN = 8
# Entries in view of a field that has several.


@dataclass(frozen=True, slots=True)
class Form:
    """Where a form's values come from and go to. `change` raises BadBrief; `names` are choices and columns in words; `long` fields have room for sentences.

    `asks_open`: whether "not known yet" is an answer of its own.
    """

    prefix: str
    value: Callable[[str], Any]
    is_open: Callable[[str], bool]
    change: Callable[[str, Any], None]
    names: Mapping[str, str]
    long: frozenset[str] = frozenset()
    asks_open: bool = True


def show_fields(fields: Iterable[Field], form: Form) -> None:
    """Every field, one under the other."""
    for field in fields:
        with st.container(key=f"{form.prefix}_box_{field.id}", gap="xsmall"):
            st.markdown(f"**{literal(field.title)}**")
            st.caption(literal(_told(field, form)))
            _WIDGETS[field.type](field, form)
            if form.asks_open and field.type not in ("yesno", "choice"):
                key = _synced(f"{form.prefix}_open_{field.id}", form.is_open(field.id))
                st.checkbox(OPEN, key=key, on_change=_opened, args=(field, form, key))
            if problem := st.session_state.get(_problem(field, form)):
                st.error(literal(problem), icon=":material/error:")


def _told(field: Field, form: Form) -> str:
    """Help, and what happens when it is left alone."""
    if field.default is None:
        return f"{field.help} Left empty: {field.reason}." if field.reason and field.reason not in field.help else field.help
    default = YESNO[field.default].lower() if isinstance(field.default, bool) else form.names.get(str(field.default), str(field.default))
    unit = "%" if field.type == "percent" else ""
    return f"{field.help} Left alone: {default}{unit}, because {field.reason}."


# --- what is typed ----------------------------------------------------------------------------------------


def _synced(key: str, value: Any) -> str:
    """The widget of that key shows the value: as it was typed until the value becomes another, in the chat say."""
    was = f"{key}_of"
    if key not in st.session_state or st.session_state.get(was) != value:
        st.session_state[key] = st.session_state[was] = value
    return key


def _typed(field: Field, form: Form, key: str, read: Callable[[Any], Any] = lambda value: value) -> None:
    """What was typed goes into the brief; what cannot be is told under its field and stays as it was typed."""
    try:
        form.change(field.id, read(st.session_state[key]))
        st.session_state.pop(_problem(field, form), None)
    except BadBrief as error:
        st.session_state[_problem(field, form)] = f"{error}"


def _opened(field: Field, form: Form, key: str) -> None:
    _typed(field, form, key, lambda ticked: NOT_KNOWN if ticked else "")


def _problem(field: Field, form: Form) -> str:
    return f"{form.prefix}_problem_{field.id}"


def _key(field: Field, form: Form) -> str:
    return f"{form.prefix}_field_{field.id}"


def _text(field: Field, form: Form) -> None:
    key = _synced(_key(field, form), form.value(field.id) or "")
    show = st.text_area if field.id in form.long else st.text_input
    show(field.title, key=key, label_visibility="collapsed", max_chars=None if field.id in form.long else LONGEST, on_change=_typed, args=(field, form, key))


def _texts(field: Field, form: Form) -> None:
    key = _synced(_key(field, form), "\n".join(form.value(field.id)))
    st.text_area(f"{field.title}, one a line", key=key, height="content", placeholder="One a line", label_visibility="collapsed",
                 on_change=_typed, args=(field, form, key, lambda text: [line for line in text.splitlines() if line.strip()]))


def _number(field: Field, form: Form) -> None:
    value = form.value(field.id)
    whole = field.type == "number"
    key = _synced(_key(field, form), value if value is None else int(value) if whole else float(value))
    kind = int if whole else float
    st.number_input(f"{field.title}{' in percent' if field.type == 'percent' else ''}", min_value=kind(field.least), max_value=kind(field.most), step=kind(1), value=None,
                    format="%d" if whole else "%g", key=key, placeholder="Left alone" if field.default is not None else None, label_visibility="collapsed",
                    on_change=_typed, args=(field, form, key, lambda number: "" if number is None else number))


def _choices(field: Field, form: Form) -> None:
    key = _synced(_key(field, form), list(form.value(field.id)))
    st.pills(field.title, field.choices, selection_mode="multi", key=key, label_visibility="collapsed", on_change=_typed, args=(field, form, key, list))


def _choice(field: Field, form: Form) -> None:
    left = "Left alone" if field.default is not None else "Not said"
    _one_of(field, form, {"": left, **{choice: form.names.get(choice, choice) for choice in field.choices}, **({NOT_KNOWN: OPEN} if form.asks_open else {})}, form.value(field.id) or "")


def _yesno(field: Field, form: Form) -> None:
    value = form.value(field.id)
    _one_of(field, form, {"": f"Left alone ({YESNO[field.default].lower()})", "yes": "Yes", "no": "No", **({NOT_KNOWN: OPEN} if form.asks_open else {})}, "" if value is None else "yes" if value else "no")


def _one_of(field: Field, form: Form, options: Mapping[str, str], value: str) -> None:
    key = _synced(_key(field, form), NOT_KNOWN if form.is_open(field.id) else value)
    st.selectbox(field.title, list(options), key=key, format_func=lambda option: options[option], label_visibility="collapsed", on_change=_typed, args=(field, form, key))


def _rows(field: Field, form: Form) -> None:
    """The entries, each in a box of its own with a field a column, and an empty one at the end; an entry that is emptied is gone.

    No table to write in: Streamlit's loses what is typed while it runs, and cannot be read aloud.
    """
    kept = form.value(field.id)
    early = max(0, len(kept) - SHOWN)
    if early:
        with st.expander(f"The first {early} of {len(kept)}"):
            for place in range(early):
                _row(field, form, place, kept[place])
    for place in range(early, len(kept)):
        _row(field, form, place, kept[place])
    _row(field, form, len(kept), {})


def _row(field: Field, form: Form, place: int, row: Mapping[str, str]) -> None:
    with st.container(key=f"{_key(field, form)}_row_{place}", border=True, gap="xsmall"):
        st.caption(f"{field.title}: {place + 1}" if row else f"{field.title}: another" if place else f"{field.title}: the first")
        with st.container(horizontal=True, key=f"{_key(field, form)}_cells_{place}"):  # as many side by side as there is room for (papers.css)
            for column in field.columns:
                key = _synced(_cell(field, form, place, column), row.get(column, ""))
                st.text_input(_named(form, column), key=key, max_chars=LONGEST, on_change=_row_typed, args=(field, form))


def _row_typed(field: Field, form: Form) -> None:
    """All the entries as they stand on the page; an empty one is none."""
    kept = form.value(field.id)
    typed = [{column: said for column in field.columns
              if (said := st.session_state.get(_cell(field, form, place, column), kept[place].get(column, "") if place < len(kept) else "").strip())}
             for place in range(len(kept) + 1)]
    st.session_state[_key(field, form)] = [row for row in typed if row]
    _typed(field, form, _key(field, form))


def _cell(field: Field, form: Form, place: int, column: str) -> str:
    return f"{_key(field, form)}_{place}_{column}"


def _named(form: Form, column: str) -> str:
    return form.names.get(column, column[:1].upper() + column[1:])


_WIDGETS: Mapping[str, Callable[[Field, Form], None]] = {
    "text": _text, "texts": _texts, "number": _number, "percent": _number, "choices": _choices, "choice": _choice, "yesno": _yesno, "rows": _rows}
