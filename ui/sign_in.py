"""Who looks at the page: one local user, or whoever signed in where .streamlit/secrets.toml has an [auth] section.

Streamlit does the OpenID Connect; assistant/people.py says who that is and what they may do. What cannot be told for sure lets nobody in.
"""

from __future__ import annotations

from collections.abc import Mapping
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import streamlit as st

from assistant.errors import NotAdmitted, SettingsError
from assistant.people import HERE, Person, person_of
from assistant.settings import load_settings
from ui.literal import literal
from ui.wording import NAME

_OWNER = "whose session this is"


def person() -> Person:
    """Who this visitor is. Raises NotAdmitted: nobody who may use this has signed in; SettingsError: sign-in is set up wrongly."""
    if not providers():
        return HERE
    if not (told := claims()):
        raise NotAdmitted("you are not signed in; sign in on the first page")
    settings = load_settings()
    return person_of(told, settings.readers, settings.maintainers)


def claims() -> Mapping[str, Any]:
    """What the identity provider says of who signed in; {} when nobody did."""
    return dict(st.user) if st.user.get("is_logged_in") else {}


def providers() -> tuple[str, ...]:
    """The identity providers to choose from, "" for the only one; () where sign-in is not configured.

    Raises:
        SettingsError: there are secrets that cannot be read, or sign-in is configured and its package is missing.
    """
    auth = _auth()
    if auth is None:
        return ()
    if find_spec("authlib") is None:
        raise SettingsError("sign-in is configured, but its package is not installed; run `pip install 'social-value[sign-in]'`")
    named = tuple(name for name, value in auth.items() if isinstance(value, Mapping) and "client_id" in value)
    if not named and "client_id" not in auth:
        raise SettingsError("the [auth] section of .streamlit/secrets.toml names no client_id; add it, or take the section out")
    return ("", *named) if "client_id" in auth else named


def gate() -> bool:
    """Lets a visitor in: whether the page may be shown. Otherwise it has shown how to sign in, or why not."""
    try:
        who = person()
    except NotAdmitted as error:
        st.title("Sign in", anchor=False)
        if claims():
            st.error(literal(str(error)), icon=":material/block:")
            st.button("Sign out", on_click=st.logout)
        else:
            st.markdown(f"This is the {NAME}. Your conversations and documents are kept for you alone.")
            for name in providers():
                st.button(f"Sign in with {name.capitalize()}" if name else "Sign in", type="primary", key=f"sign_in_{name}", on_click=st.login,
                          args=(name,) if name else ())
        return False
    if st.session_state.get(_OWNER, who.owner) != who.owner:  # another person in the same tab starts with nothing
        st.session_state.clear()
    st.session_state[_OWNER] = who.owner
    return True


def show_who() -> None:
    """Who signed in, and the way out; nothing where nobody signs in."""
    who = person()
    if not who.is_local:
        st.caption(f"Signed in as {literal(who.name)}{' (maintainer)' if who.is_maintainer else ''}")
        st.button("Sign out", on_click=st.logout)


def _auth() -> Mapping[str, Any] | None:
    """The [auth] section; None where there is none. Secrets that are there and cannot be read are an error, not none."""
    try:
        return st.secrets.get("auth")
    except FileNotFoundError as error:
        if any(Path(place).exists() for place in st.config.get_option("secrets.files")):
            raise SettingsError(f"the secrets of sign-in cannot be read ({' '.join(str(error).split())[:160]}); correct .streamlit/secrets.toml, or take it away") from error
        return None
