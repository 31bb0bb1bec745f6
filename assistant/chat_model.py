"""A chat model of any maker behind one small protocol: messages in, chunks of text out, in time or with a reason why not.

The only module that knows LangChain's chat models. Keys come from the provider's own variables; none is kept or printed.
"""

from __future__ import annotations

import importlib.util
import os
import queue
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Protocol

from assistant.errors import ChatUnanswered, ModelUnavailable, SettingsError
from assistant.settings import Settings

BACK_OFF = 0.5
"""Seconds before the first retry; twice as long before each one after."""
CHARACTERS_A_TOKEN = 4.0
"""Of English in the usual vocabularies, for providers that do not say what they counted."""


@dataclass(frozen=True, slots=True)
class Message:
    """What is said to a model. `role` is "system", "user" or "assistant"."""

    role: str
    text: str


@dataclass(frozen=True, slots=True)
class Chunk:
    """A piece of a model's answer. Token counts are of the whole turn and stand on the last chunk, which may have no text."""

    text: str
    tokens_in: int = 0
    tokens_out: int = 0


class ChatModel(Protocol):
    """What writes. `name` is provider:model."""

    name: str

    def stream(self, messages: Sequence[Message]) -> Iterator[Chunk]:
        """The answer as it comes. Raises ChatUnanswered, also after some chunks; closing the iterator stops the model."""


def tokens_of(text: str) -> int:
    """About how many tokens a text has."""
    return round(len(text) / CHARACTERS_A_TOKEN + 0.5) if text else 0


# --- providers -------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Provider:
    """How a provider's model is made: our extra that brings `package`, the variables of which one holds its key, and its words for our settings."""

    extra: str
    package: str
    keys: tuple[str, ...]
    options: Callable[[Settings], dict[str, Any]]


def _openai(settings: Settings) -> dict[str, Any]:
    if not settings.chat_base_url:
        return {"timeout": settings.chat_timeout, "max_retries": 0, "max_tokens": settings.chat_tokens}
    # Servers of one's own: many want no key but the client does; they know the older name of the limit only.
    return {"timeout": settings.chat_timeout, "max_retries": 0, "temperature": 0, "base_url": settings.chat_base_url,
            "api_key": os.environ.get("OPENAI_API_KEY") or "none", "extra_body": {"max_tokens": settings.chat_tokens}}


def _azure(settings: Settings) -> dict[str, Any]:
    place = {"azure_endpoint": settings.chat_base_url} if settings.chat_base_url else {}
    return {"timeout": settings.chat_timeout, "max_retries": 0, "max_tokens": settings.chat_tokens, **place}


def _anthropic(settings: Settings) -> dict[str, Any]:
    place = {"base_url": settings.chat_base_url} if settings.chat_base_url else {}
    return {"timeout": settings.chat_timeout, "max_retries": 0, "max_tokens": settings.chat_tokens, **place}


def _ollama(settings: Settings) -> dict[str, Any]:
    place = {"base_url": settings.chat_base_url} if settings.chat_base_url else {}
    return {"client_kwargs": {"timeout": settings.chat_timeout}, "temperature": 0, "num_predict": settings.chat_tokens, **place}


PROVIDERS: Mapping[str, Provider] = {
    "openai": Provider("openai", "langchain_openai", ("OPENAI_API_KEY",), _openai),
    "azure_openai": Provider("openai", "langchain_openai", ("AZURE_OPENAI_API_KEY", "OPENAI_API_KEY", "AZURE_OPENAI_AD_TOKEN", "AZURE_CLIENT_ID"), _azure),
    "anthropic": Provider("anthropic", "langchain_anthropic", ("ANTHROPIC_API_KEY", "ANTHROPIC_AUTH_TOKEN"), _anthropic),
    "ollama": Provider("ollama", "langchain_ollama", (), _ollama),
}
"""Those with an extra of ours. LangChain's others work too where their package is installed, with LangChain's own defaults."""


