"""A folder that may only be read, also by root, whom no permission bits bind."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

_ATTRIBUTE = {True: "+i", False: "-i"}


@contextmanager
def read_only(folder: Path) -> Iterator[None]:
    """What is in a folder cannot be written within the block; where nothing can bring that about the test fails and says what to do."""
    _set(folder, True)
    try:
        if os.access(folder, os.W_OK):
            pytest.fail("root may write everywhere on this file system (it has no `chattr +i`), so this cannot be tried: run the tests as an ordinary user")
        yield
    finally:
        _set(folder, False)


def _set(folder: Path, closed: bool) -> None:
    if os.geteuid() == 0:
        subprocess.run(["chattr", "-R", _ATTRIBUTE[closed], str(folder)], check=False, capture_output=True)
        return
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o555 if closed and path.is_dir() else 0o755 if path.is_dir() else 0o444 if closed else 0o644)
