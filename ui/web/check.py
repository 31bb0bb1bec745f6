"""Check a policy: a file up, the ten elements down, each with the user's own words, why it matters and what to paste in."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from functools import partial

import streamlit as st

from assistant.drafting.clauses import as_text
from assistant.drafting.review import Mark, Review
from assistant.drafting.review_export import WRITERS, Sources
from assistant.drafting.review_paper import CLEAN, GRADES, LINES, MARKS, SCORING, cite, pages, score, shown, to_paste, verdict
from assistant.drafting.signs import Found
from assistant.errors import UnreadableFile
from ingest.readers import READERS
from ui.answer_view import show_problem
from ui.checking import Checker
from ui.literal import highlighted, literal
from ui.mark_charts import CHOSEN, Chart, elements_chart
from ui.page_view import leaf_of, show_cited_page, show_other_page, show_turning
from ui.resources import open_checker
from ui.web.clauses import show_citation
from ui.web.downloads import show_downloads
from ui.web.notices import show_notices
from ui.wording import KINDS

ENDINGS = tuple(sorted(suffix.removeprefix(".") for suffix in READERS))


def show() -> None:
    """The page, top to bottom."""
    checker = open_checker(date.today())
    with st.container(key="check_top"):
        st.title("Check a policy", anchor=False)
        st.markdown("Hold a social value policy against ten elements, the report’s rubric and the law of today. The file is read here and kept nowhere.")
        given = st.file_uploader("Your policy: PDF, Word, HTML, Markdown or text", type=ENDINGS, key="check_file", max_upload_size=checker.limits.max_bytes // 1024 // 1024)
    if given is None:
        st.session_state.pop("check_done", None)
        show_elements(checker)
        return
    done = st.session_state.get("check_done")
    if done is None or done[0] != given.file_id:
        bar = st.progress(0.1, f"Reading {literal(given.name)}")
        try:
            checked = checker.check_upload(given.name, given.getvalue(), lambda pages: bar.progress(0.5, f"Holding {pages} page{'' if pages == 1 else 's'} against the ten elements"))
            done = (given.file_id, checked, "")
        except UnreadableFile as error:
            done = (given.file_id, None, str(error))
        bar.empty()
        st.session_state.check_done = done
        forget_places()
    _, checked, problem = done
    if checked is None:
        show_problem(problem)
        return
    _show_review(checked, checker.sources, checker.today)


def show_elements(checker: Checker) -> None:
    """What a policy is held against, for who has handed over none yet."""
    st.header("What it is held against", anchor=False)
    st.markdown("\n".join(f"{n}. **{literal(element.title)}.** {literal(element.must)}" for n, element in enumerate(checker.standard.elements, 1)))


def _show_review(checked: Review, sources: Sources, today: date) -> None:
    st.header(literal(checked.title), anchor=False)
    st.caption(f"{checked.pages} page{'' if checked.pages == 1 else 's'}, {checked.words:,} words")
    if not checked.is_policy:
        st.warning(literal(f"{verdict(checked)} {checked.why_not}"), icon=":material/info:")
        return
    st.markdown(f"**{score(checked.score)} out of 10.** {SCORING}")
    with st.container(horizontal=True, key="check_downloads"):
        show_downloads({f"policy-check{ending}": partial(write, checked, sources, today) for ending, write in WRITERS.items()}, "check", "the report")
    if checked.first:
        st.subheader("What to do first", anchor=False)
        st.markdown("\n".join(f"{n}. {literal(text)}" for n, text in enumerate(checked.first, 1)))
    st.subheader("The ten elements", anchor=False)
    left, right = st.columns([1, 1], gap="large")
    with left:
        _show_chart(checked)
    with right:
        _show_chosen(checked, sources)
    st.subheader("What is wrong or out of date", anchor=False)
    _show_findings(checked, sources)
    st.subheader("The report’s rubric", anchor=False)
    _show_rubric(checked, sources)
    if checked.notices:
        st.subheader("What has changed in the law", anchor=False)
        show_notices(checked.notices)


# --- the elements -----------------------------------------------------------------------------------------


def show_chart(chart: Chart, key: str) -> None:
    """A chart that nothing is chosen in, and the same as a table."""
    st.vega_lite_chart(spec=chart.spec, key=key, alt=chart.alt)
    _show_as_table(chart)


def _show_as_table(chart: Chart) -> None:
    with st.expander("The chart as a table"):
        st.table({column: [literal(cell) for cell in cells] for column, cells in chart.table.items()}, border="horizontal", hide_index=True)


def _show_chart(checked: Review) -> None:
    """The chart of the elements: a bar that is pressed opens its element."""
    chart = elements_chart(checked)
    st.vega_lite_chart(spec=chart.spec, key="check_chart", alt=chart.alt, on_select=_choose, selection_mode=CHOSEN)
    _show_as_table(chart)


def _choose() -> None:
    picked = st.session_state.check_chart.selection.get(CHOSEN)
    if picked:
        st.session_state.check_element = int(picked[0]["number"])


def _show_chosen(checked: Review, sources: Sources) -> None:
    numbers = list(range(1, len(checked.marks) + 1))
    if st.session_state.get("check_element") not in numbers:
        st.session_state.check_element = next((n for n, mark in enumerate(checked.marks, 1) if mark.mark is not Mark.MET), 1)
    named = {n: f"{n}. {mark.element.title}: {MARKS[mark.mark]}" for n, mark in enumerate(checked.marks, 1)}
    number = st.selectbox("Element, or press its bar", numbers, key="check_element", format_func=named.__getitem__)
    _show_element(number, checked, sources)


def _show_element(number: int, checked: Review, sources: Sources) -> None:
    mark = checked.marks[number - 1]
    with st.container(key="check_detail", border=True):
        st.markdown(f"**A policy states:** {literal(mark.element.must)}")
        if mark.found:
            st.markdown(f"**Found in yours** ({pages(mark)})")
            show_quotes(mark.found, checked, f"found_{number}", first_open=True)
        else:
            st.markdown("**Nothing of it was found in yours.** An unusual wording can be missed: look for it yourself before you believe it.")
        if mark.loose and mark.mark is not Mark.MET:
            st.markdown("**This comes near, but binds nobody**")
            show_quotes(mark.loose, checked, f"loose_{number}")
        if mark.advice:
            st.markdown(f"**To do:** {literal(mark.advice)}")
        if clauses := to_paste(mark):
            st.markdown("**To paste in**")
            for clause in clauses:
                st.badge(KINDS[clause.kind][0], color="gray")
                st.code(as_text(clause), language=None, wrap_lines=True)
        with st.expander("Why it matters", expanded=True):
            for n, why in enumerate(mark.element.why, 1):
                show_citation(cite(n, why, sources))


def forget_places() -> None:
    """What was open, and which page was read, of a file before this one."""
    for name in [name for name in st.session_state if str(name).startswith(("read_", "leaf_check_", "whole_check_"))]:
        del st.session_state[name]


def show_quotes(found: Iterable[Found], checked: Review, key: str, *, first_open: bool = False) -> None:
    """A user's own words, each with the text of its page to unfold, in which they are marked and from which one can read on."""
    for place, one in enumerate(found):
        name = f"{key}_{place}"
        is_open = st.session_state.get(f"read_{name}", first_open and place == 0)
        with st.container(key=f"words_{name}", gap="xxsmall"):
            if not is_open:
                st.markdown(f"{highlighted('“' + shown(one.quote) + '”')} page {literal(one.page)}")
            box = st.expander(f"In the text of page {literal(one.page)}", type="compact", icon=":material/article:", expanded=is_open, key=f"read_{name}", on_change="rerun")
            if box.open:
                with box:
                    _show_in_place(f"check_{name}", one, checked)


