"""What goes with a draft: how it stands, downloads, gaps with the field that fills each, versions, defaults, what has changed in the law."""

from __future__ import annotations

from collections.abc import Callable

import streamlit as st

from assistant.drafting.annexes import filled_by
from assistant.drafting.changes import Changes, changes
from assistant.drafting.draft import Draft
from assistant.drafting.fields import Field
from ui.desk import Desk
from ui.literal import literal
from ui.wording import notice_foot, uk_date


def show_about(desk: Desk, go_to: Callable[[Field], None]) -> None:
    """Everything that stands over the draft's sections."""
    draft = desk.draft
    edited = sum(clause.edited for clause in draft.clauses)
    st.header(literal(draft.brief.name or "Your policy"), anchor=False)
    gaps = len(draft.gaps)
    st.markdown(f"{len(draft.sections)} sections, {len(list(draft.clauses))} clauses{f', {edited} in your own words' if edited else ''}, {len(draft.annexes)} annexes. "
                f"{gaps} {'thing' if gaps == 1 else 'things'} still to be agreed. Reading age about {draft.reading_age}.")
    if draft.brief.is_study:
        st.info("As at 2017, for study: clinical commissioning groups ended on 1 July 2022, so this text has no force today.", icon=":material/history:")
    for warning in draft.warnings:
        st.warning(literal(f"Does not square: {warning}"), icon=":material/warning:")
    with st.container(gap="xsmall"):
        _show_gaps(draft, go_to)
        _show_versions(desk)
        _show_defaults(draft)
        _show_notices(draft)


def _show_gaps(draft: Draft, go_to: Callable[[Field], None]) -> None:
    box = st.expander("What is still to be agreed", key="draft_gaps", icon=":material/edit_note:", on_change="rerun")
    if not box.open:
        return
    with box:
        if not draft.gaps:
            st.markdown("Nothing is left open.")
        for place, (gap, number) in enumerate(draft.gaps):
            with st.container(horizontal=True, vertical_alignment="center", gap="small"):
                st.markdown(f"{literal(gap[:1].upper() + gap[1:])} ({'document control' if number == '0' else literal(number)})", width="stretch")
                if field := filled_by(gap, number):
                    st.button(f"Fill in: {field.title}", key=f"gap_{place}", type="tertiary", on_click=go_to, args=(field,))


def _show_versions(desk: Desk) -> None:
    history = desk.history
    box = st.expander("Versions, and what changed", key="draft_versions", icon=":material/history:", on_change="rerun")
    if not box.open:
        return
    with box:
        places = list(range(len(history.versions)))[::-1]
        told = {place: f"{place + 1}. {history.versions[place].what}{' (this one)' if place == history.at else ''}" for place in places}
        place = st.selectbox("Version", places, index=places.index(history.at), format_func=told.__getitem__, key=f"draft_version_{len(places)}_{history.at}")
        version = history.versions[place]
        made = version.made.astimezone()
        st.caption(f"{uk_date(made.date().isoformat())} at {made:%H:%M}")
        if version.before is not None:
            _show_changes(changes(desk.draft_of(history.versions[version.before].brief), desk.draft_of(version.brief)), version.before + 1)
        if place != history.at:
            st.button("Go back to this version", on_click=desk.go_to, args=(place,), icon=":material/restore:")


def _show_changes(made: Changes, before: int) -> None:
    """What is different, in words: fields, then clauses before and now."""
    st.markdown(f"**What changed from version {before}**")
    if not made:
        st.markdown("Nothing in the draft.")
    lines = [f"{title}: {was} → {now}" for title, was, now in made.fields]
    lines += [f"Annex {letter} taken out" for letter in made.annexes_gone] + [f"Annex {letter} put back" for letter in made.annexes_back]
    lines += [f"{clause.number} is new: {clause.text}" for clause in made.added[:20]] + [f"{clause.number} is gone: {clause.text}" for clause in made.gone[:20]]
    left = max(0, len(made.added) - 20) + max(0, len(made.gone) - 20)
    lines += [f"and {left} clauses more that are new or gone"] if left else []
    st.markdown("\n".join(f"- {literal(line)}" for line in lines))
    for was, now in made.reworded[:20]:
        st.markdown(f"**{now.number}** before: {literal(was.text)}  \nnow: {literal(now.text)}" if was.text != now.text else f"**{now.number}** Its table is different.")
    if len(made.reworded) > 20:
        st.markdown(f"and {len(made.reworded) - 20} clauses more that read anew.")


def _show_defaults(draft: Draft) -> None:
    if draft.assumed:
        with st.expander("Defaults that were taken", icon=":material/tune:"):
            st.markdown("\n".join(f"- **{literal(what)}**: {literal(value)}, because {literal(reason)}" for what, value, reason in draft.assumed))


def _show_notices(draft: Draft) -> None:
    if draft.notices:
        with st.expander("What has changed since the sources were written", icon=":material/update:"):
            for notice in draft.notices:
                st.markdown(literal(notice.more or notice.text))
                st.caption(literal(notice_foot(notice)))
