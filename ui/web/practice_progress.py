"""How far a visitor is in practice, kind by kind; and forgetting it."""

from __future__ import annotations

from datetime import datetime

import streamlit as st

from assistant.practice.bank import Bank
from assistant.practice.items import KINDS, Kind
from assistant.practice.progress import Kept, Progress, tally


def show_progress(bank: Bank, kept: dict[str, Kept], now: datetime, progress: Progress) -> None:
    """A table of every kind, and a way to delete what is kept."""
    with st.expander("Your progress"):
        rows = ["| Questions | Known | Met | Due now | All |", "| --- | ---: | ---: | ---: | ---: |"]
        for name, kinds in (*((KINDS[kind], (kind,)) for kind in Kind), ("All", tuple(Kind))):
            found = tally((item.id for item in bank.items if item.kind in kinds), kept, now)
            rows.append(f"| {name} | {found.known} | {found.met} | {found.due} | {found.items} |")
        with st.container(key="because_progress"):
            st.markdown("\n".join(rows))
        st.markdown("Known means right the last time it was asked. This is kept where your conversations are, and nowhere else.")
        sure = st.checkbox("Delete all of it for good", key="practice_sure")
        if st.button("Delete my progress", disabled=not sure or not kept, key="practice_forget"):
            progress.forget()
            st.rerun()
