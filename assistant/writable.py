"""Whether this user may write somewhere: an index in a folder that is only to be read is still asked and searched."""

from __future__ import annotations

import os
from pathlib import Path


def may_write(*places: Path) -> bool:
    """Whether all of these files and folders may be written; False as well for one on a disk that is mounted to be read only."""
    return all(os.access(place, os.W_OK) for place in places)
