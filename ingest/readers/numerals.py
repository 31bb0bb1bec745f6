"""Numbers as lists print them: figures, letters and Roman numerals."""

from __future__ import annotations

_ROMAN = (
    (1000, "m"),
    (900, "cm"),
    (500, "d"),
    (400, "cd"),
    (100, "c"),
    (90, "xc"),
    (50, "l"),
    (40, "xl"),
    (10, "x"),
    (9, "ix"),
    (5, "v"),
    (4, "iv"),
    (1, "i"),
)


def numeral(number: int, style: str) -> str:
    """A 1-based number in a style: "a", "A", "i" or "I"; figures for any other, and where letters end.

    Letters go on after z as Word prints them: aa, bb ... zz, aaa.
    """
    if not 0 < number < 4000:
        return str(number)
    if style in ("a", "A"):
        text = chr(ord("a") + (number - 1) % 26) * ((number - 1) // 26 + 1)
    elif style in ("i", "I"):
        text, rest = "", number
        for value, letters in _ROMAN:
            text += letters * (rest // value)
            rest %= value
    else:
        return str(number)
    return text.upper() if style.isupper() else text
