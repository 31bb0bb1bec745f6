"""What Word's styles and lists make of a paragraph: a heading's level, an item's printed marker."""

from __future__ import annotations

import re
from collections import defaultdict
from dataclasses import dataclass
from typing import Any

from ingest.readers.numerals import numeral

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING = re.compile(r"heading ([1-9])$", re.IGNORECASE)
_FORMATS = {"lowerLetter": "a", "upperLetter": "A", "lowerRoman": "i", "upperRoman": "I"}
_LEVELS = 9


def value(element: Any, path: str) -> str | None:
    """The w:val of the element at a path below ("pPr/pStyle"); None without element or value."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return found.get(f"{W}val") if found is not None else None


def is_on(element: Any, path: str) -> bool:
    """Whether a switch is set: present and not said to be off."""
    found = element.find("/".join(W + step for step in path.split("/"))) if element is not None else None
    return found is not None and found.get(f"{W}val") not in ("0", "false", "off", "none")


def number(text: str | None, default: int) -> int:
    """A whole number as written in an attribute; the default for anything else."""
    return int(text) if text is not None and re.fullmatch(r"-?\d{1,6}", text) else default


@dataclass(frozen=True, slots=True)
class Style:
    """A paragraph style with what it inherits. `level` is 1-based, 0 for body text; lists have an id."""

    name: str
    level: int = 0
    list_id: str | None = None
    depth: int = 0


class Styles:
    """The paragraph styles of a document, by id."""

    def __init__(self, root: Any) -> None:
        elements = root.iterchildren(f"{W}style") if root is not None else ()
        self._elements = {element.get(f"{W}styleId"): element for element in elements}
        self._default = next(
            (
                key
                for key, element in self._elements.items()
                if element.get(f"{W}type") == "paragraph" and element.get(f"{W}default") in ("1", "true")
            ),
            None,
        )

    def of(self, paragraph: Any) -> Style:
        """The style of a w:p: its own settings, then its style's, then those of the styles it is based on."""
        name, level, list_id, depth = "", None, None, None
        key = value(paragraph, "pPr/pStyle") or self._default
        sources, seen = [paragraph], set()
        while key in self._elements and key not in seen:
            seen.add(key)
            sources.append(self._elements[key])
            key = value(self._elements[key], "basedOn")
        for source in sources:
            own = value(source, "name") or ""
            name = name or own
            if level is None and (match := _HEADING.fullmatch(own)):
                level = int(match.group(1))
            elif level is None and own.lower() == "title":
                level = 1
            elif level is None and (outline := value(source, "pPr/outlineLvl")) is not None:
                level = number(outline, 9) + 1
            list_id = list_id if list_id is not None else value(source, "pPr/numPr/numId")
            depth = depth if depth is not None else value(source, "pPr/numPr/ilvl")
        return Style(
            name,
            level if level is not None and level <= _LEVELS else 0,
            None if list_id == "0" else list_id,
            min(max(number(depth, 0), 0), _LEVELS - 1),
        )


class Lists:
    """The lists of a document and how far each has counted."""

    def __init__(self, root: Any) -> None:
        found = (
            {element.get(f"{W}abstractNumId"): element for element in root.iterchildren(f"{W}abstractNum")}
            if root is not None
            else {}
        )
        self._kinds: dict[str, str] = {}
        self._levels: dict[str, dict[int, Any]] = {key: _levels(element) for key, element in found.items()}
        self._restarts: dict[tuple[str, int], int] = {}
        self._counts: defaultdict[str, dict[int, int]] = defaultdict(dict)
        for element in root.iterchildren(f"{W}num") if root is not None else ():
            key = element.get(f"{W}numId")
            self._kinds[key] = value(element, "abstractNumId") or ""
            for override in element.iterchildren(f"{W}lvlOverride"):
                if (start := value(override, "startOverride")) is not None:
                    self._restarts[key, number(override.get(f"{W}ilvl"), 0)] = number(start, 1)

    def marker(self, style: Style) -> str:
        """What Word prints before the next paragraph of this style: "3.", "(b)", "•"; "" outside lists."""
        if style.list_id is None:
            return "•" if style.name.lower().startswith("list bullet") else ""
        kind = self._kinds.get(style.list_id, "")
        levels = self._levels.get(kind, {})
        counts = self._counts[kind]
        start = self._restarts.pop((style.list_id, style.depth), None)
        first = number(value(levels.get(style.depth), "start"), 1)
        counts[style.depth] = start if start is not None else counts.get(style.depth, first - 1) + 1
        for deeper in range(style.depth + 1, _LEVELS):
            counts.pop(deeper, None)
        shape = value(levels.get(style.depth), "numFmt")
        text = value(levels.get(style.depth), "lvlText")
        if shape == "none":
            return ""
        if shape in (None, "bullet") or not text:
            return "•" if not text or not text.isascii() or text == "o" else text
        return re.sub(
            r"%([1-9])", lambda match: self._counted(int(match.group(1)) - 1, levels, counts), text
        ).strip()

    @staticmethod
    def _counted(depth: int, levels: dict[int, Any], counts: dict[int, int]) -> str:
        shape = _FORMATS.get(value(levels.get(depth), "numFmt") or "", "1")
        return numeral(counts.get(depth, number(value(levels.get(depth), "start"), 1)), shape)


def _levels(kind: Any) -> dict[int, Any]:
    return {number(level.get(f"{W}ilvl"), 0): level for level in kind.iterchildren(f"{W}lvl")}
