"""References ready to copy: of a document at a page, and of everything that the open conversation cites."""

from __future__ import annotations

from datetime import date

import streamlit as st

from assistant.bibliography import FORMATS, RECORDS, bibliography
from assistant.domain import Authority, Citation
from assistant.reference_answers import references_to
from ui.conversation import Book, Conversation
from ui.literal import literal
from ui.visit import conversation, reference_style
from ui.web.downloads import show_downloads

WHOLE = "the whole document"


def show_references(book: Book) -> None:
    """The tab, top to bottom."""
    st.header("References", anchor=False)
    st.markdown("Choose what you cite and copy the reference. What our catalogue does not know, such as the address of a web page, is left for you to add.")
    form = st.segmented_control("Format", list(FORMATS), default=reference_style(), required=True, format_func=FORMATS.get, key="references_form")
    _show_one(book, form)
    _show_all(book, conversation(), form)


def _show_one(book: Book, form: str) -> None:
    st.subheader("A document", anchor=False)
    titles = {source.id: source.title for source in sorted(book.sources, key=lambda source: (source.authority is not Authority.PRIMARY, source.title))}
    left, right = st.columns([3, 1])
    chosen = left.selectbox("Document", list(titles), format_func=titles.get, key="references_source")
    if chosen is None:
        st.info("There are no documents yet. Run `social-value ingest`, or add your own in the library.")
        return
    page = right.selectbox("Page", ["", *dict.fromkeys(book.labels(chosen))], format_func=lambda label: label or WHOLE, key="references_page")
    made = references_to("", [Citation(1, chosen, titles[chosen], page, (), "", "")], book.sources, form)
    _show_text(made.answer.split("\n") if form not in RECORDS else [made.answer])
    if made.verbatim:
        st.code(made.verbatim, language=None, wrap_lines=True)


def _show_text(lines: list[str]) -> None:
    """What is to be copied of a reference, each part under what it is for."""
    for line in filter(None, "\n".join(lines).split("\n")):
        if line.startswith("- "):
            st.code(line[2:], language=None, wrap_lines=True)
        else:
            st.markdown(literal(line))


def _show_all(book: Book, talk: Conversation, form: str) -> None:
    st.subheader("Bibliography of the open conversation", anchor=False)
    cited = [c for turn in talk.turns if turn.answer for c in (*turn.answer.citations, *(turn.answer.aside.citations if turn.answer.aside else ()))]
    if not cited:
        st.info("Nothing is cited yet. Ask a question in the chat, then come back: every document it cites is listed here once.")
        return
    opened = st.checkbox("I opened these documents on the web today: add the date", key="references_opened")
    text = bibliography(cited, book.sources, form, date.today() if opened else None)
    st.code(text, language=None, wrap_lines=True)
    ending, end = {"bibtex": (".bib", "\n"), "ris": (".ris", "\r\n")}.get(form, (".txt", "\n"))
    show_downloads({f"bibliography{ending}": lambda: f"{text}\n".replace("\n", end).encode()}, "bibliography")
