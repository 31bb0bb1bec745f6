"""What has changed: the law of social value as a timeline, with what is on its way and what is uncertain told apart."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import partial

import streamlit as st

from assistant.law import DUE_DAYS
from assistant.timeline import Change, State, as_csv, as_markdown, chosen, source_line, topics_of
from ui.literal import literal
from ui.resources import open_changes
from ui.roles import askers
from ui.web.downloads import show_downloads
from ui.wording import uk_date

EVERYONE = "Everyone"
SECTIONS = {
    State.MADE: ("Changed", "The newest first."),
    State.PENDING: ("On its way", "Announced or under way. It may still come otherwise, or not at all."),
    State.UNCERTAIN: ("Not certain", "We could not confirm these. Look them up before you rely on them."),
}


def show() -> None:
    """The page, top to bottom."""
    today = date.today()
    every = open_changes(today)
    with st.container(key="changes_top"):
        st.title("What has changed", anchor=False)
        st.markdown(f"The law and guidance on social value, from 1991 to now, each with its source. A summary in our own words, not legal advice. {_checked(every)}")
        found = _filtered(every)
    with st.container(horizontal=True, key="changes_downloads"):
        show_downloads({"what-has-changed.md": partial(as_markdown, found, today), "what-has-changed.csv": partial(as_csv, found)}, "changes")
    if not found:
        st.info("Nothing fits. Take a word or a topic away.", icon=":material/search_off:")
        return
    parts = {state: chosen(found, state=state) for state in SECTIONS}
    for tab, (state, part) in zip(st.tabs([f"{SECTIONS[state][0]} ({len(part)})" for state, part in parts.items()]), parts.items(), strict=True):
        with tab:
            st.header(SECTIONS[state][0], anchor=False)
            st.markdown(SECTIONS[state][1])
            if state is State.MADE:
                _show_by_year(part)
            else:
                for change in part:
                    _show_change(change)


def _filtered(every: Sequence[Change]) -> tuple[Change, ...]:
    names = {asker.name: role for role, asker in askers().items()}
    reader = st.segmented_control("For", [EVERYONE, *names], default=EVERYONE, required=True, key="changes_reader")
    titles = topics_of(every)
    left, right = st.columns(2)
    topics = left.multiselect("Topics", list(titles), format_func=titles.__getitem__, placeholder="All topics", key="changes_topics")
    words = right.text_input("Words to look for", max_chars=100, key="changes_words")
    return chosen(every, topics=topics, reader=names.get(reader), words=words)


def _checked(every: Sequence[Change]) -> str:
    days = sorted({change.checked for change in every if change.checked})
    due = sum(change.is_due for change in every)
    told = f"Last checked on {uk_date(days[-1].isoformat())}." if days else ""
    return f"{told} {due} of {len(every)} were checked over {DUE_DAYS} days ago: check those again." if due else told


def _show_by_year(changes: Sequence[Change]) -> None:
    for year in sorted({change.year for change in changes}, reverse=True):
        st.subheader(year, anchor=False)
        for change in reversed([one for one in changes if one.year == year]):
            _show_change(change)


def _show_change(change: Change) -> None:
    badges = [f":gray-badge[{change.topic.title}]"]
    badges += [f":orange-badge[{change.severity}]"] if change.severity and change.severity != "pending" else []
    badges += [":orange-badge[not confirmed]"] if change.sure == "unconfirmed" else []
    badges += [":orange-badge[check again]"] if change.is_due else []
    name = " · ".join(filter(None, (change.day, literal(change.title))))
    with st.container(key=f"change_{change.id}"):
        st.markdown(f"**{name}** {' '.join(badges)}\n\n{literal(change.text)}\n\n:small[:gray[{literal(source_line(change))}]]")
