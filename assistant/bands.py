"""Ranges of amounts ("£50,000 to £213,999", "£1 million and over") and the figures in them. Pure."""

from __future__ import annotations

import re

_NUMBER = r"£?\d[\d,.]*(?:\s?(?:million|billion|thousand|bn|m|k)\b)?"
_RANGE = re.compile(rf"(?P<low>{_NUMBER})\s*(?:to|-|–|and)\s*(?P<high>{_NUMBER})|"
                    rf"\b(?:over|above|more than|at least|from)\s+(?P<over>{_NUMBER})|(?P<up>{_NUMBER})\s*(?:(?:and|or) (?:over|above|more)|\+)|"
                    rf"\b(?:under|below|less than|up to)\s+(?P<under>{_NUMBER})", re.I)
_VALUE = re.compile(r"[£$€]?(\d[\d,]*(?:\.\d+)?)[.,]?\s*(million|billion|thousand|bn|m|k)?", re.I)
_SCALES = {"million": 1e6, "m": 1e6, "billion": 1e9, "bn": 1e9, "thousand": 1e3, "k": 1e3}


def spans(text: str, figure: str) -> bool:
    """Whether a text gives a range of the figure's unit, two ends or one ("over £2,000"), that has the figure in it."""
    value, pounds = _value(figure), figure.startswith("£")
    if value is None or figure.endswith("%"):
        return False
    for m in _RANGE.finditer(text):
        low, high = _value(m["low"] or m["over"] or m["up"] or "0"), _value(m["high"] or m["under"]) if m["high"] or m["under"] else float("inf")
        if ("£" in m.group()) is pounds and low is not None and high is not None and low <= value <= high:
            return True
    return False


def _value(figure: str) -> float | None:
    """A figure as a number ("£1.5 million" and "£1500k" are 1500000); None when it is none."""
    match = _VALUE.fullmatch(figure)
    return float(match[1].replace(",", "")) * _SCALES.get((match[2] or "").lower(), 1.0) if match else None
