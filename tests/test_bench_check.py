"""The long policy that checking is timed on: as many pages as asked for, read again as written."""

from __future__ import annotations

from pathlib import Path

from evals.bench_check import LINES, long_policy, pdf
from ingest.readers import read


def test_the_long_policy_is_a_pdf_of_so_many_pages_that_our_reader_reads(tmp_path: Path):
    pages = long_policy(7)
    assert len(pages) == 7 and all(page.count("\n") == LINES - 1 for page in pages)
    (tmp_path / "p.pdf").write_bytes(pdf(pages))
    found = read(tmp_path / "p.pdf")
    assert len(found) == 7
    words = [" ".join(block.text for block in page.blocks).split() for page in found]
    assert all(len(there) > 0.9 * len(page.split()) for there, page in zip(words, pages, strict=True))
