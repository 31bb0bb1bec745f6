"""Files to take away, each made only when it is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import streamlit as st

WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
TYPES = {".docx": ("Word", WORD), ".md": ("Markdown", "text/markdown"), ".json": ("JSON", "application/json"), ".csv": ("CSV", "text/csv"), ".png": ("PNG", "image/png"), ".txt": ("plain text", "text/plain"),
         ".bib": ("BibTeX", "application/x-bibtex"), ".ris": ("RIS", "application/x-research-info-systems")}


def show_downloads(files: Mapping[str, Callable[[], bytes]], key: str, what: str = "") -> None:
    """A button for each file, by its name; `what` names it where there are several sorts."""
    for name, make in files.items():
        label, mime = TYPES[name[name.rindex("."):]]
        said = f"Download {what} as {label}" if what else f"Download as {label}"
        st.download_button(said, make, name, mime, key=f"{key}_{name}", icon=":material/download:", on_click="ignore")
