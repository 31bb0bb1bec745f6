"""Chat models by setting only: over HTTP as a user would run one, in time, tried again, and each failure told in a line."""

from __future__ import annotations

import importlib.util
import os
import time
from collections.abc import Iterator

import pytest
from chat_server import ChatServer, serving

from assistant import chat_model
from assistant.chat_health import health
from assistant.chat_model import PROVIDERS, LangChainChat, Message, load_chat_model, tokens_of
from assistant.errors import ChatUnanswered, ModelUnavailable, SettingsError
from assistant.settings import Settings, load_settings
from ui.doctor import _chat

HELLO = (Message("system", "Be brief."), Message("user", "Hello?"))


@pytest.fixture(autouse=True)
def no_keys(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in [n for n in os.environ if n.startswith(("OPENAI", "AZURE", "ANTHROPIC", "OLLAMA", "LANGSMITH", "LANGCHAIN"))]:
        monkeypatch.delenv(name)


def settings(server: ChatServer | None = None, **given: object) -> Settings:
    return Settings(**{"chat_model": "openai:tiny", "chat_base_url": server.url if server else None, "chat_timeout": 20, **given})


def said(given: Settings, waits: list[float] | None = None) -> str:
    chat = LangChainChat(given, sleep=(waits if waits is not None else []).append)
    return "".join(chunk.text for chunk in chat.stream(HELLO))


def failure(given: Settings, waits: list[float] | None = None) -> str:
    with pytest.raises(ChatUnanswered) as caught:
        said(given, waits)
    return str(caught.value)


# --- answers ---------------------------------------------------------------------------------------------


def test_any_server_that_speaks_as_openais_does_answers_by_setting_only():
    with serving(ChatServer()) as server:
        assert said(settings(server)) == "Hello there."
    path, body = server.asked[0]
    assert path == "/v1/chat/completions"
    assert (body["model"], body["stream"], body["temperature"]) == ("tiny", True, 0)
    assert [(m["role"], m["content"]) for m in body["messages"]] == [("system", "Be brief."), ("user", "Hello?")]
    assert not {"tools", "functions", "tool_choice"} & set(body)
    assert body["max_tokens"] == 2000


def test_the_answer_comes_as_it_is_written():
    with serving(ChatServer(words=("One ", "two."), pause=0.5)) as server:
        chunks = LangChainChat(settings(server)).stream(HELLO)
        assert next(chunks).text == "One "
        began = time.monotonic()
        assert next(chunks).text == "two."
        assert time.monotonic() - began > 0.3


def test_tokens_are_estimated_where_the_server_does_not_count():
    with serving(ChatServer()) as server:
        last = list(LangChainChat(settings(server)).stream(HELLO))[-1]
    assert last.tokens_in == tokens_of("Be brief.") + tokens_of("Hello?") and last.tokens_out == tokens_of("Hello there.")


def test_the_key_comes_from_the_providers_own_variable(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-of-the-user")
    with serving(ChatServer()) as server:
        said(settings(server))
    assert server.headers[0]["authorization"] == "Bearer sk-of-the-user"


def test_nothing_is_told_to_langsmith_even_where_tracing_is_on(monkeypatch: pytest.MonkeyPatch):
    with serving(ChatServer()) as watcher, serving(ChatServer()) as server:
        for name, value in (("LANGSMITH_TRACING", "true"), ("LANGSMITH_API_KEY", "x"), ("LANGSMITH_ENDPOINT", watcher.url)):
            monkeypatch.setenv(name, value)
        said(settings(server))
        time.sleep(1)
    assert watcher.asked == []


# --- failures --------------------------------------------------------------------------------------------


def test_a_server_that_fails_is_asked_again_with_longer_waits():
    waits: list[float] = []
    with serving(ChatServer(statuses=[503, 429])) as server:
        assert said(settings(server), waits) == "Hello there."
    assert len(server.asked) == 3 and waits == [0.5, 1.0]


def test_a_server_is_not_asked_more_often_than_the_settings_say():
    with serving(ChatServer(statuses=[503] * 9)) as server:
        assert failure(settings(server, chat_retries=1)) == "the chat model's server failed"
    assert len(server.asked) == 2


@pytest.mark.parametrize(("status", "told", "asked"), [
    (401, "the chat model's server refused the key", 1), (403, "the chat model's server refused the key", 1), (404, "the chat model's server does not know tiny", 1),
    (400, "the chat model's server did not take the request", 1), (429, "the chat model is over its limit for now", 3), (500, "the chat model's server failed", 3),
])
def test_each_failure_is_told_in_our_own_words_and_tried_again_only_where_that_may_help(status: int, told: str, asked: int):
    with serving(ChatServer(statuses=[status] * 9)) as server:
        assert failure(settings(server)) == told
    assert len(server.asked) == asked


def test_a_server_that_is_down_is_told():
    with serving(ChatServer()) as server:
        pass
    assert failure(settings(server)) == "the chat model cannot be reached"


def test_a_server_that_never_answers_is_left_in_time():
    with serving(ChatServer(pause=5)) as server:
        began = time.monotonic()
        chat = LangChainChat(settings(server, chat_timeout=1))
        chat._made()  # the first use imports LangChain, which is not the server's time
        began = time.monotonic()
        with pytest.raises(ChatUnanswered, match="^the chat model did not answer in 1 s$"):
            list(chat.stream(HELLO))
        assert time.monotonic() - began < 2.5


def test_a_server_that_trickles_is_left_in_time_with_what_it_said():
    with serving(ChatServer(words=["a "] * 50, pause=0.3)) as server:
        got = []
        with pytest.raises(ChatUnanswered, match="^the chat model had not ended after 1 s$"):
            for chunk in LangChainChat(settings(server, chat_timeout=1)).stream(HELLO):
                got.append(chunk.text)
    assert 1 <= len(got) <= 4


def test_half_a_stream_gives_its_half_and_is_not_asked_again():
    with serving(ChatServer(cut=True)) as server:
        got = []
        with pytest.raises(ChatUnanswered, match="^the chat model broke off$"):
            for chunk in LangChainChat(settings(server)).stream(HELLO):
                got.append(chunk.text)
    assert "".join(got) == "Hello there." and len(server.asked) == 1


@pytest.mark.parametrize("raw", [b"<html><body>502 Bad gateway</body></html>", b'data: {"choices": [\n\n'])
def test_a_server_that_sends_nonsense_is_told_as_one(raw: bytes):
    with serving(ChatServer(raw=raw)) as server:
        assert failure(settings(server)) == "the chat model's server sent something that is no answer"
    assert len(server.asked) == 1


def test_no_failure_tells_an_address_or_a_key(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("OPENAI_API_KEY", "sk-secret")
    for status in (400, 401, 500):
        with serving(ChatServer(statuses=[status] * 9)) as server:
            told = failure(settings(server, chat_retries=0))
        assert "secret" not in told and "127.0.0.1" not in told


def test_leaving_a_stream_stops_the_reading():
    with serving(ChatServer(words=["a "] * 200, pause=0.05)) as server:
        chunks = LangChainChat(settings(server)).stream(HELLO)
        next(chunks)
        chunks.close()
        deadline = time.monotonic() + 5
        while time.monotonic() < deadline and any(t.name == "chat model" for t in _threads()):
            time.sleep(0.05)
        assert not any(t.name == "chat model" for t in _threads())


def _threads() -> Iterator:
    import threading

    return iter(threading.enumerate())


# --- what is not there -----------------------------------------------------------------------------------


def test_without_the_setting_there_is_no_chat_model():
    assert load_chat_model(Settings()) is None


@pytest.mark.parametrize(("model", "line"), [("openai:x", "social-value[openai]"), ("azure_openai:x", "social-value[openai]"),
                                             ("anthropic:x", "social-value[anthropic]"), ("ollama:x", "social-value[ollama]")])
def test_a_missing_extra_is_told_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch, model: str, line: str):
    monkeypatch.setattr(importlib.util, "find_spec", lambda name: None)
    with pytest.raises(ModelUnavailable) as caught:
        load_chat_model(Settings(chat_model=model))
    assert f"run `pip install '{line}'`" in str(caught.value)


def test_another_provider_of_langchains_is_told_with_its_package():
    with pytest.raises(ModelUnavailable, match="pip install langchain-groq"):
        said(Settings(chat_model="groq:x"))


def test_a_provider_that_langchain_does_not_have_is_told_with_those_it_has():
    with pytest.raises(SettingsError, match="no provider 'acme'.*openai"):
        said(Settings(chat_model="acme:x"))


@pytest.mark.parametrize(("model", "key"), [("openai:gpt-5-mini", "OPENAI_API_KEY"), ("anthropic:claude-x", "ANTHROPIC_API_KEY"), ("azure_openai:x", "AZURE_OPENAI_API_KEY")])
def test_a_missing_key_is_told_by_its_variable(model: str, key: str):
    assert failure(settings(chat_model=model)) == f"there is no key for the chat model (set {key})"


@pytest.mark.parametrize("name", PROVIDERS)
def test_every_provider_takes_our_words_for_its_settings(monkeypatch: pytest.MonkeyPatch, name: str):
    for key in ("OPENAI_API_KEY", "AZURE_OPENAI_API_KEY", "ANTHROPIC_API_KEY"):
        monkeypatch.setenv(key, "k")
    monkeypatch.setenv("OPENAI_API_VERSION", "2024-10-21")
    made = chat_model.make_langchain_model(Settings(chat_model=f"{name}:some-model", chat_base_url="http://127.0.0.1:9"))
    assert "127.0.0.1:9" in str([v for v in vars(made).values() if isinstance(v, str)] + [getattr(made, "azure_endpoint", "")])


@pytest.mark.parametrize(("variable", "value"), [("CHAT_MODEL", "gpt-5"), ("CHAT_BASE_URL", "127.0.0.1:1"), ("CHAT_TIMEOUT", "0"), ("CHAT_RETRIES", "11"), ("EVIDENCE_TOKENS", "50")])
def test_a_wrong_setting_is_told(monkeypatch: pytest.MonkeyPatch, variable: str, value: str):
    monkeypatch.setenv(f"SOCIAL_VALUE_{variable}", value)
    with pytest.raises(SettingsError, match=f"SOCIAL_VALUE_{variable} is"):
        load_settings()


# --- health ----------------------------------------------------------------------------------------------


def test_health_reads_the_list_of_models_and_spends_no_token():
    with serving(ChatServer(models=("tiny", "other"))) as server:
        assert health(settings(server)) == "openai:tiny answers at its own server"
    assert [path for path, _ in server.asked] == ["/v1/models"]


def test_health_tells_a_model_that_the_server_does_not_know_with_those_it_has():
    with serving(ChatServer(models=("other",))) as server, pytest.raises(ModelUnavailable, match="does not know that model; it has other"):
        health(settings(server))


@pytest.mark.parametrize(("status", "told"), [(401, r"refused the key \(401\); set OPENAI_API_KEY"), (500, "answered with status 500")])
def test_health_tells_what_a_server_answers(status: int, told: str):
    with serving(ChatServer(statuses=[status])) as server, pytest.raises(ModelUnavailable, match=told):
        health(settings(server))


def test_health_tells_a_server_that_is_down():
    with serving(ChatServer()) as server:
        pass
    with pytest.raises(ModelUnavailable, match="cannot be reached"):
        health(settings(server))


def test_health_without_a_chat_model_says_so():
    assert health(Settings()) == "none: answers in the documents' own words"


def test_doctor_tells_a_chat_model_that_is_not_there_with_what_to_do_as_a_note():
    with serving(ChatServer()) as server:
        assert _chat(settings(server)).ok
    told = _chat(settings(server))
    assert (told.ok, told.needed) == (False, False)
    assert "cannot be reached" in told.found and "unset SOCIAL_VALUE_CHAT_MODEL" in told.remedy
