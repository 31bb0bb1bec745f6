"""From a PDF font's codes to text and widths. Pure: the font itself, a pypdf one, is handed in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

_BOLD = ("bold", "black", "heavy", "demi")
_HEAVY = ("bold", "black", "700", "800", "900")
_SYMBOLS = ("symbol", "wingdings", "dingbats", "webdings")
_UNUSED = tuple("\x7f\x81\x8d\x8f\x90\x9d")  # of WinAnsi's codes: drawn as bullets (PDF 32000-1, D.2, note 3)


@dataclass(frozen=True, slots=True)
class Face:
    """A font as the walk over a page needs it. `bullets` are glyphs that mean a bullet, "*" for any."""

    font: Any
    is_bold: bool
    bullets: str

    @property
    def space(self) -> float:
        """The width of a space, in parts of the size."""
        return float(self.font.space_width) / 1000

    def glyphs(self, raw: bytes) -> Iterator[tuple[str, float, bool]]:
        """Each glyph of a string: its text, its width in parts of the size, if it is a one-byte space."""
        font = self.font
        is_composite = isinstance(font.encoding, str)
        for code in raw.decode(font.encoding, "replace") if is_composite else map(chr, raw):
            text = code if is_composite else font.encoding.get(ord(code), code)
            text = font.character_map.get(text, text)
            if len(text) > 1 and text[0] == "/":  # known only by a name of the font's own ("/g23"): no text
                text = ""
            default = font.space_width if code == font.space_char else font.character_widths["default"]
            width = float(font.character_widths.get(code) or default)
            yield "•" if text in _UNUSED else text, width / 1000, code == " " and not is_composite


def face_of(font: Any, encoding: str) -> Face | None:
    """The face of a font and the name of its encoding; None when its glyphs cannot be told.

    Codes that only number the glyphs of an embedded font would read as other letters: no text is better.
    """
    is_numbered = (
        isinstance(font.encoding, str) and encoding.startswith("/Identity") and not font.character_map
    )
    if is_numbered or not font.interpretable:
        return None
    name = font.name.lower()
    is_bold = any(word in name for word in _BOLD) or str(font.font_descriptor.weight).lower() in _HEAVY
    if any(word in name for word in _SYMBOLS):
        return Face(font, is_bold, "*")
    return Face(font, is_bold, "o" if "courier" in name else "")  # Word's bullet of the second level
