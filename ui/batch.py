"""A file of questions in, a file of answers out, line by line and in order."""

from __future__ import annotations

import codecs
import json
import os
import stat
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.domain import Role
from assistant.errors import SocialValueError
from assistant.export import answer_json

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)
LONGEST = 1 << 20
"""Bytes of the longest line that is read; a question has a few hundred."""
LARGEST = 64 << 20
"""Bytes of the largest batch: some hundred thousand questions, days of work. A pipe that never ends ends here."""
NO_TEXT = 100
"""So many lines in a row that are not UTF-8, and the file is taken for no text at all."""


def run_batch(assistant: Assistant, source: Path, target: Path, progress: Callable[[str, int, int], None] = lambda *_: None) -> int:
    """Answers every line of a JSONL file into another, in order. Returns how many lines had an error.

    A bad line (not UTF-8, not JSON, too long, no question, an unknown role) becomes a row {"id", "error"} and the rest goes on. Each
    answer is written as it is made, so that what is done is kept when a run is cut off.

    Raises:
        SocialValueError: the input cannot be read, is no file of lines or too large, or the output cannot be written or is the input itself.
    """
    if _is_one_file(source, target):
        raise SocialValueError(f"--batch {source} and --out {target} are one and the same file, so the answers would be written over the questions; "
                               "give --out another name; nothing was read or written")
    folder = target.parent
    if not folder.is_dir():
        raise SocialValueError(f"{folder} is not there, so {target.name} cannot be written in it; make the folder first, or give --out another name; nothing was answered")
    rows = _lines(source)
    failed = 0
    try:
        with target.open("w", encoding="utf-8", errors="backslashreplace", newline="\n") as out:
            for done, (number, line) in enumerate(rows, 1):
                row = _answer(assistant, line, number)
                failed += "error" in row
                out.write(json.dumps(row, ensure_ascii=False) + "\n")
                out.flush()
                progress("questions", done, len(rows))
    except OSError as error:
        raise SocialValueError(f"{target} cannot be written ({error.strerror}); check the folder and the disk") from error
    return failed


def _lines(source: Path) -> list[tuple[int, bytes]]:
    """The lines of a batch that are not blank, each with its number; of one that is too long only so much as shows it. Raises SocialValueError."""
    try:
        mode = source.stat().st_mode
        if not (stat.S_ISREG(mode) or stat.S_ISFIFO(mode)):
            raise SocialValueError(f"{source} is {'a folder' if stat.S_ISDIR(mode) else 'a device'}; expected a file, or a pipe, with one JSON object a line")
        return _read(source)
    except (OSError, ValueError) as error:
        raise SocialValueError(f"{source} cannot be read ({error}); expected a UTF-8 file with one JSON object a line") from error


def _read(source: Path) -> list[tuple[int, bytes]]:
    rows: list[tuple[int, bytes]] = []
    number = read = unread = 0
    with source.open("rb") as stream:
        # Only a line end ends a line: JSON may hold the other separators that splitlines() knows.
        while line := stream.readline(LONGEST + 1):
            number, read = number + 1, read + len(line)
            if number == 1 and line.startswith(_WIDE):
                raise SocialValueError(f"{source} is written in UTF-16; save it as UTF-8 with one JSON object a line")
            line = line.removeprefix(codecs.BOM_UTF8) if number == 1 else line
            rest = line
            while len(rest) > LONGEST and not rest.endswith(b"\n") and read <= LARGEST:
                rest = stream.readline(LONGEST + 1)
                read += len(rest)
            if read > LARGEST:
                raise SocialValueError(f"{source} has more than {LARGEST >> 20} MB, more than a batch may have; split it into files of fewer questions")
            unread = 0 if _is_utf8(line) else unread + 1
            if unread == NO_TEXT:
                raise SocialValueError(f"{source} is no text: {NO_TEXT} lines in a row, up to line {number}, are not UTF-8; expected a UTF-8 file with one JSON object a line")
            if line.strip():
                rows.append((number, line.rstrip(b"\n")))
    return rows


def _is_utf8(line: bytes) -> bool:
    """Whether a line is UTF-8, but for a last character that was cut."""
    try:
        codecs.getincrementaldecoder("utf-8")().decode(line[:LONGEST])
    except UnicodeDecodeError:
        return False
    return True


def _is_one_file(source: Path, target: Path) -> bool:
    """Whether both paths lead to one file, by whatever name or link; a device such as a terminal may be both."""
    try:
        return source.is_file() and os.path.samefile(source, target)
    except (OSError, ValueError):  # the second is not there yet, or cannot be looked at: writing will tell
        return False


def _answer(assistant: Assistant, line: bytes, number: int) -> dict[str, Any]:
    name: Any = None
    if len(line) > LONGEST:
        return {"id": None, "error": f"line {number}: longer than {LONGEST >> 20} MB; expected one question a line"}
    try:
        asked = json.loads(line.decode("utf-8"))
        if not isinstance(asked, dict):
            return {"id": None, "error": f"line {number}: expected a JSON object with id and question"}
        name = asked.get("id")
        question, role, history = asked.get("question"), asked.get("role"), asked.get("history") or []
        if not isinstance(question, str):
            return {"id": name, "error": f"line {number}: `question` must be text"}
        if role is not None and role not in [r.value for r in Role]:
            return {"id": name, "error": f"line {number}: role {role!r}; expected commissioner, vcse or student"}
        if not isinstance(history, list) or not all(isinstance(turn, str) for turn in history):
            return {"id": name, "error": f"line {number}: `history` must be a list of the user's earlier turns"}
        return {"id": name, **answer_json(assistant.ask(question, Role(role) if role else None, history))}
    except UnicodeDecodeError as error:
        return {"id": name, "error": f"line {number}: byte {error.start + 1} is not UTF-8; save the file as UTF-8"}
    except json.JSONDecodeError as error:
        return {"id": name, "error": f"line {number}: not JSON ({error.msg})"}
    except SocialValueError as error:
        return {"id": name, "error": f"line {number}: {error}"}
    except Exception as error:
        return {"id": name, "error": f"line {number}: {type(error).__name__}: {error}"}
