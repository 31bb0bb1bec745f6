"""Wishes to have an answer explained, traced or held against other sources: data/explain.yaml, read and looked up. Pure but for reading the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from assistant.errors import CorpusError
from assistant.yaml_data import check_keys, read_yaml

ASKS = Path(__file__).parent / "data" / "explain.yaml"
KINDS = ("deep", "explain", "simple", "chain", "sure", "agree")


def read_asks(path: Path = ASKS) -> Mapping[str, re.Pattern[str]]:
    """What each kind of wish looks like, each pattern over the whole of a turn, with a group "figure" where it names one.

    Raises:
        CorpusError: the file cannot be read, a kind is unknown or missing, or a pattern is no regular expression.
    """
    data = check_keys(path.name, read_yaml(path), {"words", "wishes"})
    words: dict[str, str] = {}
    for name, value in check_keys(f"{path.name}, words", data["words"], {"end"}, set(data["words"])).items():
        words[name] = _filled(value, words)
    wishes = check_keys(f"{path.name}, wishes", data["wishes"], set(KINDS))
    return {kind: _pattern(f"{path.name}, {kind}", wishes[kind], words) for kind in KINDS}


def asked_for(text: str) -> tuple[str, str] | None:
    """The kind of wish that a turn is, and the figure that it names ("" for none); None where it is no such wish."""
    for kind, pattern in _asks().items():
        if match := pattern.match(text):
            return kind, next((found for name, found in match.groupdict().items() if name.startswith("figure") and found), "").strip(" ,.")
    return None


@lru_cache(maxsize=1)
def _asks() -> Mapping[str, re.Pattern[str]]:
    return read_asks()


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    try:
        return re.sub(r"\{([a-z]+)\}", lambda m: words[m[1]], pattern)
    except KeyError as error:
        raise CorpusError(f"{ASKS.name}: {error} in braces is no name of words before it; expected one of {', '.join(words)}") from error


def _pattern(where: str, rows: list[str], words: Mapping[str, str]) -> re.Pattern[str]:
    whole = "|".join(f"(?:{_filled(row, words)})" for row in rows)
    count = iter(range(1000))
    named = re.sub(r"\(\?P<figure>", lambda _: f"(?P<figure{next(count)}>", whole)  # a name may stand once in a pattern
    try:
        return re.compile(rf"(?:{named}){words['end']}\W*$", re.I)
    except re.error as error:
        raise CorpusError(f"{where}: {error}; expected regular expressions") from error
