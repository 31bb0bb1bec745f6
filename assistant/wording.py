"""Words that change how much a claim says: strong and soft ones, wide ones, yes and no. Pure.

Each function takes a claim's text and its ground (the quotes it stands on, folded, one a line) and returns what in the
claim, or against it in the ground, goes too far; [] when nothing does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.text import STOPWORDS, stem, words

# --- strength --------------------------------------------------------------------------------------------

_SENTENCE = re.compile(r"(?<=[.;!?\n])\s+")
_STRONG = {
    "must": r"must|shall|requir(?:e[sd]?|ements?|ing)|oblig(?:ed?|es|ations?|atory)|mandat(?:ory|e[sd]?|ing)|compulsory|compel(?:s|led)?|(?:have|has|had) to|"
            r"dut(?:y|ies)|legal(?:ly)?|by law|bound to|forced",
    "bar": r"forbid(?:s|den)?|prohibit(?:s|ed)?|bann?(?:ed|s)?|illegal|unlawful",
    "always": r"always|never|invariably|in (?:every|all) cases?",
    "proof": r"prove[sdn]?|proof|demonstrate[sd]? that|certain(?:ly|ty)|certain(?! (?!is\b|was\b|as\b)\w+s\b)|definite(?:ly)?|undoubted(?:ly)?|conclusive(?:ly)?|guarantee[sd]?|ensure[sd]?|inevitabl[ey]",
}
_STRONG_WORD = re.compile("|".join(rf"(?P<{family}>\b(?:{forms})\b)" for family, forms in _STRONG.items()), re.I)
_SOFT = re.compile(r"\b(consider\w*|think|thought|regard|whether|take into account|encourag\w+|may|can|could|should|might|recommend\w*|suggest\w*|"
                   r"appear(?:s|ed)?|seem(?:s|ed)?|likely|unlikely|probably|tends?|potential\w*|believe\w*)\b", re.I)
_SOFTER = re.compile(rf"(?!can\b|could\b|whether\b|believe){_SOFT.pattern}", re.I)
"""The soft words of a ground that a strong claim may not pass over; "can" and "could" say too little."""
_UNSURE = re.compile(r"\b(appear(?:s|ed)?|seem(?:s|ed)?|suggest\w*|tentative\w*|probably|likely|unlikely|may|might|could|potential\w*|believe)\b", re.I)
_ASKS = re.compile(rf"\b(?:{_STRONG['must']}|should|ask(?:s|ed)?|encourag\w+|expect(?:s|ed)?)\b", re.I)
_PONDER = re.compile(r"\b(consider\w*|think(?:ing)?|thought|regard|account of|into account|aware\w*|mind\w*|weigh(?:s|ed|ing)?|look(?:s|ed|ing)? (?:at|beyond)|assess\w*|reflect\w*|examin\w*|explor\w*|attention)\b", re.I)


def stronger(text: str, ground: str) -> list[str]:
    """Where a claim says more firmly what its ground says.

    A strong word needs one of its family in the ground; "will" and "show that" need a ground that is not unsure; and a
    duty only to consider something stays one.
    """
    there = {m.lastgroup for m in _STRONG_WORD.finditer(ground)} | _borne(ground)
    found = [m.group() for m in _STRONG_WORD.finditer(text) if m.lastgroup not in there and not _hedged(m, text, ground)]
    if not found and not (_SOFT.search(text) or _PONDER.search(text)):
        found += _softened(text, ground)
    if (unsure := _UNSURE.search(ground)) and (firm := re.search(r"\b(shows? that|will|demonstrates? that)\b", text, re.I)) \
            and not re.search(rf"\b(?:{firm.group().split()[0]}|shall|going to|expects?)\b", ground, re.I):
        found.append(f"{firm.group()} for {unsure.group()}")
    if not found and (ponder := _PONDER.search(ground)) and not _PONDER.search(text) and _ASKS.search(text) and _all_pondered(text, ground):
        found.append(ponder.group())
    return found


def _softened(text: str, ground: str) -> list[str]:
    """A soft word that stands in every sentence of the ground which has the claim's strong word."""
    for mine in _STRONG_WORD.finditer(text):
        sentences = [s for s in _SENTENCE.split(ground) if any(m.lastgroup == mine.lastgroup for m in _STRONG_WORD.finditer(s))]
        soft = [_SOFTER.search(s) for s in sentences]
        if soft and all(soft):
            return [soft[0].group()]
    return []


