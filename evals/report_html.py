"""A run as one self-contained HTML page."""
from __future__ import annotations

from evals.runs import Run


def as_html(run: Run) -> str:
    """The page."""
    return "<!doctype html>"
