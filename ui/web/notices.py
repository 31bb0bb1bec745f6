"""Notices of what has changed in the law, beside a text that they touch: the most important in view, the rest to unfold."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from assistant.currency import MOST
from assistant.domain import Notice
from ui.literal import literal
from ui.wording import notice_foot


def show_notices(notices: Sequence[Notice]) -> None:
    """The notices, the most important first, MOST of them at once."""
    for notice in notices[:MOST]:
        _show(notice)
    if rest := notices[MOST:]:
        with st.expander(f"{len(rest)} more that it touches"):
            for notice in rest:
                _show(notice)


def _show(notice: Notice) -> None:
    st.markdown(literal(notice.text))
    st.caption(literal(notice_foot(notice)))
