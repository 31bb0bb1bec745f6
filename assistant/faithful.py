"""How far a chat model's sentence may go from the quote it stands on. Pure.

assistant.check finds wrong figures, names, dates, strength, scope and negation in any wording. A small model does worse things that
leave all those right: it drops "claim that", turns a condition into a rule, glues a finding to another subject, says again what the
question took for granted. So a model's sentence may only do this to its quote: leave out whole clauses that nothing hangs on, move a
clause, change little words, and use a few words of the same meaning (data/same_words.toml). Anything else is not kept.
"""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.digits import in_digits
from assistant.text import STOPWORDS, fold, stands_in

_CUT = re.compile(r"[;:!?()\[\]–—]|(?<!\d),|,(?!\d)|(?<!\d)\.(?=\s|$)|\.(?=\s|$)|\s-\s")
_WORD = re.compile(r"[£$€]?\d+(?:[.,/]\d+)*%?|[a-z]+(?:'[a-z]+)*")
_QUOTED = re.compile(r"[\"“]([^\"“”]+)[\"”]|(?<!\w)['‘]([^'‘’]{3,}(?:[’'](?=\w)[^'‘’]+)*)['’](?!\w)")
_PER_CENT = re.compile(r"(?<=\d)\s?(?:per\s?cent|percent|%)")
_FRAME = re.compile(r"^(?:according to (?:the|this) (?P<kind>[a-z]+),\s*|(?:the|this) (?P<kind2>[a-z]+) (?:says|states|notes)(?: that|,)?\s+)", re.I)
LEANS = frozenset(["it", "they", "this", "these", "that", "those", "he", "she", "such", "his", "her", "their", "its", "we", "our", "i", "my", "you", "your", "however",
                   "but", "and", "also", "so", "therefore", "thus", "then", "here", "there", "yet", "both", "yes", "no", "instead", "moreover", "furthermore", "hence"])
"""What opens a sentence that leans on another."""
_KEPT = frozenset([
    "not", "no", "nor", "none", "never", "neither", "without", "nothing", "nobody",
    "can", "could", "may", "might", "must", "shall", "should", "ought", "will", "would",
    "all", "every", "each", "both", "most", "many", "few", "some", "any", "several", "half", "only", "just", "other", "own", "same",
    "more", "less", "fewer", "least", "than", "over", "under", "above", "below", "between", "within", "about", "around", "up", "down", "out", "off", "nearly", "almost",
    "if", "unless", "where", "when", "while", "until", "except", "whether", "because", "although", "though", "whereas", "despite", "but", "however", "yet",
    "or", "either", "say", "says", "said", "before", "after", "since", "during", "now", "still", "already", "again", "once", "then",
    "too", "very", "so", "such", "per", "unlike", "like", "instead", "rather", "outside", "against", "there",
    "who", "whom", "whose", "which"])
"""Little words that change what a sentence says: those of a clause that is kept are kept, and none is put in."""
_MAY_GO_FIRST = frozenset(["but", "however", "yet", "so", "then"])
"""At the start of a clause these only tie it to the one before."""
_CONCEDES = frozenset(["but", "although", "though", "however", "yet"])
"""Little words that set the one clause against the other, each as well as the next."""
_EXPLETIVE = re.compile(r"It (?:is|was) (?:(?:very|too|also|still) )?(?:difficult|hard|easy|possible|impossible|important|necessary|essential|clear|unclear|common|early|worth|reasonable) (?:to|that|whether)\b")
"""An "it" that points to nothing before it."""
_HANGS_ON = re.compile(
    r"\b(?:if|unless|where|when|until|except\w*|exclud\w+|only|provided|subject to|depend\w*|according|sa(?:y|ys|id)|told|claim\w*|believe\w*|think\w*|thought|suggest\w*|appear\w*|"
    r"seem\w*|argu\w+|feel\w*|felt|whether|unlike|instead|rather|tend\w*|likely|perhaps|possib\w+|probabl\w+|potential\w*|propos\w+|consult\w+|draft\w*|some|most|many|few)\b")
