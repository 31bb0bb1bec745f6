"""How well statements answer a question: features of the pair, and a probability from a few published weights. Pure."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from assistant.asked_thing import lacks_thing
from assistant.how_many import has_as_many, number_asked
from assistant.pinned import of_another_body, uncounted
from assistant.questions import Asks, Question, kind_of, telling, widened
from assistant.text import MONTHS, figures, fold, number_words, stem_set, stems

WEIGHTS = Path(__file__).parent / "data" / "ranking.json"
Weight = Callable[[str], float]
"""idf of a stem."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """What might answer: the statements' text, where they stand, and how they were found.

    `ask` is the index's question they were found by ("" when found without it), `cosine` its likeness to the question
    (else the passage's), `passage` the fused score of the best passage they stand in, `silent` whether the index says
    that they do not answer but are nearest.
    """

    text: str
    headings: str
    cosine: float
    ask: str = ""
    passage: float = 0.0
    silent: bool = False
    preferred: float = 0.0
    """1 for a document that the question names, 0.5 for the primary source, else 0."""
    quotes: int = 1
    """How many statements it has: a whole list has several."""
    second: float = 0.0
    """The likeness of the entry's second best question."""
    support: float = 0.0
    """Share of the other candidates that stand in the same passage, 0..1."""


_FIGURE_WORDS = re.compile(r"\b(half|third|quarter|hundred-?fold|few|none|many|most|two-thirds|double[ds]?|triple[ds]?|majority|minority)\b", re.I)
_DATE = re.compile(r"\b(1[89]|20)\d\d\b|\b(january|february|march|april|june|july|august|september|october|november|december|summer|winter|spring|"
                   r"autumn)\b|\b\d+\s+(years?|months?|weeks?|days?)\b|\b(stage|before|after|since|until|during|currently|now|when)\b", re.I)
_NAME = re.compile(r"(?<!^)(?<![.!?:]\s)(?<![“‘\"'(])\b[A-Z][\w’'-]+|\b[A-Z][a-z]+(?= [A-Z][a-z])")
"""A capitalised word inside a sentence, or one that opens it before another."""


def suits(question: Question, text: str) -> float:
    """1 when a text holds the sort of thing the question wants, 0 when it does not, 0.5 where that says nothing.

    A count or amount is a figure that is no year; a year or date is one; a name is a capitalised word that the
    question does not have and that is no abbreviation of the field (CCG, NHS).
    """
    match question.kind:
        case Asks.FIGURE:
            if any(not _YEAR.fullmatch(f) for f in figures(text)) or number_words(text):
                return 1.0
            return 0.6 if _FIGURE_WORDS.search(text) or figures(text) else 0.0
        case Asks.WHEN:
            return 1.0 if re.search(r"\b(1[89]|20)\d\d\b", text) else 0.7 if _DATE.search(text) else 0.0
        case Asks.WHO | Asks.WHERE:
            asked = question.asked.lower()
            text = re.sub(r"\bNHS (England|Improvement)\b", r"NHS-\1", text)
            return 1.0 if any(n not in _GENERIC and n.lower() not in asked for n in _NAME.findall(text)) else 0.2
        case _:
            return 0.5


UNSAID = 0.15
"""What a candidate's probability is worth for a follow-up where nothing that the follow-up adds is said."""
_MONEY_ASKED = re.compile(r"(?<!by )\bhow much (?!more\b|less\b|of\b)(?:\w+ ){0,5}?(?:money|cost|costs|spend|spent|pay|paid|funding|charge|charged|save|saved|raise|raised|worth|earn|earned|receive|received|get)\b"
                          r"|\bin (?:pounds|sterling|cash|money)\b|\bwhat (?:does|do|did|will|would) .{1,60}\b(?:cost|charge|charged|pay|paid|earn|spend|save)\b(?! (?:by|on|in what|the))|\bhow (?:expensive|cheap|costly)\b|\bwhat(?:['’]s| is| was) the (?:price|fee|cost)\b", re.I)
_MONEY = re.compile(r"[£€$]\s?\d|\b\d[\d,.]* ?(?:pounds|million|billion|m|bn|k)\b", re.I)
_YEAR_ASKED = re.compile(r"\b(?:which|what) (?:year|date|month|day)\b|\bsince when\b|\bhow long ago\b", re.I)
_MONTH_ASKED = re.compile(r"\b(?:which|what) month\b", re.I)
_MONTH = re.compile(rf"\b(?:{MONTHS})\b", re.I)
_DAY_ASKED = re.compile(r"\b(?:which|what) day\b|\b(?:exact|precise) (?:date|day)\b", re.I)
_DAY = re.compile(rf"\b\d{{1,2}}(?:st|nd|rd|th)? (?:of )?(?:{MONTHS})\b|\b(?:{MONTHS}) \d{{1,2}}\b", re.I)
_EURO_ASKED, _EURO = re.compile(r"\bin euros?\b|\bhow many euros?\b", re.I), re.compile(r"€|\beuros?\b", re.I)
_LASTING_ASKED = re.compile(r"\bhow long (?:did|does|do|has|have|will|would|is|was|were|are)\b|\bhow many (?:years|months|weeks|days|hours)\b", re.I)
_LASTING = re.compile(r"\b(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|twelve|several|many|few)[ -](?:\w+ )?(?:year|month|week|day|hour|minute|decade)s?\b|\b(?:annual|yearly|permanent|since|until|from (?:19|20)\d\d)\b", re.I)
_PAGE_OF_ANOTHER = re.compile(r"\b(?:which|what) pages? of (?:(?:the|that|its|their|this|each) (?:plan|plans|polic(?:y|ies)|strategy|contract|framework|bill)|(?:the |nhs )*(?:five[- ]year )?forward view|lord young['’]s \w+|the (?:act|statute|white paper|survey|green book))\b", re.I)
_LIGHT = frozenset(stems("start begin began come came happen follow must use make take go went do does call look work get got put set keep give year years two three four "
                         "though too anyway instead still again ever now else actually though don doesn didn dont doesnt didnt isnt arent bother happens name names called exactly "
                         "pounds sterling money cash long figure number amount case answer example examples reason thing know say think mean show apply count involve", keep_stopwords=True))
"""Words of a follow-up that do not say what it is after."""


def asks_page_of_another(text: str) -> bool:
    """Whether a question asks for the page of a plan, policy or contract that the documents speak of and are not."""
    return _PAGE_OF_ANOTHER.search(text) is not None


def worth(question: Question, text: str, ask: str, around: Callable[[], str], headings: str = "") -> float:
    """What a candidate's probability is worth, 0..1: UNSAID where an amount, a year, month or day or a length of time is asked for and the statements
    have none, or where a thing is counted that they do not speak of, or one of another sort of body; and for a follow-up where what it adds to the turns before is nowhere in its statements (`text`), the question it was
    found by, or the passage they stand in (`around`). 1 for others.
    """
    latest = question.asked
    for asked, there in ((_MONEY_ASKED, _MONEY), (_YEAR_ASKED, _YEAR), (_MONTH_ASKED, _MONTH), (_DAY_ASKED, _DAY), (_EURO_ASKED, _EURO), (_LASTING_ASKED, _LASTING)):
        if asked.search(latest) and not there.search(text):
            return UNSAID
    if question.kind is Asks.FIGURE and (uncounted(question.focus, f"{text} {ask} {headings}", widened) or of_another_body(question.focus, f"{text} {ask} {headings}")):
        return UNSAID
    if lacks_thing(question.asked, text, f"{text} {ask} {headings}") or asks_page_of_another(latest):
        return UNSAID
    if not question.follows:
        return 1.0
    if question.kind is Asks.FIGURE and kind_of(latest) is Asks.FIGURE and suits(question, text) == 0:
        return UNSAID
    before = {*telling(question.follows), *widened(question.follows)}
    added = [term for term in question.own_terms if term not in before and term not in _LIGHT]
    if not added:
        return 1.0
    wider = {*added, *widened(latest)} - before
    said = {*stems(text), *stems(ask), *widened(ask)}
    if wider & said or wider & set(stems(around())):
        return 1.0
    return UNSAID


_WHICH_ONE = re.compile(r"\b(which|what|name (the|of the)|who is the) (ccg|clinical commissioning group|council|local authority|company|firm|trust)\b", re.I)
_NAMED_ONE = re.compile(r"\b(?!The |This |Each |Every |One |A )[A-Z][\w&,’'-]+( (and|of|with|the|[A-Z][\w&,’'-]+))* (CCGs?|Council|Consortium|Authority|Trust|Ltd|plc|"
                        r"Services|CSU)\b")


def names_the_one(question: str, text: str) -> bool:
    """False when a question asks which CCG, council or company it is and the text names none."""
    return not _WHICH_ONE.search(question) or any(m.group() not in ("Clinical Commissioning Groups",) for m in _NAMED_ONE.finditer(text))


_YEAR = re.compile(r"(1[89]|20)\d\d")
_GENERIC = frozenset(["CCG", "CCGs", "CCGS", "NHS", "FOI", "AQP", "CSU", "CSUs", "STP", "STPs", "SV", "VCSE", "OJEU", "Act", "England", "Social", "Value", "The", "This", "These", "It", "In", "Of", "We", "I", "CCG's", "Clinical", "Commissioning", "Groups", "Group", "Public", "Services", "However", "While", "Typically"])


def features(question: Question, candidate: Candidate, weight: Weight) -> dict[str, float]:
    """What can be seen of a question and a candidate, each 0..1 (missing counts up to 3, scaled)."""
    wanted = set(question.terms) - _counted(question, candidate)
    wider = wanted | set(widened(question.focus or question.text))
    own = set(telling(candidate.ask)) if candidate.ask else set()
    said = stem_set(candidate.text)
    around = said | own | stem_set(candidate.headings) | set(widened(candidate.ask)) | set(widened(candidate.text[:300]))
    total = sum(map(weight, wanted)) or 1.0
    shared = sum(map(weight, wanted & own))
    both = total + sum(map(weight, own))
    ground = fold(f"{candidate.text} {candidate.headings} {candidate.ask}").lower()
    asked_kind = kind_of(candidate.ask) if candidate.ask else None
    return {
        "cosine": candidate.cosine,
        "near": max(0.0, candidate.cosine - 0.75) * 4,
        "overlap": 2 * shared / both if own else 0.0,
        "said": _share(wanted, said, weight, total),
        "around": _share(wanted, around, weight, total),
        "wider": min(1.0, sum(map(weight, wider & said)) / total),
        "same_kind": 0.5 if asked_kind is None else float(asked_kind is question.kind),
        "suits": suits(question, candidate.text),
        "names_missing": min(3, sum(n.lower().removesuffix("'s").removesuffix("’s") not in ground for n in question.names)) / 3,
        "figures_missing": min(3, sum(f not in figures(ground) and f not in map(str, number_words(ground)) for f in question.figures)) / 3,
        "passage": candidate.passage,
        "preferred": candidate.preferred,
        "listy": float((question.kind is Asks.LIST) == (candidate.quotes >= 3)),
        "support": candidate.support,
        "second": candidate.second,
    }


def _counted(question: Question, candidate: Candidate) -> frozenset[str]:
    """The term of a question that is the number of things asked for, where a candidate has as many: the number need not be said."""
    asked = number_asked(question.asked)
    if not has_as_many(asked, candidate.quotes):
        return frozenset()
    return frozenset(t for t in question.terms if t == str(asked) or number_words(t) == [asked])


def _share(wanted: Collection[str], there: Collection[str], weight: Weight, total: float) -> float:
    return sum(weight(w) for w in wanted if w in there) / total


@lru_cache(maxsize=1)
def weights() -> Mapping[str, Mapping[str, float]]:
    """The weights by way of finding: "answers", "silent" (both by the index) and "plain" (without it)."""
    return json.loads(WEIGHTS.read_text(encoding="utf-8"))


def probability(values: Mapping[str, float], way: str) -> float:
    """The probability that a candidate answers (for "silent": that it is what the documents are silent on)."""
    model = weights()[way]
    z = model["bias"] + sum(model.get(name, 0.0) * value for name, value in values.items())
    return 1 / (1 + math.exp(-max(-60.0, min(60.0, z))))


def decided(answer: float, silent: float) -> float:
    """The confidence that a question is answered, from the probabilities of its best answer and best silence."""
    model = weights()["decide"]
    z = model["bias"] + model["answer"] * log_odds(answer) + model["silent"] * log_odds(silent)
    return 1 / (1 + math.exp(-z))


def log_odds(p: float) -> float:
    """ln(p / (1 - p)), kept within 1e-6 of the ends."""
    p = min(max(p, 1e-6), 1 - 1e-6)
    return math.log(p / (1 - p))
