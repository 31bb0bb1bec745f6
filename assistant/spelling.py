"""Misspelt words put right: by edits, by sound, and the short words of asking as people write them by ear. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection
from functools import lru_cache

from rapidfuzz import process
from rapidfuzz.distance import DamerauLevenshtein

BY_EAR = {"wot": "what", "wat": "what", "wut": "what", "hou": "how", "meny": "many", "menny": "many", "mutch": "much", "wich": "which", "witch": "which", "wen": "when", "wher": "where", "wer": "where",
          "hoo": "who", "woz": "was", "wos": "was", "dus": "does", "duz": "does", "shud": "should", "cud": "could", "wud": "would", "ov": "of", "sum": "some", "abowt": "about", "becos": "because", "cos": "because"}
"""Words of asking, too short for their letters to tell, as they are written by ear. Those that are words themselves count only at the beginning."""
_WORDS_TOO = frozenset(["wat", "wen", "wer", "witch", "sum", "cos"])
_FARTHEST = 4
"""Edits between two spellings of one sound, at most."""
_SOUNDS = tuple((re.compile(pattern), sound) for pattern, sound in (
    (r"t?(?:sh|ti|ss?i|ci|sch)[aeiou]+n", "Xn"), (r"ph", "f"), (r"eigh|aigh", "a"), (r"igh", "i"), (r"gh", ""), (r"ck|q", "k"), (r"c(?=[eiy])", "s"), (r"c(?!h)", "k"), (r"x", "ks"),
    (r"^wh", "w"), (r"^kn", "n"), (r"^wr", "r"), (r"z", "s"), (r"(?<=.)[aeiouyw]+", ""), (r"(?<=.)h", ""), (r"(.)\1+", r"\1")))


@lru_cache(maxsize=65536)
def sound(word: str) -> str:
    """What a word sounds like, roughly: its consonants, one letter for each sound."""
    for pattern, said in _SOUNDS:
        word = pattern.sub(said, word)
    return word


def mended(text: str, known: Collection[str], is_word: Callable[[str], bool], abbreviations: Collection[str] = ()) -> str:
    """The text with misspelt words put right.

    A word is taken as misspelt when it is no English word (`is_word`) and in no document (`known`), and one known word is within 1
    edit (up to 6 letters) or 2 (from 7), swaps of neighbours counting as one, or sounds the same; never a name in capitals or a
    figure. Where that or a word by ear shows that somebody spells badly, a word of three letters that is one edit from one of the
    `abbreviations` is that, and an English word in no document that sounds as one in them is the one in them ("waiting", "weighting").
    """
    def mend(match: re.Match[str]) -> str:
        word = match.group()
        low = word.lower()
        if low in BY_EAR and (low not in _WORDS_TOO or not text[:match.start()].strip()):
            return BY_EAR[low]
        if len(low) < 5 or low in known or is_word(low) or is_superlative(low, is_word) or word.isupper():
            return word
        limit = 1 if len(low) <= 6 else 2
        near = process.extract(low, known, scorer=DamerauLevenshtein.distance, score_cutoff=limit, limit=None)
        best = min(near, key=lambda found: (found[1], found[0][0] != low[0], sorted(found[0]) != sorted(low), found[0]), default=("",))[0]  # a set's order is another in every process
        return best if best[:1] == low[0] else _by_sound(low, known) or word

    def mend_more(match: re.Match[str]) -> str:
        word = match.group()
        if len(word) == 3 and word not in _SHORT:
            near = [short for short in abbreviations if len(short) == 3 and DamerauLevenshtein.distance(word, short.lower()) == 1 and short[0].lower() == word[0]]
            return near[0] if len(near) == 1 else word
        return _by_sound(word, known) or word if len(word) >= 6 and word not in known and not is_superlative(word, is_word) else word

    done = re.sub(r"[A-Za-z]{2,}", mend, text)
    return re.sub(r"\b[a-z]{3,}\b", mend_more, done) if done != text else text


def is_superlative(word: str, is_word: Callable[[str], bool]) -> bool:
    """Whether a word is the superlative of an English one ("fewest", "thinnest", "likeliest"), which few vocabularies have."""
    base = word.removesuffix("est")
    return base != word and len(base) > 2 and any(map(is_word, (base, f"{base}e", f"{base[:-1]}y" if base.endswith("i") else base, base[:-1] if base[-1] == base[-2] else base)))


_SHORT = frozenset(["the", "and", "are", "for", "not", "but", "you", "our", "any", "all", "can", "has", "had", "was", "who", "how", "why", "its", "use", "put", "get", "got", "set", "one", "two", "six", "ten", "new", "old", "say", "may", "per", "did", "let", "see", "ask"])
"""Words of three letters that are themselves."""


def _by_sound(word: str, known: Collection[str]) -> str:
    """The one known word that sounds the same, the nearest in letters where there are several of one stem; "" for none."""
    like = [(DamerauLevenshtein.distance(word, other), other) for other in known if other[0] == word[0] and abs(len(other) - len(word)) <= _FARTHEST and sound(other) == sound(word)]
    near, best = min(like, default=(_FARTHEST + 1, ""))
    return best if near <= _FARTHEST and len(sound(word)) >= 3 else ""
