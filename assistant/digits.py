"""Numbers written one way: words in digits, ranges with both their signs, months that are whole years in years. Pure."""

from __future__ import annotations

import re

from assistant.text import number_words


def measured(text: str) -> str:
    """A text with its number words in digits, each end of a range with its own sign or century ("1-5%" -> "1% - 5%"), and whole years in years."""
    text = in_digits(text)
    text = _YEARS.sub(lambda m: f"{m[1]}{m[2]}-{m[1] if int(m[3]) - int(m[2]) > 1 else ''}{m[3]}", text)
    text = _RANGE.sub(r"\1\3 - \2\3", text)
    return _MONTHS.sub(lambda m: f"{int(m.group(1)) * _IN_YEARS[m.group(2).lower()] // 12} year" if int(m.group(1)) * _IN_YEARS[m.group(2).lower()] % 12 == 0 else m.group(), text)


def in_digits(text: str) -> str:
    """A text with its number words in digits ("twenty-five" -> "25"); "one" stays, as a pronoun."""
    return _WORDS.sub(lambda m: str(number_words(m.group())[0]) if number_words(m.group()) else m.group(), text)


_YEARS = re.compile(r"\b(19|20)(\d\d)\s?[-–/]\s?(\d\d)\b(?![-/\d])")
_RANGE = re.compile(r"(?<![\d.,/–-])(\d+(?:\.\d+)?)(?:\s?[-–]\s?|\s+(?:to|and|or)\s+)(\d+(?:\.\d+)?)(\s?%|\s?per\s?cent\b)")
_MONTHS = re.compile(r"(?<![\d.,])(\d+)[\s-]+(month|decade)(?=s?\b)", re.I)
_IN_YEARS = {"month": 1, "decade": 120}
_WORDS = re.compile(r"\b(?:(?:twen|thir|for|fif|six|seven|eigh|nine)ty(?:[- ](?:one|two|three|four|five|six|seven|eight|nine))?|t(?:wo|hree|en|welve|hirteen)|"
                    r"f(?:our|ive|ourteen|ifteen)|zero|s(?:ix|even)(?:teen)?|eight(?:een)?|nine(?:teen)?|eleven)\b", re.I)
