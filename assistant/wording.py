"""Words that change how much a claim says: strong and soft ones, wide ones, yes and no. Pure.

Each function takes a claim's text and its ground (the quotes it stands on, folded, one a line) and returns what in the
claim, or against it in the ground, goes too far; [] when nothing does.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from assistant.opposites import bases, likes, opposites
from assistant.text import STOPWORDS, stem, words

# --- strength --------------------------------------------------------------------------------------------

_SENTENCE = re.compile(r"(?<=[.;!?\n])\s+")
_STRONG = {
    "must": r"must|shall|(?!requirements? (?:relat|appl|cover|concern)(?:y|ies|e?s)\b)requir(?:e[sd]?|ements?|ing)|oblig(?:ed?|es|ations?|atory)|mandat(?:ory|e[sd]?|ing)|compulsory|compel(?:s|led)?|(?:have|has|had) to|"
            r"dut(?:y|ies)|bound to|forced",
    "law": r"legal(?:ly)?|by law|in law|statutor(?:y|ily)",
    "need": r"need(?:s|ed)? to|essential(?:ly)?|vital|crucial|imperative|necessar(?:y|ily)",
    "settled": r"agreed|decided|approved|settled|planned|promised|pledged|confirmed|finali[sz]ed",
    "bar": r"forbid(?:s|den)?|prohibit(?:s|ed)?|bann?(?:ed|s)?|illegal|unlawful",
    "always": r"always|never|invariably|in (?:every|all) cases?",
    "proof": r"no doubt|doubtless|known to|clearly|obviously|prove[sdn]?|proof|demonstrate[sd]? that|certain(?:ly|ty)|certain(?! (?!is\b|was\b|as\b|that\b|to\b|of\b)(?:\w+ ){0,2}?\w+s\b)|definite(?:ly)?|undoubted(?:ly)?|conclusive(?:ly)?|guarantee[sd]?|ensure[sd]?|inevitabl[ey]",
}
_STRONG_WORD = re.compile("|".join(rf"(?P<{family}>\b(?:{forms})\b)" for family, forms in _STRONG.items()), re.I)
_SOFT = re.compile(r"\b(consider\w*|think|thought|regard|whether|take into account|encourag\w+|may|can|could|should|might|recommend\w*|suggest\w*|"
                   r"appear(?:s|ed)?|seem(?:s|ed)?|likely|unlikely|probably|tends?|potential\w*|believe\w*)\b", re.I)
_SOFTER = re.compile(rf"(?!can\b|could\b|whether\b|believe){_SOFT.pattern}", re.I)
"""The soft words of a ground that a strong claim may not pass over; "can" and "could" say too little."""
_UNSURE = re.compile(r"\b(appear(?:s|ed)?|seem(?:s|ed)?|suggest\w*|tentative\w*|probably|possibl[ey]|suspect|likely|unlikely|may|might|could(?! not\b)|potential\w*|believe)\b", re.I)
_ASKS = re.compile(rf"\b(?:{_STRONG['must']}|should|ask(?:s|ed)?|encourag\w+|expect(?:s|ed)?)\b", re.I)
_PONDER = re.compile(r"\b(consider\w*|think(?:ing)?|thought|regard|account of|into account|aware\w*|mind\w*|weigh(?:s|ed|ing)?|look(?:s|ed|ing)? (?:at|beyond)|assess\w*|reflect\w*|examin\w*|ask(?:s|ing)? (?:themselves|itself|yourself|yourselves|whether|how)|explor\w*|attention)\b", re.I)


_TENTATIVE = re.compile(r"\b(?:propos\w+|suggest\w*|possib\w+|hope[sd]?|hoping|might|perhaps)\b", re.I)
"""What "agreed" or "decided" may not be said for."""


def stronger(text: str, ground: str) -> list[str]:
    """Where a claim says more firmly what its ground says.

    A strong word needs one of its family in the ground; "will" and "show that" need a ground that is not unsure; and a
    duty only to consider something stays one.
    """
    there = {m.lastgroup for m in _STRONG_WORD.finditer(ground)} | _borne(ground)
    if not _TENTATIVE.search(ground):
        there.add("settled")
    found = [m.group() for m in _STRONG_WORD.finditer(text) if m.lastgroup not in there and not _hedged(m, text, ground)]
    if not found and not (_SOFT.search(text) or _PONDER.search(text)):
        found += _softened(text, ground)
    if (unsure := _UNSURE.search(ground)) and (firm := re.search(r"\b(?<!n't )(?<!not )(shows? that|will|demonstrates? that)\b", text, re.I)) \
            and not _SAID_SOFTLY.search(text) and not re.search(rf"\b(?:{firm.group().split()[0]}|shall|going to|expects?)\b", ground, re.I):
        found.append(f"{firm.group()} for {unsure.group()}")
    found += _firmer(text, ground)
    if not found and (ponder := _PONDER.search(ground)) and not _PONDER.search(text) and _ASKS.search(text) and _all_pondered(text, ground):
        found.append(ponder.group())
    return found


_SAID_SOFTLY = re.compile(r"\b(?:possib\w+|perhaps|probabl[ey]|likely|expect\w*|chance|risk)\b(?:\s+\w+){0,4}\s+will\b|\bwill\s+(?:probably|likely|possibly|perhaps)\b", re.I)
_FIRM_VERB = re.compile(r"\b(?:will|must|shall)\b(?! not\b)", re.I)
_SOFT_VERB = re.compile(r"\b(?:may|might|could|can)\b(?! not\b)", re.I)
_VERB_REACH = 2


def _firmer(text: str, ground: str) -> list[str]:
    """The "will" and "must" of a claim whose verb stands in the ground under "may" or "can" only."""
    firm, soft = ({word for m in pattern.finditer(ground) for word in _content(ground[m.end():m.end() + 60])[:_VERB_REACH]} for pattern in (_FIRM_VERB, _SOFT_VERB))
    return [m.group() for m in _FIRM_VERB.finditer(text) if set(_content(text[m.end():m.end() + 60])[:_VERB_REACH]) & (soft - firm) and not _SAID_SOFTLY.search(text)]


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
          ("need", r"\b(?:must|shall|should|requir\w+|oblig\w+|need\w*|have to|has to|important|critical|key|inevitabl\w+|integral|dut(?:y|ies))\b"),
          ("settled", r"\b(?:agree[sd]?|agreement|adopt\w*|pass(?:ed|es)|enact\w*|accept\w*|decision|resolved|chose)\b"), ("proof", r"\bclear\b"),
          ("law", r"\b(?:law(?:s|ful)?|legislation|legislative|statutes?|regulations?|dut(?:y|ies)|(?:act|acts) (?:\w+ )?(?:requires?|obliges?|binds?))\b"),
          ("must", r"\b(?:\w+s|they|we|you|it|who|only) need(?:s|ed)? to\b"), ("proof", r"\b(?:mak(?:e|ing) sure|secur\w+)\b"), ("all", r"\b(?:exclusively|perfectly|complete(?:ly)?|full(?:y)?|absolutely|throughout|total(?:ly)?|together|collectively|each|both)\b"),
          ("nation", r"\bengland's\b"), ("always", r"\b(?:constant(?:ly)?|consistent(?:ly)?|every time|whenever|continual(?:ly)?|permanent(?:ly)?)\b"), ("nation", r"\benglish\b"),
          ("only", r"\b(?:other than|except|nothing but|single|small|few|little|limited|minority|rare\w*)\b"), ("any", r"\b(?:all|every|no|not|none|nothing|never|without)\b"),
          ("few", r"\b(?:small|only|just|little|limited|low|minority|rare\w*|infrequent\w*|isolated|lack\w*|absen\w+|neglect\w*|no|not|none|never|scarce\w*|fewer)\b"))
"""Words of a ground that bear out a family which they are not of."""


def _borne(ground: str) -> set[str]:
    return {family for family, forms in _BORNE if forms.search(ground)}


_BORNE = [(family, re.compile(forms, re.I)) for family, forms in _BEARS]


_TAKEN_BACK = (re.compile(r"\b(?:almost|nearly|virtually)\s+$", re.I), re.compile(r"(?:\b(?:not|no|none|never|without|nothing|nobody|neither|cannot)|n't)\s+(?:(?!or\b|and\b)\w+\s+){0,6}$", re.I))


def _hedged(match: re.Match[str], text: str, ground: str) -> bool:
    """Whether a strong or wide word is taken back by "almost", of which the ground has one, too, or by a negation, which turned() judges."""
    before = text[:match.start()]
    nearly, denied = (pattern.search(before) for pattern in _TAKEN_BACK)
    return bool(nearly and re.search(r"\b(?:almost|nearly|virtually)\b", ground, re.I) or denied
                or match.group().lower() == "never" and _NOT.search(ground))


# --- scope -----------------------------------------------------------------------------------------------

_NUMBERS = "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen|eighteen|nineteen|twenty|thirty|forty|fifty|sixty"
_ALL_THAT = r"(?= (?:that )?(?:(?:the |an? )\w*[^\Ws]|they|we|you|it|one) (?:has|have|had|needs?) )"
"""After "all": what says "only" ("all that they need to show is ...")."""
_WIDE = {
    "all": rf"(?:(?<!at )(?<!above )|(?<=at )(?=all (?:the |of )?\w+s\b))all(?! the more)(?!{_ALL_THAT})|every(?:one|body)?|entire(?:ly)?|whole|wholly|universal(?:ly)?|without exception",
    "always": r"always|invariably",
    "any": r"(?<!hardly )(?<!scarcely )(?<!if )any",
    "few": r"(?:hardly|scarcely|barely)(?: any)?|(?:very |so |too )?few(?! more\b)|rarely|seldom",
    "usual": r"usual(?:ly)?|generally|in general|typically|normally|as a rule|everywhere",
    "only": rf"(?<!not )(?:only|just|merely?)(?! (?:\d|£|{_NUMBERS}|over|under|above|below|before|after|short|to consider|to think)\b)|exclusively|solely|alone|all{_ALL_THAT}",
    "most": r"most|majority|mostly|for the most part|almost exclusively",
    "nation": r"nation(?:ally|wide)|(?:across|throughout|all over) (?:the (?:whole of )?)?england|in england|of england|across the country",
}
_WIDE_WORD = re.compile("|".join(rf"(?P<{family}>\b(?:{forms})\b)" for family, forms in _WIDE.items()), re.I)
_SUPERLATIVE = re.compile(r"(?:\b(?:the|their|its|our|could|can|would|will|may|is|are|was|were|be)|\d|'s)\s+$", re.I)


_ALL_OF = re.compile(r"(?<!not )(?<!almost )(?<!nearly )(?<!virtually )(?<!at )\b(?:all|every|each)\b(?! that\b)", re.I)
_MOST_OF = re.compile(r"\b(?:most|majority)\b", re.I)
_SOME_OF = re.compile(r"\b(?:many|some|several|few|certain|various|minority|number)\b", re.I)
_NOUN_REACH = 3


def _more_of(text: str, ground: str) -> list[str]:
    """The "all" and "most" of a claim said of what the ground says "many", "some" or "few" of, and not as much."""
    def of(pattern: re.Pattern[str]) -> set[str]:
        return {word for m in pattern.finditer(ground) for word in _content(_STOP_OF.split(ground[m.end():m.end() + 60])[0])[:_NOUN_REACH]}
    if not (some := of(_SOME_OF)):
        return []
    return [m.group() for pattern, enough in ((_ALL_OF, of(_ALL_OF)), (_MOST_OF, of(_ALL_OF) | of(_MOST_OF))) for m in pattern.finditer(text)
            if not _SUPERLATIVE.search(text[:m.start()]) and (nouns := set(_content(_STOP_OF.split(text[m.end():m.end() + 60])[0])[:_NOUN_REACH])) & some and not nouns & enough]


_STOP_OF = re.compile(r"[,.;:()\n–—]|\b(?:is|are|was|were|have|has|had|may|can|will|should|must|that|which|who|in|to|and|but)\b")
_NOW_AND_THEN = re.compile(r"\b(?:sometimes|occasional(?:ly)?|some|in places|may|might|rare(?:ly)?|few)\b", re.I)
"""What "usually" may not be said for."""


def wider(text: str, ground: str) -> list[str]:
    """The words of a claim that make it wider than its ground: "all", "most", "only", "nationally" and their like."""
    there = {m.lastgroup for m in _WIDE_WORD.finditer(ground)} | _borne(ground)
    if not _NOW_AND_THEN.search(ground):
        there.add("usual")
    found = _more_of(text, ground)
    return found or [m.group() for m in _WIDE_WORD.finditer(text) if m.lastgroup not in there and not _hedged(m, text, ground) and not _whole_number(m, text, ground)
            and not (m.group().lower() == "most" and _SUPERLATIVE.search(text[:m.start()]))]


def _whole_number(match: re.Match[str], text: str, ground: str) -> bool:
    """Whether "all" stands before a figure that the ground gives as the whole: "all 209" for "the 209", not for "25 of the 209"."""
    figure = re.match(r"\s+(?:of the |the )?(\d[\d,]*)\b", text[match.end():])
    return match.lastgroup == "all" and figure is not None and re.search(rf"(?<!of )\b(?:the|these|those) {figure.group(1)}\b", ground, re.I) is not None


# --- yes and no ------------------------------------------------------------------------------------------

_NOT = re.compile(
    r"\b(?:not(?! (?:just|only|simply|merely|least)\b)|no(?! (?:doubt|matter|(?:longer|more|less|fewer|later|sooner|earlier) than)\b)|none|nor|neither|nowhere|never|without|nothing|nobody|cannot|fail(?:s|ed|ing)?|"
    r"lack(?:s|ed|ing)?|absen\w+|exclud\w+|far from|(?P<base>un(?=able|aware|likely|clear|known|willing)|im(?=possible))\w+)\b"
    r"|\w+n['’]t\b(?! forget)|\bnon-", re.I)
_DENYING = (r"den(?:y|ies|ied|ying)|refus(?:e[sd]?|ing|als?)|reject(?:s|ed|ing)?|oppos(?:e[sd]?|ing|ition)|forbid\w*|forbad\w*|prohibit\w*|bann?(?:ed|s)?|"
            r"prevent(?:s|ed|ing)?|stop(?:s|ped|ping)?|ceas(?:e[sd]?|ing)|aboli\w+|ignor(?:e[sd]?|ing)|neglect\w*")
_CONTRAST = re.compile(r"\b(?:rather than|instead of|as opposed to|outside|except|other than|less|hardly|rarely|seldom|unless|until|nothing to|"
                       r"avoid\w*|omit\w*|miss(?:es|ed|ing)|reluctan\w+|against|stop(?:s|ped|ping)? short of|(?:leav\w+|left) out|"
                       rf"{_DENYING})\b", re.I)
"""What may be put as "not" in other words, though leaving it out denies nothing."""
_DENIES = re.compile(rf"\b(?:{_DENYING})\b", re.I)
_SCARCELY = re.compile(r"\b(?:little|few|limited|hardly|barely|rarely|seldom|scarce(?:ly)?|var(?:y|ies|ied|iation)|poor(?:ly)?|weak\w*|low|thin|slow(?:ly)?|narrow|small|bad(?:ly)?|minor|infrequent(?:ly)?)\b", re.I)
_RARELY = re.compile(r"\b(?:rarely|seldom)\b", re.I)
_MUCH = re.compile(r"\s*(?:\w+\s+){0,2}?(?:much|well|good|high\w*|strong\w*|big|enough|many|wide\w*|all|every|often|great\w*|equal\w*|always|extensive\w*)\b", re.I)
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
    affirmed, elsewhere = set(_content(ground)), _outside(ground, theirs)
    contrary = opposites(elsewhere) | {base for word, base in bases(ground) if word in elsewhere}
    scarce = _negations(ground, _SCARCELY)
    if any(n.elliptic and not n.reach for n in theirs) or _NEVER_MORE.search(text) and _NEVER_MORE.search(ground):
        return []
    if doubled := _doubled(mine, text, ground):
        return [doubled]
    if not theirs + contrasts + scarce and not contrary & set(_content(text)) and (denies := _DENIES.search(text)):
        return [denies.group()]
    if not theirs and (denies := re.search(r"\bden(?:y|ies|ied)\b", text, re.I)) and not re.search(r"\b(?:den(?:y|ies|ied)|reject\w*|disput\w*)\b", ground, re.I):
        return [denies.group()]
    if lost := [word for word, base in bases(text) if base in affirmed and word not in affirmed and not any(base in n.reach for n in theirs)]:
        return lost[:1]
    denied = contrary.union(*(n.reach | n.subject for n in theirs + contrasts))
    little = set().union(*(n.reach | n.subject for n in scarce))
    found = [n.word for n in _negations(text, _RARELY) if not _RARELY.search(ground) and not n.reach & little and not _borne_out(n, denied | little, affirmed, contrary)]
    found += [n.word for n in mine if not _left_free(n, text, ground) and not _borne_out(n, denied | little if _MUCH.match(text, n.after) else denied, affirmed, contrary)]
    spoken = _outside(text, mine)
    likely = set().union(*map(likes, spoken))
    reached = set().union(*(n.reach | n.subject for n in [*mine, *_negations(text, _SCARCELY), *_negations(text, _CONTRAST)])) | {base for _, base in bases(text)}
    for n in theirs:
        if _allows(n, ground):
            continue
        only = n.reach - elsewhere
        if only and not only & reached and not opposites(only) & spoken and len(only & likely) > len(only) / 2:
            found.append(n.word)
    return found or _contrary(text, ground, mine, theirs)


def _left_free(negation: _Negation, text: str, ground: str) -> bool:
    """Whether a claim says "need not" where the ground leaves a choice, or "not unless" where it speaks of a need."""
    if re.search(r"\b(?:unless|until|without|only if)\b", text, re.I) and re.search(r"\b(?:vital|essential|need(?:s|ed)?|must|necessary|depend\w*|only|requir\w+|before)\b", ground, re.I):
        return True
    return bool(re.match(r"\s+(?:have to|need(?: to)?|required|obliged|bound|compulsory|mandatory)\b", text[negation.after:])
                and re.search(r"\b(?:free|optional|voluntary|choice|choos\w+|chose|discretion)\b", ground, re.I))


def _borne_out(negation: _Negation, denied: set[str], affirmed: set[str], contrary: set[str]) -> bool:
    """Whether the first of a negation's words that the ground has at all, itself or one like it, is denied there; the others may stand anywhere."""
    if negation.base:
        return negation.base not in affirmed or not negation.reach & affirmed or bool(negation.reach & denied)
    if set(negation.order) & (denied - affirmed) & contrary:
        return True
    if negation.word.lower() in ("no", "none", "nobody", "nothing", "neither") or negation.elliptic:
        return not negation.reach & affirmed or bool(negation.reach & denied)
    near = [word for word in negation.order[:_NEAREST] if word not in _DEGREES]
    return any(word in denied or likes(word) & denied for word in near) or not any(likes(word) & affirmed for word in near)


