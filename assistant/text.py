"""Pure text work: folding for comparison, sentences, words and figures. No I/O, no state but caches."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

import snowballstemmer

MONTHS = "January|February|March|April|May|June|July|August|September|October|November|December"
"""The months, for a pattern."""
_QUOTES = str.maketrans({"‘": "'", "’": "'", "‚": "'", "‛": "'", "′": "'",
                         "“": '"', "”": '"', "„": '"', "‟": '"', "″": '"', "«": '"', "»": '"'})
_SPACE = re.compile(r"\s+")
_UNSEEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
_TURNS = re.compile("[\u200e\u200f\u202a-\u202e\u2066-\u2069]")


def fold(text: str) -> str:
    """Text for word-for-word comparison: white space runs become one space, quote marks straight. Nothing else."""
    return _SPACE.sub(" ", text.translate(_QUOTES)).strip()


_LEANS = re.compile(r"(It|This|These|They|That|Those|He|She|Such|Their|Its|However|But|And|Also|(Where|If|When|While|As|For|In|With|Of) (it|this|that|these|those|they|them|their|its))\b")


def leans_back(sentence: str) -> bool:
    """Whether a sentence opens with a word that points to the one before it ("They", "However", "Where it is not")."""
    return _LEANS.match(sentence) is not None


def printable(text: str) -> str:
    """Text without what no screen or file shows: control characters, halves of characters, and marks that turn the direction of writing.

    Line ends and tabs stay. A control character becomes a space, so that words do not run together.
    """
    return _TURNS.sub("", _UNSEEN.sub(" ", text.replace("\r\n", "\n")))


def unaccented(text: str) -> str:
    """Text without its accents ("Maiziere" for "Maizière"), as people type names."""
    return text if text.isascii() else "".join(c for c in unicodedata.normalize("NFKD", text) if not unicodedata.combining(c))


def stands_in(quote: str, text: str) -> bool:
    """Whether a quote stands word for word in a text: folded, not empty, and not cut out of a longer word.

    "209" does not stand in "2092", nor "art" in "part".
    """
    wanted, whole = fold(quote), fold(text)
    at = whole.find(wanted) if wanted else -1
    while at >= 0:
        end = at + len(wanted)
        if not (wanted[0].isalnum() and _in_word(whole[max(0, at - 1):at])) and not (wanted[-1].isalnum() and _in_word(whole[end:end + 1])):
            return True
        at = whole.find(wanted, at + 1)
    return False


def _in_word(character: str) -> bool:
    return character.isalnum() or character == "_"


# --- sentences -------------------------------------------------------------------------------------------

_ABBREVIATION = re.compile(
    r"(?:\b(?:Mr|Mrs|Ms|Dr|Prof|Rev|Sir|St|No|Nos|Art|Arts|para|paras|reg|regs|Sch|s|ss|p|pp|vol|ed|eds|cf|vs|v|ca|"
    r"approx|est|Ltd|Inc|Co|plc|Jr|Sr|fig|figs|e\.g|i\.e|etc|viz|al|a\.m|p\.m|U\.K|U\.S)|(?<!\w)[A-Z])\.$",
    re.IGNORECASE,
)
_SINGLE_CAPITAL = re.compile(r"(?<![\w.])[A-Z]\.$")
_END = re.compile(r"""[.!?…]+['"’”)\]]*(?=\s+|$)|\n\s*""")
_OPENS = re.compile(r"""\s*["'“‘(\[]*[A-Z0-9£$€•–-]""")


def sentence_spans(text: str) -> list[tuple[int, int]]:
    """The sentences of a text as (start, end) offsets, trimmed of white space, in order, none empty.

    A full stop after an abbreviation or a single capital, or before a lower-case word, ends nothing;
    a line end always ends a sentence (page text has no wrapped lines).
    """
    spans: list[tuple[int, int]] = []
    start = 0
    for match in _END.finditer(text):
        end = match.end()
        if "\n" not in match.group():
            head = text[start:match.start() + 1]
            last = head[-24:]
            if text[match.start()] == "." and (_SINGLE_CAPITAL.search(last) or _is_abbreviation(last)):
                continue
            if end < len(text) and not _OPENS.match(text, end):
                continue
        else:
            end = match.start()
        _append(spans, text, start, end)
        start = match.end()
    _append(spans, text, start, len(text))
    return spans


def _is_abbreviation(tail: str) -> bool:
    match = _ABBREVIATION.search(tail)
    if not match:
        return False
    word = match.group()[:-1]
    # "no." and "co." also end sentences; they are abbreviations only when capitalised or dotted.
    return word.lower() not in {"no", "co", "art", "est", "ed", "v", "s", "p"} or word[:1].isupper()


def _append(spans: list[tuple[int, int]], text: str, start: int, end: int) -> None:
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    if end > start:
        spans.append((start, end))


# --- words -----------------------------------------------------------------------------------------------

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|\d+(?:[.,]\d+)*%?")
_stemmer = snowballstemmer.stemmer("english")

STOPWORDS = frozenset(
    ["a", "an", "and", "any", "are", "as", "at", "be", "been", "being", "but", "by", "can", "could", "did", "do", "does", "doing", "for", "from", "had", "has", "have", "having", "he", "her", "him", "his", "how", "i", "if", "in", "into", "is", "it", "its", "just", "me", "might", "my", "no", "nor", "not", "of", "on", "or", "our", "out", "over", "own", "per", "shall", "she", "should", "so", "some", "such", "than", "that", "the", "their", "them", "then", "there", "these", "they", "this", "those", "through", "to", "too", "under", "up", "us", "very", "was", "we", "were", "what", "when", "where", "which", "while", "who", "whom", "whose", "why", "will", "with", "would", "you", "your", "about", "according", "also", "tell", "please", "give", "show", "let", "say", "says", "said"]
)


def words(text: str) -> list[str]:
    """Lower-case words and figures in order; apostrophes kept inside a word, thousands commas dropped."""
    return "\n".join(_WORD.findall(text)).replace("’", "'").replace(",", "").lower().split()  # as one text: a call a word is slow


_ABBREVIATED = re.compile(r"(?:[bcdfghjklmnpqrtvwxz]{2,5}|csu)s")
"""Plurals of abbreviations (CCGs, STPs), which the stemmer leaves alone for want of a vowel."""


@lru_cache(maxsize=65536)
def stem(word: str) -> str:
    """The Porter2 stem of one lower-case word; figures come back as they are; possessives are dropped."""
    if word[:1].isdigit():
        return word
    if _ABBREVIATED.fullmatch(word):
        return word[:-1]
    return _stemmer.stemWord(word.removesuffix("'s").replace("'", ""))


def stems(text: str, *, keep_stopwords: bool = False) -> list[str]:
    """Stems of the words of a text, in order, without stop words unless asked for."""
    return [stem(w) for w in words(text) if keep_stopwords or w not in STOPWORDS]


@lru_cache(maxsize=65536)
def stem_set(text: str) -> frozenset[str]:
    """The stems of a text, each once: for what is compared again and again, as the questions of an index and the sentences of documents."""
    return frozenset(stems(text))


# --- figures ---------------------------------------------------------------------------------------------

_UNITS = {w: n for n, w in enumerate(
    ["zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"])}
_TENS = {w: 10 * n for n, w in enumerate(["twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety"], 2)}
_FIGURE = re.compile(
    r"(?P<money>[£$€]\s?\d+(?:,\d{3})*(?:\.\d+)?(?:\s?(?:million|billion|bn|m|k)\b)?)"
    r"|(?P<percent>\d+(?:\.\d+)?\s?(?:%|per\s?cent\b|percent\b))"
    r"|(?P<plain>(?:\d+(?:,\d{3})+(?:\.\d+)?|\d+(?:\.\d+)*)(?:\s(?:million|billion)\b)?)",
    re.IGNORECASE,
)
_NUMBER_WORD = re.compile(
    r"\b(?:(?:{})(?:[-\s](?:{}))?|(?:{}))\b".format("|".join(_TENS), "|".join(list(_UNITS)[1:10]), "|".join(_UNITS)),
    re.IGNORECASE,
)


def figures(text: str) -> list[str]:
    """The figures of a text in one spelling each, in order of appearance, digits only (not number words).

    Money "£71.9bn" -> "£71.9 billion"; percentages "52 per cent" -> "52%"; "589,148" -> "589148".
    """
    found = []
    for match in _FIGURE.finditer(text):
        raw = match.group()
        if match.lastgroup == "percent":
            found.append(re.match(r"[\d.]+", raw).group() + "%")
        elif match.lastgroup == "money":
            body = raw[1:].replace(",", "").strip().lower()
            body = re.sub(r"\s?(bn|billion)$", " billion", body)
            body = re.sub(r"\s?(m|million)$", " million", body)
            found.append(raw[0] + re.sub(r"\s?k$", "000", body))
        else:
            found.append(re.sub(r"\s+", " ", raw.replace(",", "").lower()))
    return found


def number_words(text: str) -> list[int]:
    """The values of the number words of a text ("twenty-five" -> 25), in order; "one" is left out as a pronoun."""
    values = []
    for match in _NUMBER_WORD.finditer(text):
        parts = re.split(r"[-\s]+", match.group().lower())
        value = sum(_TENS.get(p, _UNITS.get(p, 0)) for p in parts)
        if parts != ["one"]:
            values.append(value)
    return values
