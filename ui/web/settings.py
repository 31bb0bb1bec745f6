"""Settings: the model and its health, what is kept where and how much, taking it away, deleting it, and what the doctor says."""

from __future__ import annotations

from datetime import date
from functools import partial

import streamlit as st

from assistant.about_settings import described, in_words, sizes
from assistant.chat_health import health
from assistant.conversation import Conversations
from assistant.errors import SocialValueError
from assistant.people import Person
from assistant.settings import Settings, load_settings
from assistant.takeout import takeout
from ingest.erase import erase
from ingest.shelf import shelf
from ui.doctor import Check, check_all
from ui.literal import literal
from ui.resources import my_settings, open_store
from ui.sign_in import person
from ui.wording import number_of

WORD = "delete everything"
DONE, UNSURE, CHECKS = "settings_done", "settings_unsure", "settings_checks"


def show() -> None:
    """The page, top to bottom."""
    who, settings = person(), load_settings()
    with st.container(key="settings_page"):
        st.title("Settings", anchor=False)
        if said := st.session_state.pop(DONE, ""):
            st.success(literal(said), icon=":material/check:")
        _show_model(settings)
        _show_kept(settings, who)
        _show_take_away(settings, who)
        _show_delete(settings, who)
        if who.is_maintainer:
            _show_doctor()
            _show_settings(settings)


def _show_model(settings: Settings) -> None:
    st.header("Chat model", anchor=False)
    if settings.chat_model is None:
        st.markdown("None. Answers are in the documents’ own words, and nothing leaves this machine.")
        return
    st.markdown(f"**{literal(settings.chat_model)}** words the answers. The evidence for each goes to its server.")
    if st.button("See whether it answers", key="health", help="Reads the server’s list of models. Nothing is asked of the model, so it costs nothing."):
        try:
            st.success(literal(health(settings)), icon=":material/check:")
        except SocialValueError as error:
            st.warning(literal(f"{error}. Answers are in the documents’ own words meanwhile."), icon=":material/warning:")


def _show_kept(settings: Settings, who: Person) -> None:
    st.header("What is kept", anchor=False)
    days = settings.retention_days
    st.markdown(f"Conversations are {f'deleted when not used for {days} days' if days else 'kept until you delete them'} (`SOCIAL_VALUE_RETENTION_DAYS`).")
    if who.is_maintainer:
        st.markdown(f"Everything is in {literal(str(settings.data_dir))} (`SOCIAL_VALUE_DATA_DIR`).")
        if settings.database_url:
            st.markdown(f"But conversations are in {literal(open_store().place)} (`SOCIAL_VALUE_DATABASE_URL`).")
    held = sizes(my_settings())
    if held:
        st.markdown("\n".join(["| What | Size |", "| --- | ---: |", *(f"| {one.what} | {in_words(one.size)} |" for one in held)]))


def _show_take_away(settings: Settings, who: Person) -> None:
    st.header("Take everything away", anchor=False)
    st.markdown("One zip file: your conversations to read (Markdown) and as data (JSON), your practice, your drafts, the documents you added.")
    sources = [entry.source for entry in shelf(settings, who).entries]
    made = partial(takeout, open_store(), my_settings(), sources)  # whose it is, is settled now: the file is made outside of this visit
    st.download_button("Download everything", made, f"social-value-{date.today().isoformat()}.zip", "application/zip", icon=":material/download:", on_click="ignore", key="takeout")


def _show_delete(settings: Settings, who: Person) -> None:
    st.header("Delete everything", anchor=False)
    others = "" if who.is_local else " What others keep stays."
    st.markdown(f"Your conversations, your practice, your drafts and the documents you added are deleted for good.{others} "
                "The documents that come with the product stay. Take everything away first if you may want it again.")
    if st.session_state.pop(UNSURE, False):
        st.warning(f"Nothing is deleted. Type “{WORD}” in the box, then press the button.", icon=":material/warning:")
    st.text_input(f"Type “{WORD}” to confirm", key="delete_word", max_chars=40, autocomplete="off")
    st.button("Delete everything", key="delete", on_click=partial(_delete, settings, open_store(), who))


def _delete(settings: Settings, store: Conversations, who: Person) -> None:
    if st.session_state.delete_word.strip().casefold() != WORD:
        st.session_state[UNSURE] = True
        return
    try:
        gone = erase(settings, store, who.owner)
    except SocialValueError as error:
        said = f"Not everything is deleted: {error}"
    else:
        stays = f" These files of yours stay where you keep them: {', '.join(gone.left)}." if gone.left else ""
        said = f"Deleted: {number_of(gone.conversations, 'conversation')} and {number_of(gone.documents, 'document')} of yours.{stays}"
    for key in list(st.session_state):  # nor does this visit remember anything
        if not str(key).startswith("whose"):
            del st.session_state[key]
    st.session_state[DONE] = said


def _show_doctor() -> None:
    st.header("Health", anchor=False)
    st.markdown("The same as `social-value doctor` says. All checks load a model and read the whole index, which takes some seconds.")
    if st.button("Run all checks", key="doctor"):
        with st.spinner("Checking"):
            st.session_state[CHECKS] = check_all(is_served=True)
    for check in st.session_state.get(CHECKS) or check_all(quick=True, is_served=True):
        st.markdown(_line(check))
    st.markdown("To have all documents read again, go to the Library.")


def _line(check: Check) -> str:
    badge = ":green-badge[ok]" if check.ok else ":orange-badge[to mend]" if check.needed else ":gray-badge[note]"
    remedy = "" if check.ok else f" To do: {literal(check.remedy)}."
    return f"{badge} **{literal(check.name)}**: {literal(check.found)}.{remedy}"


def _show_settings(settings: Settings) -> None:
    st.header("All settings", anchor=False)
    st.markdown("Each is set by a variable where the program is started; keys and passwords are never shown.")
    with st.expander("Show all settings"):
        rows = ["| Variable | Value | What it is for |", "| --- | --- | --- |"]
        st.markdown("\n".join([*rows, *(f"| {literal(one.variable)} | {literal(one.value)}{' (set)' if one.is_set else ''} | {literal(one.about)} |" for one in described(settings))]))