def load_chat_model(settings: Settings) -> ChatModel | None:
    """The chat model that the settings ask for; None for answers in the documents' own words. Imports and reaches nothing yet.

    Raises:
        ModelUnavailable: its package is not installed; the message has the line that installs it.
    """
    if not settings.chat_model:
        return None
    provider = PROVIDERS.get(settings.chat_model.split(":")[0])
    if provider and not all(importlib.util.find_spec(package) for package in ("langchain", provider.package)):
        raise ModelUnavailable(
            f"the chat model {settings.chat_model} needs the package {provider.package.replace('_', '-')}, which is not installed; "
            f"run `pip install 'social-value[{provider.extra}]'`, or unset SOCIAL_VALUE_CHAT_MODEL for answers in the documents' own words")
    return LangChainChat(settings)


def make_langchain_model(settings: Settings) -> Any:
    """LangChain's model for the settings. Raises SettingsError, ModelUnavailable, or ChatUnanswered for a missing key."""
    from langchain.chat_models import init_chat_model

    name = settings.chat_model or ""
    kind, _, model = name.partition(":")
    provider = PROVIDERS.get(kind)
    if provider and provider.keys and not settings.chat_base_url and not any(os.environ.get(key) for key in provider.keys):
        raise ChatUnanswered(f"there is no key for the chat model (set {provider.keys[0]})")
    try:
        return init_chat_model(model, model_provider=kind, **(provider.options(settings) if provider else {}))
    except ImportError as error:
        package = (error.name or f"langchain_{kind}").split(".")[0].replace("_", "-")
        raise ModelUnavailable(f"the chat model {name} needs the package {package}, which is not installed; run `pip install {package}`") from error
    except ValueError as error:
        if "Unsupported provider" in str(error):
            raise SettingsError(f"SOCIAL_VALUE_CHAT_MODEL is {name!r}: LangChain has no provider {kind!r}; use one of {', '.join(PROVIDERS)}") from error
        raise ChatUnanswered(f"the chat model's client for {kind} could not be made") from error
    except Exception as error:  # whatever a provider's client raises for what it lacks
        raise ChatUnanswered(f"the chat model's client for {kind} could not be made") from error


# --- asking ----------------------------------------------------------------------------------------------


class LangChainChat:
    """A ChatModel over LangChain. `make` gives its model; it is made at the first question and kept."""

    def __init__(self, settings: Settings, make: Callable[[Settings], Any] = make_langchain_model, sleep: Callable[[float], None] = time.sleep) -> None:
        self.name = settings.chat_model or ""
        self._settings, self._make, self._sleep = settings, make, sleep
        self._model: Any = None
        self._making = threading.Lock()

    def stream(self, messages: Sequence[Message]) -> Iterator[Chunk]:
        """See ChatModel.stream. A model that fails before its first word is asked again while there is time."""
        model = self._made()
        ends = time.monotonic() + self._settings.chat_timeout
        for attempt in range(self._settings.chat_retries + 1):
            begun = False
            try:
                for chunk in self._once(model, messages, ends):
                    begun = True
                    yield chunk
                return
            except _Failed as failed:
                wait = BACK_OFF * 2**attempt
                if begun or not failed.again or attempt == self._settings.chat_retries or time.monotonic() + wait >= ends:
                    raise ChatUnanswered(_half(failed, self._settings.chat_timeout) if begun else failed.why) from failed.__cause__
                self._sleep(wait)

    def _made(self) -> Any:
        with self._making:
            if self._model is None:
                self._model = self._make(self._settings)
            return self._model

    def _once(self, model: Any, messages: Sequence[Message], ends: float) -> Iterator[Chunk]:
        """One request, read on a thread of its own, so that a server which trickles or hangs cannot hold the answer past its time."""
        came: queue.SimpleQueue[Chunk | BaseException | None] = queue.SimpleQueue()
        stopped = threading.Event()
        threading.Thread(target=_read, args=(model, messages, came.put, stopped, self.name.partition(":")[0] in PROVIDERS), daemon=True, name="chat model").start()
        try:
            while True:
                try:
                    item = came.get(timeout=max(0.0, ends - time.monotonic()))
                except queue.Empty:
                    raise _Failed(f"the chat model did not answer in {self._settings.chat_timeout:g} s", again=False) from None
                if item is None:
                    return
                if isinstance(item, BaseException):
                    raise self._failed(item) from item
                yield item
        finally:
            stopped.set()

    def _failed(self, error: BaseException) -> _Failed:
        """What went wrong in a few words of our own: a provider's message may hold an address, a key or half the question."""
        kinds = {c.__name__ for c in type(error).__mro__}
        status = getattr(error, "status_code", None)
        for names, codes, why, again in _WHY:
            if kinds & names or status in codes:
                told = why.format(seconds=self._settings.chat_timeout, model=self.name.partition(":")[2], status=status)
                return _Failed(told, again and "insufficient_quota" not in str(error))
        return _Failed(f"the chat model failed ({type(error).__name__})", again=False)


