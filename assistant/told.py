"""Whether a sentence of a user's own document tells what is asked, or the opposite, or the same of another thing: rates, outcomes, amounts. Pure."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from assistant.negation import turned
from assistant.opposites import opposites
from assistant.text import STOPWORDS, leans_back, sentence_spans, stem, stem_set

NOT_TOLD = 0.15
"""What a statement's probability is worth that speaks of another thing than the one that is asked about."""
OTHERWISE_TOLD = 0.3
"""And one that says the opposite of what the question takes for granted: "prohibits" where it is asked what is allowed."""
_DISTANCE = re.compile(r"\bhow far from\b", re.I)
_RATE = re.compile(r"\b(?:per|for (?:each|every)|(?<=cost )each) (?!(?:cents?|ones?|of|the|our|this|that|your|my|its|their)\b)([a-z]{3,})", re.I)
_SPELLS = {"year": "annual|annually|yearly|pa|p\\.a", "month": "monthly", "week": "weekly", "day": "daily", "hour": "hourly", "person": "head|capita", "head": "person|capita"}
_WON = re.compile(r"\b(?:won|wins?|winner|awarded to|successful (?:bidder|tenderer|supplier)|preferred bidder)\b", re.I)
_OUTCOME = re.compile(r"\b(?:won|wins?|winners?|winning|award(?:ed|s)?|appoint(?:ed|s)?|selected|chosen|chose|successful|preferred bidder|let to)\b", re.I)
_ASKS_WHO_WON = re.compile(r"\b(?:who|whom|which)\b", re.I)
_COST = re.compile(r"\b(?:costs?|spen[dt]|spending|expenditure|price|fees?|paid|pays?|how much (?:money|funding))\b(?! (?:share|weight|weighting|score|criterion|criteria))", re.I)
MONEY = re.compile(r"[£$€]\s?\d[\d,.]*(?:\s?(?:million|billion|thousand|m|bn|k)\b)?", re.I)
SUMS = stem_set("income turnover budget reserves reserve surplus deficit value worth grant fee price cost costs spend spent spending expenditure fund funding threshold amount sum total "
                "money paid pay saving savings debt salary turnover revenue")
"""Stems of what is said in money."""
_GENERIC = SUMS | stem_set("contract year total annual overall whole much many use used give given receive year")
_ASKS_SUM = re.compile(r"\bhow much\b.{1,60}\b(?:costs?|spen[dt]|pays?|paid)\b|^\W*(?:the )?(?:total |annual )?(?:costs?|spend|spending|expenditure|price) (?:of|on|for|per|by)\b", re.I)
_SAYS_SO = re.compile(r"\b(?:per|according to) (?:the|our|this|that|your|my|its|their) ((?:[\w’'-]+ ){0,4}[\w’'-]+)", re.I)
_CUT = re.compile(r"[;:]\s|,\s(?!\d)|\s(?:but|while|whereas|including|plus|as well as|along with|together with|of which)\s", re.I)
_AFTER = re.compile(r"\s(?:and|with)\s", re.I)
_OPENS = re.compile(r"(?:For|On|In|To|From|As|Of|At|Under|During)\b")


LIGHT = stem_set("use used uses using give gives given giving have has had take takes set sets apply much many")
"""Stems of a question that every second sentence has."""
_SHARE = re.compile(r"\b(?:weightings?|share|percentages?|proportion|per cent)\b", re.I)


def asks_share(question: str) -> bool:
    """Whether a question asks for a share in per cent."""
    return _SHARE.search(question) is not None


def matter_of(terms: Sequence[str], asked: str, title: str) -> tuple[str, ...]:
    """The terms of a question that say what it is after: without its names and the words of a document's title, where any is left."""
    names = {s for w in re.findall(r"\b[A-Z][\w’'-]+", asked) if w.lower() not in STOPWORDS for s in stem_set(re.sub(r"['’]s$", "", w))}
    first = re.match(r"\W*([A-Z][\w-]*)(?!['’])\b(?! [A-Z])", asked)  # a capital that opens a question names nothing
    names -= {stem(first[1].lower())} if first else set()
    plain = [t for t in terms if t not in names]
    return tuple([t for t in plain if t not in stem_set(title)] or plain or terms)


def worth_told(question: str, kind_is_amount: bool, matter: Collection[str], said: Sequence[str], headings: str) -> float:
    """NOT_TOLD for statements (`said`) under `headings` that give no rate per thing, no outcome or the amount of another thing where such is asked; else 1."""
    text = " ".join(said)
    rate = _RATE.search(question)
    if rate and (kind_is_amount or _COST.search(question)) and not _has_rate(rate[1].lower(), text):
        return NOT_TOLD
    if _WON.search(question) and _ASKS_WHO_WON.search(question) and not _OUTCOME.search(text):
        return NOT_TOLD
    if _COST.search(question):
        things = set(matter) - _GENERIC - stem_set(" ".join(m[1] for m in _SAYS_SO.finditer(question)))
        if not MONEY.search(text) and _ASKS_SUM.search(question):
            return NOT_TOLD
        if things and MONEY.search(text) and not things & (stem_set(headings) | _beside_amounts(said)):
            return NOT_TOLD
    return 1.0


def tells_otherwise(question: str, said: Sequence[str]) -> bool:
    """Whether statements say the opposite of what a question that is no yes-or-no question takes for granted: denied here and not there, or in a word of the opposite meaning."""
    asked, text = _DISTANCE.sub("how long to", question), " ".join(said)
    mine, theirs = stem_set(asked), stem_set(text)
    return bool(turned(asked, text)) or any(opposites([word], plain=True) & theirs for word in mine - theirs)


def _has_rate(thing: str, text: str) -> bool:
    word = re.escape(thing.removesuffix("s"))
    others = _SPELLS.get(thing.removesuffix("s"), "")
    return re.search(rf"\b(?:per|each|every|an?|one|for each)\s+(?:\w+\s+)?(?:{word}|{others or word})", text, re.I) is not None or \
        bool(others) and re.search(rf"\b(?:{others})\b", text, re.I) is not None


def _beside_amounts(said: Sequence[str]) -> set[str]:
    """The stems that stand in one clause with an amount of money, or in the sentence before one that leans on it."""
    found: set[str] = set()
    sentences = [text[start:end] for text in said for start, end in sentence_spans(text)]
    for before, sentence in zip(("", *sentences), sentences, strict=False):
        if "  " in sentence or leans_back(sentence):
            found |= stem_set(f"{before} {sentence}")
            continue
        opens = sentence.find(",") if _OPENS.match(sentence) else -1
        parts = [sentence] if opens >= 0 and len(MONEY.findall(sentence)) == 1 else _CUT.split(sentence)
        for part in parts:
            if amounts := list(MONEY.finditer(part)):
                tail = _AFTER.search(part, amounts[-1].end())
                found |= stem_set(part[:tail.start()] if tail else part)
    return found
