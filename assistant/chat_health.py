"""Whether the configured chat model can be reached and is known to its server, at no cost: its list of models is read, nothing is asked of it."""

from __future__ import annotations

import json
import os
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from assistant.chat_model import PROVIDERS, load_chat_model
from assistant.errors import ModelUnavailable
from assistant.settings import Settings

SECONDS = 5.0


def _openai(settings: Settings) -> tuple[str, dict[str, str]]:
    key = os.environ.get("OPENAI_API_KEY")
    base = settings.chat_base_url or os.environ.get("OPENAI_BASE_URL") or "https://api.openai.com/v1"
    return f"{base.rstrip('/')}/models", {"Authorization": f"Bearer {key}"} if key else {}


def _azure(settings: Settings) -> tuple[str, dict[str, str]]:
    base = settings.chat_base_url or os.environ.get("AZURE_OPENAI_ENDPOINT") or ""
    version = os.environ.get("OPENAI_API_VERSION", "2024-10-21")
    return f"{base.rstrip('/')}/openai/models?api-version={version}", {"api-key": os.environ.get("AZURE_OPENAI_API_KEY", "")}


def _anthropic(settings: Settings) -> tuple[str, dict[str, str]]:
    base = settings.chat_base_url or os.environ.get("ANTHROPIC_BASE_URL") or "https://api.anthropic.com"
    return f"{base.rstrip('/')}/v1/models?limit=1000", {"x-api-key": os.environ.get("ANTHROPIC_API_KEY", ""), "anthropic-version": "2023-06-01"}


def _ollama(settings: Settings) -> tuple[str, dict[str, str]]:
    base = settings.chat_base_url or os.environ.get("OLLAMA_HOST") or "http://127.0.0.1:11434"
    return f"{base if '://' in base else f'http://{base}'}".rstrip("/") + "/api/tags", {}


_LISTS: Mapping[str, Callable[[Settings], tuple[str, dict[str, str]]]] = {
    "openai": _openai, "azure_openai": _azure, "anthropic": _anthropic, "ollama": _ollama}
"""Provider -> (address of the list of its models, headers)."""


def health(settings: Settings, seconds: float = SECONDS) -> str:
    """What was found, in a few words.

    Raises:
        ModelUnavailable: the package is missing, the server cannot be reached or refuses the key, or it does not know the model.
    """
    if load_chat_model(settings) is None:
        return "none: answers in the documents' own words"
    kind, _, model = str(settings.chat_model).partition(":")
    if kind not in _LISTS:
        return f"{settings.chat_model} (not checked before it is asked)"
    address, headers = _LISTS[kind](settings)
    known = sorted(_names(_read(kind, address, headers, seconds)))
    # Azure names a deployment as it likes, and its list is of the models that could be deployed.
    if kind == "azure_openai" or not known or any(name in (model, f"{model}:latest") for name in known):
        return f"{settings.chat_model} answers at {'its own server' if settings.chat_base_url else 'its provider'}"
    raise ModelUnavailable(f"the server of {settings.chat_model} does not know that model; it has {', '.join(known[:8])}{' ...' if len(known) > 8 else ''}")


def _read(kind: str, address: str, headers: Mapping[str, str], seconds: float) -> Any:
    """The JSON at an address. Raises ModelUnavailable, without the address or the key."""
    if not address.startswith(("http://", "https://")):
        raise ModelUnavailable(f"the chat model's server has no address; set SOCIAL_VALUE_CHAT_BASE_URL{' or AZURE_OPENAI_ENDPOINT' if kind == 'azure_openai' else ''}")
    try:
        with urllib.request.urlopen(urllib.request.Request(address, headers=dict(headers)), timeout=seconds) as answer:
            return json.load(answer)
    except urllib.error.HTTPError as error:
        if error.code in (401, 403):
            raise ModelUnavailable(f"the chat model's server refused the key ({error.code}); set {PROVIDERS[kind].keys[0] if PROVIDERS[kind].keys else 'its key'}") from None
        if error.code == 404:  # it answers, but has no list
            return {}
        raise ModelUnavailable(f"the chat model's server answered with status {error.code}") from None
    except (OSError, ValueError) as error:
        raise ModelUnavailable(f"the chat model's server cannot be reached ({type(error).__name__})") from None


def _names(listed: Any) -> Iterator[str]:
    """The model names in a list of OpenAI's, Anthropic's or Ollama's shape."""
    if isinstance(listed, dict):
        for row in listed.get("data") or listed.get("models") or ():
            if isinstance(row, dict) and (name := row.get("id") or row.get("name")):
                yield str(name)