"""In a clause that is left out: what the rest may hang on."""
_LIST_ENDS = re.compile(r"^(?:[\w'%-]+ ){1,3}and\b")
"""How a clause begins that ends a list whose first things are in the clauses before ("highly committed, evidenced and active")."""
_CONTRAST = re.compile(r"\b(?:but|however|although|though|while|whereas|despite|yet|except)\b")
_TIES = frozenset(["from", "to", "by", "for", "against", "into", "through", "via", "with", "without", "than", "as", "between", "among", "on", "behalf", "over", "under", "above", "below",
                   "before", "after", "since", "until", "about", "around", "within", "outside", "not", "no", "nearly", "almost", "just", "only", "least", "most", "more", "less", "up"])
"""Words that belong to the telling word behind them: "from charities to councils"."""
_TENSES = {"is": "is", "are": "is", "was": "was", "were": "was", "has": "has", "have": "has", "had": "had", "do": "do", "does": "do", "did": "did", "be": "be", "been": "been", "being": "being"}
_LONGEST, _SHORTEST = 1.3, 4
"""A sentence may be this many times as long as its quote, and has at least so many words."""


@dataclass(frozen=True, slots=True)
class _Clause:
    """A clause: its telling words and figures in order, the little words to be kept, its little words tied to a telling word."""

    text: str
    telling: tuple[str, ...]
    kept: tuple[str, ...]
    ties: frozenset[tuple[str, str]]
    aside: bool


def unfaithful(text: str, quote: str, kinds: Collection[str] = ("documents",)) -> str:
    """Why a sentence goes too far from the one quote that it stands on, in a few words; "" when it does not.

    `kinds` are the words for the quote's document that "according to the ..." may use.
    """
    if stands_in(text.rstrip(". "), quote):
        return "" if _starts_whole(text, quote) else "a piece of a sentence"
    if why := _shape(text, quote):
        return why
    frame = _FRAME.match(text)
    if frame and (frame["kind"] or frame["kind2"]).lower() not in kinds:
        return "another document"
    mine, theirs = _clauses(text[frame.end():] if frame else text), _clauses(quote)
    return _words(mine, theirs) or _order(mine, theirs) or _left_out(mine, theirs)


def _starts_whole(text: str, quote: str) -> bool:
    """Whether words copied from a quote are a sentence of it, or at least begin where one of its clauses does and end where it ends."""
    said, whole = fold(text).rstrip(". "), fold(quote)
    return not _left_out(_clauses(said), _clauses(whole)) and not (said.split()[0].lower().strip("'\"") in LEANS and not whole.startswith(said.split()[0]))


def _shape(text: str, quote: str) -> str:
    """What is wrong before any word is compared."""
    said, ground = fold(text), fold(quote)
    if not re.search(r"[.!][\"')]*$", said) or not re.match(r"[\"'(]?[A-Z0-9£$€]", said):
        return "not a whole sentence"
    if odd := [c for c in set(re.findall(r"[^\w\s.,;:'\"()£$€%/&–—-]", said)) if c not in ground]:
        return f"odd characters ({''.join(sorted(odd))})"
    if not _SHORTEST <= len(said.split()) <= max(12, _LONGEST * len(ground.split())):
        return "too long or too short"
    first = re.match(r"\W*([\w']*)", said).group(1)
    stands = (found := _EXPLETIVE.match(said)) and found[0].lower() in ground.lower()
    if first.lower() in LEANS and not stands and not re.match(rf"\W*{first}\b", ground):
        return "leans on another sentence"
    for match in _QUOTED.finditer(said):
        inner = (match.group(1) or match.group(2)).strip(" .,;")
        if len(inner.split()) > 1 and not stands_in(inner, ground):
            return "words in quotation marks that are not in the quote"
    return ""


def _words(mine: Sequence[_Clause], theirs: Sequence[_Clause]) -> str:
    """Telling words that the quote has not, or not so often; little words tied to other telling words; another tense."""
    said, there = Counter(w for c in mine for w in c.telling), Counter(w for c in theirs for w in c.telling)
    if new := said - there:
        return f"not in the quote: {', '.join(new)}"
    tied = frozenset().union(*(c.ties for c in theirs))
    if loose := [f"{a} {b}" for c in mine for a, b in c.ties if (a, b) not in tied]:
        return f"tied otherwise: {', '.join(loose)}"
    tense = _tenses(mine) - _tenses([c for c, used in zip(theirs, _used(mine, theirs), strict=True) if used])
    return f"another tense: {', '.join(sorted(tense))}" if tense else ""


