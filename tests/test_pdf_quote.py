"""Where a quote stands on the page of a PDF."""

from __future__ import annotations

from pathlib import Path

import pytest
from documents import lines_page, raised_by_rise, write_pdf

from ingest.readers.pdf_quote import boxes_of
from ingest.readers.pdf_runs import page_alone

LINES = ("We will give each supplier", "a meeting before any pro-", "curement begins. Then we go on.")


def page(tmp_path: Path, *lines: str, place: int = 0) -> tuple[bytes, tuple, tuple[float, float]]:
    return page_alone(write_pdf(tmp_path / "a.pdf", lines_page("Another page"), lines_page(*lines)).read_bytes(), place)


def test_a_quote_over_three_lines_has_a_box_on_each_from_its_first_word_to_its_last(tmp_path: Path) -> None:
    _, runs, _ = page(tmp_path, *LINES, place=1)
    first, second, third = boxes_of(runs, "each supplier a meeting before any procurement begins.")
    assert first.y > second.y > third.y
    assert first.x > second.x == third.x
    assert 0.4 < first.width / second.width < 0.8 and 0.4 < third.width / second.width < 0.8
    assert all(box.height > 8 for box in (first, second, third))


def test_a_page_taken_out_is_that_page_alone_and_tells_its_corner(tmp_path: Path) -> None:
    data, runs, (left, top) = page(tmp_path, *LINES, place=1)
    alone, again, _ = page_alone(data, 0)
    assert runs == again and alone.startswith(b"%PDF") and left == 0 and top > 700
    with pytest.raises(IndexError):
        page_alone(data, 1)


def test_a_raised_figure_does_not_hide_a_quote(tmp_path: Path) -> None:
    file = write_pdf(tmp_path / "a.pdf", lambda canvas: raised_by_rise(canvas, "We asked 209", "2", " groups."))
    (box,) = boxes_of(page_alone(file.read_bytes(), 0)[1], "We asked 209 groups.")
    assert box.width > 50


@pytest.mark.parametrize("quote", ["", "…", "Words that do not stand there"])
def test_what_does_not_stand_there_has_no_box(tmp_path: Path, quote: str) -> None:
    _, runs, _ = page(tmp_path, *LINES, place=1)
    assert boxes_of(runs, quote) == ()
