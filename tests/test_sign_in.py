"""Who may see what on the page, with people that no identity provider knows."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import streamlit as st
from fake_page import APP, FakeAssistant
from streamlit.testing.v1 import AppTest
from test_app import fake, opened  # noqa: F401 - fixtures
from test_page_text import shown

from assistant.conversation import open_conversations
from assistant.people import LOCAL, person_of
from assistant.settings import load_settings
from ui import sign_in

pytestmark = pytest.mark.enable_socket  # Streamlit's test runner makes an event loop: a socket pair

ANN = {"iss": "https://login.example.org", "sub": "ann", "email": "ann@example.org", "name": "Ann <b>Other</b>", "is_logged_in": True}
BOB = {**ANN, "sub": "bob", "email": "bob@example.org", "name": "Bob"}
AUTH = {"auth": {"client_id": "x", "client_secret": "y", "cookie_secret": "z", "redirect_uri": "http://localhost/oauth2callback",
                 "server_metadata_url": "https://login.example.org/.well-known/openid-configuration"}}
Visit = Callable[..., AppTest]


@pytest.fixture
def visit(opened: object, monkeypatch: pytest.MonkeyPatch) -> Iterator[Visit]:  # noqa: F811 - the fake behind the page
    """Open the page as somebody, with sign-in configured."""
    def come(claims: dict[str, Any], *questions: str, secrets: dict[str, Any] = AUTH) -> AppTest:
        monkeypatch.setattr(sign_in, "claims", lambda: claims)
        page = AppTest.from_file(str(APP), default_timeout=30)
        page.secrets.update(secrets)
        page.run()
        for question in questions:
            page.chat_input[0].set_value(question).run()
        assert not page.exception
        return page

    yield come
    st.secrets._reset()


def headings(page: AppTest) -> list[str]:
    return [one.value for one in (*page.title, *page.header)]


def test_who_has_not_signed_in_sees_how_to_and_nothing_else(visit: Visit, fake: FakeAssistant):  # noqa: F811
    page = visit({})
    assert headings(page) == ["Sign in"] and [button.label for button in page.button] == ["Sign in"]
    assert not page.chat_input and not page.sidebar.button and fake.asked == []


def test_each_provider_has_a_button_of_its_own(visit: Visit):
    both = {"auth": {"cookie_secret": "z", "google": AUTH["auth"], "microsoft": AUTH["auth"]}}
    assert [button.label for button in visit({}, secrets=both).button] == ["Sign in with Google", "Sign in with Microsoft"]


def test_who_signed_in_asks_and_what_they_ask_is_theirs(visit: Visit, monkeypatch: pytest.MonkeyPatch):
    visit(ANN, "Which weighting?")
    store = open_conversations(load_settings())
    assert [one.title for one in store.of(person_of(ANN).owner).list()] == ["Which weighting?"]
    assert store.of(LOCAL).count() == store.of(person_of(BOB).owner).count() == 0


def test_the_address_of_anothers_conversation_opens_nothing(visit: Visit, monkeypatch: pytest.MonkeyPatch):
    visit(ANN, "Which weighting?")
    (kept,) = open_conversations(load_settings()).of(person_of(ANN).owner).list()
    monkeypatch.setattr(sign_in, "claims", lambda: BOB)
    page = AppTest.from_file(str(APP), default_timeout=30)
    page.secrets.update(AUTH)
    page.query_params["conversation"] = kept.id
    page.run()
    assert "Which weighting" not in repr(headings(page))


def test_another_person_in_the_same_tab_starts_with_nothing(visit: Visit, monkeypatch: pytest.MonkeyPatch):
    page = visit(ANN, "Which weighting?")
    assert "Which weighting" in repr(headings(page))
    monkeypatch.setattr(sign_in, "claims", lambda: BOB)
    assert "Which weighting" not in repr(headings(page.run()))


def test_who_is_not_among_the_readers_is_told_so_and_may_sign_out(visit: Visit, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOCIAL_VALUE_READERS", "@example.com")
    page = visit(ANN)
    assert "ann@example.org may not use this service" in shown(page.error[0].value) and [button.label for button in page.button] == ["Sign out"]
    assert not page.chat_input


def test_the_name_of_who_signed_in_is_shown_as_it_is_written(visit: Visit, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("SOCIAL_VALUE_MAINTAINERS", "ann@example.org")
    (line,) = [one.value for one in visit(ANN).sidebar.caption if "Signed in" in one.value]
    assert line.endswith("(maintainer)") and r"\<b\>" in line


@pytest.mark.parametrize(("auth", "said"), [({"auth": {"cookie_secret": "z"}}, "names no client_id"), ({"auth": {}}, "names no client_id")])
def test_sign_in_that_is_half_set_up_lets_nobody_in(visit: Visit, auth: dict[str, Any], said: str):
    page = visit(ANN, secrets=auth)
    assert not page.chat_input and said in shown(page.error[0].value)


def test_sign_in_without_its_package_says_what_to_install(visit: Visit, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sign_in, "find_spec", lambda name: None)
    assert "pip install 'social-value[sign-in]'" in shown(visit(ANN).error[0].value)


def test_secrets_that_cannot_be_read_let_nobody_in(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    broken = tmp_path / "secrets.toml"
    broken.write_text("[auth\nclient_id = ")

    class Broken:
        def get(self, name: str) -> None:
            raise FileNotFoundError("Error parsing secrets file")

    monkeypatch.setattr(sign_in.st, "secrets", Broken())
    monkeypatch.setattr(sign_in.st.config, "get_option", lambda name: [str(broken)])
    with pytest.raises(Exception, match="the secrets of sign-in cannot be read"):
        sign_in.providers()


def test_without_sign_in_there_is_one_user_and_no_word_of_it(visit: Visit):
    page = visit({}, "Which weighting?", secrets={})
    assert not [button for button in page.sidebar.button if "Sign" in button.label] and open_conversations(load_settings()).count() == 1


def test_the_server_listens_on_this_machine_alone_and_forged_requests_are_refused():
    config = tomllib.loads((APP.parent.parent / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    assert config["server"]["address"] == "127.0.0.1" and config["server"]["enableXsrfProtection"] and config["server"]["enableCORS"]
    assert not config["browser"]["gatherUsageStats"] and ".streamlit/secrets.toml" in (APP.parent.parent / ".gitignore").read_text().splitlines()