def _order(mine: Sequence[_Clause], theirs: Sequence[_Clause]) -> str:
    """Whether the telling words stand in the quote's order, or each clause's own within one clause of it."""
    whole = [w for c in theirs for w in c.telling]
    if _follows([w for c in mine for w in c.telling], whole) or all(any(_follows(c.telling, t.telling) for t in theirs) for c in mine):
        return ""
    return "in another order"


def _left_out(mine: Sequence[_Clause], theirs: Sequence[_Clause]) -> str:
    """Words left out of a clause that is used, and clauses left out that the rest hangs on."""
    said, used = {w for c in mine for w in c.telling}, _used(mine, theirs)
    whole = {w for c, u in zip(theirs, used, strict=True) if u for w in c.telling}
    for clause, taken in zip(theirs, used, strict=True):
        if taken and (gone := set(clause.telling) - said):
            return f"left out: {', '.join(sorted(gone))}"
        if not taken and set(clause.telling) & (said - whole):
            return "a piece of a clause"
    kept, there = Counter(w for c in mine for w in c.kept), Counter(w for c, u in zip(theirs, used, strict=True) if u for w in c.kept)
    first = Counter(c.kept[0] for c, u in zip(theirs, used, strict=True) if u and c.kept and c.kept[0] in _MAY_GO_FIRST and c.text.startswith(c.kept[0]))
    if (put := kept - there) or (there - kept) - first:
        return f"little words changed: {', '.join(sorted(put + (there - kept)))}"
    last = max((n for n, u in enumerate(used) if u), default=-1)
    for n, (clause, taken) in enumerate(zip(theirs, used, strict=True)):
        if not taken and clause.text and (_HANGS_ON.search(clause.text) or n > last and _CONTRAST.search(clause.text)):
            return f"left out: {clause.text}"
        if not taken and n and used[n - 1] and _LIST_ENDS.match(clause.text):
            return f"a part of a list: {clause.text}"
    if any(re.search(r"\bor\b", c.text) for c in theirs) and any(not u and c.telling and not c.aside for c, u in zip(theirs, used, strict=True)):
        return "one of several things that the quote has with or"
    return ""


def _used(mine: Sequence[_Clause], theirs: Sequence[_Clause]) -> list[bool]:
    """Which clauses of a quote a sentence is made of: those of whose telling words it has more than half."""
    said = {w for c in mine for w in c.telling}
    return [len(said & set(c.telling)) * 2 > len(set(c.telling)) for c in theirs]


def _tenses(clauses: Sequence[_Clause]) -> set[str]:
    return {_TENSES[w] for c in clauses for w in _WORD.findall(c.text) if w in _TENSES}


def _follows(words: Sequence[str], whole: Sequence[str]) -> bool:
    """Whether words stand in that order, with others between, in the whole."""
    rest = iter(whole)
    return all(w in rest for w in words)


@lru_cache(maxsize=512)
def _clauses(text: str) -> tuple[_Clause, ...]:
    """A text's clauses, small, straight and with its numbers in digits."""
    plain = _PER_CENT.sub("%", in_digits(fold(text))).lower().replace("cannot", "can not")
    plain = re.sub(r"(\w)n't\b", r"\1 not", plain)
    found, at = [], 0
    for start, end in [*((m.start(), m.end()) for m in _CUT.finditer(plain)), (len(plain), len(plain))]:
        if piece := plain[at:start].strip():
            found.append(_clause(piece, aside=start < len(plain) and plain[start] == ")"))
        at = end
    return tuple(found)


def _clause(text: str, aside: bool) -> _Clause:
    words = [_same_words().get(w, w) for w in (w.removesuffix("'s").removesuffix("'").replace(",", "") for w in _WORD.findall(text))]
    telling, kept, ties, tied = [], [], set(), []
    for word in words:
        if word in _TIES:
            tied.append(word)
        if word in _KEPT:
            kept.append("but" if word in _CONCEDES else word)
        elif word not in STOPWORDS and word not in _TIES and word not in _TENSES:
            telling.append(word)
            ties.update((little, word) for little in tied)
            tied = []
    return _Clause(text, tuple(telling), tuple(kept), frozenset(ties), aside)


@lru_cache(maxsize=1)
def _same_words() -> Mapping[str, str]:
    """A word -> the first of its group in data/same_words.toml."""
    data = tomllib.loads((Path(__file__).parent / "data" / "same_words.toml").read_text(encoding="utf-8"))
    return {word: group[0] for group in data["groups"] for word in group}
