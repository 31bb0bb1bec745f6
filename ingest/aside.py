"""Damaged parts of the index are moved, never deleted: someone may still want to look into them."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

from assistant.errors import IndexUnavailable


def set_aside(path: Path, renew: Callable[[], object], *, along: tuple[str, ...] = ()) -> Path | None:
    """Moves what is at a path to "NAME-damaged" and makes it anew; returns the new place, None when nothing was there.

    `along` are endings of files that belong to it ("-wal"). When it cannot be made anew it is moved back, so that
    a full disk costs nothing that was whole.

    Raises:
        IndexUnavailable: it cannot be moved, or whatever `renew` raises.
    """
    number = 1
    while os.path.lexists(place := path.with_name(f"{path.stem}-damaged{'' if number == 1 else f'-{number}'}{path.suffix}")):
        number += 1
    moved: list[tuple[Path, Path]] = []
    try:
        for ending in ("", *along):
            old, new = Path(f"{path}{ending}"), Path(f"{place}{ending}")
            if os.path.lexists(old):
                old.rename(new)
                moved.append((old, new))
        renew()
    except BaseException as error:
        for old, new in reversed(moved):
            _restore(old, new)
        if isinstance(error, OSError):
            raise IndexUnavailable(f"{path} is damaged and cannot be moved out of the way ({error.strerror or error}); check that this user may "
                                   "write there and that nothing else has it open, then run `social-value ingest`") from error
        raise
    return place if moved else None


def _restore(old: Path, new: Path) -> None:
    """Moves back; what was made in its place is empty and goes, if it can."""
    try:
        if old.is_dir() and not old.is_symlink():
            shutil.rmtree(old)
        elif os.path.lexists(old):
            old.unlink()
        new.rename(old)
    except OSError:
        return  # it stays under its new name
