"""Wishes to have an answer explained, traced or held against other sources: data/explain.yaml, read and looked up. Pure but for reading the file."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from assistant.errors import CorpusError
from assistant.yaml_data import check_keys, read_yaml

ASKS = Path(__file__).parent / "data" / "explain.yaml"
KINDS = {"wishes": ("deep", "explain", "simple", "chain", "sure", "agree"), "inside": ("deep", "simple")}
"""The parts of the file with the kinds of wish in each: those that are the whole of a turn, and those that stand inside a question."""


def read_asks(path: Path = ASKS, part: str = "wishes") -> Mapping[str, re.Pattern[str]]:
    """What each kind of wish looks like, each pattern over the whole of a turn, with a group "figure" where it names one, or "question" inside one.

    Raises:
        CorpusError: the file cannot be read, a kind is unknown or missing, or a pattern is no regular expression.
    """
    data = check_keys(path.name, read_yaml(path), {"words", *KINDS})
    words: dict[str, str] = {}
    for name, value in check_keys(f"{path.name}, words", data["words"], {"end"}, set(data["words"])).items():
        words[name] = _filled(value, words)
    wishes = check_keys(f"{path.name}, {part}", data[part], set(KINDS[part]))
    return {kind: _pattern(f"{path.name}, {kind}", wishes[kind], words) for kind in KINDS[part]}


def asked_for(text: str) -> tuple[str, str] | None:
    """The kind of wish that a turn is, and the figure that it names ("" for none); None where it is no such wish."""
    return _first(text, "wishes", "figure")


def asked_inside(text: str) -> tuple[str, str] | None:
    """The depth that a question asks to be answered at ("deep" or "simple"), and the question without that; None where it asks for none."""
    found = _first(text, "inside", "question")
    return found and (found[0], f"{found[1][:1].upper()}{found[1][1:].rstrip('?! ')}?")


def _first(text: str, part: str, group: str) -> tuple[str, str] | None:
    """The first kind whose pattern is met, with what stands in a group of it, "" for nothing."""
    for kind, pattern in _asks(part).items():
        if match := pattern.match(text):
            return kind, next((found for name, found in match.groupdict().items() if name.startswith(group) and found), "").strip(" ,.")
    return None


@lru_cache(maxsize=len(KINDS))
def _asks(part: str) -> Mapping[str, re.Pattern[str]]:
    return read_asks(part=part)


def _filled(pattern: str, words: Mapping[str, str]) -> str:
    try:
        return re.sub(r"\{([a-z]+)\}", lambda m: words[m[1]], pattern)
    except KeyError as error:
        raise CorpusError(f"{ASKS.name}: {error} in braces is no name of words before it; expected one of {', '.join(words)}") from error


def _pattern(where: str, rows: list[str], words: Mapping[str, str]) -> re.Pattern[str]:
    whole = "|".join(f"(?:{_filled(row, words)})" for row in rows)
    count = iter(range(1000))
    named = re.sub(r"\(\?P<(figure|question)>", lambda m: f"(?P<{m[1]}{next(count)}>", whole)  # a name may stand once in a pattern
    try:
        return re.compile(rf"(?:{named}){words['end']}\W*$", re.I)
    except re.error as error:
        raise CorpusError(f"{where}: {error}; expected regular expressions") from error
