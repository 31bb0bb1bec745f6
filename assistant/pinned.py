"""What a question pins down exactly, a year, a numbered thing, a side of an amount or a name, and whether what is said has it. Pure.

A near miss by likeness is told by models; one by a single exact word is told here: "mile 37" is not mile 41, "below £75,000" not above it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from assistant.alone import NAME_RUN
from assistant.amounts import limits
from assistant.text import MONTHS, figures, number_words, stem, stems

_YEAR = re.compile(r"(?<![\d£$€.,])(?<!Act )(?<!Regulations )(?<!Covenant )(?<!Bill )\b((?:19|20)\d\d)(?:[/–-](\d\d|(?:19|20)\d\d))?\b(?![,.]\d|%)(?! (?:Act|Regulations|law|guidance)\b)")
_NUMBERED = re.compile(r"(?<![\w£$€])([A-Za-z]{3,})\s+(?:no\.?\s*|number\s+)?(?!(?:19|20)\d\d\b)(\d{1,6})(?![\d,.]*\d|%|\s*(?:per\s?cent|percent|(?:st|nd|rd|th)\b|am\b|pm\b)|\s+[a-z]+s\b)")
_COUNTS = frozenset(
    ["the", "and", "are", "for", "than", "over", "under", "above", "below", "about", "around", "least", "most", "only", "just", "all", "how", "why", "what", "from", "with", "into",
     "has", "have", "had", "was", "were", "since", "until", "before", "after", "during", "between", "year", "every", "act", "section", "principle", "page", "appendix", "recommendation",
     *MONTHS.lower().split("|")])
"""Words before a figure that do not number a thing; months and parts of a law, which are told of elsewhere, among them."""
_POST = re.compile(r"\bwho(?:['’]s| is| was| were| are) (?:the )?(?:current |new |first |present )?"
                   r"((?:vice[- ]|deputy |joint |managing |finance |medical |executive |programme )?(?:chief executive|chair(?:man|woman|person)?|director|president|minister|secretary|treasurer|mayor|ceo|trustee|head|leader|boss))\b", re.I)
_COUNTED = re.compile(r"\bhow many (?:of the |more |other |new )?([A-Za-z-]{3,})", re.I)
_PLURAL_COUNTED = re.compile(r"\bhow many (?:of (?:the|these|those) |more |other |new |different )?([A-Za-z]{3,}s)\b(?=\W*$| (?:is|are|was|were|do|does|did|has|have|had|can|could|will|would|in|of|for|from|with|at|on|that|who|which)\b)", re.I)
_RATE_OF = re.compile(r"\b(?:rate|size|length) of (?:the |all |all the |these |those )?(?:\w+ )??([a-z]{3,}s)\b", re.I)
_ANYTHING = frozenset(
    ["times", "things", "ways", "sorts", "kinds", "types", "examples", "cases", "points", "items", "marks", "others", "ones", "parts", "steps", "areas", "places", "groups", "bodies", "methods",
     "categories", "grades", "themes", "headings", "questions", "stages", "bullets", "pointers", "routes", "signs", "heads", "pounds", "organisations", "aims", "duties", "demands", "stars", "proposals",
     "approaches", "classes", "levels", "reasons", "factors", "principles", "recommendations", "findings", "sources", "documents", "reports", "authors", "buyers", "purchasers", "commissioners", "units"])
"""What is counted under any name, or none."""
_BODIES = {name: re.compile(pattern, re.I) for name, pattern in {
    "ccg": r"\bCCG['’]?s?\b|\bclinical commission\w* groups?\b|\bGP (?:groups?|consorti\w+)|\bcommissioners?\b|\bbuyers?\b|\bcommissioning\b|\bdoctors['’]? groups?\b",
    "council": r"\blocal (?:authorit\w+|government|public bod\w+)|\bcouncil['’]?s?\b|\bLAs?\b|\bmunicipal\w*|\btown halls?\b|\bauthorit(?:y|ies)\b",
    "stp": r"\bSTP['’]?s?\b|\bsustainability and transformation\b|\bfootprints?\b|\bplans?\b",
    "pct": r"\bPCT['’]?s?\b|\bprimary care trusts?\b", "csu": r"\bCSU['’]?s?\b|\bsupport (?:units?|services|organisations?)\b",
    "gp": r"\bGP['’]?s?['’]?(?! (?:groups?|consorti))\b|\bfundhold\w*", "icb": r"\bICB['’]?s?\b|\bintegrated care\b"}.items()}
"""Sorts of public body, each in the words people have for it."""
UNFIT = 0.05
"""What a text is worth beside another of its passage that has what is pinned down."""
OF_OURSELVES = re.compile(r"\b(?:we|us|our|ours|my|i|i'm|i’m)\b|^\W*as (?:an?|the)\b", re.I)
_TITLED = re.compile(r"(?<![.?!]\s)(?<!^)(?<![“‘\"'(])\b(?!(?:Mon|Tues|Wednes|Thurs|Fri|Satur|Sun)day\b)[A-Z][a-z]{3,}(?:['’]s)?\b")


def missing_year(question: str, said: Sequence[str], ground: str) -> str:
    """The year or span of years that a question asks of, where the statements are of others and it is not around them either; "" for none.

    `ground` is the text, headings and titles around the statements, with the years of their documents.
    """
    others = {m[1] for text in said for m in _YEAR.finditer(text)}
    if not others:
        return ""
    return next((m.group() for m in _YEAR.finditer(question) if m[1] not in ground and m[1] not in others), "")


def missing_number(question: str, ground: str) -> str:
    """The first numbered thing of a question ("mile 37", "lot 2") whose kind the ground numbers too, but not by that number; "" for none."""
    for word, number in ((m[1].lower(), m[2]) for m in _NUMBERED.finditer(question)):
        if word in _COUNTS:
            continue
        there = set(re.findall(rf"\b{word}\s+(?:no\.?\s*|number\s+)?(\d+)", ground, re.I))
        if there and number not in there:
            return f"{word} {number}"
    return ""


def missing_post(question: str, ground: str) -> str:
    """The post whose holder a question asks for ("who is the chief executive of ..."), where the ground does not name it, or names that of others alone; "" for none."""
    asked = _POST.search(question)
    if not asked:
        return ""
    whose = [m[1] for m in re.finditer(rf"\b(?i:{re.escape(asked[1])}) (?:of|at|for) (?:the )?({NAME_RUN})", ground)]
    named = re.match(rf" (?:of|at|for) (?:the )?({NAME_RUN})", question[asked.end():])
    if not re.search(rf"\b{re.escape(asked[1])}", ground, re.I) or named and whose and named[1] not in whose:
        return f"the {asked[1].lower()}{f' of {named[1]}' if named else ''}"
    return ""


def other_side(question: str, text: str) -> bool:
    """Whether a text speaks of an amount of the question from its other side alone: "above £75,000" where "below £75,000" is asked."""
    there = limits(text)
    return any(figure in there and not sides & there[figure] for figure, sides in limits(question).items())


def fits(question: str, texts: Sequence[str]) -> list[float]:
    """What each text of one passage is worth beside the others by what the question pins down, 0..1.

    UNFIT for one that has the question's numbered thing by another number, or speaks of the other side of an amount, or, where another
    text counts what is to be counted, for one that does not.
    """
    counted = _COUNTED.search(question)
    wanted = stem(counted[1].lower()) if counted else ""
    counts = [bool(wanted) and wanted in stems(text) and bool(figures(text) or number_words(text)) for text in texts]
    return [UNFIT if missing_number(question, text) or other_side(question, text) or any(counts) and not counting else 1.0
            for text, counting in zip(texts, counts, strict=True)]


def uncounted(question: str, said: str, widen: Callable[[str], Sequence[str]]) -> bool:
    """Whether a question counts a thing ("how many volunteers", "the rate of the interviews") that a text does not speak of, by that word or one that `widen` gives for it (stems)."""
    counted = _PLURAL_COUNTED.search(question) or _RATE_OF.search(question)
    if not counted:
        return False
    thing = counted[1].lower()
    return thing not in _ANYTHING and not {stem(thing), *widen(thing)} & set(stems(said, keep_stopwords=True))


def of_another_body(question: str, said: str) -> bool:
    """Whether a question asks of one sort of body ("local authorities") and a text speaks of others alone."""
    asked, there = _bodies(question), _bodies(said)
    return len(asked) == 1 and bool(there) and not asked & there


def _bodies(text: str) -> set[str]:
    return {name for name, pattern in _BODIES.items() if pattern.search(text)}


def strange_name(question: str, there: Callable[[str], bool]) -> str:
    """The first name inside a question that is not `there` (in small letters, without a plural's s); "" for none.

    A question of one's own ("As a buyer at Aldmoor, must we ...") may name anybody, and one written in capitals throughout names nobody.
    """
    words = re.findall(r"\b[A-Za-z]{4,}", question)
    if OF_OURSELVES.search(question) or 2 * sum(w[0].isupper() for w in words) > len(words) + 2:
        return ""
    found = (re.sub(r"['’]s$", "", m.group()) for m in _TITLED.finditer(question))
    return next((name for name in found if not there(name.lower().removesuffix("s"))), "")
