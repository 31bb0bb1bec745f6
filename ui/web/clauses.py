"""The live draft: folded sections, each clause with its weight, its sources and an editor for it, and what goes with the draft."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import streamlit as st

from assistant.domain import Citation
from assistant.drafting.brief import Brief
from assistant.drafting.draft import GAP, Annex, Draft, DraftClause, DraftSection, Table
from assistant.drafting.edits import with_wording
from assistant.drafting.fields import LONGEST
from assistant.errors import BadBrief
from ui.desk import Desk
from ui.literal import highlighted, literal, with_marks
from ui.wording import KINDS, place, uk_date

OPEN = "draft_clause"
# The id of the clause that is open to be edited stands under this key.


def with_gaps(text: str) -> str:
    """Markdown that shows a text itself, its gaps marked."""
    return with_marks(text, GAP)


def show_table(table: Table) -> None:
    """A table of a draft, cell for cell."""
    st.table({literal(heading) or " ": [with_gaps(row[n]) for row in table.rows] for n, heading in enumerate(table.headings)}, border="horizontal", hide_index=True)


def show_sections(desk: Desk) -> None:
    """Every section and annex, folded; only an open one is drawn."""
    draft = desk.draft
    cited = {citation.n: citation for citation in draft.citations}
    for section in draft.sections:
        # A label that changed would be another box, and closed: so it has no counts.
        box = st.expander(f"**{section.number}** {literal(section.title)}", key=f"draft_section_{section.number}", on_change="rerun")
        if box.open:
            with box:
                st.caption(_about(section))
                if section.number == "0":
                    show_table(draft.control)
                for clause in section.clauses:
                    _show_clause(clause, cited, desk)
                _out_button("Leave this section out", section.number, f"section {section.number} taken out", desk)
    for annex in draft.annexes:
        box = st.expander(f"**Annex {annex.letter}** {literal(annex.title)}", key=f"draft_annex_{annex.letter}", on_change="rerun")
        if box.open:
            with box:
                _show_annex(annex)
                _out_button("Leave this annex out", annex.letter, f"annex {annex.letter} taken out", desk)
    _show_left_out(desk)


def _about(section: DraftSection) -> str:
    """How long a section is, what is open in it and what was edited."""
    gaps = len({gap for clause in section.clauses for gap in clause.gaps})
    edited = sum(clause.edited for clause in section.clauses)
    parts = [_count(len(section.clauses), "clause"), _count(gaps, "gap") if gaps else "", f"{edited} edited" if edited else ""]
    return ", ".join(filter(None, parts))


def _count(number: int, what: str) -> str:
    return f"{number} {what}{'' if number == 1 else 's'}"


def _show_clause(clause: DraftClause, cited: dict[int, Citation], desk: Desk) -> None:
    with st.container(key=f"clause_{clause.id}", gap="xsmall"):
        labels = f":gray-badge[{KINDS[clause.kind][0]}]" + (" :orange-badge[Edited]" if clause.edited else "")
        st.markdown(f"**{clause.number}** {with_gaps(clause.text)} {labels}")
        if clause.table:
            show_table(clause.table)
        opened = st.session_state.get(OPEN) == clause.id
        marks = " ".join(f"[{n}]" for n in clause.citations[:6]) + (" …" if len(clause.citations) > 6 else "")
        label = "Close" if opened else f"Sources {marks} and wording" if clause.citations else "Wording"
        st.button(literal(label), key=f"open_{clause.id}", type="tertiary", icon=":material/unfold_less:" if opened else ":material/edit_note:",
                  help=None, on_click=_open, args=("" if opened else clause.id,))
        if opened:
            _show_editor(clause, [cited[n] for n in clause.citations], desk)


def _open(name: str) -> None:
    st.session_state[OPEN] = name


def _show_editor(clause: DraftClause, citations: Iterable[Citation], desk: Desk) -> None:
    with st.container(key=f"editor_{clause.id}", border=True):
        for citation in citations:
            show_citation(citation)
        if not clause.citations:
            st.caption("It is a choice of your own: no source asks for it.")
        key = f"wording_{clause.id}"
        if st.session_state.get(f"{key}_of") != clause.text:
            st.session_state[key] = st.session_state[f"{key}_of"] = clause.text
        st.text_area(f"Your wording of clause {clause.number}", key=key, max_chars=LONGEST, height="content")
        if clause.citations:
            st.caption("The clause keeps its sources. Check that they still bear out what you write.")
        with st.container(horizontal=True):
            st.button("Save my wording", key=f"save_{clause.id}", type="primary", on_click=_save, args=(desk, clause, key))
            if clause.edited:
                st.button("Back to the drafted wording", key=f"back_{clause.id}", on_click=_word, args=(desk, clause, "", f"{clause.number} as drafted"))
            _out_button("Leave this clause out", clause.id, f"{clause.number} taken out", desk)
        if problem := st.session_state.pop("clause_problem", ""):
            st.error(literal(problem), icon=":material/error:")


def show_citation(citation: Citation) -> None:
    """A footnote: number, document, page, and the words that stand there."""
    as_of = f", as at {uk_date(citation.as_of)}" if citation.as_of else ""
    st.markdown(f"**{literal(f'[{citation.n}]')}** {literal(place(citation) + as_of)}  \n{highlighted('“' + ' '.join(citation.quote.replace('  ', ', ').split()) + '”')}")


def _save(desk: Desk, clause: DraftClause, key: str) -> None:
    _word(desk, clause, st.session_state[key], f"{clause.number} in your own words")


def _word(desk: Desk, clause: DraftClause, text: str, what: str) -> None:
    _try(lambda: desk.change(with_wording(desk.brief, clause, text), what))


def _try(change: Callable[[], None]) -> None:
    try:
        change()
    except BadBrief as error:
        st.session_state.clause_problem = str(error)


def _out_button(label: str, name: str, what: str, desk: Desk) -> None:
    st.button(label, key=f"out_{name}", type="tertiary", icon=":material/remove_circle_outline:", on_click=_put_without, args=(desk, (*desk.brief.without, name), what))


def _put_without(desk: Desk, without: tuple[str, ...], what: str) -> None:
    desk.change(desk.brief.with_said(without=without), what)
    _open("")


def _show_annex(annex: Annex) -> None:
    for number, part in enumerate(annex.parts):
        if isinstance(part, Table):
            show_table(part)
        elif part.style == "head":
            st.markdown(f"**{with_gaps(part.text)}**")
        else:
            st.markdown(f"{literal(f'{number}. ') if part.style == 'item' else ''}{with_gaps(part.text)}")


def _show_left_out(desk: Desk) -> None:
    """What was taken out, each to be put back."""
    if desk.brief.without:
        box = st.expander("Left out by you", key="draft_left_out", on_change="rerun")
        for name in desk.brief.without if box.open else ():
            with box:
                st.markdown(literal(_named(name, desk.brief, desk)))
                rest = tuple(one for one in desk.brief.without if one != name)
                st.button("Put back", key=f"in_{name}", on_click=_put_without, args=(desk, rest, f"{name} put back"))


def _named(name: str, brief: Brief, desk: Desk) -> str:
    """A part that was left out, with its wording where it is a clause."""
    if len(name) == 1 and name.isalpha():
        return f"Annex {name}"
    if name.isdigit():
        return f"Section {name}"
    whole: Draft = desk.draft_of(brief.with_said(without=tuple(one for one in brief.without if one != name)))
    clause = next((c for c in whole.clauses if c.id == name), None)
    return f"{clause.number} {clause.text}" if clause else name
