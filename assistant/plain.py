"""Values of the domain as plain JSON and back, with nothing lost. Pure.

What a later version of the product adds to a value is left out when an earlier one reads it; what an earlier version did not
have yet gets its default. So fields may be added to assistant/domain.py without a word here.
"""

from __future__ import annotations

import dataclasses
import json
import types
from collections.abc import Mapping
from enum import Enum
from functools import cache
from typing import Any, TypeVar, Union, get_args, get_origin, get_type_hints

from assistant.domain import Answer

VERSION = 1
"""Of the written form. It goes up when a reader of the old one would misread the new one, not when a field is added."""
_LONG = 80
"""Characters from which a text that may stand several times, such as a whole page behind each of its quotes, is written once."""
T = TypeVar("T")


def to_plain(value: Any) -> Any:
    """A value of dataclasses, enums, tuples and mappings as dicts, lists and scalars."""
    if dataclasses.is_dataclass(value):
        return {f.name: to_plain(getattr(value, f.name)) for f in dataclasses.fields(value)}
    if isinstance(value, Enum):
        return value.value
    if isinstance(value, Mapping):
        return {str(k): to_plain(v) for k, v in value.items()}
    if isinstance(value, (list, tuple)):
        return [to_plain(v) for v in value]
    return value


def from_plain(kind: type[T], value: Any) -> T:
    """The value of type `kind` that to_plain wrote. Raises ValueError, TypeError or KeyError for what is none."""
    return _read(kind, value)


def answer_to_text(answer: Answer) -> str:
    """An answer as ASCII JSON that any database keeps as it is, whatever characters are in it."""
    plain = to_plain(answer)
    texts: dict[str, int] = {}
    for citation in plain["citations"]:
        if len(citation["context"]) >= _LONG:
            citation["context"] = texts.setdefault(citation["context"], len(texts))
    return json.dumps({"v": VERSION, "texts": list(texts), "answer": plain})


def answer_from_text(text: str) -> Answer:
    """The answer that answer_to_text wrote. Raises ValueError for what is none, or is of a later form than this product knows."""
    try:
        written = json.loads(text)
        if written["v"] > VERSION:
            raise ValueError(f"it is of form {written['v']}, this product knows up to {VERSION}")
        plain, texts = written["answer"], written["texts"]
        for citation in plain["citations"]:
            if isinstance(citation["context"], int):
                citation["context"] = texts[citation["context"]]
        return from_plain(Answer, plain)
    except (TypeError, KeyError, IndexError, AttributeError) as error:
        raise ValueError(f"it is no answer ({type(error).__name__}: {error})") from error


@cache
def _fields(kind: type) -> dict[str, Any]:
    hints = get_type_hints(kind)
    return {f.name: hints[f.name] for f in dataclasses.fields(kind)}


def _read(kind: Any, value: Any) -> Any:
    if kind is Any or kind is object:
        return value
    origin = get_origin(kind)
    if origin in (Union, types.UnionType):
        return None if value is None else _read(next(k for k in get_args(kind) if k is not type(None)), value)
    if origin is tuple:
        return tuple(_read(get_args(kind)[0], v) for v in value)
    if origin is not None and issubclass(origin, Mapping):
        return {k: _read(get_args(kind)[1], v) for k, v in value.items()}
    if dataclasses.is_dataclass(kind):
        return kind(**{name: _read(hint, value[name]) for name, hint in _fields(kind).items() if name in value})
    if isinstance(kind, type) and issubclass(kind, Enum):
        return kind(value)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return value
    if isinstance(kind, type) and not isinstance(value, kind):
        raise TypeError(f"{value!r} is no {kind.__name__}")
    return value
