"""Which files of a folder are read, which are only told of, and which are nobody's concern."""

from __future__ import annotations

import os
from dataclasses import dataclass, field
from pathlib import Path

from ingest.readers import READERS

_LITTER = frozenset({"thumbs.db", "desktop.ini", "ehthumbs.db", "__macosx", "$recycle.bin", "system volume information"})
"""What systems leave in folders, in lower case; hidden files and Office's lock files (~$...) are told by their first signs."""
UNREAD = f"of a type that is not read; save it as one of {', '.join(READERS)}"
"""What is said of a file in a folder that has no reader."""


@dataclass(slots=True)
class Listed:
    """The files below a folder, by name: those with a reader, the others, and the folders that could not be opened, each with why."""

    files: list[Path] = field(default_factory=list)
    others: list[Path] = field(default_factory=list)
    closed: list[tuple[Path, str]] = field(default_factory=list)


def list_folder(folder: Path) -> Listed:
    """Goes through a folder; hidden files, systems' litter and links to other folders are left alone, so a loop of links ends."""
    listed = Listed()

    def closed(error: OSError) -> None:
        listed.closed.append((Path(error.filename or folder), error.strerror or str(error)))

    for parent, folders, names in os.walk(folder, onerror=closed):
        folders[:] = sorted(name for name in folders if not _is_litter(name))
        for name in sorted(names):
            if not _is_litter(name):
                (listed.files if Path(name).suffix.lower() in READERS else listed.others).append(Path(parent) / name)
    return listed


def _is_litter(name: str) -> bool:
    return name.startswith((".", "~$")) or name.lower() in _LITTER