_NEAREST = 4
_DEGREES = frozenset(map(stem, "almost entirely completely fully wholly quite rather nearly really very formally necessarily always".split()))


def _doubled(mine: Sequence[_Negation], text: str, ground: str) -> str:
    """The negation of a claim that denies a denial ("not outside the Act", "none is not"), where the ground has no such thing; "" when there is none."""
    for n in mine:
        if _TWICE.match(text, n.after) and not any(_TWICE.match(ground, m.end()) for m in _NOT.finditer(ground)):
            return n.word
    for one, other in zip(mine, mine[1:], strict=False):
        if not (one.base or other.base) and not re.search(r"[,;.:]|\b(?:n?or|and|but|that|which|who|because)\b", text[one.after:other.after]):
            return other.word
    return ""


def _contrary(text: str, ground: str, mine: Sequence[_Negation], theirs: Sequence[_Negation]) -> list[str]:
    """The words of a claim that say the opposite of the ground's, where neither is denied and both stand by a common word."""
    there, here = _content(ground), _content(text)
    standing, spoken = _outside(ground, theirs), _outside(text, sorted([*mine, *_negations(text, _CONTRAST)], key=lambda n: n.start))
    for n, word in enumerate(here):
        against = opposites([word], plain=True) & standing if word in spoken and not likes(word) & set(there) else set()
        near = set(here[max(0, n - _NEAR):n + _NEAR + 1]) - {word}
        if any(near & set(there[max(0, at - _NEAR):at + _NEAR + 1]) for at, other in enumerate(there) if other in against):
            return [word]
    return []


