"""The user's own edits in an exported draft, found again: which clauses were worded anew, which were taken out. Pure but for reading the file.

Each exported clause carries the digest of the wording it was drafted with, so an edit is told from a change of the brief.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from assistant.domain import ClaimKind
from assistant.drafting.brief import Brief
from assistant.drafting.draft import DraftClause, digest
from assistant.drafting.fields import LONGEST
from assistant.drafting.word_edits import read_word
from assistant.errors import BadBrief
from assistant.text import printable

LARGEST = 5_000_000
"""Bytes of an exported draft."""
_GIVE = "give the .docx, .md or .json file that `social-value draft policy` wrote"
_NAMED = re.compile(r"<!-- clause ([a-z0-9-]+) ([0-9a-f]{10}) -->\n?")
_ALL = re.compile(r"<!-- clauses ([a-z0-9 -]*) -->")
_LABEL = re.compile(rf"\s*\*(?:{'|'.join(kind.value for kind in ClaimKind)})(?:, edited)?\*\s*$")
_NUMBER = re.compile(r"^\*\*[\d.\\]+\*\*\s*")


@dataclass(frozen=True, slots=True)
class Edits:
    """Clauses worded anew, by id, and the ids of those taken out."""

    worded: Mapping[str, str]
    removed: tuple[str, ...] = ()

    def into(self, brief: Brief) -> Brief:
        """The brief with these edits; those it has already stay, the later wording of a clause counts."""
        worded = {**{row["clause"]: row.get("text", "") for row in brief.edits}, **self.worded}
        return brief.with_said(edits=tuple({"clause": name, "text": text} for name, text in worded.items()), without=tuple(dict.fromkeys((*brief.without, *self.removed))))


def with_wording(brief: Brief, clause: DraftClause, text: str) -> Brief:
    """The brief with a clause in the user's own words; with its first wording, or none at all, as it was drafted. Raises BadBrief: it is too long."""
    said = " ".join(printable(text).split())
    if len(said) > LONGEST:
        raise BadBrief(f"clause {clause.number} has {len(said)} characters; shorten it to {LONGEST}")
    rest = tuple(row for row in brief.edits if row["clause"] != clause.id)
    own = said and said != " ".join(clause.drafted.split())
    return brief.with_said(edits=(*rest, {"clause": clause.id, "text": said}) if own else rest)


def read_edits(path: Path) -> Edits:
    """The edits in an exported draft: .md, .json or .docx.

    Raises:
        BadBrief: it cannot be read, is no draft of this product, or an edited clause is too long.
    """
    try:
        with path.open("rb") as file:
            data = file.read(LARGEST + 1)
    except OSError as error:
        raise BadBrief(f"{path} cannot be read ({error}); {_GIVE}") from None
    return parse_edits(data, str(path))


def parse_edits(data: bytes, name: str) -> Edits:
    """The edits in the bytes of an exported draft of that name. Raises BadBrief, as read_edits does."""
    if len(data) > LARGEST:
        raise BadBrief(f"{name} is larger than any draft; {_GIVE}")
    ending = Path(name).suffix.lower()
    try:
        found = _of_word(data) if ending == ".docx" else _of_json(data.decode()) if ending == ".json" else _of_markdown(data.decode())
    except UnicodeDecodeError as error:
        raise BadBrief(f"{name} cannot be read ({error}); {_GIVE}") from None
    if found is None:
        raise BadBrief(f"{name} is no draft of this product; {_GIVE}")
    for clause, wording in found.worded.items():
        if len(wording) > LONGEST:
            raise BadBrief(f"clause {clause} in {Path(name).name} has {len(wording)} characters; shorten it to {LONGEST}")
    return found


def _of_word(data: bytes) -> Edits | None:
    found = read_word(data)
    if found is None or not any(found.now.values()):
        return None
    worded = {name: text for name, text in found.now.items() if text and digest(text) != found.written[name]}
    return Edits(worded, tuple(name for name in found.written if not found.now.get(name)))


def _of_json(text: str) -> Edits | None:
    try:
        data: Any = json.loads(text)
        rows = [row for section in data["sections"] for row in section["clauses"]]
        worded = {str(row["id"]): " ".join(printable(str(row["text"])).split()) for row in rows if digest(str(row["text"])) != row["drafted"]}
        return Edits({name: text for name, text in worded.items() if text}, tuple(name for name in data["clauses"] if name not in {row["id"] for row in rows}))
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return None


def _of_markdown(text: str) -> Edits | None:
    listed = _ALL.search(text)
    if listed is None:
        return None
    parts = _NAMED.split(text[:listed.start()])
    worded, seen = {}, set()
    for name, mark, body in zip(parts[1::3], parts[2::3], parts[3::3], strict=True):
        seen.add(name)
        wording = plain(body)
        if wording and digest(wording) != mark:
            worded[name] = wording
    return Edits(worded, tuple(name for name in listed[1].split() if name not in seen))


def plain(body: str) -> str:
    """The words of a clause as it stands in Markdown: without its number, label, footnotes, table and signs."""
    lines = []
    for line in body.split("\n"):
        if line.startswith(("#", "<!--", "[^")):
            break
        if not line.lstrip().startswith("|"):
            lines.append(line)
    text = _LABEL.sub("", _NUMBER.sub("", "\n".join(lines).strip()))
    text = re.sub(r"(?<!\\)\[\^\d+\]", "", text)
    text = re.sub(r"(?<!\\)\*{1,3}", "", text)
    text = re.sub(r"\\([\\`*_\[\]<>#~$^|{}@:.&+=%-])", r"\1", text)
    return " ".join(printable(_LABEL.sub("", text)).split())
