"""What texts are about, by the beginnings of words in data/subjects.yaml: two may speak of one thing without sharing a word. Pure but for reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from pathlib import Path

from assistant.errors import CorpusError
from assistant.tender.signs import DATA
from assistant.yaml_data import read_yaml


def subjects_of(text: str) -> frozenset[str]:
    """The subjects that a text speaks of."""
    return frozenset(name for name, pattern in shipped_subjects().items() if pattern.search(text))


@lru_cache(maxsize=1)
def shipped_subjects() -> Mapping[str, re.Pattern[str]]:
    """The shipped subjects."""
    return read_subjects(DATA / "subjects.yaml")


def read_subjects(path: Path) -> Mapping[str, re.Pattern[str]]:
    """The subjects of a file as patterns. Raises CorpusError: a subject has no list of words."""
    made = {}
    for name, beginnings in read_yaml(path).items():
        if not isinstance(beginnings, list) or not all(isinstance(one, str) and one.strip("$ ") for one in beginnings):
            raise CorpusError(f"{path.name}, {name}: expected a list of beginnings of words")
        made[name] = re.compile(rf"\b(?:{'|'.join(re.escape(one[:-1]) + chr(92) + 'b' if one.endswith('$') else re.escape(one) for one in beginnings)})", re.I)
    return made
