"""How hard a text is to read: the Flesch–Kincaid grade, and the reading age that goes with it. Pure."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.text import sentence_spans

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_VOWELS = re.compile(r"[aeiouy]+")
_SILENT = re.compile(r"(?:[^laeiouy]e|[^aeiouytd]ed|[^aeiouyszxcg]es)$")
_SILENT_WITHIN = re.compile(r"[^laeiouy]e(?=(?:ments?|ly|ful|less|ness)$)")
YEARS = 5
"""From a school grade of the formula to an age: children are about five when they begin."""


def syllables(word: str) -> int:
    """How many syllables an English word has, by its runs of vowels: right for nine words in ten. At least 1."""
    low = word.lower().replace("’", "").replace("'", "")
    return max(1, len(_VOWELS.findall(low)) - bool(_SILENT.search(low)) - bool(_SILENT_WITHIN.search(low)))


def grade(texts: Iterable[str]) -> float:
    """The Flesch–Kincaid grade: 0.39 words a sentence + 11.8 syllables a word - 15.59. 0 when there are no words.

    Kincaid, Fishburne, Rogers and Chissom, Derivation of New Readability Formulas for Navy Enlisted Personnel, 1975.
    """
    sentences = [text[start:end] for text in texts for start, end in sentence_spans(text)]
    counted = [found for sentence in sentences if (found := _WORD.findall(sentence))]
    words = [word for sentence in counted for word in sentence]
    if not words:
        return 0.0
    return 0.39 * len(words) / len(counted) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59


def reading_age(texts: Iterable[str]) -> int:
    """The age at which most people can read it, in years: the grade plus YEARS, rounded; at least YEARS."""
    return max(YEARS, round(grade(texts)) + YEARS)