_NEAR = 2
_NEVER_MORE = re.compile(r"\bnever (?:been |be )?(?:more|less|\w+er)\b", re.I)
"""What can be put round: "never more obscure" is "never less clear"."""


_TWICE = re.compile(r"\s+(?:(?:be|been|being|\w+ly)\s+)?(?:outside|without|little|few|limited|weak|less|excluded|absent|ignored|neglected|left out)\b"
                    r"|\s+(?:\w+\s+){0,2}?(?:un(?!der|it|i?ver|ion|less|til)\w{6,}|impossible|lack(?:ing)?|rarely|refus\w+|reject\w+|forbidden|prohibited|banned|abolished)\b", re.I)


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
    order: tuple[str, ...]
    subject: frozenset[str]
    base: str
    elliptic: bool

    @property
    def reach(self) -> frozenset[str]:
        return frozenset(self.order)


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
        if not reach and following:
            stop = _STOP.search(text, following.end())
            reach = _content(text[following.end():stop.start() if stop else len(text)])[:_REACH]
        if not reach:
            start, end, reach = clause, match.start(), subject[-_REACH:][::-1]
        elliptic = start == clause and start < match.start()
        prefix = match.groupdict().get("base")
        base = stem(match.group().lower().removeprefix(prefix.lower())) if prefix else ""
        found.append(_Negation(match.group(), match.end(), start, end, tuple(reach), frozenset(subject[-_SUBJECT:]), base, elliptic))
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
