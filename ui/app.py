"""The web app: `streamlit run ui/app.py`. It finds the page of the address and shows it; an error is one message in its place."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from assistant.errors import SocialValueError
from ui.answer_view import show_problem
from ui.navigation import Page, sections
from ui.problems import something_broke
from ui.sign_in import gate, show_who
from ui.wording import NAME

HERE = Path(__file__).parent
SIDEBAR_PIXELS = 260
# Comments, not docstrings: Streamlit prints a page's bare strings.


def entry(page: Page) -> st.Page:
    """A page as Streamlit wants it."""
    return st.Page(page.show, title=page.title, url_path=page.path, default=not page.path)


def main() -> None:
    """The frame of every page, and the page."""
    st.set_page_config(page_title=NAME, page_icon=HERE / "icon.svg", layout="wide", initial_sidebar_state=SIDEBAR_PIXELS)
    st.html(HERE / "page.css")
    st.html(HERE / "papers.css")
    st.html(HERE / "reading.css")
    try:
        if not gate():
            return
        entries = {section: [entry(page) for page in pages] for section, pages in sections().items()}
        page = st.navigation(entries, expanded=True)
        st.set_page_config(page_title=f"{page.title} · {NAME}")
        page.run()
        with st.sidebar:
            if page.url_path:
                st.page_link(next(iter(entries.values()))[0], label="Your conversations", icon=":material/forum:")
            show_who()
    except SocialValueError as error:
        show_problem(str(error))
    except Exception:
        show_problem(something_broke())


if __name__ == "__main__":
    main()
