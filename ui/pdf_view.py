"""The page of a PDF itself, with the quote marked: the only module that knows the viewer."""

from __future__ import annotations

from pathlib import Path

import streamlit as st
from streamlit_pdf_viewer import pdf_viewer

from assistant.domain import Citation
from ingest.readers.pdf_quote import boxes_of
from ingest.readers.pdf_runs import page_alone
from ui.conversation import Book
from ui.literal import literal

_MARK, _HEIGHT = "#e6b800", 420
Annotation = dict[str, str | float]


def has_pages(original: Path | None) -> bool:
    """Whether a file is a PDF."""
    return original is not None and original.suffix.lower() == ".pdf"


def show_printed_page(key: str, book: Book, citation: Citation) -> None:
    """The cited page as it is printed; nothing where the file is there no more or cannot be shown."""
    original, labels = book.original(citation.source_id), book.labels(citation.source_id)
    if original is None or citation.page not in labels:
        return
    try:
        page, marks = _page(str(original), original.stat().st_mtime_ns, labels.index(citation.page), citation.quote)
    except Exception:  # pypdf raises anything on a broken file; the text of the page is there all the same
        st.caption("The page as printed cannot be shown; its text is above.")
        return
    st.caption(f"Page {literal(citation.page)} as printed" + (", with the quote marked" if marks else ""))
    pdf_viewer(page, key=f"pdf_{key}", height=_HEIGHT, zoom_level="auto", resolution_boost=2, annotations=marks, annotation_outline_size=2,
               scroll_to_annotation=1 if marks else None)


@st.cache_data(max_entries=32, show_spinner=False)
def _page(path: str, _changed: int, place: int, quote: str) -> tuple[bytes, list[Annotation]]:
    """The page as a PDF of its own, and the marks of the quote on it, from its top left corner."""
    page, runs, (left, top) = page_alone(Path(path).read_bytes(), place)
    return page, [{"page": 1, "x": box.x - left, "y": top - box.y - box.height, "width": box.width, "height": box.height, "color": _MARK}
                  for box in boxes_of(runs, quote)]
