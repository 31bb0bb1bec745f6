"""Whether another wording of a bidder's sentence says the same and no more: which words it may add, and which it may neither lose nor move. Pure.

A wording is held word by word, because what a model puts in is mostly no figure and no name: "award-winning", "led by carers", "independently audited",
"fully". Only little words and a few plain verbs may be new; every telling word of the sentence stays; figures keep what they count.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence

from assistant.tender.points import alike
from assistant.text import MONTHS, number_words, stem

_WORD = re.compile(r"[A-Za-z]+(?:['’][A-Za-z]+)*|[£$€]?\d+(?:[.,/]\d+)*%?")
_BE = frozenset(["is", "are", "was", "were", "be", "been", "being", "has", "have", "had", "having", "do", "does", "did"])
_FREE = _BE | frozenset(["a", "an", "the", "of", "to", "in", "at", "on", "for", "from", "with", "by", "as", "and", "or", "that", "which", "who", "whom", "whose", "it", "its", "this", "these", "those", "their", "they", "them", "there", "through", "into"])
"""Words that say nothing alone."""
_OURS = frozenset(["we", "our", "us", "ourselves"])
_JOINS = frozenset(["will", "shall", "deliver", "delivers", "delivering", "provide", "provides", "providing", "give", "gives", "giving", "make", "makes", "making", "come", "comes", "take", "takes", "place", "run", "runs"])
"""Plain verbs that a promise may be put with; not a record, where they would tell of something done."""
_SAME = ({"owner", "owned", "owns", "own", "responsible", "responsibility"}, {"lead", "leads", "leading", "led", "leader"}, {"cost", "costs", "costing"}, {"report", "reports", "reporting", "reported"}, {"baseline", "starting", "start", "point"},
         {"count", "counts", "counting", "measure", "measures", "counted", "measured"}, {"agreed", "agree", "agreement", "agrees"}, {"review", "reviews", "reviewed"}, {"extra", "additional"}, {"quarter", "quarterly"}, {"month", "monthly"}, {"year", "yearly", "annual", "annually"})
"""Words for one another, whatever their form: of any of these in the sentence, the others say no more."""
_HELD = frozenset(["not", "no", "nor", "none", "never", "neither", "without", "nothing", "nobody", "cannot", "can", "could", "may", "might", "must", "should", "ought", "would", "all", "every", "each", "both", "most", "many", "few", "some", "any", "several", "half", "only", "just", "other", "more", "less", "fewer", "least", "than", "over", "under", "above", "below", "between", "about", "around", "nearly", "almost", "approximately", "up", "down", "if", "unless", "until", "except", "before", "after", "since", "still", "already", "again", "once", "too", "very", "within", "per"])
"""Little words that change what is said: as many of each as there were."""
_BEFORE = frozenset(["to", "by", "from", "over", "under", "up", "than", "least", "most", "about", "around", "nearly", "within", "per", "every", "before", "after", "until"])
_YEAR = re.compile(r"(?:19|20)\d\d(?:/\d+)?")
_MONTHS = frozenset(MONTHS.lower().split("|"))
_PAST = re.compile(r"[a-z]{2,}ed$")
_PROMISES = frozenset(["commitment", "step", "brief", "partner"])


def says_no_more(wording: str, text: str, ground: Sequence[str], kinds: Sequence[str]) -> str:
    """Why a wording of `text` is not the same, in a few words; "" where it is. `ground` is what the sentence stands on, `kinds` the kinds of its ties (Tie.kind)."""
    mine, theirs = _words(wording), _words(text)
    held = _counts(mine, _HELD), _counts(theirs, _HELD)
    if held[0] != held[1]:
        return f"little words changed: {', '.join(sorted((held[0] - held[1]) + (held[1] - held[0])))}"
    if {"will", "shall"} & set(theirs) and not {"will", "shall"} & set(mine):
        return "no promise any more"
    promised = bool(kinds) and all(kind in _PROMISES for kind in kinds)
    return _added(mine, theirs, ground, promised=promised) or _lost(mine, theirs, promised=promised) or _moved(mine, theirs, promised=promised)


def _added(mine: Sequence[str], theirs: Sequence[str], ground: Sequence[str], *, promised: bool) -> str:
    known = _most([Counter(theirs), *(Counter(_words(one)) for one in ground)])
    free = _FREE | (_JOINS if promised else frozenset())
    for word, count in Counter(mine).items():
        if word in free and not (word in _BE and not promised and not _fits(word, theirs)) or word in _HELD or count <= known[word]:
            continue
        if word in _OURS | {"you", "your", "yours"}:
            if promised or known.keys() & (_OURS if word in _OURS else {"you", "your", "yours"}):
                continue
            return f"added: {word}"
        if not (any(_alike(word, other, exact=True) for other in known) and count <= sum(n for other, n in known.items() if _alike(word, other, exact=True))):
            return f"added: {word}"
    return ""


def _lost(mine: Sequence[str], theirs: Sequence[str], *, promised: bool) -> str:
    for word, count in Counter(theirs).items():
        if _is_telling(word) and not (word in _JOINS and promised) and sum(n for other, n in Counter(mine).items() if _alike(other, word, exact=True)) < min(count, 1):
            return f"left out: {word}"
    return ""


def _moved(mine: Sequence[str], theirs: Sequence[str], *, promised: bool) -> str:
    """Figures that count something else now, or stand behind another "to" or "by"; years behind another month."""
    near, before = _around(theirs, 1)
    here, ahead = _around(mine, 3 if promised else 1)
    for figure, words in here.items():
        if not any(_alike(one, other, exact=False) for one in words for other in near.get(figure, ())) and near.get(figure):
            return f"counts something else: {figure}"
        if (ahead[figure] - before.get(figure, set())) & _BEFORE:
            return f"stands otherwise: {figure}"
    return ""


def _around(words: Sequence[str], ahead: int) -> tuple[dict[str, set[str]], dict[str, set[str]]]:
    """By figure: the next telling words (the last, at the end), and the little word before it. Of a year: its month, for it counts nothing."""
    near: dict[str, set[str]] = {}
    before: dict[str, set[str]] = {}
    for n, word in enumerate(words):
        if _YEAR.fullmatch(word):
            near.setdefault(word, set()).update(one for one in words[max(0, n - 1):n] if one in _MONTHS)
        elif word[:1] in "£$€0123456789" or number_words(word):
            telling = [one for one in words[n + 1:] if _is_telling(one) and not one[:1].isdigit()][:ahead] or [one for one in words[:n] if _is_telling(one)][-1:]
            near.setdefault(word, set()).update(telling)
            before.setdefault(word, set()).update(one for one in words[max(0, n - 1):n] if one in _BEFORE)
        before.setdefault(word, set())
    return near, before


def _is_telling(word: str) -> bool:
    return word not in _FREE and word not in _OURS and word not in _HELD and word not in ("you", "your", "will", "shall")


def _fits(word: str, theirs: Sequence[str]) -> bool:
    """Whether a form of "be" or "have" keeps the time of a record: one of its own, or one of the past where it tells of the past."""
    own = _BE & set(theirs)
    past = any(_PAST.search(one) or one in ("was", "were", "had", "did") for one in theirs)
    return word in own or word in ("has", "have", "been", "be", "being") or (word in ("was", "were", "had", "did")) == past and not own


def _alike(one: str, other: str, *, exact: bool) -> bool:
    """Whether two words are one: the same, or of one stem; in a record no other tense."""
    if one == other or any(one in group and other in group for group in _SAME):
        return True
    if one[:1].isdigit() or other[:1].isdigit() or exact and bool(_PAST.search(one)) != bool(_PAST.search(other)):
        return False
    return alike(stem(one), stem(other)) and (len(one) > 3 or stem(one) == stem(other)) and abs(len(one) - len(other)) <= 4


def _words(text: str) -> list[str]:
    return [word.lower().replace("’", "'").removesuffix("'s").replace(",", "") for word in _WORD.findall(text)]


def _counts(words: Sequence[str], of: frozenset[str]) -> Counter[str]:
    return Counter(word for word in words if word in of)


def _most(counts: Sequence[Counter[str]]) -> Counter[str]:
    most: Counter[str] = Counter()
    for one in counts:
        most |= one
    return most
