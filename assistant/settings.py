"""One frozen Settings, read from SOCIAL_VALUE_* variables, passed explicitly to whatever needs it."""

from __future__ import annotations

import os
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Any

from platformdirs import user_data_path
from pydantic import Field, ValidationError, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict

from assistant.errors import SettingsError
from assistant.people import LOCAL

PREFIX = "SOCIAL_VALUE_"
PEOPLE = "people"
"""The folder of the data of those who signed in, one folder each."""
CORPUS = Path(__file__).resolve().parent.parent / "corpus"


class Settings(BaseSettings):
    """What can be set. Every default runs offline on one machine."""

    model_config = SettingsConfigDict(env_prefix=PREFIX, env_ignore_empty=True, frozen=True, extra="forbid", use_attribute_docstrings=True)

    data_dir: Path = Field(default_factory=lambda: user_data_path("social-value", appauthor=False))
    """Where the index and the log live."""
    corpus_dir: Path = CORPUS
    """The shipped documents and tables."""
    embedding_model: str = "all-MiniLM-L6-v2"
    """The packaged model by that name, or any sentence-transformers name or folder already on this machine."""
    chroma_url: str | None = None
    """None: embedded and persistent in data_dir. Else a Chroma server, such as http://127.0.0.1:8000."""
    database_url: str | None = None
    """Where conversations are kept. None: a SQLite file in data_dir. Else any SQLAlchemy URL; "sqlite://" keeps them in memory only."""
    retention_days: int = Field(0, ge=0, le=36500)
    """Conversations not used for so many days are deleted when the store is opened; 0 keeps them until they are deleted by hand."""
    readers: Annotated[tuple[str, ...], NoDecode] = ()
    """Who may use the web app where sign-in is configured: e-mail addresses, or @domain for all of one, with commas between them; none means
    everyone whom the identity provider lets in."""
    maintainers: Annotated[tuple[str, ...], NoDecode] = ()
    """Who of them may add and remove documents for all and make the index again, in the same form."""
    dense_weight: float = Field(0.5, ge=0, le=1)
    """Share of the dense score in the fused score; the rest is the keyword score."""
    evidence: int = Field(8, ge=1, le=50)
    """How many passages are read for an answer."""
    threads: int = Field(2, ge=1, le=64)
    """Processor threads for the models."""
    max_question_chars: int = Field(2000, ge=50, le=20000)
    """The longest question, in characters."""
    max_file_mb: int = Field(50, ge=1, le=2000)
    """The largest document that is read, in megabytes."""
    max_file_pages: int = Field(2000, ge=1, le=100000)
    """The longest document that is read, in pages; of text, Markdown, Word and web pages 3,000 characters count as one."""
    max_documents: int = Field(500, ge=1, le=100000)
    """How many documents one person may add on the web page."""
    check: bool = True
    """Whether every claim is checked against its quotes; off only to measure what the check is worth."""
    tables: bool = True
    """Whether the tables of the appendices are asked; off only to measure what they are worth."""
    notices: bool = True
    """Whether answers carry notices of what has changed since their documents were written; off only to measure."""
    question_index: bool = True
    """Whether the index of questions is asked; off only to measure what it is worth."""
    chat_model: str | None = None
    """None: answers in the documents' own words. Else provider:model, such as openai:gpt-5-mini, anthropic:..., azure_openai:..., ollama:llama3.2."""
    chat_base_url: str | None = None
    """The server of the chat model, where it is not its provider's own; with openai:NAME any OpenAI-compatible server, such as http://127.0.0.1:8080/v1."""
    chat_timeout: float = Field(30, ge=1, le=600)
    """Seconds that a chat model may take for a whole answer; what is there and checked by then is kept."""
    chat_retries: int = Field(2, ge=0, le=10)
    """How often a chat model that does not begin to answer is asked again, within chat_timeout."""
    evidence_tokens: int = Field(600, ge=60, le=8000)
    """How many tokens of evidence a chat model is given at most."""
    chat_tokens: int = Field(2000, ge=50, le=32000)
    """How many tokens a chat model may write at most, its thinking included; the reader of its stream stops long before."""

    @field_validator("readers", "maintainers", mode="before")
    @classmethod
    def _are_addresses(cls, value: str | Sequence[str]) -> tuple[str, ...]:
        listed = tuple(filter(None, map(str.strip, value.split(",") if isinstance(value, str) else value)))
        if wrong := [one for one in listed if not re.fullmatch(r"[^@\s]*@[^@\s]+", one)]:
            raise ValueError(f"{wrong[0]!r} is no e-mail address or @domain; expected such as ann@example.org, @example.org")
        return listed

    @field_validator("chat_model")
    @classmethod
    def _is_provider_and_model(cls, value: str | None) -> str | None:
        if value and not re.fullmatch(r"[a-z][a-z0-9_]*:\S+", value):
            raise ValueError("must be provider:model, such as openai:gpt-5-mini or ollama:llama3.2")
        return value or None

    @field_validator("chroma_url", "chat_base_url")
    @classmethod
    def _is_url(cls, value: str | None) -> str | None:
        if value and not value.startswith(("http://", "https://")):
            raise ValueError("must start with http:// or https://")
        return value or None

    @field_validator("database_url")
    @classmethod
    def _is_database(cls, value: str | None) -> str | None:
        if value and "://" not in value:
            raise ValueError("must be a database URL, such as sqlite:////home/me/talks.sqlite or postgresql+psycopg://user@host/name")
        return value or None

    @property
    def index_dir(self) -> Path:
        """The folder of the local index."""
        return self.data_dir / "index"

    @property
    def uploads_dir(self) -> Path:
        """The folder of the documents that were added on the web page."""
        return self.data_dir / "uploads"

    def of(self, owner: str) -> Settings:
        """The same settings with the data folder of somebody who signed in, which nobody else's assistant opens; as they are for the local user."""
        return self if owner == LOCAL else self.model_copy(update={"data_dir": self.data_dir / PEOPLE / owner})


def load_settings(**overrides: Any) -> Settings:
    """Settings from the environment, with overrides on top.

    Raises:
        SettingsError: a value is out of bounds or blank, or a SOCIAL_VALUE_ variable is not a setting. A variable that is empty counts as unset.
    """
    said = {name: value for name, value in os.environ.items() if name.startswith(PREFIX) and value}
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    unknown = sorted(name for name in said if name not in known and not name.startswith(PREFIX + "TEST_"))
    if unknown:
        raise SettingsError(f"{unknown[0]} is not a setting; remove it, or use one of: {', '.join(sorted(known))}")
    if blank := sorted(name for name, value in said.items() if not value.strip()):
        raise SettingsError(f"{blank[0]} is nothing but blanks; give it a value, or unset it")
    try:
        return Settings(**overrides)
    except ValidationError as error:
        first = error.errors()[0]
        name = PREFIX + "_".join(str(part) for part in first["loc"]).upper()
        raise SettingsError(f"{name} is {first.get('input')!r}: {first['msg'].lower()}; correct or unset it") from None