def _all_pondered(text: str, ground: str) -> bool:
    """Whether everything that the ground asks for is only to consider something that the claim speaks of."""
    asking = [s for s in _SENTENCE.split(ground) if _ASKS.search(s)]
    own = set(_content(text))
    objects = [_content(re.split(_STOP, s[m.end():], maxsplit=1)[0])[:4] for s in asking if (m := _PONDER.search(s))]
    return bool(asking) and len(objects) == len(asking) and any(len(own & set(words_after)) >= max(1, len(words_after) / 2) for words_after in objects)


_BEARS = (("most", r"\b(?:(?:almost|nearly) (?:all|every)|mainly|predominantly|largely|chiefly|primarily|usually|typically|generally|commonly|tends?)\b|\b(?:5[1-9]|[6-9]\d|100)\s?(?:%|per\s?cent)"),
          ("must", r"\b(?:\w+s|they|we|you|it|who|only) need(?:s|ed)? to\b"), ("proof", r"\b(?:mak(?:e|ing) sure|secur\w+)\b"), ("all", r"\b(?:exclusively|total|together|collectively|each|both)\b"),
          ("nation", r"\bengland's\b"), ("only", r"\b(?:small|few|little|limited|minority|rare\w*)\b"), ("any", r"\b(?:all|every|no|not|none|nothing|never|without)\b"))
"""Words of a ground that bear out a family which they are not of."""


def _borne(ground: str) -> set[str]:
    return {family for family, forms in _BEARS if re.search(forms, ground, re.I)}


_TAKEN_BACK = (re.compile(r"\b(?:almost|nearly|virtually)\s+$", re.I), re.compile(r"\b(?:not|no|never|without|nothing)\s+(?:(?!or\b|and\b)\w+\s+){0,6}$", re.I))


def _hedged(match: re.Match[str], text: str, ground: str) -> bool:
    """Whether a strong or wide word is taken back by "almost" or a negation just before it, of which the ground has one, too."""
    before = text[:match.start()]
    nearly, denied = (pattern.search(before) for pattern in _TAKEN_BACK)
    return bool(nearly and re.search(r"\b(?:almost|nearly|virtually)\b", ground, re.I) or denied and (_NOT.search(ground) or re.search(r"\b(?:some|many|most|few)\b", ground, re.I)))


# --- scope -----------------------------------------------------------------------------------------------

_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
_WIDE = {
    "all": r"(?<!at )(?<!above )all(?! the more)|every(?:one|body)?|entire(?:ly)?|whole|wholly|universal(?:ly)?|without exception",
    "always": r"always|invariably",
    "any": r"any",
    "only": rf"(?:only|just|merely?)(?! (?:\d|{_NUMBERS}))|exclusively|solely|alone",
    "most": r"most|majority|mostly|for the most part|almost exclusively",
    "nation": r"nation(?:ally|wide)|across (?:the (?:whole of )?)?england|in england|of england|across the country",
}
_WIDE_WORD = re.compile("|".join(rf"(?P<{family}>\b(?:{forms})\b)" for family, forms in _WIDE.items()), re.I)
_SUPERLATIVE = re.compile(r"(?:\b(?:the|their|its|our|could|can|would|will|may)|\d|'s)\s+$", re.I)


def wider(text: str, ground: str) -> list[str]:
    """The words of a claim that make it wider than its ground: "all", "most", "only", "nationally" and their like."""
    there = {m.lastgroup for m in _WIDE_WORD.finditer(ground)} | _borne(ground)
    return [m.group() for m in _WIDE_WORD.finditer(text) if m.lastgroup not in there and not _hedged(m, text, ground)
            and not (m.group().lower() == "most" and _SUPERLATIVE.search(text[:m.start()]))]


# --- yes and no ------------------------------------------------------------------------------------------

_NOT = re.compile(
    r"\b(?:not(?! (?:just|only|simply|merely|least)\b)|no(?! (?:doubt|longer than|more than)\b)|none|nor|neither|never|without|nothing|nobody|cannot|fail(?:s|ed|ing)?|"
    r"lack(?:s|ed|ing)?|absen\w+|exclud\w+|far from|(?P<base>un(?=able|aware|likely|clear|known|willing)|im(?=possible))\w+)\b"
    r"|\w+n['’]t\b(?! forget)|\bnon-", re.I)