_WHY: tuple[tuple[frozenset[str], Sequence[int], str, bool], ...] = (
    (frozenset(["ModelTimeoutError", "TimeoutException", "APITimeoutError", "TimeoutError"]), (408, 504), "the chat model did not answer in {seconds:g} s", True),
    (frozenset(["ModelRateLimitError", "RateLimitError"]), (429,), "the chat model is over its limit for now", True),
    (frozenset(["ModelAuthenticationError", "ModelPermissionDeniedError"]), (401, 403), "the chat model's server refused the key", False),
    (frozenset(["ModelNotFoundError"]), (404,), "the chat model's server does not know {model}", False),
    (frozenset(["ContextOverflowError"]), (413,), "the question with its evidence is too long for the chat model", False),
    (frozenset(["ModelInvalidRequestError"]), (400, 422), "the chat model's server did not take the request", False),
    (frozenset(["ModelAPIError", "InternalServerError"]), (500, 502, 503, 529), "the chat model's server failed", True),
    (frozenset(["ModelConnectionError", "ConnectError", "APIConnectionError", "ConnectionError", "NetworkError", "ProtocolError"]), (), "the chat model cannot be reached", True),
    (frozenset(["JSONDecodeError", "ValueError", "ValidationError", "APIResponseValidationError"]), (), "the chat model's server sent something that is no answer", False),
)
"""Names of errors (LangChain's own, httpx's, the clients') and statuses -> what happened, and whether to try again. First match wins."""


_ENDS = frozenset(["finish_reason", "stop_reason", "done_reason"])
"""How OpenAI, Anthropic and Ollama say that an answer is at its end."""


class _Failed(Exception):
    """One request that failed: `why` in words, and whether another try may help."""

    def __init__(self, why: str, again: bool) -> None:
        super().__init__(why)
        self.why, self.again = why, again


def _half(failed: _Failed, seconds: float) -> str:
    return f"the chat model had not ended after {seconds:g} s" if "did not answer in" in failed.why else "the chat model broke off"


def _read(model: Any, messages: Sequence[Message], put: Callable[[Chunk | BaseException | None], None], stopped: threading.Event,
          told_apart: bool) -> None:
    """Reads a model's stream into a queue: chunks, then None, or the error that ended it. Tells LangSmith nothing.

    `told_apart` says that the provider marks a stream's end, so that one without it was cut off, which no client tells by itself.
    """
    from langsmith import tracing_context

    tokens_in = tokens_out = 0
    said, ended = "", False
    try:
        with tracing_context(enabled=False):
            for part in model.stream([(m.role, m.text) for m in messages]):
                if stopped.is_set():
                    return
                usage = getattr(part, "usage_metadata", None) or {}
                tokens_in, tokens_out = tokens_in + usage.get("input_tokens", 0), tokens_out + usage.get("output_tokens", 0)
                ended = ended or bool(_ENDS & set(part.response_metadata))
                if text := str(part.text):
                    said += text
                    put(Chunk(text))
        if not ended and told_apart:
            raise ConnectionError("the stream has no end")
        put(Chunk("", tokens_in or sum(tokens_of(m.text) for m in messages), tokens_out or tokens_of(said)))
        put(None)
    except BaseException as error:
        put(error)
