"""The terminal as a console of rich: styled where that can be shown and is wanted, else plain text without a single escape code."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from rich.console import Console


def is_plain() -> bool:
    """Whether the user wants no colour (https://no-color.org): rich itself would still print bold and dim."""
    return bool(os.environ.get("NO_COLOR"))


def make_console(**options: Any) -> Console:
    """A console of rich, which is loaded with the first one."""
    from rich.console import Console

    return Console(**({"highlight": False, "color_system": None if is_plain() else "auto"} | options))