_CONTRAST = re.compile(r"\b(?:rather than|instead of|as opposed to|outside|except|other than|less|hardly|rarely|seldom|unless|until|nothing to|not (?:just|only|simply|merely))\b", re.I)
"""What may be put as "not" in other words, though leaving it out denies nothing."""
_SCARCELY = re.compile(r"\b(?:little|few|limited|hardly|rarely|seldom|scarce(?:ly)?|var(?:y|ies|ied|iation))\b", re.I)
_MUCH = re.compile(r"\s*(?:\w+\s+)?(?:much|many|wide\w*|all|every|often|great\w*|equal\w*|always|extensive\w*)\b", re.I)
"""What is "not much" may be said as "little", and the other way round."""
_STOP = re.compile(r"[;.!?\n()–—]|,(?=\s*(?:{}|\d)\b)|\b(?:but|though|although|however|where|which|who|because|while|whereas|and)\b".format(
    "|".join(sorted(STOPWORDS))), re.I)
"""Where a negation's reach ends: a clause's end, so not the comma within "a structured, accessible route"."""
_REACH = 8
"""How many content words after a negation it can reach; the longest in a sentence of ordinary length."""
_SUBJECT = 3
_HINDERS = re.compile(r"\s*(?:\w+\s+){0,2}(?:prevent|stop|bar|forbid|prohibit|preclude|hinder|limit|restrict)\w*\b", re.I)


def turned(text: str, ground: str) -> list[str]:
    """The negations that a claim puts in or leaves out, clause by clause.

    A negation of the claim must reach a word that stands in a negated clause of the ground, too; a word like "unable"
    needs that only where the ground has "able"; and the words that the ground has only under a negation may not stand
    in the claim without one.
    """
    mine, theirs = _negations(text, _NOT), _negations(ground, _NOT)
    contrasts = _negations(ground, _CONTRAST)
    if not theirs + contrasts and (plain := [n for n in mine if not (_MUCH.match(text, n.after) and _SCARCELY.search(ground))]):
        return [plain[0].word]
    denied = set().union(*(n.reach | n.subject for n in theirs + contrasts))
    affirmed = set(_content(ground))
    scarce = set().union(*(n.reach | n.subject for n in _negations(ground, _SCARCELY)))
    found = [n.word for n in mine if not n.reach & (denied | scarce if _MUCH.match(text, n.after) else denied) and n.reach & affirmed and (not n.base or n.base in affirmed)]
    elsewhere, spoken = _outside(ground, theirs), _outside(text, mine)
    reached = set().union(*(n.reach | n.subject for n in [*mine, *_negations(text, _SCARCELY)]))
    for n in theirs:
        if _allows(n, ground):
            continue
        only = n.reach - elsewhere
        if only and not only & reached and len(only & spoken) > len(only) / 2:
            found.append(n.word)
    return found


def _allows(negation: _Negation, text: str) -> bool:
    """Whether a negation denies little or nothing: "nothing to prevent" says yes, "more, not less" sets one thing against another."""
    return bool(_HINDERS.match(text, negation.after) or re.search(r"[,–—]\s*not\s*$", text[:negation.after], re.I))


@dataclass(frozen=True, slots=True)
class _Negation:
    """A negating word, which ends at `after`, with the content words (stems) that it reaches, which stand from `start` to `end`.

    `subject` are the nearest content words before it in its clause; `base` is the stem that it denies itself ("unable": "abl").
    """

    word: str
    after: int
    start: int
    end: int
    reach: frozenset[str]
    subject: frozenset[str]
    base: str


def _negations(text: str, pattern: re.Pattern[str]) -> list[_Negation]:
    """Each negation with what follows it in its clause, up to _REACH content words or the next; with what precedes it, if nothing follows."""
    found = []
    for match in pattern.finditer(text):
        stop = _STOP.search(text, match.end())
        start, end = match.end(), stop.start() if stop else len(text)
        if following := _NOT.search(text, match.end() + 1, end):
            end = following.start()
        reach = _content(text[start:end])[:1 if match.group().endswith("-") else _REACH]
        clause = max((m.end() for m in _STOP.finditer(text, 0, match.start())), default=0)
        subject = _content(text[clause:match.start()])
        if not reach:
            start, end, reach = clause, match.start(), subject[-_REACH:]
        prefix = match.groupdict().get("base")
        base = stem(match.group().lower().removeprefix(prefix.lower())) if prefix else ""
        found.append(_Negation(match.group(), match.end(), start, end, frozenset(reach), frozenset(subject[-_SUBJECT:]), base))
    return found


def _outside(text: str, negations: Sequence[_Negation]) -> set[str]:
    """The content words of a text that stand where none of its negations reaches."""
    kept, at = [], 0
    for n in negations:
        kept += _content(text[at:n.start])
        at = max(at, n.end)
    return {w for w in [*kept, *_content(text[at:])] if not _NOT.fullmatch(w)}


def _content(text: str) -> list[str]:
    return [stem(w) for w in words(text) if w not in STOPWORDS]
