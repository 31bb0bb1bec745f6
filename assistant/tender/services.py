"""What a service does, whatever its words (data/services.yaml): a promise to do for its clients what the contract pays for. Pure but for reading."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.tender.signs import DATA, compiled
from assistant.yaml_data import check_keys, read_yaml


@dataclass(frozen=True, slots=True)
class Services:
    """By id what each service is called and what does it; by id who may be served."""

    named: Mapping[str, re.Pattern[str]]
    gives: Mapping[str, re.Pattern[str]]
    clients: Mapping[str, re.Pattern[str]]


def does_it(text: str, service: str) -> bool:
    """Whether a sentence does what a service does, for those whom it is for: for others than these it may be extra."""
    known = shipped_services()
    if not any(known.named[name].search(service) and known.gives[name].search(text) for name in known.named):
        return False
    served, here = _clients(service), _clients(text)
    return not served or not here or bool(served & here)


def _clients(text: str) -> frozenset[str]:
    return frozenset(name for name, pattern in shipped_services().clients.items() if pattern.search(text))


@lru_cache(maxsize=1)
def shipped_services() -> Services:
    """The shipped services."""
    return read_services(DATA / "services.yaml")


def read_services(path: Path) -> Services:
    """The services of a file. Raises CorpusError: a key is unknown or missing, or it is no regular expression."""
    data = check_keys(path.name, read_yaml(path), {"services", "clients"})
    rows = {name: check_keys(f"{path.name}, service {name}", row, {"named", "gives"}) for name, row in data["services"].items()}
    return Services(*({name: compiled(f"{path.name}, service {name}", row[key], {}) for name, row in rows.items()} for key in ("named", "gives")),
                    {name: compiled(f"{path.name}, client {name}", text, {}) for name, text in data["clients"].items()})
