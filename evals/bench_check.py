"""How long checking a long policy takes: `python -m evals.bench_check [--pages 40]`, in processor seconds, which other work on the machine does not lengthen.

The longest policies of evals/policy_texts one after another, cut into pages and written as a PDF, are read and held against the standard as
`social-value check policy` does. Exit status 1 when it takes more than MOST, or was not taken for a policy.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
import textwrap
import time
from collections.abc import Iterator, Sequence
from itertools import cycle, islice
from pathlib import Path

from assistant.drafting.review import Mark, Review, review
from evals.policies import TODAY, read_gold, read_policy, standard

MOST = 10.0
"""Processor seconds for forty pages."""
LINES, WIDE = 46, 92
"""Of a page."""


def long_policy(pages: int) -> list[str]:
    """So many full pages of policy text."""
    texts = sorted((one.path.read_text(encoding="utf-8") for one in read_gold() if one.is_policy and one.path.suffix == ".md"), key=len, reverse=True)
    return ["\n".join(page) for page in islice(_pages(cycle(texts)), pages)]


def _pages(texts: Iterator[str]) -> Iterator[list[str]]:
    page: list[str] = []
    for text in texts:
        for line in text.split("\n"):
            page += textwrap.wrap(line.lstrip("# "), WIDE) or [""]
            while len(page) >= LINES:
                yield page[:LINES]
                page = page[LINES:]


def pdf(pages: Sequence[str]) -> bytes:
    """Pages of plain text as a PDF."""
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(len(pages)))
    objects = [b"<< /Type /Catalog /Pages 2 0 R >>", f"<< /Type /Pages /Kids [{kids}] /Count {len(pages)} >>".encode(),
               b"<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica /Encoding /WinAnsiEncoding >>"]
    for n, page in enumerate(pages):
        lines = b"".join(b"(" + line.encode("cp1252", "replace").replace(b"\\", b"\\\\").replace(b"(", b"\\(").replace(b")", b"\\)") + b") '\n" for line in page.split("\n"))
        content = b"BT /F1 10 Tf 14 TL 60 780 Td\n" + lines + b"ET"
        objects.append(f"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Resources << /Font << /F1 3 0 R >> >> /Contents {5 + 2 * n} 0 R >>".encode())
        objects.append(f"<< /Length {len(content)} >>\nstream\n".encode() + content + b"\nendstream")
    made, places = b"%PDF-1.4\n", []
    for number, body in enumerate(objects, 1):
        places.append(len(made))
        made += f"{number} 0 obj\n".encode() + body + b"\nendobj\n"
    table = b"".join(f"{place:010d} 00000 n \n".encode() for place in places)
    return made + f"xref\n0 {len(objects) + 1}\n0000000000 65535 f \n".encode() + table + f"trailer\n<< /Size {len(objects) + 1} /Root 1 0 R >>\nstartxref\n{len(made)}\n%%EOF\n".encode()


def timed(path: Path) -> tuple[float, Review]:
    """Processor seconds of one check, and what came of it."""
    start = time.process_time()
    title, pages, passages = read_policy(path)
    checked = review(title, pages, passages, standard(), TODAY)
    return time.process_time() - start, checked


def main(argv: Sequence[str] | None = None) -> int:
    """Prints the seconds of the first check and of the quicker of two more; 1 when that is above MOST."""
    parser = argparse.ArgumentParser(prog="python -m evals.bench_check", description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--pages", type=int, default=40)
    pages = parser.parse_args(argv).pages
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "policy.pdf"
        path.write_bytes(pdf(long_policy(pages)))
        (first, checked), *again = (timed(path) for _ in range(3))
    warm = min(taken for taken, _ in again)
    read = sum(mark.mark is not Mark.MISSING for mark in checked.marks)
    print(f"check of a PDF of {pages} pages: {first:.1f} s of processor time with the standard read first, {warm:.1f} s after; goal {MOST:g} s. "
          f"{'Taken for a policy' if checked.is_policy else 'Not taken for a policy'}, {read} of {len(checked.marks)} elements found, {len(checked.findings)} findings.")
    return 0 if checked.is_policy and first <= MOST else 1


if __name__ == "__main__":
    sys.exit(main())
