"""Counts and ends that a question takes for granted ("the 250 councils", "why was the Act repealed?") and the documents deny. Pure."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

from assistant.compose import Statement
from assistant.premises import OTHERWISE, takes_for_granted
from assistant.text import stem, words

NO_SUCH = "{} They speak of no {}."
SPEAK_OF_NO = "The documents do not speak of {}."
MANY = 20
"""From this number on a count is no mere list's ("the 3 steps"), so that documents which nowhere give it do not know of so many."""
_NUMBER = r"(?<![\w£$€.,/-])(?P<number>\d{1,3}(?:,\d{3})+|\d{1,6})(?![\w%]|[.,/-]\d|\s?%|\s?per\s?cent)"
_COUNT = re.compile(rf"{_NUMBER}\s+(?P<thing>(?:[A-Za-z][\w’'-]*\s+){{0,3}}?(?P<noun>[A-Za-z][\w’'-]*s))\b")
_FIGURE = re.compile(rf"{_NUMBER}".replace("?P<number>", ""))
_LINE = re.compile(r"[\n;]|\.\s")
_KNOWN = re.compile(r"\b(?:the|all|those|these|only|just|merely|of|our)\s+(?:the\s+|only\s+|just\s+|other\s+)?$", re.I)
_MEASURES = frozenset(stem(w) for w in ["years", "months", "weeks", "days", "hours", "minutes", "pounds", "pence", "words", "pages", "points", "times", "percent", "miles", "sections", "questions", "reasons", "ways", "things", "examples", "steps", "others", "words", "lines", "marks", "this", "is", "was", "has", "does", "its", "as"])
_LONG_NAMES = ((re.compile(r"\bclinical commissioning groups\b", re.I), "CCGs"), (re.compile(r"\bsustainability and transformation (?:plans|partnerships)\b|\bfootprints\b", re.I), "STPs"),
               (re.compile(r"\blocal authorities\b|\blocal councils\b", re.I), "councils"))
"""Bodies under their long names and their short ones, which are counted alike."""
_ENDED = re.compile(r"\b(?:repeal|abolish|scrap|revok|withdr[ae]w|cancel|abandon|struck down|end|replac|clos|drop|overturn)\w*\b", re.I)
_STILL = re.compile(r"\b(?:still|remains?|continues?)\b[^.;]{0,20}\b(?:in force|in effect|appl\w+|exists?|stands?|binds?)\b|\bhas not been (?:repealed|withdrawn|replaced|revoked)\b", re.I)
_HAPPENED = re.compile(r"^\W*(?:why|when|how|since|given|who|what (?:year|day|date))\b.{0,60}?\b(?:was|were|did|is|has been|have been|had been|got|being)\b", re.I)
_DATED = re.compile(r"\bthe ((?:19|20)\d\d [a-z]+|[a-z]+ (?:of|in|from) (?:19|20)\d\d)\b", re.I)


def counts(text: str) -> list[tuple[int, str, str]]:
    """Every count of a text: how many, the stem of what is counted, and the words it is counted in."""
    found = []
    for m in _COUNT.finditer(_short(text)):
        number, noun = int(m["number"].replace(",", "")), stem(m["noun"].lower())
        if noun not in _MEASURES and not (1900 <= number <= 2100 and "," not in m["number"]):
            found.append((number, noun, m.group()))
    return found


def _short(text: str) -> str:
    for long, short in _LONG_NAMES:
        text = long.sub(short, text)
    return text


class Counts:
    """What the documents count, of what."""

    def __init__(self, texts: Callable[[], Iterable[str]]) -> None:
        """`texts` gives all of the documents' text; it is asked once for each number that a question counts something by."""
        self._texts = texts
        self._known: dict[int, frozenset[str]] = {}

    def _counted(self, number: int) -> frozenset[str]:
        """The stems of the words that stand in one sentence or line with a number: "of the 44 plans, just 6 mention it" counts plans by 6 too; none where it stands nowhere."""
        if number not in self._known:
            forms = {str(number), f"{number:,}"}
            lines = (line for text in self._texts() if any(form in text for form in forms) for line in _LINE.split(_short(text)))
            self._known[number] = frozenset(stem(word) for line in lines if forms & {*_FIGURE.findall(line)} for word in words(line))
        return self._known[number]

    def denied(self, question: str, said: Sequence[str]) -> str:
        """The line that puts a count right which a question takes for granted, and which no document has of that thing; "" for none."""
        for number, noun, told in counts(question):
            before = question[:question.find(told.split()[0])]
            if not (_KNOWN.search(before) or takes_for_granted(question)) or noun in self._counted(number):
                continue
            if any(str(number) in _FIGURE.findall(text) for text in said) or number >= MANY and self._counted(number):
                continue  # the same things may stand there under another name
            if any(other == noun for text in said for _, other, _ in counts(text)):
                return NO_SUCH.format(OTHERWISE, told)
            if number >= MANY:
                return SPEAK_OF_NO.format(told)
        return ""


def of_no_such_year(question: str, year: str) -> str:
    """The line that puts right of what year a thing is said to be ("how did the survey of 2019 find out"); "" where nothing is taken for granted of one."""
    dated = _DATED.search(question)
    return NO_SUCH.format(OTHERWISE, dated[1]) if dated and year in dated[1] and takes_for_granted(question) else ""


def still_so(question: str, statements: Sequence[Statement]) -> tuple[Statement, ...]:
    """The statements that a thing still is, first, where a question takes for granted that it ended; () for none. What is said beside them follows, of the same document."""
    if not _HAPPENED.search(question) or not _ENDED.search(question):
        return ()
    about = {stem(w) for w in words(_ENDED.sub(" ", question)) if len(w) > 2}
    still = [s for s in statements if _STILL.search(s.text) and about & {stem(w) for w in words(s.text)} - {stem("the")}]
    if not still:
        return ()
    same = {q.source_id for s in still for q in s.quotes}
    return (*still, *(s for s in statements if s not in still and {q.source_id for q in s.quotes} <= same))
