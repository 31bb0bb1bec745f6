"""Glossary and references: every term of the documents with its passage and page, and references ready to copy."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import groupby

import streamlit as st

from assistant.compose import Quote
from assistant.domain import Source
from assistant.glossary import OWN, Term, glossary
from ui.literal import literal
from ui.resources import open_assistant
from ui.web.references import show_references
from ui.wording import short

ALL = "All"
IN_ADDRESS = "term"


def show() -> None:
    """The page, top to bottom."""
    book = open_assistant()
    with st.container(key="glossary_page"):
        st.title("Glossary and references", anchor=False)
        words, references = st.tabs([f"Glossary ({len(glossary().terms)})", "References"])
        with words:
            _show_glossary({source.id: source for source in book.sources})
        with references:
            show_references(book)


def _show_glossary(sources: Mapping[str, Source]) -> None:
    st.header("Glossary", anchor=False)
    st.markdown("The terms and abbreviations of the documents in plain words, each with the words and the page it stands on.")
    looked_for = st.text_input("Look for a term or a word", value=st.query_params.get(IN_ADDRESS, ""), max_chars=100, key="glossary_words")
    letters = list(dict.fromkeys(term.letter for term in glossary().find()))
    letter = st.segmented_control("A to Z", [ALL, *letters], default=ALL, required=True, key="glossary_letter")
    found = [term for term in glossary().find(looked_for) if letter in (ALL, term.letter)]
    st.caption(f"{len(found)} of {len(glossary().terms)} terms")
    if not found:
        st.info("No term fits. Try fewer words, or all letters.", icon=":material/search_off:")
    for first, terms in groupby(sorted(found, key=lambda term: term.short.casefold()), key=lambda term: term.letter):
        st.subheader(first, anchor=False)
        for term in terms:
            _show_term(term, sources)


def _show_term(term: Term, sources: Mapping[str, Source]) -> None:
    lines = [f"**{literal(term.short)}**" + (f" · {literal(term.means)}" if term.means else "")]
    lines += [literal(term.plain)] if term.plain else []
    lines += [f"**Today** {literal(term.now.text)}"] if term.now else []
    lines += [literal(f"{OWN[0].upper()}{OWN[1:]}.")] if term.means and not term.spelt else []
    quotes = (*term.passages, *(term.now.quotes if term.now else ()))
    lines += [":small[:gray[" + "  \n".join(literal(_placed(quote, sources)) for quote in quotes) + "]]"] if quotes else []
    with st.container(key=f"term_{term.short.lower().replace(' ', '_').replace('/', '_')}"):
        st.markdown("\n\n".join(lines))


def _placed(quote: Quote, sources: Mapping[str, Source]) -> str:
    """A passage on one line: its document, its page and its words."""
    title = short(sources[quote.source_id].title) if quote.source_id in sources else quote.source_id
    return f"{title}, page {quote.page}: “{quote.text}”"
