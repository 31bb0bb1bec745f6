"""What a brief may say: data/fields.yaml, read and checked, and a value of each type read from what a person wrote. Pure but for reading data."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from assistant.errors import BadBrief, CorpusError
from assistant.text import printable
from assistant.yaml_data import check_keys, check_unique, read_list

FIELDS = Path(__file__).parent / "data" / "fields.yaml"
NOT_KNOWN = "not known yet"
"""What a brief says of a field that is to stay a visible gap, whatever its default."""
LONGEST = 2000
"""Characters of one text."""
MOST_ROWS = 60
TYPES = ("text", "choice", "choices", "percent", "number", "yesno", "texts", "rows")
_KEYS = {"id", "group", "title", "type", "gap", "help"}
_YES, _NO = frozenset(["yes", "true", "in", "on", "y"]), frozenset(["no", "false", "out", "off", "n"])


@dataclass(frozen=True, slots=True)
class Field:
    """A thing to know. `default` is None where none can be defended; `rank` 0 is never asked in a chat."""

    id: str
    group: str
    title: str
    help: str
    type: str
    gap: str
    choices: tuple[str, ...] = ()
    columns: tuple[str, ...] = ()
    least: float = 0
    most: float = 0
    default: Any = None
    reason: str = ""
    ask: str = ""
    rank: int = 0

    @property
    def gap_text(self) -> str:
        """What a draft shows where it is not known."""
        return f"[to be agreed: {self.gap}]"


@lru_cache(maxsize=1)
def fields() -> Mapping[str, Field]:
    """The shipped fields by id, in their order."""
    return {field.id: field for field in read_fields()}


def read_fields(path: Path = FIELDS) -> tuple[Field, ...]:
    """The fields of a file. Raises CorpusError: it names file, field, key and what was expected."""
    made = []
    for number, row in enumerate(read_list(path), 1):
        where = f"{path.name}, field {row.get('id', number) if isinstance(row, dict) else number}"
        row = check_keys(where, row, _KEYS, {"choices", "columns", "least", "most", "default", "reason", "ask", "rank"})
        if row["type"] not in TYPES:
            raise CorpusError(f"{where}: type {row['type']!r}; expected one of {', '.join(TYPES)}")
        if (row["type"] in ("choice", "choices")) != ("choices" in row) or (row["type"] == "rows") != ("columns" in row):
            raise CorpusError(f"{where}: expected choices for a choice, columns for rows, and neither elsewhere")
        if row["type"] in ("number", "percent") and not {"least", "most"} <= set(row):
            raise CorpusError(f"{where}: expected least and most")
        if "default" in row and not row.get("reason"):
            raise CorpusError(f"{where}: a default without a reason")
        if ("ask" in row) != ("rank" in row):
            raise CorpusError(f"{where}: expected both ask and rank, or neither")
        made.append(Field(row["id"], row["group"], row["title"], row["help"], row["type"], row["gap"], tuple(row.get("choices", ())), tuple(row.get("columns", ())),
                          row.get("least", 0), row.get("most", 0), row.get("default"), row.get("reason", ""), row.get("ask", ""), row.get("rank", 0)))
    check_unique(path.name, "id", (field.id for field in made))
    return tuple(made)


# --- a value as a person wrote it -------------------------------------------------------------------------


def is_blank(value: Any) -> bool:
    """Whether nothing was written."""
    return value is None or value == [] or isinstance(value, str) and not value.strip()


def is_not_known(value: Any) -> bool:
    """Whether it was said to be not known."""
    return isinstance(value, str) and value.strip().lower().rstrip(".") in (NOT_KNOWN, "not known", "unknown", "tbc", "to be agreed")


def read_value(field: Field, value: Any) -> Any:
    """A value of the field's type. Raises BadBrief: it names the field, what was written and what was expected."""
    return _READERS[field.type](field, value)


def _text(field: Field, value: Any) -> str:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)) and type(value).__name__ != "date":
        raise _wrong(field, value, "a text")
    text = " ".join(printable(str(value)).split())
    if len(text) > LONGEST:
        raise BadBrief(f"{field.id} has {len(text)} characters; shorten it to {LONGEST}")
    if not text:
        raise _wrong(field, value, "a text, or leave it out")
    return text


def _choice(field: Field, value: Any) -> str:
    said = _text(field, value).lower()
    for choice in field.choices:
        if said == choice.lower():
            return choice
    raise _wrong(field, value, f"one of: {', '.join(field.choices)}")


def _choices(field: Field, value: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_choice(field, one) for one in _listed(field, value)))


def _number(field: Field, value: Any) -> float:
    said = re.fullmatch(r"(-?\d+(?:\.\d+)?)\s*(?:%|per ?cent|weeks?)?", str(value).strip().lower())
    if isinstance(value, bool) or not said:
        raise _wrong(field, value, "a number")
    number = float(said[1])
    if not field.least <= number <= field.most:
        raise BadBrief(f"{field.id} is {said[1]}; expected {field.least:g} to {field.most:g}")
    return int(number) if number.is_integer() else number


def _yesno(field: Field, value: Any) -> bool:
    said = str(value).strip().lower()
    if said not in _YES | _NO:
        raise _wrong(field, value, "yes or no")
    return said in _YES


def _texts(field: Field, value: Any) -> tuple[str, ...]:
    return tuple(_text(field, one) for one in _listed(field, value))


def _rows(field: Field, value: Any) -> tuple[Mapping[str, str], ...]:
    made = []
    for number, row in enumerate(_listed(field, value), 1):
        if not isinstance(row, Mapping):
            row = {field.columns[0]: row}
        unknown = sorted(set(map(str, row)) - set(field.columns))
        if unknown or is_blank(row.get(field.columns[0])):
            raise BadBrief(f"{field.id}, entry {number}: expected {field.columns[0]}, and perhaps {', '.join(field.columns[1:])}"
                           f"{f', not {unknown[0]}' if unknown else ''}")
        made.append({name: _cell(field, row[name]) for name in field.columns if not is_blank(row.get(name)) and not is_not_known(row[name])})
    return tuple(made)


def _cell(field: Field, value: Any) -> str:
    """A value of a row; YAML reads a bare yes as true."""
    return ("yes" if value else "no") if isinstance(value, bool) else _text(field, value)


def _listed(field: Field, value: Any) -> list[Any]:
    found = value if isinstance(value, list) else [value]
    if len(found) > MOST_ROWS:
        raise BadBrief(f"{field.id} has {len(found)} entries; keep it to {MOST_ROWS}")
    return found


def _wrong(field: Field, value: Any, expected: str) -> BadBrief:
    said = " ".join(printable(str(value)).split())[:60]
    return BadBrief(f"{field.id} is {said!r}; expected {expected} ({field.help})")


_READERS: Mapping[str, Callable[[Field, Any], Any]] = {
    "text": _text, "choice": _choice, "choices": _choices, "percent": _number, "number": _number, "yesno": _yesno, "texts": _texts, "rows": _rows}
