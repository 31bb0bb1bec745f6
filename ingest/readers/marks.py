"""Footnote marks set raised in the text: they must never join the word or figure they hang on. Pure."""

from __future__ import annotations

import re

_MARK = re.compile(r"[\[(]?\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*[\])]?|[*†‡§¶]{1,3}|[a-e]")
_UNIT = re.compile(r"(?<![^\W\d_])(?:[kc]?m|mm|ft)$")
_MONEY = re.compile(r"[£$€][\d.,]+m$")


def is_mark(raised: str) -> bool:
    """Whether raised text is a footnote mark ("2", "[4]", "2,3", "*"), not letters as in "21st"."""
    return _MARK.fullmatch(raised.strip()) is not None


def without_mark(before: str, raised: str, is_note: bool = False) -> str:
    """What a raised mark after `before` leaves in the text: nothing, but for squares and powers of ten.

    `is_note` says that the page has a note of that number, so that "9 m" with note 2 is not square metres.
    """
    mark = raised.strip()
    if not is_note and mark in ("2", "3") and _UNIT.search(before) and not _MONEY.search(before):
        return "²" if mark == "2" else "³"
    return f"^{mark}" if mark.isdigit() and re.search(r"[×x]\s?10$", before) else ""


_RAISED = re.compile(r"(?:(?<=[^\W_]{2})|(?<=[.,;:%)’”\d]))[⁰¹²³⁴⁵⁶⁷⁸⁹]{1,3}")
_FIGURES = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹", "0123456789")


def without_raised_figures(text: str) -> str:
    """The text without marks set in raised characters ("209²"); squares and powers stay ("m²", "x²")."""
    return _RAISED.sub(
        lambda match: without_mark(
            text[max(0, match.start() - 40) : match.start()], match.group().translate(_FIGURES)
        ),
        text,
    )
