"""Regions that people speak of and Appendix 3 does not have ("the East Midlands", "the South West"), with its region that comes nearest. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable

from assistant.table_rows import REGIONS

_NEAREST = (
    (r"(?:east|west) midlands|east of england|eastern england|east anglia|(?:the )?east(?= #* ?$| of| and\b|$)", "Midlands and East"),
    (r"north ?(?:east|west)(?:ern)?|yorkshire and (?:the )?humber(?:side)?", "North"),
    (r"south ?(?:east|west)(?:ern)?|home counties|west country", "South"),
    (r"(?:inner|outer|central|(?:north|south) ?(?:east|west)|north|south|east|west) london", "London"),
    (r"(?:the )west(?= #* ?$|$)", ""),
)
_FINER = tuple((re.compile(rf"(?<= )(?:the )?(?P<name>{pattern})(?: (?:of england|england|region))?(?= )"), region) for pattern, region in _NEAREST)

_NAME = re.compile(r"\b(?:Anglia|London|Yorkshire)\b")
"""What is said without a "the"."""


def finer_region(rest: str, goes_on: Callable[[str], bool]) -> tuple[tuple[int, int], str, str] | None:
    """The finer region of a plain text in which names are masked: where it stands, its name, and the region that comes nearest; None for none.

    `goes_on` says whether what follows makes it the first word of another place ("the north west" of "north west Wigan").
    """
    found = [(match.start(), -match.end(), match["name"], region) for pattern, region in _FINER for match in pattern.finditer(rest)
             if not goes_on(rest[match.end():]) and not rest[:match.start()].endswith(" midlands and ")]
    if not found:
        return None
    start, end, name, region = min(found)
    return (start, -end), " ".join(w if w in ("of", "and", "the") else w.capitalize() for w in name.removeprefix("the ").split()), region


def not_told_apart(name: str) -> str:
    """The line that says so of a finer region."""
    return f"Appendix 3 has four regions, {', '.join(REGIONS[:-1])} and {REGIONS[-1]}, and does not tell {'' if _NAME.search(name) else 'the '}{name} apart."
