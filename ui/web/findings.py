"""The findings as pictures: each with its table, itself in words, its quotes and files; and the report's two appendices to search."""

from __future__ import annotations

from functools import partial

import streamlit as st

from assistant.charts.draw import draw
from assistant.charts.explorer import COLUMNS, FOOTPRINT_COLUMNS, ccg_table, counted_twice, footprint_table, search, why_twice
from assistant.charts.export import WRITERS, as_csv
from assistant.charts.values import Chart, Shape, part_of
from assistant.table_rows import REGIONS
from ui.literal import literal
from ui.resources import open_charts, open_rows
from ui.web.downloads import show_downloads

FOOTPRINTS, TIMELINE = "footprints", "timeline"
SETS = {"CCGs": (ccg_table, COLUMNS), "Footprints": (footprint_table, FOOTPRINT_COLUMNS)}
ANY = "Any"
ORDER = ("CCG", "Footprint", "Region", "CCGs", "Plan mentions social value", "Footprint (Appendix 2)", "Footprint (Appendix 3)", "Page of the CCG", "Page of the plan", "Page")
# What can be filtered stands before the long names, in sight on a narrow window too.
WIDTHS = {name: st.column_config.TextColumn(label, width=width) for name, label, width in (
    ("CCG", "CCG", 168), ("Region", "Region", 140), ("Plan mentions social value", "Mentions it", 95), ("Footprint (Appendix 2)", "Footprint (Appendix 2)", 150),
    ("Footprint (Appendix 3)", "Footprint (Appendix 3)", 150), ("Page of the CCG", "CCG page", 72), ("Page of the plan", "Plan page", 72))}


def show() -> None:
    """The page, top to bottom."""
    charts = {chart.name: chart for chart in open_charts()}
    with st.container(key="findings_page"):
        st.title("Findings", anchor=False)
        st.markdown("What the report of 2017 found, and what came before and after, as pictures. Every figure stands on a page: open the table or the sources under each.")
        found, areas, years = st.tabs(["What was found", "CCGs and footprints", "1991 to now"])
        with found:
            for name, chart in charts.items():
                if name not in (FOOTPRINTS, TIMELINE):
                    _show_chart(chart)
        with areas:
            _show_explorer()
            regions = st.pills("Regions in the picture", REGIONS, selection_mode="multi", key="findings_regions")
            _show_chart(part_of(charts[FOOTPRINTS], regions=regions))
        with years:
            themes = st.pills("Events about", charts[TIMELINE].groups, selection_mode="multi", key="findings_themes")
            _show_chart(part_of(charts[TIMELINE], groups=themes))


def _show_chart(chart: Chart) -> None:
    """A picture under its heading, with what to know of it, its table, its sources and files."""
    with st.container(key=f"finding_{chart.name}"):
        st.header(literal(chart.title), anchor=False)
        st.altair_chart(draw(chart, dark=st.context.theme.type == "dark"), theme=None, key=f"chart_{chart.name}")
        if chart.note:
            st.markdown(literal(chart.note))
        st.caption(literal(f"Source: {chart.source_line}."))
        if chart.shape is not Shape.TIMELINE:
            with st.expander("In words"):
                st.markdown(literal(chart.alt))
        with st.expander("As a table"):
            head, *rows = [[literal(cell) for cell in row] for row in chart.table]
            st.markdown("\n".join(f"| {' | '.join(row)} |" for row in (head, ["---"] * len(head), *rows)))
        with st.expander(f"The words of the {'document' if len(chart.titles) == 1 else 'documents'}"):
            titles = dict(chart.titles)
            for quote in chart.quotes:
                st.markdown(f"“{literal(quote.text.replace('  ', ', '))}”  \n{literal(f'{titles[quote.source_id]}, page {quote.page}')}")
        with st.container(horizontal=True):
            show_downloads({f"{chart.name}{ending}": partial(write, chart) for ending, write in WRITERS.items()}, chart.name)


def _show_explorer() -> None:
    """Both appendices, to search and to take away."""
    rows = open_rows()
    with st.container(key="finding_explorer"):
        st.header("Search the report’s appendices", anchor=False)
        st.markdown("Which CCG was in which footprint in 2017, and whether the footprint’s plan mentions social value (Healthy Commissioning, pages 30 to 38).")
        name = st.segmented_control("List", list(SETS), default="CCGs", required=True, key="explorer_list")
        words = st.text_input("Words to look for, such as Swindon", max_chars=100, key="explorer_words")
        left, right = st.columns(2)
        regions = left.multiselect("Region", REGIONS, placeholder="All regions", key="explorer_regions")
        mentions = right.selectbox("Plan mentions social value", [ANY, "yes", "no"], key="explorer_mentions")
        make, columns = SETS[name]
        table = search(make(rows), words, regions, "" if mentions == ANY else mentions)
        if not table:
            st.info("Nothing fits. Take a word or a filter away.", icon=":material/search_off:")
            return
        st.markdown(f"{len(table)} {'row' if len(table) == 1 else 'rows'}")
        if why := why_twice(rows, table) if name == "CCGs" else counted_twice(rows):
            st.caption(literal(why))
        st.dataframe([dict(zip(columns, row, strict=True)) for row in table], hide_index=True, column_config=WIDTHS, column_order=[name for name in ORDER if name in columns], height=min(38 * (len(table) + 1), 420), key=f"explorer_table_{name}")
        show_downloads({f"{name.lower()}.csv": partial(as_csv, [columns, *table])}, "explorer", f"these {len(table)} rows")
