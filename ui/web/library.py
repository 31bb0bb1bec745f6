"""Library: the documents that answers come from, their pages to read, and one's own to add, replace and remove."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

import streamlit as st

from assistant.errors import SocialValueError
from assistant.library import Entry
from assistant.parts import parts
from assistant.people import LOCAL, Person
from assistant.planted import told
from assistant.record import revision
from assistant.settings import load_settings
from ingest.shelf import Shelf, not_used, shelf
from ingest.uploads import ADDED, FAILED, REMOVED, REPLACED, SUFFIXES, UNCHANGED, Outcome, Upload, Uploads
from ingest.vectors import Progress
from ui.answer_view import show_problem
from ui.literal import literal
from ui.resources import open_assistant
from ui.sign_in import person
from ui.wording import provenance, uk_date

ICONS = {ADDED: ":material/check:", REPLACED: ":material/check:", REMOVED: ":material/check:", UNCHANGED: ":material/info:", FAILED: ":material/error:"}
DOCUMENT, PAGE = "document", "page"
# In the address.
ENDS, FILES = "library_ends", "library_files"
# What the last act ended in; how many times files were taken, which names a fresh box for them.


def show() -> None:
    """The page, top to bottom."""
    who = person()
    held = shelf(load_settings(), who)
    with st.container(key="library_top"):
        st.title("Library", anchor=False)
        st.markdown(_counted(held))
    chosen = next((entry for entry in held.entries if entry.source.id == st.query_params.get(DOCUMENT)), None)
    if chosen:
        _show_reading(chosen)
        return
    with st.container(key="library_lists"):
        _show_ends()
        _show_adding(who)
        _show_list("Your documents", held.own, "None yet. What you add is read, and kept, on the machine that runs this page.", remove=who.owner)
        if not who.is_local:
            _show_list("Documents for everyone", held.shared, "None yet. A maintainer can add some.", remove=LOCAL if who.is_maintainer else "")
        _show_list("Documents that come with it", held.shipped, "None: the index is still to be made.", remove="")
        _show_index(who)


def _counted(held: Shelf) -> str:
    pages, passages = (sum(getattr(entry, what) for entry in held.entries) for what in ("pages", "passages"))
    return f"Every answer comes from these {len(held.entries)} documents: {pages:,} pages, cut into {passages:,} passages."


# --- adding ----------------------------------------------------------------------------------------------


def _show_adding(who: Person) -> None:
    settings = load_settings()
    st.header("Add documents", anchor=False)
    taken = st.session_state.setdefault(FILES, 0)
    given = st.file_uploader(f"PDF, Word, HTML, Markdown or text: at most {settings.max_file_mb} MB and {settings.max_file_pages:,} pages each",
                             type=[suffix.removeprefix(".") for suffix in SUFFIXES], accept_multiple_files=True, max_upload_size=settings.max_file_mb, key=f"files_{taken}")
    for_all = False
    if who.is_maintainer and not who.is_local:
        for_all = st.checkbox("Add for everyone who signs in", key="for_all")
    elif not who.is_local:
        st.caption("What you add is for you alone: nobody else is answered from it.")
    if st.button("Add to the library", type="primary", disabled=not given, key="add"):
        files = [Upload(file.name, file.getvalue()) for file in given or ()]
        _act(lambda: _add(Uploads(settings, LOCAL if for_all else who.owner), files))
        st.session_state[FILES] = taken + 1
        st.rerun()


def _add(uploads: Uploads, files: Sequence[Upload]) -> Sequence[Outcome]:
    return uploads.add(files, parts(load_settings()).embedder, _bar())


def _bar() -> Progress:
    bar = st.progress(0.0, "Reading the documents")
    return lambda title, done, of: bar.progress(min(done / max(of, 1), 1.0), f"Indexing: {literal(title)}") and None


def _act(work: Callable[[], Iterable[Outcome]]) -> None:
    try:
        st.session_state[ENDS] = tuple(work())
    except SocialValueError as error:
        st.session_state[ENDS] = (Outcome("", FAILED, str(error)),)


def _show_ends() -> None:
    """What became of each file that was given, once."""
    for end in st.session_state.pop(ENDS, ()):
        box = st.error if end.outcome == FAILED else st.info if end.outcome == UNCHANGED else st.success
        box(f"**{literal(end.name)}** {end.outcome}. {literal(end.message)}" if end.name else literal(end.message), icon=ICONS[end.outcome])


# --- the lists -------------------------------------------------------------------------------------------


def _show_list(title: str, entries: Sequence[Entry], none: str, *, remove: str) -> None:
    """`remove` is whose documents these are to take out; "" where this visitor may not."""
    st.header(f"{title} ({len(entries)})", anchor=False)
    if not entries:
        st.markdown(none)
    for entry in entries:
        with st.container(key=f"entry_{entry.source.id}"):
            note = told(_not_used(remove or LOCAL, revision(load_settings().of(remove or LOCAL))).get(entry.source.id, 0)) if not entry.shipped else ""
            st.markdown("  \n".join([f"**{literal(entry.source.title)}**", *map(literal, about(entry)), *([literal(f"{note}.")] if note else [])]))
            with st.container(horizontal=True):
                st.button("Read its pages", key=f"read_{entry.source.id}", on_click=_open, args=(entry.source.id,))
                if remove:
                    with st.popover("Remove"):
                        st.markdown("It is taken out of the index at once. Answers that were given from it stay in your conversations.")
                        st.button("Remove for good", key=f"remove_{entry.source.id}", on_click=_act, args=(lambda e=entry: (Uploads(load_settings(), remove).remove(e.source.id),),))


@st.cache_data(show_spinner=False, max_entries=16)
def _not_used(owner: str, revision: str) -> Mapping[str, int]:
    del revision  # only what the answer is kept under
    return not_used(load_settings(), owner)


def about(entry: Entry) -> list[str]:
    """What to know of a document, a line each."""
    source = entry.source
    counts = f"{entry.pages:,} page{'' if entry.pages == 1 else 's'}, {entry.passages:,} passage{'' if entry.passages == 1 else 's'}"
    if not entry.shipped:
        return [f"{Path(entry.origin).name} · {counts}"]
    dated = f"As at {uk_date(source.as_of)} · " if source.as_of and source.as_of != source.published else ""
    return [provenance(source), f"{dated}{counts}", *([f"Rights: {source.rights}"] if source.rights else [])]


# --- the index -------------------------------------------------------------------------------------------


def _show_index(who: Person) -> None:
    st.header("The index", anchor=False)
    whose = "your documents" if not who.is_maintainer else "all documents"
    st.markdown(f"If answers miss what a document says, or its settings have changed, have {whose} read again. Answers go on meanwhile.")
    if st.button("Make the index again", key="reindex"):
        _act(lambda: _again(Uploads(load_settings(), LOCAL if who.is_maintainer else who.owner)))
        st.rerun()


def _again(uploads: Uploads) -> Sequence[Outcome]:
    report = uploads.reindex(parts(load_settings()).embedder, _bar())
    done = len(report.added) + len(report.replaced) + len(report.unchanged)
    failed = tuple(Outcome(Path(failure.path).name, FAILED, failure.message) for failure in report.failed)
    return (Outcome("", REPLACED, f"{done} documents were read again: {report.passages:,} passages."), *failed)


# --- reading ---------------------------------------------------------------------------------------------


def _open(source_id: str, page: str = "") -> None:
    st.query_params[DOCUMENT] = source_id
    if page:
        st.query_params[PAGE] = page


def _close() -> None:
    for name in (DOCUMENT, PAGE):
        if name in st.query_params:
            del st.query_params[name]


def _show_reading(entry: Entry) -> None:
    """A document's pages, one at a time, with the ones beside it a press away."""
    assistant = open_assistant()
    labels = list(dict.fromkeys(assistant.labels(entry.source.id)))
    at = labels.index(st.query_params[PAGE]) if st.query_params.get(PAGE) in labels else 0
    st.button("Back to the library", icon=":material/arrow_back:", on_click=_close, key="close")
    st.header(literal(entry.source.title), anchor=False)
    st.caption("  \n".join(map(literal, about(entry))))
    if not labels:
        show_problem("This document has no page in the index any more. Go back to the library.")
        return
    with st.container(horizontal=True, vertical_alignment="bottom"):
        st.button("Previous page", disabled=at == 0, on_click=_open, args=(entry.source.id, labels[at - 1]), key="previous")
        st.button("Next page", disabled=at == len(labels) - 1, on_click=_open, args=(entry.source.id, labels[min(at + 1, len(labels) - 1)]), key="next")
        st.selectbox("Page", labels, index=at, key=f"page_of_{entry.source.id}_{at}", width=140,
                     on_change=lambda: _open(entry.source.id, st.session_state[f"page_of_{entry.source.id}_{at}"]))
    st.subheader(f"Page {literal(labels[at])}", anchor=False)
    with st.container(key="library_page", border=True):
        for paragraph in assistant.page_text(entry.source.id, labels[at]).split("\n\n"):
            if paragraph.strip():
                st.markdown(literal(paragraph))
