"""A file of questions in, a file of answers out, line by line and in order."""

from __future__ import annotations

import codecs
import json
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from assistant.assistant import Assistant
from assistant.domain import Role
from assistant.errors import SocialValueError
from assistant.export import answer_json

_WIDE = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


def run_batch(assistant: Assistant, source: Path, target: Path, progress: Callable[[str, int, int], None] = lambda *_: None) -> int:
    """Answers every line of a JSONL file into another, in order. Returns how many lines had an error.

    A bad line (not UTF-8, not JSON, no question, an unknown role) becomes a row {"id", "error"} and the rest goes on. Each
    answer is written as it is made, so that what is done is kept when a run is cut off.

    Raises:
        SocialValueError: the input cannot be read, or the output cannot be written or is the input itself.
    """
    if _is_one_file(source, target):
        raise SocialValueError(f"--batch {source} and --out {target} are one and the same file, so the answers would be written over the questions; "
                               "give --out another name; nothing was read or written")
    try:
        content = source.read_bytes()
    except OSError as error:
        raise SocialValueError(f"{source} cannot be read ({error}); expected a UTF-8 file with one JSON object a line") from error
    if content.startswith(_WIDE):
        raise SocialValueError(f"{source} is written in UTF-16; save it as UTF-8 with one JSON object a line")
    # Only a line end ends a line: JSON may hold the other separators that splitlines() knows.
    lines = content.removeprefix(codecs.BOM_UTF8).split(b"\n")
    rows = [(n, line) for n, line in enumerate(lines, 1) if line.strip()]
    failed = 0
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
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


def _is_one_file(source: Path, target: Path) -> bool:
    """Whether both paths lead to one file, by whatever name or link; a device such as a terminal may be both."""
    try:
        return source.is_file() and os.path.samefile(source, target)
    except (OSError, ValueError):  # the second is not there yet, or cannot be looked at: writing will tell
        return False


def _answer(assistant: Assistant, line: bytes, number: int) -> dict[str, Any]:
    name: Any = None
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
