"""How long an answer may be, as a buyer writes it: in words, in characters, in pages; and whether that is said of one question or of all. Pure."""

from __future__ import annotations

import re
from dataclasses import dataclass

from assistant.text import number_words, sentence_spans

WORDS, CHARACTERS, PAGES = "words", "characters", "pages"
_SMALL = r"(?:one|two|three|four|five|six|seven|eight|nine|ten|a|single)"
_N = rf"(\d{{1,3}}(?:,\d{{3}})+|\d+|{_SMALL}(?: (?:hundred|thousand)(?: (?:and )?{_SMALL} hundred)?)?)"
_MOST = (r"(?:max(?:imum)?\.?(?: (?:length|size))?(?: of)?|up to|(?:no|not) (?:more|longer) than|(?:not|never)(?: to)? exceed(?:ing)?|exceeds?|over|limit(?:ed)?(?: to| of| is)?|restricted to|confined to|within|in|"
         r"(?:word|character|page) (?:limit|count|allowance)s?(?: is| of)?|words?:)\s*[:=]?\s*(?:of |is |to |a maximum of |up to )?")
_OF = {
    WORDS: re.compile(rf"\b{_MOST}{_N}[ -]words?\b|\bword (?:limit|count|allowance)s?(?: \(\w+\.?\))?(?: is| of)?\s*[:=]?\s*(?:max(?:imum)? )?{_N}\b|\bwords?(?: \((?:max|limit)\w*\))?\s*[:=]\s*{_N}\b|(?<![\w.]){_N}[ -]words?\b", re.I),
    CHARACTERS: re.compile(rf"\b{_MOST}{_N}[ -]characters?\b|\bcharacter (?:limit|count|allowance)s?(?: \(\w+\.?\))?(?: is| of)?\s*[:=]?\s*(?:max(?:imum)? )?{_N}\b|\bcharacters?(?: \((?:max|limit)\w*\))?\s*[:=]\s*{_N}\b|(?<![\w.]){_N}[ -]characters?\b", re.I),
    PAGES: re.compile(rf"\b{_MOST}{_N} (?:sides?|pages?)(?: of)?(?: A4)?\b|\bpage (?:limit|count)s?(?: is| of)?\s*[:=]?\s*{_N}\b|(?<![\w.]){_N} (?:sides?|pages?)(?: of)?(?: A4)\b|\(\s*{_N} (?:sides?|pages?)\b", re.I),
}
_LEAST = {WORDS: 10, CHARACTERS: 50, PAGES: 1}
"""From so many on a count is a limit: "say it in two words" is none."""
_ALL = re.compile(r"\b(?:all|each|every|any|both|per)\b(?: of)?(?: [\w’'-]+){0,4}? (?:answers?|responses?|questions?|submissions?|repl(?:y|ies)|box(?:es)?)\b|\b(?:words|characters|pages|sides(?: of A4)?) (?:each|apiece|per|for (?:each|every))\b"
                  r"|\b(?:answers?|responses?) to (?:all|each|every|these|the) (?:[\w’'-]+ ){0,3}questions?\b|\b(?:questions?|answers?|responses?) (?:\w+ ){0,3}(?:has|have|is|are) (?:\w+ )?(?:\w+ )?each\b", re.I)
_PLURAL = re.compile(r"^\W*(?:(?:the|these|your|written|bidders['’]?|tenderers['’]?|social|value|quality)\s+)*(?:answers|responses|submissions|replies)\b", re.I)
_OPENS = re.compile(r"^\W*(?:(?:all|each|every|any|the|these|your|both|social|value|quality|written|bidders?['’]?|tenderers?['’]?)\s+)*(?:answers?|responses?|submissions?|replies|reply|word|words|character|characters|page|pages|limit|max\w*|no more|not more|up to|"
                    r"restricted|limited|length|(?:\w+ )?(?:should|must|may) (?:not )?(?:exceed|limit|use)|you (?:have|may use|can use)|do not|don['’]t|an? (?=\d)|please (?:limit|keep|answer|respond|restrict|confine|use)|(?:bidders|tenderers|suppliers|applicants) (?:should|must|may|are asked to) (?:limit|keep|restrict|confine|use|not exceed)|in (?:no|not) more than \d[\d,]* \w+[.)]?$|\d[\d,]*[ -](?:words?|characters?|pages?|sides?))\b", re.I)


@dataclass(frozen=True, slots=True)
class Limit:
    """So many words, characters or pages at most, and the words that say so."""

    unit: str
    count: int
    said: str


def limits_in(text: str) -> tuple[Limit, ...]:
    """The limits that a text gives, one a unit, the first that it gives of each."""
    return tuple(found for unit in _OF if (found := _limit(text, unit)))


def word_limit(text: str) -> int | None:
    """The limit in words that a question gives, None where it gives none."""
    found = _limit(text, WORDS)
    return found.count if found else None


def character_limit(text: str) -> int | None:
    """The same in characters."""
    found = _limit(text, CHARACTERS)
    return found.count if found else None


def counted(text: str, words: int, limit: int | None, characters: int | None, pages: str = "") -> str:
    """How long an answer of so many words is, of how much it may be; where no limit was found it says so, for none is made up. Pages are not counted: they hang on the layout."""
    parts = [f"{words} of {limit} words"] if limit else []
    parts += [f"{len(text)} of {characters} characters, spaces counted"] if characters else []
    paged = f"the buyer's limit of {pages} is not counted here, see to it in the layout" if pages else ""
    bare = "" if parts else f"{words} words; {paged or 'no limit found for this question: put in the buyer’s, if there is one'}"
    return bare or " and ".join(parts) + (f"; {paged}" if paged else "")


def page_limit(text: str) -> str:
    """The limit in pages that a text gives, in its words; "" where it gives none."""
    found = _limit(text, PAGES)
    return found.said.strip(" (") if found else ""


def is_limit(text: str) -> bool:
    """Whether a paragraph says how long an answer may be, and asks nothing."""
    flat = " ".join(text.split())
    first = next((flat[start:end] for start, end in sentence_spans(flat)), "")
    return bool(limits_in(first)) and bool(_OPENS.match(first)) and not flat.endswith("?")


def is_of_all(sentence: str) -> bool:
    """Whether a limit is said of every question ("each answer", "400 words each")."""
    return bool(_ALL.search(sentence))


def is_of_several(sentence: str) -> bool:
    """Whether it is said of answers, and not of an answer: of which, its place tells."""
    return bool(_PLURAL.match(sentence))


def _limit(text: str, unit: str) -> Limit | None:
    for found in _OF[unit].finditer(text):
        count = _count(next(group for group in found.groups() if group))
        if count >= _LEAST[unit]:
            return Limit(unit, count, found.group())
    return None


def _count(said: str) -> int:
    """A number in figures, or in words up to the thousands."""
    if said[0].isdigit():
        return int(said.replace(",", ""))
    total = now = 0
    for word in said.lower().replace(" and ", " ").split():
        if word == "hundred":
            now *= 100
        elif word == "thousand":
            total, now = total + now * 1000, 0
        else:
            now += (number_words(word) or [1])[0]
    return total + now