def _show_in_place(key: str, one: Found, checked: Review) -> None:
    labels = tuple(checked.text)
    leaf = leaf_of(key, one.page, labels)
    if leaf == one.page:
        show_cited_page(key, one.quote, one.page, checked.text.get(one.page, ""))
    else:
        show_other_page(key, leaf, checked.text[leaf])
    show_turning(key, one.page, labels, leaf)


# --- the rest ---------------------------------------------------------------------------------------------


def _show_findings(checked: Review, sources: Sources) -> None:
    if not checked.findings:
        st.markdown(CLEAN)
    show_findings(checked, sources, "")


def show_findings(checked: Review, sources: Sources, of: str) -> None:
    """What is to put right in a document: what, in which words, on which page, what to do and why. `of` sets the keys of one document apart."""
    for place, finding in enumerate(checked.findings):
        with st.container(key=f"finding_{of}{place}", gap="xsmall", border=True):
            st.markdown(f"**{literal(finding.title)}**")
            show_quotes(finding.places, checked, f"finding_{of}{place}")
            if finding.count > len(finding.places):
                st.caption(f"and {finding.count - len(finding.places)} places more")
            st.markdown(f"**To do:** {literal(finding.do)}")
            with st.expander("Why", type="compact", key=f"finding_why_{of}{place}"):
                show_citation(cite(1, finding.why, sources))


def _show_rubric(checked: Review, sources: Sources) -> None:
    st.caption(LINES)
    for key, name in GRADES:
        grade = getattr(checked.rubric, key)
        st.markdown(f"**{name}: {literal(grade.level)}.** {literal(grade.says[:1].upper() + grade.says[1:])}.")
        show_quotes(grade.found, checked, f"rubric_{key}")
        with st.expander("Why it is asked", type="compact", key=f"rubric_why_{key}"):
            show_citation(cite(1, grade.why, sources))
