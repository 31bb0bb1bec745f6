"""What the pages stand on, opened once for the whole process; of what is kept, each visitor's own."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

import streamlit as st

from assistant.people import LOCAL
from assistant.settings import Settings, load_settings
from ui.conversation import Assistant
from ui.sign_in import person

if TYPE_CHECKING:
    from assistant.charts.values import Chart
    from assistant.conversation import Conversations
    from assistant.currency import Currency
    from assistant.drafting.policy import Materials
    from assistant.practice.bank import Bank
    from assistant.practice.progress import Progress
    from assistant.table_rows import Rows
    from assistant.tender.buyer import TenderMaterials
    from assistant.timeline import Change
    from assistant.works import Works
    from ui.checking import Checker


def open_assistant() -> Assistant:
    """The assistant of this visitor, with its models and indexes; a new one when the documents have changed, while others finish with theirs."""
    from assistant.record import revision

    settings, who = load_settings(), person()
    own = "none" if who.is_local else revision(settings.of(who.owner))
    return _assistant(LOCAL if own in ("none", "empty") else who.owner, f"{settings.data_dir} {revision(settings)} {own}")


@st.cache_resource(show_spinner="Opening the documents", max_entries=32)
def _assistant(owner: str, at: str) -> Assistant:  # `at` is only there to tell one state of the documents from another
    from assistant import build

    return build.build_assistant() if owner == LOCAL else build.build_assistant(owner=owner)


def open_store() -> Conversations:
    """Where this visitor's conversations are kept."""
    return _store().of(person().owner)


@st.cache_resource(show_spinner=False)
def _store() -> Conversations:
    from assistant.conversation import open_conversations

    return open_conversations(load_settings())


def my_settings() -> Settings:
    """The settings with this visitor's data folder."""
    return load_settings().of(person().owner)


@st.cache_resource(show_spinner="Opening the documents")
def open_materials() -> Materials:
    """What drafts of policies are made of."""
    from assistant import build

    return build.drafting_materials()


@st.cache_resource(show_spinner="Opening the documents")
def open_tender_materials() -> TenderMaterials:
    """The documents' part in a tender answer."""
    from assistant import build

    return build.tender_materials()


@st.cache_resource(show_spinner=False)
def open_law() -> Currency | None:
    """What has changed in the law; None where notices are turned off."""
    from ui.tendering import law

    return law(load_settings())


def open_works() -> Works:
    """Where this visitor's drafts are kept."""
    from assistant.works import works_in

    return works_in(my_settings())


@st.cache_resource(show_spinner="Opening the documents", max_entries=1)
def open_checker(today: date) -> Checker:
    """What policies are held against on a day."""
    from ui.checking import load_checker

    return load_checker(load_settings(), today)


@st.cache_resource(show_spinner=False, max_entries=1)
def open_changes(today: date) -> tuple[Change, ...]:
    """What has changed in the law, as it stands on a day."""
    from assistant import build

    return build.changes(today)


@st.cache_resource(show_spinner="Making the questions", max_entries=1)
def open_bank(today: date) -> Bank:
    """The questions to practise on, as they may be asked on a day."""
    from assistant import build

    return build.practice_bank(today=today)


def open_progress() -> Progress:
    """What this visitor has practised."""
    from assistant.practice.progress import Progress

    return Progress(open_store())


@st.cache_resource(show_spinner="Drawing the findings")
def open_charts() -> tuple[Chart, ...]:
    """The findings as pictures."""
    from assistant import build

    return build.open_charts()


@st.cache_resource(show_spinner=False)
def open_rows() -> Rows:
    """The rows of the report's appendices."""
    from assistant.table_rows import Rows

    return Rows.load(load_settings().corpus_dir / "tables")
