"""A page whose work is kept: the one that the address names is opened, the address follows, and a list opens or deletes the others."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, Protocol, TypeVar

import streamlit as st

from assistant.errors import SocialValueError
from assistant.works import Works
from ui.literal import literal

MOST = 30
"""How many kept works are listed."""


class Kept(Protocol):
    """A work in the making. `id` is "" before its first change; `trouble` says why it could not be kept, "" when it was."""

    works: Works
    id: str
    trouble: str


D = TypeVar("D", bound=Kept)


@dataclass(frozen=True)
class KeptWork(Generic[D]):
    """What a page keeps: `name` is that of the work in its address and in the visitor's session, `noun` what the visitor calls it.

    `new` begins one; `again` opens one by its id, and raises SocialValueError where it is not there.
    """

    name: str
    noun: str
    kind: str
    new: Callable[[], D]
    again: Callable[[str], D]

    def opened(self) -> D:
        """This visitor's work: the one that the address names, if it is there, else the one at hand or a new one."""
        named, desk = st.query_params.get(self.name, ""), st.session_state.get(f"{self.name}_desk")
        if desk is None or named and named != desk.id:
            try:
                desk = self.again(named) if named else self.new()
            except SocialValueError as error:
                desk = self.new()
                st.session_state[f"{self.name}_not_opened"] = str(error)
            st.session_state[f"{self.name}_desk"] = desk
        return desk

    def put_into_address(self, desk: D) -> None:
        """The address names the work, so that it is there after a refresh, and can be kept as a bookmark; what went wrong is said."""
        if problem := st.session_state.pop(f"{self.name}_not_opened", ""):
            st.warning(literal(f"The {self.noun} of this address was not opened: {problem}"), icon=":material/warning:")
        if desk.trouble:
            st.warning(literal(f"This is not kept: {desk.trouble}"), icon=":material/warning:")
        if desk.id:
            st.query_params[self.name] = desk.id
        elif self.name in st.query_params:
            del st.query_params[self.name]

    def show_list(self, desk: D) -> None:
        """A popover with the works that are kept, newest first: open one, begin one, delete one after a second press."""
        box = st.popover(f"Your {self.noun}s", icon=":material/folder_open:", key=f"{self.name}_list", on_change="rerun")
        if not box.open:
            return
        with box:
            st.button(f"New {self.noun}", icon=":material/add:", on_click=self._begin)
            kept = desk.works.list(self.kind)
            if not kept:
                st.caption(f"Nothing is kept yet: your {self.noun} is kept from its first change.")
            for work in kept[:MOST]:
                with st.container(horizontal=True, vertical_alignment="center"):
                    self._show_one(desk, work.id, work.title)

    def _show_one(self, desk: D, work: str, title: str) -> None:
        if st.session_state.get(f"{self.name}_deleting") == work:
            st.markdown(literal(f"Delete “{title}” for good?"))
            st.button("Delete it", key=f"delete_{self.name}_{work}", icon=":material/delete:", on_click=self._delete, args=(desk, work))
            st.button("Keep it", key=f"spare_{self.name}_{work}", type="tertiary", on_click=self._ask_to_delete, args=("",))
            return
        st.button(literal(title), key=f"open_{self.name}_{work}", type="tertiary", disabled=work == desk.id, on_click=self._open, args=(work,))
        st.button("Delete", key=f"ask_delete_{self.name}_{work}", type="tertiary", icon=":material/delete:", on_click=self._ask_to_delete, args=(work,))

    def _begin(self) -> None:
        st.query_params.pop(self.name, None)
        st.session_state.pop(f"{self.name}_desk", None)

    def _open(self, work: str) -> None:
        st.query_params[self.name] = work

    def _ask_to_delete(self, work: str) -> None:
        st.session_state[f"{self.name}_deleting"] = work

    def _delete(self, desk: D, work: str) -> None:
        desk.works.delete(work)
        self._ask_to_delete("")
        if work == desk.id:
            self._begin()
