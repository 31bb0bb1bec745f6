"""The findings as pictures: every figure in a quote on its page, a table and words for each, files of all kinds, colours that stand out."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import pytest
import yaml
from builders import CORPUS, page_texts, shipped

from assistant.charts.charts import DATA, Ground, find_chart, read_charts
from assistant.charts.draw import DARK, LIGHT, draw, png
from assistant.charts.explorer import ccg_table, footprint_table, search
from assistant.charts.export import as_csv, as_markdown, export_chart
from assistant.charts.values import Chart
from assistant.check import on_page
from assistant.errors import CorpusError, ExportError
from assistant.events import read_events
from assistant.law import read_facts
from assistant.table_rows import Rows
from ingest.catalogue import read_catalogue


@cache
def ground() -> Ground:
    pages, briefing = page_texts(shipped()[0]), read_facts(CORPUS / "law" / "facts.yaml")
    titles = {listed.source.id: listed.source.title for listed in read_catalogue(CORPUS)}
    return Ground(pages, Rows.load(CORPUS / "tables"), read_events(pages, briefing), briefing, titles)


@cache
def charts() -> tuple[Chart, ...]:
    return read_charts(ground())


def chart(name: str) -> Chart:
    return find_chart(charts(), name)


def changed(tmp_path: Path, name: str, change) -> Path:
    """The shipped file with one chart changed."""
    rows = yaml.safe_load(DATA.read_text(encoding="utf-8"))
    change(next(row for row in rows if row["name"] == name))
    path = tmp_path / "charts.yaml"
    path.write_text(yaml.safe_dump(rows, allow_unicode=True), encoding="utf-8")
    return path


def test_there_is_a_picture_of_each_finding_with_a_table_words_and_a_source():
    assert [one.name for one in charts()] == ["use-of-the-act", "weighting", "regions-of-the-25", "plans", "footprints", "timeline"]
    for one in charts():
        assert len(one.table) == len(one.marks) + 1 and one.table[0][-2:] == ("Document", "Page") and all(row[-1] for row in one.table)
        assert len(one.alt) > 80 and "page" in one.source_line
        assert all(on_page(quote.text, ground().page_text(quote.source_id, quote.page)) for quote in one.quotes)


def test_the_figures_are_those_of_the_report():
    assert {mark.label: mark.shown for mark in chart("use-of-the-act").marks} == {"Active": "21%", "Active, with convincing evidence": "13%", "Active but limited": "36%", "Passive": "43%"}
    assert [mark.shown for mark in chart("regions-of-the-25").marks] == ["13", "7", "5", "0"]
    assert sum(mark.value for mark in chart("plans").marks) == 6 and sum(mark.value + mark.other for mark in chart("plans").marks) == 44
    footprints = chart("footprints").marks
    assert len(footprints) == 44 and sum(mark.value for mark in footprints) == 211  # 209, two of them in two
    assert [mark.value for mark in footprints] == sorted((mark.value for mark in footprints), reverse=True)
    assert chart("timeline").marks[0].shown == "1991" and chart("timeline").marks[-1].shown == "17 June 2026"


def test_the_law_in_a_picture_has_the_day_it_was_checked():
    assert "(checked 21 November 2026)" in chart("weighting").source_line and chart("use-of-the-act").checked is None


@pytest.mark.parametrize("name, change, said", [
    ("use-of-the-act", lambda row: row["rows"][0].update(value=22), "22% does not stand in its quote"),
    ("use-of-the-act", lambda row: row["rows"][0].update(quote="22% were classified as ‘active’."), "does not stand on page 17"),
    ("use-of-the-act", lambda row: row.update(alt="Bars: 99% of them."), "99% of its alt or note"),
    ("plans", lambda row: row.update(note="It is 7 of 45."), "of its alt or note"),
    ("regions-of-the-25", lambda row: row["rows"][3].pop("word"), "0 does not stand in its quote"),
    ("weighting", lambda row: row["rows"][0].update(odd=1), "unknown key 'odd'"),
    ("weighting", lambda row: row.update(shape="pie"), "expected one of bars"),
    ("plans", lambda row: row.update(made_of="air"), "expected rows, plans"),
])
def test_a_figure_that_its_page_does_not_bear_out_is_refused(tmp_path: Path, name: str, change, said: str):
    with pytest.raises(CorpusError, match=said):
        read_charts(ground(), changed(tmp_path, name, change))


def test_law_that_nobody_is_sure_of_is_not_drawn(tmp_path: Path):
    def unsure(row: dict) -> None:
        row["rows"][-1].update(value=20, quote="The floor of PPN 026 is reportedly at least 10% below £5 million and at least 20% from £5 million.")

    with pytest.raises(CorpusError, match="no fact of the briefing that is sure"):
        read_charts(ground(), changed(tmp_path, "weighting", unsure))


def test_every_chart_is_drawn_in_light_and_dark_with_itself_in_words():
    for one in charts():
        light, dark = draw(one).to_dict(), draw(one, dark=True).to_dict()
        assert light["description"] == dark["description"] == one.alt and light["width"] == "container"
        assert LIGHT.text in str(light) and DARK.text in str(dark) and LIGHT.text not in str(dark)


def luminance(colour: str) -> float:
    parts = [int(colour[at:at + 2], 16) / 255 for at in (1, 3, 5)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def test_every_colour_stands_out_from_its_background():
    for look, behind in ((LIGHT, "#ffffff"), (DARK, "#15181b")):
        for colour in (*look.series, look.text):
            lighter, darker = sorted((luminance(colour), luminance(behind)), reverse=True)
            assert (lighter + 0.05) / (darker + 0.05) >= (4.5 if colour == look.text else 3)


def test_a_label_is_broken_into_lines_that_fit_a_phone():
    lines = [line for layer in draw(chart("footprints")).to_dict()["layer"] for row in layer["data"]["values"] for line in row.get("text", [])]
    assert lines and max(map(len, lines)) <= 44


def test_a_picture_is_written_as_png_csv_or_markdown_and_nothing_is_written_over(tmp_path: Path):
    out = export_chart(chart("plans"), tmp_path / "plans.png")
    assert out.read_bytes().startswith(b"\x89PNG") and len(png(chart("plans"))) > 10_000
    csv = export_chart(chart("regions-of-the-25"), tmp_path / "regions.csv").read_text(encoding="utf-8-sig")
    assert csv.splitlines()[1] == "North,13,Healthy Commissioning,23"
    text = as_markdown(chart("weighting"))
    assert text.startswith("# Weightings") and "| One case, up to | 30% | Healthy Commissioning | 22 |" in text and "checked 21 November 2026" in text
    with pytest.raises(ExportError, match="there already"):
        export_chart(chart("plans"), out)
    with pytest.raises(ExportError, match="one of these endings"):
        export_chart(chart("plans"), tmp_path / "plans.pdf")
    with pytest.raises(ExportError, match="cannot be written"):
        export_chart(chart("regions-of-the-25"), tmp_path / "no folder" / "x.csv")


def test_a_name_that_is_not_there_is_told_with_those_that_are():
    with pytest.raises(CorpusError, match="weighting"):
        find_chart(charts(), "weightings")


def test_the_appendices_are_searched_by_word_region_and_plan():
    table = ccg_table(ground().rows)
    assert len(table) == 211 and len(footprint_table(ground().rows)) == 44
    assert [row[0] for row in search(table, "swindon")] == ["NHS Bath and North East Somerset CCG", "NHS Swindon CCG", "NHS Wiltshire CCG"]
    assert {row[3] for row in search(table, regions=("London",))} == {"London"}
    assert len(search(footprint_table(ground().rows), mentions="yes")) == 6
    assert search(table, "swindon", ("London",)) == () and search(table) == table
    assert as_csv([("a", "b, c")]).decode("utf-8-sig") == 'a,"b, c"\r\n'
