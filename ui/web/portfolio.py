"""Portfolio: several policies side by side, the elements by document, and the best example of each."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import partial

import streamlit as st

from assistant.drafting.portfolio import HALF, KEY, WRITERS, Portfolio, examples, portfolio_rows
from assistant.drafting.review_export import Sources
from assistant.drafting.review_paper import score
from ui.checking import Checker
from ui.literal import literal
from ui.mark_charts import portfolio_chart
from ui.resources import open_checker
from ui.web.check import ENDINGS, forget_places, show_chart, show_elements, show_findings, show_quotes
from ui.web.downloads import show_downloads
from ui.wording import number_of

MOST = 60
# Files at once.


def show() -> None:
    """The page, top to bottom."""
    checker = open_checker(date.today())
    with st.container(key="portfolio_top"):
        st.title("Portfolio", anchor=False)
        st.markdown("Put many policies side by side: which of the ten elements each one states, and who states it best. The files are read here and kept nowhere.")
        given = st.file_uploader("The policies: PDF, Word, HTML, Markdown or text", type=ENDINGS, accept_multiple_files=True, key="portfolio_files",
                                 max_upload_size=checker.limits.max_bytes // 1024 // 1024)
    if not given:
        st.session_state.pop("portfolio_done", None)
        show_elements(checker)
        return
    if len(given) > MOST:
        st.error(f"There are {len(given)} files; give at most {MOST} at once, or check a whole folder in the terminal: social-value check portfolio FOLDER.", icon=":material/error:")
        return
    files = tuple(sorted(file.file_id for file in given))
    done = st.session_state.get("portfolio_done")
    if done is None or done[0] != files:
        done = (files, _checked(checker, [(file.name, file.getvalue()) for file in given]))
        st.session_state.portfolio_done = done
        forget_places()
    _show_portfolio(done[1], checker.sources, checker.today)


def _checked(checker: Checker, files: list[tuple[str, bytes]]) -> Portfolio:
    bar = st.progress(0.0, "Reading and checking")
    held = checker.check_uploads(files, lambda name, at, of: bar.progress((at - 1) / of, f"{at} of {of}: {literal(name)}"))
    bar.empty()
    return held


def _show_portfolio(held: Portfolio, sources: Sources, today: date) -> None:
    count = len(held.policies)
    st.header(f"{count} social value polic{'y' if count == 1 else 'ies'} among {len(held.entries)} file{'' if len(held.entries) == 1 else 's'}", anchor=False)
    with st.container(horizontal=True, key="portfolio_downloads"):
        show_downloads({f"policies-side-by-side{ending}": partial(write, held, sources, today) for ending, write in WRITERS.items()}, "portfolio")
    if count:
        titles = {mark.element.id: mark.element.title for entry in held.policies[:1] if entry.checked for mark in entry.checked.marks}
        st.subheader("Elements by document", anchor=False)
        _show_grid(held, titles)
        st.subheader("What to put right in each", anchor=False)
        _show_to_put_right(held, sources)
        st.subheader("How many policies state each element", anchor=False)
        show_chart(portfolio_chart(held), "portfolio_chart")
        st.subheader("The best example of each element", anchor=False)
        _show_examples(held, titles)
    if left := [row for entry, row in zip(held.entries, portfolio_rows(held), strict=True) if entry not in held.policies]:
        st.subheader("Files that are no social value policy or could not be read", anchor=False)
        st.markdown("\n".join(f"- **{literal(row['file'])}**: {literal(row['note'])}" for row in left))


def _show_grid(held: Portfolio, titles: Mapping[str, str]) -> None:
    st.caption(f"{KEY}. The numbers are those of the elements in the chart below.")
    policies = [entry for entry in held.policies if entry.checked]
    grid: dict[str, list[str]] = {"Policy": [literal(entry.name) for entry in policies], "Score": [score(entry.checked.score) for entry in policies if entry.checked]}
    for number, element in enumerate(titles, 1):
        grid[str(number)] = [next(HALF[mark.mark] for mark in entry.checked.marks if mark.element.id == element) for entry in policies if entry.checked]
    grid["To put right"] = [str(len(entry.checked.findings)) for entry in policies if entry.checked]
    st.table(grid, border="horizontal", hide_index=True)


def _show_to_put_right(held: Portfolio, sources: Sources) -> None:
    """Each policy to open: what is wrong or out of date in it, its words and their page, what to do and why."""
    for place, entry in enumerate(held.policies):
        count = len(entry.checked.findings) if entry.checked else 0
        if not entry.checked or not count:
            st.markdown(f"**{literal(entry.name)}**: nothing was found that is wrong or out of date")
            continue
        box = st.expander(f"**{literal(entry.name)}**: {number_of(count, 'thing')} to put right", key=f"put_right_{place}", on_change="rerun")
        if box.open:
            with box:
                show_findings(entry.checked, sources, f"{place}_")


def _show_examples(held: Portfolio, titles: Mapping[str, str]) -> None:
    best = {example.element: example for example in examples(held)}
    for number, (element, title) in enumerate(titles.items(), 1):
        with st.container(key=f"example_of_{element}", gap="xsmall"):
            st.markdown(f"**{number}. {literal(title)}**" + (f": {literal(best[element].name)}" if element in best else ": none of them meets it"))
            if element in best:
                checked = next(entry.checked for entry in held.policies if entry.name == best[element].name and entry.checked)
                show_quotes(best[element].found, checked, f"best_{element}")
